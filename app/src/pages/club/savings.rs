//! `/clubs/{club}/savings`: what was put in and taken out, and what is there; nobody's balance falls below zero.

use super::{head, kept, opened};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Day, Input, Layout, Once, Select, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, dong, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::club::{Book, SavingForm, SavingKind};
use domain::date::display;
use domain::id::ClubMemberId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::club::{Kept, Line, Listed};

/// Whose it is: an alias, all of them, or somebody whose line is gone.
fn owner(l: Locale, whose: Option<ClubMemberId>, listed: &[Listed]) -> String {
    match whose {
        None => say!(l, club.of_all).to_owned(),
        Some(id) => listed
            .iter()
            .find(|one| one.id == id)
            .map_or(say!(l, club.no_longer_listed).to_owned(), |one| one.member.alias.as_str().to_owned()),
    }
}

fn is_listed(listed: &[Listed], id: ClubMemberId) -> bool {
    listed.iter().any(|one| one.id == id)
}

/// Whom a line can be about: those on the list, all together, and those who are gone and left something.
fn offered(l: Locale, book: &Book, listed: &[Listed]) -> Vec<(String, String)> {
    let mut offered = vec![(SavingForm::WHOLE.to_owned(), say!(l, club.of_all).to_owned())];
    offered.extend(listed.iter().map(|one| (one.id.to_string(), one.member.alias.as_str().to_owned())));
    for (whose, balance) in book.each() {
        if let Some(id) = whose.filter(|id| !is_listed(listed, *id) && book.concerns(*id, false)) {
            offered.push((id.to_string(), format!("{} ({})", say!(l, club.no_longer_listed), dong(balance))));
        }
    }
    offered
}

fn page(
    member: &Member,
    kept: &Kept,
    listed: &[Listed],
    lines: &[Line],
    form: Posted<SavingForm>,
    problems: Problems,
) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("on", say!(l, club.saved_on)),
        ("kind", say!(l, club.saving)),
        ("whose", say!(l, club.whose)),
        ("amount", say!(l, club.amount)),
        ("note", say!(l, club.saving_note)),
    ];
    let path = member.path.clone();
    let book = Book::of(lines.iter().map(|line| &line.saving));
    let options = offered(l, &book, listed);
    let top = head(say!(l, club.savings), kept, format!("/clubs/{}/list", kept.id), say!(l, form.back));
    let balances: Vec<_> = book
        .each()
        .filter(|(_, balance)| *balance != 0)
        .map(|(whose, balance)| (owner(l, whose, listed), dong(balance)))
        .collect();
    let written: Vec<_> = lines
        .iter()
        .rev()
        .map(|line| {
            let note = line.saving.note.as_ref().map(|note| note.as_str().to_owned()).unwrap_or_default();
            let what = format!("{} · {}", line.saving.kind.said(l), owner(l, line.saving.whose, listed));
            (display(line.saving.on), what, dong(line.saving.amount), format!("{} {note}", line.recorded_by))
        })
        .collect();
    Page::new(say!(l, club.savings)).form(&labels, problems).show(member, move || {
        let there: Vec<_> = balances.into_iter().map(|(whose, balance)| view! { <dt>{whose}</dt><dd>{balance}</dd> }).collect();
        let rows: Vec<_> = written
            .into_iter()
            .map(|(day, what, amount, small)| {
                view! { <li><div><span class="who">{what}</span><br /><small>{day}" · "{small}</small></div><strong>{amount}</strong></li> }
            })
            .collect();
        view! {
            {top}
            <div class="cols">
                <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                    <Summary />
                    <Once form=number />
                    <Choices<SavingKind> name="kind" chosen=vec![typed.kind] layout=Layout::Across />
                    <Select name="whose" chosen=typed.whose options />
                    <Input name="amount" value=typed.amount inputmode="numeric" class="short" />
                    <Day name="on" value=typed.on />
                    <Input name="note" value=typed.note />
                    <div class="actions still"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
                <div>
                    <section class="sheet pad stack">
                        <h2>{say!(l, club.balances)}</h2>
                        <dl class="facts">{there}<dt>{say!(l, club.together)}</dt><dd><strong>{dong(book.whole())}</strong></dd></dl>
                    </section>
                    <section class="sheet">
                        <header><h2>{say!(l, club.lines)}</h2></header>
                        {rows_or(rows, say!(l, club.nothing_saved))}
                    </section>
                </div>
            </div>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(club): Path<String>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let list = opened(&member, &club).await?;
    let (listed, lines) = (vault.listed(member.actor(), &list).await?, vault.savings(&list).await?);
    let mut form = Posted::<SavingForm>::read("");
    form.typed.on = display(vault.today());
    form.typed.kind = SavingKind::Deposit.code().into();
    Ok(page(&member, &kept, &listed, &lines, form, Problems::none()))
}

pub async fn submit(member: Member, Path(club): Path<String>, form: Posted<SavingForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let list = opened(&member, &club).await?;
    let (listed, lines) = (vault.listed(member.actor(), &list).await?, vault.savings(&list).await?);
    let book = Book::of(lines.iter().map(|line| &line.saving));
    let has = |id| book.concerns(id, is_listed(&listed, id));
    let saving = match form.typed.check(vault.today(), has) {
        Ok(saving) => saving,
        Err(problems) => return Ok(page(&member, &kept, &listed, &lines, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    match vault.record_saving(member.actor(), &list, &saving, number).await?.ok_or(Fault::NotFound)? {
        Ok(_) => Ok(Redirect::to(&format!("/clubs/{}/savings", kept.id)).into_response()),
        Err(problems) => Ok(page(&member, &kept, &listed, &lines, form, problems)),
    }
}
