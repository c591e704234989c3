//! What the real router answers. One program: linked one by one, these files would fill a small disk.

mod account;
mod agenda;
mod card;
mod club;
mod contact;
mod duplicate;
mod expected;
mod fhir;
mod forms;
mod hidden;
mod kept;
mod leaks;
mod matrix;
mod paper;
mod partners;
mod recovery_sheet;
mod rights;
mod routes;
mod signal;
#[path = "../../vault/tests/support/mod.rs"]
mod support;
mod unaudited_pages;
mod web;
mod withdrawal;
