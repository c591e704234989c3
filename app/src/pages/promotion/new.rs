//! `/contacts/{contact}/case`: the intake of somebody who was met before, with what was heard then filled in.

use super::words;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::find::find;
use crate::pages::case::new::{From, NewCase, page as intake_page};
use crate::parts::form::{Choices, Layout, Options};
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::ContactId;
use domain::needs::NeedDomain;
use domain::problem::{Problem, Problems};
use domain::promotion::{Promotion, PromotionForm};
use leptos::prelude::*;
use vault::case::Found;
use vault::promotion::Promoted;

/// What is offered from a contact on, and what of it is ticked.
struct Asked {
    contact: ContactId,
    offered: Promotion,
    ticked: PromotionForm,
}

/// What was heard, to be ticked: the contacts with her, and the needs she named.
fn heard(l: Locale, offered: &Promotion, ticked: PromotionForm) -> AnyView {
    let options: Vec<_> = offered
        .contacts
        .iter()
        .map(|before| {
            let (title, told) = words(l, before);
            (before.id.to_string(), title, told)
        })
        .collect();
    let code = offered.code().map(|code| {
        let words = say!(l, promotion.code_words, code = code.as_str().to_owned()).to_string();
        view! { <p class="note">{words}</p> }
    });
    view! {
        <section class="sheet pad stack">
            <h2>{say!(l, promotion.title)}</h2>
            <p class="soft">{say!(l, promotion.about)}</p>
            {code}
            <Options name="before" chosen=ticked.before options several=true hint=say!(l, promotion.before_hint) />
            <Choices<NeedDomain> name="needs" chosen=ticked.needs layout=Layout::Tiles several=true hint=say!(l, promotion.needs_hint) />
        </section>
    }
    .into_any()
}

async fn page(member: &Member, typed: NewCase, asked: Asked, problems: Problems, found: Option<Found>) -> PageResult {
    let l = member.l;
    let labels = [("before", say!(l, promotion.before)), ("needs", say!(l, promotion.needs))];
    let from = From { address: format!("/contacts/{}/case", asked.contact), back: "/contacts", labels: &labels };
    let Asked { offered, ticked, .. } = asked;
    intake_page(member, typed, problems, found, from, move || Some(heard(l, &offered, ticked))).await
}

async fn offered(member: &Member, contact: &str) -> Result<(ContactId, Promotion), Fault> {
    let contact = contact.parse().map_err(|_| Fault::NotFound)?;
    let offered = member.site.vault.promotable(member.actor(), contact).await?;
    Ok((contact, offered.ok_or(Fault::NotFound)?))
}

pub async fn show(member: Member, Path(contact): Path<String>) -> PageResult {
    let (contact, offered) = offered(&member, &contact).await?;
    // Whoever carries the same code may have a case already: it is looked for at once, among what one may open.
    let q = offered.code().map(|code| code.as_str().to_owned()).unwrap_or_default();
    let found = find(&member, &q).await?;
    let typed = NewCase { q, opening: offered.opening() };
    let ticked = offered.form();
    page(&member, typed, Asked { contact, offered, ticked }, Problems::none(), found).await
}

pub async fn submit(member: Member, Path(contact): Path<String>, form: Posted<NewCase>) -> PageResult {
    let vault = &member.site.vault;
    // A second press finds the contact taken over: it leads where the first one did.
    if let Some(number) = form.form
        && let Some(case) = vault.opened_by(member.actor(), number).await?
    {
        return Ok(Redirect::to(&format!("/cases/{case}")).into_response());
    }
    let (contact, offered) = offered(&member, &contact).await?;
    let ticked = Posted::<PromotionForm>::read(&form.body).typed;
    if form.intent == "search" {
        let found = find(&member, &form.typed.q).await?;
        return page(&member, form.typed, Asked { contact, offered, ticked }, Problems::none(), found).await;
    }
    let mut problems = Problems::none();
    let promotion = problems.keep_form(ticked.check(&offered));
    let opening = problems.keep_form(form.typed.opening.check(member.actor().name()));
    let (Some(promotion), Some(opening)) = (promotion, opening) else {
        return page(&member, form.typed, Asked { contact, offered, ticked }, problems, None).await;
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    match vault.promote(member.actor(), &opening, &promotion, number).await?.ok_or(Fault::NotFound)? {
        Promoted::Now(case) => {
            // What cannot wait is said again where the case begins.
            let at = if opening.intake.urgent().next().is_some() { "/intake" } else { "" };
            Ok(Redirect::to(&format!("/cases/{case}{at}")).into_response())
        }
        Promoted::Meanwhile => {
            let problems = Problems::at("before", Problem::ChangedMeanwhile);
            page(&member, form.typed, Asked { contact, offered, ticked }, problems, None).await
        }
    }
}
