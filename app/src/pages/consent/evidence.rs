//! `/cases/{id}/consents/evidence`: every entry with its proof and the words that were read out, to be printed.

use super::Open;
use super::parts::{last_day, standing_chip, words};
use crate::fault::PageResult;
use crate::page::Page;
use crate::visit::Member;
use crate::words::{Locale, Spoken, read_out, say};
use axum::extract::Path;
use chrono::{DateTime, Utc};
use domain::consent::{Evidence, Giver};
use domain::date::{display, display_time, local_date};
use leptos::prelude::*;
use vault::consent::Proven;

fn fact(label: &'static str, words: String) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{words}</dd></div> }.into_any()
}

/// How it was given and who was there.
fn proof(l: Locale, evidence: &Evidence) -> Vec<AnyView> {
    let spoke = match &evidence.representative {
        None => Giver::Herself.said(l).to_owned(),
        Some(other) => format!("{}: {} ({})", Giver::Representative.said(l), other.name.as_str(), other.ground.said(l)),
    };
    let interpreter = evidence.interpreter.as_ref();
    [
        Some(fact(say!(l, consent.spoke), spoke)),
        Some(fact(say!(l, consent.method), evidence.method.said(l).to_owned())),
        Some(fact(say!(l, consent.language), evidence.language.said(l).to_owned())),
        interpreter.map(|name| fact(say!(l, consent.interpreter), name.as_str().to_owned())),
        Some(fact(say!(l, consent.witness), evidence.witness.as_str().to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn section(l: Locale, proven: &Proven, now: DateTime<Utc>) -> AnyView {
    let entry = &proven.entry;
    let version = entry.text_version.clone().unwrap_or_default();
    let opens: Vec<_> = entry.segments.iter().map(|segment| segment.said(l)).collect();
    let fields: Vec<_> = entry.fields.iter().map(|field| field.said(l)).collect();
    let period = format!("{} – {}", display(local_date(entry.from)), last_day(entry.until));
    let recorded = format!("{} · {}", entry.recorded_by, display_time(entry.from));
    let text = read_out(l, &version, entry.purpose, &entry.grantee_name).map(|text| {
        let title = say!(l, consent.read_out, version = version).to_string();
        view! { <h3>{title}</h3><p class="readout">{text}</p> }
    });
    view! {
        <section class="sheet pad stack evidence">
            <div class="head"><h2>{words(l, entry)}</h2>{standing_chip(l, entry, now)}</div>
            <dl class="facts">
                {fact(say!(l, consent.grantee), entry.grantee_name.clone())}
                {(!opens.is_empty()).then(|| fact(say!(l, consent.opens), opens.join(", ")))}
                {(!fields.is_empty()).then(|| fact(say!(l, consent.fields), fields.join(", ")))}
                {proven.evidence.is_some().then(|| fact(say!(l, consent.period), period))}
                {proven.evidence.as_ref().map(|evidence| proof(l, evidence))}
                {fact(say!(l, consent.recorded), recorded)}
            </dl>
            {proven.evidence.is_some().then(|| view! { <p>{say!(l, consent.told_and_understood)}</p> })}
            {text}
        </section>
    }
    .into_any()
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let open = Open::case(&member, &case).await?;
    let code = vault.case_head(&open.label).await?.label.code;
    let ledger = vault.evidence(&open.casework).await?;
    let now = vault.now();
    let back = format!("/cases/{}/consents", open.case);
    Ok(Page::new(say!(l, consent.pack)).show(&member, move || {
        let sections: Vec<_> = ledger.iter().map(|proven| section(l, proven, now)).collect();
        view! {
            <div class="head">
                <div>
                    <h1>{say!(l, consent.pack)}</h1>
                    <p>{say!(l, consent.code)}": "<span class="code">{code.as_str().to_owned()}</span>" · "{display_time(now)}</p>
                    <small>{say!(l, consent.pack_words)}</small>
                </div>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href=back>{say!(l, form.back)}</a>
                </div>
            </div>
            {sections}
        }
        .into_any()
    }))
}
