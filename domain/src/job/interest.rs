use crate::codes::codes;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use crate::training::Trade;
use serde::{Deserialize, Serialize};

codes! {
    /// When she can work or learn.
    Hours {
        /// The whole day.
        Day = "day",
        /// Half days.
        Half = "half",
        /// In the evening.
        Evening = "evening",
        /// At week-ends.
        Weekend = "weekend",
    }
}

codes! {
    /// Where she can work or learn.
    Where {
        /// Near where she lives.
        Near = "near",
        /// At home.
        Home = "home",
        /// In another town, with a place to sleep.
        Away = "away",
    }
}

/// What she would like to do. A later one stands in its place.
#[derive(Clone, Serialize, Deserialize)]
pub struct Interest {
    /// At what.
    pub trades: Vec<Trade>,
    /// When.
    pub hours: Vec<Hours>,
    /// Where.
    pub places: Vec<Where>,
    /// Whether somebody must look after her children meanwhile.
    pub childcare: bool,
    /// In her own words.
    pub wish: Option<Prose<400>>,
}

/// What she would like as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct InterestForm {
    /// Codes of [`Trade`].
    #[serde(default)]
    pub trades: Vec<String>,
    /// Codes of [`Hours`].
    #[serde(default)]
    pub hours: Vec<String>,
    /// Codes of [`Where`].
    #[serde(default)]
    pub places: Vec<String>,
    /// `yes` when somebody must look after her children.
    #[serde(default)]
    pub childcare: String,
    /// In her own words.
    #[serde(default)]
    pub wish: String,
}

impl InterestForm {
    /// The form filled with what was said before.
    #[must_use]
    pub fn of(interest: &Interest) -> Self {
        let codes = |codes: Vec<&'static str>| codes.into_iter().map(str::to_owned).collect();
        Self {
            trades: codes(interest.trades.iter().map(|trade| trade.code()).collect()),
            hours: codes(interest.hours.iter().map(|hours| hours.code()).collect()),
            places: codes(interest.places.iter().map(|place| place.code()).collect()),
            childcare: if interest.childcare { "yes".into() } else { String::new() },
            wish: interest.wish.as_ref().map(|wish| wish.as_str().to_owned()).unwrap_or_default(),
        }
    }

    /// All problems at once, or what she would like: at least a trade or her own words.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Interest, Problems> {
        let mut problems = Problems::none();
        let trades = problems.keep("trades", Trade::from_codes(&self.trades));
        let hours = problems.keep("hours", Hours::from_codes(&self.hours));
        let places = problems.keep("places", Where::from_codes(&self.places));
        let wish = problems.keep("wish", Prose::parse(&self.wish));
        if trades.as_ref().is_some_and(Vec::is_empty) && wish.as_ref().is_some_and(Option::is_none) {
            problems.add("trades", Problem::Missing);
        }
        let childcare = self.childcare == "yes";
        let interest =
            (|| Some(Interest { trades: trades?, hours: hours?, places: places?, childcare, wish: wish? }))();
        problems.finish(interest)
    }
}
