use super::{Age, Signs};
use crate::id::AccountId;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What one colleague carries.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Carried {
    /// How many cases.
    pub cases: u32,
    /// What they weigh together.
    pub weight: u32,
    /// How many of them are overdue, by age, in the order of [`Age::ALL`].
    overdue: [u32; Age::ALL.len()],
}

impl Carried {
    fn take(&mut self, signs: &Signs, today: NaiveDate) {
        self.cases += 1;
        self.weight += signs.weight(today);
        if let Some(age) = signs.overdue(today) {
            self.overdue[age as usize] += 1;
        }
    }

    /// How many are overdue for as long as this.
    #[must_use]
    pub const fn overdue(&self, age: Age) -> u32 {
        self.overdue[age as usize]
    }

    /// How many are overdue at all.
    #[must_use]
    pub fn all_overdue(&self) -> u32 {
        self.overdue.iter().sum()
    }
}

/// The load of a team.
#[derive(Default)]
pub struct Board {
    /// By who carries it.
    pub by: BTreeMap<AccountId, Carried>,
    /// What nobody carries.
    pub nobody: Carried,
}

impl Board {
    /// Of these cases, each with who carries it; colleagues who carry nothing stand there with nothing.
    pub fn of(
        colleagues: impl IntoIterator<Item = AccountId>,
        cases: impl IntoIterator<Item = (Option<AccountId>, Signs)>,
        today: NaiveDate,
    ) -> Self {
        let mut board =
            Self { by: colleagues.into_iter().map(|who| (who, Carried::default())).collect(), ..Self::default() };
        for (who, signs) in cases {
            let carried = match who {
                Some(who) => board.by.entry(who).or_default(),
                None => &mut board.nobody,
            };
            carried.take(&signs, today);
        }
        board
    }

    /// The heaviest load of one colleague.
    #[must_use]
    pub fn heaviest(&self) -> u32 {
        self.by.values().map(|carried| carried.weight).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Board;
    use crate::case::{NextStep, Step};
    use crate::id::AccountId;
    use crate::supervision::{Age, Signs};
    use chrono::{Days, NaiveDate};
    use uuid::Uuid;

    #[test]
    fn each_has_what_she_carries_and_nobody_has_the_rest() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let [mai, dung, lan] = [1, 2, 3].map(|number| AccountId(Uuid::from_u128(number)));
        let late = |days| Signs {
            next: Some(NextStep { step: Step::Session, on: today - Days::new(days) }),
            ..Signs::default()
        };
        let cases = [(Some(mai), late(0)), (Some(mai), late(8)), (Some(dung), late(40)), (None, Signs::default())];
        let board = Board::of([mai, lan], cases, today);
        assert_eq!((board.by[&mai].cases, board.by[&mai].weight), (2, 6));
        assert_eq!((board.by[&mai].overdue(Age::Week), board.by[&mai].all_overdue()), (1, 1));
        assert_eq!(board.by[&dung].overdue(Age::Month), 1, "who is not among the colleagues and carries is there too");
        assert_eq!(board.by[&lan].cases, 0);
        assert_eq!((board.nobody.cases, board.nobody.weight), (1, 3));
        assert_eq!(board.heaviest(), 6);
    }
}
