use super::Segment;
use crate::problem::{Problem, Problems};
use serde::Deserialize;

/// What stands in the form when only the named compartments go, and the rest goes on as it was.
const PART: &str = "part";

/// Taking a consent back, as typed. No reason is asked.
#[derive(Clone, Default, Deserialize)]
pub struct WithdrawalForm {
    /// `part` to keep the rest; anything else takes back all of it, for a no must never fail for want of a field.
    #[serde(default)]
    pub extent: String,
    /// Codes of the segments taken back.
    #[serde(default)]
    pub segments: Vec<String>,
}

/// What is taken back.
#[derive(Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// All of it.
    Whole,
    /// These compartments.
    Part(Vec<Segment>),
}

impl WithdrawalForm {
    /// What is taken back. Only segments that can go while the case stays can be named.
    ///
    /// # Errors
    /// At `segments`: `Missing` when a part was to go and none was named, `NotAChoice` for one that cannot go.
    pub fn check(&self) -> Result<Withdrawal, Problems> {
        if self.extent != PART {
            return Ok(Withdrawal::Whole);
        }
        let mut problems = Problems::none();
        let segments = problems.keep("segments", Segment::from_codes(&self.segments));
        if let Some(named) = &segments {
            if named.is_empty() {
                problems.add("segments", Problem::Missing);
            } else if !named.iter().all(|segment| Segment::SEVERABLE.contains(segment)) {
                problems.add("segments", Problem::NotAChoice);
            }
        }
        problems.finish(segments.map(Withdrawal::Part))
    }
}

#[cfg(test)]
mod tests {
    use super::{Withdrawal, WithdrawalForm};
    use crate::consent::Segment;
    use crate::problem::Problem;

    fn form(extent: &str, segments: &[&str]) -> WithdrawalForm {
        WithdrawalForm { extent: extent.into(), segments: segments.iter().map(|code| (*code).to_owned()).collect() }
    }

    #[test]
    fn a_no_never_fails_for_want_of_a_field() {
        for extent in ["", "whole", "</script>"] {
            assert_eq!(form(extent, &[]).check(), Ok(Withdrawal::Whole));
        }
    }

    #[test]
    fn a_part_is_named_and_can_go_alone() {
        assert_eq!(form("part", &["identity"]).check(), Ok(Withdrawal::Part(vec![Segment::Identity])));
        assert_eq!(form("part", &[]).check().expect_err("nothing named").of("segments"), Some(Problem::Missing));
        let both = form("part", &["contact", "identity"]).check();
        assert_eq!(both, Ok(Withdrawal::Part(vec![Segment::Identity, Segment::Contact])));
        for kept in ["label", "casework", "packet", "everything"] {
            for named in [&[kept][..], &["identity", kept]] {
                assert_eq!(form("part", named).check().expect_err(kept).of("segments"), Some(Problem::NotAChoice));
            }
        }
    }
}
