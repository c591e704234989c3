//! The five steps of a case, read off its records; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::plans::{plan, plan_ring};
use crate::support::{World, log_in, worlds};
use domain::audit::Reason;
use domain::care_plan::DecisionForm;
use domain::case::Stage;
use domain::id::{CarePlanId, CaseId};
use vault::Actor;
use vault::care_plan::Recorded;
use vault::case::{Found, Listed};

/// The step of a case, on its page and in the list, which must say the same.
async fn stage(world: &World, worker: &Actor, case: CaseId) -> Stage {
    let label = plan_ring(world, worker, case).await.take().unwrap();
    let head = world.vault.case_head(&label).await.unwrap();
    let stage = world.vault.stage(&label, &head).await.unwrap();
    let (records, today) = (world.vault.case_records(worker).await.unwrap(), world.vault.today());
    let mut listed = None;
    let look = |rows: Vec<Listed>| {
        listed = rows.iter().find(|row| row.case == case).map(|row| row.stage(&records, today));
        Found { rows: Vec::new(), total: 0 }
    };
    world.vault.list_cases(worker, Reason::Support, look).await.unwrap();
    assert_eq!(listed, Some(stage));
    stage
}

async fn approve(world: &World, case: CaseId, version: CarePlanId) {
    let mut ring = plan_ring(world, &log_in(&world.vault, "giamsat").await, case).await;
    let supervisor = log_in(&world.vault, "giamsat").await;
    let casework = ring.take().unwrap();
    let (decision, words) = DecisionForm { decision: "approved".into(), words: String::new() }.check().unwrap();
    let what = (version, decision, &words);
    world.vault.decide_care_plan(&supervisor, &ring, &casework, what, world.form()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_case_is_at_the_step_that_its_records_say() {
    for world in worlds("case_stage").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        assert_eq!(stage(&world, &world.worker, case).await, Stage::Intake);
        world.work_on(&world.worker, case, "xem").await;
        assert_eq!(stage(&world, &world.worker, case).await, Stage::Plan);
        let first = world.care_plan(case).await;
        assert_eq!(stage(&world, &world.worker, case).await, Stage::Plan, "nobody has approved it");
        approve(&world, case, first).await;
        assert_eq!(stage(&world, &world.worker, case).await, Stage::Support);
        // Changed: it is being reviewed until the change is approved.
        let mut ring = plan_ring(&world, &world.worker, case).await;
        let (casework, label) = (ring.take().unwrap(), ring.take().unwrap());
        let before = vault.care_plans(&casework).await.unwrap();
        let next = plan(vault.today(), &["Tôi muốn mở quán"], Some(&before[0].plan));
        let what = (&next, Some(first), true);
        let made = vault.record_care_plan(&world.worker, &ring, (&casework, &label), what, world.form()).await;
        let Some(Recorded::Now(second)) = made.unwrap() else { panic!("nobody else writes") };
        assert_eq!(stage(&world, &world.worker, case).await, Stage::Review);
        approve(&world, case, second).await;
        assert_eq!(stage(&world, &world.worker, case).await, Stage::Support);
        // Its day comes.
        world.clock.advance(chrono::TimeDelta::days(90));
        let worker = log_in(vault, "mai").await;
        assert_eq!(stage(&world, &worker, case).await, Stage::Review);
        let mut ring = plan_ring(&world, &worker, case).await;
        let closure = crate::support::closing(vault.today(), domain::closure::ClosureReason::ClientStopped, "xong");
        vault.close_case(&worker, &mut ring, &closure, world.form()).await.unwrap().unwrap();
        assert_eq!(stage(&world, &worker, case).await, Stage::Closed);
        // Begun again, what she needs is asked again; what was planned before is history.
        world.clock.advance(chrono::TimeDelta::minutes(1));
        let mut ring = plan_ring(&world, &worker, case).await;
        vault.reopen_case(&worker, &mut ring).await.unwrap().unwrap();
        assert_eq!(stage(&world, &worker, case).await, Stage::Intake);
        // Who may not open it learns nothing of it.
        let colleague = log_in(vault, "dung").await;
        assert!(vault.case_records(&colleague).await.unwrap().is_empty());
    }
}
