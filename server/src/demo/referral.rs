//! Referrals that somebody has to do something about: a no-show that was called back once, a day that was set, a no, and a
//! walk-in whose packet is there.

use super::{Maker, typed};
use anyhow::Context;
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::consent::Segment;
use domain::date::display;
use domain::id::{CaseId, ReferralId};
use domain::referral::{HeardForm, OutcomeForm, WalkInForm};
use vault::{Actor, segment};

impl Maker {
    /// What a clinic says of three referrals that were just sent.
    pub(super) async fn answers(&self, clinic: &Actor, sent: &[ReferralId]) -> anyhow::Result<()> {
        let today = self.vault.today();
        let booked = OutcomeForm {
            arrival: "booked".into(),
            next_on: display(today + TimeDelta::days(2)),
            ..OutcomeForm::default()
        };
        let not = OutcomeForm { arrival: "did_not_come".into(), ..OutcomeForm::default() };
        let declined =
            OutcomeForm { arrival: "declined".into(), declined: "no_staff".into(), ..OutcomeForm::default() };
        for (referral, form) in sent.iter().zip([booked, not, declined]) {
            let outcome = typed(form.check(today))?;
            self.vault.answer_referral(clinic, *referral, &outcome).await?.context("its own packet")?;
        }
        Ok(())
    }

    /// She was called once and not reached.
    pub(super) async fn called(&self, worker: &Actor, referral: ReferralId) -> anyhow::Result<()> {
        let today = self.vault.today();
        let form = HeardForm { heard: "not_reached".into(), heard_on: String::new() };
        let report = typed(form.check(today, today))?;
        self.vault.report_referral(worker, referral, &report, self.form()).await?.context("her own referral")
    }

    /// The code of a case, as it stands on card and slip.
    pub(super) async fn code_of(&self, worker: &Actor, case: CaseId) -> anyhow::Result<String> {
        let ring = self.vault.open_case(worker, case, &[Segment::Label], Reason::Support).await?;
        let label = ring.context("her own case")?.take::<segment::Label>().context("her own case")?;
        Ok(self.vault.case_head(&label).await?.label.code.as_str().to_owned())
    }

    /// Somebody came to the clinic before the referral did.
    pub(super) async fn walked_in(&self, clinic: &Actor, worker: &Actor, case: CaseId) -> anyhow::Result<()> {
        let code = self.code_of(worker, case).await?;
        let form = WalkInForm { code, came_on: String::new(), services: vec!["advised".into()] };
        let walk_in = typed(form.check(self.vault.today()))?;
        self.vault.record_walk_in(clinic, &walk_in, self.form()).await?.context("a clinic may")?;
        Ok(())
    }
}
