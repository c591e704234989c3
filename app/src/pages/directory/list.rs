//! `/directory`: what there is, the nearest that fits first. What is looked for travels in a post.

use super::{chips, fit_of, search_fields};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::commune;
use crate::parts::form::{Input, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use domain::access::Action;
use domain::directory::Sought;
use domain::problem::{Problem, Problems};
use domain::vietnamese::{fold, matches};
use leptos::prelude::*;
use serde::Deserialize;
use vault::directory::Entry;

/// What is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SearchForm {
    /// Words of its name, service or place.
    pub q: String,
    /// Code of [`Sought`].
    pub sought: String,
    /// Code of a commune.
    pub commune: String,
}

impl SearchForm {
    /// What fits of these, the best first; everything for nothing. A code that is not offered is a problem at its field.
    pub fn find(
        &self,
        entries: Vec<Entry>,
        l: crate::words::Locale,
        today: chrono::NaiveDate,
    ) -> (Vec<Entry>, Problems) {
        let mut problems = Problems::none();
        let sought = match Sought::from_code(&self.sought) {
            Ok(sought) => Some(sought.services()),
            Err(Problem::Missing) => None,
            Err(problem) => problems.keep("sought", Err(problem)),
        };
        if !self.commune.is_empty() && domain::commune::find(&self.commune).is_none() {
            problems.add("commune", Problem::NotAChoice);
        }
        let words = fold(self.q.trim());
        let said = |entry: &Entry| {
            let of = &entry.listing;
            fold(&[entry.name.as_str(), of.service.said(l), of.address.as_str(), commune::name(&of.commune)].join(" "))
        };
        let mut found: Vec<_> = entries
            .into_iter()
            .filter(|entry| sought.as_ref().is_none_or(|services| services.contains(&entry.listing.service)))
            .filter(|entry| words.is_empty() || matches(&words, &said(entry)))
            .collect();
        found.sort_by_cached_key(|entry| fit_of(entry, &self.commune, today));
        (found, problems)
    }
}

async fn page(member: &Member, form: SearchForm) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let entries = vault.listings(member.actor()).await?.ok_or(Fault::NotFound)?;
    let (now, province) = (vault.now(), member.site.province.clone());
    let (found, problems) = form.find(entries, l, vault.today());
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
