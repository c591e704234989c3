//! What is different, in words and marks: what is new is underlined, what is gone is struck out, and each says which.

use super::parts::whose;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use domain::care_plan::{Change, Goal, GoalDifference, StepDifference};
use leptos::prelude::*;

fn chip(l: Locale, change: Change) -> AnyView {
    let (tone, sign) = match change {
        Change::Added => (Tone::Live, "+ "),
        Change::Changed => (Tone::Soon, "~ "),
        Change::Removed => (Tone::Now, "− "),
        Change::Kept => (Tone::Plain, ""),
    };
    view! { <Chip tone text=format!("{sign}{}", change.said(l)) /> }.into_any()
}

/// A text as it was and as it is.
fn words(l: Locale, before: Option<String>, after: Option<String>) -> AnyView {
    match (before, after) {
        (before, after) if before == after => view! { <span>{after}</span> }.into_any(),
        (None, Some(after)) => view! { <ins>{after}</ins> }.into_any(),
        (Some(before), None) => view! { <del>{before}</del> }.into_any(),
        (before, after) => view! {
            <small>{say!(l, care_plan.was)}": "</small><del>{before}</del><br />
            <small>{say!(l, care_plan.is)}": "</small><ins>{after}</ins>
        }
        .into_any(),
    }
}

fn step(l: Locale, step: &StepDifference<'_>) -> AnyView {
    let what = |step: Option<&domain::care_plan::GoalStep>| step.map(|step| step.what.as_str().to_owned());
    let who = |step: Option<&domain::care_plan::GoalStep>| step.map(|step| whose(l, step));
    view! {
        <tr>
            <td data-label=say!(l, care_plan.became)><div>{chip(l, step.change())}</div></td>
            <th scope="row">{words(l, what(step.before), what(step.after))}</th>
            <td data-label=say!(l, care_plan.who)><div>{words(l, who(step.before), who(step.after))}</div></td>
        </tr>
    }
    .into_any()
}

/// One goal with its steps.
pub fn goal(l: Locale, goal: &GoalDifference<'_>) -> AnyView {
    let of = |read: fn(Locale, &Goal) -> Option<String>| {
        words(l, goal.before.and_then(|goal| read(l, goal)), goal.after.and_then(|goal| read(l, goal)))
    };
    let measured = [goal.before, goal.after].into_iter().flatten().any(|goal| goal.measure.is_some());
    let measure = measured.then(|| {
        let measure = of(|_, goal| goal.measure.as_ref().map(|measure| measure.as_str().to_owned()));
        view! { <div><small>{say!(l, care_plan.measure)}": "</small>{measure}</div> }
    });
    let steps: Vec<_> = goal.steps.iter().map(|one| step(l, one)).collect();
    let need = goal.after.or(goal.before).map_or("", |goal| goal.need.said(l));
    let caption = format!("{}: {need}", say!(l, care_plan.steps));
    view! {
        <section class="sheet pad stack">
            <h2>{of(|l, goal| Some(goal.need.said(l).to_owned()))}</h2>
            <p>{chip(l, goal.change())}</p>
            <blockquote class="prose">{of(|_, goal| Some(goal.words.as_str().to_owned()))}</blockquote>
            {measure}
            <table class="table stacked">
                <caption class="soft">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(l, care_plan.became)}</th>
                        <th scope="col">{say!(l, care_plan.step)}</th>
                        <th scope="col">{say!(l, care_plan.who)}</th>
                    </tr>
                </thead>
                <tbody>{steps}</tbody>
            </table>
        </section>
    }
    .into_any()
}
