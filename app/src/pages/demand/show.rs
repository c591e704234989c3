//! `/demands/{id}`: what was demanded; what each of the two says; what was given, and whether the client was told.

use super::list::standing;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Layout, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::{display, display_time};
use domain::demand::{Answer, ClientTold, ClosingForm, Demand, OpinionForm};
use domain::id::DemandId;
use domain::problem::Problems;
use leptos::prelude::*;
use serde::Deserialize;
use vault::demand::{Kept, Said};

/// What is added: by the button an opinion, the end, or the key for a colleague.
#[derive(Clone, Default, Deserialize)]
pub struct AddForm {
    #[serde(flatten)]
    opinion: OpinionForm,
    #[serde(flatten)]
    closing: ClosingForm,
}

fn facts(l: Locale, demand: &Demand) -> AnyView {
    let paper = demand.paper.as_ref().map_or(say!(l, demand.no_paper).to_owned(), |paper| paper.as_str().to_owned());
    view! {
        <dl class="facts">
            <dt>{say!(l, demand.asker)}</dt><dd>{demand.asker.as_str().to_owned()}</dd>
            <dt>{say!(l, demand.paper)}</dt><dd>{paper}</dd>
            <dt>{say!(l, demand.ground)}</dt><dd>{demand.ground.said(l)}</dd>
            <dt>{say!(l, demand.received_on)}</dt><dd>{display(demand.received_on)}</dd>
        </dl>
        <h2>{say!(l, demand.asked)}</h2>
        <p class="prose">{demand.asked.as_str().to_owned()}</p>
    }
    .into_any()
}

fn said(l: Locale, said: &Said) -> impl IntoView + use<> {
    let small = format!("{} · {} · {}", said.by, said.role.said(l), display_time(said.at));
    let why = said.why.as_ref().map(|why| view! { <p class="prose">{why.as_str().to_owned()}</p> });
    view! { <li><strong>{said.answer.said(l)}</strong>" "<small>{small}</small>{why}</li> }
}

fn page(member: &Member, kept: Kept, form: AddForm, problems: Problems) -> Response {
    let l = member.l;
    let today = member.site.vault.today();
    let role = member.actor().role();
    let path = member.path.clone();
    let labels = [
        ("answer", say!(l, demand.answer)),
        ("why", say!(l, demand.why)),
        ("given", say!(l, demand.given)),
        ("told", say!(l, demand.told)),
        ("told_on", say!(l, demand.told_on)),
        ("forbidden_by", say!(l, demand.forbidden_by)),
    ];
    let title = kept.demand.as_ref().map_or(say!(l, demand.sealed), |demand| demand.body.said(l));
    Page::new(title).form(&labels, problems).show(member, move || {
        let readable = kept.demand.is_some();
        let speaks = readable && kept.closed.is_none() && kept.opinions.iter().all(|said| said.role != role);
        let opinion = speaks.then(|| {
            let OpinionForm { answer, why } = form.opinion.clone();
            view! {
                <form class="sheet pad stack" method="post" action=path.clone() autocomplete="off">
                    <h2>{say!(l, demand.decide)}</h2>
                    <Choices<Answer> name="answer" chosen=vec![answer] layout=Layout::Across />
                    <TextArea name="why" value=why hint=say!(l, demand.why_hint) />
                    <div class="actions still"><button class="button main" name="intent" value="opinion">{say!(l, form.save)}</button></div>
                </form>
            }
        });
        let closes = readable && kept.closed.is_none() && kept.outcome.is_some();
        let closing = closes.then(|| {
            let ClosingForm { given, told, told_on, forbidden_by } = form.closing.clone();
            view! {
                <form class="sheet pad stack" method="post" action=path.clone() autocomplete="off">
                    <h2>{say!(l, demand.close)}</h2>
                    <TextArea name="given" value=given hint=say!(l, demand.given_hint) />
                    <Choices<ClientTold> name="told" chosen=vec![told] />
                    <Day name="told_on" value=told_on />
                    <TextArea name="forbidden_by" value=forbidden_by hint=say!(l, demand.forbidden_hint) />
                    <div class="actions still"><button class="button main" name="intent" value="close">{say!(l, demand.close)}</button></div>
                </form>
            }
        });
        let closed = kept.closed.as_ref().map(|closed| {
            let words = closed.closing.as_ref().map(|closing| {
                let law = closing.forbidden_by.as_ref().map(|law| view! { <p class="prose">{law.as_str().to_owned()}</p> });
                let on = closing.told_on.map(|on| format!(" {}", display(on)));
                view! { <p class="prose">{closing.given.as_str().to_owned()}</p><p>{closed.told.said(l)}{on}</p>{law} }
            });
            let small = format!("{} · {}", closed.by, display_time(closed.at));
            view! { <section class="sheet pad stack"><h2>{say!(l, demand.given)}</h2>{words}<small>{small}</small></section> }
        });
        let share = (readable && !kept.without_key.is_empty()).then(|| {
            let names = kept.without_key.join(", ");
            view! {
                <form class="note" method="post" action=path>
                    <p>{say!(l, demand.cannot_read, names = names).to_string()}</p>
                    <button class="button" name="intent" value="share">{say!(l, demand.share)}</button>
                </form>
            }
        });
        let body = match &kept.demand {
            Some(demand) => facts(l, demand),
            None => view! { <p>{say!(l, demand.sealed_words)}</p> }.into_any(),
        };
        let opinions: Vec<_> = kept.opinions.iter().map(|one| said(l, one)).collect();
        let silent = opinions.is_empty();
        let recorded = format!("{} · {}", kept.recorded_by, display_time(kept.recorded_at));
        view! {
            <div class="head">
                <div><h1>{title}</h1><small>{recorded}</small></div>
                <div><a class="button quiet" href="/demands">{say!(l, form.back)}</a></div>
            </div>
            <p>{standing(l, &kept, today)}</p>
            <Summary />
            <div class="cols">
                <div><section class="sheet pad stack">{body}</section>{closed}</div>
                <div>
                    <section class="sheet">
                        <header><h2>{say!(l, demand.two)}</h2></header>
                        {silent.then(|| view! { <div class="empty"><p>{say!(l, demand.silent)}</p></div> })}
                        <ol class="line">{opinions}</ol>
                    </section>
                    {opinion}{closing}{share}
                </div>
            </div>
        }
        .into_any()
    })
}

async fn kept(member: &Member, id: &str) -> Result<Kept, Fault> {
    let id: DemandId = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.demand(member.actor(), id).await?.ok_or(Fault::NotFound)
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let kept = kept(&member, &id).await?;
    Ok(page(&member, kept, AddForm::default(), Problems::none()))
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<AddForm>) -> PageResult {
    let kept = kept(&member, &id).await?;
    let vault = &member.site.vault;
    let (actor, id) = (member.actor(), kept.id);
    let done = match form.intent.as_str() {
        "share" => Ok(vault.share_demand(actor, id).await?.map(|_| ())),
        "close" => match form.typed.closing.check(vault.today()) {
            Ok(closing) => Ok(vault.close_demand(actor, id, &closing).await?),
            Err(problems) => Err(problems),
        },
        _ => match form.typed.opinion.check() {
            Ok(opinion) => Ok(vault.give_opinion(actor, id, &opinion).await?),
            Err(problems) => Err(problems),
        },
    };
    match done {
        Ok(written) => {
            written.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&format!("/demands/{id}")).into_response())
        }
        Err(problems) => Ok(page(&member, kept, form.typed, problems)),
    }
}
