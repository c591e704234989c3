//! `/cases/{id}/contact`: the safe-contact card is changed, and nothing that a colleague saved meanwhile is lost.

use super::edit::{Edit, newest, theirs};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Once, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::audit::Reason;
use domain::client::{Channel, SafeContact, SafeContactForm};
use domain::consent::Segment;
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::client::{LastEdit, Saved};
use vault::{Opened, Ring, segment};

struct Open {
    case: CaseId,
    ring: Ring,
    label: Opened<segment::Label>,
    /// Unless she took it back.
    contact: Option<Opened<segment::Contact>>,
}

async fn open(member: &Member, case: &str) -> Result<Open, Fault> {
    let case = case.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Label, Segment::Contact];
    let opened = member.site.vault.open_case(member.actor(), case, &segments, Reason::Support).await?;
    let mut ring = opened.ok_or(Fault::NotFound)?;
    let label = ring.take().ok_or(Fault::NotFound)?;
    Ok(Open { case, label, contact: ring.take(), ring })
}

/// The labels of [`Fields`].
pub fn labels(l: Locale) -> [(&'static str, &'static str); 4] {
    [
        ("channel", say!(l, client.channel)),
        ("phone", say!(l, client.phone)),
        ("hours", say!(l, client.hours)),
        ("cover_story", say!(l, client.cover_story)),
    ]
}

/// The fields of the card.
#[component]
pub fn Fields(form: SafeContactForm) -> impl IntoView {
    let l: Locale = expect_context();
    view! {
        <p class="soft">{say!(l, client.safe_contact_words)}</p>
        <Choices<Channel> name="channel" chosen=vec![form.channel] />
        <Input name="phone" value=form.phone kind="tel" inputmode="tel" />
        <Input name="hours" value=form.hours hint=say!(l, client.hours_hint) />
        <Input name="cover_story" value=form.cover_story hint=say!(l, client.cover_story_hint) />
    }
}

fn saved(l: Locale, card: &SafeContact) -> Vec<(&'static str, String)> {
    let form = SafeContactForm::of(card);
    let words = [card.channel.said(l).to_owned(), form.phone, form.hours, form.cover_story];
    labels(l).into_iter().map(|(_, label)| label).zip(words).filter(|(_, words)| !words.is_empty()).collect()
}

/// The form; with what another saved meanwhile beside it, if it came to that.
fn page(
    member: &Member,
    case: CaseId,
    form: Posted<Edit<SafeContactForm>>,
    problems: Problems,
    meanwhile: Option<(SafeContact, Option<LastEdit>)>,
) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let (path, back) = (member.path.clone(), format!("/cases/{case}"));
    let mine = meanwhile.is_some();
    Ok(Page::new(say!(l, edit.contact)).form(&labels(l), problems).show(member, move || {
        let theirs = meanwhile.and_then(|(card, last)| theirs(l, last.as_ref(), saved(l, &card), &back));
        view! {
            <div class="head"><h1>{say!(l, edit.contact)}</h1></div>
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                {theirs}
                <Once form=number />
                <input type="hidden" name="seen" value=form.typed.seen />
                <Fields form=form.typed.typed />
                <div class="actions">
                    <button class="button main">{if mine { say!(l, edit.keep_mine) } else { say!(l, form.save) }}</button>
                    <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

/// Where she lets it be kept again, when she had taken it back.
fn again(case: CaseId) -> PageResult {
    Ok(Redirect::to(&format!("/cases/{case}/consents/again/contact")).into_response())
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let open = open(&member, &case).await?;
    let Some(contact) = &open.contact else { return again(open.case) };
    let vault = &member.site.vault;
    let mut form = Posted::<Edit<SafeContactForm>>::read("");
    form.typed.seen = newest(vault.last_contact_edit(contact).await?.as_ref());
    form.typed.typed = SafeContactForm::of(&vault.safe_contact(contact).await?);
    page(&member, open.case, form, Problems::none(), None)
}

pub async fn submit(member: Member, Path(case): Path<String>, mut posted: Posted<Edit<SafeContactForm>>) -> PageResult {
    let open = open(&member, &case).await?;
    let Some(contact) = &open.contact else { return again(open.case) };
    let vault = &member.site.vault;
    let mut problems = Problems::none();
    let card = posted.typed.typed.check(&mut problems);
    let card = match problems.finish(card) {
        Ok(card) => card,
        Err(problems) => return page(&member, open.case, posted, problems, None),
    };
    let (number, keys) = (posted.form.ok_or(Fault::NotFound)?, (&open.label, contact));
    let seen = posted.typed.seen();
    let saved = vault.edit_safe_contact(member.actor(), &open.ring, keys, &card, seen, number).await?;
    if saved.ok_or(Fault::NotFound)? == Saved::Meanwhile {
        let last = vault.last_contact_edit(contact).await?;
        let theirs = vault.safe_contact(contact).await?;
        posted.typed.seen = newest(last.as_ref());
        let problems = Problems::at("channel", Problem::ChangedMeanwhile);
        return page(&member, open.case, posted, problems, Some((theirs, last)));
    }
    Ok(Redirect::to(&format!("/cases/{}", open.case)).into_response())
}
