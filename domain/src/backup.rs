//! Backups: how their files are called, when one is due, when one is too old. An erasure is complete when the last backup
//! from before it is gone: the certificate names that day (`erasure::gone_from_backups`).

use crate::erasure::BACKUP_DAYS;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// The most days a backup may be kept: one less than the certificate says, as a file is deleted by the next look after.
pub const KEPT_DAYS: i64 = BACKUP_DAYS as i64 - 1;
/// How long after a backup the next one is due.
pub const EVERY: TimeDelta = TimeDelta::hours(24);
/// The list of what still stands, which lies beside the backups.
pub const STANDING_NAME: &str = "standing.sealed";

const ENDING: &str = ".sealed";
/// Behind the name of a file that is not finished.
pub const UNFINISHED: &str = ".part";
const SHAPE: &str = "%Y%m%dT%H%M%S%6f";

/// How the backup of a moment is called. Neither the programme nor what it is about stands in it.
#[must_use]
pub fn name_of(at: DateTime<Utc>) -> String {
    format!("{}{ENDING}", at.format(SHAPE))
}

/// The moment of a backup by its name; `None` when it is no name that [`name_of`] gives.
#[must_use]
pub fn taken_at(name: &str) -> Option<DateTime<Utc>> {
    let at = NaiveDateTime::parse_from_str(name.strip_suffix(ENDING)?, SHAPE).ok()?.and_utc();
    (name_of(at) == name).then_some(at)
}

/// Whether a file of this name is a backup of ours that is too old, or one that was never finished and lies there for a
/// day. Anything else is not ours to delete.
#[must_use]
pub fn is_to_go(name: &str, kept_days: i64, now: DateTime<Utc>) -> bool {
    match name.strip_suffix(UNFINISHED) {
        Some(unfinished) => taken_at(unfinished).is_some_and(|at| now - at >= TimeDelta::days(1)),
        None => taken_at(name).is_some_and(|at| now - at >= TimeDelta::days(kept_days.clamp(1, KEPT_DAYS))),
    }
}

/// Whether a backup is due: a day after the last one, and at once when a team's keys were replaced since, because what is
/// older than that cannot be given back whole (decision 0020).
#[must_use]
pub fn is_due(last: Option<DateTime<Utc>>, keys_replaced: bool, now: DateTime<Utc>) -> bool {
    keys_replaced || last.is_none_or(|last| now - last >= EVERY)
}

#[cfg(test)]
mod tests {
    use super::{EVERY, KEPT_DAYS, STANDING_NAME, is_due, is_to_go, name_of, taken_at};
    use crate::erasure::gone_from_backups;
    use chrono::{DateTime, TimeDelta, Utc};

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-11-26T11:18:44.123456Z").expect("a time").to_utc()
    }

    #[test]
    fn a_name_says_when_and_nothing_else() {
        assert_eq!(name_of(now()), "20261126T111844123456.sealed");
        assert_eq!(taken_at(&name_of(now())), Some(now()));
        for other in ["", ".sealed", STANDING_NAME, "20261126.sealed", "20261126T111844123456.sealed.txt", "notes.txt"]
        {
            assert_eq!(taken_at(other), None, "{other}");
        }
    }

    #[test]
    fn only_our_own_files_that_are_too_old_go() {
        let old = |days| name_of(now() - TimeDelta::days(days));
        assert!(is_to_go(&old(29), 29, now()) && is_to_go(&old(7), 7, now()));
        assert!(!is_to_go(&old(28), 29, now()) && !is_to_go(&old(6), 7, now()));
        // Longer than the certificates say is not to be had.
        assert!(is_to_go(&old(KEPT_DAYS), 365, now()));
        assert!(gone_from_backups(now().date_naive()) > (now() + TimeDelta::days(KEPT_DAYS)).date_naive());
        assert!(is_to_go(&format!("{}.part", old(1)), 29, now()) && !is_to_go(&format!("{}.part", old(0)), 29, now()));
        for other in [STANDING_NAME, "data.db", "20200101.sealed", "letter-20200101T000000000000.sealed"] {
            assert!(!is_to_go(other, 1, now()), "{other}");
        }
    }

    #[test]
    fn one_is_due_every_day_and_when_keys_were_replaced() {
        assert!(is_due(None, false, now()) && is_due(Some(now() - EVERY), false, now()));
        assert!(!is_due(Some(now()), false, now()) && is_due(Some(now()), true, now()));
    }
}
