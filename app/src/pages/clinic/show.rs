//! `/expected/{id}/clinic`: what the clinic keeps of one client, newest first.

use super::entry_words;
use crate::fault::PageResult;
use crate::page::Page;
use crate::pages::compartment::{Desk, head};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use domain::clinic::{Board, ClinicEntry, TestResult};
use domain::date::{Timing, display, display_time};
use leptos::prelude::*;
use vault::segment;

/// What the desk should do, as chips with words.
pub fn calls(l: Locale, board: &Board, today: chrono::NaiveDate) -> AnyView {
    let missed =
        board.missed.map(|days| view! { <Chip tone=Tone::Now text=say!(l, clinic.missed, n = days).to_string() /> });
    let next = board.next_on.filter(|_| board.missed.is_none()).map(|day| {
        let text = format!("{}: {}", say!(l, clinic.next_on), display(day));
        view! { <Chip tone=Tone::Soon text /> }
    });
    let due = board.check_due.map(|day| {
        let tone = match Timing::of(day, today) {
            Timing::Late(_) | Timing::Today => Tone::Soon,
            Timing::Ahead => Tone::Plain,
        };
        view! { <Chip tone text=say!(l, clinic.check_due, day = display(day)).to_string() /> }
    });
    view! { {missed}" "{next}" "{due} }.into_any()
}

pub async fn show(member: Member, Path(referral): Path<String>) -> PageResult {
    let (l, vault) = (member.l, &member.site.vault);
    let desk: Desk<segment::Health> = Desk::open(&member, &referral).await?;
    let entries = vault.clinic_entries(&desk.proof).await?;
    let today = vault.today();
    let board = Board::of(entries.iter().map(|entry| &entry.body), today);
    let case = vault.case_of_packet(member.actor(), desk.referral).await?;
    let holds_hiv = match case {
        Some(case) => vault.holds_hiv(member.actor(), case).await?,
        None => false,
    };
    let base = format!("/expected/{}", desk.referral);
    Ok(Page::new(say!(l, clinic.title)).show(&member, move || {
        let rows: Vec<_> = entries
            .iter()
            .map(|entry| {
                let who = format!("{} · {}", entry.recorded_by, display_time(entry.recorded_at));
                let can_be_told =
                    matches!(&entry.body, ClinicEntry::Test(test) if test.result != TestResult::NotDone);
                let share = can_be_told.then(|| {
                    let path = format!("{base}/clinic/results/{}", entry.id);
                    view! { <a href=path>{say!(l, clinic.share)}</a> }
                });
                view! { <li><div>{entry_words(l, &entry.body)}<p><small>{who}</small></p></div>{share}</li> }
            })
            .collect();
        let list = rows_or(rows, say!(l, clinic.nothing_yet));
        view! {
            {head(l, say!(l, clinic.title), &desk.standing, "/clinic".into())}
            <p>{calls(l, &board, today)}</p>
            <div class="actions still">
                <a class="button main" href=format!("{base}/clinic/visit")>{say!(l, clinic.record_visit)}</a>
                <a class="button" href=format!("{base}/clinic/test")>{say!(l, clinic.record_test)}</a>
                {holds_hiv.then(|| view! { <a class="button" href=format!("{base}/article-30")>{say!(l, hiv.title)}</a> })}
            </div>
            <section class="sheet"><header><h2>{say!(l, clinic.kept)}</h2></header>{list}</section>
            <p class="soft">{say!(l, clinic.stays)}</p>
            <p><a href=format!("{base}/record")>{say!(l, compartment.renew)}</a></p>
        }
        .into_any()
    }))
}
