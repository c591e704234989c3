//! Employers an organisation works with. Who was introduced to whom is in `livelihood.rs`, sealed.

use crate::Vault;
use crate::actor::Actor;
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use domain::access::Action;
use domain::id::{EmployerId, SubmissionId};
use domain::job::Employer;
use domain::text::Line;
use domain::training::Trade;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    trade: String,
    place: String,
}

impl Row {
    fn employer(self) -> Result<(EmployerId, Employer)> {
        let wrong = |_| Error::Inconsistent("employers");
        let employer = Employer {
            name: Line::required(&self.name).map_err(wrong)?,
            trade: Trade::from_code(&self.trade).map_err(wrong)?,
            place: Line::parse(&self.place).map_err(wrong)?,
        };
        Ok((EmployerId(self.id), employer))
    }
}

impl Vault {
    /// The employers of the actor's organisation, in the order they were written down.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn employers(&self, actor: &Actor) -> Result<Option<Vec<(EmployerId, Employer)>>> {
        if !actor.may(Action::KeepOffers) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, name, trade, place from employers where organisation_id = $1 order by id",
            actor.organisation.0 => fetch_all
        )?;
        rows.into_iter().map(Row::employer).collect::<Result<_>>().map(Some)
    }

    /// Writes an employer down. A second post of the same form makes no second one.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn record_employer(
        &self,
        actor: &Actor,
        employer: &Employer,
        form: SubmissionId,
    ) -> Result<Option<EmployerId>> {
        if !actor.may(Action::KeepOffers) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(EmployerId(earlier)));
        }
        change!(
            writing.conn(),
            "insert into employers (id, organisation_id, name, trade, place, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            actor.organisation.0,
            employer.name.as_str(),
            employer.trade.code(),
            employer.place.as_ref().map_or("", Line::as_str),
            actor.account.0,
            now
        )?;
        self.note_offer(&mut writing, actor).await?;
        writing.commit().await?;
        Ok(Some(EmployerId(id)))
    }
}
