//! `/expected/{id}/clinic/visit`: one visit, written down by the clinic for itself.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::compartment::{Desk, head};
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::clinic::{ClinicEntry, PartnersTold, Syndrome, Vaccine, VisitForm};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::segment;

fn page(member: &Member, desk: Desk<segment::Health>, form: Posted<VisitForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let (path, back) = (member.path.clone(), format!("/expected/{}/clinic", desk.referral));
    let labels = [
        ("seen_on", say!(l, clinic.seen_on)),
        ("syndromes", say!(l, clinic.syndromes)),
        ("treatment", say!(l, clinic.treatment)),
        ("partners", say!(l, clinic.partners)),
        ("vaccines", say!(l, clinic.vaccines)),
        ("next_on", say!(l, clinic.next_on)),
    ];
    let typed = form.typed;
    Page::new(say!(l, clinic.record_visit)).form(&labels, problems).show(member, move || {
        view! {
            {head(l, say!(l, clinic.record_visit), &desk.standing, back.clone())}
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <Day name="seen_on" value=typed.seen_on />
                <Choices<Syndrome> name="syndromes" chosen=typed.syndromes layout=Layout::Across several=true />
                <Input name="treatment" value=typed.treatment />
                <Choices<PartnersTold> name="partners" chosen=vec![typed.partners] layout=Layout::Across hint=say!(l, clinic.partners_hint) />
                <Choices<Vaccine> name="vaccines" chosen=typed.vaccines layout=Layout::Across several=true />
                <Day name="next_on" value=typed.next_on />
                <div class="actions"><button class="button main">{say!(l, form.save)}</button><a class="button quiet" href=back>{say!(l, form.cancel)}</a></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(referral): Path<String>) -> PageResult {
    let desk = Desk::open(&member, &referral).await?;
    let mut form = Posted::<VisitForm>::read("");
    form.typed.seen_on = domain::date::display(member.site.vault.today());
    Ok(page(&member, desk, form, Problems::none()))
}

pub async fn submit(member: Member, Path(referral): Path<String>, form: Posted<VisitForm>) -> PageResult {
    let desk: Desk<segment::Health> = Desk::open(&member, &referral).await?;
    let vault = &member.site.vault;
    let visit = match form.typed.check(vault.today()) {
        Ok(visit) => ClinicEntry::Visit(visit),
        Err(problems) => return Ok(page(&member, desk, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    vault.record_at_clinic(member.actor(), &desk.ring, &desk.proof, &visit, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/expected/{}/clinic", desk.referral)).into_response())
}
