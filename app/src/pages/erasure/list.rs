//! `/erasures`: for the officer what is kept without a consent and until when; for both the certificates. Nothing is
//! erased by itself.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::response::{IntoResponse, Redirect};
use domain::date::{display, display_time, local_date};
use domain::erasure::{may_be_proposed, number};
use leptos::prelude::*;
use serde::Deserialize;

/// Which case is proposed.
#[derive(Default, Deserialize)]
pub struct ProposalForm {
    #[serde(default)]
    case: String,
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let now = vault.now();
    let certificates = vault.certificates(member.actor()).await?.ok_or(Fault::NotFound)?;
    let kept = vault.kept_without_consent(member.actor()).await?;
    Ok(Page::new(say!(l, erasure.title)).show(&member, move || {
        let kept = kept.map(|kept| {
            let rows: Vec<_> = kept
                .into_iter()
                .map(|kept| {
                    let due = may_be_proposed(kept.until, now);
                    let day = display(local_date(kept.until));
                    let (tone, text) = if due {
                        (Tone::Now, say!(l, erasure.due_since, day = day).to_string())
                    } else {
                        (Tone::Plain, say!(l, erasure.kept_until, day = day).to_string())
                    };
                    let ended = say!(l, erasure.consent_ended, day = display(local_date(kept.ended_at))).to_string();
                    let propose = due.then(|| {
                        view! {
                            <form method="post" action="/erasures">
                                <button class="button" name="case" value=kept.case.to_string()>{say!(l, erasure.propose)}</button>
                            </form>
                        }
                    });
                    view! {
                        <li>
                            <div><span class="code">{kept.mark}</span>" · "{kept.team}<br /><small>{ended}</small><br /><Chip tone text /></div>
                            {propose}
                        </li>
                    }
                })
                .collect();
            view! {
                <section class="sheet">
                    <header><h2>{say!(l, erasure.kept)}</h2></header>
                    {rows_or(rows, say!(l, erasure.none_kept))}
                </section>
                <p class="note">{say!(l, erasure.why_a_year)}</p>
            }
        });
        let rows: Vec<_> = certificates
            .into_iter()
            .map(|certificate| {
                let title = say!(l, erasure.number, number = number(certificate.year, certificate.number)).to_string();
                let small = format!("{} · {}", certificate.ground.said(l), display_time(certificate.erased_at));
                view! {
                    <li><div>
                        <a class="row-link who" href=format!("/erasures/{}", certificate.id)>{title}</a>
                        <br /><small>{certificate.team}" · "{small}</small>
                    </div></li>
                }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, erasure.title)}</h1><small>{say!(l, erasure.about)}</small></div>
                <div><a class="button quiet" href="/rights">{say!(l, nav.rights)}</a></div>
            </div>
            {kept}
            <section class="sheet">
                <header><h2>{say!(l, erasure.certificates)}</h2></header>
                {rows_or(rows, say!(l, erasure.no_certificates))}
            </section>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, form: Posted<ProposalForm>) -> PageResult {
    let case = form.typed.case.parse().map_err(|_| Fault::NotFound)?;
    let request = member.site.vault.propose_erasure(member.actor(), case).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/rights/{request}")).into_response())
}
