//! `/expected/{id}/job`: one client's way into work and through its first six months.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::livelihood::{Here, Told, head, history, keep, open, owed};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Select, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use domain::id::EmployerId;
use domain::job::{Contract, Cv, Employer, EndReason, Interest, Stage, Step, StepForm, Told as ToldEmployer, WageBand};
use domain::livelihood::Entry;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::livelihood::Kept;

fn told(l: Locale, step: &Step, employers: &[(EmployerId, Employer)]) -> Vec<String> {
    let employer = step.employer.and_then(|id| employers.iter().find(|(known, _)| *known == id));
    let employer = employer.map(|(_, employer)| employer.name.as_str().to_owned());
    let was_told: Vec<_> = step.told.iter().map(|told| told.said(l)).collect();
    let was_told = (!was_told.is_empty()).then(|| format!("{}: {}", say!(l, job.told), was_told.join(" · ")));
    [
        employer,
        step.job.as_ref().map(|job| job.as_str().to_owned()),
        was_told,
        step.contract.map(|contract| contract.said(l).to_owned()),
        step.wage.map(|wage| wage.said(l).to_owned()),
        step.reason.map(|reason| reason.said(l).to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What she would like and what an employer may know, with the ways to say it.
fn aside(l: Locale, base: &str, interest: Option<&Interest>, cv: Option<&Cv>) -> AnyView {
    let wishes: Option<Vec<_>> = interest.map(|interest| interest.trades.iter().map(|trade| trade.said(l)).collect());
    let wishes = wishes.map_or_else(|| say!(l, job.no_interest).to_owned(), |trades| trades.join(", "));
    let own = interest.and_then(|interest| interest.wish.as_ref()).map(|wish| wish.as_str().to_owned());
    let tells = cv.map(|cv| cv.tells().into_iter().map(|told| told.said(l)).collect::<Vec<_>>().join(" · "));
    let copy =
        tells.is_some().then(|| view! { <a class="button" href=format!("{base}/copy")>{say!(l, job.see_copy)}</a> });
    view! {
        <section class="sheet pad stack">
            <h2>{say!(l, job.interest)}</h2>
            <p>{wishes}</p>
            {own.map(|own| view! { <p class="prose">{own}</p> })}
            <p><a href=format!("{base}/interest")>{say!(l, job.say_interest)}</a></p>
        </section>
        <section class="sheet pad stack">
            <h2>{say!(l, job.paper)}</h2>
            <p>{tells.unwrap_or_else(|| say!(l, job.no_paper).to_owned())}</p>
            <p class="actions">{copy}<a class="button quiet" href=format!("{base}/paper")>{say!(l, job.write_paper)}</a></p>
        </section>
    }
    .into_any()
}

async fn page(member: &Member, kept: Kept, form: Posted<StepForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let employers = vault.employers(member.actor()).await?.ok_or(Fault::NotFound)?;
    let number = form.number(vault).to_string();
    let typed = form.typed;
    let labels = [
        ("stage", say!(l, livelihood.next)),
        ("on", say!(l, livelihood.on)),
        ("employer", say!(l, job.employer)),
        ("job", say!(l, job.job)),
        ("told", say!(l, job.told)),
        ("contract", say!(l, job.contract)),
        ("wage", say!(l, job.wage)),
        ("reason", say!(l, job.reason)),
    ];
    Ok(Page::new(say!(l, job.title)).form(&labels, problems).show(member, move || {
        let offered = kept.record.job.offered();
        let steps = kept.written.iter().filter_map(|written| match &written.entry {
            Entry::Job(step) => Some(Told::new((step.stage.said(l), step.on), told(l, step, &employers), written)),
            _ => None,
        });
        let steps = steps.collect();
        let check = kept.record.next_check().map(|(stage, due)| view! { <p>{owed(l, stage.said(l), due, today)}</p> });
        let base = format!("/expected/{}/job", kept.referral);
        let aside = aside(l, &base, kept.record.interest.as_ref(), kept.record.cv.as_ref());
        let may = |stage: Stage| offered.contains(&stage);
        let StepForm { stage, on, employer, job, told, contract, wage, reason } = typed;
        let introduce = may(Stage::Introduced).then(|| {
            let known = employers.iter().map(|(id, employer)| (id.to_string(), employer.name.as_str().to_owned()));
            let known = known.collect();
            view! {
                <Select name="employer" chosen=employer options=known hint=say!(l, job.employer_hint) />
                <Input name="job" value=job />
                <Choices<ToldEmployer> name="told" chosen=told several=true layout=Layout::Across hint=say!(l, job.told_hint) />
            }
        });
        let start = may(Stage::Started).then(|| {
            view! {
                <Choices<Contract> name="contract" chosen=vec![contract] layout=Layout::Across hint=say!(l, job.start_hint) />
                <Choices<WageBand> name="wage" chosen=vec![wage] layout=Layout::Across />
            }
        });
        let end = may(Stage::Ended).then(|| {
            view! { <Choices<EndReason> name="reason" chosen=vec![reason] layout=Layout::Across hint=say!(l, job.reason_hint) /> }
        });
        view! {
            {head(l, &kept, Here::Job)}
            {check}
            <div class="cols">
                <form class="sheet pad stack" method="post" action=base autocomplete="off" data-guard="">
                    <Summary />
                    <Once form=number />
                    <Choices<Stage> name="stage" chosen=vec![stage] layout=Layout::Tiles only=offered />
                    <Day name="on" value=on />
                    {introduce}
                    {start}
                    {end}
                    <p class="soft">{say!(l, livelihood.told_back)}</p>
                    <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
                <div>{aside}{history(l, steps)}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let kept = open(&member, &id).await?;
    let mut form = Posted::<StepForm>::read("");
    form.typed.on = domain::date::display(member.site.vault.today());
    page(&member, kept, form, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<StepForm>) -> PageResult {
    let kept = open(&member, &id).await?;
    let vault = &member.site.vault;
    let employers = vault.employers(member.actor()).await?.ok_or(Fault::NotFound)?;
    let known: Vec<_> = employers.iter().map(|(id, _)| *id).collect();
    let step = match form.typed.check(&kept.record.job, &known, kept.record.cv.as_ref(), vault.today()) {
        Ok(step) => step,
        Err(problems) => return page(&member, kept, form, problems).await,
    };
    let to = format!("/expected/{}/job", kept.referral);
    match keep(&member, &kept, Entry::Job(step), form.form, &to).await? {
        Some(answer) => Ok(answer),
        None => page(&member, kept, form, Problems::at("stage", Problem::ChangedMeanwhile)).await,
    }
}
