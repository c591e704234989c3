//! Jobs: an employer is told no more than she agreed to, and whether she is still there is asked in time.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::livelihood::{Desk, job_step, paper};
use crate::support::{World, log_in, worlds};
use chrono::{Months, TimeDelta};
use domain::job::{Stage, Told};
use domain::progress::{self, NextStep};
use vault::livelihood::Recorded;
use vault::testing::run_sql;

#[tokio::test]
async fn an_employer_is_told_no_more_than_she_says() {
    for world in worlds("job_told").await {
        let desk = world.at_the_centre("Hoa Ban").await;
        let employer = world.employer(&desk.trainer).await;
        let today = world.vault.today();
        let step = |stage, told: &[Told]| job_step(stage, today, employer, told);
        assert_eq!(world.note_entry(&desk, step(Stage::Registered, &[])).await, Some(Recorded::Now));
        // Without a paper nobody is told anything.
        let said = world.note_entry(&desk, step(Stage::Introduced, &[Told::Skills])).await;
        assert_eq!(said, Some(Recorded::Meanwhile));
        world.note_entry(&desk, paper("Hoa")).await;
        let page = world.kept(&desk).await;
        // She takes her name back while a page is open that would tell it.
        world.note_entry(&desk, paper("")).await;
        let with_name = step(Stage::Introduced, &[Told::Skills, Told::Name]);
        let said = world.vault.record_livelihood(&desk.trainer, &[(&page, with_name)], world.form()).await.unwrap();
        assert_eq!(said, Some(Recorded::Meanwhile));
        let said = world.note_entry(&desk, step(Stage::Introduced, &[Told::Skills])).await;
        assert_eq!(said, Some(Recorded::Now));
        assert!(world.kept(&desk).await.record.cv.unwrap().name.is_none());
    }
}

async fn started(world: &World) -> Desk {
    let desk = world.at_the_centre("Hoa Ban").await;
    let employer = world.employer(&desk.trainer).await;
    let today = world.vault.today();
    world.note_entry(&desk, paper("")).await;
    for stage in [Stage::Registered, Stage::Introduced, Stage::Started] {
        let said = world.note_entry(&desk, job_step(stage, today, employer, &[Told::Skills])).await;
        assert_eq!(said, Some(Recorded::Now), "{stage:?}");
    }
    desk
}

#[tokio::test]
async fn who_started_is_asked_after_one_three_and_six_months() {
    for world in worlds("job_still").await {
        let desk = started(&world).await;
        let began = world.vault.today();
        let due = began + Months::new(1);
        assert_eq!(world.kept(&desk).await.record.next_check(), Some((Stage::StillOne, due)));
        // Her worker sees that she started, and when the centre asks next; not where.
        let told = world.vault.progress(&world.worker, desk.referral).await.unwrap().unwrap();
        let newest = told.first().unwrap().progress;
        assert_eq!(
            (newest.stage, newest.next, newest.next_on),
            (progress::Stage::JobStarted, Some(NextStep::CheckIn), Some(due))
        );

        world.clock.advance(TimeDelta::days(190));
        let desk = Desk { trainer: log_in(&world.vault, "nghia").await, ..desk };
        let employer = world.vault.employers(&desk.trainer).await.unwrap().unwrap()[0].0;
        for stage in [Stage::StillThree, Stage::StillSix] {
            let said = world.note_entry(&desk, job_step(stage, world.vault.today(), employer, &[])).await;
            assert_eq!(said, Some(Recorded::Now), "{stage:?}");
        }
        assert_eq!(world.kept(&desk).await.record.next_check(), None);
        let counted = "delete from facts where kind = 'job' and detail in ('started', 'still_6') and quantity = 1";
        assert_eq!(run_sql(&world.url, counted).await, 2);
    }
}

#[tokio::test]
async fn employers_are_of_one_house() {
    for world in worlds("job_house").await {
        let trainer = log_in(&world.vault, "nghia").await;
        world.employer(&trainer).await;
        assert_eq!(world.vault.employers(&trainer).await.unwrap().unwrap().len(), 1);
        for other in [&world.worker, &world.supervisor, &world.clinic, &world.administrator] {
            assert!(world.vault.employers(other).await.unwrap().is_none());
        }
    }
}
