//! `/coded-plans/{id}`: what the supervisor of another organisation is asked about, and her decision.

use super::between;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::care_plan::difference::goal;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::care_plan::{Decision, DecisionForm, differences};
use domain::date::{display, local_date};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::coded_plan::OpenCoded;

async fn open(member: &Member, id: &str) -> Result<OpenCoded, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.open_coded_plan(member.actor(), id).await?.ok_or(Fault::NotFound)
}

fn page(member: &Member, open: OpenCoded, typed: DecisionForm, problems: Problems) -> Response {
    let l = member.l;
    let path = member.path.clone();
    let labels = [("decision", say!(l, care_plan.decision)), ("words", say!(l, care_plan.decision_words))];
    Page::new(say!(l, coded_plan.to_us)).form(&labels, problems).show(member, move || {
        let (title, small) = between(l, &open.request);
        let until = say!(l, coded_plan.until, day = display(local_date(open.request.until))).to_string();
        let coded = open.coded;
        let compared = coded.before.as_ref().map_or_else(
            || say!(l, care_plan.nothing_approved).to_owned(),
            |before| say!(l, coded_plan.compared, day = display(before.agreed_on)).to_string(),
        );
        let goals: Vec<_> = differences(coded.before.as_ref(), &coded.after).iter().map(|one| goal(l, one)).collect();
        let question = coded.question.as_ref().map(|words| {
            view! { <h2>{say!(l, coded_plan.question)}</h2><p class="prose">{words.as_str().to_owned()}</p> }
        });
        view! {
            <div class="head">
                <div><h1><span class="code">{coded.code.as_str().to_owned()}</span></h1>
                    <small>{format!("{title} · {small} · {until}")}</small></div>
                <div><a class="button quiet" href="/my-day">{say!(l, form.back)}</a></div>
            </div>
            <section class="sheet pad stack">
                <p>{coded.ground.said(l)}</p>
                {question}
                <p class="soft">{say!(l, coded_plan.not_whose)}</p>
            </section>
            <p class="soft">{compared}</p>
            {goals}
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Choices<Decision> name="decision" chosen=vec![typed.decision] />
                <TextArea name="words" value=typed.words hint=say!(l, care_plan.decision_hint) />
                <p class="soft">{say!(l, coded_plan.only_this)}</p>
                <div class="actions"><button class="button main">{say!(l, care_plan.decide)}</button></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let open = open(&member, &id).await?;
    Ok(page(&member, open, DecisionForm::default(), Problems::none()))
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<DecisionForm>) -> PageResult {
    let open = open(&member, &id).await?;
    match form.typed.check() {
        Ok((decision, words)) => {
            // Called back or decided on meanwhile: it is gone from My day.
            member.site.vault.decide_outside(member.actor(), open, (decision, &words)).await?;
            Ok(Redirect::to("/my-day").into_response())
        }
        Err(problems) => Ok(page(&member, open, form.typed, problems)),
    }
}
