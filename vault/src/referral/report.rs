//! What the sender's side heard: calls after a no-show, who accompanied her, her own word. It moves nothing, and is shown to
//! the sender's side alone (decision 0030).

use super::outcome::Newest;
use crate::Vault;
use crate::access::segment;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{Place, filled_up};
use crate::engine::{change, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{ReferralId, SubmissionId};
use domain::referral::Report;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is sealed is filled up to steps of so many bytes: more than any name.
const FILLED: usize = 512;

/// What is sealed of it.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    #[serde(flatten)]
    pub(super) report: Report,
    /// Who told it, where that is not who wrote it down: by name and in here, so that no row says who went with which client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) told_by: Option<String>,
}

/// Where a report comes from.
pub(crate) enum Source {
    /// From the page, once for each form.
    Form(SubmissionId),
    /// From who went with her: taken from the desk with it.
    Told {
        /// Its number at the desk.
        id: Uuid,
        /// Who told it.
        by: String,
    },
}

pub(super) fn place(case: Uuid, referral: Uuid, number: i64) -> Place<'static> {
    Place {
        table: "referral_reports",
        column: "sealed",
        row: referral,
        case,
        segment: Some(Segment::Packet),
        epoch: number,
    }
}

impl Vault {
    /// Writes down what was heard. What does not fit the state it is in, and the second post of one form, change nothing.
    /// `None` when the packet is not open to the actor.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn report_referral(
        &self,
        actor: &Actor,
        id: ReferralId,
        report: &Report,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        self.write_report(actor, id, report, Source::Form(form)).await
    }

    pub(crate) async fn write_report(
        &self,
        actor: &Actor,
        id: ReferralId,
        report: &Report,
        source: Source,
    ) -> Result<Option<()>> {
        if !actor.may(Action::Refer) {
            return Ok(None);
        }
        let Some(mut ring) = self.open_packet(actor, id, Reason::Referral).await? else { return Ok(None) };
        let Some(proof) = ring.take::<segment::Packet>() else { return Ok(None) };
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_holds(writing.conn(), actor, proof.newest_key()).await? {
            return Ok(None);
        }
        let newest: Newest = self.newest_event(&mut writing, id).await?;
        if newest.sender_id != actor.organisation.0 {
            return Ok(None);
        }
        let now = self.now();
        if !report.heard.fits(newest.state()?) {
            return Ok(Some(()));
        }
        let (first, told_by) = match source {
            Source::Form(form) => {
                (crate::submission::claim(&mut writing, actor, form, id.0, now).await?.is_none(), None)
            }
            Source::Told { id, by } => (self.take_accompaniment(&mut writing, actor, id).await?, Some(by)),
        };
        if !first {
            return Ok(Some(()));
        }
        let number = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select coalesce(max(number), 0) + 1 from referral_reports where referral_id = $1",
            id.0 => fetch_one
        )?;
        let (_, _, key) = proof.keys().next().expect("a packet has one key");
        // As long with a name in it as without.
        let body = serde_json::to_vec(&Body { report: *report, told_by }).expect("a report is plain data");
        let body = filled_up(body, FILLED);
        change!(
            writing.conn(),
            "insert into referral_reports (referral_id, number, sealed, reported_by) values ($1, $2, $3, $4)",
            id.0,
            number,
            key.seal(place(ring.case().0, id.0, number), &body, self.entropy.as_ref()),
            actor.account.0
        )?;
        let event = Event {
            deed: Deed::Recorded,
            segments: &[Segment::Packet],
            reason: Reason::Referral,
            basis: Basis::Consent,
            consent: None,
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count_one(&mut writing, "referral_heard", Some(report.heard.code())).await?;
        writing.commit().await?;
        Ok(Some(()))
    }
}
