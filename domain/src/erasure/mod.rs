//! Erasing a case: who decides, when it is due by itself, and what is written down of it afterwards.

use crate::codes::codes;
use crate::id::AccountId;
use chrono::{DateTime, Days, Months, NaiveDate, Utc};

codes! {
    /// Why a case is erased.
    Ground {
        /// The client asked (Law 91/2025 Art. 14.1).
        ClientRequest = "client_request",
        /// The time for keeping it is over (Law 91/2025 Art. 3.3 and 14.1: no longer than the purpose needs).
        RetentionEnd = "retention_end",
    }
}

codes! {
    /// How the client is told that it is erased, before nobody knows any more how to reach her.
    Told {
        /// To her face.
        InPerson = "in_person",
        /// By the way her safe-contact card allows.
        SafeContact = "safe_contact",
        /// On her own page.
        OwnPage = "own_page",
        /// She could not be reached safely; nothing was left with anybody.
        NotReachable = "not_reachable",
    }
}

codes! {
    /// What kinds of rows a certificate counts. In the order of the certificate.
    Erased {
        /// Labels, names and marks of identity, safe-contact cards.
        Personal = "personal",
        /// Counselling sessions.
        Counsellings = "counsellings",
        /// Screening scales.
        Scales = "scales",
        /// First questions, needs, levels of risk, closings.
        Work = "work",
        /// Care plans and safety plans, with what was marked and decided.
        Plans = "plans",
        /// Referrals: packets, changes of state, answers.
        Referrals = "referrals",
        /// Entries of the consent ledger.
        Consents = "consents",
        /// Requests about her data, with what was done.
        Requests = "requests",
        /// Drafts and numbers of posted forms.
        Drafts = "drafts",
        /// Outreach contacts under her code, as far as the code was known.
        Contacts = "contacts",
        /// Times the case was opened in an emergency, with what was said of it.
        Emergencies = "emergencies",
        /// Assignments of the case to colleagues.
        Assignments = "assignments",
        /// Keys and their wraps.
        Keys = "keys",
        /// The case, with the key of its marks in the audit.
        Case = "case",
    }
}

/// Months a case is kept after its last consent ended or it was closed. Long enough for a client who comes back within the
/// year a consent lasts, for a complaint about what was done (the six months and more that the Law on Complaints allows),
/// and for the yearly report; no longer, because no purpose that she agreed to is left (Law 91/2025 Art. 3.3).
pub const KEPT_MONTHS: u32 = 12;

/// Days after which no backup may hold what was erased (docs/OPERATIONS.md).
pub const BACKUP_DAYS: u64 = 30;

/// From when on a case that was closed, or has no live consent, may be erased without being asked. Nothing is erased by itself.
#[must_use]
pub fn retention_end(ended: DateTime<Utc>) -> DateTime<Utc> {
    ended.checked_add_months(Months::new(KEPT_MONTHS)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Whether that time has come: from now on it may be proposed.
#[must_use]
pub fn may_be_proposed(retention_end: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    retention_end <= now
}

/// The first day on which no backup holds it any more.
#[must_use]
pub fn gone_from_backups(erased_on: NaiveDate) -> NaiveDate {
    erased_on.checked_add_days(Days::new(BACKUP_DAYS)).unwrap_or(NaiveDate::MAX)
}

/// Whether somebody may approve an erasure: two people decide, so another one has had it in hand before (wrote it down,
/// answered it), and who wrote it down does not approve it.
#[must_use]
pub fn may_approve(approver: AccountId, recorder: Option<AccountId>, hands: &[AccountId]) -> bool {
    recorder != Some(approver) && recorder.iter().chain(hands).any(|hand| *hand != approver)
}

/// The number of a certificate, as it is printed: it counts anew every year.
#[must_use]
pub fn number(year: i64, number: i64) -> String {
    format!("{number:04}/{year}")
}

#[cfg(test)]
mod tests {
    use super::{gone_from_backups, may_approve, may_be_proposed, number, retention_end};
    use crate::id::AccountId;
    use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    #[test]
    fn two_people_decide() {
        let (worker, supervisor) = (account(1), account(2));
        assert!(may_approve(supervisor, Some(worker), &[worker]));
        assert!(may_approve(supervisor, Some(worker), &[]), "who wrote it down has had it in hand");
        assert!(!may_approve(supervisor, Some(supervisor), &[supervisor]));
        assert!(
            !may_approve(supervisor, Some(supervisor), &[supervisor, worker]),
            "her own request, answered by another"
        );
        assert!(!may_approve(supervisor, None, &[]), "the client asked, and nobody has had it in hand");
        assert!(!may_approve(supervisor, None, &[supervisor]));
        assert!(may_approve(supervisor, None, &[supervisor, worker]));
    }

    #[test]
    fn a_certificate_has_its_number_and_its_day() {
        assert_eq!(number(2026, 7), "0007/2026");
        let erased = NaiveDate::from_ymd_opt(2026, 12, 5).expect("a day");
        assert_eq!(gone_from_backups(erased), NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day"));
    }

    #[test]
    fn a_case_is_kept_a_year_after_the_last_yes() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a time").to_utc();
        let ended: DateTime<Utc> = at("2028-02-29T03:00:00Z");
        let end = retention_end(ended);
        assert_eq!(end, at("2029-02-28T03:00:00Z"));
        assert!(may_be_proposed(end, end) && !may_be_proposed(end, end - TimeDelta::seconds(1)));
    }
}
