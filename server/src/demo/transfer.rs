//! A second organisation that keeps cases, with its people, and two cases that were offered to it: one waits, one came back.

use super::{Maker, evidence, typed};
use anyhow::Context;
use chrono::TimeDelta;
use domain::account::Role;
use domain::id::TeamId;
use domain::organisation::PartnerForm;
use domain::transfer::{OfferingForm, SendBackForm};
use vault::Actor;
use vault::transfer::Offered;

impl Maker {
    /// At the end of the days, so that nobody else is invited into its team.
    pub(super) async fn transfers(&self) -> anyhow::Result<()> {
        let administrator = self.log_in("quantri").await?;
        let form = PartnerForm {
            kind: "social_work".into(),
            name: "Nhóm Ban Mai".into(),
            address: "Bản Lùn, phường Mộc Châu · 8:00–17:00".into(),
            services: Vec::new(),
        };
        let team = self
            .vault
            .add_partner(&administrator, &typed(form.check())?, self.form())
            .await?
            .context("an administrator may")?;
        for (username, name, role) in
            [("hoa", "Lò Thị Hoa", Role::Supervisor), ("tung", "Lò Văn Tùng", Role::SocialWorker)]
        {
            self.join(&administrator, (team, role), username, name).await?;
        }
        let hoa = self.log_in("hoa").await?;
        for member in self.vault.members(&hoa).await?.into_iter().filter(|member| member.waits) {
            self.vault.admit(&hoa, member.account, &member.mark).await?.context("a supervisor may")?;
        }
        let mai = self.log_in("mai").await?;
        let back = self.offer(&mai, team, "Gừng", "Khách hàng chuyển về Mộc Châu làm.").await?;
        let page = self.vault.open_offer(&hoa, back).await?.context("it waits")?;
        let form =
            SendBackForm { reason: "talk_first".into(), words: "Xin gọi cho tổ chúng tôi trước.".into() };
        self.vault.send_back(&hoa, page, &typed(form.check())?).await?.context("it waits")?;
        self.clock.advance(TimeDelta::minutes(5));
        self.offer(&mai, team, "Bưởi", "Khách hàng về ở với chị gái ở Mộc Châu.").await?;
        Ok(())
    }

    async fn offer(
        &self,
        mai: &Actor,
        team: TeamId,
        alias: &'static str,
        why: &str,
    ) -> anyhow::Result<domain::id::TransferId> {
        let case = self.open_case(mai, alias, "").await?;
        let mut ring = self.ring(mai, case).await?;
        let form = OfferingForm {
            team: team.to_string(),
            why: why.into(),
            next: "Gặp khách hàng trong tuần này, cùng đi đăng ký tạm trú.".into(),
            evidence: evidence(),
        };
        let offering = typed(form.check(mai.name()))?;
        match self.vault.offer_transfer(mai, &mut ring, &offering, self.form()).await?.context("her own case")? {
            Offered::Now(id) => Ok(id),
            otherwise => anyhow::bail!("demonstration data are wrong: {otherwise:?}"),
        }
    }
}
