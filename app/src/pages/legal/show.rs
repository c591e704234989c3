//! `/expected/{id}/legal`: what legal aid keeps of one client.

use super::stage_chips;
use crate::fault::PageResult;
use crate::page::Page;
use crate::pages::compartment::{Desk, head};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use chrono::NaiveDate;
use domain::date::display;
use domain::legal::{Paper, Standing};
use leptos::prelude::*;
use uuid::Uuid;
use vault::segment;

fn matter(l: Locale, base: &str, standing: &Standing, today: NaiveDate) -> AnyView {
    let ground = standing.matter.ground.map(|ground| {
        let words = format!("{}: {}", say!(l, legal.basis), ground.said(l));
        view! { <p class="soft">{words}</p> }
    });
    let words = standing.matter.words.as_ref().map(|words| view! { <p class="prose">{words.as_str().to_owned()}</p> });
    let stages: Vec<_> = standing
        .stages
        .iter()
        .rev()
        .map(|told| {
            let outcome = told.outcome.map(|outcome| format!(" · {}", outcome.said(l)));
            let done = told.words.as_ref().map(|words| view! { <p class="prose">{words.as_str().to_owned()}</p> });
            view! { <li><div>{told.stage.said(l)}{outcome}" "<small>{display(told.on)}</small>{done}</div></li> }
        })
        .collect();
    let way = (!standing.is_over()).then(|| {
        let path = format!("{base}/legal/matters/{}", standing.id);
        view! { <p><a class="button" href=path>{say!(l, legal.next_stage)}</a></p> }
    });
    let began = format!("{} {}", say!(l, legal.began), display(standing.matter.on));
    view! {
        <section class="sheet pad stack">
            <h2>{standing.matter.matter.said(l)}</h2>
            <p>{stage_chips(l, standing, today)}</p>
            <small>{began}</small>
            {ground}
            {words}
            <ul class="rows">{stages}</ul>
            {way}
        </section>
    }
    .into_any()
}

fn paper(l: Locale, base: &str, id: Uuid, paper: &Paper, today: NaiveDate) -> AnyView {
    let day = |words: &'static str, day: Option<NaiveDate>| day.map(|day| format!("{words}: {}", display(day)));
    let handed_in_at = paper.handed_in_at.map(|place| place.said(l).to_owned());
    let missing = paper.missing.as_ref().map(|line| format!("{}: {}", say!(l, legal.missing), line.as_str()));
    let lines: Vec<_> = [
        missing,
        day(say!(l, legal.handed_in_on), paper.handed_in_on),
        handed_in_at,
        day(say!(l, legal.collect_on), paper.collect_on),
        day(say!(l, legal.received_on), paper.received_on),
    ]
    .into_iter()
    .flatten()
    .collect();
    let late = paper
        .late(today)
        .map(|days| view! { <Chip tone=Tone::Now text=say!(l, case.overdue, n = days).to_string() /> });
    let path = format!("{base}/legal/paper?paper={id}");
    let label = format!("{} {}", say!(l, legal.change), paper.kind.said(l));
    view! {
        <li>
            <div><strong>{paper.kind.said(l)}</strong>" "{late}<br /><small>{lines.join(" · ")}</small></div>
            <a href=path aria-label=label>{say!(l, legal.change)}</a>
        </li>
    }
    .into_any()
}

pub async fn show(member: Member, Path(referral): Path<String>) -> PageResult {
    let (l, vault) = (member.l, &member.site.vault);
    let desk: Desk<segment::Legal> = Desk::open(&member, &referral).await?;
    let board = vault.legal_board(&desk.proof).await?;
    let today = vault.today();
    let base = format!("/expected/{}", desk.referral);
    Ok(Page::new(say!(l, legal.title)).show(&member, move || {
        let matters: Vec<_> = board.matters.iter().map(|standing| matter(l, &base, standing, today)).collect();
        let none = matters.is_empty().then(|| view! { <div class="empty"><p>{say!(l, legal.no_matter)}</p></div> });
        let papers: Vec<_> = board.papers.iter().map(|(id, one)| paper(l, &base, *id, one, today)).collect();
        view! {
            {head(l, say!(l, legal.title), &desk.standing, "/legal".into())}
            <div class="actions still">
                <a class="button main" href=format!("{base}/legal/matter")>{say!(l, legal.record_matter)}</a>
                <a class="button" href=format!("{base}/legal/paper")>{say!(l, legal.record_paper)}</a>
                <a class="button quiet" href="/eligibility">{say!(l, legal.eligibility)}</a>
            </div>
            <div class="cols">
                <div>{none}{matters}</div>
                <div>
                    <section class="sheet"><header><h2>{say!(l, legal.papers)}</h2></header>{rows_or(papers, say!(l, legal.no_paper))}</section>
                    <p class="soft">{say!(l, legal.stays)}</p>
                    <p><a href=format!("{base}/record")>{say!(l, compartment.renew)}</a></p>
                </div>
            </div>
        }
        .into_any()
    }))
}
