//! `/cases/{id}/consents/{consent}/withdrawal`: what will shut, then shut, at once.

use super::parts::words;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use domain::consent::{Purpose, Segment};
use domain::date::{display, local_date};
use domain::id::{CaseId, ConsentId};
use leptos::prelude::*;
use vault::consent::Entry;
use vault::{Ring, segment};

async fn open(member: &Member, case: &str, consent: &str) -> Result<(CaseId, Ring, Entry), Fault> {
    let case = case.parse().map_err(|_| Fault::NotFound)?;
    let consent: ConsentId = consent.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let mut ring =
        vault.open_case(member.actor(), case, &[Segment::Casework], reason(member)).await?.ok_or(Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let entry =
        vault.consents(&casework).await?.into_iter().find(|entry| entry.id == consent).ok_or(Fault::NotFound)?;
    Ok((case, ring, entry))
}

pub async fn show(member: Member, Path((case, consent)): Path<(String, String)>) -> PageResult {
    let l = member.l;
    let (case, _, entry) = open(&member, &case, &consent).await?;
    let path = member.path.clone();
    Ok(Page::new(say!(l, consent.withdraw)).show(&member, move || {
        let back = format!("/cases/{case}");
        let what = words(l, &entry);
        let effect = match entry.purpose {
            Purpose::Referral => say!(l, consent.shuts_referral, organisation = entry.grantee_name.clone()).to_string(),
            Purpose::Processing => say!(l, consent.shuts_case).into(),
            Purpose::Services => say!(l, consent.shuts_services).into(),
        };
        view! {
            <h1>{say!(l, consent.withdraw)}</h1>
            <form class="sheet pad stack" method="post" action=path>
                <p class="readout">{what}</p>
                <p>{effect}</p>
                <p class="soft">{say!(l, consent.withdraw_words)}</p>
                <div class="actions still">
                    {entry.live.then(|| view! { <button class="button danger">{say!(l, consent.withdraw)}</button> })}
                    <a class="button quiet" href=back>{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, Path((case, consent)): Path<(String, String)>) -> PageResult {
    let l = member.l;
    let (case, ring, entry) = open(&member, &case, &consent).await?;
    let shut = member.site.vault.withdraw(member.actor(), &ring, entry.id).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, consent.withdrawn)).show(&member, move || {
        let (back, words_back) = if shut.case_shut {
            ("/cases".to_owned(), say!(l, nav.cases))
        } else {
            (format!("/cases/{case}"), say!(l, form.back_to_case))
        };
        let done = match entry.purpose {
            Purpose::Services => say!(l, consent.services_stopped),
            Purpose::Processing | Purpose::Referral => say!(l, consent.shut_now),
        };
        let stop = shut.stop_by.map(|by| {
            let words = say!(l, consent.stop_by, n = shut.recipients, day = display(local_date(by))).to_string();
            view! { <li>{words}</li> }
        });
        view! {
            <h1>{say!(l, consent.withdrawn)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{words(l, &entry)}</p>
                <ul class="plain">
                    <li>{done}</li>
                    <li>{say!(l, consent.referrals_revoked, n = shut.referrals).to_string()}</li>
                    {stop}
                </ul>
                <p><a class="button main" href=back>{words_back}</a></p>
            </section>
        }
        .into_any()
    }))
}
