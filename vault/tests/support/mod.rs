//! A small deployment for stories: one social-work team, one clinic, everybody admitted.
#![allow(dead_code, reason = "each test uses its part")]

pub mod asked;
pub mod clubs;
mod first_day;
pub mod livelihood;
pub mod other;
pub mod partners;
pub mod plans;

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{InvitationForm, NewPasswordForm, Role};
use domain::breach::BreachForm;
use domain::card::{CardCode, CardForm, CardReach, Pin};
use domain::case::OpeningForm;
use domain::client::ClientCode;
use domain::closure::{Closure, ClosureForm, ClosureReason};
use domain::consent::{EvidenceForm, Segment};
use domain::contact::ContactForm;
use domain::counselling::CounsellingForm;
use domain::emergency::{BreakForm, Breaking};
use domain::hiv::{HivConsent, HivConsentForm, Letter, Recipient};
use domain::id::{
    AccountId, CaseId, ContactId, CounsellingId, EmergencyId, OrganisationId, ReferralId, ScaleId, SealedNoteId,
    SubmissionId,
};
use domain::intake::IntakeForm;
use domain::needs::{Board, NeedForm, NeedStep};
use domain::referral::{ReferralForm, RequestForm};
use domain::risk::{Assessment, RiskForm, SnoozeForm};
use domain::scale::{Scale, ScaleForm};
use domain::sealed_note::SealedNoteForm;
use std::sync::Arc;
use vault::card::{CardHolder, Given};
use vault::emergency::Broken;
use vault::promotion::Promoted;
use vault::testing::{SeededEntropy, StandingClock, TempDatabase};
use vault::{Actor, IntakeKey, Opened, PasswordCost, Ring, Vault, segment};

pub use first_day::*; // not each program tells stories on both

pub const PASSWORD: &str = "mot mat khau dai";

/// One deployment, with what must outlive it.
pub struct World {
    pub vault: Vault,
    pub clock: Arc<StandingClock>,
    pub url: String,
    pub supervisor: Actor,
    pub administrator: Actor,
    pub worker: Actor,
    pub colleague: Actor,
    pub volunteer: Actor,
    pub clinic: Actor,
    pub officer: Actor,
    pub clinic_organisation: OrganisationId,
    store: TempDatabase,
}

pub fn start() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-23T02:00:00Z").expect("a time").to_utc()
}

/// What phones seal to in every world.
pub fn intake_key() -> IntakeKey {
    IntakeKey::generate(&SeededEntropy::new(44))
}

/// A contact of `xuan` with somebody who told no code.
pub async fn met(world: &World) -> ContactId {
    let form = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        ..ContactForm::default()
    };
    let contact = form.check(world.vault.today(), |_| true).expect("a contact");
    world.vault.log_contact(&world.volunteer, &contact, world.form()).await.expect("written").expect("may")
}

/// A case of somebody whom `xuan` met before, and who said yes to this.
pub async fn promoted(world: &World, worker: &Actor, opening: &domain::case::Opening) -> CaseId {
    let id = met(world).await;
    let offered = world.vault.promotable(worker, id).await.expect("read").expect("free");
    match world.vault.promote(worker, opening, &offered, world.form()).await.expect("written").expect("may") {
        Promoted::Now(case) => case,
        Promoted::Meanwhile => panic!("nobody else takes it"),
    }
}

/// A vault over a database that is there.
pub async fn vault_at(url: &str) -> Vault {
    let clock = Arc::new(StandingClock::at(start()));
    Vault::open(url, clock, Arc::new(SeededEntropy::new(43)), PasswordCost::FOR_TESTS).await.expect("a database")
}

impl World {
    async fn begin(store: TempDatabase) -> Self {
        let clock = Arc::new(StandingClock::at(start()));
        // Another seed than the first day's: no number may be given out twice.
        let vault = Vault::open(&store.url(), clock.clone(), Arc::new(SeededEntropy::new(42)), PasswordCost::FOR_TESTS)
            .await
            .expect("a copy of the first day");
        let vault = vault.receiving(vec![intake_key()]);
        let clinic = log_in(&vault, "sen").await;
        Self {
            worker: log_in(&vault, "mai").await,
            colleague: log_in(&vault, "dung").await,
            volunteer: log_in(&vault, "xuan").await,
            officer: log_in(&vault, "baove").await,
            clinic_organisation: clinic.organisation(),
            clinic,
            supervisor: log_in(&vault, "giamsat").await,
            administrator: log_in(&vault, "quantri").await,
            vault,
            clock,
            url: store.url(),
            store,
        }
    }

    /// The database file, on SQLite.
    pub fn file(&self) -> Option<&std::path::Path> {
        self.store.path()
    }

    /// Gives the vault away, with the database that must outlive it.
    pub fn into_vault(self) -> (Vault, TempDatabase) {
        (self.vault, self.store)
    }

    pub fn form(&self) -> SubmissionId {
        SubmissionId(self.vault.new_submission())
    }

    /// Admits somebody to the key whose mark stands beside her name on the team's page; who is not there has none.
    pub async fn admit(&self, actor: &Actor, account: AccountId) -> vault::Result<Option<()>> {
        let members = self.vault.members(actor).await?;
        let mark = members.into_iter().find(|member| member.account == account).map(|member| member.mark);
        self.vault.admit(actor, account, &mark.unwrap_or_default()).await
    }

    pub async fn open_case(&self, alias: &str) -> CaseId {
        self.open_case_asking(alias, "").await
    }

    /// A case whose client answered like this when she was asked about an emergency.
    pub async fn open_case_asking(&self, alias: &str, emergency: &str) -> CaseId {
        let form = OpeningForm { emergency: emergency.into(), ..opening(alias) };
        let opening = form.check(self.worker.name()).unwrap_or_else(|problems| panic!("{problems:?}"));
        self.vault.open_new_case(&self.worker, &opening, self.form()).await.expect("written").expect("may")
    }

    /// The code of a case of `mai`.
    pub async fn code(&self, case: CaseId) -> ClientCode {
        let (worker, reason) = (log_in(&self.vault, "mai").await, domain::audit::Reason::Support);
        let mut ring =
            self.vault.open_case(&worker, case, &[Segment::Label], reason).await.expect("open").expect("hers");
        let label = ring.take::<segment::Label>().expect("held");
        self.vault.case_head(&label).await.expect("read").label.code
    }

    /// `dung` breaks the glass of a case of `mai`.
    pub async fn break_glass(&self, case: CaseId) -> EmergencyId {
        let asked = danger(&self.code(case).await, &["identity", "contact", "casework"]);
        let broken = self.vault.break_glass(&self.colleague, &asked, self.form()).await.expect("written").expect("may");
        assert_eq!(broken, Broken::Open(case));
        let alerts = self.vault.emergencies(&self.supervisor).await.expect("read").expect("may");
        alerts.into_iter().find(|alert| alert.case == Some(case)).expect("alerted").id
    }

    /// Writes down a breach.
    pub async fn breach(&self) -> domain::id::BreachId {
        let finding = BreachForm {
            kinds: vec!["account_misused".into()],
            categories: vec!["identity".into(), "contact".into()],
            ..BreachForm::default()
        };
        let finding = finding.check_finding().unwrap_or_else(|problems| panic!("{problems:?}"));
        let now = self.vault.now();
        self.vault.record_breach(&self.officer, now, &finding, self.form()).await.expect("written").expect("may")
    }

    /// Refers to the clinic under a fresh request.
    pub async fn refer(&self, case: CaseId) -> ReferralId {
        use domain::audit::Reason;
        let segments = [Segment::Label, Segment::Contact, Segment::Casework];
        let mut ring =
            self.vault.open_case(&self.worker, case, &segments, Reason::Support).await.expect("open").expect("hers");
        let draft = self.draft();
        let request = RequestForm {
            own_request: "yes".into(),
            until: domain::date::display(self.vault.today() + TimeDelta::days(30)),
            evidence: evidence(),
        };
        let request = request
            .check(&draft, self.worker.name(), self.vault.today())
            .unwrap_or_else(|problems| panic!("{problems:?}"));
        let casework = ring.take::<segment::Casework>().expect("held");
        self.vault
            .record_request(&self.worker, &ring, &casework, &request, self.form())
            .await
            .expect("written")
            .expect("may");
        self.vault.issue_referral(&self.worker, &mut ring, &draft, self.form()).await.expect("written").expect("sent")
    }

    /// Records a scale of the worker's case.
    pub async fn ask_scale(&self, case: CaseId, scale: &Scale) -> ScaleId {
        use domain::audit::Reason;
        let segments = [Segment::Label, Segment::Casework];
        let mut ring =
            self.vault.open_case(&self.worker, case, &segments, Reason::Support).await.expect("open").expect("hers");
        let recorded = self.vault.record_scale(&self.worker, &mut ring, scale, None, self.form()).await;
        match recorded.expect("written").expect("may") {
            vault::scale::Recorded::Now(id) => id,
            vault::scale::Recorded::Meanwhile(_) => panic!("nothing was put right"),
        }
    }

    /// Records a session of the worker's case.
    pub async fn hold_session(&self, case: CaseId) -> CounsellingId {
        use domain::audit::Reason;
        let segments = [Segment::Label, Segment::Casework];
        let mut ring =
            self.vault.open_case(&self.worker, case, &segments, Reason::Support).await.expect("open").expect("hers");
        let session = session_form(self.vault.today()).check(self.vault.today());
        let session = session.unwrap_or_else(|problems| panic!("{problems:?}"));
        let held = self.vault.record_counselling(&self.worker, &mut ring, &session, self.form()).await;
        held.expect("written").expect("may")
    }

    /// The worker's case with what the pages of its work need.
    pub async fn ring(&self, case: CaseId) -> Ring {
        self.ring_of(&self.worker, case).await
    }

    async fn ring_of(&self, actor: &Actor, case: CaseId) -> Ring {
        let (segments, reason) = ([Segment::Label, Segment::Casework], domain::audit::Reason::Support);
        self.vault.open_case(actor, case, &segments, reason).await.expect("open").expect("hers")
    }

    /// All that is written of the work on a case: first questions, a need, words, a level, a look put off.
    pub async fn work_on(&self, worker: &Actor, case: CaseId, words: &str) {
        let (vault, today) = (&self.vault, self.vault.today());
        let intake = IntakeForm { danger: "yes".into(), ..IntakeForm::default() }.check().expect("an answer");
        let mut ring = self.ring_of(worker, case).await;
        vault.record_intake(worker, &mut ring, &intake, self.form()).await.expect("written").expect("may");
        let snooze = SnoozeForm { days: "1".into(), reason: format!("{words} hoãn") }.check(None, today);
        let mut ring = self.ring_of(worker, case).await;
        vault.put_off(worker, &mut ring, &snooze.expect("a day"), self.form()).await.expect("written").expect("due");
        let steps = [need(today, "mind", "expressed", words)];
        let mut ring = self.ring_of(worker, case).await;
        vault.record_needs(worker, &mut ring, &steps, self.form()).await.expect("written").expect("may");
        let said = domain::needs::NeedWordsForm { strengths: format!("{words} mạnh"), words: words.into() };
        let mut ring = self.ring_of(worker, case).await;
        let said = said.check().expect("words");
        vault.write_need_words(worker, &mut ring, &said, 0, self.form()).await.expect("written").expect("may");
        let mut ring = self.ring_of(worker, case).await;
        let level = level("high", words);
        vault.assess_risk(worker, &mut ring, &level, 0, self.form()).await.expect("written").expect("may");
    }

    /// Closes the worker's case: she wants to stop.
    pub async fn close_case(&self, case: CaseId, words: &str) {
        let mut ring = self.ring(case).await;
        let closure = closing(self.vault.today(), ClosureReason::ClientStopped, words);
        self.vault.close_case(&self.worker, &mut ring, &closure, self.form()).await.expect("written").expect("may");
    }

    pub fn draft(&self) -> domain::referral::Draft {
        let form = ReferralForm {
            service: "sti_screening".into(),
            receiver: self.clinic_organisation.to_string(),
            urgency: "week".into(),
            needs: vec!["accompanied".into()],
            fields: vec![],
        };
        form.check().expect("a draft")
    }
}

pub async fn log_in(vault: &Vault, username: &str) -> Actor {
    let token = vault.log_in(username, Some(PASSWORD)).await.expect("answered").expect("the right password");
    vault.session(&token).await.expect("answered").expect("a live session")
}

async fn invite(vault: &Vault, administrator: &Actor, username: &str, name: &str, role: Role) {
    let team = vault
        .teams(administrator)
        .await
        .expect("teams")
        .expect("may")
        .into_iter()
        .find(|team| team.kind == role.works_in())
        .expect("a team of that kind");
    let form = InvitationForm {
        name: name.into(),
        username: username.into(),
        role: role.code().into(),
        team: team.id.to_string(),
    };
    let invitation = form.check().expect("an invitation");
    let invited = vault.invite(administrator, &invitation).await.expect("written").expect("may");
    let token = invited.unwrap_or_else(|problems| panic!("{problems:?}")).token;
    let password = NewPasswordForm { password: PASSWORD.into(), password_again: PASSWORD.into() };
    let password = password.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(vault.accept(&token, &password).await.expect("written").expect("open").is_ok());
    assert!(vault.accept(&token, &password).await.expect("read").is_none(), "an invitation is used once");
}

/// Somebody who joins later.
pub async fn join(vault: &Vault, administrator: &Actor, username: &str, role: Role) -> Actor {
    invite(vault, administrator, username, "Tòng Văn Viên", role).await;
    log_in(vault, username).await
}

pub fn evidence() -> EvidenceForm {
    EvidenceForm {
        method: "signature".into(),
        language: "vi".into(),
        witness: "CANARY Tòng Thị An".into(),
        told_sensitive: "yes".into(),
        understood: "yes".into(),
        ..EvidenceForm::blank()
    }
}

pub fn opening(alias: &str) -> OpeningForm {
    OpeningForm {
        alias: alias.into(),
        name: "CANARY Đào Thị Hoà".into(),
        phone: "0912 345 678".into(),
        channel: "call".into(),
        hours: "CANARY 14:00–16:00".into(),
        cover_story: "CANARY lớp may".into(),
        services: "yes".into(),
        processing: "yes".into(),
        emergency: String::new(),
        intake: IntakeForm::default(),
        evidence: evidence(),
    }
}

/// What somebody asks who breaks the glass.
pub fn danger(code: &ClientCode, segments: &[&str]) -> Breaking {
    let form = BreakForm {
        code: code.to_string(),
        danger: "suicide".into(),
        segments: segments.iter().map(|code| (*code).to_owned()).collect(),
        words: "CANARY gọi lúc 22:10, nói lời từ biệt".into(),
    };
    form.check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

pub fn session_form(today: chrono::NaiveDate) -> CounsellingForm {
    CounsellingForm {
        kind: "risk_reduction".into(),
        held_on: domain::date::display(today),
        issues: vec!["health".into()],
        agreed: "CANARY đi khám cùng đồng đẳng viên".into(),
        services: vec!["information".into()],
        next_on: domain::date::display(today + TimeDelta::days(7)),
        ..CounsellingForm::default()
    }
}

/// A level of risk with its reason.
pub fn level(level: &str, reason: &str) -> Assessment {
    let form = RiskForm { level: level.into(), reason: reason.into() };
    form.check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A step of a need, as it follows on an empty board.
pub fn need(today: chrono::NaiveDate, domain: &str, stage: &str, wish: &str) -> NeedStep {
    let form = NeedForm {
        domains: vec![domain.into()],
        stage: stage.into(),
        on: domain::date::display(today),
        wish: wish.into(),
        ..NeedForm::default()
    };
    let mut steps = form.check(&Board::default(), today).unwrap_or_else(|problems| panic!("{problems:?}"));
    steps.remove(0)
}

/// What is written of the work on a case, each by its id, as far as it can be read.
pub async fn work_told(vault: &Vault, proof: &Opened<segment::Casework>) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for asked in vault.intakes(proof, 10).await.unwrap_or_default() {
        let urgent: Vec<_> = asked.intake.urgent().map(|question| question.code()).collect();
        told.push((asked.id.to_string(), urgent.join(" ")));
    }
    for taken in vault.needs(proof).await.map(|(steps, _)| steps).unwrap_or_default() {
        told.push((taken.id.to_string(), taken.step.wish.map(|wish| wish.as_str().to_owned()).unwrap_or_default()));
    }
    if let Some(words) = vault.need_words(proof).await.ok().flatten().and_then(|kept| kept.words.words) {
        told.push(("words".to_owned(), words.as_str().to_owned()));
    }
    for judged in vault.risks(proof, 0, 10).await.unwrap_or_default() {
        told.push((judged.id.to_string(), judged.assessment.reason.as_str().to_owned()));
    }
    for put_off in vault.snoozes(proof, 10).await.unwrap_or_default() {
        told.push((format!("put off {}", put_off.recorded_at), put_off.snooze.reason.as_str().to_owned()));
    }
    if let Some(words) = vault.closed(proof).await.ok().flatten().and_then(|closed| closed.closure.words) {
        told.push(("closed".to_owned(), words.as_str().to_owned()));
    }
    told
}

/// The end of the support of a client, with all that its reason needs.
pub fn closing(today: chrono::NaiveDate, reason: ClosureReason, words: &str) -> Closure {
    let form = ClosureForm {
        reason: reason.code().into(),
        checks: reason.needs().iter().map(|check| check.code().to_owned()).collect(),
        ended_on: domain::date::display(today),
        words: words.into(),
        ..ClosureForm::default()
    };
    form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A PHQ with these points, item by item, and a canary of what she said.
pub fn phq(today: chrono::NaiveDate, points: &str) -> Scale {
    let mut points = points.chars().map(String::from);
    let mut next = || points.next().unwrap_or_default();
    let form = ScaleForm {
        scale: "phq".into(),
        q1: next(),
        q2: next(),
        q3: next(),
        q4: next(),
        q5: next(),
        q6: next(),
        q7: next(),
        q8: next(),
        q9: next(),
        taken_on: domain::date::display(today),
        note: "CANARY lời khi hỏi thang đo".into(),
        ..ScaleForm::default()
    };
    form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The client's yes to what concerns HIV, in writing.
pub fn hiv_yes(vault: &Vault, recipient: Recipient, letter: Letter, until: chrono::NaiveDate) -> HivConsent {
    let form = HivConsentForm {
        recipient: recipient.posted(),
        letter: letter.code().into(),
        until: domain::date::display(until),
        evidence: evidence(),
    };
    form.check("nobody", vault.now()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// She lets somebody know, for a hundred and nine days; the worker records it.
pub async fn hiv_consent(world: &World, case: CaseId, recipient: Recipient, letter: Letter) {
    use domain::audit::Reason;
    let vault = &world.vault;
    let ring = vault.open_case(&world.worker, case, &[Segment::Casework], Reason::ClientRequest).await.expect("opened");
    let mut ring = ring.expect("hers");
    let casework = ring.take().expect("held");
    let consent = hiv_yes(vault, recipient, letter, vault.today() + TimeDelta::days(109));
    let given = vault.give_hiv_consent(&world.worker, &ring, &casework, &consent, world.form()).await;
    given.expect("written").expect("may");
}

/// A note that only the worker opens.
pub async fn sealed_note(world: &World, ring: &Ring, casework: &Opened<segment::Casework>) -> SealedNoteId {
    let note = SealedNoteForm { words: "CANARY chỉ mình tôi".into() };
    let note = note.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    world
        .vault
        .write_sealed_note(&world.worker, ring, casework, &note, world.form())
        .await
        .expect("written")
        .expect("may")
}

/// Gives the client of a case a card.
pub async fn card(world: &World, case: CaseId, reach: CardReach, pin: &str) -> CardCode {
    use domain::audit::Reason;
    let form = CardForm { reach: reach.code().into(), pin: pin.into(), pin_again: pin.into() };
    let new = form.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    let segments = [Segment::Label, Segment::Casework];
    let ring = world.vault.open_case(&world.worker, case, &segments, Reason::ClientRequest).await.expect("opened");
    let mut ring = ring.expect("hers");
    match world.vault.give_card(&world.worker, &mut ring, &new, world.form()).await.expect("written").expect("may") {
        Given::Now(code) => code,
        Given::Before => panic!("a form of its own"),
    }
}

/// The client on her own page, with number and PIN that are right.
pub async fn holder(world: &World, code: &CardCode, pin: &str) -> CardHolder {
    let (vault, pin) = (&world.vault, Pin::parse(pin).expect("six digits"));
    let tag = vault.card_tag(code).await.expect("answered");
    let token = vault.open_card(code, tag, Some(&pin)).await.expect("answered").expect("a card that is right");
    vault.card_session(&token).await.expect("answered").expect("a live session")
}

/// From here on no audit event can be written, as on a full disk; everything else still can.
pub async fn break_audit(url: &str) {
    let text = if url.starts_with("postgres") {
        "create function no_audit() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$; \
         create trigger no_audit before insert on audit_events for each row execute function no_audit()"
    } else {
        "create trigger no_audit before insert on audit_events begin select raise(abort, 'no'); end"
    };
    vault::testing::run_sql(url, text).await;
}

/// The audit can be written again.
pub async fn mend_audit(url: &str) {
    let table = if url.starts_with("postgres") { " on audit_events" } else { "" };
    vault::testing::run_sql(url, &format!("drop trigger no_audit{table}")).await;
}

/// A listing of the clinic's check-up, as its own staff writes it.
pub fn listing_form() -> domain::directory::ListingForm {
    domain::directory::ListingForm {
        service: "check_up".into(),
        commune: "03646".into(),
        address: "12 đường Lò Văn Giá".into(),
        phone: "0212 385 2222".into(),
        cost: "free".into(),
        ways: vec!["call".into()],
        women: "asked".into(),
        ..domain::directory::ListingForm::blank()
    }
}

/// The same, in the directory.
pub async fn listing(world: &World) -> domain::id::ListingId {
    let listing = listing_form().check(|_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
    let added = world.vault.add_listing(&world.clinic, world.clinic_organisation, &listing, world.form()).await;
    added.expect("written").expect("their own")
}
