//! `/cases/{id}/scales`: for each instrument the picture over time and, beside it, the table that says the same.

use super::outcome::chips;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::parts::pager::{PageNumber, pager};
use crate::parts::trend::Trend;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::{Path, Query};
use domain::access::Action;
use domain::date::display;
use domain::scale::{Instrument, over_time};
use leptos::prelude::*;
use vault::scale::Taken;
use vault::segment;

/// Scales on one page, and in its pictures.
const SHOWN: u32 = 200;

/// The picture of the whole form, or of the short one as long as nothing else was asked.
fn picture(l: Locale, taken: &[&Taken]) -> Option<AnyView> {
    let (version, shown) = over_time(taken.iter().map(|taken| &taken.scale))?;
    let (first, last) = (shown.first()?, shown.last()?);
    let sex = last.sex;
    let cut_off = version.cut_off(sex);
    let says = say!(
        l,
        scale.trend_words,
        n = shown.len(),
        from = display(first.taken_on),
        until = display(last.taken_on),
        first = first.total(),
        last = last.total(),
        most = version.most(),
        cut = cut_off
    );
    let trend = Trend {
        id: version.code(),
        title: say!(l, scale.trend, name = version.name()).to_string(),
        says: says.to_string(),
        points: shown.iter().map(|scale| (scale.taken_on, scale.total())).collect(),
        most: version.most(),
        bands: version.bands(sex).iter().map(|(from, band)| (*from, band.said(l))).collect(),
        cut_off,
    };
    let (title, says) = (trend.title.clone(), trend.says.clone());
    Some(view! { <figure class="sheet pad stack"><h3>{title}</h3>{trend.draw()}<figcaption class="soft">{says}</figcaption></figure> }.into_any())
}

fn table(l: Locale, base: &str, name: &'static str, taken: &[&Taken]) -> AnyView {
    let rows: Vec<_> = taken
        .iter()
        .map(|taken| {
            let scale = &taken.scale;
            let total = format!("{} · {} / {}", scale.version().name(), scale.total(), scale.version().most());
            view! {
                <tr>
                    <th scope="row"><a href=format!("{base}/{}", taken.id)>{display(scale.taken_on)}</a></th>
                    <td class="num" data-label=say!(l, scale.points)>{total}</td>
                    <td data-label=say!(l, scale.says)><div>{chips(l, scale)}</div></td>
                    <td data-label=say!(l, scale.recorded_by)>{taken.recorded_by.clone()}</td>
                </tr>
            }
        })
        .collect();
    let label = format!("{}: {name}", say!(l, scale.table));
    view! {
        <div class="sheet scroll" tabindex="0" role="region" aria-label=label>
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">{say!(l, scale.taken_on)}</th>
                        <th scope="col" class="num">{say!(l, scale.points)}</th>
                        <th scope="col">{say!(l, scale.says)}</th>
                        <th scope="col">{say!(l, scale.recorded_by)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>, Query(number): Query<PageNumber>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let number = number.number();
    let taken = vault.scales(&casework, number * SHOWN, SHOWN).await?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let may_record = member.actor().may(Action::RecordWork);
    Ok(Page::new(say!(l, scale.title)).show(&member, move || {
        let base = format!("/cases/{case}/scales");
        let ask = may_record.then(|| {
            let links: Vec<_> = Instrument::ALL
                .iter()
                .map(|scale| view! { <a class="button" href=format!("{base}/new?scale={}", scale.code())>{scale.said(l)}</a> })
                .collect();
            view! { <nav class="chips" aria-label=say!(l, scale.ask)>{links}</nav> }
        });
        let sections: Vec<_> = Instrument::ALL
            .iter()
            .filter_map(|instrument| {
                let of: Vec<_> = taken.iter().filter(|taken| taken.scale.instrument == *instrument).collect();
                let picture = picture(l, &of)?;
                let name = instrument.said(l);
                Some(view! { <section class="stack"><h2>{name}</h2><div class="cols">{table(l, &base, name, &of)}{picture}</div></section> })
            })
            .collect();
        let empty = taken.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, scale.none)}</p></div> });
        let more = taken.len() == SHOWN as usize;
        let pager = pager(l, (&base, say!(l, scale.title)), number, more, None);
        view! {
            <div class="head">
                <div><h1>{say!(l, scale.title)}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <p class="soft">{say!(l, scale.words)}</p>
            {ask}
            {empty}
            {sections}
            {pager}
        }
        .into_any()
    }))
}
