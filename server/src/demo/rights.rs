//! What clients of the demonstration asked about their own data, a case that was erased, and two demands.

use super::{Maker, typed};
use anyhow::Context;
use domain::audit::Reason;
use domain::card::{CardForm, CardReach, Pin};
use domain::consent::Segment;
use domain::date::display;
use domain::demand::{ClosingForm, DemandForm, OpinionForm};
use domain::erasure::Told;
use domain::id::{CaseId, RequestId};
use domain::rights::{AskedForm, MoveForm, OwnAskedForm};
use vault::card::Given;
use vault::{Actor, segment};

impl Maker {
    /// Over the days before: two requests that wait, one that was done, one erasure, and one that a client wrote herself.
    pub(super) async fn rights(&self, worker: &Actor, supervisor: &Actor, cases: &[CaseId]) -> anyhow::Result<()> {
        self.ask(worker, cases[2], "copy", "Em muốn xem chị đã ghi gì về em.").await?;
        let correct = self.ask(worker, cases[4], "correct", "Số điện thoại cũ rồi, em đổi số mới.").await?;
        self.step(worker, cases[4], correct, "done").await?;
        let erase = self.ask(worker, cases[5], "erase", "Em chuyển đi tỉnh khác, nhờ xóa giúp.").await?;
        self.step(worker, cases[5], erase, "answered").await?;
        let gone = self.open_case(worker, "Sương", "").await?;
        let request = self.ask(worker, gone, "erase", "Em không cần nữa.").await?;
        self.vault.approve_erasure(supervisor, request, Told::InPerson).await?.context("two people decided")?;
        self.ask_own(worker, cases[6], "correct", "Em đổi số điện thoại, cho em xin sửa lại.").await
    }

    /// One who has a card and asks on her own page.
    async fn ask_own(&self, worker: &Actor, case: CaseId, right: &str, words: &str) -> anyhow::Result<()> {
        let pin = "402817";
        let form = CardForm { reach: CardReach::Appointments.code().into(), pin: pin.into(), pin_again: pin.into() };
        let ring = self.vault.open_case(worker, case, &[Segment::Label], Reason::ClientRequest).await?;
        let (mut ring, card) = (ring.context("her own case")?, typed(form.check())?);
        let given = self.vault.give_card(worker, &mut ring, &card, self.form()).await?;
        let Some(Given::Now(code)) = given else { anyhow::bail!("a form of its own") };
        let (tag, pin) =
            (self.vault.card_tag(&code).await?, Pin::parse(pin).map_err(|_| anyhow::anyhow!("six digits"))?);
        let token = self.vault.open_card(&code, tag, Some(&pin)).await?.context("her card")?;
        let her = self.vault.card_session(&token).await?.context("a session that was just made")?;
        let form = OwnAskedForm { right: right.into(), words: words.into() };
        self.vault.ask_own(&her, &typed(form.check(self.vault.today()))?).await?.context("her card")?;
        self.vault.end_card_session(&her).await?;
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
        let mut ring = self.ring(worker, case).await?;
        let casework = ring.take::<segment::Casework>().context("her own case")?;
        let asked = typed(form.check(today))?;
        self.vault.file_request(worker, &ring, &casework, &asked, self.form()).await?.context("a worker may")
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
