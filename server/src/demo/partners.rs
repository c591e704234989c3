//! What partners keep for themselves: a clinic's record of one client, one result of it told, and a legal matter.

use super::{Maker, evidence, typed};
use anyhow::Context;
use chrono::TimeDelta;
use domain::clinic::{ClinicEntry, TestForm, VisitForm};
use domain::consent::{Purpose, Renewal, RenewalForm, Segment, TextVersion};
use domain::date::display;
use domain::id::ReferralId;
use domain::legal::{LegalEntry, MatterForm, PaperForm, StageForm};
use domain::progress::NextForm;
use vault::{Actor, segment};

impl Maker {
    fn agreed(&self, purpose: Purpose, by: &Actor, days: i64) -> anyhow::Result<Renewal> {
        let until = display(self.vault.today() + TimeDelta::days(days));
        let mut form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
        if purpose == Purpose::Compartment {
            form.evidence.text = TextVersion::ToldBack.code().into();
        }
        typed(form.check(purpose, by.name(), self.vault.now()))
    }

    /// A visit whose next one she missed, a test, and its result told to her own team.
    pub(super) async fn clinic_record(&self, clinic: &Actor, referral: ReferralId) -> anyhow::Result<()> {
        let (vault, today) = (&self.vault, self.vault.today());
        let yes = self.agreed(Purpose::Compartment, clinic, 300)?;
        vault
            .begin_compartment(clinic, referral, Segment::Health, &yes, self.form())
            .await?
            .context("its own packet")?;
        let mut ring = vault.open_compartment(clinic, referral, Segment::Health).await?.context("just begun")?;
        let proof = ring.take::<segment::Health>().context("just begun")?;
        let visit = VisitForm {
            seen_on: display(today - TimeDelta::days(5)),
            syndromes: vec!["vaginal_discharge".into()],
            treatment: "Theo phác đồ, đã hướng dẫn dùng thuốc".into(),
            partners: "herself".into(),
            vaccines: vec!["hepatitis_b".into()],
            next_on: display(today - TimeDelta::days(1)),
        };
        let visit = ClinicEntry::Visit(typed(visit.check(today))?);
        vault.record_at_clinic(clinic, &ring, &proof, &visit, self.form()).await?.context("just begun")?;
        let test = TestForm {
            test: "SYP_RDT".into(),
            method: "rapid".into(),
            taken_on: display(today - TimeDelta::days(5)),
            result: "NEG".into(),
            lab_number: "XN-0117".into(),
        };
        let test = ClinicEntry::Test(typed(test.check(today))?);
        let entry = vault.record_at_clinic(clinic, &ring, &proof, &test, self.form()).await?.context("just begun")?;
        let yes = self.agreed(Purpose::SharedResult, clinic, 80)?;
        let (home, _) = vault.home_of_compartment(&proof).await?;
        vault.share_result(clinic, referral, entry, home, &yes, self.form()).await?.context("a result of its own")?;
        Ok(())
    }

    /// Wages that were not paid, asked about and not yet taken on; and a birth certificate that waits to be collected.
    pub(super) async fn legal_record(&self, lawyer: &Actor, referral: ReferralId) -> anyhow::Result<()> {
        let (vault, today) = (&self.vault, self.vault.today());
        let yes = self.agreed(Purpose::Compartment, lawyer, 300)?;
        vault
            .begin_compartment(lawyer, referral, Segment::Legal, &yes, self.form())
            .await?
            .context("its own packet")?;
        let mut ring = vault.open_compartment(lawyer, referral, Segment::Legal).await?.context("just begun")?;
        let proof = ring.take::<segment::Legal>().context("just begun")?;
        let matter = MatterForm {
            matter: "labour".into(),
            on: display(today),
            basis: "poor_household".into(),
            words: "Quán chưa trả lương hai tháng; có tin nhắn hẹn trả.".into(),
        };
        let matter = LegalEntry::Matter(typed(matter.check(today))?);
        vault.record_legal(lawyer, referral, &ring, &proof, &matter, self.form()).await?.context("just begun")?;
        self.clock.advance(TimeDelta::seconds(1));
        let board = vault.legal_board(&proof).await?;
        let stage = StageForm {
            stage: "asked".into(),
            on: display(today),
            words: "Đã viết đơn cùng khách hàng.".into(),
            next: NextForm { next: "bring_papers".into(), next_on: display(today + TimeDelta::days(4)) },
            ..StageForm::default()
        };
        let stage = LegalEntry::Stage(typed(stage.check(board.matters.first().context("just begun")?, today))?);
        vault.record_legal(lawyer, referral, &ring, &proof, &stage, self.form()).await?.context("just begun")?;
        let paper = PaperForm {
            kind: "birth_certificate".into(),
            missing: "giấy chứng sinh".into(),
            handed_in_on: display(today),
            handed_in_at: "commune".into(),
            collect_on: display(today + TimeDelta::days(5)),
            ..PaperForm::default()
        };
        let paper = LegalEntry::Paper(typed(paper.check(today))?);
        vault.record_legal(lawyer, referral, &ring, &proof, &paper, self.form()).await?.context("just begun")?;
        Ok(())
    }
}
