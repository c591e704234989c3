//! `/contacts`: what volunteers logged, at the team's desk; who wants a referral first.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::promotion::who;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::parts::{Chip, commune};
use crate::visit::Member;
use crate::words::{Spoken, say};
use domain::access::Action;
use domain::contact::{Asked, Met};
use domain::promotion::may_be_promoted;
use leptos::prelude::*;

/// Contacts on one page.
const SHOWN: u32 = 50;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let mut contacts = member.site.vault.contacts(member.actor(), SHOWN).await?.ok_or(Fault::NotFound)?;
    let told = member.site.vault.accompaniments(member.actor()).await?;
    let counted = member.actor().may(Action::SeeContactBoard);
    contacts.sort_by_key(|logged| !logged.contact.waits_for_a_referral(logged.taken_over));
    let may_promote = member.actor().may(Action::OpenCase);
    Ok(Page::new(say!(l, nav.contacts)).show(&member, move || {
        let rows: Vec<_> = contacts
            .into_iter()
            .map(|logged| {
                let contact = logged.contact;
                let class = if matches!(contact.met, Met::Known { .. }) { "code" } else { "who" };
                let name = who(l, &contact);
                let of = say!(l, promotion.open_of, who = name.clone()).to_string();
                let way = match (logged.taken_over, may_promote && may_be_promoted(&contact)) {
                    (true, _) => Some(view! { <Chip tone=Tone::None text=say!(l, promotion.taken_over) /> }.into_any()),
                    (false, true) => {
                        let path = format!("/contacts/{}/case", logged.id);
                        Some(view! { <a href=path aria-label=of>{say!(l, promotion.open)}</a> }.into_any())
                    }
                    (false, false) => None,
                };
                let needs: Vec<_> = contact.needs.iter().map(|need| need.said(l)).collect();
                let more = [
                    contact.met_on.map(|on| say!(l, contact.met_on, on = domain::date::display(on)).to_string()),
                    contact.follow_up_on.map(|on| say!(l, contact.again_on, on = domain::date::display(on)).to_string()),
                    (!needs.is_empty()).then(|| needs.join(", ")),
                    contact.note.map(|note| note.as_str().to_owned()),
                ];
                let more = more.into_iter().flatten().collect::<Vec<_>>().join(" · ");
                let asked = [(contact.violence, say!(l, contact.violence_short)), (contact.symptoms, say!(l, contact.symptoms_short))];
                let asked: Vec<_> = asked
                    .into_iter()
                    .filter(|(answer, _)| *answer == Asked::Yes)
                    .map(|(_, words)| view! { <Chip tone=Tone::Soon text=words /> })
                    .collect();
                let commune = commune::name(&contact.commune);
                let place = format!("{} · {}", contact.place.said(l), commune);
                let by = format!("{} · {}", logged.logged_by, domain::date::display_time(logged.logged_at));
                let wants = contact
                    .wants_referral
                    .then(|| view! { <Chip tone=Tone::Soon text=say!(l, contact.wanted_short) /> });
                view! { <li><div><span class=class>{name}</span><br /><small>{place}<br />{by}{(!more.is_empty()).then(|| view! { <br />{more} })}</small></div><div class="chips">{wants}{asked}{way}</div></li> }
            })
            .collect();
        let list = rows_or(rows, say!(l, contact.none));
        view! {
            <div class="head">
                <div><h1>{say!(l, nav.contacts)}</h1></div>
                <div>
                    {counted.then(|| view! { <a class="button" href="/contacts/board">{say!(l, contact_board.title)}</a> })}
                    <a class="button quiet" href="/commodities/own">{say!(l, commodity.own)}</a>
                </div>
            </div>
            {crate::pages::accompaniment::waiting::at_desk(l, &told)}
            <section class="sheet">{list}</section>
        }
        .into_any()
    }))
}
