//! Mây's mood over nine days, each time it was asked, and what the others were asked once.

use super::{Maker, typed};
use anyhow::Context;
use domain::date::display;
use domain::id::CaseId;
use domain::scale::ScaleForm;
use vault::Actor;

impl Maker {
    /// Asks a scale today: its code, and the points item by item.
    pub(super) async fn ask_scale(
        &self,
        worker: &Actor,
        case: CaseId,
        scale: &str,
        points: &str,
    ) -> anyhow::Result<()> {
        let today = self.vault.today();
        let mut points = points.chars().map(String::from);
        let mut next = || points.next().unwrap_or_default();
        let form = ScaleForm {
            scale: scale.into(),
            q1: next(),
            q2: next(),
            q3: next(),
            q4: next(),
            q5: next(),
            q6: next(),
            q7: next(),
            q8: next(),
            q9: next(),
            taken_on: display(today),
            ..ScaleForm::default()
        };
        let mut ring = self.ring(worker, case).await?;
        let scale = typed(form.check(today))?;
        self.vault.record_scale(worker, &mut ring, &scale, None, self.form()).await?.context("her own case")?;
        Ok(())
    }
}
