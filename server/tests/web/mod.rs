//! Asks the real router, as a browser would.

use crate::support::{PASSWORD, World};
use app::Site;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use domain::card::{CardCode, Pin};
use domain::partner_system::SignalHosts;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use tower::ServiceExt;
use vault::Token;
use vault::testing::{SeededEntropy, TempDatabase};

/// The product over a small deployment, without a network between.
pub struct Web {
    router: Router,
    site: Site,
    sessions: Mutex<HashMap<String, String>>,
    /// The database goes when this does.
    _store: TempDatabase,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
    /// Everything else that was said, by name.
    pub headers: HeaderMap,
}

impl Answer {
    /// The page without its nonce, which differs each time.
    pub fn plain(&self) -> String {
        // Leptos writes the nonce here too, where a page has an island.
        without(&without(&self.body, "nonce=\""), "crossorigin=\"")
    }

    /// The same, without what was typed into its fields.
    pub fn plain_without(&self, typed: &str) -> String {
        self.plain().replace(&format!("value=\"{typed}\""), "")
    }

    /// The same, without the numbers that forms are handed out with.
    pub fn without_numbers(&self) -> String {
        without(&self.plain(), "name=\"form\" value=\"")
    }
}

/// A page without what follows each of these, up to the next quotation mark.
fn without(body: &str, before: &str) -> String {
    let mut parts = body.split(before);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |clean, part| clean + part.split_once('"').map_or("", |(_, rest)| rest))
}

impl Web {
    /// With one host that the operator named.
    pub fn over(world: World) -> Self {
        Self::telling(world, SignalHosts::of(vec!["clinic.example".parse().expect("a host")]))
    }

    /// With these hosts named.
    pub fn telling(world: World, hosts: SignalHosts) -> Self {
        let (vault, store) = world.into_vault();
        let first_run = Token::new(&SeededEntropy::new(1));
        let site = Site::telling(vault, server::assets::names(), "14".into(), false, first_run, hosts);
        Self { router: server::http::router(&site, true, false), site, sessions: Mutex::default(), _store: store }
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    /// A live session of this person; a new one when the last ended. `None` for a guest.
    pub async fn session(&self, person: &str) -> Option<String> {
        if person == "guest" {
            return None;
        }
        let known = self.sessions.lock().expect("no panic while held").get(person).cloned();
        if let Some(known) = known {
            let token = Token::parse(&known).expect("a token");
            if self.site.vault().session(&token).await.expect("answered").is_some() {
                return Some(known);
            }
        }
        let token = self.site.vault().log_in(person, Some(PASSWORD)).await.expect("answered").expect("the password");
        self.sessions.lock().expect("no panic while held").insert(person.to_owned(), token.expose());
        Some(token.expose())
    }

    /// The cookies of a client who typed number and PIN, and has no other session.
    pub async fn with_card(&self, code: &CardCode, pin: &str) -> String {
        let (vault, pin) = (self.site.vault(), Pin::parse(pin).expect("six digits"));
        let tag = vault.card_tag(code).await.expect("answered");
        let token = vault.open_card(code, tag, Some(&pin)).await.expect("answered").expect("a card that is right");
        format!("; __Host-card={}", token.expose())
    }

    /// Asks from the product's own pages.
    pub async fn ask(&self, method: &str, path: &str, session: Option<&str>, body: &str) -> Answer {
        let own = [("sec-fetch-site", "same-origin"), ("origin", "http://localhost")];
        self.ask_with(method, path, session, body, &own).await
    }

    /// Asks with these headers and no other proof of where it comes from.
    pub async fn ask_with(
        &self,
        method: &str,
        path: &str,
        session: Option<&str>,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(session) = session {
            request = request.header("cookie", format!("__Host-session={session}"));
        }
        let mut request = request.body(Body::from(body.to_owned())).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let location = response.headers().get("location").and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let headers = response.headers().clone();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        Answer { status, location, body: String::from_utf8_lossy(&bytes).into_owned(), headers }
    }
}
