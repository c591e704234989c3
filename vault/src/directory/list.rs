use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::date::local_date;
use domain::directory::{Capacity, FeedbackReason, Freshness, Listing, Takes};
use domain::id::{ListingId, OrganisationId};
use domain::organisation::OrganisationKind;
use domain::referral::Service;
use uuid::Uuid;

/// A listing as it stands.
#[derive(Clone)]
pub struct Entry {
    /// Its id.
    pub id: ListingId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Which version this is.
    pub number: i64,
    /// What it says.
    pub listing: Listing,
    /// Who last said that it is right.
    pub assured: Option<Assured>,
    /// Whether one more can be taken, as the house said last.
    pub capacity: Option<Told>,
}

/// That somebody said it is right.
#[derive(Clone)]
pub struct Assured {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as colleagues see it; not for the public.
    pub by: String,
}

/// Whether one more can be taken.
#[derive(Clone, Copy)]
pub struct Told {
    /// What was said.
    pub capacity: Capacity,
    /// When.
    pub at: DateTime<Utc>,
}

/// How many clients said this of a service.
pub struct Said {
    /// 1 to 5.
    pub points: u8,
    /// Why.
    pub reason: FeedbackReason,
    /// How many.
    pub quantity: usize,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    organisation: String,
    kind: String,
    number: i64,
    told: String,
    assured_at: Option<DateTime<Utc>>,
    assured_by: Option<String>,
    takes: Option<String>,
    weeks: Option<i64>,
    told_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct SaidRow {
    points: i64,
    reason: String,
    quantity: i64,
}

const WRONG: Error = Error::Inconsistent("listings");

impl Row {
    fn read(self) -> Result<Entry> {
        let capacity = match (self.takes, self.weeks, self.told_at) {
            (Some(takes), Some(weeks), Some(at)) => {
                let takes = Takes::from_code(&takes).map_err(|_| WRONG)?;
                let weeks = weeks.try_into().map_err(|_| WRONG)?;
                Some(Told { capacity: Capacity { takes, weeks }, at })
            }
            _ => None,
        };
        Ok(Entry {
            id: ListingId(self.id),
            organisation: OrganisationId(self.organisation_id),
            name: self.organisation,
            kind: OrganisationKind::from_code(&self.kind).map_err(|_| WRONG)?,
            number: self.number,
            listing: serde_json::from_str(&self.told).map_err(|_| WRONG)?,
            assured: self.assured_at.zip(self.assured_by).map(|(at, by)| Assured { at, by }),
            capacity,
        })
    }
}

impl Entry {
    /// How far one may rely on it; `today` is the day in Vietnam.
    #[must_use]
    pub fn freshness(&self, today: NaiveDate) -> Freshness {
        Freshness::of(self.assured.as_ref().map(|assured| local_date(assured.at)), today)
    }
}

impl Vault {
    /// Everything that stands in the directory, for staff.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn listings(&self, actor: &Actor) -> Result<Option<Vec<Entry>>> {
        if !actor.may(Action::SeeDirectory) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, organisation_id, organisation, kind, number, told, assured_at, assured_by, takes, weeks, told_at \
             from listings_now where status <> 'ended' order by organisation, id"
                => fetch_all
        )?;
        rows.into_iter().map(Row::read).collect::<Result<Vec<_>>>().map(Some)
    }

    /// What is offered now, for anybody.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn public_listings(&self) -> Result<Vec<Entry>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, organisation_id, organisation, kind, number, told, assured_at, assured_by, takes, weeks, told_at \
             from listings_now where status = 'offered' order by organisation, id"
                => fetch_all
        )?;
        rows.into_iter().map(Row::read).collect()
    }

    /// One listing, also one that ended.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn listing(&self, actor: &Actor, id: ListingId) -> Result<Option<Entry>> {
        if !actor.may(Action::SeeDirectory) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, organisation_id, organisation, kind, number, told, assured_at, assured_by, takes, weeks, told_at \
             from listings_now where id = $1",
            id.0 => fetch_optional
        )?;
        row.map(Row::read).transpose()
    }

    /// What a house says of a service it offers, the newest listing first where it has several; none where it has none. Not for
    /// one that it takes nobody for now.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn listing_for(&self, house: OrganisationId, service: Service) -> Result<Option<Listing>> {
        let mut reading = self.database.read().await?;
        let told = sql!(
            reading.conn(),
            query_scalar::<String>,
            "select told from listings_now where organisation_id = $1 and service = $2 and status = 'offered' order by id desc limit 1",
            house.0, service.code() => fetch_optional
        )?;
        told.map(|told| serde_json::from_str(&told).map_err(|_| Error::Inconsistent("listings"))).transpose()
    }

    /// What clients said of it since a month, such as `2026-05`, and before another.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn feedback_on(
        &self,
        actor: &Actor,
        id: ListingId,
        from: &str,
        before: &str,
    ) -> Result<Option<Vec<Said>>> {
        if !actor.may(Action::SeeDirectory) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<SaidRow>,
            "select points, reason, quantity from listing_feedback where listing_id = $1 and month >= $2 and month < $3",
            id.0, from.to_owned(), before.to_owned() => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                Ok(Said {
                    points: row.points.try_into().map_err(|_| WRONG)?,
                    reason: FeedbackReason::from_code(&row.reason).map_err(|_| WRONG)?,
                    quantity: row.quantity.try_into().map_err(|_| WRONG)?,
                })
            })
            .collect::<Result<Vec<_>>>()
            .map(Some)
    }
}
