//! A facilitator's day: the next meeting of each club she leads, and whose yes to be listed runs out.

use super::roster::end_chip;
use crate::fault::PageResult;
use crate::page::Page;
use crate::parts::section_to;
use crate::visit::Member;
use crate::words::say;
use domain::club::{NextMeeting, next_meeting};
use domain::consent::ends_soon;
use domain::date::display;
use domain::id::MeetingId;
use leptos::prelude::*;

/// A meeting to come, or the lack of one.
struct Next {
    club: String,
    path: String,
    words: String,
}

pub async fn show(member: &Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (now, today) = (vault.now(), vault.today());
    let (mut next, mut ending) = (Vec::new(), Vec::new());
    for leading in vault.clubs_led(member.actor()).await? {
        let base = format!("/clubs/{}", leading.club());
        let Some(list) = vault.open_list(member.actor(), leading.club()).await? else {
            next.push(Next {
                club: leading.name,
                path: format!("{base}/list"),
                words: say!(l, club.list_to_open).into(),
            });
            continue;
        };
        let met = vault.meetings(&list).await?;
        let planned = |id: MeetingId| format!("{base}/meetings/{id}");
        let new = || format!("{base}/meetings/new");
        let (path, words) = match next_meeting(met.iter().map(|met| (met.id, &met.meeting)), today) {
            NextMeeting::ToTell(id, on) => (planned(id), say!(l, club.to_tell, day = display(on)).to_string()),
            NextMeeting::Planned(id, on) => (planned(id), say!(l, club.next_meeting, day = display(on)).to_string()),
            NextMeeting::Named(on) => (new(), say!(l, club.next_meeting, day = display(on)).to_string()),
            NextMeeting::Nothing => (new(), say!(l, club.nothing_planned).to_owned()),
        };
        next.push(Next { club: leading.name, path, words });
        let listed = vault.listed(member.actor(), &list).await?;
        ending.extend(listed.into_iter().filter(|one| ends_soon(one.until, now)).map(|one| (base.clone(), one)));
    }
    Ok(Page::new(say!(l, nav.my_day)).show(member, move || {
        let next: Vec<_> = next
            .into_iter()
            .map(|one| view! { <li><div><a class="row-link who" href=one.path>{one.club}</a><br /><small>{one.words}</small></div></li> })
            .collect();
        let ending: Vec<_> = ending
            .into_iter()
            .map(|(base, one)| {
                let alias = one.member.alias.as_str().to_owned();
                view! { <li><a class="row-link who" href=format!("{base}/members/{}", one.id)>{alias}</a>{end_chip(l, one.until, now)}</li> }
            })
            .collect();
        view! {
            <div class="head"><div><h1>{say!(l, nav.my_day)}</h1><small>{display(today)}</small></div></div>
            <div class="cols">
                {section_to(say!(l, club.my_clubs), "/clubs", say!(l, club.title), next, say!(l, club.leads_none))}
                {section_to(say!(l, club.ending), "/clubs", say!(l, club.title), ending, say!(l, club.nothing_ending))}
            </div>
            <p><a href="/withdrawal">{say!(l, my_day.take_back_here)}</a></p>
        }
        .into_any()
    }))
}
