//! Erasing a case: every row and key of it in one transaction, approved by a second person; then the space it took is
//! overwritten (SQLite) or given back (PostgreSQL), and a certificate says what kinds of rows went and how many. Facts stay:
//! they have no case.

mod certificate;
mod retention;
mod rows;

pub use certificate::Certificate;
pub use retention::Kept;
pub(crate) use rows::erase as erase_rows;

use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::agenda::forget_pictures;
use crate::audit::Event;
use crate::crypt::Key;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Datelike as _, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::erasure::{Erased, Ground, Told, may_approve};
use domain::id::{CaseId, ErasureId, RequestId};
use domain::rights::{Right, Via, stop_by};
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Sent {
    id: Uuid,
    receiver_id: Uuid,
    issued_at: DateTime<Utc>,
    stop_by: Option<DateTime<Utc>>,
}

/// What is found of a case only by who opens its label.
struct ByLabel {
    label: Opened<segment::Label>,
    /// What her code, and the one she told before, are kept under.
    codes: Vec<([u8; 16], Key)>,
    contacts: Vec<Uuid>,
}

impl Vault {
    /// Approves a request to erase, and erases: receivers get their notice to stop, then everything of the case goes, in
    /// one transaction. `None` when the actor may not: it is not hers to decide, she wrote the request down herself,
    /// or nobody else has had it in hand; or it was proposed as the time for keeping it was over, and is so no more. A
    /// second click finds no request any more.
    ///
    /// # Errors
    /// When the database is not available: then nothing was erased, or it is all erased and the sweep of the space is
    /// made up for at the next start or erasure.
    pub async fn approve_erasure(&self, actor: &Actor, id: RequestId, told: Told) -> Result<Option<ErasureId>> {
        if !actor.may(Action::DecideErasure) || actor.awaits_admission() {
            return Ok(None);
        }
        let opened = self.opened_by_approver(actor, id).await?;
        let mut writing = self.database.write().await?;
        let Some(found) = self.request_within(writing.conn(), actor, id).await? else { return Ok(None) };
        self.lock_case(writing.conn(), found.case_id).await?;
        // What cannot be undone is not done by who left while it waited.
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        // Read again behind the lock: another may have approved or refused it meanwhile.
        let Some(request) = self.request_within(writing.conn(), actor, id).await? else { return Ok(None) };
        let hands = self.hands_of(writing.conn(), id).await?;
        if request.right != Right::Erase
            || request.standing.state.is_over()
            || !may_approve(actor.account, request.recorded_by, &hands)
        {
            return Ok(None);
        }
        if request.via == Via::RetentionEnd && !self.still_due(writing.conn(), actor, request.case_id).await? {
            return Ok(None);
        }
        let event = Event {
            reason: Reason::ClientRequest,
            basis: Basis::Right,
            // Without its tag: the certificate, which has number and time, must not lead to her other events.
            ..Event::of(Deed::CaseErased)
        };
        // Before the audit is held, as with every withdrawal: two at once would wait for each other.
        forget_pictures(&mut writing, request.case_id).await?;
        // Before every other change: it locks the head of the chain, so certificates are numbered one after the other.
        self.note(&mut writing, Some(actor), &event).await?;
        let now = self.now();
        let year = i64::from(self.today().year());
        let number = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select coalesce(max(number), 0) + 1 from erasures where year = $1",
            year => fetch_one
        )?;
        let erasure = self.new_id();
        let ground = if request.via == Via::RetentionEnd { Ground::RetentionEnd } else { Ground::ClientRequest };
        change!(
            writing.conn(),
            "insert into erasures (id, year, number, team_id, ground, asked_on, recorded_by, approved_by, told, erased_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            erasure,
            year,
            number,
            request.team_id,
            ground.code(),
            request.received_on,
            request.recorded_by.map(|account| account.0),
            actor.account.0,
            told.code(),
            now
        )?;
        self.write_last_notices(&mut writing, request.case_id, erasure, now).await?;
        let mut numbers = 0;
        if let Some(opened) = &opened {
            numbers += self.forget_number(&mut writing, &opened.label).await?;
            for code in &opened.codes {
                numbers += self.forget_withdrawal_code(&mut writing, code, request.case_id).await?;
            }
        }
        let mut counts = rows::erase(&mut writing, request.case_id).await?;
        counts.add(Erased::Keys, numbers);
        for contact in opened.map(|opened| opened.contacts).unwrap_or_default() {
            change!(writing.conn(), "delete from submissions where made = $1", contact)?;
            change!(writing.conn(), "delete from reminders where contact_id = $1", contact)?;
            change!(writing.conn(), "delete from contacts_taken_over where contact_id = $1", contact)?;
            counts.add(Erased::Contacts, change!(writing.conn(), "delete from contacts where id = $1", contact)?);
            let told = change!(writing.conn(), "delete from accompaniments where id = $1", contact)?;
            counts.add(Erased::Contacts, told);
            // A phone that did not hear that it was kept sends it again.
            change!(writing.conn(), "insert into contacts_gone (id) values ($1) on conflict (id) do nothing", contact)?;
        }
        for (what, quantity) in counts.all() {
            change!(
                writing.conn(),
                "insert into erasure_counts (erasure_id, what, quantity) values ($1, $2, $3)",
                erasure,
                what.code(),
                quantity
            )?;
        }
        writing.commit().await?;
        self.sweep().await?;
        Ok(Some(ErasureId(erasure)))
    }

    /// Whoever was sent a packet owes a stop: by the day it was told already, or from today.
    async fn write_last_notices(
        &self,
        writing: &mut Writing,
        case: CaseId,
        erasure: Uuid,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let sent = sql!(
            writing.conn(),
            query_as::<Sent>,
            "select referrals.id, referrals.receiver_id, referrals.issued_at, min(stop_notices.stop_by) as stop_by from referrals \
             left join stop_notices on stop_notices.referral_id = referrals.id where referrals.case_id = $1 \
             group by referrals.id, referrals.receiver_id, referrals.issued_at order by referrals.issued_at",
            case.0 => fetch_all
        )?;
        for sent in sent {
            change!(
                writing.conn(),
                "insert into erasure_notices (id, erasure_id, recipient_id, issued_at, written_at, stop_by) values ($1, $2, $3, $4, $5, $6)",
                self.new_id(),
                erasure,
                sent.receiver_id,
                // The day is enough for the receiver; the moment would lead to the event in the audit.
                domain::date::at_local(domain::date::local_date(sent.issued_at), chrono::NaiveTime::MIN),
                now,
                sent.stop_by.unwrap_or_else(|| stop_by(now))
            )?;
            self.owe_signals(writing, sent.id, None).await?;
        }
        Ok(())
    }

    /// What no query finds without the code or the number of the card: the outreach contacts under the case's own code that
    /// the actor reads at the desk, those that the case took over, and what codes and number lead to. Only as far as the case
    /// still opens for her. The code that was told before is whatever was heard in the street: another may have it by right, so
    /// contacts that the case did not take over are not hers for it.
    async fn opened_by_approver(&self, actor: &Actor, id: RequestId) -> Result<Option<ByLabel>> {
        let case = {
            let mut reading = self.database.read().await?;
            self.request_within(reading.conn(), actor, id).await?.and_then(|request| request.case)
        };
        let Some(case) = case else { return Ok(None) };
        let segments = [Segment::Label, Segment::Casework];
        let Some(mut ring) = self.open_case(actor, case, &segments, Reason::ClientRequest).await? else {
            return Ok(None);
        };
        let Some(opened) = ring.take() else { return Ok(None) };
        let label = self.case_head(&opened).await?.label;
        let read = self.contacts(actor, u32::MAX).await?.unwrap_or_default();
        let with_her = read.into_iter().filter(|logged| logged.contact.is_with(&label.code));
        let mut contacts: BTreeSet<_> = with_her.map(|logged| logged.id.0).collect();
        let told = self.accompaniments(actor).await?.into_iter();
        contacts.extend(told.filter(|told| told.accompaniment.code == label.code).map(|told| told.id));
        if let Some(casework) = ring.take::<segment::Casework>() {
            let taken_over = self.promotions(&casework).await?.into_iter().flat_map(|promotion| promotion.contacts);
            contacts.extend(taken_over.map(|before| before.id.0));
        }
        let mut codes = Vec::new();
        for code in [label.code].into_iter().chain(label.former_code) {
            codes.push(self.withdrawal_code(&code).await?);
        }
        Ok(Some(ByLabel { label: opened, codes, contacts: contacts.into_iter().collect() }))
    }

    /// Overwrites or gives back the space of what was erased, and notes it; also what a crash left undone.
    pub(crate) async fn sweep(&self) -> Result<()> {
        let waiting = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_scalar::<Uuid>,
                "select id from erasures where not exists (select 1 from erasure_sweeps where erasure_sweeps.erasure_id = erasures.id)"
                    => fetch_all
            )?
        };
        if waiting.is_empty() || !self.database.sweep().await? {
            return Ok(());
        }
        let mut writing = self.database.write().await?;
        for erasure in waiting {
            change!(
                writing.conn(),
                "insert into erasure_sweeps (erasure_id, swept_at) values ($1, $2) on conflict (erasure_id) do nothing",
                erasure,
                self.now()
            )?;
        }
        writing.commit().await
    }
}
