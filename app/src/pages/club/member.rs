//! `/clubs/{club}/members/…`: somebody is asked whether she may be listed; asked again; taken off the list.

use super::roster::end_chip;
use super::tie::way;
use super::{kept, opened};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::consent::parts::{EvidenceFields, evidence_labels};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Action;
use domain::club::{Listing, ListingForm, MemberRole};
use domain::consent::ConsentAnswer;
use domain::date::{display, display_time};
use domain::id::ClubMemberId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::club::{Kept, ListEnd, Listed};

fn page(
    member: &Member,
    kept: &Kept,
    form: Posted<ListingForm>,
    problems: Problems,
    listed: Option<Listed>,
) -> Response {
    let l = member.l;
    let now = member.site.vault.now();
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let own = [
        ("answer", say!(l, consent.answer)),
        ("alias", say!(l, club.alias)),
        ("role", say!(l, club.role)),
        ("joined_on", say!(l, club.joined_on)),
        ("reach", say!(l, club.reach)),
        ("until", say!(l, consent.last_day)),
    ];
    let labels = [&own[..], &evidence_labels(l)].concat();
    let title = match &listed {
        Some(listed) => listed.member.alias.as_str().to_owned(),
        None => say!(l, club.ask_member).to_owned(),
    };
    let (path, back, name) =
        (member.path.clone(), format!("/clubs/{}/list", kept.id), kept.club.name.as_str().to_owned());
    let may_tie = member.actor().may(Action::TieMember);
    Page::new(say!(l, club.members)).form(&labels, problems).show(member, move || {
        let readout = say!(l, club.readout_2026_11, name = name.clone()).to_string();
        let facts = listed.as_ref().map(|listed| {
            let reach = listed.member.reach.as_ref().map_or(say!(l, club.not_given).to_owned(), |reach| reach.as_str().to_owned());
            let given = format!("{} · {}", display_time(listed.given_at), listed.evidence.method.said(l));
            view! {
                <section class="sheet pad stack">
                    <dl class="facts">
                        <dt>{say!(l, club.role)}</dt><dd>{listed.member.role.said(l)}</dd>
                        <dt>{say!(l, club.joined_on)}</dt><dd>{display(listed.member.joined_on)}</dd>
                        <dt>{say!(l, club.reach)}</dt><dd>{reach}</dd>
                        <dt>{say!(l, club.given)}</dt><dd>{given}</dd>
                        <dt>{say!(l, consent.witness)}</dt><dd>{listed.evidence.witness.as_str().to_owned()}</dd>
                    </dl>
                    <p>{end_chip(l, listed.until, now)}</p>
                </section>
            }
        });
        let ends = listed.is_some().then(|| {
            view! {
                <form class="sheet pad stack" method="post" action=path.clone()>
                    <h2>{say!(l, club.take_off)}</h2>
                    <p>{say!(l, club.take_off_words)}</p>
                    <div class="actions still">
                        <button class="button" name="intent" value="withdraw">{say!(l, club.withdraw)}</button>
                        <button class="button" name="intent" value="left">{say!(l, club.left)}</button>
                    </div>
                </form>
            }
        });
        let tie = (may_tie && listed.is_some()).then(|| way(l, &path));
        let again = listed.is_some().then(|| view! { <h2>{say!(l, club.ask_again)}</h2> });
        view! {
            <div class="head">
                <div><h1>{title}</h1><small>{name}</small></div>
                <div><a class="button quiet" href=back.clone()>{say!(l, form.back)}</a></div>
            </div>
            {facts}{tie}{ends}{again}
            <form class="stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <section class="sheet pad stack consent">
                    <p class="readout">{readout}</p>
                    <Choices<ConsentAnswer> name="answer" chosen=vec![typed.answer] layout=Layout::Across hint=say!(l, club.answer_hint) />
                </section>
                <section class="sheet pad stack when agreed">
                    <Input name="alias" value=typed.alias hint=say!(l, club.alias_hint) />
                    <Choices<MemberRole> name="role" chosen=vec![typed.role] layout=Layout::Across />
                    <div class="inline">
                        <Day name="joined_on" value=typed.joined_on />
                        <Day name="until" value=typed.until />
                    </div>
                    <Input name="reach" value=typed.reach hint=say!(l, club.reach_hint) />
                    <h2>{say!(l, consent.evidence)}</h2>
                    <EvidenceFields evidence=typed.evidence />
                </section>
                <div class="actions">
                    <button class="button main">{say!(l, consent.save_answer)}</button>
                    <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

fn blank(typed: ListingForm) -> Posted<ListingForm> {
    Posted { typed, ..Posted::read("") }
}

pub async fn show_new(member: Member, Path(club): Path<String>) -> PageResult {
    let kept = kept(&member, &club).await?;
    opened(&member, &club).await?;
    let form = blank(ListingForm::blank(member.site.vault.now()));
    Ok(page(&member, &kept, form, Problems::none(), None))
}

pub async fn submit_new(member: Member, Path(club): Path<String>, form: Posted<ListingForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let list = opened(&member, &club).await?;
    match form.typed.check(member.actor().name(), vault.now()) {
        Ok(Listing::Yes(listed, until)) => {
            let number = form.form.ok_or(Fault::NotFound)?;
            vault.list_member(member.actor(), &list, &listed, &until, number).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&format!("/clubs/{}/list", kept.id)).into_response())
        }
        Ok(Listing::NotNow) => Ok(heads_only(&member, &kept)),
        Err(problems) => Ok(page(&member, &kept, form, problems, None)),
    }
}

/// She said no: nothing of her was kept, and she is welcome.
fn heads_only(member: &Member, kept: &Kept) -> Response {
    let l = member.l;
    let back = format!("/clubs/{}/list", kept.id);
    Page::new(say!(l, club.members)).show(member, move || {
        view! {
            <h1>{say!(l, club.not_listed)}</h1>
            <section class="sheet pad stack">
                <p>{say!(l, club.not_listed_words)}</p>
                <p><a class="button" href=back>{say!(l, club.to_list)}</a></p>
            </section>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path((club, id)): Path<(String, String)>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let list = opened(&member, &club).await?;
    let id: ClubMemberId = id.parse().map_err(|_| Fault::NotFound)?;
    let listed = vault.listed_member(member.actor(), &list, id).await?.ok_or(Fault::NotFound)?;
    let form = blank(ListingForm::again(&listed.member, vault.now()));
    Ok(page(&member, &kept, form, Problems::none(), Some(listed)))
}

pub async fn submit(member: Member, Path((club, id)): Path<(String, String)>, form: Posted<ListingForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let list = opened(&member, &club).await?;
    let id: ClubMemberId = id.parse().map_err(|_| Fault::NotFound)?;
    let back = format!("/clubs/{}/list", kept.id);
    let ends = match form.intent.as_str() {
        "withdraw" => Some(ListEnd::Withdrawn),
        "left" => Some(ListEnd::Left),
        _ => None,
    };
    if let Some(how) = ends {
        vault.unlist(member.actor(), &list, id, how).await?.ok_or(Fault::NotFound)?;
        return Ok(Redirect::to(&back).into_response());
    }
    let listed = vault.listed_member(member.actor(), &list, id).await?.ok_or(Fault::NotFound)?;
    match form.typed.check(member.actor().name(), vault.now()) {
        Ok(Listing::Yes(says, until)) => {
            let number = form.form.ok_or(Fault::NotFound)?;
            vault.list_again(member.actor(), &list, id, &says, &until, number).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&back).into_response())
        }
        // What stands goes on until its own end, unless she takes it back.
        Ok(Listing::NotNow) => Ok(Redirect::to(&back).into_response()),
        Err(problems) => Ok(page(&member, &kept, form, problems, Some(listed))),
    }
}
