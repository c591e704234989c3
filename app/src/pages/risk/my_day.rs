//! My day: who is due today or overdue, the most pressing level first among those of one day; a look that is due can be put
//! off with a reason.

use super::chip;
use crate::pages::case::next_words;
use crate::pages::my_day::who;
use crate::parts::chip::Tone;
use crate::parts::{Chip, section_to};
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::case::{Label, due_first};
use domain::id::CaseId;
use domain::risk::may_be_put_off;
use leptos::prelude::*;

/// The section. `may_record` is whether the visitor does the work herself.
pub fn due(l: Locale, today: NaiveDate, cases: &[(CaseId, Label)], may_record: bool) -> AnyView {
    let rows: Vec<_> = due_first(cases, today)
        .into_iter()
        .map(|(next, case, label)| {
            let timing = next.timing(today);
            // What is next stands beside the name already.
            let text = if timing.is_late() { next_words(l, next, today) } else { say!(l, case.today).to_owned() };
            let risk = label.risk.map(|level| chip(l, level));
            let snooze = (may_record && may_be_put_off(label.next, today)).then(|| {
                let of = say!(l, risk.snooze_of, who = label.alias.as_str().to_owned()).to_string();
                view! { <a href=format!("/cases/{case}/risk/snooze") aria-label=of>{say!(l, risk.snooze)}</a> }
            });
            view! {
                <li>
                    <div>{who(case, label)}<br /><small>{next.step.said(l)}</small></div>
                    <div>{risk}" "<Chip tone=Tone::of_day(timing) text />" "{snooze}</div>
                </li>
            }
        })
        .collect();
    section_to(say!(l, my_day.due), "/cases", say!(l, my_day.all_cases), rows, say!(l, my_day.nothing_due))
}
