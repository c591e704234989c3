//! The closed loop: request, packet, states and clocks, outcome, what the sender makes of it (domain.md 3.7; FHIR
//! ServiceRequest and Task).

mod clock;
mod day;
mod desk;
mod draft;
mod following;
mod outcome;
mod packet;
mod reason;
mod request;
mod state;
mod walk_in;

pub use clock::{Course, Due, Duty, last_day, to_see_to};
pub use day::DaySet;
pub use desk::{Desk, OnDesk, meant_by_slip};
pub use draft::{Draft, ReferralForm, Service};
pub use following::{Followed, Following, FollowingForm, Heard, HeardForm, Report, Said, TRIES};
pub use outcome::{Answer, Outcome, OutcomeForm, ServiceDelivered};
pub use packet::{Known, Packet, PacketField, SpecialNeed, Urgency, packet_of};
pub use reason::{DeclineReason, NeedMet, NotCompleted};
pub use request::{Request, RequestForm};
pub use state::{Mover, ReferralState};
pub use walk_in::{KEPT_DAYS, WalkIn, WalkInForm};
