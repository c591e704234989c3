//! FHIR R4 (4.0.1) for a partner's own system: what a receiver may know of a referral as Task, ServiceRequest, Consent and
//! Appointment, who offers what as Organization and HealthcareService, and what the system says read back into the same
//! [`Outcome`](crate::referral::Outcome) that a person types (decision 0038). Shapes only; what moves what stands in
//! [`crate::referral`].

mod appointment;
mod capability;
mod consent;
mod directory;
mod reading;
mod search;
mod service_request;
mod subscription;
mod task;
#[cfg(test)]
mod tests;
mod told;
mod why;

pub use appointment::{Booking, appointment, read_appointment, read_moved_appointment};
pub use capability::{RESOURCES, Resource, capability_statement};
pub use consent::consent;
pub use directory::{Offered, Organisation, healthcare_service, organization};
pub use search::{PAGE_MAX, Search, task_bundle};
pub use service_request::service_request;
pub use subscription::{read_subscription, subscription};
pub use task::{read_task, task};
pub use told::{Step, Told};
pub use why::{Issue, Why, done, operation_outcome};

/// The version that is spoken.
pub const FHIR_VERSION: &str = "4.0.1";
/// The type of every body.
pub const MEDIA_TYPE: &str = "application/fhir+json";
/// Where a referral's number is from.
pub const REFERRAL: &str = "urn:dong-hanh:referral";
/// Where a client's code is from.
pub const CLIENT_CODE: &str = "urn:dong-hanh:client-code";
/// List of services.
pub const SERVICE: &str = "urn:dong-hanh:service";
/// List of what helps her come.
pub const SPECIAL_NEED: &str = "urn:dong-hanh:special-need";
/// List of what the status of a Task alone does not tell.
pub const BUSINESS_STATUS: &str = "urn:dong-hanh:business-status";
/// List of why a receiver declines, and why a client stops.
pub const STATUS_REASON: &str = "urn:dong-hanh:status-reason";
/// List of what an output says.
pub const OUTPUT: &str = "urn:dong-hanh:output";
/// List of what was done.
pub const DELIVERED: &str = "urn:dong-hanh:service-delivered";
/// List of kinds of organisations.
pub const ORGANISATION_KIND: &str = "urn:dong-hanh:organisation-kind";
