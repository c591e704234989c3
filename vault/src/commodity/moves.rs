//! What is written down: pieces move, are counted, a line is taken back. Each change is a line more; the team is locked
//! meanwhile, so that two who hand out the last box hand out one.

use super::carriers;
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Writing, change};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::Deed;
use domain::commodity::{Cause, Ledger, MoveKind, Movement, StockCount, Thing};
use domain::id::{AccountId, MovementId, SubmissionId};
use domain::problem::{Problem, Problems};

/// One line to be written.
struct New {
    kind: MoveKind,
    person: Option<AccountId>,
    thing: Thing,
    pieces: i64,
    cause: Option<Cause>,
}

impl Vault {
    /// The balances as they stand, with the team locked; `None` when `holder` carries nothing for it, or the actor's account
    /// was closed while this waited for the lock.
    pub(super) async fn ledger_for(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        holder: Option<AccountId>,
    ) -> Result<Option<Ledger>> {
        if !self.stays_here(writing, actor).await? {
            return Ok(None);
        }
        let ledger = self.ledger_of(writing, actor.team).await?;
        let known = match holder {
            None => true,
            Some(account) => {
                let carriers = carriers(writing.conn(), actor.team, &ledger).await?;
                carriers.iter().any(|one| one.account == account)
            }
        };
        Ok(known.then_some(ledger))
    }

    async fn write_line(&self, writing: &mut Writing, actor: &Actor, line: &New, at: DateTime<Utc>) -> Result<()> {
        change!(
            writing.conn(),
            "insert into commodity_movements (id, team_id, account_id, kind, thing, pieces, cause, recorded_by, recorded_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            self.new_id(),
            actor.team.0,
            line.person.map(|person| person.0),
            line.kind.code(),
            line.thing.code(),
            line.pieces,
            line.cause.map(Cause::code),
            actor.account.0,
            at
        )?;
        Ok(())
    }

    /// Writes down that pieces moved. `None` when the role may not, or for who is not of the team; the problems where there are
    /// not so many.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn move_commodities(
        &self,
        actor: &Actor,
        movement: &Movement,
        form: SubmissionId,
    ) -> Result<Option<std::result::Result<(), Problems>>> {
        if !actor.may(Action::KeepCommodities) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let now = self.now();
        let Some(ledger) = self.ledger_for(&mut writing, actor, movement.person).await? else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, self.new_id(), now).await?.is_some() {
            return Ok(Some(Ok(())));
        }
        if let Some(problems) = movement.lacks(&ledger.stock(None), &ledger.stock(movement.person)) {
            return Ok(Some(Err(problems)));
        }
        let Movement { kind, person, cause, .. } = *movement;
        for (thing, pieces) in movement.pieces.some() {
            self.write_line(&mut writing, actor, &New { kind, person, thing, pieces, cause }, now).await?;
        }
        self.note_turns(&mut writing, actor.team, &ledger).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::CommoditiesMoved)).await?;
        writing.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Writes down what was counted by hand: from then on it is what the balance says. Where that is another number than what was
    /// written, it asks why.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn count_commodities(
        &self,
        actor: &Actor,
        holder: Option<AccountId>,
        count: &StockCount,
        form: SubmissionId,
    ) -> Result<Option<std::result::Result<(), Problems>>> {
        if !actor.may(Action::KeepCommodities) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        let now = self.now();
        let Some(ledger) = self.ledger_for(&mut writing, actor, holder).await? else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(Ok(())));
        }
        for (thing, more) in count.differs(&ledger.stock(holder)) {
            let Some(cause) = count.cause else { return Ok(Some(Err(Problems::at("cause", Problem::Missing)))) };
            let kind = if more > 0 { MoveKind::Found } else { MoveKind::Lost };
            let line = New { kind, person: holder, thing, pieces: more.abs(), cause: Some(cause) };
            self.write_line(&mut writing, actor, &line, now).await?;
        }
        self.note_turns(&mut writing, actor.team, &ledger).await?;
        change!(
            writing.conn(),
            "insert into commodity_counts (id, team_id, account_id, recorded_by, recorded_at) values ($1, $2, $3, $4, $5)",
            id,
            actor.team.0,
            holder.map(|holder| holder.0),
            actor.account.0,
            now
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::CommoditiesMoved)).await?;
        writing.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Takes a line of one's own team back by another that says why. A line is taken back once. It may bring a balance below
    /// zero: what was written wrongly was never there. `None` for a line that cannot be taken back.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn undo_movement(
        &self,
        actor: &Actor,
        line: MovementId,
        cause: Cause,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        if !actor.may(Action::KeepCommodities) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        let now = self.now();
        let Some(before) = self.ledger_for(&mut writing, actor, None).await? else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(()));
        }
        let written = change!(
            writing.conn(),
            "insert into commodity_movements (id, team_id, account_id, kind, thing, pieces, cause, undoes, recorded_by, recorded_at) \
             select $1, team_id, account_id, kind, thing, -pieces, $2, id, $3, $4 from commodity_movements \
             where id = $5 and team_id = $6 and undoes is null on conflict (undoes) do nothing",
            id,
            cause.code(),
            actor.account.0,
            now,
            line.0,
            actor.team.0
        )?;
        if written == 0 {
            return Ok(None);
        }
        self.note_turns(&mut writing, actor.team, &before).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::CommoditiesMoved)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }
}
