//! The form of a scale: the first questions, and the rest when they call for it. The style sheet shows the rest and the
//! safety steps the moment an answer calls for them, without a script; a browser that cannot shows all of them.

use super::outcome::outcome;
use super::safety::protocol;
use crate::fault::Fault;
use crate::form::Posted;
use crate::islands::DraftKeeper;
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::of_case;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Layout, Once, Options, Summary, Tick};
use crate::visit::Member;
use crate::words::question::{answers, questions, stem};
use crate::words::{Locale, Spoken, say};
use axum::http::StatusCode;
use axum::response::Response;
use domain::contact::Sex;
use domain::id::CaseId;
use domain::problem::Problems;
use domain::scale::{FIELDS, Instrument, SELF_HARM_ITEM, ScaleForm};
use leptos::prelude::*;
use vault::scale::Taken;
use vault::{DraftOf, Ring, segment};

/// What the form is for.
pub enum About {
    /// Asking anew; with when the draft that fills it was kept.
    New(Option<String>),
    /// Putting right what was recorded.
    Correction,
    /// Putting it right after somebody else did: theirs, in whose place hers would stand.
    Meanwhile(Box<Taken>),
}

fn item(l: Locale, instrument: Instrument, item: usize, typed: &ScaleForm) -> AnyView {
    let offered = answers(l, instrument, item).into_iter().enumerate();
    let options = offered.map(|(points, words)| (points.to_string(), words.to_owned(), String::new())).collect();
    let chosen = vec![typed.typed()[item].to_owned()];
    view! { <Options name=FIELDS[item] chosen options layout=Layout::Tiles /> }.into_any()
}

/// The items, in one piece or with the rest apart.
fn items(l: Locale, instrument: Instrument, typed: &ScaleForm) -> AnyView {
    let some = |from: usize, to: usize| (from..to).map(|at| item(l, instrument, at, typed)).collect::<Vec<_>>();
    if instrument == Instrument::AuditC {
        return view! {
            {item(l, instrument, 0, typed)}
            <div class="stack drinks">
                {some(1, instrument.items())}
                <Choices<Sex> name="sex" chosen=vec![typed.sex.clone()] layout=Layout::Tiles hint=say!(l, scale.sex_hint) />
            </div>
        }
        .into_any();
    }
    let first = instrument.asked_first();
    let safety = (instrument.items() > SELF_HARM_ITEM).then(|| protocol(l, true));
    view! {
        {some(0, first)}
        <Tick name="whole" checked={typed.whole == "yes"} />
        <div class="when whole stack">
            <div><h2>{say!(l, scale.goes_on)}</h2><p class="soft">{say!(l, scale.goes_on_words)}</p></div>
            <Tick name="stopped" checked={typed.stopped == "yes"} />
            {some(first, instrument.items())}
            {safety}
        </div>
    }
    .into_any()
}

/// The labels of the fields: each question in full, with its number.
fn labels(l: Locale, instrument: Instrument) -> Vec<(&'static str, &'static str)> {
    let whole = if instrument == Instrument::Phq { say!(l, scale.whole_9) } else { say!(l, scale.whole_7) };
    let mut labels = vec![("scale", say!(l, scale.scale))];
    labels.extend(FIELDS.into_iter().zip(questions(l, instrument)));
    labels.extend([
        ("whole", whole),
        ("stopped", say!(l, scale.stopped)),
        ("sex", say!(l, scale.sex)),
        ("note", say!(l, scale.note)),
        ("taken_on", say!(l, scale.taken_on)),
    ]);
    labels
}

pub async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<ScaleForm>,
    problems: Problems,
    about: About,
) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let number = form.number(vault).to_string();
    let action = match &about {
        About::Meanwhile(theirs) => format!("/cases/{case}/scales/{}/correction", theirs.id),
        About::New(_) | About::Correction => member.path.clone(),
    };
    let conflict = matches!(about, About::Meanwhile(_));
    let typed = form.typed;
    // A scale that was never offered: the first of the list, with what is wrong said above it.
    let instrument = Instrument::from_code(&typed.scale).unwrap_or(Instrument::Phq);
    let guard = if problems.is_empty() && !conflict { "" } else { "unsaved" };
    let page = Page::new(say!(l, scale.title)).form(&labels(l, instrument), problems).with_islands();
    let page = if conflict { page.status(StatusCode::CONFLICT) } else { page };
    Ok(page.show(member, move || {
        let draft = matches!(about, About::New(_)).then(|| {
            let form = DraftOf::Scale(case, instrument).form().to_owned();
            let (kept, failed) = (say!(l, counselling.draft_kept).to_owned(), say!(l, counselling.draft_failed).to_owned());
            view! { <DraftKeeper form case=case.to_string() kept failed /> }
        });
        let keep = matches!(about, About::New(_)).then(|| {
            view! { <button class="button quiet" name="intent" value="draft">{say!(l, counselling.keep_draft)}</button> }
        });
        let mut theirs = None;
        let above = match about {
            About::New(kept) => kept.map(|at| view! { <p class="note calm" role="status">{say!(l, counselling.draft_found, at = at).to_string()}</p> }.into_any()),
            About::Correction => Some(view! { <p class="note">{say!(l, scale.correct_words)}</p> }.into_any()),
            About::Meanwhile(taken) => {
                theirs = Some(view! { <section class="sheet pad stack"><h2>{say!(l, scale.theirs)}</h2>{outcome(l, &taken)}</section> });
                Some(view! { <p class="note warm" role="alert">{say!(l, scale.meanwhile)}</p> }.into_any())
            }
        };
        let noted = !typed.note.is_empty();
        view! {
            <div class="head">
                <div><h1>{instrument.said(l)}</h1>{of_case(&head.label)}</div>
            </div>
            <div class="cols">
                <form class="sheet pad stack scale" method="post" action=action autocomplete="off" data-draft="" data-guard=guard>
                    <Summary />
                    {above}
                    <Once form=number />
                    <input id="scale" type="hidden" name="scale" value=instrument.code() />
                    <div class="readout"><p class="soft">{say!(l, scale.read_aloud)}</p><p>{stem(l, instrument)}</p></div>
                    {items(l, instrument, &typed)}
                    <Day name="taken_on" value=typed.taken_on />
                    <details class="more" open=noted>
                        <summary>{say!(l, scale.add_note)}</summary>
                        <div><TextArea name="note" value=typed.note /></div>
                    </details>
                    {draft}
                    <div class="actions">
                        <button class="button main" name="intent" value="save">{say!(l, form.save)}</button>
                        {keep}
                    </div>
                </form>
                <div>{theirs}{safe_contact(l, card.as_ref(), None)}<p><a href=format!("/cases/{case}/scales")>{say!(l, scale.title)}</a></p></div>
            </div>
        }
        .into_any()
    }))
}
