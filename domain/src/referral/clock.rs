//! The clocks of a referral (domain.md 3.7): what is to be done next, by whom, and by when. Pure: from what happened and
//! when, never from a clock of its own.

use super::following::TRIES;
use super::{Mover, ReferralState, Service, Urgency};
use crate::calendar::{days_after, working_days_after};
use crate::codes::codes;
use crate::date::Timing;
use chrono::NaiveDate;

codes! {
    /// What has to be done next.
    Duty {
        /// The receiver says yes or no.
        Answer = "answer",
        /// A day is set.
        Book = "book",
        /// The receiver says whether she came.
        SayWhetherCame = "say_whether_came",
        /// She did not come: she is called.
        CallBack = "call_back",
        /// She was called often enough: it is closed, or booked anew.
        Decide = "decide",
        /// The receiver says what came of it.
        GiveFeedback = "give_feedback",
        /// The sender reads it and asks the client.
        AskClient = "ask_client",
        /// The receiver said no: another is looked for with the client.
        FindAnother = "find_another",
    }
}

/// A duty with its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// What.
    pub duty: Duty,
    /// Whose it is.
    pub whose: Mover,
    /// The last day for it.
    pub on: NaiveDate,
}

impl Due {
    /// How its day stands to this one.
    #[must_use]
    pub fn timing(&self, today: NaiveDate) -> Timing {
        Timing::of(self.on, today)
    }

    /// Whether it is the receiver's.
    #[must_use]
    pub fn is_the_receivers(&self) -> bool {
        self.whose == Mover::Receiver
    }

    /// Whether the sender has something to do about it today: her own duty whose day has come, or one that the receiver is
    /// late with.
    #[must_use]
    pub fn concerns_sender(&self, today: NaiveDate) -> bool {
        match self.whose {
            Mover::Sender => self.on <= today,
            Mover::Receiver | Mover::Client | Mover::Clock => self.timing(today).is_late(),
        }
    }
}

/// What the sender sees to today, the oldest duty first: what concerns her, and whatever hangs on a slip that opens nothing
/// any more. `of` gives the duty of each, and whether its slip is dead.
pub fn to_see_to<T>(
    all: impl IntoIterator<Item = T>,
    of: impl Fn(&T) -> (Option<Due>, bool),
    today: NaiveDate,
) -> Vec<(Due, T)> {
    let pressing = |one: T| {
        let (due, dead) = of(&one);
        due.filter(|due| dead || due.concerns_sender(today)).map(|due| (due, one))
    };
    let mut pressing: Vec<_> = all.into_iter().filter_map(pressing).collect();
    pressing.sort_by_key(|(due, _)| due.on);
    pressing
}

/// What happened so far.
pub struct Course<'a> {
    /// How soon she should be seen.
    pub urgency: Urgency,
    /// Each state with the day it began, the first one first.
    pub states: &'a [(ReferralState, NaiveDate)],
    /// The day that was set last.
    pub booked_on: Option<NaiveDate>,
    /// The days she was called since she did not come.
    pub tries: &'a [NaiveDate],
}

/// Working days in which a receiver answers, and in which the sender reads a no.
const ANSWER: u64 = 2;
/// Days from a yes to the appointment, and for one that is urgent.
const APPOINTMENT: (u64, u64) = (7, 1);
/// Working days from when she came to what came of it, and from there to what she says of it.
const FEEDBACK: u64 = 5;
/// Days after a no-show by which each call is made: the first within 48 hours, three within 14 days.
const CALLS: [u64; TRIES] = [2, 7, 14];

impl Course<'_> {
    /// The next duty; none when it is closed.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        let (state, since) = *self.states.last()?;
        let urgent = self.urgency == Urgency::Today;
        let due = |duty, whose, on| Some(Due { duty, whose, on });
        match state {
            ReferralState::Issued => {
                let answer = working_days_after(since, ANSWER);
                let on = if urgent { answer.min(days_after(since, APPOINTMENT.1)) } else { answer };
                due(Duty::Answer, Mover::Receiver, on)
            }
            ReferralState::Accepted => {
                let days = if urgent { APPOINTMENT.1 } else { APPOINTMENT.0 };
                due(Duty::Book, Mover::Receiver, days_after(since, days))
            }
            ReferralState::Booked => {
                due(Duty::SayWhetherCame, Mover::Receiver, self.booked_on.unwrap_or(since).max(since))
            }
            ReferralState::NoShow => match CALLS.get(self.tries.len()) {
                Some(days) => due(Duty::CallBack, Mover::Sender, days_after(since, *days)),
                None => due(Duty::Decide, Mover::Sender, days_after(since, CALLS[TRIES - 1])),
            },
            ReferralState::Attended | ReferralState::ServedInPart => {
                due(Duty::GiveFeedback, Mover::Receiver, working_days_after(self.came_on().unwrap_or(since), FEEDBACK))
            }
            // What was done was said with it.
            ReferralState::Served | ReferralState::Feedback => {
                due(Duty::AskClient, Mover::Sender, working_days_after(since, FEEDBACK))
            }
            ReferralState::Declined | ReferralState::Redirected => {
                due(Duty::FindAnother, Mover::Sender, working_days_after(since, ANSWER))
            }
            ReferralState::Completed
            | ReferralState::Expired
            | ReferralState::Stopped
            | ReferralState::Withdrawn
            | ReferralState::Cancelled => None,
        }
    }

    /// The day the receiver first said that she came.
    fn came_on(&self) -> Option<NaiveDate> {
        let came = |state| matches!(state, ReferralState::Attended | ReferralState::ServedInPart);
        self.states.iter().find(|(state, _)| came(*state)).map(|(_, on)| *on)
    }
}

/// The last day of a referral that nobody came by: 30 days, 60 for legal aid, 90 for a course, work and a loan (domain.md
/// 3.7). One with a day that was set is waited for as long as the client's request lives.
#[must_use]
pub fn last_day(service: Service, issued_on: NaiveDate) -> NaiveDate {
    let days = match service {
        Service::LegalAdvice | Service::Papers => 60,
        Service::VocationalTraining | Service::JobPlacement | Service::Loan => 90,
        Service::StiScreening
        | Service::CheckUp
        | Service::ReproductiveHealth
        | Service::MentalHealth
        | Service::TestingAndPrevention => 30,
    };
    days_after(issued_on, days)
}

#[cfg(test)]
mod tests {
    use super::{Course, Due, Duty, last_day, to_see_to};
    use crate::date::Timing;
    use crate::referral::{Mover, ReferralState, Service, Urgency};
    use chrono::{Days, NaiveDate};
    use proptest::prelude::{prop, proptest};

    /// A Monday without a holiday near.
    fn monday() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn due(
        states: &[(ReferralState, NaiveDate)],
        urgency: Urgency,
        booked_on: Option<NaiveDate>,
        tries: usize,
    ) -> Option<Due> {
        let tries = vec![monday(); tries];
        Course { urgency, states, booked_on, tries: &tries }.due()
    }

    #[test]
    fn each_state_has_its_clock() {
        let at = |state| [(ReferralState::Issued, monday()), (state, monday())];
        let days = |state, tries| {
            due(&at(state), Urgency::Week, None, tries).map(|due| ((due.on - monday()).num_days(), due.whose))
        };
        assert_eq!(days(ReferralState::Issued, 0), Some((2, Mover::Receiver)));
        assert_eq!(days(ReferralState::Accepted, 0), Some((7, Mover::Receiver)));
        // Five working days run over a weekend.
        assert_eq!(days(ReferralState::Attended, 0), Some((7, Mover::Receiver)));
        assert_eq!(days(ReferralState::Declined, 0), Some((2, Mover::Sender)));
        assert_eq!(
            [0, 1, 2].map(|tries| days(ReferralState::NoShow, tries)),
            [2, 7, 14].map(|days| Some((days, Mover::Sender)))
        );
        let after = due(&at(ReferralState::NoShow), Urgency::Week, None, 3).expect("it is not closed");
        assert_eq!(after.duty, Duty::Decide);
        assert_eq!(days(ReferralState::Completed, 0), None);
    }

    #[test]
    fn what_is_urgent_is_for_the_next_day() {
        for state in [ReferralState::Issued, ReferralState::Accepted] {
            let due = due(&[(state, monday())], Urgency::Today, None, 0).expect("open");
            assert_eq!(due.on, monday() + Days::new(1), "{state:?}");
        }
        // Sent on a Friday, the answer is not waited for until Tuesday.
        let friday = monday() - Days::new(3);
        let due = due(&[(ReferralState::Issued, friday)], Urgency::Today, None, 0).expect("open");
        assert_eq!(due.on, friday + Days::new(1));
    }

    #[test]
    fn feedback_is_owed_from_when_she_came_not_from_the_second_visit() {
        let later = monday() + Days::new(4);
        let states = [(ReferralState::Attended, monday()), (ReferralState::ServedInPart, later)];
        assert_eq!(due(&states, Urgency::Week, None, 0).expect("open").on, monday() + Days::new(7));
    }

    #[test]
    fn late_is_from_the_day_after() {
        let due = due(&[(ReferralState::Issued, monday())], Urgency::Week, None, 0).expect("open");
        let stands = [1, 2, 3, 9].map(|days| due.timing(monday() + Days::new(days)));
        assert_eq!(stands, [Timing::Ahead, Timing::Today, Timing::Late(1), Timing::Late(7)]);
        assert!(!due.concerns_sender(due.on) && due.concerns_sender(due.on + Days::new(1)));
    }

    #[test]
    fn the_sender_sees_to_what_concerns_her_and_to_dead_slips_the_oldest_first() {
        let due = |whose, day| Some(Due { duty: Duty::Book, whose, on: monday() + Days::new(day) });
        let all = [
            ('a', due(Mover::Sender, 5), false),
            ('b', due(Mover::Receiver, 5), false),
            ('c', due(Mover::Receiver, 4), false),
            ('d', due(Mover::Receiver, 9), true),
            ('e', due(Mover::Sender, 6), false),
            ('f', None, true),
            ('g', due(Mover::Sender, 1), false),
        ];
        let seen = to_see_to(all, |(_, due, dead)| (*due, *dead), monday() + Days::new(5));
        let order: String = seen.into_iter().map(|(_, (name, ..))| name).collect();
        assert_eq!(order, "gcad");
    }

    #[test]
    fn legal_aid_waits_longer_and_work_longest() {
        let days = |service| (last_day(service, monday()) - monday()).num_days();
        assert_eq!(
            [Service::CheckUp, Service::LegalAdvice, Service::Papers, Service::Loan].map(days),
            [30, 60, 60, 90]
        );
    }

    proptest! {
        /// Whatever happened: a duty exactly as long as it is open, never before its state began, and never of time or of
        /// the client.
        #[test]
        fn an_open_referral_always_has_a_next_duty(
            state in prop::sample::select(ReferralState::ALL),
            urgency in prop::sample::select(Urgency::ALL),
            since in 0_u64..400,
            booked in prop::option::of(0_u64..800),
            tries in 0_usize..6,
        ) {
            let since = monday() + Days::new(since);
            let states = [(ReferralState::Issued, monday()), (state, since)];
            let due = due(&states, urgency, booked.map(|days| monday() + Days::new(days)), tries);
            assert_eq!(due.is_some(), state.is_open(), "{state:?}");
            if let Some(due) = due {
                assert!(due.on >= since && matches!(due.whose, Mover::Receiver | Mover::Sender));
            }
        }
    }
}
