//! `/directory/new` and `/directory/{listing}/change`: what one service at one place is, as people ask for it.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Layout, Once, Select, Summary, Tick};
use crate::parts::{TextArea, commune};
use crate::visit::Member;
use crate::words::{Locale, say, weekdays};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::{Cost, DAY_FIELDS, ListingForm, Speaks, Status, WEEK, WayIn, Women};
use domain::id::{ListingId, OrganisationId, SubmissionId};
use domain::problem::{Problem, Problems};
use domain::referral::Service;
use leptos::prelude::*;
use vault::directory::Changed;

/// Whose listing is written.
enum About {
    /// A new one of one of these.
    New(Vec<(OrganisationId, String)>),
    /// This one, which stands.
    Of(ListingId, String),
}

fn labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    let mut labels = vec![
        ("organisation", say!(l, directory.organisation)),
        ("service", say!(l, directory.service)),
        ("commune", say!(l, directory.commune)),
        ("address", say!(l, directory.address)),
        ("phone", say!(l, directory.phone)),
        ("step_free", say!(l, directory.step_free)),
        ("eligibility", say!(l, directory.eligibility)),
        ("cost", say!(l, directory.cost)),
        ("cost_words", say!(l, directory.cost_words)),
        ("documents", say!(l, directory.documents)),
        ("languages", say!(l, directory.languages)),
        ("ways", say!(l, directory.ways)),
        ("accompanied", say!(l, directory.accompanied)),
        ("women", say!(l, directory.women)),
        ("status", say!(l, directory.status)),
    ];
    labels.extend(DAY_FIELDS.into_iter().zip(weekdays(l)));
    labels
}

fn fields(l: Locale, form: ListingForm, province: &str) -> AnyView {
    let days: [String; WEEK] = form.days().map(ToOwned::to_owned);
    let days: Vec<_> = DAY_FIELDS.into_iter().zip(days).map(|(name, value)| view! { <Input name value /> }).collect();
    view! {
        <Choices<Service> name="service" chosen=vec![form.service] layout=Layout::Across />
        <Select name="commune" chosen=form.commune options=commune::options(province) />
        <Input name="address" value=form.address />
        <Input name="phone" value=form.phone kind="tel" hint=say!(l, directory.phone_hint) />
        <Choices<WayIn> name="ways" chosen=form.ways layout=Layout::Across several=true />
        <Choices<Cost> name="cost" chosen=vec![form.cost] layout=Layout::Across />
        <Input name="cost_words" value=form.cost_words />
        <fieldset class="field days">
            <legend>{say!(l, directory.hours)}</legend>
            <p class="hint">{say!(l, directory.hours_hint)}</p>
            {days}
        </fieldset>
        <TextArea name="eligibility" value=form.eligibility />
        <TextArea name="documents" value=form.documents />
        <Choices<Speaks> name="languages" chosen=form.languages layout=Layout::Across several=true />
        <Choices<Women> name="women" chosen=vec![form.women] layout=Layout::Across />
        <Tick name="step_free" checked=form.step_free == "yes" />
        <Tick name="accompanied" checked=form.accompanied == "yes" />
        <Choices<Status> name="status" chosen=vec![form.status] layout=Layout::Across />
    }
    .into_any()
}

fn page(
    member: &Member,
    about: About,
    form: ListingForm,
    number: Option<SubmissionId>,
    problems: Problems,
) -> Response {
    let l = member.l;
    let once = number.unwrap_or_else(|| SubmissionId(member.site.vault.new_submission())).to_string();
    let (path, province) = (member.path.clone(), member.site.province.clone());
    Page::new(say!(l, directory.title)).form(&labels(l), problems).show(member, move || {
        let (title, name, whose, back) = match about {
            About::New(partners) => {
                // Who keeps one organisation's is not asked which.
                let ask = (partners.len() > 1).then(|| {
                    let options = partners.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
                    view! { <Select name="organisation" chosen=form.organisation.clone() options /> }
                });
                (say!(l, directory.add), None, ask, "/directory".to_owned())
            }
            About::Of(id, name) => (say!(l, directory.change), Some(name), None, format!("/directory/{id}")),
        };
        let version = form.number.clone();
        view! {
            <div class="head"><div><h1>{title}</h1>{name.map(|name| view! { <small>{name}</small> })}</div><div><a class="button quiet" href=back>{say!(l, form.back)}</a></div></div>
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=once />
                <input type="hidden" name="number" value=version />
                {whose}
                {fields(l, form, &province)}
                <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
            </form>
        }
        .into_any()
    })
}

fn known(member: &Member) -> impl Fn(&str) -> bool + use<> {
    let province = member.site.province.clone();
    move |code| domain::commune::is_of(&province, code)
}

pub async fn blank(member: Member) -> PageResult {
    let partners = member.site.vault.partners(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(page(&member, About::New(partners), ListingForm::blank(), None, Problems::none()))
}

pub async fn add(member: Member, form: Posted<ListingForm>) -> PageResult {
    let vault = &member.site.vault;
    let partners = vault.partners(member.actor()).await?.ok_or(Fault::NotFound)?;
    let mut problems = Problems::none();
    let organisation = match &partners[..] {
        [(only, _)] => Some(*only),
        several if form.typed.organisation.is_empty() && !several.is_empty() => {
            problems.keep("organisation", Err(Problem::Missing))
        }
        several => {
            let chosen = several.iter().find(|(id, _)| id.to_string() == form.typed.organisation);
            problems.keep("organisation", chosen.map(|(id, _)| *id).ok_or(Problem::NotAChoice))
        }
    };
    let listing = problems.keep_form(form.typed.check(known(&member)));
    let (Some(organisation), Some(listing)) = (organisation, listing) else {
        return Ok(page(&member, About::New(partners), form.typed, form.form, problems));
    };
    let once = form.form.ok_or(Fault::NotFound)?;
    let id = vault.add_listing(member.actor(), organisation, &listing, once).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/directory/{id}")).into_response())
}

/// The listing of an address, for who keeps it.
async fn kept(member: &Member, id: &str) -> Result<vault::directory::Entry, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let entry = member.site.vault.listing(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    if member.actor().keeps_listing_of(entry.organisation) { Ok(entry) } else { Err(Fault::NotFound) }
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let entry = kept(&member, &id).await?;
    let form = ListingForm::of(&entry.listing, entry.number);
    Ok(page(&member, About::Of(entry.id, entry.name), form, None, Problems::none()))
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<ListingForm>) -> PageResult {
    let entry = kept(&member, &id).await?;
    let listing = match form.typed.check(known(&member)) {
        Ok(listing) => listing,
        Err(problems) => return Ok(page(&member, About::Of(entry.id, entry.name), form.typed, form.form, problems)),
    };
    let number = form.typed.number.parse().unwrap_or_default();
    match member.site.vault.change_listing(member.actor(), entry.id, &listing, number).await?.ok_or(Fault::NotFound)? {
        Changed::Now => Ok(Redirect::to(&format!("/directory/{}", entry.id)).into_response()),
        Changed::Meanwhile => {
            // What was typed stays; the next save is of what stands now.
            let typed = ListingForm { number: entry.number.to_string(), ..form.typed };
            let problems = Problems::at("service", Problem::ChangedMeanwhile);
            let mut answer = page(&member, About::Of(entry.id, entry.name), typed, form.form, problems);
            *answer.status_mut() = StatusCode::CONFLICT;
            Ok(answer)
        }
    }
}
