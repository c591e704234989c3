//! On My day: what was taken back without somebody who must know.

use crate::pages::my_day::who;
use crate::parts::section_of;
use crate::words::{Locale, Spoken, say};
use domain::case::Label;
use domain::date::{display, display_time, local_date};
use domain::id::CaseId;
use leptos::prelude::*;
use std::collections::HashMap;
use vault::consent::News;

/// What was taken back without her: by the client herself, or written down by a colleague. What is shut has no name here.
pub fn news(l: Locale, news: Vec<News>, labels: &HashMap<CaseId, Label>) -> Option<AnyView> {
    let rows: Vec<_> =
        news.into_iter()
            .map(|one| {
                let name = match one.case.and_then(|case| labels.get(&case).map(|label| (case, label))) {
                    Some((case, label)) => who(case, label),
                    None => view! { <span>{say!(l, my_day.shut_case)}" "<span class="code">{one.mark}</span></span> }
                        .into_any(),
                };
                let by = one.by.unwrap_or_else(|| say!(l, my_day.herself).to_owned());
                let what = format!("{} · {by} · {}", one.purpose.said(l), display_time(one.at));
                let stop = one.stop_by.map(|day| {
                    let (day, names) = (display(local_date(day)), one.recipients.join(", "));
                    view! { <br /><small>{say!(l, my_day.must_stop, day = day, who = names).to_string()}</small> }
                });
                let beside = crate::pages::merge::still_open(l, &one.beside);
                view! { <li><div>{name}<br /><small>{what}</small>{stop}{beside}</div></li> }
            })
            .collect();
    section_of(say!(l, my_day.taken_back), rows)
}
