use super::{Age, Signs};
use crate::case::{NextStep, Step};
use crate::risk::RiskLevel;
use chrono::{Days, NaiveDate};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn late(step: Step, days: u64) -> Signs {
    Signs { next: Some(NextStep { step, on: today() - Days::new(days) }), risk: None }
}

#[test]
fn ages_begin_where_they_say() {
    let ages = [0, 1, 6, 7, 13, 14, 29, 30, 400].map(|days| late(Step::Session, days).overdue(today()));
    use Age::{Days, Fortnight, Month, Week};
    let bands = [None, Some(Days), Some(Days), Some(Week), Some(Week), Some(Fortnight), Some(Fortnight)];
    assert_eq!(ages[..7], bands);
    assert_eq!(ages[7..], [Some(Month), Some(Month)]);
    assert_eq!(Signs::default().overdue(today()), None);
}

#[test]
fn every_sign_only_adds() {
    let weight = |signs: Signs| signs.weight(today());
    assert_eq!(weight(late(Step::Session, 0)), 2);
    assert_eq!(weight(Signs::default()), 3, "what is next is to be found out");
    assert_eq!(weight(late(Step::FollowUp, 0)), 3);
    let ages: Vec<_> = [0, 1, 7, 14, 30].map(|days| weight(late(Step::Session, days))).to_vec();
    assert!(ages.windows(2).all(|two| two[0] < two[1]), "{ages:?}");
    let levels: Vec<_> = RiskLevel::ALL
        .iter()
        .rev()
        .map(|level| weight(Signs { risk: Some(*level), ..late(Step::Session, 0) }))
        .collect();
    assert_eq!(levels, [2, 3, 5, 7]);
}
