//! `/audit/checkpoints`: the signed checkpoints, to be kept by a second custodian: as a file, or on paper. They say
//! nothing about anybody.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::Qr;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::audit::{Checkpoint, PublicKey};
use domain::date::display_time;
use leptos::prelude::*;

/// The newest ones that the page shows; the file has them all.
const SHOWN: usize = 50;

async fn all(member: &Member) -> Result<(Option<PublicKey>, Vec<Checkpoint>), Fault> {
    let vault = &member.site.vault;
    Ok((vault.trusted_keys().first().copied(), vault.checkpoints().await?))
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let (key, checkpoints) = all(&member).await?;
    Ok(Page::new(say!(l, audit.checkpoints)).show(&member, move || {
        let total = checkpoints.len();
        let rows: Vec<_> = checkpoints
            .iter()
            .rev()
            .take(SHOWN)
            .map(|checkpoint| {
                let words = say!(l, audit.checkpoint_line, n = checkpoint.says.number, events = checkpoint.says.events);
                view! { <li><div><strong>{words.to_string()}</strong><br /><small>{display_time(checkpoint.says.at)}</small></div></li> }
            })
            .collect();
        let list = rows_or(rows, say!(l, audit.no_checkpoint));
        view! {
            <div class="head">
                <div><h1>{say!(l, audit.checkpoints)}</h1><small>{say!(l, list.total, n = total).to_string()}</small></div>
                <div>
                    <a class="button main" href="/audit/checkpoints.txt" download="checkpoints.txt">{say!(l, audit.download)}</a>
                    <a class="button" href="/audit/checkpoints/newest">{say!(l, audit.on_paper)}</a>
                    <a class="button quiet" href="/audit">{say!(l, form.back)}</a>
                </div>
            </div>
            <p class="note">{say!(l, audit.checkpoints_words)}</p>
            {key.map(|key| view! { <p><strong>{say!(l, audit.public_key)}": "</strong><span class="code wrap">{key.to_string()}</span></p> })}
            <section class="sheet">{list}</section>
        }
        .into_any()
    }))
}

pub async fn download(member: Member) -> PageResult {
    let (key, checkpoints) = all(&member).await?;
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"checkpoints.txt\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Checkpoint::write_all(key, &checkpoints)).into_response())
}

/// The newest one on paper, as QR and in letters.
pub async fn newest(member: Member) -> PageResult {
    let l = member.l;
    let (key, mut checkpoints) = all(&member).await?;
    let newest = checkpoints.pop();
    Ok(Page::new(say!(l, audit.on_paper)).show(&member, move || {
        let sheet = newest.map(|newest| {
            let name = say!(l, audit.checkpoint_line, n = newest.says.number, events = newest.says.events).to_string();
            let line = newest.to_string();
            view! {
                <article class="sheet pad stack">
                    <h2>{name.clone()}</h2>
                    <p>{display_time(newest.says.at)}</p>
                    <Qr text=line.clone() name=name class="qr large" />
                    <p class="code wrap">{line}</p>
                    {key.map(|key| view! { <p>{say!(l, audit.public_key)}":"<br /><span class="code wrap">{key.to_string()}</span></p> })}
                    <p class="soft">{say!(l, audit.paper_words)}</p>
                </article>
            }
        });
        let nothing = sheet.is_none().then(|| view! { <div class="empty"><p>{say!(l, audit.no_checkpoint)}</p></div> });
        view! {
            <div class="head">
                <h1>{say!(l, audit.on_paper)}</h1>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href="/audit/checkpoints">{say!(l, form.back)}</a>
                </div>
            </div>
            {sheet}
            {nothing}
        }
        .into_any()
    }))
}
