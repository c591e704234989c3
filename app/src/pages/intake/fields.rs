//! The questions, each with what to do at once. The style sheet shows that the moment the answer is yes, without a script; a
//! browser that cannot shows all of it.

use crate::pages::scale::safety::protocol;
use crate::parts::form::{Choices, Layout};
use crate::words::{Locale, Spoken, say};
use domain::intake::{IntakeForm, UrgentAnswer, UrgentQuestion};
use leptos::prelude::*;

/// The labels of [`Questions`].
pub fn labels(l: Locale) -> [(&'static str, &'static str); 4] {
    let of = |question: UrgentQuestion| (question.code(), question.said(l));
    [UrgentQuestion::Danger, UrgentQuestion::Exposure, UrgentQuestion::Under18, UrgentQuestion::SelfHarm].map(of)
}

/// What to do at once after a yes, in the order of doing.
pub fn at_once(l: Locale, question: UrgentQuestion) -> AnyView {
    let steps: &[&'static str] = match question {
        UrgentQuestion::Danger => &[say!(l, intake.danger_1), say!(l, intake.danger_2), say!(l, intake.danger_3)],
        UrgentQuestion::Exposure => &[
            say!(l, intake.exposure_1),
            say!(l, intake.exposure_2),
            say!(l, intake.exposure_3),
            say!(l, intake.exposure_4),
        ],
        UrgentQuestion::Under18 => {
            &[say!(l, intake.under_18_1), say!(l, intake.under_18_2), say!(l, intake.under_18_3)]
        }
        UrgentQuestion::SelfHarm => return protocol(l, false),
    };
    let steps: Vec<_> = steps.iter().map(|step| view! { <li>{*step}</li> }).collect();
    view! {
        <section class="note alert" role="alert">
            <h2>{say!(l, intake.at_once)}</h2>
            <ol class="numbered">{steps}</ol>
        </section>
    }
    .into_any()
}

const fn shown_after(question: UrgentQuestion) -> &'static str {
    match question {
        UrgentQuestion::Danger => "when on-danger",
        UrgentQuestion::Exposure => "when on-exposure",
        UrgentQuestion::Under18 => "when on-under-18",
        UrgentQuestion::SelfHarm => "when on-self-harm",
    }
}

/// All four of them.
#[component]
pub fn Questions(form: IntakeForm) -> impl IntoView {
    let l: Locale = expect_context();
    UrgentQuestion::ALL
        .iter()
        .map(|question| {
            let typed = form.typed(*question);
            let chosen = if typed.is_empty() { UrgentAnswer::NotAsked.code() } else { typed };
            view! {
                <Choices<UrgentAnswer> name=question.code() chosen=vec![chosen.to_owned()] layout=Layout::Tiles />
                <div class=shown_after(*question)>{at_once(l, *question)}</div>
            }
        })
        .collect::<Vec<_>>()
}
