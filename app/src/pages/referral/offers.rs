//! The first step of a referral: a need in one tap, then the three nearest that fit, with what speaks for each.

use super::new::Search;
use crate::fault::Fault;
use crate::pages::directory::{fit_of, reasons};
use crate::parts::commune;
use crate::parts::form::{Options, Select};
use crate::visit::Member;
use crate::words::{Locale, Spoken, problem, say};
use domain::directory::{Nearness, Sought, best_place, nearest_first};
use domain::needs::NeedDomain;
use domain::problem::Problem;
use domain::referral::{ReferralForm, Service};
use domain::referral_chart::Record;
use leptos::prelude::*;
use vault::directory::{Entry, Receiver};

/// What is looked for; a form that names its service looks for that.
pub(super) fn sought_of(search: &Search, form: &ReferralForm) -> Option<Sought> {
    let named = || Service::from_code(form.asked().0).map(Sought::Service);
    Sought::from_code(&search.sought).or_else(|_| named()).ok()
}

/// One receiver of one service: value, words and what speaks for it, as they are offered.
type Offer = (String, String, String);

/// What fits, the best first.
pub(super) struct Offers {
    /// The nearest.
    first: Vec<Offer>,
    /// The others.
    rest: Vec<Offer>,
}

impl Offers {
    /// Everybody who offers it and can be reached. What the directory says of it decides the order; where it says
    /// nothing, the receiver comes after all others, and is offered still.
    pub(super) async fn of(
        member: &Member,
        receivers: &[&Receiver],
        sought: Sought,
        commune: &str,
    ) -> Result<Self, Fault> {
        let l = member.l;
        let vault = &member.site.vault;
        let (now, today) = (vault.now(), vault.today());
        let listings = vault.listings(member.actor()).await?.unwrap_or_default();
        let courses = vault.referral_courses(member.actor()).await?.map(|courses| courses.own).unwrap_or_default();
        let mut offers = Vec::new();
        for service in sought.services() {
            for receiver in receivers.iter().filter(|receiver| receiver.services.contains(&service)) {
                let its = |entry: &&Entry| entry.organisation == receiver.id && entry.listing.service == service;
                let listed = listings.iter().filter(its);
                let listed = listed.map(|entry| (entry, entry.listing.status, fit_of(entry, commune, today)));
                let Some((fit, best)) = best_place(listed) else { continue };
                let mut why = match best {
                    Some(entry) => {
                        let near = Nearness::of(Some(commune), &entry.listing.commune);
                        let mut why = vec![entry.listing.address.as_str().to_owned()];
                        why.extend(reasons(l, entry, near, now));
                        why
                    }
                    None => vec![receiver.address.clone(), say!(l, referral.not_listed).to_owned()],
                };
                if !receiver.ready {
                    why.push(say!(l, referral.by_slip).to_owned());
                }
                let record = Record::of(&courses, receiver.id, service);
                if record.declined > 0 {
                    why.push(say!(l, directory.turned_away, n = record.declined, of = record.sent).to_string());
                }
                let words = match sought {
                    Sought::Service(_) => receiver.name.clone(),
                    Sought::Need(_) => format!("{} · {}", service.said(l), receiver.name),
                };
                offers.push((fit, (format!("{}@{}", service.code(), receiver.id), words, why.join(" · "))));
            }
        }
        let (first, rest) = nearest_first(offers);
        Ok(Self { first, rest })
    }

    /// The first three, and the rest behind one more tap; open where the chosen one is among the rest.
    pub(super) fn choose(self, l: Locale, chosen: String) -> AnyView {
        let Self { first, rest } = self;
        let open = rest.iter().any(|(value, ..)| *value == chosen);
        let more = (!rest.is_empty()).then(|| {
            let rest: Vec<_> = rest
                .into_iter()
                .map(|(value, words, why)| {
                    let checked = value == chosen;
                    view! {
                        <label class="choice">
                            <input type="radio" name="receiver" value=value checked=checked />
                            <span>{words}" "<small>{why}</small></span>
                        </label>
                    }
                })
                .collect();
            view! {
                <details class="more" open=open>
                    <summary>{say!(l, referral.more_offers)}</summary>
                    <fieldset class="field"><legend>{say!(l, referral.more_offers)}</legend><div class="choices">{rest}</div></fieldset>
                </details>
            }
        });
        let hint = if first.is_empty() { say!(l, referral.no_offers) } else { "" };
        view! { <Options name="receiver" chosen=vec![chosen] options=first hint />{more} }.into_any()
    }
}

/// What she needs, each a button: one tap shows what fits. Once something is looked for it steps back.
pub(super) fn search(
    l: Locale,
    path: String,
    sought: Option<Sought>,
    commune: String,
    province: &str,
    wrong: Option<Problem>,
) -> AnyView {
    let button = |what: Sought, words: &'static str| {
        let pressed = (sought == Some(what)).then_some("true");
        view! { <button class="button" name="sought" value=what.code() aria-pressed=pressed>{words}</button> }
    };
    let needs: Vec<_> = NeedDomain::ALL.iter().map(|need| button(Sought::Need(*need), need.said(l))).collect();
    let services: Vec<_> =
        Service::ALL.iter().map(|service| button(Sought::Service(*service), service.said(l))).collect();
    let summary = wrong.map(|wrong| {
        let words = format!("{} – {}", say!(l, referral.service), problem(l, wrong));
        view! {
            <div class="summary" role="alert" tabindex="-1">
                <h2>{say!(l, form.look_again)}</h2>
                <ul><li><a href="#service">{words}</a></li></ul>
            </div>
        }
    });
    let named = sought.map(|sought| match sought {
        Sought::Need(need) => need.said(l),
        Sought::Service(service) => service.said(l),
    });
    let body = view! {
        <form class="stack" method="post" action=path autocomplete="off">
            {summary}
            <input type="hidden" name="intent" value="search" />
            <fieldset class="field" id="service" tabindex="-1">
                <legend>{say!(l, referral.need)}</legend>
                <div class="chips">{needs}</div>
            </fieldset>
            <details class="more">
                <summary>{say!(l, referral.one_service)}</summary>
                <div class="chips">{services}</div>
            </details>
            <Select name="commune" chosen=commune options=commune::options(province) hint=say!(l, referral.near_hint) />
        </form>
    };
    match named {
        None => view! { <section class="sheet pad">{body}</section> }.into_any(),
        Some(named) => {
            let words = say!(l, referral.sought, what = named).to_string();
            view! { <details class="sheet pad"><summary>{words}</summary>{body}</details> }.into_any()
        }
    }
}
