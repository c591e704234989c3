use super::escape::escape;
use super::form::{Field, described};
use leptos::prelude::*;

/// The only `<textarea>` of the product: leptos 0.8 does not escape its content on the server (stored XSS), so it is
/// escaped here and a check forbids any other.
#[component]
pub fn TextArea(name: &'static str, value: String, #[prop(optional, into)] hint: String) -> impl IntoView {
    let (described, invalid) = described(name, !hint.is_empty());
    // HTML drops one line break right after the tag; without this one a text that begins with one would lose it.
    let escaped = ["\n", &escape(&value)].concat();
    view! {
        <Field name hint>
            <textarea id=name name=name aria-describedby=described aria-invalid=invalid inner_html=escaped></textarea>
        </Field>
    }
}
