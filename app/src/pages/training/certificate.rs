//! `/expected/{id}/training/certificate`: her certificate to print. It names the centre and the course; nothing on it, in its
//! title or in the name of a file made of it says who sent her or what for.

use super::{find, held};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::livelihood::open;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use domain::date::display;
use domain::training::{cohort_of, completed};
use leptos::prelude::*;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let kept = open(&member, &id).await?;
    let courses = member.site.vault.courses(member.actor()).await?.ok_or(Fault::NotFound)?;
    let way = &kept.record.training;
    let completed = completed(way).cloned().ok_or(Fault::NotFound)?;
    let (offered, cohort) = cohort_of(way).and_then(|cohort| find(&courses, cohort)).ok_or(Fault::NotFound)?;
    let (course, when) = (offered.course.clone(), held(l, cohort));
    let centre = member.actor().organisation_name().to_owned();
    let back = format!("/expected/{}/training", kept.referral);
    Ok(Page::plain(say!(l, training.certificate_title)).show(&member, move || {
        let line = || view! { <p class="write-in"></p> };
        let name = completed.certificate_name.as_ref().map(|name| name.as_str().to_owned());
        let name = name.map_or_else(|| line().into_any(), |name| view! { <p><strong>{name}</strong></p> }.into_any());
        let number = completed.certificate.as_ref().map(|number| {
            view! { <div><dt>{say!(l, training.certificate)}</dt><dd>{number.as_str().to_owned()}</dd></div> }
        });
        view! {
            <p class="actions">
                <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                <a class="button quiet" href=back>{say!(l, form.back)}</a>
            </p>
            <article class="sheet pad stack onepage large">
                <p>{centre}</p>
                <h1>{say!(l, training.certificate_title)}</h1>
                <p>{say!(l, training.certifies)}</p>
                {name}
                <p>{say!(l, training.has_completed)}</p>
                <dl class="facts">
                    <div><dt>{say!(l, training.course)}</dt><dd>{course.name.as_str().to_owned()}</dd></div>
                    <div><dt>{say!(l, training.level)}</dt><dd>{course.level.said(l)}</dd></div>
                    <div><dt>{say!(l, training.hours)}</dt><dd>{course.hours}</dd></div>
                    <div><dt>{say!(l, training.when)}</dt><dd>{when}</dd></div>
                    {number}
                    <div><dt>{say!(l, livelihood.on)}</dt><dd>{display(completed.on)}</dd></div>
                </dl>
                <p>{say!(l, training.signature)}</p>
                {line()}
            </article>
        }
        .into_any()
    }))
}
