//! `/accounts`: the administrator invites people. She sees teams and names of staff, and no client.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Layout, Select, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::response::Response;
use domain::account::{InvitationForm, Role};
use domain::problem::Problems;
use domain::vietnamese::NameOrder;
use leptos::prelude::*;

async fn page(
    member: &Member,
    form: InvitationForm,
    problems: Problems,
    link: Option<String>,
) -> Result<Response, Fault> {
    let l = member.l;
    let own = member.actor().account();
    let mut people = member.site.vault.everybody(member.actor()).await?.ok_or(Fault::NotFound)?;
    NameOrder::new().sort(&mut people, |person| &person.name);
    let teams = member.site.vault.teams(member.actor()).await?.ok_or(Fault::NotFound)?;
    let labels = [
        ("name", say!(l, account.name)),
        ("username", say!(l, account.username)),
        ("role", say!(l, account.role)),
        ("team", say!(l, account.team)),
    ];
    Ok(Page::new(say!(l, nav.accounts)).form(&labels, problems).show(member, move || {
        let offered = teams
            .iter()
            .map(|team| {
                let words = if team.name == team.organisation {
                    team.name.clone()
                } else {
                    format!("{} · {}", team.organisation, team.name)
                };
                (team.id.to_string(), words)
            })
            .collect();
        let listed_people: Vec<_> = people
            .into_iter()
            .map(|person| {
                let close = (person.account != own).then(|| {
                    let named = format!("{} – {}", say!(l, account.close), person.name);
                    view! { <a href=format!("/accounts/{}/closing", person.account) aria-label=named>{say!(l, account.close)}</a> }
                });
                view! {
                    <li>
                        <div><span class="who">{person.name}</span><br /><small>{person.role.said(l)}" · "{person.organisation}</small></div>
                        {close}
                    </li>
                }
            })
            .collect();
        let listed: Vec<_> = teams
            .iter()
            .map(|team| {
                let name = (team.name != team.organisation).then(|| view! { <br /><small>{team.name.clone()}</small> });
                view! { <li><div><span class="who">{team.organisation.clone()}</span>{name}</div></li> }
            })
            .collect();
        view! {
            <div class="head">
                <h1>{say!(l, nav.accounts)}</h1>
                <div><a class="button" href="/partners/new">{say!(l, account.add_partner)}</a></div>
            </div>
            {link.map(|link| view! {
                <div class="note calm" role="status">
                    <p>{say!(l, account.invitation_ready)}</p>
                    <p class="code link">{link}</p>
                </div>
            })}
            <div class="cols">
                <form class="sheet pad stack" method="post" action="/accounts">
                    <h2>{say!(l, account.invite)}</h2>
                    <Summary />
                    <Input name="name" value=form.name />
                    <Input name="username" value=form.username hint=say!(l, account.username_hint) />
                    <Choices<Role> name="role" chosen=vec![form.role] layout=Layout::Across only=Role::STAFF />
                    <Select name="team" chosen=form.team options=offered />
                    <div class="actions"><button class="button main">{say!(l, account.invite)}</button></div>
                </form>
                <div>
                    <section class="sheet">
                        <header><h2>{say!(l, account.teams)}</h2></header>
                        <ul class="rows">{listed}</ul>
                    </section>
                    <section class="sheet">
                        <header><h2>{say!(l, account.people)}</h2></header>
                        <ul class="rows">{listed_people}</ul>
                    </section>
                    <p class="note">{say!(l, account.opens_nothing)}</p>
                </div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, InvitationForm::default(), Problems::none(), None).await
}

pub async fn submit(member: Member, form: Posted<InvitationForm>) -> PageResult {
    let invited = match form.typed.check() {
        Ok(invitation) => member.site.vault.invite(member.actor(), &invitation).await?.ok_or(Fault::NotFound)?,
        Err(problems) => Err(problems),
    };
    match invited {
        Ok(invited) => {
            let link = format!("/invitation/{}", invited.token.expose());
            page(&member, InvitationForm::default(), Problems::none(), Some(link)).await
        }
        Err(problems) => page(&member, form.typed, problems, None).await,
    }
}
