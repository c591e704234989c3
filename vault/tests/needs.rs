//! Needs: steps that are never changed, first services that sessions give, words of two who write; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, need, session_form, worlds};
use domain::audit::Reason;
use domain::consent::Segment;
use domain::id::CaseId;
use domain::needs::{Board, NeedDomain, NeedStage, NeedStep, NeedWordsForm};
use vault::needs::{Noted, WordsSaved};
use vault::testing::run_sql;

const WORK: &[Segment] = &[Segment::Label, Segment::Casework];

async fn record(world: &World, case: CaseId, steps: &[NeedStep]) -> Option<Noted> {
    let mut ring = world.ring(case).await;
    world.vault.record_needs(&world.worker, &mut ring, steps, world.form()).await.unwrap()
}

async fn board(world: &World, case: CaseId) -> Board {
    world.vault.needs(&world.ring(case).await.take().unwrap()).await.unwrap().1
}

#[tokio::test]
async fn each_day_of_a_need_is_a_record_with_who_and_when() {
    for world in worlds("needs").await {
        let (vault, today) = (&world.vault, world.vault.today());
        let case = world.open_case("Hoa Ban").await;
        let said = [need(today, "mind", "expressed", "Muốn ngủ được"), need(today, "work", "expressed", "")];
        assert_eq!(record(&world, case, &said).await, Some(Noted::Now));
        assert_eq!(record(&world, case, &[need(today, "mind", "offered", "")]).await, Some(Noted::Now));
        let accepted = NeedStep { stage: NeedStage::Accepted, wish: None, ..said[0].clone() };
        assert_eq!(record(&world, case, std::slice::from_ref(&accepted)).await, Some(Noted::Now));
        for actor in [&world.worker, &world.supervisor] {
            let mut ring = vault.open_case(actor, case, WORK, Reason::Support).await.unwrap().unwrap();
            let (steps, board) = vault.needs(&ring.take().unwrap()).await.unwrap();
            assert_eq!(steps.len(), 4);
            assert!(steps.iter().all(|taken| taken.recorded_by == "Lò Thị Mai"));
            assert_eq!(board.need(NeedDomain::Mind).stands(), Some(NeedStage::Accepted));
            assert_eq!(board.need(NeedDomain::Work).expressed, Some(today));
        }
        // An answer to what was never offered, whatever the page believed: nothing is written, and none of the rest.
        let never = NeedStep { domain: NeedDomain::Law, ..accepted };
        assert_eq!(record(&world, case, &[said[1].clone(), never]).await, Some(Noted::Meanwhile));
        assert_eq!(vault.needs(&world.ring(case).await.take().unwrap()).await.unwrap().0.len(), 4);
        let mut hers = vault.open_case(&world.supervisor, case, WORK, Reason::Supervision).await.unwrap().unwrap();
        assert!(vault.record_needs(&world.supervisor, &mut hers, &said, world.form()).await.unwrap().is_none());
        // Counted: a kind and a detail, twice the same for two.
        let counted = "update facts set quantity = quantity where kind = 'need' and quantity = 1 and detail in \
                       ('mind.expressed', 'work.expressed', 'mind.offered', 'mind.accepted')";
        assert_eq!(run_sql(&world.url, counted).await, 4);
    }
}

#[tokio::test]
async fn a_session_fills_the_first_service_of_a_need_once() {
    for world in worlds("needs_served").await {
        let (vault, today) = (&world.vault, world.vault.today());
        let case = world.open_case("Hoa Ban").await;
        record(&world, case, &[need(today, "mind", "expressed", "")]).await.unwrap();
        for _ in 0..2 {
            let mut form = session_form(today);
            form.services = vec!["emotional_support".into()];
            let mut ring = world.ring(case).await;
            let session = form.check(today).unwrap();
            vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
        }
        let (steps, board) = vault.needs(&world.ring(case).await.take().unwrap()).await.unwrap();
        assert_eq!(
            steps.len(),
            2,
            "what it was about was never said to be needed, and the second session is not the first"
        );
        assert_eq!(board.need(NeedDomain::Mind).first_service, Some(today));
        let again = NeedStep { stage: NeedStage::FirstService, ..steps[0].step.clone() };
        assert_eq!(record(&world, case, &[again]).await, Some(Noted::Meanwhile));
    }
}

#[tokio::test]
async fn a_session_through_the_broken_glass_fills_nothing() {
    for world in worlds("needs_glass").await {
        let (vault, today) = (&world.vault, world.vault.today());
        let case = world.open_case_asking("Hoa Ban", "yes").await;
        record(&world, case, &[need(today, "mind", "expressed", "")]).await.unwrap();
        world.break_glass(case).await;
        let mut form = session_form(today);
        form.services = vec!["emotional_support".into()];
        let session = form.check(today).unwrap();
        let all = [Segment::Label, Segment::Casework];
        let mut ring = vault.open_case(&world.colleague, case, &all, Reason::Support).await.unwrap().unwrap();
        vault.record_counselling(&world.colleague, &mut ring, &session, world.form()).await.unwrap().unwrap();
        let (steps, _) = vault.needs(&world.ring(case).await.take().unwrap()).await.unwrap();
        assert_eq!(steps.len(), 1, "what happened is written down, and no more");
    }
}

#[tokio::test]
async fn of_two_who_write_her_words_the_second_is_told() {
    for world in worlds("needs_words").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let write = async |words: &str, seen: i64| {
            let form = NeedWordsForm { strengths: String::new(), words: words.into() };
            let mut ring = world.ring(case).await;
            let words = form.check().unwrap();
            vault.write_need_words(&world.worker, &mut ring, &words, seen, world.form()).await.unwrap().unwrap()
        };
        let (one, two) = tokio::join!(write("Em muốn có nghề", 0), write("Em muốn gần con", 0));
        assert!([one, two].contains(&WordsSaved::Now) && [one, two].contains(&WordsSaved::Meanwhile));
        let kept = vault.need_words(&world.ring(case).await.take().unwrap()).await.unwrap().unwrap();
        assert_eq!(kept.number, 1);
        assert_eq!(write("Cả hai", 1).await, WordsSaved::Now);
        let kept = vault.need_words(&world.ring(case).await.take().unwrap()).await.unwrap().unwrap();
        assert_eq!((kept.number, kept.words.words.unwrap().as_str()), (2, "Cả hai"));
        assert_eq!(board(&world, case).await, Board::default());
    }
}
