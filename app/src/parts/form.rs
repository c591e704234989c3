//! Fields: label, hint, control, problem. Labels and problems come from the page's sheet, so a field names only itself.

use crate::words::{Locale, Spoken, problem, say};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;

/// The labels of a form and what is wrong with it.
#[derive(Clone, Default)]
pub struct Sheet {
    /// Field name and label, in the order of the form.
    pub labels: Vec<(&'static str, &'static str)>,
    /// What is wrong.
    pub problems: Problems,
}

fn sheet() -> Sheet {
    use_context().unwrap_or_default()
}

fn locale() -> Locale {
    use_context().unwrap_or(Locale::vi)
}

fn label_of(name: &str) -> &'static str {
    sheet().labels.iter().find(|(field, _)| *field == name).map_or("", |(_, label)| *label)
}

fn class_of(name: &str) -> &'static str {
    if sheet().problems.of(name).is_some() { "field has-problem" } else { "field" }
}

/// What is said of a field above its control.
fn hint_line(name: &'static str, hint: String) -> Option<impl IntoView> {
    (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })
}

/// What is wrong with a field, below its control.
fn problem_line(name: &'static str) -> Option<impl IntoView> {
    let found = sheet().problems.of(name);
    found.map(|found| view! { <p class="problem" id=format!("{name}-problem")>{problem(locale(), found)}</p> })
}

/// `aria-describedby` and `aria-invalid` of a control.
pub fn described(name: &str, hint: bool) -> (Option<String>, Option<&'static str>) {
    let wrong = sheet().problems.of(name).is_some();
    let mut ids = Vec::new();
    if wrong {
        ids.push(format!("{name}-problem"));
    }
    if hint {
        ids.push(format!("{name}-hint"));
    }
    ((!ids.is_empty()).then(|| ids.join(" ")), wrong.then_some("true"))
}

/// At the top of a rejected form: what to look at again, each a link to its field. `words` say what became of what was
/// typed where not all of it is kept.
#[component]
pub fn Summary(#[prop(optional)] words: Option<&'static str>) -> impl IntoView {
    let l = locale();
    let words = words.unwrap_or(say!(l, form.nothing_lost));
    let sheet = sheet();
    (!sheet.problems.is_empty()).then(|| {
        let items: Vec<_> = sheet
            .problems
            .iter()
            .map(|(name, found): (&'static str, Problem)| {
                let label = sheet.labels.iter().find(|(field, _)| *field == name).map_or(name, |(_, label)| *label);
                view! { <li><a href=format!("#{name}")>{label}" – "{problem(l, found)}</a></li> }
            })
            .collect();
        view! {
            <div class="summary" role="alert" tabindex="-1">
                <h2>{say!(l, form.look_again)}</h2>
                <p>{words}</p>
                <ul>{items}</ul>
            </div>
        }
    })
}

/// A labelled place for one control.
#[component]
pub fn Field(name: &'static str, hint: String, children: Children) -> impl IntoView {
    view! {
        <div class=class_of(name)>
            <label for=name>{label_of(name)}</label>
            {hint_line(name, hint)}
            {children()}
            {problem_line(name)}
        </div>
    }
}

/// One line of text, or whatever else `kind` of input.
#[component]
pub fn Input(
    name: &'static str,
    value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
) -> impl IntoView {
    let (described, invalid) = described(name, !hint.is_empty());
    let autocapitalize = (kind == "text").then_some("none");
    view! {
        <Field name hint>
            <input
                id=name
                name=name
                type=kind
                value=value
                class=class
                autocomplete=autocomplete
                autocapitalize=autocapitalize
                inputmode=inputmode
                aria-describedby=described
                aria-invalid=invalid
            />
        </Field>
    }
}

/// A day. Posted as the browser's date field does, or typed as dd/mm/yyyy; both are read.
#[component]
pub fn Day(name: &'static str, value: String, #[prop(optional, into)] hint: String) -> impl IntoView {
    // A date field can show only a real date; anything else typed stays visible in a text field.
    let iso = domain::date::parse_date(&value).ok().map(|date| date.map(|date| date.to_string()).unwrap_or_default());
    match iso {
        Some(iso) => view! { <Input name value=iso kind="date" hint=hint class="short" /> },
        None => view! { <Input name value=value hint=hint class="short" /> },
    }
}

/// A counter whose buttons go up and down by `step`; any number can be typed. `empty` is what it shows while nothing is.
#[component]
pub fn Count(
    name: &'static str,
    value: String,
    max: i64,
    #[prop(default = 1)] step: i64,
    #[prop(default = "0")] empty: &'static str,
) -> impl IntoView {
    let l = locale();
    let label = label_of(name);
    let (described, invalid) = described(name, false);
    view! {
        <div class="count">
            <label for=name>{label}</label>
            <button type="button" class="step" data-step=-step aria-label=say!(l, form.less, n = step, what = label).to_string()>"−"</button>
            <input id=name name=name type="number" inputmode="numeric" min="0" max=max value=value placeholder=empty
                aria-describedby=described aria-invalid=invalid />
            <button type="button" class="step" data-step=step aria-label=say!(l, form.more, n = step, what = label).to_string()>"+"</button>
            {problem_line(name)}
        </div>
    }
}

/// How choices are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One below the other.
    Down,
    /// Side by side where there is room.
    Across,
    /// Big tiles for thumbs.
    Tiles,
}

/// One or several of a closed list. `several` posts the name once for each that is ticked.
#[component]
pub fn Choices<C: Spoken>(
    name: &'static str,
    chosen: Vec<String>,
    #[prop(default = Layout::Down)] layout: Layout,
    #[prop(optional)] several: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] only: Option<&'static [C]>,
) -> impl IntoView {
    let l = locale();
    let offered = only.unwrap_or_else(|| C::all());
    let options =
        offered.iter().map(|choice| (choice.posted().to_owned(), choice.said(l).to_owned(), String::new())).collect();
    view! { <Options name chosen options layout several hint /> }
}

/// One or several of options that are not a closed list: value, words, and a hint for each.
#[component]
pub fn Options(
    name: &'static str,
    chosen: Vec<String>,
    options: Vec<(String, String, String)>,
    #[prop(default = Layout::Down)] layout: Layout,
    #[prop(optional)] several: bool,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let (described, invalid) = described(name, !hint.is_empty());
    let (list, item) = match layout {
        Layout::Down => ("choices", "choice"),
        Layout::Across => ("choices across", "choice"),
        Layout::Tiles => ("tiles", "tile"),
    };
    let kind = if several { "checkbox" } else { "radio" };
    let items: Vec<_> = options
        .into_iter()
        .enumerate()
        .map(|(number, (value, words, note))| {
            let checked = chosen.contains(&value);
            // The summary's link must land on something: the first control carries the field's own name.
            let id = (number == 0).then_some(name);
            let note = (!note.is_empty()).then(|| view! { <small>{note}</small> });
            view! {
                <label class=item>
                    <input id=id type=kind name=name value=value checked=checked aria-invalid=invalid />
                    <span>{words}" "{note}</span>
                </label>
            }
        })
        .collect();
    // Where nothing is offered, it lands on the group itself.
    let own = items.is_empty().then_some(name);
    view! {
        <fieldset id=own class=class_of(name) aria-describedby=described>
            <legend>{label_of(name)}</legend>
            {hint_line(name, hint)}
            <div class=list>{items}</div>
            {problem_line(name)}
        </fieldset>
    }
}

/// One tick that must be set.
#[component]
pub fn Tick(name: &'static str, checked: bool) -> impl IntoView {
    let (described, invalid) = described(name, false);
    view! {
        <div class=class_of(name)>
            <label class="choice">
                <input id=name type="checkbox" name=name value="yes" checked=checked aria-describedby=described aria-invalid=invalid />
                <span>{label_of(name)}</span>
            </label>
            {problem_line(name)}
        </div>
    }
}

/// One of a list that is too long to show: value and words.
#[component]
pub fn Select(
    name: &'static str,
    chosen: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let l = locale();
    let (described, invalid) = described(name, !hint.is_empty());
    let nothing = chosen.is_empty();
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect();
    view! {
        <Field name hint>
            <select id=name name=name aria-describedby=described aria-invalid=invalid>
                <option value="" selected=nothing>{say!(l, form.choose)}</option>
                {options}
            </select>
        </Field>
    }
}

/// The number a form is handed out with.
#[component]
pub fn Once(form: String) -> impl IntoView {
    view! { <input type="hidden" name="form" value=form /> }
}
