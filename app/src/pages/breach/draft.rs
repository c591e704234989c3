//! `/breaches/{id}/draft`: the notice to the authority in the order of Form 08 (Decree 356/2025), from categories and
//! counts alone. What must be said in words is written by hand on the paper, where no program keeps it.

use super::parts::{all_said, persons};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use domain::breach::Deadline;
use domain::date::display_time;
use leptos::prelude::*;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let breach = vault.breach(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    let now = vault.now();
    let (officer, organisation) = (member.actor().name().to_owned(), member.actor().organisation_name().to_owned());
    Ok(Page::new(say!(l, breach.draft)).show(&member, move || {
        let finding = &breach.finding;
        let deadline = Deadline::of(breach.noticed_at, breach.sent_at, now);
        let late = matches!(deadline, Deadline::Overdue(_) | Deadline::SentLate);
        let line = || view! { <p class="write-in"></p> };
        view! {
            <div class="head">
                <div><h1>{say!(l, breach.draft)}</h1><small>{say!(l, breach.draft_words)}</small></div>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href=format!("/breaches/{id}")>{say!(l, form.back)}</a>
                </div>
            </div>
            <article class="sheet pad stack notice">
                <p><strong>{organisation.clone()}</strong></p>
                <h2>{say!(l, breach.notice_title)}</h2>
                <p>{say!(l, breach.notice_to)}</p>
                <ol class="stack">
                    <li><strong>{say!(l, breach.moment)}": "</strong>{display_time(breach.noticed_at)}</li>
                    <li><strong>{say!(l, breach.nature)}": "</strong>{all_said(l, &finding.kinds)}"."{line()}</li>
                    <li><strong>{say!(l, breach.categories)}": "</strong>{all_said(l, &finding.categories)}"."</li>
                    <li><strong>{say!(l, breach.persons)}": "</strong>{persons(l, finding.persons)}"."</li>
                    <li><strong>{say!(l, breach.consequences)}": "</strong>{all_said(l, &finding.consequences)}"."{line()}</li>
                    <li><strong>{say!(l, breach.measures)}": "</strong>{all_said(l, &finding.measures)}"."{line()}</li>
                    {late.then(|| view! { <li><strong>{say!(l, breach.why_late)}": "</strong>{line()}</li> })}
                    <li><strong>{say!(l, choice.role.data_protection_officer)}": "</strong>{officer.clone()}", "{organisation.clone()}{line()}</li>
                </ol>
                <p>{say!(l, breach.signature)}</p>
            </article>
        }
        .into_any()
    }))
}
