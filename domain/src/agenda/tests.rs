use super::{PICTURE_LASTS, ahead, days, file, shown_until};
use crate::case::{Label, NextStep, Step};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-23T02:00:00Z").expect("a time").to_utc()
}

#[test]
fn what_is_over_is_no_appointment_and_a_look_at_the_plan_is_none() {
    let label = |next: Option<u32>| Label {
        next: next.map(|on| NextStep { step: Step::Session, on: day(on) }),
        review_on: Some(day(24)),
        ..Label::bare("Hoa Ban")
    };
    let of = [Some(22), Some(23), Some(30), None].map(|next| ahead(&label(next), day(23)));
    assert_eq!(of, [None, Some(day(23)), Some(day(30)), None]);
}

#[test]
fn days_are_counted() {
    let counted = days([day(24), day(30), day(24), day(23)]);
    assert_eq!(counted.into_iter().collect::<Vec<_>>(), [(day(23), 1), (day(24), 2), (day(30), 1)]);
}

#[test]
fn a_file_says_days_and_how_many_and_nothing_else() {
    let text = file(&days([day(24), day(24), day(30)]), "Hẹn", "w", now());
    let expected = "BEGIN:VCALENDAR|VERSION:2.0|PRODID:-//agenda//1//|\
        BEGIN:VEVENT|UID:20261124-w|DTSTAMP:20261123T020000Z|DTSTART;VALUE=DATE:20261124|DTEND;VALUE=DATE:20261125|\
        SUMMARY:Hẹn (2)|CLASS:PRIVATE|TRANSP:TRANSPARENT|END:VEVENT|\
        BEGIN:VEVENT|UID:20261130-w|DTSTAMP:20261123T020000Z|DTSTART;VALUE=DATE:20261130|DTEND;VALUE=DATE:20261201|\
        SUMMARY:Hẹn|CLASS:PRIVATE|TRANSP:TRANSPARENT|END:VEVENT|END:VCALENDAR|";
    assert_eq!(text, expected.replace('|', "\r\n"));
    assert_eq!(file(&days([]), "Hẹn", "w", now()).lines().count(), 4);
}

#[test]
fn a_picture_is_shown_for_its_time_and_no_longer_than_every_case_is_open() {
    let after = |days| now() + TimeDelta::days(days);
    assert_eq!(shown_until(now(), []), now() + PICTURE_LASTS);
    assert_eq!(shown_until(now(), [after(300), after(20)]), after(14));
    assert_eq!(shown_until(now(), [after(300), after(2)]), after(2));
}

proptest! {
    #[test]
    fn no_line_is_too_long_and_none_begins_anew(title in "[a-zẸệ;,\\\\\r\n]{0,200}", whose in "[0-9a-f-]{36}") {
        let text = file(&days([day(24)]), &title, &whose, now());
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let unfolded = text.replace("\r\n ", "");
        prop_assert_eq!(unfolded.lines().count(), 13);
        prop_assert_eq!(unfolded.matches("SUMMARY:").count(), 1 + title.matches("SUMMARY:").count());
    }
}
