//! Levels of risk: judged, owed, put off; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, level, log_in, session_form, worlds};
use chrono::{Days, TimeDelta};
use domain::audit::Reason;
use domain::case::{Label, Step};
use domain::consent::Segment;
use domain::id::CaseId;
use domain::risk::{RiskLevel, SnoozeForm};
use vault::risk::Assessed;
use vault::segment;

const WORK: &[Segment] = &[Segment::Label, Segment::Casework];

async fn label(world: &World, case: CaseId) -> Label {
    let worker = log_in(&world.vault, "mai").await;
    let mut ring = world.vault.open_case(&worker, case, WORK, Reason::Support).await.unwrap().unwrap();
    world.vault.case_head(&ring.take::<segment::Label>().unwrap()).await.unwrap().label
}

async fn assess(world: &World, case: CaseId, code: &str, seen: i64) -> Assessed {
    let mut ring = world.ring(case).await;
    let level = level(code, &format!("Lý do {code}"));
    world.vault.assess_risk(&world.worker, &mut ring, &level, seen, world.form()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_level_is_a_record_and_owes_a_look_in_its_rhythm() {
    for world in worlds("risk").await {
        let (vault, today) = (&world.vault, world.vault.today());
        let case = world.open_case("Hoa Ban").await;
        for (nth, (code, days)) in [("low", 30), ("medium", 14), ("high", 7), ("urgent", 2)].into_iter().enumerate() {
            assert!(matches!(assess(&world, case, code, i64::try_from(nth).unwrap()).await, Assessed::Now(_)));
            let label = label(&world, case).await;
            assert_eq!(label.risk.map(RiskLevel::code), Some(code));
            assert_eq!(label.next.map(|next| next.on), Some(today + Days::new(days)), "{code}");
        }
        // What is agreed sooner is not put off by a milder level.
        assess(&world, case, "low", 4).await;
        assert_eq!(label(&world, case).await.next.map(|next| next.on), Some(today + Days::new(2)));
        for actor in [&world.worker, &world.supervisor] {
            let mut ring = vault.open_case(actor, case, WORK, Reason::Support).await.unwrap().unwrap();
            let all = vault.risks(&ring.take().unwrap(), 0, 10).await.unwrap();
            let codes: Vec<_> = all.iter().map(|one| one.assessment.level.code()).collect();
            assert_eq!(codes, ["low", "urgent", "high", "medium", "low"]);
            assert_eq!((all[0].number, all[0].recorded_by.as_str()), (5, "Lò Thị Mai"));
        }
        let mut hers = vault.open_case(&world.supervisor, case, WORK, Reason::Supervision).await.unwrap().unwrap();
        let by_her =
            vault.assess_risk(&world.supervisor, &mut hers, &level("low", "x"), 5, world.form()).await.unwrap();
        assert!(by_her.is_none());
        // A session leaves the next look owed.
        let mut form = session_form(today);
        form.next_on = String::new();
        assess(&world, case, "high", 5).await;
        let mut ring = world.ring(case).await;
        vault
            .record_counselling(&world.worker, &mut ring, &form.check(today).unwrap(), world.form())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(label(&world, case).await.next.map(|next| next.step), Some(Step::FollowUp));
    }
}

#[tokio::test]
async fn of_two_who_judge_at_once_the_second_is_told() {
    for world in worlds("risk_race").await {
        let case = world.open_case("Hoa Ban").await;
        let (one, two) = tokio::join!(assess(&world, case, "high", 0), assess(&world, case, "low", 0));
        let told = [one, two].iter().filter(|one| **one == Assessed::Meanwhile).count();
        assert_eq!(told, 1, "{one:?} {two:?}");
        let all = world.vault.risks(&world.ring(case).await.take().unwrap(), 0, 10).await.unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!(label(&world, case).await.risk, Some(all[0].assessment.level));
        assert!(matches!(assess(&world, case, "medium", 1).await, Assessed::Now(_)));
    }
}

#[tokio::test]
async fn a_look_that_is_due_is_put_off_with_a_reason() {
    for world in worlds("risk_snooze").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        assess(&world, case, "high", 0).await;
        let put_off = async |days: &str| {
            let worker = log_in(vault, "mai").await;
            let mut ring = vault.open_case(&worker, case, WORK, Reason::Support).await.unwrap().unwrap();
            let form = SnoozeForm { days: days.into(), reason: "Khách hàng về quê".into() };
            let snooze = form.check(Some(RiskLevel::High), vault.today()).unwrap();
            vault.put_off(&worker, &mut ring, &snooze, world.form()).await.unwrap()
        };
        assert_eq!(put_off("3").await, None, "nothing is due yet");
        world.clock.advance(TimeDelta::days(8));
        assert!(label(&world, case).await.next.is_some_and(|next| next.on < vault.today()));
        assert_eq!(put_off("3").await, Some(()));
        assert_eq!(label(&world, case).await.next.map(|next| next.on), Some(vault.today() + Days::new(3)));
        assert_eq!(put_off("3").await, None, "it is not due any more");
        let worker = log_in(vault, "mai").await;
        let mut ring = vault.open_case(&worker, case, WORK, Reason::Support).await.unwrap().unwrap();
        let kept = vault.snoozes(&ring.take().unwrap(), 10).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].recorded_by.as_str(), kept[0].snooze.reason.as_str()), ("Lò Thị Mai", "Khách hàng về quê"));
    }
}
