//! `/expected/{id}/legal/matter`: a matter is begun. That it was begun is told back, and nothing of what it is about.

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
use domain::legal::{Ground, LegalEntry, MatterForm, MatterType};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::segment;

fn page(member: &Member, desk: Desk<segment::Legal>, form: Posted<MatterForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let (path, back) = (member.path.clone(), format!("/expected/{}/legal", desk.referral));
    let labels = [
        ("matter", say!(l, legal.matter)),
        ("on", say!(l, legal.began)),
        ("basis", say!(l, legal.basis)),
        ("words", say!(l, legal.words)),
    ];
    let typed = form.typed;
    Page::new(say!(l, legal.record_matter)).form(&labels, problems).show(member, move || {
        let grounds = Ground::ALL.iter().map(|ground| (ground.code().to_owned(), ground.said(l).to_owned())).collect();
        view! {
            {head(l, say!(l, legal.record_matter), &desk.standing, back.clone())}
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <Choices<MatterType> name="matter" chosen=vec![typed.matter] layout=Layout::Across />
                <Day name="on" value=typed.on />
                <Select name="basis" chosen=typed.basis options=grounds hint=say!(l, legal.basis_hint) />
                <TextArea name="words" value=typed.words hint=say!(l, legal.words_hint) />
                <div class="actions"><button class="button main">{say!(l, form.save)}</button><a class="button quiet" href=back>{say!(l, form.cancel)}</a></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(referral): Path<String>) -> PageResult {
    let desk = Desk::open(&member, &referral).await?;
    let mut form = Posted::<MatterForm>::read("");
    form.typed.on = domain::date::display(member.site.vault.today());
    Ok(page(&member, desk, form, Problems::none()))
}

pub async fn submit(member: Member, Path(referral): Path<String>, form: Posted<MatterForm>) -> PageResult {
    let desk: Desk<segment::Legal> = Desk::open(&member, &referral).await?;
    let vault = &member.site.vault;
    let matter = match form.typed.check(vault.today()) {
        Ok(matter) => LegalEntry::Matter(matter),
        Err(problems) => return Ok(page(&member, desk, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let kept = vault.record_legal(member.actor(), desk.referral, &desk.ring, &desk.proof, &matter, number).await?;
    kept.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/expected/{}/legal", desk.referral)).into_response())
}
