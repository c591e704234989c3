//! The closed loop: request, packet, states, outcome (domain.md 3.7; FHIR ServiceRequest and Task).

mod outcome;
mod packet;
mod request;
mod state;

pub use outcome::{Arrival, Outcome, OutcomeForm, ServiceDelivered};
pub use packet::{Known, Packet, PacketField, SpecialNeed, Urgency, packet_of};
pub use request::{Draft, ReferralForm, Request, RequestForm, Service};
pub use state::ReferralState;
