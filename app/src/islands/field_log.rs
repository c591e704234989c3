//! The log of contacts on a phone, and what who accompanies a client tells: plain code over a page that the server rendered
//! whole, for Leptos in the browser would weigh half of what the phone loads. `pages::contact::field` renders what is named here.

use domain::accompaniment::{AccompanimentForm, SavedAccompaniment};
use domain::audit::hex;
use domain::contact::{ContactForm, PADDED_TO, SavedContact, frame};
use domain::id::{AccountId, ContactId, PhoneId};
use domain::problem::{Problem, Problems};
use domain::time::Entropy;
use seal::{PartyKey, Place};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::js_sys::{Date, JsString, Uint8Array};
use web_sys::{Document, Event, FormData, HtmlElement, HtmlFormElement, window};

// style/outbox.js
#[wasm_bindgen]
extern "C" {
    type Kept;
    #[wasm_bindgen(js_namespace = outbox)]
    fn phone() -> Option<String>;
    #[wasm_bindgen(js_namespace = outbox)]
    fn keep(id: &str, sealed: Uint8Array, is_contact: bool) -> Kept;
    #[wasm_bindgen(method)]
    fn then(this: &Kept, kept: &Closure<dyn Fn(JsValue)>, failed: &Closure<dyn Fn(JsValue)>);
}

/// The browser's own source of randomness.
struct Browser;

impl Entropy for Browser {
    /// # Panics
    /// When the browser has no randomness: nothing may be sealed then.
    fn fill(&self, bytes: &mut [u8]) {
        window()
            .and_then(|window| window.crypto().ok()?.get_random_values_with_u8_array(bytes).ok())
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
fn contact(data: &FormData) -> ContactForm {
    let one = |name: &str| data.get(name).as_string().unwrap_or_default();
    let all = |name: &str| data.get_all(name).iter().filter_map(|value| value.as_string()).collect();
    ContactForm {
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
    }
}

/// What who accompanies a client tells.
fn accompaniment(data: &FormData) -> AccompanimentForm {
    let one = |name: &str| data.get(name).as_string().unwrap_or_default();
    AccompanimentForm { slip_code: in_form("NFKC", &one("slip_code")), arrived: one("arrived") }
}

fn in_form(form: &str, text: &str) -> String {
    JsString::from(text).normalize(form).into()
}

/// The same with wide digits as the plain ones: so that no number of a person hides in them.
fn plainly(typed: &ContactForm) -> ContactForm {
    ContactForm { code: in_form("NFKC", &typed.code), note: in_form("NFKC", &typed.note), ..typed.clone() }
}

/// Seals what is saved. Afterwards nothing on this phone opens it.
fn sealed(of: &Enrolled, mut body: Vec<u8>) -> Option<(ContactId, Vec<u8>)> {
    let mut random = [0; 16];
    Browser.fill(&mut random);
    let id = ContactId(uuid::Builder::from_random_bytes(random).into_uuid());
    body.resize(body.len().next_multiple_of(PADDED_TO), b' ');
    let sealed = PartyKey::seal_to(&of.key, Place::on_a_phone(id), &body, &Browser)?;
    Some((id, frame(id, &sealed)?))
}

/// What a form of the page is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Contact,
    Accompaniment,
}

/// What is about to be sealed.
struct Ready {
    body: Vec<u8>,
    /// It is of somebody under 18.
    with_a_child: bool,
}

impl Purpose {
    /// Where its form stands on the page.
    const fn place(self) -> &'static str {
        match self {
            Self::Contact => "form[data-field]",
            Self::Accompaniment => "form[data-accompaniment]",
        }
    }

    /// What was typed, checked by the rules of the server. `None` when the browser does not give it.
    fn ready(self, form: &HtmlFormElement, of: &Enrolled, now: f64) -> Option<Result<Ready, Problems>> {
        let data = FormData::new_with_form(form).ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2⁵³")]
        let saved_at = now as i64;
        let day = domain::contact::day_of(saved_at);
        let Enrolled { account, phone, .. } = *of;
        let (body, with_a_child) = match self {
            Self::Contact => {
                let form = contact(&data);
                // The server says which communes there are: the phone only has those it was given.
                let child = match plainly(&form).check(day, |_| true) {
                    Ok(contact) => contact.is_with_a_child(),
                    Err(problems) => return Some(Err(problems)),
                };
                (serde_json::to_vec(&SavedContact { account, phone, saved_at, form }), child)
            }
            Self::Accompaniment => {
                let accompaniment = accompaniment(&data);
                if let Err(problems) = accompaniment.check(day) {
                    return Some(Err(problems));
                }
                (serde_json::to_vec(&SavedAccompaniment { account, phone, saved_at, accompaniment }), false)
            }
        };
        Some(Ok(Ready { body: body.ok()?, with_a_child }))
    }
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

/// What a form of the page needs. It lives as long as the page does.
struct Log {
    purpose: Purpose,
    document: Document,
    form: HtmlFormElement,
    saved: HtmlElement,
    child: HtmlElement,
    wrong: HtmlElement,
    /// One is being kept.
    busy: Cell<bool>,
    /// The one that is being kept is of somebody under 18.
    with_a_child: Cell<bool>,
}

impl Log {
    fn of_page(purpose: Purpose) -> Option<Self> {
        let document = window()?.document()?;
        let one = |what: &str| document.query_selector(what).ok()??.dyn_into::<HtmlElement>().ok();
        Some(Self {
            purpose,
            form: one(purpose.place())?.dyn_into().ok()?,
            saved: one("[data-says=saved]")?,
            child: one("[data-says=child]")?,
            wrong: one("[data-says=wrong]")?,
            busy: Cell::new(false),
            with_a_child: Cell::new(false),
            document,
        })
    }

    /// Says what is wrong, in the words the page brought along by this name; nothing when all is well.
    fn say_wrong(&self, words: Option<&str>) {
        let words = words.and_then(|name| self.wrong.get_attribute(name));
        self.wrong.set_text_content(words.as_deref());
        self.wrong.set_hidden(words.is_none());
    }

    /// What the page brought along to be said of it.
    fn words_of(&self, problem: Problem) -> Option<String> {
        let place = ContactForm::PROBLEMS.iter().position(|known| *known == problem)?;
        let words = self.document.query_selector(&["[data-problem='", &place.to_string(), "']"].concat()).ok()??;
        words.get_attribute("data-words")
    }

    /// Says each problem beside its field, and goes to the first.
    fn tell(&self, problems: &Problems) {
        for (nth, (name, problem)) in problems.iter().enumerate() {
            let Ok(Some(control)) = self.form.query_selector(&["#", name].concat()) else { continue };
            let Ok(Some(field)) = control.closest(".count, .field") else { continue };
            let said = self.words_of(problem);
            let Ok(line) = self.document.create_element("p") else { continue };
            let id = [name, "-problem"].concat();
            line.set_class_name("problem");
            line.set_id(&id);
            line.set_text_content(said.as_deref());
            let _known = field.class_list().add_1("has-problem");
            let _known = control.set_attribute("aria-invalid", "true");
            let _known = control.set_attribute("aria-describedby", &id);
            let _known = field.append_child(&line);
            if let Ok(Some(folded)) = control.closest("details") {
                let _known = folded.set_attribute("open", "");
            }
            if nth == 0 {
                let _known = control.dyn_ref::<HtmlElement>().map(HtmlElement::focus);
            }
        }
    }

    /// The form was pressed: what is sealed goes to what waits on the phone. Nothing to keep is `None`.
    fn pressed(&self, event: &Event) -> Option<Kept> {
        self.saved.set_hidden(true);
        self.child.set_hidden(true);
        self.say_wrong(None);
        let Some(of) = enrolled() else {
            // With a signal the form posts, as it would without a script.
            if !window()?.navigator().on_line() {
                event.prevent_default();
                self.say_wrong(Some("data-no-phone"));
            }
            return None;
        };
        event.prevent_default();
        if self.busy.get() {
            return None;
        }
        clear(&self.form);
        let ready = match self.purpose.ready(&self.form, &of, Date::now())? {
            Ok(ready) => ready,
            Err(problems) => {
                self.say_wrong(Some("data-look-again"));
                self.tell(&problems);
                return None;
            }
        };
        let Some((id, sealed)) = sealed(&of, ready.body) else {
            self.say_wrong(Some("data-not-kept"));
            return None;
        };
        self.busy.set(true);
        self.with_a_child.set(ready.with_a_child);
        // A copy: a view would be kept with all of this program's memory behind it, where what was typed still stands.
        let sealed = Uint8Array::from(sealed.as_slice());
        Some(keep(&id.0.simple().to_string(), sealed, self.purpose == Purpose::Contact))
    }

    fn kept(&self) {
        self.busy.set(false);
        self.saved.set_hidden(false);
        self.child.set_hidden(!self.with_a_child.get());
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    fn not_kept(&self) {
        self.busy.set(false);
        self.say_wrong(Some("data-not-kept"));
    }
}

/// Checks what was typed with the rules of the server, seals it to the intake key and hands it to what waits on the phone. A
/// phone that is not enrolled posts the form, as one without this program does.
pub fn wake() {
    for purpose in [Purpose::Contact, Purpose::Accompaniment] {
        listen(purpose);
    }
}

fn listen(purpose: Purpose) {
    let Some(log) = Log::of_page(purpose) else { return };
    let log: &'static Log = Box::leak(Box::new(log));
    let kept = Closure::<dyn Fn(JsValue)>::new(|_| log.kept());
    let failed = Closure::<dyn Fn(JsValue)>::new(|_| log.not_kept());
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Some(keeping) = log.pressed(&event) {
            keeping.then(&kept, &failed);
        }
    });
    // At the form itself: before the page's own listener, which lets what was prevented alone. Both live as long as the page.
    let _known = log.form.add_event_listener_with_callback("submit", listener.as_ref().unchecked_ref());
    listener.forget();
    let _known = log.form.set_attribute("data-awake", "");
}
