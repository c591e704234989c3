//! What she sees of herself. The ledger and who looked are not sealed: they are hers whatever she took back. The rest is
//! opened with the wraps her card holds. Every look is written down before it is shown, like anybody's.

use super::{CardHolder, OwnRequest};
use crate::Vault;
use crate::access::{HeldWrap, Opened, Ring, segment};
use crate::actor::By;
use crate::audit::Event;
use crate::consent::{Entry, Shut};
use crate::crypt::DataKey;
use crate::engine::sql;
use crate::error::Result;
use crate::who_looked::{Eyes, Look};
use chrono::{DateTime, NaiveDate, Utc};
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::ConsentId;
use domain::referral::ReferralState;
use std::collections::HashMap;
use uuid::Uuid;

/// Sessions whose agreement is shown to her.
const AGREED_SHOWN: u32 = 50;

/// How much is kept about her, by kind. Never what.
#[derive(sqlx::FromRow)]
pub struct Kept {
    /// Sessions recorded.
    pub sessions: i64,
    /// Screening scales answered, corrections not counted.
    pub scales: i64,
    /// Care plans and safety plans, later versions not counted.
    pub plans: i64,
    /// Referrals made.
    pub referrals: i64,
    /// Consents and withdrawals in the ledger.
    pub consents: i64,
    /// What staff wrote for themselves: unfinished notes, and sealed ones.
    pub drafts: i64,
}

/// When and where she is expected. Nothing else: somebody may look over her shoulder.
pub struct Appointment {
    /// The day (Vietnam).
    pub on: NaiveDate,
    /// True when any day until then is fine.
    pub until: bool,
    /// The place's name.
    pub place: String,
}

/// What she agreed in one session. Hers to read when her card holds the key.
pub struct Agreed {
    /// The day.
    pub on: NaiveDate,
    /// What was written down.
    pub words: String,
}

/// Her own page.
pub struct OwnPage {
    /// All her consents, newest first.
    pub consents: Vec<Entry>,
    /// What is kept.
    pub kept: Kept,
    /// Where she is expected, soonest first.
    pub appointments: Vec<Appointment>,
    /// The newest looks by others.
    pub looks: Vec<Look>,
    /// What she asked about her data, newest first.
    pub requests: Vec<OwnRequest>,
    /// What her card holds keys of.
    pub holds: Vec<Segment>,
}

impl Vault {
    /// Opens what her card holds of these segments. The look is durable before a key is opened.
    pub(super) async fn open_own(&self, holder: &CardHolder, segments: &[Segment], deed: Deed) -> Result<Ring> {
        let mut writing = self.database.write().await?;
        let now = self.now();
        let mut held = sql!(
            writing.conn(),
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key \
             from card_wraps where party_id = $1 and case_id = $2 and valid_from <= $3 and valid_until > $3 order by data_key_id",
            holder.key.party.0, holder.case.0, now => fetch_all
        )?;
        let opened = HeldWrap::narrow(&mut held, segments, Role::Client);
        let event = Event {
            deed,
            segments: &opened,
            reason: Reason::ClientRequest,
            basis: Basis::SelfAccess,
            consent: None,
            cases: vec![holder.case_tag],
        };
        self.note_by(&mut writing, By::Client, &event).await?;
        // Durable from here on; only now is a key opened.
        writing.commit().await?;
        let mut cheaper = Vec::new();
        let mut keys: Vec<(Segment, Uuid, i64, DataKey)> = Vec::with_capacity(held.len());
        for wrap in &held {
            let (segment, key) = wrap.open_with(&holder.key, self, &mut cheaper)?;
            keys.push((segment, wrap.data_key_id, wrap.epoch, key));
        }
        self.keep_cheaper(cheaper).await?;
        Ok(Ring::of_opened_keys(holder.case, holder.case_tag, keys))
    }

    /// Her page: what she said yes to, what is kept, where she is expected, and the newest `looks` by others.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down: then nothing is shown.
    pub async fn own_page(&self, holder: &CardHolder, looks: u32) -> Result<OwnPage> {
        let mut ring = self.open_own(holder, &[Segment::Label], Deed::OwnPageOpened).await?;
        let label = ring.take::<segment::Label>();
        let appointments = self.own_appointments(holder, label.as_ref()).await?;
        let mut reading = self.database.read().await?;
        let kept = sql!(
            reading.conn(),
            query_as::<Kept>,
            "select (select count(*) from counsellings where counsellings.case_id = cases.id) as sessions, \
             (select count(*) from scales where scales.case_id = cases.id and scales.replaces is null) as scales, \
             (select count(*) from care_plans where care_plans.case_id = cases.id and care_plans.replaces is null) \
             + (select count(*) from safety_plans where safety_plans.case_id = cases.id and safety_plans.replaces is null) as plans, \
             (select count(*) from referrals where referrals.case_id = cases.id) as referrals, \
             (select count(*) from consents where consents.case_id = cases.id) as consents, \
             (select count(*) from drafts where drafts.case_id = cases.id) \
             + (select count(*) from sealed_notes where sealed_notes.case_id = cases.id) as drafts from cases where cases.id = $1",
            holder.case.0 => fetch_one
        )?;
        let holds = self.segments_of_card(reading.conn(), holder.key.party).await?;
        let consents = self.ledger(reading.conn(), holder.case).await?;
        let requests = self.requests_of_hers(reading.conn(), holder.case).await?;
        let looks = self.looks(reading.conn(), &holder.case_tag, Eyes::Client { own_too: false }, 0, looks).await?;
        Ok(OwnPage { consents, kept, appointments, looks, requests, holds })
    }

    /// The next step of her label, if her card opens it, and referrals that wait for her.
    async fn own_appointments(
        &self,
        holder: &CardHolder,
        label: Option<&Opened<segment::Label>>,
    ) -> Result<Vec<Appointment>> {
        let today = self.today();
        let day = |at: DateTime<Utc>| domain::date::local_date(at - chrono::TimeDelta::microseconds(1));
        // A day that was set opens with the card alone; without her label it shows none.
        let days = if label.is_some() { self.own_days(holder).await? } else { HashMap::new() };
        let set = |standing: &crate::referral::Standing| {
            let booked = standing.state == ReferralState::Booked;
            days.get(&(standing.id, standing.number)).copied().filter(|_| booked)
        };
        let mut appointments: Vec<_> = self
            .standings_of(holder.case)
            .await?
            .into_iter()
            .filter(|(standing, _)| standing.state.is_expected())
            .map(|(standing, place)| match set(&standing) {
                Some(on) => Appointment { on, until: false, place },
                None => Appointment { on: day(standing.expected_by), until: true, place },
            })
            .collect();
        if let Some(label) = label
            && let Some(next) = self.case_head(label).await?.label.next
        {
            let mut reading = self.database.read().await?;
            let place = sql!(
                reading.conn(),
                query_scalar::<String>,
                "select organisations.name from cases join teams on teams.id = cases.team_id \
                 join organisations on organisations.id = teams.organisation_id where cases.id = $1",
                holder.case.0 => fetch_one
            )?;
            appointments.push(Appointment { on: next.on, until: false, place });
        }
        appointments.retain(|appointment| appointment.on >= today);
        appointments.sort_by_key(|appointment| appointment.on);
        Ok(appointments)
    }

    /// What was agreed in her sessions, newest first; `None` when her card does not hold that key (any more).
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down: then nothing is shown.
    pub async fn own_agreed(&self, holder: &CardHolder) -> Result<Option<Vec<Agreed>>> {
        let mut ring = self.open_own(holder, &[Segment::Casework], Deed::OwnPageOpened).await?;
        let Some(casework) = ring.take::<segment::Casework>() else { return Ok(None) };
        let held = self.counsellings(&casework, AGREED_SHOWN).await?;
        let agreed = held
            .into_iter()
            .map(|held| Agreed { on: held.session.held_on, words: held.session.agreed.as_str().into() });
        Ok(Some(agreed.collect()))
    }

    /// Every look at her case, her own included, newest first.
    ///
    /// # Errors
    /// When the database is not available, or this look cannot be written down: then nothing is shown.
    pub async fn own_looks(&self, holder: &CardHolder, skip: u32, limit: u32) -> Result<Vec<Look>> {
        self.open_own(holder, &[], Deed::WhoLookedRead).await?;
        let mut reading = self.database.read().await?;
        self.looks(reading.conn(), &holder.case_tag, Eyes::Client { own_too: true }, skip, limit).await
    }

    /// One of her consents; `None` for anybody else's.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down: then nothing is shown.
    pub async fn own_consent(&self, holder: &CardHolder, consent: ConsentId) -> Result<Option<Entry>> {
        self.open_own(holder, &[], Deed::OwnPageOpened).await?;
        let mut reading = self.database.read().await?;
        Ok(self.ledger(reading.conn(), holder.case).await?.into_iter().find(|entry| entry.id == consent))
    }

    /// She takes a yes of hers back: the same deed as any member of staff does for her, with her name under it.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn take_back_own(&self, holder: &CardHolder, consent: ConsentId) -> Result<Option<Shut>> {
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), holder.case).await?;
        if self.audit_key_of_card(writing.conn(), holder.key.party, holder.case).await?.is_none() {
            return Ok(None);
        }
        self.take_back(writing, By::Client, holder.case, holder.case_tag, consent).await
    }
}
