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
        /// A request of the client about her own data was written down.
        RightAsked = "right_asked",
        /// Such a request moved on.
        RightMoved = "right_moved",
        /// A case was erased; the last event of its mark.
        CaseErased = "case_erased",
        /// Something was written into the register of demands.
        DemandKept = "demand_kept",
        /// The register of demands was read.
        DemandRead = "demand_read",
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
        /// The client's own right, or the duty not to keep her data longer (Law 91/2025 Art. 4, 3.3, 14).
        Right = "right",
    }
}
