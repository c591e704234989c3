//! `/services`: what there is, for anybody, without a name or a word of who asks. Nothing is kept of a look.

use super::list::find;
use super::{capacity_words, facts, freshness_words, hours_table, open_words, search_fields};
use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::Summary;
use crate::parts::{Chip, commune};
use crate::visit::Visit;
use crate::words::{Spoken, say};
use domain::directory::SearchForm;
use leptos::prelude::*;

/// Listings on the page; more than that is searched for.
const SHOWN: usize = 40;

async fn page(visit: &Visit, form: SearchForm) -> PageResult {
    let l = visit.l;
    let vault = &visit.site.vault;
    let entries = vault.public_listings().await?;
    let (now, today, province) = (vault.now(), vault.today(), visit.site.province.clone());
    let (found, problems) = find(&form, entries, l, today);
    let labels = [("sought", say!(l, directory.sought)), ("commune", say!(l, directory.near))];
    Ok(Page::own(l).form(&labels, problems).show(visit, move || {
        let more = found.len() > SHOWN;
        // Where one can call first, without going anywhere.
        let lines: Vec<_> = found
            .iter()
            .filter_map(|entry| {
                let phone = entry.listing.line()?;
                let (tone, text) = open_words(l, &entry.listing.hours, now);
                let to = format!("tel:{}", phone.as_str());
                Some(view! { <li><div><a class="who" href=to>{phone.display()}</a><br /><small>{entry.name.clone()}</small></div><Chip tone text /></li> })
            })
            .take(3)
            .collect();
        let lines = (!lines.is_empty()).then(|| view! {
            <section class="sheet"><header><h2>{say!(l, directory.call)}</h2></header><ul class="rows">{lines}</ul></section>
        });
        let all: Vec<_> = found
            .iter()
            .take(SHOWN)
            .map(|entry| {
                let (tone, text) = open_words(l, &entry.listing.hours, now);
                let waits = capacity_words(l, entry).map(|(tone, text)| view! { " "<Chip tone text /> });
                let (fresh, checked) = freshness_words(l, entry, today);
                view! {
                    <details class="sheet pad">
                        <summary>
                            <strong>{entry.listing.service.said(l)}</strong>" · "{entry.name.clone()}" · "{commune::name(&entry.listing.commune)}
                            <br /><Chip tone text />{waits}" "<Chip tone=fresh text=checked />
                        </summary>
                        {facts(l, entry)}
                        {hours_table(l, &entry.listing.hours)}
                    </details>
                }
            })
            .collect();
        let empty = all.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, directory.none_public)}</p></div> });
        view! {
            <h1>{say!(l, directory.public_title)}</h1>
            <form class="sheet pad stack" method="post" action="/services" autocomplete="off">
                <Summary words=say!(l, directory.look_again) />
                {search_fields(l, form.sought, form.commune, &province)}
                <div class="actions still"><button class="button main">{say!(l, directory.find)}</button></div>
            </form>
            {lines}
            <section class="stack"><h2>{say!(l, directory.found, n = found.len()).to_string()}</h2>{empty}{all}</section>
            {more.then(|| view! { <p class="soft">{say!(l, directory.narrow_down)}</p> })}
        }
        .into_any()
    }))
}

pub async fn show(visit: Visit) -> PageResult {
    page(&visit, SearchForm::default()).await
}

pub async fn search(visit: Visit, form: Posted<SearchForm>) -> PageResult {
    page(&visit, SearchForm { q: String::new(), ..form.typed }).await
}
