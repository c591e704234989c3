//! What a centre for training, jobs and loans keeps of one client, in its own compartment: one list of entries, which is
//! read into where she stands in each of the three. Entries are only added.

mod chain;
#[cfg(test)]
mod tests;
mod told;

pub use chain::{Chain, Stage, Staged};

use crate::compartment::EntryKind;
use crate::date::earliest_first;
use crate::job;
use crate::loan;
use crate::training;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One thing that was written down.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A step of training.
    Training(training::Step),
    /// Whether she was there on one day of a cohort.
    Attendance(training::Mark),
    /// What she would like to do.
    Interest(job::Interest),
    /// What she says of herself to an employer.
    Cv(job::Cv),
    /// A step towards a job, or in one.
    Job(job::Step),
    /// A step of a loan.
    Loan(loan::Step),
}

/// What the reports count of an entry: no amount, no programme, no employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Training, with the code of its stage.
    Training(training::Stage),
    /// A job.
    Job(job::Stage),
    /// A loan, without saying which.
    Loan(loan::Stage),
}

/// All of it, read.
#[derive(Clone, Default)]
pub struct Record {
    /// Training.
    pub training: Chain<training::Step>,
    /// Days she was there or not, in the order they were written down.
    pub marks: Vec<training::Mark>,
    /// What she would like to do, as said last.
    pub interest: Option<job::Interest>,
    /// What she says of herself, as said last.
    pub cv: Option<job::Cv>,
    /// Jobs.
    pub job: Chain<job::Step>,
    /// Loans.
    pub loan: Chain<loan::Step>,
}

impl Record {
    /// Reads entries in the order they were written down.
    #[must_use]
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut record = Self::default();
        entries.into_iter().for_each(|entry| record.add(entry));
        record
    }

    /// Adds what was written down next.
    pub fn add(&mut self, entry: Entry) {
        match entry {
            Entry::Training(step) => self.training.add(step),
            Entry::Attendance(mark) => self.marks.push(mark),
            Entry::Interest(interest) => self.interest = Some(interest),
            Entry::Cv(cv) => self.cv = Some(cv),
            Entry::Job(step) => self.job.add(step),
            Entry::Loan(step) => self.loan.add(step),
        }
    }

    /// Whether an entry can follow what is there: asked on the page, and again behind the lock.
    #[must_use]
    pub fn takes(&self, entry: &Entry) -> bool {
        match entry {
            Entry::Training(step) => self.training.takes(step),
            Entry::Attendance(mark) => self.attends(mark.cohort),
            Entry::Interest(_) | Entry::Cv(_) => true,
            Entry::Job(step) => self.job.takes(step) && step.tells_no_more_than(self.cv.as_ref()),
            Entry::Loan(step) => self.loan.takes(step),
        }
    }

    /// The cohort she is in now, if the course has begun for her.
    #[must_use]
    pub fn attends(&self, cohort: crate::id::CohortId) -> bool {
        self.in_course() && training::cohort_of(&self.training) == Some(cohort)
    }

    /// Whether she is in a course now.
    #[must_use]
    pub fn in_course(&self) -> bool {
        self.training
            .last()
            .is_some_and(|step| matches!(step.stage, training::Stage::Started | training::Stage::Attending))
    }

    /// What she is called in the list of her cohort.
    #[must_use]
    pub fn called(&self) -> Option<&str> {
        let called = self.training.current().iter().rev().find_map(|step| step.called.as_ref());
        called.map(crate::text::Line::as_str)
    }

    /// How much of the cohort she was there, in per cent; `None` before the first day that counts.
    #[must_use]
    pub fn attendance(&self, cohort: crate::id::CohortId) -> Option<u8> {
        training::percent(&self.marks, cohort)
    }

    /// When somebody asks next whether she is still in her job.
    #[must_use]
    pub fn next_check(&self) -> Option<(job::Stage, NaiveDate)> {
        job::next_check(&self.job)
    }

    /// Her place on the desk: who is asked next comes first, those who are not asked come last.
    #[must_use]
    pub fn turn(&self) -> (bool, Option<NaiveDate>) {
        earliest_first(self.next_check().map(|(_, due)| due))
    }
}

impl Entry {
    /// Under which kind it stands in the compartment.
    #[must_use]
    pub const fn kind(&self) -> EntryKind {
        match self {
            Self::Training(_) | Self::Attendance(_) => EntryKind::Training,
            Self::Interest(_) | Self::Cv(_) | Self::Job(_) => EntryKind::Job,
            Self::Loan(_) => EntryKind::Loan,
        }
    }

    /// What is counted of it.
    #[must_use]
    pub fn counted(&self) -> Option<Counted> {
        match self {
            Self::Training(step) => matches!(step.stage, training::Stage::Enrolled | training::Stage::Completed)
                .then_some(Counted::Training(step.stage)),
            Self::Job(step) => {
                matches!(step.stage, job::Stage::Started | job::Stage::StillSix).then_some(Counted::Job(step.stage))
            }
            Self::Loan(step) => matches!(step.stage, loan::Stage::Disbursed).then_some(Counted::Loan(step.stage)),
            Self::Attendance(_) | Self::Interest(_) | Self::Cv(_) => None,
        }
    }
}

impl Counted {
    /// Kind and detail of the fact.
    #[must_use]
    pub const fn fact(self) -> (&'static str, &'static str) {
        match self {
            Self::Training(stage) => ("training", stage.code()),
            Self::Job(stage) => ("job", stage.code()),
            Self::Loan(stage) => ("loan", stage.code()),
        }
    }
}
