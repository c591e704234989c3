use crate::problem::Problem;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use serde::{Deserialize, Serialize};

/// Days of a week; the first is Monday.
pub const WEEK: usize = 7;
const DAY: u16 = 24 * 60;
/// Spans of one day that are told: morning, afternoon, evening, and one more.
const SPANS_MAX: usize = 4;

/// From when until when it is open on one day, in minutes after midnight in Vietnam. The end is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// From.
    pub from: u16,
    /// Until; later than `from`, at most midnight.
    pub until: u16,
}

/// A moment of the week: the day (0 is Monday) and the minute of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// 0 to 6.
    pub day: usize,
    /// Minutes after midnight.
    pub minute: u16,
}

/// Opening hours of a week. Days off are not known here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours([Vec<Span>; WEEK]);

/// How it stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Open, until this minute of the same day.
    OpenUntil(u16),
    /// Shut, and opens next at this moment, so many days from now.
    Opens {
        /// When.
        at: Moment,
        /// Days from the moment it was asked for; 7 is this day a week later.
        days: usize,
    },
    /// No hours are known.
    Unknown,
}

impl Moment {
    /// The moment of the week it is in Vietnam.
    #[must_use]
    pub fn of(at: DateTime<Utc>) -> Self {
        let local = at + chrono::TimeDelta::seconds(crate::date::VIETNAM_OFFSET_SECONDS.into());
        let minute = u16::try_from(local.hour() * 60 + local.minute()).expect("a day has 1,440 minutes");
        Self { day: local.weekday().num_days_from_monday() as usize, minute }
    }
}

/// A time of the day as written: 7:30, 07h30, 7h, 16.30.
fn minute(text: &str) -> Result<u16, Problem> {
    let wrong = Problem::NotATime;
    let (hour, minute) = text.split_once([':', 'h', 'H', '.', 'g']).unwrap_or((text, ""));
    let number = |part: &str| -> Result<u16, Problem> {
        let part = part.trim();
        if part.len() > 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong);
        }
        if part.is_empty() { Ok(0) } else { part.parse().map_err(|_| wrong) }
    };
    if hour.trim().is_empty() {
        return Err(wrong);
    }
    let (hour, minute) = (number(hour)?, number(minute)?);
    let at = hour * 60 + minute;
    if minute > 59 || at > DAY { Err(wrong) } else { Ok(at) }
}

/// A minute of the day as it is shown: 7:30.
#[must_use]
pub fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

impl Hours {
    /// One day as typed: `7:30-11:30, 13:30-17:00`. Nothing typed is a day on which it is shut.
    ///
    /// # Errors
    /// `NotATime` for anything that is no span of one day; `Conflicting` for spans that overlap.
    pub fn day(text: &str) -> Result<Vec<Span>, Problem> {
        let mut spans = Vec::new();
        for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let (from, until) = part.split_once(['-', '–', '—']).ok_or(Problem::NotATime)?;
            let span = Span { from: minute(from.trim())?, until: minute(until.trim())? };
            if span.from >= span.until || spans.len() == SPANS_MAX {
                return Err(Problem::NotATime);
            }
            spans.push(span);
        }
        spans.sort_by_key(|span| span.from);
        if spans.windows(2).any(|two| two[0].until > two[1].from) {
            return Err(Problem::Conflicting);
        }
        Ok(spans)
    }

    /// A week of such days.
    #[must_use]
    pub const fn of(days: [Vec<Span>; WEEK]) -> Self {
        Self(days)
    }

    /// Its days, from Monday.
    #[must_use]
    pub const fn days(&self) -> &[Vec<Span>; WEEK] {
        &self.0
    }

    /// One day as it is typed and shown.
    #[must_use]
    pub fn written(&self, day: usize) -> String {
        let spans = self.0.get(day).map(Vec::as_slice).unwrap_or_default();
        let spans: Vec<_> = spans.iter().map(|span| format!("{}–{}", clock(span.from), clock(span.until))).collect();
        spans.join(", ")
    }

    /// How it stands at a moment.
    #[must_use]
    pub fn standing(&self, now: Moment) -> Standing {
        let of = |day: usize| self.0.get(day % WEEK).map(Vec::as_slice).unwrap_or_default();
        if let Some(open) = of(now.day).iter().find(|span| span.from <= now.minute && now.minute < span.until) {
            return Standing::OpenUntil(open.until);
        }
        (0..=WEEK)
            .find_map(|days| {
                let next = of(now.day + days).iter().find(|span| days > 0 || span.from > now.minute)?;
                let at = Moment { day: (now.day + days) % WEEK, minute: next.from };
                Some(Standing::Opens { at, days })
            })
            .unwrap_or(Standing::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hours, Moment, Span, Standing, WEEK};
    use crate::problem::Problem;
    use proptest::prelude::{any, proptest};

    fn office() -> Hours {
        let day = Hours::day("7:30-11:30, 13h30–17h").expect("a day");
        let days = std::array::from_fn(|at| if at < 5 { day.clone() } else { Vec::new() });
        Hours::of(days)
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        let day = Hours::day(" 13.30 - 17:00 ; 7h-11h30 ").expect("a day");
        assert_eq!(day, [Span { from: 420, until: 690 }, Span { from: 810, until: 1020 }]);
        assert_eq!(Hours::day("0:00-24:00"), Ok(vec![Span { from: 0, until: 1440 }]));
        assert_eq!(Hours::day(""), Ok(vec![]));
        for wrong in
            ["7:30", "17:00-7:30", "7:60-8:00", "25:00-26:00", "7:30-7:30", "a-b", "-", "+7-8", "1-2,3-4,5-6,7-8,9-10"]
        {
            assert_eq!(Hours::day(wrong), Err(Problem::NotATime), "{wrong}");
        }
        assert_eq!(Hours::day("7:00-12:00,11:00-13:00"), Err(Problem::Conflicting));
    }

    #[test]
    fn open_now_or_when_it_opens() {
        let at = |day, minute| office().standing(Moment { day, minute });
        assert_eq!(at(0, 449), Standing::Opens { at: Moment { day: 0, minute: 450 }, days: 0 });
        assert_eq!(at(0, 450), Standing::OpenUntil(690));
        assert_eq!(at(0, 690), Standing::Opens { at: Moment { day: 0, minute: 810 }, days: 0 });
        assert_eq!(at(4, 1020), Standing::Opens { at: Moment { day: 0, minute: 450 }, days: 3 });
        assert_eq!(at(6, 0), Standing::Opens { at: Moment { day: 0, minute: 450 }, days: 1 });
        assert_eq!(Hours::default().standing(Moment { day: 3, minute: 600 }), Standing::Unknown);
        // Open one morning a week, and it has just passed.
        let mut days: [Vec<Span>; WEEK] = std::array::from_fn(|_| Vec::new());
        days[2] = Hours::day("8-9").expect("a day");
        let once = Hours::of(days).standing(Moment { day: 2, minute: 540 });
        assert_eq!(once, Standing::Opens { at: Moment { day: 2, minute: 480 }, days: 7 });
    }

    proptest! {
        #[test]
        fn what_was_read_is_written_back_the_same(text in any::<String>()) {
            if let Ok(day) = Hours::day(&text) {
                let mut days: [Vec<Span>; WEEK] = std::array::from_fn(|_| Vec::new());
                days[0] = day.clone();
                assert_eq!(Hours::day(&Hours::of(days).written(0)), Ok(day));
            }
        }
    }
}
