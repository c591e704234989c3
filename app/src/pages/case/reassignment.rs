//! `/assignments/…`: several cases of one colleague go to others at once.

use super::carried::{Carried, not_given};
use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Once, Options, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::case::{NotGiven, ReassignmentForm};
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;

/// What the button says that only looks for something.
const FIND: &str = "find";

fn page(
    member: &Member,
    carried: Carried,
    form: ReassignmentForm,
    (problems, not): (Problems, Vec<(CaseId, NotGiven)>),
    number: String,
) -> Response {
    let (l, path) = (member.l, member.path.clone());
    let labels = [
        ("q", say!(l, case.search)),
        ("cases", say!(l, reassignment.cases)),
        ("colleagues", say!(l, reassignment.colleagues)),
    ];
    Page::new(say!(l, reassignment.title)).form(&labels, problems).show(member, move || {
        let told = not_given(l, &carried, &not);
        let shut = carried.shut_words(l);
        let body = if carried.cases.is_empty() {
            view! { <section class="sheet"><div class="empty"><p>{say!(l, reassignment.no_cases)}</p></div></section> }
                .into_any()
        } else {
            // What was ticked stays, whether or not the search finds it.
            let found = carried.options(&form.q);
            let ticked = carried.options("").into_iter().filter(|(case, ..)| form.cases.contains(case) && !found.iter().any(|(one, ..)| one == case));
            let cases: Vec<_> = ticked.chain(found.iter().cloned()).collect();
            let people = carried.others.into_iter().map(|(account, name)| (account, name, String::new())).collect();
            let nothing = found.is_empty().then(|| view! { <p class="soft">{say!(l, case.none_found)}</p> });
            view! {
                <form class="sheet pad stack" method="post" action=path>
                    <Once form=number />
                    <p class="soft">{say!(l, reassignment.words)}</p>
                    <Summary />
                    <Input name="q" value=form.q kind="search" hint=say!(l, case.search_hint) />
                    <div class="actions still"><button class="button" name="intent" value=FIND>{say!(l, case.search)}</button></div>
                    {nothing}
                    <Options name="cases" chosen=form.cases options=cases several=true />
                    <Options name="colleagues" chosen=form.colleagues options=people several=true hint=say!(l, reassignment.colleagues_hint) />
                    <p class="note">{say!(l, reassignment.what_happens)}</p>
                    <div class="actions">
                        <button class="button main">{say!(l, reassignment.give)}</button>
                        <a class="button quiet" href="/supervision">{say!(l, form.back)}</a>
                    </div>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="head"><div><h1>{say!(l, reassignment.title)}</h1><small>{carried.name}</small></div></div>
            {told}
            {body}
            {shut}
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(account): Path<String>) -> PageResult {
    let carried = Carried::by(&member, &account).await?;
    let number = member.site.vault.new_submission().to_string();
    Ok(page(&member, carried, ReassignmentForm::default(), (Problems::none(), Vec::new()), number))
}

pub async fn submit(member: Member, Path(account): Path<String>, form: Posted<ReassignmentForm>) -> PageResult {
    let vault = &member.site.vault;
    let carried = Carried::by(&member, &account).await?;
    let number = form.number(vault);
    let again =
        |carried, typed, problems| Ok(page(&member, carried, typed, (problems, Vec::new()), number.to_string()));
    if form.intent == FIND {
        return again(carried, form.typed, Problems::none());
    }
    let asked = match form.typed.check(carried.account) {
        Ok(asked) => asked,
        Err(problems) => return again(carried, form.typed, problems),
    };
    match vault.reassign(member.actor(), carried.account, &asked, number).await? {
        None => again(carried, form.typed, Problems::at("colleagues", Problem::NotAChoice)),
        Some(given) if given.not.is_empty() => Ok(Redirect::to("/supervision").into_response()),
        Some(given) => {
            let problems = if given.given > 0 { Problems::none() } else { Problems::at("cases", Problem::NotAChoice) };
            let after = Carried::by(&member, &account).await?;
            let left = given.not.iter().map(|(case, _)| case.to_string()).collect();
            let typed = ReassignmentForm { cases: left, ..form.typed };
            let fresh = vault.new_submission().to_string();
            Ok(page(&member, after, typed, (problems, given.not), fresh))
        }
    }
}
