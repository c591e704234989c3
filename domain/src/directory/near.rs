use crate::codes::codes;
use crate::commune;

codes! {
    /// How near a place is to somebody in a commune. Nothing is measured: the list of communes has no coordinates, and a
    /// straight line means little in the mountains. What lies together was one district until 2025 (decision 0032).
    Nearness {
        /// In the same commune.
        Here = "here",
        /// In the same former district.
        Around = "around",
        /// In what was the provincial town, where every road leads.
        Centre = "centre",
        /// Elsewhere.
        Elsewhere = "elsewhere",
    }
}

/// The eleven former districts of Sơn La by the first code of their communes. The Statistics Office numbered communes
/// district by district, and the communes of 2025 kept the code of one of those they were made of. Vân Hồ was part of Mộc
/// Châu when the numbers were given, and counts with it.
const SON_LA: &[u32] = &[3646, 3685, 3721, 3808, 3856, 3907, 3979, 4075, 4105, 4168, 4228];
/// What the last of them ends before.
const SON_LA_END: u32 = 4252;

fn area(code: &str) -> Option<usize> {
    let number = code.parse().ok().filter(|number| (SON_LA[0]..SON_LA_END).contains(number))?;
    commune::find(code)?;
    SON_LA.iter().rposition(|first| *first <= number)
}

impl Nearness {
    /// How near a place is, seen from a commune; without one, seen from the provincial town.
    #[must_use]
    pub fn of(from: Option<&str>, place: &str) -> Self {
        let from = from.filter(|from| !from.is_empty());
        match (from, area(place)) {
            (Some(from), _) if from == place => Self::Here,
            (Some(from), Some(there)) if area(from) == Some(there) => Self::Around,
            (_, Some(0)) => Self::Centre,
            _ => Self::Elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Nearness, SON_LA, area};
    use crate::commune::{find, of_province};

    #[test]
    fn every_commune_of_the_province_lies_in_one_of_eleven() {
        let mut of_area = [0; SON_LA.len()];
        for commune in of_province("14") {
            of_area[area(commune.code).unwrap_or_else(|| panic!("{}", commune.full_name))] += 1;
        }
        assert_eq!(of_area.iter().sum::<i32>(), 75);
        assert!(of_area.iter().all(|communes| *communes > 0), "{of_area:?}");
        // The names of the former districts' towns lie where they were.
        for (code, at) in [
            ("03646", 0),
            ("03703", 1),
            ("03721", 2),
            ("03808", 3),
            ("03856", 4),
            ("03910", 5),
            ("03980", 6),
            ("04075", 7),
            ("04105", 8),
            ("04168", 9),
            ("04231", 10),
        ] {
            assert_eq!(area(code), Some(at), "{}", find(code).map_or(code, |commune| commune.full_name));
        }
    }

    #[test]
    fn the_same_commune_then_around_it_then_the_town_then_the_rest() {
        let of = |from, place| Nearness::of(Some(from), place);
        assert_eq!(of("03664", "03664"), Nearness::Here);
        assert_eq!(of("04045", "03980"), Nearness::Around, "Lóng Sập and Mộc Châu");
        assert_eq!(of("03664", "03646"), Nearness::Around, "two wards of the town");
        assert_eq!(of("04045", "03646"), Nearness::Centre);
        assert_eq!(of("04045", "03910"), Nearness::Elsewhere);
        assert_eq!(Nearness::of(None, "03646"), Nearness::Centre);
        assert_eq!(Nearness::of(None, "03980"), Nearness::Elsewhere);
        assert!(Nearness::Here < Nearness::Around && Nearness::Centre < Nearness::Elsewhere);
        // Codes that are none, or of another province, are elsewhere.
        assert_eq!(of("00004", "99999"), Nearness::Elsewhere);
        assert_eq!(of("00004", "00004"), Nearness::Here);
    }
}
