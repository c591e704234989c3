//! The consent ledger: entries are added, never changed; taking one back shuts what it opened in the same transaction.

mod again;
mod by_code;
mod evidence;
mod news;
mod part;
pub(crate) mod renewal;
mod would_shut;

pub use evidence::Proven;
pub use news::News;
pub(crate) use renewal::move_wraps;
pub use would_shut::WouldShut;

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::{Actor, By};
use crate::agenda::forget_pictures;
use crate::audit::{CaseTag, Event, case_tag};
use crate::codes::{joined, split};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Decision, Evidence, EvidenceMethod, Purpose, ReadOutLanguage, Segment, Standing, standing};
use domain::id::{CaseId, ConsentId, OrganisationId};
use domain::referral::{PacketField, ReferralState, Service};
use domain::rights::stop_by;
use uuid::Uuid;

/// A consent about to be recorded.
pub(crate) struct NewConsent<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) grantee: OrganisationId,
    pub(crate) segments: &'a [Segment],
    pub(crate) actions: &'a str,
    pub(crate) service: Option<Service>,
    pub(crate) fields: &'a [PacketField],
    pub(crate) until: DateTime<Utc>,
    pub(crate) evidence: &'a Evidence,
    /// The version of the words that were read out.
    pub(crate) text_version: &'a str,
    /// The entry in whose place it stands.
    pub(crate) ends: Option<ConsentId>,
}

/// The proof of a consent: the number of its entry, and what is sealed under which key.
pub(crate) struct Proof {
    pub(crate) id: Uuid,
    pub(crate) key: Uuid,
    pub(crate) sealed: Vec<u8>,
}

/// A yes that is live now, and until when.
#[derive(sqlx::FromRow)]
pub(crate) struct LiveYes {
    pub(crate) id: Uuid,
    pub(crate) valid_until: DateTime<Utc>,
}

/// An entry of the ledger, as the case page shows it.
pub struct Entry {
    /// Its id.
    pub id: ConsentId,
    /// One purpose.
    pub purpose: Purpose,
    /// The organisation it was given to.
    pub grantee: OrganisationId,
    /// Its name.
    pub grantee_name: String,
    /// For a referral's request: the service.
    pub service: Option<Service>,
    /// The compartments it opens.
    pub segments: Vec<Segment>,
    /// For a referral's request: the fields agreed to.
    pub fields: Vec<PacketField>,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when; this moment is already outside.
    pub until: DateTime<Utc>,
    /// How it was given; nothing for a refusal.
    pub method: Option<EvidenceMethod>,
    /// The language it was read in.
    pub language: Option<ReadOutLanguage>,
    /// The version of the words that were read out.
    pub text_version: Option<String>,
    /// Who recorded it.
    pub recorded_by: String,
    /// What became of it.
    pub standing: Standing,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Whether it opens anything now.
    pub live: bool,
}

/// What taking a consent back shut.
pub struct Shut {
    /// The case.
    pub case: CaseId,
    /// Open referrals revoked.
    pub referrals: usize,
    /// Referrals, open or not, whose receiver must stop using what it was told.
    pub recipients: usize,
    /// The first moment at which the recipients must have stopped, if anybody had been told.
    pub stop_by: Option<DateTime<Utc>>,
    /// Whether the case itself is shut to the organisation now.
    pub case_shut: bool,
    /// The compartments shut while the case goes on.
    pub segments: Vec<Segment>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    decision: String,
    purpose: String,
    grantee_id: Uuid,
    grantee_name: String,
    service: Option<String>,
    segments: String,
    fields: String,
    valid_from: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    method: Option<String>,
    language: Option<String>,
    text_version: Option<String>,
    recorded_by: String,
    ended_by: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    fn entry(self, now: DateTime<Utc>) -> Result<Entry> {
        let broken = |_| Error::Inconsistent("consents");
        let decision = Decision::from_code(&self.decision).map_err(broken)?;
        let ended_by = self.ended_by.as_deref().map(Decision::from_code).transpose().map_err(broken)?;
        let standing = standing(decision, ended_by, self.valid_from, self.valid_until, now);
        Ok(Entry {
            id: ConsentId(self.id),
            purpose: Purpose::from_code(&self.purpose).map_err(broken)?,
            grantee: OrganisationId(self.grantee_id),
            grantee_name: self.grantee_name,
            service: self.service.as_deref().map(Service::from_code).transpose().map_err(broken)?,
            segments: Segment::from_codes(&split(&self.segments)).map_err(broken)?,
            fields: PacketField::from_codes(&split(&self.fields)).map_err(broken)?,
            live: standing == Standing::Live,
            from: self.valid_from,
            until: self.valid_until,
            method: self.method.as_deref().map(EvidenceMethod::from_code).transpose().map_err(broken)?,
            language: self.language.as_deref().map(ReadOutLanguage::from_code).transpose().map_err(broken)?,
            text_version: self.text_version,
            recorded_by: self.recorded_by,
            withdrawn_at: self.ended_at.filter(|_| standing == Standing::Withdrawn),
            standing,
        })
    }
}

#[derive(sqlx::FromRow)]
struct EndingRow {
    case_id: Uuid,
    audit_key: Vec<u8>,
    #[sqlx(flatten)]
    row: Row,
}

#[derive(sqlx::FromRow)]
struct Told {
    id: Uuid,
    receiver_id: Uuid,
    receiver: String,
    number: i64,
    state: String,
}

impl Told {
    fn state(&self) -> Result<ReferralState> {
        ReferralState::from_code(&self.state).map_err(|_| Error::Inconsistent("referral_events"))
    }
}

impl Vault {
    /// The ledger of a case, newest first: what was given and what was declined. A withdrawal stands at what it ended.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn consents(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Entry>> {
        let mut reading = self.database.read().await?;
        let mut entries = self.ledger(reading.conn(), proof.case()).await?;
        // That she lets somebody know about HIV is itself about HIV: it stands where the segment opens, and on her own page.
        entries.retain(|entry| entry.purpose != Purpose::Hiv);
        Ok(entries)
    }

    /// The whole of it, as the client herself sees it.
    pub(crate) async fn ledger(&self, conn: Conn<'_>, case: CaseId) -> Result<Vec<Entry>> {
        let rows = sql!(
            conn,
            query_as::<Row>,
            "select consents.id, consents.decision, consents.purpose, consents.grantee_id, organisations.name as grantee_name, \
             consents.service, consents.segments, consents.fields, consents.valid_from, consents.valid_until, consents.method, \
             consents.language, consents.text_version, accounts.name as recorded_by, ending.decision as ended_by, \
             ending.recorded_at as ended_at \
             from consents join organisations on organisations.id = consents.grantee_id \
             join accounts on accounts.id = consents.recorded_by left join consents as ending on ending.ends = consents.id \
             where consents.case_id = $1 and consents.decision not in ('withdrawn', 'moved') order by consents.recorded_at desc, consents.id desc",
            case.0 => fetch_all
        )?;
        let now = self.now();
        rows.into_iter().map(|row| row.entry(now)).collect()
    }

    /// Live consents that end before a time, of the cases whose label the actor may open; soonest first, audited before
    /// they are given.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down: then nothing is shown.
    pub async fn ending_consents(
        &self,
        actor: &Actor,
        before: DateTime<Utc>,
        reason: Reason,
    ) -> Result<Vec<(CaseId, Entry)>> {
        if !actor.may(Action::SeeMyDay) {
            return Ok(Vec::new());
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<EndingRow>,
            "with held as materialized (select distinct case_id, audit_key from held_wraps where account_id = $1 and segment = 'label' \
             and purpose <> 'emergency' and valid_from <= $2 and valid_until > $2) \
             select consents.case_id, held.audit_key, consents.id, consents.decision, consents.purpose, consents.grantee_id, \
             organisations.name as grantee_name, consents.service, consents.segments, consents.fields, consents.valid_from, \
             consents.valid_until, consents.method, consents.language, consents.text_version, accounts.name as recorded_by, \
             ending.decision as ended_by, ending.recorded_at as ended_at \
             from held join consents on consents.case_id = held.case_id join organisations on organisations.id = consents.grantee_id \
             join accounts on accounts.id = consents.recorded_by left join consents as ending on ending.ends = consents.id \
             where consents.decision = 'given' and consents.purpose not in ('hiv', 'transfer', 'coded_plan', 'compartment', 'shared_result') \
             and ending.id is null and consents.valid_until > $2 and consents.valid_until < $3 order by consents.valid_until limit 20",
            actor.account.0, now, before => fetch_all
        )?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut cases: Vec<_> = rows.iter().map(|row| case_tag(&row.audit_key)).collect();
        cases.sort_unstable();
        cases.dedup();
        let event = Event { reason, basis: Basis::Consent, cases, ..Event::of(Deed::Listed) };
        drop(reading);
        let mut writing = self.database.write().await?;
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        rows.into_iter().map(|row| Ok((CaseId(row.case_id), row.row.entry(now)?))).collect()
    }

    /// Adds a yes to the ledger, its evidence with every name sealed under the casework key.
    pub(crate) async fn record_given(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        proof: &Opened<segment::Casework>,
        consent: &NewConsent<'_>,
        now: DateTime<Utc>,
    ) -> Result<ConsentId> {
        let id = self.new_id();
        let (key, sealed) = proof.write(self, "consents", id, consent.evidence);
        self.keep_given(writing, actor, proof.case(), consent, Proof { id, key, sealed }, now).await
    }

    /// The entry itself, with its proof under whichever key it was sealed.
    pub(crate) async fn keep_given(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        consent: &NewConsent<'_>,
        Proof { id, key, sealed }: Proof,
        now: DateTime<Utc>,
    ) -> Result<ConsentId> {
        change!(
            writing.conn(),
            "insert into consents (id, case_id, decision, purpose, grantee_id, service, segments, actions, fields, valid_from, \
             valid_until, method, language, text_version, told_sensitive_at, data_key_id, sealed, ends, recorded_by, recorded_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $10, $15, $16, $17, $18, $10)",
            id,
            case.0,
            Decision::Given.code(),
            consent.purpose.code(),
            consent.grantee.0,
            consent.service.map(Service::code),
            joined(consent.segments),
            consent.actions,
            joined(consent.fields),
            now,
            consent.until,
            consent.evidence.method.code(),
            consent.evidence.language.code(),
            consent.text_version,
            key,
            sealed,
            consent.ends.map(|old| old.0),
            actor.account.0
        )?;
        Ok(ConsentId(id))
    }

    /// Takes a consent back for the client, who asked for it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn withdraw(&self, actor: &Actor, ring: &Ring, consent: ConsentId) -> Result<Option<Shut>> {
        if !actor.may(Action::RecordConsent) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        self.take_back(writing, By::Staff(actor), ring.case(), ring.tag(), consent).await
    }

    /// [`Self::take_back_within`] a transaction in which the case was locked, its end, and then the files.
    pub(crate) async fn take_back(
        &self,
        mut writing: Writing,
        by: By<'_>,
        case: CaseId,
        tag: CaseTag,
        consent: ConsentId,
    ) -> Result<Option<Shut>> {
        let shut = self.take_back_within(&mut writing, by, case, tag, consent).await?;
        writing.commit().await?;
        self.database.sweep_when_possible().await;
        Ok(shut)
    }

    /// The withdrawal itself, whoever asks for it: ledger entry, wraps deleted, open referrals revoked, stop-notices
    /// written, audit. A second time finds it done and changes nothing.
    pub(crate) async fn take_back_within(
        &self,
        writing: &mut Writing,
        by: By<'_>,
        case: CaseId,
        tag: CaseTag,
        consent: ConsentId,
    ) -> Result<Option<Shut>> {
        let now = self.now();
        // What was renewed or narrowed while she was reading is taken back all the same: the entry in its place.
        let mut consent = consent;
        while let Some(newer) = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from consents where ends = $1 and decision = 'given'",
            consent.0 => fetch_optional
        )? {
            consent = ConsentId(newer);
        }
        let purpose = sql!(
            writing.conn(),
            query_scalar::<String>,
            "select purpose from consents where id = $1 and case_id = $2 and decision = 'given'",
            consent.0, case.0 => fetch_optional
        )?;
        let Some(purpose) = purpose else { return Ok(None) };
        let purpose = Purpose::from_code(&purpose).map_err(|_| Error::Inconsistent("consents"))?;
        let added = change!(
            writing.conn(),
            "insert into consents (id, case_id, decision, purpose, grantee_id, service, segments, actions, fields, valid_from, \
             valid_until, ends, recorded_by, recorded_at) \
             select $1, case_id, 'withdrawn', purpose, grantee_id, service, segments, actions, fields, $2, $2, id, $3, $2 \
             from consents where id = $4 on conflict (ends) do nothing",
            self.new_id(),
            now,
            by.account(),
            consent.0
        )?;
        let case_shut = purpose == Purpose::Processing;
        let mut shut = Shut { case, referrals: 0, recipients: 0, stop_by: None, case_shut, segments: Vec::new() };
        if added == 0 {
            return Ok(Some(shut));
        }
        // Without her yes to be supported, or to have her data kept, nothing that was sent on may stay open either.
        let told = told(writing.conn(), case, (purpose, consent)).await?;
        // Whoever kept a compartment under this, and is not told anyway.
        let kept = match purpose {
            Purpose::Compartment => self.kept_in_compartments(writing.conn(), case, Some(consent)).await?,
            Purpose::Processing => self.kept_in_compartments(writing.conn(), case, None).await?,
            _ => Vec::new(),
        };
        let kept = kept.into_iter().filter(|kept| told.iter().all(|told| told.id != kept.referral_id));
        let owing: Vec<_> = kept
            .map(|kept| (kept.referral_id, kept.organisation_id))
            .chain(told.iter().map(|told| (told.id, told.receiver_id)))
            .collect();
        for (referral, recipient) in &owing {
            change!(
                writing.conn(),
                "insert into stop_notices (id, consent_id, referral_id, recipient_id, written_at, stop_by) values ($1, $2, $3, $4, $5, $6)",
                self.new_id(),
                consent.0,
                *referral,
                *recipient,
                now,
                stop_by(now)
            )?;
        }
        shut.recipients = owing.len();
        shut.stop_by = (!owing.is_empty()).then(|| stop_by(now));
        for referral in &told {
            self.owe_signals(writing, referral.id, by.account()).await?;
            // Nor does her own card show a day of it any more.
            change!(writing.conn(), "delete from card_days where referral_id = $1", referral.id)?;
            if referral.state()?.is_open() {
                change!(
                    writing.conn(),
                    "insert into referral_events (referral_id, number, state, moved_by, moved_at) values ($1, $2, $3, $4, $5)",
                    referral.id,
                    referral.number + 1,
                    ReferralState::Withdrawn.code(),
                    by.account(),
                    now
                )?;
                shut.referrals += 1;
            }
        }
        forget_pictures(writing, case).await?;
        change!(writing.conn(), "delete from wraps where consent_id = $1", consent.0)?;
        if matches!(purpose, Purpose::Services | Purpose::Processing) {
            change!(
                writing.conn(),
                "delete from wraps where consent_id in (select consent_id from referrals where case_id = $1)",
                case.0
            )?;
        }
        match purpose {
            Purpose::Services | Purpose::Processing => {
                self.shut_offers(writing, case, None).await?;
                self.shut_requests(writing, case).await?;
            }
            Purpose::Transfer => self.shut_offers(writing, case, Some(consent.0)).await?,
            Purpose::Referral
            | Purpose::Emergency
            | Purpose::Hiv
            | Purpose::CodedPlan
            | Purpose::Compartment
            | Purpose::SharedResult => {}
        }
        if purpose == Purpose::Services {
            self.stop_covers_of(writing, case, by.account()).await?;
        }
        if case_shut {
            change!(
                writing.conn(),
                "delete from wraps where data_key_id in (select id from data_keys where case_id = $1)",
                case.0
            )?;
            change!(writing.conn(), "delete from drafts where case_id = $1", case.0)?;
        }
        // What nobody can open any more does not stay.
        self.drop_unopened(writing, case).await?;
        let event = Event {
            deed: Deed::ConsentWithdrawn,
            segments: if purpose == Purpose::Hiv { &[Segment::Hiv] } else { &[] },
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(consent),
            cases: vec![tag],
        };
        self.note_by(writing, by, &event).await?;
        Ok(Some(shut))
    }
}

/// The client's live yes to a purpose: of several the one that lasts longest.
pub(crate) async fn live_yes(
    conn: Conn<'_>,
    case: CaseId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<LiveYes>> {
    Ok(sql!(
        conn,
        query_as::<LiveYes>,
        "select id, valid_until from consents where case_id = $1 and purpose = $2 and decision = 'given' \
         and valid_from <= $3 and valid_until > $3 \
         and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id) \
         order by valid_until desc limit 1",
        case.0, purpose.code(), now => fetch_optional
    )?)
}

/// The referrals whose receiver must stop when this yes is taken back, and was not yet told to: all of the case, or those sent
/// under one request. What else she takes back was told to none of them.
async fn told(conn: Conn<'_>, case: CaseId, (purpose, consent): (Purpose, ConsentId)) -> Result<Vec<Told>> {
    let request = match purpose {
        Purpose::Services | Purpose::Processing => None,
        Purpose::Referral => Some(consent.0),
        Purpose::Emergency
        | Purpose::Hiv
        | Purpose::Transfer
        | Purpose::CodedPlan
        | Purpose::Compartment
        | Purpose::SharedResult => return Ok(Vec::new()),
    };
    Ok(sql!(
        conn,
        query_as::<Told>,
        "select referrals.id, referrals.receiver_id, organisations.name as receiver, referral_events.number, referral_events.state \
         from referrals join organisations on organisations.id = referrals.receiver_id \
         join referral_events on referral_events.referral_id = referrals.id \
         where referrals.case_id = $1 and (referrals.consent_id = $2 or $2 is null) \
         and referral_events.number = (select max(number) from referral_events as later where later.referral_id = referrals.id) \
         and not exists (select 1 from stop_notices join consents on consents.id = stop_notices.consent_id \
         where stop_notices.referral_id = referrals.id and consents.purpose <> 'compartment')",
        case.0, request => fetch_all
    )?)
}
