//! `/referrals/charts`: how far referrals came, how long it took. One's own in full; those of other organisations only as
//! far as nobody can be found in them.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::bars::{Bar, Bars};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use domain::date::display;
use domain::referral_chart::{
    Course, Funnel, Milestone, STEPS, Shown, Took, days_by_service, funnels, not_completed, told_by_service, whole,
    whole_months, why_declined,
};
use leptos::prelude::*;

/// A table of funnels: words of each row, and its cells.
fn table(l: Locale, caption: String, kind: &'static str, rows: Vec<(String, [Shown; STEPS])>) -> AnyView {
    let heads: Vec<_> =
        Milestone::ALL.iter().map(|step| view! { <th scope="col" class="num">{step.said(l)}</th> }).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(words, cells)| {
            let cells: Vec<_> = cells
                .into_iter()
                .zip(Milestone::ALL)
                .map(|(cell, step)| {
                    let words =
                        cell.map_or_else(|| say!(l, referral_chart.hidden).to_owned(), |count| count.to_string());
                    view! { <td class="num" data-label=step.said(l)>{words}</td> }
                })
                .collect();
            view! { <tr><th scope="row">{words}</th>{cells}</tr> }
        })
        .collect();
    let label = caption.clone();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="table stacked">
                <caption>{caption}</caption>
                <thead><tr><th scope="col">{kind}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn in_full(funnel: &Funnel) -> [Shown; STEPS] {
    funnel.map(Some)
}

/// The funnel of all of them, drawn, with its table by service and by receiver.
fn funnel(l: Locale, own: &[Course]) -> AnyView {
    let whole = whole(own);
    let says: Vec<_> =
        Milestone::ALL.iter().zip(whole).map(|(step, count)| format!("{}: {count}", step.said(l))).collect();
    let bar = |(step, count): (&Milestone, usize)| Bar { words: step.said(l).to_owned(), count, late: false };
    let bars = Bars {
        id: "funnel",
        title: say!(l, referral_chart.funnel).to_owned(),
        says: says.join(". "),
        bars: Milestone::ALL.iter().zip(whole).map(bar).collect(),
    };
    let by_service = funnels(own, |course| course.service);
    let by_service = by_service.iter().map(|(service, funnel)| (service.said(l).to_owned(), in_full(funnel))).collect();
    let by_receiver = funnels(own, |course| course.receiver.clone());
    let by_receiver = by_receiver.iter().map(|(receiver, funnel)| (receiver.clone(), in_full(funnel))).collect();
    bars.figure(view! {
            {table(l, say!(l, referral_chart.by_service).to_owned(), say!(l, referral_chart.service), by_service)}
            {table(l, say!(l, referral_chart.by_receiver).to_owned(), say!(l, referral_chart.receiver), by_receiver)}
    })
}

/// The days it took, by service; without small groups for those of others.
fn days(l: Locale, id: &'static str, courses: &[Course], full: bool) -> AnyView {
    let rows = days_by_service(courses, full);
    if rows.is_empty() {
        return view! { <p class="soft">{say!(l, referral_chart.no_days)}</p> }.into_any();
    }
    let title = say!(l, referral_chart.days).to_owned();
    let says: Vec<_> = rows
        .iter()
        .map(|Took { service, days, .. }| {
            say!(l, referral_chart.days_says, service = service.said(l), n = *days).to_string()
        })
        .collect();
    let bar = |Took { service, days, .. }: &Took| Bar {
        words: service.said(l).to_owned(),
        count: usize::try_from(*days).unwrap_or_default(),
        late: false,
    };
    let bars = Bars { id, title: title.clone(), says: says.join(" "), bars: rows.iter().map(bar).collect() };
    let rows: Vec<_> = rows
        .iter()
        .map(|Took { service, days, count }| {
            // How many it was is a count of its own: only of one's own.
            let count = full.then(|| view! { <td class="num" data-label=say!(l, referral_chart.count)>{count.to_string()}</td> });
            view! { <tr><th scope="row">{service.said(l)}</th><td class="num" data-label=say!(l, referral_chart.days)>{days.to_string()}</td>{count}</tr> }
        })
        .collect();
    bars.figure(view! {
            <table class="table stacked">
                <caption>{title}</caption>
                <thead><tr>
                    <th scope="col">{say!(l, referral_chart.service)}</th>
                    <th scope="col" class="num">{say!(l, referral_chart.days)}</th>
                    {full.then(|| view! { <th scope="col" class="num">{say!(l, referral_chart.count)}</th> })}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
    })
}

/// A picture of how many there are of each kind, with its table.
fn spread(
    l: Locale,
    id: &'static str,
    title: &str,
    kind: &'static str,
    counted: Vec<(&'static str, usize)>,
) -> AnyView {
    let says: Vec<_> = counted.iter().map(|(words, count)| format!("{words}: {count}")).collect();
    let bar = |(words, count): (&'static str, usize)| Bar { words: words.to_owned(), count, late: false };
    let bars =
        Bars { id, title: title.to_owned(), says: says.join(". "), bars: counted.into_iter().map(bar).collect() };
    bars.figure_of_counts(bars.title.clone(), kind.to_owned(), say!(l, referral_chart.count))
}

/// Where those that were not completed stand, and why receivers declined.
fn ends(l: Locale, own: &[Course]) -> AnyView {
    let ended = not_completed(own).into_iter().map(|(state, count)| (state.said(l), count)).collect();
    let why = why_declined(own).map(|why| {
        let why = why.into_iter().map(|(reason, count)| (reason.said(l), count)).collect();
        spread(l, "declined", say!(l, referral_chart.declined), say!(l, referral_chart.reason), why)
    });
    view! { {spread(l, "ends", say!(l, referral_chart.not_completed), say!(l, referral_chart.state), ended)}{why} }
        .into_any()
}

/// What other organisations sent, as far as it may be told.
fn of_others(l: Locale, others: &[Course]) -> AnyView {
    let by_service = told_by_service(others);
    if by_service.is_empty() {
        return view! { <div class="sheet empty"><p>{say!(l, referral_chart.none_of_others)}</p></div> }.into_any();
    }
    let by_service = by_service.into_iter().map(|(service, cells)| (service.said(l).to_owned(), cells)).collect();
    view! {
        <section class="sheet pad stack">{table(l, say!(l, referral_chart.by_service).to_owned(), say!(l, referral_chart.service), by_service)}</section>
        {days(l, "days-others", others, false)}
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let courses = vault.referral_courses(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, referral_chart.title)).show(&member, move || {
        let own = if courses.own.is_empty() {
            view! { <div class="sheet empty"><p>{say!(l, referral_chart.none)}</p></div> }.into_any()
        } else {
            view! { {funnel(l, &courses.own)}{days(l, "days", &courses.own, true)}{ends(l, &courses.own)} }.into_any()
        };
        let months = whole_months(today);
        let last = months.end.pred_opt().unwrap_or(months.end);
        let words = say!(l, referral_chart.others_words, from = display(months.start), to = display(last)).to_string();
        view! {
            <div class="head">
                <div><h1>{say!(l, referral_chart.title)}</h1><small>{say!(l, referral_chart.words, day = display(today)).to_string()}</small></div>
                <div>
                    <button class="button" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href="/referrals">{say!(l, form.back)}</a>
                </div>
            </div>
            {own}
            <h2>{say!(l, referral_chart.others)}</h2>
            <p class="soft">{words}</p>
            {of_others(l, &courses.others)}
        }
        .into_any()
    }))
}
