//! Which page of a list an address asks for, and the ways to the pages beside it.

use crate::words::{Locale, say};
use leptos::prelude::*;
use serde::Deserialize;

/// The page an address asks for; what is not to be read is the first.
#[derive(Default, Deserialize)]
pub struct PageNumber {
    #[serde(default)]
    page: String,
}

impl PageNumber {
    /// Counted from nought.
    pub fn number(&self) -> u32 {
        number(&self.page)
    }
}

/// A page's number as it was asked for.
pub fn number(asked: &str) -> u32 {
    asked.parse().unwrap_or(0).min(10_000)
}

/// To the page before and the one after, where there are any; `said` stands between them. `base` is the address of the
/// list, `of` its name.
pub fn pager(l: Locale, (base, of): (&str, &str), page: u32, more: bool, said: Option<String>) -> Option<AnyView> {
    let step = |to: u32, words: &'static str| view! { <a class="button" href=format!("{base}?page={to}")>{words}</a> };
    (page > 0 || more).then(|| {
        view! {
            <nav class="pager" aria-label=of.to_owned()>
                {(page > 0).then(|| step(page - 1, say!(l, list.before)))}
                {said.map(|said| view! { <small>{said}</small> })}
                {more.then(|| step(page + 1, say!(l, list.after)))}
            </nav>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::{number, pager};
    use crate::words::Locale;
    use leptos::prelude::*;

    #[test]
    fn what_is_not_a_number_is_the_first_page() {
        assert_eq!([number(""), number("2"), number("-1"), number("x"), number("99999999")], [0, 2, 0, 0, 10_000]);
    }

    #[test]
    fn it_leads_only_to_pages_that_are_there() {
        let links = |page, more| {
            let nav = Owner::new_root(None)
                .with(|| pager(Locale::en, ("/list", "List"), page, more, None).map(|nav| nav.to_html()));
            nav.map(|nav| ["?page=0", "?page=2"].map(|link| nav.contains(link)))
        };
        assert_eq!(links(0, false), None);
        assert_eq!(links(1, false), Some([true, false]));
        assert_eq!(links(1, true), Some([true, true]));
    }
}
