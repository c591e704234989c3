//! `/duplicates`: the likely pairs among the cases one may open, with why; and those that were told apart.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::pager::{PageNumber, pager};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Query;
use domain::case::Label;
use domain::date::{display, local_date};
use domain::duplicate::Pair;
use domain::id::CaseId;
use leptos::prelude::*;
use std::collections::HashMap;
use vault::duplicate::ToldApart;

/// Pairs on one page.
const SHOWN: usize = 30;

/// Two cases by what they are called, and the way to both side by side.
fn both(l: Locale, one: CaseId, other: CaseId, labels: &HashMap<CaseId, Label>) -> Option<(AnyView, AnyView)> {
    let (first, second) = (labels.get(&one)?, labels.get(&other)?);
    let said = |label: &Label| format!("{} {}", label.alias.as_str(), label.code.as_str());
    let ask = say!(l, duplicate.compare_of, one = said(first), other = said(second)).to_string();
    let called = |label: &Label| {
        view! { <strong>{label.alias.as_str().to_owned()}</strong>" "<span class="code">{label.code.as_str().to_owned()}</span> }
    };
    let names = view! { <div>{called(first)}<br />{called(second)}</div> }.into_any();
    let link = view! {
        <a class="button" href=format!("/cases/{one}/duplicates/{other}") aria-label=ask>{say!(l, duplicate.compare)}</a>
    };
    Some((names, link.into_any()))
}

fn pair(l: Locale, pair: &Pair<CaseId>, labels: &HashMap<CaseId, Label>) -> Option<AnyView> {
    let (names, link) = both(l, pair.one, pair.other, labels)?;
    let signs: Vec<_> = pair
        .likeness
        .signs
        .iter()
        .map(|sign| {
            let tone = if sign.weight() > 0 { Tone::Soon } else { Tone::None };
            view! { <Chip tone text=sign.said(l) />" " }
        })
        .collect();
    Some(view! { <li>{names}<div>{signs}</div>{link}</li> }.into_any())
}

fn apart(l: Locale, told: &ToldApart, labels: &HashMap<CaseId, Label>) -> Option<AnyView> {
    let (names, link) = both(l, told.one, told.other, labels)?;
    let by = say!(l, duplicate.apart_by, who = told.by.clone(), day = display(local_date(told.at))).to_string();
    Some(view! { <li>{names}<small>{by}</small>{link}</li> }.into_any())
}

pub async fn show(member: Member, Query(number): Query<PageNumber>) -> PageResult {
    let l = member.l;
    let page = number.number();
    let number = page as usize;
    let found = member.site.vault.duplicates(member.actor(), reason(&member), number * SHOWN, SHOWN).await?;
    let found = found.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, duplicate.title)).show(&member, move || {
        let last = found.total.div_ceil(SHOWN);
        let pairs: Vec<_> = found.pairs.iter().filter_map(|one| pair(l, one, &found.labels)).collect();
        let told: Vec<_> = found.apart.iter().filter_map(|one| apart(l, one, &found.labels)).collect();
        let list = rows_or(pairs, say!(l, duplicate.none));
        let said = say!(l, list.page_of, n = number + 1, of = last).to_string();
        let pager = pager(l, ("/duplicates", say!(l, duplicate.title)), page, number + 1 < last, Some(said));
        let told = (!told.is_empty()).then(|| view! {
            <details class="more"><summary>{say!(l, duplicate.apart)}</summary><div><ul class="rows">{told}</ul></div></details>
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, duplicate.title)}</h1><small>{say!(l, list.total, n = found.total).to_string()}</small></div>
                <div><a class="button quiet" href="/cases">{say!(l, form.back)}</a></div>
            </div>
            <p class="soft">{say!(l, duplicate.words)}</p>
            <section class="sheet">{list}</section>
            {pager}
            {told}
        }
        .into_any()
    }))
}
