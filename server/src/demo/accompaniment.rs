//! Xuân went along with two clients: what she told of one is written to the referral, the other waits for who carries the case.

use super::{Maker, typed};
use anyhow::Context;
use domain::accompaniment::AccompanimentForm;
use domain::id::CaseId;
use vault::Actor;

impl Maker {
    pub(super) async fn accompanied(&self, volunteer: &Actor, written: CaseId, waiting: CaseId) -> anyhow::Result<()> {
        let worker = self.log_in("mai").await?;
        for (case, arrived) in [(written, "arrived"), (waiting, "not_arrived")] {
            let form = AccompanimentForm { slip_code: self.code_of(&worker, case).await?, arrived: arrived.into() };
            let told = typed(form.check(self.vault.today()))?;
            self.vault.tell_accompaniment(volunteer, &told, self.form()).await?.context("a volunteer may")?;
        }
        let told = self.vault.accompaniments(&worker).await?.into_iter();
        let code = self.code_of(&worker, written).await?;
        let told = told.map(|one| (one.id, one.accompaniment)).find(|(_, told)| told.code.as_str() == code);
        let (id, told) = told.context("it was told")?;
        let referrals = self.vault.referrals(&worker).await?.context("a worker may")?;
        let fits = referrals.iter().find(|one| told.fits(&one.packet.code, one.standing.state));
        let referral = fits.context("she was referred")?.standing.id;
        self.vault.settle_accompaniment(&worker, id, referral).await?.context("her own referral")
    }
}
