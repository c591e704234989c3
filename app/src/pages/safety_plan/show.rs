//! `/cases/{id}/safety-plan`: the plan that stands, how she may be reached, and what it replaced.

use super::{Below, steps};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use domain::access::Action;
use domain::date::{display, display_time};
use leptos::prelude::*;
use vault::segment;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let plans = vault.safety_plans(&casework).await?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let may_record = member.actor().may(Action::RecordWork);
    Ok(Page::new(say!(l, safety_plan.title)).show(&member, move || {
        let base = format!("/cases/{case}/safety-plan");
        let (edit, print) = (format!("{base}/new"), format!("{base}/paper"));
        let (stands, older) = match plans.split_first() {
            Some((stands, older)) => (Some(stands), older),
            None => (None, &[][..]),
        };
        let edit_words = if stands.is_some() { say!(l, safety_plan.change) } else { say!(l, safety_plan.make) };
        let body = stands.map_or_else(
            || view! { <div class="sheet empty"><p>{say!(l, safety_plan.none)}</p></div> }.into_any(),
            |kept| {
                let (made, review) = (display(kept.plan.made_on), display(kept.plan.review_on()));
                let written = format!("{} · {}", kept.recorded_by, display_time(kept.recorded_at));
                view! {
                    <section class="sheet pad stack">
                        <p class="soft">{say!(l, safety_plan.made, day = made, review = review).to_string()}<br /><small>{written}</small></p>
                        {steps(l, &kept.plan, Below::Title)}
                    </section>
                }
                .into_any()
            },
        );
        let older: Vec<_> = older
            .iter()
            .map(|kept| {
                let when = say!(l, safety_plan.older, day = display(kept.plan.made_on), who = kept.recorded_by.clone());
                view! { <details class="more"><summary>{when.to_string()}</summary><div class="stack">{steps(l, &kept.plan, Below::Title)}</div></details> }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, safety_plan.title)}</h1>{of_case(&head.label)}</div>
                <div>
                    {stands.map(|_| view! { <a class="button" href=print>{say!(l, safety_plan.to_paper)}</a> })}
                    {may_record.then(|| view! { <a class="button main" href=edit>{edit_words}</a> })}
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <div class="cols">
                <div>{body}{older}</div>
                <div>
                    {safe_contact(l, card.as_ref(), None)}
                    <p class="soft">{say!(l, safety_plan.before_paper)}</p>
                </div>
            </div>
        }
        .into_any()
    }))
}
