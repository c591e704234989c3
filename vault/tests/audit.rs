//! The audit made provable, and the data-protection officer's desk, told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, on_sqlite, worlds};
use chrono::TimeDelta;
use domain::account::Role;
use domain::audit::{Break, Deed, Reason, SearchForm};
use domain::breach::{BreachForm, Deadline};
use domain::consent::{Purpose, Segment};
use std::sync::Arc;
use vault::audit::FoundEvents;
use vault::testing::{SeededEntropy, StandingClock, run_sql};
use vault::{CheckpointKey, PasswordCost, Vault};

fn key() -> CheckpointKey {
    CheckpointKey::generate(&SeededEntropy::new(5))
}

/// Another node over the same database, signing with the same key.
async fn node(world: &World) -> Vault {
    let clock = Arc::new(StandingClock::at(world.vault.now()));
    let entropy = Arc::new(SeededEntropy::new(77));
    Vault::open(&world.url, clock, entropy, PasswordCost::FOR_TESTS).await.unwrap().signing(key(), &[])
}

async fn search(world: &World, form: SearchForm) -> FoundEvents {
    let search = form.check().unwrap();
    world.vault.search_audit(&world.officer, &search, 0, 50).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_checkpoint_is_signed_when_it_is_due_and_covers_what_was() {
    for world in worlds("checkpoint").await {
        let signing = node(&world).await;
        assert!(!signing.has_checkpoints().await.unwrap() && signing.trusted_keys().len() == 1);
        let first = signing.sign_due_checkpoint().await.unwrap().expect("events, and no checkpoint yet");
        assert_eq!(first.says.number, 1);
        assert!(signing.sign_due_checkpoint().await.unwrap().is_none(), "nothing happened since");
        world.open_case("Hoa Ban").await;
        assert!(signing.sign_due_checkpoint().await.unwrap().is_none(), "not due yet");
        let second = signing.sign_checkpoint().await.unwrap().expect("something happened");
        assert!(second.says.events > first.says.events && second.says.number == 2);
        assert_eq!(signing.checkpoints().await.unwrap(), [first.clone(), second.clone()]);
        let checked = signing.check_audit_with(&[first, second]).await.unwrap();
        assert_eq!((checked.checkpoints, checked.broken), (2, None));
        assert!(signing.has_checkpoints().await.unwrap());
        // Whoever was given no key believes none of them.
        let distrusting = world.vault.check_audit_with(&[]).await.unwrap();
        assert_eq!(distrusting.broken, Some(Break::Checkpoint(1)));
        // One out of the middle is missed, though the next fits the chain.
        world.open_case("Mận").await;
        signing.sign_checkpoint().await.unwrap().unwrap();
        assert_eq!(run_sql(&world.url, "delete from audit_checkpoints where number = 2").await, 1);
        let gap = signing.check_audit_with(&[]).await.unwrap();
        assert_eq!((gap.checkpoints, gap.broken), (1, Some(Break::Checkpoint(2))));
        signing.close().await;
    }
}

#[tokio::test]
async fn nodes_that_share_a_key_sign_each_number_once() {
    for world in worlds("nodes").await {
        let (a, b) = (node(&world).await, node(&world).await);
        for round in 1..=8 {
            world.open_case("Mây").await;
            let (one, other) = tokio::join!(a.sign_checkpoint(), b.sign_checkpoint());
            let signed: Vec<_> = [one.unwrap(), other.unwrap()].into_iter().flatten().collect();
            assert!(!signed.is_empty());
            let kept = a.checkpoints().await.unwrap();
            assert!(signed.iter().all(|signed| kept.contains(signed)), "what was given out is kept");
            assert_eq!(kept.len() as i64, kept.last().unwrap().says.number);
            assert!(kept.len() >= round);
        }
        assert_eq!(a.check_audit_with(&b.checkpoints().await.unwrap()).await.unwrap().broken, None);
        a.close().await;
        b.close().await;
    }
}

#[tokio::test]
async fn what_does_not_hold_is_never_signed() {
    let world = on_sqlite("unsigned").await;
    let signing = node(&world).await;
    signing.sign_checkpoint().await.unwrap().unwrap();
    world.open_case("Nắng").await;
    let pool = sqlx::SqlitePool::connect(&world.url).await.unwrap();
    sqlx::raw_sql("update audit_events set role = 'supervisor' where deed = 'case_opened'")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    assert!(matches!(signing.sign_checkpoint().await, Err(vault::Error::Inconsistent("audit_events"))));
    assert_eq!(signing.checkpoints().await.unwrap().len(), 1);
    let found = signing.check_audit_now(&world.officer).await.unwrap().unwrap();
    assert!(matches!(found.broken, Some(Break::Event(_))));
    let state = signing.audit_state(&world.officer).await.unwrap().unwrap();
    assert_eq!(state.check.unwrap().found, found, "it is written down where it does not hold");
    signing.close().await;
}

#[tokio::test]
async fn the_officer_finds_who_looked_by_tag_and_by_person_and_is_found_herself() {
    for world in worlds("search").await {
        let vault = &world.vault;
        let (case, other) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let look = |case| vault.open_case(&world.supervisor, case, &[Segment::Label], Reason::Supervision);
        let ring = look(case).await.unwrap().unwrap();
        look(other).await.unwrap().unwrap();
        let tag = ring.audit_tag().to_string();
        let found = search(&world, SearchForm { tag: tag.clone(), ..SearchForm::default() }).await;
        let names: Vec<_> =
            found.events.iter().map(|noted| (noted.look.deed, noted.name.as_deref().unwrap())).collect();
        assert_eq!(names[0], (Deed::AuditRead, "Lường Thị Vân"), "searching is itself an event of the case");
        assert_eq!(names[1], (Deed::Opened, "Hà Thị Ơn"), "not the look at the other case");
        assert!(names[2..].iter().all(|(_, name)| *name == "Lò Thị Mai"));
        // The client reads it too.
        let looks = vault.who_looked(&world.worker, &ring, 0, 50).await.unwrap().unwrap();
        assert!(looks.iter().any(|look| look.deed == Deed::AuditRead && look.reason == Reason::Oversight));

        let by_person = SearchForm { account: world.supervisor.account().to_string(), ..SearchForm::default() };
        let found = search(&world, by_person.clone()).await;
        assert_eq!(found.cases, Some(2), "a count for a notice");
        assert!(found.events.iter().all(|noted| noted.name.as_deref() == Some("Hà Thị Ơn")));
        let opened = search(&world, SearchForm { deed: "opened".into(), ..by_person.clone() }).await;
        assert!(opened.events.len() == 2 && opened.events.len() < found.events.len());
        let tomorrow = domain::date::display(vault.today() + TimeDelta::days(1));
        let none = search(&world, SearchForm { from: tomorrow, ..by_person }).await;
        assert!(none.events.is_empty() && none.cases == Some(0));
        // To a day is to its end; and one who turns the pages is told when there are no more.
        let (today, yesterday) = (vault.today(), vault.today() - TimeDelta::days(1));
        let until =
            |day| SearchForm { until: domain::date::display(day), deed: "opened".into(), ..SearchForm::default() };
        assert_eq!(search(&world, until(today)).await.events.len(), opened.events.len());
        assert!(search(&world, until(yesterday)).await.events.is_empty());
        let page = async |skip| {
            let found = vault.search_audit(&world.officer, &until(today).check().unwrap(), skip, 1).await;
            found.unwrap().map(|found| (found.events.len(), found.more)).unwrap()
        };
        assert_eq!([page(0).await, page(1).await, page(2).await], [(1, true), (1, false), (0, false)]);
        let people = vault.people(&world.officer).await.unwrap().unwrap();
        assert!(people.iter().any(|one| one.account == world.worker.account() && one.role == Role::SocialWorker));
        // Consents are told apart, though nobody learns which they are.
        let marks = "create table marks as select distinct consent_id from audit_events where consent_id is not null";
        run_sql(&world.url, marks).await;
        assert!(run_sql(&world.url, "update marks set consent_id = consent_id").await > 1);

        // Nobody else has a desk.
        let all = SearchForm::default().check().unwrap();
        for actor in [&world.worker, &world.supervisor, &world.administrator, &world.clinic, &world.volunteer] {
            assert!(vault.search_audit(actor, &all, 0, 50).await.unwrap().is_none());
            assert!(vault.people(actor).await.unwrap().is_none());
            assert!(vault.audit_state(actor).await.unwrap().is_none());
            assert!(vault.check_audit_now(actor).await.unwrap().is_none());
            assert!(vault.due(actor).await.unwrap().is_none());
        }
        assert!(vault.open_case(&world.officer, case, &[Segment::Label], Reason::Oversight).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_runs_out_and_what_is_owed_are_counts() {
    for world in worlds("due").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let referral = world.refer(case).await;
        let other = world.open_case("Mây").await;
        world.refer(other).await;
        assert!(
            vault.due(&world.officer).await.unwrap().unwrap().ending.is_empty(),
            "a request lasts its last day out"
        );
        world.clock.advance(TimeDelta::days(1));
        let due = vault.due(&world.officer).await.unwrap().unwrap();
        assert_eq!(due.ending.len(), 1, "services last a year, requests thirty days");
        let ending = &due.ending[0];
        assert_eq!((ending.team.as_str(), ending.recipient.as_str()), ("Tổ 1", "Phòng khám Hoa Sen"));
        assert_eq!((ending.purpose, ending.number), (Purpose::Referral, 2));
        assert!(due.owed.is_empty());

        let segments = [Segment::Label, Segment::Casework];
        let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        let consents = vault.consents(&ring.take().unwrap()).await.unwrap();
        let request = consents.iter().find(|entry| entry.purpose == Purpose::Referral).unwrap().id;
        vault.withdraw(&world.worker, &ring, request).await.unwrap().unwrap();
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none());
        let due = vault.due(&world.officer).await.unwrap().unwrap();
        assert_eq!(due.ending[0].number, 1, "what was taken back runs out no more");
        assert_eq!((due.owed[0].past, due.owed[0].to_come), (0, 1));
        // The last day is the twentieth, to its end.
        world.clock.advance(TimeDelta::days(21));
        let due = vault.due(&world.officer).await.unwrap().unwrap();
        assert_eq!((due.owed[0].past, due.owed[0].to_come), (1, 0));
    }
}

#[tokio::test]
async fn a_breach_is_followed_to_its_notice() {
    for world in worlds("breach").await {
        let vault = &world.vault;
        world.open_case("Hoa Ban").await;
        assert_eq!(vault.cases_that_open(&world.officer).await.unwrap(), Some(1));
        let first = world.breach().await;
        let breach = vault.breach(&world.officer, first).await.unwrap().unwrap();
        assert_eq!((breach.number, breach.finding.persons, breach.sent_at), (1, None, None));
        let form = BreachForm {
            persons: "12".into(),
            measures: vec!["sessions_ended".into()],
            ..BreachForm::following(1, &breach.finding)
        };
        let finding = form.check_finding().unwrap();
        for _ in 0..2 {
            // A second click adds nothing.
            vault.follow_breach(&world.officer, first, 1, &finding).await.unwrap().unwrap();
        }
        let breach = vault.breach(&world.officer, first).await.unwrap().unwrap();
        assert_eq!((breach.number, breach.finding), (2, finding));
        world.clock.advance(TimeDelta::hours(73));
        let deadline = |breach: &vault::breach::Breach| Deadline::of(breach.noticed_at, breach.sent_at, vault.now());
        let open = vault.breach(&world.officer, first).await.unwrap().unwrap();
        assert_eq!(deadline(&open), Deadline::Overdue(1));
        vault.send_breach_notice(&world.officer, first).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::hours(1));
        vault.send_breach_notice(&world.officer, first).await.unwrap().unwrap();
        let sent = vault.breach(&world.officer, first).await.unwrap().unwrap();
        assert_eq!(deadline(&sent), Deadline::SentLate);
        assert_eq!(sent.sent_at.unwrap() - sent.noticed_at, TimeDelta::hours(73), "the first time stands");
        for actor in [&world.worker, &world.supervisor, &world.administrator] {
            assert!(vault.breaches(actor).await.unwrap().is_none());
            assert!(vault.breach(actor, first).await.unwrap().is_none());
            assert!(vault.send_breach_notice(actor, first).await.unwrap().is_none());
        }
        let found = search(&world, SearchForm { deed: "breach_recorded".into(), ..SearchForm::default() }).await;
        assert_eq!(found.events.len(), 3, "written down, followed, sent");
        // Who left with a request under way writes none down, and follows none.
        vault.close_account(&world.administrator, world.officer.account()).await.unwrap().unwrap();
        let finding = BreachForm { persons: "13".into(), ..BreachForm::following(2, &sent.finding) };
        let finding = finding.check_finding().unwrap();
        assert!(vault.follow_breach(&world.officer, first, 2, &finding).await.unwrap().is_none());
        assert!(vault.record_breach(&world.officer, vault.now(), &finding, world.form()).await.unwrap().is_none());
    }
}
