//! `/expected/{id}/loan`: one client's loan. The programmes for everybody come first; what the targeted one tells the commune is
//! read to her before.

use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::pages::livelihood::{Here, Told, head, history, keep, open};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, Spoken, dong, say};
use axum::extract::Path;
use domain::livelihood::Entry;
use domain::loan::{Programme, Stage, Step, StepForm, WhyTargeted};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::livelihood::Kept;

fn told(l: Locale, step: &Step) -> Vec<String> {
    let programme = step.programme.map(|programme| programme.said(l).to_owned());
    let why = step.why_targeted.map(|why| format!("{} {}", say!(l, loan.confirmed), why.said(l)));
    [programme, why, step.amount.map(dong)].into_iter().flatten().collect()
}

fn page(member: &Member, kept: Kept, form: Posted<StepForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("stage", say!(l, livelihood.next)),
        ("on", say!(l, livelihood.on)),
        ("programme", say!(l, loan.programme)),
        ("warned", say!(l, loan.warned)),
        ("why_targeted", say!(l, loan.why_targeted)),
        ("amount", say!(l, loan.amount)),
    ];
    Ok(Page::new(say!(l, loan.title)).form(&labels, problems).show(member, move || {
        let offered = kept.record.loan.offered();
        let steps = kept.written.iter().filter_map(|written| match &written.entry {
            Entry::Loan(step) => Some(Told::new((step.stage.said(l), step.on), told(l, step), written)),
            _ => None,
        });
        let steps = steps.collect();
        let base = format!("/expected/{}/loan", kept.referral);
        let may = |stage: Stage| offered.contains(&stage);
        let StepForm { stage, on, programme, warned, why_targeted, amount } = typed;
        let file = may(Stage::File).then(|| {
            view! {
                <Choices<Programme> name="programme" chosen=vec![programme] hint=say!(l, loan.programme_hint) />
                <section class="readout stack">
                    <h2>{say!(l, loan.warning_title)}</h2>
                    <p>{say!(l, loan.warning)}</p>
                    <Tick name="warned" checked={warned == "yes"} />
                    <Choices<WhyTargeted> name="why_targeted" chosen=vec![why_targeted] />
                </section>
            }
        });
        let disburse = may(Stage::Disbursed).then(|| {
            view! { <Input name="amount" value=amount inputmode="numeric" class="short" hint=say!(l, loan.amount_hint) /> }
        });
        view! {
            {head(l, &kept, Here::Loan)}
            <div class="cols">
                <form class="sheet pad stack" method="post" action=base autocomplete="off" data-guard="">
                    <Summary />
                    <Once form=number />
                    <Choices<Stage> name="stage" chosen=vec![stage] layout=Layout::Tiles only=offered />
                    <Day name="on" value=on />
                    {file}
                    {disburse}
                    <p class="soft">{say!(l, loan.told_back)}</p>
                    <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
                <div>{history(l, steps)}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let kept = open(&member, &id).await?;
    let mut form = Posted::<StepForm>::read("");
    form.typed.on = domain::date::display(member.site.vault.today());
    page(&member, kept, form, Problems::none())
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<StepForm>) -> PageResult {
    let kept = open(&member, &id).await?;
    let step = match form.typed.check(&kept.record.loan, member.site.vault.today()) {
        Ok(step) => step,
        Err(problems) => return page(&member, kept, form, problems),
    };
    let to = format!("/expected/{}/loan", kept.referral);
    match keep(&member, &kept, Entry::Loan(step), form.form, &to).await? {
        Some(answer) => Ok(answer),
        None => page(&member, kept, form, Problems::at("stage", Problem::ChangedMeanwhile)),
    }
}
