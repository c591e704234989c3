//! `/cases/{id}/consents/again/{part}`: a part that she had taken back may be kept again, with her new yes and what it is now.

use super::Open;
use super::parts::{EvidenceFields, evidence_labels, put_words};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::contact::{Fields, labels as contact_labels};
use crate::parts::form::{Choices, Input, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::{Spoken, read_out, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::consent::{Again, AgainForm, ConsentAnswer, Purpose, Segment};
use domain::problem::Problems;
use leptos::prelude::*;

fn part(code: &str) -> Result<Segment, Fault> {
    let segment = Segment::from_code(code).map_err(|_| Fault::NotFound)?;
    Segment::SEVERABLE.contains(&segment).then_some(segment).ok_or(Fault::NotFound)
}

async fn page(member: &Member, open: &Open, part: Segment, mut form: AgainForm, problems: Problems) -> PageResult {
    put_words(member, &mut form.evidence).await?;
    let l = member.l;
    let number = member.site.vault.new_submission().to_string();
    let (path, back) = (member.path.clone(), format!("/cases/{}", open.case));
    let own = [("answer", say!(l, consent.answer)), ("name", say!(l, client.name))];
    let labels = [&own[..], &contact_labels(l), &evidence_labels(l)].concat();
    let text = read_out(l, form.evidence.text().code(), Purpose::Processing, member.actor().organisation_name());
    Ok(Page::new(say!(l, edit.give_again)).form(&labels, problems).show(member, move || {
        let held = if part == Segment::Contact {
            view! { <Fields form=form.contact /> }.into_any()
        } else {
            view! { <Input name="name" value=form.name /> }.into_any()
        };
        view! {
            <div class="head"><div><h1>{say!(l, edit.give_again)}</h1><small>{part.said(l)}</small></div></div>
            <p class="note">{say!(l, edit.again_words)}</p>
            <form class="stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <section class="sheet pad stack consent">
                    <p class="readout">{text}</p>
                    <p>{say!(l, edit.again_part, what = part.said(l)).to_string()}</p>
                    <Choices<ConsentAnswer> name="answer" chosen=vec![form.answer] layout=Layout::Across hint=say!(l, consent.answer_hint) />
                </section>
                <section class="sheet pad stack when agreed">
                    <h2>{part.said(l)}</h2>
                    {held}
                    <h2>{say!(l, consent.evidence)}</h2>
                    <EvidenceFields evidence=form.evidence />
                </section>
                <div class="actions">
                    <button class="button main">{say!(l, consent.save_answer)}</button>
                    <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path((case, code)): Path<(String, String)>) -> PageResult {
    let open = Open::case(&member, &case).await?;
    page(&member, &open, part(&code)?, AgainForm::blank(), Problems::none()).await
}

pub async fn submit(
    member: Member,
    Path((case, code)): Path<(String, String)>,
    posted: Posted<AgainForm>,
) -> PageResult {
    let vault = &member.site.vault;
    let open = Open::case(&member, &case).await?;
    let segment = part(&code)?;
    let back = format!("/cases/{}", open.case);
    let (part, evidence) = match posted.typed.check(segment, member.actor().name()) {
        Ok(Again::Yes(part, evidence)) => (part, evidence),
        // What she does not want kept is not kept, and stays as it is.
        Ok(Again::NotNow) => return Ok(Redirect::to(&back).into_response()),
        Err(problems) => return page(&member, &open, segment, posted.typed, problems).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    let keys = (&open.casework, &open.label);
    // Where the part is kept already nothing is added: the case page shows it.
    vault.give_part_again(member.actor(), &open.ring, keys, &part, &evidence, number).await?;
    Ok(Redirect::to(&back).into_response())
}
