//! Searching the audit: by a member of staff, by a case's tag, by deed and days. Never a client's name: the audit has
//! none. Searching is itself an event, and with a tag it is on that case's list of who looked.

use super::Event;
use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::{Error, Result};
use crate::who_looked::{Look, Row as LookRow};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::{Deed, Reason, Search};
use domain::date::at_local;
use domain::id::AccountId;
use uuid::Uuid;

/// Somebody whose deeds can be looked for.
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their organisation's name.
    pub organisation: String,
    /// Their role.
    pub role: Role,
}

/// An event as the data-protection officer sees it.
pub struct Noted {
    /// What, when, in which role, why.
    pub look: Look,
    /// The account's name; none for what the program did itself, or somebody did without logging in.
    pub name: Option<String>,
}

/// One page of what was found.
pub struct FoundEvents {
    /// The newest first.
    pub events: Vec<Noted>,
    /// Whether there are older ones.
    pub more: bool,
    /// How many different cases the chosen person's events touched: a count for a breach notice.
    pub cases: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    name: String,
    organisation: String,
    role: String,
}

#[derive(sqlx::FromRow)]
struct NotedRow {
    #[sqlx(flatten)]
    look: LookRow,
    name: Option<String>,
}

impl Vault {
    /// Everybody with an account.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn people(&self, actor: &Actor) -> Result<Option<Vec<Person>>> {
        if !actor.may(Action::SeeAudit) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<PersonRow>,
            "select accounts.id, accounts.name, organisations.name as organisation, accounts.role \
             from accounts join teams on teams.id = accounts.team_id join organisations on organisations.id = teams.organisation_id"
                => fetch_all
        )?;
        let person = |row: PersonRow| {
            let role = Role::from_code(&row.role).map_err(|_| Error::Inconsistent("accounts"))?;
            Ok(Person { account: AccountId(row.id), name: row.name, organisation: row.organisation, role })
        };
        rows.into_iter().map(person).collect::<Result<Vec<_>>>().map(Some)
    }

    /// One page of `limit` events, after `skip`, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn search_audit(
        &self,
        actor: &Actor,
        search: &Search,
        skip: u32,
        limit: u32,
    ) -> Result<Option<FoundEvents>> {
        if !actor.may(Action::SeeAudit) {
            return Ok(None);
        }
        let (account, deed) = (search.account.map(|account| account.0), search.deed.map(Deed::code));
        let from = search.from.map_or(DateTime::<Utc>::UNIX_EPOCH, |day| at_local(day, NaiveTime::MIN));
        let until = match search.until {
            Some(day) => at_local(day, NaiveTime::MIN) + TimeDelta::days(1),
            None => self.now() + TimeDelta::days(1),
        };
        let mut writing = self.database.write().await?;
        let cases = search.tag.iter().map(|tag| tag.0).collect();
        let event = Event { reason: Reason::Oversight, cases, ..Event::of(Deed::AuditRead) };
        self.note(&mut writing, Some(actor), &event).await?;
        let (one_more, skip) = (i64::from(limit) + 1, i64::from(skip));
        let rows = match search.tag {
            Some(tag) => sql!(
                writing.conn(),
                query_as::<NotedRow>,
                "select audit_events.at, audit_events.role, organisations.name as organisation, audit_events.deed, audit_events.segment, \
                 audit_events.reason, audit_events.basis, accounts.name \
                 from audit_cases join audit_events on audit_events.seq = audit_cases.seq \
                 left join organisations on organisations.id = audit_events.organisation_id \
                 left join accounts on accounts.id = audit_events.account_id \
                 where audit_cases.case_tag = $7 and (audit_events.account_id = $1 or $1 is null) and (audit_events.deed = $2 or $2 is null) \
                 and audit_events.at >= $3 and audit_events.at < $4 order by audit_events.seq desc limit $5 offset $6",
                account, deed, from, until, one_more, skip, &tag.0[..] => fetch_all
            )?,
            None => sql!(
                writing.conn(),
                query_as::<NotedRow>,
                "select audit_events.at, audit_events.role, organisations.name as organisation, audit_events.deed, audit_events.segment, \
                 audit_events.reason, audit_events.basis, accounts.name from audit_events \
                 left join organisations on organisations.id = audit_events.organisation_id \
                 left join accounts on accounts.id = audit_events.account_id \
                 where (audit_events.account_id = $1 or $1 is null) and (audit_events.deed = $2 or $2 is null) \
                 and audit_events.at >= $3 and audit_events.at < $4 order by audit_events.at desc, audit_events.seq desc limit $5 offset $6",
                account, deed, from, until, one_more, skip => fetch_all
            )?,
        };
        let cases = match account {
            Some(account) => Some(sql!(
                writing.conn(),
                query_scalar::<i64>,
                "select count(distinct audit_cases.case_tag) from audit_events join audit_cases on audit_cases.seq = audit_events.seq \
                 where audit_events.account_id = $1 and (audit_events.deed = $2 or $2 is null) and audit_events.at >= $3 and audit_events.at < $4",
                account, deed, from, until => fetch_one
            )?),
            None => None,
        };
        writing.commit().await?;
        let more = rows.len() > limit as usize;
        let noted = |row: NotedRow| {
            let look = row.look.look().map_err(|_| Error::Inconsistent("audit_events"))?;
            Ok(Noted { look, name: row.name })
        };
        let events = rows.into_iter().take(limit as usize).map(noted).collect::<Result<_>>()?;
        Ok(Some(FoundEvents { events, more, cases }))
    }
}
