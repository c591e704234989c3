#![expect(missing_docs, reason = "`#[server]` makes a struct whose fields it cannot document")]

use leptos::prelude::*;

/// Keeps what is typed so far of a form about a case, sealed to who types it. The same gate as a page: see `routes::ROUTES`.
///
/// # Errors
/// When nobody is logged in, or the database is not available.
#[server(prefix = "/islands", endpoint = "keep-draft")]
pub async fn keep_draft(form: String, case: String, typed: String) -> Result<bool, ServerFnError> {
    let member: crate::visit::Member = expect_context();
    let Some(of) = case.parse().ok().and_then(|case| vault::DraftOf::named(&form, case)) else { return Ok(false) };
    let kept = member.site.vault().keep_draft(member.actor(), of, &typed).await;
    kept.map_err(|_| ServerFnError::ServerError("not kept".into()))
}

/// Saves the form around it two seconds after the last change and says so. `form` is the name of the form.
#[island]
pub fn DraftKeeper(form: String, case: String, kept: String, failed: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    #[cfg(feature = "drafts")]
    browser::watch(form, case, kept, failed, said);
    #[cfg(not(feature = "drafts"))]
    let _ = (form, case, kept, failed);
    let class = move || if said.read().is_empty() { "draft-state" } else { "draft-state said" };
    view! { <p class=class role="status">{move || said.get()}</p> }
}

#[cfg(feature = "drafts")]
mod browser {
    use super::keep_draft;
    use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
    use leptos::prelude::*;
    use std::time::Duration;
    use web_sys::wasm_bindgen::JsCast;
    use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

    const QUIET: Duration = Duration::from_secs(2);

    /// What is in the form now, as a browser would post it.
    fn typed() -> Option<String> {
        let form = document().query_selector("form[data-draft]").ok()??.dyn_into::<HtmlFormElement>().ok()?;
        let data = FormData::new_with_form(&form).ok()?;
        let body = UrlSearchParams::new_with_record_from_str_to_str(data.unchecked_ref()).ok()?;
        Some(body.to_string().into())
    }

    pub(super) fn watch(form: String, case: String, kept: String, failed: String, said: RwSignal<String>) {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let save = move || {
            let (form, case, kept, failed) = (form.clone(), case.clone(), kept.clone(), failed.clone());
            leptos::task::spawn_local(async move {
                let Some(typed) = typed() else { return };
                let now = matches!(keep_draft(form, case, typed).await, Ok(true));
                said.set(if now { kept } else { failed });
            });
        };
        let handle = window_event_listener(leptos::ev::input, move |event| {
            let inside = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .and_then(|element| element.closest("form[data-draft]").ok().flatten());
            if inside.is_none() {
                return;
            }
            if let Some(earlier) = waiting.get_value() {
                earlier.clear();
            }
            waiting.set_value(set_timeout_with_handle(save.clone(), QUIET).ok());
        });
        on_cleanup(move || handle.remove());
    }
}
