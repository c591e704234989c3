//! `/team`: who is in one's team, giving a member its keys, new keys when a holder left, and the panic lock.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::recovery_sheet::parts::{UsedLately, used_lately};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::Once;
use crate::visit::{Member, without_session};
use crate::words::{Locale, Spoken, say};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;
use domain::access::Action;
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use serde::Deserialize;
use vault::Actor;
use vault::account::Member as Colleague;

#[derive(Default, Deserialize)]
pub struct AdmitForm {
    #[serde(default)]
    account: String,
    /// The mark that stood beside the button: what was compared is what a key is given to.
    #[serde(default)]
    mark: String,
}

fn row(l: Locale, actor: &Actor, colleague: Colleague) -> AnyView {
    let base = format!("/accounts/{}", colleague.account);
    let other = !colleague.role.stands_apart() && colleague.account != actor.account() && !actor.awaits_admission();
    let (admit, ready) = if colleague.role.acts_only_when_admitted() {
        (say!(l, account.admit_to_role), say!(l, account.admitted_to_role))
    } else {
        (say!(l, account.admit), say!(l, account.ready))
    };
    let state = if colleague.waits {
        view! {
            <form method="post" action="/team">
                <input type="hidden" name="mark" value=colleague.mark.clone() />
                <button class="button main" name="account" value=colleague.account.to_string()>{admit}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <Chip tone=Tone::Live text=ready /> }.into_any()
    };
    let mark = colleague.waits.then(|| {
        view! { <br /><small>{say!(l, account.key_mark)}": "<span class="code printed">{colleague.mark}</span></small> }
    });
    // Links that say the same need a name that tells them apart.
    let link = |may: bool, to: String, words: &'static str| {
        let named = format!("{words} – {}", colleague.name);
        may.then(|| view! { <a href=to aria-label=named>{words}</a>" " })
    };
    let readmit =
        link(other && actor.may(Action::ReadmitMember), format!("{base}/readmission"), say!(l, account.readmit));
    let close = link(other && actor.may(Action::CloseAccount), format!("{base}/closing"), say!(l, account.close));
    view! {
        <li>
            <div>
                <span class="who">{colleague.name.clone()}</span><br /><small>{colleague.role.said(l)}</small>{mark}
                <div class="row-links">{readmit}{close}</div>
            </div>
            {state}
        </li>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let mut members = vault.members(member.actor()).await?;
    NameOrder::new().sort(&mut members, |member| &member.name);
    let nobody = vault.cases_with_nobody(member.actor()).await?.map_or(0, |cases| cases.len());
    let due = vault.rotation_is_due(member.actor()).await?;
    let form = vault.new_submission().to_string();
    let rotates = member.actor().may(Action::RotateTeamKeys) && !member.actor().awaits_admission();
    let sheets = vault.recovery_sheets(member.actor()).await?;
    let used = used_lately(sheets.as_deref().unwrap_or_default(), vault.now());
    let papers = member.actor().may(Action::KeepRecoverySheet);
    let locks = member.actor().may(Action::LockOrganisation);
    let systems = member.actor().may(Action::KeepSystems);
    let phones = vault.phones(member.actor()).await?;
    let rows: Vec<_> = members.into_iter().map(|colleague| row(l, member.actor(), colleague)).collect();
    Ok(Page::new(say!(l, nav.team)).show(&member, move || {
        let assign = (nobody > 0).then(|| {
            let words = say!(l, account.closed_cases, n = nobody).to_string();
            view! { <p class="note warm">{words}" "<a href="/assignments">{say!(l, case.assign)}</a></p> }
        });
        let keys = rotates.then(|| {
            let button = if due { "button main" } else { "button" };
            view! {
                <form class="sheet pad stack" method="post" action="/team/keys">
                    <h2>{say!(l, account.team_keys)}</h2>
                    {due.then(|| view! { <p class="note warm">{say!(l, account.rotate_due)}</p> })}
                    <p class="soft">{say!(l, account.rotate_words)}</p>
                    <Once form />
                    <div class="actions still"><button class=button>{say!(l, account.rotate)}</button></div>
                </form>
            }
        });
        let papers = papers.then(|| {
            view! {
                <section class="sheet pad stack">
                    <h2>{say!(l, recovery_sheet.title)}</h2>
                    <p class="soft">{say!(l, recovery_sheet.what)}</p>
                    <p><a class="button" href="/recovery-sheet">{say!(l, recovery_sheet.see)}</a></p>
                </section>
            }
        });
        let systems = systems.then(|| crate::pages::partner_system::link(l));
        let lock = locks.then(|| {
            view! {
                <form class="sheet pad stack" method="post" action="/team/lock">
                    <h2>{say!(l, account.lock)}</h2>
                    <p class="soft">{say!(l, account.lock_words)}</p>
                    <div class="actions still"><button class="button danger">{say!(l, account.lock_now)}</button></div>
                </form>
            }
        });
        view! {
            <h1>{say!(l, nav.team)}</h1>
            <UsedLately sheets=used />
            {assign}
            <div class="cols">
                <div>
                    <section class="sheet"><ul class="rows">{rows}</ul></section>
                    <p class="note">{say!(l, account.admit_words)}</p>
                    {phones.map(|phones| crate::pages::contact::phone::list(l, phones))}
                </div>
                <div>{lock}{keys}{systems}{papers}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, form: Posted<AdmitForm>) -> PageResult {
    let account = form.typed.account.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.admit(member.actor(), account, &form.typed.mark).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/team").into_response())
}

pub async fn rotate(member: Member, form: Posted<()>) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault);
    member.site.vault.rotate_team_keys(member.actor(), number).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, account.rotate)).show(&member, move || {
        view! {
            <h1>{say!(l, account.rotated)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, account.rotated_words)}</p>
                <p><a class="button main" href="/team">{say!(l, account.back_to_team)}</a></p>
            </section>
        }
        .into_any()
    }))
}

pub async fn lock(member: Member, jar: CookieJar) -> PageResult {
    member.site.vault.lock_organisation(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok((without_session(jar), Redirect::to("/login")).into_response())
}
