//! How a referral goes on, told back by the receiver: stage, day, next step. Only closed lists and days, so that nothing of
//! what was said at the receiver's can be in it (domain.md 3.9: the social side keeps stage, dates, next step only).

use crate::codes::codes;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// How far it is (domain.md 3.9, 3.10).
    Stage {
        /// Legal aid: first advice was given.
        LegalAdvised = "legal_advised",
        /// Legal aid was asked for.
        LegalAsked = "legal_asked",
        /// The file must be completed.
        LegalIncomplete = "legal_incomplete",
        /// The matter was taken on.
        LegalTakenOn = "legal_taken_on",
        /// It was not taken on.
        LegalNotTakenOn = "legal_not_taken_on",
        /// Somebody was named to do it.
        LegalAssigned = "legal_assigned",
        /// It is being done.
        LegalUnderWay = "legal_under_way",
        /// It ended.
        LegalEnded = "legal_ended",
        /// It was stopped.
        LegalStopped = "legal_stopped",
        /// It was passed on.
        LegalPassedOn = "legal_passed_on",
        /// Training: what she would like was talked over.
        TrainingGuidance = "training_guidance",
        /// She is registered for a course.
        TrainingEnrolled = "training_enrolled",
        /// Her place was approved.
        TrainingApproved = "training_approved",
        /// The course began.
        TrainingStarted = "training_started",
        /// She attends.
        TrainingAttending = "training_attending",
        /// She completed it.
        TrainingCompleted = "training_completed",
        /// She left it.
        TrainingLeft = "training_left",
        /// Work: she is registered.
        JobRegistered = "job_registered",
        /// She was introduced to an employer.
        JobIntroduced = "job_introduced",
        /// There is an interview.
        JobInterview = "job_interview",
        /// She started.
        JobStarted = "job_started",
        /// Still there after a month.
        JobOneMonth = "job_one_month",
        /// Still there after three.
        JobThreeMonths = "job_three_months",
        /// Still there after six.
        JobSixMonths = "job_six_months",
        /// It ended.
        JobEnded = "job_ended",
        /// A loan: advice was given.
        LoanAdvice = "loan_advice",
        /// The file is being made.
        LoanFile = "loan_file",
        /// It is being appraised.
        LoanAppraisal = "loan_appraisal",
        /// It was paid out.
        LoanDisbursed = "loan_disbursed",
        /// She pays back.
        LoanRepaying = "loan_repaying",
        /// It is paid back.
        LoanSettled = "loan_settled",
    }
}

codes! {
    /// What comes next.
    NextStep {
        /// A meeting there.
        Meeting = "meeting",
        /// She brings papers.
        BringPapers = "bring_papers",
        /// A decision is awaited.
        Decision = "decision",
        /// Papers are to be collected.
        CollectPapers = "collect_papers",
        /// She attends.
        Attend = "attend",
        /// An interview.
        Interview = "interview",
        /// The receiver asks how it goes.
        CheckIn = "check_in",
        /// Nothing.
        Nothing = "nothing",
    }
}

/// What is told back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How far it is.
    pub stage: Stage,
    /// Since when.
    pub on: NaiveDate,
    /// What comes next.
    pub next: Option<NextStep>,
    /// By when.
    pub next_on: Option<NaiveDate>,
}

/// The next step as typed, beside whatever stage a desk's own form gives.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct NextForm {
    /// Code of [`NextStep`]; may stay empty.
    #[serde(default)]
    pub next: String,
    /// By when; may stay empty.
    #[serde(default)]
    pub next_on: String,
}

impl NextForm {
    /// Adds its problems to the form's, or gives step and day. A day without a step says nothing.
    pub fn check(&self, today: NaiveDate, problems: &mut Problems) -> Option<(Option<NextStep>, Option<NaiveDate>)> {
        let next = match self.next.as_str() {
            "" => Some(None),
            code => problems.keep("next", NextStep::from_code(code)).map(Some),
        };
        let next_on = problems.keep("next_on", parse_date(&self.next_on));
        if next_on.flatten().is_some_and(|day| day < today) {
            problems.add("next_on", Problem::DateInPast);
        }
        if next == Some(None) && next_on.flatten().is_some() {
            problems.add("next", Problem::Missing);
        }
        Some((next?, next_on?))
    }
}

#[cfg(test)]
mod tests {
    use super::{NextForm, NextStep};
    use crate::problem::{Problem, Problems};
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day")
    }

    fn problem(next: &str, next_on: &str, field: &str) -> Option<Problem> {
        let mut problems = Problems::none();
        NextForm { next: next.into(), next_on: next_on.into() }.check(today(), &mut problems);
        problems.of(field)
    }

    #[test]
    fn a_next_step_may_be_left_out_and_lies_ahead() {
        let mut problems = Problems::none();
        assert_eq!(NextForm::default().check(today(), &mut problems), Some((None, None)));
        let form = NextForm { next: "meeting".into(), next_on: "26/11/2026".into() };
        assert_eq!(form.check(today(), &mut problems), Some((Some(NextStep::Meeting), Some(today()))));
        assert!(problems.is_empty());
        assert_eq!(problem("meeting", "25/11/2026", "next_on"), Some(Problem::DateInPast));
        assert_eq!(problem("", "27/11/2026", "next"), Some(Problem::Missing));
        assert_eq!(problem("prison", "", "next"), Some(Problem::NotAChoice));
    }
}
