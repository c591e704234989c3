//! `/cases/{id}`: code, safe-contact card, live consents as chips, next step, and one part of the case at a time.
//! A noun that has a page of its own adds one line to its group of the links at the side.

use super::card::{card_of, safe_contact};
use super::head::Head;
use super::line::Asked;
use super::{casework_and_contact_of, part};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::incident;
use crate::pages::sealed_note;
use crate::visit::Member;
use crate::words::say;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use leptos::prelude::*;
use vault::segment;

pub async fn show(member: Member, Path(id): Path<String>, Query(number): Query<Asked>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    if ring.in_an_emergency() {
        return Ok(Redirect::to(&format!("/cases/{case}/emergency")).into_response());
    }
    let label = ring.take::<segment::Label>().ok_or(Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let contact = ring.take::<segment::Contact>();
    let incidents = vault.count_incidents(&casework).await?;
    let card = card_of(vault, contact).await?;
    let own_notes = vault.own_sealed_notes(member.actor(), &ring).await?.len();
    let holds_hiv = vault.holds_hiv(member.actor(), case).await?;
    let (shown, private) = (number.part(holds_hiv || own_notes > 0), holds_hiv || own_notes > 0);
    let body = part::body(&member, case, &casework, (shown, number.number()), (holds_hiv, own_notes)).await?;
    let may = |action| member.actor().may(action);
    let case_head = vault.case_head(&label).await?;
    let stage = vault.stage(&label, &case_head).await?;
    // A closed case is read, and nothing is added to it.
    let open = case_head.closed_at.is_none();
    let head = Head {
        case,
        head: case_head,
        stage,
        needs: vault.needs(&casework).await?.1,
        consents: vault.consents(&casework).await?,
        now: vault.now(),
        today: vault.today(),
        may_refer: open && may(Action::Refer),
        may_record: open && may(Action::RecordWork),
    };
    let (may_edit, may_keep_notes) = (open && may(Action::EditClient), may(Action::KeepSealedNotes));
    let (may_give_card, may_close) = (may(Action::GiveCard), open && may(Action::CloseCase));
    let may_transfer = open && may(Action::OfferTransfer);
    let title = head.head.label.code.as_str().to_owned();
    let leads_club = !vault.clubs_led(member.actor()).await?.is_empty();
    let earlier = vault.earlier_records(member.actor(), case).await?.len();
    Ok(Page::new(title).show(&member, move || {
        let base = format!("/cases/{case}");
        let link = |to: &str, words: String| view! { <a href=format!("{base}/{to}")>{words}</a> };
        view! {
            {head.show(l)}
            <div class="cols flip">
                <div>{safe_contact(l, card.as_ref(), may_edit.then(|| format!("{base}/contact")))}
                    <nav class="sheet pad side-ways" aria-label=say!(l, case.parts)>
                        <h2>{say!(l, case.of_work)}</h2>
                        <div class="ways">
                        {link("intake", say!(l, intake.title).to_owned())}
                        {link("needs", say!(l, needs.title).to_owned())}
                        {link("risk", say!(l, risk.title).to_owned())}
                        {link("care-plan", say!(l, care_plan.title).to_owned())}
                        {link("safety-plan", say!(l, safety_plan.title).to_owned())}
                        {link("incidents", incident::link_words(l, incidents))}
                        {link("scales", say!(l, scale.title).to_owned())}
                        {link("shared-results", say!(l, clinic.shared).to_owned())}
                        </div>
                        <h2>{say!(l, case.of_client)}</h2>
                        <div class="ways">
                        {may_edit.then(|| link("name", say!(l, edit.name).to_owned()))}
                        {(earlier > 0).then(|| link("earlier", say!(l, merge.earlier_n, n = earlier).to_string()))}
                        {holds_hiv.then(|| link("article-30", say!(l, hiv.title).to_owned()))}
                        {may_keep_notes.then(|| link("sealed-notes", sealed_note::link_words(l, own_notes)))}
                        {may_give_card.then(|| link("card", say!(l, card.of_client).to_owned()))}
                        {leads_club.then(|| link("club", say!(l, club.title).to_owned()))}
                        {link("rights", say!(l, nav.rights).to_owned())}
                        {link("who-looked", say!(l, audit.who_looked).to_owned())}
                        </div>
                        <h2>{say!(l, case.of_carrying)}</h2>
                        <div class="ways">
                        {link("brief", say!(l, brief.title).to_owned())}
                        {may_transfer.then(|| link("transfer", say!(l, transfer.title).to_owned()))}
                        {may_close.then(|| link("closure", say!(l, closure.title).to_owned()))}
                        </div>
                    </nav>
                </div>
                <div>{part::tabs(l, case, shown, private)}{body}</div>
            </div>
        }
        .into_any()
    }))
}
