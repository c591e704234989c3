//! How a referral goes on, told back by its receiver: sealed under the packet's key while that opens, so that whoever follows
//! the referral reads it, and it goes with the packet.

use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::Reason;
use domain::id::ReferralId;
use domain::progress::Progress;
use uuid::Uuid;

/// What was told once.
pub struct ToldBack {
    /// Stage, day, next step.
    pub progress: Progress,
    /// When it was told.
    pub told_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    told_at: DateTime<Utc>,
}

impl Vault {
    /// The packet of a referral, for who tells something back under its key; `None` when it does not open any more.
    pub(crate) async fn packet_to_tell_by(
        &self,
        actor: &Actor,
        referral: ReferralId,
    ) -> Result<Option<Opened<segment::Packet>>> {
        let ring = self.open_packet(actor, referral, Reason::Referral).await?;
        Ok(ring.and_then(|mut ring| ring.take()))
    }

    /// The row itself; whoever calls it notes it. Nothing is written when the packet's key is not held any more.
    pub(crate) async fn keep_progress(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        referral: ReferralId,
        packet: &Opened<segment::Packet>,
        progress: &Progress,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if !self.still_holds(writing.conn(), actor, packet.newest_key()).await? {
            return Ok(());
        }
        let id = self.new_id();
        let (key, sealed) = packet.write(self, "progress", id, progress);
        change!(
            writing.conn(),
            "insert into progress (id, referral_id, data_key_id, sealed, told_by, told_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            referral.0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        Ok(())
    }

    /// What was told of a referral, the newest first, for who can open its packet: the receiver, and the team that sent it.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down: then nothing is shown.
    pub async fn progress(&self, actor: &Actor, referral: ReferralId) -> Result<Option<Vec<ToldBack>>> {
        let reason = actor.reason_for_packets();
        let Some(mut ring) = self.open_packet(actor, referral, reason).await? else { return Ok(None) };
        let Some(packet) = ring.take::<segment::Packet>() else { return Ok(None) };
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed, told_at from progress where referral_id = $1 order by id desc limit 50",
            referral.0 => fetch_all
        )?;
        let told = |row: Row| {
            let progress = packet.read("progress", row.id, row.data_key_id, &row.sealed)?;
            Ok(ToldBack { progress, told_at: row.told_at })
        };
        rows.into_iter().map(told).collect::<Result<_>>().map(Some)
    }
}
