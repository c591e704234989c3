//! `/cases/{id}/incidents/new`: one page, her wishes before what was done; kept as a draft while it is written.

use super::child_path;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::islands::DraftKeeper;
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::date::display_time;
use domain::id::{CaseId, IncidentId};
use domain::incident::{IncidentForm, IncidentKind, IncidentPlace, Relation, Told, Wish};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::{DraftOf, Ring, segment};

fn labels(l: Locale) -> [(&'static str, &'static str); 11] {
    [
        ("kind", say!(l, incident.kind)),
        ("happened_on", say!(l, incident.happened_on)),
        ("place", say!(l, incident.place)),
        ("relation", say!(l, incident.relation)),
        ("hurt", say!(l, incident.hurt)),
        ("within_72_hours", say!(l, incident.within_72_hours)),
        ("under_18", say!(l, incident.under_18)),
        ("wishes", say!(l, incident.wishes)),
        ("done", say!(l, incident.done)),
        ("told", say!(l, incident.told)),
        ("follow_up_on", say!(l, incident.follow_up_on)),
    ]
}

/// What the form is for.
pub enum About {
    /// Something that is written down for the first time; with when a draft of it was kept.
    New(Option<String>),
    /// One that is put right.
    Correction,
    /// The same, after somebody else did: hers would stand in the place of theirs.
    Meanwhile(IncidentId),
}

pub async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<IncidentForm>,
    problems: Problems,
    about: About,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let number = form.number(vault).to_string();
    let action = match about {
        About::Meanwhile(theirs) => format!("/cases/{case}/incidents/{theirs}/correction"),
        About::New(_) | About::Correction => member.path.clone(),
    };
    let guard = if problems.is_empty() { "" } else { "unsaved" };
    let typed = form.typed;
    let (heading, keeps, kept) = match about {
        About::New(kept) => (say!(l, incident.record), true, kept),
        About::Correction | About::Meanwhile(_) => (say!(l, incident.correct), false, None),
    };
    let page = Page::new(say!(l, incident.title)).form(&labels(l), problems);
    let page = if keeps { page.with_islands() } else { page };
    Ok(page.show(member, move || {
        let draft = keeps.then(|| view! {
            <DraftKeeper form=DraftOf::Incident(case).form().to_owned() case=case.to_string() kept=say!(l, counselling.draft_kept).to_owned() failed=say!(l, counselling.draft_failed).to_owned() />
        });
        let keep = keeps.then(|| view! { <button class="button quiet" name="intent" value="draft">{say!(l, counselling.keep_draft)}</button> });
        view! {
            <div class="head">
                <div><h1>{heading}</h1>{of_case(&head.label)}</div>
            </div>
            <div class="cols">
                <form class="sheet pad stack" method="post" action=action autocomplete="off" data-draft=keeps.then_some("") data-guard=guard>
                    <Summary />
                    <Once form=number />
                    {kept.map(|at| view! { <p class="note calm" role="status">{say!(l, counselling.draft_found, at = at).to_string()}</p> })}
                    <p class="soft">{say!(l, incident.form_words)}</p>
                    <Choices<IncidentKind> name="kind" chosen=vec![typed.kind] layout=Layout::Tiles />
                    <Day name="happened_on" value=typed.happened_on />
                    <Choices<IncidentPlace> name="place" chosen=vec![typed.place] layout=Layout::Across />
                    <Choices<Relation> name="relation" chosen=vec![typed.relation] layout=Layout::Across hint=say!(l, incident.relation_hint) />
                    <Tick name="hurt" checked={typed.hurt == "yes"} />
                    <Tick name="within_72_hours" checked={typed.within_72_hours == "yes"} />
                    <Tick name="under_18" checked={typed.under_18 == "yes"} />
                    <details class="more" open={typed.under_18 == "yes"}>
                        <summary>{say!(l, incident.child)}</summary>
                        {child_path(l)}
                    </details>
                    <Choices<Wish> name="wishes" chosen=typed.wishes several=true layout=Layout::Across />
                    <TextArea name="done" value=typed.done hint=say!(l, incident.done_hint) />
                    <Choices<Told> name="told" chosen=typed.told several=true layout=Layout::Across hint=say!(l, incident.told_hint) />
                    <Day name="follow_up_on" value=typed.follow_up_on hint=say!(l, incident.follow_up_hint) />
                    {draft}
                    <div class="actions">
                        <button class="button main" name="intent" value="save">{say!(l, form.save)}</button>
                        {keep}
                        <a class="button quiet" href=format!("/cases/{case}/incidents")>{say!(l, form.cancel)}</a>
                    </div>
                </form>
                <div>{safe_contact(l, card.as_ref(), None)}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let draft = member.site.vault.draft(member.actor(), &casework, DraftOf::Incident(case)).await?;
    let (form, kept) = match draft {
        Some((body, at)) => (Posted::read(&body), Some(display_time(at))),
        None => (Posted::read(""), None),
    };
    page(&member, (case, ring), form, Problems::none(), About::New(kept)).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<IncidentForm>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let vault = &member.site.vault;
    let draft = DraftOf::Incident(case);
    if form.intent == "draft" {
        vault.keep_draft(member.actor(), draft, &form.body).await?;
        return Ok(Redirect::to(&format!("/cases/{case}")).into_response());
    }
    let incident = match form.typed.check(vault.today()) {
        Ok(incident) => incident,
        Err(problems) => return page(&member, (case, ring), form, problems, About::New(None)).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    vault.record_incident(member.actor(), &mut ring, &incident, number).await?.ok_or(Fault::NotFound)?;
    vault.drop_draft(member.actor(), draft).await?;
    Ok(Redirect::to(&format!("/cases/{case}/incidents")).into_response())
}
