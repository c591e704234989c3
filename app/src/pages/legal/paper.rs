//! `/expected/{id}/legal/paper`: a paper as it stands; put in the place of the same one as it stood, if it names that.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::compartment::{Desk, head};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Select, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use domain::legal::{LegalEntry, PaperForm, PaperKind, Where};
use domain::problem::Problems;
use leptos::prelude::*;
use serde::Deserialize;
use vault::segment;

#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    paper: String,
}

fn page(member: &Member, desk: Desk<segment::Legal>, form: Posted<PaperForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let (path, back) = (member.path.clone(), format!("/expected/{}/legal", desk.referral));
    let labels = [
        ("kind", say!(l, legal.paper)),
        ("missing", say!(l, legal.missing)),
        ("handed_in_on", say!(l, legal.handed_in_on)),
        ("handed_in_at", say!(l, legal.handed_in_at)),
        ("collect_on", say!(l, legal.collect_on)),
        ("received_on", say!(l, legal.received_on)),
    ];
    let typed = form.typed;
    Page::new(say!(l, legal.record_paper)).form(&labels, problems).show(member, move || {
        let places = Where::ALL.iter().map(|place| (place.code().to_owned(), place.said(l).to_owned())).collect();
        view! {
            {head(l, say!(l, legal.record_paper), &desk.standing, back.clone())}
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <input type="hidden" name="replaces" value=typed.replaces />
                <Choices<PaperKind> name="kind" chosen=vec![typed.kind] layout=Layout::Across />
                <Input name="missing" value=typed.missing hint=say!(l, legal.missing_hint) />
                <Day name="handed_in_on" value=typed.handed_in_on />
                <Select name="handed_in_at" chosen=typed.handed_in_at options=places />
                <Day name="collect_on" value=typed.collect_on />
                <Day name="received_on" value=typed.received_on />
                <div class="actions"><button class="button main">{say!(l, form.save)}</button><a class="button quiet" href=back>{say!(l, form.cancel)}</a></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(referral): Path<String>, Query(which): Query<Which>) -> PageResult {
    let desk: Desk<segment::Legal> = Desk::open(&member, &referral).await?;
    let mut form = Posted::<PaperForm>::read("");
    if !which.paper.is_empty() {
        let board = member.site.vault.legal_board(&desk.proof).await?;
        let found = board.papers.iter().find(|(id, _)| id.to_string() == which.paper);
        let (id, paper) = found.ok_or(Fault::NotFound)?;
        form.typed = paper.form(*id);
    }
    Ok(page(&member, desk, form, Problems::none()))
}

pub async fn submit(member: Member, Path(referral): Path<String>, form: Posted<PaperForm>) -> PageResult {
    let desk: Desk<segment::Legal> = Desk::open(&member, &referral).await?;
    let vault = &member.site.vault;
    let paper = match form.typed.check(vault.today()) {
        Ok(paper) => LegalEntry::Paper(paper),
        Err(problems) => return Ok(page(&member, desk, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let kept = vault.record_legal(member.actor(), desk.referral, &desk.ring, &desk.proof, &paper, number).await?;
    kept.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/expected/{}/legal", desk.referral)).into_response())
}
