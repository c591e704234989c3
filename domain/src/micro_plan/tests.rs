use super::{Due, MicroPlan, Noted, Reminder};
use crate::client::ClientCode;
use crate::contact::{Contact, ContactForm};
use chrono::{Days, NaiveDate};
use proptest::prelude::{any, prop, proptest};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day")
}

fn ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

fn code(number: u8) -> ClientCode {
    ClientCode::from_random([number; 8])
}

/// Met so many days ago, by this code.
fn met(number: u8, days: u64) -> Noted {
    let reminder = Reminder {
        code: Some(code(number)),
        commune: "03646".into(),
        met_on: ago(days),
        follow_up_on: None,
        offered_check: true,
        wants_referral: false,
    };
    Noted { reminder, taken_over: false }
}

fn due(noted: &[Noted]) -> Vec<Vec<Due>> {
    MicroPlan::of(noted, today()).communes.into_values().flatten().map(|person| person.due).collect()
}

#[test]
fn who_was_not_seen_for_more_than_thirty_days_is_due() {
    assert!(due(&[met(1, 30)]).is_empty());
    assert_eq!(due(&[met(1, 31)]), [[Due::Unseen(31)]]);
    assert!(due(&[met(1, 31), met(1, 2)]).is_empty(), "seen since");
    assert_eq!(due(&[met(1, 31), met(2, 2)]).len(), 1, "another was");
}

#[test]
fn what_was_agreed_on_is_due_in_its_month_until_she_is_seen() {
    let agreed = |on: NaiveDate| {
        let mut one = met(1, 5);
        one.reminder.follow_up_on = Some(on);
        one
    };
    let last = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
    assert_eq!(due(&[agreed(last)]), [[Due::FollowUp(last)]]);
    assert!(due(&[agreed(last + Days::new(1))]).is_empty(), "next month");
    assert_eq!(due(&[agreed(ago(2))]), [[Due::FollowUp(ago(2))]], "overdue stays");
    assert!(due(&[agreed(ago(2)), met(1, 1)]).is_empty(), "seen on its day or later");
    assert_eq!(due(&[agreed(last), met(1, 1)]), [[Due::FollowUp(last)]], "seen before its day, it is still owed");
}

#[test]
fn a_check_is_offered_again_after_three_months() {
    let unoffered = |days| {
        let mut one = met(1, days);
        one.reminder.offered_check = false;
        one
    };
    // 26 August and 25 August.
    assert!(due(&[met(1, 92), unoffered(1)]).is_empty());
    assert_eq!(due(&[met(1, 93), unoffered(1)]), [[Due::Check(ago(93))]]);
    assert_eq!(due(&[unoffered(93), unoffered(1)]), [[Due::Check(ago(93))]], "never offered: since she is known");
    assert!(due(&[unoffered(20)]).is_empty());
}

#[test]
fn a_wish_stands_until_the_next_time_or_until_it_is_taken_over() {
    let wishes = |days| {
        let mut one = met(1, days);
        one.reminder.wants_referral = true;
        one
    };
    assert_eq!(due(&[wishes(3)]), [[Due::Slip]]);
    assert!(due(&[wishes(3), met(1, 1)]).is_empty());
    let plan = MicroPlan::of(&[met(1, 3), Noted { taken_over: true, ..wishes(4) }], today());
    assert_eq!(plan, MicroPlan::default(), "as if she had never been met");
}

fn contact(change: impl FnOnce(&mut ContactForm)) -> Contact {
    let mut form = ContactForm {
        commune: "03646".into(),
        place: "street".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        note: "không gọi".into(),
        ..ContactForm::default()
    };
    change(&mut form);
    form.check(today(), |_| true).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn a_reminder_is_kept_only_of_who_can_be_found_again_and_says_the_least() {
    assert!(Reminder::of(&contact(|_| ()), today()).is_none());
    let group = contact(|form| (form.whom, form.people) = ("group".into(), "3".into()));
    assert!(Reminder::of(&group, today()).is_none());
    let agreed = contact(|form| {
        form.follow_up_on = "30/11/2026".into();
        form.needs = vec!["mind".into()];
        form.violence = "yes".into();
    });
    let reminder = Reminder::of(&agreed, today()).expect("to be found again");
    let kept = format!("{reminder:?}");
    for told in ["không gọi", "Street", "Mind", "Female", "From25", "Yes"] {
        assert!(!kept.contains(told), "{told}");
    }
    assert_eq!(due(&[Noted { reminder, taken_over: false }]), [[Due::FollowUp(today() + Days::new(4))]]);
    let known = contact(|form| (form.whom, form.code) = ("known".into(), code(1).as_str().to_owned()));
    assert_eq!(Reminder::of(&known, today()).expect("to be found again").code, Some(code(1)));
}

proptest! {
    /// Nobody stands twice, a plan is the same as without those who were taken over, and the order in which contacts came says
    /// nothing.
    #[test]
    fn everybody_once(told in prop::collection::vec((0_u8..6, 0_u64..200, any::<[bool; 3]>()), 0..30)) {
        let mut noted: Vec<_> = told
            .iter()
            .map(|(number, days, [wants, checked, taken])| {
                let mut one = met(*number, *days);
                one.reminder.wants_referral = *wants;
                one.reminder.offered_check = *checked;
                one.taken_over = *taken && *number == 0;
                one
            })
            .collect();
        let plan = MicroPlan::of(&noted, today());
        let mut codes: Vec<_> = plan.communes.values().flatten().map(|person| person.code.clone()).collect();
        assert_eq!(codes.len(), plan.people());
        let all = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), all);
        let gone = noted.iter().any(|one| one.taken_over);
        let others: Vec<_> = noted.iter().filter(|one| !gone || one.reminder.code != Some(code(0))).cloned().collect();
        assert_eq!(MicroPlan::of(&others, today()), plan);
        noted.reverse();
        assert_eq!(MicroPlan::of(&noted, today()), plan);
    }
}
