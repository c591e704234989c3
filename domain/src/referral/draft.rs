use super::packet::{PacketField, SpecialNeed, Urgency};
use crate::codes::codes;
use crate::id::OrganisationId;
use crate::problem::{Problem, Problems};
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

    /// What a preview of it shows, as one text: what was changed since is not what she was read.
    #[must_use]
    pub fn shown(&self) -> String {
        let (service, receiver) = self.asked();
        let asked = [service, receiver, self.urgency.as_str()].map(ToOwned::to_owned);
        [&asked, &self.needs[..], &self.fields[..]].concat().join(" ")
    }
}

impl Draft {
    /// The draft, if its receiver can have it. `receiver` is what is known of it: whether anybody there is reached, and what it
    /// offers.
    ///
    /// # Errors
    /// At the receiver: `NotAChoice` for one that is not known, `Conflicting` for one that is not reached or does not offer it.
    pub fn for_receiver(self, receiver: Option<(bool, &[Service])>) -> Result<Self, Problems> {
        match receiver {
            Some((true, services)) if services.contains(&self.service) => Ok(self),
            Some(_) => Err(Problems::at("receiver", Problem::Conflicting)),
            None => Err(Problems::at("receiver", Problem::NotAChoice)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, ReferralForm, Service};
    use crate::id::OrganisationId;
    use crate::problem::{Problem, Problems};
    use crate::referral::{PacketField, SpecialNeed};
    use uuid::Uuid;

    const CLINIC: OrganisationId = OrganisationId(Uuid::from_u128(7));

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
    fn a_receiver_must_be_known_reached_and_offer_it() {
        let of = |problems: Problems| problems.of("receiver");
        let known =
            |is_reached: bool, offers: &[Service]| draft(&form()).for_receiver(Some((is_reached, offers))).map_err(of);
        assert_eq!(known(true, &[Service::Papers, Service::CheckUp]), Ok(draft(&form())));
        assert_eq!(known(true, &[Service::Papers]), Err(Some(Problem::Conflicting)), "it does not offer it");
        assert_eq!(known(false, &[Service::CheckUp]), Err(Some(Problem::Conflicting)), "nobody is reached");
        assert_eq!(draft(&form()).for_receiver(None).map_err(of), Err(Some(Problem::NotAChoice)));
    }

    #[test]
    fn what_is_shown_changes_with_what_is_asked() {
        let both = ReferralForm { service: String::new(), receiver: format!("check_up@{CLINIC}"), ..form() };
        assert_eq!(both.shown(), form().shown(), "the same, however it was asked");
        for other in [
            ReferralForm { service: "papers".into(), ..form() },
            ReferralForm { urgency: "now".into(), ..form() },
            ReferralForm { needs: vec!["interpreter".into()], ..form() },
            ReferralForm { fields: vec!["phone".into()], ..form() },
        ] {
            assert_ne!(other.shown(), form().shown());
        }
    }
}
