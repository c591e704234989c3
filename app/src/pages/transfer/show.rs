//! `/transfers/{id}`: the one page of an offer; whoever leads the team takes the case for a colleague, or sends it back.

use super::between;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::colleagues::with_keys;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Select, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::{display, local_date};
use domain::problem::{Problem, Problems};
use domain::transfer::{BackReason, Hindrance, SendBackForm, TakingForm};
use leptos::prelude::*;
use serde::Deserialize;
use vault::transfer::{OpenOffer, Taken};

#[derive(Default, Deserialize)]
pub struct AnswerForm {
    #[serde(flatten)]
    taking: TakingForm,
    #[serde(flatten)]
    back: SendBackForm,
}

async fn open(member: &Member, id: &str) -> Result<OpenOffer, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.open_offer(member.actor(), id).await?.ok_or(Fault::NotFound)
}

async fn page(
    member: &Member,
    open: OpenOffer,
    typed: AnswerForm,
    (problems, hindrance): (Problems, Option<Hindrance>),
) -> Result<Response, Fault> {
    let l = member.l;
    let colleagues = with_keys(member).await?;
    let path = member.path.clone();
    let labels = [
        ("colleague", say!(l, transfer.colleague)),
        ("reason", say!(l, transfer.reason)),
        ("words", say!(l, transfer.back_words)),
    ];
    Ok(Page::new(say!(l, transfer.offered)).form(&labels, problems).show(member, move || {
        let (title, small) = between(l, &open.transfer);
        let people = colleagues.into_iter().map(|one| (one.account.to_string(), one.name)).collect();
        let until = say!(l, transfer.until, day = display(local_date(open.transfer.until))).to_string();
        view! {
            <div class="head">
                <div>
                    <h1>{open.offer.alias.as_str().to_owned()}" "<span class="code soft">{open.offer.code.as_str().to_owned()}</span></h1>
                    <small>{format!("{title} · {small} · {until}")}</small>
                </div>
                <div><a class="button quiet" href="/transfers">{say!(l, form.back)}</a></div>
            </div>
            <Summary />
            {hindrance.map(|hindrance| view! { <p class="note warm" role="alert">{hindrance.said(l)}</p> })}
            <section class="sheet pad stack">
                <h2>{say!(l, transfer.why)}</h2>
                <p class="prose">{open.offer.why.as_str().to_owned()}</p>
                <h2>{say!(l, transfer.next)}</h2>
                <p class="prose">{open.offer.next.as_str().to_owned()}</p>
                <p class="soft">{say!(l, transfer.only_this)}</p>
            </section>
            <div class="cols">
                <form class="sheet pad stack" method="post" action=path.clone() autocomplete="off">
                    <h2>{say!(l, transfer.take)}</h2>
                    <p class="soft">{say!(l, transfer.take_words)}</p>
                    <Select name="colleague" chosen=typed.taking.colleague options=people />
                    <div class="actions"><button class="button main" name="intent" value="take">{say!(l, transfer.take)}</button></div>
                </form>
                <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                    <h2>{say!(l, transfer.send_back)}</h2>
                    <Choices<BackReason> name="reason" chosen=vec![typed.back.reason] />
                    <TextArea name="words" value=typed.back.words />
                    <div class="actions"><button class="button" name="intent" value="back">{say!(l, transfer.send_back)}</button></div>
                </form>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let open = open(&member, &id).await?;
    page(&member, open, AnswerForm::default(), (Problems::none(), None)).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<AnswerForm>) -> PageResult {
    let vault = &member.site.vault;
    let open = open(&member, &id).await?;
    if form.intent == "back" {
        return match form.typed.back.check() {
            Ok(back) => {
                // Called off meanwhile: the list shows it.
                vault.send_back(member.actor(), open, &back).await?;
                Ok(Redirect::to("/transfers").into_response())
            }
            Err(problems) => page(&member, open, form.typed, (problems, None)).await,
        };
    }
    let taking = match form.typed.taking.check() {
        Ok(taking) => taking,
        Err(problems) => return page(&member, open, form.typed, (problems, None)).await,
    };
    let named = |problem| Problems::at("colleague", problem);
    match vault.take_transfer(member.actor(), &open, taking.colleague).await? {
        Some(Taken::Now(case)) => Ok(Redirect::to(&format!("/cases/{case}")).into_response()),
        Some(Taken::NobodyThere) => page(&member, open, form.typed, (named(Problem::NotAChoice), None)).await,
        Some(Taken::Hindered(hindrance)) => {
            page(&member, open, form.typed, (named(Problem::Conflicting), Some(hindrance))).await
        }
        None => Ok(Redirect::to("/transfers").into_response()),
    }
}
