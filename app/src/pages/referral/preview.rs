//! Exactly what the receiver sees, the same for who sends and who receives.

use crate::words::{Locale, Spoken, say};
use domain::referral::Packet;
use leptos::prelude::*;

/// The fields of a packet.
#[component]
pub fn PacketFacts(packet: Packet) -> impl IntoView {
    let l: Locale = expect_context();
    let needs: Vec<_> = packet.needs.iter().map(|need| need.said(l)).collect();
    let needs =
        (!needs.is_empty()).then(|| view! { <dt>{say!(l, choice.packet_field.needs)}</dt><dd>{needs.join(", ")}</dd> });
    let alias = packet.alias.map(|alias| view! { <dt>{say!(l, choice.packet_field.alias)}</dt><dd>{alias}</dd> });
    let phone = packet.phone.map(|phone| view! { <dt>{say!(l, client.phone)}</dt><dd>{phone}</dd> });
    let story = packet.cover_story.map(|story| view! { <dt>{say!(l, client.cover_story)}</dt><dd><q>{story}</q></dd> });
    view! {
        <dl class="facts">
            <dt>{say!(l, choice.packet_field.code)}</dt><dd class="code">{packet.code.as_str().to_owned()}</dd>
            <dt>{say!(l, choice.packet_field.service)}</dt><dd>{packet.service.said(l)}</dd>
            <dt>{say!(l, choice.packet_field.urgency)}</dt><dd>{packet.urgency.said(l)}</dd>
            {needs}
            {alias}
            {phone}
            {story}
        </dl>
    }
}
