//! `/courses/new`: a course is written down.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect};
use domain::problem::Problems;
use domain::training::{CourseForm, Funder, Level, Trade};
use leptos::prelude::*;

fn page(member: &Member, form: Posted<CourseForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("name", say!(l, training.name)),
        ("trade", say!(l, training.trade)),
        ("level", say!(l, training.level)),
        ("hours", say!(l, training.hours)),
        ("places", say!(l, training.seats)),
        ("cost", say!(l, training.cost)),
        ("funder", say!(l, training.funder)),
        ("boarding", say!(l, training.boarding)),
        ("childcare", say!(l, training.childcare)),
    ];
    Ok(Page::new(say!(l, training.new_course)).form(&labels, problems).show(member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, training.new_course)}</h1><small>{say!(l, training.courses_words)}</small></div>
            </div>
            <form class="sheet pad stack" method="post" action="/courses/new" autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <Input name="name" value=typed.name hint=say!(l, training.name_hint) />
                <Choices<Trade> name="trade" chosen=vec![typed.trade] layout=Layout::Across />
                <Choices<Level> name="level" chosen=vec![typed.level] layout=Layout::Across />
                <div class="inline">
                    <Input name="hours" value=typed.hours inputmode="numeric" class="short" />
                    <Input name="places" value=typed.places inputmode="numeric" class="short" />
                </div>
                <Input name="cost" value=typed.cost inputmode="numeric" class="short" hint=say!(l, training.cost_hint) />
                <Choices<Funder> name="funder" chosen=vec![typed.funder] layout=Layout::Across />
                <Tick name="boarding" checked={typed.boarding == "yes"} />
                <Tick name="childcare" checked={typed.childcare == "yes"} />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href="/courses">{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, Posted::read(""), Problems::none())
}

pub async fn submit(member: Member, form: Posted<CourseForm>) -> PageResult {
    let course = match form.typed.check() {
        Ok(course) => course,
        Err(problems) => return page(&member, form, problems),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let id = member.site.vault.record_course(member.actor(), &course, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/courses/{id}")).into_response())
}
