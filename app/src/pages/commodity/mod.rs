//! What volunteers carry to give away: the store of the team, who carries what, and one's own.

pub mod count;
pub mod line;
pub mod list;
pub mod my_day;
pub mod new;
pub mod own;
pub mod shortages;

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::Count;
use crate::parts::rows_or;
use crate::words::{Locale, Spoken, say};
use domain::commodity::{Ledger, PIECES_MAX, PiecesForm, Standing, Thing};
use domain::date::display_time;
use domain::id::AccountId;
use leptos::prelude::*;
use vault::commodity::Line;

/// Each kind with its words, for the labels of a form.
fn labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    Thing::ALL.iter().map(|thing| (thing.code(), thing.said(l))).collect()
}

/// How many of each kind, to be typed; `empty` is what stands where nothing is.
#[component]
fn Pieces(typed: PiecesForm, #[prop(default = "0")] empty: &'static str) -> impl IntoView {
    Thing::ALL
        .iter()
        .map(|thing| view! { <Count name=thing.code() value=typed.of(*thing).to_owned() max=PIECES_MAX step=10 empty /> })
        .collect::<Vec<_>>()
}

/// How it stands with one kind, where that is worth a word.
fn chip(l: Locale, standing: Standing) -> Option<AnyView> {
    let (tone, words) = match standing {
        Standing::Never | Standing::There => return None,
        Standing::Out => (Tone::Soon, say!(l, commodity.out)),
        Standing::Below => (Tone::Now, say!(l, commodity.below)),
    };
    Some(view! { <Chip tone text=words /> }.into_any())
}

/// A number and, beside it, how it stands.
fn balance(l: Locale, ledger: &Ledger, holder: Option<AccountId>, thing: Thing) -> AnyView {
    let standing = ledger.standing(holder, thing);
    let number =
        if standing == Standing::Never { "–".to_owned() } else { ledger.stock(holder).of(thing).to_string() };
    view! { <span>{number}" "{chip(l, standing)}</span> }.into_any()
}

/// The lines, the latest first. Who coordinates is led to each that stands.
fn lines(l: Locale, lines: &[Line], leads: bool) -> AnyView {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let what = format!("{} · {} {}", line.kind.said(l), line.pieces.abs(), line.thing.said(l));
            let what = if line.undoes { format!("{}: {what}", say!(l, commodity.taken_back_line)) } else { what };
            let who = line.person.clone().unwrap_or_else(|| say!(l, commodity.store).to_owned());
            let why = line.cause.map(|cause| cause.said(l).to_owned());
            let small = [Some(who), why, Some(line.by.clone()), Some(display_time(line.at))];
            let small = small.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let shown = if leads && line.stands() {
                view! { <a class="row-link who" href=format!("/commodities/lines/{}", line.id)>{what}</a> }.into_any()
            } else {
                view! { <span class="who">{what}</span> }.into_any()
            };
            let undone = line.undone.then(|| view! { <Chip tone=Tone::None text=say!(l, commodity.undone) /> });
            view! { <li><div>{shown}<br /><small>{small}</small></div>{undone}</li> }
        })
        .collect();
    rows_or(rows, say!(l, commodity.no_line))
}
