use super::{
    Board, CLOCKS, Disclosure, EligibilityForm, Ground, LegalEntry, LegalStage, MatterForm, PaperForm, StageForm,
};
use crate::problem::Problem;
use crate::progress::{NextForm, NextStep, Stage};
use chrono::NaiveDate;
use proptest::prelude::{any, prop, proptest};
use std::collections::HashSet;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    crate::date::parse_date(text).ok().flatten().expect("a day")
}

fn today() -> NaiveDate {
    day("26/11/2026")
}

fn matter() -> LegalEntry {
    let form = MatterForm { matter: "labour".into(), on: "23/11/2026".into(), ..MatterForm::default() };
    LegalEntry::Matter(form.check(today()).expect("a matter"))
}

fn stage(stage: &str, on: &str) -> StageForm {
    StageForm { stage: stage.into(), on: on.into(), ..StageForm::default() }
}

fn board() -> (Uuid, Board) {
    let id = Uuid::from_u128(1);
    (id, Board::of([(id, matter())]))
}

#[test]
fn no_stage_leaves_the_table_and_what_is_over_stays_over() {
    for stage in LegalStage::ALL {
        let over = matches!(stage, LegalStage::Ended | LegalStage::Stopped | LegalStage::PassedOn);
        assert_eq!(stage.may_become().is_empty(), over, "{stage:?}");
        assert!(over || stage.may_become().contains(&LegalStage::PassedOn), "{stage:?}");
        assert!(!over || CLOCKS.iter().all(|clock| clock.stage != *stage), "{stage:?} waits for nobody");
    }
    let told: HashSet<_> = LegalStage::ALL.iter().map(|stage| stage.told()).collect();
    assert_eq!(told.len(), LegalStage::ALL.len());
}

proptest! {
    /// However one walks, only the first advice begins and only what is over ends.
    #[test]
    fn every_walk_ends_where_nothing_follows(turns in prop::collection::vec(any::<prop::sample::Index>(), 0..30)) {
        let mut at = LegalStage::Advised;
        for turn in turns {
            if at.may_become().is_empty() {
                break;
            }
            at = at.may_become()[turn.index(at.may_become().len())];
            assert_ne!(at, LegalStage::Advised);
        }
    }

    /// Ticking more never takes a ground away, and difficulty never makes one worse.
    #[test]
    fn more_grounds_and_difficulty_never_do_harm(ticked in prop::collection::vec(prop::sample::select(Ground::ALL), 0..6), more in prop::sample::select(Ground::ALL)) {
        let ask = |grounds: &[Ground], difficulty: &str| {
            let grounds = grounds.iter().map(|ground| ground.code().to_owned()).collect();
            EligibilityForm { grounds, difficulty: difficulty.into() }.check().expect("an answer")
        };
        let all: Vec<_> = ticked.iter().copied().chain([more]).collect();
        for difficulty in ["", "yes"] {
            assert!(!ask(&ticked, difficulty).free() || ask(&all, difficulty).free());
        }
        assert!(!ask(&ticked, "").free() || ask(&ticked, "yes").free());
    }
}

#[test]
fn the_clock_runs_over_working_days() {
    let (_, board) = board();
    let standing = &board.matters[0];
    assert_eq!((standing.stage(), standing.since()), (LegalStage::Advised, day("23/11/2026")));
    assert_eq!(standing.due(), Some(day("07/12/2026")));
    assert_eq!(LegalStage::Asked.due(day("27/11/2026")), Some(day("02/12/2026")), "over a weekend");
    assert_eq!(LegalStage::Ended.due(today()), None);
}

#[test]
fn a_stage_follows_the_one_it_is_in() {
    let (id, board) = board();
    let standing = &board.matters[0];
    let problem = |form: StageForm, field: &str| form.check(standing, today()).err().and_then(|found| found.of(field));
    assert_eq!(problem(stage("assigned", "26/11/2026"), "stage"), Some(Problem::Conflicting));
    assert_eq!(problem(stage("asked", "22/11/2026"), "on"), Some(Problem::DateInPast));
    assert_eq!(problem(stage("asked", "27/11/2026"), "on"), Some(Problem::DateInFuture));
    assert_eq!(problem(stage("ended", "26/11/2026"), "outcome"), Some(Problem::Missing));
    let form = StageForm { outcome: "success".into(), ..stage("asked", "26/11/2026") };
    assert_eq!(problem(form, "outcome"), Some(Problem::Conflicting));
    let next = NextForm { next: "bring_papers".into(), next_on: "30/11/2026".into() };
    let form = StageForm { next, words: "nợ lương ba tháng".into(), ..stage("asked", "26/11/2026") };
    let told = form.check(standing, today()).expect("a stage");
    assert_eq!(told.matter, id);
    let progress = told.progress();
    assert_eq!((progress.stage, progress.next), (Stage::LegalAsked, Some(NextStep::BringPapers)));
    let board = Board::of([(id, matter()), (Uuid::from_u128(2), LegalEntry::Stage(told.clone()))]);
    assert_eq!(board.matters[0].stage(), LegalStage::Asked);
    let stopped = StageForm { stage: "stopped".into(), ..form }.check(standing, today()).expect("a stage");
    let over = Board::of([(id, matter()), (Uuid::from_u128(3), LegalEntry::Stage(stopped))]);
    assert!(over.matters[0].is_over() && !board.matters[0].is_over());
    // A stage of what is not held any more is left out.
    assert!(Board::of([(Uuid::from_u128(2), LegalEntry::Stage(told))]).matters.is_empty());
}

#[test]
fn a_paper_goes_its_way() {
    let form = PaperForm { kind: "identity_card".into(), missing: "giấy khai sinh".into(), ..PaperForm::default() };
    let paper = form.check(today()).expect("a paper");
    let problem = |form: PaperForm, field: &str| form.check(today()).err().and_then(|found| found.of(field));
    let handed_in = PaperForm { handed_in_on: "20/11/2026".into(), ..form.clone() };
    assert_eq!(problem(handed_in.clone(), "handed_in_at"), Some(Problem::Missing));
    let handed_in = PaperForm { handed_in_at: "commune".into(), collect_on: "24/11/2026".into(), ..handed_in };
    let waiting = handed_in.check(today()).expect("a paper");
    assert_eq!(waiting.late(today()), Some(2));
    let received = PaperForm { received_on: "26/11/2026".into(), ..handed_in.clone() };
    assert_eq!(received.check(today()).ok().and_then(|paper| paper.late(today())), None);
    assert_eq!(
        problem(PaperForm { collect_on: "19/11/2026".into(), ..handed_in }, "collect_on"),
        Some(Problem::DateInPast)
    );
    assert_eq!(problem(PaperForm { received_on: "26/11/2026".into(), ..form }, "handed_in_on"), Some(Problem::Missing));
    let (first, second) = (Uuid::from_u128(7), Uuid::from_u128(8));
    let later = super::Paper { replaces: Some(first), ..waiting };
    let board = Board::of([(first, LegalEntry::Paper(paper)), (second, LegalEntry::Paper(later))]);
    assert!(board.papers.len() == 1 && board.papers[0].0 == second, "the later stands in its place");
}

#[test]
fn a_ground_that_tells_nothing_stands_first_and_what_somebody_lives_on_is_none() {
    let form = EligibilityForm {
        grounds: vec!["hiv".into(), "domestic_violence".into(), "poor_household".into()],
        difficulty: String::new(),
    };
    let found = form.check().expect("an answer");
    assert_eq!(found.fits[0].ground, Ground::PoorHousehold);
    assert!(found.free_without_telling() && found.fits[1..].iter().all(|fit| !fit.enough));
    let form = EligibilityForm { grounds: vec!["hiv".into()], difficulty: "yes".into() };
    let found = form.check().expect("an answer");
    assert!(found.free() && !found.free_without_telling());
    assert_eq!(found.fits[0].discloses, Some(Disclosure::Hiv));
    assert!(!EligibilityForm::default().check().expect("an answer").free());
    let other = EligibilityForm { grounds: vec!["sex_work".into()], ..EligibilityForm::default() };
    assert_eq!(other.check().err().and_then(|problems| problems.of("grounds")), Some(Problem::NotAChoice));
}

#[test]
fn the_first_clock_that_is_over_counts() {
    let on = |on: &str| {
        let form = MatterForm { matter: "labour".into(), on: on.into(), ..MatterForm::default() };
        LegalEntry::Matter(form.check(today()).expect("a matter"))
    };
    let [first, second] = [1, 2].map(Uuid::from_u128);
    let board = Board::of([(first, on("23/11/2026")), (second, on("20/11/2026"))]);
    let due = |id| board.matter(id).expect("it is there").due();
    assert!(due(second) < due(first), "both clocks run");
    assert_eq!(board.first_due(), due(second));
    assert_eq!(Board::default().first_due(), None);
    let later = Board::of([(first, on("23/11/2026"))]);
    assert!(board.turn() < later.turn() && later.turn() < Board::default().turn());
}
