//! What the table of addresses keeps to, whoever asks.

use crate::support::on_sqlite;
use crate::web::Web;
use app::routes::{ROUTES, server_functions};
use axum::http::StatusCode;

#[test]
fn every_server_function_has_a_row() {
    let functions = server_functions();
    assert!(!functions.is_empty());
    for path in functions {
        assert!(ROUTES.iter().any(|route| route.method == "POST" && route.path == path), "{path} has no row");
    }
}

#[test]
fn no_get_is_named_like_a_change() {
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        for verb in ["completion", "logout", "keep"] {
            assert!(!route.path.contains(verb), "{}", route.path);
        }
    }
}

/// I20: every state-changing route × eight shapes of headers that prove nothing, or the contrary.
#[tokio::test]
async fn a_change_without_proof_of_origin_is_refused() {
    let web = Web::over(on_sqlite("origin").await);
    let shapes: &[&[(&str, &str)]] = &[
        &[],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost")],
        &[("origin", "http://localhost.evil.example")],
        &[("content-type", "application/json"), ("origin", "https://evil.example")],
    ];
    for route in ROUTES.iter().filter(|route| route.method == "POST") {
        for shape in shapes {
            let session = web.session("mai").await;
            let path = route.path.replace(['{', '}'], "");
            let status = web.ask_with("POST", &path, session.as_deref(), "", shape).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{} {shape:?}", route.path);
        }
    }
    // Nothing was logged out by any of it.
    assert_eq!(web.ask("GET", "/my-day", web.session("mai").await.as_deref(), "").await.status, StatusCode::OK);
}
