//! A client whom a centre for training, jobs and loans keeps a record of, with her own yes to that.

use super::partners::agreed;
use super::{World, log_in};
use chrono::{Days, NaiveDate, TimeDelta};
use domain::consent::Segment;
use domain::id::{CaseId, CohortId, EmployerId, ReferralId};
use domain::job::{CvForm, EmployerForm};
use domain::livelihood::Entry;
use domain::training::{CohortForm, CourseForm};
use domain::{job, loan, training};
use vault::Actor;
use vault::compartment::Begun;
use vault::livelihood::{Kept, Recorded};

/// The desk and one client at it.
pub struct Desk {
    pub trainer: Actor,
    pub case: CaseId,
    pub referral: ReferralId,
}

/// Somebody in a course.
pub struct InCourse {
    pub desk: Desk,
    pub cohort: CohortId,
}

/// A course, as it is typed.
pub fn course_form() -> CourseForm {
    CourseForm {
        name: "May công nghiệp".into(),
        trade: "sewing".into(),
        level: "short".into(),
        hours: "240".into(),
        funder: "state".into(),
        places: "20".into(),
        ..CourseForm::default()
    }
}

impl World {
    /// Who began a course today.
    pub async fn in_a_course(&self, alias: &str) -> InCourse {
        let desk = self.at_the_centre(alias).await;
        let cohort = self.cohort(&desk.trainer).await;
        self.begin_course(&desk, cohort).await;
        InCourse { desk, cohort }
    }

    /// Enrolled, approved and begun, one after the other.
    pub async fn begin_course(&self, desk: &Desk, cohort: CohortId) {
        for stage in [training::Stage::Enrolled, training::Stage::Approved, training::Stage::Started] {
            let said = self.note_entry(desk, training_step(stage, self.vault.today(), cohort)).await;
            assert_eq!(said, Some(Recorded::Now));
        }
    }

    /// Refers to the centre under a fresh request.
    pub async fn refer_for_work(&self, case: CaseId) -> ReferralId {
        let trainer = log_in(&self.vault, "nghia").await;
        self.refer_to(case, trainer.organisation(), "vocational_training").await
    }

    /// A case, its referral to the centre, and her yes to a record there.
    pub async fn at_the_centre(&self, alias: &str) -> Desk {
        let case = self.open_case(alias).await;
        let referral = self.refer_for_work(case).await;
        let trainer = log_in(&self.vault, "nghia").await;
        self.at_a_centre(case, trainer, referral).await
    }

    /// Her yes to a record at a centre that she was referred to.
    pub async fn at_a_centre(&self, case: CaseId, trainer: Actor, referral: ReferralId) -> Desk {
        let yes = agreed(&self.vault, 300);
        let begun = self.vault.begin_compartment(&trainer, referral, Segment::Livelihood, &yes, self.form()).await;
        assert_eq!(begun.expect("written"), Some(Begun::Open));
        Desk { trainer, case, referral }
    }

    /// What the desk keeps of her.
    pub async fn kept(&self, desk: &Desk) -> Kept {
        self.vault.livelihood(&desk.trainer, desk.referral).await.expect("open").expect("kept")
    }

    /// Writes one entry down.
    pub async fn note_entry(&self, desk: &Desk, entry: Entry) -> Option<Recorded> {
        // One after the other, as in life.
        self.clock.advance(TimeDelta::seconds(1));
        let kept = self.kept(desk).await;
        self.vault.record_livelihood(&desk.trainer, &[(&kept, entry)], self.form()).await.expect("written")
    }

    /// A course that is held every day for a hundred days from today.
    pub async fn cohort(&self, trainer: &Actor) -> CohortId {
        let course = course_form().check().unwrap_or_else(|problems| panic!("{problems:?}"));
        let course = self.vault.record_course(trainer, &course, self.form()).await.expect("written").expect("may");
        let today = self.vault.today();
        let cohort = CohortForm {
            from: domain::date::display(today),
            until: domain::date::display(today + Days::new(100)),
            days: training::Weekday::ALL.iter().map(|day| day.code().to_owned()).collect(),
        };
        let cohort = cohort.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        let cohort = self.vault.record_cohort(trainer, course, &cohort, self.form()).await;
        cohort.expect("written").expect("may")
    }

    /// Somebody who offers work.
    pub async fn employer(&self, trainer: &Actor) -> EmployerId {
        let employer = EmployerForm { name: "Xưởng may Mộc".into(), trade: "sewing".into(), place: String::new() };
        let employer = employer.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        self.vault.record_employer(trainer, &employer, self.form()).await.expect("written").expect("may")
    }
}

/// A step of training.
pub fn training_step(stage: training::Stage, on: NaiveDate, cohort: CohortId) -> Entry {
    use domain::text::Line;
    let enrolled = stage == training::Stage::Enrolled;
    Entry::Training(training::Step {
        stage,
        on,
        cohort: enrolled.then_some(cohort),
        called: enrolled.then(|| Line::required("Hoa lớp may").expect("a name")),
        certificate: None,
        certificate_name: None,
        reason: (stage == training::Stage::DroppedOut).then_some(training::DropReason::Family),
    })
}

/// A step of a job.
pub fn job_step(stage: job::Stage, on: NaiveDate, employer: EmployerId, told: &[job::Told]) -> Entry {
    let introduced = stage == job::Stage::Introduced;
    Entry::Job(job::Step {
        stage,
        on,
        employer: introduced.then_some(employer),
        job: None,
        told: if introduced { told.to_vec() } else { Vec::new() },
        contract: None,
        wage: None,
        reason: None,
    })
}

/// A step of a loan.
pub fn loan_step(stage: loan::Stage, on: NaiveDate, programme: loan::Programme, amount: i64) -> Entry {
    Entry::Loan(loan::Step {
        stage,
        on,
        programme: (stage == loan::Stage::File).then_some(programme),
        why_targeted: programme.discloses().then_some(loan::WhyTargeted::HerChoice),
        amount: (stage == loan::Stage::Disbursed).then_some(amount),
    })
}

/// What she says of herself, with her name if she wants it told.
pub fn paper(name: &str) -> Entry {
    let tell_name = if name.is_empty() { String::new() } else { "yes".into() };
    let form = CvForm { tell_name, name: name.into(), skills: "May quần áo".into(), ..CvForm::default() };
    Entry::Cv(form.check(&[]).unwrap_or_else(|problems| panic!("{problems:?}")))
}
