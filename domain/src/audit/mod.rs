//! What the audit chain says about one look or one change (IHE BALP field names in comments).

use crate::codes::codes;

pub mod checkpoint;
pub mod hex;
mod search;

pub use checkpoint::{Checkpoint, PublicKey};
pub use search::{CaseTag, Search, SearchForm};

codes! {
    /// What was done (BALP `AuditEvent.subtype`).
    Deed {
        /// Shown in a list or a search result.
        Listed = "listed",
        /// One segment of a case was opened.
        Opened = "opened",
        /// A packet was opened.
        PacketOpened = "packet_opened",
        /// Something was added or changed.
        Recorded = "recorded",
        /// A version of a care plan was submitted to a supervisor.
        PlanSubmitted = "plan_submitted",
        /// She approved it or sent it back.
        PlanDecided = "plan_decided",
        /// A case was opened for a client.
        CaseOpened = "case_opened",
        /// The support of a client ended.
        CaseClosed = "case_closed",
        /// It began again.
        CaseReopened = "case_reopened",
        /// A consent was recorded.
        ConsentRecorded = "consent_recorded",
        /// A consent was withdrawn.
        ConsentWithdrawn = "consent_withdrawn",
        /// A client told a colleague her code, to take a consent back; with the case when there was one.
        WithdrawalByCode = "withdrawal_by_code",
        /// A referral changed state.
        ReferralMoved = "referral_moved",
        /// A slip with a code was given for a referral.
        SlipGiven = "slip_given",
        /// A contact was logged or read.
        ContactKept = "contact_kept",
        /// Who went with a client told whether they arrived.
        AccompanimentTold = "accompaniment_told",
        /// Contacts were taken over into the case of a client who said yes to it.
        ContactsTakenOver = "contacts_taken_over",
        /// A phone was enrolled to log contacts without a signal.
        PhoneEnrolled = "phone_enrolled",
        /// A partner organisation was added.
        PartnerAdded = "partner_added",
        /// A phone was shut.
        PhoneShut = "phone_shut",
        /// The list of who looked was read.
        WhoLookedRead = "who_looked_read",
        /// The audit was searched.
        AuditRead = "audit_read",
        /// The audit was checked against its checkpoints.
        AuditChecked = "audit_checked",
        /// A course, a cohort or an employer was written down.
        OfferRecorded = "offer_recorded",
        /// A breach of personal data was written down, followed, or notified.
        BreachRecorded = "breach_recorded",
        /// Somebody asked for what they may not open.
        Refused = "refused",
        /// Logged in.
        LoggedIn = "logged_in",
        /// A member was given a team's keys.
        MemberAdmitted = "member_admitted",
        /// The deployment was set up.
        SetUp = "set_up",
        /// A client was given her card.
        CardGiven = "card_given",
        /// A client's card was taken away.
        CardEnded = "card_ended",
        /// The client looked at her own page.
        OwnPageOpened = "own_page_opened",
        /// A request of the client about her own data was written down.
        RightAsked = "right_asked",
        /// Such a request moved on.
        RightMoved = "right_moved",
        /// A case was erased: by whom and when, not which.
        CaseErased = "case_erased",
        /// What had ended was deleted: keys, drafts, sessions. How much stands in a table of its own, never whose.
        ExpiredSwept = "expired_swept",
        /// Something was written into the register of demands.
        DemandKept = "demand_kept",
        /// The register of demands was read.
        DemandRead = "demand_read",
        /// An account was opened again with the printed code.
        AccountRecovered = "account_recovered",
        /// Somebody changed her own password.
        PasswordChanged = "password_changed",
        /// Somebody had a new recovery code printed.
        RecoveryCodeMade = "recovery_code_made",
        /// Sessions were ended by hand: one's own others, or everybody's.
        SessionsEnded = "sessions_ended",
        /// A link was made for somebody who lost password and code.
        ReadmissionMade = "readmission_made",
        /// It was accepted: a new key pair, and nothing of the old.
        ReadmissionAccepted = "readmission_accepted",
        /// The account of somebody who leaves was closed.
        AccountClosed = "account_closed",
        /// A case was given to somebody, with its keys.
        CaseAssigned = "case_assigned",
        /// A colleague was given the cases of somebody who is away, with their keys, until a day.
        CoverGiven = "cover_given",
        /// That was ended before its day.
        CoverEnded = "cover_ended",
        /// A case was offered to another organisation.
        TransferOffered = "transfer_offered",
        /// The offer ended: sent back, or called off.
        TransferEnded = "transfer_ended",
        /// The other organisation took the case, with its keys.
        CaseTransferred = "case_transferred",
        /// A plan was sent, coded, to be decided on outside the team.
        PlanSentOutside = "plan_sent_outside",
        /// It was called back before that.
        PlanCalledBack = "plan_called_back",
        /// Session notes were drawn for a supervisor to read.
        NotesDrawn = "notes_drawn",
        /// Two cases were said to be of two people.
        CasesToldApart = "cases_told_apart",
        /// A case is carried on in another, for both are of one client.
        CasesMerged = "cases_merged",
        /// That was ended, and each stands for itself again.
        MergeUndone = "merge_undone",
        /// What stands in the directory was written, changed or confirmed.
        ListingChanged = "listing_changed",
        /// A team's keys were replaced by new ones.
        TeamKeysRotated = "team_keys_rotated",
        /// The system of a partner was given a token.
        SystemMade = "system_made",
        /// It was shut.
        SystemShut = "system_shut",
        /// An address was made under which somebody's own calendar reads her days.
        CalendarMade = "calendar_made",
        /// It was shut.
        CalendarShut = "calendar_shut",
        /// An address was set at which a partner's system is told that something changed.
        SignalSet = "signal_set",
        /// Nothing is told there any more.
        SignalEnded = "signal_ended",
        /// The glass was broken: a case was opened because life or health was in danger.
        GlassBroken = "glass_broken",
        /// That was signed off.
        GlassReviewed = "glass_reviewed",
        /// The list of times the glass was broken was read, with its words.
        GlassRead = "glass_read",
        /// The papers that bring a team's keys back were made.
        RecoverySheetMade = "recovery_sheet_made",
        /// They were given up.
        RecoverySheetShut = "recovery_sheet_shut",
        /// Two of them brought the team's keys back to somebody.
        RecoverySheetOpened = "recovery_sheet_opened",
        /// The register of clubs was changed, or somebody was named to lead one or no longer.
        ClubKept = "club_kept",
        /// The list of a club was begun, afresh where nobody held its key any more.
        ClubListBegun = "club_list_begun",
        /// Who leads a club gave its key to somebody named beside her.
        ClubKeyGiven = "club_key_given",
        /// The register of volunteers was changed: a team, a training, a pledge, a target, days.
        VolunteersKept = "volunteers_kept",
        /// What volunteers carry was moved, counted, or a line of it taken back.
        CommoditiesMoved = "commodities_moved",
        /// A backup was put back, and what was shut since it was made was shut again.
        BackupRestored = "backup_restored",
    }
}

codes! {
    /// Why somebody looked (HL7 v3 PurposeOfUse in brackets).
    Reason {
        /// To support the client (CAREMGT).
        Support = "support",
        /// To support the client in the place of a colleague who is away (COVERAGE).
        Cover = "cover",
        /// To supervise the work (HQUALIMP).
        Supervision = "supervision",
        /// To serve a referral (TREAT).
        Referral = "referral",
        /// The client asked, or it concerns her rights (PATRQT).
        ClientRequest = "client_request",
        /// To watch over how data are used: the data-protection officer (HCOMPL).
        Oversight = "oversight",
        /// Life or health is in danger (BTG).
        Emergency = "emergency",
        /// Running the system; no client's data.
        Operations = "operations",
    }
}

codes! {
    /// The legal ground a look stood on. There is none for enforcement, administration or "legitimate interest".
    Basis {
        /// The client's live consent.
        Consent = "consent",
        /// The client's own written request for this recipient (Law 91/2025 Art. 26.2).
        WrittenRequest = "written_request",
        /// What the client allowed beforehand for when her life or health is in danger.
        Emergency = "emergency",
        /// An anonymous outreach contact: no client was named, or only her code.
        Anonymous = "anonymous",
        /// No client's data was touched.
        None = "none",
        /// The client's own right to know (Law 91/2025 on personal data: rights of the data subject).
        SelfAccess = "self_access",
        /// The client's own right, or the duty not to keep her data longer (Law 91/2025 Art. 4, 3.3, 14).
        Right = "right",
        /// Her written consent (HIV law 64/2006 as amended by 71/2020, Art. 30.3.d).
        HivWritten = "hiv_30_3_d",
        /// Charged with counselling her (Art. 30.2.c).
        HivCounsels = "hiv_30_2_c",
        /// Treats and cares for her (Art. 30.2.đ).
        HivTreats = "hiv_30_2_dd",
    }
}

/// Where the audit does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Break {
    /// The event of this number was changed, removed, added or moved.
    Event(i64),
    /// The cases by which the event of this number is found are not the ones it names.
    Cases(i64),
    /// The chain ends elsewhere than its head says.
    Head,
    /// The checkpoint of this number is missing, not ours, or not what the chain was.
    Checkpoint(i64),
    /// The chain, or the list of checkpoints, is not what it was when this one was exported.
    Exported(i64),
}

/// The kind, then the number if it has one.
impl std::fmt::Display for Break {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Event(number) => write!(f, "event {number}"),
            Self::Cases(number) => write!(f, "cases {number}"),
            Self::Head => f.write_str("head"),
            Self::Checkpoint(number) => write!(f, "checkpoint {number}"),
            Self::Exported(number) => write!(f, "exported {number}"),
        }
    }
}

impl std::str::FromStr for Break {
    type Err = checkpoint::NotReadable;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "head" {
            return Ok(Self::Head);
        }
        let (kind, number) = text.split_once(' ').ok_or(checkpoint::NotReadable)?;
        let number = number.parse().map_err(|_| checkpoint::NotReadable)?;
        match kind {
            "event" => Ok(Self::Event(number)),
            "cases" => Ok(Self::Cases(number)),
            "checkpoint" => Ok(Self::Checkpoint(number)),
            "exported" => Ok(Self::Exported(number)),
            _ => Err(checkpoint::NotReadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Break;

    #[test]
    fn a_break_is_read_back() {
        for broken in [Break::Event(1), Break::Cases(2), Break::Head, Break::Checkpoint(3), Break::Exported(4)] {
            assert_eq!(broken.to_string().parse(), Ok(broken));
        }
        for wrong in ["", "event", "event x", "other 1", "head 1"] {
            assert!(wrong.parse::<Break>().is_err(), "{wrong}");
        }
    }
}
