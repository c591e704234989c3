//! `/expected/{id}/legal/matters/{matter}`: the next stage of a matter. Stage, day and next step are told back.

use super::stage_chips;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::compartment::{Desk, head};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Layout, Once, Select, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::legal::{LegalEntry, LegalStage, Outcome, StageForm, Standing};
use domain::problem::Problems;
use domain::progress::NextStep;
use leptos::prelude::*;
use vault::segment;

/// The next steps that a legal desk tells.
const NEXT: &[NextStep] =
    &[NextStep::Meeting, NextStep::BringPapers, NextStep::Decision, NextStep::CollectPapers, NextStep::Nothing];

type Opened = (Desk<segment::Legal>, Standing);

async fn open(member: &Member, referral: &str, matter: &str) -> Result<Opened, Fault> {
    let matter = matter.parse().map_err(|_| Fault::NotFound)?;
    let desk = Desk::open(member, referral).await?;
    let board = member.site.vault.legal_board(&desk.proof).await?;
    let standing = board.matter(matter).cloned().ok_or(Fault::NotFound)?;
    Ok((desk, standing))
}

fn page(member: &Member, (desk, standing): Opened, form: Posted<StageForm>, problems: Problems) -> Response {
    let l = member.l;
    let today = member.site.vault.today();
    let number = form.number(&member.site.vault).to_string();
    let (path, back) = (member.path.clone(), format!("/expected/{}/legal", desk.referral));
    let labels = [
        ("stage", say!(l, legal.stage)),
        ("on", say!(l, legal.since)),
        ("outcome", say!(l, legal.outcome)),
        ("next", say!(l, progress.next)),
        ("next_on", say!(l, progress.next_on)),
        ("words", say!(l, legal.done)),
    ];
    let typed = form.typed;
    Page::new(say!(l, legal.next_stage)).form(&labels, problems).show(member, move || {
        let may = standing.stage().may_become();
        let next = NEXT.iter().map(|next| (next.code().to_owned(), next.said(l).to_owned())).collect();
        view! {
            {head(l, standing.matter.matter.said(l), &desk.standing, back.clone())}
            <p>{stage_chips(l, &standing, today)}</p>
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <Choices<LegalStage> name="stage" chosen=vec![typed.stage] layout=Layout::Across only=may />
                <Day name="on" value=typed.on />
                <Choices<Outcome> name="outcome" chosen=vec![typed.outcome] layout=Layout::Across hint=say!(l, legal.outcome_hint) />
                <Select name="next" chosen=typed.next.next options=next hint=say!(l, legal.told_hint) />
                <Day name="next_on" value=typed.next.next_on />
                <TextArea name="words" value=typed.words hint=say!(l, legal.words_hint) />
                <div class="actions"><button class="button main">{say!(l, form.save)}</button><a class="button quiet" href=back>{say!(l, form.cancel)}</a></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path((referral, matter)): Path<(String, String)>) -> PageResult {
    let opened = open(&member, &referral, &matter).await?;
    let mut form = Posted::<StageForm>::read("");
    form.typed.on = domain::date::display(member.site.vault.today());
    Ok(page(&member, opened, form, Problems::none()))
}

pub async fn submit(
    member: Member,
    Path((referral, matter)): Path<(String, String)>,
    form: Posted<StageForm>,
) -> PageResult {
    let opened = open(&member, &referral, &matter).await?;
    let vault = &member.site.vault;
    let told = match form.typed.check(&opened.1, vault.today()) {
        Ok(told) => LegalEntry::Stage(told),
        Err(problems) => return Ok(page(&member, opened, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let desk = opened.0;
    let kept = vault.record_legal(member.actor(), desk.referral, &desk.ring, &desk.proof, &told, number).await?;
    kept.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/expected/{}/legal", desk.referral)).into_response())
}
