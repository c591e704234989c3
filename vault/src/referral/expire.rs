//! Referrals that nobody came by: closed by time, with the receiver shut out in the same transaction.

use super::outcome::Moving;
use crate::Vault;
use crate::actor::By;
use crate::audit::case_tag;
use crate::engine::{Writing, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::date::local_date;
use domain::id::{CaseId, ReferralId};
use domain::referral::{Mover, ReferralState, Service, last_day};
use uuid::Uuid;

/// Referrals closed in one transaction: nobody waits long for it.
const AT_ONCE: usize = 100;
/// No referral ends by time before this many days: the shortest of [`last_day`].
const SHORTEST_DAYS: i64 = 30;

/// A referral that waits for the client, or for its receiver.
#[derive(sqlx::FromRow)]
pub(crate) struct Waiting {
    id: Uuid,
    case_id: Uuid,
    audit_key: Vec<u8>,
    service: Option<String>,
    state: String,
    issued_at: DateTime<Utc>,
    asked_until: DateTime<Utc>,
}

impl Waiting {
    pub(crate) const fn case(&self) -> CaseId {
        CaseId(self.case_id)
    }

    /// Past the end of the request that allowed it, or past its last day; one with a day that was set is waited for.
    fn is_over(&self, ended: DateTime<Utc>) -> Result<bool> {
        let service = self.service.as_deref().ok_or(Error::Inconsistent("consents"))?;
        let service = Service::from_code(service).map_err(|_| Error::Inconsistent("consents"))?;
        let waited_for = self.state == ReferralState::Booked.code();
        let late = local_date(ended) > last_day(service, local_date(self.issued_at));
        Ok(self.asked_until <= ended || (late && !waited_for))
    }
}

impl Vault {
    /// What waited longer than its clock: at most a hundred at once.
    pub(crate) async fn referrals_over(&self, writing: &mut Writing, ended: DateTime<Utc>) -> Result<Vec<Waiting>> {
        let waiting = sql!(
            writing.conn(),
            query_as::<Waiting>,
            "select referrals.id, referrals.case_id, cases.audit_key, consents.service, referral_events.state, referrals.issued_at, \
             consents.valid_until as asked_until from referrals join cases on cases.id = referrals.case_id \
             join consents on consents.id = referrals.consent_id \
             join referral_events on referral_events.referral_id = referrals.id \
             and referral_events.number = (select max(number) from referral_events as later where later.referral_id = referrals.id) \
             where referral_events.state in ('issued', 'accepted', 'booked', 'no_show') \
             and (referrals.issued_at < $1 or consents.valid_until <= $2) order by referrals.case_id, referrals.id",
            ended - TimeDelta::days(SHORTEST_DAYS), ended => fetch_all
        )?;
        let mut over = Vec::new();
        for one in waiting {
            if over.len() < AT_ONCE && one.is_over(ended)? {
                over.push(one);
            }
        }
        Ok(over)
    }

    /// Closes them; gives how many. Their cases are locked.
    pub(crate) async fn expire_referrals(&self, writing: &mut Writing, over: Vec<Waiting>) -> Result<usize> {
        let mut expired = 0;
        for one in over {
            let (case, referral) = (one.case(), ReferralId(one.id));
            let newest = self.newest_event(writing, referral).await?;
            let moving = Moving {
                referral,
                case,
                tag: case_tag(&one.audit_key),
                by: By::Nobody,
                mover: Mover::Clock,
                to: ReferralState::Expired,
                said: None,
            };
            if self.move_within(writing, &moving, &newest).await? == ReferralState::Expired {
                expired += 1;
            }
        }
        Ok(expired)
    }
}
