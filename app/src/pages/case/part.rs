//! The parts of a case page: links within it, one shown at a time. A part is there only for who holds its key.

use super::line;
use crate::fault::Fault;
use crate::pages::care_plan::parts::{standing, whole};
use crate::pages::needs::table::begun;
use crate::pages::referral::state_chip;
use crate::pages::sealed_note;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use domain::case::CasePart;
use domain::date::display_time;
use domain::id::CaseId;
use leptos::prelude::*;
use vault::referral::Sent;
use vault::{Opened, segment};

/// The ways between the parts.
pub fn tabs(l: Locale, case: CaseId, shown: CasePart, private: bool) -> AnyView {
    let links: Vec<_> = CasePart::offered(private)
        .map(|part| {
            let path = match part {
                CasePart::Timeline => format!("/cases/{case}"),
                part => format!("/cases/{case}?part={}", part.code()),
            };
            view! { <a href=path aria-current=(part == shown).then_some("page")>{part.said(l)}</a> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=say!(l, case.tabs)>{links}</nav> }.into_any()
}

fn referrals(l: Locale, sent: &[Sent]) -> AnyView {
    let rows: Vec<_> = sent
        .iter()
        .map(|one| {
            let small = format!("{} · {}", one.issued.0, display_time(one.issued.1));
            let path = format!("/referrals/{}", one.id);
            let since = display_time(one.moved_at);
            view! {
                <li>
                    <div><a class="row-link who" href=path>{one.receiver.clone()}</a><br /><small>{small}</small></div>
                    <div>{state_chip(l, one.state)}" "<small>{since}</small></div>
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet">
            <header><h2>{CasePart::Referrals.said(l)}</h2></header>
            {rows_or(rows, say!(l, case.nothing_sent))}
        </section>
    }
    .into_any()
}

/// What is for the named is only led to: each has a page of its own, and a look of its own in the audit.
fn private(l: Locale, case: CaseId, holds_hiv: bool, own_notes: usize) -> AnyView {
    let row = |to: &str, words: String| {
        let path = format!("/cases/{case}/{to}");
        view! { <li><div><a class="row-link who" href=path>{words}</a></div></li> }
    };
    view! {
        <section class="sheet">
            <header><h2>{CasePart::Private.said(l)}</h2></header>
            <ul class="rows">
                {holds_hiv.then(|| row("article-30", say!(l, hiv.title).to_owned()))}
                {(own_notes > 0).then(|| row("sealed-notes", sealed_note::link_words(l, own_notes)))}
            </ul>
        </section>
    }
    .into_any()
}

/// What is shown of the part.
pub async fn body(
    member: &Member,
    case: CaseId,
    casework: &Opened<segment::Casework>,
    (shown, number): (CasePart, u32),
    (holds_hiv, own_notes): (bool, usize),
) -> Result<AnyView, Fault> {
    let (l, vault) = (member.l, &member.site.vault);
    Ok(match shown {
        CasePart::Timeline => {
            let happened = vault.line(casework, number * line::SHOWN, line::SHOWN).await?;
            line::section(l, case, number, happened)
        }
        CasePart::Plan => {
            let (_, needs) = vault.needs(casework).await?;
            let versions = vault.care_plans(casework).await?;
            let stands = versions.iter().find(|version| version.replaced_by.is_none());
            let plan = match stands {
                Some(version) => view! {
                    <p>{standing(l, version, vault.today())}" "<a href=format!("/cases/{case}/care-plan")>{say!(l, case.open_plan)}</a></p>
                    {whole(l, version)}
                }
                .into_any(),
                None => view! {
                    <div class="sheet empty"><p>{say!(l, case.no_plan)}</p><p><a href=format!("/cases/{case}/care-plan")>{say!(l, care_plan.title)}</a></p></div>
                }
                .into_any(),
            };
            view! { {begun(l, case, &needs)}{plan} }.into_any()
        }
        CasePart::Referrals => referrals(l, &vault.referrals_of(casework).await?),
        CasePart::Private => private(l, case, holds_hiv, own_notes),
    })
}
