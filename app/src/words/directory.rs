//! The words of the closed lists of the directory, and of charts of referrals.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::directory::{Cost, FeedbackReason, Nearness, Speaks, Status, Takes, WayIn, Women};
use domain::referral_chart::Milestone;

spoken!(Cost, directory_cost {
    Free => free,
    Insured => insured,
    Part => part,
    Paid => paid,
});
spoken!(Speaks, speaks {
    Vietnamese => vietnamese,
    Thai => thai,
    Hmong => hmong,
    Muong => muong,
    Dao => dao,
    KhoMu => kho_mu,
    Signs => signs,
});
spoken!(WayIn, way_in {
    WalkIn => walk_in,
    Call => call,
    Appointment => appointment,
    Referral => referral,
});
spoken!(Women, women {
    Always => always,
    Asked => asked,
    Unsure => unsure,
});
spoken!(Status, directory_status {
    Offered => offered,
    Paused => paused,
    Ended => ended,
});
spoken!(Takes, takes {
    Yes => yes,
    Waiting => waiting,
    No => no,
});
spoken!(FeedbackReason, feedback_reason {
    Kind => kind,
    Quick => quick,
    Helped => helped,
    LongWait => long_wait,
    Attitude => attitude,
    Privacy => privacy,
    Cost => cost,
    NoHelp => no_help,
    WrongListing => wrong_listing,
});
spoken!(Nearness, nearness {
    Here => here,
    Around => around,
    Centre => centre,
    Elsewhere => elsewhere,
});
spoken!(Milestone, milestone {
    Issued => issued,
    Accepted => accepted,
    Attended => attended,
    Served => served,
    Completed => completed,
});
