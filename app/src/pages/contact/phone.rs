//! `/field/phone`: a volunteer enrols the phone in her hand. `/team` lists them, and shuts one that is lost.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Once};
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::audit::hex;
use domain::id::PhoneId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::contact::phone::{Enrolment, Known};

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let form = member.site.vault.new_submission().to_string();
    Ok(Page::phone(say!(l, contact.phone_title)).show(&member, move || {
        view! {
            <div class="head"><h1>{say!(l, contact.phone_title)}</h1></div>
            <form class="sheet pad stack" method="post" action="/field/phone">
                <p>{say!(l, contact.phone_words)}</p>
                <p class="soft">{say!(l, contact.phone_lost)}</p>
                <Once form />
                <div class="actions"><button class="button main wide">{say!(l, contact.phone_begin)}</button></div>
            </form>
            <p><a href="/field/log">{say!(l, contact.phone_open)}</a></p>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, form: Posted<()>) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault);
    let enrolled = match member.site.vault.enrol_phone(member.actor(), number).await?.ok_or(Fault::NotFound)? {
        Enrolment::Before => return Ok(Redirect::to("/field/phone").into_response()),
        Enrolment::Now(enrolled) => enrolled,
    };
    let outbox = format!("/assets/{}", member.site.assets.outbox);
    let labels = [("pin", say!(l, contact.pin_new)), ("pin_again", say!(l, contact.pin_again))];
    Ok(Page::phone(say!(l, contact.phone_title)).form(&labels, Problems::none()).show(&member, move || {
        let nonce = use_nonce();
        view! {
            <script defer src=outbox nonce=nonce></script>
            <div class="head"><h1>{say!(l, contact.phone_title)}</h1></div>
            <noscript><p class="note warm">{say!(l, contact.phone_no_script)}</p></noscript>
            <form
                class="sheet pad stack"
                method="dialog"
                data-enrol
                data-account=hex::write(enrolled.account.0.as_bytes())
                data-phone=hex::write(enrolled.phone.0.as_bytes())
                data-token=enrolled.token.expose()
                data-key=hex::write(&enrolled.seal_to.0)
                autocomplete="off"
            >
                <p>{say!(l, contact.pin_words)}</p>
                <Input name="pin" value=String::new() kind="password" inputmode="numeric" class="short" autocomplete="new-password" />
                <Input name="pin_again" value=String::new() kind="password" inputmode="numeric" class="short" autocomplete="new-password" />
                <p class="problem" role="alert" data-said data-wrong=say!(l, contact.pin_bad) data-failed=say!(l, contact.phone_failed)></p>
                <div class="actions"><button class="button main wide">{say!(l, contact.pin_set)}</button></div>
            </form>
        }
        .into_any()
    }))
}

pub async fn shut(member: Member, Path(phone): Path<String>) -> PageResult {
    let phone: PhoneId = phone.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.shut_phone(member.actor(), phone).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/team").into_response())
}

/// The team's phones, each with a button that shuts it.
pub fn list(l: Locale, phones: Vec<Known>) -> AnyView {
    if phones.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = phones
        .into_iter()
        .map(|phone| {
            let since = say!(l, contact.phone_since, at = domain::date::display_time(phone.enrolled_at)).to_string();
            let last = match phone.last_at {
                Some(at) => say!(l, contact.phone_last, at = domain::date::display_time(at)).to_string(),
                None => say!(l, contact.phone_never).to_owned(),
            };
            let words = say!(l, contact.phone_shut);
            let named = format!("{words} – {}", phone.name);
            view! {
                <li>
                    <div><span class="who">{phone.name}</span><br /><small>{since}<br />{last}</small></div>
                    <form method="post" action=format!("/team/phones/{}", phone.id)>
                        <button class="button danger" aria-label=named>{words}</button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet">
            <div class="pad"><h2>{say!(l, contact.phones)}</h2><p class="soft">{say!(l, contact.phones_words)}</p></div>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}
