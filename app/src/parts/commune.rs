//! The communes of a province, to choose from and to name.

use domain::commune;

/// Code and name of each, by name.
pub fn options(province: &str) -> Vec<(String, String)> {
    commune::by_name(province).into_iter().map(|one| (one.code.to_owned(), one.full_name.to_owned())).collect()
}

/// The name of one, with its kind.
pub fn name(code: &str) -> &'static str {
    commune::find(code).map_or("", |one| one.full_name)
}
