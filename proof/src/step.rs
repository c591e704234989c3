//! The steps a history is made of, and how they read as sentences.

use crate::people::{NAMES, ORGANISATIONS};
use domain::consent::Segment;
use domain::referral::{Arrival, ReferralState, Service};
use proptest::prelude::{Just, Strategy, prop, prop_oneof};
use std::fmt;

/// Which case, referral or consent a step means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    /// The nth of this history, counted around.
    Nth(usize),
    /// The last one that belongs to an earlier history, or to another case.
    Older,
    /// An id that was never given out.
    Forged,
}

impl Pick {
    /// The index it means, among `first..end`.
    pub fn of(self, first: usize, end: usize) -> Option<usize> {
        match self {
            Self::Nth(nth) if end > first => Some(first + nth % (end - first)),
            Self::Older => first.checked_sub(1),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Time {
    Minutes(i64),
    /// Negative: the clock is set back.
    Days(i64),
    /// One microsecond before the next consent ends.
    JustBeforeAnEnd,
    /// The very moment it ends.
    AtAnEnd,
}

/// One thing somebody does, or tries to. People and organisations are numbers of the tables in [`crate::people`].
#[derive(Clone, Debug)]
pub enum Step {
    Open { by: usize },
    Note { by: usize, case: Pick },
    Draft { by: usize, case: Pick },
    Seal { by: usize, case: Pick },
    Request { by: usize, case: Pick, to: usize, service: Service, alias: bool, days: u64 },
    Refer { by: usize, case: Pick, to: usize, service: Service, alias: bool },
    Answer { by: usize, referral: Pick, said: Arrival },
    Complete { by: usize, referral: Pick },
    Withdraw { by: usize, case: Pick, consent: Pick },
    TakePart { by: usize, case: Pick, part: Segment },
    GivePart { by: usize, case: Pick, part: Segment },
    Admit { by: usize, whom: usize },
    LogOut { who: usize },
    Pass { time: Time },
}

/// What comes of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    Refused,
    Done,
    Stands(ReferralState),
    Shut { referrals: usize, told: usize, case_shut: bool },
}

impl Step {
    /// Who takes it; nobody makes time pass.
    pub const fn who(&self) -> Option<usize> {
        match self {
            Self::Open { by }
            | Self::Note { by, .. }
            | Self::Draft { by, .. }
            | Self::Seal { by, .. }
            | Self::Request { by, .. }
            | Self::Refer { by, .. }
            | Self::Answer { by, .. }
            | Self::Complete { by, .. }
            | Self::Withdraw { by, .. }
            | Self::TakePart { by, .. }
            | Self::GivePart { by, .. }
            | Self::Admit { by, .. } => Some(*by),
            Self::LogOut { who } => Some(*who),
            Self::Pass { .. } => None,
        }
    }

    pub const fn case(&self) -> Option<Pick> {
        match self {
            Self::Note { case, .. }
            | Self::Draft { case, .. }
            | Self::Seal { case, .. }
            | Self::Request { case, .. }
            | Self::Refer { case, .. }
            | Self::TakePart { case, .. }
            | Self::GivePart { case, .. }
            | Self::Withdraw { case, .. } => Some(*case),
            _ => None,
        }
    }
}

fn pick() -> impl Strategy<Value = Pick> {
    prop_oneof![8 => (0..3_usize).prop_map(Pick::Nth), 1 => Just(Pick::Older), 1 => Just(Pick::Forged)]
}

/// Mostly who could, sometimes anybody.
fn person(usual: &'static [usize]) -> impl Strategy<Value = usize> {
    prop_oneof![4 => prop::sample::select(usual), 1 => 0..NAMES.len()]
}

fn service() -> impl Strategy<Value = Service> {
    prop_oneof![3 => Just(Service::StiScreening), 1 => Just(Service::CheckUp)]
}

fn part() -> impl Strategy<Value = Segment> {
    prop::sample::select(Segment::SEVERABLE)
}

fn receiver() -> impl Strategy<Value = usize> {
    // One beyond the table is an organisation that does not exist.
    prop_oneof![5 => Just(1_usize), 1 => 0..=ORGANISATIONS.len()]
}

fn time() -> impl Strategy<Value = Time> {
    prop_oneof![
        3 => prop::sample::select(&[1_i64, 2, 14, 15, 16][..]).prop_map(Time::Minutes),
        3 => prop::sample::select(&[1_i64, 19, 20, 31, 90, 336, 365, 366][..]).prop_map(Time::Days),
        2 => Just(Time::JustBeforeAnEnd),
        3 => Just(Time::AtAnEnd),
        1 => prop::sample::select(&[3_653_i64, -3_653, -1, -366][..]).prop_map(Time::Days),
    ]
}

/// Any one step.
pub fn any_step() -> impl Strategy<Value = Step> {
    const WORKERS: &[usize] = &[2, 3];
    const OPENERS: &[usize] = &[2, 2, 2, 0];
    const CLINIC: &[usize] = &[5];
    let said = prop::sample::select(Arrival::ALL);
    let alias = prop::bool::ANY;
    prop_oneof![
        2 => person(WORKERS).prop_map(|by| Step::Open { by }),
        2 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::Note { by, case }),
        1 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::Draft { by, case }),
        1 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::Seal { by, case }),
        5 => (person(OPENERS), pick(), receiver(), service(), alias, prop::sample::select(&[0_u64, 1, 30, 90][..]))
            .prop_map(|(by, case, to, service, alias, days)| Step::Request { by, case, to, service, alias, days }),
        5 => (person(OPENERS), pick(), receiver(), service(), alias)
            .prop_map(|(by, case, to, service, alias)| Step::Refer { by, case, to, service, alias }),
        3 => (person(CLINIC), pick(), said).prop_map(|(by, referral, said)| Step::Answer { by, referral, said }),
        1 => (person(OPENERS), pick()).prop_map(|(by, referral)| Step::Complete { by, referral }),
        5 => (person(OPENERS), pick(), pick()).prop_map(|(by, case, consent)| Step::Withdraw { by, case, consent }),
        2 => (person(OPENERS), pick(), part()).prop_map(|(by, case, part)| Step::TakePart { by, case, part }),
        2 => (person(OPENERS), pick(), part()).prop_map(|(by, case, part)| Step::GivePart { by, case, part }),
        1 => (person(&[0, 5]), 0..NAMES.len()).prop_map(|(by, whom)| Step::Admit { by, whom }),
        1 => (0..NAMES.len()).prop_map(|who| Step::LogOut { who }),
        4 => time().prop_map(|time| Step::Pass { time }),
    ]
}

/// A short history that begins with a case.
pub fn any_history() -> impl Strategy<Value = Vec<Step>> {
    let opens = prop::sample::select(&[2_usize, 2, 3, 9][..]).prop_map(|by| Step::Open { by });
    (opens, prop::collection::vec(any_step(), 1..9)).prop_map(|(first, mut rest)| {
        rest.insert(0, first);
        rest
    })
}

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nth(nth) => write!(f, "no. {}", nth + 1),
            Self::Older => f.write_str("of another story"),
            Self::Forged => f.write_str("that never was"),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(minutes) => write!(f, "{minutes} minutes pass"),
            Self::Days(days) if *days < 0 => write!(f, "The clock is set back by {} days", -days),
            Self::Days(days) => write!(f, "{days} days pass"),
            Self::JustBeforeAnEnd => f.write_str("It is a microsecond before the next consent ends"),
            Self::AtAnEnd => f.write_str("It is the moment the next consent ends"),
        }
    }
}

fn organisation(to: usize) -> &'static str {
    ORGANISATIONS.get(to).copied().unwrap_or("an organisation that never was")
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |alias: bool| if alias { ", the alias with it" } else { "" };
        match self {
            Self::Open { by } => write!(f, "{} opens a case.", NAMES[*by]),
            Self::Note { by, case } => write!(f, "{} records a session of case {case}.", NAMES[*by]),
            Self::Draft { by, case } => write!(f, "{} keeps a draft about case {case}.", NAMES[*by]),
            Self::Seal { by, case } => write!(f, "{} writes a sealed note on case {case}.", NAMES[*by]),
            Self::Request { by, case, to, service, alias, days } => write!(
                f,
                "{} records the request of case {case} to tell {} for {}{}, for {days} days.",
                NAMES[*by],
                organisation(*to),
                service.code(),
                told(*alias)
            ),
            Self::Refer { by, case, to, service, alias } => write!(
                f,
                "{} refers case {case} to {} for {}{}.",
                NAMES[*by],
                organisation(*to),
                service.code(),
                told(*alias)
            ),
            Self::Answer { by, referral, said } => {
                write!(f, "{} answers referral {referral}: {}.", NAMES[*by], said.code())
            }
            Self::Complete { by, referral } => write!(f, "{} completes referral {referral}.", NAMES[*by]),
            Self::Withdraw { by, case, consent } => {
                write!(f, "{} takes back consent {consent} of case {case}.", NAMES[*by])
            }
            Self::TakePart { by, case, part } => {
                write!(f, "{} takes back the {} of case {case}.", NAMES[*by], part.code())
            }
            Self::GivePart { by, case, part } => {
                write!(f, "{} records that the {} of case {case} is given again.", NAMES[*by], part.code())
            }
            Self::Admit { by, whom } => write!(f, "{} gives {} the team's keys.", NAMES[*by], NAMES[*whom]),
            Self::LogOut { who } => write!(f, "{} logs out.", NAMES[*who]),
            Self::Pass { time } => write!(f, "{time}."),
        }
    }
}
