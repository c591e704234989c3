//! A case of a colleague's whose client said yes to an emergency: opened once and signed off, and once more today.

use super::{CaseOf, Maker, typed};
use anyhow::Context;
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::client::ClientCode;
use domain::consent::Segment;
use domain::emergency::{BreakForm, ReviewForm};
use vault::emergency::Broken;
use vault::{Actor, segment};

impl Maker {
    /// Opens the case; gives its code, which the colleague who helps is told on the telephone.
    pub(super) async fn case_for_an_emergency(&self) -> anyhow::Result<ClientCode> {
        let dung = self.log_in("dung").await?;
        let case = self.open_case_of(&dung, CaseOf { alias: "Trăng", phone: "0386112233", emergency: "yes" }).await?;
        let ring = self.vault.open_case(&dung, case, &[Segment::Label], Reason::Support).await?;
        let label = ring.context("his own case")?.take::<segment::Label>().context("his own case")?;
        Ok(self.vault.case_head(&label).await?.label.code)
    }

    async fn break_glass(&self, worker: &Actor, code: &ClientCode, danger: &str, words: &str) -> anyhow::Result<()> {
        let form = BreakForm {
            code: code.to_string(),
            danger: danger.into(),
            segments: vec!["contact".into(), "casework".into()],
            words: words.into(),
        };
        match self.vault.break_glass(worker, &typed(form.check())?, self.form()).await? {
            Some(Broken::Open(_)) => Ok(()),
            _ => anyhow::bail!("her client said yes"),
        }
    }

    /// Some days ago, and signed off the next day.
    pub(super) async fn emergency_of_before(&self, code: &ClientCode) -> anyhow::Result<()> {
        let mai = self.log_in("mai").await?;
        self.break_glass(
            &mai,
            code,
            "violence",
            "Chủ trọ gọi: đang bị đánh, anh Dũng đi công tác. Đã gọi 113 và đến cùng.",
        )
        .await?;
        self.clock.advance(TimeDelta::hours(20));
        let supervisor = self.log_in("ha.on").await?;
        let alerts = self.vault.emergencies(&supervisor).await?.context("a supervisor may")?;
        let review = ReviewForm {
            finding: "justified".into(),
            told: "in_person".into(),
            words: "Đã hỏi chị Mai và khách hàng. Mở đúng lúc, chỉ phần cần thiết.".into(),
        };
        let first = alerts.first().context("just alerted")?.id;
        self.vault.review_emergency(&supervisor, first, &typed(review.check())?).await?.context("a supervisor may")
    }

    /// Today: still open, and nobody signed it off yet.
    pub(super) async fn emergency_of_today(&self, code: &ClientCode) -> anyhow::Result<()> {
        let mai = self.log_in("mai").await?;
        self.break_glass(
            &mai,
            code,
            "suicide",
            "Gọi đến đường dây của tổ, nói lời từ biệt. Cần số điện thoại và người thân tin cậy.",
        )
        .await?;
        Ok(())
    }
}
