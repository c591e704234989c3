//! The clocks of the law (Law 91/2025; Decree 356/2025 Art. 5), over the Vietnamese calendar.
//!
//! The first reply runs in **working** days, as the decree says. The other terms are "days", and the decree does not
//! say which: we count **calendar** days, which end sooner. All of them run from the day after the request came in.

use super::Right;
use crate::calendar::{days_after, working_days_after};
use crate::date::{end_of_day, local_date};
use chrono::{DateTime, NaiveDate, Utc};

/// Working days to the first reply, which says how the request will be dealt with (Decree 356/2025 Art. 5).
const FIRST_REPLY: u64 = 2;

/// Days in which a recipient that was told must stop (Decree 356/2025 Art. 5: processors and third parties).
const STOP: u64 = 20;

/// By when a request must be dealt with; both are the last day itself, in Vietnam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The first reply.
    pub reply: NaiveDate,
    /// The whole of it.
    pub done: NaiveDate,
}

/// The terms of one right, in days.
struct Term {
    alone: u64,
    with_others: u64,
    extension: u64,
}

const fn term(right: Right) -> Term {
    match right {
        Right::Restrict | Right::Object => Term { alone: 15, with_others: 20, extension: 15 },
        Right::See | Right::Copy | Right::Correct => Term { alone: 10, with_others: 15, extension: 10 },
        // The one extension the sources quote in full is 15 days; a longer one is not taken where it might be allowed.
        Right::Erase => Term { alone: 20, with_others: 30, extension: 15 },
    }
}

/// When a request that came in on this day is due. `others`: somebody outside was told and must act too. `extended`: the
/// one extension was taken, with its reason; it never moves the first reply.
#[must_use]
pub fn due(right: Right, received: NaiveDate, others: bool, extended: bool) -> Due {
    let term = term(right);
    let days = if others { term.with_others } else { term.alone };
    let days = if extended { days + term.extension } else { days };
    Due { reply: working_days_after(received, FIRST_REPLY), done: days_after(received, days) }
}

/// The first moment at which a recipient told under a consent may no longer use what it was told: after the twentieth
/// day from the one it was taken back on.
#[must_use]
pub fn stop_by(taken_back: DateTime<Utc>) -> DateTime<Utc> {
    end_of_day(days_after(local_date(taken_back), STOP))
}

#[cfg(test)]
mod tests;
