//! The words of the closed lists of the work on a case: first questions, needs, levels of risk, closing.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::case::{CasePart, Stage};
use domain::client::BornMeans;
use domain::closure::{ClosureCheck, ClosureReason};
use domain::intake::{UrgentAnswer, UrgentQuestion};
use domain::needs::{NeedDomain, NeedStage};
use domain::risk::RiskLevel;

spoken!(CasePart, case_part {
    Timeline => timeline,
    Plan => plan,
    Referrals => referrals,
    Private => private,
});
spoken!(BornMeans, born_means {
    AsRead => as_read,
    YearOnly => year_only,
});
spoken!(Stage, case_stage {
    Intake => intake,
    Plan => plan,
    Support => support,
    Review => review,
    Closed => closed,
});
spoken!(UrgentQuestion, urgent_question {
    Danger => danger,
    Exposure => exposure,
    Under18 => under_18,
    SelfHarm => self_harm,
});
spoken!(UrgentAnswer, urgent_answer {
    Yes => yes,
    No => no,
    NotAsked => not_asked,
});
spoken!(NeedDomain, need_domain {
    SexualHealth => sexual_health,
    Mind => mind,
    Safety => safety,
    Law => law,
    GeneralHealth => general_health,
    Housing => housing,
    Work => work,
    Family => family,
});
spoken!(NeedStage, need_stage {
    Expressed => expressed,
    Offered => offered,
    Accepted => accepted,
    Declined => declined,
    FirstService => first_service,
});
spoken!(RiskLevel, risk_level {
    Urgent => urgent,
    High => high,
    Medium => medium,
    Low => low,
});
spoken!(ClosureReason, closure_reason {
    GoalsMet => goals_met,
    ClientStopped => client_stopped,
    Moved => moved,
    LostContact => lost_contact,
    ConsentWithdrawn => consent_withdrawn,
    OutOfScope => out_of_scope,
    Duplicate => duplicate,
    Died => died,
    Other => other,
});
spoken!(ClosureCheck, closure_check {
    NeedsMet => needs_met,
    SafetyReviewed => safety_reviewed,
    PlanDone => plan_done,
    BothAgree => both_agree,
    ToldMayReturn => told_may_return,
    SupervisorReviewed => supervisor_reviewed,
});
