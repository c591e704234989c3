//! `/livelihood`: everybody of whom the centre keeps something, and where they stand; who is asked next comes first.

use super::{called, owed};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::training::cohort_of;
use leptos::prelude::*;
use vault::livelihood::Kept;

fn row(l: Locale, kept: &Kept, today: NaiveDate) -> AnyView {
    let record = &kept.record;
    let base = format!("/expected/{}", kept.referral);
    let training = record.training.last().map(|step| {
        let percent =
            cohort_of(&record.training).filter(|_| record.in_course()).and_then(|cohort| record.attendance(cohort));
        let percent = percent.map(|n| say!(l, training.there, n = n).to_string());
        [Some(step.stage.said(l).to_owned()), percent].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let job = record.job.last().map(|step| step.stage.said(l));
    let check = record.next_check().map(|(stage, due)| owed(l, stage.said(l), due, today));
    let loan = record.loan.last().map(|step| step.stage.said(l));
    let none = "–";
    let (name, code) = (called(kept), kept.standing.head.code.as_str().to_owned());
    // Who told no name is called by her code, and that once.
    let code = (name != code).then(|| view! { " "<small class="code">{code}</small> });
    view! {
        <tr>
            <th scope="row"><a href=format!("{base}/training")>{name}</a>{code}</th>
            <td data-label=say!(l, training.title)>{training.unwrap_or_else(|| none.to_owned())}</td>
            <td data-label=say!(l, job.title)><div>{job.unwrap_or(none)}" "{check}</div></td>
            <td data-label=say!(l, loan.title)>{loan.unwrap_or(none)}</td>
        </tr>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let mut desk = vault.livelihood_desk(member.actor()).await?.ok_or(Fault::NotFound)?;
    desk.sort_by_key(|kept| kept.record.turn());
    Ok(Page::new(say!(l, livelihood.title)).show(&member, move || {
        let rows: Vec<_> = desk.iter().map(|kept| row(l, kept, today)).collect();
        let list = if rows.is_empty() {
            view! { <div class="sheet empty"><p>{say!(l, compartment.none)}</p></div> }.into_any()
        } else {
            view! {
                <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, livelihood.title)>
                    <table class="table stacked">
                        <caption class="visually-hidden">{say!(l, livelihood.title)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{say!(l, livelihood.who)}</th>
                                <th scope="col">{say!(l, training.title)}</th>
                                <th scope="col">{say!(l, job.title)}</th>
                                <th scope="col">{say!(l, loan.title)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        };
        view! {
            <div class="head">
                <div><h1>{say!(l, livelihood.title)}</h1><small>{say!(l, livelihood.words)}</small></div>
                <div><a class="button" href="/courses">{say!(l, training.courses)}</a><a class="button" href="/employers">{say!(l, job.employers)}</a></div>
            </div>
            {list}
        }
        .into_any()
    }))
}
