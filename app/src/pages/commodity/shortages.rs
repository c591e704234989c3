//! `/commodities/shortages`: what ran out, from when to when, and what was asked for and not there; the last twelve months.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::commodity::Shortage;
use domain::date::display;
use domain::id::AccountId;
use leptos::prelude::*;
use vault::commodity::{RanOut, Shortages, Unmet};

fn began(l: Locale, shortage: &Shortage) -> String {
    let day = display(shortage.from);
    if shortage.by_giving { say!(l, shortage.week_of, day = day).to_string() } else { day }
}

fn ran_out(l: Locale, one: RanOut, today: NaiveDate) -> AnyView {
    let name = one.name.unwrap_or_else(|| say!(l, commodity.store).to_owned());
    let until = match one.shortage.until {
        Some(day) => view! { <span>{display(day)}</span> }.into_any(),
        None => view! { <Chip tone=Tone::Soon text=say!(l, shortage.still) /> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=say!(l, shortage.thing)>{one.shortage.thing.said(l)}</td>
            <td data-label=say!(l, shortage.from)>{began(l, &one.shortage)}</td>
            <td data-label=say!(l, shortage.until)>{until}</td>
            <td class="num" data-label=say!(l, shortage.days)>{one.shortage.days(today)}</td>
        </tr>
    }
    .into_any()
}

fn unmet(l: Locale, one: Unmet) -> AnyView {
    view! {
        <tr>
            <th scope="row">{one.name}</th>
            <td data-label=say!(l, shortage.on)>{display(one.on)}</td>
            <td data-label=say!(l, shortage.thing)>{one.thing.said(l)}</td>
            <td class="num" data-label=say!(l, shortage.asked)>{one.asked}</td>
            <td class="num" data-label=say!(l, shortage.there)>{one.there}</td>
        </tr>
    }
    .into_any()
}

/// A table under its heads, numbers to the right; a word where there is none.
fn table(title: &'static str, heads: [(&'static str, bool); 5], rows: Vec<AnyView>, none: &'static str) -> AnyView {
    if rows.is_empty() {
        return view! { <section class="sheet"><header><h2>{title}</h2></header><div class="empty"><p>{none}</p></div></section> }.into_any();
    }
    let heads = heads.map(|(words, number)| view! { <th scope="col" class=number.then_some("num")>{words}</th> });
    view! {
        <div class="sheet scroll" tabindex="0" role="region" aria-label=title>
            <table class="table stacked">
                <caption>{title}</caption>
                <thead><tr>{heads.into_iter().collect::<Vec<_>>()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Both tables.
fn tables(l: Locale, all: Shortages, today: NaiveDate) -> AnyView {
    let who = (say!(l, commodity.who), false);
    let out_heads = [
        who,
        (say!(l, shortage.thing), false),
        (say!(l, shortage.from), false),
        (say!(l, shortage.until), false),
        (say!(l, shortage.days), true),
    ];
    let unmet_heads = [
        who,
        (say!(l, shortage.on), false),
        (say!(l, shortage.thing), false),
        (say!(l, shortage.asked), true),
        (say!(l, shortage.there), true),
    ];
    let out = all.ran_out.into_iter().map(|one| ran_out(l, one, today)).collect();
    let asked = all.unmet.into_iter().map(|one| unmet(l, one)).collect();
    view! {
        {table(say!(l, shortage.ran_out), out_heads, out, say!(l, shortage.none))}
        {table(say!(l, shortage.unmet), unmet_heads, asked, say!(l, shortage.none_unmet))}
    }
    .into_any()
}

/// What one ran out of, on the page where it is counted; nothing where it never did.
pub fn of_one(l: Locale, all: Shortages, holder: Option<AccountId>) -> Option<AnyView> {
    let hers = all.ran_out.into_iter().filter(|one| one.shortage.holder == holder);
    let rows: Vec<_> = hers
        .map(|one| {
            let until = one.shortage.until.map_or(say!(l, shortage.still).to_owned(), display);
            view! { <dt>{one.shortage.thing.said(l)}</dt><dd>{began(l, &one.shortage)}" – "{until}</dd> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="sheet pad stack"><h2>{say!(l, shortage.ran_out)}</h2><dl class="facts">{rows}</dl></section> }
            .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let all = vault.shortages(member.actor()).await?.ok_or(Fault::NotFound)?;
    let today = vault.today();
    Ok(Page::new(say!(l, shortage.title)).show(&member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, shortage.title)}</h1><small>{say!(l, shortage.about)}</small></div>
                <div><a class="button quiet" href="/commodities">{say!(l, form.back)}</a></div>
            </div>
            {tables(l, all, today)}
            <p class="soft">{say!(l, shortage.rule)}</p>
        }
        .into_any()
    }))
}
