//! The real clock and the operating system's randomness: the one place that takes them.

use chrono::{DateTime, Utc};
use domain::time::{Clock, Entropy};

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is handed")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The operating system's source of randomness.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// # Panics
    /// When the operating system has no randomness: nothing may be sealed then.
    #[expect(clippy::disallowed_methods, reason = "this is the source that everything else is handed")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system has randomness");
    }
}
