//! Demands of a body for data. No organisation of that kind has an account; what reaches us is a paper or a person at
//! the door. The register says who asked, on what ground, who decided and what was given. It opens no case.

mod answer;
mod form;

pub use answer::{Closing, ClosingForm, Opinion, OpinionForm};
pub use form::{Demand, DemandForm};

use crate::account::Role;
use crate::calendar::working_days_after;
use crate::codes::codes;
use crate::date::Timing;
use chrono::NaiveDate;

codes! {
    /// Who asks.
    Body {
        /// Police.
        Police = "police",
        /// Procuracy.
        Procuracy = "procuracy",
        /// Court.
        Court = "court",
        /// An inspectorate.
        Inspectorate = "inspectorate",
        /// A people's committee or one of its offices.
        Committee = "committee",
        /// Another state body.
        OtherState = "other_state",
        /// Nobody of the state: press, family, an employer, a lawyer.
        NotState = "not_state",
    }
}

codes! {
    /// The ground they state; whether it holds is for the two who decide.
    StatedGround {
        /// Life or health in danger (Law 91/2025 Art. 19.1 a).
        UrgentLife = "urgent_life",
        /// Security or crime (Law 91/2025 Art. 19.1 b).
        Security = "security",
        /// A duty of a state body by law (Law 91/2025 Art. 19.1 c, 17.1).
        StateDuty = "state_duty",
        /// Medical records (Law 15/2023 Art. 69.4).
        MedicalRecords = "medical_records",
        /// An order of a court or a procuracy in one proceeding.
        Order = "order",
        /// None.
        NoneStated = "none_stated",
    }
}

codes! {
    /// What one of the two says.
    Answer {
        /// Give the smallest answer the law demands, in words.
        GiveSmallest = "give_smallest",
        /// Give nothing.
        GiveNothing = "give_nothing",
    }
}

codes! {
    /// Whether the client whom it concerned was told.
    ClientTold {
        /// Yes, on a day.
        Told = "told",
        /// A law forbids it; named in the words.
        Forbidden = "forbidden",
        /// No client of ours was meant, or nothing could be given.
        NobodyConcerned = "nobody_concerned",
    }
}

/// The two who decide. An account has one role, so they are never one and the same.
pub const DECIDERS: [Role; 2] = [Role::Supervisor, Role::DataProtectionOfficer];

/// Working days in which the two decide: our own rule, so that no paper lies.
const DECIDED_WITHIN: u64 = 3;

/// What follows from what the two said: nothing before both spoke, and giving only if both say so.
#[must_use]
pub fn outcome(said: &[(Role, Answer)]) -> Option<Answer> {
    let all = DECIDERS.iter().all(|role| said.iter().any(|(by, _)| by == role));
    all.then(|| {
        let gives = said.iter().all(|(_, answer)| *answer == Answer::GiveSmallest);
        if gives { Answer::GiveSmallest } else { Answer::GiveNothing }
    })
}

/// The last day to decide: three working days, or the day the paper names, whichever is first.
#[must_use]
pub fn decide_by(received_on: NaiveDate, answer_by: Option<NaiveDate>) -> NaiveDate {
    let ours = working_days_after(received_on, DECIDED_WITHIN);
    answer_by.map_or(ours, |theirs| theirs.min(ours).max(received_on))
}

/// Where a demand stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The two have not both spoken; and how the last day to decide stands to this one.
    Undecided(Timing),
    /// They have: what was given, and whether the client was told, is still to be written down.
    ToClose(Answer),
    /// It is closed.
    Closed,
}

impl Standing {
    /// Of one that may be closed, what follows from what the two said, and the last day to decide.
    #[must_use]
    pub fn of(closed: bool, outcome: Option<Answer>, decide_by: NaiveDate, today: NaiveDate) -> Self {
        match (closed, outcome) {
            (true, _) => Self::Closed,
            (false, Some(outcome)) => Self::ToClose(outcome),
            (false, None) => Self::Undecided(Timing::of(decide_by, today)),
        }
    }

    /// Its turn in the register: what is to be decided, then what is to be closed, then what is closed.
    #[must_use]
    pub const fn turn(self) -> u8 {
        match self {
            Self::Undecided(_) => 0,
            Self::ToClose(_) => 1,
            Self::Closed => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, DECIDERS, Standing, decide_by, outcome};
    use crate::account::Role;
    use crate::date::Timing;
    use chrono::NaiveDate;

    #[test]
    fn one_alone_decides_nothing_and_one_no_is_a_no() {
        use Answer::{GiveNothing, GiveSmallest};
        let [supervisor, officer] = DECIDERS;
        assert_eq!(outcome(&[]), None);
        assert_eq!(outcome(&[(supervisor, GiveNothing)]), None);
        assert_eq!(outcome(&[(officer, GiveSmallest), (Role::SocialWorker, GiveSmallest)]), None);
        for (one, other) in [(GiveSmallest, GiveNothing), (GiveNothing, GiveSmallest), (GiveNothing, GiveNothing)] {
            assert_eq!(outcome(&[(supervisor, one), (officer, other)]), Some(GiveNothing));
        }
        assert_eq!(outcome(&[(supervisor, GiveSmallest), (officer, GiveSmallest)]), Some(GiveSmallest));
    }

    #[test]
    fn what_is_to_be_decided_comes_first_and_is_late_only_until_both_spoke() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
        let at = |closed, outcome, on| Standing::of(closed, outcome, day(8), day(on));
        assert_eq!(at(false, None, 8), Standing::Undecided(Timing::Today), "the day itself is in time");
        assert_eq!(at(false, None, 9), Standing::Undecided(Timing::Late(1)));
        let nothing = Some(Answer::GiveNothing);
        assert_eq!(at(false, nothing, 30), Standing::ToClose(Answer::GiveNothing));
        assert_eq!(at(true, nothing, 30), Standing::Closed);
        let turns = [at(false, None, 9), at(false, nothing, 9), at(true, nothing, 9)].map(Standing::turn);
        assert!(turns.is_sorted_by(|one, next| one < next), "{turns:?}");
    }

    #[test]
    fn the_papers_own_day_counts_only_if_it_is_sooner() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
        assert_eq!(decide_by(day(3), None), day(8));
        assert_eq!(decide_by(day(3), Some(day(4))), day(4));
        assert_eq!(decide_by(day(3), Some(day(30))), day(8));
        assert_eq!(decide_by(day(3), Some(day(1))), day(3));
    }
}
