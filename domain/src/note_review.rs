//! A supervisor reads a few session notes of her team and answers who wrote them. Never a sealed note: nobody else opens
//! those.

use crate::codes::codes;
use crate::problem::Problems;
use crate::text::Prose;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Notes of how long are sampled.
pub const LOOKS_BACK: TimeDelta = TimeDelta::days(30);

/// Characters of an answer.
pub const WORDS_MAX: usize = 2000;

/// The fewest and the most that are read at once: enough to see how somebody works, few enough to be read.
const FEWEST: usize = 3;
const MOST: usize = 10;

/// How many of so many notes are read: one in ten, but at least three, as far as there are, and at most ten.
#[must_use]
pub fn sample_size(notes: usize) -> usize {
    notes.div_ceil(10).clamp(FEWEST, MOST).min(notes)
}

/// A sample of notes, each of which came with a number drawn at random: every one is as likely as any other.
#[must_use]
pub fn sample<T>(mut drawn: Vec<(u64, T)>) -> Vec<T> {
    let size = sample_size(drawn.len());
    drawn.sort_by_key(|(number, _)| *number);
    drawn.into_iter().take(size).map(|(_, note)| note).collect()
}

codes! {
    /// What the supervisor says of a note, in one word.
    Finding {
        /// It says what is needed.
        Good = "good",
        /// Something is missing that the next worker would need.
        Complete = "complete",
        /// It is to be spoken about.
        Talk = "talk",
    }
}

/// A review as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct NoteReviewForm {
    /// Code of [`Finding`].
    #[serde(default)]
    pub finding: String,
    /// What she wants to tell.
    #[serde(default)]
    pub words: String,
}

/// A review.
#[derive(Clone, Serialize, Deserialize)]
pub struct NoteReview {
    /// In one word.
    pub finding: Finding,
    /// In words.
    pub words: Prose<WORDS_MAX>,
}

impl NoteReviewForm {
    /// All problems at once, or the review.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<NoteReview, Problems> {
        let mut problems = Problems::none();
        let finding = problems.keep("finding", Finding::from_code(&self.finding));
        let words = problems.keep("words", Prose::required(&self.words));
        problems.finish(finding.zip(words).map(|(finding, words)| NoteReview { finding, words }))
    }
}

#[cfg(test)]
mod tests {
    use super::{NoteReviewForm, sample, sample_size};
    use crate::problem::Problem;

    #[test]
    fn one_in_ten_but_three_and_never_more_than_ten() {
        let sizes = [0, 1, 3, 4, 30, 31, 99, 100, 101, 5000].map(sample_size);
        assert_eq!(sizes, [0, 1, 3, 3, 3, 4, 10, 10, 10, 10]);
    }

    #[test]
    fn the_numbers_choose_and_not_the_order() {
        let drawn = |numbers: [u64; 4]| sample(numbers.into_iter().zip("abcd".chars()).collect());
        assert_eq!(drawn([9, 1, 5, 7]), ['b', 'c', 'd']);
        assert_eq!(drawn([0, 1, 5, 7]), ['a', 'b', 'c']);
    }

    #[test]
    fn both_are_needed() {
        let problems = NoteReviewForm::default().check().err().expect("nothing was typed");
        assert_eq!((problems.of("finding"), problems.of("words")), (Some(Problem::Missing), Some(Problem::Missing)));
        let form = NoteReviewForm { finding: "good".into(), words: "Ghi rõ bước tiếp theo.".into() };
        assert!(form.check().is_ok());
    }
}
