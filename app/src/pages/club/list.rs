//! `/clubs`: which clubs and groups there are. Who comes to one, and how many, stands nowhere here.

use super::standing;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::commune;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use domain::access::Action;
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let clubs = member.site.vault.clubs(member.actor()).await?.ok_or(Fault::NotFound)?;
    let keeps = member.actor().may(Action::KeepClubs);
    Ok(Page::new(say!(l, club.title)).show(&member, move || {
        let rows: Vec<_> = clubs
            .iter()
            .map(|kept| {
                let club = &kept.club;
                let small = format!("{} · {} · {}", club.kind.said(l), commune::name(&club.commune), club.frequency.said(l));
                view! {
                    <li>
                        <div><a class="row-link who" href=format!("/clubs/{}", kept.id)>{club.name.as_str().to_owned()}</a><br /><small>{small}</small></div>
                        {standing(l, kept.standing)}
                    </li>
                }
            })
            .collect();
        let add = keeps.then(|| view! { <a class="button main" href="/clubs/new" data-key="n">{say!(l, club.add)}</a> });
        view! {
            <div class="head">
                <div><h1>{say!(l, club.title)}</h1><small>{say!(l, club.about)}</small></div>
                <div>{add}</div>
            </div>
            <section class="sheet">
                {rows_or(rows, say!(l, club.none))}
            </section>
        }
        .into_any()
    }))
}
