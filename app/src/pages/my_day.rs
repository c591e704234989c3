//! `/my-day`: what needs doing, the most pressing first.

use crate::fault::PageResult;
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::pages::case::my_day::handed_over;
use crate::pages::consent::news::news;
use crate::pages::consent::parts::words;
use crate::pages::emergency::parts::{open_now, to_review};
use crate::pages::note_review::my_day::reviews;
use crate::pages::referral::my_day::duties;
use crate::pages::referral::{about, day_words, state_chip};
use crate::pages::risk::my_day::due;
use crate::pages::{accompaniment, agenda, care_plan, coded_plan, incident, transfer};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::icon::{Icon, Picture};
use crate::parts::section_to;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say, weekday};
use chrono::{NaiveDate, NaiveTime};
use domain::access::Action;
use domain::case::Label;
use domain::consent::{RENEW_WITHIN, days_left};
use domain::date::{at_local, days_since, display};
use domain::id::CaseId;
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use vault::case::Found;
use vault::consent::Entry;
use vault::referral::Followed;

/// What stands over the day: its weekday and its date.
fn heading(l: Locale, today: NaiveDate) -> String {
    format!("{}, {} {}", say!(l, nav.my_day), weekday(l, today), today.format("%d/%m"))
}

/// A case by its name, for who opens it.
pub fn who(case: CaseId, label: &Label) -> AnyView {
    let code = label.code.as_str().to_owned();
    view! {
        <a class="row-link who" href=format!("/cases/{case}")>{label.alias.as_str().to_owned()}</a>" "<span class="code">{code}</span>
    }
    .into_any()
}

/// The same, leading to what is to be looked at; `named` says so to who hears the page.
pub fn leading(path: String, named: String, label: &Label) -> AnyView {
    let code = label.code.as_str().to_owned();
    view! {
        <a class="row-link who" href=path aria-label=named>{label.alias.as_str().to_owned()}</a>" "<span class="code">{code}</span>
    }
    .into_any()
}

fn referral(
    l: Locale,
    followed: &Followed,
    labels: &HashMap<CaseId, Label>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let name = about(followed, labels);
    let state = followed.standing.state;
    let days = days_since(followed.standing.moved_at, today);
    let since = if days == 0 {
        say!(l, my_day.since_today).to_owned()
    } else {
        say!(l, my_day.since_days, n = days).to_string()
    };
    let told = followed.told().and_then(|one| accompaniment::reported(l, one));
    let day = followed.day().map(|day| day_words(l, day));
    let small = [Some(followed.packet.service.said(l).to_owned()), Some(since), day, told];
    let small = small.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <div><a class="row-link who" href=format!("/referrals/{}", followed.standing.id)>{name}" → "{followed.other.clone()}</a><br /><small>{small}</small></div>
            {state_chip(l, state)}
        </li>
    }
}

fn ending(l: Locale, consents: &[(CaseId, Entry)], labels: &HashMap<CaseId, Label>, today: NaiveDate) -> AnyView {
    let rows: Vec<_> = consents
        .iter()
        .filter_map(|(case, entry)| labels.get(case).map(|label| (case, entry, label)))
        .map(|(case, entry, label)| {
            let left = say!(l, my_day.days_left, n = days_left(entry.until, today)).to_string();
            let renewal = format!("/cases/{case}/consents/{}/renewal", entry.id);
            let what = words(l, entry);
            let ask = say!(l, consent.renew_of, what = what.clone()).to_string();
            view! {
                <li>
                    <div>{who(*case, label)}<br /><small>{what}</small></div>
                    <div><Chip tone=Tone::Soon text=left />" "<a href=renewal aria-label=ask>{say!(l, consent.renew)}</a></div>
                </li>
            }
        })
        .collect();
    section_to(say!(l, my_day.ending), "/cases", say!(l, my_day.all_cases), rows, say!(l, my_day.nothing_ending))
}

/// A volunteer's day: one big button and her own count.
async fn volunteer(member: &Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let tally = vault.own_tally(member.actor(), at_local(today, NaiveTime::MIN)).await?;
    let pledged = member.actor().has_pledged();
    let title = heading(l, today);
    Ok(Page::phone(say!(l, nav.my_day)).show(member, move || {
        let last = tally.last_at.map(|at| view! { <p class="soft">{say!(l, contact.last_at, at = domain::date::display_time(at)).to_string()}</p> });
        let way = if pledged {
            view! { <a class="button main wide" href="/contacts/new" data-key="n"><Icon picture=Picture::Add />{say!(l, nav.log_contact)}</a> }.into_any()
        } else {
            view! { <p class="note warm">{say!(l, volunteer.not_signed_words)}</p> }.into_any()
        };
        view! {
            <h1>{title}</h1>
            {way}
            <section class="sheet pad stack">
                <p><strong>{say!(l, contact.today_count, n = tally.since).to_string()}</strong></p>
                {last}
                <p class="soft">{say!(l, contact.sealed_words)}</p>
            </section>
            {crate::pages::micro_plan::my_day::way(l)}
            <p><a href="/field/phone">{say!(l, contact.phone_link)}</a></p>
            <p><a href="/withdrawal">{say!(l, my_day.take_back_here)}</a></p>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    let carries = member.actor().may(Action::SeeCaseload);
    if !carries && member.actor().may(Action::LeadClub) {
        return crate::pages::club::my_day::show(&member).await;
    }
    if !carries {
        return volunteer(&member).await;
    }
    let l = member.l;
    let vault = &member.site.vault;
    let (now, today) = (vault.now(), vault.today());
    let referrals = vault.referrals(member.actor()).await?.unwrap_or_default();
    let open: Vec<_> = referrals.into_iter().filter(|followed| followed.standing.state.is_open()).collect();
    let consents = vault.ending_consents(member.actor(), now + RENEW_WITHIN, reason(&member)).await?;
    let taken_back = vault.withdrawals_to_know(member.actor(), reason(&member)).await?;
    let (plans, incidents) = (care_plan::my_day::plans(&member).await?, incident::my_day::lately(&member).await?);
    let mentioned: HashSet<_> = open
        .iter()
        .filter_map(|followed| followed.case)
        .chain(consents.iter().map(|(case, _)| *case))
        .chain(taken_back.iter().filter_map(|one| one.case))
        .chain(plans.cases())
        .chain(incidents.iter().map(|one| one.case))
        .collect();
    // Only the cases that this page names are opened for it, and audited.
    let choose = |all: Vec<vault::case::Listed>| {
        let wanted = |row: &vault::case::Listed| {
            mentioned.contains(&row.case) || (row.closed_at.is_none() && row.label.due(today).is_some())
        };
        let rows: Vec<_> = all.into_iter().filter(wanted).collect();
        Found { total: rows.len(), rows }
    };
    let found = vault.list_cases(member.actor(), reason(&member), choose).await?;
    // A closed case can still be named by something else; nothing is due in it.
    let (ended, going_on): (Vec<_>, Vec<_>) =
        found.map(|found| found.rows).unwrap_or_default().into_iter().partition(|row| row.closed_at.is_some());
    let [ended, cases] =
        [ended, going_on].map(|rows| rows.into_iter().map(|row| (row.case, row.label)).collect::<Vec<_>>());
    let [may_open, may_record, may_refer] =
        [Action::OpenCase, Action::RecordWork, Action::Refer].map(|action| member.actor().may(action));
    let glass = vault.own_emergencies(member.actor()).await?.unwrap_or_default();
    let alerts = vault.emergencies(member.actor()).await?.unwrap_or_default();
    let handed_over = handed_over(&member).await?;
    let reviews = reviews(&member).await?;
    let offers = transfer::my_day::offers(&member).await?;
    let told = if may_refer { vault.accompaniments(member.actor()).await? } else { Vec::new() };
    let stock = crate::pages::commodity::my_day::to_see_to(&member).await?;
    let outside = coded_plan::my_day::requests(&member).await?;
    agenda::draw(&member).await?;
    let title = heading(l, today);
    Ok(Page::new(say!(l, nav.my_day)).show(&member, move || {
        let due = due(l, today, &cases, may_record);
        let labels: HashMap<_, _> = cases.into_iter().chain(ended).collect();
        let (waiting, answered): (Vec<_>, Vec<_>) = open.iter().partition(|followed| followed.standing.state.is_expected());
        let rows = |list: Vec<&Followed>| list.into_iter().map(|followed| referral(l, followed, &labels, today)).collect::<Vec<_>>();
        let tasks = say!(l, my_day.tasks, day = display(today)).to_string();
        view! {
            <div class="head">
                <div><h1>{title}</h1><small>{tasks}</small></div>
                <div>
                    <a class="button" href="/cases#q" data-key="/">{say!(l, case.search)}" "<kbd>"/"</kbd></a>
                    {may_open.then(|| view! { <a class="button main" href="/cases/new" data-key="n">{say!(l, case.open_new)}</a> })}
                </div>
            </div>
            {open_now(l, &glass)}
            {to_review(l, &alerts, today)}
            {duties(l, today, &open, &labels, may_refer)}
            {accompaniment::waiting::of_all(l, &told, &open, &labels)}
            {offers}
            {outside}
            {plans.sections(l, &labels, today)}
            {incident::my_day::section(l, &incidents, &labels)}
            <div class="cols">
                <div>
                    {news(l, taken_back, &labels)}
                    {handed_over}
                    {due}
                    {section_to(say!(l, my_day.answered), "/referrals", say!(l, my_day.all_referrals), rows(answered), say!(l, my_day.nothing_answered))}
                    {reviews}
                    {stock}
                </div>
                <div>
                    {section_to(say!(l, my_day.waiting), "/referrals", say!(l, my_day.all_referrals), rows(waiting), say!(l, my_day.nothing_waiting))}
                    {ending(l, &consents, &labels, today)}
                </div>
            </div>
            {agenda::my_day(l)}
            <p><a href="/withdrawal">{say!(l, my_day.take_back_here)}</a></p>
        }
        .into_any()
    }))
}
