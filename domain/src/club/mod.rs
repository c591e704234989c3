//! Clubs, self-help groups and peer groups (domain.md 3.5). What the organisation keeps of one names no member; who is on
//! its list, what it did together and what it saved is for its facilitator alone.

mod meeting;
mod member;
mod registry;
mod savings;
#[cfg(test)]
mod tests;
mod tie;

pub use meeting::{Meeting, MeetingForm, MeetingState, VenueType};
pub use member::{Listing, ListingForm, Member, MemberRole, Until, list_end};
pub use registry::{Club, ClubForm, ClubKind, Frequency, StandingForm};
pub use savings::{Book, Saving, SavingForm, SavingKind};
pub use tie::{TieForm, Tying};

use crate::codes::codes;
use crate::number::counted;
use crate::problem::Problem;

codes! {
    /// Whether a club meets.
    ClubStanding {
        /// It meets.
        Running = "running",
        /// It rests for a while.
        Paused = "paused",
        /// It ended.
        Ended = "ended",
    }
}

/// The words about being listed that are read out today; the version is kept with every yes.
pub const LISTING_TEXT: &str = "club-2026-11";

/// Most people of one meeting.
pub const HEADS_MAX: i64 = 500;

/// An empty number is zero.
fn number(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    counted(&text, min, max)
}

/// The same for people and things, which are never so many.
fn count(text: &str, max: i64) -> Result<u16, Problem> {
    u16::try_from(number(text, 0, max)?).map_err(|_| Problem::NotANumber)
}
