//! Erasing a case: two decide, receivers are told to stop, and no byte of it is left. Told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, join, worlds};
use chrono::{Days, TimeDelta};
use domain::account::Role;
use domain::audit::Reason;
use domain::card::CardReach;
use domain::consent::{EvidenceForm, Purpose, Renewal, Segment};
use domain::contact::ContactForm;
use domain::emergency::ReviewForm;
use domain::erasure::{Erased, Ground, Told};
use domain::id::{CaseId, RequestId};
use domain::problem::Problems;
use domain::referral::OutcomeForm;
use domain::rights::{AskedForm, OwnAskedForm};
use vault::closure::Reopened;
use vault::{Actor, DraftOf, segment};

const PIN: &str = "402817";

async fn ask(world: &World, actor: &Actor, case: CaseId) -> RequestId {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(actor, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let form = AskedForm {
        right: "erase".into(),
        via: "paper".into(),
        received_on: domain::date::display(world.vault.today()),
        words: "CANARY xóa hết giúp em".into(),
    };
    let asked = form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    world.vault.file_request(actor, &ring, &casework, &asked, world.form()).await.unwrap().unwrap()
}

/// Everything a case can hold today, each with a canary; gives what must not be found afterwards.
async fn filled(world: &World) -> (CaseId, Vec<Vec<u8>>) {
    let vault = &world.vault;
    let case = world.open_case_asking("CANARY Hoa Ban", "yes").await;
    let referral = world.refer(case).await;
    let emergency = world.break_glass(case).await;
    let review = ReviewForm { finding: "justified".into(), told: "in_person".into(), words: "CANARY".into() };
    vault
        .review_emergency(
            &world.supervisor,
            emergency,
            &review.check().unwrap_or_else(|problems| panic!("{problems:?}")),
        )
        .await
        .unwrap()
        .unwrap();
    world.hold_session(case).await;
    world.ask_scale(case, &crate::support::phq(vault.today(), "11")).await;
    world.care_plan(case).await;
    world.safety_plan(case).await;
    world.incident(case).await;
    vault.keep_draft(&world.worker, DraftOf::Counselling(case), "agreed=CANARY").await.unwrap();
    let outcome = OutcomeForm { arrival: "came".into(), services: vec!["examined".into()], ..OutcomeForm::default() };
    vault.answer_referral(&world.clinic, referral, &outcome.check(vault.today()).unwrap()).await.unwrap().unwrap();
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let code = vault.case_head(&ring.take().unwrap()).await.unwrap().label.code;
    let contact = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "known".into(),
        code: code.as_str().into(),
        ..ContactForm::default()
    };
    vault
        .log_contact(&world.volunteer, &contact.check(vault.today(), |_| true).unwrap(), world.form())
        .await
        .unwrap()
        .unwrap();
    world.work_on(&world.worker, case, "CANARY lời khi làm việc").await;
    let casework = ring.take::<segment::Casework>().unwrap();
    let note = crate::support::sealed_note(world, &ring, &casework).await;
    let consents = vault.consents(&casework).await.unwrap();
    let request = consents.iter().find(|entry| entry.purpose == Purpose::Referral).unwrap().id;
    vault.withdraw(&world.worker, &ring, request).await.unwrap().unwrap();
    crate::support::card(world, case, CardReach::Agreed, PIN).await;
    world.close_case(case, "CANARY lời khi đóng").await;
    world.vault.reopen_case(&world.worker, &mut world.ring(case).await).await.unwrap().unwrap();
    world.close_case(case, "CANARY lời khi đóng lại").await;
    let mut traces: Vec<Vec<u8>> = ["CANARY", "Hoa Ban", code.as_str()].map(|text| text.as_bytes().to_vec()).into();
    traces.push(case.0.as_bytes().to_vec());
    traces.push(referral.0.as_bytes().to_vec());
    traces.push(emergency.0.as_bytes().to_vec());
    traces.push(note.0.as_bytes().to_vec());
    traces.extend(consents.iter().map(|entry| entry.id.0.as_bytes().to_vec()));
    (case, traces)
}

/// How many numbers of cards and codes of clients lead to a case.
async fn ways_in(world: &World) -> (u64, u64) {
    let rows =
        async |table: &str| vault::testing::run_sql(&world.url, &format!("update {table} set sealed = sealed")).await;
    (rows("card_codes").await, rows("withdrawal_codes").await)
}

/// How often any of it stands in the file, its journal or its shared memory.
fn found(file: &std::path::Path, traces: &[Vec<u8>]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for suffix in ["", "-wal", "-shm"] {
        let bytes = std::fs::read(format!("{}{suffix}", file.display())).unwrap_or_default();
        let count = traces
            .iter()
            .map(|trace| bytes.windows(trace.len()).filter(|window| window == trace).count())
            .sum::<usize>();
        found.push((suffix.to_owned(), count));
    }
    found
}

/// Who left erases nothing with a request that was under way; nor is one moved on or proposed.
#[tokio::test]
async fn who_left_meanwhile_erases_nothing() {
    for world in worlds("left_erasure").await {
        let vault = &world.vault;
        let (case, kept) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let request = ask(&world, &world.worker, case).await;
        // Twelve months of consent, then twelve of keeping.
        world.clock.advance(TimeDelta::days(732));
        let officer = crate::support::log_in(vault, "baove").await;
        let due = vault.kept_without_consent(&officer).await.unwrap().unwrap();
        assert!(due.len() == 1 && due[0].case == kept && due[0].until <= vault.now());
        let administrator = crate::support::log_in(vault, "quantri").await;
        vault.close_account(&administrator, officer.account()).await.unwrap().unwrap();
        assert!(vault.approve_erasure(&officer, request, Told::InPerson).await.unwrap().is_none());
        assert!(vault.propose_erasure(&officer, kept).await.unwrap().is_none());
        let answered =
            domain::rights::Move::Become { state: domain::rights::RightState::Answered, refusal: None, note: None };
        assert!(vault.move_request(&officer, None, request, &answered).await.unwrap().is_none());
        let supervisor = crate::support::log_in(vault, "giamsat").await;
        assert!(vault.move_request(&supervisor, None, request, &answered).await.unwrap().is_some());
        let other = join(vault, &administrator, "vien", Role::DataProtectionOfficer).await.account();
        world.admit(&supervisor, other).await.unwrap().unwrap();
        let other = crate::support::log_in(vault, "vien").await;
        assert!(vault.propose_erasure(&other, kept).await.unwrap().is_some());
        assert!(vault.approve_erasure(&supervisor, request, Told::InPerson).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn an_erased_case_leaves_nothing_but_a_certificate() {
    for world in worlds("erasure").await {
        let vault = &world.vault;
        let (case, traces) = filled(&world).await;
        let other = world.open_case("Mây").await;
        let request = ask(&world, &world.worker, case).await;
        if let Some(file) = world.file() {
            let before: usize = found(file, &traces).iter().map(|(_, count)| count).sum();
            assert!(before > 10, "the scan finds ids before: {before}");
        }
        let events = vault.check_audit().await.unwrap();
        assert_eq!(ways_in(&world).await, (1, 2));

        // Not the worker, not the clinic, nobody who may not decide.
        for actor in [&world.worker, &world.colleague, &world.clinic, &world.administrator] {
            assert!(vault.approve_erasure(actor, request, Told::InPerson).await.unwrap().is_none());
        }
        let id = vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.unwrap().unwrap();
        assert!(vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.unwrap().is_none(), "once");

        // Nothing of it opens, is listed, or is in the bytes; the other case is whole.
        let all = [Segment::Label, Segment::Casework];
        assert!(vault.open_case(&world.worker, case, &all, Reason::Support).await.unwrap().is_none());
        assert!(vault.open_case(&world.worker, other, &all, Reason::Support).await.unwrap().is_some());
        assert!(vault.requests(&world.supervisor).await.unwrap().unwrap().is_empty());
        assert!(vault.contacts(&world.worker, 10).await.unwrap().unwrap().is_empty(), "contacts under her code too");
        if let Some(file) = world.file() {
            assert_eq!(
                found(file, &traces).iter().map(|(_, count)| count).sum::<usize>(),
                0,
                "{:?}",
                found(file, &traces)
            );
        }

        // Neither the number of her card nor her code leads anywhere; the other's code still does.
        assert_eq!(ways_in(&world).await, (0, 1));

        // The receiver owes a stop, and is told nothing else.
        let expected = vault.expected(&world.clinic, |all| all).await.unwrap().unwrap();
        assert!(expected.referrals.is_empty());
        assert_eq!(expected.notices.len(), 1);
        assert_eq!(expected.notices[0].stop_by, domain::rights::stop_by(crate::support::start()));

        // The certificate says what went; the chain still holds, and nobody's mark leads to it.
        let certificate = vault.certificate(&world.officer, id).await.unwrap().unwrap();
        assert_eq!((certificate.year, certificate.number, certificate.ground), (2026, 1, Ground::ClientRequest));
        assert_eq!(certificate.notices, 1);
        assert!(certificate.swept_at.is_some());
        let kinds: Vec<_> = certificate.counts.iter().map(|(what, _)| *what).collect();
        assert_eq!(kinds, Erased::ALL, "every kind was there and went");
        assert!(certificate.recorded_by.as_deref() == Some("Lò Thị Mai") && certificate.approved_by == "Hà Thị Ơn");
        for stranger in [&world.worker, &world.clinic, &world.administrator, &world.volunteer] {
            assert!(vault.certificate(stranger, id).await.unwrap().is_none());
        }
        assert!(vault.check_audit().await.unwrap() > events);
    }
}

#[tokio::test]
async fn one_alone_erases_nothing() {
    for world in worlds("erasure_two").await {
        let vault = &world.vault;
        let case = world.open_case("Suối").await;
        // The supervisor writes it down herself: the officer may approve, she may not.
        let request = ask(&world, &world.supervisor, case).await;
        assert!(vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.unwrap().is_none());
        assert!(vault.approve_erasure(&world.officer, request, Told::InPerson).await.unwrap().is_some());

        // The client asked herself: somebody must have had it in hand before another approves.
        let case = world.open_case("Nắng").await;
        let code = crate::support::card(&world, case, CardReach::Nothing, PIN).await;
        let her = crate::support::holder(&world, &code, PIN).await;
        let asked = OwnAskedForm { right: "erase".into(), words: "CANARY em xin xóa".into() };
        let asked = asked.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        vault.ask_own(&her, &asked).await.unwrap().unwrap();
        let found = vault.requests(&world.supervisor).await.unwrap().unwrap();
        let request = found.iter().find(|request| request.case == Some(case)).unwrap().id;
        assert!(vault.approve_erasure(&world.supervisor, request, Told::OwnPage).await.unwrap().is_none());
        let answered =
            domain::rights::Move::Become { state: domain::rights::RightState::Answered, refusal: None, note: None };
        vault.move_request(&world.officer, None, request, &answered).await.unwrap().unwrap();
        let id = vault.approve_erasure(&world.supervisor, request, Told::OwnPage).await.unwrap().unwrap();
        assert_eq!(vault.certificate(&world.supervisor, id).await.unwrap().unwrap().number, 2);
        assert!(vault.ask_own(&her, &asked).await.unwrap().is_none(), "it is gone");
    }
}

#[tokio::test]
async fn what_is_kept_too_long_is_proposed_and_never_erased_by_itself() {
    for world in worlds("retention").await {
        let vault = &world.vault;
        let case = world.open_case("Đồi").await;
        let asked_for = world.open_case("Núi").await;
        ask(&world, &world.worker, asked_for).await;
        assert!(vault.kept_without_consent(&world.officer).await.unwrap().unwrap().is_empty(), "it is live");
        assert!(vault.kept_without_consent(&world.supervisor).await.unwrap().is_none());

        // Twelve months of consent, then twelve of keeping.
        world.clock.advance(TimeDelta::days(366));
        let officer = crate::support::log_in(vault, "baove").await;
        let kept = vault.kept_without_consent(&officer).await.unwrap().unwrap();
        assert!(kept.len() == 1 && kept[0].case == case && kept[0].until > vault.now(), "not the one with a request");
        assert!(vault.propose_erasure(&officer, case).await.unwrap().is_none(), "too early");
        world.clock.advance(TimeDelta::days(366));
        let (officer, supervisor) =
            (crate::support::log_in(vault, "baove").await, crate::support::log_in(vault, "giamsat").await);
        let kept = vault.kept_without_consent(&officer).await.unwrap().unwrap();
        assert!(kept[0].until <= vault.now());

        let request = vault.propose_erasure(&officer, case).await.unwrap().unwrap();
        assert_eq!(vault.propose_erasure(&officer, case).await.unwrap(), Some(request), "a second click");
        assert!(vault.kept_without_consent(&officer).await.unwrap().unwrap().is_empty());
        assert!(vault.approve_erasure(&officer, request, Told::NotReachable).await.unwrap().is_none(), "her own");
        let id = vault.approve_erasure(&supervisor, request, Told::NotReachable).await.unwrap().unwrap();
        let certificate = vault.certificate(&officer, id).await.unwrap().unwrap();
        assert_eq!(certificate.ground, Ground::RetentionEnd);
    }
}

/// She says yes again, to being supported and to her data being kept.
async fn say_yes_again(world: &World, case: CaseId) {
    let vault = &world.vault;
    for purpose in [Purpose::Services, Purpose::Processing] {
        let mut ring = world.ring(case).await;
        let casework = ring.take::<segment::Casework>().unwrap();
        let consents = vault.consents(&casework).await.unwrap();
        let old = consents.iter().find(|entry| entry.purpose == purpose && entry.live).unwrap().id;
        let evidence = EvidenceForm::check(&crate::support::evidence(), "nobody", &mut Problems::none()).unwrap();
        let yes = Renewal::Yes { until: vault.today() + Days::new(300), evidence };
        vault.renew(&world.worker, &ring, &casework, old, &yes, world.form()).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn what_was_proposed_is_not_erased_when_she_came_back_meanwhile() {
    for world in worlds("retention_back").await {
        let vault = &world.vault;
        let case = world.open_case("Đồi").await;
        world.close_case(case, "").await;
        world.clock.advance(TimeDelta::days(200));
        say_yes_again(&world, case).await;
        world.clock.advance(TimeDelta::days(170));
        let (officer, supervisor) =
            (crate::support::log_in(vault, "baove").await, crate::support::log_in(vault, "giamsat").await);
        let request = vault.propose_erasure(&officer, case).await.unwrap().unwrap();
        let back = vault.reopen_case(&world.worker, &mut world.ring(case).await).await.unwrap();
        assert_eq!(back, Some(Reopened::Now));
        assert!(vault.approve_erasure(&supervisor, request, Told::NotReachable).await.unwrap().is_none(), "it is open");
        // Closed again, its time begins anew; when that is over too, what was proposed can be approved.
        world.close_case(case, "").await;
        assert!(vault.approve_erasure(&supervisor, request, Told::NotReachable).await.unwrap().is_none(), "too early");
        assert!(vault.open_case(&world.worker, case, &[Segment::Label], Reason::Support).await.unwrap().is_some());
        world.clock.advance(TimeDelta::days(370));
        let supervisor = crate::support::log_in(vault, "giamsat").await;
        assert!(vault.approve_erasure(&supervisor, request, Told::NotReachable).await.unwrap().is_some());
    }
}

/// Who approved it closed the page at once, or somebody was reading in that moment: what it left behind in the files goes with
/// the next sweep, not with the next start.
#[tokio::test]
async fn what_an_erasure_left_in_the_files_goes_with_the_next_sweep() {
    for world in worlds("erasure_left").await {
        let case = world.open_case("Hoa Ban").await;
        crate::contact::erase(&world, case).await;
        vault::testing::run_sql(&world.url, "delete from erasure_sweeps").await;
        let swept = async || world.vault.certificates(&world.supervisor).await.unwrap().unwrap()[0].swept_at.is_some();
        assert!(!swept().await);
        world.vault.sweep_expired().await.unwrap();
        assert!(swept().await);
    }
}
