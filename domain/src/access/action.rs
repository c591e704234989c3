use crate::account::Role;
use crate::codes::codes;

codes! {
    /// Everything a page or server function can ask to do. Every route names exactly one.
    Action {
        /// Pages for people who have not logged in: login, first run, an invitation.
        Enter = "enter",
        /// One's own matters: log out, change language, own drafts.
        KeepOwn = "keep_own",
        /// The list of what needs doing today.
        SeeMyDay = "see_my_day",
        /// Log an outreach contact.
        LogContact = "log_contact",
        /// Shut a lost phone of the team.
        ShutPhone = "shut_phone",
        /// See whom one looks in on this month, of one's own contacts.
        SeeMicroPlan = "see_micro_plan",
        /// Read the contacts sent to one's team.
        SeeContacts = "see_contacts",
        /// List and search the cases one holds a key for.
        SeeCaseload = "see_caseload",
        /// Open a case for a client who consents.
        OpenCase = "open_case",
        /// Read one case.
        SeeCase = "see_case",
        /// Record counselling and other work on a case.
        RecordWork = "record_work",
        /// End the support of a client, and begin it again when she comes back.
        CloseCase = "close_case",
        /// Approve a care plan of one's own team, or send it back.
        ApprovePlan = "approve_plan",
        /// Be told of which cases of one's own team an incident was written down.
        FollowIncidents = "follow_incidents",
        /// Write notes that only oneself can open, and open them.
        KeepSealedNotes = "keep_sealed_notes",
        /// Change what a client is called and how to reach her, as she says.
        EditClient = "edit_client",
        /// Open what a client lets one know about HIV.
        SeeHiv = "see_hiv",
        /// Write it down.
        RecordHiv = "record_hiv",
        /// Record a consent, a refusal or a withdrawal.
        RecordConsent = "record_consent",
        /// Take back what a client, who is there with her code, said yes to; without a key, and without seeing anything.
        TakeBackByCode = "take_back_by_code",
        /// Issue a referral and follow it.
        Refer = "refer",
        /// Read the packets sent to one's organisation and record what came of them.
        ReceiveReferral = "receive_referral",
        /// With the client's own consent, keep what one writes about her in one's organisation's compartment.
        KeepCompartment = "keep_compartment",
        /// Keep a clinic's record of a client.
        KeepClinic = "keep_clinic",
        /// Keep a client's legal matters.
        KeepLegal = "keep_legal",
        /// Look up on which ground legal aid is free; about nobody, and nothing is kept.
        LookUpLegalAid = "look_up_legal_aid",
        /// Keep the courses, cohorts and employers of one's own organisation; nobody stands in them.
        KeepOffers = "keep_offers",
        /// In one's organisation's compartment: keep a client's training, jobs and loans.
        KeepLivelihood = "keep_livelihood",
        /// Look up what organisations offer.
        SeeDirectory = "see_directory",
        /// Write down what one's own organisation offers, and whether it takes one more.
        KeepDirectory = "keep_directory",
        /// Pictures of referrals: how far they came, and how long it took.
        SeeReferralCharts = "see_referral_charts",
        /// Read who looked at a case.
        SeeWhoLooked = "see_who_looked",
        /// Invite people, add partner organisations.
        ManageAccounts = "manage_accounts",
        /// Give a new member of one's own team the team's keys.
        AdmitMember = "admit_member",
        /// Check and search the audit, keep its checkpoints.
        SeeAudit = "see_audit",
        /// Write down breaches of personal data and draft their notices.
        KeepBreaches = "keep_breaches",
        /// Give a client her card, or take it away again because she asks for that.
        GiveCard = "give_card",
        /// With a card: see one's own page. Never with an account.
        SeeOwnPage = "see_own_page",
        /// With a card: take back one's own yes. Never with an account.
        TakeBackOwn = "take_back_own",
        /// With a card: ask about one's own data. Never with an account.
        AskOwn = "ask_own",
        /// Write down what a client asks about her own data, and deal with it.
        RecordRights = "record_rights",
        /// See which requests there are and by when they are due.
        SeeRights = "see_rights",
        /// Decide on requests without opening the case; approve an erasure; see certificates.
        DecideErasure = "decide_erasure",
        /// See which cases are kept too long, and propose their erasure.
        ProposeErasure = "propose_erasure",
        /// Keep the register of demands for data, and decide with another.
        KeepDemands = "keep_demands",
        /// Let somebody of one's own team who lost password and recovery code back in, without any key.
        ReadmitMember = "readmit_member",
        /// Close the account of somebody who leaves.
        CloseAccount = "close_account",
        /// Give a case that nobody carries to a colleague of one's own team.
        AssignCase = "assign_case",
        /// Give a colleague the cases of somebody who is away, from a day to a day, and end that.
        GiveCover = "give_cover",
        /// Offer a case one carries to another organisation, as the client wishes.
        OfferTransfer = "offer_transfer",
        /// Take a case that another organisation offers, or send it back; see what was offered.
        TakeTransfer = "take_transfer",
        /// Ask a supervisor of another organisation to decide on a coded plan, as the client agrees.
        AskOutside = "ask_outside",
        /// Decide on a coded plan of another organisation.
        DecideOutside = "decide_outside",
        /// See how much each of one's own team carries, and what is overdue.
        SeeSupervision = "see_supervision",
        /// Read a few session notes of one's own team, and answer who wrote them.
        ReviewNotes = "review_notes",
        /// Find cases that may be of one client, tell them apart, or carry one on in the other.
        CompareCases = "compare_cases",
        /// Replace the keys of one's own team by new ones.
        RotateTeamKeys = "rotate_team_keys",
        /// Open one case for four hours because life or health is in danger, as the client allowed beforehand.
        BreakGlass = "break_glass",
        /// Be told when that was done, and sign it off.
        ReviewEmergencies = "review_emergencies",
        /// Make and give up the papers that bring a team's keys back.
        KeepRecoverySheet = "keep_recovery_sheet",
        /// With two of those papers and no key of one's own: bring the keys back.
        OpenRecoverySheet = "open_recovery_sheet",
        /// See which clubs there are; never who is in them.
        SeeClubs = "see_clubs",
        /// Keep the register of clubs, and name who leads each.
        KeepClubs = "keep_clubs",
        /// Keep the list of the club one leads: members, meetings, savings.
        LeadClub = "lead_club",
        /// Tie the line of a member to her case, as she says; for who holds the keys of both.
        TieMember = "tie_member",
        /// Keep the teams of volunteers: decisions, trainings, pledges, targets, days.
        KeepVolunteers = "keep_volunteers",
        /// Keep what the volunteers of one's own team carry to give away: receive, hand out, take back, count.
        KeepCommodities = "keep_commodities",
        /// See what one carries oneself.
        SeeOwnCommodities = "see_own_commodities",
        /// See the contacts of one's own team counted, week by week and by who logged them.
        SeeContactBoard = "see_contact_board",
        /// As a volunteer, see one's own pledge, target and counts.
        SeeOwnProgress = "see_own_progress",
        /// Give the system of one's own organisation a token that opens what the desk opens, and shut it.
        KeepSystems = "keep_systems",
        /// End every session of one's organisation at once.
        LockOrganisation = "lock_organisation",
    }
}

impl Action {
    /// Whether only a client does this, with her card. A session of an account is none here, and hers is none elsewhere.
    #[must_use]
    pub fn is_hers(self) -> bool {
        self != Self::Enter && super::may(Role::Client, self)
    }
}
