//! What is done about clubs and their lists.

use super::histories::{person, pick};
use super::{Pick, Step};
use crate::people::{FACILITATORS, NAMES};
use proptest::prelude::{Just, Strategy, prop, prop_oneof};

/// One thing somebody does about a club, or tries to.
#[derive(Clone, Copy, Debug)]
pub enum InClub {
    /// Puts it on the register.
    Found,
    /// Names somebody to lead it.
    Name { whom: usize },
    /// Ends that.
    NameNoMore { whom: usize },
    /// Begins its list, or begins it afresh.
    Begin,
    /// Gives the list's key on.
    Give { whom: usize },
    /// Somebody says yes to being listed, for so many days.
    List { days: u64 },
    /// She is asked again.
    ListAgain { line: Pick, days: u64 },
    /// She takes it back, or leaves the club.
    Unlist { line: Pick, leaves: bool },
}

impl InClub {
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Found => "found a club",
            Self::Name { .. } => "name a lead",
            Self::NameNoMore { .. } => "name no more",
            Self::Begin => "begin a list",
            Self::Give { .. } => "give a list",
            Self::List { .. } => "list",
            Self::ListAgain { .. } => "list again",
            Self::Unlist { .. } => "unlist",
        }
    }

    /// How it reads after the name of who does it.
    pub(super) fn said(self, club: Pick) -> String {
        match self {
            Self::Found => "founds a club".to_owned(),
            Self::Name { whom } => format!("names {} to lead club {club}", NAMES[whom]),
            Self::NameNoMore { whom } => format!("ends that {} leads club {club}", NAMES[whom]),
            Self::Begin => format!("begins the list of club {club}"),
            Self::Give { whom } => format!("gives {} the list of club {club}", NAMES[whom]),
            Self::List { days } => format!("writes somebody on the list of club {club}, for {days} days"),
            Self::ListAgain { line, days } => format!("asks line {line} of club {club} again, for {days} days"),
            Self::Unlist { line, leaves: false } => format!("takes line {line} off the list of club {club}"),
            Self::Unlist { line, .. } => format!("takes line {line} off the list of club {club}, who left it"),
        }
    }
}

/// A club, as a history begins with one: with somebody on its list, and often with a second who leads it.
pub(super) fn a_club() -> impl Strategy<Value = Vec<Step>> {
    let second = prop::sample::select(&[0_usize, 1, 2][..]);
    (second, days()).prop_map(|(second, days)| {
        let [first, other] = [FACILITATORS[0], FACILITATORS[1]];
        let club = Pick::Nth(0);
        let step = |by, deed| Step::Club { by, club, deed };
        let begin = [
            step(0, InClub::Found),
            step(0, InClub::Name { whom: first }),
            step(first, InClub::Begin),
            step(first, InClub::List { days }),
        ];
        // Named, and given the key as well.
        let named = [step(0, InClub::Name { whom: other }), step(first, InClub::Give { whom: other })];
        begin.into_iter().chain(named.into_iter().take(second)).collect()
    })
}

fn days() -> impl Strategy<Value = u64> {
    prop::sample::select(&[1_u64, 30, 364][..])
}

/// Any one step about a club.
pub(super) fn any_in_club() -> impl Strategy<Value = Step> {
    const KEEPS: &[usize] = &[0, 0, 0, 1, 11];
    let keeps = prop_oneof![
        1 => Just(InClub::Found),
        3 => person(FACILITATORS).prop_map(|whom| InClub::Name { whom }),
        3 => person(FACILITATORS).prop_map(|whom| InClub::NameNoMore { whom }),
    ];
    let leads = prop_oneof![
        3 => Just(InClub::Begin),
        3 => person(FACILITATORS).prop_map(|whom| InClub::Give { whom }),
        4 => days().prop_map(|days| InClub::List { days }),
        3 => (pick(), days()).prop_map(|(line, days)| InClub::ListAgain { line, days }),
        3 => (pick(), prop::bool::ANY).prop_map(|(line, leaves)| InClub::Unlist { line, leaves }),
    ];
    prop_oneof![
        2 => (person(KEEPS), pick(), keeps).prop_map(|(by, club, deed)| Step::Club { by, club, deed }),
        5 => (person(FACILITATORS), pick(), leads).prop_map(|(by, club, deed)| Step::Club { by, club, deed }),
    ]
}
