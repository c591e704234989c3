//! `/cases/{id}/consents/{consent}/receipt`: what she agreed to, on a paper that names no organisation.

use super::Open;
use super::parts::last_day;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::Qr;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use domain::consent::{Purpose, receipt_number};
use domain::date::{display, local_date};
use leptos::prelude::*;
use vault::consent::Entry;

/// What she agreed to, without a name of anybody.
fn agreed(l: Locale, entry: &Entry) -> String {
    let fields: Vec<_> = entry.fields.iter().map(|field| field.said(l)).collect();
    match entry.purpose {
        Purpose::Services => say!(l, consent.receipt_to_services).into(),
        Purpose::Processing => say!(l, consent.receipt_to_processing).into(),
        Purpose::Emergency => say!(l, consent.receipt_to_emergency).into(),
        Purpose::Referral => say!(l, consent.receipt_to_referral, fields = fields.join(", ")).to_string(),
        Purpose::Compartment => say!(l, compartment.receipt).into(),
        Purpose::SharedResult => say!(l, compartment.receipt_shared).into(),
        Purpose::Transfer => say!(l, consent.receipt_to_transfer).into(),
        Purpose::CodedPlan => say!(l, coded_plan.receipt).into(),
        // No receipt leads here: this one is in no list of the case.
        Purpose::Hiv => entry.purpose.said(l).into(),
    }
}

pub async fn show(member: Member, Path((case, consent)): Path<(String, String)>) -> PageResult {
    let l = member.l;
    let open = Open::case(&member, &case).await?;
    let entry = open.entry(&member, &consent).await?;
    let (Some(method), Some(language)) = (entry.method, entry.language) else { return Err(Fault::NotFound) };
    let code = member.site.vault.case_head(&open.label).await?.label.code;
    let back = format!("/cases/{}/consents", open.case);
    Ok(Page::new(say!(l, consent.receipt)).show(&member, move || {
        let number = receipt_number(entry.id);
        let (from, until) = (display(local_date(entry.from)), last_day(entry.until));
        let version = entry.text_version.clone().unwrap_or_default();
        view! {
            <div class="head">
                <div><h1>{say!(l, consent.receipt)}</h1><small>{say!(l, consent.receipt_words)}</small></div>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href=back>{say!(l, form.back)}</a>
                </div>
            </div>
            <article class="slip">
                <section class="stack">
                    <h2>{say!(l, consent.receipt_title)}</h2>
                    <Qr text=number.clone() name=number.clone() />
                    <p class="code">{code.as_str().to_owned()}</p>
                    <p>{say!(l, consent.receipt_number)}": "<span class="code">{number}</span></p>
                    <p><strong>{agreed(l, &entry)}</strong></p>
                    <p>{say!(l, consent.receipt_until, from = from, until = until).to_string()}</p>
                    <p>{say!(l, consent.receipt_how, method = method.said(l), language = language.said(l), version = version).to_string()}</p>
                    <p>{say!(l, consent.receipt_rights)}</p>
                </section>
            </article>
        }
        .into_any()
    }))
}
