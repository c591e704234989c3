//! `/rights/{id}`: a request for who decides without opening the case; here an erasure is approved by a second person.

use super::parts::{Days, NextStep, Steps, labels, standing};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::erasure::Told as HowTold;
use domain::id::RequestId;
use domain::problem::{Problem, Problems};
use domain::rights::{MoveForm, Right};
use leptos::prelude::*;
use serde::Deserialize;
use vault::rights::Told;

/// What is decided: the next step, or with the button *erase* how the client is told.
#[derive(Clone, Default, Deserialize)]
pub struct DecisionForm {
    #[serde(flatten)]
    next: MoveForm,
    #[serde(default)]
    told: String,
}

fn page(member: &Member, told: Told, form: DecisionForm, problems: Problems) -> Response {
    let l = member.l;
    let today = member.site.vault.today();
    let path = member.path.clone();
    let Told { request, steps, .. } = told;
    let [step, refusal, extension, note] = labels(l);
    let labels = [("told", say!(l, erasure.told)), step, refusal, extension, note];
    Page::new(request.right.said(l)).form(&labels, problems).show(member, move || {
        let chip = standing(l, &request, today);
        let title = request.right.said(l);
        let over = request.standing.state.is_over();
        let erase = (request.right == Right::Erase && !over).then(|| {
            view! {
                <form class="sheet pad stack" method="post" action=path.clone() autocomplete="off">
                    <h2>{say!(l, erasure.approve)}</h2>
                    <p>{say!(l, erasure.approve_words)}</p>
                    <Choices<HowTold> name="told" chosen=vec![form.told] />
                    <p class="soft">{say!(l, erasure.two_people)}</p>
                    <div class="actions still"><button class="button danger" name="intent" value="erase">{say!(l, erasure.approve)}</button></div>
                </form>
            }
        });
        let next = (!over).then(|| {
            let request = request.clone();
            view! {
                <form class="sheet pad stack" method="post" action=path autocomplete="off">
                    <h2>{say!(l, rights.next)}</h2>
                    <NextStep request form=form.next words=false />
                    <div class="actions still"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
            }
        });
        view! {
            <div class="head">
                <div><h1>{title}</h1><small>{say!(l, rights.without_words)}</small></div>
                <div><a class="button quiet" href="/rights">{say!(l, form.back)}</a></div>
            </div>
            <p>{chip}</p>
            <Summary />
            <div class="cols">
                <div>{erase}{next}</div>
                <div>
                    <section class="sheet pad"><Days request /></section>
                    <section class="sheet"><header><h2>{say!(l, rights.steps)}</h2></header><Steps steps /></section>
                </div>
            </div>
        }
        .into_any()
    })
}

async fn told(member: &Member, id: &str) -> Result<Told, Fault> {
    let id: RequestId = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.request(member.actor(), id).await?.ok_or(Fault::NotFound)
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let told = told(&member, &id).await?;
    Ok(page(&member, told, DecisionForm::default(), Problems::none()))
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<DecisionForm>) -> PageResult {
    let told = told(&member, &id).await?;
    let vault = &member.site.vault;
    let (id, standing) = (told.request.id, told.request.standing);
    let problems = if form.intent == "erase" {
        match HowTold::from_code(&form.typed.told) {
            Ok(how) => match vault.approve_erasure(member.actor(), id, how).await? {
                Some(certificate) => return Ok(Redirect::to(&format!("/erasures/{certificate}")).into_response()),
                None => Problems::at("told", Problem::NeedsAnother),
            },
            Err(problem) => Problems::at("told", problem),
        }
    } else {
        match form.typed.next.check(standing.state, told.request.right, told.request.extended) {
            Ok(what) => {
                vault.move_request(member.actor(), None, id, &what).await?.ok_or(Fault::NotFound)?;
                return Ok(Redirect::to(&format!("/rights/{id}")).into_response());
            }
            Err(problems) => problems,
        }
    };
    Ok(page(&member, told, form.typed, problems))
}
