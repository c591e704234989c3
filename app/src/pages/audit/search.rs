//! `/audit/search`: by person, case tag, deed and days. What is looked for travels in the body, never in an address, and
//! a search is itself written down.

use super::parts::events;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Day, Input, Select, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::response::Response;
use domain::audit::{Deed, SearchForm};
use domain::problem::Problems;
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use serde::Deserialize;
use vault::audit::FoundEvents;

/// Rows on one page.
const SHOWN: u32 = 50;

/// What is looked for, and which page of it.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(flatten)]
    search: SearchForm,
    #[serde(default)]
    page: String,
}

async fn page(
    member: &Member,
    asked: Asked,
    problems: Problems,
    found: Option<(u32, FoundEvents)>,
) -> Result<Response, Fault> {
    let l = member.l;
    let mut people = member.site.vault.people(member.actor()).await?.ok_or(Fault::NotFound)?;
    NameOrder::new().sort(&mut people, |person| &person.name);
    let people: Vec<_> = people
        .into_iter()
        .map(|person| {
            let words = format!("{} · {} · {}", person.name, person.role.said(l), person.organisation);
            (person.account.to_string(), words)
        })
        .collect();
    let labels = [
        ("account", say!(l, audit.person)),
        ("tag", say!(l, audit.tag)),
        ("deed", say!(l, audit.deed)),
        ("from", say!(l, audit.first_day)),
        ("until", say!(l, audit.last_day)),
    ];
    Ok(Page::new(say!(l, audit.search)).form(&labels, problems).show(member, move || {
        let form = asked.search;
        let deeds = Deed::all().iter().map(|deed| (deed.posted().to_owned(), deed.said(l).to_owned())).collect();
        let hidden: Vec<_> =
            [("account", &form.account), ("tag", &form.tag), ("deed", &form.deed), ("from", &form.from), ("until", &form.until)]
                .map(|(name, value)| view! { <input type="hidden" name=name value=value.clone() /> })
                .into();
        let results = found.map(|(number, found)| {
            let step = |to: u32, words: &'static str| view! { <button class="button" name="page" value=to.to_string()>{words}</button> };
            let older = found.more.then(|| step(number + 1, say!(l, audit.older)));
            let newer = (number > 0).then(|| step(number - 1, say!(l, audit.newer)));
            let pager = (older.is_some() || newer.is_some())
                .then(|| view! { <form class="pager" method="post" action="/audit/search">{hidden}{newer}{older}</form> });
            let cases = found.cases.map(|n| view! { <p class="note">{say!(l, audit.cases_touched, n = n).to_string()}</p> });
            let list = if found.events.is_empty() {
                view! { <div class="empty" role="status"><p>{say!(l, audit.none_found)}</p></div> }.into_any()
            } else {
                let rows = found.events.into_iter().map(|noted| (noted.look, noted.name)).collect();
                events(l, say!(l, audit.found), rows)
            };
            view! { <h2>{say!(l, audit.found)}</h2>{cases}{list}{pager} }
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, audit.search)}</h1><small>{say!(l, audit.search_words)}</small></div>
                <div><a class="button quiet" href="/audit">{say!(l, form.back)}</a></div>
            </div>
            <form class="sheet pad stack" method="post" action="/audit/search">
                <Summary />
                <Select name="account" chosen=form.account options=people />
                <Input name="tag" value=form.tag class="code" hint=say!(l, audit.tag_hint) />
                <Select name="deed" chosen=form.deed options=deeds />
                <Day name="from" value=form.from />
                <Day name="until" value=form.until />
                <div class="actions still"><button class="button main">{say!(l, audit.search)}</button></div>
            </form>
            {results}
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, Asked::default(), Problems::none(), None).await
}

pub async fn search(member: Member, form: Posted<Asked>) -> PageResult {
    let asked = form.typed;
    let search = match asked.search.check() {
        Ok(search) => search,
        Err(problems) => return page(&member, asked, problems, None).await,
    };
    let number = crate::parts::pager::number(&asked.page);
    let found = member.site.vault.search_audit(member.actor(), &search, number * SHOWN, SHOWN).await?;
    let found = found.ok_or(Fault::NotFound)?;
    page(&member, asked, Problems::none(), Some((number, found))).await
}
