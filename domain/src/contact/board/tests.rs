use super::hint::{Hint, hints};
use super::{Board, Counts, Entry, Loop, WEEKS, begins, is_counted};
use crate::contact::{Contact, ContactForm};
use crate::id::{AccountId, OrganisationId};
use crate::referral::{ReferralState, Service};
use crate::referral_chart::Course;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

const XUAN: AccountId = AccountId(Uuid::from_u128(1));
const MAI: AccountId = AccountId(Uuid::from_u128(2));

fn contact(form: ContactForm, condoms: usize) -> Contact {
    let form = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        sex: "female".into(),
        age: "25_29".into(),
        condoms: condoms.to_string(),
        ..form
    };
    form.check(NaiveDate::MIN, |_| true).expect("whole")
}

fn anonymous(condoms: usize) -> Contact {
    contact(ContactForm { whom: "anonymous".into(), ..ContactForm::default() }, condoms)
}

fn known(code: &str, referral: &str) -> Contact {
    let form = ContactForm { whom: "known".into(), code: code.into(), ..ContactForm::default() };
    contact(ContactForm { referral: referral.into(), ..form }, 0)
}

/// A Tuesday, two in the afternoon in Vietnam.
fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_503_600 + 60 * minutes, 0).expect("a moment")
}

fn entries(contacts: &[Contact], at: impl Fn(usize) -> DateTime<Utc>) -> Vec<Entry<'_>> {
    contacts.iter().enumerate().map(|(n, contact)| Entry { by: XUAN, at: at(n), contact }).collect()
}

fn spread(n: usize) -> DateTime<Utc> {
    at(20 * n as i64)
}

#[test]
fn a_plain_day_asks_nothing() {
    let contacts: Vec<_> = (0..12).map(|n| anonymous(n % 4)).collect();
    assert_eq!(hints(&entries(&contacts, spread)), []);
    assert_eq!(hints(&[]), []);
}

#[test]
fn many_in_a_minute_are_asked_about_and_a_phone_that_sends_at_once_is_not() {
    let mut contacts: Vec<_> = (0..5).map(anonymous).collect();
    assert_eq!(hints(&entries(&contacts, |_| at(0))), [(Hint::SameMinute, 5)]);
    assert_eq!(hints(&entries(&contacts[..3], |_| at(0))), [(Hint::SameMinute, 3)]);
    assert_eq!(hints(&entries(&contacts[..2], |_| at(0))), [], "two may well be");
    let in_two = |n: usize| at(n as i64 % 2);
    assert_eq!(hints(&entries(&contacts, in_two)), [(Hint::SameMinute, 3)], "three in one and two in the next");
    for contact in &mut contacts {
        contact.met_on = Some(crate::date::local_date(at(0)));
    }
    assert_eq!(hints(&entries(&contacts, |_| at(0))), []);
}

#[test]
fn the_same_numbers_every_time_are_asked_about() {
    let mut contacts: Vec<_> = (0..10).map(|_| anonymous(10)).collect();
    assert_eq!(hints(&entries(&contacts, spread)), [(Hint::SameCounts, 10)]);
    contacts[0] = anonymous(3);
    assert_eq!(hints(&entries(&contacts, spread)), [(Hint::SameCounts, 9)], "nine of ten");
    contacts[1] = anonymous(4);
    assert_eq!(hints(&entries(&contacts, spread)), []);
    let nothing: Vec<_> = (0..20).map(|_| anonymous(0)).collect();
    assert_eq!(hints(&entries(&nothing, spread)), [], "who gives nothing gives nothing twice");
    assert_eq!(hints(&entries(&contacts[2..], spread)), [], "too few to say");
}

#[test]
fn what_waited_long_is_asked_about() {
    let mut contacts: Vec<_> = (0..4).map(anonymous).collect();
    let today = crate::date::local_date(at(0));
    for (contact, days) in contacts.iter_mut().zip([7, 8, 9, 30]) {
        contact.met_on = Some(today - TimeDelta::days(days));
    }
    assert_eq!(hints(&entries(&contacts, |_| at(0))), [(Hint::LongAfter, 3)]);
}

#[test]
fn a_few_at_night_are_asked_about_and_who_works_at_night_is_not() {
    let contacts: Vec<_> = (0..8).map(anonymous).collect();
    // Two in the night is twelve hours after two in the afternoon.
    let some = |nights: usize| {
        let when = move |n| if n < nights { spread(n) + TimeDelta::hours(12) } else { spread(n) };
        hints(&entries(&contacts, when))
    };
    assert_eq!(some(2), []);
    assert_eq!(some(3), [(Hint::AtNight, 3)]);
    assert_eq!(some(4), [], "half of them: that is how she works");
    assert_eq!(some(8), []);
    // Fifteen hours after two in the afternoon it is five.
    let around_five = |minutes: i64| {
        let when = move |n: usize| if n < 3 { at(15 * 60 + minutes + n as i64) } else { spread(n) };
        hints(&entries(&contacts, when))
    };
    assert_eq!(around_five(-3), [(Hint::AtNight, 3)], "until a minute before five");
    assert_eq!(around_five(0), [], "from five on");
}

#[test]
fn the_first_day_and_today_are_counted_and_none_around_them() {
    let today = crate::date::local_date(at(0));
    let mut contacts: Vec<_> = (0..4).map(anonymous).collect();
    let days = [begins(today).pred_opt(), Some(begins(today)), Some(today), today.succ_opt()];
    for (contact, day) in contacts.iter_mut().zip(days) {
        contact.met_on = day;
    }
    let board = Board::of(entries(&contacts, spread), today);
    assert_eq!((board.all.contacts, board.all.days), (2, 2));
    assert_eq!((board.weeks[0].1.contacts, board.weeks[WEEKS - 1].1.contacts), (1, 1));
}

#[test]
fn who_wants_a_referral_was_offered_one() {
    let mut contacts = [anonymous(0), anonymous(0), anonymous(0)];
    contacts[0].wants_referral = true;
    contacts[1].referral_offered = true;
    let board = Board::of(entries(&contacts, spread), crate::date::local_date(at(0)));
    assert_eq!((board.all.offered, board.all.wanted), (2, 1));
}

#[test]
fn contacts_are_not_people() {
    let today = crate::date::local_date(at(0));
    let code = crate::client::ClientCode::from_random([7; 8]);
    let group = contact(ContactForm { whom: "group".into(), people: "6".into(), ..ContactForm::default() }, 0);
    let (first, second) = (known(code.as_str(), "yes"), known(code.as_str(), "not_now"));
    let contacts = [anonymous(1), group, first, second.clone(), second];
    let mut all = entries(&contacts, spread);
    // The second time with her is a week earlier, by somebody else; the third is too long ago.
    (all[3].by, all[3].at) = (MAI, at(0) - TimeDelta::days(7));
    all[4].at = at(0) - TimeDelta::days(7 * WEEKS as i64);
    let board = Board::of(all, today);
    assert_eq!(board.weeks.len(), WEEKS);
    assert_eq!(board.weeks[0].0, begins(today));
    let counts = Counts { contacts: 4, anonymous: 1, groups: 1, heads: 6, ..Counts::default() };
    let counts = Counts { new: 1, again: 1, people: 1, offered: 2, wanted: 1, days: 2, ..counts };
    assert_eq!(board.all, counts);
    assert_eq!((board.by[&MAI].new, board.by[&XUAN].new, board.by[&XUAN].again), (1, 0, 1));
    let last_two: Vec<_> = board.weeks[WEEKS - 2..].iter().map(|(_, week)| (week.contacts, week.people)).collect();
    assert_eq!(last_two, [(1, 1), (3, 1)], "one person in each week, and one in both");
}

#[test]
fn a_day_is_counted_from_the_first_monday_until_today() {
    let today = crate::date::local_date(at(0));
    let day = TimeDelta::days(1);
    let counted = [begins(today) - day, begins(today), today, today + day].map(|on| is_counted(on, today));
    assert_eq!(counted, [false, true, true, false]);
}

#[test]
fn the_loop_is_of_the_referrals_sent_in_these_weeks() {
    let today = crate::date::local_date(at(0));
    let course = |sent_on: NaiveDate, then: &[ReferralState]| {
        let states: Vec<_> = [ReferralState::Issued].iter().chain(then).map(|state| (*state, sent_on)).collect();
        Course::of(Service::CheckUp, (OrganisationId(Uuid::nil()), "Hoa Sen".into()), &states).expect("states")
    };
    let courses = [
        course(today, &[]),
        course(today, &[ReferralState::Accepted]),
        course(begins(today), &[ReferralState::Served]),
        course(begins(today), &[ReferralState::Served, ReferralState::Completed]),
        course(begins(today) - TimeDelta::days(1), &[ReferralState::Served, ReferralState::Completed]),
    ];
    let contacts = Counts { offered: 9, wanted: 7, ..Counts::default() };
    let expected = Loop { offered: 9, wanted: 7, issued: 4, served: 2, completed: 1 };
    assert_eq!(Loop::of(&contacts, &courses, today), expected);
}
