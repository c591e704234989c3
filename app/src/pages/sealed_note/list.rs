//! `/cases/{id}/sealed-notes`: one's own sealed notes, by the day they were written.

use super::{Open, plainly};
use crate::fault::PageResult;
use crate::page::Page;
use crate::pages::case::of_case;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use domain::date::display_time;
use leptos::prelude::*;

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let l = member.l;
    let open = Open::case(&member, &case).await?;
    let notes = member.site.vault.own_sealed_notes(member.actor(), &open.ring).await?;
    let (base, path) = (format!("/cases/{}", open.case), member.path.clone());
    Ok(Page::new(say!(l, sealed_note.title)).show(&member, move || {
        let rows: Vec<_> = notes
            .iter()
            .map(|note| {
                let words = say!(l, sealed_note.written_at, at = display_time(note.at)).to_string();
                view! { <li><a class="row-link" href=format!("{path}/{}", note.id)>{words}</a></li> }
            })
            .collect();
        let list = rows_or(rows, say!(l, sealed_note.none));
        view! {
            <div class="head">
                <div><h1>{say!(l, sealed_note.title)}</h1>{of_case(&open.head.label)}</div>
                <div>
                    <a class="button main" href=format!("{path}/new") data-key="n">{say!(l, sealed_note.write)}</a>
                    <a class="button quiet" href=base>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <section class="sheet">{list}</section>
            {plainly(l)}
        }
        .into_any()
    }))
}
