//! `/directory/{listing}`: everything about one service at one place; for who keeps it, three taps that say how it stands.

use super::{chips, facts, freshness_words, hours_table};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Count, Layout, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::date::{display_time, local_date};
use domain::directory::{CapacityForm, Feedback, Opinion, Takes, WEEKS_MAX};
use domain::id::ListingId;
use domain::problem::Problems;
use domain::referral_chart::{Course, Record, TurnsAway, whole_months};
use leptos::prelude::*;
use vault::directory::{Entry, Said};

/// What became of referrals to it: one's own with their number, those of others without one.
fn record(l: Locale, own: Record, others: Record) -> AnyView {
    let mine = (own.sent > 0).then(|| {
        let words = say!(l, directory.turned_away, n = own.declined, of = own.sent).to_string();
        let why = own.reason.map(|reason| say!(l, directory.mostly, why = reason.said(l)).to_string());
        let silent = (own.unanswered > 0).then(|| say!(l, directory.unanswered, n = own.unanswered).to_string());
        view! { <li>{[Some(words), why, silent].into_iter().flatten().collect::<Vec<_>>().join(" ")}</li> }
    });
    let theirs = others.told().map(|often| {
        let words = match often {
            TurnsAway::Seldom => say!(l, directory.others_seldom),
            TurnsAway::Sometimes => say!(l, directory.others_sometimes),
            TurnsAway::Often => say!(l, directory.others_often),
        };
        view! { <li>{words}</li> }
    });
    let nothing = (own.sent == 0 && others.told().is_none())
        .then(|| view! { <p class="soft">{say!(l, directory.no_record)}</p> });
    view! { {nothing}<ul>{mine}{theirs}</ul> }.into_any()
}

/// What clients said: the mean and the reasons, once there are enough.
fn feedback(l: Locale, said: &[Said]) -> AnyView {
    let each = |said: &Said| (Feedback { points: said.points, reason: said.reason }, said.quantity);
    let Some(opinion) = Opinion::of(said.iter().map(each)) else {
        return view! { <p class="soft">{say!(l, directory.too_few)}</p> }.into_any();
    };
    // One decimal, as people here write it.
    let points = format!("{},{}", opinion.tenths / 10, opinion.tenths % 10);
    let words = say!(l, directory.points, points = points).to_string();
    let reasons: Vec<_> = opinion.reasons.into_iter().map(|reason| view! { <li>{reason.said(l)}</li> }).collect();
    view! { <p><strong>{words}</strong></p><ul>{reasons}</ul> }.into_any()
}

fn keeping(l: Locale, entry: &Entry, form: CapacityForm) -> AnyView {
    let base = format!("/directory/{}", entry.id);
    view! {
        <section class="sheet pad stack">
            <h2>{say!(l, directory.keep)}</h2>
            <form method="post" action=format!("{base}/assurance")>
                <button class="button main">{say!(l, directory.assure)}</button>
            </form>
            <form class="stack" method="post" action=format!("{base}/capacity")>
                <Summary />
                <Choices<Takes> name="takes" chosen=vec![form.takes] layout=Layout::Across />
                <Count name="weeks" value=form.weeks max=i64::from(WEEKS_MAX) />
                <div class="actions still"><button class="button">{say!(l, directory.tell_capacity)}</button></div>
            </form>
            <p><a class="button" href=format!("{base}/change")>{say!(l, directory.change)}</a></p>
        </section>
    }
    .into_any()
}

async fn page(member: &Member, id: ListingId, typed: Option<CapacityForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let (vault, actor) = (&member.site.vault, member.actor());
    let entry = vault.listing(actor, id).await?.ok_or(Fault::NotFound)?;
    let (now, today) = (vault.now(), vault.today());
    // Whole months, as everything that is told of others: one answer more or less is not seen.
    let months = whole_months(today);
    let [from, before] = [months.start, months.end].map(|day| day.format("%Y-%m").to_string());
    let said = vault.feedback_on(actor, id, &from, &before).await?.ok_or(Fault::NotFound)?;
    let records = vault.referral_courses(actor).await?.map(|courses| {
        let of = |courses: &[Course]| Record::of(courses, entry.organisation, entry.listing.service);
        (of(&courses.own), of(&courses.others))
    });
    let keeps = actor.keeps_listing_of(entry.organisation);
    let asks = actor.may(Action::Refer);
    let capacity = typed.unwrap_or_else(|| {
        let told = entry.capacity.map(|told| told.capacity);
        CapacityForm {
            takes: told.map(|told| told.takes.code().to_owned()).unwrap_or_default(),
            weeks: told.filter(|told| told.weeks > 0).map(|told| told.weeks.to_string()).unwrap_or_default(),
        }
    });
    let labels = [("takes", say!(l, directory.takes)), ("weeks", say!(l, directory.weeks))];
    Ok(Page::new(say!(l, directory.title)).form(&labels, problems).show(member, move || {
        let (_, checked) = freshness_words(l, &entry, local_date(now));
        let by = entry.assured.as_ref().map(|assured| view! { <dt>{say!(l, directory.assured_by)}</dt><dd>{assured.by.clone()}" · "{display_time(assured.at)}</dd> });
        let told = entry.capacity.map(|told| view! { <dt>{say!(l, directory.told_at)}</dt><dd>{display_time(told.at)}</dd> });
        view! {
            <div class="head">
                <div><h1>{entry.listing.service.said(l)}</h1><small>{entry.name.clone()}" · "{entry.kind.said(l)}</small></div>
                <div><a class="button quiet" href="/directory">{say!(l, form.back)}</a></div>
            </div>
            {chips(l, &entry, now)}
            <div class="cols">
                <div>
                    <section class="sheet pad stack">{facts(l, &entry)}{hours_table(l, &entry.listing.hours)}</section>
                </div>
                <div>
                    {keeps.then(|| keeping(l, &entry, capacity))}
                    <section class="sheet pad stack">
                        <h2>{say!(l, directory.reliable)}</h2>
                        <p>{checked}</p>
                        <dl class="facts">{by}{told}</dl>
                    </section>
                    {records.map(|(own, others)| view! { <section class="sheet pad stack"><h2>{say!(l, directory.record)}</h2>{record(l, own, others)}</section> })}
                    <section class="sheet pad stack">
                        <h2>{say!(l, directory.feedback)}</h2>
                        {feedback(l, &said)}
                        {asks.then(|| view! { <p><a class="button" href=format!("/directory/{id}/feedback")>{say!(l, directory.give_feedback)}</a></p> })}
                    </section>
                </div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    page(&member, id, None, Problems::none()).await
}

pub async fn assure(member: Member, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.assure_listing(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/directory/{id}")).into_response())
}

pub async fn tell(member: Member, Path(id): Path<String>, form: Posted<CapacityForm>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let entry = vault.listing(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    if !member.actor().keeps_listing_of(entry.organisation) {
        return Err(Fault::NotFound);
    }
    match form.typed.check() {
        Ok(capacity) => {
            vault.tell_capacity(member.actor(), id, capacity).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&format!("/directory/{id}")).into_response())
        }
        Err(problems) => page(&member, id, Some(form.typed), problems).await,
    }
}
