//! From contacts to a case: what was logged before goes into it, sealed under its casework key, in the transaction that opens
//! it. A contact then says that it was taken over, and nothing else: which case it became stands in the case alone.

use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::audit::{CaseTag, Event};
use crate::contact::Logged;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::case::Opening;
use domain::consent::Segment;
use domain::date::local_date;
use domain::id::{CaseId, ContactId, SubmissionId};
use domain::promotion::{Before, Promotion, is_of_one_run, may_be_promoted};
use uuid::Uuid;

/// Contacts of the team among which a run is looked for, the newest: each is opened for it.
const LOOKED_AT: u32 = 2_000;
/// Bytes: by its length a promotion would be found again among the contacts that were taken over.
const FILLED_TO: usize = 4_096;

/// What came of opening a case for somebody who was met before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promoted {
    /// It is open; the same for a second post of the same form.
    Now(CaseId),
    /// One of the contacts was taken over or erased meanwhile. Nothing was written.
    Meanwhile,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

fn before(logged: Logged) -> Before {
    Before {
        id: logged.id,
        contact: logged.contact,
        logged_by: logged.logged_by,
        logged_on: local_date(logged.logged_at),
    }
}

impl Vault {
    /// What a case could take along from this contact on: it, and all that told the same code. A look at the team's desk,
    /// audited. `None` when one may not, or no client can come of it any more.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn promotable(&self, actor: &Actor, contact: ContactId) -> Result<Option<Promotion>> {
        if !actor.may(Action::OpenCase) {
            return Ok(None);
        }
        let Some(all) = self.contacts(actor, LOOKED_AT).await? else { return Ok(None) };
        let free: Vec<_> = all.into_iter().filter(|one| !one.taken_over).collect();
        let asked = free.iter().find(|one| one.id == contact).map(|one| one.contact.clone());
        let Some(asked) = asked.filter(may_be_promoted) else { return Ok(None) };
        let run = free.into_iter().filter(|one| one.id == contact || is_of_one_run(&asked, &one.contact));
        Ok(Some(Promotion::offered(run.map(before).collect())))
    }

    /// Opens a case like any other, and takes these contacts into it. `None` when the role may not.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn promote(
        &self,
        actor: &Actor,
        opening: &Opening,
        promotion: &Promotion,
        form: SubmissionId,
    ) -> Result<Option<Promoted>> {
        if !actor.may(Action::SeeContacts) {
            return Ok(None);
        }
        self.begin_case(actor, opening, Some(promotion), form).await
    }

    /// The case that an earlier post of this form of hers opened: by then the contact is not there to be taken.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn opened_by(&self, actor: &Actor, form: SubmissionId) -> Result<Option<CaseId>> {
        let mut reading = self.database.read().await?;
        let case = sql!(
            reading.conn(),
            query_scalar::<Uuid>,
            "select cases.id from submissions join cases on cases.id = submissions.made \
             where submissions.account_id = $1 and submissions.id = $2",
            actor.account.0, form.0 => fetch_optional
        )?;
        Ok(case.map(CaseId))
    }

    /// What was taken along into the case, the last first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn promotions(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Promotion>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed from promotions where case_id = $1 order by recorded_at desc, id desc",
            proof.case().0 => fetch_all
        )?;
        rows.into_iter().map(|row| proof.read("promotions", row.id, row.data_key_id, &row.sealed)).collect()
    }

    /// Takes contacts over, in the transaction that opens the case. `false` when one is not there to be taken: the caller gives
    /// all of it up.
    pub(crate) async fn take_over(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        casework: &Opened<segment::Casework>,
        promotion: &Promotion,
        (tag, now): (CaseTag, DateTime<Utc>),
    ) -> Result<bool> {
        for before in &promotion.contacts {
            // Two at once: the second waits for the first here, and finds the number taken.
            let taken = change!(
                writing.conn(),
                "insert into contacts_taken_over (contact_id) select contacts.id from contacts \
                 join holdings on holdings.party_id = contacts.party_id and holdings.account_id = $1 \
                 where contacts.id = $2 and contacts.team_id = $3 on conflict (contact_id) do nothing",
                actor.account.0,
                before.id.0,
                actor.team.0
            )?;
            if taken == 0 {
                return Ok(false);
            }
        }
        let id = self.new_id();
        let (key, sealed) = casework.write_filled(self, "promotions", id, (promotion, FILLED_TO));
        change!(
            writing.conn(),
            "insert into promotions (id, case_id, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            casework.case().0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        for step in promotion.steps(local_date(now)) {
            self.put_need(writing, actor, casework, &step, (self.new_id(), now)).await?;
        }
        let event = Event {
            deed: Deed::ContactsTakenOver,
            segments: &[Segment::Casework],
            reason: Reason::Support,
            basis: Basis::Consent,
            consent: None,
            cases: vec![tag],
        };
        self.note(writing, Some(actor), &event).await?;
        self.count_one(writing, "promotion", None).await?;
        Ok(true)
    }
}
