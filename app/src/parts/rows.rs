//! Lists of rows, and what stands in their place when there are none.

use leptos::prelude::*;

/// The rows; the words of a list without any.
pub fn rows_or(rows: Vec<impl IntoView + 'static>, nothing: &'static str) -> AnyView {
    if rows.is_empty() {
        view! { <div class="empty"><p>{nothing}</p></div> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    }
}

/// A section with its heading, the way to all of it, and what it says when it is empty.
pub fn section_to(
    title: &'static str,
    path: &'static str,
    all: &'static str,
    rows: Vec<impl IntoView + 'static>,
    nothing: &'static str,
) -> AnyView {
    let body = rows_or(rows, nothing);
    view! {
        <section class="sheet">
            <header><h2>{title}</h2><a href=path>{all}</a></header>
            {body}
        </section>
    }
    .into_any()
}

/// The same; nothing at all when there are no rows.
pub fn section_to_any(
    title: &'static str,
    path: &'static str,
    all: &'static str,
    rows: Vec<impl IntoView + 'static>,
) -> Option<AnyView> {
    (!rows.is_empty()).then(|| section_to(title, path, all, rows, ""))
}

/// A section with its heading; nothing at all when there are no rows.
pub fn section_of(title: &'static str, rows: Vec<impl IntoView + 'static>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! { <section class="sheet"><header><h2>{title}</h2></header><ul class="rows">{rows}</ul></section> }
            .into_any()
    })
}
