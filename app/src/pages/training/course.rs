//! `/courses/{course}`: one course, when it is held, and the next time it will be.

use super::{cost, held};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Day, Layout, Once, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::CourseId;
use domain::problem::Problems;
use domain::training::{CohortForm, Course, Weekday};
use leptos::prelude::*;
use vault::training::Offered;

async fn open(member: &Member, id: &str) -> Result<Offered, Fault> {
    let id: CourseId = id.parse().map_err(|_| Fault::NotFound)?;
    let courses = member.site.vault.courses(member.actor()).await?.ok_or(Fault::NotFound)?;
    courses.into_iter().find(|offered| offered.id == id).ok_or(Fault::NotFound)
}

fn facts(l: Locale, course: &Course) -> AnyView {
    let mut also = Vec::new();
    if course.boarding {
        also.push(say!(l, training.boarding));
    }
    if course.childcare {
        also.push(say!(l, training.childcare));
    }
    let also =
        (!also.is_empty()).then(|| view! { <div><dt>{say!(l, training.also)}</dt><dd>{also.join(" · ")}</dd></div> });
    view! {
        <dl class="facts">
            <div><dt>{say!(l, training.trade)}</dt><dd>{course.trade.said(l)}</dd></div>
            <div><dt>{say!(l, training.level)}</dt><dd>{course.level.said(l)}</dd></div>
            <div><dt>{say!(l, training.hours)}</dt><dd>{course.hours}</dd></div>
            <div><dt>{say!(l, training.seats)}</dt><dd>{course.places}</dd></div>
            <div><dt>{say!(l, training.cost)}</dt><dd>{cost(l, course.cost)}</dd></div>
            <div><dt>{say!(l, training.funder)}</dt><dd>{course.funder.said(l)}</dd></div>
            {also}
        </dl>
    }
    .into_any()
}

fn page(member: &Member, offered: Offered, form: Posted<CohortForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let path = format!("/courses/{}", offered.id);
    let labels =
        [("from", say!(l, training.from)), ("until", say!(l, training.until)), ("days", say!(l, training.days))];
    Ok(Page::new(offered.course.name.as_str()).form(&labels, problems).show(member, move || {
        let cohorts: Vec<_> = offered
            .cohorts
            .iter()
            .map(|(id, cohort)| view! { <li><div><a class="row-link who" href=format!("/cohorts/{id}")>{held(l, cohort)}</a></div></li> })
            .collect();
        let cohorts = rows_or(cohorts, say!(l, training.no_cohorts));
        view! {
            <div class="head">
                <div><h1>{offered.course.name.as_str().to_owned()}</h1></div>
                <div><a class="button quiet" href="/courses">{say!(l, form.back)}</a></div>
            </div>
            <div class="cols">
                <div>
                    <section class="sheet"><header><h2>{say!(l, training.cohorts)}</h2></header>{cohorts}</section>
                    <form class="sheet pad stack" method="post" action=path autocomplete="off">
                        <h2>{say!(l, training.new_cohort)}</h2>
                        <Summary />
                        <Once form=number />
                        <div class="inline">
                            <Day name="from" value=typed.from />
                            <Day name="until" value=typed.until />
                        </div>
                        <Choices<Weekday> name="days" chosen=typed.days several=true layout=Layout::Across />
                        <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
                    </form>
                </div>
                <section class="sheet pad">{facts(l, &offered.course)}</section>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let offered = open(&member, &id).await?;
    page(&member, offered, Posted::read(""), Problems::none())
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<CohortForm>) -> PageResult {
    let offered = open(&member, &id).await?;
    let cohort = match form.typed.check() {
        Ok(cohort) => cohort,
        Err(problems) => return page(&member, offered, form, problems),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    member.site.vault.record_cohort(member.actor(), offered.id, &cohort, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/courses/{}", offered.id)).into_response())
}
