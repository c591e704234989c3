//! `/field/log`: the contact log as it opens on a phone without a signal. The page is the same for everybody and says nothing
//! of anybody, so that the phone may keep it; who uses the phone stands only inside what is sealed.

use super::fields::{Fields, labels};
use crate::fault::Fault;
use crate::page::Page;
use crate::parts::commune;
use crate::parts::form::Input;
use crate::visit::Visit;
use crate::words::{Locale, Spoken, problem, say};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::accompaniment::AccompanimentForm;
use domain::contact::{ContactForm, Refused, Whom};
use domain::problem::Problems;
use leptos::prelude::*;

/// Where the page's manifest is.
pub const MANIFEST: &str = "/field/notes.webmanifest";
const LOG: &str = "/field/log";

/// What the program of the page says (`islands/field_log.rs`): it shows one of these, and puts the words it needs from here.
fn messages(l: Locale) -> impl IntoView {
    let problems: Vec<_> = ContactForm::PROBLEMS
        .iter()
        .enumerate()
        .map(|(place, found)| view! { <template data-problem=place data-words=problem(l, *found)></template> })
        .collect();
    view! {
        <p class="flash" role="status" hidden data-says="saved">{say!(l, contact.field_saved)}</p>
        <p class="note warm" role="alert" hidden data-says="child">{say!(l, contact.child)}</p>
        <p
            class="note warm" role="alert" hidden data-says="wrong" data-look-again=say!(l, form.look_again)
            data-not-kept=say!(l, contact.field_not_kept) data-no-phone=say!(l, contact.field_no_phone)
        ></p>
        {problems}
    }
}

pub async fn show(visit: Visit) -> Response {
    let l = visit.l;
    let communes = commune::options(&visit.site.province);
    let form = ContactForm { whom: Whom::Anonymous.code().into(), ..ContactForm::default() };
    let outbox = format!("/assets/{}", visit.site.assets.outbox);
    let mut labels = labels(l);
    labels.extend(crate::pages::accompaniment::new::labels(l));
    labels.push(("pin", say!(l, contact.pin)));
    let page = Page::field(say!(l, contact.field_title)).form(&labels, Problems::none()).with_islands().scans();
    page.show(&visit, move || {
        let nonce = use_nonce();
        let reasons: Vec<_> = Refused::ALL
            .iter()
            .map(|why| view! { <template data-why=why.code()>{why.said(l)}</template> })
            .collect();
        view! {
            <script defer src=outbox nonce=nonce></script>
            <div class="head"><h1>{say!(l, contact.field_title)}</h1><small data-count="today" data-words=say!(l, contact.field_today)></small></div>
            <form class="sheet pad stack" method="dialog" data-unlock hidden autocomplete="off">
                <Input name="pin" value=String::new() kind="password" inputmode="numeric" class="short" />
                <p class="problem" role="alert" data-said data-wrong=say!(l, contact.pin_wrong)></p>
                <button class="button main wide">{say!(l, contact.unlock)}</button>
            </form>
            <div class="stack" data-open>
                <p class="note" role="status">
                    <strong data-count="waiting" data-words=say!(l, contact.field_waiting)></strong>" "
                    <span data-count="last" data-words=say!(l, contact.field_last)></span>
                    <span data-enrolled hidden>{say!(l, contact.field_sealed)}</span>
                    <a href="/field/phone" data-unknown>{say!(l, contact.phone_link)}</a>
                </p>
                <section class="sheet pad stack" data-refused hidden>
                    <h2>{say!(l, contact.field_refused)}</h2>
                    <p class="soft">{say!(l, contact.field_refused_words)}</p>
                    <ul class="rows"></ul>
                    <template data-row>
                        <li>
                            <div><span class="who" data-day></span><br /><small data-reason></small></div>
                            <div class="row-links">
                                <button type="button" class="button quiet" data-again>{say!(l, contact.field_again)}</button>
                                <button type="button" class="button quiet" data-drop data-sure=say!(l, contact.field_drop_sure)>{say!(l, contact.field_drop)}</button>
                            </div>
                        </li>
                    </template>
                    {reasons}
                </section>
                {messages(l)}
                <form class="stack" method="post" action="/contacts/new" autocomplete="off" data-field novalidate>
                    <Fields form communes problems=Problems::none() />
                    <div class="actions"><button class="button main wide">{say!(l, contact.done)}</button></div>
                </form>
                <details class="more">
                    <summary>{say!(l, accompaniment.title)}</summary>
                    <form class="sheet pad stack" method="post" action="/accompaniments/new" autocomplete="off" data-accompaniment novalidate>
                        <crate::pages::accompaniment::new::Fields form=AccompanimentForm::default() />
                        <div class="actions still"><button class="button main wide">{say!(l, accompaniment.done)}</button></div>
                    </form>
                </details>
                <p><a href="/">{say!(l, nav.my_day)}</a></p>
            </div>
        }
        .into_any()
    })
}

/// What the phone keeps of us, by its hashed names: a new build is another list, and so another script.
pub async fn worker(visit: Visit) -> Response {
    let assets = visit.site.assets;
    let mut shell = vec![LOG.to_owned(), MANIFEST.to_owned()];
    let named = [Some(assets.style), Some(assets.outbox), Some(assets.scan), Some(assets.plain_icon), assets.script];
    shell.extend(named.into_iter().flatten().map(|name| format!("/assets/{name}")));
    if let Some(islands) = assets.field_islands {
        shell.extend([format!("/assets/{islands}.js"), format!("/assets/{islands}_bg.wasm")]);
    }
    let language = if visit.l == Locale::en { "en" } else { "vi" };
    let list: Vec<_> = shell.iter().map(|path| format!("\"{path}\"")).collect();
    let text = format!(
        "self.shell=[{}];self.kept=\"shell {language} \"+shell.join(\" \");importScripts(\"/assets/{}\",\"/assets/{}\");\n",
        list.join(","),
        assets.outbox,
        assets.worker
    );
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; script-src 'self'; connect-src 'self'"),
    ];
    (headers, text).into_response()
}

/// A neutral name and icon on the phone's first screen.
pub async fn manifest(visit: Visit) -> Result<Response, Fault> {
    let (name, icon) = (say!(visit.l, contact.field_title), visit.site.assets.plain_icon);
    let text = format!(
        "{{\"name\":\"{name}\",\"short_name\":\"{name}\",\"start_url\":\"{LOG}\",\"scope\":\"/field/\",\"display\":\"standalone\",\
         \"icons\":[{{\"src\":\"/assets/{icon}\",\"sizes\":\"any\",\"type\":\"image/svg+xml\"}}]}}"
    );
    Ok(([(CONTENT_TYPE, "application/manifest+json"), (CACHE_CONTROL, "no-store")], text).into_response())
}
