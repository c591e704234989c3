//! What partners keep for themselves: a clinic's test, a lawyer's matter, each under the client's yes.

use super::{World, evidence, log_in};
use chrono::TimeDelta;
use domain::clinic::{ClinicEntry, Test, TestForm};
use domain::consent::{Purpose, Renewal, RenewalForm, Segment};
use domain::id::{CaseId, OrganisationId, ReferralId};
use domain::legal::{LegalEntry, MatterForm};
use domain::referral::{ReferralForm, RequestForm};
use vault::{Actor, Vault, segment};

impl World {
    /// A client says yes to the clinic's own record, and the clinic writes a test down; gives the entry.
    pub async fn keep_record(&self, clinic: &Actor, referral: ReferralId) -> uuid::Uuid {
        let vault = &self.vault;
        let begun = vault.begin_compartment(clinic, referral, Segment::Health, &agreed(vault, 300), self.form()).await;
        begun.expect("written").expect("may");
        let opened = vault.open_compartment(clinic, referral, Segment::Health).await;
        let mut ring = opened.expect("open").expect("theirs");
        let proof = ring.take::<segment::Health>().expect("held");
        let test = ClinicEntry::Test(test(vault.today()));
        let kept = vault.record_at_clinic(clinic, &ring, &proof, &test, self.form()).await;
        kept.expect("written").expect("may")
    }

    /// Refers to legal aid under a fresh request, and the lawyer begins a matter; gives both.
    pub async fn legal_matter(&self, case: CaseId) -> (ReferralId, uuid::Uuid) {
        let lawyer = log_in(&self.vault, "bich").await;
        let referral = self.refer_to(case, lawyer.organisation(), "legal_advice").await;
        (referral, self.begin_matter(&lawyer, referral, self.vault.today()).await)
    }

    /// A client says yes to the lawyer's own record, and a matter begins that day.
    pub async fn begin_matter(&self, lawyer: &Actor, referral: ReferralId, on: chrono::NaiveDate) -> uuid::Uuid {
        let vault = &self.vault;
        let begun = vault.begin_compartment(lawyer, referral, Segment::Legal, &agreed(vault, 300), self.form()).await;
        begun.expect("written").expect("may");
        let opened = vault.open_compartment(lawyer, referral, Segment::Legal).await;
        let mut ring = opened.expect("open").expect("theirs");
        let proof = ring.take::<segment::Legal>().expect("held");
        let matter = MatterForm {
            matter: "labour".into(),
            on: domain::date::display(on),
            words: "CANARY nợ lương".into(),
            ..MatterForm::default()
        };
        let matter = LegalEntry::Matter(matter.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}")));
        let kept = vault.record_legal(lawyer, referral, &ring, &proof, &matter, self.form()).await;
        kept.expect("written").expect("may")
    }

    /// Refers a case of the worker's for a service under a fresh request.
    pub async fn refer_to(&self, case: CaseId, receiver: OrganisationId, service: &str) -> ReferralId {
        let (vault, today) = (&self.vault, self.vault.today());
        let form = ReferralForm {
            service: service.into(),
            receiver: receiver.to_string(),
            urgency: "week".into(),
            ..ReferralForm::default()
        };
        let draft = form.check().expect("a draft");
        let until = domain::date::display(today + TimeDelta::days(30));
        let request = RequestForm { own_request: "yes".into(), until, evidence: evidence() };
        let request =
            request.check(&draft, self.worker.name(), today).unwrap_or_else(|problems| panic!("{problems:?}"));
        let segments = [Segment::Label, Segment::Contact, Segment::Casework];
        let reason = domain::audit::Reason::Support;
        let mut ring = vault.open_case(&self.worker, case, &segments, reason).await.expect("open").expect("hers");
        let casework = ring.take::<segment::Casework>().expect("held");
        vault
            .record_request(&self.worker, &ring, &casework, &request, self.form())
            .await
            .expect("written")
            .expect("may");
        vault.issue_referral(&self.worker, &mut ring, &draft, self.form()).await.expect("written").expect("sent")
    }
}

/// Whether a fact stands at this number; `0` where there is none.
pub async fn counted(url: &str, kind: &str, detail: &str, quantity: i64) -> bool {
    let of = format!("update facts set quantity = quantity where kind = '{kind}' and detail = '{detail}'");
    if quantity == 0 {
        vault::testing::run_sql(url, &of).await == 0
    } else {
        vault::testing::run_sql(url, &format!("{of} and quantity = {quantity}")).await == 1
    }
}

/// Her yes to a record of a partner's own.
pub fn agreed(vault: &Vault, days: i64) -> Renewal {
    let until = domain::date::display(vault.today() + TimeDelta::days(days));
    let form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
    form.check(Purpose::Compartment, "Cán bộ", vault.now()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A test that came out negative.
pub fn test(today: chrono::NaiveDate) -> Test {
    let form = TestForm {
        test: "SYP_RDT".into(),
        method: "rapid".into(),
        taken_on: domain::date::display(today),
        result: "NEG".into(),
        lab_number: "CANARY A-12".into(),
    };
    form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"))
}
