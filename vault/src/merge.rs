//! One case carried on in another: a record and its end, and nothing else. Each keeps its rows, its keys, its consents; an
//! earlier record is read with its own keys or not at all (decision 0027).

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::consent::Segment;
use domain::id::{CaseId, MergeId, SubmissionId};
use domain::merge::{Before, Hindrance, hindrance, may_undo};
use uuid::Uuid;

/// What came of carrying a case on in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// It is; the same for a second post of the same form.
    Now(MergeId),
    /// It is not, and nothing was written.
    Hindered(Hindrance),
}

/// What came of undoing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// Each stands for itself, also when somebody else undid it before.
    Now,
    /// The thirty days are over.
    TooLate,
}

/// A case that is carried on in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The record of that.
    pub merge: MergeId,
    /// The earlier case.
    pub case: CaseId,
    /// Who said that both are of one client.
    pub merged_by: String,
    /// When.
    pub merged_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    carried_id: Uuid,
    merged_by: String,
    merged_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Beside {
    carried_id: Uuid,
    carrying_id: Uuid,
    held_id: Uuid,
}

impl Vault {
    /// The cases that this one carries on, for who may open the labels of both; the earliest first. Whoever opens only one
    /// of them learns of no other.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn earlier_records(&self, actor: &Actor, carrying: CaseId) -> Result<Vec<Earlier>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select merges_standing.id, merges_standing.carried_id, merges_standing.merged_by, merges_standing.merged_at \
             from merges_standing where merges_standing.carrying_id = $2 and 2 = (select count(distinct held_wraps.case_id) \
             from held_wraps where held_wraps.account_id = $1 and held_wraps.segment = 'label' \
             and held_wraps.case_id in (merges_standing.carried_id, merges_standing.carrying_id) \
             and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 and held_wraps.purpose <> 'emergency') \
             order by merges_standing.merged_at, merges_standing.id",
            actor.account.0, carrying.0, self.now() => fetch_all
        )?;
        let earlier = |row: Row| Earlier {
            merge: MergeId(row.id),
            case: CaseId(row.carried_id),
            merged_by: row.merged_by,
            merged_at: row.merged_at,
        };
        Ok(rows.into_iter().map(earlier).collect())
    }

    /// The open case that carries this one on, for who may open the labels of both. Behind a closed one nothing is to be
    /// found.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn carried_on_in(&self, actor: &Actor, carried: CaseId) -> Result<Option<CaseId>> {
        let mut reading = self.database.read().await?;
        let carrying = sql!(
            reading.conn(),
            query_scalar::<Uuid>,
            "select merges_standing.carrying_id from merges_standing where merges_standing.carried_id = $2 \
             and 2 = (select count(distinct held_wraps.case_id) \
             from held_wraps where held_wraps.account_id = $1 and held_wraps.segment = 'label' \
             and held_wraps.case_id in (merges_standing.carried_id, merges_standing.carrying_id) \
             and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 and held_wraps.purpose <> 'emergency') \
             and not exists (select 1 from closed_cases where closed_cases.case_id = merges_standing.carrying_id)",
            actor.account.0, carried.0, self.now() => fetch_optional
        )?;
        Ok(carrying.map(CaseId))
    }

    /// The records of the same client beside this one, carried on or carrying on, whose label the actor may open: what is
    /// taken back in one stands on its own in the other.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn records_beside(&self, actor: &Actor, case: CaseId) -> Result<Vec<CaseId>> {
        Ok(self.beside(actor).await?.into_iter().filter(|(of, _)| *of == case).map(|(_, beside)| beside).collect())
    }

    /// Every case that is one with another, and that other, whose label the actor may open.
    pub(crate) async fn beside(&self, actor: &Actor) -> Result<Vec<(CaseId, CaseId)>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Beside>,
            "select distinct merges_standing.carried_id, merges_standing.carrying_id, held_wraps.case_id as held_id \
             from held_wraps join merges_standing on held_wraps.case_id in (merges_standing.carried_id, merges_standing.carrying_id) \
             where held_wraps.account_id = $1 and held_wraps.segment = 'label' and held_wraps.valid_from <= $2 \
             and held_wraps.valid_until > $2 and held_wraps.purpose <> 'emergency'",
            actor.account.0, self.now() => fetch_all
        )?;
        let other = |row: &Beside| if row.held_id == row.carried_id { row.carrying_id } else { row.carried_id };
        Ok(rows.into_iter().map(|row| (CaseId(other(&row)), CaseId(row.held_id))).collect())
    }

    /// Carries a case on in another of the same team. `None` when the key of either is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn merge_cases(
        &self,
        actor: &Actor,
        (carried_ring, carried): (&Ring, &Opened<segment::Label>),
        (ring, carrying): (&Ring, &Opened<segment::Label>),
        reason: Reason,
        form: SubmissionId,
    ) -> Result<Option<Merged>> {
        if !actor.may(Action::CompareCases) || carried.case() == carrying.case() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.hold_both(&mut writing, actor, carried, carrying).await? {
            return Ok(None);
        }
        let (now, id) = (self.now(), self.new_id());
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Merged::Now(MergeId(earlier))));
        }
        let before = before(&mut writing, carried.case(), carrying.case()).await?;
        if let Some(hindrance) = hindrance(before) {
            return Ok(Some(Merged::Hindered(hindrance)));
        }
        change!(
            writing.conn(),
            "insert into merges (id, carried_id, carrying_id, merged_by, merged_at) values ($1, $2, $3, $4, $5)",
            id,
            carried.case().0,
            carrying.case().0,
            actor.account.0,
            now
        )?;
        self.of_both(&mut writing, actor, Deed::CasesMerged, reason, [carried_ring, ring]).await?;
        self.count_one(&mut writing, "merge", None).await?;
        writing.commit().await?;
        Ok(Some(Merged::Now(MergeId(id))))
    }

    /// Ends the carrying-on within its thirty days. As nothing of either case was changed by it, nothing has to be put back.
    /// `None` when the key of either is not held any more, or these two were never one.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn undo_merge(
        &self,
        actor: &Actor,
        merge: MergeId,
        (carried_ring, carried): (&Ring, &Opened<segment::Label>),
        (ring, carrying): (&Ring, &Opened<segment::Label>),
        reason: Reason,
    ) -> Result<Option<Undone>> {
        if !actor.may(Action::CompareCases) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.hold_both(&mut writing, actor, carried, carrying).await? {
            return Ok(None);
        }
        let now = self.now();
        let merged_at = sql!(
            writing.conn(),
            query_scalar::<DateTime<Utc>>,
            "select merged_at from merges where id = $1 and carried_id = $2 and carrying_id = $3",
            merge.0, carried.case().0, carrying.case().0 => fetch_optional
        )?;
        let Some(merged_at) = merged_at else { return Ok(None) };
        if !may_undo(merged_at, now) {
            return Ok(Some(Undone::TooLate));
        }
        let ended = change!(
            writing.conn(),
            "insert into merge_ends (merge_id, ended_by, ended_at) values ($1, $2, $3) on conflict (merge_id) do nothing",
            merge.0,
            actor.account.0,
            now
        )?;
        if ended > 0 {
            self.of_both(&mut writing, actor, Deed::MergeUndone, reason, [carried_ring, ring]).await?;
            self.count_one(&mut writing, "merge_undone", None).await?;
        }
        writing.commit().await?;
        Ok(Some(Undone::Now))
    }

    /// Holds two cases still, always in the same order, and says whether the actor still holds both and both are of her
    /// team: within one organisation only (domain.md 4.5).
    pub(crate) async fn hold_both(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        one: &Opened<segment::Label>,
        other: &Opened<segment::Label>,
    ) -> Result<bool> {
        let (first, second) = (one.case().min(other.case()), one.case().max(other.case()));
        self.lock_case(writing.conn(), first).await?;
        self.lock_case(writing.conn(), second).await?;
        let of_the_team = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select count(*) from cases where id in ($1, $2) and team_id = $3",
            first.0, second.0, actor.team.0 => fetch_one
        )?;
        Ok(of_the_team == 2
            && self.still_holds(writing.conn(), actor, one.newest_key()).await?
            && self.still_holds(writing.conn(), actor, other.newest_key()).await?)
    }

    async fn of_both(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        deed: Deed,
        reason: Reason,
        rings: [&Ring; 2],
    ) -> Result<()> {
        let cases = rings.map(Ring::tag).into();
        let event = rings[1].event(deed, &[Segment::Label], reason);
        self.note(writing, Some(actor), &Event { cases, ..event }).await
    }
}

async fn before(writing: &mut Writing, carried: CaseId, carrying: CaseId) -> Result<Before> {
    let one_is_carried = sql!(
        writing.conn(),
        query_scalar::<i64>,
        "select count(*) from merges_standing where carried_id in ($1, $2)",
        carried.0, carrying.0 => fetch_one
    )?;
    let leaving_carries = sql!(
        writing.conn(),
        query_scalar::<i64>,
        "select count(*) from merges_standing where carrying_id = $1",
        carried.0 => fetch_one
    )?;
    let carrying_closed = sql!(
        writing.conn(),
        query_scalar::<i64>,
        "select count(*) from closed_cases where case_id = $1",
        carrying.0 => fetch_one
    )?;
    Ok(Before {
        one_is_carried: one_is_carried > 0,
        leaving_carries: leaving_carries > 0,
        carrying_is_closed: carrying_closed > 0,
    })
}
