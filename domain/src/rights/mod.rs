//! What a client may ask about her own data (Law 91/2025 Art. 4, 10, 13, 14; Decree 356/2025 Art. 5), and by when it
//! must be done. Taking a consent back is not here: it is done at once, in one step (`consent`).

mod clock;
mod own;
mod request;
mod standing;

pub use clock::{Due, due, stop_by};
pub use own::OwnAskedForm;
pub use request::{Asked, AskedForm};
pub use standing::{ExtensionReason, Move, MoveForm, Refusal, RightState, Standing, Urgency};

use crate::codes::codes;

codes! {
    /// What she asks for.
    Right {
        /// To see what is kept.
        See = "see",
        /// To have a copy.
        Copy = "copy",
        /// To have it put right.
        Correct = "correct",
        /// To have it erased.
        Erase = "erase",
        /// To have it kept but not used, while something is unclear.
        Restrict = "restrict",
        /// To object to one use of it.
        Object = "object",
    }
}

codes! {
    /// How the request came.
    Via {
        /// She said it, here or on the way.
        InPerson = "in_person",
        /// On paper.
        Paper = "paper",
        /// On her own page.
        OwnPage = "own_page",
        /// Nobody asked: the time for keeping the case is over.
        RetentionEnd = "retention_end",
    }
}

impl Via {
    /// What a colleague who writes a request down can choose.
    pub const BY_STAFF: &'static [Self] = &[Self::InPerson, Self::Paper];
}
