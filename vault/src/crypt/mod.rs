//! Sealing and opening. Everything here stands on published primitives; nothing is invented.

mod backup_key;
mod card;
mod filling;
#[cfg(test)]
mod fuzz;
mod intake_key;
mod password;
mod sealed_file;
mod shamir;
mod signing;
mod token;

pub use backup_key::BackupKey;
pub(crate) use card::{card_key, card_tag, slip_tag};
pub(crate) use filling::filled_up;
pub use intake_key::IntakeKey;
pub use password::PasswordCost;
pub(crate) use password::{code_tag, derive, withdrawal_code};
pub(crate) use seal::{DataKey, Key, PartyKey, Place, WrapForm, key_mark};
pub use sealed_file::Closed;
pub(crate) use sealed_file::{Kind, Sealer, framed, open as open_file};
pub(crate) use shamir::{combine, split};
pub use signing::CheckpointKey;
pub(crate) use signing::is_signed;
pub use token::Token;
