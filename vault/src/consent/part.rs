use super::Shut;
use super::renewal::{live, move_wraps};
use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::codes::joined;
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Evidence, Purpose, Segment};
use domain::id::ConsentId;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct SealedRow {
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

impl Vault {
    /// Takes back part of the consent to keep her data: the named compartments are shut to everybody at once, their
    /// keys and rows are gone, and the rest goes on under a narrower entry with the same evidence and end. What lists
    /// showed of them leaves the label. `None` when nothing live names any of them.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn withdraw_part(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        label: &Opened<segment::Label>,
        consent: ConsentId,
        segments: &[Segment],
    ) -> Result<Option<Shut>> {
        let Some((mut writing, now)) = self.recording(actor, ring, casework).await? else { return Ok(None) };
        let Some(mut old) = live(&mut writing, ring, consent, now).await? else { return Ok(None) };
        let (gone, kept): (Vec<_>, Vec<_>) = old
            .segments()?
            .into_iter()
            .partition(|segment| Segment::SEVERABLE.contains(segment) && segments.contains(segment));
        if gone.is_empty() || old.purpose()? != Purpose::Processing {
            return Ok(None);
        }
        let sealed = sql!(
            writing.conn(),
            query_as::<SealedRow>,
            "select data_key_id, sealed from consents where id = $1",
            consent.0 => fetch_one
        )?;
        let evidence: Evidence = casework.read("consents", consent.0, sealed.data_key_id, &sealed.sealed)?;
        old.segments = joined(&kept);
        let until = old.valid_until;
        let narrower = self.record_in_place_of(&mut writing, actor, casework, &old, until, &evidence).await?;
        for segment in &gone {
            change!(
                writing.conn(),
                "delete from wraps where data_key_id in (select id from data_keys where case_id = $1 and segment = $2)",
                ring.case().0,
                segment.code()
            )?;
            change!(
                writing.conn(),
                "delete from transfer_keys where data_key_id in (select id from data_keys where case_id = $1 and segment = $2)",
                ring.case().0,
                segment.code()
            )?;
            self.forget(&mut writing, label, *segment).await?;
        }
        move_wraps(&mut writing, consent, narrower, until).await?;
        let event = Event {
            deed: Deed::ConsentWithdrawn,
            segments: &gone,
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(narrower),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        self.database.sweep_when_possible().await;
        Ok(Some(Shut {
            case: ring.case(),
            referrals: 0,
            recipients: 0,
            stop_by: None,
            case_shut: false,
            segments: gone,
        }))
    }

    /// Nobody can open it any more, so nothing of it stays: its row, and what lists showed of it.
    async fn forget(
        &self,
        writing: &mut crate::engine::Writing,
        label: &Opened<segment::Label>,
        segment: Segment,
    ) -> Result<()> {
        let case = label.case().0;
        match segment {
            Segment::Identity => {
                change!(writing.conn(), "delete from identities where case_id = $1", case)?;
                self.relabel(writing, label, |label| label.identify(None)).await
            }
            Segment::Contact => {
                change!(writing.conn(), "delete from safe_contacts where case_id = $1", case)?;
                self.relabel(writing, label, |label| label.phone_tail = None).await
            }
            _ => Err(Error::Inconsistent("consents")),
        }
    }
}
