//! What legal aid keeps of a client in its own compartment (domain.md 3.9): matters with their stages, and papers. Whoever
//! referred her is told stage, day and next step, and nothing of what it is about.

mod eligibility;
mod matter;
mod paper;
mod stage;

pub use eligibility::{Disclosure, Eligibility, EligibilityForm, Fit, Ground};
pub use matter::{Matter, MatterForm, MatterType, StageForm, StageTold};
pub use paper::{Paper, PaperForm, PaperKind, Where};
pub use stage::{CLOCKS, Clock, LegalStage, Outcome};

use crate::date::earliest_first;
use crate::progress::Progress;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One entry of a legal desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalEntry {
    /// A matter was begun.
    Matter(Matter),
    /// It came to a stage.
    Stage(StageTold),
    /// A paper, as it stands now.
    Paper(Paper),
}

impl LegalEntry {
    /// What of it is told back: of a matter that it was begun, of a stage which it is, of a paper nothing.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        match self {
            Self::Matter(matter) => {
                Some(Progress { stage: LegalStage::Advised.told(), on: matter.on, next: None, next_on: None })
            }
            Self::Stage(told) => Some(told.progress()),
            Self::Paper(_) => None,
        }
    }
}

/// A matter and where it stands.
#[derive(Clone, PartialEq, Eq)]
pub struct Standing {
    /// The entry that began it.
    pub id: Uuid,
    /// What it is about.
    pub matter: Matter,
    /// Every stage it came to, the first first.
    pub stages: Vec<StageTold>,
}

impl Standing {
    /// The stage it is in.
    #[must_use]
    pub fn stage(&self) -> LegalStage {
        self.stages.last().map_or(LegalStage::Advised, |told| told.stage)
    }

    /// Whether nothing can follow: it is over, or was passed on.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.stage().may_become().is_empty()
    }

    /// Since when.
    #[must_use]
    pub fn since(&self) -> NaiveDate {
        self.stages.last().map_or(self.matter.on, |told| told.on)
    }

    /// By when the next stage is due, if its clock runs.
    #[must_use]
    pub fn due(&self) -> Option<NaiveDate> {
        self.stage().due(self.since())
    }
}

/// What a compartment's entries say, given with their ids from the first to the last.
#[derive(Default)]
pub struct Board {
    /// The matters, the newest first.
    pub matters: Vec<Standing>,
    /// The papers as they stand, the newest first: a later entry of one stands in its place.
    pub papers: Vec<(Uuid, Paper)>,
}

impl Board {
    /// From the entries. A stage of what is not there is left out: its matter was under a key that is not held any more.
    #[must_use]
    pub fn of(entries: impl IntoIterator<Item = (Uuid, LegalEntry)>) -> Self {
        let mut board = Self::default();
        for (id, entry) in entries {
            match entry {
                LegalEntry::Matter(matter) => board.matters.insert(0, Standing { id, matter, stages: Vec::new() }),
                LegalEntry::Stage(told) => {
                    if let Some(standing) = board.matters.iter_mut().find(|standing| standing.id == told.matter) {
                        standing.stages.push(told);
                    }
                }
                LegalEntry::Paper(paper) => {
                    board.papers.retain(|(earlier, _)| Some(*earlier) != paper.replaces);
                    board.papers.insert(0, (id, paper));
                }
            }
        }
        board
    }

    /// By when the first of its matters is due, if any clock runs.
    #[must_use]
    pub fn first_due(&self) -> Option<NaiveDate> {
        self.matters.iter().filter_map(Standing::due).min()
    }

    /// Its place on the desk: whose clock is over first comes first, those for whom none runs come last.
    #[must_use]
    pub fn turn(&self) -> (bool, Option<NaiveDate>) {
        earliest_first(self.first_due())
    }

    /// One of its matters.
    #[must_use]
    pub fn matter(&self, id: Uuid) -> Option<&Standing> {
        self.matters.iter().find(|standing| standing.id == id)
    }
}

#[cfg(test)]
mod tests;
