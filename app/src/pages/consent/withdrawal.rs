//! `/cases/{id}/consents/{consent}/withdrawal`: what will shut, then shut, at once; all of it or a part.

use super::Open;
use super::parts::words;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Layout, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::Response;
use domain::consent::{Purpose, Segment, Withdrawal, WithdrawalForm};
use domain::date::{display, local_date};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::consent::{Entry, Shut, WouldShut};

/// What would shut, one sentence each.
fn would(l: Locale, shut: &WouldShut) -> Vec<AnyView> {
    let revoked =
        (!shut.revoked.is_empty()).then(|| say!(l, consent.would_revoke, who = shut.revoked.join(", ")).to_string());
    let told = if shut.told.is_empty() {
        say!(l, consent.would_nothing).to_owned()
    } else {
        say!(l, consent.would_stop, who = shut.told.join(", ")).to_string()
    };
    let people = (shut.people > 0).then(|| say!(l, consent.would_lose, n = shut.people).to_string());
    [revoked, Some(told), people].into_iter().flatten().map(|words| view! { <li>{words}</li> }.into_any()).collect()
}

/// The compartments of this entry that can go while the case stays.
fn severable(entry: &Entry) -> bool {
    entry.purpose == Purpose::Processing && Segment::SEVERABLE.iter().any(|segment| entry.segments.contains(segment))
}

async fn page(member: &Member, open: &Open, entry: Entry, form: WithdrawalForm, problems: Problems) -> PageResult {
    let l = member.l;
    let path = member.path.clone();
    let back = format!("/cases/{}", open.case);
    let shut = member.site.vault.would_shut(&open.casework, &entry).await?;
    let beside = member.site.vault.records_beside(member.actor(), open.case).await?;
    let rejected = !problems.is_empty();
    let labels = [("segments", say!(l, consent.segments))];
    Ok(Page::new(say!(l, consent.withdraw)).form(&labels, problems).show(member, move || {
        let what = words(l, &entry);
        let effect = match entry.purpose {
            Purpose::Referral => say!(l, consent.shuts_referral, organisation = entry.grantee_name.clone()).to_string(),
            Purpose::Processing => say!(l, consent.shuts_case).into(),
            Purpose::Services => say!(l, consent.shuts_services).into(),
            Purpose::Emergency => say!(l, consent.shuts_emergency).into(),
            Purpose::Hiv => say!(l, hiv.shuts).into(),
            Purpose::Compartment => say!(l, compartment.shuts, organisation = entry.grantee_name.clone()).to_string(),
            Purpose::SharedResult => say!(l, compartment.shuts_shared).into(),
            Purpose::Transfer => say!(l, consent.shuts_transfer).into(),
            Purpose::CodedPlan => say!(l, coded_plan.shuts).into(),
        };
        let part = (entry.live && severable(&entry)).then(|| view! {
            <details class="more" open=rejected>
                <summary>{say!(l, consent.part)}</summary>
                <p class="soft">{say!(l, consent.part_words)}</p>
                <Choices<Segment> name="segments" chosen=form.segments layout=Layout::Across several=true only=Segment::SEVERABLE />
                <div class="actions still"><button class="button danger" name="extent" value="part">{say!(l, consent.withdraw_part)}</button></div>
            </details>
        });
        view! {
            <h1>{say!(l, consent.withdraw)}</h1>
            <form class="sheet pad stack" method="post" action=path>
                <Summary />
                <p class="readout">{what}</p>
                <p>{effect}</p>
                {entry.live.then(|| view! { <ul>{would(l, &shut)}</ul> })}
                {crate::pages::merge::still_open(l, &beside)}
                <p class="soft">{say!(l, consent.withdraw_words)}</p>
                <div class="actions still">
                    {entry.live.then(|| view! { <button class="button danger" name="extent" value="whole">{say!(l, consent.withdraw)}</button> })}
                    <a class="button quiet" href=back>{say!(l, form.back)}</a>
                </div>
                {part}
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path((case, consent)): Path<(String, String)>) -> PageResult {
    let open = Open::case(&member, &case).await?;
    let entry = open.entry(&member, &consent).await?;
    page(&member, &open, entry, WithdrawalForm::default(), Problems::none()).await
}

pub async fn submit(
    member: Member,
    Path((case, consent)): Path<(String, String)>,
    posted: Posted<WithdrawalForm>,
) -> PageResult {
    let vault = &member.site.vault;
    let open = Open::case(&member, &case).await?;
    let entry = open.entry(&member, &consent).await?;
    let shut = match posted.typed.check() {
        Ok(Withdrawal::Whole) => vault.withdraw(member.actor(), &open.ring, entry.id).await?,
        Ok(Withdrawal::Part(segments)) => {
            vault.withdraw_part(member.actor(), &open.ring, &open.casework, &open.label, entry.id, &segments).await?
        }
        Err(problems) => return page(&member, &open, entry, posted.typed, problems).await,
    };
    Ok(done(&member, entry, shut.ok_or(Fault::NotFound)?))
}

/// What was shut, and who owes a stop by when.
fn done(member: &Member, entry: Entry, shut: Shut) -> Response {
    let l = member.l;
    Page::new(say!(l, consent.withdrawn)).show(member, move || {
        let (back, words_back) = if shut.case_shut {
            ("/cases".to_owned(), say!(l, nav.cases))
        } else {
            (format!("/cases/{}", shut.case), say!(l, form.back_to_case))
        };
        let gone: Vec<_> = shut.segments.iter().map(|segment| segment.said(l)).collect();
        let done = match entry.purpose {
            Purpose::Services => say!(l, consent.services_stopped).to_owned(),
            _ if !gone.is_empty() => say!(l, consent.part_gone, what = gone.join(", ")).to_string(),
            _ => say!(l, consent.shut_now).to_owned(),
        };
        let stop = shut.stop_by.map(|by| {
            let words = say!(l, consent.stop_by, n = shut.recipients, day = display(local_date(by))).to_string();
            view! { <li>{words}</li> }
        });
        view! {
            <h1>{say!(l, consent.withdrawn)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{words(l, &entry)}</p>
                <ul>
                    <li>{done}</li>
                    <li>{say!(l, consent.referrals_revoked, n = shut.referrals).to_string()}</li>
                    {stop}
                </ul>
                <p><a class="button main" href=back>{words_back}</a></p>
            </section>
        }
        .into_any()
    })
}
