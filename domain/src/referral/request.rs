use super::packet::{PacketField, SpecialNeed, Urgency};
use crate::codes::codes;
use crate::consent::{Evidence, EvidenceForm};
use crate::date::needed_date;
use crate::id::OrganisationId;
use crate::problem::{Problem, Problems};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// A service one can be referred to (HSDS `service`).
    Service {
        /// Sexual-health screening.
        StiScreening = "sti_screening",
        /// General check-up.
        CheckUp = "check_up",
        /// Reproductive health and antenatal care.
        ReproductiveHealth = "reproductive_health",
        /// Mental health care.
        MentalHealth = "mental_health",
        /// Testing and prevention at the clinic.
        TestingAndPrevention = "testing_and_prevention",
        /// Advice of a lawyer, and legal aid.
        LegalAdvice = "legal_advice",
        /// Papers: identity, residence, birth of a child, insurance.
        Papers = "papers",
        /// A course that teaches a trade.
        VocationalTraining = "vocational_training",
        /// Finding work.
        JobPlacement = "job_placement",
        /// A loan to begin with.
        Loan = "loan",
    }
}

/// Days a referral's request may live at most, by our default for release to others.
pub const REQUEST_DAYS_MAX: u64 = 90;

/// A referral as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ReferralForm {
    /// Code of [`Service`].
    #[serde(default)]
    pub service: String,
    /// The receiving organisation; as the page offers them, with the service before it: `check_up@…`.
    #[serde(default)]
    pub receiver: String,
    /// Code of [`Urgency`].
    #[serde(default)]
    pub urgency: String,
    /// Codes of [`SpecialNeed`].
    #[serde(default)]
    pub needs: Vec<String>,
    /// Codes of [`PacketField`] beyond what every packet has.
    #[serde(default)]
    pub fields: Vec<String>,
}

/// A referral ready to preview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What for.
    pub service: Service,
    /// To whom.
    pub receiver: OrganisationId,
    /// How soon.
    pub urgency: Urgency,
    /// What helps her come.
    pub needs: Vec<SpecialNeed>,
    /// What the receiver will be told, base fields included.
    pub fields: Vec<PacketField>,
}

impl ReferralForm {
    /// What is asked for, and of whom: code of the service, id of the receiver, as typed.
    #[must_use]
    pub fn asked(&self) -> (&str, &str) {
        self.receiver.split_once('@').unwrap_or((&self.service, &self.receiver))
    }

    /// All problems at once, or the draft.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Draft, Problems> {
        let mut problems = Problems::none();
        let (service, receiver) = self.asked();
        // Where the page offers both at once there is one place for what is wrong with either.
        let at = if self.receiver.contains('@') || self.service.is_empty() { "receiver" } else { "service" };
        let service = problems.keep(at, Service::from_code(service));
        let receiver = match receiver {
            "" => problems.keep("receiver", Err(Problem::Missing)),
            id => problems.keep("receiver", id.parse().map_err(|_| Problem::NotAChoice)),
        };
        let urgency = problems.keep("urgency", Urgency::from_code(&self.urgency));
        let needs = problems.keep("needs", SpecialNeed::from_codes(&self.needs));
        let fields = problems.keep("fields", PacketField::from_codes(&self.fields));
        let draft = (|| {
            let needs = needs?;
            let mut fields: Vec<_> = PacketField::BASE.iter().copied().chain(fields?).collect();
            if !needs.is_empty() {
                fields.push(PacketField::Needs);
            }
            fields.sort_unstable();
            fields.dedup();
            Some(Draft { service: service?, receiver: receiver?, urgency: urgency?, needs, fields })
        })();
        problems.finish(draft)
    }
}

/// The client's own written request for one recipient, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct RequestForm {
    /// `yes` when she asked for it herself, in writing or by her own hand on this screen.
    #[serde(default)]
    pub own_request: String,
    /// Last day of the request.
    #[serde(default)]
    pub until: String,
    /// How it was given.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// A recipient-bound, expiring request (Law 91/2025 Art. 26.2).
pub struct Request {
    /// To whom, and exactly which fields.
    pub receiver: OrganisationId,
    /// For which service.
    pub service: Service,
    /// The fields she agreed to.
    pub fields: Vec<PacketField>,
    /// Last day, included.
    pub until: NaiveDate,
    /// How it was given.
    pub evidence: Evidence,
}

impl RequestForm {
    /// As it is handed out.
    #[must_use]
    pub fn blank() -> Self {
        Self { evidence: EvidenceForm::blank(), ..Self::default() }
    }

    /// All problems at once, or the request for this draft.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, draft: &Draft, recorder: &str, today: NaiveDate) -> Result<Request, Problems> {
        let mut problems = Problems::none();
        if self.own_request != "yes" {
            problems.add("own_request", Problem::Missing);
        }
        let until = problems.keep("until", needed_date(&self.until));
        let latest = today.checked_add_days(Days::new(REQUEST_DAYS_MAX)).unwrap_or(today);
        if let Some(date) = until {
            if date < today {
                problems.add("until", Problem::DateInPast);
            } else if date > latest {
                problems.add("until", Problem::DateInFuture);
            }
        }
        let evidence = self.evidence.check(recorder, &mut problems);
        let request = (|| {
            Some(Request {
                receiver: draft.receiver,
                service: draft.service,
                fields: draft.fields.clone(),
                until: until?,
                evidence: evidence?,
            })
        })();
        problems.finish(request)
    }
}
