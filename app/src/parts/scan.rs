//! A code read by the camera, where the browser can. Without it the button stays hidden, and the code is typed.

use crate::words::{Locale, say};
use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// The button beside a field of a code.
#[component]
pub fn Scan(of: &'static str) -> impl IntoView {
    let l: Locale = use_context().unwrap_or(Locale::vi);
    view! { <button type="button" class="button" hidden data-scan=of>{say!(l, scan.begin)}</button> }
}

/// What a page that has such a button needs once.
pub fn scanner(l: Locale, script: &str) -> AnyView {
    let source = format!("/assets/{script}");
    view! {
        <dialog data-scanner aria-labelledby="scanner">
            <h2 id="scanner">{say!(l, scan.title)}</h2>
            <video class="scanner" muted playsinline></video>
            <p role="status" data-said data-other=say!(l, scan.other) data-failed=say!(l, scan.failed)></p>
            <p class="soft">{say!(l, scan.words)}</p>
            <div class="actions"><button type="button" class="button" data-close>{say!(l, scan.close)}</button></div>
        </dialog>
        <script defer src=source nonce=use_nonce()></script>
    }
    .into_any()
}
