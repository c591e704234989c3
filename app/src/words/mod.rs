//! Words, Vietnamese first. `say!(l, key)` gives the words of a key in a locale; a key that is missing fails the build.

mod accompaniment;
mod casework;
mod choices;
mod clinic;
mod club;
mod coded_plan;
mod commodity;
mod contact;
mod directory;
mod dong;
mod legal;
mod livelihood;
mod partner_system;
mod plans;
mod problem;
mod progress;
pub mod question;
mod read_out;
mod referral;
mod transfer;
mod weekday;

#[expect(
    unused_qualifications,
    unused_imports,
    dead_code,
    clippy::wrong_self_convention,
    reason = "written by leptos_i18n_build"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/words/mod.rs"));
}

pub use choices::Spoken;
pub use dong::dong;
pub use generated::i18n::{self, Locale};
pub use problem::problem;
pub use read_out::read_out;
pub use weekday::{weekday, weekdays};

/// The words of a key: `say!(l, case.title)`, `say!(l, list.total, n = 3)`.
macro_rules! say {
    ($locale:expr, $($rest:tt)*) => { leptos_i18n::td_string!($locale, $($rest)*) };
}
pub(crate) use say;
