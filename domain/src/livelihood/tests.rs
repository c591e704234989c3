use super::{Chain, Counted, Entry, Record, Stage, Staged};
use crate::id::{CohortId, EmployerId};
use crate::progress::{self, NextStep};
use crate::{job, loan, training};
use chrono::{Days, NaiveDate};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use uuid::Uuid;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + Days::new(offset)
}

/// Every stage can be reached from where it begins, and from every stage it can come to an end.
fn table_is_whole<S: Stage + std::fmt::Debug>(all: &[S]) {
    let reach = |from: &[S]| {
        let mut seen = from.to_vec();
        let mut at = 0;
        while at < seen.len() {
            for next in seen[at].follows() {
                if !seen.contains(next) {
                    seen.push(*next);
                }
            }
            at += 1;
        }
        seen
    };
    let reached = reach(S::FIRST);
    for stage in all {
        assert!(reached.contains(stage), "{stage:?} is never reached");
        assert!(reach(&[*stage]).iter().any(|next| next.ends()), "{stage:?} never comes to an end");
        assert!(!stage.follows().is_empty(), "{stage:?} leads nowhere");
        let begins = S::FIRST.iter().all(|first| stage.follows().contains(first));
        assert_eq!(begins, stage.ends(), "{stage:?} begins anew");
    }
}

#[test]
fn the_three_tables_are_whole() {
    table_is_whole(training::Stage::ALL);
    table_is_whole(job::Stage::ALL);
    table_is_whole(loan::Stage::ALL);
}

fn training_step(stage: training::Stage, on: NaiveDate) -> training::Step {
    let cohort = (stage == training::Stage::Enrolled).then(|| CohortId(Uuid::from_u128(1)));
    training::Step { stage, on, cohort, called: None, certificate: None, certificate_name: None, reason: None }
}

fn job_step(stage: job::Stage, on: NaiveDate) -> job::Step {
    let employer = (stage == job::Stage::Introduced).then(|| EmployerId(Uuid::from_u128(2)));
    job::Step { stage, on, employer, job: None, told: Vec::new(), contract: None, wage: None, reason: None }
}

fn steps() -> impl Strategy<Value = Vec<(usize, u64)>> {
    proptest::collection::vec((any::<usize>(), 0_u64..400), 0..40)
}

proptest! {
    /// Whatever is posted in whatever order: what is taken goes along the table, and never back in time.
    #[test]
    fn a_chain_goes_along_its_table(tried in steps()) {
        let mut chain = Chain::default();
        for (which, offset) in tried {
            let step = training_step(training::Stage::ALL[which % training::Stage::ALL.len()], day(offset));
            let (before, offered) = (chain.last().map(|last: &training::Step| (last.stage, last.on)), chain.offered());
            let follows = before.map_or(training::Stage::FIRST, |(stage, _)| stage.follows());
            prop_assert_eq!(offered, follows);
            let fits = follows.contains(&step.stage) && before.is_none_or(|(_, on)| on <= step.on);
            prop_assert_eq!(chain.takes(&step), fits);
            if fits {
                chain.add(step);
            }
        }
        prop_assert!(chain.steps().windows(2).all(|pair| pair[0].on() <= pair[1].on()));
        let current = chain.current();
        prop_assert!(current.is_empty() == chain.steps().is_empty());
        // What goes on now holds one end at most, and what follows that is where it led.
        let first_end = current.iter().position(|step| step.stage.ends());
        prop_assert!(first_end.is_none_or(|at| current.len() <= at + 2));
    }

    /// Who was never introduced does not start, and who did not start is not still there.
    #[test]
    fn nobody_is_still_where_she_never_began(tried in steps()) {
        let mut record = Record::default();
        for (which, offset) in tried {
            let step = job_step(job::Stage::ALL[which % job::Stage::ALL.len()], day(offset));
            let still = step.stage.months().is_some();
            let started = record.job.current().iter().any(|step| step.stage == job::Stage::Started);
            let entry = Entry::Job(step.clone());
            if record.takes(&entry) {
                prop_assert!(!still || started);
                record.job.add(step);
            }
        }
        if let Some((stage, due)) = record.next_check() {
            prop_assert!(record.job.offered().contains(&stage));
            prop_assert!(record.job.current().iter().any(|step| step.stage == job::Stage::Started && step.on < due));
        }
    }
}

#[test]
fn what_is_counted_says_no_programme_and_no_amount() {
    let disbursed = loan::Step {
        stage: loan::Stage::Disbursed,
        on: day(0),
        programme: Some(loan::Programme::Decision29),
        why_targeted: None,
        amount: Some(20_000_000),
    };
    let counted = Entry::Loan(disbursed).counted();
    assert_eq!(counted, Some(Counted::Loan(loan::Stage::Disbursed)));
    assert_eq!(counted.map(Counted::fact), Some(("loan", "disbursed")));
    assert_eq!(Entry::Job(job_step(job::Stage::Interview, day(0))).counted(), None);
    assert_eq!(Entry::Training(training_step(training::Stage::DroppedOut, day(0))).counted(), None);
}

#[test]
fn attendance_is_of_a_course_that_runs_for_her() {
    let cohort = CohortId(Uuid::from_u128(1));
    let mut record = Record::default();
    let mark = || Entry::Attendance(training::Mark { cohort, day: day(3), presence: training::Presence::Present });
    for stage in [training::Stage::Enrolled, training::Stage::Approved] {
        record.training.add(training_step(stage, day(0)));
        assert!(!record.takes(&mark()), "{stage:?}");
    }
    record.training.add(training_step(training::Stage::Started, day(1)));
    assert!(record.takes(&mark()));
    record.training.add(training_step(training::Stage::DroppedOut, day(2)));
    assert!(!record.takes(&mark()));
}

#[test]
fn what_is_told_back_says_stage_and_day_only() {
    let owed = loan::Step {
        stage: loan::Stage::Overdue,
        on: day(0),
        programme: Some(loan::Programme::Decision29),
        why_targeted: None,
        amount: None,
    };
    assert_eq!(Entry::Loan(owed.clone()).progress(&Record::default()), None);
    let file = Entry::Loan(loan::Step { stage: loan::Stage::File, ..owed });
    let told = file.progress(&Record::default()).expect("a stage");
    assert_eq!((told.stage, told.on, told.next_on), (progress::Stage::LoanFile, day(0), None));

    let mut record = Record::default();
    record.job.add(job_step(job::Stage::Registered, day(0)));
    record.job.add(job_step(job::Stage::Introduced, day(0)));
    let started = job_step(job::Stage::Started, day(1));
    record.job.add(started.clone());
    let told = Entry::Job(started).progress(&record).expect("a stage");
    assert_eq!((told.next, told.next_on), (Some(NextStep::CheckIn), record.next_check().map(|(_, due)| due)));
}

#[test]
fn who_is_asked_next_comes_first_and_who_is_not_asked_last() {
    let in_a_job_since = |on| {
        let stages = [job::Stage::Registered, job::Stage::Introduced, job::Stage::Started];
        Record::of(stages.map(|stage| Entry::Job(job_step(stage, on))))
    };
    let turns = [in_a_job_since(day(1)), in_a_job_since(day(9)), Record::default()].map(|record| record.turn());
    assert!(turns[0] < turns[1] && turns[1] < turns[2], "{turns:?}");
}

#[test]
fn there_is_a_certificate_of_what_was_completed_and_not_of_the_course_that_follows() {
    let on_the_way = [training::Stage::Enrolled, training::Stage::Started, training::Stage::Completed];
    let record = |stages: &[training::Stage]| {
        Record::of(stages.iter().map(|stage| Entry::Training(training_step(*stage, day(0)))))
    };
    let stage = |record: &Record| training::completed(&record.training).map(|step| step.stage);
    assert_eq!(stage(&record(&on_the_way[..2])), None);
    assert_eq!(stage(&record(&on_the_way)), Some(training::Stage::Completed));
    let again = [&on_the_way[..], &[training::Stage::LinkedToJob, training::Stage::Need]].concat();
    assert_eq!(stage(&record(&again[..4])), Some(training::Stage::Completed));
    assert_eq!(stage(&record(&again)), None);
}
