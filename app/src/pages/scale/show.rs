//! `/cases/{id}/scales/{scale}`: what came of one scale; what to do at once stands first.

use super::outcome::outcome;
use super::safety::protocol;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::{casework_and_contact_of, next_words, of_case};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use domain::access::Action;
use leptos::prelude::*;
use vault::segment;

pub async fn show(member: Member, Path((id, scale)): Path<(String, String)>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let scale = scale.parse().map_err(|_| Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let taken = vault.scale(&casework, scale).await?.ok_or(Fault::NotFound)?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let today = vault.today();
    let (may_refer, may_record) = (member.actor().may(Action::Refer), member.actor().may(Action::RecordWork));
    Ok(Page::new(say!(l, scale.title)).show(&member, move || {
        let base = format!("/cases/{case}/scales");
        let safety = taken.scale.speaks_of_self_harm().then(|| {
            let next = head.label.next.map(|next| view! { <p><Chip tone=Tone::Soon text=next_words(l, next, today) /></p> });
            view! { {protocol(l, false)}{next} }
        });
        let newer = taken.replaced_by.map(|newer| view! {
            <p class="note warm">{say!(l, scale.replaced)}" "<a href=format!("{base}/{newer}")>{say!(l, scale.newer)}</a></p>
        });
        let older = taken.replaces.map(|older| view! { <p><a href=format!("{base}/{older}")>{say!(l, scale.older)}</a></p> });
        let stands = taken.replaced_by.is_none();
        let refers = may_refer && taken.scale.reaches_cut_off();
        view! {
            <div class="head">
                <div><h1>{taken.scale.instrument.said(l)}</h1>{of_case(&head.label)}</div>
                <div>
                    {(may_record && stands).then(|| view! { <a class="button" href=format!("{base}/{}/correction", taken.id)>{say!(l, scale.correct)}</a> })}
                    {refers.then(|| view! { <a class="button" href=format!("/cases/{case}/referrals/new")>{say!(l, referral.refer)}</a> })}
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <div class="cols">
                <div>
                    {safety}
                    {newer}
                    <section class="sheet pad stack">{outcome(l, &taken)}</section>
                </div>
                <div>
                    {safe_contact(l, card.as_ref(), None)}
                    <p><a href=base.clone()>{say!(l, scale.all)}</a></p>
                    {older}
                </div>
            </div>
        }
        .into_any()
    }))
}
