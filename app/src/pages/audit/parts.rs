//! What several pages about the audit show.

use crate::parts::by_day;
use crate::words::{Locale, Spoken, say};
use domain::audit::Break;
use domain::date::{display, display_clock};
use leptos::prelude::*;
use vault::who_looked::Look;

fn event(l: Locale, look: Look, name: Option<String>) -> AnyView {
    let segments: Vec<_> = look.segments.iter().map(|segment| segment.said(l)).collect();
    view! {
        <tr>
            <td data-label=say!(l, audit.when)><time>{display_clock(look.at)}</time></td>
            <td data-label=say!(l, audit.who)>
                <div>
                    {name.map(|name| view! { <strong>{name}</strong>" "<br /> })}
                    {look.role.map(|role| role.said(l))}" "<br /><small>{look.organisation}</small>
                </div>
            </td>
            <td data-label=say!(l, audit.deed)><div>{look.deed.said(l)}" "<br /><small>{segments.join(", ")}</small></div></td>
            <td data-label=say!(l, audit.reason)><div>{look.reason.said(l)}" "<br /><small>{look.basis.said(l)}</small></div></td>
        </tr>
    }
    .into_any()
}

/// A table of events under their days: when, who, what, why. With names of accounts where somebody may see them.
pub fn events(l: Locale, title: &'static str, events: Vec<(Look, Option<String>)>) -> AnyView {
    let days: Vec<_> = by_day(events, |(look, _)| look.at)
        .into_iter()
        .map(|(day, events)| {
            let rows: Vec<_> = events.into_iter().map(|(look, name)| event(l, look, name)).collect();
            view! { <tbody><tr><th scope="rowgroup" colspan="4">{display(day)}</th></tr>{rows}</tbody> }
        })
        .collect();
    view! {
        <div class="sheet scroll" tabindex="0" role="region" aria-label=title>
            <table class="table stacked flowing">
                <thead>
                    <tr>
                        <th scope="col">{say!(l, audit.when)}</th>
                        <th scope="col">{say!(l, audit.who)}</th>
                        <th scope="col">{say!(l, audit.deed)}</th>
                        <th scope="col">{say!(l, audit.reason)}</th>
                    </tr>
                </thead>
                {days}
            </table>
        </div>
    }
    .into_any()
}

/// Where the audit does not hold.
pub fn broken(l: Locale, broken: Break) -> String {
    match broken {
        Break::Event(n) => say!(l, audit.broken_event, n = n).to_string(),
        Break::Cases(n) => say!(l, audit.broken_cases, n = n).to_string(),
        Break::Head => say!(l, audit.broken_head).into(),
        Break::Checkpoint(n) => say!(l, audit.broken_checkpoint, n = n).to_string(),
        Break::Exported(n) => say!(l, audit.broken_exported, n = n).to_string(),
    }
}
