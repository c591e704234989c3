//! Demonstration data, made through the same door as real ones: a small team, its partners, a second organisation that keeps
//! cases, people who do not exist. A noun shows itself in a file of its own.

mod accompaniment;
mod clubs;
mod coded_plan;
mod commodities;
mod directory;
mod emergency;
mod livelihood;
mod partner_system;
mod partners;
mod plans;
mod promotion;
mod referral;
mod rights;
mod scales;
mod supervision;
mod transfer;
mod work;

use crate::system::SystemEntropy;
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{FirstRunForm, InvitationForm, NewPasswordForm, Role};
use domain::audit::Reason;
use domain::breach::BreachForm;
use domain::case::OpeningForm;
use domain::consent::{EvidenceForm, Purpose, Segment, TakenBack, TextVersion};
use domain::contact::ContactForm;
use domain::counselling::CounsellingForm;
use domain::date::display;
use domain::hiv::{HivConsentForm, HivFactsForm, Letter, Recipient};
use domain::id::{CaseId, OrganisationId, ReferralId, SubmissionId, TeamId};
use domain::organisation::PartnerForm;
use domain::problem::Problems;
use domain::referral::{Followed, NeedMet, OutcomeForm, ReferralForm, RequestForm};
use domain::sealed_note::SealedNoteForm;
use domain::time::{Clock, Entropy};
use std::sync::Arc;
use vault::testing::StandingClock;
use vault::{Actor, PasswordCost, Vault, segment};

/// One login that is printed.
pub struct Login {
    /// The role, as the file of logins names it.
    pub role: &'static str,
    /// The username.
    pub username: &'static str,
    name: &'static str,
    does: Role,
}

/// One for each role.
pub const LOGINS: &[Login] = &[
    Login { role: "worker", username: "mai", name: "Lò Thị Mai", does: Role::SocialWorker },
    Login { role: "volunteer", username: "xuan", name: "Vì Thị Xuân", does: Role::PeerVolunteer },
    Login { role: "clinic", username: "sen", name: "Cầm Thị Ảnh", does: Role::ClinicStaff },
    Login { role: "legal", username: "bich", name: "Hoàng Thị Bích", does: Role::LegalStaff },
    Login { role: "livelihood", username: "nghia", name: "Đèo Văn Nghĩa", does: Role::LivelihoodStaff },
    Login { role: "facilitator", username: "thom", name: "Lò Thị Thơm", does: Role::Facilitator },
    Login { role: "supervisor", username: "ha.on", name: "Hà Thị Ơn", does: Role::Supervisor },
    // Of the second organisation that keeps cases.
    Login { role: "other_supervisor", username: "hoa", name: "Lò Thị Hoa", does: Role::Supervisor },
    Login { role: "administrator", username: "quantri", name: "Quản trị", does: Role::Administrator },
    Login { role: "officer", username: "baove", name: "Lường Thị Vân", does: Role::DataProtectionOfficer },
];

/// A password for one demonstration.
#[must_use]
pub fn password(entropy: &dyn Entropy) -> String {
    const WORDS: &[&str] = &[
        "ban", "may", "suoi", "nuong", "cham", "trau", "mua", "nang", "rung", "doi", "bep", "gio", "song", "hoa",
        "lua", "tre",
    ];
    let mut bytes = [0; 5];
    entropy.fill(&mut bytes);
    bytes.map(|byte| WORDS[usize::from(byte) % WORDS.len()]).join("-")
}

/// Address and logins for programs that try the product.
#[must_use]
pub fn logins_json(address: &str, password: &str) -> String {
    let logins: Vec<_> = LOGINS
        .iter()
        .map(|login| format!(r#""{}":{{"username":"{}","password":"{password}"}}"#, login.role, login.username))
        .collect();
    format!(r#"{{"address":"{address}","logins":{{{}}}}}"#, logins.join(","))
}

const CASES: &[(&str, &str, i64)] = &[
    ("Hoa Ban", "0912345678", -1),
    ("Mây", "", 0),
    ("Chị Sim", "0868123456", 0),
    ("Nắng", "", 3),
    ("Lan", "0398765432", 5),
    ("Trời", "", 9),
    ("Ảnh", "", 12),
    ("An", "0977001122", -4),
    ("Ân", "", 20),
    ("Đào", "", 30),
    ("Ban Mai", "", 2),
    ("Cúc", "", 14),
];

fn typed<T>(checked: Result<T, Problems>) -> anyhow::Result<T> {
    checked.map_err(|problems| anyhow::anyhow!("demonstration data are wrong: {problems:?}"))
}

/// Whose case is opened, how she can be reached, and what she says about an emergency.
struct CaseOf {
    alias: &'static str,
    phone: &'static str,
    emergency: &'static str,
}

struct Maker {
    vault: Vault,
    clock: Arc<StandingClock>,
    password: String,
}

/// Makes everything in an empty database, over the last thirty days.
///
/// # Errors
/// When the database is not empty or not available.
pub async fn make(database: &str, password: &str) -> anyhow::Result<()> {
    let now = crate::system::SystemClock.now();
    let clock = Arc::new(StandingClock::at(now - TimeDelta::days(30)));
    let vault = Vault::open(database, clock.clone(), Arc::new(SystemEntropy), PasswordCost::STRONG).await?;
    anyhow::ensure!(
        !vault.is_set_up().await?,
        "the database already has accounts: demonstration data go into an empty one"
    );
    let maker = Maker { vault, clock, password: password.to_owned() };
    maker.people().await?;
    maker.days(now).await?;
    maker.vault.close().await;
    Ok(())
}

impl Maker {
    fn form(&self) -> SubmissionId {
        SubmissionId(self.vault.new_submission())
    }

    async fn log_in(&self, username: &str) -> anyhow::Result<Actor> {
        let token = self.vault.log_in(username, Some(&self.password)).await?.context("a login that was just made")?;
        self.vault.session(&token).await?.context("a session that was just made")
    }

    async fn people(&self) -> anyhow::Result<()> {
        let password = self.password.clone();
        let first = FirstRunForm {
            organisation: "Trung tâm Công tác xã hội".into(),
            team: "Tổ Tô Hiệu".into(),
            name: "Hà Thị Ơn".into(),
            username: "ha.on".into(),
            administrator: "quantri".into(),
            password: password.clone(),
            password_again: password.clone(),
            administrator_password: password,
        };
        typed(self.vault.set_up(&typed(first.check())?).await?)?;
        let administrator = self.log_in("quantri").await?;
        for (kind, name, address, services) in [
            (
                "clinic",
                "Phòng khám Hoa Sen",
                "12 đường Lò Văn Giá, phường Tô Hiệu · 7:30–16:30",
                vec!["sti_screening", "check_up", "testing_and_prevention"],
            ),
            (
                "clinic",
                "Trạm y tế Chiềng An",
                "Bản Cá, phường Chiềng An · 7:00–17:00",
                vec!["check_up", "reproductive_health"],
            ),
            (
                "legal_aid",
                "Trung tâm Trợ giúp pháp lý",
                "3 đường Cách mạng tháng Tám, phường Tô Hiệu · 7:30–17:00",
                vec!["legal_advice", "papers"],
            ),
            (
                "livelihood",
                "Trung tâm Dịch vụ việc làm",
                "8 đường Tô Hiệu, phường Tô Hiệu · 7:30–17:00",
                vec!["vocational_training", "job_placement", "loan"],
            ),
        ] {
            let partner = PartnerForm {
                kind: kind.into(),
                name: name.into(),
                address: address.into(),
                services: services.into_iter().map(Into::into).collect(),
            };
            self.vault
                .add_partner(&administrator, &typed(partner.check())?, self.form())
                .await?
                .context("an administrator may")?;
        }
        self.directory(&administrator).await?;
        let others = [("dung", "Quàng Văn Dũng", Role::SocialWorker), ("tong.an", "Tòng Thị An", Role::ClinicStaff)];
        let named = LOGINS.iter().filter(|login| !matches!(login.does, Role::Supervisor | Role::Administrator));
        for (username, name, role) in named.map(|login| (login.username, login.name, login.does)).chain(others) {
            self.invite(&administrator, username, name, role).await?;
        }
        let supervisor = self.log_in("ha.on").await?;
        for member in self.vault.members(&supervisor).await? {
            if member.waits {
                self.vault.admit(&supervisor, member.account, &member.mark).await?.context("a supervisor may")?;
            }
        }
        self.pledges(&supervisor).await?;
        // The papers are thrown away: who tries the product makes three of her own.
        self.vault.make_recovery_sheet(&supervisor, self.form()).await?.context("a supervisor may")?;
        Ok(())
    }

    async fn invite(&self, administrator: &Actor, username: &str, name: &str, role: Role) -> anyhow::Result<()> {
        let teams = self.vault.teams(administrator).await?.context("an administrator may")?;
        // The second clinic is the second team of its kind.
        let nth = usize::from(username == "tong.an");
        let team = teams.iter().filter(|team| team.kind == role.works_in()).nth(nth).context("a team")?;
        self.join(administrator, (team.id, role), username, name).await
    }

    /// Is invited into a team, and chooses the password of the demonstration.
    async fn join(
        &self,
        administrator: &Actor,
        (team, role): (TeamId, Role),
        username: &str,
        name: &str,
    ) -> anyhow::Result<()> {
        let (role, team) = (role.code().into(), team.to_string());
        let form = InvitationForm { name: name.into(), username: username.into(), role, team };
        let invited = self.vault.invite(administrator, &typed(form.check())?).await?.context("an administrator may")?;
        let password = NewPasswordForm { password: self.password.clone(), password_again: self.password.clone() };
        let accepted = self.vault.accept(&typed(invited)?.token, &typed(password.check())?).await?;
        typed(accepted.context("an open invitation")?)?;
        Ok(())
    }

    async fn days(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let (mai, sen) = (self.log_in("mai").await?, self.log_in("sen").await?);
        let mut cases = Vec::new();
        for (alias, phone, _) in CASES {
            cases.push(self.open_case(&mai, alias, phone).await?);
            self.clock.advance(TimeDelta::hours(1));
        }
        self.met_before().await?;
        let code = self.case_for_an_emergency().await?;
        let day = |days: i64| now - TimeDelta::days(days);
        self.go_to(day(9));
        let (mai, sen_again) = (self.log_in("mai").await?, self.log_in("sen").await?);
        drop(sen);
        self.assessed(&mai).await?;
        self.closed(&mai).await?;
        self.ask_scale(&mai, cases[1], "phq", "222211211").await?;
        self.ask_scale(&mai, cases[1], "gad", "2212121").await?;
        let plan = self.plan(&mai, &self.log_in("ha.on").await?, cases[1]).await?;
        let completed = self.refer(&mai, cases[4], sen_again.organisation(), "check_up", 60).await?;
        let answered = self.refer(&mai, cases[1], sen_again.organisation(), "sti_screening", 60).await?;
        self.go_to(day(6));
        self.emergency_of_before(&code).await?;
        self.go_to(day(4));
        let (mai, sen) = (self.log_in("mai").await?, self.log_in("sen").await?);
        self.ask_scale(&mai, cases[1], "phq", "212111110").await?;
        self.ask_scale(&mai, cases[0], "audit_c", "210").await?;
        self.answer(&sen, completed, "came", &["examined", "advised"]).await?;
        self.vault.follow_referral(&mai, completed, &Followed::completed(NeedMet::Yes)).await?;
        self.refer(&mai, cases[0], sen.organisation(), "sti_screening", 13).await?;
        let mut sent = Vec::new();
        for case in [cases[5], cases[6], cases[2]] {
            sent.push(self.refer(&mai, case, sen.organisation(), "check_up", 60).await?);
        }
        self.answers(&sen, &sent).await?;
        self.go_to(day(1));
        let (mai, sen) = (self.log_in("mai").await?, self.log_in("sen").await?);
        self.answer(&sen, answered, "came", &["examined", "booked"]).await?;
        self.clinic_record(&sen, answered).await?;
        let bich = self.log_in("bich").await?;
        self.became_a_client(&mai).await?;
        let asked = self.refer(&mai, cases[1], bich.organisation(), "legal_advice", 60).await?;
        self.legal_record(&bich, asked).await?;
        self.ask_scale(&mai, cases[1], "phq", "111101010").await?;
        self.plans(&mai, cases[1], plan).await?;
        self.called(&mai, sent[1]).await?;
        self.walked_in(&sen, &mai, cases[3]).await?;
        self.refer(&mai, cases[3], sen.organisation(), "testing_and_prevention", 30).await?;
        for (case, (_, _, days)) in cases.iter().zip(CASES) {
            self.counsel(&mai, *case, now, *days).await?;
            self.clock.advance(TimeDelta::minutes(5));
        }
        self.sealed_note(&mai, cases[0]).await?;
        self.centre(&mai, cases[2], cases[6]).await?;
        self.private_part(&mai, cases[8]).await?;
        let xuan = self.log_in("xuan").await?;
        self.stop_services(&mai, &xuan, cases[11]).await?;
        let (supervisor, officer) = (self.log_in("ha.on").await?, self.log_in("baove").await?);
        self.rights(&mai, &supervisor, &cases).await?;
        self.supervision(&cases).await?;
        self.demands(&supervisor, &officer).await?;
        self.go_to(now - TimeDelta::hours(3));
        let xuan = self.log_in("xuan").await?;
        self.commodities().await?;
        self.contacts(&xuan).await?;
        self.accompanied(&xuan, cases[0], cases[3]).await?;
        self.emergency_of_today(&code).await?;
        self.clubs(cases[9]).await?;
        self.partner_systems().await?;
        self.transfers().await?;
        self.coded_plan().await?;
        self.breach(day(1)).await
    }

    /// A lost phone, so that the officer's desk has a clock that runs.
    async fn breach(&self, noticed: DateTime<Utc>) -> anyhow::Result<()> {
        let form = BreachForm {
            kinds: vec!["lost_or_taken".into()],
            categories: vec!["staff".into()],
            persons: "1".into(),
            consequences: vec!["none_known".into()],
            measures: vec!["sessions_ended".into(), "audit_checked".into()],
            ..BreachForm::default()
        };
        let officer = self.log_in("baove").await?;
        self.vault
            .record_breach(&officer, noticed, &typed(form.check_finding())?, self.form())
            .await?
            .context("an officer may")?;
        Ok(())
    }

    /// Moves the clock to a day; sessions of before are over then.
    fn go_to(&self, at: DateTime<Utc>) {
        self.clock.advance(at - self.clock.now());
    }

    async fn open_case(&self, worker: &Actor, alias: &'static str, phone: &'static str) -> anyhow::Result<CaseId> {
        self.open_case_of(worker, CaseOf { alias, phone, emergency: "" }).await
    }

    async fn open_case_of(&self, worker: &Actor, CaseOf { alias, phone, emergency }: CaseOf) -> anyhow::Result<CaseId> {
        let form = OpeningForm {
            alias: alias.into(),
            phone: phone.into(),
            channel: if phone.is_empty() { "never_first" } else { "call" }.into(),
            hours: if phone.is_empty() { "" } else { "14:00–16:00, ngày thường" }.into(),
            cover_story: if phone.is_empty() { "" } else { "hỏi lịch lớp may" }.into(),
            services: "yes".into(),
            processing: "yes".into(),
            emergency: emergency.into(),
            evidence: evidence(),
            ..OpeningForm::default()
        };
        self.vault.open_new_case(worker, &typed(form.check(worker.name()))?, self.form()).await?.context("a worker may")
    }

    /// A session of yesterday whose next meeting is so many days from now.
    async fn counsel(&self, worker: &Actor, case: CaseId, now: DateTime<Utc>, days: i64) -> anyhow::Result<()> {
        let next = domain::date::local_date(now) + TimeDelta::days(days);
        let today = next.min(self.vault.today());
        let form = CounsellingForm {
            kind: "risk_reduction".into(),
            held_on: display(today),
            issues: vec!["health".into(), "livelihood".into()],
            agreed: "Đã thống nhất: đi khám cùng đồng đẳng viên; tập lập kế hoạch chi tiêu tuần.".into(),
            services: vec!["information".into(), "emotional_support".into()],
            next_on: display(next),
            ..CounsellingForm::default()
        };
        let mut ring = self.ring(worker, case).await?;
        self.vault
            .record_counselling(worker, &mut ring, &typed(form.check(today))?, self.form())
            .await?
            .context("her own case")?;
        Ok(())
    }

    async fn refer(
        &self,
        worker: &Actor,
        case: CaseId,
        to: OrganisationId,
        service: &str,
        days: i64,
    ) -> anyhow::Result<ReferralId> {
        let form = ReferralForm {
            service: service.into(),
            receiver: to.to_string(),
            urgency: "week".into(),
            needs: vec!["accompanied".into(), "afternoon".into()],
            fields: Vec::new(),
        };
        let draft = typed(form.check())?;
        let today = self.vault.today();
        let request = RequestForm {
            own_request: "yes".into(),
            until: display(today + TimeDelta::days(days)),
            evidence: evidence(),
        };
        let request = typed(request.check(&draft, worker.name(), today))?;
        let segments = [Segment::Label, Segment::Contact, Segment::Casework];
        let mut ring = self.vault.open_case(worker, case, &segments, Reason::Support).await?.context("her own case")?;
        let casework = ring.take::<segment::Casework>().context("her own case")?;
        self.vault.record_request(worker, &ring, &casework, &request, self.form()).await?.context("a worker may")?;
        self.vault.issue_referral(worker, &mut ring, &draft, self.form()).await?.context("a live request")
    }

    /// What a worker writes for herself.
    async fn sealed_note(&self, worker: &Actor, case: CaseId) -> anyhow::Result<()> {
        let segments = [Segment::Casework];
        let mut ring = self.vault.open_case(worker, case, &segments, Reason::Support).await?.context("her own case")?;
        let casework = ring.take::<segment::Casework>().context("her own case")?;
        let words = "Mình thấy lo khi nghe kể. Lần sau: chậm lại, đừng hỏi dồn; xin ý kiến ở buổi giám sát.".into();
        let note = typed(SealedNoteForm { words }.check())?;
        self.vault.write_sealed_note(worker, &ring, &casework, &note, self.form()).await?.context("a worker may")?;
        Ok(())
    }

    /// One who lets her worker know, in writing, and nobody else.
    async fn private_part(&self, worker: &Actor, case: CaseId) -> anyhow::Result<()> {
        let segments = [Segment::Casework];
        let reason = Reason::ClientRequest;
        let mut ring = self.vault.open_case(worker, case, &segments, reason).await?.context("her own case")?;
        let casework = ring.take::<segment::Casework>().context("her own case")?;
        let today = self.vault.today();
        let form = HivConsentForm {
            recipient: Recipient::Person(worker.account()).posted(),
            letter: Letter::Written.code().into(),
            until: display(today + TimeDelta::days(150)),
            evidence: evidence(),
        };
        let given = typed(form.check(worker.name(), self.vault.now()))?;
        self.vault.give_hiv_consent(worker, &ring, &casework, &given, self.form()).await?.context("a worker may")?;
        let open = self.vault.open_hiv(worker, case).await?.context("just given")?;
        let form = HivFactsForm {
            status: "lives_with".into(),
            linked_on: display(today - TimeDelta::days(400)),
            next_on: display(today + TimeDelta::days(20)),
            suppressed: "yes".into(),
            ..HivFactsForm::default()
        };
        self.vault.record_hiv(worker, &open, &typed(form.check(today))?, self.form()).await?.context("just given")?;
        Ok(())
    }

    /// One who stopped, and told it to the volunteer she meets: her file is there, and nothing is added to it until she says
    /// yes again.
    async fn stop_services(&self, worker: &Actor, volunteer: &Actor, case: CaseId) -> anyhow::Result<()> {
        let ring = self.vault.open_case(worker, case, &[Segment::Label], Reason::Support).await?;
        let label = ring.context("her own case")?.take::<segment::Label>().context("her own case")?;
        let code = self.vault.case_head(&label).await?.label.code;
        let services = TakenBack::For(Purpose::Services);
        self.vault.take_back_by_code(volunteer, &code, services).await?.context("everybody of the house may")
    }

    async fn answer(
        &self,
        clinic: &Actor,
        referral: ReferralId,
        arrival: &str,
        services: &[&str],
    ) -> anyhow::Result<()> {
        let form = OutcomeForm {
            arrival: arrival.into(),
            services: services.iter().map(|service| (*service).into()).collect(),
            ..OutcomeForm::default()
        };
        self.vault
            .answer_referral(clinic, referral, &typed(form.check(self.vault.today()))?)
            .await?
            .context("its own packet")?;
        Ok(())
    }

    async fn contacts(&self, volunteer: &Actor) -> anyhow::Result<()> {
        let communes = domain::commune::of_province("14");
        for number in 0..7_usize {
            let form = ContactForm {
                commune: communes[number * 5 % communes.len()].code.into(),
                place: ["lodging", "street", "online"][number % 3].into(),
                whom: if number == 5 { "group" } else { "anonymous" }.into(),
                people: "4".into(),
                sex: ["female", "female", "male"][number % 3].into(),
                age: ["18_19", "25_29", "40_49"][number % 3].into(),
                topics: vec!["testing".into(), "safety".into()],
                condoms: "10".into(),
                lubricant: "2".into(),
                self_tests: if number % 2 == 0 { "1" } else { "" }.into(),
                referral: if number % 3 == 0 { "yes" } else { "not_now" }.into(),
                needs: if number % 3 == 0 { vec!["mind".into(), "law".into()] } else { Vec::new() },
                violence: if number == 3 { "yes" } else { "" }.into(),
                follow_up_on: if number == 3 {
                    display(self.vault.today() + TimeDelta::days(7))
                } else {
                    String::new()
                },
                ..ContactForm::default()
            };
            self.vault
                .log_contact(volunteer, &typed(form.check(self.vault.today(), |_| true))?, self.form())
                .await?
                .context("a volunteer may")?;
            self.clock.advance(TimeDelta::minutes(11));
        }
        Ok(())
    }
}

fn evidence() -> EvidenceForm {
    EvidenceForm {
        method: "signature".into(),
        language: "vi".into(),
        witness: "Mè Thị Lả".into(),
        told_sensitive: "yes".into(),
        understood: "yes".into(),
        text: TextVersion::WithSheet.code().into(),
        ..EvidenceForm::blank()
    }
}
