use super::{OpenHiv, hiv_event};
use crate::Vault;
use crate::access::{HeldWrap, Opened, Ring, segment};
use crate::actor::{Actor, By};
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::consent::NewConsent;
use crate::crypt::DataKey;
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::consent::{Purpose, Segment};
use domain::date::end_of_day;
use domain::hiv::{HivConsent, Letter, Recipient};
use domain::id::{ConsentId, OrganisationId, PartyId, SubmissionId};
use uuid::Uuid;

/// A live consent to this segment, as those see it who hold its key.
pub struct HivEntry {
    /// The letter it names.
    pub letter: Letter,
    /// The one person, if it names one.
    pub person: Option<String>,
    /// The organisation.
    pub organisation: String,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when; this moment is already outside.
    pub until: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    letter: String,
    person: Option<String>,
    organisation: String,
    valid_from: DateTime<Utc>,
    valid_until: DateTime<Utc>,
}

/// Who its keys are sealed to.
#[derive(sqlx::FromRow)]
struct Holder {
    id: Uuid,
    public_key: Vec<u8>,
}

impl Vault {
    /// Records the client's yes and seals the key to whom it names: what the recorder holds already, or a new key of the
    /// next epoch. It ends with the consent to keep her data at the latest. `None` when the case is not open to the actor any
    /// more, or the recipient cannot hold a key.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn give_hiv_consent(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        given: &HivConsent,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let Some((mut writing, now)) = self.recording(actor, ring, casework).await? else { return Ok(None) };
        let case = ring.case();
        let kept = sql!(
            writing.conn(),
            query_as::<(DateTime<Utc>, DateTime<Utc>)>,
            "select consents.valid_until, held_wraps.valid_until from held_wraps join consents on consents.id = held_wraps.consent_id \
             where held_wraps.account_id = $1 and held_wraps.data_key_id = $2 and held_wraps.purpose <> 'emergency' \
             and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 \
             order by consents.valid_until desc, held_wraps.valid_until desc limit 1",
            actor.account.0, casework.newest_key(), now => fetch_optional
        )?;
        let Some((kept_until, own_until)) = kept else { return Ok(None) };
        match given.recipient {
            Recipient::Clinic(clinic) => writing.lock_teams_of(clinic.0, Some(actor.team.0)).await?,
            Recipient::Person(_) | Recipient::Team => {
                self.lock_team(&mut writing, actor.team).await?;
            }
        }
        let (grantee, holders) = self.hiv_holders(&mut writing, actor, ring, given.recipient).await?;
        // Who covers for somebody reads it as long as that, though the client named her.
        let covers = |holder: &Holder| ring.cover().filter(|_| holder.id == actor.own_key().party.0);
        if holders.is_empty() {
            return Ok(None);
        }
        if crate::submission::claim(&mut writing, actor, form, case.0, now).await?.is_some() {
            return Ok(Some(()));
        }
        let until = end_of_day(given.until).min(kept_until);
        let consent = NewConsent {
            purpose: Purpose::Hiv,
            grantee,
            segments: &[Segment::Hiv],
            actions: "read,write",
            service: None,
            fields: &[],
            until,
            evidence: &given.evidence,
            text_version: given.evidence.text.code(),
            ends: None,
        };
        let id = self.record_given(&mut writing, actor, casework, &consent, now).await?;
        let person = if let Recipient::Person(account) = given.recipient { Some(account.0) } else { None };
        change!(
            writing.conn(),
            "insert into hiv_consents (consent_id, letter, person_id) values ($1, $2, $3)",
            id.0,
            given.letter.code(),
            person
        )?;
        for (key, epoch, secret) in self.hiv_keys(&mut writing, actor, ring, now).await? {
            for holder in &holders {
                let (party, public, cover) = (PartyId(holder.id), &holder.public_key, covers(holder));
                let until = if cover.is_some() { until.min(own_until) } else { until };
                let grant = WrapGrant { case, segment: Segment::Hiv, key, epoch, consent: id, from: now, until };
                self.wrap_within(&mut writing, party, public, &grant, &secret, cover).await?;
            }
        }
        let event = hiv_event(Deed::ConsentRecorded, Reason::ClientRequest, given.letter.basis());
        let event = Event { consent: Some(id), cases: vec![ring.tag()], ..event };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// The organisation a consent names, and whose key its wraps are sealed to.
    async fn hiv_holders(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        ring: &Ring,
        recipient: Recipient,
    ) -> Result<(OrganisationId, Vec<Holder>)> {
        match recipient {
            Recipient::Person(account) => {
                let carrier = self.carrier(writing.conn(), actor, account).await?;
                let holder = carrier.map(|carrier| Holder { id: carrier.party.0, public_key: carrier.public_key });
                Ok((actor.organisation, holder.into_iter().collect()))
            }
            Recipient::Team => {
                let lead = sql!(
                    writing.conn(),
                    query_as::<Holder>,
                    "select parties.id, parties.public_key from teams join parties on parties.id = teams.lead_party_id where teams.id = $1",
                    actor.team.0 => fetch_optional
                )?;
                let own = Holder { id: actor.own_key().party.0, public_key: actor.own_key().public().to_vec() };
                // Not the colleague alone who covers: also whose case it is.
                let carries = sql!(
                    writing.conn(),
                    query_as::<Holder>,
                    "select parties.id, parties.public_key from assignments join accounts on accounts.id = assignments.account_id \
                     join parties on parties.id = accounts.party_id where assignments.case_id = $1 and accounts.party_id <> $2 \
                     and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id)",
                    ring.case().0, own.id => fetch_all
                )?;
                Ok((actor.organisation, lead.into_iter().chain([own]).chain(carries).collect()))
            }
            Recipient::Clinic(organisation) => {
                let desk = sql!(
                    writing.conn(),
                    query_as::<Holder>,
                    "select parties.id, parties.public_key from teams join organisations on organisations.id = teams.organisation_id \
                     join parties on parties.id = teams.desk_party_id where organisations.id = $1 and organisations.kind = 'clinic' \
                     and exists (select 1 from held_by_people where held_by_people.party_id = parties.id)",
                    organisation.0 => fetch_optional
                )?;
                Ok((organisation, desk.into_iter().collect()))
            }
        }
    }

    /// The keys of this segment that the actor holds, to be given on; or a new one, of the epoch after all there were.
    async fn hiv_keys(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        ring: &Ring,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Uuid, i64, DataKey)>> {
        let held = sql!(
            writing.conn(),
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key \
             from held_wraps where account_id = $1 and case_id = $2 and segment = 'hiv' and valid_from <= $3 and valid_until > $3",
            actor.account.0, ring.case().0, now => fetch_all
        )?;
        let mut keys: Vec<(Uuid, i64, DataKey)> = Vec::new();
        for wrap in &held {
            if !keys.iter().any(|(key, ..)| *key == wrap.data_key_id) {
                keys.push((wrap.data_key_id, wrap.epoch, wrap.open(actor, self, &mut Vec::new())?.1));
            }
        }
        if keys.is_empty() {
            let epoch = self.next_epoch(writing, ring.case(), Segment::Hiv).await?;
            let key = DataKey::random(self.entropy.as_ref());
            let id = self.keep_key(writing, ring.case(), Segment::Hiv, None, epoch, &key).await?;
            keys.push((id, epoch, key));
        }
        Ok(keys)
    }

    /// The live consents to this segment, for who holds its key.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn hiv_consents(&self, open: &OpenHiv) -> Result<Vec<HivEntry>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<EntryRow>,
            "select hiv_consents.letter, accounts.name as person, organisations.name as organisation, consents.valid_from, consents.valid_until \
             from consents join hiv_consents on hiv_consents.consent_id = consents.id \
             join organisations on organisations.id = consents.grantee_id left join accounts on accounts.id = hiv_consents.person_id \
             where consents.case_id = $1 and consents.decision = 'given' and consents.valid_from <= $2 and consents.valid_until > $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id) order by consents.id desc",
            open.proof.case().0, self.now() => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let letter = Letter::from_code(&row.letter).map_err(|_| Error::Inconsistent("hiv_consents"))?;
                Ok(HivEntry {
                    letter,
                    person: row.person,
                    organisation: row.organisation,
                    from: row.valid_from,
                    until: row.valid_until,
                })
            })
            .collect()
    }

    /// Takes back every consent to this segment for the client, whether or not there is one: who asks for her need not know,
    /// and is not told. What nobody can open any more is gone with it. All of them at once or none.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn withdraw_hiv(&self, actor: &Actor, ring: &Ring) -> Result<Option<()>> {
        if !actor.may(Action::RecordConsent) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        let live = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from consents where case_id = $1 and purpose = 'hiv' and decision = 'given' \
             and not exists (select 1 from consents as ending where ending.ends = consents.id)",
            ring.case().0 => fetch_all
        )?;
        for consent in live {
            let consent = ConsentId(consent);
            self.take_back_within(&mut writing, By::Staff(actor), ring.case(), ring.tag(), consent).await?;
        }
        writing.commit().await?;
        self.database.sweep_when_possible().await;
        Ok(Some(()))
    }
}
