//! The safe-contact card, shown wherever one could call.

use crate::words::{Locale, Spoken, say};
use domain::client::SafeContact;
use leptos::prelude::*;
use vault::{Opened, Vault, segment};

/// Her card, unless she took it back.
pub async fn card_of(vault: &Vault, proof: Option<Opened<segment::Contact>>) -> vault::Result<Option<SafeContact>> {
    match proof {
        Some(proof) => Ok(Some(vault.safe_contact(&proof).await?)),
        None => Ok(None),
    }
}

/// How to reach her; or that she took it back. `edit` leads to where it is changed, for who may.
pub fn safe_contact(l: Locale, card: Option<&SafeContact>, edit: Option<String>) -> AnyView {
    let Some(card) = card else {
        return view! {
            <section class="sheet card-contact">
                <h2>{say!(l, client.safe_contact)}</h2>
                <p>{say!(l, consent.contact_taken_back)}</p>
                {edit.map(|path| view! { <p><a href=path>{say!(l, edit.give_again)}</a></p> })}
            </section>
        }
        .into_any();
    };
    let phone = card.phone.as_ref().map(|phone| view! { <p><strong>{phone.display()}</strong></p> });
    let hours =
        card.hours.as_ref().map(|hours| view! { <p>{say!(l, client.hours)}": "{hours.as_str().to_owned()}</p> });
    let story = card
        .cover_story
        .as_ref()
        .map(|story| view! { <p>{say!(l, client.cover_story)}": "<q>{story.as_str().to_owned()}</q></p> });
    view! {
        <section class="sheet card-contact">
            <h2>{say!(l, client.safe_contact)}</h2>
            <p>{card.channel.said(l)}</p>
            {phone}
            {hours}
            {story}
            <small>{say!(l, client.no_words_left)}</small>
            {edit.map(|path| view! { <p><a href=path>{say!(l, edit.contact)}</a></p> })}
        </section>
    }
    .into_any()
}
