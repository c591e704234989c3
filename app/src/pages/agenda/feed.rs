//! `/calendar/{token}`: what a calendar reads by itself. No session, no cookie, and no word of ours: unknown, shut and over are
//! one answer, and whoever asks for many such is told to wait.

use crate::fault::PageResult;
use crate::visit::Visit;
use axum::extract::{ConnectInfo, Path};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::agenda::{days, file};
use std::net::SocketAddr;
use vault::Token;

/// What stands behind the token, so that a calendar knows by the address what it will get.
const ENDING: &str = ".ics";

fn answer(status: StatusCode, body: String) -> Response {
    (status, [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "no-store")], body).into_response()
}

pub async fn show(visit: Visit, ConnectInfo(from): ConnectInfo<SocketAddr>, Path(named): Path<String>) -> PageResult {
    let vault = &visit.site.vault;
    let token = named.strip_suffix(ENDING).and_then(Token::parse);
    let shown = match token {
        Some(token) => vault.feed_at(&token).await?,
        None => None,
    };
    Ok(match shown {
        Some(Some(picture)) => answer(StatusCode::OK, picture),
        Some(None) => answer(StatusCode::OK, file(&days([]), "", "", vault.now())),
        None if visit.site.may_try_token(from.ip()) => answer(StatusCode::NOT_FOUND, String::new()),
        None => answer(StatusCode::TOO_MANY_REQUESTS, String::new()),
    })
}

/// The address of a token.
pub(super) fn address(token: &Token) -> String {
    format!("/calendar/{}{ENDING}", token.expose())
}
