use super::{ClinicEntry, TestResult};
use chrono::{Months, NaiveDate};
use std::cmp::Reverse;

/// After how many months a check-up is due again (domain.md 3.8: HSS+ asks for a check within three).
pub const CHECK_AFTER_MONTHS: u32 = 3;

/// Where a client stands at the clinic, computed from what was written: nothing of it is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Board {
    /// When she was last there, for whatever.
    pub last_seen: Option<NaiveDate>,
    /// Her next visit, as the last visit named it.
    pub next_on: Option<NaiveDate>,
    /// Days since the next visit that she missed.
    pub missed: Option<i64>,
    /// From when a check-up is due again.
    pub check_due: Option<NaiveDate>,
}

impl Board {
    /// From the entries, in whatever order, on this day.
    #[must_use]
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a ClinicEntry>, today: NaiveDate) -> Self {
        let (mut last_seen, mut checked, mut visit) = (None, None, None);
        for entry in entries {
            match entry {
                ClinicEntry::Visit(one) => {
                    last_seen = last_seen.max(Some(one.seen_on));
                    visit = visit.max(Some((one.seen_on, one.next_on)));
                }
                ClinicEntry::Test(one) if one.result != TestResult::NotDone => {
                    last_seen = last_seen.max(Some(one.taken_on));
                    if one.test.is_of_the_check_up() {
                        checked = checked.max(Some(one.taken_on));
                    }
                }
                ClinicEntry::Test(_) => {}
            }
        }
        // Who came on the day or after it has not missed it.
        let next_on = visit.and_then(|(_, next)| next).filter(|next| last_seen.is_none_or(|seen| seen < *next));
        let missed = next_on.map(|next| (today - next).num_days()).filter(|days| *days > 0);
        let check_due = checked.and_then(|day: NaiveDate| day.checked_add_months(Months::new(CHECK_AFTER_MONTHS)));
        Self { last_seen, next_on, missed, check_due }
    }

    /// Her place on the desk: who has been away longest comes first, who missed nothing last.
    #[must_use]
    pub const fn turn(&self) -> Reverse<Option<i64>> {
        Reverse(self.missed)
    }

    /// Whether the desk has something to do about her today.
    #[must_use]
    pub fn calls(&self, today: NaiveDate) -> bool {
        self.missed.is_some() || self.check_due.is_some_and(|due| due <= today)
    }
}

#[cfg(test)]
mod tests {
    use super::Board;
    use crate::clinic::{ClinicEntry, TestForm, VisitForm};
    use chrono::NaiveDate;
    use proptest::prelude::{any, prop, proptest};

    fn day(text: &str) -> NaiveDate {
        crate::date::parse_date(text).ok().flatten().expect("a day")
    }

    fn visit(on: &str, next: &str) -> ClinicEntry {
        let form = VisitForm { seen_on: on.into(), next_on: next.into(), ..VisitForm::default() };
        ClinicEntry::Visit(form.check(day("31/12/2026")).expect("a visit"))
    }

    fn test(on: &str, result: &str) -> ClinicEntry {
        let form = TestForm {
            test: "SYP_RDT".into(),
            method: "rapid".into(),
            taken_on: on.into(),
            result: result.into(),
            ..TestForm::default()
        };
        ClinicEntry::Test(form.check(day("31/12/2026")).expect("a test"))
    }

    #[test]
    fn days_are_counted_from_the_visit_she_missed() {
        let entries = [visit("01/11/2026", "10/11/2026")];
        assert_eq!(Board::of(&entries, day("10/11/2026")).missed, None, "the day itself is not over");
        assert_eq!(Board::of(&entries, day("12/11/2026")).missed, Some(2));
        // She came later, though nobody named a next day.
        let came = [visit("01/11/2026", "10/11/2026"), visit("11/11/2026", "")];
        assert_eq!(Board::of(&came, day("20/12/2026")).missed, None);
        let tested = [visit("01/11/2026", "10/11/2026"), test("11/11/2026", "NEG")];
        assert_eq!(Board::of(&tested, day("20/12/2026")).missed, None);
        let longer = Board::of(&entries, day("20/12/2026"));
        let shorter = Board::of(&entries, day("12/11/2026"));
        let none = Board::of(&came, day("20/12/2026"));
        assert!(longer.turn() < shorter.turn() && shorter.turn() < none.turn(), "who is away longest comes first");
        let not_done = [visit("01/11/2026", "10/11/2026"), test("11/11/2026", "NOT_DONE")];
        assert_eq!(Board::of(&not_done, day("12/11/2026")).missed, Some(2));
    }

    #[test]
    fn a_check_up_is_due_after_three_months() {
        let entries = [test("30/08/2026", "NEG"), test("01/02/2026", "POS")];
        let board = Board::of(&entries, day("26/11/2026"));
        assert_eq!(board.check_due, Some(day("30/11/2026")));
        assert!(!board.calls(day("29/11/2026")) && board.calls(day("30/11/2026")));
    }

    proptest! {
        /// The order in which things were written down says nothing.
        #[test]
        fn the_order_of_entries_does_not_matter(days in prop::collection::vec((1u32..28, any::<bool>()), 0..6), turn in 0usize..6) {
            let mut entries: Vec<_> = days.iter().enumerate().map(|(at, (on, tested))| {
                let on = format!("{on:02}/{:02}/2026", at + 1);
                if *tested { test(&on, "NEG") } else { visit(&on, "20/12/2026") }
            }).collect();
            let board = Board::of(&entries, day("26/12/2026"));
            let turn = turn.min(entries.len());
            entries.rotate_left(turn);
            assert_eq!(board, Board::of(&entries, day("26/12/2026")));
        }
    }
}
