//! `/referrals/{id}`: where it stands, what was told, what came of it and what is next; what the sender makes of it, and what
//! she hears meanwhile.

use super::history::{history, reports};
use super::preview::PacketFacts;
use super::{day_words, due_words, outcome, state_chip};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::consent::parts::last_day;
use crate::pages::{accompaniment, progress};
use crate::parts::form::{Choices, Day, Layout, Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Action;
use domain::date::{display_time, local_date};
use domain::id::ReferralId;
use domain::problem::Problems;
use domain::referral::{Following, FollowingForm, Heard, HeardForm, Mover, NeedMet, NotCompleted, ReferralState};
use leptos::prelude::*;

/// What was typed into one of the two forms of the page.
#[derive(Default)]
struct Typed {
    following: FollowingForm,
    heard: HeardForm,
    problems: Problems,
    of_heard: bool,
}

fn labels(l: Locale) -> [(&'static str, &'static str); 6] {
    [
        ("following", say!(l, referral.following)),
        ("booked_on", say!(l, referral.booked_on)),
        ("met", say!(l, referral.met)),
        ("why", say!(l, referral.why)),
        ("heard", say!(l, referral.heard)),
        ("heard_on", say!(l, referral.heard_on)),
    ]
}

/// The moves that the sender may make of it.
fn follow_form(l: Locale, path: &str, state: ReferralState, form: FollowingForm, wrong: bool) -> Option<AnyView> {
    let options: Vec<_> = Following::ALL
        .iter()
        .filter(|following| following.fits(state))
        .map(|following| (following.posted().to_owned(), following.said(l).to_owned(), String::new()))
        .collect();
    (!options.is_empty()).then(|| {
        view! {
            <form class="sheet pad stack" method="post" action=path.to_owned() autocomplete="off">
                {wrong.then(|| view! { <Summary /> })}
                <Options name="following" chosen=vec![form.following] options layout=Layout::Across />
                <div class="when on-booked"><Day name="booked_on" value=form.booked_on /></div>
                <div class="when on-completed"><Choices<NeedMet> name="met" chosen=vec![form.met] layout=Layout::Across hint=say!(l, referral.met_hint) /></div>
                <div class="when on-ended"><Choices<NotCompleted> name="why" chosen=vec![form.why] layout=Layout::Across /></div>
                <div class="actions still"><button class="button main">{say!(l, referral.follow)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// What may be heard while it is in this state.
fn heard_form(
    l: Locale,
    path: &str,
    state: ReferralState,
    form: HeardForm,
    number: String,
    wrong: bool,
) -> Option<AnyView> {
    let options: Vec<_> = Heard::ALL
        .iter()
        .filter(|heard| heard.fits(state))
        .map(|heard| (heard.posted().to_owned(), heard.said(l).to_owned(), String::new()))
        .collect();
    (!options.is_empty()).then(|| {
        view! {
            <form class="sheet pad stack" method="post" action=format!("{path}/reports") autocomplete="off">
                {wrong.then(|| view! { <Summary /> })}
                <Once form=number />
                <Options name="heard" chosen=vec![form.heard] options layout=Layout::Across hint=say!(l, referral.heard_hint) />
                <Day name="heard_on" value=form.heard_on hint=say!(l, referral.today_if_empty) />
                <div class="actions still"><button class="button">{say!(l, referral.keep_heard)}</button></div>
            </form>
        }
        .into_any()
    })
}

async fn page(member: &Member, id: ReferralId, typed: Typed) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let followed = vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    let progress = progress::section(member, id).await?;
    let may_refer = member.actor().may(Action::Refer) && followed.case.is_some();
    let told = if may_refer { vault.accompaniments(member.actor()).await? } else { Vec::new() };
    let (today, number) = (vault.today(), vault.new_submission().to_string());
    let Typed { following, heard, problems, of_heard } = typed;
    let rejected = !problems.is_empty();
    Ok(Page::new(say!(l, referral.title)).form(&labels(l), problems).show(member, move || {
        let day = followed.day().map(|day| view! { <p>{day_words(l, day)}</p> });
        let waiting = accompaniment::waiting::of_one(l, &told, &followed);
        let standing = followed.standing;
        let base = format!("/referrals/{id}");
        let sees = say!(l, referral.sees, organisation = followed.other.clone()).to_string();
        let came = followed.outcome.as_ref().map(|said| view! { <section class="sheet pad stack"><h2>{say!(l, referral.came_of_it)}</h2>{outcome(l, said)}</section> });
        let due = followed.due.map(|due| {
            let whose = if due.whose == Mover::Sender { say!(l, referral.whose_own) } else { say!(l, referral.whose_theirs) };
            view! { <dt>{say!(l, referral.next_duty)}</dt><dd>{due_words(l, due, today)}" ("{whose}")"</dd> }
        });
        let slip = followed.slip.as_ref().map(|slip| {
            let words = if slip.dead { say!(l, referral.slip_dead) } else { say!(l, referral.slip_given) };
            view! { <p class=if slip.dead { "note warm" } else { "note" }>{words}</p> }
        });
        let gives_slip = may_refer && !standing.state.is_last_word();
        let follow = may_refer.then(|| follow_form(l, &base, standing.state, following, rejected && !of_heard)).flatten();
        let hear = may_refer.then(|| heard_form(l, &base, standing.state, heard, number, rejected && of_heard)).flatten();
        let expected_by = last_day(standing.expected_by);
        view! {
            <div class="cols">
                <div>
                <section class="case-head sheet pad">
                    <div class="head">
                        <div><h1>{say!(l, referral.title)}" → "{followed.other.clone()}</h1><small class="code">{followed.packet.code.as_str().to_owned()}</small></div>
                        <div>
                            {may_refer.then(|| view! { <a class="button" href=format!("{base}/slip")>{say!(l, referral.slip)}</a> })}
                            {gives_slip.then(|| view! { <a class="button" href=format!("{base}/code")>{say!(l, referral.slip_code)}</a> })}
                        </div>
                    </div>
                    <p>{state_chip(l, standing.state)}</p>
                    {day}
                    {slip}
                    <dl class="facts">
                        <dt>{say!(l, referral.issued_at)}</dt><dd>{display_time(standing.issued_at)}</dd>
                        <dt>{say!(l, referral.expected_by)}</dt><dd>{expected_by}</dd>
                        {due}
                    </dl>
                    {followed.case.map(|case| view! { <p><a href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></p> })}
                </section>
                {waiting}
                {came}
                {follow}
                {hear}
                {progress}
                </div>
                <div>
                    <section class="preview"><h2>{sees}</h2><PacketFacts packet=followed.packet /></section>
                    {history(l, &followed.history)}
                    {reports(l, &followed.reports)}
                </div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    page(&member, id, Typed::default()).await
}

pub async fn follow(member: Member, Path(id): Path<String>, form: Posted<FollowingForm>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    match form.typed.check(vault.today()) {
        Ok(followed) => {
            vault.follow_referral(member.actor(), id, &followed).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&format!("/referrals/{id}")).into_response())
        }
        Err(problems) => page(&member, id, Typed { following: form.typed, problems, ..Typed::default() }).await,
    }
}

pub async fn report(member: Member, Path(id): Path<String>, form: Posted<HeardForm>) -> PageResult {
    let id: ReferralId = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let followed = vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    match form.typed.check(local_date(followed.standing.issued_at), vault.today()) {
        Ok(report) => {
            let number = form.number(vault);
            vault.report_referral(member.actor(), id, &report, number).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&format!("/referrals/{id}")).into_response())
        }
        Err(problems) => {
            let typed = Typed { heard: form.typed, problems, of_heard: true, ..Typed::default() };
            page(&member, id, typed).await
        }
    }
}
