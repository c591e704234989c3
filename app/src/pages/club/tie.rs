//! `/clubs/{club}/members/{member}/case`: a member who is a client too says yes to her line being tied to her case; and
//! `/cases/{id}/club`, the way back. Both for who opens the list and holds a key of the case.

use super::{head, kept, opened};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::parts::form::{Choices, Input, Layout, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::audit::Reason;
use domain::club::{TieForm, Tying};
use domain::consent::{ConsentAnswer, Segment};
use domain::id::{CaseId, ClubMemberId};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::case::Found;
use vault::club::{Kept, Listed};
use vault::segment;

async fn line(member: &Member, club: &str, id: &str) -> Result<(Kept, vault::club::OpenedList, Listed), Fault> {
    let kept = kept(member, club).await?;
    let list = opened(member, club).await?;
    let id: ClubMemberId = id.parse().map_err(|_| Fault::NotFound)?;
    let listed = member.site.vault.listed_member(member.actor(), &list, id).await?.ok_or(Fault::NotFound)?;
    Ok((kept, list, listed))
}

fn page(
    member: &Member,
    kept: &Kept,
    listed: &Listed,
    case: Option<CaseId>,
    form: TieForm,
    problems: Problems,
) -> Response {
    let l = member.l;
    let path = member.path.clone();
    let back = format!("/clubs/{}/members/{}", kept.id, listed.id);
    let name = listed.member.alias.as_str().to_owned();
    let labels = [("answer", say!(l, consent.answer)), ("code", say!(l, contact.code))];
    let head = head(say!(l, club.tie), kept, back, say!(l, form.back));
    Page::new(say!(l, club.tie)).form(&labels, problems).show(member, move || {
        let body = match case {
            Some(case) => view! {
                <section class="sheet pad stack">
                    <p>{say!(l, club.tied)}</p>
                    <p><a class="button" href=format!("/cases/{case}")>{say!(l, club.open_case)}</a></p>
                    <form method="post" action=path><div class="actions still"><button class="button quiet" name="intent" value="untie">{say!(l, club.untie)}</button></div></form>
                </section>
            }
            .into_any(),
            None => view! {
                <form class="stack" method="post" action=path autocomplete="off">
                    <Summary />
                    <section class="sheet pad stack consent">
                        <p class="readout">{say!(l, club.tie_readout)}</p>
                        <Choices<ConsentAnswer> name="answer" chosen=vec![form.answer] layout=Layout::Across />
                        <Input name="code" value=form.code class="code" hint=say!(l, club.tie_code) />
                        <div class="actions still"><button class="button main">{say!(l, consent.save_answer)}</button></div>
                    </section>
                </form>
            }
            .into_any(),
        };
        view! { {head}<p><strong>{name}</strong></p>{body}<p class="soft">{say!(l, club.tie_words)}</p> }.into_any()
    })
}

pub async fn show(member: Member, Path((club, id)): Path<(String, String)>) -> PageResult {
    let vault = &member.site.vault;
    let (kept, _, listed) = line(&member, &club, &id).await?;
    // Which case it is is said once the look at that case is written down, and not before.
    let case = match vault.case_of_member(member.actor(), &listed).await? {
        Some(case) => {
            let opened = vault.open_case(member.actor(), case, &[Segment::Casework], reason(&member)).await?;
            opened.map(|_| case)
        }
        None => None,
    };
    Ok(page(&member, &kept, &listed, case, TieForm::default(), Problems::none()))
}

pub async fn submit(member: Member, Path((club, id)): Path<(String, String)>, form: Posted<TieForm>) -> PageResult {
    let vault = &member.site.vault;
    let (kept, list, listed) = line(&member, &club, &id).await?;
    let back = Redirect::to(&format!("/clubs/{}/members/{}", kept.id, listed.id)).into_response();
    if form.intent == "untie" {
        vault.untie_member(member.actor(), &list, listed.id).await?.ok_or(Fault::NotFound)?;
        return Ok(back);
    }
    let problems = match form.typed.check() {
        Ok(Tying::NotNow) => return Ok(back),
        Ok(Tying::Yes(code)) => {
            let choose = |all: Vec<vault::case::Listed>| {
                let rows: Vec<_> = all.into_iter().filter(|row| row.label.code == code).collect();
                Found { total: rows.len(), rows }
            };
            let found = vault.list_cases(member.actor(), reason(&member), choose).await?;
            let case = found.and_then(|found| found.rows.into_iter().next()).map(|row| row.case);
            let tied = match case {
                Some(case) => tie(&member, &list, listed.id, case).await?,
                None => None,
            };
            // The same for a code of nobody and for one of a case that is not hers to open.
            if tied.is_some() {
                return Ok(back);
            }
            Problems::at("code", Problem::NotServed)
        }
        Err(problems) => problems,
    };
    Ok(page(&member, &kept, &listed, None, form.typed, problems))
}

async fn tie(
    member: &Member,
    list: &vault::club::OpenedList,
    line: ClubMemberId,
    case: CaseId,
) -> Result<Option<()>, Fault> {
    let vault = &member.site.vault;
    let ring = vault.open_case(member.actor(), case, &[Segment::Casework], Reason::Support).await?;
    let Some(casework) = ring.and_then(|mut ring| ring.take::<segment::Casework>()) else { return Ok(None) };
    Ok(vault.tie_member(member.actor(), list, line, &casework).await?)
}

/// On the page of a member, for who may tie one: the way here. Whether she is tied, and to which case, is not said there.
pub fn way(l: Locale, path: &str) -> AnyView {
    view! { <section class="sheet pad stack"><p><a href=format!("{path}/case")>{say!(l, club.tie_ask)}</a></p></section> }
        .into_any()
}

pub async fn of_case(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let case: CaseId = id.parse().map_err(|_| Fault::NotFound)?;
    let ring = vault.open_case(member.actor(), case, &[Segment::Casework], reason(&member)).await?;
    let casework = ring.and_then(|mut ring| ring.take::<segment::Casework>()).ok_or(Fault::NotFound)?;
    let tied = vault.members_of_case(member.actor(), &casework).await?;
    Ok(Page::new(say!(l, club.title)).show(&member, move || {
        let rows: Vec<_> = tied
            .into_iter()
            .map(|one| {
                let path = format!("/clubs/{}/members/{}", one.club, one.listed.id);
                view! { <li><div><a class="row-link who" href=path>{one.listed.member.alias.as_str().to_owned()}</a><br /><small>{one.name}</small></div></li> }
            })
            .collect();
        view! {
            <div class="head">
                <h1>{say!(l, club.title)}</h1>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <section class="sheet">{rows_or(rows, say!(l, club.tied_none))}</section>
            <p class="soft">{say!(l, club.tie_words)}</p>
        }
        .into_any()
    }))
}
