//! Rendering: a page is whole, with its status known, before its first byte leaves.

use crate::parts::form::Sheet;
use crate::parts::scan::scanner;
use crate::parts::shell::{self, Frame};
use crate::visit::Visit;
use crate::words::{Locale, say};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::problem::Problems;
use leptos::config::LeptosOptions;
use leptos::nonce::{provide_nonce, use_nonce};
use leptos::prelude::{AnyView, IntoAny, Owner, RenderHtml, provide_context};
use std::sync::Arc;

/// A page about to be rendered.
pub struct Page {
    title: String,
    frame: Frame,
    status: StatusCode,
    sheet: Sheet,
    islands: bool,
    scans: bool,
}

impl Page {
    /// A page with the navigation of who is logged in.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            frame: Frame::Desk,
            status: StatusCode::OK,
            sheet: Sheet::default(),
            islands: false,
            scans: false,
        }
    }

    /// A narrow page without navigation: log-in, first run, a fault.
    pub fn narrow(title: impl Into<String>) -> Self {
        Self { frame: Frame::Narrow, ..Self::new(title) }
    }

    /// A page shaped for one hand.
    pub fn phone(title: impl Into<String>) -> Self {
        Self { frame: Frame::Phone, ..Self::new(title) }
    }

    /// A page of a client's own: a neutral title, whatever it shows, and a way out.
    pub fn own(l: Locale) -> Self {
        Self { frame: Frame::Own, ..Self::new(say!(l, card.title)) }
    }

    /// A page that says nothing of us.
    pub fn plain(title: impl Into<String>) -> Self {
        Self { frame: Frame::Plain, ..Self::new(title) }
    }

    /// The page that opens on a phone without a signal: the same for everybody.
    pub fn field(title: impl Into<String>) -> Self {
        Self { frame: Frame::Field, ..Self::new(title) }
    }

    /// The labels of its form's fields, by name, and what is wrong with them. Problems make it a 422.
    pub fn form(mut self, labels: &[(&'static str, &'static str)], problems: Problems) -> Self {
        if !problems.is_empty() {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self.sheet = Sheet { labels: labels.to_vec(), problems };
        self
    }

    /// With this status.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Loads the islands, when they were built.
    pub fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// With a camera for codes: the only pages on which the browser may ask for one.
    pub fn scans(mut self) -> Self {
        self.scans = true;
        self
    }

    /// The answer.
    pub fn show(self, visit: &Visit, body: impl FnOnce() -> AnyView) -> Response {
        let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
        let (html, nonce) = owner.with(|| {
            provide_nonce();
            provide_context(visit.l);
            provide_context(self.sheet.clone());
            let nonce = use_nonce().map(|nonce| nonce.as_inner().to_string()).unwrap_or_default();
            let assets = visit.site.assets;
            let built = if self.frame == Frame::Field { assets.field_islands } else { assets.islands };
            let scripts = self
                .islands
                .then_some(built)
                .flatten()
                .map(|name| LeptosOptions::builder().output_name(name).site_pkg_dir("assets").build());
            let body = match self.scans {
                true => (body(), scanner(visit.l, assets.scan)).into_any(),
                false => body(),
            };
            let html = shell::document(visit, &self.title, self.frame, scripts, body).to_html();
            (html, nonce)
        });
        owner.cleanup();
        let policy = format!(
            "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
             connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        let mut response = (self.status, ["<!doctype html>", &html].concat()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.scans {
            let policy = "camera=(self), microphone=(), geolocation=(), interest-cohort=()";
            headers.insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(policy));
        }
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}
