//! `/contacts/new`: one contact in at most six taps.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Count, Input, Layout, Once, Options, Select, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{NaiveTime, TimeDelta};
use domain::consent::ConsentAnswer;
use domain::contact::{AgeBand, ContactForm, GIVEN_MAX, PlaceType, Sex, Topic, Whom};
use domain::problem::Problems;
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use serde::Deserialize;

/// What the address says after a save: where she is working, so that the next contact starts there. A commune and a
/// type of place are not personal.
#[derive(Default, Deserialize)]
pub struct Remembered {
    #[serde(default)]
    commune: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    saved: String,
}

fn communes(province: &str) -> Vec<(String, String)> {
    let order = NameOrder::new();
    let mut communes: Vec<_> = domain::commune::of_province(province).iter().collect();
    communes.sort_by(|a, b| order.compare_text(a.name, b.name));
    communes.into_iter().map(|commune| (commune.code.to_owned(), commune.full_name.to_owned())).collect()
}

async fn page(member: &Member, form: ContactForm, problems: Problems, saved: &str) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let midnight = vault.today().and_time(NaiveTime::MIN).and_utc()
        - TimeDelta::seconds(i64::from(domain::date::VIETNAM_OFFSET_SECONDS));
    let tally = vault.own_tally(member.actor(), midnight).await?;
    let number = vault.new_submission().to_string();
    let communes = communes(&member.site.province);
    let (was_saved, child) = (!saved.is_empty(), saved == "2");
    let labels = [
        ("commune", say!(l, contact.commune)),
        ("place", say!(l, contact.place)),
        ("whom", say!(l, contact.whom)),
        ("sex", say!(l, contact.sex)),
        ("age", say!(l, contact.age)),
        ("code", say!(l, contact.code)),
        ("people", say!(l, contact.people)),
        ("condoms", say!(l, contact.condoms)),
        ("lubricant", say!(l, contact.lubricant)),
        ("self_tests", say!(l, contact.self_tests)),
        ("topics", say!(l, contact.topics)),
        ("referral", say!(l, contact.referral)),
    ];
    let rejected = !problems.is_empty();
    let topics_show = problems.of("topics").is_some() || !form.topics.is_empty();
    Ok(Page::phone(say!(l, nav.log_contact)).form(&labels, problems).show(member, move || {
        let answers = [(ConsentAnswer::Yes, say!(l, contact.wanted)), (ConsentAnswer::NotNow, say!(l, contact.not_wanted))];
        let answers = answers.map(|(answer, words)| (answer.posted().to_owned(), words.to_owned(), String::new())).to_vec();
        let today = say!(l, contact.today_count, n = tally.since).to_string();
        let last = tally.last_at.map(|at| say!(l, contact.last_at, at = domain::date::display_time(at)).to_string());
        view! {
            <div class="head"><h1>{say!(l, contact.title)}</h1><small>{today}</small></div>
            {was_saved.then(|| view! { <p class="flash" role="status">{say!(l, contact.saved)}</p> })}
            {child.then(|| view! { <p class="note warm" role="alert">{say!(l, contact.child)}</p> })}
            <form class="stack" method="post" action="/contacts/new" autocomplete="off" data-guard=if rejected { "unsaved" } else { "" }>
                <Summary />
                <Once form=number />
                <Choices<Whom> name="whom" chosen=vec![form.whom] layout=Layout::Tiles />
                <div class="when anonymous stack">
                    <Choices<Sex> name="sex" chosen=vec![form.sex] layout=Layout::Tiles />
                    <Choices<AgeBand> name="age" chosen=vec![form.age] layout=Layout::Tiles />
                </div>
                <div class="when known"><Input name="code" value=form.code class="code" hint=say!(l, contact.code_hint) /></div>
                <div class="when group"><Input name="people" value=form.people inputmode="numeric" class="short" /></div>
                <Choices<PlaceType> name="place" chosen=vec![form.place] layout=Layout::Tiles />
                <Select name="commune" chosen=form.commune options=communes />
                <fieldset class="field">
                    <legend>{say!(l, contact.given)}</legend>
                    <div class="sheet">
                        <Count name="condoms" value=form.condoms max=GIVEN_MAX step=5 />
                        <Count name="lubricant" value=form.lubricant max=GIVEN_MAX />
                        <Count name="self_tests" value=form.self_tests max=GIVEN_MAX />
                    </div>
                </fieldset>
                <details class="more" open=topics_show>
                    <summary>{say!(l, contact.topics)}</summary>
                    <Choices<Topic> name="topics" chosen=form.topics layout=Layout::Tiles several=true />
                </details>
                <Options name="referral" chosen=vec![form.referral] options=answers layout=Layout::Tiles />
                <div class="actions">
                    <button class="button main wide">{say!(l, contact.done)}</button>
                    {last.map(|last| view! { <small>{last}</small> })}
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Query(remembered): Query<Remembered>) -> PageResult {
    let form = ContactForm {
        commune: remembered.commune,
        place: remembered.place,
        // Most people met have no code yet: one tap less.
        whom: Whom::Anonymous.code().into(),
        ..ContactForm::default()
    };
    page(&member, form, Problems::none(), &remembered.saved).await
}

pub async fn submit(member: Member, form: Posted<ContactForm>) -> PageResult {
    let province = member.site.province.clone();
    let contact = match form
        .typed
        .check(|code| domain::commune::of_province(&province).iter().any(|commune| commune.code == code))
    {
        Ok(contact) => contact,
        Err(problems) => return page(&member, form.typed, problems, "").await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    member.site.vault.log_contact(member.actor(), &contact, number).await?.ok_or(Fault::NotFound)?;
    // Which note to show; the address says nothing about who was met.
    let saved =
        if form.typed.age == AgeBand::Under18.code() && form.typed.whom == Whom::Anonymous.code() { "2" } else { "1" };
    let to = format!("/contacts/new?saved={saved}&commune={}&place={}", contact.commune, contact.place.code());
    Ok(Redirect::to(&to).into_response())
}
