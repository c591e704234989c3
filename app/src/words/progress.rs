//! The words of how a referral goes on.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::progress::{NextStep, Stage};

spoken!(Stage, stage {
    LegalAdvised => legal_advised,
    LegalAsked => legal_asked,
    LegalIncomplete => legal_incomplete,
    LegalTakenOn => legal_taken_on,
    LegalNotTakenOn => legal_not_taken_on,
    LegalAssigned => legal_assigned,
    LegalUnderWay => legal_under_way,
    LegalEnded => legal_ended,
    LegalStopped => legal_stopped,
    LegalPassedOn => legal_passed_on,
    TrainingGuidance => training_guidance,
    TrainingEnrolled => training_enrolled,
    TrainingApproved => training_approved,
    TrainingStarted => training_started,
    TrainingAttending => training_attending,
    TrainingCompleted => training_completed,
    TrainingLeft => training_left,
    JobRegistered => job_registered,
    JobIntroduced => job_introduced,
    JobInterview => job_interview,
    JobStarted => job_started,
    JobOneMonth => job_one_month,
    JobThreeMonths => job_three_months,
    JobSixMonths => job_six_months,
    JobEnded => job_ended,
    LoanAdvice => loan_advice,
    LoanFile => loan_file,
    LoanAppraisal => loan_appraisal,
    LoanDisbursed => loan_disbursed,
    LoanRepaying => loan_repaying,
    LoanSettled => loan_settled,
});
spoken!(NextStep, next_step {
    Meeting => meeting,
    BringPapers => bring_papers,
    Decision => decision,
    CollectPapers => collect_papers,
    Attend => attend,
    Interview => interview,
    CheckIn => check_in,
    Nothing => nothing,
});
