//! A partner's own system: its token opens what the desk opens, and not a moment longer.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, join, log_in, worlds};
use chrono::TimeDelta;
use domain::account::{NewPasswordForm, Role};
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::id::{AccountId, CaseId, ReferralId};
use domain::partner_system::{SystemForm, SystemStanding};
use domain::referral::{Answer, Followed, Following, NotCompleted, Outcome, ReferralState};
use vault::partner_system::MadeSystem;
use vault::{Actor, Token, counting_statements, segment};

async fn make(world: &World, by: &Actor) -> Token {
    let system = SystemForm { name: "Phần mềm".into(), lasting: "quarter".into() }.check().unwrap();
    match world.vault.make_system(by, &system, world.form()).await.unwrap().unwrap() {
        MadeSystem::Now(token) => token,
        MadeSystem::Before => panic!("a new form"),
    }
}

async fn known(world: &World) -> (AccountId, SystemStanding) {
    let systems = world.vault.systems(&world.clinic).await.unwrap().unwrap();
    (systems[0].account, systems[0].standing)
}

async fn open(world: &World, token: &Token) -> Option<Actor> {
    world.vault.system(token).await.unwrap()
}

async fn told(world: &World, system: &Actor) -> Vec<ReferralId> {
    world.vault.told(system, None).await.unwrap().unwrap().into_iter().map(|told| told.id).collect()
}

async fn take_back(world: &World, case: CaseId, purpose: Purpose) {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let consents = world.vault.consents(&casework).await.unwrap();
    let consent = consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
    world.vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_token_opens_the_packets_of_its_desk_and_answers_along_the_table() {
    for world in worlds("system").await {
        let vault = &world.vault;
        let case = world.open_case("CANARY Hoa Ban").await;
        let id = world.refer(case).await;
        let token = make(&world, &world.clinic).await;
        let system = open(&world, &token).await.unwrap();
        assert_eq!(system.organisation(), world.clinic_organisation);
        let one = vault.told(&system, Some(id)).await.unwrap().unwrap().remove(0);
        assert_eq!((one.id, one.version(), one.receiver), (id, 1, world.clinic_organisation));
        assert!(one.packet.alias.is_none() && one.asked_until > vault.now());

        let accepted = Outcome::of(Answer::Accepted);
        let stands = vault.answer_referral_at(&system, id, &accepted, 1).await.unwrap();
        assert_eq!(stands, Some(ReferralState::Accepted));
        // Once more, out of order, and by an older version: nothing moves.
        for (answer, version) in
            [(Answer::Accepted, 1), (Answer::Came, 1), (Answer::Feedback, 2), (Answer::Accepted, 2)]
        {
            let stands = vault.answer_referral_at(&system, id, &Outcome::of(answer), version).await.unwrap();
            assert_eq!(stands, Some(ReferralState::Accepted), "{answer:?} {version}");
        }
        let followed = vault.referral(&world.worker, id).await.unwrap().unwrap();
        assert_eq!(followed.history.len(), 2);
        assert_eq!(followed.history[1].by.as_deref(), Some("Phòng khám Hoa Sen"), "the sender reads the house");
        // It opens no case, and its role nothing that a person of the desk keeps beside the packet.
        assert!(vault.open_case(&system, case, &[Segment::Label], Reason::Support).await.unwrap().is_none());
        assert!(vault.contacts(&system, 10).await.unwrap().is_none());
        assert!(vault.walk_ins(&system).await.unwrap().is_empty());
        // Every look and every move is written down under the system, and stands on her list of who looked.
        let ring = vault.open_case(&world.worker, case, &[Segment::Label], Reason::ClientRequest).await.unwrap();
        let looks = vault.who_looked(&world.worker, &ring.unwrap(), 0, 100).await.unwrap().unwrap();
        let by_system = looks.iter().filter(|look| look.role == Some(Role::System));
        assert!(by_system.clone().count() >= 2);
        assert!(by_system.into_iter().all(|look| look.organisation.as_deref() == Some("Phòng khám Hoa Sen")));
        assert!(vault.check_audit().await.is_ok());
    }
}

#[tokio::test]
async fn what_the_client_takes_back_is_shut_to_it_at_once() {
    for world in worlds("system_withdrawn").await {
        let vault = &world.vault;
        let (case, other) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let (id, kept) = (world.refer(case).await, world.refer(other).await);
        let token = make(&world, &world.clinic).await;
        let system = open(&world, &token).await.unwrap();
        assert_eq!(told(&world, &system).await.len(), 2);
        take_back(&world, case, Purpose::Referral).await;
        // The keys it opened before are still in its hands, and find nothing.
        assert_eq!(told(&world, &system).await, [kept]);
        assert!(vault.told(&system, Some(id)).await.unwrap().unwrap().is_empty());
        assert!(vault.answer_referral_at(&system, id, &Outcome::of(Answer::Came), 1).await.unwrap().is_none());
        // Called back by the sender, and sent on by the desk itself.
        let called = world.refer(other).await;
        let back =
            Followed { following: Following::Cancelled, booked_on: None, met: None, why: Some(NotCompleted::NoNeed) };
        vault.follow_referral(&world.worker, called, &back).await.unwrap().unwrap();
        assert_eq!(told(&world, &system).await, [kept]);
        vault.answer_referral(&world.clinic, kept, &Outcome::of(Answer::SentOn)).await.unwrap().unwrap();
        assert!(told(&world, &system).await.is_empty());
        // Time does the same.
        let last = world.refer(other).await;
        assert_eq!(told(&world, &system).await, [last]);
        world.clock.advance(TimeDelta::days(31));
        let system = open(&world, &token).await.unwrap();
        assert!(told(&world, &system).await.is_empty());
    }
}

#[tokio::test]
async fn it_ends_with_its_day_with_a_hand_and_with_the_old_keys() {
    for world in worlds("system_ends").await {
        let vault = &world.vault;
        world.refer(world.open_case("Hoa Ban").await).await;
        // Shut by a colleague: at once, and also for who has it open.
        let token = make(&world, &world.clinic).await;
        let system = open(&world, &token).await.unwrap();
        let (account, standing) = known(&world).await;
        assert_eq!(standing, SystemStanding::Good);
        assert!(vault.shut_system(&world.worker, account).await.unwrap().is_none(), "not hers");
        let lawyer = log_in(vault, "bich").await;
        assert!(vault.shut_system(&lawyer, account).await.unwrap().is_none(), "of another house");
        vault.shut_system(&world.clinic, account).await.unwrap().unwrap();
        vault.shut_system(&world.clinic, account).await.unwrap().unwrap();
        assert_eq!(known(&world).await, (account, SystemStanding::Shut));
        assert!(open(&world, &token).await.is_none() && told(&world, &system).await.is_empty());
        // New keys of the team leave it behind, and nobody can let it in again by the way of people.
        world.clock.advance(TimeDelta::seconds(1));
        let token = make(&world, &world.clinic).await;
        world.clock.advance(TimeDelta::seconds(1));
        vault.rotate_team_keys(&world.clinic, world.form()).await.unwrap().unwrap();
        let left = open(&world, &token).await.unwrap();
        assert!(left.awaits_admission() && told(&world, &left).await.is_empty());
        let clinic = log_in(vault, "sen").await;
        let (account, standing) = known(&world).await;
        assert_eq!(standing, SystemStanding::LeftBehind);
        assert!(world.admit(&clinic, account).await.unwrap().is_none());
        assert!(vault.readmit(&clinic, account).await.unwrap().is_none());
        assert!(vault.members(&clinic).await.unwrap().iter().all(|member| member.account != account));
        // Its day: nobody has to sweep for it, and the sweep takes what it held.
        world.clock.advance(TimeDelta::seconds(1));
        let token = make(&world, &clinic).await;
        assert_eq!(told(&world, &open(&world, &token).await.unwrap()).await.len(), 1);
        world.clock.advance(TimeDelta::days(90));
        assert!(open(&world, &token).await.is_none());
        world.clock.advance(TimeDelta::minutes(2));
        assert!(vault.sweep_expired().await.unwrap().wraps > 0);
        // A clock set back revives nothing.
        world.clock.advance(TimeDelta::days(-60));
        assert!(open(&world, &token).await.is_none());
    }
}

#[tokio::test]
async fn it_is_made_once_by_who_holds_the_desk_and_logs_in_nowhere() {
    for world in worlds("system_made").await {
        let vault = &world.vault;
        let system = SystemForm { name: "Phần mềm".into(), lasting: "year".into() }.check().unwrap();
        for other in [&world.worker, &world.supervisor, &world.administrator, &world.officer] {
            assert!(vault.make_system(other, &system, world.form()).await.unwrap().is_none());
            assert!(vault.systems(other).await.unwrap().is_none());
        }
        let form = world.form();
        let first = vault.make_system(&world.clinic, &system, form).await.unwrap().unwrap();
        let second = vault.make_system(&world.clinic, &system, form).await.unwrap().unwrap();
        let MadeSystem::Now(token) = first else { panic!("the first") };
        assert!(matches!(second, MadeSystem::Before));
        assert_eq!(vault.systems(&world.clinic).await.unwrap().unwrap().len(), 1);
        let (account, _) = known(&world).await;
        // It is no session, no password, no code; and its token no cookie.
        let username = format!("system-{account}");
        for password in ["", "x", &token.expose()] {
            assert!(vault.log_in(&username, Some(password)).await.unwrap().is_none());
        }
        assert!(vault.session(&token).await.unwrap().is_none());
        // That it asked is told, to the minute; the database has neither token nor key.
        open(&world, &token).await.unwrap();
        assert!(vault.systems(&world.clinic).await.unwrap().unwrap()[0].last_at.is_some());
        assert!(open(&world, &Token::parse(&"7".repeat(64)).unwrap()).await.is_none());
        // A system makes no system, and shuts none.
        let system_itself = open(&world, &token).await.unwrap();
        assert!(vault.make_system(&system_itself, &system, world.form()).await.unwrap().is_none());
        assert!(vault.shut_system(&system_itself, account).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn who_leaves_takes_no_token_along_and_a_desk_without_people_receives_nothing() {
    for world in worlds("system_maker_left").await {
        let vault = &world.vault;
        world.refer(world.open_case("Hoa Ban").await).await;
        let token = make(&world, &world.clinic).await;
        let system = open(&world, &token).await.unwrap();
        assert_eq!(told(&world, &system).await.len(), 1);
        let ready = async || {
            let receivers = vault.receivers().await.unwrap();
            receivers.into_iter().find(|one| one.id == world.clinic_organisation).unwrap().ready
        };
        assert!(ready().await);
        vault.close_account(&world.administrator, world.clinic.account()).await.unwrap().unwrap();
        assert!(open(&world, &token).await.is_none() && told(&world, &system).await.is_empty());
        assert!(!ready().await);
    }
}

/// Who has the password and the code that she lost may have the token she made, too.
#[tokio::test]
async fn who_comes_back_with_a_new_key_pair_leaves_her_tokens_behind() {
    for world in worlds("system_maker_back").await {
        let vault = &world.vault;
        world.refer(world.open_case("Hoa Ban").await).await;
        let other = join(vault, &world.administrator, "moi", Role::ClinicStaff).await;
        world.admit(&world.clinic, other.account()).await.unwrap().unwrap();
        let other = log_in(vault, "moi").await;
        let (hers, kept) = (make(&world, &world.clinic).await, make(&world, &other).await);
        let link = vault.readmit(&other, world.clinic.account()).await.unwrap().unwrap();
        let system = open(&world, &hers).await.unwrap();
        assert_eq!(told(&world, &system).await.len(), 1, "a link alone shuts nothing");
        let password = "mot mat khau khac".to_owned();
        let password = NewPasswordForm { password: password.clone(), password_again: password }.check().unwrap();
        vault.accept_readmission(&link, &password).await.unwrap().unwrap();
        assert!(open(&world, &hers).await.is_none() && told(&world, &system).await.is_empty());
        assert_eq!(told(&world, &open(&world, &kept).await.unwrap()).await.len(), 1);
        assert!(vault.check_audit().await.is_ok());
    }
}

/// That it asked is written once a minute, and not with each request.
#[tokio::test]
async fn that_a_system_asked_is_written_once_a_minute() {
    for world in worlds("system_asks").await {
        let token = make(&world, &world.clinic).await;
        let (_, first) = counting_statements(open(&world, &token)).await;
        let (_, second) = counting_statements(open(&world, &token)).await;
        assert!(second < first);
        world.clock.advance(TimeDelta::seconds(60));
        assert_eq!(counting_statements(open(&world, &token)).await.1, first);
    }
}
