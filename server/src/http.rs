//! The security layers around the pages, outermost first as they are listed in [`router`].

use crate::assets;
use app::Site;
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{
    ORIGIN, REFERRER_POLICY, SERVER, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// Where a body is cut off, in bytes. The gate before each page refuses half of it in words.
const BODY_MAX: usize = 2 * 1024 * 1024;
/// Longest a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Headers of every answer (OWASP ASVS 5.0 3.4). Pages add their own Content-Security-Policy.
static HEADERS: [(HeaderName, &str); 7] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
];

/// Everything the server answers.
pub fn router(site: &Site, measure: bool, behind_proxy: bool) -> Router {
    let pages = app::routes::router(site);
    let pages = if measure { pages.layer(from_fn(measured)) } else { pages };
    let pages = if behind_proxy { pages.layer(from_fn(network_from_proxy)) } else { pages };
    let guarded = pages.layer(
        ServiceBuilder::new()
            .layer(CatchPanicLayer::new())
            .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
            .layer(from_fn(proof_of_origin))
            .layer(CsrfLayer::new())
            .layer(RequestBodyLimitLayer::new(BODY_MAX)),
    );
    let systems = crate::fhir::router(site);
    let systems = if behind_proxy { systems.layer(from_fn(network_from_proxy)) } else { systems };
    // No cookie is read there, so no other page can make a browser post in anybody's name.
    let systems = systems.layer(
        ServiceBuilder::new()
            .layer(CatchPanicLayer::new())
            .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE)),
    );
    let guarded = guarded.nest(crate::fhir::BASE, systems);
    let all = guarded.route("/assets/{name}", get(assets::serve)).route("/health", get(|| async { "ok" }));
    HEADERS
        .iter()
        .fold(all, |all, (name, value)| {
            all.layer(SetResponseHeaderLayer::if_not_present(name.clone(), HeaderValue::from_static(value)))
        })
        .layer(SetResponseHeaderLayer::overriding(SERVER, HeaderValue::from_static("")))
}

/// A change must prove where it comes from (I20). `CsrfLayer` lets a request pass that has neither `Sec-Fetch-Site` nor
/// `Origin`, for programs; here only browsers post, and every browser sends one of them.
async fn proof_of_origin(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let proves = headers.contains_key("sec-fetch-site") || headers.contains_key(ORIGIN);
    if request.method().is_safe() || proves { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() }
}

/// Puts the caller's network in place of the proxy's own. Only the last entry counts: it is the one our proxy wrote.
async fn network_from_proxy(mut request: Request, next: Next) -> Response {
    let last = request.headers().get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let network = last.and_then(|list| list.rsplit(',').next()).and_then(|entry| entry.trim().parse::<IpAddr>().ok());
    if let Some(network) = network {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(network, 0)));
    }
    next.run(request).await
}

/// Tells how many statements and milliseconds a page took.
async fn measured(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (mut response, statements) = vault::counting_statements(next.run(request)).await;
    let value = format!("sql;desc=\"{statements}\", total;dur={:.2}", begun.elapsed().as_secs_f64() * 1000.0);
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert("server-timing", value);
    }
    response
}
