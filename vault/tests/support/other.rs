//! A second organisation that keeps cases: who leads there, who carries them, and an offer of one of `mai`'s to it.

use super::{PASSWORD, World, evidence, log_in};
use domain::account::{InvitationForm, NewPasswordForm, Role};
use domain::audit::Reason;
use domain::coded_plan::CodedPlanForm;
use domain::consent::Segment;
use domain::id::{CarePlanId, CaseId, CodedPlanId, TeamId, TransferId};
use domain::organisation::PartnerForm;
use domain::transfer::OfferingForm;
use vault::Actor;
use vault::coded_plan::Asked;
use vault::transfer::Offered;

/// The other organisation.
pub struct Other {
    pub team: TeamId,
    /// `hoa`.
    pub lead: Actor,
    /// `tung`.
    pub worker: Actor,
}

/// Somebody accepts an invitation into a team.
async fn join_team(world: &World, team: TeamId, username: &str, name: &str, role: Role) -> Actor {
    let (role, team) = (role.code().into(), team.to_string());
    let form = InvitationForm { name: name.into(), username: username.into(), role, team };
    let form = form.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    let invited = world.vault.invite(&world.administrator, &form).await.expect("written").expect("may");
    let token = invited.unwrap_or_else(|problems| panic!("{problems:?}")).token;
    let password = NewPasswordForm { password: PASSWORD.into(), password_again: PASSWORD.into() };
    let password = password.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(world.vault.accept(&token, &password).await.expect("written").expect("open").is_ok());
    log_in(&world.vault, username).await
}

/// An organisation that keeps cases, added by the administrator; nobody is there yet.
pub async fn empty(world: &World) -> TeamId {
    let form = PartnerForm {
        kind: "social_work".into(),
        name: "Nhóm Ban Mai".into(),
        address: "Mộc Châu".into(),
        services: Vec::new(),
    };
    let form = form.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    world.vault.add_partner(&world.administrator, &form, world.form()).await.expect("added").expect("may")
}

/// The same, with its people.
pub async fn other(world: &World) -> Other {
    let team = empty(world).await;
    let lead = join_team(world, team, "hoa", "Lò Thị Hoa", Role::Supervisor).await;
    let worker = join_team(world, team, "tung", "Lò Văn Tùng", Role::SocialWorker).await;
    world.admit(&lead, worker.account()).await.expect("admitted").expect("may");
    Other { team, lead, worker: log_in(&world.vault, "tung").await }
}

/// `mai` offers a case of hers.
pub async fn offer(world: &World, team: TeamId, case: CaseId) -> Offered {
    // One after the other, as in life.
    world.clock.advance(chrono::TimeDelta::seconds(1));
    let form = OfferingForm {
        team: team.to_string(),
        why: "CANARY chuyển chỗ ở".into(),
        next: "CANARY gặp trong tuần".into(),
        evidence: evidence(),
    };
    let offering = form.check(world.worker.name()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let segments = [Segment::Label, Segment::Casework];
    let open = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.expect("opened");
    let mut open = open.expect("hers");
    world.vault.offer_transfer(&world.worker, &mut open, &offering, world.form()).await.expect("written").expect("may")
}

/// The same, where nothing stands in the way.
pub async fn offered(world: &World, team: TeamId, case: CaseId) -> TransferId {
    match offer(world, team, case).await {
        Offered::Now(id) => id,
        otherwise => panic!("{otherwise:?}"),
    }
}

/// `mai` asks outside about a version of a plan of hers.
pub async fn ask(world: &World, team: TeamId, (case, plan): (CaseId, CarePlanId), question: &str) -> Asked {
    world.clock.advance(chrono::TimeDelta::seconds(1));
    let segments = [Segment::Label, Segment::Casework];
    let open = async || {
        let open = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.expect("opened");
        open.expect("hers")
    };
    let label = open().await.take().expect("held");
    let label = world.vault.case_head(&label).await.expect("read").label;
    let form =
        CodedPlanForm { team: team.to_string(), why: "away".into(), question: question.into(), evidence: evidence() };
    let asking = form.check(world.worker.name(), &label).unwrap_or_else(|problems| panic!("{problems:?}"));
    let asked = world.vault.ask_outside(&world.worker, &mut open().await, (plan, &asking), world.form()).await;
    asked.expect("written").expect("may")
}

/// The same, where nothing stands in the way.
pub async fn asked(world: &World, team: TeamId, of: (CaseId, CarePlanId)) -> CodedPlanId {
    match ask(world, team, of, "CANARY bước đầu có kịp không?").await {
        Asked::Now(id) => id,
        otherwise => panic!("{otherwise:?}"),
    }
}
