//! `/supervision`: the load of each colleague by weight, overdue by age, and the ways to give some of it to others.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::colleagues::colleagues;
use crate::parts::bars::{Bar, Bars};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use domain::audit::Reason;
use domain::cover::Standing;
use domain::date::display;
use domain::id::AccountId;
use domain::supervision::{Age, Board, Carried, Signs};
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use vault::case::{Found, Listed};

/// One line of the table.
struct Line {
    account: Option<AccountId>,
    name: String,
    carried: Carried,
}

fn row(l: Locale, line: &Line) -> AnyView {
    let ages: Vec<_> = Age::ALL
        .iter()
        .map(|age| view! { <td class="num" data-label=age.said(l)>{line.carried.overdue(*age).to_string()}</td> })
        .collect();
    let ways = match line.account {
        Some(account) => {
            let named = |words: &str| format!("{words}: {}", line.name);
            view! {
                <a href=format!("/assignments/{account}") aria-label=named(say!(l, reassignment.title))>{say!(l, reassignment.title)}</a>" · "
                <a href=format!("/covers/new/{account}") aria-label=named(say!(l, cover.give))>{say!(l, cover.give)}</a>
            }
            .into_any()
        }
        None => view! { <a href="/assignments">{say!(l, case.assign)}</a> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{line.name.clone()}</th>
            <td class="num" data-label=say!(l, supervision.cases)>{line.carried.cases.to_string()}</td>
            <td class="num" data-label=say!(l, supervision.weight)>{line.carried.weight.to_string()}</td>
            {ages}
            <td data-label=say!(l, supervision.ways)><div>{ways}</div></td>
        </tr>
    }
    .into_any()
}

fn table(l: Locale, lines: &[Line]) -> AnyView {
    let rows: Vec<_> = lines.iter().map(|line| row(l, line)).collect();
    let ages: Vec<_> = Age::ALL.iter().map(|age| view! { <th scope="col" class="num">{age.said(l)}</th> }).collect();
    view! {
        <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, supervision.table)>
            <table class="table stacked">
                <caption>{say!(l, supervision.table)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(l, supervision.colleague)}</th>
                        <th scope="col" class="num">{say!(l, supervision.cases)}</th>
                        <th scope="col" class="num">{say!(l, supervision.weight)}</th>
                        {ages}
                        <th scope="col">{say!(l, supervision.ways)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let order = NameOrder::new();
    let carriers = vault.who_carries(member.actor()).await?.ok_or(Fault::NotFound)?;
    let colleagues = colleagues(&member).await?;
    let everything_open = |all: Vec<Listed>| {
        let rows: Vec<_> =
            all.into_iter().filter(|row| row.closed_at.is_none() && row.carried_on_in.is_none()).collect();
        Found { total: rows.len(), rows }
    };
    let found = vault.list_cases(member.actor(), Reason::Supervision, everything_open).await?.ok_or(Fault::NotFound)?;
    let covers = vault.covers(member.actor()).await?.unwrap_or_default();
    let covers = |standing| covers.iter().filter(|kept| kept.standing == standing).count();
    let (running, to_come) = (covers(Standing::Runs), covers(Standing::ToCome));
    let signs = found.rows.iter().map(|row| {
        let signs = Signs { next: row.label.next, risk: row.label.risk };
        (carriers.get(&row.case).copied(), signs)
    });
    let board = Board::of(colleagues.iter().map(|colleague| colleague.account), signs, today);
    Ok(Page::new(say!(l, supervision.title)).show(&member, move || {
        let name = |account: AccountId| {
            let known = colleagues.iter().find(|colleague| colleague.account == account);
            known.map_or(say!(l, supervision.elsewhere).to_owned(), |colleague| colleague.name.clone())
        };
        let mut lines: Vec<Line> = board
            .by
            .iter()
            .map(|(account, carried)| Line { account: Some(*account), name: name(*account), carried: *carried })
            .collect();
        lines.sort_by(|a, b| b.carried.weight.cmp(&a.carried.weight).then_with(|| order.compare(&a.name, &b.name)));
        let bars = Bars {
            id: "load",
            title: say!(l, supervision.chart).to_owned(),
            says: say!(l, supervision.chart_words, n = lines.len(), most = board.heaviest()).to_string(),
            bars: lines
                .iter()
                .map(|line| Bar { words: line.name.clone(), count: line.carried.weight as usize, late: false })
                .collect(),
        };
        let waiting = board.nobody.cases;
        if waiting > 0 {
            lines.push(Line { account: None, name: say!(l, supervision.nobody).to_owned(), carried: board.nobody });
        }
        let late: u32 = lines.iter().map(|line| line.carried.all_overdue()).sum();
        let as_of = say!(l, supervision.as_of, day = display(today)).to_string();
        view! {
            <div class="head">
                <div><h1>{say!(l, supervision.title)}</h1><small>{as_of}</small></div>
                <div>
                    <a class="button" href="/covers">{say!(l, cover.title)}</a>
                    <a class="button" href="/transfers">{say!(l, transfer.short)}</a>
                    <a class="button" href="/note-reviews">{say!(l, note_review.title)}</a>
                    <a class="button" href="/assignments">{say!(l, case.assign)}</a>
                </div>
            </div>
            <section class="sheet pad">
                <dl class="facts">
                    <dt>{say!(l, supervision.waiting)}</dt><dd>{waiting.to_string()}</dd>
                    <dt>{say!(l, supervision.late)}</dt><dd>{late.to_string()}</dd>
                    <dt>{say!(l, supervision.covers)}</dt><dd>{say!(l, supervision.covers_count, now = running, soon = to_come).to_string()}</dd>
                </dl>
            </section>
            {bars.figure(())}
            {table(l, &lines)}
            <p class="soft">{say!(l, supervision.rule)}</p>
        }
        .into_any()
    }))
}
