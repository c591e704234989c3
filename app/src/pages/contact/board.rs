//! `/contacts/board`: the contacts of the last weeks in pictures and tables, to look at and to print; and, to be seen here only,
//! what may be worth a talk.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::bars::{Bar, Bars};
use crate::visit::Member;
use crate::words::{Locale, say};
use chrono::NaiveDate;
use domain::contact::board::hint::{Found, Hint, hints};
use domain::contact::board::{Board, Counts, Entry, Loop, begins, is_counted};
use domain::date::display;
use domain::id::AccountId;
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use std::collections::BTreeMap;
use vault::contact::Logged;

/// What is counted, in the order of the columns.
fn columns(l: Locale, counts: &Counts) -> [(&'static str, usize); 9] {
    [
        (say!(l, contact_board.contacts), counts.contacts),
        (say!(l, contact_board.people), counts.people),
        (say!(l, contact_board.first), counts.new),
        (say!(l, contact_board.again), counts.again),
        (say!(l, contact_board.anonymous), counts.anonymous),
        (say!(l, contact_board.groups), counts.groups),
        (say!(l, contact_board.heads), counts.heads),
        (say!(l, contact_board.offered), counts.offered),
        (say!(l, contact_board.wanted), counts.wanted),
    ]
}

/// Lines by what they are called; the sum below them.
fn table(l: Locale, caption: &str, first: &'static str, lines: &[(String, Counts)], all: &Counts) -> AnyView {
    let heads: Vec<_> =
        columns(l, all).into_iter().map(|(words, _)| view! { <th scope="col" class="num">{words}</th> }).collect();
    let row = |name: String, counts: &Counts| {
        // On a phone, where each count has a line of its own, those of nothing are left out, but for the first.
        let cells = columns(l, counts).into_iter().enumerate().map(|(nth, (words, count))| {
            let class = if count == 0 && nth > 0 { "num blank" } else { "num" };
            view! { <td class=class data-label=words>{count.to_string()}</td> }
        });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    };
    let rows: Vec<_> = lines.iter().map(|(name, counts)| row(name.clone(), counts)).collect();
    let sum = row(say!(l, contact_board.all).to_owned(), all);
    let caption = say!(l, case_chart.table, what = caption.to_owned()).to_string();
    let named = caption.clone();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=named>
            <table class="table stacked">
                <caption>{caption}</caption>
                <thead><tr><th scope="col">{first}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>{sum}</tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn bar(words: &str, count: usize) -> Bar {
    Bar { words: words.to_owned(), count, late: false }
}

fn weeks(l: Locale, board: &Board) -> AnyView {
    let lines: Vec<_> = board
        .weeks
        .iter()
        .map(|(monday, counts)| (say!(l, contact_board.week_of, day = display(*monday)).to_string(), *counts))
        .collect();
    let says = say!(l, contact_board.weeks_say, n = board.all.contacts, people = board.all.people).to_string();
    let title = say!(l, contact_board.by_week).to_owned();
    let bars = lines.iter().map(|(week, counts)| bar(week, counts.contacts)).collect();
    let table = table(l, &title, say!(l, contact_board.week), &lines, &board.all);
    Bars { id: "weeks", title, says, bars }.figure(table)
}

fn volunteers(l: Locale, board: &Board, lines: &[(String, Counts)]) -> AnyView {
    let title = say!(l, contact_board.by_volunteer).to_owned();
    let bars = lines.iter().map(|(name, counts)| bar(name, counts.contacts)).collect();
    let says = lines
        .iter()
        .map(|(name, counts)| {
            say!(l, contact_board.volunteer_says, who = name.clone(), n = counts.contacts, days = counts.days)
                .to_string()
        })
        .collect::<Vec<_>>()
        .join(" ");
    let table = table(l, &title, say!(l, contact_board.volunteer), lines, &board.all);
    Bars { id: "volunteers", title, says, bars }.figure(table)
}

/// How far it goes from a contact to a service.
fn loops(l: Locale, counted: Loop) -> AnyView {
    let steps = [
        (say!(l, contact_board.offered), counted.offered),
        (say!(l, contact_board.wanted), counted.wanted),
        (say!(l, contact_board.issued), counted.issued),
        (say!(l, contact_board.served), counted.served),
        (say!(l, contact_board.completed), counted.completed),
    ];
    let title = say!(l, contact_board.referrals).to_owned();
    let bars = steps.iter().map(|(words, count)| bar(words, *count)).collect();
    let caption = say!(l, case_chart.table, what = title.clone()).to_string();
    let says = say!(l, contact_board.referrals_say).to_owned();
    let step = say!(l, contact_board.step).to_owned();
    Bars { id: "referrals", title, says, bars }.figure_of_counts(caption, step, say!(l, contact_board.count))
}

/// A question, about so many contacts.
fn question(l: Locale, (hint, count): &Found) -> String {
    match hint {
        Hint::SameMinute => say!(l, contact_board.ask_same_minute, n = *count).to_string(),
        Hint::SameCounts => say!(l, contact_board.ask_same_counts, n = *count).to_string(),
        Hint::LongAfter => say!(l, contact_board.ask_long_after, n = *count).to_string(),
        Hint::AtNight => say!(l, contact_board.ask_at_night, n = *count).to_string(),
    }
}

/// What may be talked about with each. Not printed.
fn to_talk(l: Locale, asked: &[(String, Vec<Found>)]) -> Option<AnyView> {
    let rows: Vec<_> = asked
        .iter()
        .filter(|(_, found)| !found.is_empty())
        .map(|(name, found)| {
            let questions: Vec<_> = found.iter().map(|one| view! { <br /><small>{question(l, one)}</small> }).collect();
            view! { <li><div><span class="who">{name.clone()}</span>{questions}</div></li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet unprinted">
                <header><h2>{say!(l, contact_board.to_talk)}</h2></header>
                <p class="pad soft">{say!(l, contact_board.to_talk_words)}</p>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// The contacts of the last weeks, by who logged them, with her name.
fn by_name(logged: &[Logged], today: NaiveDate) -> BTreeMap<AccountId, (String, Vec<Entry<'_>>)> {
    let mut by = BTreeMap::<_, (String, Vec<_>)>::new();
    for one in logged {
        let entry = Entry { by: one.by, at: one.logged_at, contact: &one.contact };
        if is_counted(entry.day(), today) {
            by.entry(one.by).or_insert_with(|| (one.logged_by.clone(), Vec::new())).1.push(entry);
        }
    }
    by
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let from = begins(today);
    let logged = vault.contacts_since(member.actor(), from).await?.ok_or(Fault::NotFound)?;
    let courses = vault.referral_courses(member.actor()).await?.map(|courses| courses.own).unwrap_or_default();
    Ok(Page::new(say!(l, contact_board.title)).show(&member, move || {
        let by = by_name(&logged, today);
        let board = Board::of(by.values().flat_map(|(_, hers)| hers.iter().copied()), today);
        let order = NameOrder::new();
        let mut lines: Vec<_> =
            board.by.iter().filter_map(|(account, counts)| Some((by.get(account)?.0.clone(), *counts))).collect();
        order.sort(&mut lines, |(name, _)| name.as_str());
        let mut asked: Vec<_> = by.values().map(|(name, hers)| (name.clone(), hints(hers))).collect();
        order.sort(&mut asked, |(name, _)| name.as_str());
        let body = if board.all.contacts == 0 {
            view! { <div class="sheet empty"><p>{say!(l, contact.none)}</p></div> }.into_any()
        } else {
            view! { {weeks(l, &board)}{loops(l, Loop::of(&board.all, &courses, today))}{volunteers(l, &board, &lines)}{to_talk(l, &asked)} }
                .into_any()
        };
        let words = say!(l, contact_board.words, from = display(from), to = display(today)).to_string();
        view! {
            <div class="head">
                <div><h1>{say!(l, contact_board.title)}</h1><small>{words}</small></div>
                <div>
                    <button class="button" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href="/contacts">{say!(l, form.back)}</a>
                </div>
            </div>
            {body}
            <p class="soft">{say!(l, contact_board.rule)}</p>
        }
        .into_any()
    }))
}
