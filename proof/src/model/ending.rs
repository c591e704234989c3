//! What goes for good: a case that is erased, an account that is closed, and what a sweep takes.

use super::{Asked, Model, Referral};
use crate::step::{Came, Pick};
use chrono::TimeDelta;
use domain::account::Role;
use domain::date::local_date;
use domain::referral::{Mover, ReferralState, last_day};

impl Model {
    /// Who opens the case writes it down.
    pub(super) fn ask_erasure(&mut self, by: usize, case: Pick) -> Came {
        let Some(case) = self.opened(by, case) else { return Came::Refused };
        self.asked.push(Asked { case, by });
        Came::Done
    }

    /// Another approves it.
    pub(super) fn approve_erasure(&mut self, by: usize, request: Pick) -> Came {
        let decides = self.people[by].role == Role::DataProtectionOfficer || self.holds_lead(by);
        // Two people decide: who wrote it down does not approve it.
        let request =
            self.request(request).filter(|one| decides && self.knows_request(by, *one) && self.asked[*one].by != by);
        let Some(case) = request.map(|one| self.asked[one].case) else { return Came::Refused };
        self.erase(case);
        Came::Done
    }

    /// Nothing of the case is left, and whoever was told of it has to stop.
    fn erase(&mut self, case: usize) {
        let stop = self.end_in(20);
        self.cases[case].erased = true;
        self.covers.iter_mut().filter(|cover| cover.case == case).for_each(|cover| cover.ended = true);
        self.cases[case].carried_by = None;
        for (index, one) in self.referrals.iter_mut().enumerate().filter(|(_, one)| one.case == case) {
            let kept = self.stops.iter().filter(|stop| stop.referral == index).map(|stop| stop.by);
            one.stop_by = Some(one.stop_by.into_iter().chain(kept).min().unwrap_or(stop));
        }
        self.stops.retain(|stop| self.referrals[stop.referral].case != case);
    }

    pub(super) fn close(&mut self, by: usize, whom: usize) -> Came {
        let leaves = self.people[whom].clone();
        let of_her_team = self.holds_lead(by)
            && leaves.organisation == self.people[by].organisation
            && !matches!(leaves.role, Role::Administrator | Role::DataProtectionOfficer);
        if by == whom || leaves.closed || !(self.people[by].role == Role::Administrator || of_her_team) {
            return Came::Refused;
        }
        let leads_there = |who: &usize| self.holds_lead(*who) && self.people[*who].organisation == leaves.organisation;
        if self.holds_lead(whom) && (0..self.people.len()).filter(leads_there).count() == 1 {
            return Came::LastHolder;
        }
        self.people[whom].closed = true;
        self.sessions[whom] = None;
        self.glasses.retain(|glass| glass.by != whom);
        self.forget_hiv(|wrap| wrap.is_of(whom));
        self.covers.iter_mut().filter(|cover| cover.whom == whom).for_each(|cover| cover.ended = true);
        self.leave_clubs(whom);
        for case in &mut self.cases {
            case.holders.remove(&whom);
            case.drafts.remove(&whom);
            case.sealed.remove(&whom);
            case.carried_by = case.carried_by.filter(|carries| *carries != whom);
        }
        Came::Done
    }

    /// A minute after the case opens to her no more, what she drafted about it is gone.
    pub(super) fn sweep(&mut self) {
        let moment = self.now - TimeDelta::minutes(1);
        // Referrals that nobody came by: past their last day, or past the client's request.
        for referral in 0..self.referrals.len() {
            let Referral { request, service, issued_at, state, .. } = self.referrals[referral];
            let waited_for = state == ReferralState::Booked;
            let late = local_date(moment) > last_day(service, local_date(issued_at));
            if self.ledger[request].until <= moment || (late && !waited_for) {
                self.move_to(referral, ReferralState::Expired, Mover::Clock, None);
            }
        }
        self.sweep_kept(moment);
        for case in 0..self.cases.len() {
            let drafts = std::mem::take(&mut self.cases[case].drafts);
            let kept = drafts.into_iter().filter(|who| self.holds_after(*who, case, moment)).collect();
            self.cases[case].drafts = kept;
        }
    }
}
