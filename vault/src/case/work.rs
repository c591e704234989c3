//! A change of the work on a case: what every one of them asks before, and leaves behind.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::consent::live_yes;
use crate::engine::{Conn, Writing, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::consent::{Purpose, Segment};
use domain::id::CaseId;
use uuid::Uuid;

/// A transaction in which work on a case may be written down.
pub(crate) struct Work {
    pub(crate) writing: Writing,
    pub(crate) casework: Opened<segment::Casework>,
    pub(crate) label: Opened<segment::Label>,
    pub(crate) now: DateTime<Utc>,
}

impl Vault {
    /// Begins a change: the role may, the work's key is still held (whoever holds that holds the label's), and the case is held
    /// still. What it takes out of the ring is gone from it. `None` otherwise; nothing was written.
    pub(crate) async fn begin_work(&self, actor: &Actor, ring: &mut Ring, action: Action) -> Result<Option<Work>> {
        let (Some(casework), Some(label)) = (ring.take::<segment::Casework>(), ring.take::<segment::Label>()) else {
            return Ok(None);
        };
        if !actor.may(action) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        let held = self.still_holds(writing.conn(), actor, casework.newest_key()).await?;
        let now = self.now();
        Ok(held.then_some(Work { writing, casework, label, now }))
    }

    /// The same for work that goes on only while the client is supported.
    pub(crate) async fn begin_served_work(&self, actor: &Actor, ring: &mut Ring) -> Result<Option<Work>> {
        let Some(mut work) = self.begin_work(actor, ring, Action::RecordWork).await? else { return Ok(None) };
        let served = self.still_served(work.writing.conn(), ring.case()).await?;
        Ok(served.then_some(work))
    }

    /// The same with a proof that was taken out of the ring before.
    pub(crate) async fn begin_served(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        action: Action,
    ) -> Result<Option<(Writing, DateTime<Utc>)>> {
        if !actor.may(action) || casework.case() != ring.case() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        let may = self.still_holds(writing.conn(), actor, casework.newest_key()).await?
            && self.still_served(writing.conn(), ring.case()).await?;
        Ok(may.then(|| (writing, self.now())))
    }

    /// Ends a change: the audit event, and all of it together.
    pub(crate) async fn end_work(&self, mut work: Work, actor: &Actor, ring: &Ring, deed: Deed) -> Result<()> {
        let event = ring.event(deed, &[Segment::Label, Segment::Casework], Reason::Support);
        self.note(&mut work.writing, Some(actor), &event).await?;
        work.writing.commit().await
    }

    /// Whether the client wants to be supported: a live consent to services, whether or not her case was closed.
    pub(crate) async fn says_yes_to_services(&self, conn: Conn<'_>, case: CaseId) -> Result<bool> {
        Ok(live_yes(conn, case, Purpose::Services, self.now()).await?.is_some())
    }

    /// Whether the client is supported now: she said yes to services, and her case was not closed.
    pub(crate) async fn still_served(&self, conn: Conn<'_>, case: CaseId) -> Result<bool> {
        let served = sql!(
            conn,
            query_scalar::<Uuid>,
            "select id from consents where case_id = $1 and purpose = 'services' and decision = 'given' \
             and valid_from <= $2 and valid_until > $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id) \
             and not exists (select 1 from closed_cases where closed_cases.case_id = consents.case_id) limit 1",
            case.0, self.now() => fetch_optional
        )?;
        Ok(served.is_some())
    }

    /// Whether the case is closed.
    pub(crate) async fn is_closed(&self, conn: Conn<'_>, case: CaseId) -> Result<bool> {
        let closed = sql!(
            conn,
            query_scalar::<Uuid>,
            "select closure_id from closed_cases where case_id = $1",
            case.0 => fetch_optional
        )?;
        Ok(closed.is_some())
    }
}
