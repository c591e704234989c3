use super::{NeedDomain, NeedStage, NeedStep, served};
use crate::counselling::Counselling;
use crate::problem::Problem;
use chrono::NaiveDate;

/// Where the need of one domain stands: the first day of each stage; of yes and no the last word counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Need {
    /// When she first said so.
    pub expressed: Option<NaiveDate>,
    /// When support was first offered.
    pub offered: Option<NaiveDate>,
    /// When she took it up, unless she said no later.
    pub accepted: Option<NaiveDate>,
    /// When she said not this time, unless she took it up later.
    pub declined: Option<NaiveDate>,
    /// When the first service was given.
    pub first_service: Option<NaiveDate>,
    /// How pressing it is to her, as she said last.
    pub urgency: Option<u8>,
}

/// All eight of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    needs: [Need; NeedDomain::ALL.len()],
}

impl Board {
    /// The board these steps make, in the order they were recorded.
    #[must_use]
    pub fn of<'a>(steps: impl IntoIterator<Item = &'a NeedStep>) -> Self {
        let mut board = Self::default();
        for step in steps {
            board.take(step);
        }
        board
    }

    fn take(&mut self, step: &NeedStep) {
        let need = &mut self.needs[place(step.domain)];
        let first = |day: &mut Option<NaiveDate>| *day = Some(day.map_or(step.on, |day| day.min(step.on)));
        match step.stage {
            NeedStage::Expressed => {
                first(&mut need.expressed);
                need.urgency = step.urgency.or(need.urgency);
            }
            NeedStage::Offered => first(&mut need.offered),
            NeedStage::Accepted => (need.accepted, need.declined) = (Some(step.on), None),
            NeedStage::Declined => (need.accepted, need.declined) = (None, Some(step.on)),
            NeedStage::FirstService => first(&mut need.first_service),
        }
    }

    /// The need of a domain.
    #[must_use]
    pub fn need(&self, domain: NeedDomain) -> &Need {
        &self.needs[place(domain)]
    }

    /// The needs of which anything was said, in the order of the domains.
    pub fn begun(&self) -> impl Iterator<Item = (NeedDomain, &Need)> {
        NeedDomain::ALL.iter().map(|domain| (*domain, self.need(*domain))).filter(|(_, need)| need.stands().is_some())
    }

    /// Whether a step can follow.
    ///
    /// # Errors
    /// `Conflicting` for an answer to what was never offered; `Taken` for a first service when there was one.
    pub fn takes(&self, step: &NeedStep) -> Result<(), Problem> {
        let need = self.need(step.domain);
        match step.stage {
            NeedStage::Accepted | NeedStage::Declined if need.offered.is_none_or(|offered| offered > step.on) => {
                Err(Problem::Conflicting)
            }
            NeedStage::FirstService if need.first_service.is_some() => Err(Problem::Taken),
            _ => Ok(()),
        }
    }

    /// The first services that a session gives: in every domain she said a need of and that had none yet.
    #[must_use]
    pub fn first_services(&self, session: &Counselling) -> Vec<NeedStep> {
        let open = |domain: &NeedDomain| {
            let need = self.need(*domain);
            need.first_service.is_none() && (need.expressed.is_some() || need.accepted.is_some())
        };
        served(session)
            .into_iter()
            .filter(open)
            .map(|domain| NeedStep {
                domain,
                stage: NeedStage::FirstService,
                on: session.held_on,
                urgency: None,
                wish: None,
            })
            .collect()
    }
}

impl Need {
    /// How far it came; `None` when nothing was said.
    #[must_use]
    pub fn stands(&self) -> Option<NeedStage> {
        let stages = [
            (self.first_service, NeedStage::FirstService),
            (self.declined, NeedStage::Declined),
            (self.accepted, NeedStage::Accepted),
            (self.offered, NeedStage::Offered),
            (self.expressed, NeedStage::Expressed),
        ];
        stages.into_iter().find(|(day, _)| day.is_some()).map(|(_, stage)| stage)
    }

    /// The day of a stage.
    #[must_use]
    pub const fn day(&self, stage: NeedStage) -> Option<NaiveDate> {
        match stage {
            NeedStage::Expressed => self.expressed,
            NeedStage::Offered => self.offered,
            NeedStage::Accepted => self.accepted,
            NeedStage::Declined => self.declined,
            NeedStage::FirstService => self.first_service,
        }
    }
}

fn place(domain: NeedDomain) -> usize {
    NeedDomain::ALL.iter().position(|one| *one == domain).expect("every domain is in the list of all")
}
