use super::form::small;
use crate::codes::codes;
use crate::problem::Problems;
use crate::referral_chart::SMALLEST;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

codes! {
    /// Why a client was content with a service, or not. None of them says who she is.
    FeedbackReason {
        /// Kind, and discreet.
        Kind = "kind",
        /// Quick.
        Quick = "quick",
        /// It helped.
        Helped = "helped",
        /// She waited long.
        LongWait = "long_wait",
        /// She was not treated with respect.
        Attitude = "attitude",
        /// Others could hear or see.
        Privacy = "privacy",
        /// It cost more than was said.
        Cost = "cost",
        /// It did not help.
        NoHelp = "no_help",
        /// What stands in the directory was wrong.
        WrongListing = "wrong_listing",
    }
}

/// What a client said of a service, without a word of her own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feedback {
    /// 1 (bad) to 5 (good).
    pub points: u8,
    /// Why.
    pub reason: FeedbackReason,
}

/// What a client said of a service, as ticked by who asked her.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    /// 1 to 5.
    pub points: String,
    /// Code of [`FeedbackReason`].
    pub reason: String,
}

impl FeedbackForm {
    /// All problems at once, or what she said.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Feedback, Problems> {
        let mut problems = Problems::none();
        let points = problems.keep("points", small(&self.points, 1, 5));
        let reason = problems.keep("reason", FeedbackReason::from_code(&self.reason));
        let feedback = (|| Some(Feedback { points: points?, reason: reason? }))();
        problems.finish(feedback)
    }
}

/// What clients say of a service together, so that none of them is found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The mean of their points, in tenths of a point, rounded.
    pub tenths: usize,
    /// What [`SMALLEST`] of them or more say.
    pub reasons: Vec<FeedbackReason>,
}

impl Opinion {
    /// Of what was said and by how many. `None` of fewer than [`SMALLEST`].
    #[must_use]
    pub fn of(said: impl IntoIterator<Item = (Feedback, usize)>) -> Option<Self> {
        let (mut all, mut points) = (0_usize, 0_usize);
        let mut reasons = BTreeMap::<FeedbackReason, usize>::new();
        for (feedback, count) in said {
            all += count;
            points += count * usize::from(feedback.points);
            *reasons.entry(feedback.reason).or_default() += count;
        }
        if all < SMALLEST {
            return None;
        }
        let reasons = reasons.into_iter().filter(|(_, count)| *count >= SMALLEST).map(|(reason, _)| reason).collect();
        Some(Self { tenths: (points * 10 + all / 2) / all, reasons })
    }
}

#[cfg(test)]
mod tests;
