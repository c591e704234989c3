//! `/expected/{id}/clinic/test`: one test with its result, written down by the clinic for itself.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::compartment::{Desk, head};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::clinic::{ClinicEntry, Method, TestCode, TestForm, TestResult};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::segment;

fn page(member: &Member, desk: Desk<segment::Health>, form: Posted<TestForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let (path, back) = (member.path.clone(), format!("/expected/{}/clinic", desk.referral));
    let labels = [
        ("test", say!(l, clinic.test)),
        ("method", say!(l, clinic.method)),
        ("taken_on", say!(l, clinic.taken_on)),
        ("result", say!(l, clinic.result)),
        ("lab_number", say!(l, clinic.lab_number)),
    ];
    let typed = form.typed;
    Page::new(say!(l, clinic.record_test)).form(&labels, problems).show(member, move || {
        view! {
            {head(l, say!(l, clinic.record_test), &desk.standing, back.clone())}
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <Choices<TestCode> name="test" chosen=vec![typed.test] layout=Layout::Across />
                <Choices<Method> name="method" chosen=vec![typed.method] layout=Layout::Across />
                <Day name="taken_on" value=typed.taken_on />
                <Choices<TestResult> name="result" chosen=vec![typed.result] layout=Layout::Across />
                <Input name="lab_number" value=typed.lab_number class="short" />
                <p class="soft">{say!(l, clinic.not_here)}</p>
                <div class="actions"><button class="button main">{say!(l, form.save)}</button><a class="button quiet" href=back>{say!(l, form.cancel)}</a></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(referral): Path<String>) -> PageResult {
    let desk = Desk::open(&member, &referral).await?;
    let mut form = Posted::<TestForm>::read("");
    form.typed.taken_on = domain::date::display(member.site.vault.today());
    Ok(page(&member, desk, form, Problems::none()))
}

pub async fn submit(member: Member, Path(referral): Path<String>, form: Posted<TestForm>) -> PageResult {
    let desk: Desk<segment::Health> = Desk::open(&member, &referral).await?;
    let vault = &member.site.vault;
    let test = match form.typed.check(vault.today()) {
        Ok(test) => ClinicEntry::Test(test),
        Err(problems) => return Ok(page(&member, desk, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    vault.record_at_clinic(member.actor(), &desk.ring, &desk.proof, &test, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/expected/{}/clinic", desk.referral)).into_response())
}
