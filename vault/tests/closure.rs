//! Closing a case and opening it again, how long it is kept, and a timeline that costs the same however long it is; told on
//! both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, closing, level, log_in, need, phq, session_form, worlds};
use chrono::{Months, TimeDelta};
use domain::audit::Reason;
use domain::closure::ClosureReason;
use domain::consent::{Purpose, Segment};
use domain::id::CaseId;
use domain::sealed_note::SealedNoteForm;
use vault::case::{Found, Listed, What};
use vault::closure::{Ended, Reopened};
use vault::{Actor, counting_statements, segment};

const WORK: &[Segment] = &[Segment::Label, Segment::Casework];

async fn listed(world: &World, actor: &Actor, closed: bool) -> usize {
    let choose = |all: Vec<Listed>| {
        let rows: Vec<_> = all.into_iter().filter(|row| closed || row.closed_at.is_none()).collect();
        Found { total: rows.len(), rows }
    };
    world.vault.list_cases(actor, Reason::Support, choose).await.unwrap().unwrap().total
}

async fn reopen(world: &World, case: CaseId) -> Option<Reopened> {
    let mut ring = world.ring(case).await;
    world.vault.reopen_case(&world.worker, &mut ring).await.unwrap()
}

#[tokio::test]
async fn a_closed_case_is_read_by_who_read_it_and_changed_by_nobody() {
    for world in worlds("closure").await {
        let (vault, worker, today) = (&world.vault, &world.worker, world.vault.today());
        let case = world.open_case("Hoa Ban").await;
        let other = world.open_case("Mây").await;
        let closure = closing(today, ClosureReason::GoalsMet, "Đã có việc làm");
        let mut hers = vault.open_case(&world.supervisor, case, WORK, Reason::Supervision).await.unwrap().unwrap();
        assert!(vault.close_case(&world.supervisor, &mut hers, &closure, world.form()).await.unwrap().is_none());
        assert!(vault.closed(&world.ring(case).await.take().unwrap()).await.unwrap().is_none());
        let form = world.form();
        for _ in 0..2 {
            let mut ring = world.ring(case).await;
            assert_eq!(vault.close_case(worker, &mut ring, &closure, form).await.unwrap(), Some(Ended::Now));
        }
        let mut ring = world.ring(case).await;
        let again = vault.close_case(worker, &mut ring, &closure, world.form()).await.unwrap();
        assert_eq!(again, Some(Ended::Meanwhile), "a colleague was faster");

        for actor in [worker, &world.supervisor] {
            assert_eq!((listed(&world, actor, false).await, listed(&world, actor, true).await), (1, 2));
            let mut ring = vault.open_case(actor, case, WORK, Reason::Support).await.unwrap().unwrap();
            let head = vault.case_head(&ring.take::<segment::Label>().unwrap()).await.unwrap();
            assert!(head.closed_at.is_some() && head.label.next.is_none());
            let held = vault.closed(&ring.take().unwrap()).await.unwrap().unwrap();
            assert_eq!((held.closure.reason, held.closed_by.as_str()), (ClosureReason::GoalsMet, "Lò Thị Mai"));
        }
        for stranger in [&world.colleague, &world.officer, &world.administrator, &world.volunteer] {
            assert!(vault.open_case(stranger, case, WORK, Reason::Support).await.unwrap().is_none());
        }

        // Nothing is added to it.
        let session = session_form(today).check(today).unwrap();
        let mut ring = world.ring(case).await;
        assert!(vault.record_counselling(worker, &mut ring, &session, world.form()).await.unwrap().is_none());
        let mut ring = world.ring(case).await;
        assert!(vault.record_scale(worker, &mut ring, &phq(today, "00"), None, world.form()).await.unwrap().is_none());
        let mut ring = world.ring(case).await;
        let high = level("high", "x");
        assert!(vault.assess_risk(worker, &mut ring, &high, 0, world.form()).await.unwrap().is_none());
        let mut ring = world.ring(case).await;
        let steps = [need(today, "mind", "expressed", "")];
        assert!(vault.record_needs(worker, &mut ring, &steps, world.form()).await.unwrap().is_none());
        let mut ring = world.ring(case).await;
        let note = SealedNoteForm { words: "Riêng".into() }.check().unwrap();
        let casework = ring.take().unwrap();
        assert!(vault.write_sealed_note(worker, &ring, &casework, &note, world.form()).await.unwrap().is_none());
        // The other is as it was.
        let mut ring = world.ring(other).await;
        assert!(vault.record_counselling(worker, &mut ring, &session, world.form()).await.unwrap().is_some());

        // She comes back.
        assert_eq!(reopen(&world, case).await, Some(Reopened::Now));
        assert_eq!(reopen(&world, case).await, Some(Reopened::Now), "a second click");
        assert_eq!(listed(&world, worker, false).await, 2);
        let mut ring = world.ring(case).await;
        assert!(vault.record_counselling(worker, &mut ring, &session, world.form()).await.unwrap().is_some());
        let mut ring = world.ring(case).await;
        assert_eq!(vault.close_case(worker, &mut ring, &closure, world.form()).await.unwrap(), Some(Ended::Now));
        let line = vault.line(&world.ring(case).await.take().unwrap(), 0, 20).await.unwrap();
        let kinds: Vec<_> =
            line.happened.iter().map(|one| matches!(one.what, What::Closed(_) | What::Reopened)).collect();
        assert_eq!(kinds.into_iter().filter(|closing| *closing).count(), 3);
        vault.check_audit().await.unwrap();
    }
}

#[tokio::test]
async fn it_opens_again_only_while_she_says_yes() {
    for world in worlds("closure_consent").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        world.close_case(case, "").await;
        let mut ring = world.ring(case).await;
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let of = |purpose| consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
        vault.withdraw(&world.worker, &ring, of(Purpose::Services)).await.unwrap().unwrap();
        assert_eq!(reopen(&world, case).await, Some(Reopened::NotServed));
        assert_eq!(listed(&world, &world.worker, false).await, 0);
        // Withdrawing works on a closed case as on any other.
        let ring = world.ring(case).await;
        vault.withdraw(&world.worker, &ring, of(Purpose::Processing)).await.unwrap().unwrap();
        assert!(vault.open_case(&world.worker, case, WORK, Reason::Support).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_time_for_keeping_it_begins_with_its_end() {
    for world in worlds("closure_kept").await {
        let vault = &world.vault;
        let (case, open) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let before = vault.kept_without_consent(&world.officer).await.unwrap().unwrap();
        assert!(before.is_empty());
        world.close_case(case, "").await;
        let closed_at = vault.now();
        let officer = log_in(vault, "baove").await;
        let kept = vault.kept_without_consent(&officer).await.unwrap().unwrap();
        assert_eq!(kept.iter().map(|kept| kept.case).collect::<Vec<_>>(), [case], "not {open}");
        assert_eq!(kept[0].ended_at, closed_at);
        assert_eq!(kept[0].until, closed_at.checked_add_months(Months::new(12)).unwrap());
        assert!(vault.propose_erasure(&officer, case).await.unwrap().is_none(), "its time is not over");
        assert_eq!(reopen(&world, case).await, Some(Reopened::Now));
        assert!(vault.kept_without_consent(&officer).await.unwrap().unwrap().is_empty(), "she came back");
        world.close_case(case, "").await;
        world.clock.advance(TimeDelta::days(366));
        let officer = log_in(vault, "baove").await;
        assert!(vault.propose_erasure(&officer, case).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_timeline_of_sixty_costs_what_one_of_ten_costs() {
    for world in worlds("line").await {
        let (vault, today) = (&world.vault, world.vault.today());
        let (few, many) = (world.open_case("Ít").await, world.open_case("Nhiều").await);
        for (case, sessions) in [(few, 9), (many, 59)] {
            let session = session_form(today).check(today).unwrap();
            for _ in 0..sessions {
                let mut ring = world.ring(case).await;
                vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
            }
            world.clock.advance(TimeDelta::seconds(1));
            world.refer(case).await;
        }
        let (few, many) = (world.ring(few).await.take().unwrap(), world.ring(many).await.take().unwrap());
        let (ten, cost_of_ten) = counting_statements(vault.line(&few, 0, 20)).await;
        let (first, cost) = counting_statements(vault.line(&many, 0, 20)).await;
        let (ten, first) = (ten.unwrap(), first.unwrap());
        assert_eq!((ten.happened.len(), ten.more, cost_of_ten), (10, false, 1));
        assert_eq!((first.happened.len(), first.more, cost), (20, true, 1));
        assert!(matches!(first.happened[0].what, What::Referral { .. }), "the last first");
        assert!(first.happened.windows(2).all(|two| two[0].at >= two[1].at));
        let last = vault.line(&many, 40, 20).await.unwrap();
        assert_eq!((last.happened.len(), last.more), (20, false));
        assert!(vault.line(&many, 60, 20).await.unwrap().happened.is_empty());
    }
}
