//! `/cases/{id}/incidents/new`: one page, her wishes before what was done.

use super::child_path;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::CaseId;
use domain::incident::{IncidentForm, IncidentKind, IncidentPlace, Relation, Told, Wish};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::{Ring, segment};

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

async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<IncidentForm>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let number = form.form.map_or_else(|| vault.new_submission().to_string(), |form| form.to_string());
    let action = member.path.clone();
    let guard = if problems.is_empty() { "" } else { "unsaved" };
    let typed = form.typed;
    Ok(Page::new(say!(l, incident.title)).form(&labels(l), problems).show(member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, incident.record)}</h1>{of_case(&head.label)}</div>
            </div>
            <div class="cols">
                <form class="sheet pad stack" method="post" action=action autocomplete="off" data-guard=guard>
                    <Summary />
                    <Once form=number />
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
                    <Choices<Wish> name="wishes" chosen=typed.wishes several=true />
                    <TextArea name="done" value=typed.done hint=say!(l, incident.done_hint) />
                    <Choices<Told> name="told" chosen=typed.told several=true hint=say!(l, incident.told_hint) />
                    <Day name="follow_up_on" value=typed.follow_up_on hint=say!(l, incident.follow_up_hint) />
                    <div class="actions">
                        <button class="button main">{say!(l, form.save)}</button>
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
    let opened = casework_and_contact_of(&member, &id).await?;
    page(&member, opened, Posted::read(""), Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<IncidentForm>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let vault = &member.site.vault;
    let incident = match form.typed.check(vault.today()) {
        Ok(incident) => incident,
        Err(problems) => return page(&member, (case, ring), form, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    vault.record_incident(member.actor(), &mut ring, &incident, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/cases/{case}/incidents")).into_response())
}
