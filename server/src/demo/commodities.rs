//! What the team has to give away: some in its store, some with Xuân, who has run out of one thing and given more of another
//! than anybody wrote down.

use super::{Maker, typed};
use anyhow::Context;
use domain::commodity::{MoveForm, PiecesForm};

impl Maker {
    /// A delivery, a bag packed for a volunteer, and something that came back.
    pub(super) async fn commodities(&self) -> anyhow::Result<()> {
        let supervisor = self.log_in("ha.on").await?;
        let stock = self.vault.team_stock(&supervisor).await?.context("a supervisor may")?;
        let xuan = stock.carriers.first().context("a volunteer")?.account;
        for (kind, condoms, lubricant, self_tests, leaflets) in [
            ("received", "600", "120", "40", "400"),
            ("handed_out", "100", "10", "4", "60"),
            ("returned", "", "", "", "15"),
        ] {
            let pieces = PiecesForm {
                condoms: condoms.into(),
                lubricant: lubricant.into(),
                self_tests: self_tests.into(),
                leaflets: leaflets.into(),
                ..PiecesForm::default()
            };
            let form = MoveForm { kind: kind.into(), who: xuan.to_string(), pieces, cause: String::new() };
            let movement = typed(form.check(|account| account == xuan))?;
            typed(self.vault.move_commodities(&supervisor, &movement, self.form()).await?.context("her own team")?)?;
        }
        Ok(())
    }
}
