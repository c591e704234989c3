use super::{Draft, PacketField, Service};
use crate::consent::{Evidence, EvidenceForm};
use crate::date::{display, needed_date};
use crate::id::OrganisationId;
use crate::problem::{Problem, Problems};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days a referral's request may live at most, by our default for release to others.
pub const REQUEST_DAYS_MAX: u64 = 90;

/// Days it lives when nothing else is said.
const REQUEST_DAYS: u64 = 30;

/// The client's own written request for one recipient, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct RequestForm {
    /// `yes` when she asked for it herself, in writing or by her own hand on this screen.
    #[serde(default)]
    pub own_request: String,
    /// Last day of the request.
    #[serde(default)]
    pub until: String,
    /// How it was given.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// A recipient-bound, expiring request (Law 91/2025 Art. 26.2).
pub struct Request {
    /// To whom, and exactly which fields.
    pub receiver: OrganisationId,
    /// For which service.
    pub service: Service,
    /// The fields she agreed to.
    pub fields: Vec<PacketField>,
    /// Last day, included.
    pub until: NaiveDate,
    /// How it was given.
    pub evidence: Evidence,
}

impl RequestForm {
    /// As it is handed out.
    #[must_use]
    pub fn blank() -> Self {
        Self { evidence: EvidenceForm::blank(), ..Self::default() }
    }

    /// The same with the usual last day where none was typed.
    #[must_use]
    pub fn with_an_end(self, today: NaiveDate) -> Self {
        if self.until.is_empty() { Self { until: display(today + Days::new(REQUEST_DAYS)), ..self } } else { self }
    }

    /// All problems at once, or the request for this draft.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, draft: &Draft, recorder: &str, today: NaiveDate) -> Result<Request, Problems> {
        let mut problems = Problems::none();
        if self.own_request != "yes" {
            problems.add("own_request", Problem::Missing);
        }
        let until = problems.keep("until", needed_date(&self.until));
        let latest = today.checked_add_days(Days::new(REQUEST_DAYS_MAX)).unwrap_or(today);
        if let Some(date) = until {
            if date < today {
                problems.add("until", Problem::DateInPast);
            } else if date > latest {
                problems.add("until", Problem::DateInFuture);
            }
        }
        let evidence = self.evidence.check(recorder, &mut problems);
        let request = (|| {
            Some(Request {
                receiver: draft.receiver,
                service: draft.service,
                fields: draft.fields.clone(),
                until: until?,
                evidence: evidence?,
            })
        })();
        problems.finish(request)
    }
}

#[cfg(test)]
mod tests;
