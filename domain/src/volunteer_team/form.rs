use crate::date::past_date;
use crate::number::counted;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Most people of one team, or of one training.
const PEOPLE_MAX: i64 = 500;

/// A team of volunteers, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct TeamForm {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Commune code.
    #[serde(default)]
    pub commune: String,
    /// The number of the decision that founded it.
    #[serde(default)]
    pub decision: String,
    /// Its day.
    #[serde(default)]
    pub decided_on: String,
    /// How many came from the women's union.
    #[serde(default)]
    pub from_women: String,
    /// From the youth union.
    #[serde(default)]
    pub from_youth: String,
    /// From the fatherland front.
    #[serde(default)]
    pub from_front: String,
    /// From health.
    #[serde(default)]
    pub from_health: String,
    /// From elsewhere.
    #[serde(default)]
    pub from_elsewhere: String,
}

/// A team of volunteers, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VolunteerTeam {
    /// Its name.
    pub name: Line<120>,
    /// Commune code, looked up by the caller.
    pub commune: String,
    /// The decision that founded it.
    pub decision: Line<120>,
    /// Its day.
    pub decided_on: NaiveDate,
    /// How many came from the women's union, the youth union, the fatherland front, health, elsewhere.
    pub origins: [i64; 5],
}

impl VolunteerTeam {
    /// How many they are.
    #[must_use]
    pub fn people(&self) -> i64 {
        self.origins.iter().sum()
    }
}

impl TeamForm {
    /// All problems at once, or the team. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate, known_commune: impl Fn(&str) -> bool) -> Result<VolunteerTeam, Problems> {
        let mut problems = Problems::none();
        let name = problems.keep("name", Line::impersonal_required(&self.name));
        match self.commune.as_str() {
            "" => problems.add("commune", Problem::Missing),
            code if !known_commune(code) => problems.add("commune", Problem::NotAChoice),
            _ => {}
        }
        let decision = problems.keep("decision", Line::required(&self.decision));
        let decided_on = problems.keep("decided_on", past_date(&self.decided_on, today));
        let typed = [
            ("from_women", &self.from_women),
            ("from_youth", &self.from_youth),
            ("from_front", &self.from_front),
            ("from_health", &self.from_health),
            ("from_elsewhere", &self.from_elsewhere),
        ];
        let origins = typed.map(|(field, text)| problems.keep(field, counted(text, 0, PEOPLE_MAX)).unwrap_or_default());
        if origins.iter().sum::<i64>() == 0 {
            problems.add("from_women", Problem::Missing);
        }
        let team = (|| {
            Some(VolunteerTeam {
                name: name?,
                commune: self.commune.clone(),
                decision: decision?,
                decided_on: decided_on?,
                origins,
            })
        })();
        problems.finish(team)
    }
}

/// A training of a team, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct TrainingForm {
    /// Its day.
    #[serde(default)]
    pub held_on: String,
    /// What about.
    #[serde(default)]
    pub topic: String,
    /// How many came.
    #[serde(default)]
    pub people: String,
}

/// A training, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Training {
    /// Its day.
    pub held_on: NaiveDate,
    /// What about.
    pub topic: Line<200>,
    /// How many came.
    pub people: i64,
}

impl TrainingForm {
    /// All problems at once, or the training. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Training, Problems> {
        let mut problems = Problems::none();
        let held_on = problems.keep("held_on", past_date(&self.held_on, today));
        let topic = problems.keep("topic", Line::impersonal_required(&self.topic));
        let people = problems.keep("people", counted(&self.people, 0, PEOPLE_MAX));
        if people == Some(0) {
            problems.add("people", Problem::Missing);
        }
        problems.finish((|| Some(Training { held_on: held_on?, topic: topic?, people: people? }))())
    }
}

#[cfg(test)]
mod tests {
    use super::{TeamForm, TrainingForm};
    use crate::problem::Problem;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    #[test]
    fn a_team_is_a_decision_and_numbers() {
        let form = TeamForm {
            name: "Đội tình nguyện phường".into(),
            commune: "03646".into(),
            decision: "12/QĐ-UBND".into(),
            decided_on: "02/03/2026".into(),
            from_women: "4".into(),
            from_health: "2".into(),
            ..TeamForm::default()
        };
        assert_eq!(form.check(today(), |_| true).expect("a whole form").people(), 6);
        let wrong = TeamForm {
            name: "Chị Hoa 0912 345 678".into(),
            decided_on: "25/11/2026".into(),
            from_women: "-1".into(),
            ..form
        };
        let problems = wrong.check(today(), |_| false).expect_err("all wrong");
        assert_eq!(problems.of("name"), Some(Problem::LooksPersonal));
        assert_eq!(problems.of("decided_on"), Some(Problem::DateInFuture));
        assert_eq!(problems.of("from_women"), Some(Problem::NotANumber));
        assert_eq!(problems.of("commune"), Some(Problem::NotAChoice));
    }

    #[test]
    fn a_training_was_held_for_somebody() {
        let form =
            TrainingForm { held_on: "20/11/2026".into(), topic: "Bảo mật thông tin".into(), people: "6".into() };
        assert_eq!(form.check(today()).expect("a whole form").people, 6);
        let nobody = TrainingForm { people: String::new(), ..form };
        assert_eq!(nobody.check(today()).expect_err("nobody came").of("people"), Some(Problem::Missing));
    }
}
