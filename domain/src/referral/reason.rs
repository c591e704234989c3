//! Why a referral was not served. Why a receiver declines says something of the receiver, and is counted in the clear; why
//! a client did not come says something of her, and is sealed with the packet (decision 0030).

use crate::codes::codes;

codes! {
    /// Why a receiver declines: of itself, never of the client.
    DeclineReason {
        /// Nobody there who does it.
        NoStaff = "no_staff",
        /// No room in the time that was asked for.
        NoRoom = "no_room",
        /// Medicine, tests or other goods have run out.
        NoSupplies = "no_supplies",
        /// The service is not offered now.
        NotOffered = "not_offered",
        /// It is not for who lives where the referral comes from.
        OutOfArea = "out_of_area",
        /// What helps her come cannot be had there: an interpreter, a woman to see her, step-free access.
        NeedsNotMet = "needs_not_met",
        /// Another reason.
        Other = "other",
    }
}

codes! {
    /// Why it was not completed (domain.md 3.7).
    NotCompleted {
        /// Busy, or it could not be arranged.
        Busy = "busy",
        /// Far, or too dear to get there.
        Far = "far",
        /// Afraid that it becomes known.
        Afraid = "afraid",
        /// How she was treated there.
        Attitude = "attitude",
        /// Too long a wait.
        Wait = "wait",
        /// No need any more.
        NoNeed = "no_need",
        /// Moved elsewhere.
        Moved = "moved",
        /// Medicine, tests or other goods had run out.
        NoSupplies = "no_supplies",
        /// No papers, or no health insurance.
        NoPapers = "no_papers",
        /// She could not be reached.
        NotReached = "not_reached",
        /// It was sent to another receiver, or the receiver declined.
        SentElsewhere = "sent_elsewhere",
        /// Another reason.
        Other = "other",
    }
}

codes! {
    /// What the client says when she is asked whether it met her need.
    NeedMet {
        /// It did.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// It did not.
        No = "no",
        /// She could not be asked.
        NotAsked = "not_asked",
    }
}
