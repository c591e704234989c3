//! On My day: that a supervisor said something of one's notes.

use crate::fault::Fault;
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::say;
use domain::date::display_time;
use leptos::prelude::*;

/// The answers of the last month; nothing for who has none.
pub async fn reviews(member: &Member) -> Result<Option<AnyView>, Fault> {
    let l = member.l;
    let own = member.site.vault.own_reviews(member.actor()).await?;
    let rows: Vec<_> = own
        .into_iter()
        .map(|one| {
            let path = format!("/cases/{}/note-reviews", one.case);
            let at = display_time(one.at);
            let named = format!("{}: {} · {at}", say!(l, note_review.of_case), one.by);
            view! { <li><div><a class="row-link who" href=path aria-label=named>{one.by}</a><br /><small>{at}</small></div></li> }
        })
        .collect();
    Ok(section_of(say!(l, note_review.of_case), rows))
}
