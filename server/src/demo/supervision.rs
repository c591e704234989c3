//! What a supervisor does in a month: a cover that is to come, and a few notes read, one of them answered.

use super::{Maker, typed};
use anyhow::Context;
use chrono::{Days, TimeDelta};
use domain::audit::Reason;
use domain::consent::Segment;
use domain::cover::CoverForm;
use domain::date::display;
use domain::id::CaseId;
use domain::note_review::NoteReviewForm;

impl Maker {
    /// The worker goes to a course next week, and a colleague covers three of her cases.
    pub(super) async fn supervision(&self, cases: &[CaseId]) -> anyhow::Result<()> {
        let (mai, dung) = (self.log_in("mai").await?, self.log_in("dung").await?);
        let supervisor = self.log_in("ha.on").await?;
        let today = self.vault.today();
        let form = CoverForm {
            cases: cases.iter().take(3).map(ToString::to_string).collect(),
            colleague: dung.account().to_string(),
            from: display(today + Days::new(5)),
            until: display(today + Days::new(9)),
        };
        let cover = typed(form.check(mai.account(), today))?;
        self.vault.give_cover(&supervisor, mai.account(), &cover, self.form()).await?.context("a supervisor may")?;

        self.vault.draw_notes(&supervisor, self.form()).await?.context("a supervisor may")?;
        let picked = self.vault.picked_notes(&supervisor).await?.context("a supervisor may")?;
        let one = picked.first().context("there are sessions")?;
        let opened = self.vault.open_case(&supervisor, one.case, &[Segment::Casework], Reason::Supervision).await?;
        let mut ring = opened.context("of her team")?;
        let casework = ring.take().context("of her team")?;
        let form = NoteReviewForm {
            finding: "complete".into(),
            words: "Rõ ràng, dễ theo dõi. Lần sau ghi thêm khách hàng muốn làm gì trước.".into(),
        };
        let review = typed(form.check())?;
        self.vault
            .review_note(&supervisor, &ring, &casework, one.note, &review, self.form())
            .await?
            .context("not answered yet")?;
        self.clock.advance(TimeDelta::minutes(5));
        Ok(())
    }
}
