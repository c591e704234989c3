use super::{Cost, Fit, Freshness, Nearness, Status, fit};

/// How many are shown before "more".
const NEAREST: usize = 3;

/// The best of the places where a house offers a service, each as the directory lists it and with how well it fits. A house that
/// lists none comes after all that is listed, and is offered still, without a place. `None` for one whose places are all paused
/// or ended.
#[must_use]
pub fn best_place<T>(listed: impl IntoIterator<Item = (T, Status, Fit)>) -> Option<(Fit, Option<T>)> {
    let mut listed = listed.into_iter().peekable();
    if listed.peek().is_none() {
        return Some((fit(Nearness::Elsewhere, None, Freshness::Stale, Cost::Paid), None));
    }
    listed
        .filter(|(_, status, _)| *status == Status::Offered)
        .min_by_key(|(_, _, fit)| *fit)
        .map(|(place, _, fit)| (fit, Some(place)))
}

/// Offers with how well each fits: the nearest, and the rest; in both the best first.
#[must_use]
pub fn nearest_first<T>(mut offers: Vec<(Fit, T)>) -> (Vec<T>, Vec<T>) {
    offers.sort_by_key(|(fit, _)| *fit);
    let mut nearest: Vec<_> = offers.into_iter().map(|(_, offer)| offer).collect();
    let rest = nearest.split_off(nearest.len().min(NEAREST));
    (nearest, rest)
}

#[cfg(test)]
mod tests {
    use super::{best_place, nearest_first};
    use crate::directory::{Cost, Fit, Freshness, Nearness, Status, fit};

    fn near(near: Nearness) -> Fit {
        fit(near, None, Freshness::Fresh, Cost::Free)
    }

    #[test]
    fn the_best_place_that_is_offered_stands_for_the_house() {
        let places = [
            ("paused", Status::Paused, near(Nearness::Here)),
            ("far", Status::Offered, near(Nearness::Elsewhere)),
            ("around", Status::Offered, near(Nearness::Around)),
        ];
        assert_eq!(best_place(places), Some((near(Nearness::Around), Some("around"))));
        assert_eq!(best_place([("ended", Status::Ended, near(Nearness::Here))]), None, "it takes nobody there");
    }

    #[test]
    fn who_is_not_listed_comes_last_and_is_offered() {
        let (fit, place) = best_place::<()>([]).expect("offered still");
        assert_eq!(place, None);
        assert!(fit > near(Nearness::Elsewhere));
    }

    #[test]
    fn three_and_the_rest() {
        let offers = |fits: &[Nearness]| fits.iter().copied().map(near).zip(["a", "b", "c", "d"]).collect::<Vec<_>>();
        let four = offers(&[Nearness::Elsewhere, Nearness::Here, Nearness::Here, Nearness::Centre]);
        assert_eq!(nearest_first(four), (vec!["b", "c", "d"], vec!["a"]), "of the same fit the order stays");
        assert_eq!(nearest_first(offers(&[Nearness::Here])), (vec!["a"], vec![]));
    }
}
