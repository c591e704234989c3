//! `/clubs/{club}/meetings/…`: a meeting is planned, and told afterwards; who was there by a tick, all others as heads.

use super::{head, kept, opened};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Count, Day, Input, Layout, Once, Options, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::club::{HEADS_MAX, MeetingForm, MeetingState, VenueType};
use domain::contact::{GIVEN_MAX, Topic};
use domain::date::{display, display_time};
use domain::id::{ClubMemberId, MeetingId};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use std::collections::HashSet;
use vault::club::{Kept, Listed, Met, OpenedList, Recorded};

fn page(
    member: &Member,
    kept: &Kept,
    listed: &[Listed],
    form: Posted<MeetingForm>,
    problems: Problems,
    of: Option<&Met>,
) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("on", say!(l, club.on)),
        ("state", say!(l, club.state)),
        ("venue", say!(l, club.venue)),
        ("topics", say!(l, contact.topics)),
        ("guest", say!(l, club.guest)),
        ("present", say!(l, club.present)),
        ("others", say!(l, club.others)),
        ("new_people", say!(l, club.new_people)),
        ("condoms", say!(l, contact.condoms)),
        ("lubricant", say!(l, contact.lubricant)),
        ("leaflets", say!(l, club.leaflets)),
        ("referrals", say!(l, club.referrals)),
        ("decisions", say!(l, club.decisions)),
        ("cost", say!(l, club.cost)),
        ("satisfaction", say!(l, club.satisfaction)),
        ("next_on", say!(l, club.next_on)),
    ];
    let path = member.path.clone();
    let title = if of.is_some() { say!(l, club.meeting) } else { say!(l, club.add_meeting) };
    let top = head(title, kept, format!("/clubs/{}/list", kept.id), say!(l, form.back));
    let written = of.map(|met| format!("{} · {}", met.recorded_by, display_time(met.recorded_at)));
    let options: Vec<_> =
        listed.iter().map(|one| (one.id.to_string(), one.member.alias.as_str().to_owned(), String::new())).collect();
    Page::new(title).form(&labels, problems).show(member, move || {
        let ticks = if options.is_empty() {
            view! { <p class="soft">{say!(l, club.nobody_listed)}</p> }.into_any()
        } else {
            view! { <Options name="present" chosen=typed.present options layout=Layout::Tiles several=true hint=say!(l, club.present_hint) /> }.into_any()
        };
        let points = (1..=5).map(|points: u8| (points.to_string(), points.to_string(), String::new())).collect();
        view! {
            {top}
            {written.map(|written| view! { <p class="soft">{written}</p> })}
            <form class="stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <section class="sheet pad stack">
                    <Day name="on" value=typed.on />
                    <Choices<MeetingState> name="state" chosen=vec![typed.state] layout=Layout::Tiles />
                    <Choices<VenueType> name="venue" chosen=vec![typed.venue] layout=Layout::Tiles />
                    <Choices<Topic> name="topics" chosen=typed.topics layout=Layout::Tiles several=true />
                    <Input name="guest" value=typed.guest hint=say!(l, club.guest_hint) />
                </section>
                <section class="sheet pad stack">
                    <h2>{say!(l, club.who_came)}</h2>
                    {ticks}
                    <Count name="others" value=typed.others max=HEADS_MAX />
                    <Count name="new_people" value=typed.new_people max=HEADS_MAX />
                </section>
                <section class="sheet pad stack">
                    <h2>{say!(l, club.came_of_it)}</h2>
                    <Count name="condoms" value=typed.condoms max=GIVEN_MAX step=5 />
                    <Count name="lubricant" value=typed.lubricant max=GIVEN_MAX />
                    <Count name="leaflets" value=typed.leaflets max=GIVEN_MAX />
                    <Count name="referrals" value=typed.referrals max=HEADS_MAX />
                    <TextArea name="decisions" value=typed.decisions hint=say!(l, club.decisions_hint) />
                    <Input name="cost" value=typed.cost inputmode="numeric" class="short" />
                    <Options name="satisfaction" chosen=vec![typed.satisfaction] options=points layout=Layout::Tiles hint=say!(l, club.satisfaction_hint) />
                    <Day name="next_on" value=typed.next_on />
                </section>
                <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// The list, those on it, and the meeting of the address.
async fn found(member: &Member, club: &str, id: &str) -> Result<(OpenedList, Vec<Listed>, Met), Fault> {
    let vault = &member.site.vault;
    let list = opened(member, club).await?;
    let listed = vault.listed(member.actor(), &list).await?;
    let id: MeetingId = id.parse().map_err(|_| Fault::NotFound)?;
    let met = vault.meeting(&list, id).await?.ok_or(Fault::NotFound)?;
    Ok((list, listed, met))
}

/// As it was told, with those whose line is gone among the heads.
fn told(met: &Met, listed: &[Listed]) -> MeetingForm {
    let here: HashSet<ClubMemberId> = listed.iter().map(|one| one.id).collect();
    let gone = met.meeting.present.iter().filter(|member| !here.contains(member)).count();
    let others = usize::from(met.meeting.others) + gone;
    let mut form = MeetingForm::from(&met.meeting);
    form.present.retain(|member| member.parse().is_ok_and(|member| here.contains(&member)));
    form.others = if others == 0 { String::new() } else { others.to_string() };
    form
}

pub async fn show_new(member: Member, Path(club): Path<String>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let list = opened(&member, &club).await?;
    let listed = vault.listed(member.actor(), &list).await?;
    let mut form = Posted::<MeetingForm>::read("");
    form.typed.on = display(vault.today());
    form.typed.state = MeetingState::Held.code().into();
    Ok(page(&member, &kept, &listed, form, Problems::none(), None))
}

pub async fn submit_new(member: Member, Path(club): Path<String>, form: Posted<MeetingForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let list = opened(&member, &club).await?;
    let listed = vault.listed(member.actor(), &list).await?;
    let meeting = match form.typed.check(vault.today(), |id| listed.iter().any(|one| one.id == id)) {
        Ok(meeting) => meeting,
        Err(problems) => return Ok(page(&member, &kept, &listed, form, problems, None)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    vault.record_meeting(member.actor(), &list, &meeting, None, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/clubs/{}/list", kept.id)).into_response())
}

pub async fn show(member: Member, Path((club, id)): Path<(String, String)>) -> PageResult {
    let kept = kept(&member, &club).await?;
    let (_, listed, met) = found(&member, &club, &id).await?;
    let mut form = Posted::<MeetingForm>::read("");
    form.typed = told(&met, &listed);
    Ok(page(&member, &kept, &listed, form, Problems::none(), Some(&met)))
}

pub async fn submit(member: Member, Path((club, id)): Path<(String, String)>, form: Posted<MeetingForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let (list, listed, met) = found(&member, &club, &id).await?;
    let meeting = match form.typed.check(vault.today(), |id| listed.iter().any(|one| one.id == id)) {
        Ok(meeting) => meeting,
        Err(problems) => return Ok(page(&member, &kept, &listed, form, problems, Some(&met))),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let recorded = vault.record_meeting(member.actor(), &list, &meeting, Some(met.id), number).await?;
    match recorded.ok_or(Fault::NotFound)? {
        Recorded::Now(_) => Ok(Redirect::to(&format!("/clubs/{}/list", kept.id)).into_response()),
        Recorded::Meanwhile(_) => {
            let problems = Problems::at("on", Problem::ChangedMeanwhile);
            let mut response = page(&member, &kept, &listed, form, problems, Some(&met));
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
    }
}
