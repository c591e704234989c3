//! A team's recovery sheet: three papers, of which any two bring the team's keys back when everybody who held them is lost.
//! One paper alone says nothing. They name nobody and nothing.

mod opening;
mod share;

pub use opening::{Opening, OpeningForm};
pub use share::{SYMBOLS, Share, SheetMark};

use crate::codes::codes;
use chrono::{DateTime, TimeDelta, Utc};

/// Papers there are.
pub const PAPERS: u8 = 3;
/// How many of them open it.
pub const NEEDED: u8 = 2;

codes! {
    /// How a sheet ended. What ended opens nothing any more.
    End {
        /// Two papers were typed in and brought the keys back.
        Used = "used",
        /// New papers were made in their place.
        Replaced = "replaced",
        /// It was given up.
        Shut = "shut",
    }
}

/// So long everybody who watches is told at the top of the page that a sheet was used.
const TOLD_FOR: TimeDelta = TimeDelta::days(30);

/// Whether the use of a sheet is still news.
#[must_use]
pub fn is_news(used_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - used_at < TOLD_FOR
}

#[cfg(test)]
mod tests {
    use super::is_news;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn its_use_is_told_for_thirty_days() {
        let used = DateTime::UNIX_EPOCH;
        let moment = TimeDelta::microseconds(1);
        assert!(is_news(used, used) && is_news(used, used + TimeDelta::days(30) - moment));
        assert!(!is_news(used, used + TimeDelta::days(30)));
    }
}
