use crate::id::{OrganisationId, ReferralId};
use crate::referral::{Answer, DeclineReason, NotCompleted, Outcome, Packet, ReferralState, Said};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

/// One move of a referral, as far as the receiver reads it.
#[derive(Clone)]
pub struct Step {
    /// What it became.
    pub state: ReferralState,
    /// When.
    pub at: DateTime<Utc>,
    /// What was said with it.
    pub said: Option<Said>,
    /// Why the receiver declined.
    pub declined: Option<DeclineReason>,
}

/// A referral as its receiver may know it: all that every resource is made of, and nothing that the packet does not carry.
#[derive(Clone)]
pub struct Told {
    /// Its id: Task, ServiceRequest, Consent and Appointment are told under it.
    pub id: ReferralId,
    /// Every move, the first one first; the newest's place is the version.
    pub steps: Vec<Step>,
    /// When it was sent.
    pub issued_at: DateTime<Utc>,
    /// By when she is expected.
    pub expected_by: DateTime<Utc>,
    /// Who sent it.
    pub sender: OrganisationId,
    /// Who receives it.
    pub receiver: OrganisationId,
    /// What was agreed that the receiver is told.
    pub packet: Packet,
    /// From when the client's own request holds.
    pub asked_from: DateTime<Utc>,
    /// Until when.
    pub asked_until: DateTime<Utc>,
}

impl Told {
    /// The newest move; a referral begins with one.
    fn newest(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ReferralState {
        self.newest().map_or(ReferralState::Issued, |step| step.state)
    }

    /// Its version: how many moves there were.
    #[must_use]
    pub fn version(&self) -> i64 {
        i64::try_from(self.steps.len()).unwrap_or(i64::MAX)
    }

    /// When it last moved.
    #[must_use]
    pub fn updated(&self) -> DateTime<Utc> {
        self.newest().map_or(self.issued_at, |step| step.at)
    }

    /// What the receiver last said.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        self.steps.iter().rev().find_map(|step| match &step.said {
            Some(Said::Outcome(outcome)) => Some(outcome),
            _ => None,
        })
    }

    /// The day that was set, with the number of the move that set it.
    #[must_use]
    pub fn booked_on(&self) -> Option<(i64, NaiveDate)> {
        let booked = |step: &Step| matches!(step.state, ReferralState::Booked);
        self.steps
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, step)| booked(step))
            .find_map(|(at, step)| Some((i64::try_from(at + 1).ok()?, step.said.as_ref()?.booked_on()?)))
    }

    /// What an answer means where it stands: a day for somebody who has one is another day.
    #[must_use]
    pub fn meant(&self, outcome: &Outcome) -> Outcome {
        let moves = outcome.answer == Answer::Booked && self.state() == ReferralState::Booked;
        Outcome { answer: if moves { Answer::Moved } else { outcome.answer }, ..outcome.clone() }
    }

    /// Whether it stands as this answer wants it, whoever set that day.
    #[must_use]
    pub fn is_set_for(&self, outcome: &Outcome) -> bool {
        let day = self.booked_on().map(|(_, day)| day);
        outcome.state() == ReferralState::Booked && self.state() == ReferralState::Booked && outcome.next_on == day
    }

    pub(super) fn declined(&self) -> Option<DeclineReason> {
        self.newest().and_then(|step| step.declined)
    }

    pub(super) fn stopped(&self) -> Option<NotCompleted> {
        self.newest().and_then(|step| step.said.as_ref()).and_then(Said::why)
    }

    /// Whether the move after this version said exactly this: then it is the same post once more.
    #[must_use]
    pub fn was_answered(&self, version: i64, outcome: &Outcome) -> bool {
        let step = usize::try_from(version).ok().and_then(|at| self.steps.get(at));
        step.is_some_and(|step| {
            let plain = Outcome { declined: None, ..outcome.clone() };
            step.state == outcome.state()
                && step.declined == outcome.declined
                && step.said.as_ref().is_some_and(|said| *said == Said::Outcome(plain.clone()))
        })
    }

    /// As it stands after this answer: for who was shut out by it and cannot read it again.
    #[must_use]
    pub fn answered(mut self, outcome: &Outcome, at: DateTime<Utc>) -> Self {
        self.steps.push(Step {
            state: outcome.state(),
            at,
            said: Some(Said::Outcome(outcome.clone())),
            declined: outcome.declined,
        });
        self
    }
}

/// A moment, to the millisecond: a version is told by its number, never by its time.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

pub(super) fn meta(version: i64, updated: DateTime<Utc>) -> Value {
    json!({ "versionId": version.to_string(), "lastUpdated": instant(updated) })
}

pub(super) fn organisation(id: OrganisationId) -> Value {
    json!({ "reference": format!("Organization/{id}") })
}

pub(super) fn request(id: ReferralId) -> Value {
    json!({ "reference": format!("ServiceRequest/{id}") })
}

/// Whom it is about: by the number of the referral, which leads nowhere else.
pub(super) fn subject(id: ReferralId) -> Value {
    json!({ "type": "Patient", "identifier": { "system": super::REFERRAL, "value": id.to_string() } })
}

pub(super) fn coded(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}
