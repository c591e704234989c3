//! Rules of a contact, and of what a phone saves.

use super::{
    Asked, BATCH_MAX, Contact, ContactForm, GIVEN_MAX, Given, Met, NOTE_MAX, SEALED_MAX, SavedContact, day_of, frame,
    read_batch,
};
use crate::client::ClientCode;
use crate::id::{AccountId, ContactId, PhoneId};
use crate::problem::{Problem, Problems};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::{any, prop, proptest};
use uuid::Uuid;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

/// A phone has words for whatever is found.
fn check(form: &ContactForm) -> Result<Contact, Problems> {
    form.check(day(), |_| true).inspect_err(|problems| {
        assert!(problems.iter().all(|(_, found)| ContactForm::PROBLEMS.contains(&found)));
    })
}

fn form() -> ContactForm {
    ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        condoms: "10".into(),
        ..ContactForm::default()
    }
}

#[test]
fn counters_left_alone_are_zero_and_what_was_not_asked_is_not_no() {
    let contact = check(&form()).expect("a whole form");
    assert_eq!((contact.given.condoms, contact.given.lubricant, contact.given.needles), (10, 0, 0));
    assert_eq!((contact.symptoms, contact.violence), (Asked::NotAsked, Asked::NotAsked));
    assert!(!contact.referral_offered && !contact.wants_referral);
    let not_now = check(&ContactForm { referral: "not_now".into(), ..form() }).expect("a whole form");
    assert!(not_now.referral_offered && !not_now.wants_referral);
    let wanted = check(&ContactForm { referral: "yes".into(), ..form() }).expect("a whole form");
    let waits = [&contact, &not_now, &wanted].map(|one| one.waits_for_a_referral(false));
    assert_eq!((waits, wanted.waits_for_a_referral(true)), ([false, false, true], false));
}

/// What a contact says of who was met: a client by her code, or somebody unknown and perhaps a child.
#[test]
fn whom_a_contact_was_with() {
    let (hers, other) = (ClientCode::from_random([1; 8]), ClientCode::from_random([2; 8]));
    let mut contact = check(&form()).expect("a whole form");
    assert!(!contact.is_with(&hers) && !contact.is_with_a_child());
    contact.met = Met::Known { code: hers.clone() };
    assert!(contact.is_with(&hers) && !contact.is_with(&other) && !contact.is_with_a_child());
    let child = check(&ContactForm { age: "u18".into(), ..form() }).expect("a whole form");
    assert!(child.is_with_a_child() && !child.is_with(&hers));
}

#[test]
fn each_kind_is_counted_under_its_own_name() {
    let given = Given { condoms: 1, female_condoms: 2, lubricant: 3, needles: 4, self_tests: 5, leaflets: 6 };
    let names = ["condoms", "female_condoms", "lubricant", "needles", "self_tests", "leaflets"];
    assert!(given.all().into_iter().eq(names.into_iter().zip(1..)));
}

#[test]
fn wrong_numbers_and_codes_are_told_at_their_fields() {
    let wrong = ContactForm {
        condoms: "501".into(),
        lubricant: "-1".into(),
        self_tests: "mười".into(),
        violence: "maybe".into(),
        needs: vec!["money".into()],
        follow_up_on: "22/11/2026".into(),
        age: "18_24".into(),
        ..form()
    };
    let problems = wrong.check(day(), |_| false).err().expect("all wrong");
    assert_eq!(problems.of("condoms"), Some(Problem::OutOfRange { min: 0, max: GIVEN_MAX }));
    assert_eq!(problems.of("lubricant"), Some(Problem::NotANumber));
    assert_eq!(problems.of("self_tests"), Some(Problem::NotANumber));
    assert_eq!(problems.of("follow_up_on"), Some(Problem::DateInPast));
    for field in ["commune", "violence", "needs", "age"] {
        assert_eq!(problems.of(field), Some(Problem::NotAChoice), "{field}");
    }
}

#[test]
fn what_is_at_the_edge_is_right() {
    let edge = ContactForm { condoms: "500".into(), follow_up_on: "23/11/2026".into(), ..form() };
    let contact = check(&edge).expect("all there is of it");
    assert_eq!((contact.given.condoms, contact.follow_up_on), (500, Some(day())));
    let known = ContactForm { whom: "known".into(), code: "x".into(), ..form() };
    let wrong = ContactForm { commune: String::new(), referral: "maybe".into(), ..known };
    let problems = check(&wrong).err().expect("all wrong");
    assert_eq!(problems.of("commune"), Some(Problem::Missing));
    assert_eq!(problems.of("referral"), Some(Problem::NotAChoice));
    assert_eq!(problems.of("code"), Some(Problem::BadCode));
    let yes = check(&ContactForm { referral: "yes".into(), ..form() }).expect("a whole form");
    assert!(yes.referral_offered && yes.wants_referral);
}

#[test]
fn a_number_of_a_person_is_caught_wherever_it_is_typed() {
    let phone = ContactForm { note: "gọi 0912 345 678 sau 9 giờ".into(), ..form() };
    assert_eq!(check(&phone).err().expect("a phone").of("note"), Some(Problem::LooksPersonal));
    let known = ContactForm { whom: "known".into(), code: "0912 345 678".into(), ..form() };
    assert_eq!(check(&known).err().expect("a phone").of("code"), Some(Problem::LooksPersonal));
    let safe = ContactForm { note: "không gọi sau 21:30".into(), ..form() };
    assert!(check(&safe).expect("names nobody").note.is_some());
}

#[test]
fn a_note_is_short_and_a_day_is_a_day() {
    let long = ContactForm { note: "dài".repeat(NOTE_MAX), follow_up_on: "31/2/2027".into(), ..form() };
    let problems = check(&long).err().expect("both wrong");
    assert_eq!(problems.of("note"), Some(Problem::TooLong { max: NOTE_MAX }));
    assert_eq!(problems.of("follow_up_on"), Some(Problem::NotADate));
}

#[test]
fn a_group_has_at_least_two() {
    let group = ContactForm { whom: "group".into(), people: "1".into(), ..form() };
    assert_eq!(
        check(&group).err().expect("one is no group").of("people"),
        Some(Problem::OutOfRange { min: 2, max: 50 })
    );
    for (typed, people) in [("2", 2), ("50", 50)] {
        let group = ContactForm { whom: "group".into(), people: typed.into(), ..form() };
        assert_eq!(check(&group).expect("a group").met, Met::Group { people });
    }
    let crowd = ContactForm { whom: "group".into(), people: "51".into(), ..form() };
    let problems = check(&crowd).err().expect("that is a meeting");
    assert_eq!(problems.of("people"), Some(Problem::OutOfRange { min: 2, max: 50 }));
}

fn saved(saved_at: DateTime<Utc>) -> SavedContact {
    let (account, phone) = (AccountId(Uuid::nil()), PhoneId(Uuid::nil()));
    SavedContact { account, phone, saved_at: saved_at.timestamp_millis(), form: form() }
}

#[test]
fn a_clock_that_is_wrong_by_years_does_not_move_the_day() {
    let now = DateTime::from_timestamp(1_795_000_000, 0).expect("a time");
    let today = crate::date::local_date(now);
    assert_eq!(saved(now - TimeDelta::days(9)).day(now), today - TimeDelta::days(9));
    // Just past ten in the evening before.
    assert_eq!(saved(now - TimeDelta::hours(20)).day(now), today - TimeDelta::days(1));
    let longest = now - TimeDelta::days(62);
    assert_eq!(saved(longest).day(now), today - TimeDelta::days(62));
    assert_eq!(saved(longest - TimeDelta::seconds(1)).day(now), today, "it is no contact that waited");
    let last = DateTime::<Utc>::MAX_UTC;
    for wrong in [now - TimeDelta::days(3000), now + TimeDelta::days(3000), now + TimeDelta::hours(20), last] {
        assert_eq!(saved(wrong).day(now), today);
    }
    assert_eq!(SavedContact { saved_at: i64::MAX, ..saved(now) }.day(now), today);
}

#[test]
fn whatever_a_phone_takes_for_the_time_is_of_a_day() {
    let now = DateTime::from_timestamp(1_795_000_000, 0).expect("a time");
    assert_eq!(day_of(now.timestamp_millis()), crate::date::local_date(now));
    assert_eq!(day_of(DateTime::<Utc>::MAX_UTC.timestamp_millis()), NaiveDate::MAX);
    assert_eq!(day_of(i64::MAX), NaiveDate::default(), "no moment at all");
}

proptest! {
    /// What was framed is read back; whatever is cut off, or is more than a batch, is nothing.
    #[test]
    fn a_batch_is_read_whole_or_not_at_all(
        texts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..8), cut in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let id = |number: usize| ContactId(Uuid::from_u128(number as u128));
        let bytes: Vec<u8> =
            texts.iter().enumerate().flat_map(|(number, text)| frame(id(number), text).expect("small")).collect();
        let read = read_batch(&bytes).expect("a batch");
        let same: Vec<_> = texts.iter().enumerate().map(|(number, text)| (id(number), &text[..])).collect();
        assert_eq!(read, same);
        if !bytes.is_empty() {
            let part = &bytes[..cut.index(bytes.len())];
            // A cut between two contacts leaves a batch that is whole, and smaller.
            assert!(read_batch(part).is_none_or(|batch| batch.len() < texts.len()));
        }
        let _answered = read_batch(&noise);
    }
}

#[test]
fn a_batch_has_its_limits() {
    let one = frame(ContactId(Uuid::nil()), &[7; 40]).expect("small");
    assert!(read_batch(&one.repeat(BATCH_MAX)).is_some());
    assert!(read_batch(&one.repeat(BATCH_MAX + 1)).is_none());
    let largest = frame(ContactId(Uuid::nil()), &vec![0; SEALED_MAX]).expect("large enough");
    assert!(read_batch(&largest).is_some_and(|batch| batch[0].1.len() == SEALED_MAX));
    assert!(frame(ContactId(Uuid::nil()), &vec![0; SEALED_MAX + 1]).is_none());
    let length = u16::try_from(SEALED_MAX + 1).expect("a length");
    let larger = [&[0; 16][..], &length.to_be_bytes(), &[0; SEALED_MAX + 1]].concat();
    assert!(read_batch(&larger).is_none(), "whoever framed it");
}
