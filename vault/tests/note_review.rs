//! Notes are drawn from what a supervisor opens, never a sealed one; her answer is read by who wrote the note.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, sealed_note, worlds};
use chrono::{Days, TimeDelta};
use domain::audit::Reason;
use domain::case::Reassignment;
use domain::consent::{Purpose, Segment};
use domain::cover::Cover;
use domain::id::{CaseId, CounsellingId};
use domain::note_review::{Finding, NoteReview, NoteReviewForm};
use std::collections::BTreeSet;
use vault::testing::run_sql;
use vault::{Actor, Opened, Ring, segment};

fn review(words: &str) -> NoteReview {
    let form = NoteReviewForm { finding: "complete".into(), words: words.into() };
    form.check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn opened(world: &World, actor: &Actor, case: CaseId) -> (Ring, Opened<segment::Casework>) {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(actor, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take().unwrap();
    (ring, casework)
}

async fn answer(world: &World, case: CaseId, note: CounsellingId, words: &str) -> Option<()> {
    let (ring, casework) = opened(world, &world.supervisor, case).await;
    let said = world.vault.review_note(&world.supervisor, &ring, &casework, note, &review(words), world.form()).await;
    said.unwrap()
}

async fn said(world: &World, actor: &Actor, case: CaseId) -> Vec<String> {
    let (_, casework) = opened(world, actor, case).await;
    let reviews = world.vault.reviews_of(&casework).await.unwrap();
    reviews.into_iter().map(|one| one.review.words.as_str().to_owned()).collect()
}

#[tokio::test]
async fn drawn_from_the_last_month_of_what_she_opens_and_answered_once() {
    for world in worlds("note_review").await {
        let vault = &world.vault;
        let (case, shut) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        world.hold_session(case).await;
        world.clock.advance(TimeDelta::days(31));
        let mut recent = BTreeSet::new();
        for _ in 0..2 {
            recent.insert(world.hold_session(case).await);
        }
        world.hold_session(shut).await;
        let (ring, casework) = opened(&world, &world.worker, shut).await;
        let ledger = vault.consents(&casework).await.unwrap();
        let processing = ledger.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
        vault.withdraw(&world.worker, &ring, processing).await.unwrap().unwrap();
        let (ring, casework) = opened(&world, &world.worker, case).await;
        sealed_note(&world, &ring, &casework).await;

        let form = world.form();
        assert_eq!(
            vault.draw_notes(&world.supervisor, form).await.unwrap(),
            Some(2),
            "what is old or shut is not drawn"
        );
        assert_eq!(vault.draw_notes(&world.supervisor, form).await.unwrap(), Some(0), "the second click");
        assert_eq!(vault.draw_notes(&world.supervisor, world.form()).await.unwrap(), Some(0), "nothing is left");
        assert_eq!(vault.draw_notes(&world.worker, world.form()).await.unwrap(), None);
        let picked = vault.picked_notes(&world.supervisor).await.unwrap().unwrap();
        assert_eq!(picked.iter().map(|one| one.note).collect::<BTreeSet<_>>(), recent);
        assert!(vault.picked_notes(&world.worker).await.unwrap().is_none());

        // A colleague covers; what is said to the worker is not said to her.
        let today = vault.today();
        let cover =
            Cover { cases: vec![case], colleague: world.colleague.account(), from: today, until: today + Days::new(1) };
        let mai = world.worker.account();
        assert!(vault.give_cover(&world.supervisor, mai, &cover, world.form()).await.unwrap().unwrap().cover.is_some());
        let note = picked[0].note;
        assert!(answer(&world, case, note, "CANARY ghi thêm bước tiếp theo").await.is_some());
        assert!(answer(&world, case, note, "lần hai").await.is_none(), "one answer for each");
        assert!(answer(&world, case, CounsellingId(uuid::Uuid::from_u128(7)), "x").await.is_none());
        assert_eq!(said(&world, &world.worker, case).await, ["CANARY ghi thêm bước tiếp theo"]);
        assert_eq!(said(&world, &world.supervisor, case).await.len(), 1);
        assert!(said(&world, &world.colleague, case).await.is_empty());
        assert_eq!(vault.own_reviews(&world.worker).await.unwrap().len(), 1);
        assert!(vault.own_reviews(&world.colleague).await.unwrap().is_empty());
        assert_eq!(vault.picked_notes(&world.supervisor).await.unwrap().unwrap().len(), 1);
        let (_, casework) = opened(&world, &world.worker, case).await;
        assert_eq!(vault.reviews_of(&casework).await.unwrap()[0].review.finding, Finding::Complete);
    }
}

#[tokio::test]
async fn it_stays_with_who_wrote_the_note_when_the_case_changes_hands() {
    for world in worlds("note_review_handed").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let note = world.hold_session(case).await;
        assert!(answer(&world, case, note, "CANARY").await.is_some());
        let (mai, dung) = (world.worker.account(), world.colleague.account());
        let asked = Reassignment { cases: vec![case], colleagues: vec![dung] };
        assert_eq!(vault.reassign(&world.supervisor, mai, &asked, world.form()).await.unwrap().unwrap().given, 1);
        assert!(said(&world, &world.colleague, case).await.is_empty());
        assert_eq!(said(&world, &world.supervisor, case).await, ["CANARY"]);
        let asked = Reassignment { cases: vec![case], colleagues: vec![mai] };
        assert_eq!(vault.reassign(&world.supervisor, dung, &asked, world.form()).await.unwrap().unwrap().given, 1);
        assert_eq!(said(&world, &world.worker, case).await, ["CANARY"], "hers again with the case");
    }
}

/// I9: an answer moved to another note opens nowhere.
#[tokio::test]
async fn an_answer_moved_to_another_note_does_not_open() {
    for world in worlds("note_review_moved").await {
        let case = world.open_case("Hoa Ban").await;
        let notes = [world.hold_session(case).await, world.hold_session(case).await];
        for (note, words) in notes.into_iter().zip(["một", "hai"]) {
            assert!(answer(&world, case, note, words).await.is_some());
        }
        assert_eq!(said(&world, &world.worker, case).await.len(), 2);
        let swap = "update note_reviews set sealed = (select other.sealed from note_reviews as other \
                    where other.counselling_id <> note_reviews.counselling_id)";
        assert_eq!(run_sql(&world.url, swap).await, 2);
        let (_, casework) = opened(&world, &world.worker, case).await;
        assert!(world.vault.reviews_of(&casework).await.is_err());
    }
}

#[tokio::test]
async fn nothing_is_drawn_from_a_closed_case_and_nothing_said_in_it() {
    for world in worlds("note_review_closed").await {
        let vault = &world.vault;
        let (case, other) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let note = world.hold_session(case).await;
        assert_eq!(vault.draw_notes(&world.supervisor, world.form()).await.unwrap(), Some(1));
        world.hold_session(other).await;
        for case in [case, other] {
            world.close_case(case, "").await;
        }
        assert_eq!(vault.draw_notes(&world.supervisor, world.form()).await.unwrap(), Some(0));
        assert!(vault.picked_notes(&world.supervisor).await.unwrap().unwrap().is_empty());
        assert!(answer(&world, case, note, "CANARY").await.is_none());
        // She comes back, and what was drawn waits again.
        vault.reopen_case(&world.worker, &mut world.ring(case).await).await.unwrap().unwrap();
        assert_eq!(vault.picked_notes(&world.supervisor).await.unwrap().unwrap().len(), 1);
        assert!(answer(&world, case, note, "CANARY").await.is_some());
    }
}
