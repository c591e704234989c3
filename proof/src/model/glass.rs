//! Who breaks the glass.

use super::{Glass, Model, Person};
use crate::step::Came;
use chrono::TimeDelta;
use domain::account::Role;
use domain::consent::Purpose;

impl Model {
    /// Whether somebody of this role works beside them, who was admitted to it.
    fn is_there(&self, role: Role, beside: usize) -> bool {
        let Person { organisation, .. } = self.people[beside];
        let works = |who: usize, one: &Person| who != beside && one.role == role && one.admitted && !one.closed;
        self.people.iter().enumerate().any(|(who, one)| one.organisation == organisation && works(who, one))
    }

    /// Nobody else's case without her yes to an emergency, nor for who was not given the duty's key, nor where nobody is
    /// left to be told, nor after ten tries in an hour.
    pub(super) fn break_glass(&mut self, by: usize, case: Option<usize>) -> Came {
        let now = self.now;
        if self.opens_case(by, case) {
            return Came::Hers;
        }
        let tried = self.tries.iter().filter(|(who, at)| *who == by && *at > now - TimeDelta::hours(1)).count();
        let granted = case.and_then(|case| {
            let both = [Purpose::Emergency, Purpose::Processing].map(|purpose| self.standing(case, purpose));
            let [emergency, kept] = [both[0]?, both[1]?];
            let until = self.ledger[emergency].until.min(self.ledger[kept].until).min(now + TimeDelta::hours(4));
            let here = self.people[by].organisation == self.cases[case].organisation;
            let live = here && self.live(emergency) && self.live(kept) && self.people[by].admitted;
            let told = [Role::DataProtectionOfficer, Role::Supervisor].map(|role| self.is_there(role, by));
            (live && told == [true, true]).then(|| Glass {
                by,
                case,
                until,
                segments: self.cases[case].segments.clone(),
            })
        });
        match granted.filter(|_| tried < 10) {
            Some(glass) => {
                self.cases[glass.case].broken = true;
                self.glasses.push(glass);
                Came::Done
            }
            None => {
                self.tries.push((by, now));
                Came::Refused
            }
        }
    }
}
