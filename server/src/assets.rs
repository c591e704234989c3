//! Stylesheet, icon, page script and islands: hashed, compressed once, inside the program.

mod built {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// The names that pages link to.
#[must_use]
pub fn names() -> app::Assets {
    app::Assets {
        style: built::STYLE,
        script: built::PAGE_SCRIPT,
        icon: built::ICON,
        plain_icon: built::PLAIN_ICON,
        outbox: built::OUTBOX,
        scan: built::SCAN,
        worker: built::WORKER,
        islands: built::ISLANDS,
        field_islands: built::FIELD_ISLANDS,
    }
}

/// `GET /assets/{name}`: names carry a hash, so a browser may keep them for good.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some((_, kind, plain, brotli)) = built::ASSETS.iter().find(|(known, ..)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let compressed = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accepted| accepted.split(',').any(|coding| coding.trim().split(';').next() == Some("br")));
    let common =
        [(CONTENT_TYPE, *kind), (CACHE_CONTROL, "public, max-age=31536000, immutable"), (VARY, "accept-encoding")];
    if compressed {
        (common, [(CONTENT_ENCODING, "br")], *brotli).into_response()
    } else {
        (common, *plain).into_response()
    }
}
