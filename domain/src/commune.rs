//! The communes of Vietnam, by province. Only on the server: the list is 150 KB.
//!
//! Facts compiled from the public dataset thanglequoc/vietnamese-provinces-database (MIT licence),
//! state of 2026-07-25, with the codes of the General Statistics Office; see `domain/data/README.md`.

use crate::vietnamese::NameOrder;
use std::{collections::HashMap, ops::Range, sync::OnceLock};

const UNITS: &str = include_str!("../data/administrative-units.csv");

/// A commune, ward or special zone: the lower of the two tiers of local government.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commune {
    /// Five digits of the General Statistics Office, as `03646`.
    pub code: &'static str,
    /// With its kind, as `Phường Tô Hiệu`.
    pub full_name: &'static str,
    /// Without its kind, as `Tô Hiệu`; what lists are sorted by.
    pub name: &'static str,
}

struct Index {
    communes: Vec<Commune>,
    of_province: HashMap<&'static str, Range<usize>>,
    by_code: HashMap<&'static str, usize>,
}

/// The communes of a province by its two-digit code (Sơn La is `14`), in the order of their own
/// codes. Empty for an unknown province.
#[must_use]
pub fn of_province(province_code: &str) -> &'static [Commune] {
    let index = index();
    index.of_province.get(province_code).map_or(&[], |range| &index.communes[range.clone()])
}

/// The same by name.
#[must_use]
pub fn by_name(province_code: &str) -> Vec<&'static Commune> {
    let order = NameOrder::new();
    let mut communes: Vec<_> = of_province(province_code).iter().collect();
    communes.sort_by(|a, b| order.compare_text(a.name, b.name));
    communes
}

/// Puts what is of communes into the order of their names, as [`by_name`] does.
pub fn sort_by_name<T>(all: &mut [T], code: impl Fn(&T) -> &str) {
    let order = NameOrder::new();
    let name = |one: &T| find(code(one)).map_or("", |commune| commune.name);
    all.sort_by(|a, b| order.compare_text(name(a), name(b)));
}

/// Whether a code is one of the province's.
#[must_use]
pub fn is_of(province_code: &str, code: &str) -> bool {
    of_province(province_code).iter().any(|commune| commune.code == code)
}

/// The commune with this code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Commune> {
    let index = index();
    index.by_code.get(code).map(|&place| &index.communes[place])
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut rows: Vec<(&str, Commune)> = UNITS.lines().skip(1).filter_map(row).collect();
        rows.sort_by_key(|(province, commune)| (*province, commune.code));

        let mut of_province: HashMap<&str, Range<usize>> = HashMap::new();
        for (place, (province, _)) in rows.iter().enumerate() {
            of_province.entry(province).or_insert(place..place).end = place + 1;
        }
        let communes: Vec<Commune> = rows.into_iter().map(|(_, commune)| commune).collect();
        let by_code = communes.iter().enumerate().map(|(place, commune)| (commune.code, place)).collect();
        Index { communes, of_province, by_code }
    })
}

/// Province and commune of a line; nothing for the lines of the provinces themselves. The file has
/// no quotes, no commas in names and five columns everywhere; a test below holds it to that.
fn row(line: &'static str) -> Option<(&'static str, Commune)> {
    let mut columns = line.split(',');
    let code = columns.next()?;
    let province = columns.next().filter(|province| !province.is_empty())?;
    Some((province, Commune { code, full_name: columns.next()?, name: columns.next()? }))
}

#[cfg(test)]
mod tests {
    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn the_file_is_as_plain_as_we_read_it() {
        assert!(is_nfc(UNITS) && !UNITS.contains('"'));
        assert!(UNITS.lines().all(|line| line.split(',').count() == 5));
        assert_eq!(UNITS.lines().count(), 1 + 34 + 3_321);
    }

    #[test]
    fn every_commune_has_its_own_code_and_its_province() {
        let index = index();
        assert_eq!(index.communes.len(), 3_321);
        assert_eq!(index.by_code.len(), 3_321);
        assert_eq!(index.of_province.len(), 34);
        assert_eq!(index.of_province.keys().map(|code| of_province(code).len()).sum::<usize>(), 3_321);
        for commune in &index.communes {
            assert!(commune.code.len() == 5 && commune.full_name.ends_with(commune.name), "{commune:?}");
            assert_eq!(find(commune.code), Some(commune));
        }
    }

    #[test]
    fn son_la_has_75() {
        let son_la = of_province("14");
        assert_eq!(son_la.len(), 75);
        assert_eq!(son_la[0], Commune { code: "03646", full_name: "Phường Tô Hiệu", name: "Tô Hiệu" });
        assert_eq!(find("03646"), Some(&son_la[0]));
    }

    #[test]
    fn what_is_of_communes_is_sorted_as_they_are() {
        let mut communes: Vec<_> = of_province("14").iter().collect();
        assert_ne!(communes, by_name("14"));
        sort_by_name(&mut communes, |commune| commune.code);
        assert_eq!(communes, by_name("14"));
    }

    #[test]
    fn an_unknown_code_finds_nothing() {
        assert_eq!(of_province("99"), &[]);
        assert_eq!(of_province(""), &[]);
        assert_eq!(find("14"), None);
    }
}
