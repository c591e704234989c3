//! Breaches of personal data: what was noticed, what is known of it, and that the notice was sent.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::codes::{joined, split};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use crate::submission;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::breach::{BreachKind, Consequence, DataCategory, Finding, Measure};
use domain::id::{BreachId, SubmissionId};
use domain::problem::Problem;
use uuid::Uuid;

/// A breach with what is known of it now.
pub struct Breach {
    /// Its id.
    pub id: BreachId,
    /// When it was noticed: the clock of the notice runs from here.
    pub noticed_at: DateTime<Utc>,
    /// When the notice was sent, if it was.
    pub sent_at: Option<DateTime<Utc>>,
    /// The number of the newest finding, from 1.
    pub number: i64,
    /// When that was written down.
    pub known_at: DateTime<Utc>,
    /// What it says.
    pub finding: Finding,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    noticed_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    number: i64,
    recorded_at: DateTime<Utc>,
    kinds: String,
    categories: String,
    persons: Option<i64>,
    consequences: String,
    measures: String,
}

impl Row {
    fn breach(self) -> Result<Breach, Problem> {
        let finding = Finding {
            kinds: BreachKind::from_codes(&split(&self.kinds))?,
            categories: DataCategory::from_codes(&split(&self.categories))?,
            persons: self.persons,
            consequences: Consequence::from_codes(&split(&self.consequences))?,
            measures: Measure::from_codes(&split(&self.measures))?,
        };
        Ok(Breach {
            id: BreachId(self.id),
            noticed_at: self.noticed_at,
            sent_at: self.sent_at,
            number: self.number,
            known_at: self.recorded_at,
            finding,
        })
    }
}

impl Vault {
    /// Breaches, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn breaches(&self, actor: &Actor) -> Result<Option<Vec<Breach>>> {
        if actor.may(Action::KeepBreaches) { self.breaches_of(None).await.map(Some) } else { Ok(None) }
    }

    /// One breach.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn breach(&self, actor: &Actor, id: BreachId) -> Result<Option<Breach>> {
        if actor.may(Action::KeepBreaches) { Ok(self.breaches_of(Some(id)).await?.pop()) } else { Ok(None) }
    }

    async fn breaches_of(&self, only: Option<BreachId>) -> Result<Vec<Breach>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select breaches.id, breaches.noticed_at, breach_notices.sent_at, breach_findings.number, breach_findings.recorded_at, \
             breach_findings.kinds, breach_findings.categories, breach_findings.persons, breach_findings.consequences, \
             breach_findings.measures from breaches join breach_findings on breach_findings.breach_id = breaches.id \
             and breach_findings.number = (select max(number) from breach_findings as later where later.breach_id = breaches.id) \
             left join breach_notices on breach_notices.breach_id = breaches.id \
             where (breaches.id = $1 or $1 is null) order by breaches.noticed_at desc, breaches.id desc",
            only.map(|id| id.0) => fetch_all
        )?;
        rows.into_iter().map(Row::breach).collect::<Result<_, _>>().map_err(|_| Error::Inconsistent("breach_findings"))
    }

    /// Writes a breach down. A second post of the same form leads to what the first made.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn record_breach(
        &self,
        actor: &Actor,
        noticed_at: DateTime<Utc>,
        finding: &Finding,
        form: SubmissionId,
    ) -> Result<Option<BreachId>> {
        if !actor.may(Action::KeepBreaches) {
            return Ok(None);
        }
        let (id, now) = (self.new_id(), self.now());
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        if let Some(made) = submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(BreachId(made)));
        }
        change!(
            writing.conn(),
            "insert into breaches (id, noticed_at, recorded_by, recorded_at) values ($1, $2, $3, $4)",
            id,
            noticed_at,
            actor.account.0,
            now
        )?;
        self.add_finding(&mut writing, actor, BreachId(id), 1, finding).await?;
        self.note_breach(&mut writing, actor).await?;
        writing.commit().await?;
        Ok(Some(BreachId(id)))
    }

    /// Adds what is known now, after the finding of this number; nothing when somebody was quicker, or it was posted
    /// twice. `None` when there is no such breach.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn follow_breach(
        &self,
        actor: &Actor,
        id: BreachId,
        after: i64,
        finding: &Finding,
    ) -> Result<Option<()>> {
        let Some(breach) = self.breach(actor, id).await? else { return Ok(None) };
        if breach.number != after || breach.finding == *finding {
            return Ok(Some(()));
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        if self.add_finding(&mut writing, actor, id, after + 1, finding).await? == 1 {
            self.note_breach(&mut writing, actor).await?;
            writing.commit().await?;
        }
        Ok(Some(()))
    }

    /// Writes down that the notice was sent; the first time stands. `None` when there is no such breach.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn send_breach_notice(&self, actor: &Actor, id: BreachId) -> Result<Option<()>> {
        if self.breach(actor, id).await?.is_none() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let written = change!(
            writing.conn(),
            "insert into breach_notices (breach_id, sent_at, recorded_by) values ($1, $2, $3) on conflict (breach_id) do nothing",
            id.0,
            self.now(),
            actor.account.0
        )?;
        if written == 1 {
            self.note_breach(&mut writing, actor).await?;
            writing.commit().await?;
        }
        Ok(Some(()))
    }

    async fn add_finding(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        breach: BreachId,
        number: i64,
        finding: &Finding,
    ) -> Result<u64> {
        Ok(change!(
            writing.conn(),
            "insert into breach_findings (breach_id, number, kinds, categories, persons, consequences, measures, recorded_by, recorded_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (breach_id, number) do nothing",
            breach.0,
            number,
            joined(&finding.kinds),
            joined(&finding.categories),
            finding.persons,
            joined(&finding.consequences),
            joined(&finding.measures),
            actor.account.0,
            self.now()
        )?)
    }

    async fn note_breach(&self, writing: &mut Writing, actor: &Actor) -> Result<()> {
        let event = Event { reason: Reason::Oversight, ..Event::of(Deed::BreachRecorded) };
        self.note(writing, Some(actor), &event).await
    }

    /// How many cases can be opened by anybody now: the most persons that a thief of unlocked sessions could reach.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn cases_that_open(&self, actor: &Actor) -> Result<Option<i64>> {
        if !actor.may(Action::KeepBreaches) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        Ok(Some(sql!(
            reading.conn(),
            query_scalar::<i64>,
            "select count(distinct case_id) from held_wraps where valid_from <= $1 and valid_until > $1",
            self.now() => fetch_one
        )?))
    }
}
