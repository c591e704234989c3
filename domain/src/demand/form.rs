use super::{Body, StatedGround};
use crate::date::{parse_date, past_date};
use crate::problem::Problems;
use crate::text::{Line, Prose};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A demand as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct DemandForm {
    /// Code of [`Body`].
    #[serde(default)]
    pub body: String,
    /// Its name and place, and who came.
    #[serde(default)]
    pub asker: String,
    /// Number and day of the paper.
    #[serde(default)]
    pub paper: String,
    /// Code of [`StatedGround`].
    #[serde(default)]
    pub ground: String,
    /// What is asked, without naming a client.
    #[serde(default)]
    pub asked: String,
    /// The day it came in.
    #[serde(default)]
    pub received_on: String,
    /// The day the paper names for an answer; may stay empty.
    #[serde(default)]
    pub answer_by: String,
}

/// A demand, checked. Serialised only to be sealed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Demand {
    /// Who asks.
    pub body: Body,
    /// Its name and place, and who came.
    pub asker: Line<200>,
    /// Number and day of the paper; none if nobody brought one.
    pub paper: Option<Line<120>>,
    /// The ground they state.
    pub ground: StatedGround,
    /// What is asked.
    pub asked: Prose<4000>,
    /// The day it came in (Vietnam).
    pub received_on: NaiveDate,
    /// The day the paper names.
    pub answer_by: Option<NaiveDate>,
}

impl DemandForm {
    /// All problems at once, or the demand. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Demand, Problems> {
        let mut problems = Problems::none();
        let body = problems.keep("body", Body::from_code(&self.body));
        let asker = problems.keep("asker", Line::required(&self.asker));
        let paper = problems.keep("paper", Line::parse(&self.paper));
        let ground = problems.keep("ground", StatedGround::from_code(&self.ground));
        // The number of a person belongs into no register. Names cannot be told from other words; the page asks for none.
        let asked = problems.keep("asked", Prose::impersonal_required(&self.asked));
        let received_on = problems.keep("received_on", past_date(&self.received_on, today));
        let answer_by = problems.keep("answer_by", parse_date(&self.answer_by));
        let demand = (|| {
            Some(Demand {
                body: body?,
                asker: asker?,
                paper: paper?,
                ground: ground?,
                asked: asked?,
                received_on: received_on?,
                answer_by: answer_by?,
            })
        })();
        problems.finish(demand)
    }
}

#[cfg(test)]
mod tests {
    use super::DemandForm;
    use crate::problem::Problem;
    use chrono::NaiveDate;

    #[test]
    fn no_number_of_a_person_enters_the_register() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let form = DemandForm {
            body: "police".into(),
            asker: "Một cơ quan cấp tỉnh, hai cán bộ".into(),
            paper: "123/CV ngày 20/11/2026".into(),
            ground: "security".into(),
            asked: "Danh sách những người có số 0912 345 678".into(),
            received_on: "23/11/2026".into(),
            answer_by: String::new(),
        };
        let problems = form.check(today).err().expect("a phone");
        assert_eq!(problems.of("asked"), Some(Problem::LooksPersonal));
        assert!(DemandForm { asked: "Danh sách khách hàng trong quý III".into(), ..form }.check(today).is_ok());
    }
}
