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
use vault::card::CardHolder;
use vault::{Actor, Token};

const SESSION: &str = "__Host-session";
const CARD: &str = "__Host-card";
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
    /// Who is logged in, if anybody. Nobody on a client's own pages.
    pub actor: Option<Arc<Actor>>,
    /// The client whose card opened this, on her own pages only.
    pub holder: Option<Arc<CardHolder>>,
}

impl Visit {
    /// Whether this address is one of a client's own pages, which look like nothing in particular.
    pub fn is_hers(&self) -> bool {
        is_hers(&self.path)
    }
}

fn is_hers(path: &str) -> bool {
    path == "/card" || path.starts_with("/card/")
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

/// A request by a client with her card.
#[derive(Clone)]
pub struct Holder {
    visit: Visit,
    holder: Arc<CardHolder>,
}

impl Holder {
    /// Her card, opened.
    pub fn card(&self) -> &CardHolder {
        &self.holder
    }
}

impl Deref for Holder {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
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

/// The cookie that carries a client's session with her card.
pub fn card_cookie(token: &Token) -> Cookie<'static> {
    cookie(CARD, token.expose())
}

/// Takes her cookie away.
pub fn without_card(jar: CookieJar) -> CookieJar {
    jar.remove(cookie(CARD, String::new()))
}

/// The cookie that remembers a language.
pub fn language_cookie(locale: Locale) -> Cookie<'static> {
    cookie(LANGUAGE, if locale == Locale::en { "en" } else { "vi" }.into())
}

/// Who visits. An account's session is not looked at on a client's own pages, and her card nowhere else: one browser may
/// hold both, and neither lends the other anything.
async fn visit(site: Site, jar: CookieJar, path: String, action: Action) -> Result<Visit, Fault> {
    let l = if jar.get(LANGUAGE).is_some_and(|chosen| chosen.value() == "en") { Locale::en } else { Locale::vi };
    let token = |name| jar.get(name).and_then(|cookie: &Cookie<'_>| Token::parse(cookie.value()));
    let (mut actor, mut holder) = (None, None);
    if action.is_hers() {
        if let Some(token) = token(CARD) {
            holder = site.vault.card_session(&token).await?.map(Arc::new);
        }
    } else if let Some(token) = token(SESSION).filter(|_| !is_hers(&path)) {
        actor = site.vault.session(&token).await?.map(Arc::new);
    }
    Ok(Visit { site, l, path, actor, holder })
}

/// The gate before every route: who is it, may the role do this; and every fault becomes a page in their language.
pub async fn gate(State((site, action)): State<(Site, Action)>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let guest = Visit { site: site.clone(), l: Locale::vi, path: path.clone(), actor: None, holder: None };
    let jar = CookieJar::from_headers(request.headers());
    let visit = match visit(site, jar, path, action).await {
        Ok(visit) => visit,
        Err(fault) => return crate::pages::fault::page(&guest, fault),
    };
    let answer = match &visit.actor {
        None if action.is_hers() && visit.holder.is_none() => return to_card(&request),
        None if action.is_hers() => pass(request, next, &visit).await,
        None if action != Action::Enter => return to_log_in(&request),
        Some(actor) if !actor.may(action) => Fault::NotFound.into_response(),
        _ => pass(request, next, &visit).await,
    };
    match answer.extensions().get::<Fault>() {
        Some(fault) => crate::pages::fault::page(&visit, *fault),
        None => answer,
    }
}

/// Lets a request through to its page.
async fn pass(mut request: Request, next: Next, visit: &Visit) -> Response {
    if is_too_large(&request) {
        return Fault::TooLarge.into_response();
    }
    request.extensions_mut().insert(visit.clone());
    next.run(request).await
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

/// To where a card is typed. Who only wanted to leave is let go.
fn to_card(request: &Request) -> Response {
    let leaves = request.uri().path() == "/card/end";
    Redirect::to(if leaves { crate::pages::card::leave::CALENDAR } else { "/card" }).into_response()
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

impl<S: Send + Sync> FromRequestParts<S> for Holder {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let holder = visit.holder.clone().ok_or_else(|| Fault::logged(&"a route without its gate"))?;
        Ok(Self { visit, holder })
    }
}
