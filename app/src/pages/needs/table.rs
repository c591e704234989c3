//! The board as a table, and the steps it was made from.

use super::chips::tone;
use crate::parts::Chip;
use crate::parts::rows_or;
use crate::words::{Locale, Spoken, say};
use domain::date::{display, display_time};
use domain::id::CaseId;
use domain::needs::{Board, NeedDomain, NeedStage};
use leptos::prelude::*;
use vault::needs::Taken;

fn row(l: Locale, domain: NeedDomain, board: &Board) -> AnyView {
    let need = board.need(domain);
    let days: Vec<_> = NeedStage::ALL
        .iter()
        .map(|stage| {
            let day = need.day(*stage);
            let blank = day.is_none().then_some("blank");
            view! { <td class=blank data-label=stage.said(l)>{day.map_or_else(|| "–".to_owned(), display)}</td> }
        })
        .collect();
    let urgency = need.urgency.map(|urgency| {
        view! { <br /><small>{say!(l, needs.urgency_of, n = urgency).to_string()}</small> }
    });
    view! { <tr><th scope="row">{domain.said(l)}{urgency}</th>{days}</tr> }.into_any()
}

/// All eight of them, with the day of each stage.
pub fn board(l: Locale, board: &Board) -> AnyView {
    let heads: Vec<_> = NeedStage::ALL.iter().map(|stage| view! { <th scope="col">{stage.said(l)}</th> }).collect();
    let rows: Vec<_> = NeedDomain::ALL.iter().map(|domain| row(l, *domain, board)).collect();
    view! {
        <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, needs.table)>
            <table class="table stacked">
                <caption class="visually-hidden">{say!(l, needs.table)}</caption>
                <thead><tr><th scope="col">{say!(l, needs.domain)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Those of which something was said, where each stands and since when: what fits beside other things.
pub fn begun(l: Locale, case: CaseId, board: &Board) -> AnyView {
    let rows: Vec<_> = board
        .begun()
        .filter_map(|(domain, need)| need.stands().map(|stage| (domain, need, stage)))
        .map(|(domain, need, stage)| {
            let since = need.day(stage).map(display);
            let urgency = need
                .urgency
                .map(|urgency| view! { <br /><small>{say!(l, needs.urgency_of, n = urgency).to_string()}</small> });
            view! {
                <li>
                    <div><strong>{domain.said(l)}</strong>{urgency}</div>
                    <div><Chip tone=tone(stage) text=stage.said(l) />" "<small>{since}</small></div>
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet">
            <header><h2>{say!(l, needs.title)}</h2><a href=format!("/cases/{case}/needs")>{say!(l, needs.every_step)}</a></header>
            {rows_or(rows, say!(l, needs.none))}
        </section>
    }
    .into_any()
}

/// Every step that was written down, the last first.
pub fn history(l: Locale, taken: &[Taken]) -> AnyView {
    if taken.is_empty() {
        return view! { <div class="sheet empty"><p>{say!(l, needs.none)}</p></div> }.into_any();
    }
    let rows: Vec<_> = taken
        .iter()
        .rev()
        .map(|taken| {
            let step = &taken.step;
            let by = say!(l, needs.by, name = taken.recorded_by.clone(), at = display_time(taken.recorded_at)).to_string();
            let wish = step.wish.as_ref().map(|wish| view! { <p class="prose"><q>{wish.as_str().to_owned()}</q></p> });
            let day = display(step.on);
            view! {
                <li>
                    <strong>{step.domain.said(l)}</strong>" "<Chip tone=tone(step.stage) text=step.stage.said(l) />" "{day}" "<small>{by}</small>
                    {wish}
                </li>
            }
        })
        .collect();
    view! {
        <details class="more sheet pad">
            <summary>{say!(l, needs.history)}</summary>
            <ol class="line">{rows}</ol>
        </details>
    }
    .into_any()
}
