//! Training: who opens what a centre keeps of a client, and her way through a course; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::livelihood::{Desk, InCourse, training_step};
use crate::support::{World, log_in, worlds};
use chrono::TimeDelta;
use domain::access::Action;
use domain::id::CohortId;
use domain::livelihood::Entry;
use domain::progress;
use domain::training::{Mark, Presence, Stage};
use vault::Actor;
use vault::livelihood::Recorded;
use vault::testing::run_sql;

/// Whether it opens, by both doors that lead there.
async fn opens(world: &World, actor: &Actor, desk: &Desk) -> bool {
    let one = world.vault.livelihood(actor, desk.referral).await.unwrap().is_some();
    let all = world.vault.livelihood_desk(actor).await.unwrap();
    assert_eq!(one, all.is_some_and(|all| all.iter().any(|kept| kept.referral == desk.referral)));
    one
}

async fn step(world: &World, desk: &Desk, cohort: CohortId, stage: Stage) -> Option<Recorded> {
    world.note_entry(desk, training_step(stage, world.vault.today(), cohort)).await
}

#[tokio::test]
async fn it_opens_for_the_desk_and_for_nobody_else() {
    for world in worlds("training_who").await {
        let desk = world.at_the_centre("Hoa Ban").await;
        assert!(opens(&world, &desk.trainer, &desk).await);
        let lawyer = log_in(&world.vault, "bich").await;
        for other in [&world.worker, &world.supervisor, &world.clinic, &world.officer, &world.administrator, &lawyer] {
            assert!(!opens(&world, other, &desk).await);
            assert!(world.vault.courses(other).await.unwrap().is_none());
            assert!(!other.may(Action::KeepOffers) && !other.may(Action::KeepLivelihood));
        }
        // Sent, and never asked: there is nothing to open.
        let case = world.open_case("Mây").await;
        let referral = world.refer_for_work(case).await;
        assert!(world.vault.livelihood(&desk.trainer, referral).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_way_goes_along_the_table_and_is_told_back_by_stage_only() {
    for world in worlds("training_way").await {
        let desk = world.at_the_centre("Hoa Ban").await;
        let cohort = world.cohort(&desk.trainer).await;
        assert_eq!(step(&world, &desk, cohort, Stage::Completed).await, Some(Recorded::Meanwhile));
        for stage in [Stage::Need, Stage::Guidance, Stage::Enrolled, Stage::Approved, Stage::Started, Stage::Attending]
        {
            assert_eq!(step(&world, &desk, cohort, stage).await, Some(Recorded::Now), "{stage:?}");
        }
        let kept = world.kept(&desk).await;
        assert_eq!((kept.written.len(), kept.record.called()), (6, Some("Hoa lớp may")));
        assert!(kept.record.attends(cohort));
        // Two who write the same next step from the same page: one of them is told.
        let today = world.vault.today();
        let next = || training_step(Stage::Completed, today, cohort);
        world.clock.advance(TimeDelta::seconds(1));
        let first = world.vault.record_livelihood(&desk.trainer, &[(&kept, next())], world.form()).await.unwrap();
        let second = world.vault.record_livelihood(&desk.trainer, &[(&kept, next())], world.form()).await.unwrap();
        assert_eq!((first, second), (Some(Recorded::Now), Some(Recorded::Meanwhile)));

        let told = world.vault.progress(&world.worker, desk.referral).await.unwrap().unwrap();
        let stages: Vec<_> = told.iter().map(|told| told.progress.stage).collect();
        assert_eq!(stages.first(), Some(&progress::Stage::TrainingCompleted));
        assert_eq!(stages.len(), 6, "a need is not told: the referral said it");
        // What is counted: a number that goes up, and nobody's.
        let counted =
            "delete from facts where kind = 'training' and detail in ('enrolled', 'completed') and quantity = 1";
        assert_eq!(run_sql(&world.url, counted).await, 2);
    }
}

#[tokio::test]
async fn a_second_post_writes_nothing() {
    for world in worlds("training_twice").await {
        let desk = world.at_the_centre("Hoa Ban").await;
        let cohort = world.cohort(&desk.trainer).await;
        let (kept, form) = (world.kept(&desk).await, world.form());
        for _ in 0..2 {
            let need = training_step(Stage::Need, world.vault.today(), cohort);
            let said = world.vault.record_livelihood(&desk.trainer, &[(&kept, need)], form).await.unwrap();
            assert_eq!(said, Some(Recorded::Now));
        }
        assert_eq!(world.kept(&desk).await.written.len(), 1);
    }
}

#[tokio::test]
async fn a_day_of_attendance_is_written_for_all_or_for_none() {
    for world in worlds("training_day").await {
        let InCourse { desk: first, cohort } = world.in_a_course("Hoa Ban").await;
        let second = world.at_the_centre("Mây").await;
        let today = world.vault.today();
        let mark = |presence| Entry::Attendance(Mark { cohort, day: today, presence });
        let (one, two) = (world.kept(&first).await, world.kept(&second).await);
        let both = [(&one, mark(Presence::Present)), (&two, mark(Presence::Present))];
        let said = world.vault.record_livelihood(&first.trainer, &both, world.form()).await.unwrap();
        assert_eq!(said, Some(Recorded::Meanwhile), "the second is in no course");
        assert_eq!(world.kept(&first).await.record.attendance(cohort), None);
        for presence in [Presence::Absent, Presence::Present] {
            world.clock.advance(TimeDelta::seconds(1));
            let said = world.vault.record_livelihood(&first.trainer, &[(&one, mark(presence))], world.form()).await;
            assert_eq!(said.unwrap(), Some(Recorded::Now));
        }
        assert_eq!(world.kept(&first).await.record.attendance(cohort), Some(100), "the later one stands");
    }
}

#[tokio::test]
async fn it_outlives_the_packet_and_shuts_with_her_own_consent() {
    for world in worlds("training_shut").await {
        let desk = world.at_the_centre("Hoa Ban").await;
        let cohort = world.cohort(&desk.trainer).await;
        step(&world, &desk, cohort, Stage::Need).await;
        world.clock.advance(TimeDelta::days(31));
        let trainer = log_in(&world.vault, "nghia").await;
        let desk = Desk { trainer, ..desk };
        assert_eq!(step(&world, &desk, cohort, Stage::Guidance).await, Some(Recorded::Now), "the packet ended");
        let kept = world.kept(&desk).await;
        let shut =
            world.vault.end_compartment(&desk.trainer, desk.referral, domain::consent::Segment::Livelihood).await;
        assert!(shut.unwrap().is_some());
        assert!(!opens(&world, &desk.trainer, &desk).await);
        let late = training_step(Stage::Enrolled, world.vault.today(), cohort);
        let said = world.vault.record_livelihood(&desk.trainer, &[(&kept, late)], world.form()).await.unwrap();
        assert_eq!(said, None, "a page that was open writes nothing any more");
        assert_eq!(run_sql(&world.url, "delete from compartment_entries").await, 0, "what nobody opens is gone");
        // What is offered is nobody's and stays.
        assert_eq!(world.vault.courses(&desk.trainer).await.unwrap().unwrap().len(), 1);
    }
}
