//! A plan, a safety plan and an incident, with a canary in each text.

use super::World;
use chrono::NaiveDate;
use domain::audit::Reason;
use domain::care_plan::{CarePlanForm, DecisionForm, GOALS, Plan, StepMark, StepState};
use domain::consent::Segment;
use domain::date::display;
use domain::id::{CarePlanId, CaseId, IncidentId, SafetyPlanId};
use domain::incident::{Incident, IncidentForm};
use domain::safety_plan::{SafetyPart, SafetyPlan, SafetyPlanForm};
use vault::{Actor, Opened, Ring, Vault, care_plan, safety_plan, segment};

/// Opened as far as plans need.
pub async fn plan_ring(world: &World, actor: &Actor, case: CaseId) -> Ring {
    let segments = [Segment::Label, Segment::Casework];
    world.vault.open_case(actor, case, &segments, Reason::Support).await.expect("opened").expect("hers")
}

/// A form with one goal of hers for each words, and two steps each.
pub fn plan_form(today: NaiveDate, goals: &[&str]) -> CarePlanForm {
    let mut form = CarePlanForm::blank(today);
    for (fields, words) in GOALS.iter().zip(goals) {
        form.put(fields.need, "work");
        form.put(fields.words, words);
        for (step, (what, doer)) in
            fields.steps.iter().zip([("CANARY hỏi lớp may", "worker"), ("CANARY đăng ký", "client")])
        {
            form.put(step.what, what);
            form.put(step.doer, doer);
        }
    }
    form
}

/// The version that follows another.
pub fn plan(today: NaiveDate, goals: &[&str], before: Option<&Plan>) -> Plan {
    plan_form(today, goals).check(today, before).unwrap_or_else(|problems| panic!("{problems:?}"))
}

pub fn safety(today: NaiveDate, helps: &str) -> SafetyPlan {
    let mut form = SafetyPlanForm::blank(today);
    form.put(SafetyPart::Helps, helps);
    form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"))
}

pub fn incident(today: NaiveDate, done: &str) -> Incident {
    let form = IncidentForm {
        kind: "emotional".into(),
        happened_on: display(today),
        place: "online".into(),
        wishes: vec!["only_noted".into()],
        done: done.into(),
        ..IncidentForm::default()
    };
    form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"))
}

impl World {
    /// The first plan of a case of `mai`, submitted.
    pub async fn care_plan(&self, case: CaseId) -> CarePlanId {
        let first = plan(self.vault.today(), &["CANARY tôi muốn học may"], None);
        let mut ring = plan_ring(self, &self.worker, case).await;
        let keys = (&ring.take().expect("held"), &ring.take().expect("held"));
        let made = self.vault.record_care_plan(&self.worker, &ring, keys, (&first, None, true), self.form()).await;
        match made.expect("written").expect("may") {
            care_plan::Recorded::Now(id) => id,
            care_plan::Recorded::Meanwhile(_) => panic!("the first one"),
        }
    }

    /// The first safety plan of a case of `mai`.
    pub async fn safety_plan(&self, case: CaseId) -> SafetyPlanId {
        let first = safety(self.vault.today(), "CANARY gọi chị hàng xóm");
        let mut ring = plan_ring(self, &self.worker, case).await;
        let casework = ring.take::<segment::Casework>().expect("held");
        let made = self.vault.record_safety_plan(&self.worker, &ring, &casework, (&first, None), self.form()).await;
        match made.expect("written").expect("may") {
            safety_plan::Recorded::Now(id) => id,
            safety_plan::Recorded::Meanwhile(_) => panic!("the first one"),
        }
    }

    /// An incident in a case of `mai`.
    pub async fn incident(&self, case: CaseId) -> IncidentId {
        let incident = incident(self.vault.today(), "CANARY đã lưu tin nhắn đe dọa");
        let mut ring = plan_ring(self, &self.worker, case).await;
        let made = self.vault.record_incident(&self.worker, &mut ring, &incident, self.form()).await;
        made.expect("written").expect("may")
    }
}

/// A plan that was decided on and has a marked step, a safety plan, an incident.
pub async fn planned(world: &World, worker: &Actor, (case, alias): (CaseId, &str), nth: usize) {
    let (vault, today) = (&world.vault, world.vault.today());
    let plan = plan(today, &[&format!("Mục tiêu của {alias}")], None);
    let mut ring = plan_ring(world, worker, case).await;
    let keys = (&ring.take().expect("held"), &ring.take().expect("held"));
    let what = (&plan, None, true);
    let made = vault.record_care_plan(worker, &ring, keys, what, world.form()).await.expect("written").expect("may");
    let care_plan::Recorded::Now(id) = made else { panic!("the first one") };
    let mut ring = plan_ring(world, &world.supervisor, case).await;
    let casework = ring.take::<segment::Casework>().expect("held");
    let form = DecisionForm { decision: "approved".into(), words: format!("Lời cho {alias}") };
    let (decision, words) = form.check().expect("a decision");
    let what = (id, decision, &words);
    vault
        .decide_care_plan(&world.supervisor, &ring, &casework, what, world.form())
        .await
        .expect("written")
        .expect("may");
    let mut ring = plan_ring(world, worker, case).await;
    let casework = ring.take::<segment::Casework>().expect("held");
    let state = [StepState::Done, StepState::LeftOut][nth % 2];
    let mark = StepMark { step: plan.goals[0].steps[0].number, state };
    vault.mark_step(worker, &ring, &casework, (id, mark), world.form()).await.expect("written").expect("may");
    let safety = safety(today, &format!("Giúp {alias}"));
    vault
        .record_safety_plan(worker, &ring, &casework, (&safety, None), world.form())
        .await
        .expect("written")
        .expect("may");
    let incident = incident(today, &format!("Sự việc của {alias}"));
    let mut ring = plan_ring(world, worker, case).await;
    vault.record_incident(worker, &mut ring, &incident, world.form()).await.expect("written").expect("may");
}

/// Everything of these that a case's key opens, by where it is shown.
pub async fn told(vault: &Vault, proof: &Opened<segment::Casework>) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for version in vault.care_plans(proof).await.unwrap_or_default() {
        told.push((version.id.to_string(), version.plan.goals[0].words.as_str().to_owned()));
        if let Some(words) = version.decided.and_then(|verdict| verdict.words?.words) {
            told.push((format!("verdict {}", version.id), words.as_str().to_owned()));
        }
    }
    for (nth, marked) in vault.care_plan_marks(proof).await.unwrap_or_default().iter().enumerate() {
        told.push((format!("mark {nth}"), marked.mark.state.code().to_owned()));
    }
    for kept in vault.safety_plans(proof).await.unwrap_or_default() {
        let words: Vec<_> = kept.plan.parts().map(|(_, words)| words.to_owned()).collect();
        told.push((kept.id.to_string(), words.join(" ")));
    }
    for noted in vault.incidents(proof).await.unwrap_or_default() {
        told.push((noted.id.to_string(), noted.incident.done.as_str().to_owned()));
    }
    told
}
