//! What can be wrong with a field, without a word of it repeated.

/// Why one field was not accepted. Words for people are in `app`; this says only what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was given.
    Missing,
    /// More characters than `max`.
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// More lines than `max`.
    TooManyLines {
        /// Lines allowed.
        max: usize,
    },
    /// Fewer characters than `min`.
    TooShort {
        /// Characters needed.
        min: usize,
    },
    /// Not readable text.
    NotText,
    /// Not a date of the calendar.
    NotADate,
    /// Not a date of birth, known to the day, the month or the year.
    NotABirth,
    /// A date that has passed where a coming one is needed.
    DateInPast,
    /// A date to come where a past one is needed.
    DateInFuture,
    /// Not a time of the day, or not from one to a later one.
    NotATime,
    /// It may be right, and may be meant otherwise: it is asked about once more.
    Doubtful,
    /// Not a whole number.
    NotANumber,
    /// A number outside its range, both ends included.
    OutOfRange {
        /// Smallest accepted.
        min: i64,
        /// Largest accepted.
        max: i64,
    },
    /// Not one of the offered choices.
    NotAChoice,
    /// No address of `https` with a plain path.
    NotAnAddress,
    /// The operator of the server did not name this host.
    HostNotNamed,
    /// Not a Vietnamese telephone number.
    BadPhone,
    /// An eleven-digit number of before 2018.
    OldPhone,
    /// Not a code of ours: the check character does not fit.
    BadCode,
    /// Text that looks like a phone or identity number where none belongs.
    LooksPersonal,
    /// Words that say which service helped her, where nobody should learn that.
    NamesTheService,
    /// Words that tell who she is, where nobody should learn that.
    NamesTheClient,
    /// Two fields that must be the same differ.
    NotTheSame,
    /// Already in use.
    Taken,
    /// Two answers that cannot both be true.
    Conflicting,
    /// Not the number of a card: too long, too short, or the check digit does not fit.
    BadCardCode,
    /// Not six digits.
    BadPin,
    /// A PIN that is tried first by whoever guesses.
    EasyPin,
    /// A symbol of a paper that is not the printed one.
    BadShare,
    /// The same paper twice.
    SameShare,
    /// Papers of two different sheets.
    OtherSheet,
    /// A paper of a sheet that ended.
    OldSheet,
    /// A paper of no sheet of this team.
    ForeignSheet,
    /// Two papers that do not open together what they should.
    SharesDoNotOpen,
    /// The client stopped being supported, or her case was shut, while this was typed.
    NotServed,
    /// Somebody else changed it while this was typed: both are shown, and one is chosen.
    ChangedMeanwhile,
    /// Not for one alone to decide: another person must have had it in hand.
    NeedsAnother,
}

/// Every problem of one form, each beside the name of its field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<(&'static str, Problem)>);

impl Problems {
    /// Nothing wrong yet.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One problem at one field.
    #[must_use]
    pub fn at(field: &'static str, problem: Problem) -> Self {
        Self(vec![(field, problem)])
    }

    /// Notes a problem at a field; the first one of a field stands.
    pub fn add(&mut self, field: &'static str, problem: Problem) {
        if self.of(field).is_none() {
            self.0.push((field, problem));
        }
    }

    /// Keeps the value, or notes its problem and gives nothing.
    pub fn keep<T>(&mut self, field: &'static str, result: Result<T, Problem>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.add(field, problem);
                None
            }
        }
    }

    /// Keeps the value of a form within this one, or takes over its problems.
    pub fn keep_form<T>(&mut self, result: Result<T, Self>) -> Option<T> {
        result.map_err(|found| found.iter().for_each(|(field, problem)| self.add(field, problem))).ok()
    }

    /// The problem of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<Problem> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, problem)| *problem)
    }

    /// True when every field was accepted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Problem)> + '_ {
        self.0.iter().copied()
    }

    /// The value if nothing is wrong and every part of it was kept.
    ///
    /// # Errors
    /// The problems themselves.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}
