//! `/cases/{id}/name`: what she wants to be called, and the name on her papers while she lets that be kept.

use super::edit::{Edit, newest, theirs};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::commune;
use crate::parts::form::{Choices, Input, Layout, Once, Select, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use domain::audit::Reason;
use domain::client::{Born, BornForm, BornMeans, Doubt, Identity, IdentityForm};
use domain::consent::Segment;
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::client::{LastEdit, Saved};
use vault::{Opened, Ring, segment};

struct Open {
    case: CaseId,
    ring: Ring,
    label: Opened<segment::Label>,
    /// Unless she took it back.
    identity: Option<Opened<segment::Identity>>,
}

async fn open(member: &Member, case: &str) -> Result<Open, Fault> {
    let case = case.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Label, Segment::Identity];
    let opened = member.site.vault.open_case(member.actor(), case, &segments, Reason::Support).await?;
    let mut ring = opened.ok_or(Fault::NotFound)?;
    let label = ring.take().ok_or(Fault::NotFound)?;
    Ok(Open { case, label, identity: ring.take(), ring })
}

impl Open {
    /// As it stands.
    async fn stored(&self, member: &Member) -> Result<(IdentityForm, Option<LastEdit>), Fault> {
        let vault = &member.site.vault;
        let alias = vault.case_head(&self.label).await?.label.alias;
        let identity = match &self.identity {
            Some(proof) => vault.identity(proof).await?,
            None => Identity::default(),
        };
        let last = vault.last_name_edit(&self.label).await?;
        Ok((IdentityForm::of(&alias, identity), last))
    }
}

fn labels(l: Locale) -> [(&'static str, &'static str); 5] {
    [
        ("alias", say!(l, case.alias)),
        ("name", say!(l, client.name)),
        ("born", say!(l, client.born)),
        ("born_means", say!(l, client.born_means)),
        ("commune", say!(l, client.commune)),
    ]
}

/// The date of birth, and beside it the question what is meant, where it may be meant otherwise.
fn born(l: Locale, typed: BornForm, today: NaiveDate) -> AnyView {
    let asked = typed.doubt(today).map(|(read, doubt)| {
        let words = match doubt {
            Doubt::FirstOfYear => say!(l, client.born_first_of_year, day = read.display()).to_string(),
            Doubt::Swapped => say!(l, client.born_swapped, day = read.display()).to_string(),
            Doubt::Age => say!(l, client.born_age, day = read.display(), n = read.age(today)).to_string(),
        };
        let chosen = vec![typed.born_means.clone()];
        view! {
            <div class="note warm stack">
                <p>{words}</p>
                <Choices<BornMeans> name="born_means" chosen layout=Layout::Across />
            </div>
        }
    });
    let band = Born::parse(&typed.born).ok().flatten().and_then(|(born, _)| born.age_band(today));
    let band =
        band.map(|band| view! { <p class="hint">{say!(l, client.born_band, band = band.said(l)).to_string()}</p> });
    view! { <Input name="born" value=typed.born hint=say!(l, client.born_hint) />{band}{asked} }.into_any()
}

fn page(
    member: &Member,
    open: &Open,
    form: Posted<Edit<IdentityForm>>,
    problems: Problems,
    meanwhile: Option<(IdentityForm, Option<LastEdit>)>,
) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let (path, back) = (member.path.clone(), format!("/cases/{}", open.case));
    let today = member.site.vault.today();
    let communes = commune::options(&member.site.province);
    let (mine, kept) = (meanwhile.is_some(), open.identity.is_some());
    Ok(Page::new(say!(l, edit.name)).form(&labels(l), problems).show(member, move || {
        let theirs = meanwhile.and_then(|(saved, last)| {
            let commune = commune::name(&saved.commune).to_owned();
            let saved = [
                (say!(l, case.alias), saved.name.alias),
                (say!(l, client.name), saved.name.name),
                (say!(l, client.born), saved.born.born),
                (say!(l, client.commune), commune),
            ];
            theirs(l, last.as_ref(), saved.to_vec(), &back)
        });
        let Edit { seen, typed } = form.typed;
        let name = if kept {
            view! {
                <Input name="name" value=typed.name.name hint=say!(l, client.name_hint) />
                {born(l, typed.born, today)}
                <Select name="commune" chosen=typed.commune options=communes hint=say!(l, client.commune_hint) />
            }
            .into_any()
        } else {
            let again = format!("{back}/consents/again/identity");
            view! { <p class="soft">{say!(l, edit.name_taken_back)}" "<a href=again>{say!(l, edit.give_again)}</a></p> }
                .into_any()
        };
        view! {
            <div class="head"><h1>{say!(l, edit.name)}</h1></div>
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                {theirs}
                <Once form=number />
                <input type="hidden" name="seen" value=seen />
                <Input name="alias" value=typed.name.alias hint=say!(l, case.alias_hint) />
                {name}
                <div class="actions">
                    <button class="button main">{if mine { say!(l, edit.keep_mine) } else { say!(l, form.save) }}</button>
                    <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let open = open(&member, &case).await?;
    let (stored, last) = open.stored(&member).await?;
    let mut form = Posted::<Edit<IdentityForm>>::read("");
    form.typed = Edit { seen: newest(last.as_ref()), typed: stored };
    page(&member, &open, form, Problems::none(), None)
}

pub async fn submit(member: Member, Path(case): Path<String>, mut posted: Posted<Edit<IdentityForm>>) -> PageResult {
    let open = open(&member, &case).await?;
    let mut problems = Problems::none();
    let typed = &posted.typed.typed;
    let (today, province) = (member.site.vault.today(), &member.site.province);
    let name = match &open.identity {
        Some(_) => typed.check(today, |code| domain::commune::is_of(province, code), &mut problems),
        // While she lets nobody keep who she is, nothing of it is asked.
        None => typed.name.check(&mut problems),
    };
    let name = match problems.finish(name) {
        Ok(name) => name,
        Err(problems) => return page(&member, &open, posted, problems, None),
    };
    let (number, keys) = (posted.form.ok_or(Fault::NotFound)?, (&open.label, open.identity.as_ref()));
    let seen = posted.typed.seen();
    let saved = member.site.vault.edit_name(member.actor(), &open.ring, keys, &name, seen, number).await?;
    if saved.ok_or(Fault::NotFound)? == Saved::Meanwhile {
        let (stored, last) = open.stored(&member).await?;
        posted.typed.seen = newest(last.as_ref());
        let problems = Problems::at("alias", Problem::ChangedMeanwhile);
        return page(&member, &open, posted, problems, Some((stored, last)));
    }
    Ok(Redirect::to(&format!("/cases/{}", open.case)).into_response())
}
