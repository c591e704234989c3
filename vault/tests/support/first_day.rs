//! The first day of every story: made once for each engine, and copied.

use super::{PASSWORD, World, invite, log_in, start};
use domain::account::{FirstRunForm, Role};
use domain::id::SubmissionId;
use domain::organisation::PartnerForm;
use domain::text::Line;
use domain::volunteer_team::Pledge;
use std::sync::Arc;
use tokio::sync::OnceCell;
use vault::testing::{SeededEntropy, StandingClock, TempDatabase, TempFile};
use vault::{PasswordCost, Vault};

/// The worlds a story is told in: SQLite always, PostgreSQL when the run has one. Each begins with a copy of the first day.
pub async fn worlds(name: &str) -> Vec<World> {
    static ON_POSTGRES: OnceCell<Option<TempDatabase>> = OnceCell::const_new();
    let mut worlds = vec![on_sqlite(name).await];
    let first = ON_POSTGRES.get_or_init(async || {
        let first = TempDatabase::on_server("first_day").await?;
        arrive(&first.url()).await;
        Some(first)
    });
    if let Some(first) = first.await {
        worlds.push(World::begin(first.copy(name).await).await);
    }
    worlds
}

/// One on SQLite alone, for what no engine makes different.
pub async fn on_sqlite(name: &str) -> World {
    static FIRST: OnceCell<Vec<u8>> = OnceCell::const_new();
    let first = FIRST.get_or_init(async || {
        let first = TempFile::new("first_day");
        arrive(&first.url()).await;
        std::fs::read(first.path()).expect("what was written")
    });
    let file = TempFile::new(name);
    std::fs::write(file.path(), first.await).expect("room for a copy");
    World::begin(TempDatabase::File(file)).await
}

/// The first day: everybody comes, with invitations, passwords and keys. The database is closed afterwards.
async fn arrive(url: &str) {
    let clock = Arc::new(StandingClock::at(start()));
    let vault = Vault::open(url, clock, Arc::new(SeededEntropy::new(41)), PasswordCost::FOR_TESTS)
        .await
        .expect("an empty database");
    let first = FirstRunForm {
        organisation: "Trung tâm CTXH".into(),
        team: "Tổ 1".into(),
        name: "Hà Thị Ơn".into(),
        username: "giamsat".into(),
        administrator: "quantri".into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
        administrator_password: PASSWORD.into(),
    };
    let first = first.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(vault.set_up(&first).await.expect("set up").is_ok());
    let supervisor = log_in(&vault, "giamsat").await;
    let administrator = log_in(&vault, "quantri").await;
    let partner = PartnerForm {
        kind: "clinic".into(),
        name: "Phòng khám Hoa Sen".into(),
        address: "12 đường Lò Văn Giá, 7:30–16:30".into(),
        services: vec!["sti_screening".into(), "check_up".into()],
    };
    let partner = partner.check().expect("a partner");
    vault
        .add_partner(&administrator, &partner, SubmissionId(vault.new_submission()))
        .await
        .expect("added")
        .expect("may");
    for (kind, name, services) in [
        ("legal_aid", "Trung tâm Trợ giúp pháp lý", vec!["legal_advice", "papers"]),
        ("livelihood", "Trung tâm Dịch vụ việc làm", vec!["vocational_training", "job_placement", "loan"]),
    ] {
        let partner = PartnerForm {
            kind: kind.into(),
            name: name.into(),
            address: "Phường Tô Hiệu".into(),
            services: services.into_iter().map(Into::into).collect(),
        };
        let partner = partner.check().expect("a partner");
        vault
            .add_partner(&administrator, &partner, SubmissionId(vault.new_submission()))
            .await
            .expect("added")
            .expect("may");
    }
    for (username, name, role) in [
        ("mai", "Lò Thị Mai", Role::SocialWorker),
        ("dung", "Quàng Văn Dũng", Role::SocialWorker),
        ("xuan", "Vì Thị Xuân", Role::PeerVolunteer),
        ("sen", "Cầm Thị Ảnh", Role::ClinicStaff),
        ("bich", "Hoàng Thị Bích", Role::LegalStaff),
        ("nghia", "Đèo Văn Nghĩa", Role::LivelihoodStaff),
        ("thom", "Lò Thị Thơm", Role::Facilitator),
        ("baove", "Lường Thị Vân", Role::DataProtectionOfficer),
    ] {
        invite(&vault, &administrator, username, name, role).await;
    }
    for member in vault.members(&supervisor).await.expect("members") {
        if member.waits {
            vault.admit(&supervisor, member.account, &member.mark).await.expect("admitted").expect("may");
        }
    }
    for volunteer in vault.volunteers(&supervisor).await.expect("read").expect("may") {
        let pledge = Pledge { signed_on: vault.today(), witness: Line::required("Lò Thị Mai").expect("a name") };
        vault.record_pledge(&supervisor, volunteer.account(), &pledge).await.expect("written").expect("hers");
    }
    vault.close().await;
}
