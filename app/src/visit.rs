//! One request: on which site, by whom, in which language.

use crate::fault::Fault;
use crate::site::Site;
use crate::words::Locale;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::access::Action;
use std::ops::Deref;
use std::sync::Arc;
use vault::{Actor, Token};

const SESSION: &str = "__Host-session";
const LANGUAGE: &str = "__Host-language";

/// A request, whoever makes it.
#[derive(Clone)]
pub struct Visit {
    /// The site.
    pub site: Site,
    /// The language of the answer.
    pub l: Locale,
    /// The address without its query; never holds a personal value.
    pub path: String,
    /// Who is logged in, if anybody.
    pub actor: Option<Arc<Actor>>,
}

/// A request by somebody who is logged in and whose role may do this.
#[derive(Clone)]
pub struct Member {
    visit: Visit,
    actor: Arc<Actor>,
}

impl Member {
    /// Who.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

impl Deref for Member {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}

fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").secure(true).http_only(true).same_site(SameSite::Strict).build()
}

/// The cookie that carries a session; without a date, so that closing the browser ends it.
pub fn session_cookie(token: &Token) -> Cookie<'static> {
    cookie(SESSION, token.expose())
}

/// Takes the session cookie away.
pub fn without_session(jar: CookieJar) -> CookieJar {
    jar.remove(cookie(SESSION, String::new()))
}

/// The cookie that remembers a language.
pub fn language_cookie(locale: Locale) -> Cookie<'static> {
    cookie(LANGUAGE, if locale == Locale::en { "en" } else { "vi" }.into())
}

async fn visit(site: Site, jar: CookieJar, path: String) -> Result<Visit, Fault> {
    let l = if jar.get(LANGUAGE).is_some_and(|chosen| chosen.value() == "en") { Locale::en } else { Locale::vi };
    let actor = match jar.get(SESSION).and_then(|cookie| Token::parse(cookie.value())) {
        Some(token) => site.vault.session(&token).await?.map(Arc::new),
        None => None,
    };
    Ok(Visit { site, l, path, actor })
}

/// The gate before every route: who is it, may the role do this; and every fault becomes a page in their language.
pub async fn gate(State((site, action)): State<(Site, Action)>, mut request: Request, next: Next) -> Response {
    let guest = Visit { site: site.clone(), l: Locale::vi, path: String::new(), actor: None };
    let jar = CookieJar::from_headers(request.headers());
    let visit = match visit(site, jar, request.uri().path().to_owned()).await {
        Ok(visit) => visit,
        Err(fault) => return crate::pages::fault::page(&guest, fault),
    };
    let answer = match &visit.actor {
        None if action != Action::Enter => return to_log_in(&request),
        Some(actor) if !actor.may(action) => Fault::NotFound.into_response(),
        _ if is_too_large(&request) => Fault::TooLarge.into_response(),
        _ => {
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
    };
    match answer.extensions().get::<Fault>() {
        Some(fault) => crate::pages::fault::page(&visit, *fault),
        None => answer,
    }
}

/// Largest body of a form, in bytes: a note of 20,000 characters, percent-encoded, fits five times; up to here what is
/// too long comes back with its words.
const BODY_MAX: u64 = 1024 * 1024;

/// Whether the request says itself that it is too large; one that does not say is cut off by the server's own limit.
fn is_too_large(request: &Request) -> bool {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > BODY_MAX)
}

/// To the log-in page, and back here afterwards when this was only a look.
fn to_log_in(request: &Request) -> Response {
    let back = if request.method() == axum::http::Method::GET { request.uri().path() } else { "/" };
    Redirect::to(&format!("/login?back={back}")).into_response()
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Fault::logged(&"a route without its gate"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let actor = visit.actor.clone().ok_or_else(|| Fault::logged(&"a route without its gate"))?;
        Ok(Self { visit, actor })
    }
}
