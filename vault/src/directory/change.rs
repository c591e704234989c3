use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::Deed;
use domain::directory::{Capacity, Feedback, Listing};
use domain::id::{ListingId, OrganisationId, SubmissionId};
use uuid::Uuid;

/// What came of changing a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It stands so now.
    Now,
    /// Somebody else changed it since it was read. Nothing was written.
    Meanwhile,
}

impl Vault {
    /// Writes a listing of an organisation that one keeps. Whoever writes it says by that that it is right.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn add_listing(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        listing: &Listing,
        form: SubmissionId,
    ) -> Result<Option<ListingId>> {
        let Some(partners) = self.partners(actor).await? else { return Ok(None) };
        if !partners.iter().any(|(id, _)| *id == organisation) {
            return Ok(None);
        }
        let id = self.new_id();
        let now = self.now();
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(ListingId(earlier)));
        }
        change!(
            writing.conn(),
            "insert into listings (id, organisation_id, added_by, added_at) values ($1, $2, $3, $4)",
            id,
            organisation.0,
            actor.account.0,
            now
        )?;
        self.write_version(&mut writing, actor, (id, organisation), listing, 1).await?;
        self.write_assurance(&mut writing, actor, id).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ListingChanged)).await?;
        writing.commit().await?;
        Ok(Some(ListingId(id)))
    }

    /// Puts a new version in the place of the one that was on the screen. `None` for a listing one does not keep.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn change_listing(
        &self,
        actor: &Actor,
        id: ListingId,
        listing: &Listing,
        number: i64,
    ) -> Result<Option<Changed>> {
        let mut writing = self.database.write().await?;
        let Some(organisation) = self.keeper_of(&mut writing, actor, id).await? else { return Ok(None) };
        let next = number.saturating_add(1);
        let newest = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select max(number) from listing_versions where listing_id = $1",
            id.0 => fetch_one
        )?;
        if newest != number || self.write_version(&mut writing, actor, (id.0, organisation), listing, next).await? == 0
        {
            return Ok(Some(Changed::Meanwhile));
        }
        self.write_assurance(&mut writing, actor, id.0).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ListingChanged)).await?;
        writing.commit().await?;
        Ok(Some(Changed::Now))
    }

    /// Says that what stands there is right. `None` for a listing one does not keep.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn assure_listing(&self, actor: &Actor, id: ListingId) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        if self.keeper_of(&mut writing, actor, id).await?.is_none() {
            return Ok(None);
        }
        self.write_assurance(&mut writing, actor, id.0).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ListingChanged)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Says whether one more can be taken. `None` for a listing one does not keep.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn tell_capacity(&self, actor: &Actor, id: ListingId, capacity: Capacity) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        if self.keeper_of(&mut writing, actor, id).await?.is_none() {
            return Ok(None);
        }
        let number = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select coalesce(max(number), 0) + 1 from listing_capacities where listing_id = $1",
            id.0 => fetch_one
        )?;
        // Two who say it at the same moment: one of them is written.
        change!(
            writing.conn(),
            "insert into listing_capacities (listing_id, number, takes, weeks, told_by, told_at) values ($1, $2, $3, $4, $5, $6) \
             on conflict (listing_id, number) do nothing",
            id.0,
            number,
            capacity.takes.code(),
            i64::from(capacity.weeks),
            actor.account.0,
            self.now()
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ListingChanged)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Counts what a client said of a service. Nothing says which client, and one form counts once.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn count_feedback(
        &self,
        actor: &Actor,
        id: ListingId,
        feedback: Feedback,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        if !actor.may(Action::Refer) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let known = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from listings where id = $1",
            id.0 => fetch_optional
        )?;
        if known.is_none() {
            return Ok(None);
        }
        if crate::submission::claim(&mut writing, actor, form, id.0, self.now()).await?.is_some() {
            return Ok(Some(()));
        }
        change!(
            writing.conn(),
            "insert into listing_feedback (listing_id, month, points, reason, quantity) values ($1, $2, $3, $4, 1) \
             on conflict (listing_id, month, points, reason) do update set quantity = listing_feedback.quantity + 1",
            id.0,
            self.today().format("%Y-%m").to_string(),
            i64::from(feedback.points),
            feedback.reason.code()
        )?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Whose listing it is, if the actor keeps it. Not for who left while this waited.
    async fn keeper_of(&self, writing: &mut Writing, actor: &Actor, id: ListingId) -> Result<Option<OrganisationId>> {
        if !self.stays_here(writing, actor).await? {
            return Ok(None);
        }
        let organisation = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select organisation_id from listings where id = $1",
            id.0 => fetch_optional
        )?;
        Ok(organisation.map(OrganisationId).filter(|organisation| actor.keeps_listing_of(*organisation)))
    }

    /// Writes one version; none when somebody else wrote the one of this number. What an organisation lists it can be
    /// asked for.
    async fn write_version(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        (id, organisation): (Uuid, OrganisationId),
        listing: &Listing,
        number: i64,
    ) -> Result<u64> {
        let told = serde_json::to_string(listing).expect("a listing is plain data");
        let written = change!(
            writing.conn(),
            "insert into listing_versions (listing_id, number, service, status, told, written_by, written_at) \
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (listing_id, number) do nothing",
            id,
            number,
            listing.service.code(),
            listing.status.code(),
            told,
            actor.account.0,
            self.now()
        )?;
        change!(
            writing.conn(),
            "insert into organisation_services (organisation_id, service) values ($1, $2) on conflict (organisation_id, service) do nothing",
            organisation.0,
            listing.service.code()
        )?;
        Ok(written)
    }

    async fn write_assurance(&self, writing: &mut Writing, actor: &Actor, id: Uuid) -> Result<()> {
        let number = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select coalesce(max(number), 0) + 1 from listing_assurances where listing_id = $1",
            id => fetch_one
        )?;
        change!(
            writing.conn(),
            "insert into listing_assurances (listing_id, number, assured_by, assured_at) values ($1, $2, $3, $4) \
             on conflict (listing_id, number) do nothing",
            id,
            number,
            actor.account.0,
            self.now()
        )?;
        Ok(())
    }
}
