//! The deployment all histories happen in: a centre with two workers, two clinics that answer, one where nobody has
//! accepted yet, an association that keeps cases too, two who lead clubs, and people who still wait for their team's keys.

use crate::model::Person;
use chrono::{DateTime, Utc};
use domain::account::{FirstRunForm, InvitationForm, NewPasswordForm, Role};
use domain::consent::{Evidence, EvidenceForm};
use domain::id::{OrganisationId, SubmissionId, TeamId};
use domain::organisation::PartnerForm;
use domain::problem::Problems;
use std::sync::Arc;
use vault::testing::{SeededEntropy, StandingClock, TempDatabase, TempFile};
use vault::{Actor, PasswordCost, Token, Vault};

pub const NAMES: [&str; 15] = [
    "Ơn",
    "Quản trị",
    "Mai",
    "Dũng",
    "Xuân",
    "Sen",
    "Thuỷ",
    "Lan",
    "Quế",
    "Bình",
    "Vân",
    "Hoa",
    "Tùng",
    "Thơm",
    "Hiền",
];
const LOGINS: [&str; 15] = [
    "giamsat", "quantri", "mai", "dung", "xuan", "sen", "thuy", "lan", "que", "binh", "baove", "hoa", "tung", "thom",
    "hien",
];
const ROLES: [(Role, usize); 15] = [
    (Role::Supervisor, 0),
    (Role::Administrator, 0),
    (Role::SocialWorker, 0),
    (Role::SocialWorker, 0),
    (Role::PeerVolunteer, 0),
    (Role::ClinicStaff, 1),
    (Role::Supervisor, 0),
    (Role::ClinicStaff, 1),
    (Role::ClinicStaff, 2),
    (Role::SocialWorker, 0),
    (Role::DataProtectionOfficer, 0),
    (Role::Supervisor, ASSOCIATION),
    (Role::SocialWorker, ASSOCIATION),
    (Role::Facilitator, 0),
    (Role::Facilitator, 0),
];
/// Who leads clubs.
pub const FACILITATORS: &[usize] = &[13, 14];
/// Who waits for the team's keys when a history begins.
const WAITING: [usize; 3] = [6, 7, 9];
pub const ORGANISATIONS: [&str; 5] =
    ["the centre", "clinic Hoa Sen", "clinic Bản Mường", "a clinic where nobody is yet", "the association"];
/// The other organisation that keeps cases.
pub const ASSOCIATION: usize = 4;
const PASSWORD: &str = "mot mat khau dai";

/// Which engine a history is told on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A deployment on its first day, when everybody has come; it is closed, to be begun from any number of times.
pub struct FirstDay {
    organisations: Vec<OrganisationId>,
    teams: Vec<TeamId>,
    store: TempDatabase,
}

pub struct Deployment {
    pub vault: Vault,
    pub clock: Arc<StandingClock>,
    pub organisations: Vec<OrganisationId>,
    /// One of each organisation.
    pub teams: Vec<TeamId>,
    /// It goes when this does.
    _store: TempDatabase,
}

pub fn start() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-23T02:00:00Z").expect("a time").to_utc()
}

/// The same people, as the model knows them.
pub fn people() -> Vec<Person> {
    let person = |who: usize| {
        let (role, organisation) = ROLES[who];
        Person { role, organisation, admitted: !WAITING.contains(&who), closed: false }
    };
    (0..NAMES.len()).map(person).collect()
}

/// How every yes is given here: signed, and understood.
pub(crate) fn evidence() -> EvidenceForm {
    EvidenceForm {
        method: "signature".into(),
        language: "vi".into(),
        witness: "Tòng Thị An".into(),
        told_sensitive: "yes".into(),
        understood: "yes".into(),
        ..EvidenceForm::blank()
    }
}

/// The same, checked.
pub(crate) fn heard() -> Evidence {
    evidence().check("nobody", &mut Problems::none()).expect("all said")
}

/// A vault on this store, with a clock that stands.
async fn open(store: &TempDatabase, seed: u64) -> (Vault, Arc<StandingClock>) {
    let clock = Arc::new(StandingClock::at(start()));
    let entropy = Arc::new(SeededEntropy::new(seed));
    let vault = Vault::open(&store.url(), clock.clone(), entropy, PasswordCost::FOR_TESTS).await;
    (vault.expect("a database"), clock)
}

impl FirstDay {
    /// Everybody comes, with invitations, passwords and keys; `None` for PostgreSQL when the run has none.
    pub async fn on(engine: Engine) -> Option<Self> {
        let store = match engine {
            Engine::Sqlite => TempDatabase::File(TempFile::new("proof")),
            Engine::Postgres => TempDatabase::on_server("proof").await?,
        };
        let (vault, _) = open(&store, 0).await;
        let (organisations, teams) = arrive(&vault).await;
        vault.close().await;
        Some(Self { organisations, teams, store })
    }

    /// A deployment that begins here, whatever others did. The seed must not be 0: no number may be given out twice.
    pub async fn begin(&self, seed: u64) -> Deployment {
        let store = self.store.copy("proof").await;
        let (vault, clock) = open(&store, seed).await;
        let (organisations, teams) = (self.organisations.clone(), self.teams.clone());
        Deployment { vault, clock, organisations, teams, _store: store }
    }
}

impl Deployment {
    pub async fn end(self) {
        self.vault.close().await;
    }
}

/// The people come, one after the other; gives the organisations and their teams in the order of [`ORGANISATIONS`].
async fn arrive(vault: &Vault) -> (Vec<OrganisationId>, Vec<TeamId>) {
    let first = FirstRunForm {
        organisation: ORGANISATIONS[0].into(),
        team: "Tổ 1".into(),
        name: NAMES[0].into(),
        username: LOGINS[0].into(),
        administrator: LOGINS[1].into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
        administrator_password: PASSWORD.into(),
    };
    let first = first.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(vault.set_up(&first).await.expect("set up").is_ok(), "the first to come");
    let administrator = session(vault, &log_in(vault, 1).await).await.expect("logged in");
    let centre = administrator.organisation();
    let mut teams = vec![team_of(vault, &administrator, ORGANISATIONS[0]).await];
    for (number, name) in ORGANISATIONS.iter().enumerate().skip(1) {
        let is_clinic = number != ASSOCIATION;
        let services = ["sti_screening", "check_up"].map(Into::into);
        let services = if is_clinic { services.to_vec() } else { Vec::new() };
        let partner = PartnerForm {
            kind: if is_clinic { "clinic" } else { "social_work" }.into(),
            name: (*name).into(),
            address: "12 đường Lò Văn Giá".into(),
            services,
        };
        let partner = partner.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        teams.push(
            vault
                .add_partner(&administrator, &partner, SubmissionId(vault.new_submission()))
                .await
                .expect("added")
                .expect("may"),
        );
    }
    for (who, (role, organisation)) in ROLES.iter().enumerate().skip(2) {
        invite(vault, &administrator, who, *role, teams[*organisation]).await;
    }
    let waits = |name: &str| WAITING.iter().any(|who| NAMES[*who] == name);
    let mut association = centre;
    for lead in [0, 11] {
        let supervisor = session(vault, &log_in(vault, lead).await).await.expect("logged in");
        let members = vault.members(&supervisor).await.expect("members");
        for member in members.iter().filter(|member| !waits(&member.name)) {
            vault.admit(&supervisor, member.account, &member.mark).await.expect("admitted").expect("may");
        }
        association = supervisor.organisation();
    }
    let receivers = vault.receivers().await.expect("receivers");
    let by_name = |name: &&str| receivers.iter().find(|receiver| receiver.name == **name).expect("added").id;
    let clinics = ORGANISATIONS[1..ASSOCIATION].iter().map(by_name);
    (std::iter::once(centre).chain(clinics).chain([association]).collect(), teams)
}

async fn team_of(vault: &Vault, administrator: &Actor, organisation: &str) -> TeamId {
    let teams = vault.teams(administrator).await.expect("teams").expect("may");
    teams.into_iter().find(|team| team.organisation == organisation).expect("made").id
}

async fn invite(vault: &Vault, administrator: &Actor, who: usize, role: Role, team: TeamId) {
    let (name, username) = (NAMES[who].into(), LOGINS[who].into());
    let form = InvitationForm { name, username, role: role.code().into(), team: team.to_string() };
    let invitation = form.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    let invited = vault.invite(administrator, &invitation).await.expect("written").expect("may");
    let token = invited.unwrap_or_else(|problems| panic!("{problems:?}")).token;
    let password = NewPasswordForm { password: PASSWORD.into(), password_again: PASSWORD.into() };
    let password = password.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(vault.accept(&token, &password).await.expect("written").expect("open").is_ok(), "a free name");
}

pub async fn log_in(vault: &Vault, who: usize) -> Token {
    try_log_in(vault, who).await.expect("the right password")
}

/// The right password, from somebody who may have left.
pub async fn try_log_in(vault: &Vault, who: usize) -> Option<Token> {
    vault.log_in(LOGINS[who], Some(PASSWORD)).await.expect("answered")
}

pub async fn session(vault: &Vault, token: &Token) -> Option<Actor> {
    vault.session(token).await.expect("answered")
}
