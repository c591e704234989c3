//! One result that a client lets the team know that keeps her case: a copy under a key of its own, wrapped to that team under
//! a consent that names exactly this (decision 0034).

use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::consent::{NewConsent, Proof, live_yes};
use crate::crypt::{DataKey, Place};
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::clinic::{ClinicEntry, SharedResult, TestResult};
use domain::consent::{Evidence, Purpose, Renewal, Segment};
use domain::date::end_of_day;
use domain::id::{CaseId, ConsentId, OrganisationId, PartyId, ReferralId, SubmissionId};
use uuid::Uuid;

/// The team that keeps the case.
#[derive(sqlx::FromRow)]
struct Home {
    team_id: Uuid,
    organisation_id: Uuid,
}

/// Who its key is sealed to.
#[derive(sqlx::FromRow)]
struct Holder {
    id: Uuid,
    public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

impl Vault {
    /// The organisation that a result would be told to, and its name: the one that keeps the case of whom the compartment is.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn home_of_compartment(&self, proof: &Opened<segment::Health>) -> Result<(OrganisationId, String)> {
        let mut reading = self.database.read().await?;
        let (home, name) = sql!(
            reading.conn(),
            query_as::<(Uuid, String)>,
            "select organisations.id, organisations.name from cases join teams on teams.id = cases.team_id \
             join organisations on organisations.id = teams.organisation_id where cases.id = $1",
            proof.case().0 => fetch_one
        )?;
        Ok((OrganisationId(home), name))
    }

    /// Tells one result of the actor's clinic to the team that keeps the case, because the client says so: a copy under a key of
    /// its own, for who carries the case and for the team's lead, until her consent ends. `to` is the organisation she was told of.
    /// `None` when there is no such result, when another organisation keeps the case by now, or nobody keeps her data any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn share_result(
        &self,
        actor: &Actor,
        referral: ReferralId,
        entry: Uuid,
        to: OrganisationId,
        answer: &Renewal,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let Renewal::Yes { until, evidence } = answer else { return Ok(None) };
        if !actor.may(Action::KeepClinic) {
            return Ok(None);
        }
        let Some(mut ring) = self.open_compartment(actor, referral, Segment::Health).await? else { return Ok(None) };
        let Some(proof) = ring.take::<segment::Health>() else { return Ok(None) };
        let found = self.clinic_entries(&proof).await?.into_iter().find(|one| one.id == entry);
        let Some(ClinicEntry::Test(test)) = found.map(|one| one.body) else { return Ok(None) };
        if test.result == TestResult::NotDone {
            return Ok(None);
        }
        let clinic = actor.organisation_name().to_owned();
        let told = SharedResult { test: test.test, result: test.result, taken_on: test.taken_on, clinic };
        let mut writing = self.database.write().await?;
        let case = ring.case();
        self.lock_case(writing.conn(), case).await?;
        if !self.still_holds(writing.conn(), actor, proof.newest_key()).await? {
            return Ok(None);
        }
        let now = self.now();
        // No longer than her data are kept there.
        let Some(kept) = live_yes(writing.conn(), case, Purpose::Processing, now).await? else { return Ok(None) };
        let until = end_of_day(*until).min(kept.valid_until);
        let id = self.new_id();
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(()));
        }
        let times = (now, until);
        let Some(consent) = self.keep_shared(&mut writing, actor, (case, to), (id, &told), evidence, times).await?
        else {
            return Ok(None);
        };
        let event = Event {
            deed: Deed::ConsentRecorded,
            segments: &[Segment::SharedResult],
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(consent),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Copy, key, consent and wraps, for the organisation she was told of and for no other.
    async fn keep_shared(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        (case, to): (CaseId, OrganisationId),
        (id, told): (Uuid, &SharedResult),
        evidence: &Evidence,
        (now, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Option<ConsentId>> {
        let home = sql!(
            writing.conn(),
            query_as::<Home>,
            "select cases.team_id, teams.organisation_id from cases join teams on teams.id = cases.team_id where cases.id = $1",
            case.0 => fetch_one
        )?;
        if home.organisation_id != to.0 {
            return Ok(None);
        }
        writing.lock_teams_of(to.0, None).await?;
        let holders = sql!(
            writing.conn(),
            query_as::<Holder>,
            "select parties.id, parties.public_key from teams join parties on parties.id = teams.lead_party_id where teams.id = $1 \
             and exists (select 1 from held_by_people where held_by_people.party_id = parties.id) \
             union select parties.id, parties.public_key from assignments join accounts on accounts.id = assignments.account_id \
             join parties on parties.id = accounts.party_id where assignments.case_id = $2 and accounts.team_id = $1 \
             and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id)",
            home.team_id, case.0 => fetch_all
        )?;
        if holders.is_empty() {
            return Ok(None);
        }
        let (segment, secret) = (Segment::SharedResult, DataKey::random(self.entropy.as_ref()));
        let epoch = self.next_epoch(writing, case, segment).await?;
        let key = self.keep_key(writing, case, segment, None, epoch, &secret).await?;
        let seal = |table, row, body: Vec<u8>| {
            let place = Place { table, column: "sealed", row, case: case.0, segment: Some(segment), epoch };
            secret.seal(place, &zeroize::Zeroizing::new(body), self.entropy.as_ref())
        };
        let entry = self.new_id();
        let proof = serde_json::to_vec(evidence).expect("evidence is plain data");
        let proof = Proof { id: entry, key, sealed: seal("consents", entry, proof) };
        let consent = NewConsent {
            purpose: Purpose::SharedResult,
            grantee: to,
            segments: &[segment],
            actions: "read",
            service: None,
            fields: &[],
            until,
            evidence,
            text_version: evidence.text.code(),
            ends: None,
        };
        let consent = self.keep_given(writing, actor, case, &consent, proof, now).await?;
        let sealed = seal("shared_results", id, serde_json::to_vec(told).expect("a result is plain data"));
        change!(
            writing.conn(),
            "insert into shared_results (id, case_id, data_key_id, sealed, shared_by, shared_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            case.0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        for holder in holders {
            let grant = WrapGrant { case, segment, key, epoch, consent, from: now, until };
            self.wrap_to(writing, PartyId(holder.id), &holder.public_key, &grant, &secret).await?;
        }
        Ok(Some(consent))
    }

    /// The results that were told, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn shared_results(&self, proof: &Opened<segment::SharedResult>) -> Result<Vec<SharedResult>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed from shared_results where case_id = $1 order by id desc",
            proof.case().0 => fetch_all
        )?;
        let held: Vec<_> = proof.keys().map(|(key, ..)| key).collect();
        rows.into_iter()
            .filter(|row| held.contains(&row.data_key_id))
            .map(|row| proof.read("shared_results", row.id, row.data_key_id, &row.sealed))
            .collect()
    }
}
