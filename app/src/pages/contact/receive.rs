//! `POST /field/contacts`: a batch of what a phone saved. The phone's own secret says whose it is, not a session: whoever is
//! logged in meanwhile, on this phone or elsewhere, has nothing to do with it.

use crate::fault::Fault;
use crate::visit::Visit;
use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::audit::hex;
use domain::contact::read_batch;
use vault::Token;
use vault::contact::{Receipt, Received};

/// The phone's secret, if the request names one.
fn token(headers: &HeaderMap) -> Option<Token> {
    Token::parse(headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?)
}

/// In plain lines: the key to seal to, then each contact's number and `kept` or why not.
pub async fn submit(visit: Visit, headers: HeaderMap, body: Bytes) -> Result<Response, Fault> {
    let Some(token) = token(&headers) else { return Ok(StatusCode::UNAUTHORIZED.into_response()) };
    let Some(batch) = read_batch(&body) else { return Ok(StatusCode::BAD_REQUEST.into_response()) };
    let known = |code: &str| domain::commune::is_of(&visit.site.province, code);
    let (receipts, seal_to) = match visit.site.vault.receive_contacts(&token, &batch, known).await? {
        None => return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response()),
        Some(Received::Shut) => return Ok(StatusCode::GONE.into_response()),
        // Not 410: a phone that is told so forgets what nobody has, and this server may be the one that forgot the phone.
        Some(Received::Unknown) => return Ok(StatusCode::UNAUTHORIZED.into_response()),
        Some(Received::Answered { receipts, seal_to }) => (receipts, seal_to),
    };
    let mut text = format!("key {}\n", hex::write(&seal_to.0));
    for (id, receipt) in receipts {
        let became = match receipt {
            Receipt::Kept => "kept",
            Receipt::Refused(why) => why.code(),
        };
        text.push_str(&format!("{} {became}\n", id.0.simple()));
    }
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")], text).into_response())
}
