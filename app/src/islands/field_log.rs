use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the island says: the words are the server's, for it knows the language.
#[derive(Clone, Serialize, Deserialize)]
pub struct FieldWords {
    /// It is kept.
    pub saved: String,
    /// Somebody under 18 was met.
    pub child: String,
    /// Something is wrong with what was typed.
    pub look_again: String,
    /// The phone did not keep it.
    pub not_kept: String,
    /// This phone was not enrolled.
    pub no_phone: String,
    /// What can be wrong, by its name in `Problem`.
    pub problems: Vec<(String, String)>,
}

/// Checks a contact with the rules of the server, seals it to the intake key and hands it to what waits on the phone. A phone
/// that is not enrolled posts the form, as one without this island does.
#[island]
pub fn FieldLog(words: FieldWords) -> impl IntoView {
    let (saved, child, wrong) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(String::new()));
    let (saved_words, child_words) = (words.saved.clone(), words.child.clone());
    #[cfg(feature = "hydrate")]
    browser::watch(words, saved, child, wrong);
    view! {
        <p class="flash" role="status" hidden=move || !saved.get()>{saved_words}</p>
        <p class="note warm" role="alert" hidden=move || !child.get()>{child_words}</p>
        <p class="note warm" role="alert" hidden=move || wrong.read().is_empty()>{move || wrong.get()}</p>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::FieldWords;
    use domain::audit::hex;
    use domain::contact::{ContactForm, PADDED_TO, SavedContact, frame};
    use domain::id::{AccountId, ContactId, PhoneId};
    use domain::problem::Problems;
    use domain::time::Entropy;
    use leptos::prelude::*;
    use seal::{PartyKey, Place};
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::js_sys::{Date, JsString, Promise};
    use web_sys::wasm_bindgen::closure::Closure;
    use web_sys::wasm_bindgen::{self, JsCast};
    use web_sys::{Event, FormData, HtmlElement, HtmlFormElement};

    // style/outbox.js
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = outbox)]
        fn phone() -> Option<String>;
        #[wasm_bindgen(js_namespace = outbox)]
        fn keep(id: &str, sealed: &[u8]) -> Promise;
    }

    /// The browser's own source of randomness.
    struct Browser;

    impl Entropy for Browser {
        /// # Panics
        /// When the browser has no randomness: nothing may be sealed then.
        fn fill(&self, bytes: &mut [u8]) {
            window()
                .crypto()
                .and_then(|crypto| crypto.get_random_values_with_u8_array(bytes))
                .expect("a browser that runs this has randomness");
        }
    }

    /// Whose phone this is, which one, and what it seals to.
    struct Enrolled {
        account: AccountId,
        phone: PhoneId,
        key: [u8; 32],
    }

    fn enrolled() -> Option<Enrolled> {
        let said = phone()?;
        let mut parts = said.split(' ');
        let mut id = || hex::read(parts.next()?).map(uuid::Uuid::from_bytes);
        let (account, phone) = (AccountId(id()?), PhoneId(id()?));
        Some(Enrolled { account, phone, key: hex::read(parts.next()?)? })
    }

    /// What was typed; the texts composed, as the server would store them.
    fn typed(form: &HtmlFormElement) -> Option<ContactForm> {
        let data = FormData::new_with_form(form).ok()?;
        let one = |name: &str| data.get(name).as_string().unwrap_or_default();
        let all = |name: &str| data.get_all(name).iter().filter_map(|value| value.as_string()).collect();
        Some(ContactForm {
            commune: one("commune"),
            place: one("place"),
            whom: one("whom"),
            code: one("code"),
            sex: one("sex"),
            age: one("age"),
            people: one("people"),
            topics: all("topics"),
            condoms: one("condoms"),
            female_condoms: one("female_condoms"),
            lubricant: one("lubricant"),
            needles: one("needles"),
            self_tests: one("self_tests"),
            leaflets: one("leaflets"),
            needs: all("needs"),
            referral: one("referral"),
            symptoms: one("symptoms"),
            violence: one("violence"),
            follow_up_on: one("follow_up_on"),
            note: in_form("NFC", &one("note")),
        })
    }

    fn in_form(form: &str, text: &str) -> String {
        JsString::from(text).normalize(form).into()
    }

    /// The same with wide digits as the plain ones: so that no number of a person hides in them.
    fn plainly(typed: &ContactForm) -> ContactForm {
        ContactForm { code: in_form("NFKC", &typed.code), note: in_form("NFKC", &typed.note), ..typed.clone() }
    }

    /// Seals what was typed. Afterwards nothing on this phone opens it.
    fn sealed(of: &Enrolled, saved_at: f64, form: ContactForm) -> Option<(ContactId, Vec<u8>)> {
        let mut random = [0; 16];
        Browser.fill(&mut random);
        let id = ContactId(uuid::Builder::from_random_bytes(random).into_uuid());
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2⁵³")]
        let saved = SavedContact { account: of.account, phone: of.phone, saved_at: saved_at as i64, form };
        let mut body = serde_json::to_vec(&saved).ok()?;
        body.resize(body.len().next_multiple_of(PADDED_TO), b' ');
        let sealed = PartyKey::seal_to(&of.key, Place::on_a_phone(id), &body, &Browser)?;
        Some((id, frame(id, &sealed)?))
    }

    /// Takes away what an earlier try said beside the fields.
    fn clear(form: &HtmlFormElement) {
        while let Ok(Some(said)) = form.query_selector(".problem") {
            said.remove();
        }
        while let Ok(Some(field)) = form.query_selector(".has-problem") {
            let _known = field.class_list().remove_1("has-problem");
        }
        while let Ok(Some(control)) = form.query_selector("[aria-invalid]") {
            let _known = control.remove_attribute("aria-invalid");
        }
    }

    /// Says each problem beside its field, and goes to the first.
    fn tell(form: &HtmlFormElement, problems: &Problems, words: &FieldWords) {
        for (nth, (name, problem)) in problems.iter().enumerate() {
            let Ok(Some(control)) = form.query_selector(&format!("#{name}")) else { continue };
            let Ok(Some(field)) = control.closest(".count, .field") else { continue };
            let name_of = format!("{problem:?}");
            let said = words.problems.iter().find(|(known, _)| *known == name_of).map_or("", |(_, said)| said);
            let Ok(line) = document().create_element("p") else { continue };
            line.set_class_name("problem");
            line.set_id(&format!("{name}-problem"));
            line.set_text_content(Some(said));
            let _known = field.class_list().add_1("has-problem");
            let _known = control.set_attribute("aria-invalid", "true");
            let _known = control.set_attribute("aria-describedby", &format!("{name}-problem"));
            let _known = field.append_child(&line);
            if let Ok(Some(folded)) = control.closest("details") {
                let _known = folded.set_attribute("open", "");
            }
            if nth == 0 {
                let _known = control.dyn_ref::<HtmlElement>().map(HtmlElement::focus);
            }
        }
    }

    pub(super) fn watch(words: FieldWords, saved: RwSignal<bool>, child: RwSignal<bool>, wrong: RwSignal<String>) {
        let Ok(Some(form)) = document().query_selector("form[data-field]") else { return };
        let Ok(form) = form.dyn_into::<HtmlFormElement>() else { return };
        let busy = StoredValue::new(false);
        let of_form = form.clone();
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            saved.set(false);
            child.set(false);
            wrong.set(String::new());
            let Some(of) = enrolled() else {
                // With a signal the form posts, as it would without a script.
                if !window().navigator().on_line() {
                    event.prevent_default();
                    wrong.set(words.no_phone.clone());
                }
                return;
            };
            event.prevent_default();
            if busy.get_value() {
                return;
            }
            clear(&form);
            let Some(typed) = typed(&form) else { return };
            let (now, words) = (Date::now(), words.clone());
            // The server says which communes there are: the phone only has those it was given.
            #[expect(clippy::cast_possible_truncation, reason = "as in `sealed`")]
            let day = domain::contact::day_of(now as i64);
            let contact = match plainly(&typed).check(day, |_| true) {
                Ok(contact) => contact,
                Err(problems) => {
                    wrong.set(words.look_again.clone());
                    tell(&form, &problems, &words);
                    return;
                }
            };
            let Some((id, sealed)) = sealed(&of, now, typed) else {
                wrong.set(words.not_kept);
                return;
            };
            busy.set_value(true);
            leptos::task::spawn_local(async move {
                let kept = JsFuture::from(keep(&id.0.simple().to_string(), &sealed)).await;
                busy.set_value(false);
                match kept {
                    Ok(_) => {
                        saved.set(true);
                        child.set(contact.is_with_a_child());
                        window().scroll_to_with_x_and_y(0.0, 0.0);
                    }
                    Err(_) => wrong.set(words.not_kept),
                }
            });
        });
        // At the form itself: before the page's own listener, which lets what was prevented alone. Both live as long as the page.
        let _known = of_form.add_event_listener_with_callback("submit", listener.as_ref().unchecked_ref());
        listener.forget();
        let _known = of_form.set_attribute("data-awake", "");
    }
}
