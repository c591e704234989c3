//! `/covers/new/…`: which cases of somebody who is away are covered by whom, from a day to a day.

use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::carried::{Carried, not_given};
use crate::parts::form::{Day, Once, Options, Select, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::case::NotGiven;
use domain::cover::CoverForm;
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;

fn page(
    member: &Member,
    carried: Carried,
    form: CoverForm,
    (problems, not): (Problems, Vec<(CaseId, NotGiven)>),
    number: String,
) -> Response {
    let (l, path) = (member.l, member.path.clone());
    let labels = [
        ("cases", say!(l, cover.cases)),
        ("colleague", say!(l, cover.colleague)),
        ("from", say!(l, cover.from)),
        ("until", say!(l, cover.until)),
    ];
    Page::new(say!(l, cover.give)).form(&labels, problems).show(member, move || {
        let told = not_given(l, &carried, &not);
        let shut = carried.shut_words(l);
        let body = if carried.cases.is_empty() {
            view! { <section class="sheet"><div class="empty"><p>{say!(l, cover.no_cases)}</p></div></section> }
                .into_any()
        } else {
            let (cases, people) = (carried.options(""), carried.others);
            view! {
                <form class="sheet pad stack" method="post" action=path>
                    <Once form=number />
                    <p class="soft">{say!(l, cover.give_words)}</p>
                    <Summary />
                    <Select name="colleague" chosen=form.colleague options=people />
                    <Day name="from" value=form.from />
                    <Day name="until" value=form.until hint=say!(l, cover.until_hint) />
                    <Options name="cases" chosen=form.cases options=cases several=true />
                    <div class="actions">
                        <button class="button main">{say!(l, cover.give)}</button>
                        <a class="button quiet" href="/covers">{say!(l, form.back)}</a>
                    </div>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="head"><div><h1>{say!(l, cover.give)}</h1><small>{carried.name}</small></div></div>
            {told}
            {body}
            {shut}
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(account): Path<String>) -> PageResult {
    let carried = Carried::by(&member, &account).await?;
    // Somebody who goes away leaves all of it: what stays is unticked.
    let cases = carried.cases.iter().map(|row| row.case.to_string()).collect();
    let form = CoverForm { cases, ..CoverForm::blank(member.site.vault.today()) };
    let number = member.site.vault.new_submission().to_string();
    Ok(page(&member, carried, form, (Problems::none(), Vec::new()), number))
}

pub async fn submit(member: Member, Path(account): Path<String>, form: Posted<CoverForm>) -> PageResult {
    let vault = &member.site.vault;
    let carried = Carried::by(&member, &account).await?;
    let number = form.number(vault);
    let again = |carried, typed, problems, not| Ok(page(&member, carried, typed, (problems, not), number.to_string()));
    let cover = match form.typed.check(carried.account, vault.today()) {
        Ok(cover) => cover,
        Err(problems) => return again(carried, form.typed, problems, Vec::new()),
    };
    match vault.give_cover(member.actor(), carried.account, &cover, number).await? {
        None => again(carried, form.typed, Problems::at("colleague", Problem::NotAChoice), Vec::new()),
        Some(given) if given.not.is_empty() => Ok(Redirect::to("/covers").into_response()),
        Some(given) => {
            let problems = match given.cover {
                Some(_) => Problems::none(),
                None => Problems::at("cases", Problem::NotAChoice),
            };
            let fresh = vault.new_submission().to_string();
            // What was given stands; the rest is named, and can be tried again.
            let left = given.not.iter().map(|(case, _)| case.to_string()).collect();
            let typed = CoverForm { cases: left, ..form.typed };
            Ok(page(&member, carried, typed, (problems, given.not), fresh))
        }
    }
}
