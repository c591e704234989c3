//! Whom the volunteer met again and again: one is a client by now, the others are in her plan of the month.

use super::{Maker, evidence, typed};
use anyhow::Context;
use chrono::Days;
use domain::case::OpeningForm;
use domain::client::ClientCode;
use domain::contact::ContactForm;
use domain::date::display;
use domain::id::ContactId;
use vault::Actor;

impl Maker {
    /// A contact with who tells this code, and in how many days she is met again.
    async fn met(&self, volunteer: &Actor, code: u8, commune: usize, again: u64) -> anyhow::Result<ContactId> {
        let communes = domain::commune::of_province("14");
        let form = ContactForm {
            commune: communes[commune % communes.len()].code.into(),
            place: "lodging".into(),
            whom: "known".into(),
            code: ClientCode::from_random([code; 8]).as_str().into(),
            topics: vec!["testing".into(), "law_and_papers".into()],
            needs: vec!["law".into(), "housing".into()],
            condoms: "10".into(),
            referral: "yes".into(),
            follow_up_on: display(self.vault.today() + Days::new(again)),
            ..ContactForm::default()
        };
        self.vault
            .log_contact(volunteer, &typed(form.check(self.vault.today(), |_| true))?, self.form())
            .await?
            .context("a volunteer may")
    }

    /// Four weeks ago.
    pub(super) async fn met_before(&self) -> anyhow::Result<()> {
        let volunteer = self.log_in("xuan").await?;
        for (code, again) in [(11, 7), (13, 21), (17, 28)] {
            self.met(&volunteer, code, usize::from(code), again).await?;
        }
        Ok(())
    }

    /// She comes again, and says yes to being supported.
    pub(super) async fn became_a_client(&self, worker: &Actor) -> anyhow::Result<()> {
        let volunteer = self.log_in("xuan").await?;
        let last = self.met(&volunteer, 11, 11, 3).await?;
        let before = self.vault.promotable(worker, last).await?.context("at the desk")?;
        let form = OpeningForm {
            alias: "Bông Lau".into(),
            services: "yes".into(),
            processing: "yes".into(),
            evidence: evidence(),
            ..before.opening()
        };
        let opening = typed(form.check(worker.name()))?;
        self.vault.promote(worker, &opening, &before, self.form()).await?.context("a worker may")?;
        Ok(())
    }
}
