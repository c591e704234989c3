//! `/card/rights`: she asks for a copy, a correction or the erasure; and the lines that say where her requests stand.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::TextArea;
use crate::parts::chip::{Chip, Tone};
use crate::parts::form::{Options, Summary};
use crate::visit::Holder;
use crate::words::{Locale, Spoken, say};
use axum::response::Response;
use domain::date::{display, local_date};
use domain::problem::Problems;
use domain::rights::{Asked as Request, OwnAskedForm, Right, RightState, due};
use leptos::prelude::*;
use vault::card::{Asked, OwnRequest, OwnRequests};

/// By when she is answered: the first reply until she had one, then the end of it.
fn by_when(l: Locale, request: &OwnRequest) -> String {
    let standing = request.standing;
    match (standing.state, standing.next_day()) {
        (RightState::Received, Some(_)) => {
            let (reply, done) = (display(standing.due.reply), display(standing.due.done));
            say!(l, card.asked_days, reply = reply, done = done).to_string()
        }
        (_, Some(day)) => say!(l, card.asked_until, day = display(day)).to_string(),
        (_, None) => say!(l, card.asked_over, day = display(local_date(request.moved_at))).to_string(),
    }
}

fn row(l: Locale, request: &OwnRequest) -> AnyView {
    let tone = if request.standing.state.is_over() { Tone::Plain } else { Tone::Live };
    let asked = say!(l, card.asked_on, day = display(request.received_on)).to_string();
    let small = format!("{asked} · {}", by_when(l, request));
    let why = request.refusal.map(|refusal| view! { <p>{refusal.said(l)}</p> });
    view! {
        <li>
            <div>
                <strong>{request.right.said(l)}</strong>
                <p><Chip tone text=request.standing.state.said(l) /></p>
                {why}
                <small>{small}</small>
            </div>
        </li>
    }
    .into_any()
}

/// Her requests on her page, and the way to ask.
pub fn section(l: Locale, requests: &[OwnRequest]) -> AnyView {
    let none = requests.is_empty().then(|| view! { <p class="soft pad">{say!(l, card.no_request)}</p> });
    let rows: Vec<_> = requests.iter().map(|request| row(l, request)).collect();
    view! {
        <section class="sheet">
            <header><h2>{say!(l, card.requests)}</h2></header>
            <ul class="rows">{rows}</ul>
            {none}
            <p class="pad"><a class="button" href="/card/rights">{say!(l, card.ask)}</a></p>
        </section>
    }
    .into_any()
}

fn page(holder: &Holder, own: OwnRequests, typed: OwnAskedForm, problems: Problems) -> Response {
    let l = holder.l;
    let labels = [("right", say!(l, card.ask_right)), ("words", say!(l, card.ask_words))];
    Page::own(l).form(&labels, problems).show(holder, move || {
        let asked: Vec<_> = own.requests.iter().map(|one| (one.right, one.standing.state)).collect();
        let free = Right::free_for_herself(&asked);
        // What she chose before something was wrong stays to be seen.
        let options: Vec<_> = Right::BY_HERSELF
            .iter()
            .filter(|right| free.contains(right) || typed.right == right.code())
            .map(|right| (right.code().to_owned(), right.said(l).to_owned(), String::new()))
            .collect();
        let form = if options.is_empty() {
            view! { <p>{say!(l, card.all_asked)}</p> }.into_any()
        } else {
            let words = if own.readers {
                view! { <TextArea name="words" value=typed.words hint=say!(l, card.ask_words_hint) /> }.into_any()
            } else {
                view! { <p class="note">{say!(l, card.ask_no_reader)}</p> }.into_any()
            };
            view! {
                <Options name="right" chosen=vec![typed.right] options hint=say!(l, card.ask_hint) />
                {words}
                <p class="soft">{say!(l, card.ask_no_reason)}</p>
                <button class="button main wide">{say!(l, card.ask_now)}</button>
            }
            .into_any()
        };
        view! {
            <h1>{say!(l, card.ask)}</h1>
            <form class="sheet pad stack" method="post" action="/card/rights" autocomplete="off">
                <Summary />
                {form}
                <a class="button quiet" href="/card/own">{say!(l, form.back)}</a>
            </form>
        }
        .into_any()
    })
}

pub async fn show(holder: Holder) -> PageResult {
    let own = holder.site.vault.own_requests(holder.card()).await?;
    Ok(page(&holder, own, OwnAskedForm::default(), Problems::none()))
}

pub async fn submit(holder: Holder, form: Posted<OwnAskedForm>) -> PageResult {
    let vault = &holder.site.vault;
    let request = match form.typed.check(vault.today()) {
        Ok(request) => request,
        Err(problems) => {
            let own = vault.own_requests(holder.card()).await?;
            return Ok(page(&holder, own, form.typed, problems));
        }
    };
    let asked = vault.ask_own(holder.card(), &request).await?.ok_or(Fault::NotFound)?;
    Ok(done(&holder, &request, &asked))
}

/// What was filed, and by when she is answered.
fn done(holder: &Holder, request: &Request, asked: &Asked) -> Response {
    let l = holder.l;
    let reply = display(due(request.right, request.received_on, false, false).reply);
    let what = request.right.said(l);
    let (title, words, lost) = match asked {
        Asked::Now { words_kept } => {
            (say!(l, card.asked), say!(l, card.asked_reply, day = reply).to_string(), !words_kept)
        }
        Asked::Before => (say!(l, card.asked_before), say!(l, card.asked_before_words).to_owned(), false),
    };
    Page::own(l).show(holder, move || {
        let lost = lost.then(|| view! { <p class="note warm">{say!(l, card.words_not_kept)}</p> });
        view! {
            <h1>{title}</h1>
            <section class="sheet pad stack" role="status">
                <p><strong>{what}</strong></p>
                <p>{words}</p>
                {lost}
                <p><a class="button main" href="/card/own">{say!(l, form.back)}</a></p>
            </section>
        }
        .into_any()
    })
}
