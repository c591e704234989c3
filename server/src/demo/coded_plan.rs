//! A plan that waits for a decision of the second organisation's supervisor, coded.

use super::{Maker, evidence, typed};
use anyhow::{Context, bail};
use domain::care_plan::CarePlanForm;
use domain::coded_plan::CodedPlanForm;
use vault::coded_plan::Asked;

impl Maker {
    /// Once the second organisation has its people.
    pub(super) async fn coded_plan(&self) -> anyhow::Result<()> {
        let mai = self.log_in("mai").await?;
        let case = self.open_case(&mai, "Trám", "").await?;
        let today = self.vault.today();
        let mut form = CarePlanForm::blank(today);
        for (field, typed) in [
            ("g1_need", "work"),
            ("g1_words", "Tôi muốn có việc làm gần nhà để đón con."),
            ("g1_measure", "Đi làm được một tháng"),
            ("g1_s1_what", "Hỏi ba nơi đang tuyển"),
            ("g1_s1_doer", "worker"),
            ("g1_s2_what", "Gửi con ở lớp mẫu giáo"),
            ("g1_s2_doer", "client"),
        ] {
            form.put(field, typed);
        }
        let plan = self.write(&mai, case, &typed(form.check(today, None))?, None).await?;
        let takers = self.vault.takers(&mai).await?;
        let asked = takers.first().context("the second organisation")?;
        let mut ring = self.ring(&mai, case).await?;
        let label = self.vault.case_head(&ring.take().context("held")?).await?.label;
        let form = CodedPlanForm {
            team: asked.team.to_string(),
            why: "away".into(),
            question: "Bước đầu có quá nhiều việc không?".into(),
            evidence: evidence(),
        };
        let asking = typed(form.check(mai.name(), &label))?;
        let mut ring = self.ring(&mai, case).await?;
        match self.vault.ask_outside(&mai, &mut ring, (plan, &asking), self.form()).await?.context("her own case")? {
            Asked::Now(_) => Ok(()),
            otherwise => bail!("demonstration data are wrong: {otherwise:?}"),
        }
    }
}
