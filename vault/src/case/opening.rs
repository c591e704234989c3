use crate::Vault;
use crate::access::{Ring, segment};
use crate::actor::Actor;
use crate::audit::{Event, case_tag};
use crate::consent::NewConsent;
use crate::crypt::{DataKey, Key, code_tag};
use crate::emergency::{KeyOfCase, emergency};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use crate::promotion::Promoted;
use crate::turn::in_turn;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::case::{Label, Opening};
use domain::client::ClientCode;
use domain::consent::{ConsentAnswer, Purpose, Segment, default_end};
use domain::id::{CaseId, ConsentId, PartyId, SubmissionId};
use domain::promotion::Promotion;
use uuid::Uuid;

/// Tries at finding a code that was never given out; a second one is rarely needed.
const CODE_TRIES: usize = 8;

#[derive(sqlx::FromRow)]
struct Lead {
    party_id: Uuid,
    public_key: Vec<u8>,
}

impl Vault {
    /// Opens a case: consents, data keys, wraps for the worker and her team, labels, audit and fact in one transaction.
    /// A second post of the same form gives the case the first one opened.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn open_new_case(&self, actor: &Actor, opening: &Opening, form: SubmissionId) -> Result<Option<CaseId>> {
        Ok(match self.begin_case(actor, opening, None, form).await? {
            Some(Promoted::Now(case)) => Some(case),
            Some(Promoted::Meanwhile) | None => None,
        })
    }

    /// The same, for somebody who was met before: what was logged then is taken over into it, in the same transaction.
    pub(crate) async fn begin_case(
        &self,
        actor: &Actor,
        opening: &Opening,
        promotion: Option<&Promotion>,
        form: SubmissionId,
    ) -> Result<Option<Promoted>> {
        if !actor.may(Action::OpenCase) {
            return Ok(None);
        }
        let case = CaseId(self.new_id());
        // What is slow by intent is done before the transaction: others wait for that.
        let (code, tag_of_code, way) = self.unused_code().await?;
        let former_code = promotion.and_then(Promotion::code);
        let former_way = match &former_code {
            Some(former) => Some(self.withdrawal_code(former).await?),
            None => None,
        };
        let mut writing = self.database.write().await?;
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, case.0, now).await? {
            return Ok(Some(Promoted::Now(CaseId(earlier))));
        }
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let lead = sql!(
            writing.conn(),
            query_as::<Lead>,
            "select parties.id as party_id, parties.public_key from teams join parties on parties.id = teams.lead_party_id where teams.id = $1",
            actor.team.0 => fetch_optional
        )?;
        change!(writing.conn(), "insert into issued_codes (tag) values ($1)", &tag_of_code[..])?;
        self.keep_withdrawal_code(&mut writing, &way, case).await?;
        if let Some(former) = &former_way {
            self.keep_former_code(&mut writing, former, case).await?;
        }
        let audit_key: [u8; 32] = self.random();
        change!(
            writing.conn(),
            "insert into cases (id, team_id, audit_key, opened_by, opened_at) values ($1, $2, $3, $4, $5)",
            case.0,
            actor.team.0,
            &audit_key[..],
            actor.account.0,
            now
        )?;
        self.assign_to(&mut writing, actor, case, actor.account).await?;

        let tag = case_tag(&audit_key);
        let mut ring = self.new_keys(&mut writing, case, tag, Segment::OF_A_NEW_CASE).await?;
        let casework = ring.take::<segment::Casework>().ok_or(Error::Inconsistent("data_keys"))?;
        let mut processing = None;
        for purpose in [Purpose::Services, Purpose::Processing] {
            let consent = NewConsent {
                purpose,
                grantee: actor.organisation,
                segments: Segment::OF_A_NEW_CASE,
                actions: "read,write",
                service: None,
                fields: &[],
                until: default_end(purpose, now),
                evidence: &opening.evidence,
                text_version: opening.evidence.text.code(),
                ends: None,
            };
            let id = self.record_given(&mut writing, actor, &casework, &consent, now).await?;
            if purpose == Purpose::Processing {
                processing = Some(id);
            }
        }
        let processing = processing.ok_or(Error::Inconsistent("consents"))?;
        let until = default_end(Purpose::Processing, now);

        let contact = ring.take::<segment::Contact>().ok_or(Error::Inconsistent("data_keys"))?;
        let identity = ring.take::<segment::Identity>().ok_or(Error::Inconsistent("data_keys"))?;
        let label = ring.take::<segment::Label>().ok_or(Error::Inconsistent("data_keys"))?;
        self.put_safe_contact(&mut writing, &contact, &opening.safe_contact).await?;
        self.put_identity(&mut writing, &identity, &opening.identity).await?;
        let today = domain::date::local_date(now);
        let shown = Label {
            alias: opening.alias.clone(),
            code,
            name: opening.identity.name.clone(),
            phone_tail: opening.safe_contact.phone_tail(),
            born_year: opening.identity.born_year(),
            commune: opening.identity.commune.clone(),
            next: opening.intake.next(today).or_else(|| promotion.and_then(|promotion| promotion.next(today))),
            risk: None,
            review_on: None,
            former_code,
        };
        self.put_label(&mut writing, &label, &shown).await?;

        let mut keys: Vec<KeyOfCase<'_>> = Vec::new();
        keys.extend(label.keys().map(|(id, epoch, key)| (Segment::Label, id, epoch, key)));
        keys.extend(identity.keys().map(|(id, epoch, key)| (Segment::Identity, id, epoch, key)));
        keys.extend(contact.keys().map(|(id, epoch, key)| (Segment::Contact, id, epoch, key)));
        keys.extend(casework.keys().map(|(id, epoch, key)| (Segment::Casework, id, epoch, key)));
        for (segment, key, epoch, secret) in &keys {
            let (segment, key, epoch) = (*segment, *key, *epoch);
            let grant = WrapGrant { case, segment, key, epoch, consent: processing, from: now, until };
            self.wrap_to_self(&mut writing, actor, &grant, secret).await?;
            if let Some(lead) = &lead {
                self.wrap_to(&mut writing, PartyId(lead.party_id), &lead.public_key, &grant, secret).await?;
            }
        }
        if opening.intake.was_asked() {
            let row = (self.new_id(), now);
            self.put_intake(&mut writing, actor, &casework, &opening.intake, row).await?;
        }
        if let Some(promotion) = promotion
            && !self.take_over(&mut writing, actor, &casework, promotion, (tag, now)).await?
        {
            return Ok(Some(Promoted::Meanwhile));
        }
        match opening.emergency {
            Some(ConsentAnswer::Yes) => {
                let consent = emergency(actor, &opening.evidence, default_end(Purpose::Emergency, now));
                let id = self.record_given(&mut writing, actor, &casework, &consent, now).await?;
                self.wrap_to_duty(&mut writing, actor, case, (id, now, consent.until), &keys).await?;
            }
            Some(ConsentAnswer::NotNow) => {
                self.record_no(&mut writing, actor, case, Purpose::Emergency, &[], now).await?;
            }
            None => {}
        }
        let event = Event {
            deed: Deed::CaseOpened,
            segments: Segment::OF_A_NEW_CASE,
            reason: Reason::Support,
            basis: Basis::Consent,
            consent: Some(processing),
            cases: vec![tag],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count_one(&mut writing, "case_opened", None).await?;
        writing.commit().await?;
        Ok(Some(Promoted::Now(case)))
    }

    /// A code that was never given out, the tag it is known by as given out, and its way to take everything back.
    async fn unused_code(&self) -> Result<(ClientCode, [u8; 16], ([u8; 16], Key))> {
        for _ in 0..CODE_TRIES {
            let code = ClientCode::from_random(self.random());
            let (drawn, cost) = (code.clone(), self.cost);
            let tag = in_turn(&self.code_hashing, move || code_tag(&drawn, cost)).await?;
            let mut reading = self.database.read().await?;
            let given = sql!(
                reading.conn(),
                query_scalar::<i64>,
                "select count(*) from issued_codes where tag = $1",
                &tag[..] => fetch_one
            )?;
            // Nobody waits for a connection that waits for its turn.
            drop(reading);
            if given == 0 {
                let way = self.withdrawal_code(&code).await?;
                return Ok((code, tag, way));
            }
        }
        Err(Error::Inconsistent("issued_codes"))
    }

    /// Makes the first data keys of a case. They exist in memory until wrapped.
    async fn new_keys(
        &self,
        writing: &mut Writing,
        case: CaseId,
        tag: crate::audit::CaseTag,
        segments: &[Segment],
    ) -> Result<Ring> {
        let mut keys = Vec::with_capacity(segments.len());
        for segment in segments {
            let key = DataKey::random(self.entropy.as_ref());
            let id = self.keep_key(writing, case, *segment, None, 1, &key).await?;
            keys.push((*segment, id, key));
        }
        Ok(Ring::of_new_keys(case, tag, keys))
    }

    /// The epoch after all that a segment had: what is given again is never sealed under what was shut.
    pub(crate) async fn next_epoch(&self, writing: &mut Writing, case: CaseId, segment: Segment) -> Result<i64> {
        Ok(sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select coalesce(max(epoch), 0) + 1 from data_keys where case_id = $1 and segment = $2",
            case.0, segment.code() => fetch_one
        )?)
    }

    /// Notes that a data key exists, with its commitment.
    pub(crate) async fn keep_key(
        &self,
        writing: &mut Writing,
        case: CaseId,
        segment: Segment,
        referral: Option<Uuid>,
        epoch: i64,
        key: &DataKey,
    ) -> Result<Uuid> {
        let id = self.new_id();
        change!(
            writing.conn(),
            "insert into data_keys (id, case_id, segment, referral_id, epoch, commitment, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            case.0,
            segment.code(),
            referral,
            epoch,
            &key.commitment()[..],
            self.now()
        )?;
        Ok(id)
    }

    pub(crate) async fn wrap_to_self(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        grant: &WrapGrant,
        secret: &DataKey,
    ) -> Result<()> {
        let id = self.new_id();
        let own = actor.own_key();
        let sealed = own.seal_own(grant.place(id), secret.bytes(), self.entropy.as_ref());
        self.keep_wrap(writing, id, own.party, grant, sealed, None).await
    }

    pub(crate) async fn wrap_to(
        &self,
        writing: &mut Writing,
        party: PartyId,
        public: &[u8],
        grant: &WrapGrant,
        secret: &DataKey,
    ) -> Result<()> {
        self.wrap_within(writing, party, public, grant, secret, None).await
    }

    /// The same, for a cover if it names one: what is sealed then goes with that.
    pub(crate) async fn wrap_within(
        &self,
        writing: &mut Writing,
        party: PartyId,
        public: &[u8],
        grant: &WrapGrant,
        secret: &DataKey,
        cover: Option<Uuid>,
    ) -> Result<()> {
        let id = self.new_id();
        let sealed = self.seal_to_party(public, grant.place(id), secret.bytes())?;
        self.keep_wrap(writing, id, party, grant, sealed, cover).await
    }

    async fn keep_wrap(
        &self,
        writing: &mut Writing,
        id: Uuid,
        party: PartyId,
        grant: &WrapGrant,
        sealed: Vec<u8>,
        cover: Option<Uuid>,
    ) -> Result<()> {
        change!(
            writing.conn(),
            "insert into wraps (id, data_key_id, party_id, consent_id, sealed, valid_from, valid_until, cover_id) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) \
             on conflict (data_key_id, party_id, consent_id) do nothing",
            id,
            grant.key,
            party.0,
            grant.consent.0,
            sealed,
            grant.from,
            grant.until,
            cover
        )?;
        Ok(())
    }
}

/// Under which grant, and for how long, a data key is wrapped.
pub(crate) struct WrapGrant {
    pub(crate) case: CaseId,
    pub(crate) segment: Segment,
    pub(crate) key: Uuid,
    pub(crate) epoch: i64,
    pub(crate) consent: ConsentId,
    pub(crate) from: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
}

impl WrapGrant {
    fn place(&self, wrap: Uuid) -> crate::crypt::Place<'static> {
        crate::access::HeldWrap::place(wrap, self.case.0, self.segment, self.epoch)
    }
}
