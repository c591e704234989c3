//! `/cases/{id}/needs`: the eight domains with the day of each stage, one form for the next step, and what is said beside it.

use super::table::{board as board_of, history};
use super::words::voice;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Layout, Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::date::display;
use domain::id::CaseId;
use domain::needs::{NeedDomain, NeedForm, NeedStage};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::needs::Noted;
use vault::{Opened, Ring, segment};

fn labels(l: Locale) -> [(&'static str, &'static str); 5] {
    [
        ("domains", say!(l, needs.domains)),
        ("stage", say!(l, needs.stage)),
        ("on", say!(l, needs.on)),
        ("urgency", say!(l, needs.urgency)),
        ("wish", say!(l, needs.wish)),
    ]
}

fn form_of(l: Locale, case: CaseId, typed: NeedForm, number: String) -> AnyView {
    let words =
        [say!(l, needs.urgency_0), say!(l, needs.urgency_1), say!(l, needs.urgency_2), say!(l, needs.urgency_3)];
    let urgencies =
        words.into_iter().enumerate().map(|(n, words)| (n.to_string(), words.to_owned(), String::new())).collect();
    view! {
        <form class="sheet pad stack" method="post" action=format!("/cases/{case}/needs") autocomplete="off" data-guard="">
            <h2>{say!(l, needs.add)}</h2>
            <Summary />
            <Once form=number />
            <Choices<NeedDomain> name="domains" chosen=typed.domains layout=Layout::Across several=true />
            <Choices<NeedStage> name="stage" chosen=vec![typed.stage] layout=Layout::Across hint=say!(l, needs.stage_hint) />
            <Day name="on" value=typed.on />
            <Options name="urgency" chosen=vec![typed.urgency] options=urgencies layout=Layout::Across />
            <TextArea name="wish" value=typed.wish hint=say!(l, needs.wish_hint) />
            <div class="actions"><button class="button main">{say!(l, needs.save)}</button></div>
        </form>
    }
    .into_any()
}

async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<NeedForm>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let casework: Opened<segment::Casework> = ring.take().ok_or(Fault::NotFound)?;
    let (taken, board) = vault.needs(&casework).await?;
    let words = vault.need_words(&casework).await?;
    let may_record = member.actor().may(Action::RecordWork) && head.closed_at.is_none();
    let number = form.number(vault).to_string();
    Ok(Page::new(say!(l, needs.title)).form(&labels(l), problems).show(member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, needs.title)}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <p class="soft">{say!(l, needs.words)}</p>
            {board_of(l, &board)}
            <div class="cols">
                <div>{may_record.then(|| form_of(l, case, form.typed, number))}{history(l, &taken)}</div>
                <div>{voice(l, case, words.as_ref(), may_record)}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let opened = casework_of(&member, &id).await?;
    let mut form = Posted::<NeedForm>::read("");
    form.typed.on = display(member.site.vault.today());
    page(&member, opened, form, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<NeedForm>) -> PageResult {
    let vault = &member.site.vault;
    let (case, mut ring) = casework_of(&member, &id).await?;
    let (_, board) = vault.needs(&ring.take().ok_or(Fault::NotFound)?).await?;
    // The proof went into the look at what stands; a change needs its own.
    let opened = casework_of(&member, &id).await?;
    let steps = match form.typed.check(&board, vault.today()) {
        Ok(steps) => steps,
        Err(problems) => return page(&member, opened, form, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let (_, mut ring) = opened;
    let problem = match vault.record_needs(member.actor(), &mut ring, &steps, number).await? {
        Some(Noted::Now) => return Ok(Redirect::to(&format!("/cases/{case}/needs")).into_response()),
        Some(Noted::Meanwhile) => Problem::ChangedMeanwhile,
        None => Problem::NotServed,
    };
    page(&member, casework_of(&member, &id).await?, form, Problems::at("stage", problem)).await
}
