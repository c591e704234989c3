//! Pages by noun. A page is what it shows and, beside it, what it does with what is posted. No rules, no SQL.

pub mod account;
pub mod agenda;
pub mod audit;
pub mod breach;
pub mod card;
pub mod case;
pub mod case_chart;
pub mod consent;
pub mod contact;
pub mod counselling;
pub mod demand;
pub mod duplicate;
pub mod emergency;
pub mod erasure;
pub mod fault;
pub mod hiv;
pub mod home;
pub mod merge;
pub mod my_day;
pub mod recovery_sheet;
pub mod referral;
pub mod rights;
pub mod scale;
pub mod sealed_note;
