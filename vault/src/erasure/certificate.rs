use crate::Vault;
use crate::actor::Actor;
use crate::engine::{Conn, sql};
use crate::error::{Error, Result};
use crate::rights::Reach;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::erasure::{Erased, Ground, Told};
use domain::id::ErasureId;
use uuid::Uuid;

/// What is left of an erased case, fit to be printed and handed over. It names no client and no case.
pub struct Certificate {
    /// Its id.
    pub id: ErasureId,
    /// The year it counts in.
    pub year: i64,
    /// Its number within the year.
    pub number: i64,
    /// The organisation that kept the case.
    pub organisation: String,
    /// The team that kept it.
    pub team: String,
    /// Why it was erased.
    pub ground: Ground,
    /// The day it was asked for or proposed.
    pub asked_on: NaiveDate,
    /// Who wrote the request down; nobody when the client asked on her own page.
    pub recorded_by: Option<String>,
    /// Who approved it.
    pub approved_by: String,
    /// How she is told.
    pub told: Told,
    /// When it was erased.
    pub erased_at: DateTime<Utc>,
    /// When the space was overwritten or given back; nothing while that is still to be done.
    pub swept_at: Option<DateTime<Utc>>,
    /// How many rows of each kind went.
    pub counts: Vec<(Erased, i64)>,
    /// How many receivers of packets owe a stop.
    pub notices: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    year: i64,
    number: i64,
    organisation: String,
    team: String,
    ground: String,
    asked_on: NaiveDate,
    recorded_by: Option<String>,
    approved_by: String,
    told: String,
    erased_at: DateTime<Utc>,
    swept_at: Option<DateTime<Utc>>,
    notices: i64,
}

#[derive(sqlx::FromRow)]
struct Count {
    what: String,
    quantity: i64,
}

impl Row {
    fn certificate(self) -> Result<Certificate> {
        let broken = |_| Error::Inconsistent("erasures");
        Ok(Certificate {
            id: ErasureId(self.id),
            year: self.year,
            number: self.number,
            organisation: self.organisation,
            team: self.team,
            ground: Ground::from_code(&self.ground).map_err(broken)?,
            asked_on: self.asked_on,
            recorded_by: self.recorded_by,
            approved_by: self.approved_by,
            told: Told::from_code(&self.told).map_err(broken)?,
            erased_at: self.erased_at,
            swept_at: self.swept_at,
            counts: Vec::new(),
            notices: self.notices,
        })
    }
}

async fn certificates(conn: Conn<'_>, actor: &Actor, only: Option<Uuid>) -> Result<Vec<Certificate>> {
    let reach = Reach::of(actor);
    let rows = sql!(
        conn,
        query_as::<Row>,
        "select erasures.id, erasures.year, erasures.number, organisations.name as organisation, teams.name as team, erasures.ground, \
         erasures.asked_on, recorders.name as recorded_by, approvers.name as approved_by, erasures.told, erasures.erased_at, \
         erasure_sweeps.swept_at, (select count(*) from erasure_notices where erasure_notices.erasure_id = erasures.id) as notices \
         from erasures join teams on teams.id = erasures.team_id join organisations on organisations.id = teams.organisation_id \
         join accounts as approvers on approvers.id = erasures.approved_by \
         left join accounts as recorders on recorders.id = erasures.recorded_by \
         left join erasure_sweeps on erasure_sweeps.erasure_id = erasures.id \
         where (teams.id = $1 or teams.organisation_id = $2) and (erasures.id = $3 or $3 is null) \
         order by erasures.year desc, erasures.number desc limit 200",
        reach.team, reach.organisation, only => fetch_all
    )?;
    rows.into_iter().map(Row::certificate).collect()
}

impl Vault {
    /// The certificates of one's team, or for the officer of the organisation; newest first, without their counts.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn certificates(&self, actor: &Actor) -> Result<Option<Vec<Certificate>>> {
        if !actor.may(Action::DecideErasure) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        certificates(reading.conn(), actor, None).await.map(Some)
    }

    /// One certificate, whole.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn certificate(&self, actor: &Actor, id: ErasureId) -> Result<Option<Certificate>> {
        if !actor.may(Action::DecideErasure) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let Some(mut found) = certificates(reading.conn(), actor, Some(id.0)).await?.pop() else { return Ok(None) };
        let counts = sql!(
            reading.conn(),
            query_as::<Count>,
            "select what, quantity from erasure_counts where erasure_id = $1",
            id.0 => fetch_all
        )?;
        for count in counts {
            let what = Erased::from_code(&count.what).map_err(|_| Error::Inconsistent("erasure_counts"))?;
            found.counts.push((what, count.quantity));
        }
        found.counts.sort_unstable();
        Ok(Some(found))
    }
}
