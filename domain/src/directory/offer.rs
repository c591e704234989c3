use super::{Capacity, Cost, Nearness, Takes};
use crate::codes::codes;
use chrono::{Months, NaiveDate};

codes! {
    /// How far one may rely on what stands there.
    Freshness {
        /// Somebody said within six months that it is right.
        Fresh = "fresh",
        /// Not checked for more than six months.
        Old = "old",
        /// Not checked for more than twelve, or never: call first.
        Stale = "stale",
    }
}

impl Freshness {
    /// By the day somebody last said that it is right; `today` is the day in Vietnam.
    #[must_use]
    pub fn of(assured_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        let since = |months| assured_on.and_then(|on| on.checked_add_months(Months::new(months)));
        match (since(6), since(12)) {
            (Some(fresh), _) if today <= fresh => Self::Fresh,
            (_, Some(old)) if today <= old => Self::Old,
            _ => Self::Stale,
        }
    }
}

/// How well an offer fits: the smaller the better. Whoever takes nobody comes last; then what is near; then the shortest
/// wait; then what can be relied on; then what costs least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    full: bool,
    near: Nearness,
    weeks: u8,
    freshness: Freshness,
    cost: Cost,
}

/// How well it fits. Where nobody said whether one more is taken, she is.
#[must_use]
pub fn fit(near: Nearness, capacity: Option<Capacity>, freshness: Freshness, cost: Cost) -> Fit {
    Fit {
        full: capacity.is_some_and(|capacity| capacity.takes == Takes::No),
        near,
        weeks: capacity.filter(|capacity| capacity.takes == Takes::Waiting).map_or(0, |capacity| capacity.weeks),
        freshness,
        cost,
    }
}

#[cfg(test)]
mod tests {
    use super::{Freshness, fit};
    use crate::directory::{Capacity, Cost, Nearness, Takes};
    use chrono::NaiveDate;

    #[test]
    fn six_months_then_twelve() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let today = day(2026, 11, 26);
        for (on, freshness) in [
            (day(2026, 11, 26), Freshness::Fresh),
            (day(2026, 5, 26), Freshness::Fresh),
            (day(2026, 5, 25), Freshness::Old),
            (day(2025, 11, 26), Freshness::Old),
            (day(2025, 11, 25), Freshness::Stale),
        ] {
            assert_eq!(Freshness::of(Some(on), today), freshness, "{on}");
        }
        assert_eq!(Freshness::of(None, today), Freshness::Stale);
    }

    #[test]
    fn near_before_free_and_full_comes_last() {
        let takes = |takes, weeks| Some(Capacity { takes, weeks });
        let order = [
            fit(Nearness::Here, None, Freshness::Fresh, Cost::Paid),
            fit(Nearness::Here, takes(Takes::Yes, 0), Freshness::Stale, Cost::Free),
            fit(Nearness::Here, takes(Takes::Waiting, 2), Freshness::Fresh, Cost::Free),
            fit(Nearness::Around, None, Freshness::Fresh, Cost::Free),
            fit(Nearness::Centre, None, Freshness::Fresh, Cost::Free),
            fit(Nearness::Here, takes(Takes::No, 0), Freshness::Fresh, Cost::Free),
        ];
        assert!(order.is_sorted(), "{order:?}");
    }
}
