//! One's own appointments as a calendar file (RFC 5545), downloaded or read by a calendar at an address. It leaves the house, so
//! it says as little as it can: on which days there is something, and how many; no alias, code, hour or kind, and no name of ours.

use crate::case::Label;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How long an address for a calendar is good (decision 0045).
pub const FEED_LASTS: TimeDelta = TimeDelta::days(90);
/// How long a picture of the days is shown: who has not opened My day since then is told nothing, and not what was once right.
pub const PICTURE_LASTS: TimeDelta = TimeDelta::days(14);

/// Until when a picture made now is shown: no longer than its time, nor than any of the cases it was drawn from is open to
/// whoever drew it.
#[must_use]
pub fn shown_until(now: DateTime<Utc>, open_until: impl IntoIterator<Item = DateTime<Utc>>) -> DateTime<Utc> {
    open_until.into_iter().fold(now + PICTURE_LASTS, Ord::min)
}

/// The appointment of a case that is ahead, one of today with it. Looking at the plan again is none: nobody is met for it.
#[must_use]
pub fn ahead(label: &Label, today: NaiveDate) -> Option<NaiveDate> {
    label.next.map(|next| next.on).filter(|on| *on >= today)
}

/// How many appointments there are on each day.
#[must_use]
pub fn days(appointments: impl IntoIterator<Item = NaiveDate>) -> BTreeMap<NaiveDate, u32> {
    let mut days = BTreeMap::new();
    for day in appointments {
        *days.entry(day).or_default() += 1;
    }
    days
}

/// The file: one entry for each day, over the whole of it. `title` is the neutral word that stands in the calendar, `whose`
/// something of the owner's that is the same each time: an entry read in again then takes the place of the earlier one.
#[must_use]
pub fn file(days: &BTreeMap<NaiveDate, u32>, title: &str, whose: &str, now: DateTime<Utc>) -> String {
    let mut lines = vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".into(), "PRODID:-//agenda//1//".into()];
    for (day, count) in days {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(*day);
        let summary = if *count > 1 { format!("{title} ({count})") } else { title.to_owned() };
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}-{whose}", day.format("%Y%m%d")),
            format!("DTSTAMP:{}", now.format("%Y%m%dT%H%M%SZ")),
            format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")),
            format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")),
            format!("SUMMARY:{}", escaped(&summary)),
            "CLASS:PRIVATE".into(),
            "TRANSP:TRANSPARENT".into(),
            "END:VEVENT".into(),
        ]);
    }
    lines.push("END:VCALENDAR".into());
    lines.iter().fold(String::new(), |mut file, line| {
        let _written = write!(file, "{}\r\n", folded(line));
        file
    })
}

/// Text values: backslash, semicolon and comma are escaped, and a line break is written `\n` (RFC 5545 3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\r', '\n'], "\\n")
}

/// No line is longer than 75 octets; the next one begins with a space (RFC 5545 3.1). A character is not cut in two.
fn folded(line: &str) -> String {
    let (mut folded, mut width) = (String::new(), 0);
    for letter in line.chars() {
        if width + letter.len_utf8() > 75 {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(letter);
        width += letter.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests;
