//! `/expected/{id}/training`: one client's way through training, and its next step.

use super::{find, held};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::livelihood::{self, Here, Told, head, history, open};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Select, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use domain::livelihood::Entry;
use domain::problem::{Problem, Problems};
use domain::training::{DropReason, Stage, Step, StepForm, cohort_of, completed};
use leptos::prelude::*;
use vault::livelihood::Kept;
use vault::training::Offered;

fn told(l: Locale, step: &Step, courses: &[Offered]) -> Vec<String> {
    let cohort = step.cohort.and_then(|cohort| find(courses, cohort));
    let cohort = cohort.map(|(offered, cohort)| format!("{} · {}", offered.course.name.as_str(), held(l, cohort)));
    let line = |label: &'static str, text: Option<&str>| text.map(|text| format!("{label}: {text}"));
    [
        cohort,
        line(say!(l, training.called), step.called.as_ref().map(|name| name.as_str())),
        line(say!(l, training.certificate), step.certificate.as_ref().map(|number| number.as_str())),
        step.reason.map(|reason| reason.said(l).to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn page(member: &Member, kept: Kept, form: Posted<StepForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let courses = vault.courses(member.actor()).await?.ok_or(Fault::NotFound)?;
    let number = form.number(vault).to_string();
    let typed = form.typed;
    let labels = [
        ("stage", say!(l, livelihood.next)),
        ("on", say!(l, livelihood.on)),
        ("cohort", say!(l, training.cohort)),
        ("called", say!(l, training.called)),
        ("certificate", say!(l, training.certificate)),
        ("certificate_name", say!(l, training.certificate_name)),
        ("reason", say!(l, training.reason)),
    ];
    Ok(Page::new(say!(l, training.title)).form(&labels, problems).show(member, move || {
        let offered = kept.record.training.offered();
        let cohorts: Vec<_> = courses
            .iter()
            .flat_map(|offered| {
                let name = offered.course.name.as_str();
                offered.cohorts.iter().map(move |(id, cohort)| (id.to_string(), format!("{name} · {}", held(l, cohort))))
            })
            .collect();
        let steps = kept.written.iter().filter_map(|written| match &written.entry {
            Entry::Training(step) => Some(Told::new((step.stage.said(l), step.on), told(l, step, &courses), written)),
            _ => None,
        });
        let steps = steps.collect();
        let base = format!("/expected/{}/training", kept.referral);
        let cohort = cohort_of(&kept.record.training);
        let percent = cohort.and_then(|cohort| kept.record.attendance(cohort));
        let percent = percent.map(|n| view! { <p>{say!(l, training.there, n = n).to_string()}</p> });
        let list = cohort.filter(|_| kept.record.in_course()).map(|cohort| {
            view! { <p><a href=format!("/cohorts/{cohort}")>{say!(l, training.attendance)}</a></p> }
        });
        let certificate = completed(&kept.record.training).map(|_| {
            view! { <p><a href=format!("{base}/certificate")>{say!(l, training.print_certificate)}</a></p> }
        });
        let may = |stage: Stage| offered.contains(&stage);
        let StepForm { stage, on, cohort, called, certificate: no, certificate_name: name, reason } = typed;
        let enrol = may(Stage::Enrolled).then(|| {
            view! {
                <Select name="cohort" chosen=cohort options=cohorts hint=say!(l, training.cohort_hint) />
                <Input name="called" value=called hint=say!(l, training.called_hint) />
            }
        });
        let complete = may(Stage::Completed).then(|| {
            view! {
                <Input name="certificate" value=no hint=say!(l, training.certificate_hint) />
                <Input name="certificate_name" value=name hint=say!(l, training.certificate_name_hint) />
            }
        });
        let leave = may(Stage::DroppedOut).then(|| {
            view! { <Choices<DropReason> name="reason" chosen=vec![reason] layout=Layout::Across hint=say!(l, training.reason_hint) /> }
        });
        view! {
            {head(l, &kept, Here::Training)}
            <div class="cols">
                <form class="sheet pad stack" method="post" action=base autocomplete="off" data-guard="">
                    <Summary />
                    <Once form=number />
                    <Choices<Stage> name="stage" chosen=vec![stage] layout=Layout::Tiles only=offered />
                    <Day name="on" value=on />
                    {enrol}
                    {complete}
                    {leave}
                    <p class="soft">{say!(l, livelihood.told_back)}</p>
                    <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
                <div>{percent}{list}{certificate}{history(l, steps)}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let kept = open(&member, &id).await?;
    let mut form = Posted::<StepForm>::read("");
    form.typed.on = domain::date::display(member.site.vault.today());
    form.typed.called = livelihood::called(&kept);
    page(&member, kept, form, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<StepForm>) -> PageResult {
    let kept = open(&member, &id).await?;
    let vault = &member.site.vault;
    let courses = vault.courses(member.actor()).await?.ok_or(Fault::NotFound)?;
    let cohorts: Vec<_> = courses.iter().flat_map(|offered| offered.cohorts.iter().map(|(id, _)| *id)).collect();
    let step = match form.typed.check(&kept.record.training, &cohorts, vault.today()) {
        Ok(step) => step,
        Err(problems) => return page(&member, kept, form, problems).await,
    };
    let to = format!("/expected/{}/training", kept.referral);
    match livelihood::keep(&member, &kept, Entry::Training(step), form.form, &to).await? {
        Some(answer) => Ok(answer),
        None => page(&member, kept, form, Problems::at("stage", Problem::ChangedMeanwhile)).await,
    }
}
