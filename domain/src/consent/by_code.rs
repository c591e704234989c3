use super::Purpose;
use crate::client::ClientCode;
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

/// What is taken back of a case that who writes it down cannot see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBack {
    /// All of it.
    Everything,
    /// All that was said yes to for one purpose.
    For(Purpose),
}

impl TakenBack {
    /// What stands in the form for all of it.
    pub const EVERYTHING: &'static str = "everything";

    /// Whether a yes for this purpose is among it.
    #[must_use]
    pub fn covers(self, purpose: Purpose) -> bool {
        match self {
            Self::Everything => true,
            Self::For(one) => one == purpose,
        }
    }
}

/// A consent taken back with the client's code, as typed by whoever she told it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ByCodeForm {
    /// The client's code.
    #[serde(default)]
    pub code: String,
    /// [`TakenBack::EVERYTHING`], or code of a [`Purpose`].
    #[serde(default)]
    pub what: String,
    /// `yes` when the client is there and said so herself.
    #[serde(default)]
    pub present: String,
}

impl ByCodeForm {
    /// All problems at once, or whose consent and what of it.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<(ClientCode, TakenBack), Problems> {
        let mut problems = Problems::none();
        let code = problems.keep("code", ClientCode::parse(&self.code));
        let what = match self.what.as_str() {
            TakenBack::EVERYTHING => Some(TakenBack::Everything),
            purpose => problems.keep("what", Purpose::from_code(purpose).map(TakenBack::For)),
        };
        if self.present != "yes" {
            problems.add("present", Problem::Missing);
        }
        problems.finish((|| Some((code?, what?)))())
    }
}

#[cfg(test)]
mod tests {
    use super::{ByCodeForm, TakenBack};
    use crate::client::ClientCode;
    use crate::consent::Purpose;
    use crate::problem::Problem;

    #[test]
    fn every_problem_at_its_field() {
        let empty = ByCodeForm::default().check().expect_err("nothing was typed");
        for field in ["code", "what", "present"] {
            assert_eq!(empty.of(field), Some(Problem::Missing), "{field}");
        }
        let code = ClientCode::from_random([7; 8]).as_str().to_owned();
        let form = ByCodeForm { code: code.clone(), what: "nothing".into(), present: "yes".into() };
        assert_eq!(form.check().err().and_then(|problems| problems.of("what")), Some(Problem::NotAChoice));
        let form = ByCodeForm { what: "everything".into(), ..form };
        assert!(form.check().is_ok_and(|(read, what)| read.as_str() == code && what == TakenBack::Everything));
        let form = ByCodeForm { what: "hiv".into(), ..form };
        assert!(form.check().is_ok_and(|(_, what)| what == TakenBack::For(Purpose::Hiv)));
        for away in ["", "no"] {
            let form = ByCodeForm { present: away.into(), ..form.clone() };
            assert_eq!(form.check().err().and_then(|problems| problems.of("present")), Some(Problem::Missing));
        }
        let wrong = code.replace(code.chars().next_back().expect("a code"), "U");
        let form = ByCodeForm { code: wrong, ..form };
        assert_eq!(form.check().err().and_then(|problems| problems.of("code")), Some(Problem::BadCode));
    }

    #[test]
    fn everything_is_everything_and_a_purpose_is_that_one() {
        for purpose in Purpose::ALL {
            assert!(TakenBack::Everything.covers(*purpose));
            for other in Purpose::ALL {
                assert_eq!(TakenBack::For(*purpose).covers(*other), purpose == other);
            }
        }
    }
}
