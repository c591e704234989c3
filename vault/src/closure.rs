//! The end of the support of a client, and its beginning again. Both are rows; a case is closed while one closing has no
//! reopening (the view `closed_cases`). A closed case is read by who could read it before, and changed by nobody.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::agenda::forget_pictures;
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Days, Utc};
use domain::access::Action;
use domain::audit::Deed;
use domain::case::{Label, NextStep, Step};
use domain::closure::Closure;
use domain::id::{ClosureId, SubmissionId};
use uuid::Uuid;

/// Days within which she is assessed again after it began again (domain.md 3.1).
const ASSESSED_WITHIN: u64 = 7;

/// A closing that holds, with who closed.
pub struct Closed {
    /// Its id.
    pub id: ClosureId,
    /// Why, and what was gone through.
    pub closure: Closure,
    /// Who.
    pub closed_by: String,
    /// When.
    pub closed_at: DateTime<Utc>,
}

/// What came of closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It is closed; the same for a second post of the same form.
    Now,
    /// Somebody else closed it meanwhile. Nothing was written.
    Meanwhile,
}

/// What came of opening it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopened {
    /// It is open; the same when it was.
    Now,
    /// She has to be asked for her yes to services first.
    NotServed,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    closed_at: DateTime<Utc>,
}

impl Vault {
    /// The closing that holds; `None` while the case is open.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn closed(&self, proof: &Opened<segment::Casework>) -> Result<Option<Closed>> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select closures.id, closures.data_key_id, closures.sealed, accounts.name, closures.closed_at from closed_cases \
             join closures on closures.id = closed_cases.closure_id join accounts on accounts.id = closures.closed_by \
             where closed_cases.case_id = $1",
            proof.case().0 => fetch_optional
        )?;
        let open = |row: Row| {
            let closure = proof.read("closures", row.id, row.data_key_id, &row.sealed)?;
            Ok(Closed { id: ClosureId(row.id), closure, closed_by: row.name, closed_at: row.closed_at })
        };
        row.map(open).transpose()
    }

    /// Closes the case: nothing is next any more, nothing is added, nobody covers it, and the time for keeping it begins.
    /// `None` when the role may not or the key is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn close_case(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        closure: &Closure,
        form: SubmissionId,
    ) -> Result<Option<Ended>> {
        let Some(mut work) = self.begin_work(actor, ring, Action::CloseCase).await? else { return Ok(None) };
        let (case, id) = (ring.case(), self.new_id());
        if crate::submission::claim(&mut work.writing, actor, form, id, work.now).await?.is_some() {
            return Ok(Some(Ended::Now));
        }
        if self.is_closed(work.writing.conn(), case).await? {
            return Ok(Some(Ended::Meanwhile));
        }
        let (key, sealed) = work.casework.write(self, "closures", id, closure);
        change!(
            work.writing.conn(),
            "insert into closures (id, case_id, number, data_key_id, sealed, closed_by, closed_at) \
             select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6 from closures where case_id = $2",
            id,
            case.0,
            key,
            sealed,
            actor.account.0,
            work.now
        )?;
        let nothing_next = |label: &mut Label| (label.next, label.review_on) = (None, None);
        self.relabel(&mut work.writing, &work.label, nothing_next).await?;
        forget_pictures(&mut work.writing, case).await?;
        self.stop_covers_of(&mut work.writing, case, Some(actor.account.0)).await?;
        self.overtake_requests(&mut work.writing, actor, (case, None), work.now).await?;
        self.count_one(&mut work.writing, "case_closed", Some(closure.reason.code())).await?;
        self.end_work(work, actor, ring, Deed::CaseClosed).await?;
        Ok(Some(Ended::Now))
    }

    /// Opens the case again, when she says yes to services now as she does to her data being kept: without that one nobody
    /// holds its key. `None` when the role may not or the key is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn reopen_case(&self, actor: &Actor, ring: &mut Ring) -> Result<Option<Reopened>> {
        let Some(mut work) = self.begin_work(actor, ring, Action::CloseCase).await? else { return Ok(None) };
        let case = ring.case();
        if !self.says_yes_to_services(work.writing.conn(), case).await? {
            return Ok(Some(Reopened::NotServed));
        }
        let opened = change!(
            work.writing.conn(),
            "insert into reopenings (id, closure_id, case_id, reopened_by, reopened_at) \
             select $1, closure_id, case_id, $2, $3 from closed_cases where case_id = $4",
            self.new_id(),
            actor.account.0,
            work.now,
            case.0
        )?;
        // A second click, or a colleague who was faster: it is open.
        if opened == 0 {
            return Ok(Some(Reopened::Now));
        }
        let next =
            NextStep { step: Step::FollowUp, on: domain::date::local_date(work.now) + Days::new(ASSESSED_WITHIN) };
        self.relabel(&mut work.writing, &work.label, |label| label.next = Some(next)).await?;
        self.count_one(&mut work.writing, "case_reopened", None).await?;
        self.end_work(work, actor, ring, Deed::CaseReopened).await?;
        Ok(Some(Reopened::Now))
    }
}
