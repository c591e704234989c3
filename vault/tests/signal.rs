//! That something changed is told to a partner's system: to whom, when, how often, and what ends it. No content anywhere.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, log_in, worlds};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::id::{AccountId, CaseId, ReferralId};
use domain::partner_system::signal::{FAILURES_MAX, pause_after};
use domain::partner_system::{SignalAddress, SignalEnd, SignalHosts, SystemForm};
use domain::referral::{Answer, Followed, Following, NotCompleted, Outcome};
use vault::partner_system::MadeSystem;
use vault::testing::run_sql;
use vault::{Actor, Token, segment};

fn address(path: &str) -> SignalAddress {
    SignalAddress::parse(&format!("https://clinic.example/{path}")).unwrap()
}

fn named() -> SignalHosts {
    SignalHosts::of(vec!["clinic.example".parse().unwrap()])
}

async fn system(world: &World) -> Actor {
    let form = SystemForm { name: "Phần mềm".into(), lasting: "quarter".into() }.check().unwrap();
    let made = world.vault.make_system(&world.clinic, &form, world.form()).await.unwrap().unwrap();
    let MadeSystem::Now(token) = made else { panic!("a new form") };
    open(world, &token).await.unwrap()
}

async fn open(world: &World, token: &Token) -> Option<Actor> {
    world.vault.system(token).await.unwrap()
}

async fn told(world: &World) -> Actor {
    let system = system(world).await;
    world.vault.set_signal(&system, system.account(), &address("changed")).await.unwrap().unwrap();
    system
}

/// What is due now, each answered with this status.
async fn tell(world: &World, status: Option<u16>) -> usize {
    let due = world.vault.due_signals(&named()).await.unwrap();
    for one in &due {
        assert_eq!(one.address, address("changed"));
        world.vault.signal_answered(one, status).await.unwrap();
    }
    due.len()
}

/// The same a minute later.
async fn later(world: &World, status: Option<u16>) -> usize {
    world.clock.advance(TimeDelta::seconds(61));
    tell(world, status).await
}

async fn ended(world: &World, system: AccountId) -> Option<SignalEnd> {
    let mut signals = world.vault.signals(&world.clinic).await.unwrap().unwrap();
    signals.remove(&system).unwrap().signal.ended.map(|(why, _)| why)
}

async fn take_back(world: &World, case: CaseId) {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let consents = world.vault.consents(&casework).await.unwrap();
    let consent = consents.iter().find(|entry| entry.purpose == Purpose::Referral).unwrap().id;
    world.vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap();
}

async fn says(world: &World, by: &Actor, id: ReferralId, answer: Answer) {
    world.vault.answer_referral(by, id, &Outcome::of(answer)).await.unwrap().unwrap();
}

#[tokio::test]
async fn what_a_desk_receives_is_told_late_at_most_once_a_minute_and_without_a_word() {
    for world in worlds("signal").await {
        let vault = &world.vault;
        let case = world.open_case("CANARY Hoa Ban").await;
        let system = told(&world).await;
        assert_eq!(later(&world, Some(204)).await, 0, "nothing changed yet");
        // Several changes at once are one signal, and none is told in the moment it happens.
        let (first, second) = (world.refer(case).await, world.refer(world.open_case("Mây").await).await);
        assert_eq!(tell(&world, Some(204)).await, 0, "not at once");
        world.clock.advance(TimeDelta::seconds(31));
        assert_eq!(tell(&world, Some(204)).await, 1);
        assert_eq!(later(&world, Some(204)).await, 0, "it was told");
        // What a colleague at the desk does is told, and what the sender and the client do; what the system itself does is not.
        says(&world, &world.clinic, first, Answer::Accepted).await;
        assert_eq!(later(&world, Some(204)).await, 1);
        says(&world, &system, first, Answer::Came).await;
        assert_eq!(later(&world, Some(204)).await, 0, "it knows");
        let stopped =
            Followed { following: Following::Stopped, booked_on: None, met: None, why: Some(NotCompleted::NoNeed) };
        vault.follow_referral(&world.worker, second, &stopped).await.unwrap().unwrap();
        // Within the minute of the one before it waits.
        world.clock.advance(TimeDelta::seconds(31));
        assert_eq!(tell(&world, Some(204)).await, 1);
        take_back(&world, case).await;
        world.clock.advance(TimeDelta::seconds(31));
        assert_eq!(tell(&world, Some(204)).await, 0, "at most one in a minute");
        world.clock.advance(TimeDelta::seconds(30));
        assert_eq!(tell(&world, Some(204)).await, 1);
        // What was sent is a record, with what came back; nobody else's desk is told or sees it.
        let mut signals = vault.signals(&world.clinic).await.unwrap().unwrap();
        let known = signals.remove(&system.account()).unwrap();
        assert_eq!((known.sent.len(), known.set_by.as_str()), (4, "Phần mềm"));
        assert!(known.sent.iter().all(|sent| sent.status == Some(204)));
        for other in [&world.worker, &world.supervisor, &world.administrator, &system] {
            assert!(vault.signals(other).await.unwrap().is_none());
        }
        assert!(vault.check_audit().await.is_ok());
    }
}

/// Nobody there learns of her before she decides to go.
#[tokio::test]
async fn a_paper_that_she_carries_herself_tells_nobody() {
    for world in worlds("signal_paper").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        world.refer(case).await;
        told(&world).await;
        let segments = [Segment::Label, Segment::Contact];
        let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        let id = vault.issue_on_slip(&world.worker, &mut ring, &world.draft(), world.form()).await.unwrap().unwrap();
        assert_eq!(later(&world, Some(204)).await, 0);
        let stopped =
            Followed { following: Following::Stopped, booked_on: None, met: None, why: Some(NotCompleted::NoNeed) };
        vault.follow_referral(&world.worker, id, &stopped).await.unwrap().unwrap();
        assert_eq!(later(&world, Some(204)).await, 0);
    }
}

#[tokio::test]
async fn a_signal_is_lost_to_nothing_and_ends_after_ten_in_a_row() {
    for world in worlds("signal_fails").await {
        let vault = &world.vault;
        let id = world.refer(world.open_case("Hoa Ban").await).await;
        let system = told(&world).await;
        says(&world, &world.clinic, id, Answer::Accepted).await;
        world.clock.advance(TimeDelta::seconds(31));
        // Who breaks off between sending and hearing sends again.
        assert_eq!(vault.due_signals(&named()).await.unwrap().len(), 1);
        assert_eq!(tell(&world, Some(204)).await, 0, "not at once");
        assert_eq!(later(&world, Some(204)).await, 0, "the first pause is two minutes");
        assert_eq!(later(&world, Some(503)).await, 1);
        // Each pause is longer; a change in between does not shorten it.
        says(&world, &world.clinic, id, Answer::Came).await;
        for failed in 2..5 {
            let pause = pause_after(failed);
            world.clock.advance(pause - TimeDelta::seconds(1));
            assert_eq!(tell(&world, None).await, 0, "after {failed}");
            world.clock.advance(TimeDelta::seconds(1));
            assert_eq!(tell(&world, if failed == 4 { Some(200) } else { Some(301) }).await, 1, "after {failed}");
        }
        // It was taken: nothing is owed, and the count begins anew.
        world.clock.advance(TimeDelta::days(1));
        assert_eq!(tell(&world, None).await, 0);
        says(&world, &world.clinic, id, Answer::Served).await;
        let mut sent = 0;
        for _ in 0..40 {
            world.clock.advance(TimeDelta::hours(6));
            sent += tell(&world, None).await;
        }
        assert_eq!(i64::try_from(sent), Ok(FAILURES_MAX));
        assert_eq!(ended(&world, system.account()).await, Some(SignalEnd::Failed));
        // It stays ended until somebody sets it again.
        says(&world, &world.clinic, id, Answer::Feedback).await;
        assert_eq!(later(&world, Some(204)).await, 0);
        let set = vault.set_signal(&system, system.account(), &address("changed")).await.unwrap().unwrap();
        assert!(set.made && set.signal.ended.is_none());
        assert!(vault.check_audit().await.is_ok());
    }
}

#[tokio::test]
async fn it_ends_with_its_system_in_the_same_moment() {
    for world in worlds("signal_ends").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let id = world.refer(case).await;
        // Taken back: what was owed goes too.
        let system = told(&world).await;
        says(&world, &world.clinic, id, Answer::Accepted).await;
        vault.take_back_signal(&system, system.account()).await.unwrap().unwrap();
        vault.take_back_signal(&system, system.account()).await.unwrap().unwrap();
        assert_eq!(later(&world, Some(204)).await, 0);
        assert_eq!(ended(&world, system.account()).await, Some(SignalEnd::TakenBack));
        // Shut.
        let shut = told(&world).await;
        says(&world, &world.clinic, id, Answer::Came).await;
        vault.shut_system(&world.clinic, shut.account()).await.unwrap().unwrap();
        assert_eq!(ended(&world, shut.account()).await, Some(SignalEnd::Shut));
        assert_eq!(later(&world, Some(204)).await, 0);
        assert!(vault.set_signal(&world.clinic, shut.account(), &address("changed")).await.unwrap().is_none());
        // A host that is not named any more.
        let elsewhere = told(&world).await;
        says(&world, &world.clinic, id, Answer::ServedInPart).await;
        world.clock.advance(TimeDelta::seconds(31));
        assert!(vault.due_signals(&SignalHosts::default()).await.unwrap().is_empty());
        assert_eq!(ended(&world, elsewhere.account()).await, Some(SignalEnd::NotNamed));
        // New keys of the team.
        let behind = told(&world).await;
        says(&world, &world.clinic, id, Answer::Served).await;
        let clinic = log_in(vault, "sen").await;
        vault.rotate_team_keys(&clinic, world.form()).await.unwrap().unwrap();
        assert_eq!(ended(&world, behind.account()).await, Some(SignalEnd::NewKeys));
        assert_eq!(later(&world, Some(204)).await, 0);
        // Its time is over: nothing is told from that moment on, and the sweep writes it down.
        let clinic = log_in(vault, "sen").await;
        let form = SystemForm { name: "Phần mềm".into(), lasting: "quarter".into() }.check().unwrap();
        let MadeSystem::Now(token) = vault.make_system(&clinic, &form, world.form()).await.unwrap().unwrap() else {
            panic!("a new form")
        };
        let over = open(&world, &token).await.unwrap();
        vault.set_signal(&over, over.account(), &address("changed")).await.unwrap().unwrap();
        vault.answer_referral(&clinic, id, &Outcome::of(Answer::Feedback)).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::days(90));
        assert_eq!(tell(&world, Some(204)).await, 0);
        world.clock.advance(TimeDelta::minutes(2));
        vault.sweep_expired().await.unwrap();
        assert_eq!(ended(&world, over.account()).await, Some(SignalEnd::Over));
        assert!(vault.check_audit().await.is_ok());
    }
}

#[tokio::test]
async fn each_system_has_one_address_and_only_its_own_house_sets_it() {
    for world in worlds("signal_set").await {
        let vault = &world.vault;
        let system = told(&world).await;
        let again = vault.set_signal(&system, system.account(), &address("changed")).await.unwrap().unwrap();
        assert!(!again.made, "the same once more is what stands");
        let other = vault.set_signal(&world.clinic, system.account(), &address("other")).await.unwrap().unwrap();
        assert!(other.made);
        let first = vault.own_signal(&system, again.signal.id).await.unwrap().unwrap();
        assert_eq!(first.ended.map(|(why, _)| why), Some(SignalEnd::Replaced));
        assert!(vault.own_signal(&system, other.signal.id).await.unwrap().unwrap().ended.is_none());
        // Neither another system, nor another house, nor who receives nothing.
        let second = self::system(&world).await;
        assert!(vault.own_signal(&second, other.signal.id).await.unwrap().is_none());
        assert!(vault.set_signal(&second, system.account(), &address("x")).await.unwrap().is_none());
        assert!(vault.take_back_signal(&second, system.account()).await.unwrap().is_none());
        for nobody in [&world.worker, &world.supervisor, &world.administrator, &world.officer, &world.volunteer] {
            assert!(vault.set_signal(nobody, system.account(), &address("x")).await.unwrap().is_none());
            assert!(vault.take_back_signal(nobody, system.account()).await.unwrap().is_none());
        }
        // An account that is no system has none.
        let own = world.clinic.account();
        assert!(vault.set_signal(&world.clinic, own, &address("x")).await.unwrap().is_none());
        // What a copy of the database tells: an address, and that something was owed; no number of a case or a referral.
        world.refer(world.open_case("Hoa Ban").await).await;
        let owed = "update signals_due set due_at = due_at where signal_id in (select id from signals)";
        assert_eq!(run_sql(&world.url, owed).await, 1);
    }
}
