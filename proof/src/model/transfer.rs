//! A case goes to another organisation, because the client wants it to: who sees what before, between and after.

use super::{Consent, Model, Said};
use crate::step::Pick;
use chrono::{Months, TimeDelta};
use domain::account::Role;
use domain::consent::{Purpose, Segment};
use domain::transfer::{Outcome, Standing};
use std::collections::BTreeMap;

/// A case offered by one organisation to another.
pub struct Offer {
    pub case: usize,
    from: usize,
    to: usize,
    /// Her yes to it.
    consent: usize,
    pub(super) outcome: Option<Outcome>,
    /// Whether what it hangs on was taken back.
    shut: bool,
    /// What of the case could be opened: parts given again, and referrals.
    given: BTreeMap<Segment, usize>,
    referrals: usize,
}

impl Model {
    /// Where an offer stands: what ended it, else what she took back, else the time.
    fn standing_of(&self, offer: &Offer) -> Standing {
        match offer.outcome {
            Some(Outcome::Taken) => Standing::Taken,
            Some(Outcome::SentBack) => Standing::SentBack,
            Some(Outcome::CalledOff) => Standing::CalledOff,
            None if self.ledger[offer.consent].until <= self.now => {
                if self.taken_back(offer.consent) {
                    Standing::TakenBack
                } else {
                    Standing::Over
                }
            }
            None if offer.shut => Standing::TakenBack,
            None => Standing::Waits,
        }
    }

    /// The offer of a case that waits for an answer: there is never a second one.
    pub(super) fn waiting(&self, case: usize) -> Option<usize> {
        let waits = |offer: &Offer| offer.case == case && self.standing_of(offer) == Standing::Waits;
        self.offers.iter().position(waits).filter(|_| !self.cases[case].erased)
    }

    /// While it waits, its one page opens to who leads the team that is asked.
    pub fn opens_offer(&self, who: usize, offer: usize) -> bool {
        let Offer { case, to, .. } = self.offers[offer];
        self.waiting(case) == Some(offer) && self.holds_lead(who) && self.people[who].organisation == to
    }

    /// What supervisors of both sides see of all offers, the newest first.
    pub(super) fn offers_of(&self, organisation: usize) -> Vec<(usize, Standing)> {
        let ours = |offer: &Offer| organisation == offer.from || organisation == offer.to;
        let seen = self.offers.iter().enumerate().rev();
        let seen = seen.filter(|(_, offer)| ours(offer) && !self.cases[offer.case].erased);
        seen.map(|(index, offer)| (index, self.standing_of(offer))).take(100).collect()
    }

    /// What is owed to somebody is brought to an end before a case goes.
    fn may_go(&self, case: usize) -> bool {
        let open = self.referrals.iter().any(|one| one.case == case && one.state.is_open());
        self.agrees(case, Purpose::Services) && !open && !self.cases[case].broken
    }

    fn referrals_of(&self, case: usize) -> usize {
        self.referrals.iter().filter(|one| one.case == case).count()
    }

    /// Only who carries the case offers it, in nobody's place, to where somebody leads who could take it.
    pub(super) fn make_offer(&mut self, by: usize, case: Pick, to: usize) -> bool {
        let hers = |case: &usize| self.cases[*case].holders.contains(&by);
        let Some(case) = self.opened(by, case).filter(hers) else { return false };
        let from = self.cases[case].organisation;
        let leads = |who: usize| self.people[who].organisation == to && self.holds_lead(who);
        let asked = to != from && (0..self.people.len()).any(leads);
        if self.waiting(case).is_some() || !self.may_go(case) || !asked {
            return false;
        }
        let consent = self.ledger.len();
        self.ledger.push(Consent {
            case,
            purpose: Purpose::Transfer,
            said: Said::Yes,
            to: Some(to),
            service: None,
            alias: false,
            from: self.now,
            until: self.now + TimeDelta::days(30),
            ends: None,
        });
        let (given, referrals) = (self.cases[case].given.clone(), self.referrals_of(case));
        self.offers.push(Offer { case, from, to, consent, outcome: None, shut: false, given, referrals });
        true
    }

    /// Whether what can be opened of the case is another thing than when it was offered.
    fn changed(&self, offer: usize) -> bool {
        let Offer { case, ref given, referrals, .. } = self.offers[offer];
        let again = |part: &Segment| self.cases[case].given.get(part) != given.get(part);
        self.cases[case].segments.iter().any(again) || self.referrals_of(case) != referrals
    }

    /// From now on the other organisation keeps it, and the old one opens nothing of it: neither who carried or covered it,
    /// nor who led there, nor what only they could open.
    pub(super) fn take_over(&mut self, by: usize, offer: usize, whom: usize) -> bool {
        let Offer { case, from, to, consent, .. } = self.offers[offer];
        let kept = self.standing(case, Purpose::Processing).filter(|kept| self.live(*kept));
        let can = self.people[by].role == Role::Supervisor && self.carries_with(by, whom) && self.may_go(case);
        let Some(kept) = kept.filter(|_| can && !self.changed(offer)) else { return false };
        let served = self.standing_live(case, Purpose::Services);
        let emergency = self.standing_live(case, Purpose::Emergency);
        for old in served.into_iter().chain([kept]) {
            self.ledger[old].to = Some(to);
            self.replace(old, self.now + Months::new(12));
        }
        // What has no place there ends; it is no taking back.
        let named = self.named_at(case, from);
        for old in emergency.into_iter().chain(named).chain([consent]) {
            let moved = Consent {
                said: Said::Moved,
                from: self.now,
                until: self.now,
                ends: Some(old),
                ..self.ledger[old].clone()
            };
            self.ledger.push(moved);
        }
        self.covers.iter_mut().filter(|cover| cover.case == case).for_each(|cover| cover.ended = true);
        // What was sent to themselves is theirs no more either.
        self.referrals.iter_mut().filter(|one| one.case == case && one.to == from).for_each(|one| one.shut = true);
        self.forget_hiv_at(case, from);
        let gone = &mut self.cases[case];
        gone.organisation = to;
        gone.holders = [whom].into();
        gone.carried_by = Some(whom);
        gone.drafts.clear();
        gone.sealed.clear();
        self.offers[offer].outcome = Some(Outcome::Taken);
        true
    }

    fn standing_live(&self, case: usize, purpose: Purpose) -> Option<usize> {
        let stands = |index: &usize| self.ledger[*index].case == case && self.ledger[*index].purpose == purpose;
        (0..self.ledger.len()).filter(stands).find(|index| self.live(*index))
    }

    /// An offer goes with her yes to it, to be supported, or to have her data kept.
    pub(super) fn shut_offers(&mut self, case: usize, purpose: Purpose, consent: usize) {
        let hangs = |offer: &&mut Offer| match purpose {
            Purpose::Services | Purpose::Processing => offer.case == case,
            Purpose::Transfer => offer.consent == consent,
            _ => false,
        };
        self.offers.iter_mut().filter(hangs).for_each(|offer| offer.shut = true);
    }
}
