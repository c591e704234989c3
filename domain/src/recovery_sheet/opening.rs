use super::Share;
use crate::problem::{Problem, Problems};
use serde::Deserialize;

/// Two papers, typed or scanned. Not `Serialize`: what was typed is kept nowhere and shown to nobody again.
#[derive(Default, Deserialize)]
pub struct OpeningForm {
    /// One paper.
    #[serde(default)]
    pub share_1: String,
    /// Another.
    #[serde(default)]
    pub share_2: String,
}

/// Two papers of one sheet, as far as the papers themselves tell.
pub struct Opening {
    /// The two shares.
    pub shares: [Share; 2],
}

impl OpeningForm {
    /// Both shares, or what is wrong with each.
    ///
    /// # Errors
    /// Each problem beside its field; `SameShare` beside the second when both are the same paper, `OtherSheet` when they
    /// are papers of two sheets.
    pub fn check(&self) -> Result<Opening, Problems> {
        let mut problems = Problems::none();
        let first = problems.keep("share_1", Share::parse(&self.share_1));
        let second = problems.keep("share_2", Share::parse(&self.share_2));
        let both = first.zip(second);
        if let Some((first, second)) = &both {
            if first.mark() != second.mark() {
                problems.add("share_2", Problem::OtherSheet);
            } else if first.number() == second.number() {
                problems.add("share_2", Problem::SameShare);
            }
        }
        problems.finish(both.map(|(first, second)| Opening { shares: [first, second] }))
    }
}

#[cfg(test)]
mod tests {
    use super::OpeningForm;
    use crate::problem::Problem;
    use crate::recovery_sheet::{Share, SheetMark};

    fn paper(number: u8, mark: u8) -> String {
        Share::new(number, SheetMark::of([mark; 4]), [number; 32]).printed()
    }

    fn problems(share_1: String, share_2: String) -> Vec<(&'static str, Problem)> {
        let checked = OpeningForm { share_1, share_2 }.check();
        checked.err().map(|problems| problems.iter().collect()).unwrap_or_default()
    }

    #[test]
    fn each_paper_has_its_own_answer() {
        assert!(problems(paper(1, 1), paper(3, 1)).is_empty());
        assert_eq!(problems(paper(1, 1), paper(1, 1)), [("share_2", Problem::SameShare)]);
        assert_eq!(problems(paper(1, 1), paper(2, 2)), [("share_2", Problem::OtherSheet)]);
        assert_eq!(problems(String::new(), paper(2, 2)), [("share_1", Problem::Missing)]);
        let both = problems(String::new(), "7".repeat(65));
        assert_eq!(both, [("share_1", Problem::Missing), ("share_2", Problem::BadShare)]);
    }
}
