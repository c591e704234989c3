//! On My day: the versions that wait for a supervisor, those that are late first; and those that came back.

use super::parts::waiting;
use crate::fault::Fault;
use crate::pages::my_day::leading;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::care_plan::Decision;
use domain::case::Label;
use domain::date::{display_time, local_date};
use domain::id::CaseId;
use leptos::prelude::*;
use std::collections::HashMap;
use vault::care_plan::Waiting;

/// What is to be done about plans.
pub struct Plans {
    to_decide: Vec<Waiting>,
    sent_back: Vec<Waiting>,
}

/// What is to be done about plans by who looks.
pub async fn plans(member: &Member) -> Result<Plans, Fault> {
    let vault = &member.site.vault;
    Ok(Plans {
        to_decide: vault.care_plans_to_decide(member.actor()).await?,
        sent_back: vault.care_plans_sent_back(member.actor()).await?,
    })
}

impl Plans {
    /// The cases they are of.
    pub fn cases(&self) -> impl Iterator<Item = CaseId> {
        self.to_decide.iter().chain(&self.sent_back).map(|waiting| waiting.case)
    }

    /// The sections, where there is something in them.
    pub fn sections(&self, l: Locale, labels: &HashMap<CaseId, Label>, today: NaiveDate) -> AnyView {
        let decide = |one: &Waiting| waiting(l, local_date(one.at), today);
        let back = |_: &Waiting| (Tone::Soon, Decision::SentBack.said(l).to_owned());
        view! {
            {section(say!(l, care_plan.to_decide), &self.to_decide, labels, decide)}
            {section(say!(l, care_plan.came_back), &self.sent_back, labels, back)}
        }
        .into_any()
    }
}

fn section(
    title: &'static str,
    plans: &[Waiting],
    labels: &HashMap<CaseId, Label>,
    state: impl Fn(&Waiting) -> (Tone, String),
) -> Option<AnyView> {
    let named = plans.iter().filter_map(|one| labels.get(&one.case).map(|label| (one, label)));
    let rows: Vec<_> = named
        .map(|(one, label)| {
            let (tone, text) = state(one);
            let small = format!("{} · {}", one.by, display_time(one.at));
            let path = format!("/cases/{}/care-plan/{}", one.case, one.id);
            let named = format!("{title}: {} {} · {small}", label.alias.as_str(), label.code.as_str());
            view! {
                <li>
                    <div>{leading(path, named, label)}<br /><small>{small}</small></div>
                    <Chip tone text />
                </li>
            }
        })
        .collect();
    section_of(title, rows)
}
