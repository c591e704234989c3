//! `/referrals`: everything sent by oneself or one's team, newest first, with its age and the next duty.

use super::{due_words, state_chip};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use domain::access::Action;
use domain::date::{days_since, display, local_date};
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let referrals = member.site.vault.referrals(member.actor()).await?.ok_or(Fault::NotFound)?;
    let charts = member.actor().may(Action::SeeReferralCharts);
    let today = member.site.vault.today();
    Ok(Page::new(say!(l, nav.referrals)).show(&member, move || {
        let rows: Vec<_> = referrals
            .into_iter()
            .map(|followed| {
                let sent_on = local_date(followed.standing.issued_at);
                let age = say!(l, referral.age, n = days_since(followed.standing.issued_at, today)).to_string();
                let mut small = vec![followed.packet.service.said(l).to_owned(), display(sent_on), age];
                small.extend(followed.due.map(|due| due_words(l, due, today)));
                view! {
                    <li>
                        <div>
                            <a class="row-link who" href=format!("/referrals/{}", followed.standing.id)>
                                <span class="code">{followed.packet.code.as_str().to_owned()}</span>" → "{followed.other}
                            </a>
                            <br /><small>{small.join(" · ")}</small>
                        </div>
                        {state_chip(l, followed.standing.state)}
                    </li>
                }
            })
            .collect();
        let list = rows_or(rows, say!(l, referral.none));
        view! {
            <div class="head">
                <h1>{say!(l, nav.referrals)}</h1>
                {charts.then(|| view! { <div><a class="button" href="/referrals/charts">{say!(l, referral_chart.link)}</a></div> })}
            </div>
            <section class="sheet">{list}</section>
        }
        .into_any()
    }))
}
