//! What the audit chain says about one look or one change (IHE BALP field names in comments).

use crate::codes::codes;

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
        /// A case was opened for a client.
        CaseOpened = "case_opened",
        /// A consent was recorded.
        ConsentRecorded = "consent_recorded",
        /// A consent was withdrawn.
        ConsentWithdrawn = "consent_withdrawn",
        /// A referral changed state.
        ReferralMoved = "referral_moved",
        /// A contact was logged or read.
        ContactKept = "contact_kept",
        /// The list of who looked was read.
        WhoLookedRead = "who_looked_read",
        /// Somebody asked for what they may not open.
        Refused = "refused",
        /// Logged in.
        LoggedIn = "logged_in",
        /// A member was given a team's keys.
        MemberAdmitted = "member_admitted",
        /// The deployment was set up.
        SetUp = "set_up",
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
        /// A team's keys were replaced by new ones.
        TeamKeysRotated = "team_keys_rotated",
    }
}

codes! {
    /// Why somebody looked (HL7 v3 PurposeOfUse in brackets).
    Reason {
        /// To support the client (CAREMGT).
        Support = "support",
        /// To supervise the work (HQUALIMP).
        Supervision = "supervision",
        /// To serve a referral (TREAT).
        Referral = "referral",
        /// The client asked, or it concerns her rights (PATRQT).
        ClientRequest = "client_request",
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
        /// An anonymous outreach contact: no client was named, or only her code.
        Anonymous = "anonymous",
        /// No client's data was touched.
        None = "none",
    }
}
