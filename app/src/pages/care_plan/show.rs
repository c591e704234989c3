//! `/cases/{id}/care-plan`: the plan that stands, step by step; how far its approval is; every version there was.

use super::parts::{goal, standing, verdict, whose};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::Once;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::access::Action;
use domain::care_plan::{Goal, GoalStep, StepMark, StepState, state_of};
use domain::date::{Timing, display, display_time};
use leptos::prelude::*;
use vault::care_plan::{Marked, Version};
use vault::segment;

/// What the steps of a page need to be marked.
struct Marking {
    /// Where to; `None` for who only reads.
    action: Option<String>,
    plan: String,
    today: NaiveDate,
    marked: Vec<Marked>,
    marks: Vec<StepMark>,
}

fn state(l: Locale, step: &GoalStep, at: &Marking) -> AnyView {
    let state = state_of(&at.marks, step.number);
    let (tone, text) = match state {
        _ if step.is_late(state, at.today) => (Tone::Now, say!(l, care_plan.step_late)),
        StepState::Open => (Tone::Plain, state.said(l)),
        StepState::Done => (Tone::Live, state.said(l)),
        StepState::LeftOut => (Tone::None, state.said(l)),
    };
    let last = at.marked.iter().rev().find(|marked| marked.mark.step == step.number);
    let last =
        last.map(|marked| view! { <br /><small>{format!("{} · {}", marked.by, display_time(marked.at))}</small> });
    view! { <Chip tone text />{last} }.into_any()
}

fn buttons(l: Locale, step: &GoalStep, at: &Marking, number: String) -> Option<AnyView> {
    let action = at.action.clone()?;
    let offered = match state_of(&at.marks, step.number) {
        StepState::Open => {
            vec![
                (StepState::Done, say!(l, care_plan.mark_done)),
                (StepState::LeftOut, say!(l, care_plan.mark_left_out)),
            ]
        }
        StepState::Done | StepState::LeftOut => vec![(StepState::Open, say!(l, care_plan.mark_open))],
    };
    let offered: Vec<_> = offered
        .into_iter()
        .map(|(state, words)| {
            let name = format!("{words}: {}", step.what.as_str());
            view! { <button class="button quiet" name="state" value=state.code() aria-label=name>{words}</button> }
        })
        .collect();
    Some(
        view! {
            <form class="chips" method="post" action=action>
                <Once form=number />
                <input type="hidden" name="plan" value=at.plan.clone() />
                <input type="hidden" name="step" value=step.number />
                {offered}
            </form>
        }
        .into_any(),
    )
}

fn steps(l: Locale, of: &Goal, at: &Marking, number: impl Fn() -> String) -> AnyView {
    let rows: Vec<_> = of
        .steps
        .iter()
        .map(|step| {
            view! {
                <tr>
                    <th scope="row">{step.what.as_str().to_owned()}</th>
                    <td data-label=say!(l, care_plan.who)>{whose(l, step)}</td>
                    <td data-label=say!(l, care_plan.state)><div>{state(l, step, at)}</div></td>
                    <td>{buttons(l, step, at, number())}</td>
                </tr>
            }
        })
        .collect();
    let caption = format!("{}: {}", say!(l, care_plan.steps), of.need.said(l));
    view! {
        <table class="table stacked">
            <caption class="soft">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(l, care_plan.step)}</th>
                    <th scope="col">{say!(l, care_plan.who)}</th>
                    <th scope="col">{say!(l, care_plan.state)}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn versions(l: Locale, base: &str, versions: &[Version], today: NaiveDate) -> AnyView {
    let rows: Vec<_> = versions
        .iter()
        .map(|version| {
            let small = format!("{} · {}", version.recorded_by, display_time(version.recorded_at));
            let of = say!(l, care_plan.of_day, day = display(version.plan.agreed_on)).to_string();
            view! {
                <li>
                    <div><a class="row-link" href=format!("{base}/{}", version.id)>{of}</a><br /><small>{small}</small></div>
                    {standing(l, version, today)}
                </li>
            }
        })
        .collect();
    view! { <section class="sheet"><header><h2>{say!(l, care_plan.versions)}</h2></header><ul class="rows">{rows}</ul></section> }
        .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    page(&member, &id, false).await
}

/// The page; `missed` when what was pressed belonged to a version that does not stand any more.
pub async fn page(member: &Member, id: &str, missed: bool) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(member, id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let plans = vault.care_plans(&casework).await?;
    let marked = vault.care_plan_marks(&casework).await?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let today = vault.today();
    let may_record = member.actor().may(Action::RecordWork);
    let page = Page::new(say!(l, care_plan.title));
    let page = if missed { page.status(StatusCode::CONFLICT) } else { page };
    Ok(page.show(member, move || {
        let base = format!("/cases/{case}/care-plan");
        let number = || vault.new_submission().to_string();
        let stands = plans.iter().find(|version| version.replaced_by.is_none());
        let edit = stands.map_or_else(|| format!("{base}/new"), |version| format!("{base}/{}/change", version.id));
        let edit_words = if stands.is_some() { say!(l, care_plan.change) } else { say!(l, care_plan.make) };
        let submits = stands.filter(|version| may_record && version.submitted.is_none()).map(|version| {
            view! {
                <form method="post" action=format!("{base}/{}/submission", version.id)>
                    <Once form=number() />
                    <button class="button">{say!(l, care_plan.submit)}</button>
                </form>
            }
        });
        let body = stands.map(|version| {
            let at = Marking {
                action: may_record.then(|| format!("{base}/marks")),
                plan: version.id.to_string(),
                today,
                marks: marked.iter().map(|marked| marked.mark).collect(),
                marked,
            };
            let goals: Vec<_> = version.plan.goals.iter().map(|one| goal(l, one, steps(l, one, &at, number))).collect();
            let review = version.plan.review_on();
            let tone = Tone::awaited(Timing::of(review, today));
            let review = say!(l, care_plan.review_on, day = display(review)).to_string();
            view! {
                <p class="chips"><Chip tone text=review />" "{standing(l, version, today)}</p>
                {verdict(l, case, version)}
                {goals}
            }
        });
        let empty = stands.is_none().then(|| view! { <div class="sheet empty"><p>{say!(l, care_plan.none)}</p></div> });
        let older = (!plans.is_empty()).then(|| versions(l, &base, &plans, today));
        view! {
            <div class="head">
                <div><h1>{say!(l, care_plan.title)}</h1>{of_case(&head.label)}</div>
                <div>
                    {submits}
                    {may_record.then(|| view! { <a class="button main" href=edit>{edit_words}</a> })}
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            {missed.then(|| view! { <p class="note warm" role="alert">{say!(l, care_plan.missed)}</p> })}
            {empty}
            {body}
            {older}
        }
        .into_any()
    }))
}
