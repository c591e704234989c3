//! `/erasures/{id}`: the certificate, to be printed. It names no client, no code and no case, and not what we do.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use domain::date::{display, display_time, local_date};
use domain::erasure::{gone_from_backups, number};
use domain::id::ErasureId;
use leptos::prelude::*;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let id: ErasureId = id.parse().map_err(|_| Fault::NotFound)?;
    let certificate = member.site.vault.certificate(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, erasure.certificate)).show(&member, move || {
        let number = say!(l, erasure.number, number = number(certificate.year, certificate.number)).to_string();
        let rows: Vec<_> = certificate
            .counts
            .iter()
            .map(|(what, quantity)| view! { <tr><td>{what.said(l)}</td><td class="num">{*quantity}</td></tr> })
            .collect();
        let recorded = certificate.recorded_by.unwrap_or_else(|| say!(l, rights.herself).to_owned());
        let backups = display(gone_from_backups(local_date(certificate.erased_at)));
        let swept = match certificate.swept_at {
            Some(at) => display_time(at),
            None => say!(l, erasure.not_swept).to_owned(),
        };
        let notices = (certificate.notices > 0)
            .then(|| view! { <p>{say!(l, erasure.notices, n = certificate.notices).to_string()}</p> });
        view! {
            <div class="head">
                <div><h1>{say!(l, erasure.certificate)}</h1><small>{number}" · "{certificate.organisation}</small></div>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href="/erasures">{say!(l, form.back)}</a>
                </div>
            </div>
            <section class="sheet pad stack">
                <p>{say!(l, erasure.certified)}</p>
                <dl class="facts">
                    <dt>{say!(l, erasure.ground)}</dt><dd>{certificate.ground.said(l)}", "{display(certificate.asked_on)}</dd>
                    <dt>{say!(l, erasure.recorded_by)}</dt><dd>{recorded}</dd>
                    <dt>{say!(l, erasure.approved_by)}</dt><dd>{certificate.approved_by}</dd>
                    <dt>{say!(l, erasure.erased_at)}</dt><dd>{display_time(certificate.erased_at)}</dd>
                    <dt>{say!(l, erasure.swept_at)}</dt><dd>{swept}</dd>
                    <dt>{say!(l, erasure.backups)}</dt><dd>{backups}</dd>
                    <dt>{say!(l, erasure.told_short)}</dt><dd>{certificate.told.said(l)}</dd>
                </dl>
            </section>
            <section class="sheet">
                <table class="table">
                    <thead><tr><th scope="col">{say!(l, erasure.what)}</th><th scope="col" class="num">{say!(l, erasure.rows)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
            {notices}
            <p class="soft">{say!(l, erasure.what_stays)}</p>
            <p class="soft">{say!(l, erasure.not_reached)}</p>
        }
        .into_any()
    }))
}
