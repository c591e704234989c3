//! Telling partners' systems that something changed at their desk. Here is who is told, what is owed and what was sent; the
//! posting itself is `server`'s. Nothing here leads to a case: a row says that something changed (decision 0043).

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::audit::Deed;
use domain::id::{AccountId, SignalId, TeamId};
use domain::partner_system::signal::{FAILURES_MAX, delay_by, pause_after, was_taken};
use domain::partner_system::{Signal, SignalAddress, SignalEnd, SignalHosts};
use std::collections::HashMap;
use uuid::Uuid;

/// How long it is kept what was sent.
const KEPT: TimeDelta = TimeDelta::days(90);
/// How many of what was sent are shown of each system.
const SHOWN: usize = 20;

/// What setting an address came to.
pub struct SetSignal {
    /// As it stands.
    pub signal: Signal,
    /// Whether it was made now.
    pub made: bool,
}

/// An address as its organisation sees it.
pub struct KnownSignal {
    /// Where and since when.
    pub signal: Signal,
    /// Who set it: a colleague, or the system by its own name.
    pub set_by: String,
    /// What was sent, the newest first.
    pub sent: Vec<SentSignal>,
}

/// One that was sent.
pub struct SentSignal {
    /// When.
    pub at: DateTime<Utc>,
    /// The status that came back; none when nothing did.
    pub status: Option<u16>,
}

/// One that has to be sent now. Until its answer is told, it counts as sent and not taken.
pub struct DueSignal {
    signal: Uuid,
    number: i64,
    /// What is owed again if this one is not taken.
    again: Uuid,
    /// Where.
    pub address: SignalAddress,
}

#[derive(sqlx::FromRow)]
struct SignalRow {
    id: Uuid,
    account_id: Uuid,
    address: String,
    set_by: String,
    set_at: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    why: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct SentRow {
    signal_id: Uuid,
    sent_at: DateTime<Utc>,
    status: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct TryRow {
    number: i64,
    sent_at: DateTime<Utc>,
    status: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Standing {
    id: Uuid,
    address: String,
    valid_until: DateTime<Utc>,
}

fn status(stored: Option<i64>) -> Option<u16> {
    stored.and_then(|status| u16::try_from(status).ok())
}

fn address(stored: &str) -> Result<SignalAddress> {
    SignalAddress::parse(stored).map_err(|_| Error::Inconsistent("signals"))
}

impl SignalRow {
    fn signal(&self) -> Result<Signal> {
        let why = self.why.as_deref().map(SignalEnd::from_code).transpose();
        Ok(Signal {
            id: SignalId(self.id),
            address: address(&self.address)?,
            set_at: self.set_at,
            until: self.valid_until,
            ended: why.map_err(|_| Error::Inconsistent("signal_ends"))?.zip(self.ended_at),
        })
    }
}

/// How many of the newest tries came to nothing, one after the other.
fn failures(tries: &[TryRow]) -> i64 {
    let in_a_row = tries.iter().take_while(|one| !was_taken(status(one.status))).count();
    i64::try_from(in_a_row).unwrap_or(FAILURES_MAX)
}

/// The newest tries, as many as can matter.
async fn tries(conn: Conn<'_>, signal: Uuid) -> Result<Vec<TryRow>> {
    Ok(sql!(
        conn,
        query_as::<TryRow>,
        "select number, sent_at, status from signals_sent where signal_id = $1 order by number desc limit $2",
        signal, FAILURES_MAX => fetch_all
    )?)
}

/// Ends one; a second time changes nothing. What was owed goes with it.
async fn end(
    writing: &mut Writing,
    signal: Uuid,
    why: SignalEnd,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let ended = change!(
        writing.conn(),
        "insert into signal_ends (signal_id, why, ended_by, ended_at) values ($1, $2, $3, $4) on conflict (signal_id) do nothing",
        signal,
        why.code(),
        by,
        now
    )?;
    change!(writing.conn(), "delete from signals_due where signal_id = $1", signal)?;
    Ok(ended == 1)
}

impl Vault {
    /// Sets where a system is told: the system itself, or who keeps the systems of its team. The same address once more is
    /// what stands; another takes its place. `None` when the actor may not, or the system is shut, over or left behind.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn set_signal(
        &self,
        actor: &Actor,
        system: AccountId,
        address: &SignalAddress,
    ) -> Result<Option<SetSignal>> {
        if !actor.may(Action::KeepSystems) && actor.account != system {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        let until = sql!(
            writing.conn(),
            query_scalar::<DateTime<Utc>>,
            "select partner_systems.valid_until from partner_systems join accounts on accounts.id = partner_systems.account_id \
             join teams on teams.id = accounts.team_id where accounts.id = $1 and teams.id = $2 and partner_systems.valid_until > $3 \
             and not exists (select 1 from account_closures where account_closures.account_id = accounts.id) \
             and exists (select 1 from holdings where holdings.account_id = accounts.id and holdings.party_id = teams.desk_party_id)",
            system.0, actor.team.0, now => fetch_optional
        )?;
        let Some(until) = until else { return Ok(None) };
        let newest = self.signal_of(writing.conn(), system, None).await?;
        if let Some(stands) = newest.as_ref().filter(|newest| newest.ended_at.is_none()) {
            if stands.address == address.as_str() {
                return Ok(Some(SetSignal { signal: stands.signal()?, made: false }));
            }
            end(&mut writing, stands.id, SignalEnd::Replaced, Some(actor.account.0), now).await?;
        }
        let signal = Signal { id: SignalId(self.new_id()), address: address.clone(), set_at: now, until, ended: None };
        change!(
            writing.conn(),
            "insert into signals (id, account_id, address, set_by, set_at) values ($1, $2, $3, $4, $5)",
            signal.id.0,
            system.0,
            address.as_str(),
            actor.account.0,
            now
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::SignalSet)).await?;
        writing.commit().await?;
        Ok(Some(SetSignal { signal, made: true }))
    }

    /// The newest address of a system, or the one that is named, and how it stands.
    async fn signal_of(&self, conn: Conn<'_>, system: AccountId, only: Option<SignalId>) -> Result<Option<SignalRow>> {
        Ok(sql!(
            conn,
            query_as::<SignalRow>,
            "select signals.id, signals.account_id, signals.address, accounts.name as set_by, signals.set_at, partner_systems.valid_until, \
             signal_ends.why, signal_ends.ended_at from signals join partner_systems on partner_systems.account_id = signals.account_id \
             join accounts on accounts.id = signals.set_by left join signal_ends on signal_ends.signal_id = signals.id \
             where signals.account_id = $1 and (signals.id = $2 or $2 is null) order by signals.set_at desc, signals.id desc limit 1",
            system.0, only.map(|id| id.0) => fetch_optional
        )?)
    }

    /// An address of the system that asks.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn own_signal(&self, system: &Actor, id: SignalId) -> Result<Option<Signal>> {
        let mut reading = self.database.read().await?;
        let row = self.signal_of(reading.conn(), system.account, Some(id)).await?;
        row.map(|row| row.signal()).transpose()
    }

    /// Takes back where a system is told; a second time changes nothing. `None` when there was nothing, or the actor may not.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn take_back_signal(&self, actor: &Actor, system: AccountId) -> Result<Option<()>> {
        if !actor.may(Action::KeepSystems) && actor.account != system {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let of_the_team = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select accounts.id from partner_systems join accounts on accounts.id = partner_systems.account_id \
             where accounts.id = $1 and accounts.team_id = $2",
            system.0, actor.team.0 => fetch_optional
        )?;
        if of_the_team.is_none() {
            return Ok(None);
        }
        let Some(newest) = self.signal_of(writing.conn(), system, None).await? else { return Ok(None) };
        if end(&mut writing, newest.id, SignalEnd::TakenBack, Some(actor.account.0), self.now()).await? {
            self.note(&mut writing, Some(actor), &Event::of(Deed::SignalEnded)).await?;
        }
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Where each system of one's own team is told, and what was sent lately. `None` when the actor may not.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn signals(&self, actor: &Actor) -> Result<Option<HashMap<AccountId, KnownSignal>>> {
        if !actor.may(Action::KeepSystems) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<SignalRow>,
            "select signals.id, signals.account_id, signals.address, accounts.name as set_by, signals.set_at, partner_systems.valid_until, \
             signal_ends.why, signal_ends.ended_at from signals join partner_systems on partner_systems.account_id = signals.account_id \
             join accounts as systems on systems.id = signals.account_id \
             join accounts on accounts.id = signals.set_by left join signal_ends on signal_ends.signal_id = signals.id \
             where systems.team_id = $1 order by signals.set_at, signals.id",
            actor.team.0 => fetch_all
        )?;
        let sent = sql!(
            reading.conn(),
            query_as::<SentRow>,
            "select signals_sent.signal_id, signals_sent.sent_at, signals_sent.status from signals_sent \
             join signals on signals.id = signals_sent.signal_id join accounts on accounts.id = signals.account_id \
             where accounts.team_id = $1 order by signals_sent.number desc limit 1000",
            actor.team.0 => fetch_all
        )?;
        let mut known = HashMap::new();
        // The newest of each comes last and stays.
        for row in rows {
            let of_it = sent.iter().filter(|one| one.signal_id == row.id).take(SHOWN);
            let sent = of_it.map(|one| SentSignal { at: one.sent_at, status: status(one.status) }).collect();
            known.insert(
                AccountId(row.account_id),
                KnownSignal { signal: row.signal()?, set_by: row.set_by.clone(), sent },
            );
        }
        Ok(Some(known))
    }

    /// Owes every system of a referral's receiver that something changed, in the change's own transaction and before it takes
    /// the desk's key; but not the one that made the change. A desk that holds no key of the packet never received it, or was
    /// shut out: a slip that she carries herself tells nobody. Only rows are added, so that no change waits for another's.
    pub(crate) async fn owe_signals(&self, writing: &mut Writing, referral: Uuid, by: Option<Uuid>) -> Result<()> {
        let now = self.now();
        let standing = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select signals_standing.id from signals_standing join referrals on referrals.receiver_id = signals_standing.organisation_id \
             where referrals.id = $1 and signals_standing.valid_until > $2 and (signals_standing.account_id <> $3 or $3 is null) \
             and exists (select 1 from wraps join teams on teams.desk_party_id = wraps.party_id \
             where wraps.data_key_id = referrals.data_key_id and teams.organisation_id = referrals.receiver_id)",
            referral, now, by => fetch_all
        )?;
        for signal in standing {
            let [random] = self.random::<1>();
            change!(
                writing.conn(),
                "insert into signals_due (id, signal_id, due_at) values ($1, $2, $3)",
                self.new_id(),
                signal,
                now + delay_by(random)
            )?;
        }
        Ok(())
    }

    /// What has to be sent now, at most one for each address, and none to one whose pause is not over. Each is written down as
    /// sent before it is given, and owed again until its answer is told: whoever breaks off in between loses nothing.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn due_signals(&self, named: &SignalHosts) -> Result<Vec<DueSignal>> {
        let owed = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_scalar::<Uuid>,
                "select distinct signal_id from signals_due where due_at <= $1 order by signal_id",
                self.now() => fetch_all
            )?
        };
        let mut due = Vec::new();
        for signal in owed {
            due.extend(self.claim_signal(signal, named).await?);
        }
        Ok(due)
    }

    async fn claim_signal(&self, signal: Uuid, named: &SignalHosts) -> Result<Option<DueSignal>> {
        let mut writing = self.database.write().await?;
        let now = self.now();
        let standing = sql!(
            writing.conn(),
            query_as::<Standing>,
            "select id, address, valid_until from signals_standing where id = $1",
            signal => fetch_optional
        )?;
        let Some(standing) = standing else {
            // Shut meanwhile, or left behind.
            change!(writing.conn(), "delete from signals_due where signal_id = $1", signal)?;
            writing.commit().await?;
            return Ok(None);
        };
        let address = address(&standing.address)?;
        let over = match (standing.valid_until <= now, named.names(&address)) {
            (true, _) => Some(SignalEnd::Over),
            (_, false) => Some(SignalEnd::NotNamed),
            _ => None,
        };
        if let Some(why) = over {
            self.end_by_nobody(&mut writing, standing.id, why).await?;
            writing.commit().await?;
            return Ok(None);
        }
        let tries = tries(writing.conn(), signal).await?;
        let failed = failures(&tries);
        if tries.first().is_some_and(|last| last.sent_at + pause_after(failed) > now) {
            return Ok(None);
        }
        change!(writing.conn(), "delete from signals_due where signal_id = $1", signal)?;
        change!(writing.conn(), "delete from signals_sent where signal_id = $1 and sent_at < $2", signal, now - KEPT)?;
        let number = tries.first().map_or(1, |last| last.number + 1);
        let sent = change!(
            writing.conn(),
            "insert into signals_sent (signal_id, number, sent_at) values ($1, $2, $3) on conflict (signal_id, number) do nothing",
            signal,
            number,
            now
        )?;
        if sent == 0 {
            // Another node was faster: what it claimed stands.
            return Ok(None);
        }
        let again = self.new_id();
        change!(
            writing.conn(),
            "insert into signals_due (id, signal_id, due_at) values ($1, $2, $3)",
            again,
            signal,
            now + pause_after(failed + 1)
        )?;
        writing.commit().await?;
        Ok(Some(DueSignal { signal, number, again, address }))
    }

    /// Writes down what came back, or that nothing did. What was taken is owed no more; too many that were not end it.
    ///
    /// # Errors
    /// When the database is not available: then it counts as not taken, and is sent again.
    pub async fn signal_answered(&self, due: &DueSignal, answered: Option<u16>) -> Result<()> {
        let mut writing = self.database.write().await?;
        change!(
            writing.conn(),
            "update signals_sent set heard_at = $1, status = $2 where signal_id = $3 and number = $4 and heard_at is null",
            self.now(),
            answered.map(i64::from),
            due.signal,
            due.number
        )?;
        if was_taken(answered) {
            change!(writing.conn(), "delete from signals_due where id = $1", due.again)?;
        } else if failures(&tries(writing.conn(), due.signal).await?) >= FAILURES_MAX {
            self.end_by_nobody(&mut writing, due.signal, SignalEnd::Failed).await?;
        }
        writing.commit().await
    }

    async fn end_by_nobody(&self, writing: &mut Writing, signal: Uuid, why: SignalEnd) -> Result<()> {
        if end(writing, signal, why, None, self.now()).await? {
            self.note(writing, None, &Event::of(Deed::SignalEnded)).await?;
        }
        Ok(())
    }

    /// Ends what is told to a system that is shut; the event of that says enough.
    pub(crate) async fn end_signals_of(&self, writing: &mut Writing, system: AccountId, actor: &Actor) -> Result<()> {
        let signals = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from signals where account_id = $1 and not exists (select 1 from signal_ends where signal_ends.signal_id = signals.id)",
            system.0 => fetch_all
        )?;
        for signal in signals {
            end(writing, signal, SignalEnd::Shut, Some(actor.account.0), self.now()).await?;
        }
        Ok(())
    }

    /// Ends what is told to every system of a team whose keys are replaced: none of them is given the new ones.
    pub(crate) async fn end_signals_of_team(&self, writing: &mut Writing, team: TeamId, actor: &Actor) -> Result<()> {
        let signals = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select signals.id from signals join accounts on accounts.id = signals.account_id where accounts.team_id = $1 \
             and not exists (select 1 from signal_ends where signal_ends.signal_id = signals.id)",
            team.0 => fetch_all
        )?;
        for signal in signals {
            end(writing, signal, SignalEnd::NewKeys, Some(actor.account.0), self.now()).await?;
        }
        Ok(())
    }

    /// Ends what is told to systems whose time is over.
    pub(crate) async fn sweep_signals(&self, writing: &mut Writing, ended: DateTime<Utc>) -> Result<u64> {
        let signals = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select signals.id from signals join partner_systems on partner_systems.account_id = signals.account_id \
             where partner_systems.valid_until <= $1 and not exists (select 1 from signal_ends where signal_ends.signal_id = signals.id)",
            ended => fetch_all
        )?;
        for signal in &signals {
            end(writing, *signal, SignalEnd::Over, None, self.now()).await?;
        }
        Ok(signals.len() as u64)
    }
}
