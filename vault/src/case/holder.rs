use super::WrapGrant;
use crate::Vault;
use crate::crypt::DataKey;
use crate::engine::{Writing, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::id::PartyId;
use uuid::Uuid;

/// Somebody of the team who holds a key of the case, from when and until when.
#[derive(sqlx::FromRow)]
struct Holder {
    id: Uuid,
    public_key: Vec<u8>,
    valid_from: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    cover_id: Option<Uuid>,
}

impl Vault {
    /// Seals a new key to everybody of the team who holds another key of the case under the same consent: who carries it,
    /// who covers it and no longer than that, and the team's lead. The case and the team are locked.
    pub(crate) async fn wrap_to_holders(
        &self,
        writing: &mut Writing,
        held: Uuid,
        grant: &WrapGrant,
        secret: &DataKey,
    ) -> Result<()> {
        let holders = sql!(
            writing.conn(),
            query_as::<Holder>,
            "select parties.id, parties.public_key, wraps.valid_from, wraps.valid_until, wraps.cover_id \
             from wraps join parties on parties.id = wraps.party_id \
             where wraps.data_key_id = $1 and wraps.consent_id = $2 and parties.kind in ('staff', 'lead') order by parties.id",
            held, grant.consent.0 => fetch_all
        )?;
        for holder in holders {
            let (from, until) = (grant.from.max(holder.valid_from), grant.until.min(holder.valid_until));
            if from < until {
                let theirs = WrapGrant { from, until, ..*grant };
                let (party, public) = (PartyId(holder.id), &holder.public_key);
                self.wrap_within(writing, party, public, &theirs, secret, holder.cover_id).await?;
            }
        }
        Ok(())
    }
}
