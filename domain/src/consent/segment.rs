use crate::codes::codes;

codes! {
    /// A compartment of one case with its own key (DS4P security labels).
    Segment {
        /// What lists and search need: alias, code, folded names, phone tail, next step.
        Label = "label",
        /// Legal name and other marks of identity.
        Identity = "identity",
        /// How to reach the client safely.
        Contact = "contact",
        /// Sessions, plan, notes, consents' evidence.
        Casework = "casework",
        /// STI and reproductive health.
        Health = "health",
        /// HIV, its own segment by HIV law Art. 30.
        Hiv = "hiv",
        /// Legal matters.
        Legal = "legal",
        /// Training, jobs, loans.
        Livelihood = "livelihood",
        /// Membership of clubs and groups.
        Group = "group",
        /// The copy of the agreed fields that one referral carries, and what came of it.
        Packet = "packet",
        /// A note of one author, for nobody else.
        SealedNote = "sealed_note",
        /// One result of a clinic that the client let her own team know, as it was told.
        SharedResult = "shared_result",
    }
}

impl Segment {
    /// The segments every case has from its first day.
    pub const OF_A_NEW_CASE: &'static [Self] = &[Self::Label, Self::Identity, Self::Contact, Self::Casework];

    /// Whether its keys go to who was named when they were made, and to nobody after: it opens by itself and never with the
    /// case, is not handed on with it, and who looked at it is for nobody's list but her own and the client's.
    #[must_use]
    pub const fn is_for_the_named(self) -> bool {
        matches!(self, Self::Hiv | Self::Group | Self::SealedNote | Self::Health | Self::Legal | Self::Livelihood)
    }

    /// What a partner writes for itself (decision 0033).
    pub const COMPARTMENTS: &'static [Self] = &[Self::Health, Self::Legal, Self::Livelihood];

    /// The segments a client can take back while her case goes on. Without label and casework there is no case.
    pub const SEVERABLE: &'static [Self] = &[Self::Identity, Self::Contact];
}

#[cfg(test)]
mod tests {
    use super::Segment;

    /// A case is what opens together; the rest opens for who was named, or is a copy or a result for who was told.
    #[test]
    fn what_opens_with_the_case_is_for_nobody_by_name() {
        for segment in Segment::ALL {
            let with_others = [Segment::Packet, Segment::SharedResult].contains(segment);
            let with_the_case = Segment::OF_A_NEW_CASE.contains(segment);
            assert_eq!(segment.is_for_the_named(), !with_the_case && !with_others, "{segment:?}");
            assert!(with_the_case || !Segment::SEVERABLE.contains(segment), "{segment:?}");
        }
    }
}
