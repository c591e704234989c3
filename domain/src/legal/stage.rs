use crate::calendar::working_days_after;
use crate::codes::codes;
use crate::progress::Stage;
use chrono::NaiveDate;

codes! {
    /// How far a matter is (domain.md 3.9).
    LegalStage {
        /// First advice was given.
        Advised = "advised",
        /// Legal aid was asked for, in writing and with what proves the ground.
        Asked = "asked",
        /// The file must be completed.
        Incomplete = "incomplete",
        /// It was taken on.
        TakenOn = "taken_on",
        /// It was not taken on.
        NotTakenOn = "not_taken_on",
        /// Somebody was named to do it.
        Assigned = "assigned",
        /// It is being done.
        UnderWay = "under_way",
        /// It ended.
        Ended = "ended",
        /// It was stopped.
        Stopped = "stopped",
        /// It was passed on.
        PassedOn = "passed_on",
    }
}

codes! {
    /// How it ended.
    Outcome {
        /// As she wanted.
        Success = "success",
        /// In part.
        Partly = "partly",
        /// Not.
        No = "no",
    }
}

/// A clock of a stage: the working days within which the next is due. They are this house's own, tighter than or equal to what
/// centres tell their clients: the terms of the circulars were not at hand to be checked, so none is called the law's.
pub struct Clock {
    /// The stage it runs in.
    pub stage: LegalStage,
    /// Working days, the day it runs from not counted.
    pub working_days: u64,
    /// Where it stands.
    pub source: &'static str,
}

/// The clocks. A stage that is not here waits for nobody.
pub const CLOCKS: &[Clock] = &[
    Clock { stage: LegalStage::Advised, working_days: 10, source: "design" },
    Clock { stage: LegalStage::Asked, working_days: 3, source: "design" },
    Clock { stage: LegalStage::Incomplete, working_days: 10, source: "design" },
    Clock { stage: LegalStage::TakenOn, working_days: 3, source: "design" },
    Clock { stage: LegalStage::Assigned, working_days: 5, source: "design" },
    Clock { stage: LegalStage::UnderWay, working_days: 22, source: "design" },
];

impl LegalStage {
    /// The stages that may follow. A matter that needs no more than advice ends after it.
    #[must_use]
    pub const fn may_become(self) -> &'static [Self] {
        use LegalStage::{Asked, Assigned, Ended, Incomplete, NotTakenOn, PassedOn, Stopped, TakenOn, UnderWay};
        match self {
            Self::Advised => &[Asked, Ended, Stopped, PassedOn],
            Self::Asked => &[TakenOn, Incomplete, NotTakenOn, Stopped, PassedOn],
            Self::Incomplete => &[Asked, TakenOn, NotTakenOn, Stopped, PassedOn],
            Self::TakenOn => &[Assigned, Stopped, PassedOn],
            Self::Assigned => &[UnderWay, Stopped, PassedOn],
            // The same again: it is still being done, and somebody looked.
            Self::UnderWay => &[UnderWay, Ended, Stopped, PassedOn],
            Self::NotTakenOn => &[Asked, PassedOn],
            Self::Ended | Self::Stopped | Self::PassedOn => &[],
        }
    }

    /// By when the next stage is due.
    #[must_use]
    pub fn due(self, since: NaiveDate) -> Option<NaiveDate> {
        let clock = CLOCKS.iter().find(|clock| clock.stage == self)?;
        Some(working_days_after(since, clock.working_days))
    }

    /// What is told back of it.
    #[must_use]
    pub const fn told(self) -> Stage {
        match self {
            Self::Advised => Stage::LegalAdvised,
            Self::Asked => Stage::LegalAsked,
            Self::Incomplete => Stage::LegalIncomplete,
            Self::TakenOn => Stage::LegalTakenOn,
            Self::NotTakenOn => Stage::LegalNotTakenOn,
            Self::Assigned => Stage::LegalAssigned,
            Self::UnderWay => Stage::LegalUnderWay,
            Self::Ended => Stage::LegalEnded,
            Self::Stopped => Stage::LegalStopped,
            Self::PassedOn => Stage::LegalPassedOn,
        }
    }
}
