//! Papers that bring a team's keys back to a supervisor who waits for them: once, and only the newest.

use super::Model;
use domain::account::Role;

/// A team's recovery sheet.
pub struct Sheet {
    organisation: usize,
    /// Whether it was used, or another made.
    over: bool,
}

impl Model {
    /// Who holds the team's keys makes one; the one before is over.
    pub(super) fn make_sheet(&mut self, by: usize) -> bool {
        let organisation = self.people[by].organisation;
        let makes = self.holds_lead(by);
        if makes {
            self.sheets.iter_mut().filter(|one| one.organisation == organisation).for_each(|one| one.over = true);
            self.sheets.push(Sheet { organisation, over: false });
        }
        makes
    }

    /// Two papers of it stand for a colleague who gives her the keys.
    pub(super) fn open_sheet(&mut self, by: usize, sheet: Option<usize>) -> bool {
        let guest = &self.people[by];
        let waits = guest.role == Role::Supervisor && !guest.admitted;
        let good = |sheet: &usize| !self.sheets[*sheet].over && self.sheets[*sheet].organisation == guest.organisation;
        let Some(sheet) = sheet.filter(good).filter(|_| waits) else { return false };
        self.sheets[sheet].over = true;
        self.people[by].admitted = true;
        true
    }
}
