//! The clinic's own software: one token in use, which nobody was shown, and one that was shut.

use super::{Maker, typed};
use anyhow::Context;
use domain::partner_system::SystemForm;

impl Maker {
    /// Two systems of the clinic.
    pub(super) async fn partner_systems(&self) -> anyhow::Result<()> {
        let clinic = self.log_in("sen").await?;
        for (name, lasting) in [("Phần mềm phòng khám", "year"), ("Máy thử nghiệm", "quarter")] {
            let form = SystemForm { name: name.into(), lasting: lasting.into() };
            let made = self.vault.make_system(&clinic, &typed(form.check())?, self.form()).await?;
            made.context("the clinic holds its desk's key")?;
        }
        let systems = self.vault.systems(&clinic).await?.context("its own")?;
        let tried = systems.iter().find(|system| system.name == "Máy thử nghiệm").context("made above")?;
        self.vault.shut_system(&clinic, tried.account).await?.context("its own")
    }
}
