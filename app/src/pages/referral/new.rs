//! `/cases/{id}/referrals/new`: a need, the nearest that fit, what the receiver will see, her own request, send.

use super::offers::{Offers, search, sought_of};
use super::preview::PacketFacts;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::pages::consent::parts::{EvidenceFields, evidence_labels};
use crate::parts::form::{Choices, Day, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, read_out, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::consent::{Purpose, TEXT_VERSION};
use domain::directory::Sought;
use domain::id::{CaseId, OrganisationId, SubmissionId};
use domain::problem::Problems;
use domain::referral::{Draft, PacketField, ReferralForm, RequestForm, SpecialNeed, Urgency};
use leptos::prelude::*;
use serde::Deserialize;
use vault::directory::Receiver;
use vault::referral::Preview;
use vault::{Opened, segment};

struct Open {
    case: CaseId,
    label: Opened<segment::Label>,
    /// Nothing when she took it back.
    contact: Option<Opened<segment::Contact>>,
}

/// What is looked for, and from where.
#[derive(Default, Clone, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Code of [`domain::directory::Sought`].
    pub sought: String,
    /// Code of a commune.
    pub commune: String,
}

struct Shown {
    search: Search,
    form: ReferralForm,
    request: RequestForm,
    number: Option<SubmissionId>,
    preview: Option<Preview>,
    problems: Problems,
}

async fn open(member: &Member, id: &str) -> Result<Open, Fault> {
    let (case, mut ring) = casework_and_contact_of(member, id).await?;
    let label = ring.take().ok_or(Fault::NotFound)?;
    let contact = ring.take();
    Ok(Open { case, label, contact })
}

/// Whether somebody there opens the packet, or a slip with a code is given for it.
fn is_reached(receiver: &Receiver, by_slip: &[OrganisationId]) -> bool {
    receiver.ready || by_slip.contains(&receiver.id)
}

/// A receiver must offer the service, and be reached.
fn check(form: &ReferralForm, receivers: &[Receiver], by_slip: &[OrganisationId]) -> Result<Draft, Problems> {
    let draft = form.check()?;
    let receiver = receivers.iter().find(|receiver| receiver.id == draft.receiver);
    draft.for_receiver(receiver.map(|receiver| (is_reached(receiver, by_slip), receiver.services.as_slice())))
}

/// The part of the form that says what a preview showed, so that nothing else is recorded or sent than what was on the screen and
/// read out.
#[derive(Default, Deserialize)]
struct Seen {
    #[serde(default)]
    seen: String,
}

fn labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    let own = [
        ("service", say!(l, referral.service)),
        ("commune", say!(l, referral.near)),
        ("receiver", say!(l, referral.receiver)),
        ("urgency", say!(l, referral.urgency)),
        ("needs", say!(l, referral.needs)),
        ("fields", say!(l, referral.fields)),
        ("own_request", say!(l, referral.own_request)),
        ("until", say!(l, referral.until)),
        ("form", ""),
    ];
    [&own[..], &evidence_labels(l)].concat()
}

async fn page(member: &Member, open: Open, receivers: Vec<Receiver>, shown: Shown) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&open.label).await?;
    let number = shown.number.unwrap_or_else(|| SubmissionId(vault.new_submission())).to_string();
    let (path, province) = (member.path.clone(), member.site.province.clone());
    let Shown { search: asked, form, request, preview, problems, .. } = shown;
    let request = request.with_an_end(vault.today());
    let case = open.case;
    let by_slip = vault.reached_by_slip().await?;
    let reached: Vec<_> = receivers.iter().filter(|receiver| is_reached(receiver, &by_slip)).collect();
    let sought = sought_of(&asked, &form);
    let offers = match sought {
        Some(sought) => Some(Offers::of(member, &reached, sought, &asked.commune).await?),
        None => None,
    };
    let more_shows = !form.needs.is_empty()
        || !form.fields.is_empty()
        || problems.of("needs").is_some()
        || problems.of("fields").is_some();
    let seen = form.shown();
    let (at_preview, rejected) = (format!("{path}#preview"), !problems.is_empty());
    let no_service = problems.of("service").or_else(|| problems.of("receiver")).filter(|_| sought.is_none());
    Ok(Page::new(say!(l, referral.refer)).form(&labels(l), problems).show(member, move || {
        let (service, receiver) = form.asked();
        let named = receivers.iter().find(|known| known.id.to_string() == receiver).map_or_else(String::new, |known| known.name.clone());
        let chosen = format!("{service}@{receiver}");
        let extra = PacketField::OPTIONAL;
        let choose = offers.map(|offers| {
            let code = sought.map(Sought::code).unwrap_or_default();
            view! {
                <form class="stack" method="post" action=path.clone() autocomplete="off" data-guard="">
                    <Summary />
                    <Once form=number />
                    <input type="hidden" name="sought" value=code />
                    <input type="hidden" name="commune" value=asked.commune.clone() />
                    <section class="sheet pad stack">
                        {offers.choose(l, chosen)}
                        <Choices<Urgency> name="urgency" chosen=vec![form.urgency] layout=Layout::Across />
                        <details class="more" open=more_shows>
                            <summary>{say!(l, referral.needs_and_fields)}</summary>
                            <Choices<SpecialNeed> name="needs" chosen=form.needs layout=Layout::Across several=true />
                            <Choices<PacketField> name="fields" chosen=form.fields layout=Layout::Across several=true only=extra hint=say!(l, referral.fields_hint) />
                        </details>
                        <div class="actions still"><button class=if preview.is_some() { "button" } else { "button main" } name="intent" value="preview" formaction=at_preview.clone()>{say!(l, referral.see_preview)}</button></div>
                    </section>
                    {preview.is_some().then(|| view! { <input type="hidden" name="seen" value=seen /> })}
                    {preview.map(|preview| next_step(l, preview, &named, request, (at_preview, rejected)))}
                </form>
            }
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, referral.refer)}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            {search(l, path, sought, asked.commune, &province, no_service)}
            {choose}
        }
        .into_any()
    }))
}

/// What the receiver will see; then the send button, or why not and how. The answer to a post that ends in `#preview` begins
/// there; one that was rejected has no such place, so that it begins with what is wrong.
fn next_step(
    l: Locale,
    preview: Preview,
    receiver: &str,
    request: RequestForm,
    (at_preview, rejected): (String, bool),
) -> AnyView {
    let title = say!(l, referral.will_see, organisation = receiver.to_owned()).to_string();
    let place = (!rejected).then_some("preview");
    let next = if preview.request.is_some() {
        view! {
            <p class="note calm">{say!(l, referral.request_live)}</p>
            <div class="actions still"><button class="button main" name="intent" value="send">{say!(l, referral.send)}</button></div>
        }
        .into_any()
    } else {
        let readout = read_out(l, TEXT_VERSION, Purpose::Referral, receiver);
        view! {
            <section class="sheet pad stack consent">
                <h2>{say!(l, referral.request_title)}</h2>
                <p class="note warm">{say!(l, referral.why_not)}</p>
                <p class="readout">{readout}</p>
                <Tick name="own_request" checked=request.own_request == "yes" />
                <Day name="until" value=request.until />
                <EvidenceFields evidence=request.evidence />
            </section>
            <div class="actions still">
                <button class="button main" name="intent" value="request" formaction=at_preview>{say!(l, referral.record_request)}</button>
                <button class="button" disabled aria-describedby="why-not">{say!(l, referral.send)}</button>
                <small id="why-not">{say!(l, referral.why_not_short)}</small>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="preview" id=place>
            <h2>{title}</h2>
            <PacketFacts packet=preview.packet />
            <small>{say!(l, referral.nothing_else)}</small>
        </section>
        {next}
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let receivers = member.site.vault.receivers().await?;
    let open = open(&member, &id).await?;
    let shown = Shown {
        search: Search::default(),
        form: ReferralForm::default(),
        request: RequestForm::blank(),
        number: None,
        preview: None,
        problems: Problems::none(),
    };
    page(&member, open, receivers, shown).await
}

pub async fn submit(member: Member, Path(id): Path<String>, posted: Posted<ReferralForm>) -> PageResult {
    let vault = &member.site.vault;
    let (receivers, by_slip) = (vault.receivers().await?, vault.reached_by_slip().await?);
    let mut request = Posted::<RequestForm>::read(&posted.body).typed;
    if request.evidence.given_by.is_empty() && posted.intent != "request" {
        // The questions about her request were not on the page yet.
        request.evidence.given_by = RequestForm::blank().evidence.given_by;
    }
    let search = Posted::<Search>::read(&posted.body).typed;
    let mut shown =
        Shown { search, form: posted.typed, request, number: posted.form, preview: None, problems: Problems::none() };
    if posted.intent == "search" {
        return page(&member, open(&member, &id).await?, receivers, shown).await;
    }
    let draft = match check(&shown.form, &receivers, &by_slip) {
        Ok(draft) => draft,
        Err(problems) => {
            shown.problems = problems;
            return page(&member, open(&member, &id).await?, receivers, shown).await;
        }
    };
    // An answer changed after the preview: show what that would tell first.
    let as_seen = Posted::<Seen>::read(&posted.body).typed.seen == shown.form.shown();
    if posted.intent == "send" && as_seen {
        let (_, mut ring) = casework_and_contact_of(&member, &id).await?;
        let number = posted.form.ok_or(Fault::NotFound)?;
        let (issued, next) = if by_slip.contains(&draft.receiver) {
            (vault.issue_on_slip(member.actor(), &mut ring, &draft, number).await?, "/code")
        } else {
            (vault.issue_referral(member.actor(), &mut ring, &draft, number).await?, "")
        };
        if let Some(referral) = issued {
            return Ok(Redirect::to(&format!("/referrals/{referral}{next}")).into_response());
        }
        // The request ended meanwhile: the page says so again.
    }
    if posted.intent == "request" && as_seen {
        match shown.request.check(&draft, member.actor().name(), vault.today()) {
            Ok(request) => {
                let (_, mut ring) = casework_and_contact_of(&member, &id).await?;
                let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
                let number = posted.form.ok_or(Fault::NotFound)?;
                let recorded = vault.record_request(member.actor(), &ring, &casework, &request, number).await?;
                recorded.ok_or(Fault::NotFound)?;
                // What is sent under it is another deed.
                shown.number = None;
            }
            Err(problems) => shown.problems = problems,
        }
    }
    let open = open(&member, &id).await?;
    shown.preview = Some(vault.preview_referral(&open.label, open.contact.as_ref(), &draft).await?);
    page(&member, open, receivers, shown).await
}
