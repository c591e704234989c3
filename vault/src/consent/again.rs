use super::live_yes;
use super::renewal::{live, move_wraps};
use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::client::{What, next_number};
use crate::codes::joined;
use crate::crypt::DataKey;
use crate::engine::sql;
use crate::error::{Error, Result};
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Evidence, Part, Purpose};
use domain::id::{ConsentId, SubmissionId};
use uuid::Uuid;

impl Vault {
    /// The client lets a part be kept again that she had taken back: a wider entry stands in the narrower one's place, to
    /// the same end, and a new data key of the next epoch is sealed to everybody who holds the casework under it, and
    /// to the duty while she agrees to an emergency. What was
    /// taken back stays gone. `None` when nothing live lacks this part.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn give_part_again(
        &self,
        actor: &Actor,
        ring: &Ring,
        (casework, label): (&Opened<segment::Casework>, &Opened<segment::Label>),
        part: &Part,
        evidence: &Evidence,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let Some((mut writing, now)) = self.recording(actor, ring, casework).await? else { return Ok(None) };
        let (case, segment) = (ring.case(), part.segment());
        if crate::submission::claim(&mut writing, actor, form, case.0, now).await?.is_some() {
            return Ok(Some(()));
        }
        let processing = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select consent_id from held_wraps where account_id = $1 and data_key_id = $2 \
             and purpose <> 'emergency' and valid_from <= $3 and valid_until > $3 order by valid_until desc limit 1",
            actor.account.0, casework.newest_key(), now => fetch_optional
        )?;
        let Some(processing) = processing else { return Ok(None) };
        let Some(mut old) = live(&mut writing, ring, ConsentId(processing), now).await? else { return Ok(None) };
        let mut segments = old.segments()?;
        if old.purpose()? != Purpose::Processing || segments.contains(&segment) {
            return Ok(None);
        }
        segments.push(segment);
        segments.sort_unstable();
        old.segments = joined(&segments);
        old.text_version = evidence.text.code().into();
        let until = old.valid_until;
        let wider = self.record_in_place_of(&mut writing, actor, casework, &old, until, evidence).await?;
        move_wraps(&mut writing, ConsentId(old.id), wider, until).await?;

        self.lock_team(&mut writing, actor.team).await?;
        let epoch = self.next_epoch(&mut writing, case, segment).await?;
        let secret = DataKey::random(self.entropy.as_ref());
        let key = self.keep_key(&mut writing, case, segment, None, epoch, &secret).await?;
        let grant = WrapGrant { case, segment, key, epoch, consent: wider, from: now, until };
        self.wrap_to_holders(&mut writing, casework.newest_key(), &grant, &secret).await?;
        if let Some(emergency) = live_yes(writing.conn(), case, Purpose::Emergency, now).await? {
            let keys = [(segment, key, epoch, &secret)];
            self.wrap_to_duty(&mut writing, actor, case, (ConsentId(emergency.id), now, emergency.valid_until), &keys)
                .await?;
        }
        let mut new = Ring::of_opened_keys(case, ring.tag(), vec![(segment, key, epoch, secret)]);
        let lost = Error::Inconsistent("data_keys");
        let what = match part {
            Part::Identity(identity) => {
                self.put_identity(&mut writing, &new.take().ok_or(lost)?, identity).await?;
                self.relabel(&mut writing, label, |label| label.identify(Some(identity))).await?;
                What::Identity
            }
            Part::Contact(card) => {
                self.put_safe_contact(&mut writing, &new.take().ok_or(lost)?, card).await?;
                self.relabel(&mut writing, label, |label| label.phone_tail = card.phone_tail()).await?;
                What::Contact
            }
        };
        next_number(&mut writing, actor, case, what, now).await?;
        let event = Event {
            deed: Deed::ConsentRecorded,
            segments: &[segment],
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(wider),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(()))
    }
}
