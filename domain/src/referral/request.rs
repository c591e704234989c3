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

#[cfg(test)]
mod tests {
    use super::{Draft, REQUEST_DAYS_MAX, ReferralForm, RequestForm, Service};
    use crate::consent::{EvidenceForm, Giver, Purpose, default_end};
    use crate::date::local_date;
    use crate::id::OrganisationId;
    use crate::problem::Problem;
    use crate::referral::{PacketField, SpecialNeed};
    use chrono::{DateTime, Days, NaiveDate, Utc};
    use uuid::Uuid;

    const CLINIC: OrganisationId = OrganisationId(Uuid::from_u128(7));

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn form() -> ReferralForm {
        ReferralForm {
            service: "check_up".into(),
            receiver: CLINIC.to_string(),
            urgency: "week".into(),
            ..ReferralForm::default()
        }
    }

    fn draft(form: &ReferralForm) -> Draft {
        form.check().unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn a_receiver_is_told_what_every_packet_has_and_what_she_adds() {
        assert_eq!(draft(&form()).fields, PacketField::BASE);
        let more =
            ReferralForm { needs: vec!["interpreter".into()], fields: vec!["phone".into(), "code".into()], ..form() };
        let more = draft(&more);
        assert_eq!(more.needs, [SpecialNeed::Interpreter]);
        let fields =
            [PacketField::Code, PacketField::Service, PacketField::Urgency, PacketField::Needs, PacketField::Phone];
        assert_eq!(more.fields, fields, "each once");
    }

    #[test]
    fn service_and_receiver_may_come_in_one() {
        let both = ReferralForm { service: String::new(), receiver: format!("check_up@{CLINIC}"), ..form() };
        assert_eq!(draft(&both), draft(&form()));
        assert_eq!((draft(&both).service, draft(&both).receiver), (Service::CheckUp, CLINIC));
        let problems = |service: &str, receiver: &str| {
            let form = ReferralForm { service: service.into(), receiver: receiver.into(), ..form() };
            let problems = form.check().expect_err("wrong");
            (problems.of("service"), problems.of("receiver"))
        };
        let clinic = CLINIC.to_string();
        assert_eq!(problems("gift", &clinic), (Some(Problem::NotAChoice), None));
        assert_eq!(problems("check_up", ""), (None, Some(Problem::Missing)));
        assert_eq!(problems("check_up", "x"), (None, Some(Problem::NotAChoice)));
        assert_eq!(problems("", &format!("gift@{clinic}")), (None, Some(Problem::NotAChoice)));
        assert_eq!(problems("", &clinic), (None, Some(Problem::Missing)));
    }

    #[test]
    fn her_request_is_her_own_and_has_an_end() {
        let draft = draft(&form());
        let signed =
            RequestForm { own_request: "yes".into(), evidence: EvidenceForm::signed(), ..RequestForm::blank() };
        let problem = |until: &str, own_request: &str| {
            let form = RequestForm { until: until.into(), own_request: own_request.into(), ..signed.clone() };
            let problems = form.check(&draft, "Lò Thị Mai", today()).err()?;
            problems.of("until").or(problems.of("own_request"))
        };
        assert_eq!(problem("22/11/2026", "yes"), Some(Problem::DateInPast));
        assert_eq!(problem("23/11/2026", "yes"), None, "today is a day too");
        assert_eq!(problem("21/02/2027", "yes"), None, "ninety days");
        assert_eq!(problem("22/02/2027", "yes"), Some(Problem::DateInFuture));
        for said in ["", "no"] {
            assert_eq!(problem("23/11/2026", said), Some(Problem::Missing), "{said}");
        }
        let form = RequestForm { until: "23/11/2026".into(), ..signed };
        let Ok(request) = form.check(&draft, "Lò Thị Mai", today()) else { panic!("all is there") };
        assert_eq!((request.receiver, request.service, request.until), (CLINIC, Service::CheckUp, today()));
        assert_eq!(request.fields, PacketField::BASE);
        assert_eq!(RequestForm::blank().evidence.given_by, Giver::Herself.code());
    }

    /// The same length as any yes for a referral.
    #[test]
    fn a_request_lives_as_long_as_a_yes_to_a_referral() {
        let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().expect("a time");
        let latest = today().checked_add_days(Days::new(REQUEST_DAYS_MAX));
        assert_eq!(Some(local_date(default_end(Purpose::Referral, now))), latest);
    }
}
