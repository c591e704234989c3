//! A clinic's record is the clinic's; one result of it is told under a consent of its own, and shut with that.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::partners::counted;
use crate::support::{World, evidence, join, log_in, worlds};
use chrono::{Days, TimeDelta};
use domain::account::Role;
use domain::audit::Reason;
use domain::case::Reassignment;
use domain::clinic::{Board, ClinicEntry, TestForm, TestResult, VisitForm};
use domain::consent::{Purpose, Renewal, RenewalForm, Segment, TakenBack};
use domain::id::{CaseId, ReferralId};
use uuid::Uuid;
use vault::testing::run_sql;
use vault::{Actor, segment};

fn yes(world: &World) -> Renewal {
    let until = domain::date::display(world.vault.today() + Days::new(60));
    let form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
    form.check(Purpose::SharedResult, "Cầm Thị Ảnh", world.vault.now())
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A case whose clinic wrote a test down.
async fn recorded(world: &World) -> (CaseId, ReferralId, Uuid) {
    let case = world.open_case("Hoa Ban").await;
    let referral = world.refer(case).await;
    let entry = world.keep_record(&world.clinic, referral).await;
    (case, referral, entry)
}

/// How many results somebody of the team reads.
async fn reads(world: &World, actor: &Actor, case: CaseId) -> usize {
    let opened = world.vault.open_case(actor, case, &[Segment::SharedResult], Reason::Support).await.unwrap();
    let Some(proof) = opened.and_then(|mut ring| ring.take::<segment::SharedResult>()) else { return 0 };
    world.vault.shared_results(&proof).await.unwrap().len()
}

#[tokio::test]
async fn what_the_clinic_wrote_is_read_by_its_desk_and_counted_without_anybody() {
    for world in worlds("clinic_reads").await {
        let (_, referral, entry) = recorded(&world).await;
        let mut ring = world.vault.open_compartment(&world.clinic, referral, Segment::Health).await.unwrap().unwrap();
        let proof = ring.take::<segment::Health>().unwrap();
        let today = world.vault.today();
        let visit = VisitForm {
            seen_on: domain::date::display(today),
            treatment: "CANARY thuốc".into(),
            next_on: domain::date::display(today + Days::new(7)),
            ..VisitForm::default()
        };
        let visit = ClinicEntry::Visit(visit.check(today).unwrap_or_else(|problems| panic!("{problems:?}")));
        let form = world.form();
        let first = world.vault.record_at_clinic(&world.clinic, &ring, &proof, &visit, form).await.unwrap().unwrap();
        let again = world.vault.record_at_clinic(&world.clinic, &ring, &proof, &visit, form).await.unwrap().unwrap();
        assert_eq!(first, again, "the second click makes no second visit");
        let test = TestForm {
            test: "CT_NAAT".into(),
            method: "naat".into(),
            taken_on: domain::date::display(today),
            result: "POS".into(),
            lab_number: String::new(),
        };
        let test = ClinicEntry::Test(test.check(today).unwrap_or_else(|problems| panic!("{problems:?}")));
        world.vault.record_at_clinic(&world.clinic, &ring, &proof, &test, world.form()).await.unwrap().unwrap();
        let entries = world.vault.clinic_entries(&proof).await.unwrap();
        assert_eq!(entries.len(), 3);
        assert!(entries.iter().any(|one| one.id == entry));
        for (kind, detail, count) in [
            ("clinic_test", "SYP_RDT", 1),
            ("clinic_test", "CT_NAAT", 1),
            ("clinic_positive", "CT_NAAT", 1),
            ("clinic_positive", "SYP_RDT", 0),
            ("clinic_visit", "", 1),
            ("clinic_treated", "", 1),
        ] {
            assert!(counted(&world.url, kind, detail, count).await, "{kind} {detail}");
        }
        // Nobody but the desk writes, or lists.
        for other in [&world.worker, &world.supervisor, &world.administrator] {
            assert!(world.vault.clinic_desk(other).await.unwrap().is_none());
            assert!(world.vault.record_at_clinic(other, &ring, &proof, &visit, world.form()).await.unwrap().is_none());
        }
        world.clock.advance(TimeDelta::days(9));
        let clinic = log_in(&world.vault, "sen").await;
        let desk = world.vault.clinic_desk(&clinic).await.unwrap().unwrap();
        assert_eq!(desk.len(), 1);
        let board = Board::of(desk[0].entries.iter().map(|one| &one.body), world.vault.today());
        assert_eq!(board.missed, Some(2));
        let second = join(&world.vault, &world.administrator, "hai", Role::ClinicStaff).await;
        assert!(world.vault.clinic_desk(&second).await.unwrap().unwrap().is_empty(), "who has no key of the desk");
        // A key that is not held any more takes nothing.
        world.vault.end_compartment(&clinic, referral, Segment::Health).await.unwrap().unwrap();
        assert!(world.vault.record_at_clinic(&clinic, &ring, &proof, &visit, world.form()).await.unwrap().is_none());
        assert_eq!(run_sql(&world.url, "delete from compartment_entries").await, 0);
    }
}

#[tokio::test]
async fn one_result_is_told_to_her_own_team_and_to_nobody_else() {
    for world in worlds("shared_result").await {
        let (case, referral, entry) = recorded(&world).await;
        assert_eq!(reads(&world, &world.worker, case).await, 0);
        let (form, home) = (world.form(), world.worker.organisation());
        for _ in 0..2 {
            world.vault.share_result(&world.clinic, referral, entry, home, &yes(&world), form).await.unwrap().unwrap();
        }
        for reader in [&world.worker, &world.supervisor] {
            assert_eq!(reads(&world, reader, case).await, 1, "told once");
        }
        for other in [&world.colleague, &world.clinic, &world.administrator, &world.officer, &world.volunteer] {
            assert_eq!(reads(&world, other, case).await, 0);
        }
        let mut ring = world
            .vault
            .open_case(&world.worker, case, &[Segment::SharedResult], Reason::Support)
            .await
            .unwrap()
            .unwrap();
        let told = world.vault.shared_results(&ring.take().unwrap()).await.unwrap();
        assert!(told[0].result == TestResult::Negative && told[0].clinic == "Phòng khám Hoa Sen");
        // Not what is no result of this clinic, and not by who does not keep it.
        let other =
            world.vault.share_result(&world.clinic, referral, Uuid::nil(), home, &yes(&world), world.form()).await;
        assert!(other.unwrap().is_none());
        let other = world.vault.share_result(&world.worker, referral, entry, home, &yes(&world), world.form()).await;
        assert!(other.unwrap().is_none());
        let no = world.vault.share_result(&world.clinic, referral, entry, home, &Renewal::NotNow, world.form()).await;
        assert!(no.unwrap().is_none());
        // Taken back, by code: shut at once, and the clinic's own record is not.
        let code = world.code(case).await;
        let taken = TakenBack::For(Purpose::SharedResult);
        world.vault.take_back_by_code(&world.volunteer, &code, taken).await.unwrap().unwrap();
        assert_eq!(reads(&world, &world.worker, case).await, 0);
        assert_eq!(run_sql(&world.url, "delete from shared_results").await, 0, "what nobody opens is gone");
        assert!(world.vault.holds_compartment(&world.clinic, referral, Segment::Health).await.unwrap());
    }
}

#[tokio::test]
async fn a_result_goes_on_with_the_case_and_ends_by_time() {
    for world in worlds("shared_later").await {
        let (case, referral, entry) = recorded(&world).await;
        let (said, home) = (yes(&world), world.worker.organisation());
        world.vault.share_result(&world.clinic, referral, entry, home, &said, world.form()).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::days(59));
        let worker = log_in(&world.vault, "mai").await;
        assert_eq!(reads(&world, &worker, case).await, 1);
        world.clock.advance(TimeDelta::days(2));
        assert_eq!(reads(&world, &worker, case).await, 0);
        world.vault.sweep_expired().await.unwrap();
        assert_eq!(run_sql(&world.url, "delete from shared_results").await, 0, "what nobody opens is gone");
    }
}

/// She lets the team know that keeps her case: who hands it over keeps nothing of that.
#[tokio::test]
async fn a_result_goes_to_who_takes_the_case_over_and_stays_with_nobody_else() {
    for world in worlds("shared_reassigned").await {
        let (case, referral, entry) = recorded(&world).await;
        let home = world.worker.organisation();
        let told = world.vault.share_result(&world.clinic, referral, entry, home, &yes(&world), world.form()).await;
        told.unwrap().unwrap();
        let asked = Reassignment { cases: vec![case], colleagues: vec![world.colleague.account()] };
        let given = world.vault.reassign(&world.supervisor, world.worker.account(), &asked, world.form()).await;
        assert_eq!(given.unwrap().unwrap().given, 1);
        assert_eq!(reads(&world, &world.worker, case).await, 0);
        for reader in [&world.colleague, &world.supervisor] {
            assert_eq!(reads(&world, reader, case).await, 1);
        }
        let left = "delete from wraps where party_id = (select party_id from accounts where username = 'mai') \
            and data_key_id in (select data_key_id from shared_results)";
        assert_eq!(run_sql(&world.url, left).await, 0);
    }
}

#[tokio::test]
async fn nothing_is_told_to_a_team_that_keeps_her_data_no_more() {
    for world in worlds("shared_none").await {
        let (case, referral, entry) = recorded(&world).await;
        let shared = yes(&world);
        run_sql(&world.url, "update consents set decision = 'declined' where purpose = 'processing'").await;
        let home = world.worker.organisation();
        let told = world.vault.share_result(&world.clinic, referral, entry, home, &shared, world.form()).await;
        assert!(told.unwrap().is_none());
        assert_eq!(reads(&world, &world.worker, case).await, 0);
    }
}

/// She said yes to who kept her case when the page was shown; meanwhile another organisation took it.
#[tokio::test]
async fn a_result_goes_to_the_organisation_she_was_told_of_or_to_nobody() {
    for world in worlds("shared_bound").await {
        let (case, referral, entry) = recorded(&world).await;
        let mut ring = world.vault.open_compartment(&world.clinic, referral, Segment::Health).await.unwrap().unwrap();
        let proof = ring.take::<segment::Health>().unwrap();
        let (shown, name) = world.vault.home_of_compartment(&proof).await.unwrap();
        assert!(shown == world.worker.organisation() && name == "Trung tâm CTXH");
        let goes = async |username: &str| {
            let text =
                format!("update cases set team_id = (select team_id from accounts where username = '{username}')");
            assert_eq!(run_sql(&world.url, &text).await, 1);
        };
        goes("sen").await;
        let (said, form) = (yes(&world), world.form());
        let told = world.vault.share_result(&world.clinic, referral, entry, shown, &said, form).await.unwrap();
        assert!(told.is_none());
        assert_eq!(run_sql(&world.url, "delete from shared_results").await, 0);
        goes("mai").await;
        world.vault.share_result(&world.clinic, referral, entry, shown, &said, form).await.unwrap().unwrap();
        assert_eq!(reads(&world, &world.worker, case).await, 1);
    }
}
