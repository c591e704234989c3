//! What a client says after her case was opened: asked again, in part, in whole, taken back by her code, given again.

use super::{Consent, Model, Referral, Said};
use crate::step::{Came, Pick};
use chrono::{DateTime, Utc};
use domain::account::Role;
use domain::consent::{Purpose, Segment, TakenBack};
use domain::referral::ReferralState;
use std::collections::BTreeSet;

impl Model {
    /// Puts a new yes in the place of one that is live.
    pub(super) fn replace(&mut self, old: usize, until: DateTime<Utc>) {
        let new = self.ledger.len();
        self.ledger.push(Consent { from: self.now, until, ends: Some(old), ..self.ledger[old].clone() });
        self.referrals.iter_mut().filter(|one| one.request == old).for_each(|one| one.request = new);
        self.kept.iter_mut().filter(|one| one.consent == old).for_each(|one| one.consent = new);
    }

    /// One yes, with who reads it.
    pub(super) fn take_back(&mut self, by: usize, case: Pick, consent: Pick) -> Came {
        let case = self.reached(by, case);
        let consent = self.consent(case, consent).filter(|consent| Some(self.ledger[*consent].case) == case);
        let Some((case, consent)) = case.zip(consent) else { return Came::Refused };
        self.withdraw(case, consent)
    }

    /// With her code, at anybody's of the house.
    pub(super) fn by_code(&mut self, by: usize, case: Pick, what: TakenBack) -> Came {
        // Everybody who works where cases are kept; what came of it is told to nobody.
        if self.people[by].role == Role::ClinicStaff {
            return Came::Refused;
        }
        let here = |case: &usize| self.cases[*case].organisation == self.people[by].organisation;
        if let Some(case) = self.case(case).filter(here).filter(|case| !self.cases[*case].erased) {
            let stands = |index: &usize| {
                let Consent { said, case: of, purpose, until, .. } = self.ledger[*index];
                let live = said == Said::Yes && until > self.now && self.ending(*index).is_none();
                of == case && live && what.covers(purpose)
            };
            let mut standing: Vec<_> = (0..self.ledger.len()).filter(stands).collect();
            // Who must stop keeping anything is told once.
            standing.sort_by_key(|entry| self.ledger[*entry].purpose != Purpose::Processing);
            for consent in standing {
                self.withdraw(case, consent);
            }
        }
        Came::Done
    }

    /// A yes stands in the place of one that is live; a no ends nothing before its day.
    pub(super) fn renew(&mut self, by: usize, case: Pick, consent: Pick, days: Option<u64>) -> Came {
        let case = self.opened(by, case);
        let consent = self.consent(case, consent).filter(|one| Some(self.ledger[*one].case) == case);
        // What a partner keeps is asked there; an offer that nobody answered is made anew.
        let asked_at_home =
            |one: &usize| !matches!(self.ledger[*one].purpose, Purpose::Transfer | Purpose::Compartment);
        let consent = consent.filter(|one| self.live(*one)).filter(asked_at_home);
        let Some(consent) = consent else { return Came::Refused };
        match days {
            Some(days) => self.replace(consent, self.end_in(days)),
            // A no to an emergency does not wait for the end of the yes.
            None if self.ledger[consent].purpose == Purpose::Emergency => {
                let case = self.ledger[consent].case;
                self.withdraw(case, consent);
            }
            None => {
                let old = self.ledger[consent].clone();
                self.ledger.push(Consent { said: Said::NotNow, from: self.now, until: self.now, ends: None, ..old });
            }
        }
        Came::Done
    }

    /// She wants to be supported again.
    pub(super) fn resume(&mut self, by: usize, case: Pick) -> Came {
        let case = self.opened(by, case).filter(|case| !self.agrees(*case, Purpose::Services));
        let Some(case) = case else { return Came::Refused };
        let first = |entry: &&Consent| entry.case == case && entry.purpose == Purpose::Services;
        let first = self.ledger.iter().find(first).expect("no case without it").clone();
        let until = self.end_in(300);
        self.ledger.push(Consent { said: Said::Yes, from: self.now, until, ends: None, ..first });
        Came::Done
    }

    /// A part of what she let them keep.
    pub(super) fn take_part_back(&mut self, by: usize, case: Pick, consent: Pick, what: &[Segment]) -> Came {
        let case = self.opened(by, case);
        let consent = self.consent(case, consent).filter(|one| Some(self.ledger[*one].case) == case);
        let to_keep = |one: &usize| self.live(*one) && self.ledger[*one].purpose == Purpose::Processing;
        let Some((case, consent)) = case.zip(consent.filter(to_keep)) else { return Came::Refused };
        self.narrow(case, consent, what)
    }

    /// The same part, given again under another key.
    pub(super) fn give_part(&mut self, by: usize, case: Pick, part: Segment) -> Came {
        let case = self.opened(by, case).filter(|case| !self.cases[*case].segments.contains(&part));
        let stands = case.and_then(|case| self.standing(case, Purpose::Processing));
        let Some((case, kept)) = case.zip(stands) else { return Came::Refused };
        self.cases[case].segments.push(part);
        self.cases[case].segments.sort_unstable();
        *self.cases[case].given.entry(part).or_default() += 1;
        self.replace(kept, self.ledger[kept].until);
        Came::Done
    }

    pub(super) fn withdraw(&mut self, case: usize, consent: usize) -> Came {
        // What stands in the place of what she agreed to is taken back with it.
        let mut consent = consent;
        while let Some(newer) = self.ending(consent).filter(|newer| self.ledger[*newer].said == Said::Yes) {
            consent = newer;
        }
        if self.ledger[consent].said != Said::Yes {
            return Came::Refused;
        }
        let purpose = self.ledger[consent].purpose;
        let case_shut = purpose == Purpose::Processing;
        if self.ending(consent).is_some() {
            return Came::Shut { referrals: 0, told: 0, case_shut };
        }
        let old = self.ledger[consent].clone();
        self.ledger.push(Consent {
            said: Said::TakenBack,
            from: self.now,
            until: self.now,
            ends: Some(consent),
            ..old
        });
        let stop = self.end_in(20);
        let mut referrals = 0;
        let under = |one: &Referral| {
            let told = match purpose {
                Purpose::Services | Purpose::Processing => true,
                Purpose::Referral => one.request == consent,
                Purpose::Emergency
                | Purpose::Hiv
                | Purpose::Transfer
                | Purpose::CodedPlan
                | Purpose::Compartment
                | Purpose::SharedResult => false,
            };
            told && one.case == case
        };
        let mut stopped = BTreeSet::new();
        let referrals_told = self.referrals.iter_mut().enumerate().filter(|(_, one)| under(one));
        for (index, one) in referrals_told.filter(|(_, one)| one.stop_by.is_none()) {
            one.stop_by = Some(stop);
            stopped.insert(index);
            if one.state.is_open() {
                one.state = ReferralState::Withdrawn;
                referrals += 1;
            }
        }
        let told = stopped.len() + self.stop_keeping(case, purpose, consent, &stopped, stop);
        self.shut_offers(case, purpose, consent);
        if purpose == Purpose::Services {
            // Nobody works in another's place on who is not supported any more.
            self.covers.iter_mut().filter(|cover| cover.case == case).for_each(|cover| cover.ended = true);
            self.drop_drafts_of_covers(case);
        }
        if case_shut {
            self.forget_hiv(|wrap| wrap.case == case);
            self.cases[case].drafts.clear();
        }
        Came::Shut { referrals, told, case_shut }
    }

    fn narrow(&mut self, case: usize, consent: usize, what: &[Segment]) -> Came {
        let gone = |segment: &Segment| Segment::SEVERABLE.contains(segment) && what.contains(segment);
        let held = self.cases[case].segments.len();
        self.cases[case].segments.retain(|segment| !gone(segment));
        let parts = held - self.cases[case].segments.len();
        if parts == 0 {
            return Came::Refused;
        }
        for glass in self.glasses.iter_mut().filter(|glass| glass.case == case) {
            glass.segments.retain(|segment| !gone(segment));
        }
        self.replace(consent, self.ledger[consent].until);
        Came::Narrowed { parts }
    }
}
