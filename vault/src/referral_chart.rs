//! What referrals are counted by: their service, receiver, states and days. All of it stands in the clear; no packet is
//! opened for it. What one counts in full is what one holds a key of, so that a case one may not see changes nothing.

use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::date::{at_local, local_date};
use domain::id::OrganisationId;
use domain::referral::{DeclineReason, ReferralState, Service};
use domain::referral_chart::{Course, whole_months};
use uuid::Uuid;

/// Referrals to be counted.
pub struct Courses {
    /// Those whose packets one may open, the newest first: to be shown in full.
    pub own: Vec<Course>,
    /// Those that other organisations sent in the last whole months: to be shown only as far as nobody is found in them. One's
    /// own are not among them, or what one knows of those could be taken from the sum.
    pub others: Vec<Course>,
}

#[derive(sqlx::FromRow)]
struct Row {
    referral_id: Uuid,
    service: Option<String>,
    receiver_id: Uuid,
    receiver: String,
    state: String,
    moved_at: DateTime<Utc>,
    reason: Option<String>,
}

/// Rows of events, those of one referral behind each other, as courses.
fn courses(rows: Vec<Row>) -> Result<Vec<Course>> {
    const WRONG: Error = Error::Inconsistent("referral_events");
    rows.chunk_by(|one, other| one.referral_id == other.referral_id)
        .filter_map(|events| {
            let first = events.first()?;
            // A request names its service; what concerns HIV is no referral.
            let service = Service::from_code(first.service.as_deref()?).map_err(|_| WRONG);
            let steps = events.iter().map(|event| {
                let state = ReferralState::from_code(&event.state).map_err(|_| WRONG)?;
                Ok((state, local_date(event.moved_at)))
            });
            let course = steps.collect::<Result<Vec<_>>>().and_then(|steps| {
                let receiver = (OrganisationId(first.receiver_id), first.receiver.clone());
                let declined = events.iter().filter_map(|event| event.reason.as_deref()).next_back();
                let declined = declined.map(DeclineReason::from_code).transpose().map_err(|_| WRONG)?;
                let mut course = Course::of(service?, receiver, &steps).ok_or(WRONG)?;
                course.declined = declined;
                Ok(course)
            });
            Some(course)
        })
        .collect()
}

impl Vault {
    /// What one may count.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn referral_courses(&self, actor: &Actor) -> Result<Option<Courses>> {
        if !actor.may(Action::SeeReferralCharts) {
            return Ok(None);
        }
        let now = self.now();
        let months = whole_months(self.today());
        let [from, before] = [months.start, months.end].map(|day| at_local(day, chrono::NaiveTime::MIN));
        let mut reading = self.database.read().await?;
        let own = sql!(
            reading.conn(),
            query_as::<Row>,
            "select referrals.id as referral_id, consents.service, referrals.receiver_id, organisations.name as receiver, referral_events.state, \
             referral_events.moved_at, referral_events.reason from referrals join consents on consents.id = referrals.consent_id and consents.purpose <> 'hiv' \
             join organisations on organisations.id = referrals.receiver_id \
             join referral_events on referral_events.referral_id = referrals.id \
             where exists (select 1 from held_wraps where held_wraps.referral_id = referrals.id and account_id = $1 \
             and held_wraps.purpose <> 'emergency' and held_wraps.valid_from <= $2 and held_wraps.valid_until > $2) \
             order by referrals.issued_at desc, referrals.id desc, referral_events.number",
            actor.account.0, now => fetch_all
        )?;
        let others = sql!(
            reading.conn(),
            query_as::<Row>,
            "select referrals.id as referral_id, consents.service, referrals.receiver_id, organisations.name as receiver, referral_events.state, \
             referral_events.moved_at, referral_events.reason from referrals join consents on consents.id = referrals.consent_id and consents.purpose <> 'hiv' \
             join organisations on organisations.id = referrals.receiver_id \
             join referral_events on referral_events.referral_id = referrals.id and referral_events.moved_at < $2 \
             where referrals.issued_at >= $1 and referrals.issued_at < $2 and referrals.sender_id <> $3 \
             order by referrals.issued_at desc, referrals.id desc, referral_events.number",
            from, before, actor.organisation.0 => fetch_all
        )?;
        Ok(Some(Courses { own: courses(own)?, others: courses(others)? }))
    }
}
