//! `/volunteers`: the teams, and who of one's own team signed the pledge.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use domain::date::display;
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let teams = vault.volunteer_teams(member.actor()).await?.ok_or(Fault::NotFound)?;
    let volunteers = vault.volunteers(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, volunteer.title)).show(&member, move || {
        let teams: Vec<_> = teams
            .iter()
            .map(|kept| {
                let small = format!("{} · {}", kept.team.decision.as_str(), display(kept.team.decided_on));
                let people = say!(l, volunteer.people, n = kept.team.people()).to_string();
                view! {
                    <li>
                        <div><a class="row-link who" href=format!("/volunteers/teams/{}", kept.id)>{kept.team.name.as_str().to_owned()}</a><br /><small>{small}</small></div>
                        <small>{people}</small>
                    </li>
                }
            })
            .collect();
        let volunteers: Vec<_> = volunteers
            .iter()
            .map(|one| {
                let chip = match one.signed_on {
                    Some(day) => view! { <Chip tone=Tone::Live text=say!(l, volunteer.signed_at, day = display(day)).to_string() /> }.into_any(),
                    None => view! { <Chip tone=Tone::Soon text=say!(l, volunteer.not_signed) /> }.into_any(),
                };
                view! {
                    <li>
                        <a class="row-link who" href=format!("/volunteers/{}", one.account())>{one.name.clone()}</a>
                        {chip}
                    </li>
                }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, volunteer.title)}</h1><small>{say!(l, volunteer.about)}</small></div>
                <div><a class="button main" href="/volunteers/teams/new" data-key="n">{say!(l, volunteer.add)}</a></div>
            </div>
            <div class="cols">
                <section class="sheet">
                    <header><h2>{say!(l, volunteer.teams)}</h2></header>
                    {rows_or(teams, say!(l, volunteer.no_team))}
                </section>
                <section class="sheet">
                    <header><h2>{say!(l, volunteer.volunteers)}</h2></header>
                    {rows_or(volunteers, say!(l, volunteer.nobody))}
                </section>
            </div>
        }
        .into_any()
    }))
}
