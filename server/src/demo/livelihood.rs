//! The centre for training, jobs and loans: two courses, an employer, somebody in a course and somebody in a job.

use super::{Maker, evidence, typed};
use anyhow::Context;
use chrono::{Days, NaiveDate, TimeDelta};
use domain::consent::{Purpose, RenewalForm, Segment, TextVersion};
use domain::date::display;
use domain::id::{CaseId, CohortId, ReferralId};
use domain::job::{CvForm, EmployerForm, InterestForm, StepForm as JobForm};
use domain::livelihood::Entry;
use domain::loan::StepForm as LoanForm;
use domain::training::{CohortForm, CourseForm, Mark, Presence, StepForm as TrainingForm};
use vault::Actor;

impl Maker {
    /// What the centre offers, and whom it keeps a record of with their own yes.
    pub(super) async fn centre(&self, worker: &Actor, learns: CaseId, works: CaseId) -> anyhow::Result<()> {
        let trainer = self.log_in("nghia").await?;
        let today = self.vault.today();
        let (before, cohort) = self.courses(&trainer, today).await?;
        let learns = self.at_the_centre(worker, &trainer, learns, "vocational_training").await?;
        let started = today - Days::new(10);
        let steps = [("need", 30), ("enrolled", 25), ("approved", 20), ("started", 10), ("attending", 9)];
        self.trains(&trainer, learns, cohort, &steps).await?;
        for (after, presence) in
            [(0, Presence::Present), (1, Presence::Excused), (2, Presence::Present), (3, Presence::Absent)]
        {
            let mark = Mark { cohort, day: started + Days::new(after), presence };
            self.note_entry(&trainer, learns, Entry::Attendance(mark)).await?;
        }
        let works = self.at_the_centre(worker, &trainer, works, "job_placement").await?;
        let steps = [("enrolled", 130), ("approved", 125), ("started", 120), ("attending", 115), ("completed", 45)];
        self.trains(&trainer, works, before, &steps).await?;
        self.in_a_job(&trainer, works, today).await?;
        self.a_loan(&trainer, works, today).await
    }

    async fn courses(&self, trainer: &Actor, today: NaiveDate) -> anyhow::Result<(CohortId, CohortId)> {
        let course = |name: &str, trade: &str, level: &str, hours: &str| CourseForm {
            name: name.into(),
            trade: trade.into(),
            level: level.into(),
            hours: hours.into(),
            funder: "state".into(),
            childcare: "yes".into(),
            places: "20".into(),
            ..CourseForm::default()
        };
        let sewing = typed(course("May công nghiệp", "sewing", "short", "240").check())?;
        let drinks = typed(course("Pha chế đồ uống", "drinks", "elementary", "300").check())?;
        self.vault.record_course(trainer, &drinks, self.form()).await?.context("a trainer may")?;
        let sewing = self.vault.record_course(trainer, &sewing, self.form()).await?.context("a trainer may")?;
        let mut held = Vec::new();
        for (from, until) in
            [(today - Days::new(120), today - Days::new(45)), (today - Days::new(10), today + Days::new(50))]
        {
            let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(Into::into).to_vec();
            let cohort = typed(CohortForm { from: display(from), until: display(until), days }.check())?;
            held.push(
                self.vault.record_cohort(trainer, sewing, &cohort, self.form()).await?.context("her own course")?,
            );
        }
        Ok((held[0], held[1]))
    }

    async fn trains(
        &self,
        trainer: &Actor,
        referral: ReferralId,
        cohort: CohortId,
        steps: &[(&str, u64)],
    ) -> anyhow::Result<()> {
        let today = self.vault.today();
        for (stage, on) in steps {
            let form = TrainingForm {
                stage: (*stage).into(),
                on: display(today - Days::new(*on)),
                cohort: cohort.to_string(),
                called: "Ban".into(),
                certificate: "CN-014".into(),
                ..TrainingForm::default()
            };
            let kept = self.vault.livelihood(trainer, referral).await?.context("her own record")?;
            let step = typed(form.check(&kept.record.training, &[cohort], today))?;
            self.note_entry(trainer, referral, Entry::Training(step)).await?;
        }
        Ok(())
    }

    /// Refers a client there; she says yes to a record of the centre's own.
    async fn at_the_centre(
        &self,
        worker: &Actor,
        trainer: &Actor,
        case: CaseId,
        service: &str,
    ) -> anyhow::Result<ReferralId> {
        let referral = self.refer(worker, case, trainer.organisation(), service, 60).await?;
        let until = display(self.vault.today() + Days::new(300));
        let mut form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
        form.evidence.text = TextVersion::ToldBack.code().into();
        let yes = typed(form.check(Purpose::Compartment, trainer.name(), self.vault.now()))?;
        let begun = self.vault.begin_compartment(trainer, referral, Segment::Livelihood, &yes, self.form()).await?;
        begun.context("the packet opens")?;
        Ok(referral)
    }

    async fn in_a_job(&self, trainer: &Actor, referral: ReferralId, today: NaiveDate) -> anyhow::Result<()> {
        let employer =
            EmployerForm {
                name: "Xưởng may Mộc Miên".into(), trade: "sewing".into(), place: "Phường Tô Hiệu".into()
            };
        let employer = typed(employer.check())?;
        let employer = self.vault.record_employer(trainer, &employer, self.form()).await?.context("a trainer may")?;
        let interest = InterestForm {
            trades: vec!["sewing".into(), "online_sales".into()],
            hours: vec!["day".into()],
            places: vec!["near".into()],
            wish: "Muốn có việc gần nhà để đón con.".into(),
            ..InterestForm::default()
        };
        self.note_entry(trainer, referral, Entry::Interest(typed(interest.check())?)).await?;
        let paper = CvForm {
            tell_name: "yes".into(),
            name: "Lan".into(),
            skills: "May quần áo bằng máy công nghiệp; tính toán, ghi sổ đơn giản.".into(),
            work: "Bán hàng ở chợ hai năm.".into(),
            wishes: "Làm ca ngày.".into(),
            ..CvForm::default()
        };
        self.note_entry(trainer, referral, Entry::Cv(typed(paper.check(&["Đồng Hành"]))?)).await?;
        for (stage, on) in [("registered", 40), ("introduced", 36), ("interview", 34), ("started", 32)] {
            let form = JobForm {
                stage: stage.into(),
                on: display(today - Days::new(on)),
                employer: employer.to_string(),
                job: "Thợ may".into(),
                told: vec!["skills".into(), "name".into()],
                contract: "fixed_term".into(),
                wage: "5_8".into(),
                ..JobForm::default()
            };
            let kept = self.vault.livelihood(trainer, referral).await?.context("her own record")?;
            let record = &kept.record;
            let step = typed(form.check(&record.job, &[employer], record.cv.as_ref(), today))?;
            self.note_entry(trainer, referral, Entry::Job(step)).await?;
        }
        Ok(())
    }

    async fn a_loan(&self, trainer: &Actor, referral: ReferralId, today: NaiveDate) -> anyhow::Result<()> {
        for stage in ["advice", "file"] {
            let form = LoanForm {
                stage: stage.into(),
                on: display(today),
                programme: "employment".into(),
                ..LoanForm::default()
            };
            let kept = self.vault.livelihood(trainer, referral).await?.context("her own record")?;
            self.note_entry(trainer, referral, Entry::Loan(typed(form.check(&kept.record.loan, today))?)).await?;
        }
        Ok(())
    }

    async fn note_entry(&self, trainer: &Actor, referral: ReferralId, entry: Entry) -> anyhow::Result<()> {
        // One after the other, as in life.
        self.clock.advance(TimeDelta::seconds(1));
        let kept = self.vault.livelihood(trainer, referral).await?.context("her own record")?;
        self.vault.record_livelihood(trainer, &[(&kept, entry)], self.form()).await?.context("her own record")?;
        Ok(())
    }
}
