//! One client's support from a volunteer's contact to a clinic's answer, told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, on_sqlite, opening, session_form, worlds};
use chrono::TimeDelta;
use domain::audit::{Deed, Reason};
use domain::consent::{Purpose, Segment};
use domain::contact::ContactForm;
use domain::id::{CaseId, ReferralId};
use domain::referral::{Answer, Followed, NeedMet, OutcomeForm, ReferralState};
use vault::case::{Found, Listed};
use vault::segment;
use vault::testing::run_sql;

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

fn everything(rows: Vec<Listed>) -> Found {
    Found { total: rows.len(), rows }
}

async fn caseload(world: &World, actor: &vault::Actor) -> Vec<CaseId> {
    let found = world.vault.list_cases(actor, Reason::Support, everything).await.unwrap();
    found.map(|found| found.rows.into_iter().map(|row| row.case).collect()).unwrap_or_default()
}

fn contact() -> domain::contact::Contact {
    let form = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        condoms: "10".into(),
        referral: "yes".into(),
        ..ContactForm::default()
    };
    form.check(crate::support::start().date_naive(), |_| true).unwrap()
}

#[tokio::test]
async fn from_a_contact_to_a_closed_loop() {
    for world in worlds("main_line").await {
        let vault = &world.vault;

        // The volunteer logs a contact; the desk reads it, she cannot.
        let form = world.form();
        let logged = vault.log_contact(&world.volunteer, &contact(), form).await.unwrap().unwrap();
        assert_eq!(vault.log_contact(&world.volunteer, &contact(), form).await.unwrap().unwrap(), logged, "a replay");
        assert_eq!(vault.own_tally(&world.volunteer, crate::support::start()).await.unwrap().since, 1);
        assert!(vault.contacts(&world.volunteer, 10).await.unwrap().is_none());
        let read = vault.contacts(&world.worker, 10).await.unwrap().unwrap();
        assert!(read.len() == 1 && read[0].contact.wants_referral);

        // The worker opens a case: she and her supervisor have it, nobody else.
        let case = world.open_case("Hoa Ban").await;
        assert_eq!(caseload(&world, &world.worker).await, [case]);
        assert_eq!(caseload(&world, &world.supervisor).await, [case]);
        for other in [&world.colleague, &world.clinic, &world.volunteer, &world.administrator] {
            assert!(caseload(&world, other).await.is_empty());
            assert!(vault.open_case(other, case, ALL, Reason::Support).await.unwrap().is_none());
        }

        // A session, twice posted: one record, and the label says what is next.
        let session = session_form(vault.today()).check(vault.today()).unwrap();
        let form = world.form();
        for _ in 0..2 {
            let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
            vault.record_counselling(&world.worker, &mut ring, &session, form).await.unwrap().unwrap();
        }
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        assert_eq!(vault.counsellings(&casework, 10).await.unwrap().len(), 1);
        let label = ring.take::<segment::Label>().unwrap();
        assert_eq!(vault.case_head(&label).await.unwrap().label.next, session.next);
        assert_eq!(vault.identity(&ring.take().unwrap()).await.unwrap().name.unwrap().as_str(), "CANARY Đào Thị Hoà");

        // Without a request nothing can be sent.
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(
            vault.issue_referral(&world.worker, &mut ring, &world.draft(), world.form()).await.unwrap().is_none(),
            "I14"
        );

        // With one, the clinic has the packet and not the case.
        let referral = world.refer(case).await;
        let expected = vault.expected(&world.clinic, |all| all).await.unwrap().unwrap();
        assert_eq!(expected.referrals.len(), 1);
        let packet = &expected.referrals[0].packet;
        assert!(packet.alias.is_none() && packet.phone.is_none() && expected.referrals[0].case.is_none());
        assert!(vault.open_case(&world.clinic, case, ALL, Reason::Referral).await.unwrap().is_none());

        // She came; a second click changes nothing; the worker reads it and closes the loop.
        let outcome =
            OutcomeForm { arrival: "came".into(), services: vec!["examined".into()], ..OutcomeForm::default() };
        let outcome = outcome.check(vault.today()).unwrap();
        for _ in 0..2 {
            let state = vault.answer_referral(&world.clinic, referral, &outcome).await.unwrap().unwrap();
            assert_eq!(state, ReferralState::Attended);
        }
        let followed = vault.referral(&world.worker, referral).await.unwrap().unwrap();
        assert_eq!(followed.outcome.unwrap().answer, Answer::Came);
        assert_eq!(followed.standing.number, 2);
        let completed = Followed::completed(NeedMet::Yes);
        assert!(vault.follow_referral(&world.clinic, referral, &completed).await.unwrap().is_none());
        let closed = vault.follow_referral(&world.worker, referral, &completed).await.unwrap();
        assert_eq!(closed, Some(ReferralState::Completed));

        // Who looked tells it all, and the chain holds.
        let ring =
            vault.open_case(&world.worker, case, &[Segment::Label], Reason::ClientRequest).await.unwrap().unwrap();
        let looks = vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
        for deed in
            [Deed::CaseOpened, Deed::Listed, Deed::Opened, Deed::Recorded, Deed::ConsentRecorded, Deed::ReferralMoved]
        {
            assert!(looks.iter().any(|look| look.deed == deed), "{deed:?}");
        }
        assert!(looks.iter().any(|look| look.organisation.as_deref() == Some("Phòng khám Hoa Sen")));
        assert!(vault.check_audit().await.unwrap() > 20);
    }
}

#[tokio::test]
async fn a_withdrawal_shuts_the_packet_at_once() {
    for world in worlds("withdrawal").await {
        let vault = &world.vault;
        let case = world.open_case("Mây").await;
        let referral = world.refer(case).await;
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_some());

        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::ClientRequest).await.unwrap().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        let consents = vault.consents(&casework).await.unwrap();
        let request = consents.iter().find(|entry| entry.purpose == Purpose::Referral && entry.live).unwrap();
        let shut = vault.withdraw(&world.worker, &ring, request.id).await.unwrap().unwrap();
        assert_eq!((shut.referrals, shut.case_shut), (1, false));
        assert_eq!(shut.stop_by, Some(domain::rights::stop_by(vault.now())));

        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none());
        let expected = vault.expected(&world.clinic, |all| all).await.unwrap().unwrap();
        assert!(expected.referrals.is_empty() && expected.notices.len() == 1);
        let outcome = OutcomeForm { arrival: "came".into(), ..OutcomeForm::default() }.check(vault.today()).unwrap();
        assert!(vault.answer_referral(&world.clinic, referral, &outcome).await.unwrap().is_none());
        let own = vault.referral(&world.worker, referral).await.unwrap().unwrap();
        assert_eq!(own.standing.state, ReferralState::Withdrawn);

        // A second withdrawal finds it done; nothing can be sent under it any more.
        let again = vault.withdraw(&world.worker, &ring, request.id).await.unwrap().unwrap();
        assert_eq!((again.referrals, again.stop_by), (0, None));
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(vault.issue_referral(&world.worker, &mut ring, &world.draft(), world.form()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn who_stops_the_services_is_not_worked_on() {
    for world in worlds("services").await {
        let vault = &world.vault;
        let case = world.open_case("Sao").await;
        let referral = world.refer(case).await;
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::ClientRequest).await.unwrap().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        let consents = vault.consents(&casework).await.unwrap();
        let services = consents.iter().find(|entry| entry.purpose == Purpose::Services).unwrap();
        let shut = vault.withdraw(&world.worker, &ring, services.id).await.unwrap().unwrap();
        assert_eq!((shut.referrals, shut.recipients, shut.case_shut), (1, 1, false));
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none());
        // The file can be read, but nothing is added to it and nothing leaves it.
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(vault.issue_referral(&world.worker, &mut ring, &world.draft(), world.form()).await.unwrap().is_none());
        let session = session_form(vault.today()).check(vault.today()).unwrap();
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().is_none());
    }
}

/// I10, small: readers run while the consent is withdrawn; whoever begins after it returned reads nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_read_that_begins_after_a_withdrawal_succeeds() {
    for world in worlds("race").await {
        let mut subjects = Vec::new();
        for _ in 0..10 {
            let case = world.open_case("Suối").await;
            subjects.push((case, world.refer(case).await));
        }
        let world = std::sync::Arc::new(world);
        for (case, referral) in subjects {
            let over = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
            let readers: Vec<_> = (0..3)
                .map(|_| {
                    let (world, over) = (world.clone(), over.clone());
                    tokio::spawn(async move {
                        let mut late = 0;
                        for _ in 0..40 {
                            let began_after = over.load(std::sync::atomic::Ordering::SeqCst);
                            let read = world.vault.referral(&world.clinic, referral).await.unwrap();
                            late += u32::from(began_after && read.is_some());
                        }
                        late
                    })
                })
                .collect();
            let mut ring =
                world.vault.open_case(&world.worker, case, ALL, Reason::ClientRequest).await.unwrap().unwrap();
            let consents = world.vault.consents(&ring.take().unwrap()).await.unwrap();
            let request = consents.iter().find(|entry| entry.purpose == Purpose::Referral).unwrap();
            world.vault.withdraw(&world.worker, &ring, request.id).await.unwrap().unwrap();
            over.store(true, std::sync::atomic::Ordering::SeqCst);
            for reader in readers {
                assert_eq!(reader.await.unwrap(), 0, "a late read");
            }
        }
    }
}

#[tokio::test]
async fn without_consent_to_keep_her_data_the_case_is_gone_for_everybody() {
    for world in worlds("processing").await {
        let vault = &world.vault;
        let case = world.open_case("Nắng").await;
        let referral = world.refer(case).await;
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::ClientRequest).await.unwrap().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        let consents = vault.consents(&casework).await.unwrap();
        let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap();
        let shut = vault.withdraw(&world.worker, &ring, processing.id).await.unwrap().unwrap();
        assert!(shut.case_shut && shut.referrals == 1 && shut.stop_by.is_some());
        for actor in [&world.worker, &world.supervisor, &world.clinic] {
            assert!(caseload(&world, actor).await.is_empty());
            assert!(vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().is_none());
            assert!(vault.referral(actor, referral).await.unwrap().is_none());
        }
        // A proof taken before does not write after.
        let session = session_form(vault.today()).check(vault.today()).unwrap();
        assert!(vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn time_shuts_and_a_clock_set_back_does_not_open() {
    for world in worlds("expiry").await {
        let vault = &world.vault;
        let case = world.open_case("Trời").await;
        let referral = world.refer(case).await;
        world.clock.advance(TimeDelta::days(31));
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none());
        assert!(vault.referral(&world.worker, referral).await.unwrap().is_some());
        world.clock.advance(TimeDelta::days(-31));
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none(), "a clock set back revives nothing");
        world.clock.advance(TimeDelta::days(366));
        assert!(vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
        assert!(caseload(&world, &world.worker).await.is_empty());
    }
}

#[tokio::test]
async fn what_never_was_and_what_may_not_be_seen_answer_alike() {
    for world in worlds("forged").await {
        let vault = &world.vault;
        let case = world.open_case("Lan").await;
        let referral = world.refer(case).await;
        let never = uuid::Uuid::from_u128(7);
        assert!(vault.open_case(&world.worker, CaseId(never), ALL, Reason::Support).await.unwrap().is_none());
        assert!(vault.open_case(&world.colleague, case, ALL, Reason::Support).await.unwrap().is_none());
        assert!(vault.referral(&world.clinic, ReferralId(never)).await.unwrap().is_none());
        assert!(vault.referral(&world.colleague, referral).await.unwrap().is_none());
        // Another's consent id on one's own case.
        let ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(vault.withdraw(&world.worker, &ring, domain::id::ConsentId(never)).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_administrator_invites_but_opens_nothing() {
    for world in worlds("administrator").await {
        let case = world.open_case("Sim").await;
        let vault = &world.vault;
        assert!(vault.list_cases(&world.administrator, Reason::Support, everything).await.unwrap().is_none());
        assert!(vault.open_case(&world.administrator, case, ALL, Reason::Support).await.unwrap().is_none());
        assert!(vault.contacts(&world.administrator, 10).await.unwrap().is_none());
        let worker = world.worker.account();
        assert!(world.admit(&world.administrator, worker).await.unwrap().is_none());
        let refused = opening("x").check("y").unwrap();
        assert!(vault.open_new_case(&world.administrator, &refused, world.form()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn log_in_and_out() {
    for world in worlds("log_in").await {
        let vault = &world.vault;
        assert!(vault.log_in("mai", Some("wrong password here")).await.unwrap().is_none());
        assert!(vault.log_in("nobody", Some(crate::support::PASSWORD)).await.unwrap().is_none());
        let token = vault.log_in(" MAI ", Some(crate::support::PASSWORD)).await.unwrap().unwrap();
        let actor = vault.session(&token).await.unwrap().unwrap();
        vault.log_out(&actor).await.unwrap();
        assert!(vault.session(&token).await.unwrap().is_none());
        let token = vault.log_in("mai", Some(crate::support::PASSWORD)).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::minutes(16));
        assert!(vault.session(&token).await.unwrap().is_none(), "idle too long");
        let token = vault.log_in("mai", Some(crate::support::PASSWORD)).await.unwrap().unwrap();
        assert!(vault.lock_all().await.unwrap() >= 1);
        assert!(vault.session(&token).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_database_file_says_nothing() {
    let world = on_sqlite("dump").await;
    let file = world.file().expect("on SQLite").to_owned();
    let case = world.open_case("CANARY Hoa Ban").await;
    world.refer(case).await;
    world.hold_session(case).await;
    world.vault.log_contact(&world.volunteer, &contact(), world.form()).await.unwrap().unwrap();
    let draft = vault::DraftOf::Counselling(case);
    assert!(world.vault.keep_draft(&world.worker, draft, "CANARY draft").await.unwrap());
    assert!(!world.vault.keep_draft(&world.colleague, draft, "CANARY draft").await.unwrap());
    let mut ring = world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    assert_eq!(world.vault.draft(&world.worker, &casework, draft).await.unwrap().unwrap().0, "CANARY draft");
    assert!(world.vault.draft(&world.supervisor, &casework, draft).await.unwrap().is_none(), "a draft is its writer's");
    let code = world.vault.case_head(&ring.take().unwrap()).await.unwrap().label.code;
    let mut bytes = Vec::new();
    for suffix in ["", "-wal"] {
        let path = format!("{}{suffix}", file.display());
        bytes.extend(std::fs::read(path).unwrap_or_default());
    }
    assert!(bytes.len() > 50_000, "the dump is there");
    for canary in ["CANARY", "0912", "912345678", "345678", code.as_str(), "03646"] {
        let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
        // The commune of a contact does stand in the facts: coarse, and without anybody.
        assert_eq!(found, canary == "03646", "{canary}");
    }
}

#[tokio::test]
async fn a_changed_audit_is_noticed() {
    let world = on_sqlite("tamper").await;
    world.open_case("Ban").await;
    assert!(world.vault.check_audit().await.is_ok());
    let pool = sqlx::SqlitePool::connect(&world.url).await.unwrap();
    for tampering in [
        "update audit_events set role = 'supervisor' where seq = (select max(seq) from audit_events)",
        "update audit_events set at = '2026-01-01T00:00:00+00:00' where seq = 2",
        "update audit_events set case_tags = x'' where deed = 'case_opened'",
        "delete from audit_cases; delete from audit_events where seq = 3",
        "delete from audit_cases; delete from audit_events where seq = (select max(seq) from audit_events)",
        "update audit_events set seq = 1000 where seq = (select max(seq) from audit_events)",
        "update audit_head set seq = seq - 1",
    ] {
        // Each on a copy of the honest file.
        let copy = vault::testing::TempFile::new("tampered");
        let into = format!("vacuum into '{}'", copy.path().display());
        sqlx::raw_sql(sqlx::AssertSqlSafe(into)).execute(&pool).await.unwrap();
        let other = sqlx::SqlitePool::connect(&copy.url()).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("pragma foreign_keys = off; {tampering}")))
            .execute(&other)
            .await
            .unwrap();
        other.close().await;
        let tampered = crate::support::vault_at(&copy.url()).await;
        assert!(tampered.check_audit().await.is_err(), "{tampering}");
        tampered.close().await;
    }
}

#[tokio::test]
async fn a_locked_database_writes_nothing_and_shows_nothing() {
    let world = on_sqlite("locked").await;
    let case = world.open_case("Khuê").await;
    let pool = sqlx::SqlitePool::connect(&world.url).await.unwrap();
    let mut other = pool.acquire().await.unwrap();
    sqlx::raw_sql("begin immediate").execute(&mut *other).await.unwrap();
    let opening = opening("Sao").check("y").unwrap();
    let refused = world.vault.open_new_case(&world.worker, &opening, world.form()).await;
    assert!(matches!(refused, Err(vault::Error::Unavailable)), "{:?}", refused.err());
    // No audit event can be written, so nothing is opened either.
    let looked = world.vault.open_case(&world.worker, case, ALL, Reason::Support).await;
    assert!(matches!(looked, Err(vault::Error::Unavailable)));
    sqlx::raw_sql("rollback").execute(&mut *other).await.unwrap();
    assert_eq!(caseload(&world, &world.worker).await, [case]);
}

/// What was sealed to a public key is sealed to its holder alone once she opened it: the next time costs a fraction.
#[tokio::test]
async fn a_key_that_was_opened_once_opens_faster() {
    for world in worlds("cheaper").await {
        let case = world.open_case("Hoa Ban").await;
        run_sql(&world.url, "create table kept as select id, sealed from wraps").await;
        let changed =
            "update wraps set sealed = sealed where sealed <> (select kept.sealed from kept where kept.id = wraps.id)";
        let mut replaced = Vec::new();
        for _ in 0..2 {
            world.vault.open_case(&world.supervisor, case, &[Segment::Label], Reason::Support).await.unwrap().unwrap();
            replaced.push(run_sql(&world.url, changed).await);
        }
        assert_eq!(replaced, [1, 1]);
    }
}
