//! Notes that only their author can open. No page of anybody else says that there are any.

pub mod list;
pub mod new;
pub mod show;

use crate::fault::Fault;
use crate::pages::case::casework_of;
use crate::visit::Member;
use crate::words::{Locale, say};
use domain::id::CaseId;
use leptos::prelude::*;
use vault::case::CaseHead;
use vault::{Opened, Ring, segment};

/// A case opened to write about it, or to find one's own notes.
struct Open {
    case: CaseId,
    ring: Ring,
    casework: Opened<segment::Casework>,
    head: CaseHead,
}

impl Open {
    async fn case(member: &Member, case: &str) -> Result<Self, Fault> {
        let (case, mut ring) = casework_of(member, case).await?;
        let head = member.site.vault.case_head(&ring.take().ok_or(Fault::NotFound)?).await?;
        let casework = ring.take().ok_or(Fault::NotFound)?;
        Ok(Self { case, ring, casework, head })
    }
}

/// The link on the case page; how many, when there are any of one's own.
pub fn link_words(l: Locale, own: usize) -> String {
    if own == 0 { say!(l, sealed_note.title).to_owned() } else { say!(l, sealed_note.title_count, n = own).to_string() }
}

/// For whom it is, and when it is lost.
fn plainly(l: Locale) -> AnyView {
    view! {
        <div class="note warm">
            <p>{say!(l, sealed_note.only_you)}</p>
            <p>{say!(l, sealed_note.lost)}</p>
            <p>{say!(l, sealed_note.not_the_file)}</p>
        </div>
    }
    .into_any()
}
