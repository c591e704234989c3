//! Who carries a case, and who does the work in her place while she is away.

use super::{Cover, Model, Person};
use crate::step::{Came, Pick};
use chrono::TimeDelta;
use domain::account::Role;
use domain::consent::Purpose;
use std::collections::BTreeSet;

impl Model {
    /// A case that nobody carries is given to a colleague.
    pub(super) fn assign(&mut self, by: usize, case: Pick, whom: usize) -> Came {
        let colleague = self.carries_with(by, whom);
        let here = |case: &usize| self.cases[*case].organisation == self.people[by].organisation;
        let supervises = self.people[by].role == Role::Supervisor;
        let case = self.case(case).filter(here).filter(|_| supervises && colleague);
        if let Some(carries) = case.and_then(|case| self.cases[case].carried_by) {
            return if carries == whom { Came::Done } else { Came::Refused };
        }
        let case = case.filter(|case| self.holds_lead(by) && self.opens_case(by, Some(*case)));
        let Some(case) = case else { return Came::Refused };
        self.give(case, whom);
        Came::Done
    }

    /// It is taken from who carries it.
    pub(super) fn reassign(&mut self, by: usize, case: Pick, whom: usize) -> Came {
        let Some((case, old)) = self.to_take(by, case, whom) else { return Came::Refused };
        self.forget_as_team(case, old);
        // Her sealed notes stay hers, for when the case comes back.
        self.cases[case].holders.remove(&old);
        self.cases[case].drafts.remove(&old);
        self.give(case, whom);
        Came::Done
    }

    /// From a day to a day, never beside another cover, and only where there is work.
    pub(super) fn give_cover(&mut self, by: usize, case: Pick, whom: usize, (after, days): (u64, u64)) -> Came {
        let Some((case, _)) = self.to_take(by, case, whom) else { return Came::Refused };
        let (until, begins) = (self.end_in(after + days), self.end_in(after) - TimeDelta::days(1));
        let from = begins.max(self.now);
        let stands = |purpose| self.agrees(case, purpose);
        let lasts = self.standing(case, Purpose::Processing).is_some_and(|yes| self.ledger[yes].until > from);
        if self.cover(Some(case)).is_some() || !stands(Purpose::Services) || !lasts {
            return Came::Refused;
        }
        // What is left of her earlier ones gives way.
        let earlier = |cover: &&mut Cover| cover.case == case && cover.whom == whom;
        self.covers.iter_mut().filter(earlier).for_each(|cover| cover.ended = true);
        self.covers.push(Cover { case, whom, from, until, ended: false });
        Came::Done
    }

    /// The supervisor ends it before its day.
    pub(super) fn end_cover(&mut self, by: usize, case: Pick) -> Came {
        let here = |case: &usize| self.cases[*case].organisation == self.people[by].organisation;
        let supervises = self.people[by].role == Role::Supervisor;
        let cover = self.cover(self.case(case).filter(here)).filter(|_| supervises);
        let Some(cover) = cover else { return Came::Refused };
        self.covers[cover].ended = true;
        self.drop_drafts_of_covers(self.covers[cover].case);
        Came::Done
    }

    /// Whether this is a colleague beside them who can carry a case.
    pub(super) fn carries_with(&self, beside: usize, whom: usize) -> bool {
        let Person { role, organisation, .. } = self.people[whom];
        organisation == self.people[beside].organisation && role == Role::SocialWorker && self.holds_desk(whom)
    }

    /// A case, and who carries it, that a supervisor can give to another colleague.
    fn to_take(&self, by: usize, case: Pick, whom: usize) -> Option<(usize, usize)> {
        let colleague = self.carries_with(by, whom);
        let case = self.case(case).filter(|_| self.people[by].role == Role::Supervisor && colleague)?;
        let old = self.cases[case].carried_by.filter(|old| *old != whom)?;
        (self.holds_lead(by) && self.opens_case(by, Some(case))).then_some((case, old))
    }

    /// Somebody carries the case from now on: nobody does it in another's place any more.
    pub(super) fn give(&mut self, case: usize, whom: usize) {
        self.cases[case].holders.insert(whom);
        self.cases[case].carried_by = Some(whom);
        self.covers.iter_mut().filter(|cover| cover.case == case).for_each(|cover| cover.ended = true);
        self.drop_drafts_of_covers(case);
    }

    /// What somebody drafted who covered a case goes with her keys, unless they are hers in another way.
    pub(super) fn drop_drafts_of_covers(&mut self, case: usize) {
        let covered: BTreeSet<usize> =
            self.covers.iter().filter(|cover| cover.case == case).map(|cover| cover.whom).collect();
        for whom in covered {
            if !self.holds_after(whom, case, self.now) {
                self.cases[case].drafts.remove(&whom);
            }
        }
    }
}
