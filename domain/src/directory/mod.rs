//! What organisations offer, where and when (HSDS: organisation, service, location, schedule). The administrative side:
//! nothing here is about a client.

mod choice;
mod feedback;
mod form;
mod hours;
mod near;
mod offer;
mod paper;
mod search;
mod sought;
#[cfg(test)]
mod tests;

pub use choice::{best_place, nearest_first};
pub use feedback::{Feedback, FeedbackForm, FeedbackReason, Opinion};
pub use form::{CapacityForm, DAY_FIELDS, ListingForm};
pub use hours::{Hours, Moment, Span, Standing, WEEK, clock};
pub use near::Nearness;
pub use offer::{Fit, Freshness, fit};
pub use paper::OnPaper;
pub use search::{Search, SearchForm};
pub use sought::Sought;

use crate::client::Phone;
use crate::codes::codes;
use crate::referral::Service;
use crate::text::{Line, Prose};
use serde::{Deserialize, Serialize};

/// Longest text of a listing, in characters.
pub const WORDS_MAX: usize = 600;

/// Longest wait that is told, in weeks. Who waits longer is not taken.
pub const WEEKS_MAX: u8 = 26;

codes! {
    /// What it costs who comes (HSDS `cost_option`).
    Cost {
        /// Nothing.
        Free = "free",
        /// Nothing with a health-insurance card.
        Insured = "insured",
        /// A part.
        Part = "part",
        /// The price of the house.
        Paid = "paid",
    }
}

codes! {
    /// A language somebody there speaks (HSDS `language`); those of Sơn La, and signs.
    Speaks {
        /// Vietnamese.
        Vietnamese = "vietnamese",
        /// Thái.
        Thai = "thai",
        /// Mông.
        Hmong = "hmong",
        /// Mường.
        Muong = "muong",
        /// Dao.
        Dao = "dao",
        /// Khơ Mú.
        KhoMu = "kho_mu",
        /// Sign language.
        Signs = "signs",
    }
}

codes! {
    /// How one gets in.
    WayIn {
        /// One comes.
        WalkIn = "walk_in",
        /// One calls first.
        Call = "call",
        /// By appointment.
        Appointment = "appointment",
        /// With a referral.
        Referral = "referral",
    }
}

codes! {
    /// Whether a woman can be the one who sees her.
    Women {
        /// Always.
        Always = "always",
        /// If one asks before.
        Asked = "asked",
        /// Not for certain.
        Unsure = "unsure",
    }
}

codes! {
    /// Whether it is offered at all (HSDS `status`).
    Status {
        /// It is.
        Offered = "offered",
        /// Not for the time being.
        Paused = "paused",
        /// Not any more.
        Ended = "ended",
    }
}

codes! {
    /// Whether one more can be taken.
    Takes {
        /// Yes.
        Yes = "yes",
        /// After some weeks.
        Waiting = "waiting",
        /// No.
        No = "no",
    }
}

/// One service at one place.
#[derive(Clone, Serialize, Deserialize, Debug)]
pub struct Listing {
    /// What.
    pub service: Service,
    /// Code of the commune where it is.
    pub commune: String,
    /// Street and house.
    pub address: Line<200>,
    /// The number of the house, never of a person.
    pub phone: Option<Phone>,
    /// Whether one gets in without a step.
    pub step_free: bool,
    /// When it is open.
    pub hours: Hours,
    /// For whom.
    pub eligibility: Option<Prose<WORDS_MAX>>,
    /// What it costs.
    pub cost: Cost,
    /// More about that.
    pub cost_words: Option<Line<160>>,
    /// What to bring.
    pub documents: Option<Prose<WORDS_MAX>>,
    /// What is spoken there.
    pub languages: Vec<Speaks>,
    /// How one gets in; at least one way.
    pub ways: Vec<WayIn>,
    /// Whether somebody may come along into the room.
    pub accompanied: bool,
    /// Whether a woman can see her.
    pub women: Women,
    /// Whether it is offered.
    pub status: Status,
}

impl Listing {
    /// The number to call first, where one can get in by a call.
    #[must_use]
    pub fn line(&self) -> Option<&Phone> {
        self.phone.as_ref().filter(|_| self.ways.contains(&WayIn::Call))
    }
}

/// Whether one more can be taken, as the partner said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// Whether.
    pub takes: Takes,
    /// How long one waits, in weeks; none but for [`Takes::Waiting`].
    pub weeks: u8,
}
