//! `/directory`: what there is, the nearest that fits first. What is looked for travels in a post.

use super::{chips, fit_of, search_fields};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::commune;
use crate::parts::form::{Input, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::access::Action;
use domain::directory::SearchForm;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::directory::Entry;

/// What fits of these, the best first.
pub fn find(form: &SearchForm, entries: Vec<Entry>, l: Locale, today: NaiveDate) -> (Vec<Entry>, Problems) {
    let (search, problems) = form.read();
    let said = |entry: &Entry| {
        let of = &entry.listing;
        [entry.name.as_str(), of.service.said(l), of.address.as_str(), commune::name(&of.commune)].join(" ")
    };
    let found = entries.into_iter().filter(|entry| search.finds(entry.listing.service, || said(entry)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_cached_key(|entry| fit_of(entry, &form.commune, today));
    (found, problems)
}

async fn page(member: &Member, form: SearchForm) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let entries = vault.listings(member.actor()).await?.ok_or(Fault::NotFound)?;
    let (now, province) = (vault.now(), member.site.province.clone());
    let (found, problems) = find(&form, entries, l, vault.today());
    let keeps = member.actor().may(Action::KeepDirectory);
    let looks_up = member.actor().may(Action::LookUpLegalAid);
    let labels =
        [("q", say!(l, directory.search)), ("sought", say!(l, directory.sought)), ("commune", say!(l, directory.near))];
    Ok(Page::new(say!(l, directory.title)).form(&labels, problems).show(member, move || {
        let rows: Vec<_> = found
            .iter()
            .map(|entry| {
                let small = format!("{} · {}", entry.name, commune::name(&entry.listing.commune));
                view! {
                    <li>
                        <div>
                            <a class="row-link who" href=format!("/directory/{}", entry.id)>{entry.listing.service.said(l)}</a>
                            <br /><small>{small}</small>
                            {chips(l, entry, now)}
                        </div>
                    </li>
                }
            })
            .collect();
        let list = rows_or(rows, say!(l, directory.none));
        view! {
            <div class="head">
                <h1>{say!(l, directory.title)}</h1>
                <div>
                    {keeps.then(|| view! { <a class="button" href="/directory/new">{say!(l, directory.add)}</a> })}
                    {looks_up.then(|| view! { <a class="button quiet" href="/eligibility">{say!(l, legal.eligibility)}</a> })}
                    <a class="button quiet" href="/services">{say!(l, directory.public)}</a>
                </div>
            </div>
            <div class="cols flip">
                <div>
                    <form class="sheet pad stack" method="post" action="/directory" autocomplete="off">
                        <Summary words=say!(l, directory.look_again) />
                        <Input name="q" value=form.q />
                        {search_fields(l, form.sought, form.commune, &province)}
                        <div class="actions still"><button class="button main">{say!(l, directory.find)}</button></div>
                    </form>
                </div>
                <div><section class="sheet">{list}</section></div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, SearchForm::default()).await
}

pub async fn search(member: Member, form: Posted<SearchForm>) -> PageResult {
    page(&member, form.typed).await
}
