//! `/referrals`: everything sent by oneself or one's team, newest first.

use super::state_chip;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Member;
use crate::words::{Spoken, say};
use domain::access::Action;
use domain::date::display_time;
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let referrals = member.site.vault.referrals(member.actor()).await?.ok_or(Fault::NotFound)?;
    let charts = member.actor().may(Action::SeeReferralCharts);
    Ok(Page::new(say!(l, nav.referrals)).show(&member, move || {
        let rows: Vec<_> = referrals
            .into_iter()
            .map(|followed| {
                let small = format!("{} · {}", followed.packet.service.said(l), display_time(followed.standing.issued_at));
                view! {
                    <li>
                        <div>
                            <a class="row-link who" href=format!("/referrals/{}", followed.standing.id)>
                                <span class="code">{followed.packet.code.as_str().to_owned()}</span>" → "{followed.other}
                            </a>
                            <br /><small>{small}</small>
                        </div>
                        {state_chip(l, followed.standing.state)}
                    </li>
                }
            })
            .collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{say!(l, referral.none)}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
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
