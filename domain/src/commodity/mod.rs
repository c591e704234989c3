//! What volunteers carry to give away, and the store of their team (domain.md 3.4). Of the administrative zone: pieces and who
//! carries them, nothing of a client. A balance is never kept: it is what moved, less what contacts gave.

mod form;
mod ledger;
mod shortage;
#[cfg(test)]
mod tests;

pub use form::{CountForm, MoveForm, Movement, PIECES_MAX, PiecesForm, STORE, StockCount, UndoForm, too_many};
pub use ledger::{Ledger, Moved, Standing, Stock, is_due};
pub use shortage::{Shortage, Turn, turns};

use crate::codes::codes;
use crate::contact::Given;

codes! {
    /// One kind of thing, as a contact counts it.
    Thing {
        /// Condoms.
        Condoms = "condoms",
        /// Condoms for women.
        FemaleCondoms = "female_condoms",
        /// Lubricant.
        Lubricant = "lubricant",
        /// Needles and syringes.
        Needles = "needles",
        /// Self-test kits.
        SelfTests = "self_tests",
        /// Leaflets.
        Leaflets = "leaflets",
    }
}

/// How many kinds there are.
pub const THINGS: usize = Thing::ALL.len();

codes! {
    /// How pieces move.
    MoveKind {
        /// From outside into the team's store.
        Received = "received",
        /// From the store to somebody who goes out with them.
        HandedOut = "handed_out",
        /// From her back to the store.
        Returned = "returned",
        /// Lost, broken, or past their day.
        Lost = "lost",
        /// More were counted than were written down.
        Found = "found",
    }
}

impl Thing {
    /// How many of it a contact gave.
    #[must_use]
    pub fn of(self, given: &Given) -> i64 {
        given.all().iter().filter(|(name, _)| *name == self.code()).map(|(_, pieces)| i64::from(*pieces)).sum()
    }
}

impl MoveKind {
    /// What is written down by hand; that there is more than was written is found by counting only.
    pub const OFFERED: &'static [Self] = &[Self::Received, Self::HandedOut, Self::Returned, Self::Lost];

    /// Whether it is always between the store and somebody.
    #[must_use]
    pub const fn needs_person(self) -> bool {
        matches!(self, Self::HandedOut | Self::Returned)
    }

    /// What one piece adds to the store and to the person it is written for, if there is one.
    #[must_use]
    pub const fn adds(self, for_person: bool) -> (i64, i64) {
        match (self, for_person) {
            (Self::Received, _) | (Self::Found, false) => (1, 0),
            (Self::HandedOut, _) => (-1, 1),
            (Self::Returned, _) => (1, -1),
            (Self::Lost, false) => (-1, 0),
            (Self::Lost, true) => (0, -1),
            (Self::Found, true) => (0, 1),
        }
    }
}

codes! {
    /// Why a balance changed without anybody giving or getting something, or why a line was taken back.
    Cause {
        /// Broken or wet.
        Broken = "broken",
        /// Past its day.
        Expired = "expired",
        /// Lost on the way.
        Lost = "lost",
        /// Handed out or taken back, and not written down.
        NotWritten = "not_written",
        /// Got from somewhere else, as from a colleague or a clinic.
        Elsewhere = "elsewhere",
        /// A contact says another number than was given.
        Miscounted = "miscounted",
        /// The line has a wrong number.
        WrongNumber = "wrong_number",
        /// It is of the wrong person or the wrong kind.
        WrongPerson = "wrong_person",
        /// It was written twice.
        Twice = "twice",
    }
}

impl Cause {
    /// Why something is gone.
    pub const OF_A_LOSS: &'static [Self] = &[Self::Broken, Self::Expired, Self::Lost];
    /// Why another number was counted than was written down.
    pub const OF_A_COUNT: &'static [Self] =
        &[Self::NotWritten, Self::Elsewhere, Self::Miscounted, Self::Lost, Self::Broken, Self::Expired];
    /// Why a line is taken back.
    pub const OF_AN_UNDOING: &'static [Self] = &[Self::WrongNumber, Self::WrongPerson, Self::Twice];
}
