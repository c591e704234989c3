//! `/slip`: code and PIN of a slip, and the answer to it, at a receiver where nobody has an account. Everything travels in
//! the body of a post; there is no session and no cookie. Wrong code, wrong PIN, dead slip and too many tries look the same.

use super::answer::{AnswerFields, can_answer, labels};
use super::preview::PacketFacts;
use super::{outcome, state_chip};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::Visit;
use crate::words::{Locale, say};
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::Response;
use domain::card::EntryForm;
use domain::problem::Problems;
use domain::referral::{OutcomeForm, ReferralState, ServiceDelivered};
use leptos::prelude::*;
use std::net::SocketAddr;
use vault::referral::{Followed, OnSlip, SlipHolder};

fn fields(l: Locale) -> Vec<(&'static str, &'static str)> {
    let own = [("code", say!(l, referral.slip_code)), ("pin", say!(l, card.pin))];
    own.into_iter().chain(labels(l)).collect()
}

/// What was typed of the answer, so that a PIN typed wrong loses none of it.
fn kept(of: &OutcomeForm) -> Vec<(&'static str, String)> {
    let one =
        [("arrival", &of.arrival), ("next_on", &of.next_on), ("declined", &of.declined), ("stopped", &of.stopped)];
    // Anybody may post as many as a body holds; no more come back than there are to choose.
    let services = of.services.iter().take(ServiceDelivered::ALL.len()).map(|service| ("services", service));
    let all = one.into_iter().chain(services).filter(|(_, value)| !value.is_empty());
    all.map(|(name, value)| (name, value.clone())).collect()
}

fn entry(visit: &Visit, code: String, answer: &OutcomeForm, problems: Problems, failed: bool) -> Response {
    let l = visit.l;
    let kept: Vec<_> =
        kept(answer).into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect();
    let page = Page::narrow(say!(l, referral.slip_title)).form(&fields(l), problems);
    let page = if failed { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page };
    page.show(visit, move || {
        view! {
            <form class="sheet pad stack" method="post" action="/slip" autocomplete="off">
                <h1>{say!(l, referral.slip_title)}</h1>
                <Summary />
                {kept}
                {failed.then(|| view! { <div class="summary" role="alert"><p>{say!(l, referral.slip_failed)}</p></div> })}
                <Input name="code" value=code hint=say!(l, referral.slip_code_hint) inputmode="numeric" />
                <Input name="pin" value=String::new() kind="password" autocomplete="one-time-code" inputmode="numeric" hint=say!(l, referral.slip_pin_hint) />
                <button class="button main wide">{say!(l, referral.open_slip)}</button>
            </form>
        }
        .into_any()
    })
}

/// The packet with the form of the answer: the code goes with it, the PIN is asked again, so that a screen that was left
/// open answers nothing.
fn packet(visit: &Visit, code: String, followed: Followed, form: OutcomeForm, problems: Problems) -> Response {
    let l = visit.l;
    Page::narrow(say!(l, referral.slip_title)).form(&fields(l), problems).show(visit, move || {
        let state = followed.standing.state;
        let said = followed.outcome.as_ref().map(|said| view! { <section class="sheet pad stack"><h2>{say!(l, referral.came_of_it)}</h2>{outcome(l, said)}</section> });
        let ask = can_answer(state).then(|| {
            view! {
                <form class="sheet pad stack" method="post" action="/slip" autocomplete="off">
                    <Summary />
                    <input type="hidden" name="code" value=code />
                    <AnswerFields state form />
                    <Input name="pin" value=String::new() kind="password" autocomplete="one-time-code" inputmode="numeric" hint=say!(l, referral.pin_again) />
                    <button class="button main wide" name="intent" value="answer">{say!(l, referral.send_answer)}</button>
                </form>
            }
        });
        view! {
            <h1>{say!(l, referral.from)}" "{followed.other}</h1>
            <p>{state_chip(l, state)}</p>
            <section class="preview"><h2>{say!(l, referral.told)}</h2><PacketFacts packet=followed.packet /></section>
            {said}
            {ask}
        }
        .into_any()
    })
}

fn thanks(visit: &Visit, state: ReferralState) -> Response {
    let l = visit.l;
    let words = if state.is_last_word() { say!(l, referral.slip_over) } else { say!(l, referral.slip_again) };
    Page::narrow(say!(l, referral.slip_title)).show(visit, move || {
        view! {
            <section class="sheet pad stack" role="status">
                <h1>{say!(l, referral.slip_thanks)}</h1>
                <p>{state_chip(l, state)}</p>
                <p>{words}</p>
            </section>
        }
        .into_any()
    })
}

pub async fn show(visit: Visit) -> PageResult {
    Ok(entry(&visit, String::new(), &OutcomeForm::default(), Problems::none(), false))
}

async fn holder(
    visit: &Visit,
    from: SocketAddr,
    typed: &EntryForm,
) -> Result<Result<Option<SlipHolder>, Problems>, Fault> {
    let (code, pin) = match typed.check() {
        Ok(typed) => typed,
        Err(problems) => return Ok(Err(problems)),
    };
    if !visit.site.may_try_cards(from.ip()) {
        return Ok(Ok(None));
    }
    let vault = &visit.site.vault;
    let tag = vault.slip_tag(&code).await?;
    // Beyond the limit the same work is done for nothing, and no try of the slip's own few is taken.
    let pin = visit.site.may_try_card(tag, from.ip()).then_some(pin);
    Ok(Ok(vault.open_slip(&code, tag, pin.as_ref()).await?))
}

pub async fn submit(visit: Visit, ConnectInfo(from): ConnectInfo<SocketAddr>, form: Posted<EntryForm>) -> PageResult {
    let vault = &visit.site.vault;
    let code = form.typed.code.clone();
    let answer = Posted::<OutcomeForm>::read(&form.body).typed;
    let holder = match holder(&visit, from, &form.typed).await? {
        Ok(Some(holder)) => holder,
        Ok(None) => return Ok(entry(&visit, code, &answer, Problems::none(), true)),
        Err(problems) => return Ok(entry(&visit, code, &answer, problems, false)),
    };
    let mut problems = Problems::none();
    if form.intent == "answer" {
        match answer.check(vault.today()) {
            Ok(outcome) => {
                return Ok(match vault.answer_on_slip(&holder, &outcome).await? {
                    OnSlip::Stands(state) => thanks(&visit, state),
                    OnSlip::Ended => entry(&visit, code, &answer, Problems::none(), true),
                });
            }
            Err(found) => problems = found,
        }
    }
    Ok(match vault.packet_of_slip(&holder).await? {
        Some(followed) => packet(&visit, code, followed, answer, problems),
        None => entry(&visit, code, &answer, Problems::none(), true),
    })
}

#[cfg(test)]
mod tests {
    use super::kept;
    use domain::referral::{OutcomeForm, ServiceDelivered};

    #[test]
    fn no_more_comes_back_than_there_is_to_choose() {
        let answer = OutcomeForm { services: vec!["x".into(); 10_000], ..OutcomeForm::default() };
        assert_eq!(kept(&answer).len(), ServiceDelivered::ALL.len());
    }
}
