use super::{Meeting, MeetingState};
use chrono::NaiveDate;

/// What is next for a club. A meeting that was written down stands with what it is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextMeeting<K> {
    /// The day it was planned for has passed: whether it took place is to be told.
    ToTell(K, NaiveDate),
    /// It is planned for this day.
    Planned(K, NaiveDate),
    /// The last one named this day; nobody wrote it down yet.
    Named(NaiveDate),
    /// Nothing is planned.
    Nothing,
}

/// What is next, by the meetings of a club, the latest day first: of several that are planned, the earliest.
#[must_use]
pub fn next_meeting<'a, K>(
    meetings: impl DoubleEndedIterator<Item = (K, &'a Meeting)> + Clone,
    today: NaiveDate,
) -> NextMeeting<K> {
    let named = meetings.clone().find_map(|(_, meeting)| meeting.next_on).filter(|day| *day >= today);
    let planned = meetings.rev().find(|(_, meeting)| meeting.state == MeetingState::Planned);
    match (planned, named) {
        (Some((known_by, meeting)), _) if meeting.on < today => NextMeeting::ToTell(known_by, meeting.on),
        (Some((known_by, meeting)), _) => NextMeeting::Planned(known_by, meeting.on),
        (None, Some(day)) => NextMeeting::Named(day),
        (None, None) => NextMeeting::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{NextMeeting, next_meeting};
    use crate::club::{Meeting, MeetingForm};
    use chrono::NaiveDate;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    /// On a day of the month: planned as long as nobody was there; the day of the next one.
    fn meeting(on: u32, heads: u32, next: Option<u32>) -> Meeting {
        let form = MeetingForm {
            on: format!("{on}/11/2026"),
            state: String::from(if heads > 0 { "held" } else { "planned" }),
            venue: "hall".into(),
            others: if heads > 0 { heads.to_string() } else { String::new() },
            next_on: next.map(|next| format!("{next}/11/2026")).unwrap_or_default(),
            ..MeetingForm::default()
        };
        form.check(day(on), |_| false).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    fn next(meetings: &[Meeting], today: u32) -> NextMeeting<usize> {
        next_meeting(meetings.iter().enumerate(), day(today))
    }

    #[test]
    fn the_earliest_that_is_planned_comes_first() {
        let met = [meeting(28, 0, None), meeting(14, 0, None), meeting(7, 9, Some(13))];
        assert_eq!(next(&met, 10), NextMeeting::Planned(1, day(14)));
        assert_eq!(next(&met, 14), NextMeeting::Planned(1, day(14)), "its day has not passed");
        assert_eq!(next(&met, 15), NextMeeting::ToTell(1, day(14)));
    }

    #[test]
    fn without_one_the_day_that_the_last_one_named() {
        let met = [meeting(7, 9, Some(21)), meeting(1, 5, Some(7))];
        assert_eq!(next(&met, 21), NextMeeting::Named(day(21)));
        assert_eq!(next(&met, 22), NextMeeting::Nothing, "it has passed");
        assert_eq!(next(&[], 1), NextMeeting::Nothing);
    }
}
