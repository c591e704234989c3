use super::{CardCode, Pin};
use crate::codes::codes;
use crate::consent::Segment;
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

codes! {
    /// What she wants her card to open, beside her consents and who looked, which any card of hers shows.
    CardReach {
        /// Nothing more.
        Nothing = "nothing",
        /// Her next appointment.
        Appointments = "appointments",
        /// Her next appointment, and what was agreed in each session.
        Agreed = "agreed",
    }
}

impl CardReach {
    /// The segments whose keys the card is given.
    #[must_use]
    pub const fn segments(self) -> &'static [Segment] {
        match self {
            Self::Nothing => &[],
            Self::Appointments => &[Segment::Label],
            Self::Agreed => &[Segment::Label, Segment::Casework],
        }
    }
}

/// A card about to be given, as typed: what it opens by the worker, the PIN by the client.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CardForm {
    /// Code of [`CardReach`].
    #[serde(default)]
    pub reach: String,
    /// Six digits that she chooses.
    #[serde(default)]
    pub pin: String,
    /// The same again.
    #[serde(default)]
    pub pin_again: String,
}

/// A card about to be given, checked.
pub struct NewCard {
    /// What it opens.
    pub reach: CardReach,
    /// Her PIN.
    pub pin: Pin,
}

impl CardForm {
    /// All problems at once, or the card.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<NewCard, Problems> {
        let mut problems = Problems::none();
        let reach = problems.keep("reach", CardReach::from_code(&self.reach));
        let pin = problems.keep("pin", Pin::choose(&self.pin));
        if pin.is_some() && Pin::parse(&self.pin_again).ok() != pin {
            problems.add("pin_again", Problem::NotTheSame);
        }
        let card = (|| Some(NewCard { reach: reach?, pin: pin? }))();
        problems.finish(card)
    }
}

/// What she types to open her page.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct EntryForm {
    /// Number of the card.
    #[serde(default)]
    pub code: String,
    /// PIN.
    #[serde(default)]
    pub pin: String,
}

impl EntryForm {
    /// Only whether it can be a number and a PIN at all: whether they are right is told by no field.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<(CardCode, Pin), Problems> {
        let mut problems = Problems::none();
        let code = problems.keep("code", CardCode::parse(&self.code));
        let pin = problems.keep("pin", Pin::parse(&self.pin));
        problems.finish((|| Some((code?, pin?)))())
    }
}

#[cfg(test)]
mod tests {
    use super::{CardForm, CardReach, EntryForm};
    use crate::problem::Problem;

    #[test]
    fn every_problem_at_its_field() {
        let empty = CardForm::default().check().err().expect("nothing was typed");
        assert_eq!(
            (empty.of("reach"), empty.of("pin"), empty.of("pin_again")),
            (Some(Problem::Missing), Some(Problem::Missing), None)
        );
        let form = CardForm { reach: "appointments".into(), pin: "402817".into(), pin_again: "402818".into() };
        assert_eq!(form.check().err().and_then(|problems| problems.of("pin_again")), Some(Problem::NotTheSame));
        let form = CardForm { pin_again: "402 817".into(), ..form };
        assert!(form.check().is_ok_and(|card| card.reach == CardReach::Appointments));
        let entry = EntryForm::default().check().err().expect("nothing was typed");
        assert_eq!((entry.of("code"), entry.of("pin")), (Some(Problem::Missing), Some(Problem::Missing)));
    }
}
