//! One outreach contact (domain.md 3.4): where, whom, what was talked about and given, whether a referral is wanted.
//! No name field; no place nearer than the commune and the type of place (rule W3).

use crate::client::ClientCode;
use crate::codes::codes;
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

codes! {
    /// The type of place; never an address.
    PlaceType {
        /// Street or park.
        Street = "street",
        /// A service business.
        Venue = "venue",
        /// Lodging.
        Lodging = "lodging",
        /// Home.
        Home = "home",
        /// Online.
        Online = "online",
        /// Our office or a health facility.
        Office = "office",
    }
}

codes! {
    /// Who was met.
    Whom {
        /// Somebody without a code.
        Anonymous = "anonymous",
        /// Somebody with a code.
        Known = "known",
        /// A small group.
        Group = "group",
    }
}

codes! {
    /// Sex, as the person presents it.
    Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Another, or not said.
        Other = "other",
    }
}

codes! {
    /// Age band at the contact, in years.
    AgeBand {
        /// Under 18: opens the child-protection prompt.
        Under18 = "u18",
        /// 18–24.
        From18 = "18_24",
        /// 25–34.
        From25 = "25_34",
        /// 35–49.
        From35 = "35_49",
        /// 50 and more.
        From50 = "50",
    }
}

codes! {
    /// What was talked about.
    Topic {
        /// Sexual health.
        SexualHealth = "sexual_health",
        /// Testing.
        Testing = "testing",
        /// Prevention before or after exposure.
        Prevention = "prevention",
        /// Safety and violence.
        Safety = "safety",
        /// Mind and mood.
        Mind = "mind",
        /// Law and papers.
        LawAndPapers = "law_and_papers",
        /// Training and work.
        Work = "work",
        /// Clubs and groups.
        Clubs = "clubs",
    }
}

/// Most of one thing that may be given in one contact.
pub const GIVEN_MAX: i64 = 500;
/// Largest group counted in one contact.
pub const GROUP_MAX: i64 = 50;

/// A contact as typed: all plain text, so that a wrong form comes back as it was.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ContactForm {
    /// Commune code.
    #[serde(default)]
    pub commune: String,
    /// Code of [`PlaceType`].
    #[serde(default)]
    pub place: String,
    /// Code of [`Whom`].
    #[serde(default)]
    pub whom: String,
    /// The client's code, when known.
    #[serde(default)]
    pub code: String,
    /// Code of [`Sex`].
    #[serde(default)]
    pub sex: String,
    /// Code of [`AgeBand`].
    #[serde(default)]
    pub age: String,
    /// People in the group.
    #[serde(default)]
    pub people: String,
    /// Codes of [`Topic`].
    #[serde(default)]
    pub topics: Vec<String>,
    /// Condoms given.
    #[serde(default)]
    pub condoms: String,
    /// Lubricant given.
    #[serde(default)]
    pub lubricant: String,
    /// Self-test kits given.
    #[serde(default)]
    pub self_tests: String,
    /// `yes` or `not_now`.
    #[serde(default)]
    pub referral: String,
}

/// Who was met, checked.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, Debug)]
#[serde(tag = "whom", rename_all = "snake_case")]
pub enum Met {
    /// Somebody without a code.
    Anonymous {
        /// As presented.
        sex: Sex,
        /// At the contact.
        age: AgeBand,
    },
    /// Somebody with a code.
    Known {
        /// Her code.
        code: ClientCode,
    },
    /// A small group: counts as one contact, not as people reached.
    Group {
        /// How many.
        people: u16,
    },
}

/// A contact, checked.
#[derive(Clone, Serialize, Deserialize)]
pub struct Contact {
    /// Commune code, looked up by the caller.
    pub commune: String,
    /// Type of place.
    pub place: PlaceType,
    /// Who.
    pub met: Met,
    /// What about.
    pub topics: Vec<Topic>,
    /// Condoms given.
    pub condoms: u16,
    /// Lubricant given.
    pub lubricant: u16,
    /// Self-test kits given.
    pub self_tests: u16,
    /// Whether a referral is wanted.
    pub wants_referral: bool,
}

/// An empty counter is zero.
fn count(text: &str, min: i64, max: i64) -> Result<u16, Problem> {
    let text = text.trim();
    let number: i64 = if text.is_empty() { 0 } else { text.parse().map_err(|_| Problem::NotANumber)? };
    if (min..=max).contains(&number) {
        u16::try_from(number).map_err(|_| Problem::NotANumber)
    } else {
        Err(Problem::OutOfRange { min, max })
    }
}

impl Contact {
    /// Whether it was a contact with the person who has this code.
    #[must_use]
    pub fn is_with(&self, person: &ClientCode) -> bool {
        matches!(&self.met, Met::Known { code } if code == person)
    }
}

impl ContactForm {
    /// All problems at once, or the contact. `known_commune` says whether a commune code exists in the province.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, known_commune: impl Fn(&str) -> bool) -> Result<Contact, Problems> {
        let mut problems = Problems::none();
        match self.commune.as_str() {
            "" => problems.add("commune", Problem::Missing),
            code if !known_commune(code) => problems.add("commune", Problem::NotAChoice),
            _ => {}
        }
        let place = problems.keep("place", PlaceType::from_code(&self.place));
        let met = match problems.keep("whom", Whom::from_code(&self.whom)) {
            Some(Whom::Anonymous) => {
                let sex = problems.keep("sex", Sex::from_code(&self.sex));
                let age = problems.keep("age", AgeBand::from_code(&self.age));
                sex.zip(age).map(|(sex, age)| Met::Anonymous { sex, age })
            }
            Some(Whom::Known) => problems.keep("code", ClientCode::parse(&self.code)).map(|code| Met::Known { code }),
            Some(Whom::Group) => {
                problems.keep("people", count(&self.people, 2, GROUP_MAX)).map(|people| Met::Group { people })
            }
            None => None,
        };
        let topics = problems.keep("topics", Topic::from_codes(&self.topics));
        let condoms = problems.keep("condoms", count(&self.condoms, 0, GIVEN_MAX));
        let lubricant = problems.keep("lubricant", count(&self.lubricant, 0, GIVEN_MAX));
        let self_tests = problems.keep("self_tests", count(&self.self_tests, 0, GIVEN_MAX));
        let wants_referral = match self.referral.as_str() {
            "yes" => true,
            "not_now" | "" => false,
            _ => {
                problems.add("referral", Problem::NotAChoice);
                false
            }
        };
        let contact = (|| {
            Some(Contact {
                commune: self.commune.clone(),
                place: place?,
                met: met?,
                topics: topics?,
                condoms: condoms?,
                lubricant: lubricant?,
                self_tests: self_tests?,
                wants_referral,
            })
        })();
        problems.finish(contact)
    }
}

#[cfg(test)]
mod tests {
    use super::{ContactForm, Met};
    use crate::problem::Problem;

    fn form() -> ContactForm {
        ContactForm {
            commune: "03646".into(),
            place: "lodging".into(),
            whom: "anonymous".into(),
            sex: "female".into(),
            age: "25_34".into(),
            condoms: "10".into(),
            ..ContactForm::default()
        }
    }

    #[test]
    fn counters_left_alone_are_zero() {
        let contact = form().check(|_| true).expect("a whole form");
        assert_eq!((contact.condoms, contact.lubricant, contact.self_tests), (10, 0, 0));
    }

    #[test]
    fn wrong_numbers_and_codes_are_told_at_their_fields() {
        let wrong =
            ContactForm { condoms: "501".into(), lubricant: "-1".into(), self_tests: "mười".into(), ..form() };
        let problems = wrong.check(|_| false).err().expect("all wrong");
        assert_eq!(problems.of("condoms"), Some(Problem::OutOfRange { min: 0, max: 500 }));
        assert_eq!(problems.of("lubricant"), Some(Problem::OutOfRange { min: 0, max: 500 }));
        assert_eq!(problems.of("self_tests"), Some(Problem::NotANumber));
        assert_eq!(problems.of("commune"), Some(Problem::NotAChoice));
    }

    #[test]
    fn a_group_has_at_least_two() {
        let group = ContactForm { whom: "group".into(), people: "1".into(), ..form() };
        assert_eq!(
            group.check(|_| true).err().expect("one is no group").of("people"),
            Some(Problem::OutOfRange { min: 2, max: 50 })
        );
        let group = ContactForm { whom: "group".into(), people: "4".into(), ..form() };
        assert_eq!(group.check(|_| true).expect("four").met, Met::Group { people: 4 });
    }
}
