//! A client's card and her own page. Every page of hers has one neutral title, names no service, and a way out.

pub mod agreed;
pub mod entry;
pub mod give;
pub mod leave;
pub mod looks;
pub mod own;
pub mod rights;
mod tries;
pub mod withdrawal;

pub use tries::CardTries;

use crate::words::{Locale, Spoken, say};
use chrono::{DateTime, Utc};
use domain::consent::Purpose;
use leptos::prelude::*;
use vault::consent::Entry;
use vault::who_looked::Look;

/// A consent of hers in words. A service is never named here: somebody may look over her shoulder.
fn words(l: Locale, entry: &Entry) -> String {
    let organisation = entry.grantee_name.clone();
    match entry.purpose {
        Purpose::Referral => {
            let fields: Vec<_> = entry.fields.iter().map(|field| field.said(l)).collect();
            say!(l, card.tells, organisation = organisation, fields = fields.join(", ")).to_string()
        }
        Purpose::SharedResult => say!(l, card.tells_result, organisation = organisation).to_string(),
        _ => format!("{} · {organisation}", entry.purpose.said(l)),
    }
}

/// One look: when, in these words, who, what, why, on what ground.
fn look(l: Locale, look: Look, when: fn(DateTime<Utc>) -> String) -> AnyView {
    let segments: Vec<_> = look.segments.iter().map(|segment| segment.said(l)).collect();
    let who: Vec<_> = look.role.map(|role| role.said(l).to_owned()).into_iter().chain(look.organisation).collect();
    let what = if segments.is_empty() {
        look.deed.said(l).to_owned()
    } else {
        format!("{}: {}", look.deed.said(l), segments.join(", "))
    };
    view! {
        <li>
            <div>
                <strong>{who.join(" · ")}</strong>
                <p>{what}</p>
                <small>
                    <time>{when(look.at)}</time>" · "{look.reason.said(l)}" · "{look.basis.said(l)}
                </small>
            </div>
        </li>
    }
    .into_any()
}
