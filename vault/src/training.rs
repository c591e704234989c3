//! Courses and cohorts of an organisation. Nobody stands in them: who takes part is in `livelihood.rs`, sealed.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::codes::{joined, split};
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use chrono::NaiveDate;
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::id::{CohortId, CourseId, SubmissionId};
use domain::text::Line;
use domain::training::{Cohort, Course, Funder, Level, Trade, Weekday};
use uuid::Uuid;

/// A course with the times it is held, the first first.
pub struct Offered {
    /// Its id.
    pub id: CourseId,
    /// The course.
    pub course: Course,
    /// Its cohorts.
    pub cohorts: Vec<(CohortId, Cohort)>,
}

#[derive(sqlx::FromRow)]
struct CourseRow {
    id: Uuid,
    name: String,
    trade: String,
    level: String,
    hours: i64,
    cost: i64,
    funder: String,
    boarding: i64,
    childcare: i64,
    places: i64,
}

#[derive(sqlx::FromRow)]
struct CohortRow {
    id: Uuid,
    course_id: Uuid,
    from_day: NaiveDate,
    until_day: NaiveDate,
    days: String,
}

impl CourseRow {
    fn course(self) -> Result<(Uuid, Course)> {
        let wrong = |_| Error::Inconsistent("courses");
        let course = Course {
            name: Line::required(&self.name).map_err(wrong)?,
            trade: Trade::from_code(&self.trade).map_err(wrong)?,
            level: Level::from_code(&self.level).map_err(wrong)?,
            hours: self.hours,
            cost: self.cost,
            funder: Funder::from_code(&self.funder).map_err(wrong)?,
            boarding: self.boarding != 0,
            childcare: self.childcare != 0,
            places: self.places,
        };
        Ok((self.id, course))
    }
}

impl CohortRow {
    fn cohort(self) -> Result<(Uuid, CohortId, Cohort)> {
        let days = Weekday::from_codes(&split(&self.days)).map_err(|_| Error::Inconsistent("cohorts"))?;
        Ok((self.course_id, CohortId(self.id), Cohort { from: self.from_day, until: self.until_day, days }))
    }
}

impl Vault {
    /// The courses of the actor's organisation with their cohorts, the newest course first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn courses(&self, actor: &Actor) -> Result<Option<Vec<Offered>>> {
        if !actor.may(Action::KeepOffers) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let courses = sql!(
            reading.conn(),
            query_as::<CourseRow>,
            "select id, name, trade, level, hours, cost, funder, boarding, childcare, places from courses \
             where organisation_id = $1 order by id desc",
            actor.organisation.0 => fetch_all
        )?;
        let cohorts = sql!(
            reading.conn(),
            query_as::<CohortRow>,
            "select cohorts.id, cohorts.course_id, cohorts.from_day, cohorts.until_day, cohorts.days from cohorts \
             join courses on courses.id = cohorts.course_id where courses.organisation_id = $1 order by cohorts.from_day, cohorts.id",
            actor.organisation.0 => fetch_all
        )?;
        let cohorts = cohorts.into_iter().map(CohortRow::cohort).collect::<Result<Vec<_>>>()?;
        let offered = courses.into_iter().map(|row| {
            let (id, course) = row.course()?;
            let its = cohorts.iter().filter(|(course, ..)| *course == id);
            let cohorts = its.map(|(_, cohort, held)| (*cohort, held.clone())).collect();
            Ok(Offered { id: CourseId(id), course, cohorts })
        });
        offered.collect::<Result<_>>().map(Some)
    }

    /// Writes a course down. A second post of the same form leads to what the first made.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn record_course(&self, actor: &Actor, course: &Course, form: SubmissionId) -> Result<Option<CourseId>> {
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
            return Ok(Some(CourseId(earlier)));
        }
        change!(
            writing.conn(),
            "insert into courses (id, organisation_id, name, trade, level, hours, cost, funder, boarding, childcare, places, \
             recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            actor.organisation.0,
            course.name.as_str(),
            course.trade.code(),
            course.level.code(),
            course.hours,
            course.cost,
            course.funder.code(),
            i64::from(course.boarding),
            i64::from(course.childcare),
            course.places,
            actor.account.0,
            now
        )?;
        self.note_offer(&mut writing, actor).await?;
        writing.commit().await?;
        Ok(Some(CourseId(id)))
    }

    /// Writes a cohort of a course of one's own organisation down. `None` for any other course.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn record_cohort(
        &self,
        actor: &Actor,
        course: CourseId,
        cohort: &Cohort,
        form: SubmissionId,
    ) -> Result<Option<CohortId>> {
        if !actor.may(Action::KeepOffers) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let own = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from courses where id = $1 and organisation_id = $2",
            course.0, actor.organisation.0 => fetch_optional
        )?;
        if own.is_none() {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(CohortId(earlier)));
        }
        change!(
            writing.conn(),
            "insert into cohorts (id, course_id, from_day, until_day, days, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            course.0,
            cohort.from,
            cohort.until,
            joined(&cohort.days),
            actor.account.0,
            now
        )?;
        self.note_offer(&mut writing, actor).await?;
        writing.commit().await?;
        Ok(Some(CohortId(id)))
    }

    /// That something offered was written down: it is about nobody.
    pub(crate) async fn note_offer(&self, writing: &mut crate::engine::Writing, actor: &Actor) -> Result<()> {
        let event = Event { reason: Reason::Referral, ..Event::of(Deed::OfferRecorded) };
        self.note(writing, Some(actor), &event).await
    }
}
