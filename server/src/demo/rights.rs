//! What clients of the demonstration asked about their own data, a case that was erased, and two demands.

use super::{Maker, typed};
use anyhow::Context;
use domain::audit::Reason;
use domain::consent::Segment;
use domain::date::display;
use domain::demand::{ClosingForm, DemandForm, OpinionForm};
use domain::erasure::Told;
use domain::id::{CaseId, RequestId};
use domain::rights::{AskedForm, MoveForm};
use vault::rights::Asker;
use vault::{Actor, segment};

impl Maker {
    /// Over the days before: two requests that wait, one that was done, one erasure.
    pub(super) async fn rights(&self, worker: &Actor, supervisor: &Actor, cases: &[CaseId]) -> anyhow::Result<()> {
        self.ask(worker, cases[2], "copy", "Em muốn xem chị đã ghi gì về em.").await?;
        let correct = self.ask(worker, cases[4], "correct", "Số điện thoại cũ rồi, em đổi số mới.").await?;
        self.step(worker, cases[4], correct, "done").await?;
        let erase = self.ask(worker, cases[5], "erase", "Em chuyển đi tỉnh khác, nhờ xóa giúp.").await?;
        self.step(worker, cases[5], erase, "answered").await?;
        let gone = self.open_case(worker, "Sương", "").await?;
        let request = self.ask(worker, gone, "erase", "Em không cần nữa.").await?;
        self.vault.approve_erasure(supervisor, request, Told::InPerson).await?.context("two people decided")?;
        Ok(())
    }

    async fn ask(&self, worker: &Actor, case: CaseId, right: &str, words: &str) -> anyhow::Result<RequestId> {
        let today = self.vault.today();
        let form = AskedForm {
            right: right.into(),
            via: "in_person".into(),
            received_on: display(today),
            words: words.into(),
        };
        let segments = [Segment::Label, Segment::Casework];
        let mut ring = self.vault.open_case(worker, case, &segments, Reason::Support).await?.context("her own case")?;
        let casework = ring.take::<segment::Casework>().context("her own case")?;
        let asker = Asker::Staff(worker, self.form());
        let asked = typed(form.check(today))?;
        self.vault.file_request(asker, &ring, Some(&casework), &asked).await?.context("a worker may")
    }

    async fn step(&self, worker: &Actor, case: CaseId, request: RequestId, step: &str) -> anyhow::Result<()> {
        let mut ring =
            self.vault.open_case(worker, case, &[Segment::Casework], Reason::Support).await?.context("her own case")?;
        let casework = ring.take::<segment::Casework>().context("her own case")?;
        let told = self.vault.request_told(worker, &casework, request).await?.context("just written")?.request;
        let form =
            MoveForm { step: step.into(), note: "Đã nói rõ các bước và hạn.".into(), ..MoveForm::default() };
        let what = typed(form.check(told.standing.state, told.right, told.extended))?;
        self.vault.move_request(worker, Some(&casework), request, &what).await?.context("a worker may")?;
        Ok(())
    }

    /// One demand that waits, and one that two people answered.
    pub(super) async fn demands(&self, supervisor: &Actor, officer: &Actor) -> anyhow::Result<()> {
        let today = self.vault.today();
        let form = DemandForm {
            body: "committee".into(),
            asker: "Một văn phòng cấp xã, một cán bộ đến trực tiếp".into(),
            ground: "none_stated".into(),
            asked: "Danh sách người được hỗ trợ trên địa bàn.".into(),
            received_on: display(today),
            ..DemandForm::default()
        };
        let answered = self.vault.keep_demand(supervisor, &typed(form.check(today))?, self.form()).await?;
        let answered = answered.context("a supervisor may")?;
        let opinion = OpinionForm {
            answer: "give_nothing".into(),
            why: "Không nêu căn cứ; danh sách là dữ liệu nhạy cảm.".into(),
        };
        for decider in [supervisor, officer] {
            self.vault.give_opinion(decider, answered, &typed(opinion.check())?).await?.context("a decider may")?;
        }
        let closing = ClosingForm {
            given: "Đã trả lời: chỉ có số liệu tổng hợp trong báo cáo sáu tháng.".into(),
            told: "nobody_concerned".into(),
            ..ClosingForm::default()
        };
        self.vault.close_demand(officer, answered, &typed(closing.check(today))?).await?.context("both spoke")?;
        let form = DemandForm {
            body: "other_state".into(),
            asker: "Một cơ quan cấp tỉnh".into(),
            paper: "12/CV".into(),
            ground: "state_duty".into(),
            asked: "Thông tin về một vụ việc trong tháng trước.".into(),
            ..form
        };
        self.vault.keep_demand(officer, &typed(form.check(today))?, self.form()).await?.context("an officer may")?;
        Ok(())
    }
}
