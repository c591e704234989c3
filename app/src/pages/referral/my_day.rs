//! My day: referrals whose clock has run out, whoever it was that it ran for, with what to do; and slips that were guessed
//! at too often. The oldest first.

use super::{about, due_words};
use crate::parts::chip::Tone;
use crate::parts::{Chip, section_to_any};
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::case::Label;
use domain::date::Timing;
use domain::id::CaseId;
use domain::referral::{Duty, to_see_to};
use leptos::prelude::*;
use std::collections::HashMap;
use vault::referral::Followed;

/// What the sender does about a duty that is late or hers.
fn to_do(l: Locale, duty: Duty) -> &'static str {
    match duty {
        Duty::Answer => say!(l, referral.do_answer),
        Duty::Book => say!(l, referral.do_book),
        Duty::SayWhetherCame => say!(l, referral.do_say_whether_came),
        Duty::CallBack => say!(l, referral.do_call_back),
        Duty::Decide => say!(l, referral.do_decide),
        Duty::GiveFeedback => say!(l, referral.do_give_feedback),
        Duty::AskClient => say!(l, referral.do_ask_client),
        Duty::FindAnother => say!(l, referral.do_find_another),
    }
}

fn has_dead_slip(one: &Followed) -> bool {
    one.slip.as_ref().is_some_and(|slip| slip.dead)
}

/// The section; nothing when nothing is due.
pub fn duties(
    l: Locale,
    today: NaiveDate,
    followed: &[Followed],
    labels: &HashMap<CaseId, Label>,
    may_refer: bool,
) -> Option<AnyView> {
    let rows: Vec<_> = to_see_to(followed, |one| (one.due, has_dead_slip(one)), today)
        .into_iter()
        .map(|(due, one)| {
            let name = about(one, labels);
            let dead = has_dead_slip(one);
            let what = if dead { say!(l, referral.slip_dead) } else { to_do(l, due.duty) };
            let (tone, text) = match due.timing(today) {
                _ if dead => (Tone::Now, say!(l, referral.slip_dead_short).to_owned()),
                Timing::Late(_) => (Tone::Now, due_words(l, due, today)),
                Timing::Today | Timing::Ahead => (Tone::Soon, due.duty.said(l).to_owned()),
            };
            view! {
                <li>
                    <div>
                        <a class="row-link who" href=format!("/referrals/{}", one.standing.id)>{name}" → "{one.other.clone()}</a>
                        <br /><small>{may_refer.then_some(what)}</small>
                    </div>
                    <Chip tone text />
                </li>
            }
        })
        .collect();
    section_to_any(say!(l, referral.duties), "/referrals", say!(l, my_day.all_referrals), rows)
}
