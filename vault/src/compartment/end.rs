use crate::Vault;
use crate::actor::{Actor, By};
use crate::consent::Shut;
use crate::engine::sql;
use crate::error::Result;
use domain::consent::Segment;
use domain::id::{ConsentId, ReferralId};
use uuid::Uuid;

impl Vault {
    /// The client tells the receiver that she takes her yes to its compartment back: it is shut, and what was in it is gone,
    /// before this returns. `None` when none opens for the actor.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn end_compartment(&self, actor: &Actor, referral: ReferralId, segment: Segment) -> Result<Option<Shut>> {
        let Some(ring) = self.open_compartment(actor, referral, segment).await? else { return Ok(None) };
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        let consent = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select held_wraps.consent_id from held_wraps join compartments on compartments.data_key_id = held_wraps.data_key_id \
             where account_id = $1 and held_wraps.case_id = $2 and segment = $3 and compartments.organisation_id = $4 \
             and purpose = 'compartment' and valid_from <= $5 and valid_until > $5 limit 1",
            actor.account.0, ring.case().0, segment.code(), actor.organisation.0, self.now() => fetch_optional
        )?;
        let Some(consent) = consent else { return Ok(None) };
        self.take_back(writing, By::Staff(actor), ring.case(), ring.tag(), ConsentId(consent)).await
    }
}
