//! `/cases/{id}/rights/{request}`: what was asked, what was done, what is next; for who can open the case.

use super::of_case::open;
use super::parts::{Days, NextStep, Steps, labels, standing};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::Summary;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Action;
use domain::id::{CaseId, RequestId};
use domain::problem::Problems;
use domain::rights::{MoveForm, Right};
use leptos::prelude::*;
use vault::rights::Told;

fn page(member: &Member, case: CaseId, told: Told, form: MoveForm, problems: Problems) -> Response {
    let l = member.l;
    let today = member.site.vault.today();
    let decides = member.actor().may(Action::DecideErasure);
    let path = member.path.clone();
    let Told { request, words, steps } = told;
    Page::new(request.right.said(l)).form(&labels(l), problems).show(member, move || {
        let chip = standing(l, &request, today);
        let over = request.standing.state.is_over();
        let erase = request.right == Right::Erase && !over;
        let id = request.id;
        let title = request.right.said(l);
        let said = words.map(|words| view! { <section class="sheet pad stack"><h2>{say!(l, rights.words)}</h2><p class="prose">{words.as_str().to_owned()}</p></section> });
        let next = (!over).then(|| {
            let request = request.clone();
            view! {
                <form class="sheet pad stack" method="post" action=path autocomplete="off">
                    <h2>{say!(l, rights.next)}</h2>
                    <Summary />
                    <NextStep request form words=true />
                    <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
            }
        });
        let approval = erase.then(|| {
            let link = decides.then(|| view! { <p><a class="button" href=format!("/rights/{id}")>{say!(l, erasure.to_approval)}</a></p> });
            view! { <section class="note"><p>{say!(l, erasure.two_people)}</p>{link}</section> }
        });
        view! {
            <div class="head">
                <div><h1>{title}</h1></div>
                <div><a class="button quiet" href=format!("/cases/{case}/rights")>{say!(l, form.back)}</a></div>
            </div>
            <p>{chip}</p>
            <div class="cols">
                <div>{said}{approval}{next}</div>
                <div>
                    <section class="sheet pad"><Days request /></section>
                    <section class="sheet"><header><h2>{say!(l, rights.steps)}</h2></header><Steps steps /></section>
                </div>
            </div>
        }
        .into_any()
    })
}

async fn told(
    member: &Member,
    case: &str,
    request: &str,
) -> Result<(CaseId, vault::Opened<vault::segment::Casework>, Told), Fault> {
    let request: RequestId = request.parse().map_err(|_| Fault::NotFound)?;
    let (case, _, casework) = open(member, case).await?;
    let told = member.site.vault.request_told(member.actor(), &casework, request).await?.ok_or(Fault::NotFound)?;
    Ok((case, casework, told))
}

pub async fn show(member: Member, Path((case, request)): Path<(String, String)>) -> PageResult {
    let (case, _, told) = told(&member, &case, &request).await?;
    Ok(page(&member, case, told, MoveForm::default(), Problems::none()))
}

pub async fn submit(
    member: Member,
    Path((case, request)): Path<(String, String)>,
    form: Posted<MoveForm>,
) -> PageResult {
    let (case, casework, told) = told(&member, &case, &request).await?;
    let (id, standing) = (told.request.id, told.request.standing);
    match form.typed.check(standing.state, told.request.right, told.request.extended) {
        Ok(what) => {
            let vault = &member.site.vault;
            vault.move_request(member.actor(), Some(&casework), id, &what).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&format!("/cases/{case}/rights/{id}")).into_response())
        }
        Err(problems) => Ok(page(&member, case, told, form.typed, problems)),
    }
}
