//! `/volunteers/teams/{team}`: what is kept of a team, and its trainings.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::commune;
use crate::parts::form::{Day, Input, Once, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::display;
use domain::id::VolunteerTeamId;
use domain::problem::Problems;
use domain::volunteer_team::TrainingForm;
use leptos::prelude::*;
use vault::volunteer_team::KeptTeam;

fn page(member: &Member, kept: KeptTeam, form: Posted<TrainingForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("held_on", say!(l, volunteer.held_on)),
        ("topic", say!(l, volunteer.topic)),
        ("people", say!(l, volunteer.came)),
    ];
    let path = member.path.clone();
    Page::new(kept.team.name.as_str()).form(&labels, problems).show(member, move || {
        let team = &kept.team;
        let [women, youth, front, health, elsewhere] = team.origins;
        let trainings: Vec<_> = kept
            .trainings
            .iter()
            .map(|training| {
                let people = say!(l, volunteer.people, n = training.people).to_string();
                view! { <li><div><span class="who">{training.topic.as_str().to_owned()}</span><br /><small>{display(training.held_on)}</small></div><small>{people}</small></li> }
            })
            .collect();
        let decision = format!("{} · {}", team.decision.as_str(), display(team.decided_on));
        view! {
            <div class="head">
                <div><h1>{team.name.as_str().to_owned()}</h1><small>{decision}</small></div>
                <div><a class="button quiet" href="/volunteers">{say!(l, form.back)}</a></div>
            </div>
            <Summary />
            <div class="cols">
                <section class="sheet pad stack">
                    <dl class="facts">
                        <dt>{say!(l, club.commune)}</dt><dd>{commune::name(&team.commune)}</dd>
                        <dt>{say!(l, volunteer.from_women)}</dt><dd>{women}</dd>
                        <dt>{say!(l, volunteer.from_youth)}</dt><dd>{youth}</dd>
                        <dt>{say!(l, volunteer.from_front)}</dt><dd>{front}</dd>
                        <dt>{say!(l, volunteer.from_health)}</dt><dd>{health}</dd>
                        <dt>{say!(l, volunteer.from_elsewhere)}</dt><dd>{elsewhere}</dd>
                    </dl>
                </section>
                <div>
                    <section class="sheet">
                        <header><h2>{say!(l, volunteer.trainings)}</h2></header>
                        {rows_or(trainings, say!(l, volunteer.no_training))}
                    </section>
                    <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                        <h2>{say!(l, volunteer.add_training)}</h2>
                        <Once form=number />
                        <Input name="topic" value=typed.topic />
                        <div class="inline">
                            <Day name="held_on" value=typed.held_on />
                            <Input name="people" value=typed.people inputmode="numeric" class="short" />
                        </div>
                        <div class="actions still"><button class="button">{say!(l, form.save)}</button></div>
                    </form>
                </div>
            </div>
        }
        .into_any()
    })
}

async fn kept(member: &Member, id: &str) -> Result<KeptTeam, Fault> {
    let id: VolunteerTeamId = id.parse().map_err(|_| Fault::NotFound)?;
    let teams = member.site.vault.volunteer_teams(member.actor()).await?.ok_or(Fault::NotFound)?;
    teams.into_iter().find(|kept| kept.id == id).ok_or(Fault::NotFound)
}

pub async fn show(member: Member, Path(team): Path<String>) -> PageResult {
    Ok(page(&member, kept(&member, &team).await?, Posted::read(""), Problems::none()))
}

pub async fn submit(member: Member, Path(team): Path<String>, form: Posted<TrainingForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &team).await?;
    let training = match form.typed.check(vault.today()) {
        Ok(training) => training,
        Err(problems) => return Ok(page(&member, kept, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    vault.keep_training(member.actor(), kept.id, &training, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/volunteers/teams/{}", kept.id)).into_response())
}
