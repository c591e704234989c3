use crate::codes::codes;

codes! {
    /// Who sits together. What is written stands in one client's case, whoever else was there.
    Setting {
        /// The client alone.
        Individual = "individual",
        /// With a partner. Asked alone before whether she wants that: who is hurt at home cannot say so in front of the other.
        Couple = "couple",
        /// With family. Asked alone before, as with a partner.
        Family = "family",
        /// In a group. The others are a number: nobody of them agreed to be written down here.
        Group = "group",
    }
}

impl Setting {
    /// Whether the client must have been asked alone before.
    #[must_use]
    pub const fn needs_asking_alone(self) -> bool {
        matches!(self, Self::Couple | Self::Family)
    }

    /// Whether the others are counted.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        matches!(self, Self::Group)
    }
}

codes! {
    /// Whether the agreed session took place.
    Attendance {
        /// She came.
        Came = "came",
        /// She did not come, and said nothing before.
        DidNotCome = "did_not_come",
        /// It was put off or called off before, by either.
        CalledOff = "called_off",
    }
}

/// Sessions that were recorded before the question was asked were of one client who came.
pub(super) const fn individual() -> Setting {
    Setting::Individual
}

pub(super) const fn came() -> Attendance {
    Attendance::Came
}
