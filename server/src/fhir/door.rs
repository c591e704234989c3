//! The door before every address: which language is spoken, and whose token it is.

use super::answer::Refused;
use app::Site;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::fhir::Why;
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use vault::{Actor, Token};

/// Most bytes of a body. A Task is two thousand; nothing here takes more than one resource.
const BODY_MAX: usize = 64 * 1024;

/// The system whose token came with the request.
#[derive(Clone)]
pub(super) struct System(Arc<Actor>);

impl System {
    pub(super) fn actor(&self) -> &Actor {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for System {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Why::NoToken.into())
    }
}

/// Only FHIR 4.0 as JSON, in either direction: another version is refused before anything is read.
pub(super) async fn speaks(request: Request, next: Next) -> Response {
    match why_not(request.headers(), request.method().is_safe()) {
        Some(why) => Refused::from(why).into_response(),
        None => next.run(request).await,
    }
}

fn why_not(headers: &HeaderMap, looks: bool) -> Option<Why> {
    let accepts = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",");
    let acceptable = accepts.is_empty() || accepts.split(',').any(|one| is_json(one) && is_our_version(one));
    let sent = headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
    match sent {
        _ if !acceptable => Some(Why::NotAcceptable),
        // What only looks has no body that could be of another kind.
        _ if looks => None,
        Some(sent) if !is_json(sent) => Some(Why::WrongType),
        Some(sent) if !is_our_version(sent) => Some(Why::NotAcceptable),
        _ => None,
    }
}

fn is_json(media: &str) -> bool {
    let kind = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    ["application/fhir+json", "application/json", "*/*", "application/*"].contains(&kind.as_str())
}

fn is_our_version(media: &str) -> bool {
    let named = media.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut versions = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("fhirVersion"));
    versions.all(|(_, version)| ["4.0", "4.0.1"].contains(&version.trim().trim_matches('"')))
}

/// Whose token it is. Unknown, over and shut are one answer; too many of these from one network are told to wait.
pub(super) async fn with_token(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let network = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let network = network.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let system = match bearer(request.headers()) {
        Some(token) => site.vault().system(&token).await,
        None => Ok(None),
    };
    let why = match system {
        Err(error) => return Refused::from(error).into_response(),
        Ok(Some(system)) if !system.awaits_admission() => {
            request.extensions_mut().insert(System(Arc::new(system)));
            return next.run(request).await;
        }
        Ok(Some(_)) => Why::LeftBehind,
        Ok(None) if !site.may_try_token(network) => Why::Throttled,
        Ok(None) => Why::NoToken,
    };
    Refused::from(why).into_response()
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    let told = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = told.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| Token::parse(token.trim())).flatten()
}

/// The JSON of a body.
pub(super) async fn json(request: Request) -> Result<Value, Refused> {
    if !request.headers().contains_key(CONTENT_TYPE) {
        return Err(Why::WrongType.into());
    }
    let bytes = axum::body::to_bytes(request.into_body(), BODY_MAX).await.map_err(|_| Why::TooLarge)?;
    Ok(serde_json::from_slice(&bytes).map_err(|_| Why::NotJson)?)
}

#[cfg(test)]
mod tests {
    use super::why_not;
    use axum::http::{HeaderMap, HeaderName};
    use domain::fhir::Why;

    #[test]
    fn another_version_or_format_is_not_spoken() {
        let why = |name: &'static str, value: &str| {
            let value = value.parse().expect("a header");
            why_not(&HeaderMap::from_iter([(HeaderName::from_static(name), value)]), false)
        };
        for fine in
            ["application/fhir+json", "application/fhir+json; fhirVersion=4.0", "*/*", "text/html, application/json"]
        {
            assert_eq!(why("accept", fine), None, "{fine}");
        }
        for other in [
            "application/fhir+xml",
            "application/fhir+json; fhirVersion=5.0",
            "application/fhir+json;FHIRVERSION=\"4.3\"",
        ] {
            assert_eq!(why("accept", other), Some(Why::NotAcceptable), "{other}");
        }
        assert_eq!(why("content-type", "application/x-www-form-urlencoded"), Some(Why::WrongType));
        assert_eq!(why("content-type", "application/fhir+json; fhirVersion=3.0"), Some(Why::NotAcceptable));
        assert_eq!(why_not(&HeaderMap::new(), true), None);
    }
}
