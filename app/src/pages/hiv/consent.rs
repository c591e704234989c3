//! `/cases/{id}/article-30/consent`: the client says who may know, on which letter and until when; or takes it all back. The
//! page is the same for every case, whether or not she ever said anything.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::colleagues::with_keys;
use crate::pages::case::list::reason;
use crate::pages::consent::parts::{EvidenceFields, evidence_labels, put_words};
use crate::parts::form::{Choices, Day, Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, read_out, say};
use axum::extract::Path;
use axum::response::Response;
use domain::consent::{Purpose, Segment};
use domain::hiv::{HivConsentForm, Letter, Recipient};
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::{Opened, Ring, segment};

struct Open {
    case: CaseId,
    ring: Ring,
    casework: Opened<segment::Casework>,
}

/// Opened for what she says now: not when only a broken glass opens the case.
async fn open(member: &Member, case: &str) -> Result<Open, Fault> {
    let open = reach(member, case).await?;
    if open.ring.in_an_emergency() { Err(Fault::NotFound) } else { Ok(open) }
}

/// Opened in whatever way: to take back is always possible.
async fn reach(member: &Member, case: &str) -> Result<Open, Fault> {
    let case = case.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Casework];
    let opened = member.site.vault.open_case(member.actor(), case, &segments, reason(member)).await?;
    let mut ring = opened.ok_or(Fault::NotFound)?;
    let casework = ring.take().ok_or(Fault::NotFound)?;
    Ok(Open { case, ring, casework })
}

/// Whom she can name: colleagues who carry cases, the team, clinics that can hold a key.
async fn recipients(member: &Member) -> Result<Vec<(String, String, String)>, Fault> {
    let (l, vault) = (member.l, &member.site.vault);
    let own = member.actor().organisation_name().to_owned();
    let mut named: Vec<_> = with_keys(member)
        .await?
        .into_iter()
        .map(|colleague| (Recipient::Person(colleague.account).posted(), colleague.name, own.clone()))
        .collect();
    named.push((Recipient::Team.posted(), say!(l, hiv.team).to_owned(), own));
    let clinics = vault.receivers().await?;
    named.extend(
        clinics
            .into_iter()
            .filter(|clinic| clinic.ready)
            .map(|clinic| (Recipient::Clinic(clinic.id).posted(), clinic.name, clinic.address)),
    );
    Ok(named)
}

fn labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    let own =
        [("recipient", say!(l, hiv.recipient)), ("letter", say!(l, hiv.letter)), ("until", say!(l, consent.last_day))];
    [&own[..], &evidence_labels(l)].concat()
}

async fn page(member: &Member, open: Open, mut form: HivConsentForm, problems: Problems) -> PageResult {
    put_words(member, &mut form.evidence).await?;
    let l = member.l;
    let recipients = recipients(member).await?;
    let number = member.site.vault.new_submission().to_string();
    let (path, base) = (member.path.clone(), format!("/cases/{}", open.case));
    let text = read_out(l, form.evidence.text().code(), Purpose::Hiv, member.actor().organisation_name());
    Ok(Page::new(say!(l, hiv.consent)).form(&labels(l), problems).show(member, move || {
        view! {
            <div class="head"><div><h1>{say!(l, hiv.consent)}</h1><small>{say!(l, hiv.consent_words)}</small></div></div>
            <form class="stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <section class="sheet pad stack consent">
                    <p class="readout">{text}</p>
                    <Options name="recipient" chosen=vec![form.recipient] options=recipients />
                    <Choices<Letter> name="letter" chosen=vec![form.letter] hint=say!(l, hiv.letter_hint) />
                    <Day name="until" value=form.until />
                </section>
                <section class="sheet pad stack">
                    <h2>{say!(l, consent.evidence)}</h2>
                    <EvidenceFields evidence=form.evidence />
                </section>
                <div class="actions">
                    <button class="button main">{say!(l, consent.save_answer)}</button>
                    <a class="button quiet" href=format!("{base}/consents")>{say!(l, form.cancel)}</a>
                </div>
            </form>
            <form class="sheet pad stack" method="post" action=format!("{base}/article-30/withdrawal")>
                <h2>{say!(l, hiv.take_back)}</h2>
                <p>{say!(l, hiv.shuts)}</p>
                <p class="soft">{say!(l, hiv.take_back_words)}</p>
                <div class="actions still"><button class="button danger">{say!(l, hiv.take_back)}</button></div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let open = open(&member, &case).await?;
    let form = HivConsentForm::blank(member.site.vault.now());
    page(&member, open, form, Problems::none()).await
}

pub async fn submit(member: Member, Path(case): Path<String>, posted: Posted<HivConsentForm>) -> PageResult {
    let vault = &member.site.vault;
    let opened = open(&member, &case).await?;
    let given = match posted.typed.check(member.actor().name(), vault.now()) {
        Ok(given) => given,
        Err(problems) => return page(&member, opened, posted.typed, problems).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    let done = vault.give_hiv_consent(member.actor(), &opened.ring, &opened.casework, &given, number).await?;
    if done.is_none() {
        // Who was named cannot hold a key: not of the team any more, or nobody at that desk yet.
        return page(&member, opened, posted.typed, Problems::at("recipient", Problem::NotAChoice)).await;
    }
    Ok(told(&member, opened.case, say!(member.l, hiv.given)))
}

pub async fn withdraw(member: Member, Path(case): Path<String>) -> PageResult {
    let open = reach(&member, &case).await?;
    member.site.vault.withdraw_hiv(member.actor(), &open.ring).await?.ok_or(Fault::NotFound)?;
    Ok(told(&member, open.case, say!(member.l, hiv.taken_back)))
}

fn told(member: &Member, case: CaseId, done: &'static str) -> Response {
    let l = member.l;
    Page::new(say!(l, hiv.consent)).show(member, move || {
        view! {
            <h1>{say!(l, hiv.consent)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{done}</p>
                <p><a class="button main" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></p>
            </section>
        }
        .into_any()
    })
}
