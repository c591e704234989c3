//! `/breaches/{id}`: the clock, what is known, and what is to be added.

use super::parts::{FindingFields, all_said, clock, labels, persons};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::Summary;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::breach::{BreachForm, Deadline, NOTIFY_WITHIN};
use domain::date::display_time;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::breach::Breach;

fn known(l: Locale, breach: &Breach) -> AnyView {
    let finding = &breach.finding;
    let sent =
        breach.sent_at.map(|at| view! { <div><dt>{say!(l, breach.sent_at)}</dt><dd>{display_time(at)}</dd></div> });
    view! {
        <dl class="facts">
            <div><dt>{say!(l, breach.moment)}</dt><dd>{display_time(breach.noticed_at)}</dd></div>
            <div><dt>{say!(l, breach.due)}</dt><dd>{display_time(breach.noticed_at + NOTIFY_WITHIN)}</dd></div>
            {sent}
            <div><dt>{say!(l, breach.nature)}</dt><dd>{all_said(l, &finding.kinds)}</dd></div>
            <div><dt>{say!(l, breach.categories)}</dt><dd>{all_said(l, &finding.categories)}</dd></div>
            <div><dt>{say!(l, breach.persons)}</dt><dd>{persons(l, finding.persons)}</dd></div>
            <div><dt>{say!(l, breach.consequences)}</dt><dd>{all_said(l, &finding.consequences)}</dd></div>
            <div><dt>{say!(l, breach.measures)}</dt><dd>{all_said(l, &finding.measures)}</dd></div>
        </dl>
    }
    .into_any()
}

async fn page(member: &Member, id: &str, typed: Option<BreachForm>, problems: Problems) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let breach = vault.breach(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    let cases = vault.cases_that_open(member.actor()).await?.ok_or(Fault::NotFound)?;
    let now = vault.now();
    let path = member.path.clone();
    Ok(Page::new(say!(l, breach.title)).form(&labels(l), problems).show(member, move || {
        let form = typed.unwrap_or_else(|| BreachForm::following(breach.number, &breach.finding));
        let known_at = say!(l, breach.known_at, n = breach.number, at = display_time(breach.known_at)).to_string();
        let not_sent = breach.sent_at.is_none().then(|| {
            view! {
                <form method="post" action=path.clone() class="stack">
                    <p class="soft">{say!(l, breach.send_words)}</p>
                    <button class="button" name="intent" value="sent">{say!(l, breach.mark_sent)}</button>
                </form>
            }
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, breach.title)}</h1>{clock(l, Deadline::of(breach.noticed_at, breach.sent_at, now))}</div>
                <div>
                    <a class="button main" href=format!("/breaches/{id}/draft")>{say!(l, breach.draft)}</a>
                    <a class="button quiet" href="/breaches">{say!(l, form.back)}</a>
                </div>
            </div>
            <div class="cols">
                <section class="sheet pad stack">
                    <header><h2>{say!(l, breach.known)}</h2><small>{known_at}</small></header>
                    {known(l, &breach)}
                    {not_sent}
                </section>
                <form class="sheet pad stack" method="post" action=path.clone()>
                    <h2>{say!(l, breach.follow)}</h2>
                    <Summary />
                    <input type="hidden" name="after" value=form.after.clone() />
                    <FindingFields form=form persons_hint=say!(l, breach.persons_hint, n = cases).to_string() />
                    <div class="actions"><button class="button main" name="intent" value="known">{say!(l, form.save)}</button></div>
                </form>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    page(&member, &id, None, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<BreachForm>) -> PageResult {
    let breach = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    if form.intent == "sent" {
        vault.send_breach_notice(member.actor(), breach).await?.ok_or(Fault::NotFound)?;
    } else {
        let finding = match form.typed.check_finding() {
            Ok(finding) => finding,
            Err(problems) => return page(&member, &id, Some(form.typed), problems).await,
        };
        let after = form.typed.after.parse().unwrap_or_default();
        vault.follow_breach(member.actor(), breach, after, &finding).await?.ok_or(Fault::NotFound)?;
    }
    Ok(Redirect::to(&format!("/breaches/{breach}")).into_response())
}
