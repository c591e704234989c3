//! What is told back to who referred her: stage, day, next step. Which loan, how much, which employer and why something came
//! to an end stay here.

use super::{Entry, Record};
use crate::job;
use crate::loan;
use crate::progress::{self, NextStep, Progress};
use crate::training;
use chrono::NaiveDate;

impl Entry {
    /// What is told back after it was added to `record`, if anything is.
    #[must_use]
    pub fn progress(&self, record: &Record) -> Option<Progress> {
        let (stage, on, next, next_on) = match self {
            Self::Training(step) => {
                let (stage, next) = of_training(step.stage)?;
                (stage, step.on, next, None)
            }
            Self::Job(step) => {
                let (stage, next) = of_job(step.stage);
                let check = record.next_check().map(|(_, due)| due);
                (stage, step.on, check.map(|_| NextStep::CheckIn).or(next), check)
            }
            Self::Loan(step) => {
                let (stage, next) = of_loan(step.stage)?;
                (stage, step.on, next, None)
            }
            Self::Attendance(_) | Self::Interest(_) | Self::Cv(_) => return None,
        };
        Some(Progress { stage, on, next, next_on: next_on.filter(|day: &NaiveDate| *day >= on) })
    }
}

fn of_training(stage: training::Stage) -> Option<(progress::Stage, Option<NextStep>)> {
    use training::Stage;
    Some(match stage {
        Stage::Guidance => (progress::Stage::TrainingGuidance, Some(NextStep::Meeting)),
        Stage::Enrolled => (progress::Stage::TrainingEnrolled, Some(NextStep::Decision)),
        Stage::Approved => (progress::Stage::TrainingApproved, Some(NextStep::Attend)),
        Stage::Started => (progress::Stage::TrainingStarted, Some(NextStep::Attend)),
        Stage::Attending => (progress::Stage::TrainingAttending, Some(NextStep::Attend)),
        Stage::Completed => (progress::Stage::TrainingCompleted, None),
        Stage::DroppedOut => (progress::Stage::TrainingLeft, None),
        // The need is what the referral said already; a job tells its own.
        Stage::Need | Stage::LinkedToJob => return None,
    })
}

const fn of_job(stage: job::Stage) -> (progress::Stage, Option<NextStep>) {
    use job::Stage;
    match stage {
        Stage::Registered => (progress::Stage::JobRegistered, None),
        Stage::Introduced => (progress::Stage::JobIntroduced, Some(NextStep::Interview)),
        Stage::Interview => (progress::Stage::JobInterview, Some(NextStep::Decision)),
        Stage::Started => (progress::Stage::JobStarted, None),
        Stage::StillOne => (progress::Stage::JobOneMonth, None),
        Stage::StillThree => (progress::Stage::JobThreeMonths, None),
        Stage::StillSix => (progress::Stage::JobSixMonths, None),
        Stage::Ended => (progress::Stage::JobEnded, None),
    }
}

fn of_loan(stage: loan::Stage) -> Option<(progress::Stage, Option<NextStep>)> {
    use loan::Stage;
    Some(match stage {
        Stage::Advice => (progress::Stage::LoanAdvice, None),
        Stage::File => (progress::Stage::LoanFile, Some(NextStep::BringPapers)),
        Stage::Appraisal => (progress::Stage::LoanAppraisal, Some(NextStep::Decision)),
        Stage::Disbursed => (progress::Stage::LoanDisbursed, None),
        Stage::Repaying => (progress::Stage::LoanRepaying, None),
        Stage::Settled => (progress::Stage::LoanSettled, None),
        // What she owes, and that nobody lent to her, is between her and the centre.
        Stage::Overdue | Stage::Stopped => return None,
    })
}
