//! `/referrals/{id}/code`: a slip with a code, for a receiver where nobody has an account. Code and PIN are shown once; the
//! PIN is not printed, so that the paper alone opens nothing.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Qr;
use crate::parts::form::Once;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::{IntoResponse, Redirect, Response};
use domain::card::{CardCode, Pin};
use domain::id::ReferralId;
use leptos::prelude::*;
use vault::referral::GivenSlip;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let id: ReferralId = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let followed = vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    if followed.standing.state.is_last_word() {
        return Ok(Redirect::to(&format!("/referrals/{id}")).into_response());
    }
    let number = vault.new_submission().to_string();
    let path = member.path.clone();
    Ok(Page::new(say!(l, referral.slip_code)).show(&member, move || {
        let has = followed.slip.map(|slip| {
            let words = if slip.dead { say!(l, referral.slip_dead) } else { say!(l, referral.new_code_ends_old) };
            view! { <p class="note warm">{words}</p> }
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, referral.slip_code)}</h1><small>{followed.receiver}</small></div>
                <div><a class="button quiet" href=format!("/referrals/{id}")>{say!(l, form.back)}</a></div>
            </div>
            <form class="sheet pad stack" method="post" action=path>
                <Once form=number />
                <p>{say!(l, referral.slip_code_words)}</p>
                {has}
                <div class="actions"><button class="button main">{say!(l, referral.make_code)}</button></div>
            </form>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, Path(id): Path<String>, headers: HeaderMap, form: Posted<()>) -> PageResult {
    let id: ReferralId = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let number = form.number(vault);
    let given = vault.give_slip(member.actor(), id, number).await?.ok_or(Fault::NotFound)?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    Ok(match given {
        GivenSlip::Now(code, pin) => shown_once(&member, id, &host, &code, &pin),
        GivenSlip::Before => given_before(&member, id),
        // The packet's page says what stands.
        GivenSlip::Over => Redirect::to(&format!("/referrals/{id}")).into_response(),
    })
}

/// The paper has the code and no address that would name us. The link is for the screen: behind its `#`, which no browser
/// sends, stands the code.
fn shown_once(member: &Member, id: ReferralId, host: &str, code: &CardCode, pin: &Pin) -> Response {
    let l = member.l;
    let link = format!("https://{host}/slip#{}", code.digits());
    let (grouped, pin) = (code.grouped(), pin.digits().to_owned());
    let address = format!("{host}/slip");
    Page::new(say!(l, referral.slip_code)).show(member, move || {
        view! {
            <div class="head">
                <h1>{say!(l, referral.code_given)}</h1>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href=format!("/referrals/{id}")>{say!(l, form.back)}</a>
                </div>
            </div>
            <p class="note warm" role="status">{say!(l, referral.code_once)}</p>
            <section class="sheet pad stack">
                <dl class="facts">
                    <dt>{say!(l, referral.slip_pin)}</dt><dd class="code">{pin}</dd>
                    <dt>{say!(l, referral.slip_address)}</dt><dd>{address}</dd>
                </dl>
                <p>{say!(l, referral.pin_apart)}</p>
                <Qr text=link name=say!(l, referral.slip_link).to_owned() class="qr large" />
            </section>
            <article class="slip card">
                <section>
                    <h2>{say!(l, referral.slip_title)}</h2>
                    <p class="code">{grouped}</p>
                    <p>{say!(l, referral.slip_where)}</p>
                    <p>{say!(l, referral.slip_contact)}</p>
                </section>
            </article>
        }
        .into_any()
    })
}

fn given_before(member: &Member, id: ReferralId) -> Response {
    let l = member.l;
    Page::new(say!(l, referral.slip_code)).show(member, move || {
        view! {
            <h1>{say!(l, referral.code_given)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, referral.code_given_before)}</p>
                <p><a class="button main" href=format!("/referrals/{id}/code")>{say!(l, form.back)}</a></p>
            </section>
        }
        .into_any()
    })
}
