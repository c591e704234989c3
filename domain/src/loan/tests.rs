use super::{Programme, Stage, StepForm, WhyTargeted};
use crate::livelihood::Chain;
use crate::problem::Problem;
use chrono::NaiveDate;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day")
}

fn step(stage: &str) -> StepForm {
    StepForm { stage: stage.into(), on: "01/06/2026".into(), ..StepForm::default() }
}

#[test]
fn the_programmes_for_everybody_come_first() {
    let (last, ordinary) = Programme::ALL.split_last().expect("there are some");
    assert_eq!(*last, Programme::Decision29);
    assert!(last.discloses() && ordinary.iter().all(|programme| !programme.discloses()));
}

#[test]
fn the_one_that_tells_the_commune_is_there_only_after_her_own_yes() {
    let mut chain = Chain::default();
    chain.add(step("advice").check(&chain, today()).expect("a step"));
    let ordinary = StepForm { programme: "near_poor".into(), ..step("file") };
    assert!(ordinary.check(&chain, today()).is_ok_and(|step| step.why_targeted.is_none()));
    let targeted = StepForm { programme: "decision_29".into(), ..step("file") };
    let problems = targeted.check(&chain, today()).err().expect("problems");
    assert_eq!((problems.of("warned"), problems.of("why_targeted")), (Some(Problem::Missing), Some(Problem::Missing)));
    let confirmed = StepForm { warned: "yes".into(), why_targeted: "her_choice".into(), ..targeted };
    let step = confirmed.check(&chain, today()).expect("a step");
    assert_eq!(step.why_targeted, Some(WhyTargeted::HerChoice));
}

#[test]
fn an_amount_stands_where_she_has_the_money_and_nowhere_else() {
    let mut chain = Chain::default();
    for form in [step("advice"), StepForm { programme: "poor".into(), ..step("file") }, step("appraisal")] {
        let with = StepForm { amount: "20.000.000".into(), ..form };
        let step = with.check(&chain, today()).expect("a step");
        assert_eq!(step.amount, None);
        chain.add(step);
    }
    assert_eq!(step("disbursed").check(&chain, today()).err().expect("problems").of("amount"), Some(Problem::Missing));
    let given = StepForm { amount: "20.000.000".into(), ..step("disbursed") };
    let given = given.check(&chain, today()).expect("a step");
    assert_eq!((given.stage, given.amount), (Stage::Disbursed, Some(20_000_000)));
}
