//! A case goes to another organisation, because the client wants it to: offered with her yes, taken or sent back.

mod form;

pub use form::{Offering, OfferingForm, SendBack, SendBackForm, Taking, TakingForm};

use crate::client::ClientCode;
use crate::codes::codes;
use crate::text::{Line, Prose};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Longest text of an offer, in characters.
pub const WORDS_MAX: usize = 1000;

codes! {
    /// What ended an offer.
    Outcome {
        /// The other organisation took the case.
        Taken = "taken",
        /// It sent the offer back.
        SentBack = "sent_back",
        /// Who offered it thought better of it.
        CalledOff = "called_off",
    }
}

codes! {
    /// Why an offer is sent back. None says anything of the client.
    BackReason {
        /// Nobody has room for one more.
        NoRoom = "no_room",
        /// What she needs is not done there.
        NotOurWork = "not_our_work",
        /// She lives where they do not go.
        NotOurArea = "not_our_area",
        /// Somebody there knows her: she must be asked first whether she minds.
        Known = "known",
        /// The two organisations should talk first.
        TalkFirst = "talk_first",
    }
}

codes! {
    /// What must be brought to an end before a case can go: whoever it is owed to would not find its owner any more.
    Hindrance {
        /// The client is not supported now: closed, or she stopped.
        NotServed = "not_served",
        /// A referral has no answer yet.
        OpenReferral = "open_referral",
        /// It is one with another record of the same client.
        Merged = "merged",
        /// The glass was broken, and that is not signed off.
        Emergency = "emergency",
        /// What of it may be opened changed since it was offered.
        Changed = "changed",
    }
}

codes! {
    /// Where an offer stands.
    Standing {
        /// It waits for an answer; who offered it carries the case.
        Waits = "waits",
        /// The other organisation carries it.
        Taken = "taken",
        /// It came back.
        SentBack = "sent_back",
        /// It was called off.
        CalledOff = "called_off",
        /// She took her yes back before it was taken.
        TakenBack = "taken_back",
        /// Nobody answered in time.
        Over = "over",
    }
}

/// Where an offer stands: what ended it, and otherwise her yes.
#[must_use]
pub fn standing(outcome: Option<Outcome>, taken_back: bool, until: DateTime<Utc>, now: DateTime<Utc>) -> Standing {
    match outcome {
        Some(Outcome::Taken) => Standing::Taken,
        Some(Outcome::SentBack) => Standing::SentBack,
        Some(Outcome::CalledOff) => Standing::CalledOff,
        None if taken_back => Standing::TakenBack,
        None if until <= now => Standing::Over,
        None => Standing::Waits,
    }
}

/// All that the other organisation sees before it takes a case. Sealed under a key of its own, like a referral's copy.
#[derive(Clone, Serialize, Deserialize)]
pub struct Offer {
    /// What she is called.
    pub alias: Line<60>,
    /// Her code.
    pub code: ClientCode,
    /// Why now, as she and her worker put it.
    pub why: Prose<WORDS_MAX>,
    /// What is to be done first.
    pub next: Prose<WORDS_MAX>,
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Standing, standing};
    use chrono::{DateTime, TimeDelta, Utc};

    #[test]
    fn what_ended_it_says_where_it_stands_and_otherwise_her_yes() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let later = now + TimeDelta::days(1);
        assert_eq!(standing(None, false, later, now), Standing::Waits);
        assert_eq!(standing(None, false, now, now), Standing::Over, "its last moment is over");
        assert_eq!(standing(None, true, later, now), Standing::TakenBack);
        assert_eq!(standing(Some(Outcome::Taken), true, now, now), Standing::Taken);
        assert_eq!(standing(Some(Outcome::SentBack), false, later, now), Standing::SentBack);
        assert_eq!(standing(Some(Outcome::CalledOff), false, later, now), Standing::CalledOff);
    }
}
