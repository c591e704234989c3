//! What a clinic keeps for itself: under a yes of its own, whatever becomes of the referral by which it came to her.

use super::{Consent, Model, Said};
use chrono::{DateTime, Utc};
use domain::account::Role;
use domain::consent::Purpose;
use std::collections::BTreeSet;

/// A clinic's own record of a client.
pub struct Kept {
    case: usize,
    to: usize,
    /// The referral by which the clinic came to her.
    referral: usize,
    pub(super) consent: usize,
    /// Whether what was in it is gone: taken back, or over for a minute and swept.
    gone: bool,
}

/// A duty to stop keeping.
pub struct Stop {
    pub(super) to: usize,
    pub(super) referral: usize,
    pub(super) by: DateTime<Utc>,
}

impl Model {
    /// The record that opens to everybody at the clinic's desk, by any referral of this client to the clinic.
    pub(super) fn kept_of(&self, who: usize, referral: usize) -> Option<usize> {
        let (case, to) = (self.referrals[referral].case, self.referrals[referral].to);
        let desk = self.people[who].organisation == to && self.holds_desk(who);
        let desk = desk && self.people[who].role == Role::ClinicStaff && !self.cases[case].erased;
        let opens = |kept: &Kept| kept.case == case && kept.to == to && !kept.gone && self.live(kept.consent);
        self.kept.iter().position(opens).filter(|_| desk)
    }

    pub fn opens_kept(&self, who: usize, referral: Option<usize>) -> bool {
        referral.is_some_and(|referral| self.kept_of(who, referral).is_some())
    }

    /// The referrals by which a desk comes to all of its records.
    pub(super) fn kept_at_desk(&self, who: usize) -> BTreeSet<usize> {
        // One that ended is not on the list again when the same client lets another begin.
        let stands = |(index, kept): &(usize, &Kept)| self.kept_of(who, kept.referral) == Some(*index);
        self.kept.iter().enumerate().filter(stands).map(|(_, kept)| kept.referral).collect()
    }

    /// A first yes is asked of whom the packet told of; a later one stands in its place. A no ends nothing that stands.
    pub(super) fn keep(&mut self, by: usize, referral: usize, days: Option<u64>) -> bool {
        let stands = self.kept_of(by, referral);
        if stands.is_none() && !self.opens_packet(by, Some(referral)) {
            return false;
        }
        let (case, to) = (self.referrals[referral].case, self.referrals[referral].to);
        let until = days.map(|days| self.end_in(days));
        if let (Some(until), Some(kept)) = (until, stands) {
            self.replace(self.kept[kept].consent, until);
            return true;
        }
        let consent = self.ledger.len();
        self.ledger.push(Consent {
            case,
            purpose: Purpose::Compartment,
            said: if until.is_some() { Said::Yes } else { Said::NotNow },
            to: Some(to),
            service: None,
            alias: false,
            from: self.now,
            until: until.unwrap_or(self.now),
            ends: None,
        });
        if until.is_some() {
            self.kept.push(Kept { case, to, referral, consent, gone: false });
        }
        true
    }

    /// Her no to it, or to have her data kept at all, ends it, whoever writes it down. Says how many must stop who were not
    /// told anyway.
    pub(super) fn stop_keeping(
        &mut self,
        case: usize,
        purpose: Purpose,
        consent: usize,
        told: &BTreeSet<usize>,
        by: DateTime<Utc>,
    ) -> usize {
        let ends = |kept: &&mut Kept| match purpose {
            Purpose::Compartment => kept.consent == consent,
            Purpose::Processing => kept.case == case,
            _ => false,
        };
        let mut stopped = BTreeSet::new();
        for kept in self.kept.iter_mut().filter(ends).filter(|kept| !kept.gone) {
            kept.gone = true;
            stopped.insert((kept.referral, kept.to));
        }
        stopped.retain(|(referral, _)| !told.contains(referral));
        self.stops.extend(stopped.iter().map(|&(referral, to)| Stop { to, referral, by }));
        stopped.len()
    }

    pub(super) fn sweep_kept(&mut self, moment: DateTime<Utc>) {
        for kept in &mut self.kept {
            kept.gone |= self.ledger[kept.consent].until <= moment;
        }
    }
}
