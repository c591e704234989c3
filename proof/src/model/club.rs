//! Clubs: the register is the house's, a list opens to who leads the club and holds its key, and each line of it under the yes of
//! who stands there. No line leads to a case, so what a client takes back or lets be erased there ends none here.

use super::{Model, Person};
use crate::step::{Came, InClub, Pick};
use chrono::{DateTime, Utc};
use domain::account::Role;
use std::collections::BTreeSet;

/// A club of an organisation.
pub struct Club {
    organisation: usize,
    /// Who was named to lead it.
    named: BTreeSet<usize>,
    /// Who of them holds the key of its newest list.
    hold: BTreeSet<usize>,
    begun: bool,
}

/// Somebody on a list.
pub struct Line {
    club: usize,
    until: DateTime<Utc>,
    gone: bool,
}

/// How somebody stands to a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    NotHers,
    Open,
    Waits,
    NotBegun,
    Lost,
}

/// What one person sees of one club's list: how she stands to it, and whom she finds there until when.
#[derive(PartialEq, Eq, Debug)]
pub struct ListSight {
    pub door: Door,
    pub lines: Option<BTreeSet<(usize, DateTime<Utc>)>>,
}

/// Who can be named to lead one.
fn leads_clubs(role: Role) -> bool {
    matches!(role, Role::Facilitator | Role::SocialWorker)
}

impl Model {
    pub fn clubs_here(&self) -> std::ops::Range<usize> {
        self.before.clubs..self.clubs.len()
    }

    pub fn club(&self, pick: Pick) -> Option<usize> {
        pick.of(self.before.clubs, self.clubs.len())
    }

    /// One of the lines of this club's list, gone or not; or, for the pick of something older, one of another's.
    pub fn line(&self, club: Option<usize>, pick: Pick) -> Option<usize> {
        let of = |own: bool| {
            let lines = 0..self.lines.len();
            lines.filter(move |line| (Some(self.lines[*line].club) == club) == own).collect::<Vec<_>>()
        };
        if pick == Pick::Older {
            return of(false).last().copied();
        }
        pick.of(0, of(true).len()).map(|nth| of(true)[nth])
    }

    /// Named and with the key: neither alone opens a list, and no other key does.
    fn opens_list(&self, who: usize, club: usize) -> bool {
        let Club { named, hold, .. } = &self.clubs[club];
        named.contains(&who) && hold.contains(&who)
    }

    fn door(&self, who: usize, club: usize) -> Door {
        let Club { named, hold, begun, .. } = &self.clubs[club];
        match (named.contains(&who), hold.contains(&who)) {
            (false, _) => Door::NotHers,
            (true, true) => Door::Open,
            (true, false) if !hold.is_empty() => Door::Waits,
            (true, false) if *begun => Door::Lost,
            (true, false) => Door::NotBegun,
        }
    }

    /// Whether her yes to it stands today.
    fn stands_on_list(&self, line: usize, club: usize) -> bool {
        let Line { club: of, until, gone } = self.lines[line];
        of == club && !gone && self.now < until
    }

    pub fn list_sight(&self, who: usize, club: usize) -> ListSight {
        let stand = (0..self.lines.len()).filter(|line| self.stands_on_list(*line, club));
        let lines = stand.map(|line| (line, self.lines[line].until)).collect();
        ListSight { door: self.door(who, club), lines: self.opens_list(who, club).then_some(lines) }
    }

    /// The register of the house.
    pub(super) fn clubs_of(&self, who: usize) -> Option<BTreeSet<usize>> {
        let Person { role, organisation, .. } = self.people[who];
        let reads = matches!(role, Role::Supervisor | Role::Administrator) || leads_clubs(role);
        let of_house = (0..self.clubs.len()).filter(|club| self.clubs[*club].organisation == organisation);
        reads.then(|| of_house.collect())
    }

    pub(super) fn clubs_led(&self, who: usize) -> BTreeSet<usize> {
        (0..self.clubs.len()).filter(|club| self.clubs[*club].named.contains(&who)).collect()
    }

    /// When yeses to being listed end.
    pub(super) fn ends_of_lines(&self) -> impl Iterator<Item = DateTime<Utc>> + '_ {
        self.lines.iter().filter(|line| !line.gone).map(|line| line.until)
    }

    /// Whose account is closed leads nothing any more, and her key is gone.
    pub(super) fn leave_clubs(&mut self, whom: usize) {
        for club in &mut self.clubs {
            club.named.remove(&whom);
            club.hold.remove(&whom);
        }
    }

    pub(super) fn in_club(&mut self, by: usize, club: Pick, deed: InClub) -> Came {
        let Person { role, organisation, .. } = self.people[by];
        let keeps = matches!(role, Role::Supervisor | Role::Administrator);
        let club = self.club(club);
        let done = match deed {
            InClub::Found => {
                if keeps {
                    let (named, hold) = (BTreeSet::new(), BTreeSet::new());
                    self.clubs.push(Club { organisation, named, hold, begun: false });
                }
                keeps
            }
            InClub::Name { whom } => {
                let Person { role, organisation: hers, closed, .. } = self.people[whom];
                let fits = leads_clubs(role) && hers == organisation && !closed;
                let club = club.filter(|club| keeps && fits && self.clubs[*club].organisation == organisation);
                club.inspect(|club| _ = self.clubs[*club].named.insert(whom)).is_some()
            }
            InClub::NameNoMore { whom } => {
                let club = club.filter(|club| keeps && self.clubs[*club].organisation == organisation);
                club.is_some_and(|club| {
                    self.clubs[club].hold.remove(&whom);
                    self.clubs[club].named.remove(&whom)
                })
            }
            InClub::Begin => {
                let stands = club.map(|club| self.door(by, club));
                let begins = matches!(stands, Some(Door::NotBegun | Door::Lost));
                club.filter(|_| begins).inspect(|club| self.begin_list(by, *club)).is_some()
            }
            InClub::Give { whom } => {
                let opened = club.filter(|club| self.opens_list(by, *club) && self.clubs[*club].named.contains(&whom));
                opened.inspect(|club| _ = self.clubs[*club].hold.insert(whom)).is_some()
            }
            InClub::List { days } => {
                let opened = club.filter(|club| self.opens_list(by, *club));
                let until = self.end_in(days);
                opened.inspect(|club| self.lines.push(Line { club: *club, until, gone: false })).is_some()
            }
            InClub::ListAgain { line, days } => {
                let until = self.end_in(days);
                self.held_line(by, club, line).inspect(|line| self.lines[*line].until = until).is_some()
            }
            InClub::Unlist { line, .. } => {
                self.held_line(by, club, line).inspect(|line| self.lines[*line].gone = true).is_some()
            }
        };
        if done { Came::Done } else { Came::Refused }
    }

    /// Whoever held the old list is gone, and so is what stood in it.
    fn begin_list(&mut self, by: usize, club: usize) {
        self.clubs[club].begun = true;
        self.clubs[club].hold = [by].into();
        self.lines.iter_mut().filter(|line| line.club == club).for_each(|line| line.gone = true);
    }

    /// A line that stands, for who opens the list.
    fn held_line(&self, by: usize, club: Option<usize>, line: Pick) -> Option<usize> {
        let club = club.filter(|club| self.opens_list(by, *club))?;
        self.line(Some(club), line).filter(|line| self.stands_on_list(*line, club))
    }
}
