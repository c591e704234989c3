//! What runs out and what is owed, as counts: whoever watches over it sees where to ask, and no case.

use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use domain::access::Action;
use domain::consent::Purpose;

/// Consents that end within this time are counted.
const SOON: TimeDelta = TimeDelta::days(30);

/// Consents that run out soon, of one team, for one recipient and purpose.
pub struct Ending {
    /// The team whose cases they are.
    pub team: String,
    /// The organisation they were given to.
    pub recipient: String,
    /// For what.
    pub purpose: Purpose,
    /// How many.
    pub number: i64,
}

/// Notices to stop of one recipient.
#[derive(sqlx::FromRow)]
pub struct Owed {
    /// Who owes the stop.
    pub recipient: String,
    /// Notices whose date has passed.
    pub past: i64,
    /// Notices whose date is still to come.
    pub to_come: i64,
}

/// Times the glass was broken in the officer's organisation and nobody signed it off.
#[derive(sqlx::FromRow)]
pub struct Reviews {
    /// All of them.
    pub open: i64,
    /// Those whose last day has passed.
    pub overdue: i64,
}

/// All of it.
pub struct Due {
    /// Consents that run out within 30 days.
    pub ending: Vec<Ending>,
    /// Notices to stop.
    pub owed: Vec<Owed>,
    /// Emergencies to sign off.
    pub reviews: Reviews,
}

#[derive(sqlx::FromRow)]
struct EndingRow {
    team: String,
    recipient: String,
    purpose: String,
    number: i64,
}

impl Vault {
    /// Counts what runs out within 30 days and what is owed.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn due(&self, actor: &Actor) -> Result<Option<Due>> {
        if !actor.may(Action::SeeAudit) {
            return Ok(None);
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let ending = sql!(
            reading.conn(),
            query_as::<EndingRow>,
            "select teams.name as team, organisations.name as recipient, consents.purpose, count(*) as number from consents \
             join cases on cases.id = consents.case_id join teams on teams.id = cases.team_id \
             join organisations on organisations.id = consents.grantee_id \
             where consents.decision = 'given' and consents.purpose <> 'hiv' and consents.valid_until > $1 and consents.valid_until <= $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id) \
             group by teams.name, organisations.name, consents.purpose order by teams.name, organisations.name, consents.purpose",
            now, now + SOON => fetch_all
        )?;
        let owed = sql!(
            reading.conn(),
            query_as::<Owed>,
            "select organisations.name as recipient, count(*) filter (where notices.stop_by <= $1) as past, \
             count(*) filter (where notices.stop_by > $1) as to_come from (select recipient_id, stop_by from stop_notices \
             union all select recipient_id, stop_by from erasure_notices) as notices \
             join organisations on organisations.id = notices.recipient_id group by organisations.name order by organisations.name",
            now => fetch_all
        )?;
        let reviews = sql!(
            reading.conn(),
            query_as::<Reviews>,
            "select count(*) as open, count(*) filter (where emergencies.review_by < $2) as overdue from emergencies \
             join cases on cases.id = emergencies.case_id join teams on teams.id = cases.team_id where teams.organisation_id = $1 \
             and not exists (select 1 from emergency_reviews where emergency_reviews.emergency_id = emergencies.id)",
            actor.organisation.0, self.today() => fetch_one
        )?;
        let counted = |row: EndingRow| {
            let purpose = Purpose::from_code(&row.purpose).map_err(|_| Error::Inconsistent("consents"))?;
            Ok(Ending { team: row.team, recipient: row.recipient, purpose, number: row.number })
        };
        Ok(Some(Due { ending: ending.into_iter().map(counted).collect::<Result<_>>()?, owed, reviews }))
    }
}
