//! `/courses`: what the organisation offers. Nobody stands in it.

use super::{cost, held};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let courses = member.site.vault.courses(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, training.courses)).show(&member, move || {
        let rows: Vec<_> = courses
            .into_iter()
            .map(|offered| {
                let course = &offered.course;
                let about = format!("{} · {} · {}", course.trade.said(l), course.level.said(l), cost(l, course.cost));
                let next = offered.cohorts.last().map(|(_, cohort)| held(l, cohort));
                view! {
                    <li>
                        <div>
                            <a class="row-link who" href=format!("/courses/{}", offered.id)>{course.name.as_str().to_owned()}</a>
                            <br /><small>{about}</small>
                            {next.map(|next| view! { <br /><small>{next}</small> })}
                        </div>
                    </li>
                }
            })
            .collect();
        let list = rows_or(rows, say!(l, training.no_courses));
        view! {
            <div class="head">
                <div><h1>{say!(l, training.courses)}</h1><small>{say!(l, training.courses_words)}</small></div>
                <div>
                    <a class="button main" href="/courses/new" data-key="n">{say!(l, training.new_course)}</a>
                    <a class="button" href="/employers">{say!(l, job.employers)}</a>
                </div>
            </div>
            <section class="sheet">{list}</section>
        }
        .into_any()
    }))
}
