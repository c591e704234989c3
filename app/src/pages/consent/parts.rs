//! What several pages need of a consent.

use crate::fault::Fault;
use crate::parts::chip::{Chip, Tone};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, Spoken, read_out, say};
use chrono::{DateTime, Utc};
use domain::consent::{
    ConsentAnswer, EvidenceForm, EvidenceMethod, Giver, Ground, Purpose, ReadOutLanguage, RenewalForm, Standing,
    TextVersion, ends_soon,
};
use domain::date::{display, last_day_of, local_date};
use leptos::prelude::*;
use vault::consent::Entry;

/// The labels of [`EvidenceFields`].
pub fn evidence_labels(l: Locale) -> [(&'static str, &'static str); 10] {
    [
        ("given_by", say!(l, consent.given_by)),
        ("representative", say!(l, consent.representative)),
        ("ground", say!(l, consent.ground)),
        ("assent", say!(l, consent.assent)),
        ("method", say!(l, consent.method)),
        ("language", say!(l, consent.language)),
        ("interpreter", say!(l, consent.interpreter)),
        ("witness", say!(l, consent.witness)),
        ("told_sensitive", say!(l, consent.told_sensitive)),
        ("understood", say!(l, consent.understood)),
    ]
}

/// Puts the words of today on a page where a client is asked; what was posted with others is read out anew.
pub async fn put_words(member: &Member, evidence: &mut EvidenceForm) -> Result<(), Fault> {
    evidence.text = member.site.vault.text_to_read(member.actor()).await?.code().into();
    Ok(())
}

/// How it was given. What concerns a representative shows only when there is one.
#[component]
pub fn EvidenceFields(evidence: EvidenceForm) -> impl IntoView {
    let l: Locale = expect_context();
    view! {
        <input type="hidden" name="text" value=evidence.text />
        <Tick name="told_sensitive" checked=evidence.told_sensitive == "yes" />
        <Tick name="understood" checked=evidence.understood == "yes" />
        <Choices<Giver> name="given_by" chosen=vec![evidence.given_by] layout=Layout::Across />
        <div class="when representative stack">
            <p class="note">{say!(l, consent.representative_words)}</p>
            <Input name="representative" value=evidence.representative />
            <Choices<Ground> name="ground" chosen=vec![evidence.ground] layout=Layout::Across />
            <Tick name="assent" checked=evidence.assent == "yes" />
        </div>
        <Choices<EvidenceMethod> name="method" chosen=vec![evidence.method] layout=Layout::Across />
        <Choices<ReadOutLanguage> name="language" chosen=vec![evidence.language] layout=Layout::Across />
        <Input name="interpreter" value=evidence.interpreter hint=say!(l, consent.interpreter_hint) />
        <Input name="witness" value=evidence.witness hint=say!(l, consent.witness_hint) />
    }
}

/// The purposes of opening a case, each read out and answered for itself. Nothing is chosen beforehand; about an emergency
/// she need not be asked that day.
#[component]
pub fn Purposes(
    organisation: String,
    text: TextVersion,
    services: String,
    processing: String,
    emergency: String,
) -> impl IntoView {
    let l: Locale = expect_context();
    let services_text = read_out(l, text.code(), Purpose::Services, &organisation);
    let processing_text = read_out(l, text.code(), Purpose::Processing, &organisation);
    let emergency_text = read_out(l, text.code(), Purpose::Emergency, &organisation);
    view! {
        <section class="sheet pad stack consent">
            <p class="readout">{services_text}</p>
            <Choices<ConsentAnswer> name="services" chosen=vec![services] layout=Layout::Across hint=say!(l, consent.period_services) />
        </section>
        <section class="sheet pad stack consent">
            <p class="readout">{processing_text}</p>
            <Choices<ConsentAnswer> name="processing" chosen=vec![processing] layout=Layout::Across hint=say!(l, consent.period_services) />
        </section>
        <p class="note">{say!(l, consent.no_yes_no_case)}</p>
        <section class="sheet pad stack consent">
            <p class="readout">{emergency_text}</p>
            <Choices<ConsentAnswer> name="emergency" chosen=vec![emergency] layout=Layout::Across hint=say!(l, consent.emergency_hint) />
        </section>
    }
}

/// One consent in words.
pub fn words(l: Locale, entry: &Entry) -> String {
    match entry.service {
        Some(service) => format!("{}: {}", entry.grantee_name, service.said(l)),
        // Several partners may keep one each.
        None if entry.purpose == Purpose::Compartment => format!("{}: {}", entry.grantee_name, entry.purpose.said(l)),
        None => entry.purpose.said(l).to_owned(),
    }
}

/// Whether one of these to this purpose opens anything now.
pub fn is_live(entries: &[Entry], purpose: Purpose) -> bool {
    entries.iter().any(|entry| entry.live && entry.purpose == purpose)
}

/// How long a yes still holds, as a tone: one that ends soon is asked for again.
pub fn live_tone(until: DateTime<Utc>, now: DateTime<Utc>) -> Tone {
    if ends_soon(until, now) { Tone::Soon } else { Tone::Live }
}

/// The last day of an entry, as people say it.
pub fn last_day(until: DateTime<Utc>) -> String {
    display(last_day_of(until))
}

/// How an entry stands, as a chip: a refusal looks no different from an end.
pub fn standing_chip(l: Locale, entry: &Entry, now: DateTime<Utc>) -> AnyView {
    let tone = match entry.standing {
        Standing::Live => live_tone(entry.until, now),
        _ => Tone::None,
    };
    view! { <Chip tone text=entry.standing.said(l) /> }.into_any()
}

/// The consents of a case that stand, or stood until they ended; a live one leads to its withdrawal.
#[component]
pub fn ConsentChips(consents: Vec<Entry>, base: String, now: DateTime<Utc>) -> impl IntoView {
    let l: Locale = expect_context();
    let chips: Vec<_> = consents
        .into_iter()
        .filter_map(|entry| {
            let what = words(l, &entry);
            let until = last_day(entry.until);
            let (tone, text) = match (entry.standing, entry.withdrawn_at) {
                (Standing::Live, _) => (
                    live_tone(entry.until, now),
                    say!(l, consent.chip_until, what = what.clone(), day = until).to_string(),
                ),
                (Standing::Withdrawn, Some(at)) => {
                    let day = display(local_date(at));
                    (Tone::None, say!(l, consent.chip_withdrawn, what = what.clone(), day = day).to_string())
                }
                (Standing::Over, _) => {
                    (Tone::None, say!(l, consent.chip_over, what = what.clone(), day = until).to_string())
                }
                _ => return None,
            };
            let chip = view! { <Chip tone text=text.clone() /> };
            Some(if entry.live {
                let label = format!("{text}. {}", say!(l, consent.withdraw_of, what = what));
                view! { <a href=format!("{base}/{}/withdrawal", entry.id) aria-label=label>{chip}</a> }.into_any()
            } else {
                chip.into_any()
            })
        })
        .collect();
    view! {
        <div class="chips" role="group" aria-label=say!(l, consent.title)>{chips}</div>
        <small>{say!(l, consent.press_to_withdraw)}" "<a href=base.clone()>{say!(l, consent.see_all)}</a></small>
    }
}

/// The labels of [`AnswerForm`].
pub fn answer_labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    let own = [("answer", say!(l, consent.answer)), ("until", say!(l, consent.last_day))];
    [&own[..], &evidence_labels(l)].concat()
}

/// One purpose, read out, and her answer with its proof. "Not this time" needs none. `to` is whom her yes would tell, where the
/// page names somebody but the member's own organisation.
#[component]
pub fn AnswerForm(
    form: RenewalForm,
    number: String,
    path: String,
    back: String,
    purpose: Purpose,
    organisation: String,
    #[prop(optional)] to: Option<String>,
) -> impl IntoView {
    let l: Locale = expect_context();
    let to = to.map(|to| view! { <input type="hidden" name="to" value=to /> });
    view! {
        <form class="stack" method="post" action=path autocomplete="off" data-guard="">
            <Summary />
            <Once form=number />
            {to}
            <section class="sheet pad stack consent">
                <p class="readout">{read_out(l, form.evidence.text().code(), purpose, &organisation)}</p>
                <Choices<ConsentAnswer> name="answer" chosen=vec![form.answer] layout=Layout::Across hint=say!(l, consent.answer_hint) />
            </section>
            <section class="sheet pad stack when agreed">
                <h2>{say!(l, consent.evidence)}</h2>
                <Day name="until" value=form.until />
                <EvidenceFields evidence=form.evidence />
            </section>
            <div class="actions">
                <button class="button main">{say!(l, consent.save_answer)}</button>
                <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
            </div>
        </form>
    }
}
