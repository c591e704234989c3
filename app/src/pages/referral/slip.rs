//! `/referrals/{id}/slip`: two parts on A6, with code and QR. Nothing on it names the programme, a population, a
//! reason or even the service: the receiver reads that on its own screen.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::consent::parts::last_day;
use crate::parts::Qr;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use domain::date::{display, local_date};
use domain::directory::OnPaper;
use leptos::prelude::*;

/// What it costs, what to bring and whom to call, from the directory; what does not stand there, or would tell what for, is
/// written by hand.
fn lines(l: Locale, paper: Option<OnPaper>) -> AnyView {
    let Some(OnPaper { cost, cost_words, documents, phone }) = paper else {
        return view! { <p>{say!(l, referral.slip_pays)}</p><p>{say!(l, referral.slip_bring_blank)}</p> }.into_any();
    };
    let cost = [Some(cost.said(l).to_owned()), cost_words].into_iter().flatten().collect::<Vec<_>>().join(". ");
    let bring = match documents {
        Some(documents) => format!("{}: {documents}", say!(l, referral.slip_bring)),
        None => say!(l, referral.slip_bring_blank).to_owned(),
    };
    let phone = phone.map(|phone| view! { <p>{say!(l, referral.slip_phone)}": "{phone}</p> });
    view! { <p>{say!(l, referral.slip_cost)}": "{cost}</p><p>{bring}</p>{phone} }.into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let followed = member.site.vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    let listing = member.site.vault.listing_for(followed.receiver_id, followed.packet.service).await?;
    let paper = listing.map(|listing| listing.on_paper());
    Ok(Page::new(say!(l, referral.slip)).show(&member, move || {
        let code = followed.packet.code.as_str().to_owned();
        let until = last_day(followed.standing.expected_by);
        let issued = display(local_date(followed.standing.issued_at));
        let needs: Vec<_> = followed.packet.needs.iter().map(|need| need.said(l)).collect();
        view! {
            <div class="head">
                <h1>{say!(l, referral.slip)}</h1>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href=format!("/referrals/{id}")>{say!(l, form.back)}</a>
                </div>
            </div>
            <article class="slip">
                <section>
                    <h2>{say!(l, referral.slip_title)}</h2>
                    // The code and nothing else: no address that would name us.
                    <Qr text=code.clone() name=code.clone() />
                    <p class="code">{code.clone()}</p>
                    <p><strong>{followed.receiver.clone()}</strong><br />{followed.receiver_address.clone()}</p>
                    <p>{say!(l, referral.slip_until)}": "{until}</p>
                    {lines(l, paper)}
                    {(!needs.is_empty()).then(|| view! { <p>{needs.join(", ")}</p> })}
                </section>
                <section>
                    <h2>{say!(l, referral.slip_back)}</h2>
                    <p class="code">{code.clone()}</p>
                    <p>{say!(l, referral.slip_issued)}": "{issued}</p>
                    <p>{say!(l, referral.slip_contact)}</p>
                    <p>{say!(l, referral.slip_seen)}</p>
                    <p>{say!(l, referral.slip_next)}</p>
                </section>
            </article>
        }
        .into_any()
    }))
}
