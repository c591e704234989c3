//! Who looked at a case: role, organisation, time, segment, purpose, basis. Never what they saw.

use crate::Vault;
use crate::access::Ring;
use crate::actor::Actor;
use crate::audit::{CaseTag, Event};
use crate::engine::{Conn, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::AccountId;

/// One look or change.
pub struct Look {
    /// When.
    pub at: DateTime<Utc>,
    /// In which role.
    pub role: Option<Role>,
    /// For which organisation.
    pub organisation: Option<String>,
    /// What was done.
    pub deed: Deed,
    /// Which segments.
    pub segments: Vec<Segment>,
    /// Why.
    pub reason: Reason,
    /// On what ground.
    pub basis: Basis,
}

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    at: DateTime<Utc>,
    role: Option<String>,
    organisation: Option<String>,
    deed: String,
    segment: Option<String>,
    reason: String,
    basis: String,
}

impl Row {
    pub(crate) fn look(self) -> Result<Look, domain::problem::Problem> {
        Ok(Look {
            at: self.at,
            role: self.role.as_deref().map(Role::from_code).transpose()?,
            organisation: self.organisation,
            deed: Deed::from_code(&self.deed)?,
            segments: self
                .segment
                .iter()
                .flat_map(|codes| codes.split(','))
                .map(Segment::from_code)
                .collect::<Result<_, _>>()?,
            reason: Reason::from_code(&self.reason)?,
            basis: Basis::from_code(&self.basis)?,
        })
    }
}

/// Whose list it is.
#[derive(Clone, Copy)]
pub(crate) enum Eyes {
    /// Somebody's with an account: of looks at what is for the named, only her own.
    Staff(AccountId),
    /// The client's: every look by others, and her own if she wants them too.
    Client { own_too: bool },
}

impl Vault {
    /// The newest looks at a case, at most `limit`, skipping `skip`. Reading this list is itself a look. Looks at what is for
    /// the named are only on their own list and on the client's: that there was one says that there is something.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn who_looked(&self, actor: &Actor, ring: &Ring, skip: u32, limit: u32) -> Result<Option<Vec<Look>>> {
        if !actor.may(Action::SeeWhoLooked) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let event = Event {
            deed: Deed::WhoLookedRead,
            segments: &[],
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: None,
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        let looks = self.looks(writing.conn(), &ring.tag(), Eyes::Staff(actor.account), skip, limit).await?;
        writing.commit().await?;
        Ok(Some(looks))
    }

    /// The newest looks at what a tag stands for.
    pub(crate) async fn looks(
        &self,
        conn: Conn<'_>,
        tag: &CaseTag,
        eyes: Eyes,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<Look>> {
        let (own_too, hers, viewer) = match eyes {
            Eyes::Staff(account) => (true, false, Some(account.0)),
            Eyes::Client { own_too } => (own_too, true, None),
        };
        let rows = sql!(
            conn,
            query_as::<Row>,
            "select audit_events.at, audit_events.role, organisations.name as organisation, audit_events.deed, audit_events.segment, \
             audit_events.reason, audit_events.basis \
             from audit_cases join audit_events on audit_events.seq = audit_cases.seq \
             left join organisations on organisations.id = audit_events.organisation_id \
             where audit_cases.case_tag = $1 and ($4 or audit_events.role is null or audit_events.role <> 'client') \
             and ($5 or audit_events.account_id = $6 or audit_events.segment is null or audit_events.segment not in ('hiv', 'sealed_note', 'health', 'legal', 'livelihood')) \
             order by audit_cases.seq desc limit $2 offset $3",
            &tag[..], i64::from(limit), i64::from(skip), own_too, hers, viewer => fetch_all
        )?;
        rows.into_iter().map(Row::look).collect::<Result<Vec<_>, _>>().map_err(|_| Error::Inconsistent("audit_events"))
    }
}
