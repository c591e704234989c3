//! Clubs, self-help groups and peer groups (domain.md 3.5). What the organisation keeps of one names no member; who is on
//! its list, what it did together and what it saved is for its facilitator alone.

mod meeting;
mod member;
mod next;
mod registry;
mod savings;
#[cfg(test)]
mod tests;
mod tie;

pub use meeting::{Meeting, MeetingForm, MeetingState, VenueType};
pub use member::{Listing, ListingForm, Member, MemberRole, Until, list_end};
pub use next::{NextMeeting, next_meeting};
pub use registry::{Club, ClubForm, ClubKind, Frequency, StandingForm};
pub use savings::{Book, Saving, SavingForm, SavingKind};
pub use tie::{TieForm, Tying};

use crate::codes::codes;

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
