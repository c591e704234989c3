//! Cases: the caseload, opening one, its page.

pub mod assignment;
pub mod card;
pub mod carried;
pub mod colleagues;
pub mod contact;
mod edit;
pub mod find;
mod head;
pub mod line;
pub mod list;
pub mod my_day;
pub mod name;
pub mod new;
mod part;
pub mod reassignment;
pub mod show;

use crate::fault::Fault;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::case::{Label, NextStep};
use domain::consent::Segment;
use domain::date::{Timing, display};
use domain::id::CaseId;
use leptos::prelude::*;
use vault::Ring;

/// The case of an address, opened as far as the pages of its work need: the label and the casework.
pub async fn casework_of(member: &Member, id: &str) -> Result<(CaseId, Ring), Fault> {
    open(member, id, &[Segment::Label, Segment::Casework]).await
}

/// The same with how she can be reached, for what is said to her or about her safety.
pub async fn casework_and_contact_of(member: &Member, id: &str) -> Result<(CaseId, Ring), Fault> {
    open(member, id, &[Segment::Label, Segment::Contact, Segment::Casework]).await
}

async fn open(member: &Member, id: &str, segments: &[Segment]) -> Result<(CaseId, Ring), Fault> {
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let ring = member.site.vault.open_case(member.actor(), case, segments, list::reason(member)).await?;
    Ok((case, ring.ok_or(Fault::NotFound)?))
}

/// Whose case it is, under the heading of a page of it.
pub fn of_case(label: &Label) -> AnyView {
    let code = label.code.as_str().to_owned();
    view! { <small>{label.alias.as_str().to_owned()}" · "<span class="code">{code}</span></small> }.into_any()
}

/// When the next step is, in words: overdue, today, or its day.
pub fn next_words(l: Locale, next: NextStep, today: NaiveDate) -> String {
    match next.timing(today) {
        Timing::Late(days) => say!(l, case.overdue, n = days).to_string(),
        Timing::Today => format!("{} · {}", next.step.said(l), say!(l, case.today)),
        Timing::Ahead => format!("{} · {}", next.step.said(l), display(next.on)),
    }
}
