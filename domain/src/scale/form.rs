use super::{GOES_ON_AT, Instrument, Scale};
use crate::contact::Sex;
use crate::date::past_date;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The names of the items' fields, in the order they are asked.
pub const FIELDS: [&str; 9] = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"];

/// A scale as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ScaleForm {
    /// Code of [`Instrument`].
    #[serde(default)]
    pub scale: String,
    /// Points of the first item.
    #[serde(default)]
    pub q1: String,
    /// Of the second.
    #[serde(default)]
    pub q2: String,
    /// Of the third.
    #[serde(default)]
    pub q3: String,
    /// Of the fourth.
    #[serde(default)]
    pub q4: String,
    /// Of the fifth.
    #[serde(default)]
    pub q5: String,
    /// Of the sixth.
    #[serde(default)]
    pub q6: String,
    /// Of the seventh.
    #[serde(default)]
    pub q7: String,
    /// Of the eighth.
    #[serde(default)]
    pub q8: String,
    /// Of the ninth.
    #[serde(default)]
    pub q9: String,
    /// `yes` to ask all items whatever the first ones say.
    #[serde(default)]
    pub whole: String,
    /// `yes` when she does not want to go on after the first ones.
    #[serde(default)]
    pub stopped: String,
    /// Code of [`Sex`]; may stay empty.
    #[serde(default)]
    pub sex: String,
    /// The day it was asked.
    #[serde(default)]
    pub taken_on: String,
    /// What she said beside it; may stay empty.
    #[serde(default)]
    pub note: String,
}

impl ScaleForm {
    /// A form with the answers of one that was recorded, to be put right.
    #[must_use]
    pub fn of(scale: &Scale) -> Self {
        let points = |item: usize| scale.answers().get(item).copied().flatten();
        let answer = |item| points(item).map(|points| points.to_string()).unwrap_or_default();
        let stopped = scale.answers().iter().any(Option::is_none);
        Self {
            scale: scale.instrument.code().into(),
            q1: answer(0),
            q2: answer(1),
            q3: answer(2),
            q4: answer(3),
            q5: answer(4),
            q6: answer(5),
            q7: answer(6),
            q8: answer(7),
            q9: answer(8),
            whole: String::new(),
            stopped: if stopped { "yes".into() } else { String::new() },
            sex: scale.sex.map(|sex| sex.code().to_owned()).unwrap_or_default(),
            taken_on: crate::date::display(scale.taken_on),
            note: scale.note.as_ref().map(|note| note.as_str().to_owned()).unwrap_or_default(),
        }
    }

    /// What was answered, item by item.
    #[must_use]
    pub fn typed(&self) -> [&str; 9] {
        [&self.q1, &self.q2, &self.q3, &self.q4, &self.q5, &self.q6, &self.q7, &self.q8, &self.q9].map(String::as_str)
    }

    /// All problems at once, or the scale. `today` is the day in Vietnam. The rest of the items is asked when the first
    /// ones reach [`GOES_ON_AT`], when all are wanted, or when one of the rest was answered; then each of them is needed,
    /// unless she stopped: what she said is kept, and only the first ones are scored. Who never drinks is asked no more
    /// (AUDIT manual, WHO 2001).
    ///
    /// # Errors
    /// Each problem beside its field; `Missing` at each item without an answer: an incomplete scale is not scored.
    pub fn check(&self, today: NaiveDate) -> Result<Scale, Problems> {
        let mut problems = Problems::none();
        let taken_on = problems.keep("taken_on", past_date(&self.taken_on, today));
        let sex =
            problems.keep("sex", if self.sex.is_empty() { Ok(None) } else { Sex::from_code(&self.sex).map(Some) });
        let note = problems.keep("note", Prose::parse(&self.note));
        let Some(instrument) = problems.keep("scale", Instrument::from_code(&self.scale)) else {
            return problems.finish(None);
        };
        let answers = self.answers(instrument, &mut problems);
        let sex = sex.map(|sex| sex.filter(|_| instrument == Instrument::AuditC));
        let scale = (|| Some(Scale { instrument, taken_on: taken_on?, answers, sex: sex?, note: note? }))();
        problems.finish(scale)
    }

    fn answers(&self, instrument: Instrument, problems: &mut Problems) -> Vec<Option<u8>> {
        let typed = self.typed();
        let mut answers = Vec::with_capacity(instrument.items());
        for (item, field) in FIELDS.iter().enumerate().take(instrument.items()) {
            answers.push(problems.keep(field, points(typed[item], instrument.most_of_an_item())).flatten());
        }
        if instrument == Instrument::AuditC && answers[0] == Some(0) {
            answers[1..].fill(Some(0));
        }
        let first = instrument.asked_first();
        let (asked, rest) = answers.split_at(first);
        let reached = asked.iter().flatten().sum::<u8>() >= GOES_ON_AT;
        let goes_on = reached || self.whole == "yes" || rest.iter().any(Option::is_some);
        let needed = if goes_on && self.stopped != "yes" { answers.len() } else { first };
        for (item, field) in FIELDS.iter().enumerate().take(needed) {
            if answers[item].is_none() {
                problems.add(field, Problem::Missing);
            }
        }
        if !goes_on {
            answers.truncate(first);
        }
        answers
    }
}

fn points(typed: &str, most: u8) -> Result<Option<u8>, Problem> {
    match typed.as_bytes() {
        [] => Ok(None),
        [digit @ b'0'..=b'9'] if digit - b'0' <= most => Ok(Some(digit - b'0')),
        _ => Err(Problem::NotAChoice),
    }
}
