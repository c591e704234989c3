//! Time and randomness are handed in, never taken: so that a test can say when it is.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use uuid::Uuid;

/// Tells the time. Implemented by the server's real clock and by the clocks of tests.
pub trait Clock: Send + Sync {
    /// Now, to the microsecond (what both databases keep).
    fn now(&self) -> DateTime<Utc>;
}

/// Gives unpredictable bytes. Implemented over the operating system's source, and by seeded sources in tests.
pub trait Entropy: Send + Sync {
    /// Fills the whole slice.
    fn fill(&self, bytes: &mut [u8]);
}

/// Cuts a time to the microsecond.
#[must_use]
pub fn to_microseconds(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}

/// A new UUID version 7 for this moment.
#[must_use]
pub fn new_id(now: DateTime<Utc>, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
