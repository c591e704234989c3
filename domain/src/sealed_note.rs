//! A note that only its author can ever open: what is for her own thinking, and for nobody's file.

use crate::counselling::NOTE_MAX;
use crate::problem::Problems;
use crate::text::Prose;
use serde::{Deserialize, Serialize};

/// A sealed note as typed.
#[derive(Clone, Default, Deserialize)]
pub struct SealedNoteForm {
    /// The note.
    #[serde(default)]
    pub words: String,
}

/// A sealed note.
#[derive(Clone, Serialize, Deserialize)]
pub struct SealedNote {
    /// What its author wrote.
    pub words: Prose<NOTE_MAX>,
}

impl SealedNoteForm {
    /// The note, or what is wrong with it.
    ///
    /// # Errors
    /// The problem beside its field.
    pub fn check(&self) -> Result<SealedNote, Problems> {
        let mut problems = Problems::none();
        let words = problems.keep("words", Prose::required(&self.words));
        problems.finish(words.map(|words| SealedNote { words }))
    }
}

#[cfg(test)]
mod tests {
    use super::SealedNoteForm;
    use crate::problem::Problem;

    #[test]
    fn there_is_no_empty_note() {
        let problems = SealedNoteForm { words: " \n ".into() }.check().err().expect("nothing was written");
        assert_eq!(problems.of("words"), Some(Problem::Missing));
        assert!(SealedNoteForm { words: "Hỏi lại".into() }.check().is_ok());
    }
}
