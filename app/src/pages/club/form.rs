//! What is kept of a club, as a form: for a new one and for a change.

use crate::page::Page;
use crate::parts::form::{Choices, Day, Input, Layout, Once, Select, Summary};
use crate::parts::{TextArea, commune};
use crate::visit::Member;
use crate::words::say;
use axum::response::Response;
use domain::club::{ClubForm, ClubKind, Frequency};
use domain::problem::Problems;
use leptos::prelude::*;

/// The form. A change carries no number: its version does the same.
pub fn page(member: &Member, typed: ClubForm, problems: Problems, number: Option<String>) -> Response {
    let l = member.l;
    let path = member.path.clone();
    let communes = commune::options(&member.site.province);
    let labels = [
        ("name", say!(l, club.name)),
        ("kind", say!(l, club.kind)),
        ("host", say!(l, club.host)),
        ("commune", say!(l, club.commune)),
        ("founded_on", say!(l, club.founded_on)),
        ("decision", say!(l, club.decision)),
        ("frequency", say!(l, club.frequency)),
        ("rules", say!(l, club.rules)),
        ("funding", say!(l, club.funding)),
    ];
    let title = if number.is_some() { say!(l, club.add) } else { say!(l, club.change) };
    let back = path.strip_suffix("/edit").or_else(|| path.strip_suffix("/new")).unwrap_or("/clubs").to_owned();
    Page::new(title).form(&labels, problems).show(member, move || {
        view! {
            <h1>{title}</h1>
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <Summary />
                {number.map(|form| view! { <Once form /> })}
                <input type="hidden" name="began_from" value=typed.began_from />
                <p class="note">{say!(l, club.before)}</p>
                <Input name="name" value=typed.name hint=say!(l, club.name_hint) />
                <Choices<ClubKind> name="kind" chosen=vec![typed.kind] layout=Layout::Across />
                <Input name="host" value=typed.host hint=say!(l, club.host_hint) />
                <Select name="commune" chosen=typed.commune options=communes />
                <Choices<Frequency> name="frequency" chosen=vec![typed.frequency] layout=Layout::Across />
                <div class="inline">
                    <Input name="decision" value=typed.decision />
                    <Day name="founded_on" value=typed.founded_on />
                </div>
                <TextArea name="rules" value=typed.rules hint=say!(l, club.rules_hint) />
                <Input name="funding" value=typed.funding />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href=back>{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}
