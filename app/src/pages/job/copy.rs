//! `/expected/{id}/job/copy`: exactly what an employer is told, on one page to print. Nothing on it, in its title or in the name
//! of a file made of it says who helped her.

use crate::fault::PageResult;
use crate::page::Page;
use crate::pages::livelihood::open;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::job::Stage;
use leptos::prelude::*;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let kept = open(&member, &id).await?;
    let base = format!("/expected/{}/job", kept.referral);
    let Some(paper) = kept.record.cv.as_ref() else {
        return Ok(Redirect::to(&format!("{base}/paper")).into_response());
    };
    // Once an employer was told of her: what was told. Before: what may be told.
    let introduced = kept.record.job.current().iter().rev().find(|step| step.stage == Stage::Introduced);
    let told = introduced.map_or_else(|| paper.tells(), |step| step.told.clone());
    let copy = paper.only(&told);
    Ok(Page::plain(say!(l, job.copy_title)).show(&member, move || {
        let fact = |label: &'static str, text: Option<String>| {
            text.map(|text| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
        };
        let part = |label: &'static str, text: Option<String>| {
            text.map(|text| view! { <section class="stack"><h2>{label}</h2><p class="prose">{text}</p></section> })
        };
        let phone = copy.phone.as_ref().map(|phone| phone.display());
        view! {
            <p class="actions">
                <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                <a class="button quiet" href=base>{say!(l, form.back)}</a>
            </p>
            <article class="sheet pad stack onepage large">
                <h1>{say!(l, job.copy_title)}</h1>
                <dl class="facts">
                    {fact(say!(l, job.name), copy.name.as_ref().map(|name| name.as_str().to_owned()))}
                    {fact(say!(l, job.phone), phone)}
                </dl>
                {part(say!(l, job.skilled), Some(copy.skills.as_str().to_owned()))}
                {part(say!(l, job.worked), copy.work.as_ref().map(|work| work.as_str().to_owned()))}
                {part(say!(l, job.wished), copy.wishes.as_ref().map(|wishes| wishes.as_str().to_owned()))}
            </article>
        }
        .into_any()
    }))
}
