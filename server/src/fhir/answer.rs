//! What goes back: a resource with its version, or an OperationOutcome.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::fhir::{Issue, MEDIA_TYPE, Why, operation_outcome};
use serde_json::Value;

/// A resource, or why there is none.
pub(super) type Answered = Result<Response, Refused>;

/// Why there is none. The first issue gives the status.
pub(super) struct Refused(Vec<Issue>);

impl From<Why> for Refused {
    fn from(why: Why) -> Self {
        Self(vec![Issue::of(why)])
    }
}

impl From<Vec<Issue>> for Refused {
    fn from(issues: Vec<Issue>) -> Self {
        Self(issues)
    }
}

impl From<vault::Error> for Refused {
    /// What is wrong of ours stands in the log, without values; who asks is told that nothing was stored.
    fn from(error: vault::Error) -> Self {
        tracing::error!("{error}");
        Why::Unavailable.into()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let why = self.0.first().map_or(Why::Unavailable, |issue| issue.why);
        let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        let mut response = body(status, &operation_outcome(&self.0));
        if why == Why::NoToken {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

fn body(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let version = value.pointer("/meta/versionId").and_then(Value::as_str);
    if let Some(version) = version.and_then(|version| HeaderValue::from_str(&format!("W/\"{version}\"")).ok()) {
        headers.insert(ETAG, version);
    }
    response
}

/// A resource.
pub(super) fn resource(value: &Value) -> Response {
    body(StatusCode::OK, value)
}

/// A resource that was made now, with its address.
pub(super) fn created(value: &Value, address: &str) -> Response {
    let mut response = body(StatusCode::CREATED, value);
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
}
