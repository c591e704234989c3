//! A contact as typed, and its rules: the same on the server and on a phone.

use super::{AgeBand, Asked, Contact, GIVEN_MAX, GROUP_MAX, Given, Met, NOTE_MAX, PlaceType, Sex, Topic, Whom};
use crate::client::ClientCode;
use crate::date::parse_date;
use crate::needs::NeedDomain;
use crate::number::few;
use crate::problem::{Problem, Problems};
use crate::text::{Line, looks_personal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A contact as typed: all plain text, so that a wrong form comes back as it was.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Commune code.
    pub commune: String,
    /// Code of [`PlaceType`].
    pub place: String,
    /// Code of [`Whom`].
    pub whom: String,
    /// The client's code, when known.
    pub code: String,
    /// Code of [`Sex`].
    pub sex: String,
    /// Code of [`AgeBand`].
    pub age: String,
    /// People in the group.
    pub people: String,
    /// Codes of [`Topic`].
    pub topics: Vec<String>,
    /// Condoms given.
    pub condoms: String,
    /// Condoms for women given.
    pub female_condoms: String,
    /// Lubricant given.
    pub lubricant: String,
    /// Needles and syringes given.
    pub needles: String,
    /// Self-test kits given.
    pub self_tests: String,
    /// Leaflets given.
    pub leaflets: String,
    /// Codes of [`NeedDomain`].
    pub needs: Vec<String>,
    /// `yes`, `not_now`, or nothing when it was not spoken of.
    pub referral: String,
    /// Code of [`Asked`].
    pub symptoms: String,
    /// Code of [`Asked`].
    pub violence: String,
    /// A day.
    pub follow_up_on: String,
    /// What to mind.
    pub note: String,
}

/// Nothing said is not asked.
fn asked(code: &str) -> Result<Asked, Problem> {
    if code.is_empty() { Ok(Asked::NotAsked) } else { Asked::from_code(code) }
}

/// A code; whoever types a number of a person in its place is told so.
pub(crate) fn told_code(text: &str) -> Result<ClientCode, Problem> {
    ClientCode::parse(text).map_err(|problem| if looks_personal(text) { Problem::LooksPersonal } else { problem })
}

impl ContactForm {
    /// What [`Self::check`] can find wrong: a phone is given the words for each, by its place here.
    pub const PROBLEMS: [Problem; 10] = [
        Problem::Missing,
        Problem::NotAChoice,
        Problem::NotANumber,
        Problem::NotADate,
        Problem::DateInPast,
        Problem::BadCode,
        Problem::LooksPersonal,
        Problem::TooLong { max: NOTE_MAX },
        Problem::OutOfRange { min: 0, max: GIVEN_MAX },
        Problem::OutOfRange { min: 2, max: GROUP_MAX },
    ];

    fn met(&self, problems: &mut Problems) -> Option<Met> {
        match problems.keep("whom", Whom::from_code(&self.whom))? {
            Whom::Anonymous => {
                let sex = problems.keep("sex", Sex::from_code(&self.sex));
                let age = problems.keep("age", AgeBand::from_offered(&self.age, AgeBand::OFFERED));
                sex.zip(age).map(|(sex, age)| Met::Anonymous { sex, age })
            }
            Whom::Known => problems.keep("code", told_code(&self.code)).map(|code| Met::Known { code }),
            Whom::Group => problems.keep("people", few(&self.people, 2, GROUP_MAX)).map(|people| Met::Group { people }),
        }
    }

    fn given(&self, problems: &mut Problems) -> Option<Given> {
        let mut of = |field, text: &str| problems.keep(field, few(text, 0, GIVEN_MAX));
        let condoms = of("condoms", &self.condoms);
        let female_condoms = of("female_condoms", &self.female_condoms);
        let lubricant = of("lubricant", &self.lubricant);
        let needles = of("needles", &self.needles);
        let self_tests = of("self_tests", &self.self_tests);
        let leaflets = of("leaflets", &self.leaflets);
        Some(Given {
            condoms: condoms?,
            female_condoms: female_condoms?,
            lubricant: lubricant?,
            needles: needles?,
            self_tests: self_tests?,
            leaflets: leaflets?,
        })
    }

    /// All problems at once, or the contact. `day` is the day it is written down, `known_commune` says whether a commune
    /// code exists in the province.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, day: NaiveDate, known_commune: impl Fn(&str) -> bool) -> Result<Contact, Problems> {
        let mut problems = Problems::none();
        let met = self.met(&mut problems);
        let place = problems.keep("place", PlaceType::from_code(&self.place));
        match self.commune.as_str() {
            "" => problems.add("commune", Problem::Missing),
            code if !known_commune(code) => problems.add("commune", Problem::NotAChoice),
            _ => {}
        }
        let given = self.given(&mut problems);
        let referral = match self.referral.as_str() {
            "yes" | "not_now" | "" => Some(self.referral.as_str()),
            _ => problems.keep("referral", Err(Problem::NotAChoice)),
        };
        let topics = problems.keep("topics", Topic::from_codes(&self.topics));
        let needs = problems.keep("needs", NeedDomain::from_codes(&self.needs));
        let symptoms = problems.keep("symptoms", asked(&self.symptoms));
        let violence = problems.keep("violence", asked(&self.violence));
        let follow_up_on = problems.keep("follow_up_on", parse_date(&self.follow_up_on));
        if follow_up_on.flatten().is_some_and(|on| on < day) {
            problems.add("follow_up_on", Problem::DateInPast);
        }
        let note = problems.keep("note", Line::impersonal(&self.note));
        let contact = (|| {
            Some(Contact {
                commune: self.commune.clone(),
                place: place?,
                met: met?,
                topics: topics?,
                given: given?,
                needs: needs?,
                referral_offered: !referral?.is_empty(),
                wants_referral: referral? == "yes",
                symptoms: symptoms?,
                violence: violence?,
                follow_up_on: follow_up_on?,
                note: note?,
                met_on: None,
            })
        })();
        problems.finish(contact)
    }
}
