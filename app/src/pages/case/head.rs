//! The head of a case page: what she is called, her code, what is next, and what she agreed to.

use super::next_words;
use crate::pages::consent::parts::ConsentChips;
use crate::pages::needs::chips::chips as need_chips;
use crate::pages::risk::chip as risk_chip;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use chrono::{DateTime, NaiveDate, Utc};
use domain::case::Stage;
use domain::date::{display, local_date};
use domain::id::CaseId;
use domain::needs::Board;
use leptos::prelude::*;
use vault::case::CaseHead;
use vault::consent::Entry;

/// What the head shows, and what the visitor may do from it.
pub struct Head {
    pub case: CaseId,
    pub head: CaseHead,
    pub stage: Stage,
    pub consents: Vec<Entry>,
    pub needs: Board,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    pub may_refer: bool,
    pub may_record: bool,
}

impl Head {
    pub fn show(self, l: Locale) -> AnyView {
        let base = format!("/cases/{}", self.case);
        let label = self.head.label;
        let next = label.first_due().map(|next| {
            view! { <Chip tone=Tone::awaited(next.timing(self.today)) text=next_words(l, next, self.today) /> }
        });
        let risk = label.risk.map(|level| risk_chip(l, level));
        let stage = say!(l, case_chart.stage_of, n = self.stage.number(), stage = self.stage.said(l)).to_string();
        let closed = self.head.closed_at.map(|at| {
            let on = say!(l, closure.closed_on, day = display(local_date(at))).to_string();
            view! {
                <p class="note calm">{on}". "{say!(l, closure.is_closed)}" "<a href=format!("{base}/closure")>{say!(l, closure.see)}</a></p>
            }
        });
        let opened = say!(l, case.opened_on, day = display(local_date(self.head.opened_at))).to_string();
        let refer = self
            .may_refer
            .then(|| view! { <a class="button" href=format!("{base}/referrals/new")>{say!(l, referral.refer)}</a> });
        let record = self.may_record.then(|| {
            view! { <a class="button main" href=format!("{base}/counselling/new") data-key="n">{say!(l, counselling.record)}</a> }
        });
        view! {
            <section class="sheet case-head">
                <div class="head">
                    <div>
                        <h1>{label.alias.as_str().to_owned()}" "<span class="code soft">{label.code.as_str().to_owned()}</span></h1>
                        <small>{opened}</small>
                    </div>
                    <div>{refer}{record}</div>
                </div>
                {closed}
                <p class="chips"><Chip tone=Tone::Plain text=stage />" "{next}" "{risk}</p>
                {need_chips(l, self.case, &self.needs)}
                <ConsentChips consents=self.consents base=format!("{base}/consents") now=self.now />
            </section>
        }
        .into_any()
    }
}
