use super::Phone;
use crate::codes::codes;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use serde::{Deserialize, Serialize};

codes! {
    /// How the client may be reached.
    Channel {
        /// A call.
        Call = "call",
        /// A text message with neutral words.
        Message = "message",
        /// Only when she comes or calls herself.
        NeverFirst = "never_first",
    }
}

/// The safe-contact card: shown wherever one could call.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeContact {
    /// How she may be reached.
    pub channel: Channel,
    /// Her number, if she gives one.
    pub phone: Option<Phone>,
    /// When, in her words: "14:00–16:00".
    pub hours: Option<Line<80>>,
    /// What to say if another answers: "ask about the sewing class".
    pub cover_story: Option<Line<160>>,
}

impl SafeContact {
    /// The last digits of her number, for search.
    #[must_use]
    pub fn phone_tail(&self) -> Option<String> {
        self.phone.as_ref().map(|phone| phone.tail().to_owned())
    }
}

/// The safe-contact card as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SafeContactForm {
    /// Code of [`Channel`].
    #[serde(default)]
    pub channel: String,
    /// Telephone number.
    #[serde(default)]
    pub phone: String,
    /// When she may be reached.
    #[serde(default)]
    pub hours: String,
    /// What to say if another answers.
    #[serde(default)]
    pub cover_story: String,
}

impl SafeContactForm {
    /// A card as it can be typed again.
    #[must_use]
    pub fn of(card: &SafeContact) -> Self {
        Self {
            channel: card.channel.code().into(),
            phone: card.phone.as_ref().map(Phone::display).unwrap_or_default(),
            hours: card.hours.as_ref().map(|hours| hours.as_str().to_owned()).unwrap_or_default(),
            cover_story: card.cover_story.as_ref().map(|story| story.as_str().to_owned()).unwrap_or_default(),
        }
    }

    /// The card; its problems go to the form it stands in. Who is to be called has a number.
    pub fn check(&self, problems: &mut Problems) -> Option<SafeContact> {
        let typed = if self.phone.trim().is_empty() { Ok(None) } else { Phone::parse(&self.phone).map(Some) };
        let phone = problems.keep("phone", typed);
        let channel = problems.keep("channel", Channel::from_code(&self.channel));
        if matches!(channel, Some(Channel::Call | Channel::Message)) && matches!(phone, Some(None)) {
            problems.add("phone", Problem::Missing);
        }
        let hours = problems.keep("hours", Line::parse(&self.hours));
        let cover_story = problems.keep("cover_story", Line::parse(&self.cover_story));
        Some(SafeContact { channel: channel?, phone: phone?, hours: hours?, cover_story: cover_story? })
    }
}

#[cfg(test)]
mod tests {
    use super::SafeContactForm;
    use crate::problem::Problems;

    #[test]
    fn a_card_is_typed_again_as_it_was() {
        let form = SafeContactForm {
            channel: "call".into(),
            phone: "0912345678".into(),
            hours: "14:00–16:00".into(),
            cover_story: String::new(),
        };
        let mut problems = Problems::none();
        let card = form.check(&mut problems).expect("all is right");
        let again = SafeContactForm::of(&card).check(&mut problems).expect("still");
        assert!(problems.is_empty() && again == card);
    }
}
