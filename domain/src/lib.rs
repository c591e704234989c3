//! The rules of the trade: no IO, no clock, no randomness of its own; the same code in the server
//! and in the browser.
//!
//! One noun, one module. A form posts plain strings; each noun's `*Form::check` turns them into
//! typed values or into every [`problem::Problems`] at once.
//!
//! Start reading at [`referral`] for a noun, and at `TABLE` in [`access`] for who may do what. A closed list is made with
//! `codes!` (`codes.rs`), text as it was typed is [`text`]. What is decided here is stored by the module of the same name in
//! `vault` and shown by that in `app/src/pages/`.

pub mod access;
pub mod accompaniment;
pub mod account;
pub mod agenda;
pub mod audit;
pub mod backup;
pub mod breach;
pub mod brief;
pub mod calendar;
pub mod card;
pub mod care_plan;
pub mod case;
pub mod case_chart;
pub mod client;
pub mod clinic;
pub mod closure;
pub mod club;
pub mod coded_plan;
mod codes;
pub mod commodity;
#[cfg(not(target_arch = "wasm32"))]
pub mod commune;
pub mod compartment;
pub mod consent;
pub mod contact;
pub mod counselling;
pub mod cover;
pub mod date;
pub mod demand;
#[cfg(not(target_arch = "wasm32"))]
pub mod directory;
pub mod duplicate;
pub mod emergency;
pub mod erasure;
#[cfg(not(target_arch = "wasm32"))]
pub mod fhir;
#[cfg(test)]
mod fuzz;
pub mod hiv;
pub mod id;
pub mod incident;
pub mod intake;
pub mod job;
pub mod legal;
pub mod livelihood;
pub mod loan;
pub mod merge;
pub mod micro_plan;
pub mod needs;
pub mod note_review;
mod number;
pub mod organisation;
pub mod partner_system;
pub mod problem;
pub mod progress;
pub mod promotion;
pub mod recovery_sheet;
pub mod referral;
pub mod referral_chart;
pub mod rights;
pub mod risk;
pub mod safety_plan;
pub mod scale;
pub mod sealed_note;
pub mod supervision;
pub mod text;
pub mod time;
pub mod training;
pub mod transfer;
pub mod vietnamese;
pub mod volunteer_team;
