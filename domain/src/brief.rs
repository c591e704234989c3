//! What somebody must know who takes a case over: made by rules from what is there, nothing is written for it.

use crate::counselling::{Attendance, Counselling};
use crate::referral::ReferralState;
use crate::scale::Scale;
use chrono::{DateTime, Days, NaiveDate, Utc};

/// How far back it looks.
pub const LOOKS_BACK_DAYS: u64 = 90;

/// Sessions it names: the last ones say where the work stands.
pub const SESSIONS: usize = 5;

/// The first day it looks at.
#[must_use]
pub fn since(today: NaiveDate) -> NaiveDate {
    today - Days::new(LOOKS_BACK_DAYS)
}

/// The sessions to be named, of those that are there: the last that took place since then, the newest first.
pub fn sessions<T>(all: Vec<T>, of: impl Fn(&T) -> &Counselling, today: NaiveDate) -> Vec<T> {
    let came = |held: &T| of(held).attendance == Attendance::Came && of(held).held_on >= since(today);
    let mut last: Vec<T> = all.into_iter().filter(came).collect();
    last.sort_by_key(|held| std::cmp::Reverse(of(held).held_on));
    last.truncate(SESSIONS);
    last
}

/// How often she did not come since then.
pub fn missed<'a>(all: impl IntoIterator<Item = &'a Counselling>, today: NaiveDate) -> usize {
    let missed = |held: &&Counselling| held.attendance != Attendance::Came && held.held_on >= since(today);
    all.into_iter().filter(missed).count()
}

/// The scales to be named: the last one of each instrument since then, and any on which something must be done.
pub fn scales<T>(all: Vec<T>, of: impl Fn(&T) -> &Scale, today: NaiveDate) -> Vec<T> {
    let mut recent: Vec<T> = all.into_iter().filter(|taken| of(taken).taken_on >= since(today)).collect();
    recent.sort_by_key(|taken| std::cmp::Reverse(of(taken).taken_on));
    let mut seen = Vec::new();
    recent.retain(|taken| {
        let scale = of(taken);
        let last = !seen.contains(&scale.instrument);
        seen.push(scale.instrument);
        last || scale.speaks_of_self_harm()
    });
    recent
}

/// The consents to be named: those that open something now, the one that ends first before the others. `of` says of each
/// whether it does, and until when.
pub fn consents<T>(all: Vec<T>, of: impl Fn(&T) -> (bool, DateTime<Utc>)) -> Vec<T> {
    let mut live: Vec<T> = all.into_iter().filter(|entry| of(entry).0).collect();
    live.sort_by_key(|entry| of(entry).1);
    live
}

/// The referrals to be named: those in which somebody still has something to do, the one sent first before the others. `of`
/// says of each where it stands, and when it was sent.
pub fn referrals<T>(all: Vec<T>, of: impl Fn(&T) -> (ReferralState, DateTime<Utc>)) -> Vec<T> {
    let mut open: Vec<T> = all.into_iter().filter(|sent| of(sent).0.is_open()).collect();
    open.sort_by_key(|sent| of(sent).1);
    open
}

#[cfg(test)]
mod tests {
    use super::{SESSIONS, consents, missed, referrals, scales, sessions, since};
    use crate::counselling::{Counselling, CounsellingForm};
    use crate::date::{display, end_of_day};
    use crate::referral::ReferralState;
    use crate::scale::{Instrument, Scale, ScaleForm};
    use chrono::{Days, NaiveDate};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn session(days_ago: u64, came: bool) -> Counselling {
        let form = CounsellingForm {
            kind: "risk_reduction".into(),
            held_on: display(today() - Days::new(days_ago)),
            agreed: "Hẹn lại".into(),
            attendance: if came { "came" } else { "did_not_come" }.into(),
            ..CounsellingForm::default()
        };
        form.check(today()).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    fn phq(days_ago: u64, last: &str) -> Scale {
        let zero = || "0".to_owned();
        let form = ScaleForm {
            scale: "phq".into(),
            q1: zero(),
            q2: zero(),
            q3: zero(),
            q4: zero(),
            q5: zero(),
            q6: zero(),
            q7: zero(),
            q8: zero(),
            q9: last.into(),
            taken_on: display(today() - Days::new(days_ago)),
            ..ScaleForm::default()
        };
        form.check(today()).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn the_last_sessions_of_ninety_days_that_took_place() {
        let all: Vec<_> = [91, 90, 3, 4, 5, 6, 7, 8].map(|days| session(days, true)).into();
        let named = sessions(all, |held| held, today());
        assert_eq!(named.len(), SESSIONS);
        assert_eq!(named[0].held_on, today() - Days::new(3));
        let few = sessions(vec![session(91, true), session(90, true), session(2, false)], |held| held, today());
        assert_eq!(few.iter().map(|held| held.held_on).collect::<Vec<_>>(), [since(today())]);
        assert_eq!(missed(&[session(1, false), session(91, false), session(2, true)], today()), 1);
    }

    #[test]
    fn what_opens_something_by_its_end_and_what_is_open_by_its_age() {
        let at = |days| end_of_day(today() + Days::new(days));
        let named = consents(vec![(true, at(9)), (false, at(1)), (true, at(3))], |entry| *entry);
        assert_eq!(named, [(true, at(3)), (true, at(9))]);
        let sent =
            vec![(ReferralState::Booked, at(9)), (ReferralState::Completed, at(1)), (ReferralState::Declined, at(3))];
        let named = referrals(sent, |one| *one);
        assert_eq!(named, [(ReferralState::Declined, at(3)), (ReferralState::Booked, at(9))]);
    }

    #[test]
    fn the_last_of_each_scale_and_all_that_call_for_protection() {
        let named = scales(vec![phq(3, "0"), phq(10, "0"), phq(20, "1"), phq(91, "1")], |scale| scale, today());
        assert_eq!(named.len(), 2);
        assert!(named.iter().all(|scale| scale.instrument == Instrument::Phq));
        assert!(!named[0].speaks_of_self_harm() && named[1].speaks_of_self_harm());
    }
}
