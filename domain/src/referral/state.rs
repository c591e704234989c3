use crate::codes::codes;

codes! {
    /// Where a referral stands (domain.md 3.7).
    ReferralState {
        /// Sent; the receiver has not answered yet.
        Issued = "issued",
        /// The receiver will serve her.
        Accepted = "accepted",
        /// The receiver will not, and says why.
        Declined = "declined",
        /// The receiver cannot serve her and names another; needs a new request.
        Redirected = "redirected",
        /// A day was set.
        Booked = "booked",
        /// The client came.
        Attended = "attended",
        /// The client did not come by now.
        NoShow = "no_show",
        /// What she was sent for was done.
        Served = "served",
        /// Part of it was done, the rest is to come.
        ServedInPart = "served_in_part",
        /// The receiver has said all it has to say.
        Feedback = "feedback",
        /// The sender has read it, asked the client, and closed the loop.
        Completed = "completed",
        /// Nobody came in the time there was.
        Expired = "expired",
        /// The client does not want it any more.
        Stopped = "stopped",
        /// The client took her consent back.
        Withdrawn = "withdrawn",
        /// The sender called it back, or closed it after a no of the receiver.
        Cancelled = "cancelled",
    }
}

codes! {
    /// Who moves a referral.
    Mover {
        /// Whoever opens the packet at the receiver.
        Receiver = "receiver",
        /// Whoever opens it where it was sent from.
        Sender = "sender",
        /// The client, through whoever writes down that she takes her consent back.
        Client = "client",
        /// Nobody: time.
        Clock = "clock",
    }
}

use ReferralState::{
    Accepted, Attended, Booked, Cancelled, Completed, Declined, Expired, Feedback, Issued, NoShow, Redirected, Served,
    ServedInPart, Stopped, Withdrawn,
};

impl ReferralState {
    /// The states that may follow this one: the whole table. Steps may be left out, for who comes was accepted; none is
    /// taken back.
    #[must_use]
    pub const fn may_become(self) -> &'static [Self] {
        match self {
            Issued => &[
                Accepted,
                Declined,
                Redirected,
                Booked,
                Attended,
                NoShow,
                Served,
                ServedInPart,
                Expired,
                Stopped,
                Withdrawn,
                Cancelled,
            ],
            Accepted => &[
                Declined,
                Redirected,
                Booked,
                Attended,
                NoShow,
                Served,
                ServedInPart,
                Expired,
                Stopped,
                Withdrawn,
                Cancelled,
            ],
            // Another day may be set for her.
            Booked => {
                &[Booked, Redirected, Attended, NoShow, Served, ServedInPart, Expired, Stopped, Withdrawn, Cancelled]
            }
            NoShow => &[Redirected, Booked, Attended, Served, ServedInPart, Expired, Stopped, Withdrawn, Cancelled],
            Attended => &[Served, ServedInPart, Feedback, Completed, Stopped, Withdrawn, Cancelled],
            ServedInPart => &[Served, Feedback, Completed, Stopped, Withdrawn, Cancelled],
            Served => &[Feedback, Completed, Withdrawn],
            Feedback => &[Completed, Withdrawn],
            // The sender reads it, looks for another receiver with the client, and closes this one.
            Declined | Redirected => &[Withdrawn, Cancelled],
            Completed | Expired | Stopped | Withdrawn | Cancelled => &[],
        }
    }

    /// Who may bring a referral into this state. Nobody brings it into the first one: it begins there.
    #[must_use]
    pub const fn moved_by(self) -> &'static [Mover] {
        match self {
            Issued => &[],
            Accepted | Declined | Redirected | Attended | NoShow | Served | ServedInPart | Feedback => {
                &[Mover::Receiver]
            }
            Booked | Stopped => &[Mover::Receiver, Mover::Sender],
            Completed | Cancelled => &[Mover::Sender],
            Withdrawn => &[Mover::Client],
            Expired => &[Mover::Clock],
        }
    }

    /// Whether this one may bring it from here to there.
    #[must_use]
    pub fn may_be_moved(self, to: Self, by: Mover) -> bool {
        self.may_become().contains(&to) && to.moved_by().contains(&by)
    }

    /// What this one may make of it.
    pub fn moves(self, by: Mover) -> impl Iterator<Item = Self> {
        self.may_become().iter().copied().filter(move |to| to.moved_by().contains(&by))
    }

    /// Whether she is still to come, as far as the receiver said.
    #[must_use]
    pub const fn is_expected(self) -> bool {
        matches!(self, Issued | Accepted | Booked | NoShow)
    }

    /// Whether somebody still has something to read or do.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !self.may_become().is_empty()
    }

    /// Whether the receiver loses the packet's key with it: there is nothing left that it needs it for.
    #[must_use]
    pub const fn shuts_receiver_out(self) -> bool {
        matches!(self, Declined | Redirected | Expired | Stopped | Withdrawn | Cancelled)
    }

    /// Whether it was the receiver's last word: a slip that was given for one referral ends with it.
    #[must_use]
    pub const fn is_last_word(self) -> bool {
        self.shuts_receiver_out() || matches!(self, Served | Feedback | Completed)
    }

    /// The status of the FHIR R4 Task that tells of it.
    #[must_use]
    pub const fn task_status(self) -> &'static str {
        match self {
            Issued => "requested",
            Accepted | Booked => "accepted",
            Declined | Redirected => "rejected",
            Attended | Served | ServedInPart => "in-progress",
            NoShow => "on-hold",
            Feedback | Completed => "completed",
            Expired => "failed",
            Stopped | Withdrawn | Cancelled => "cancelled",
        }
    }

    /// Its business status: what the status alone does not tell.
    #[must_use]
    pub const fn business_status(self) -> &'static str {
        match self {
            Issued => "issued",
            Accepted => "accepted",
            Declined => "declined",
            Redirected => "redirected-needs-new-request",
            Booked => "appointment-set",
            Attended => "attended",
            NoShow => "no-show",
            Served => "served-in-full",
            ServedInPart => "served-in-part",
            Feedback => "feedback-returned",
            Completed => "confirmed-with-client",
            Expired => "expired",
            Stopped => "stopped-by-client",
            Withdrawn => "consent-withdrawn",
            Cancelled => "cancelled-by-sender",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mover, ReferralState};
    use proptest::prelude::{prop, proptest};
    use std::collections::HashSet;

    const RECEIVER_HOLDS: fn(ReferralState) -> bool = |state| !state.shuts_receiver_out();

    #[test]
    fn every_open_referral_can_be_withdrawn_and_no_closed_one_moves() {
        for state in ReferralState::ALL {
            assert_eq!(state.is_open(), state.may_become().contains(&ReferralState::Withdrawn), "{state:?}");
            assert_eq!(state.is_open(), !state.may_become().is_empty(), "{state:?}");
            // A day that is moved is booked once more.
            assert_eq!(state.may_become().contains(state), *state == ReferralState::Booked, "{state:?}");
        }
    }

    #[test]
    fn every_move_has_somebody_who_may_make_it_and_every_state_is_reached() {
        let mut reached = HashSet::from([ReferralState::Issued]);
        for state in ReferralState::ALL {
            for to in state.may_become() {
                assert!(!to.moved_by().is_empty(), "{state:?} {to:?}");
                reached.insert(*to);
            }
        }
        assert_eq!(reached.len(), ReferralState::ALL.len());
    }

    #[test]
    fn only_the_client_withdraws_only_time_expires_only_the_sender_completes() {
        for (state, mover) in [
            (ReferralState::Withdrawn, Mover::Client),
            (ReferralState::Expired, Mover::Clock),
            (ReferralState::Completed, Mover::Sender),
        ] {
            assert_eq!(state.moved_by(), [mover], "{state:?}");
        }
    }

    /// A receiver who has nothing left to do for her holds no key; a slip that was given for one referral ends with more.
    #[test]
    fn some_states_shut_the_receiver_out_and_some_are_its_last_word() {
        use ReferralState::{
            Cancelled, Completed, Declined, Expired, Feedback, Redirected, Served, Stopped, Withdrawn,
        };
        let out = [Declined, Redirected, Expired, Stopped, Withdrawn, Cancelled];
        let done = [Served, Feedback, Completed];
        for state in ReferralState::ALL {
            assert_eq!(state.shuts_receiver_out(), out.contains(state), "{state:?}");
            assert_eq!(state.is_last_word(), out.contains(state) || done.contains(state), "{state:?}");
        }
    }

    /// Who is served is not expired, and who was refused is not completed.
    #[test]
    fn what_was_done_stays_done() {
        for state in ReferralState::ALL {
            assert_eq!(state.may_become().contains(&ReferralState::Expired), state.is_expected(), "{state:?}");
            let came = ["attended", "served", "served_in_part", "feedback"].contains(&state.code());
            assert_eq!(state.may_become().contains(&ReferralState::Completed), came, "{state:?}");
        }
    }

    /// The states of before this table was longer lead where they led, or are closed as they were.
    #[test]
    fn rows_of_before_keep_their_meaning() {
        let old = ["issued", "attended", "no_show", "redirected", "completed", "withdrawn"];
        let open = ["issued", "attended", "no_show", "redirected"];
        for code in old {
            let state = ReferralState::from_code(code).expect("a code of before");
            assert_eq!(state.is_open(), open.contains(&code), "{code}");
        }
    }

    #[test]
    fn a_task_has_a_status_of_fhir_and_no_two_states_one_business_status() {
        let fhir = ["requested", "accepted", "rejected", "cancelled", "in-progress", "on-hold", "failed", "completed"];
        assert!(ReferralState::ALL.iter().all(|state| fhir.contains(&state.task_status())));
        let all: HashSet<_> = ReferralState::ALL.iter().map(|state| state.business_status()).collect();
        assert_eq!(all.len(), ReferralState::ALL.len());
    }

    proptest! {
        /// Whoever tries whatever, in any order: it moves along the table only, stands still once it is closed, and a
        /// receiver who was shut out is never let in again by a move of its own or of anybody.
        #[test]
        fn no_path_leaves_the_table(
            tries in prop::collection::vec((prop::sample::select(ReferralState::ALL), prop::sample::select(Mover::ALL)), 0..40),
        ) {
            let mut state = ReferralState::Issued;
            let (mut shut, mut moves) = (false, 0);
            for (to, by) in tries {
                let (before, may) = (state, state.may_be_moved(to, by));
                assert_eq!(may, state.moves(by).any(|move_| move_ == to));
                if may {
                    assert!(before.is_open() && before.may_become().contains(&to) && to.moved_by().contains(&by));
                    state = to;
                    moves += 1;
                }
                assert!(!(shut && RECEIVER_HOLDS(state)), "let in again by {by:?} from {before:?}");
                shut |= !RECEIVER_HOLDS(state);
                assert!(before.is_open() || state == before);
            }
            // Only a booking and a no-show follow each other again and again.
            assert!(moves <= 40);
        }

        /// A receiver who is shut out makes no move that is its own.
        #[test]
        fn who_is_shut_out_moves_nothing(state in prop::sample::select(ReferralState::ALL)) {
            if state.shuts_receiver_out() {
                assert_eq!(state.moves(Mover::Receiver).count(), 0, "{state:?}");
            }
        }
    }
}
