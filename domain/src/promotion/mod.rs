//! From a contact to a client: whoever says yes to a case takes what was logged before along into it. A contact says what it
//! said; nothing here decides that two people without a code are one.

mod form;
#[cfg(test)]
mod tests;

pub use form::PromotionForm;

use crate::case::{NextStep, OpeningForm, Step};
use crate::client::ClientCode;
use crate::contact::{Contact, Met};
use crate::id::ContactId;
use crate::intake::UrgentAnswer;
use crate::needs::{NeedDomain, NeedStage, NeedStep};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Most contacts that are taken along at once: the newest of somebody who was met for years.
pub const RUN_MAX: usize = 100;

/// A contact from before there was a case, as the case keeps it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Before {
    /// Which.
    pub id: ContactId,
    /// What was logged.
    pub contact: Contact,
    /// Who logged it.
    pub logged_by: String,
    /// On which day it came in.
    pub logged_on: NaiveDate,
}

impl Before {
    /// The day it took place.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        self.contact.met_on.unwrap_or(self.logged_on)
    }

    /// The code that was told then.
    #[must_use]
    pub fn code(&self) -> Option<&ClientCode> {
        match &self.contact.met {
            Met::Known { code } => Some(code),
            Met::Anonymous { .. } | Met::Group { .. } => None,
        }
    }
}

/// What a case keeps of the time before it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Promotion {
    /// The contacts, the last first.
    pub contacts: Vec<Before>,
    /// What she named then and still names.
    pub needs: Vec<NeedDomain>,
}

/// Whether a client can come of a contact: of one with a single person.
#[must_use]
pub const fn may_be_promoted(contact: &Contact) -> bool {
    !matches!(contact.met, Met::Group { .. })
}

/// Whether a contact belongs to the same run as the one that is promoted: both told the same code. Two without a code may be
/// two people.
#[must_use]
pub fn is_of_one_run(promoted: &Contact, other: &Contact) -> bool {
    matches!(&promoted.met, Met::Known { code } if other.is_with(code))
}

impl Promotion {
    /// What is offered of a run: all of it, and every need that was heard in it.
    #[must_use]
    pub fn offered(mut run: Vec<Before>) -> Self {
        run.sort_by_key(|before| std::cmp::Reverse((before.on(), before.id)));
        run.truncate(RUN_MAX);
        let mut needs: Vec<_> = run.iter().flat_map(|before| &before.contact.needs).copied().collect();
        needs.sort_unstable();
        needs.dedup();
        Self { contacts: run, needs }
    }

    /// The code that she told before, if any. Her case has one of its own: whether another's has this one is nobody's to learn.
    #[must_use]
    pub fn code(&self) -> Option<ClientCode> {
        self.contacts.iter().find_map(Before::code).cloned()
    }

    /// The intake, with what the contacts tell filled in. The consents are asked as of everybody.
    #[must_use]
    pub fn opening(&self) -> OpeningForm {
        let mut form = OpeningForm::blank();
        if self.contacts.iter().any(|before| before.contact.is_with_a_child()) {
            form.intake.under_18 = UrgentAnswer::Yes.code().into();
        }
        form
    }

    /// The form of what is taken along: everything, until somebody unticks it.
    #[must_use]
    pub fn form(&self) -> PromotionForm {
        PromotionForm {
            before: self.contacts.iter().map(|before| before.id.to_string()).collect(),
            needs: self.needs.iter().map(|need| need.code().to_owned()).collect(),
        }
    }

    /// The steps of the needs she named: said on the first day it was heard, or today.
    pub fn steps(&self, today: NaiveDate) -> impl Iterator<Item = NeedStep> + '_ {
        self.needs.iter().map(move |domain| {
            let heard = self.contacts.iter().filter(|before| before.contact.needs.contains(domain)).map(Before::on);
            let on = heard.min().unwrap_or(today).min(today);
            NeedStep { domain: *domain, stage: NeedStage::Expressed, on, urgency: None, wish: None }
        })
    }

    /// What is next: the day that was agreed on in the street, if it is still to come.
    #[must_use]
    pub fn next(&self, today: NaiveDate) -> Option<NextStep> {
        let days = self.contacts.iter().filter_map(|before| before.contact.follow_up_on);
        days.filter(|on| *on >= today).min().map(|on| NextStep { step: Step::FollowUp, on })
    }
}
