//! `/cases/{id}/counselling`: all sessions of a case as one series, a page at a time.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::pager::{PageNumber, pager};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::{Path, Query};
use domain::access::Action;
use domain::counselling::{Attendance, Counselling, Setting};
use domain::date::display;
use leptos::prelude::*;
use vault::counselling::Held;
use vault::segment;

/// Sessions on one page.
const SHOWN: u32 = 50;

/// Its kind, and who sat together when it was not the client alone.
pub fn kind(l: Locale, session: &Counselling) -> String {
    let mut words = vec![session.kind.said(l).to_owned()];
    if session.setting != Setting::Individual {
        words.push(session.setting.said(l).to_owned());
    }
    words.extend(session.people.map(|people| say!(l, counselling.heads, n = people).to_string()));
    words.join(" · ")
}

/// Whether she came, as a word and a shape.
pub fn attendance(l: Locale, session: &Counselling) -> AnyView {
    let tone = match session.attendance {
        Attendance::Came => Tone::Live,
        Attendance::DidNotCome => Tone::Soon,
        Attendance::CalledOff => Tone::None,
    };
    view! { <Chip tone text=session.attendance.said(l) /> }.into_any()
}

fn row(l: Locale, held: Held) -> AnyView {
    let session = held.session;
    let next = session.next.map(|next| display(next.on));
    view! {
        <tr>
            <th scope="row">{display(session.held_on)}</th>
            <td data-label=say!(l, counselling.kind)>{kind(l, &session)}</td>
            <td data-label=say!(l, counselling.attendance)>{attendance(l, &session)}</td>
            <td data-label=say!(l, counselling.agreed)><div class="prose">{session.agreed.as_str().to_owned()}</div></td>
            <td data-label=say!(l, counselling.next_on)>{next.unwrap_or_else(|| "–".to_owned())}</td>
            <td data-label=say!(l, counselling.recorded_by)>{held.recorded_by}</td>
        </tr>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>, Query(number): Query<PageNumber>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_of(&member, &id).await?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let number = number.number();
    let series = vault.counselling_series(&casework, number * SHOWN, SHOWN).await?;
    let may_record = member.actor().may(Action::RecordWork);
    Ok(Page::new(say!(l, counselling.series)).show(&member, move || {
        let base = format!("/cases/{case}/counselling");
        let empty = series.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, counselling.none)}</p></div> });
        let more = series.len() == SHOWN as usize;
        let pager = pager(l, (&base, say!(l, counselling.series)), number, more, None);
        let rows: Vec<_> = series.into_iter().map(|held| row(l, held)).collect();
        let table = (!rows.is_empty()).then(|| view! {
            <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, counselling.series)>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">{say!(l, counselling.held_on)}</th>
                            <th scope="col">{say!(l, counselling.kind)}</th>
                            <th scope="col">{say!(l, counselling.attendance)}</th>
                            <th scope="col">{say!(l, counselling.agreed)}</th>
                            <th scope="col">{say!(l, counselling.next_on)}</th>
                            <th scope="col">{say!(l, counselling.recorded_by)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, counselling.series)}</h1>{of_case(&head.label)}</div>
                <div>
                    {may_record.then(|| view! { <a class="button main" href=format!("{base}/new") data-key="n">{say!(l, counselling.record)}</a> })}
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <p class="soft">{say!(l, counselling.series_words)}</p>
            {empty}
            {table}
            {pager}
        }
        .into_any()
    }))
}
