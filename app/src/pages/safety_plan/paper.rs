//! `/cases/{id}/safety-plan/paper`: her plan on one page, for her hands. Nothing on it, in its title or in the name of a
//! file made of it says who helped her write it, what for, or who she is.

use super::{Below, steps};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use vault::segment;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let plans = member.site.vault.safety_plans(&casework).await?;
    let plan = format!("/cases/{case}/safety-plan");
    // Without a plan there is no page for her hands, and its words would say what it is for.
    let Some(kept) = plans.into_iter().next() else {
        return Ok(Redirect::to(&plan).into_response());
    };
    Ok(Page::plain(say!(l, safety_plan.paper_title)).show(&member, move || {
        view! {
            <p class="actions">
                <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                <a class="button quiet" href=plan>{say!(l, form.back)}</a>
            </p>
            <article class="sheet pad stack onepage">
                <h1>{say!(l, safety_plan.paper_title)}</h1>
                {steps(l, &kept.plan, Below::Title)}
            </article>
        }
        .into_any()
    }))
}
