//! Clubs and groups: the register, which names no member; and the list, its meetings and its savings, for who leads one.

pub mod edit;
pub mod form;
pub mod list;
pub mod meeting;
pub mod member;
pub mod my_day;
pub mod new;
pub mod roster;
pub mod savings;
pub mod show;
pub mod tie;

use crate::fault::Fault;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, Spoken};
use domain::club::ClubStanding;
use domain::id::ClubId;
use leptos::prelude::*;
use vault::club::{Kept, OpenedList};

/// The club of an address, for who may see the register.
async fn kept(member: &Member, id: &str) -> Result<Kept, Fault> {
    let id: ClubId = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.club(member.actor(), id).await?.ok_or(Fault::NotFound)
}

/// The list of an address, for who leads the club; the look is written down.
async fn opened(member: &Member, id: &str) -> Result<OpenedList, Fault> {
    let id: ClubId = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.open_list(member.actor(), id).await?.ok_or(Fault::NotFound)
}

/// Whether a club meets, as a chip.
fn standing(l: Locale, standing: ClubStanding) -> AnyView {
    let tone = if standing == ClubStanding::Running { Tone::Live } else { Tone::Plain };
    view! { <Chip tone text=standing.said(l) /> }.into_any()
}

/// The head of a page of a club's list: what it is, of which club, and the way back.
fn head(title: &'static str, kept: &Kept, path: String, back: &'static str) -> AnyView {
    let name = kept.club.name.as_str().to_owned();
    view! {
        <div class="head">
            <div><h1>{title}</h1><small>{name}</small></div>
            <div><a class="button quiet" href=path>{back}</a></div>
        </div>
    }
    .into_any()
}
