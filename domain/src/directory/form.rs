use super::{Capacity, Cost, Hours, Listing, Speaks, Status, Takes, WEEK, WEEKS_MAX, WORDS_MAX, WayIn, Women};
use crate::client::Phone;
use crate::number::needed;
use crate::problem::{Problem, Problems};
use crate::referral::Service;
use crate::text::{Line, Prose};
use serde::{Deserialize, Serialize};

/// The names of the days' fields, from Monday.
pub const DAY_FIELDS: [&str; WEEK] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A listing as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListingForm {
    /// Whose it is; only asked of an administrator, and only of a new one.
    pub organisation: String,
    /// Code of [`Service`].
    pub service: String,
    /// Code of the commune.
    pub commune: String,
    /// Street and house.
    pub address: String,
    /// The number of the house; may stay empty.
    pub phone: String,
    /// `yes` when there is no step.
    pub step_free: String,
    /// Hours of Monday, as `7:30-11:30, 13:30-17:00`; empty when it is shut.
    pub mon: String,
    /// Tuesday.
    pub tue: String,
    /// Wednesday.
    pub wed: String,
    /// Thursday.
    pub thu: String,
    /// Friday.
    pub fri: String,
    /// Saturday.
    pub sat: String,
    /// Sunday.
    pub sun: String,
    /// For whom; may stay empty.
    pub eligibility: String,
    /// Code of [`Cost`].
    pub cost: String,
    /// More about it; may stay empty.
    pub cost_words: String,
    /// What to bring; may stay empty.
    pub documents: String,
    /// Codes of [`Speaks`].
    pub languages: Vec<String>,
    /// Codes of [`WayIn`].
    pub ways: Vec<String>,
    /// `yes` when somebody may come along.
    pub accompanied: String,
    /// Code of [`Women`].
    pub women: String,
    /// Code of [`Status`].
    pub status: String,
    /// The number of the version that was on the screen; two who change the same do not write over each other.
    pub number: String,
}

fn yes(answer: bool) -> String {
    if answer { "yes".into() } else { String::new() }
}

impl ListingForm {
    /// As it is handed out: open as offices are, nothing else said.
    #[must_use]
    pub fn blank() -> Self {
        let day = || "7:30–11:30, 13:30–17:00".to_owned();
        Self {
            mon: day(),
            tue: day(),
            wed: day(),
            thu: day(),
            fri: day(),
            status: Status::Offered.code().into(),
            languages: vec![Speaks::Vietnamese.code().into()],
            ..Self::default()
        }
    }

    /// A form with what stands, to be changed.
    #[must_use]
    pub fn of(listing: &Listing, number: i64) -> Self {
        let day = |at| listing.hours.written(at);
        let prose =
            |text: &Option<Prose<WORDS_MAX>>| text.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default();
        Self {
            organisation: String::new(),
            service: listing.service.code().into(),
            commune: listing.commune.clone(),
            address: listing.address.as_str().to_owned(),
            phone: listing.phone.as_ref().map(Phone::display).unwrap_or_default(),
            step_free: yes(listing.step_free),
            mon: day(0),
            tue: day(1),
            wed: day(2),
            thu: day(3),
            fri: day(4),
            sat: day(5),
            sun: day(6),
            eligibility: prose(&listing.eligibility),
            cost: listing.cost.code().into(),
            cost_words: listing.cost_words.as_ref().map(|words| words.as_str().to_owned()).unwrap_or_default(),
            documents: prose(&listing.documents),
            languages: listing.languages.iter().map(|language| language.code().to_owned()).collect(),
            ways: listing.ways.iter().map(|way| way.code().to_owned()).collect(),
            accompanied: yes(listing.accompanied),
            women: listing.women.code().into(),
            status: listing.status.code().into(),
            number: number.to_string(),
        }
    }

    /// The days as typed, from Monday.
    #[must_use]
    pub fn days(&self) -> [&str; WEEK] {
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun].map(String::as_str)
    }

    /// All problems at once, or the listing. `known_commune` says whether a code is one of the province.
    ///
    /// # Errors
    /// Each problem beside its field; `LooksPersonal` for a number of somebody in a text.
    pub fn check(&self, known_commune: impl Fn(&str) -> bool) -> Result<Listing, Problems> {
        let mut problems = Problems::none();
        let service = problems.keep("service", Service::from_code(&self.service));
        match self.commune.as_str() {
            "" => problems.add("commune", Problem::Missing),
            code if !known_commune(code) => problems.add("commune", Problem::NotAChoice),
            _ => {}
        }
        // A number of somebody belongs nowhere in a public text; the house's own has its field.
        let address = problems.keep("address", Line::impersonal_required(&self.address));
        let phone = match self.phone.trim() {
            "" => Some(None),
            typed => problems.keep("phone", Phone::parse(typed).map(Some)),
        };
        let typed = self.days();
        let days = std::array::from_fn(|at| problems.keep(DAY_FIELDS[at], Hours::day(typed[at])).unwrap_or_default());
        let eligibility = problems.keep("eligibility", Prose::impersonal(&self.eligibility));
        let cost = problems.keep("cost", Cost::from_code(&self.cost));
        let cost_words = problems.keep("cost_words", Line::impersonal(&self.cost_words));
        let documents = problems.keep("documents", Prose::impersonal(&self.documents));
        let languages = problems.keep("languages", Speaks::from_codes(&self.languages));
        let ways = problems.keep(
            "ways",
            WayIn::from_codes(&self.ways)
                .and_then(|ways| if ways.is_empty() { Err(Problem::Missing) } else { Ok(ways) }),
        );
        let women = problems.keep("women", Women::from_code(&self.women));
        let status = problems.keep("status", Status::from_code(&self.status));
        let listing = (|| {
            Some(Listing {
                service: service?,
                commune: self.commune.clone(),
                address: address?,
                phone: phone?,
                step_free: self.step_free == "yes",
                hours: Hours::of(days),
                eligibility: eligibility?,
                cost: cost?,
                cost_words: cost_words?,
                documents: documents?,
                languages: languages?,
                ways: ways?,
                accompanied: self.accompanied == "yes",
                women: women?,
                status: status?,
            })
        })();
        problems.finish(listing)
    }
}

/// Whether one more can be taken, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CapacityForm {
    /// Code of [`Takes`].
    pub takes: String,
    /// Weeks; only for [`Takes::Waiting`].
    pub weeks: String,
}

/// Weeks and points.
pub(super) fn small(typed: &str, min: u8, max: u8) -> Result<u8, Problem> {
    u8::try_from(needed(typed, min.into(), max.into())?).map_err(|_| Problem::NotANumber)
}

impl CapacityForm {
    /// All problems at once, or the capacity.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Capacity, Problems> {
        let mut problems = Problems::none();
        let takes = problems.keep("takes", Takes::from_code(&self.takes));
        let weeks = match takes {
            Some(Takes::Waiting) => problems.keep("weeks", small(&self.weeks, 1, WEEKS_MAX)),
            _ => Some(0),
        };
        let capacity = (|| Some(Capacity { takes: takes?, weeks: weeks? }))();
        problems.finish(capacity)
    }
}
