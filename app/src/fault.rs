//! What a page answers when it has nothing to show.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::atomic::{AtomicU32, Ordering};

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not there, or may not be seen: the same answer for both.
    NotFound,
    /// More was posted than any form holds.
    TooLarge,
    /// The database is not available; nothing was written.
    Unavailable,
    /// Something of ours is wrong. The log has it under this number, without values.
    Ours(u32),
}

impl Fault {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Ours(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl Fault {
    /// Writes what is wrong of ours to the log, under a number that the page shows.
    pub(crate) fn logged(what: &dyn std::fmt::Display) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        tracing::error!(number, "{what}");
        Self::Ours(number)
    }
}

impl From<vault::Error> for Fault {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::Unavailable => Self::Unavailable,
            other => Self::logged(&other),
        }
    }
}

impl IntoResponse for Fault {
    /// The gate replaces this by a page in the visitor's language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A page, a redirect, or why there is none.
pub type PageResult = Result<Response, Fault>;
