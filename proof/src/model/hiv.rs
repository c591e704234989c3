//! What concerns HIV opens for whom she named, by a door of its own: not with the case, not with the team, not in an emergency.

use super::{Consent, Model, Person, Said};
use crate::people::ASSOCIATION;
use crate::step::Known;
use chrono::{DateTime, Utc};
use domain::account::Role;
use domain::consent::Purpose;

/// Whom a yes gives a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    Own(usize),
    Lead(usize),
    Desk(usize),
}

/// A key of one yes.
pub struct ForHiv {
    pub(super) case: usize,
    consent: usize,
    holder: Holder,
    /// Whether she named the team, and nobody in person.
    of_team: bool,
    until: DateTime<Utc>,
    /// Who writes it down in a colleague's place reads it as long as that.
    cover: Option<usize>,
    gone: bool,
}

impl ForHiv {
    pub(super) fn is_of(&self, who: usize) -> bool {
        self.holder == Holder::Own(who)
    }
}

impl Model {
    /// Whoever was named, while that yes lives; not who comes to the case through the glass alone.
    pub fn opens_hiv(&self, who: usize, case: Option<usize>) -> bool {
        let Some(case) = case.filter(|case| !self.cases[*case].erased) else { return false };
        let Person { role, organisation, .. } = self.people[who];
        let named = |holder: Holder| match holder {
            Holder::Own(whom) => who == whom,
            Holder::Lead(of) => organisation == of && self.holds_lead(who),
            Holder::Desk(of) => organisation == of && self.holds_desk(who),
        };
        let may = matches!(role, Role::Supervisor | Role::SocialWorker | Role::ClinicStaff);
        let alone = !self.opens_case(who, Some(case)) && self.reaches_case(who, Some(case));
        let lasts = |one: &ForHiv| {
            let covers = one.cover.is_none_or(|cover| self.runs(&self.covers[cover]));
            !one.gone && self.live(one.consent) && self.now < one.until && covers
        };
        may && !alone && self.for_hiv.iter().any(|one| one.case == case && lasts(one) && named(one.holder))
    }

    /// Never past her yes to have her data kept.
    pub(super) fn name_for_hiv(&mut self, by: usize, case: usize, whom: Known, days: u64) -> bool {
        let own = self.people[by].organisation;
        let (to, holders) = match whom {
            Known::Person(whom) if self.carries_with(by, whom) => (own, vec![Holder::Own(whom)]),
            Known::Team => {
                let carrier = self.cases[case].carried_by.filter(|carrier| *carrier != by);
                let people = [by].into_iter().chain(carrier).map(Holder::Own);
                (own, [Holder::Lead(own)].into_iter().chain(people).collect())
            }
            Known::Clinic(clinic) if (1..ASSOCIATION).contains(&clinic) && self.receives(clinic) => {
                (clinic, vec![Holder::Desk(clinic)])
            }
            Known::Person(_) | Known::Clinic(_) => return false,
        };
        let Some(kept) = self.standing(case, Purpose::Processing) else { return false };
        let until = self.end_in(days).min(self.ledger[kept].until);
        let hers = self.cases[case].holders.contains(&by) || self.leads(by, case);
        let runs = |cover: &super::Cover| cover.case == case && cover.whom == by && self.runs(cover);
        let in_place = self.covers.iter().position(runs).filter(|_| !hers);
        let consent = self.ledger.len();
        for holder in holders {
            let cover = in_place.filter(|_| holder == Holder::Own(by));
            let until = cover.map_or(until, |cover| until.min(self.covers[cover].until));
            let of_team = whom == Known::Team;
            self.for_hiv.push(ForHiv { case, consent, holder, of_team, until, cover, gone: false });
        }
        self.ledger.push(Consent {
            case,
            purpose: Purpose::Hiv,
            said: Said::Yes,
            to: Some(to),
            service: None,
            alias: false,
            from: self.now,
            until,
            ends: None,
        });
        true
    }

    /// Whether or not there was anybody.
    pub(super) fn name_nobody(&mut self, case: usize) {
        for consent in 0..self.ledger.len() {
            let Consent { case: of, purpose, said, .. } = self.ledger[consent];
            if of == case && purpose == Purpose::Hiv && said == Said::Yes && self.ending(consent).is_none() {
                self.withdraw(case, consent);
            }
        }
    }

    pub(super) fn forget_hiv(&mut self, whose: impl Fn(&ForHiv) -> bool) {
        self.for_hiv.iter_mut().filter(|one| whose(one)).for_each(|one| one.gone = true);
    }

    /// Who loses the case keeps what she was named for in person, and nothing as one of the team.
    pub(super) fn forget_as_team(&mut self, case: usize, old: usize) {
        self.forget_hiv(|one| one.case == case && one.is_of(old) && one.of_team);
    }

    /// The yeses of a case that name people of an organisation.
    pub(super) fn named_at(&self, case: usize, organisation: usize) -> Vec<usize> {
        let named = |index: &usize| {
            let Consent { case: of, purpose, to, .. } = self.ledger[*index];
            of == case && purpose == Purpose::Hiv && to == Some(organisation) && self.live(*index)
        };
        (0..self.ledger.len()).filter(named).collect()
    }

    /// Nobody of an organisation that gave the case away.
    pub(super) fn forget_hiv_at(&mut self, case: usize, organisation: usize) {
        let of: Vec<_> = self.people.iter().map(|person| person.organisation).collect();
        self.forget_hiv(|one| {
            let at = match one.holder {
                Holder::Own(who) => of[who],
                Holder::Lead(at) | Holder::Desk(at) => at,
            };
            one.case == case && at == organisation
        });
    }
}
