//! Incidents, behind the casework proof.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::case::Work;
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::consent::Segment;
use domain::id::{CaseId, IncidentId, SubmissionId};
use domain::incident::Incident;
use uuid::Uuid;

/// An incident with who wrote it down.
pub struct Noted {
    /// Its id.
    pub id: IncidentId,
    /// What was said.
    pub incident: Incident,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// What stands in its place, if it was put right.
    pub replaced_by: Option<IncidentId>,
}

/// What came of putting an incident right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corrected {
    /// It stands in the place of the old one.
    Now(IncidentId),
    /// Another put it right meanwhile.
    Meanwhile(IncidentId),
}

/// That something was written down about a case, and nothing of what.
pub struct Lately {
    /// The case. It is named by whoever holds its label.
    pub case: CaseId,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
    replaced_by: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct LatelyRow {
    case_id: Uuid,
    name: String,
    recorded_at: DateTime<Utc>,
}

impl Vault {
    /// The incidents of a case, the last recorded first; also those that were put right.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn incidents(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Noted>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed, name, recorded_at, replaced_by from incidents_told \
             where case_id = $1 order by recorded_at desc, id desc",
            proof.case().0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let incident = proof.read("incidents", row.id, row.data_key_id, &row.sealed)?;
                Ok(Noted {
                    id: IncidentId(row.id),
                    incident,
                    recorded_by: row.name,
                    recorded_at: row.recorded_at,
                    replaced_by: row.replaced_by.map(IncidentId),
                })
            })
            .collect()
    }

    /// How many there are; one that was put right is no second one.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn count_incidents(&self, proof: &Opened<segment::Casework>) -> Result<i64> {
        let mut reading = self.database.read().await?;
        Ok(sql!(
            reading.conn(),
            query_scalar::<i64>,
            "select count(*) from incidents_told where case_id = $1 and replaced_by is null",
            proof.case().0 => fetch_one
        )?)
    }

    /// For a supervisor: of which cases an incident was written down since then, the last first. Of those whose casework
    /// she may open, and none of what happened.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn incidents_lately(&self, actor: &Actor, since: DateTime<Utc>) -> Result<Vec<Lately>> {
        if !actor.may(Action::FollowIncidents) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<LatelyRow>,
            "select incidents.case_id, accounts.name, incidents.recorded_at \
             from incidents join accounts on accounts.id = incidents.recorded_by \
             where incidents.recorded_at >= $1 and not exists (select 1 from incidents as later where later.replaces = incidents.id) \
             and exists (select 1 from held_wraps where held_wraps.account_id = $2 \
             and held_wraps.case_id = incidents.case_id and held_wraps.segment = 'casework' \
             and held_wraps.purpose <> 'emergency' and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3) \
             order by incidents.recorded_at desc, incidents.id desc",
            since, actor.account.0, self.now() => fetch_all
        )?;
        Ok(rows
            .into_iter()
            .map(|row| Lately { case: CaseId(row.case_id), recorded_by: row.name, recorded_at: row.recorded_at })
            .collect())
    }

    /// Writes an incident down; when somebody speaks with her again becomes the next step. `None` when the key is not held
    /// any more or the client is not served.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_incident(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        incident: &Incident,
        form: SubmissionId,
    ) -> Result<Option<IncidentId>> {
        match self.put_incident(actor, ring, (incident, None), form).await? {
            Some(Corrected::Now(id) | Corrected::Meanwhile(id)) => Ok(Some(id)),
            None => Ok(None),
        }
    }

    /// Puts an incident right: a row in the place of another of the same case, which stays to be read. `None` when the key is
    /// not held any more, the client is not served, or there is nothing to put right.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn correct_incident(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        (old, incident): (IncidentId, &Incident),
        form: SubmissionId,
    ) -> Result<Option<Corrected>> {
        self.put_incident(actor, ring, (incident, Some(old)), form).await
    }

    async fn put_incident(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        (incident, replaces): (&Incident, Option<IncidentId>),
        form: SubmissionId,
    ) -> Result<Option<Corrected>> {
        let Some(Work { mut writing, casework, label, now }) = self.begin_served_work(actor, ring).await? else {
            return Ok(None);
        };
        let id = self.new_id();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Corrected::Now(IncidentId(earlier))));
        }
        if let Some(old) = replaces {
            let stands = sql!(
                writing.conn(),
                query_scalar::<Option<Uuid>>,
                "select replaced_by from incidents_told where id = $1 and case_id = $2",
                old.0, ring.case().0 => fetch_optional
            )?;
            match stands {
                None => return Ok(None),
                Some(Some(later)) => return Ok(Some(Corrected::Meanwhile(IncidentId(later)))),
                Some(None) => {}
            }
        }
        let (key, sealed) = casework.write(self, "incidents", id, incident);
        change!(
            writing.conn(),
            "insert into incidents (id, case_id, data_key_id, sealed, recorded_by, recorded_at, replaces) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            ring.case().0,
            key,
            sealed,
            actor.account.0,
            now,
            replaces.map(|old| old.0)
        )?;
        let today = domain::date::local_date(now);
        if let Some(owed) = incident.follow_up() {
            self.relabel(&mut writing, &label, |label| label.next = Some(owed.at_the_latest(label.next, today)))
                .await?;
        }
        let event = ring.event(Deed::Recorded, &[Segment::Casework], Reason::Support);
        self.note(&mut writing, Some(actor), &event).await?;
        // Once for each: putting it right is no second one.
        if replaces.is_none() {
            self.count_one(&mut writing, "incident", Some(incident.kind.code())).await?;
        }
        writing.commit().await?;
        Ok(Some(Corrected::Now(IncidentId(id))))
    }
}
