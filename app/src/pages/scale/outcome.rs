//! One scale as it was recorded: how much, what it suggests, and every answer.

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::question::{answers, questions};
use crate::words::{Locale, Spoken, say};
use domain::date::{display, display_time};
use domain::scale::{Band, Instrument, Scale, Version};
use leptos::prelude::*;
use vault::scale::Taken;

/// The band in words, and that she spoke of self-harm if she did.
pub fn chips(l: Locale, scale: &Scale) -> AnyView {
    let tone = if scale.reaches_cut_off() { Tone::Soon } else { Tone::Plain };
    let heard = scale.speaks_of_self_harm().then(|| view! { " "<Chip tone=Tone::Now text=say!(l, scale.heard) /> });
    view! { <Chip tone text=scale.band().said(l) />{heard} }.into_any()
}

/// What one does about it.
fn advice(l: Locale, scale: &Scale) -> &'static str {
    match (scale.version(), scale.band()) {
        (Version::AuditC, Band::Reached) => say!(l, scale.do_drinking),
        (Version::Phq2 | Version::Gad2, Band::Reached) => say!(l, scale.do_short),
        (_, Band::Mild) => say!(l, scale.do_mild),
        _ if scale.reaches_cut_off() => say!(l, scale.do_reached),
        _ => say!(l, scale.do_below),
    }
}

fn answered(l: Locale, instrument: Instrument, scale: &Scale) -> AnyView {
    let rows: Vec<_> = questions(l, instrument)
        .into_iter()
        .zip(scale.answers().iter().copied())
        .enumerate()
        .map(|(item, (question, points))| {
            let words = points.and_then(|points| answers(l, instrument, item).get(usize::from(points)).copied());
            view! {
                <tr>
                    <th scope="row">{format!("{}. {question}", item + 1)}</th>
                    <td data-label=say!(l, scale.answer)>{words.unwrap_or(say!(l, scale.not_answered))}</td>
                    <td class="num" data-label=say!(l, scale.points)>{points.map(|points| points.to_string())}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="table stacked">
            <thead>
                <tr>
                    <th scope="col">{say!(l, scale.item)}</th>
                    <th scope="col">{say!(l, scale.answer)}</th>
                    <th scope="col" class="num">{say!(l, scale.points)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The whole of it.
pub fn outcome(l: Locale, taken: &Taken) -> AnyView {
    let scale = &taken.scale;
    let total = say!(l, scale.total, total = scale.total(), most = scale.version().most()).to_string();
    let partly = scale.answers().iter().any(Option::is_none);
    view! {
        <p><strong>{format!("{}: {total}", scale.version().name())}</strong></p>
        <p class="chips">{chips(l, scale)}</p>
        {partly.then(|| view! { <p class="soft">{say!(l, scale.not_all)}</p> })}
        <p>{advice(l, scale)}</p>
        {scale.note.as_ref().map(|note| view! { <blockquote class="prose">{note.as_str().to_owned()}</blockquote> })}
        <dl class="facts">
            <dt>{say!(l, scale.taken_on)}</dt><dd>{display(scale.taken_on)}</dd>
            <dt>{say!(l, scale.recorded_by)}</dt><dd>{format!("{} · {}", taken.recorded_by, display_time(taken.recorded_at))}</dd>
            {scale.sex.map(|sex| view! { <dt>{say!(l, scale.sex)}</dt><dd>{sex.said(l)}</dd> })}
        </dl>
        {answered(l, scale.instrument, scale)}
    }
    .into_any()
}
