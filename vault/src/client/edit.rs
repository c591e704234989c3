use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::client::{Identity, SafeContact};
use domain::consent::Segment;
use domain::id::{CaseId, SubmissionId};
use domain::text::Line;

/// The newest change of something: what who edits it has seen.
#[derive(sqlx::FromRow)]
pub struct LastEdit {
    /// Its number; zero when nothing was changed since the case was opened.
    pub number: i64,
    /// Who made it.
    pub edited_by: String,
    /// When.
    pub edited_at: DateTime<Utc>,
}

/// What became of a change.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// It holds now.
    Done,
    /// Somebody else saved after it was read: nothing was overwritten.
    Meanwhile,
}

/// What can be edited.
#[derive(Clone, Copy)]
pub(crate) enum What {
    Identity,
    Contact,
}

impl What {
    const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Contact => "contact",
        }
    }
}

impl Vault {
    /// The newest change of the safe-contact card.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn last_contact_edit(&self, proof: &Opened<segment::Contact>) -> Result<Option<LastEdit>> {
        let mut reading = self.database.read().await?;
        last(reading.conn(), proof.case(), What::Contact).await
    }

    /// The newest change of what she is called.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn last_name_edit(&self, proof: &Opened<segment::Label>) -> Result<Option<LastEdit>> {
        let mut reading = self.database.read().await?;
        last(reading.conn(), proof.case(), What::Identity).await
    }

    /// Changes the safe-contact card, if nobody did since the change numbered `seen`. `None` when the keys are not held any
    /// more.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn edit_safe_contact(
        &self,
        actor: &Actor,
        ring: &Ring,
        (label, contact): (&Opened<segment::Label>, &Opened<segment::Contact>),
        card: &SafeContact,
        seen: i64,
        form: SubmissionId,
    ) -> Result<Option<Saved>> {
        let Some((mut writing, now)) = self.editing(actor, ring, label).await? else { return Ok(None) };
        if !self.still_holds(writing.conn(), actor, contact.newest_key()).await? {
            return Ok(None);
        }
        if crate::submission::claim(&mut writing, actor, form, ring.case().0, now).await?.is_some() {
            return Ok(Some(Saved::Done));
        }
        if !number(&mut writing, actor, ring.case(), What::Contact, seen, now).await? {
            return Ok(Some(Saved::Meanwhile));
        }
        let (key, sealed) = contact.write(self, "safe_contacts", ring.case().0, card);
        change!(
            writing.conn(),
            "update safe_contacts set data_key_id = $1, sealed = $2 where case_id = $3",
            key,
            sealed,
            ring.case().0
        )?;
        self.relabel(&mut writing, label, |label| label.phone_tail = card.phone_tail()).await?;
        self.edited(writing, actor, ring, &[Segment::Label, Segment::Contact]).await
    }

    /// Changes what she is called, and the name on her papers while she lets that be kept, if nobody did since the change
    /// numbered `seen`. `None` when the keys are not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn edit_name(
        &self,
        actor: &Actor,
        ring: &Ring,
        (label, identity): (&Opened<segment::Label>, Option<&Opened<segment::Identity>>),
        (alias, who): &(Line<60>, Identity),
        seen: i64,
        form: SubmissionId,
    ) -> Result<Option<Saved>> {
        let Some((mut writing, now)) = self.editing(actor, ring, label).await? else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, ring.case().0, now).await?.is_some() {
            return Ok(Some(Saved::Done));
        }
        if !number(&mut writing, actor, ring.case(), What::Identity, seen, now).await? {
            return Ok(Some(Saved::Meanwhile));
        }
        let mut segments = vec![Segment::Label];
        if let Some(identity) = identity {
            if !self.still_holds(writing.conn(), actor, identity.newest_key()).await? {
                return Ok(None);
            }
            let (key, sealed) = identity.write(self, "identities", ring.case().0, who);
            change!(
                writing.conn(),
                "update identities set data_key_id = $1, sealed = $2 where case_id = $3",
                key,
                sealed,
                ring.case().0
            )?;
            segments.push(Segment::Identity);
        }
        let (alias, who) = (alias.clone(), identity.map(|_| who));
        self.relabel(&mut writing, label, |label| {
            label.alias = alias;
            label.identify(who);
        })
        .await?;
        self.edited(writing, actor, ring, &segments).await
    }

    /// A transaction in which a client may be edited: the role may, the label's key is still held, the case not closed.
    async fn editing(
        &self,
        actor: &Actor,
        ring: &Ring,
        label: &Opened<segment::Label>,
    ) -> Result<Option<(Writing, DateTime<Utc>)>> {
        if !actor.may(Action::EditClient) || label.case() != ring.case() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        let held = self.still_holds(writing.conn(), actor, label.newest_key()).await?
            && !self.is_closed(writing.conn(), ring.case()).await?;
        Ok(held.then(|| (writing, self.now())))
    }

    async fn edited(
        &self,
        mut writing: Writing,
        actor: &Actor,
        ring: &Ring,
        segments: &[Segment],
    ) -> Result<Option<Saved>> {
        self.note(&mut writing, Some(actor), &ring.event(Deed::Recorded, segments, Reason::Support)).await?;
        writing.commit().await?;
        Ok(Some(Saved::Done))
    }
}

async fn last(conn: Conn<'_>, case: CaseId, what: What) -> Result<Option<LastEdit>> {
    Ok(sql!(
        conn,
        query_as::<LastEdit>,
        "select client_edits.number, accounts.name as edited_by, client_edits.edited_at from client_edits \
         join accounts on accounts.id = client_edits.edited_by \
         where client_edits.case_id = $1 and client_edits.what = $2 order by client_edits.number desc limit 1",
        case.0, what.code() => fetch_optional
    )?)
}

/// Gives a change the number after the one that was seen; `false` when somebody else has it.
async fn number(
    writing: &mut Writing,
    actor: &Actor,
    case: CaseId,
    what: What,
    seen: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    let newest = last(writing.conn(), case, what).await?.map_or(0, |last| last.number);
    if newest != seen {
        return Ok(false);
    }
    next_number(writing, actor, case, what, now).await?;
    Ok(true)
}

/// Writes down that something was changed, whatever was seen of it: it was not there before.
pub(crate) async fn next_number(
    writing: &mut Writing,
    actor: &Actor,
    case: CaseId,
    what: What,
    now: DateTime<Utc>,
) -> Result<()> {
    change!(
        writing.conn(),
        "insert into client_edits (case_id, what, number, edited_by, edited_at) \
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4 from client_edits where case_id = $1 and what = $2",
        case.0,
        what.code(),
        actor.account.0,
        now
    )?;
    Ok(())
}
