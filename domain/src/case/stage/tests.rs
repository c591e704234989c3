use super::{Records, Stage};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn records(risk: bool, needs: bool, newest_plan: i64, approved_plan: i64) -> Records {
    Records { risk, needs, newest_plan, approved_plan }
}

#[test]
fn a_case_goes_from_step_to_step_as_records_are_added() {
    let tomorrow = Some(today() + Days::new(1));
    for (records, review_on, stage) in [
        (Records::default(), None, Stage::Intake),
        (records(true, false, 0, 0), None, Stage::Intake),
        (records(false, true, 0, 0), None, Stage::Intake),
        (records(true, true, 0, 0), None, Stage::Plan),
        // Written before everything was asked; and its day is nothing while nobody approved it.
        (records(false, false, 1, 0), tomorrow, Stage::Plan),
        (records(true, true, 3, 0), Some(today()), Stage::Plan),
        (records(true, true, 3, 3), tomorrow, Stage::Support),
        (records(true, true, 3, 3), None, Stage::Support),
        (records(true, true, 3, 3), Some(today()), Stage::Review),
        (records(true, true, 4, 3), tomorrow, Stage::Review),
        (records(true, true, 4, 4), tomorrow, Stage::Support),
    ] {
        assert_eq!(Stage::of(&records, review_on, false, today()), stage, "{records:?} {review_on:?}");
        assert_eq!(Stage::of(&records, review_on, true, today()), Stage::Closed, "whatever else is there");
    }
}

#[test]
fn the_five_are_counted_in_their_order() {
    assert!(Stage::ALL.iter().map(|stage| stage.number()).eq(1..=5));
}

proptest! {
    #[test]
    fn one_more_record_never_leads_back(
        risk: bool, needs: bool, newest in 0_i64..4, approved in 0_i64..4, ahead in -2_i64..3,
    ) {
        let before = records(risk, needs, newest.max(approved), approved);
        let on = Some(today() + chrono::TimeDelta::days(ahead));
        let at = |records: &Records| Stage::of(records, on, false, today()).number();
        for more in [
            Records { risk: true, ..before },
            Records { needs: true, ..before },
            Records { newest_plan: before.newest_plan + 1, ..before },
        ] {
            prop_assert!(at(&more) >= at(&before), "{:?}", more);
        }
    }
}
