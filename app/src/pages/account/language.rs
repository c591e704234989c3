//! Vietnamese or English, remembered in a cookie.

use crate::fault::PageResult;
use crate::form::Posted;
use crate::visit::language_cookie;
use crate::words::Locale;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub struct LanguageForm {
    #[serde(default)]
    language: String,
    #[serde(default)]
    back: String,
}

/// Only an address of ours: a path, and nothing that a browser reads as another host.
pub fn own_path(path: &str) -> &str {
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/-_".contains(c));
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/" }
}

pub async fn submit(jar: CookieJar, form: Posted<LanguageForm>) -> PageResult {
    let locale = if form.typed.language == "en" { Locale::en } else { Locale::vi };
    Ok((jar.add(language_cookie(locale)), Redirect::to(own_path(&form.typed.back))).into_response())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nowhere_but_home() {
        assert_eq!(own_path("/cases/new"), "/cases/new");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)", "", "/a?b"] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
