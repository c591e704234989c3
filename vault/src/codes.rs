//! Lists of codes, as a column keeps them in the clear: with commas between.

/// The codes of a list.
pub(crate) fn split(list: &str) -> Vec<&str> {
    list.split(',').filter(|code| !code.is_empty()).collect()
}

/// The list of what was chosen.
pub(crate) fn joined<T: Copy + Into<&'static str>>(chosen: &[T]) -> String {
    chosen.iter().map(|choice| (*choice).into()).collect::<Vec<&str>>().join(",")
}
