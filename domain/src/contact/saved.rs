//! What a phone seals while it has no signal, and how it travels. The phone keeps nothing that it could read itself.

use super::ContactForm;
use crate::codes::codes;
use crate::date::local_date;
use crate::id::{AccountId, ContactId, PhoneId};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Contacts in one batch.
pub const BATCH_MAX: usize = 100;
/// Largest sealed contact, in bytes.
pub const SEALED_MAX: usize = 8 * 1024;
/// What is sealed is filled up with blanks to a multiple of this, in bytes: its length tells neither who was met nor whether it
/// is a contact at all, and not the word of who accompanies a client.
pub const PADDED_TO: usize = 1024;
/// Bytes before each sealed contact of a batch: its id, and its length.
const HEAD: usize = 16 + 2;
/// A phone's day further back than this is a clock that is wrong, and not a contact that waited.
const WAITED_MOST: TimeDelta = TimeDelta::days(62);

/// What is sealed: who saved it, when, on which phone, and what was typed. Nobody can put another's name to it later.
#[derive(Clone, Serialize, Deserialize)]
pub struct SavedContact {
    /// Who was using the phone.
    pub account: AccountId,
    /// The phone.
    pub phone: PhoneId,
    /// When, by the clock of the phone, in milliseconds since 1970.
    pub saved_at: i64,
    /// What was typed.
    pub form: ContactForm,
}

/// The day of a moment by a phone's clock, in milliseconds since 1970; the first day there is when it is none.
#[must_use]
pub fn day_of(saved_at: i64) -> NaiveDate {
    DateTime::from_timestamp_millis(saved_at).map(local_date).unwrap_or_default()
}

/// The day something was saved, by a phone's clock; today when that cannot be right.
#[must_use]
pub fn day_saved(saved_at: i64, now: DateTime<Utc>) -> NaiveDate {
    let saved = DateTime::from_timestamp_millis(saved_at).filter(|at| *at >= now - WAITED_MOST);
    local_date(saved.unwrap_or(now)).min(local_date(now))
}

impl SavedContact {
    /// The day it was saved; today when the phone's clock cannot be right.
    #[must_use]
    pub fn day(&self, now: DateTime<Utc>) -> NaiveDate {
        day_saved(self.saved_at, now)
    }
}

codes! {
    /// Why a saved contact was not taken. It stays on the phone until somebody settles it.
    Refused {
        /// No key of ours opens it: changed on the way, or too old.
        DoesNotOpen = "does_not_open",
        /// It was saved by somebody else than this phone is theirs, or on another phone.
        NotOfThisPhone = "not_of_this_phone",
        /// A rule of today does not let it pass.
        NotValid = "not_valid",
        /// Another contact has its number.
        Taken = "taken",
        /// Who saved it may not log contacts any more.
        NotAllowed = "not_allowed",
        /// Nobody holds the team's desk yet.
        NoDesk = "no_desk",
    }
}

/// One sealed contact as it travels. `None` when it is too large.
#[must_use]
pub fn frame(id: ContactId, sealed: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(sealed.len()).ok().filter(|length| usize::from(*length) <= SEALED_MAX)?;
    Some([&id.0.as_bytes()[..], &length.to_be_bytes(), sealed].concat())
}

/// The sealed contacts of a batch. `None` for anything that is not a whole batch within its limits.
#[must_use]
pub fn read_batch(mut bytes: &[u8]) -> Option<Vec<(ContactId, &[u8])>> {
    let mut batch = Vec::new();
    while !bytes.is_empty() {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let (id, length) = head.split_at_checked(16)?;
        let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
        let (sealed, rest) = rest.split_at_checked(length)?;
        if length > SEALED_MAX || batch.len() == BATCH_MAX {
            return None;
        }
        batch.push((ContactId(Uuid::from_slice(id).ok()?), sealed));
        bytes = rest;
    }
    Some(batch)
}
