//! `/cases/{id}/incidents`: each as it was written down, the last first.

use super::child_path;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use domain::access::Action;
use domain::date::{display, display_time};
use leptos::prelude::*;
use vault::incident::Noted;
use vault::segment;

fn all<C: Spoken>(l: Locale, of: &[C]) -> String {
    let words: Vec<_> = of.iter().map(|one| one.said(l)).collect();
    words.join(", ")
}

/// One that stands, with the way to put it right; what stood before is below it.
fn standing(l: Locale, noted: &Noted, all: &[Noted], base: Option<&str>) -> AnyView {
    let correct = base.map(|base| {
        let path = format!("{base}/{}/correction", noted.id);
        let of = format!(
            "{}: {} · {}",
            say!(l, incident.correct),
            noted.incident.kind.said(l),
            display(noted.incident.happened_on)
        );
        view! { <p><a href=path aria-label=of>{say!(l, incident.correct)}</a></p> }
    });
    let mut earlier = Vec::new();
    let mut newer = noted.id;
    while let Some(older) = all.iter().find(|one| one.replaced_by == Some(newer)) {
        newer = older.id;
        earlier.push(incident(l, older, None));
    }
    let earlier = (!earlier.is_empty()).then(|| view! {
        <details class="more"><summary>{say!(l, incident.earlier, n = earlier.len()).to_string()}</summary>{earlier}</details>
    });
    incident(l, noted, Some(view! { {correct}{earlier} }.into_any()))
}

fn incident(l: Locale, noted: &Noted, below: Option<AnyView>) -> AnyView {
    let one = &noted.incident;
    let written = format!("{} · {}", noted.recorded_by, display_time(noted.recorded_at));
    let told = if one.told.is_empty() { say!(l, incident.told_nobody).to_owned() } else { all(l, &one.told) };
    let chips = [
        (one.hurt, say!(l, incident.hurt)),
        (one.within_72_hours, say!(l, incident.within_72_hours_short)),
        (one.under_18, say!(l, incident.under_18_short)),
    ];
    let chips: Vec<_> = chips
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, words)| view! { <Chip tone=Tone::Now text=words />" " })
        .collect();
    view! {
        <article class="sheet pad stack">
            <h2>{one.kind.said(l)}" · "{display(one.happened_on)}</h2>
            <p class="chips">{chips}</p>
            <dl class="facts">
                <div><dt>{say!(l, incident.place)}</dt><dd>{one.place.said(l)}</dd></div>
                {one.relation.map(|relation| view! { <div><dt>{say!(l, incident.relation)}</dt><dd>{relation.said(l)}</dd></div> })}
                <div><dt>{say!(l, incident.wishes)}</dt><dd>{all(l, &one.wishes)}</dd></div>
                <div><dt>{say!(l, incident.told)}</dt><dd>{told}</dd></div>
                {one.follow_up_on.map(|day| view! { <div><dt>{say!(l, incident.follow_up_on)}</dt><dd>{display(day)}</dd></div> })}
            </dl>
            <p class="prose">{one.done.as_str().to_owned()}</p>
            {one.owes_child_protection().then(|| child_path(l))}
            <small>{written}</small>
            {below}
        </article>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let incidents = vault.incidents(&casework).await?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let may_record = member.actor().may(Action::RecordWork);
    Ok(Page::new(say!(l, incident.title)).show(&member, move || {
        let none = incidents.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, incident.none)}</p></div> });
        let base = format!("/cases/{case}/incidents");
        let correct = may_record.then_some(base.as_str());
        let stand = incidents.iter().filter(|noted| noted.replaced_by.is_none());
        let incidents: Vec<_> = stand.map(|noted| standing(l, noted, &incidents, correct)).collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, incident.title)}</h1>{of_case(&head.label)}</div>
                <div>
                    {may_record.then(|| view! { <a class="button main" href=format!("/cases/{case}/incidents/new")>{say!(l, incident.record)}</a> })}
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <div class="cols">
                <div>{none}{incidents}</div>
                <div>
                    {safe_contact(l, card.as_ref(), None)}
                    <p><a href=format!("/cases/{case}/safety-plan")>{say!(l, safety_plan.title)}</a></p>
                </div>
            </div>
        }
        .into_any()
    }))
}
