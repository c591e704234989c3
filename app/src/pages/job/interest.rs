//! `/expected/{id}/job/interest`: what she would like to do, in one short form.

use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::pages::livelihood::{Here, head, keep, open};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use domain::job::{Hours, InterestForm, Where};
use domain::livelihood::Entry;
use domain::problem::{Problem, Problems};
use domain::training::Trade;
use leptos::prelude::*;
use vault::livelihood::Kept;

fn page(member: &Member, kept: Kept, form: Posted<InterestForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("trades", say!(l, job.trades)),
        ("hours", say!(l, job.hours)),
        ("places", say!(l, job.places)),
        ("childcare", say!(l, job.childcare)),
        ("wish", say!(l, job.wish)),
    ];
    Ok(Page::new(say!(l, job.interest)).form(&labels, problems).show(member, move || {
        let base = format!("/expected/{}/job", kept.referral);
        let action = format!("{base}/interest");
        view! {
            {head(l, &kept, Here::Job)}
            <form class="sheet pad stack" method="post" action=action autocomplete="off" data-guard="">
                <h2>{say!(l, job.interest)}</h2>
                <Summary />
                <Once form=number />
                <Choices<Trade> name="trades" chosen=typed.trades several=true layout=Layout::Across />
                <Choices<Hours> name="hours" chosen=typed.hours several=true layout=Layout::Across />
                <Choices<Where> name="places" chosen=typed.places several=true layout=Layout::Across />
                <Tick name="childcare" checked={typed.childcare == "yes"} />
                <TextArea name="wish" value=typed.wish />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href=base>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let kept = open(&member, &id).await?;
    let mut form = Posted::<InterestForm>::read("");
    form.typed = kept.record.interest.as_ref().map(InterestForm::of).unwrap_or_default();
    page(&member, kept, form, Problems::none())
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<InterestForm>) -> PageResult {
    let kept = open(&member, &id).await?;
    let interest = match form.typed.check() {
        Ok(interest) => interest,
        Err(problems) => return page(&member, kept, form, problems),
    };
    let to = format!("/expected/{}/job", kept.referral);
    match keep(&member, &kept, Entry::Interest(interest), form.form, &to).await? {
        Some(answer) => Ok(answer),
        None => page(&member, kept, form, Problems::at("trades", Problem::ChangedMeanwhile)),
    }
}
