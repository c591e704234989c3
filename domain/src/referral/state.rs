use crate::codes::codes;

codes! {
    /// Where a referral stands (domain.md 3.7; Gravity/FHIR Task states in brackets).
    ReferralState {
        /// Sent, nobody came yet (requested).
        Issued = "issued",
        /// The client came and was served (completed by the receiver).
        Attended = "attended",
        /// The client did not come by now (on-hold).
        NoShow = "no_show",
        /// The receiver cannot serve and names another; needs a new request (rejected).
        Redirected = "redirected",
        /// The sender has read the answer and closed the loop (completed).
        Completed = "completed",
        /// The client took her consent back (cancelled).
        Withdrawn = "withdrawn",
    }
}

impl ReferralState {
    /// The states that may follow this one. Nothing moves back silently.
    #[must_use]
    pub const fn may_become(self) -> &'static [Self] {
        match self {
            Self::Issued => &[Self::Attended, Self::NoShow, Self::Redirected, Self::Withdrawn],
            Self::NoShow => &[Self::Attended, Self::Redirected, Self::Completed, Self::Withdrawn],
            Self::Attended | Self::Redirected => &[Self::Completed, Self::Withdrawn],
            Self::Completed | Self::Withdrawn => &[],
        }
    }

    /// Whether the receiver still has something to do.
    #[must_use]
    pub const fn is_expected(self) -> bool {
        matches!(self, Self::Issued | Self::NoShow)
    }

    /// Whether the sender still has something to read or do.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Completed | Self::Withdrawn)
    }
}

#[cfg(test)]
mod tests {
    use super::ReferralState;

    #[test]
    fn every_open_referral_can_be_withdrawn_and_no_closed_one_moves() {
        for state in ReferralState::ALL {
            assert_eq!(state.is_open(), state.may_become().contains(&ReferralState::Withdrawn), "{state:?}");
            assert_eq!(state.is_open(), !state.may_become().is_empty(), "{state:?}");
            assert!(!state.may_become().contains(state), "{state:?}");
        }
    }
}
