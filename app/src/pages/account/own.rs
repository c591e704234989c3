//! `/account`: one's own account. What is hers, what she can change, and where she is logged in.

use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::response::{IntoResponse, Redirect};
use domain::date::display_time;
use leptos::prelude::*;
use serde::Deserialize;
use vault::account::Live;

#[derive(Default, Deserialize)]
pub struct SessionForm {
    #[serde(default)]
    session: String,
}

fn session(l: Locale, live: Live) -> AnyView {
    let began = say!(l, account.session_began, at = display_time(live.began_at)).to_string();
    let seen = say!(l, account.session_seen, at = display_time(live.seen_at)).to_string();
    let state = if live.this {
        view! { <Chip tone=Tone::Live text=say!(l, account.session_this) /> }.into_any()
    } else {
        // Buttons that say the same need a name that tells them apart.
        let named = format!("{} – {began}", say!(l, account.session_end));
        view! {
            <form method="post" action="/account">
                <input type="hidden" name="session" value=live.name />
                <button class="button" name="intent" value="one" aria-label=named>{say!(l, account.session_end)}</button>
            </form>
        }
        .into_any()
    };
    view! { <li><div>{began}<br /><small>{seen}</small></div>{state}</li> }.into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let sessions = member.site.vault.sessions(member.actor()).await?;
    let (name, username) = (member.actor().name().to_owned(), member.actor().username().to_owned());
    let (role, mark) = (member.actor().role().said(l), member.actor().key_mark());
    Ok(Page::new(say!(l, account.own)).show(&member, move || {
        let others = sessions.iter().any(|live| !live.this).then(|| {
            view! {
                <form class="pad" method="post" action="/account">
                    <button class="button danger" name="intent" value="others">{say!(l, account.sessions_end_others)}</button>
                </form>
            }
        });
        let rows: Vec<_> = sessions.into_iter().map(|live| session(l, live)).collect();
        view! {
            <h1>{say!(l, account.own)}</h1>
            <div class="cols">
                <section class="sheet">
                    <header><h2>{say!(l, account.sessions)}</h2></header>
                    <ul class="rows">{rows}</ul>
                    {others}
                    <p class="pad soft">{say!(l, account.sessions_words)}</p>
                </section>
                <section class="sheet pad stack">
                    <dl class="facts">
                        <dt>{say!(l, account.name)}</dt><dd>{name}</dd>
                        <dt>{say!(l, account.username)}</dt><dd class="code">{username}</dd>
                        <dt>{say!(l, account.role)}</dt><dd>{role}</dd>
                        <dt>{say!(l, account.key_mark)}</dt><dd class="code printed">{mark}</dd>
                    </dl>
                    <p class="soft">{say!(l, account.key_mark_words)}</p>
                    <div class="actions still">
                        <a class="button" href="/account/password">{say!(l, account.change_password)}</a>
                        <a class="button" href="/account/recovery-code">{say!(l, account.new_code)}</a>
                    </div>
                </section>
            </div>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, form: Posted<SessionForm>) -> PageResult {
    let vault = &member.site.vault;
    match form.intent.as_str() {
        "one" => vault.end_session(member.actor(), &form.typed.session).await?,
        "others" => vault.end_other_sessions(member.actor()).await?,
        _ => 0,
    };
    Ok(Redirect::to("/account").into_response())
}
