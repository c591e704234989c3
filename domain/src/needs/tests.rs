use super::{Board, NeedDomain, NeedForm, NeedStage, NeedStep, NeedWordsForm};
use crate::counselling::CounsellingForm;
use crate::date::display;
use crate::problem::Problem;
use chrono::{Days, NaiveDate};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

fn step(domain: NeedDomain, stage: NeedStage, on: u32) -> NeedStep {
    NeedStep { domain, stage, on: day(on), urgency: None, wish: None }
}

fn form(stage: &str, on: NaiveDate) -> NeedForm {
    NeedForm { domains: vec!["mind".into(), "law".into()], stage: stage.into(), on: display(on), ..NeedForm::default() }
}

#[test]
fn the_first_day_of_a_stage_stands_and_of_yes_and_no_the_last() {
    let mind = NeedDomain::Mind;
    let steps = [
        step(mind, NeedStage::Expressed, 5),
        step(mind, NeedStage::Expressed, 3),
        step(mind, NeedStage::Offered, 6),
        step(mind, NeedStage::Declined, 6),
        step(mind, NeedStage::Accepted, 9),
        step(mind, NeedStage::FirstService, 12),
    ];
    let board = Board::of(&steps[..4]);
    assert_eq!(board.need(mind).stands(), Some(NeedStage::Declined));
    let board = Board::of(&steps);
    let need = board.need(mind);
    assert_eq!((need.expressed, need.offered), (Some(day(3)), Some(day(6))));
    assert_eq!((need.accepted, need.declined), (Some(day(9)), None));
    assert_eq!(need.stands(), Some(NeedStage::FirstService));
    assert_eq!(board.begun().count(), 1);
    assert_eq!(Board::default().begun().count(), 0);
}

#[test]
fn an_answer_follows_an_offer_and_a_first_service_comes_once() {
    let board = Board::of(&[step(NeedDomain::Mind, NeedStage::Offered, 6)]);
    assert_eq!(board.takes(&step(NeedDomain::Mind, NeedStage::Accepted, 6)), Ok(()));
    assert_eq!(board.takes(&step(NeedDomain::Mind, NeedStage::Declined, 5)), Err(Problem::Conflicting));
    assert_eq!(board.takes(&step(NeedDomain::Law, NeedStage::Accepted, 6)), Err(Problem::Conflicting));
    let board = Board::of(&[step(NeedDomain::Mind, NeedStage::FirstService, 6)]);
    assert_eq!(board.takes(&step(NeedDomain::Mind, NeedStage::FirstService, 7)), Err(Problem::Taken));
}

#[test]
fn several_needs_of_one_day_are_several_steps() {
    let form = NeedForm { urgency: "3".into(), wish: "Muốn ngủ được".into(), ..form("expressed", day(20)) };
    let steps = form.check(&Board::default(), day(20)).unwrap_or_else(|_| panic!("complete"));
    let domains: Vec<_> = steps.iter().map(|step| step.domain).collect();
    assert_eq!(domains, [NeedDomain::Mind, NeedDomain::Law]);
    assert!(steps.iter().all(|step| step.urgency == Some(3) && step.wish.is_some()));
    let board = Board::of(&steps);
    assert_eq!(board.need(NeedDomain::Law).urgency, Some(3));
}

#[test]
fn everything_wrong_is_said_at_once() {
    let today = day(20);
    let problems = NeedForm::default().check(&Board::default(), today).err().expect("empty");
    for field in ["domains", "stage", "on"] {
        assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
    }
    let wrong = NeedForm { urgency: "4".into(), ..form("accepted", today + Days::new(1)) };
    let problems = wrong.check(&Board::default(), today).err().expect("wrong");
    assert_eq!(problems.of("urgency"), Some(Problem::NotAChoice));
    assert_eq!(problems.of("on"), Some(Problem::DateInFuture));
    let problems = form("accepted", today).check(&Board::default(), today).err().expect("never offered");
    assert_eq!(problems.of("stage"), Some(Problem::Conflicting));
}

#[test]
fn a_session_gives_the_first_service_of_what_she_said_she_needs() {
    let session = |attendance: &str| {
        let form = CounsellingForm {
            kind: "psychological".into(),
            attendance: attendance.into(),
            held_on: display(day(22)),
            agreed: "Hẹn lại".into(),
            services: if attendance == "came" { vec!["help_with_papers".into(), "urgent_help".into()] } else { vec![] },
            ..CounsellingForm::default()
        };
        form.check(day(22)).unwrap_or_else(|problems| panic!("{problems:?}"))
    };
    let said = [
        step(NeedDomain::Mind, NeedStage::Expressed, 3),
        step(NeedDomain::Law, NeedStage::Expressed, 3),
        step(NeedDomain::Law, NeedStage::FirstService, 4),
    ];
    let board = Board::of(&said);
    let given = board.first_services(&session("came"));
    assert_eq!(given.len(), 1, "papers had their first service, housing was never said");
    assert_eq!((given[0].domain, given[0].on), (NeedDomain::Mind, day(22)));
    assert!(board.first_services(&session("did_not_come")).is_empty());
}

#[test]
fn words_go_on_from_what_was_written() {
    let form = NeedWordsForm { strengths: "Có chị gái ở gần".into(), words: String::new() };
    let words = form.check().unwrap_or_else(|_| panic!("words"));
    assert!(words.words.is_none());
    assert_eq!(NeedWordsForm::of(&words).strengths, form.strengths);
    let long = NeedWordsForm { words: "a".repeat(super::WORDS_MAX + 1), ..form };
    assert_eq!(long.check().err().expect("long").of("words"), Some(Problem::TooLong { max: super::WORDS_MAX }));
}
