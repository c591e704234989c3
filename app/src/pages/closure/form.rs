//! The form that closes a case. What only belongs to one reason shows with it, by the style sheet.

use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary};
use crate::words::{Locale, say};
use domain::closure::{ClosureCheck, ClosureForm, ClosureReason};
use domain::id::CaseId;
use leptos::prelude::*;

/// The labels of [`form_of`].
pub fn labels(l: Locale) -> [(&'static str, &'static str); 6] {
    [
        ("reason", say!(l, closure.reason)),
        ("tries", say!(l, closure.tries)),
        ("last_heard_on", say!(l, closure.last_heard_on)),
        ("checks", say!(l, closure.checks)),
        ("ended_on", say!(l, closure.ended_on)),
        ("words", say!(l, closure.note)),
    ]
}

/// The form; with how many referrals are still open.
pub fn form_of(l: Locale, case: CaseId, typed: ClosureForm, number: String, open_referrals: usize) -> AnyView {
    let referrals = (open_referrals > 0)
        .then(|| view! { <p class="note warm">{say!(l, closure.open_referrals, n = open_referrals).to_string()}</p> });
    view! {
        <form class="sheet pad stack" method="post" action=format!("/cases/{case}/closure") autocomplete="off" data-guard="">
            <Summary />
            {referrals}
            <Once form=number />
            <Choices<ClosureReason> name="reason" chosen=vec![typed.reason] layout=Layout::Across />
            <div class="when lost-contact stack">
                <p class="soft">{say!(l, closure.lost_hint)}</p>
                <Input name="tries" value=typed.tries class="short" inputmode="numeric" />
                <Day name="last_heard_on" value=typed.last_heard_on />
            </div>
            <Choices<ClosureCheck> name="checks" chosen=typed.checks several=true layout=Layout::Across hint=say!(l, closure.checks_hint) />
            <Day name="ended_on" value=typed.ended_on />
            <TextArea name="words" value=typed.words hint=say!(l, closure.note_hint) />
            <div class="actions">
                <button class="button main">{say!(l, closure.close)}</button>
                <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.cancel)}</a>
            </div>
        </form>
    }
    .into_any()
}
