use crate::codes::codes;

codes! {
    /// The parts of a case page. One is shown at a time, and only where whoever looks holds its key.
    CasePart {
        /// What happened, the last first.
        Timeline = "timeline",
        /// Needs, and the plan that was agreed.
        Plan = "plan",
        /// What was sent to others.
        Referrals = "referrals",
        /// What is for the named: it opens by doors of its own.
        Private = "private",
    }
}

impl CasePart {
    /// The part an address asks for, among those that are there for who looks. Anything else shows what happened.
    #[must_use]
    pub fn asked(code: &str, private: bool) -> Self {
        Self::from_code(code).ok().filter(|part| *part != Self::Private || private).unwrap_or(Self::Timeline)
    }

    /// The parts that are there for who looks.
    pub fn offered(private: bool) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |part| *part != Self::Private || private)
    }
}

#[cfg(test)]
mod tests {
    use super::CasePart;

    #[test]
    fn a_part_without_its_key_is_not_there() {
        assert_eq!(CasePart::asked("private", true), CasePart::Private);
        assert_eq!(CasePart::asked("private", false), CasePart::Timeline);
        assert_eq!(CasePart::asked("", true), CasePart::Timeline);
        assert_eq!(CasePart::asked("x", true), CasePart::Timeline);
        assert_eq!((CasePart::offered(true).count(), CasePart::offered(false).count()), (4, 3));
    }
}
