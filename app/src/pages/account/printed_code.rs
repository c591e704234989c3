//! A recovery code on its own sheet: shown once, to be printed and put away.

use crate::words::{Locale, say};
use domain::account::RecoveryCode;
use leptos::prelude::*;

/// The sheet, with what was done above the code and where to go on below it.
pub fn printed_code(
    l: Locale,
    done: &'static str,
    words: Option<&'static str>,
    code: &RecoveryCode,
    (to, go): (&'static str, &'static str),
) -> AnyView {
    let code = code.as_str().to_owned();
    view! {
        <div class="sheet pad stack">
            <h1>{done}</h1>
            {words.map(|words| view! { <p>{words}</p> })}
            <p>{say!(l, account.recovery_words)}</p>
            <p class="code printed">{code}</p>
            <p><button class="button" type="button" data-print="">{say!(l, form.print)}</button></p>
            <a class="button main wide" href=to>{go}</a>
        </div>
    }
    .into_any()
}
