//! Mây's plan, approved once and submitted again with a change; her safety plan; an incident she told of.

use super::{Maker, typed};
use anyhow::{Context, bail};
use domain::audit::Reason;
use domain::care_plan::{CarePlanForm, DecisionForm, Plan};
use domain::consent::Segment;
use domain::date::display;
use domain::id::{CarePlanId, CaseId};
use domain::incident::IncidentForm;
use domain::safety_plan::{SafetyPart, SafetyPlanForm};
use vault::care_plan::Recorded;
use vault::{Actor, Ring, segment};

impl Maker {
    /// A case, opened to write in it.
    pub(super) async fn ring(&self, actor: &Actor, case: CaseId) -> anyhow::Result<Ring> {
        let segments = [Segment::Label, Segment::Casework];
        self.vault.open_case(actor, case, &segments, Reason::Support).await?.context("a case of the team")
    }

    pub(super) async fn write(
        &self,
        mai: &Actor,
        case: CaseId,
        plan: &Plan,
        from: Option<CarePlanId>,
    ) -> anyhow::Result<CarePlanId> {
        let mut ring = self.ring(mai, case).await?;
        let keys = (&ring.take().context("held")?, &ring.take().context("held")?);
        let made = self.vault.record_care_plan(mai, &ring, keys, (plan, from, true), self.form()).await?;
        match made.context("her own case")? {
            Recorded::Now(id) => Ok(id),
            Recorded::Meanwhile(_) => bail!("nobody else writes in the demonstration"),
        }
    }

    /// A plan that was approved.
    pub(super) async fn plan(
        &self,
        mai: &Actor,
        supervisor: &Actor,
        case: CaseId,
    ) -> anyhow::Result<(CarePlanId, Plan)> {
        let today = self.vault.today();
        let mut form = CarePlanForm::blank(today);
        for (field, typed) in [
            ("g1_need", "work"),
            ("g1_words", "Tôi muốn có nghề may để tự nuôi con."),
            ("g1_measure", "Tự may được một chiếc áo"),
            ("g1_s1_what", "Hỏi các lớp may gần nhà"),
            ("g1_s1_doer", "worker"),
            ("g1_s2_what", "Đi xem lớp"),
            ("g1_s2_doer", "client"),
            ("g2_need", "mind"),
            ("g2_words", "Tôi muốn ngủ được."),
            ("g2_s1_what", "Đi khám"),
            ("g2_s1_doer", "partner"),
        ] {
            form.put(field, typed);
        }
        let plan = typed(form.check(today, None))?;
        let id = self.write(mai, case, &plan, None).await?;
        let (decision, words) = typed(DecisionForm { decision: "approved".into(), words: String::new() }.check())?;
        let mut ring = self.ring(supervisor, case).await?;
        let casework = ring.take::<segment::Casework>().context("held")?;
        let what = (id, decision, &words);
        self.vault.decide_care_plan(supervisor, &ring, &casework, what, self.form()).await?.context("may")?;
        Ok((id, plan))
    }

    /// Another version of it that waits, a safety plan, an incident.
    pub(super) async fn plans(&self, mai: &Actor, case: CaseId, (id, plan): (CarePlanId, Plan)) -> anyhow::Result<()> {
        let today = self.vault.today();
        let mut form = CarePlanForm::of(&plan);
        form.agreed_on = display(today);
        for (field, typed) in [
            ("g1_s2_what", "Học thử một tuần"),
            ("g1_s3_what", "Hỏi vay tiền mua máy"),
            ("g1_s3_doer", "worker"),
            ("g2_gone", "yes"),
        ] {
            form.put(field, typed);
        }
        self.write(mai, case, &typed(form.check(today, Some(&plan)))?, Some(id)).await?;
        let mut form = SafetyPlanForm::blank(today);
        for (part, words) in [
            (SafetyPart::Signs, "Anh ấy về muộn, gọi liên tục"),
            (SafetyPart::Helps, "Ra ngoài sân, thở chậm"),
            (SafetyPart::People, "Chị hàng xóm giữ con giúp"),
            (SafetyPart::Places, "Nhà bác, đi lối sau chợ"),
            (SafetyPart::Ready, "Giấy khai sinh của con, ít tiền, một bộ quần áo"),
        ] {
            form.put(part, words);
        }
        let safety = typed(form.check(today))?;
        let mut ring = self.ring(mai, case).await?;
        let casework = ring.take::<segment::Casework>().context("held")?;
        let what = (&safety, None);
        self.vault.record_safety_plan(mai, &ring, &casework, what, self.form()).await?.context("her own case")?;
        let form = IncidentForm {
            kind: "emotional".into(),
            happened_on: display(today),
            place: "online".into(),
            relation: "partner".into(),
            wishes: vec!["only_noted".into()],
            done: "Lưu lại tin nhắn đe dọa, cùng đọc lại kế hoạch an toàn.".into(),
            ..IncidentForm::default()
        };
        let incident = typed(form.check(today))?;
        let mut ring = self.ring(mai, case).await?;
        self.vault.record_incident(mai, &mut ring, &incident, self.form()).await?.context("her own case")?;
        Ok(())
    }
}
