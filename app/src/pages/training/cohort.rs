//! `/cohorts/{cohort}`: who was there, on one screen: those of whom the desk keeps something with their consent, by the name
//! they chose for this list.

use super::{find, held};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::livelihood::called;
use crate::parts::form::{Day, Layout, Once, Options, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::date::display;
use domain::id::CohortId;
use domain::livelihood::Entry;
use domain::problem::{Problem, Problems};
use domain::training::{AttendanceForm, Cohort, Mark, Presence};
use leptos::prelude::*;
use vault::livelihood::{Kept, Recorded};

/// A cohort of the actor's organisation, and those who are in it.
struct Open {
    id: CohortId,
    name: String,
    back: String,
    cohort: Cohort,
    there: Vec<Kept>,
}

async fn open(member: &Member, id: &str) -> Result<Open, Fault> {
    let id: CohortId = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let courses = vault.courses(member.actor()).await?.ok_or(Fault::NotFound)?;
    let (offered, cohort) = find(&courses, id).ok_or(Fault::NotFound)?;
    let (name, back) = (offered.course.name.as_str().to_owned(), format!("/courses/{}", offered.id));
    let cohort = cohort.clone();
    let mut there = vault.livelihood_desk(member.actor()).await?.ok_or(Fault::NotFound)?;
    there.retain(|kept| kept.record.attends(id));
    Ok(Open { id, name, back, cohort, there })
}

/// What she is called in this list.
fn listed(kept: &Kept) -> String {
    kept.record.called().map_or_else(|| called(kept), str::to_owned)
}

/// The form filled with what is known of the last day it was held.
fn last(open: &Open, today: chrono::NaiveDate) -> AttendanceForm {
    let Some(day) = open.cohort.last_held(today) else { return AttendanceForm::default() };
    let said = |wanted: Presence| {
        let of = |kept: &&Kept| {
            let marks = kept.record.marks.iter().rev();
            let mark = marks.into_iter().find(|mark| mark.cohort == open.id && mark.day == day);
            mark.is_some_and(|mark| mark.presence == wanted)
        };
        open.there.iter().filter(of).map(|kept| kept.referral.to_string()).collect()
    };
    AttendanceForm { day: display(day), present: said(Presence::Present), excused: said(Presence::Excused) }
}

fn page(member: &Member, open: Open, form: Posted<AttendanceForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("day", say!(l, training.day)),
        ("present", say!(l, training.present)),
        ("excused", say!(l, training.excused)),
    ];
    Ok(Page::new(open.name.as_str()).form(&labels, problems).show(member, move || {
        let people: Vec<_> = open
            .there
            .iter()
            .map(|kept| {
                let percent = kept.record.attendance(open.id).map(|n| say!(l, training.there, n = n).to_string());
                (kept.referral.to_string(), listed(kept), percent.unwrap_or_default())
            })
            .collect();
        let excused = people.iter().map(|(id, called, _)| (id.clone(), called.clone(), String::new())).collect();
        let body = if people.is_empty() {
            view! { <div class="sheet empty"><p>{say!(l, training.nobody)}</p></div> }.into_any()
        } else {
            view! {
                <form class="sheet pad stack" method="post" action=format!("/cohorts/{}", open.id) autocomplete="off" data-guard="">
                    <Summary />
                    <Once form=number />
                    <Day name="day" value=typed.day />
                    <Options name="present" chosen=typed.present options=people layout=Layout::Tiles several=true hint=say!(l, training.present_hint) />
                    <Options name="excused" chosen=typed.excused options=excused layout=Layout::Across several=true />
                    <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="head">
                <div><h1>{open.name.clone()}</h1><small>{held(l, &open.cohort)}</small></div>
                <div><a class="button quiet" href=open.back.clone()>{say!(l, form.back)}</a></div>
            </div>
            <p class="soft">{say!(l, training.only_consented)}</p>
            {body}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let open = open(&member, &id).await?;
    let mut form = Posted::read("");
    form.typed = last(&open, member.site.vault.today());
    page(&member, open, form, Problems::none())
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<AttendanceForm>) -> PageResult {
    let open = open(&member, &id).await?;
    let vault = &member.site.vault;
    let day = match form.typed.check(&open.cohort, vault.today()) {
        Ok(day) => day,
        Err(problems) => return page(&member, open, form, problems),
    };
    let marks: Vec<_> = open
        .there
        .iter()
        .map(|kept| {
            let presence = form.typed.of(&kept.referral.to_string());
            (kept, Entry::Attendance(Mark { cohort: open.id, day, presence }))
        })
        .collect();
    let number = form.form.ok_or(Fault::NotFound)?;
    match vault.record_livelihood(member.actor(), &marks, number).await?.ok_or(Fault::NotFound)? {
        Recorded::Now => Ok(Redirect::to(&format!("/cohorts/{}", open.id)).into_response()),
        Recorded::Meanwhile => page(&member, open, form, Problems::at("present", Problem::ChangedMeanwhile)),
    }
}
