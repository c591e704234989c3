//! A province that was never there: workers of sixty cases each, referrals to clinics, and one case with a long history.

use super::CASELOAD;
use anyhow::Context;
use chrono::TimeDelta;
use domain::account::{FirstRunForm, InvitationForm, NewPasswordForm, Role};
use domain::audit::Reason;
use domain::case::OpeningForm;
use domain::consent::{EvidenceForm, Segment};
use domain::counselling::CounsellingForm;
use domain::date::display;
use domain::id::{CaseId, OrganisationId, SubmissionId};
use domain::organisation::PartnerForm;
use domain::problem::Problems;
use domain::referral::{ReferralForm, RequestForm};
use vault::{Actor, Token, Vault, segment};

const PASSWORD: &str = "mat khau do luong";
/// Entries in the timeline of the case that has many.
pub(super) const LONG: usize = 10_000;
/// One case of so many is referred.
const REFERRED: usize = 4;
/// Referrals that wait at one clinic.
const DESK: usize = 500;
/// Workers whom one supervisor looks after, each with a caseload; a province has many such teams.
const TEAM: usize = 8;

/// Sessions of those who ask.
pub(super) struct People {
    pub worker: String,
    pub supervisor: String,
    /// Of the clinic with the fullest desk.
    pub clinic: String,
    /// One of the worker's.
    pub case: CaseId,
    /// Another of hers, with [`LONG`] entries.
    pub long: CaseId,
    pub referrals: usize,
}

fn refused(found: Problems) -> anyhow::Error {
    anyhow::anyhow!("{found:?}")
}

/// Fills an empty database.
pub(super) async fn fill(vault: &Vault, cases: usize) -> anyhow::Result<People> {
    let first = FirstRunForm {
        organisation: "Trung tâm".into(),
        team: "Tổ".into(),
        name: "Giám sát".into(),
        username: "giamsat".into(),
        administrator: "quantri".into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
        administrator_password: PASSWORD.into(),
    };
    vault.set_up(&first.check().map_err(refused)?).await?.map_err(refused)?;
    let (supervisor, of_supervisor) = log_in(vault, "giamsat").await?;
    let (administrator, _) = log_in(vault, "quantri").await?;
    let mut clinics = Vec::new();
    for number in 0..(cases / REFERRED).div_ceil(DESK) {
        clinics.push(clinic(vault, &administrator, number).await?);
    }
    let mut of_worker = None;
    let (mut opened, mut referrals) = (0, 0);
    let mut team = (None, supervisor);
    for number in 0..cases.div_ceil(CASELOAD) {
        if number > 0 && number % TEAM == 0 {
            team = another_team(vault, &administrator, number / TEAM).await?;
        }
        let username = format!("nhanvien{number}");
        join(vault, &administrator, &username, Role::SocialWorker, team.0.clone()).await?;
        for member in vault.members(&team.1).await?.into_iter().filter(|member| member.waits) {
            vault.admit(&team.1, member.account, &member.mark).await?.context("may")?;
        }
        let (actor, token) = log_in(vault, &username).await?;
        let mut hers = Vec::new();
        for number in 0..CASELOAD.min(cases - opened) {
            let case = open_case(vault, &actor, number).await?;
            if opened % REFERRED == 0
                && let Some((clinic, _)) = clinics.get(referrals / DESK)
            {
                refer(vault, &actor, case, *clinic).await?;
                referrals += 1;
            }
            opened += 1;
            hers.push(case);
        }
        if of_worker.is_none() {
            let (long, case) = (*hers.first().context("a case")?, *hers.last().context("a case")?);
            for _ in 0..LONG {
                hold_session(vault, &actor, long).await?;
            }
            of_worker = Some((token, case, long));
        }
    }
    let (worker, case, long) = of_worker.context("at least one case")?;
    let clinic = clinics.first().context("at least one clinic")?.1.clone();
    Ok(People { worker, supervisor: of_supervisor, clinic, case, long, referrals })
}

/// A team that keeps cases of its own, with who supervises it.
async fn another_team(vault: &Vault, administrator: &Actor, number: usize) -> anyhow::Result<(Option<String>, Actor)> {
    let partner = PartnerForm {
        kind: "social_work".into(),
        name: format!("Nhóm {number}"),
        address: "Phường Chiềng Lề".into(),
        services: Vec::new(),
    };
    let team = vault
        .add_partner(administrator, &partner.check().map_err(refused)?, SubmissionId(vault.new_submission()))
        .await?
        .context("may")?
        .to_string();
    let username = format!("giamsat{number}");
    join(vault, administrator, &username, Role::Supervisor, Some(team.clone())).await?;
    Ok((Some(team), log_in(vault, &username).await?.0))
}

async fn clinic(vault: &Vault, administrator: &Actor, number: usize) -> anyhow::Result<(OrganisationId, String)> {
    let partner = PartnerForm {
        kind: "clinic".into(),
        name: format!("Phòng khám {number}"),
        address: "Phường Tô Hiệu".into(),
        services: vec!["sti_screening".into()],
    };
    let team = vault
        .add_partner(administrator, &partner.check().map_err(refused)?, SubmissionId(vault.new_submission()))
        .await?
        .context("may")?;
    let username = format!("phongkham{number}");
    join(vault, administrator, &username, Role::ClinicStaff, Some(team.to_string())).await?;
    let (actor, token) = log_in(vault, &username).await?;
    Ok((actor.organisation(), token))
}

async fn join(
    vault: &Vault,
    administrator: &Actor,
    username: &str,
    role: Role,
    team: Option<String>,
) -> anyhow::Result<()> {
    let team = match team {
        Some(team) => team,
        None => {
            let teams = vault.teams(administrator).await?.context("may")?;
            teams.iter().find(|team| team.kind == role.works_in()).context("set up")?.id.to_string()
        }
    };
    let form = InvitationForm {
        name: format!("Người {username}"),
        username: username.to_owned(),
        role: role.code().into(),
        team,
    };
    let invited = vault.invite(administrator, &form.check().map_err(refused)?).await?.context("may")?;
    let invited = invited.map_err(refused)?;
    let password = NewPasswordForm { password: PASSWORD.into(), password_again: PASSWORD.into() };
    vault.accept(&invited.token, &password.check().map_err(refused)?).await?.context("open")?.map_err(refused)?;
    Ok(())
}

async fn log_in(vault: &Vault, username: &str) -> anyhow::Result<(Actor, String)> {
    let token: Token = vault.log_in(username, Some(PASSWORD)).await?.context("a login that was just made")?;
    let actor = vault.session(&token).await?.context("a session that was just made")?;
    Ok((actor, token.expose()))
}

fn evidence() -> EvidenceForm {
    EvidenceForm {
        method: "signature".into(),
        language: "vi".into(),
        witness: "Người khác".into(),
        told_sensitive: "yes".into(),
        understood: "yes".into(),
        ..EvidenceForm::blank()
    }
}

pub(super) async fn open_case(vault: &Vault, worker: &Actor, number: usize) -> anyhow::Result<CaseId> {
    let form = OpeningForm {
        alias: format!("Hoa {number}"),
        name: format!("Lò Thị Số {number}"),
        channel: "never_first".into(),
        services: "yes".into(),
        processing: "yes".into(),
        evidence: evidence(),
        ..OpeningForm::default()
    };
    let opening = form.check(worker.name()).map_err(refused)?;
    vault.open_new_case(worker, &opening, SubmissionId(vault.new_submission())).await?.context("a worker may")
}

/// What is typed after a session today.
pub(super) fn session(vault: &Vault) -> CounsellingForm {
    CounsellingForm {
        kind: "risk_reduction".into(),
        held_on: display(vault.today()),
        issues: vec!["health".into()],
        agreed: "Hẹn gặp lại, đi khám cùng đồng đẳng viên".into(),
        services: vec!["information".into()],
        next_on: display(vault.today() + TimeDelta::days(7)),
        ..CounsellingForm::default()
    }
}

async fn hold_session(vault: &Vault, worker: &Actor, case: CaseId) -> anyhow::Result<()> {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = vault.open_case(worker, case, &segments, Reason::Support).await?.context("hers")?;
    let session = session(vault).check(vault.today()).map_err(refused)?;
    let form = SubmissionId(vault.new_submission());
    vault.record_counselling(worker, &mut ring, &session, form).await?.context("hers")?;
    Ok(())
}

async fn refer(vault: &Vault, worker: &Actor, case: CaseId, receiver: OrganisationId) -> anyhow::Result<()> {
    let segments = [Segment::Label, Segment::Contact, Segment::Casework];
    let mut ring = vault.open_case(worker, case, &segments, Reason::Support).await?.context("hers")?;
    let draft = ReferralForm {
        service: "sti_screening".into(),
        receiver: receiver.to_string(),
        urgency: "week".into(),
        needs: vec!["accompanied".into()],
        fields: vec![],
    };
    let draft = draft.check().map_err(refused)?;
    let request = RequestForm {
        own_request: "yes".into(),
        until: display(vault.today() + TimeDelta::days(30)),
        evidence: evidence(),
    };
    let request = request.check(&draft, worker.name(), vault.today()).map_err(refused)?;
    let casework = ring.take::<segment::Casework>().context("hers")?;
    let form = SubmissionId(vault.new_submission());
    vault.record_request(worker, &ring, &casework, &request, form).await?.context("hers")?;
    vault.issue_referral(worker, &mut ring, &draft, SubmissionId(vault.new_submission())).await?.context("sent")?;
    Ok(())
}
