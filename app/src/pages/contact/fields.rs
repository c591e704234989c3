//! The fields of one contact: the same on the page of who is logged in and on a phone without a signal.

use crate::parts::form::{Choices, Count, Day, Input, Layout, Options, Select};
use crate::parts::scan::Scan;
use crate::words::{Locale, Spoken, say};
use domain::consent::ConsentAnswer;
use domain::contact::{AgeBand, Asked, ContactForm, GIVEN_MAX, PlaceType, Sex, Topic, Whom};
use domain::needs::NeedDomain;
use domain::problem::Problems;
use leptos::prelude::*;

pub fn labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    vec![
        ("whom", say!(l, contact.whom)),
        ("sex", say!(l, contact.sex)),
        ("age", say!(l, contact.age)),
        ("code", say!(l, contact.code)),
        ("people", say!(l, contact.people)),
        ("place", say!(l, contact.place)),
        ("commune", say!(l, contact.commune)),
        ("condoms", say!(l, contact.condoms)),
        ("female_condoms", say!(l, contact.female_condoms)),
        ("lubricant", say!(l, contact.lubricant)),
        ("needles", say!(l, contact.needles)),
        ("self_tests", say!(l, contact.self_tests)),
        ("leaflets", say!(l, contact.leaflets)),
        ("topics", say!(l, contact.topics)),
        ("needs", say!(l, contact.needs)),
        ("symptoms", say!(l, contact.symptoms)),
        ("violence", say!(l, contact.violence)),
        ("follow_up_on", say!(l, contact.follow_up_on)),
        ("note", say!(l, contact.note)),
        ("referral", say!(l, contact.referral)),
    ]
}

/// Whether a field behind "more" has an answer or a problem: then it must not stay folded.
fn shows_more(form: &ContactForm, problems: &Problems) -> bool {
    let answered = [&form.needles, &form.leaflets, &form.female_condoms, &form.follow_up_on, &form.note];
    let fields =
        ["topics", "needs", "symptoms", "violence", "follow_up_on", "note", "needles", "leaflets", "female_condoms"];
    fields.iter().any(|field| problems.of(field).is_some())
        || answered.iter().any(|text| !text.is_empty())
        || !form.topics.is_empty()
        || !form.needs.is_empty()
}

/// All fields. What most contacts need stands first, the rest is folded: six taps and no more.
#[component]
pub fn Fields(form: ContactForm, communes: Vec<(String, String)>, problems: Problems) -> impl IntoView {
    let l: Locale = use_context().unwrap_or(Locale::vi);
    let open = shows_more(&form, &problems);
    let answers = [(ConsentAnswer::Yes, say!(l, contact.wanted)), (ConsentAnswer::NotNow, say!(l, contact.not_wanted))];
    let answers = answers.map(|(answer, words)| (answer.posted().to_owned(), words.to_owned(), String::new())).to_vec();
    let asked = |answer: String| vec![if answer.is_empty() { Asked::NotAsked.code().to_owned() } else { answer }];
    view! {
        <Choices<Whom> name="whom" chosen=vec![form.whom] layout=Layout::Tiles />
        <div class="when anonymous stack">
            <Choices<Sex> name="sex" chosen=vec![form.sex] layout=Layout::Tiles />
            <Choices<AgeBand> name="age" chosen=vec![form.age] layout=Layout::Tiles only=AgeBand::OFFERED />
            <p class="note warm when child">{say!(l, contact.child)}</p>
        </div>
        <div class="when known"><Input name="code" value=form.code class="code" hint=say!(l, contact.code_hint) /><Scan of="code" /></div>
        <div class="when group"><Input name="people" value=form.people inputmode="numeric" class="short" /></div>
        <Choices<PlaceType> name="place" chosen=vec![form.place] layout=Layout::Tiles />
        <Select name="commune" chosen=form.commune options=communes />
        <fieldset class="field">
            <legend>{say!(l, contact.given)}</legend>
            <div class="sheet">
                <Count name="condoms" value=form.condoms max=GIVEN_MAX step=5 />
                <Count name="lubricant" value=form.lubricant max=GIVEN_MAX />
                <Count name="self_tests" value=form.self_tests max=GIVEN_MAX />
            </div>
        </fieldset>
        <details class="more" open=open>
            <summary>{say!(l, contact.more)}</summary>
            <div class="stack">
                <div class="sheet">
                    <Count name="female_condoms" value=form.female_condoms max=GIVEN_MAX />
                    <Count name="needles" value=form.needles max=GIVEN_MAX />
                    <Count name="leaflets" value=form.leaflets max=GIVEN_MAX />
                </div>
                <Choices<Topic> name="topics" chosen=form.topics layout=Layout::Tiles several=true />
                <Choices<NeedDomain> name="needs" chosen=form.needs layout=Layout::Tiles several=true />
                <Choices<Asked> name="symptoms" chosen=asked(form.symptoms) layout=Layout::Tiles />
                <Choices<Asked> name="violence" chosen=asked(form.violence) layout=Layout::Tiles />
                <Day name="follow_up_on" value=form.follow_up_on />
                <Input name="note" value=form.note hint=say!(l, contact.note_hint) />
            </div>
        </details>
        <Options name="referral" chosen=vec![form.referral] options=answers layout=Layout::Tiles />
    }
}
