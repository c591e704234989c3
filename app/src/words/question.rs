//! The questions of the scales and their answers, in the wording that was tested with people: it is read aloud as it
//! stands and never improved. Sources: `domain::scale::Instrument`.

use super::i18n::Locale;
use super::say;
use domain::scale::Instrument;

/// What is said before the questions.
pub fn stem(l: Locale, instrument: Instrument) -> &'static str {
    match instrument {
        Instrument::Phq => say!(l, question.phq_stem),
        Instrument::Gad => say!(l, question.gad_stem),
        Instrument::AuditC => say!(l, question.audit_stem),
    }
}

/// The questions, in the order they are asked.
pub fn questions(l: Locale, instrument: Instrument) -> Vec<&'static str> {
    match instrument {
        Instrument::Phq => vec![
            say!(l, question.phq_1),
            say!(l, question.phq_2),
            say!(l, question.phq_3),
            say!(l, question.phq_4),
            say!(l, question.phq_5),
            say!(l, question.phq_6),
            say!(l, question.phq_7),
            say!(l, question.phq_8),
            say!(l, question.phq_9),
        ],
        Instrument::Gad => vec![
            say!(l, question.gad_1),
            say!(l, question.gad_2),
            say!(l, question.gad_3),
            say!(l, question.gad_4),
            say!(l, question.gad_5),
            say!(l, question.gad_6),
            say!(l, question.gad_7),
        ],
        Instrument::AuditC => vec![say!(l, question.audit_1), say!(l, question.audit_2), say!(l, question.audit_3)],
    }
}

/// The answers to an item (the first is 0), by their points.
pub fn answers(l: Locale, instrument: Instrument, item: usize) -> Vec<&'static str> {
    match (instrument, item) {
        (Instrument::Phq | Instrument::Gad, _) => {
            vec![
                say!(l, question.often_0),
                say!(l, question.often_1),
                say!(l, question.often_2),
                say!(l, question.often_3),
            ]
        }
        (Instrument::AuditC, 0) => vec![
            say!(l, question.audit_1_0),
            say!(l, question.audit_1_1),
            say!(l, question.audit_1_2),
            say!(l, question.audit_1_3),
            say!(l, question.audit_1_4),
        ],
        (Instrument::AuditC, 1) => vec![
            say!(l, question.audit_2_0),
            say!(l, question.audit_2_1),
            say!(l, question.audit_2_2),
            say!(l, question.audit_2_3),
            say!(l, question.audit_2_4),
        ],
        (Instrument::AuditC, _) => vec![
            say!(l, question.audit_3_0),
            say!(l, question.audit_3_1),
            say!(l, question.audit_3_2),
            say!(l, question.audit_3_3),
            say!(l, question.audit_3_4),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::{answers, questions, stem};
    use crate::words::Locale;
    use domain::scale::Instrument;

    #[test]
    fn every_item_has_its_question_and_an_answer_for_each_point() {
        for l in [Locale::vi, Locale::en] {
            for instrument in Instrument::ALL {
                assert!(!stem(l, *instrument).is_empty());
                assert_eq!(questions(l, *instrument).len(), instrument.items());
                for item in 0..instrument.items() {
                    let offered = answers(l, *instrument, item);
                    assert_eq!(offered.len(), usize::from(instrument.most_of_an_item()) + 1);
                    assert!(offered.iter().enumerate().all(|(at, words)| !offered[..at].contains(words)), "{item}");
                }
            }
        }
    }
}
