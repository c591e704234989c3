//! What a plan needs, what keeps its number, what is different, when it is late.

use super::{
    CarePlanForm, Change, Decision, DecisionForm, Doer, GOALS, MarkForm, Plan, StepMark, StepState, decide_by,
    differences, is_overdue, state_of,
};
use crate::needs::NeedDomain;
use crate::problem::Problem;
use chrono::NaiveDate;
use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

/// A form: for each goal its words, and its steps with a comma between.
fn form(goals: &[(&str, &str)]) -> CarePlanForm {
    let mut form = CarePlanForm::blank(day(23));
    for (fields, (words, steps)) in GOALS.iter().zip(goals) {
        form.put(fields.need, "work");
        form.put(fields.words, words);
        for (fields, step) in fields.steps.iter().zip(steps.split(',')) {
            form.put(fields.what, step);
            form.put(fields.doer, "client");
        }
    }
    form
}

fn plan(form: &CarePlanForm, before: Option<&Plan>) -> Plan {
    form.check(day(25), before).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn changes(before: &Plan, after: &Plan) -> Vec<(Change, Vec<Change>)> {
    let both = differences(Some(before), after);
    both.iter().map(|goal| (goal.change(), goal.steps.iter().map(super::StepDifference::change).collect())).collect()
}

#[test]
fn a_plan_has_a_goal_of_hers_and_each_goal_a_step() {
    let problems = CarePlanForm::default().check(day(25), None).err().expect("nothing was typed");
    assert_eq!(problems.of("g1_words"), Some(Problem::Missing));
    assert_eq!(problems.of("agreed_on"), Some(Problem::Missing));
    let mut half = CarePlanForm::blank(day(26));
    half.put("g2_measure", "Có hợp đồng");
    half.put("g3_s2_by", "32/11/2026");
    half.put("g3_need", "money");
    let problems = half.check(day(25), None).err().expect("half of it");
    for (field, problem) in [
        ("agreed_on", Problem::DateInFuture),
        ("g2_words", Problem::Missing),
        ("g2_need", Problem::Missing),
        ("g2_s1_what", Problem::Missing),
        ("g3_need", Problem::NotAChoice),
        ("g3_s2_what", Problem::Missing),
        ("g3_s2_doer", Problem::Missing),
        ("g3_s2_by", Problem::NotADate),
    ] {
        assert_eq!(problems.of(field), Some(problem), "{field}");
    }
    assert_eq!(problems.of("g1_words"), None, "an empty goal between is no goal");
}

#[test]
fn what_was_agreed_comes_back_into_the_form() {
    let mut typed = form(&[("Tôi muốn học may", "Hỏi lớp,Đăng ký"), ("Ngủ ngon", "Đi khám")]);
    typed.put("g1_measure", "Tự may được một chiếc áo");
    typed.put("g1_s1_by", "1/12/2026");
    let first = plan(&typed, None);
    assert_eq!((first.goals[0].need, first.goals[0].steps[0].doer), (NeedDomain::Work, Doer::Client));
    assert_eq!(first.review_on().to_string(), "2027-02-21");
    let again = plan(&CarePlanForm::of(&first), Some(&first));
    assert!(again == first, "with every number");
    assert!(
        changes(&first, &again)
            .iter()
            .all(|(goal, steps)| { *goal == Change::Kept && steps.iter().all(|step| *step == Change::Kept) })
    );
}

#[test]
fn what_is_shown_is_what_is_filled_and_one_more() {
    let empty = CarePlanForm::default();
    assert_eq!((empty.goals_shown().len(), empty.steps_shown(&GOALS[0]).len()), (1, 2));
    let some = form(&[("Một", "a,b,c"), ("Hai", "a")]);
    assert_eq!(some.goals_shown().len(), 3);
    assert_eq!((some.steps_shown(&GOALS[0]).len(), some.steps_shown(&GOALS[1]).len()), (4, 2));
    let full = form(&[("x", "a,b,c,d,e,f"); 6]);
    assert_eq!((full.goals_shown().len(), full.steps_shown(&GOALS[5]).len()), (6, 6));
}

#[test]
fn what_is_taken_out_leaves_its_number_to_nobody() {
    let first = plan(&form(&[("Một", "a,b"), ("Hai", "c")]), None);
    let mut next = CarePlanForm::of(&first);
    next.put("g2_gone", "yes");
    next.put("g1_s2_what", "");
    next.put("g1_s2_doer", "");
    next.put("g1_s3_what", "d");
    next.put("g1_s3_doer", "partner");
    next.put("g1_s1_doer", "worker");
    let second = plan(&next, Some(&first));
    assert_eq!(
        changes(&first, &second),
        [
            (Change::Changed, vec![Change::Changed, Change::Added, Change::Removed]),
            (Change::Removed, vec![Change::Removed])
        ]
    );
    let mut third = CarePlanForm::of(&second);
    third.put("g2_words", "Ba");
    third.put("g2_need", "mind");
    third.put("g2_s1_what", "e");
    third.put("g2_s1_doer", "client");
    // Somebody posts a number that was never given, and one that is in use.
    third.put("g2_number", "4000000000");
    third.put("g2_s1_number", &second.goals[0].number.to_string());
    let third = plan(&third, Some(&second));
    let new = [third.goals[1].number, third.goals[1].steps[0].number];
    for old in [&first, &second] {
        let mut given = old.goals.iter().flat_map(|goal| {
            std::iter::once(goal.number).chain(goal.steps.iter().map(|step| step.number)).collect::<Vec<_>>()
        });
        assert!(given.all(|number| !new.contains(&number)));
    }
    assert_eq!(changes(&second, &third)[1], (Change::Added, vec![Change::Added]));
}

#[test]
fn a_step_is_as_far_as_it_was_last_marked() {
    let plan = plan(&form(&[("Một", "a,b")]), None);
    let [a, b] = [0, 1].map(|step| plan.goals[0].steps[step].number);
    let mark = |step: u32, state: &str| MarkForm { step: step.to_string(), state: state.into() }.check(&plan);
    let marks: Vec<StepMark> = [mark(a, "done"), mark(b, "left_out"), mark(a, "open")].into_iter().flatten().collect();
    assert_eq!((marks.len(), state_of(&marks, a), state_of(&marks, b)), (3, StepState::Open, StepState::LeftOut));
    assert_eq!(state_of(&marks[..1], a), StepState::Done);
    let problems = mark(plan.goals[0].number, "").expect_err("a goal is no step");
    assert_eq!((problems.of("step"), problems.of("state")), (Some(Problem::NotAChoice), Some(Problem::Missing)));
}

#[test]
fn a_step_is_late_while_it_is_open_and_its_day_has_passed() {
    let mut typed = form(&[("Có việc làm", "Viết đơn,Nộp đơn")]);
    typed.put("g1_s1_by", "25/11/2026");
    let plan = plan(&typed, None);
    let [with_a_day, without] = &plan.goals[0].steps[..] else { panic!("two steps") };
    let late = |state, on| with_a_day.is_late(state, day(on));
    assert_eq!([24, 25, 26].map(|on| late(StepState::Open, on)), [false, false, true]);
    assert!(!late(StepState::Done, 26) && !late(StepState::LeftOut, 26));
    assert!(!without.is_late(StepState::Open, day(30)));
}

#[test]
fn who_sends_a_plan_back_says_why() {
    let form = |decision: &str, words: &str| DecisionForm { decision: decision.into(), words: words.into() }.check();
    assert!(form("approved", "").is_ok_and(|(decision, _)| decision == Decision::Approved));
    assert!(form("sent_back", "Bước 2 do ai làm?").is_ok());
    assert_eq!(form("sent_back", " ").err().expect("no words").of("words"), Some(Problem::Missing));
    assert_eq!(form("", "").err().expect("nothing").of("decision"), Some(Problem::Missing));
}

/// 2026-11-23 is a Monday: five working days are over on the next Monday.
#[test]
fn five_working_days_are_no_week_with_a_holiday_in_it() {
    assert_eq!(decide_by(day(23)).to_string(), "2026-11-30");
    assert_eq!(decide_by(day(28)).to_string(), "2026-12-04", "from a Saturday");
    assert!(!is_overdue(day(23), day(30)) && is_overdue(day(23), NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day")));
    let new_year = NaiveDate::from_ymd_opt(2025, 12, 29).expect("a Monday");
    assert_eq!(decide_by(new_year).to_string(), "2026-01-06", "the first of January is no working day");
}

fn any_goals() -> impl Strategy<Value = Vec<(String, String)>> {
    let steps = prop::collection::vec("[a-c]{1,2}", 1..4).prop_map(|steps| steps.join(","));
    prop::collection::vec(("[A-C]{1,2}", steps), 1..5)
}

proptest! {
    /// Whatever two versions are, turned about what was added was removed, and nothing is lost or told twice.
    #[test]
    fn a_difference_turned_about_is_the_same_one(old in any_goals(), new in any_goals(), keep in 0..3_usize) {
        let goals = |typed: &[(String, String)]| {
            let typed: Vec<_> = typed.iter().map(|(words, steps)| (words.as_str(), steps.as_str())).collect();
            form(&typed)
        };
        let before = plan(&goals(&old), None);
        let mut next = goals(&new);
        // As if so many goals had been there before.
        for (fields, goal) in GOALS.iter().zip(&before.goals).take(keep) {
            next.put(fields.number, &goal.number.to_string());
        }
        let after = plan(&next, Some(&before));
        let (there, back) = (changes(&before, &after), changes(&after, &before));
        let count = |all: &[(Change, Vec<Change>)], of| all.iter().filter(|(change, _)| *change == of).count();
        prop_assert_eq!(count(&there, Change::Added), count(&back, Change::Removed));
        prop_assert_eq!(count(&there, Change::Changed), count(&back, Change::Changed));
        prop_assert_eq!(there.len(), before.goals.len() + count(&there, Change::Added));
        prop_assert!(differences(None, &after).iter().all(|goal| goal.change() == Change::Added));
    }
}
