//! What several pages about a plan show.

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::care_plan::{Decision, Goal, GoalStep, decide_by, is_overdue};
use domain::date::{display, display_time, local_date};
use domain::id::CaseId;
use leptos::prelude::*;
use vault::care_plan::Version;

/// How far its approval is, in a word.
pub fn standing(l: Locale, version: &Version, today: NaiveDate) -> AnyView {
    let (tone, text) = match (&version.decided, &version.submitted) {
        (Some(verdict), _) if verdict.decision == Decision::Approved => {
            (Tone::Live, verdict.decision.said(l).to_owned())
        }
        (Some(verdict), _) => (Tone::Soon, verdict.decision.said(l).to_owned()),
        _ if version.replaced_by.is_some() => (Tone::Plain, say!(l, care_plan.replaced_short).to_owned()),
        (None, Some(submitted)) => waiting(l, local_date(submitted.at), today),
        (None, None) => (Tone::None, say!(l, care_plan.not_submitted).to_owned()),
    };
    view! { <Chip tone text /> }.into_any()
}

/// How long a version waits: by when it is decided on, or that this is over.
pub fn waiting(l: Locale, submitted_on: NaiveDate, today: NaiveDate) -> (Tone, String) {
    let by = display(decide_by(submitted_on));
    if is_overdue(submitted_on, today) {
        (Tone::Now, say!(l, care_plan.late, day = by).to_string())
    } else {
        (Tone::Soon, say!(l, care_plan.waits, day = by).to_string())
    }
}

/// What was decided, by whom, with what words; what somebody outside the team said opens on a page of its own.
pub fn verdict(l: Locale, case: CaseId, version: &Version) -> Option<AnyView> {
    let verdict = version.decided.as_ref()?;
    let words = verdict.words.as_ref().and_then(|said| said.words.as_ref());
    let words = words.map(|words| view! { <p class="prose">{words.as_str().to_owned()}</p> });
    let outside = verdict.words.is_none().then(|| {
        let path = format!("/cases/{case}/care-plan/{}/outside", version.id);
        view! { <p>{say!(l, coded_plan.answered_outside)}" "<a href=path>{say!(l, coded_plan.see_words)}</a></p> }
    });
    Some(
        view! {
            <section class="note stack">
                <h2>{verdict.decision.said(l)}</h2>
                {words}
                {outside}
                <small>{format!("{} · {}", verdict.by, display_time(verdict.at))}</small>
            </section>
        }
        .into_any(),
    )
}

/// Who does a step, and by when.
pub fn whose(l: Locale, step: &GoalStep) -> String {
    match step.by {
        Some(by) => format!("{} · {}", step.doer.said(l), say!(l, care_plan.until, day = display(by))),
        None => step.doer.said(l).to_owned(),
    }
}

/// A goal as it reads, with its steps below.
pub fn goal(l: Locale, goal: &Goal, steps: AnyView) -> AnyView {
    let measure = goal.measure.as_ref().map(|measure| {
        view! { <p class="soft">{say!(l, care_plan.measure)}": "{measure.as_str().to_owned()}</p> }
    });
    view! {
        <section class="sheet pad stack">
            <h2>{goal.need.said(l)}</h2>
            <blockquote class="prose">{goal.words.as_str().to_owned()}</blockquote>
            {measure}
            {steps}
        </section>
    }
    .into_any()
}

/// The whole plan to be read, without anything to press.
pub fn whole(l: Locale, version: &Version) -> AnyView {
    let goals: Vec<_> = version
        .plan
        .goals
        .iter()
        .map(|one| {
            let steps: Vec<_> = one
                .steps
                .iter()
                .map(|step| view! { <li>{step.what.as_str().to_owned()}<br /><small>{whose(l, step)}</small></li> })
                .collect();
            goal(l, one, view! { <ol class="numbered">{steps}</ol> }.into_any())
        })
        .collect();
    let written = format!("{} · {}", version.recorded_by, display_time(version.recorded_at));
    view! { <p><small>{written}</small></p>{goals} }.into_any()
}
