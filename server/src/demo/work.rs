//! What is written of the work on two cases: one that is looked in on too late, and one that was closed.

use super::{Maker, typed};
use anyhow::Context;
use domain::closure::{ClosureForm, ClosureReason};
use domain::date::display;
use domain::needs::{Board, NeedForm, NeedWordsForm};
use domain::risk::RiskForm;
use vault::Actor;

impl Maker {
    /// A case with needs and a level of risk, nine days ago.
    pub(super) async fn assessed(&self, worker: &Actor) -> anyhow::Result<()> {
        let (vault, today) = (&self.vault, self.vault.today());
        let case = self.open_case(worker, "Suối Reo", "").await?;
        let said = NeedForm {
            domains: vec!["mind".into(), "work".into()],
            stage: "expressed".into(),
            on: display(today),
            urgency: "2".into(),
            wish: "Em muốn ngủ được, và có nghề để tự nuôi con.".into(),
        };
        let steps = typed(said.check(&Board::default(), today))?;
        let mut ring = self.ring(worker, case).await?;
        vault.record_needs(worker, &mut ring, &steps, self.form()).await?.context("her own case")?;
        let words = NeedWordsForm {
            strengths: "Có chị gái ở gần, khéo tay.".into(),
            words: "Em chưa kể với ai.".into(),
        };
        let mut ring = self.ring(worker, case).await?;
        vault.write_need_words(worker, &mut ring, &typed(words.check())?, 0, self.form()).await?.context("hers")?;
        let level = RiskForm { level: "high".into(), reason: "Ngủ ít, chỗ ở chưa chắc chắn.".into() };
        let mut ring = self.ring(worker, case).await?;
        vault.assess_risk(worker, &mut ring, &typed(level.check())?, 0, self.form()).await?.context("her own case")?;
        Ok(())
    }

    /// A case that was closed.
    pub(super) async fn closed(&self, worker: &Actor) -> anyhow::Result<()> {
        let case = self.open_case(worker, "Lan Rừng", "").await?;
        let reason = ClosureReason::GoalsMet;
        let closure = ClosureForm {
            reason: reason.code().into(),
            checks: reason.needs().iter().map(|check| check.code().to_owned()).collect(),
            ended_on: display(self.vault.today()),
            words: "Đã có việc làm ổn định.".into(),
            ..ClosureForm::default()
        };
        let closure = typed(closure.check(self.vault.today()))?;
        let mut ring = self.ring(worker, case).await?;
        self.vault.close_case(worker, &mut ring, &closure, self.form()).await?.context("her own case")?;
        Ok(())
    }
}
