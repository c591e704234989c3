use super::draft::{Draft, Service};
use crate::client::ClientCode;
use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// A field a receiver may be told. What is not here can never be in a packet: no reason, no history, no name on papers.
    PacketField {
        /// The client's code.
        Code = "code",
        /// The service asked for.
        Service = "service",
        /// How soon.
        Urgency = "urgency",
        /// What helps her come.
        Needs = "needs",
        /// What she wants to be called.
        Alias = "alias",
        /// Her number, with what to say if another answers.
        Phone = "phone",
    }
}

impl PacketField {
    /// What every packet has: without it nobody could be served.
    pub const BASE: &'static [Self] = &[Self::Code, Self::Service, Self::Urgency];
    /// What she may add.
    pub const OPTIONAL: &'static [Self] = &[Self::Alias, Self::Phone];
}

codes! {
    /// How soon (domain.md 3.7).
    Urgency {
        /// Today.
        Today = "today",
        /// Within seven days.
        Week = "week",
        /// Within thirty days.
        Month = "month",
    }
}

impl Urgency {
    /// Days from issue until she is expected.
    #[must_use]
    pub const fn days(self) -> u64 {
        match self {
            Self::Today => 0,
            Self::Week => 7,
            Self::Month => 30,
        }
    }
}

codes! {
    /// What helps her come.
    SpecialNeed {
        /// Somebody comes along.
        Accompanied = "accompanied",
        /// A woman to see her.
        WomanProvider = "woman_provider",
        /// An interpreter.
        Interpreter = "interpreter",
        /// A child comes along.
        WithChild = "with_child",
        /// Step-free access.
        StepFree = "step_free",
        /// Only in the afternoon.
        Afternoon = "afternoon",
    }
}

/// Exactly what the receiver sees.
#[derive(Clone, Serialize, Deserialize)]
pub struct Packet {
    /// The client's code.
    pub code: ClientCode,
    /// What for.
    pub service: Service,
    /// How soon.
    pub urgency: Urgency,
    /// What helps her come.
    pub needs: Vec<SpecialNeed>,
    /// What she wants to be called.
    pub alias: Option<String>,
    /// Her number.
    pub phone: Option<String>,
    /// What to say if another answers.
    pub cover_story: Option<String>,
}

/// What the packet is cut from: never more than these facts of the case.
pub struct Known<'a> {
    /// The client's code.
    pub code: &'a ClientCode,
    /// Her alias.
    pub alias: &'a str,
    /// Her number, as displayed.
    pub phone: Option<String>,
    /// What to say if another answers, with the number.
    pub cover_story: Option<&'a str>,
}

/// The packet for a draft: each field only if it was agreed.
#[must_use]
pub fn packet_of(draft: &Draft, agreed: &[PacketField], known: &Known<'_>) -> Packet {
    let told = |field: PacketField| agreed.contains(&field) && draft.fields.contains(&field);
    Packet {
        code: known.code.clone(),
        service: draft.service,
        urgency: draft.urgency,
        needs: if told(PacketField::Needs) { draft.needs.clone() } else { Vec::new() },
        alias: told(PacketField::Alias).then(|| known.alias.to_owned()),
        phone: if told(PacketField::Phone) { known.phone.clone() } else { None },
        cover_story: if told(PacketField::Phone) { known.cover_story.map(str::to_owned) } else { None },
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, PacketField, SpecialNeed, Urgency, packet_of};
    use crate::client::ClientCode;
    use crate::id::OrganisationId;
    use crate::referral::{Draft, Service};
    use proptest::prelude::{prop, proptest};

    proptest! {
        /// I14: a packet is a subset of what was agreed, whatever the draft asks for.
        #[test]
        fn nothing_unagreed_is_in_a_packet(
            asked in prop::collection::vec(prop::sample::select(PacketField::ALL), 0..6),
            agreed in prop::collection::vec(prop::sample::select(PacketField::ALL), 0..6),
        ) {
            let draft = Draft {
                service: Service::CheckUp,
                receiver: OrganisationId(uuid::Uuid::nil()),
                urgency: Urgency::Week,
                needs: vec![SpecialNeed::Accompanied],
                fields: asked,
            };
            let code = ClientCode::from_random([1; 8]);
            let known = Known { code: &code, alias: "Hoa Ban", phone: Some("0912 345 678".into()), cover_story: Some("lớp may") };
            let packet = packet_of(&draft, &agreed, &known);
            assert!(packet.alias.is_none() || agreed.contains(&PacketField::Alias));
            assert!(packet.phone.is_none() || agreed.contains(&PacketField::Phone));
            assert!(packet.cover_story.is_none() || agreed.contains(&PacketField::Phone));
            assert!(packet.needs.is_empty() || agreed.contains(&PacketField::Needs));
        }
    }
}
