use crate::audit::Basis;
use crate::codes::codes;
use crate::consent::{Evidence, EvidenceForm, EvidenceMethod, Purpose, last_day, latest_day};
use crate::date::local_date;
use crate::id::{AccountId, OrganisationId};
use crate::problem::{Problem, Problems};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

codes! {
    /// The letter of Art. 30 that lets somebody here know. Of the law's closed list only these can ever be given: not the one
    /// for bodies of procedure (2.g), nor those for surveillance, payment or closed institutions, which have no account.
    Letter {
        /// 3.d: anybody else, with the written consent of the person herself (Circular 04/2023/TT-BYT).
        Written = "30_3_d",
        /// 2.c: who is charged with counselling her and telling her the result.
        Counsels = "30_2_c",
        /// 2.đ: health staff who treat and care for her.
        Treats = "30_2_dd",
    }
}

impl Letter {
    /// How a look on this letter is written down.
    #[must_use]
    pub const fn basis(self) -> Basis {
        match self {
            Self::Written => Basis::HivWritten,
            Self::Counsels => Basis::HivCounsels,
            Self::Treats => Basis::HivTreats,
        }
    }

    /// Whether the letter can be given to this recipient: a clinic treats, a person counsels, and in writing she may choose
    /// anybody.
    #[must_use]
    pub const fn is_for(self, recipient: Recipient) -> bool {
        match self {
            Self::Written => true,
            Self::Counsels => matches!(recipient, Recipient::Person(_)),
            Self::Treats => matches!(recipient, Recipient::Clinic(_)),
        }
    }
}

/// Who may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// One colleague of the team that keeps the case.
    Person(AccountId),
    /// That team: who records it, and its supervisors.
    Team,
    /// The desk of one clinic.
    Clinic(OrganisationId),
}

impl Recipient {
    /// As it is posted.
    #[must_use]
    pub fn posted(self) -> String {
        match self {
            Self::Person(account) => format!("person {account}"),
            Self::Team => "team".into(),
            Self::Clinic(organisation) => format!("clinic {organisation}"),
        }
    }

    fn parse(posted: &str) -> Result<Self, Problem> {
        match posted.split_once(' ') {
            Some(("person", id)) => id.parse().map(Self::Person).map_err(|_| Problem::NotAChoice),
            Some(("clinic", id)) => id.parse().map(Self::Clinic).map_err(|_| Problem::NotAChoice),
            None if posted == "team" => Ok(Self::Team),
            None if posted.is_empty() => Err(Problem::Missing),
            _ => Err(Problem::NotAChoice),
        }
    }
}

/// A yes to this compartment, as typed.
#[derive(Clone, Default, Deserialize)]
pub struct HivConsentForm {
    /// To whom: see [`Recipient::posted`].
    #[serde(default)]
    pub recipient: String,
    /// Code of [`Letter`].
    #[serde(default)]
    pub letter: String,
    /// Last day, included.
    #[serde(default)]
    pub until: String,
    /// How it was given.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// A yes to this compartment.
pub struct HivConsent {
    /// To whom.
    pub recipient: Recipient,
    /// On which letter.
    pub letter: Letter,
    /// Last day.
    pub until: NaiveDate,
    /// How it was given.
    pub evidence: Evidence,
}

impl HivConsentForm {
    /// As it is handed out: the longest period, nothing chosen.
    #[must_use]
    pub fn blank(now: DateTime<Utc>) -> Self {
        let until = crate::date::display(latest_day(Purpose::Hiv, now));
        Self { until, evidence: EvidenceForm::blank(), ..Self::default() }
    }

    /// All problems at once, or the yes.
    ///
    /// # Errors
    /// Each problem beside its field; `Conflicting` at a letter that is not for this recipient, and at a way of saying yes
    /// that is not in writing where the letter asks for writing.
    pub fn check(&self, recorder: &str, now: DateTime<Utc>) -> Result<HivConsent, Problems> {
        let mut problems = Problems::none();
        let recipient = problems.keep("recipient", Recipient::parse(&self.recipient));
        let letter = problems.keep("letter", Letter::from_code(&self.letter));
        if let (Some(recipient), Some(letter)) = (recipient, letter)
            && !letter.is_for(recipient)
        {
            problems.add("letter", Problem::Conflicting);
        }
        let latest = latest_day(Purpose::Hiv, now);
        let until = problems.keep("until", last_day(&self.until, local_date(now), latest));
        let evidence = self.evidence.check(recorder, &mut problems);
        let written =
            |evidence: &Evidence| matches!(evidence.method, EvidenceMethod::Signature | EvidenceMethod::Thumbprint);
        if letter == Some(Letter::Written) && evidence.as_ref().is_some_and(|evidence| !written(evidence)) {
            problems.add("method", Problem::Conflicting);
        }
        problems.finish((|| {
            Some(HivConsent { recipient: recipient?, letter: letter?, until: until?, evidence: evidence? })
        })())
    }
}

#[cfg(test)]
mod tests {
    use super::{HivConsentForm, Letter, Recipient};
    use crate::consent::{EvidenceForm, EvidenceMethod, Giver};
    use crate::id::{AccountId, OrganisationId};
    use crate::problem::Problem;
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    fn now() -> DateTime<Utc> {
        "2026-11-24T02:00:00Z".parse().expect("a time")
    }

    fn form() -> HivConsentForm {
        HivConsentForm {
            recipient: "team".into(),
            letter: "30_3_d".into(),
            evidence: EvidenceForm::signed(),
            ..HivConsentForm::blank(now())
        }
    }

    fn problem(form: &HivConsentForm, field: &str) -> Option<Problem> {
        form.check("Lò Thị Mai", now()).err().and_then(|problems| problems.of(field))
    }

    #[test]
    fn every_yes_names_a_letter_and_somebody() {
        assert!(form().check("Lò Thị Mai", now()).is_ok());
        assert_eq!(problem(&HivConsentForm { letter: String::new(), ..form() }, "letter"), Some(Problem::Missing));
        assert_eq!(problem(&HivConsentForm { letter: "30_2_g".into(), ..form() }, "letter"), Some(Problem::NotAChoice));
        assert_eq!(
            problem(&HivConsentForm { recipient: String::new(), ..form() }, "recipient"),
            Some(Problem::Missing)
        );
        for nobody in ["police", "police x", "person x", "person", "clinic "] {
            let other = HivConsentForm { recipient: nobody.into(), ..form() };
            assert_eq!(problem(&other, "recipient"), Some(Problem::NotAChoice), "{nobody}");
        }
    }

    #[test]
    fn a_look_on_a_letter_is_written_down_as_that_letter() {
        for letter in Letter::ALL {
            assert_eq!(letter.basis().code(), format!("hiv_{}", letter.code()));
        }
    }

    #[test]
    fn a_letter_is_for_those_the_law_means() {
        let (person, clinic) =
            (Recipient::Person(AccountId(Uuid::nil())), Recipient::Clinic(OrganisationId(Uuid::nil())));
        for (letter, allowed) in [
            (Letter::Written, [true, true, true]),
            (Letter::Counsels, [true, false, false]),
            (Letter::Treats, [false, false, true]),
        ] {
            assert_eq!([person, Recipient::Team, clinic].map(|recipient| letter.is_for(recipient)), allowed);
        }
        for recipient in [person, Recipient::Team, clinic] {
            assert_eq!(Recipient::parse(&recipient.posted()), Ok(recipient));
        }
        assert_eq!(
            problem(&HivConsentForm { letter: "30_2_dd".into(), ..form() }, "letter"),
            Some(Problem::Conflicting)
        );
    }

    #[test]
    fn in_writing_means_in_writing() {
        for method in EvidenceMethod::ALL {
            let mut said = form();
            said.evidence.method = method.code().into();
            let in_writing = [EvidenceMethod::Signature, EvidenceMethod::Thumbprint].contains(method);
            let found = if in_writing { None } else { Some(Problem::Conflicting) };
            assert_eq!(problem(&said, "method"), found, "{method:?}");
            said.letter = "30_2_c".into();
            said.recipient = Recipient::Person(AccountId(Uuid::nil())).posted();
            assert_eq!(problem(&said, "method"), None, "{method:?}, to who counsels her");
        }
    }

    #[test]
    fn it_has_an_end_of_its_own() {
        let blank = HivConsentForm::blank(now());
        assert_eq!((blank.until.as_str(), blank.evidence.given_by.as_str()), ("24/05/2027", Giver::Herself.code()));
        assert_eq!(
            problem(&HivConsentForm { until: "24/11/2026".into(), ..form() }, "until"),
            Some(Problem::DateInPast)
        );
        assert_eq!(
            problem(&HivConsentForm { until: "25/05/2027".into(), ..form() }, "until"),
            Some(Problem::DateInFuture)
        );
    }
}
