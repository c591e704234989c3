//! What several pages need of a request.

use crate::parts::TextArea;
use crate::parts::chip::{Chip, Tone};
use crate::parts::form::{Choices, Layout, Options};
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::date::{Timing, display, display_time};
use domain::rights::{ExtensionReason, MoveForm, Refusal, RightState, Urgency};
use leptos::prelude::*;
use vault::rights::{Request, Step};

/// State and next day of the law.
pub fn standing(l: Locale, request: &Request, today: NaiveDate) -> AnyView {
    let state = request.standing.state.said(l);
    let tone = match request.standing.urgency(today) {
        Urgency::Over => Tone::Plain,
        Urgency::Overdue => Tone::Now,
        Urgency::Soon => Tone::Soon,
        Urgency::InTime => Tone::Live,
    };
    let text = match request.standing.next_day() {
        None => state.to_owned(),
        Some(day) => match Timing::of(day, today) {
            Timing::Late(days) => say!(l, rights.overdue_since, state = state, n = days).to_string(),
            Timing::Today | Timing::Ahead => say!(l, rights.due_on, state = state, day = display(day)).to_string(),
        },
    };
    view! { <Chip tone text /> }.into_any()
}

/// How it came and its days.
#[component]
pub fn Days(request: Request) -> impl IntoView {
    let l: Locale = expect_context();
    let due = request.standing.due;
    let extended = request.extended.then(|| say!(l, rights.extended_once));
    view! {
        <dl class="facts">
            <dt>{say!(l, rights.received_on)}</dt>
            <dd>{display(request.received_on)}" · "{request.via.said(l)}</dd>
            <dt>{say!(l, rights.reply_by)}</dt>
            <dd>{display(due.reply)}</dd>
            <dt>{say!(l, rights.done_by)}</dt>
            <dd>{display(due.done)}" "{extended}</dd>
            <dt>{say!(l, rights.team)}</dt>
            <dd>{request.team}</dd>
            <dt>{say!(l, rights.mark)}</dt>
            <dd class="code">{request.mark}</dd>
        </dl>
    }
}

/// What was done, oldest first.
#[component]
pub fn Steps(steps: Vec<Step>) -> impl IntoView {
    let l: Locale = expect_context();
    let items: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let by = step.by.unwrap_or_else(|| say!(l, rights.herself).to_owned());
            let small = format!("{} · {by}", display_time(step.at));
            let refusal = step.refusal.map(|refusal| view! { <p>{refusal.said(l)}</p> });
            let note = step.note.map(|note| view! { <p class="prose">{note.as_str().to_owned()}</p> });
            view! { <li><strong>{step.state.said(l)}</strong>" "<small>{small}</small>{refusal}{note}</li> }
        })
        .collect();
    view! { <ol class="line">{items}</ol> }
}

/// The labels of the fields below.
pub fn labels(l: Locale) -> [(&'static str, &'static str); 4] {
    [
        ("step", say!(l, rights.step)),
        ("refusal", say!(l, rights.refusal)),
        ("extension", say!(l, rights.extension)),
        ("note", say!(l, rights.note)),
    ]
}

/// What can be done next. `words`: whether the case is open, so that a note can be sealed.
#[component]
pub fn NextStep(request: Request, form: MoveForm, words: bool) -> impl IntoView {
    let l: Locale = expect_context();
    let standing = request.standing;
    let mut options: Vec<_> = standing
        .state
        .may_become(request.right)
        .into_iter()
        .map(|state| (state.code().to_owned(), state.said(l).to_owned(), String::new()))
        .collect();
    // A rejected form comes back with its reasons in sight.
    let asks_why = form.step == RightState::Refused.code() || form.step == MoveForm::EXTEND;
    if !request.extended {
        options.push((MoveForm::EXTEND.to_owned(), say!(l, rights.more_time).to_owned(), String::new()));
    }
    view! {
        <Options name="step" chosen=vec![form.step] options layout=Layout::Across />
        <details class="more" open=asks_why>
            <summary>{say!(l, rights.reasons)}</summary>
            <div class="stack">
                <Choices<Refusal> name="refusal" chosen=vec![form.refusal] hint=say!(l, rights.refusal_hint) />
                <Choices<ExtensionReason> name="extension" chosen=vec![form.extension] hint=say!(l, rights.extension_hint) />
            </div>
        </details>
        {words.then(|| view! { <TextArea name="note" value=form.note hint=say!(l, rights.note_hint) /> })}
    }
}

/// The line that says who the case is: its alias for who can open it, its mark otherwise.
pub fn whose(request: &Request, alias: Option<&str>) -> String {
    alias.map_or_else(|| request.mark.clone(), ToOwned::to_owned)
}
