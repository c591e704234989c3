//! Pages by noun. A page is what it shows and, beside it, what it does with what is posted. No rules, no SQL.

pub mod account;
pub mod audit;
pub mod breach;
pub mod card;
pub mod case;
pub mod closure;
pub mod consent;
pub mod contact;
pub mod counselling;
pub mod demand;
pub mod emergency;
pub mod erasure;
pub mod fault;
pub mod hiv;
pub mod home;
pub mod intake;
pub mod my_day;
pub mod needs;
pub mod recovery_sheet;
pub mod referral;
pub mod rights;
pub mod risk;
pub mod scale;
pub mod sealed_note;
