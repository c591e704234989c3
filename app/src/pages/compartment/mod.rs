//! A partner's own compartment: asking the client for it, ending it, and the way to what the desk keeps in it.

pub mod ask;

use crate::fault::Fault;
use crate::pages::consent::parts::last_day;
use crate::visit::Member;
use crate::words::{Locale, say};
use domain::compartment::compartment_of;
use domain::consent::Segment;
use domain::id::ReferralId;
use leptos::prelude::*;
use vault::compartment::Standing;
use vault::{Opened, Ring, segment};

/// A compartment of the member's desk, opened for a page of it.
pub struct Desk<S: segment::Proof> {
    /// The referral it was come to by.
    pub referral: ReferralId,
    /// What it opened.
    pub ring: Ring,
    /// The proof.
    pub proof: Opened<S>,
    /// Whose it is.
    pub standing: Standing,
}

impl<S: segment::Proof> Desk<S> {
    /// Opens it; what does not open was never there.
    pub async fn open(member: &Member, referral: &str) -> Result<Self, Fault> {
        let referral = referral.parse().map_err(|_| Fault::NotFound)?;
        let vault = &member.site.vault;
        let ring = vault.open_compartment(member.actor(), referral, S::SEGMENT).await?;
        let mut ring = ring.ok_or(Fault::NotFound)?;
        let proof = ring.take::<S>().ok_or(Fault::NotFound)?;
        let standing = vault.compartment_head(&proof).await?;
        Ok(Self { referral, ring, proof, standing })
    }
}

/// The head of a page of a compartment: whose it is, until when it opens, and the way back.
pub fn head(l: Locale, title: &'static str, standing: &Standing, back: String) -> AnyView {
    let alias = standing.head.alias.clone().map(|alias| format!("{alias} · "));
    let until = say!(l, compartment.opens_until, day = last_day(standing.until)).to_string();
    view! {
        <div class="head">
            <div>
                <h1>{title}</h1>
                <small>{alias}<span class="code">{standing.head.code.as_str().to_owned()}</span>" · "{until}</small>
            </div>
            <div><a class="button quiet" href=back>{say!(l, form.back)}</a></div>
        </div>
    }
    .into_any()
}

/// The page on which a desk of this segment works, below a referral's address.
const fn desk_page(segment: Segment) -> &'static str {
    match segment {
        Segment::Health => "clinic",
        Segment::Legal => "legal",
        _ => "training",
    }
}

/// From a packet: to what the desk keeps, or to asking her whether it may.
pub async fn way(member: &Member, referral: ReferralId) -> Result<Option<AnyView>, Fault> {
    let Some(segment) = compartment_of(member.actor().role()) else { return Ok(None) };
    let held = member.site.vault.holds_compartment(member.actor(), referral, segment).await?;
    let l = member.l;
    let (page, words) =
        if held { (desk_page(segment), say!(l, compartment.title)) } else { ("record", say!(l, compartment.ask)) };
    let path = format!("/expected/{referral}/{page}");
    Ok(Some(view! { <p><a class="button" href=path>{words}</a></p> }.into_any()))
}
