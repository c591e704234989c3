//! Grants that overlap, contradict, begin later or ended before; clocks that jump; two people at once; a witness who is the
//! author. Each has one answer, and it is told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, evidence, on_sqlite, worlds};
use chrono::{Days, TimeDelta};
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::id::{CaseId, ConsentId, OrganisationId, ReferralId, SubmissionId};
use domain::problem::{Problem, Problems};
use domain::referral::{ReferralState, Request, RequestForm, Service};
use std::sync::Arc;
use vault::consent::Entry;
use vault::testing::{SeededEntropy, StandingClock, run_sql};
use vault::{Actor, PasswordCost, Ring, Vault, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

async fn ring(world: &World, case: CaseId) -> Ring {
    world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap()
}

async fn ledger(world: &World, case: CaseId) -> Vec<Entry> {
    world.vault.consents(&ring(world, case).await.take::<segment::Casework>().unwrap()).await.unwrap()
}

/// Records a request of so many days from today; below zero it ended before it began.
async fn request(world: &World, case: CaseId, receiver: OrganisationId, days: i64) -> Option<ConsentId> {
    request_in(world, case, receiver, days, world.form()).await
}

async fn request_in(
    world: &World,
    case: CaseId,
    receiver: OrganisationId,
    days: i64,
    form: SubmissionId,
) -> Option<ConsentId> {
    let mut ring = ring(world, case).await;
    let draft = world.draft();
    let request = Request {
        receiver,
        service: Service::StiScreening,
        fields: draft.fields,
        until: world.vault.today() + TimeDelta::days(days),
        evidence: evidence().check("nobody", &mut Problems::none()).unwrap(),
    };
    let casework = ring.take::<segment::Casework>().unwrap();
    world.vault.record_request(&world.worker, &ring, &casework, &request, form).await.unwrap()
}

/// Of two, one would live on when she takes back the other.
#[tokio::test]
async fn a_request_that_is_posted_twice_is_one() {
    for world in worlds("posted_twice").await {
        let case = world.open_case("Lan").await;
        let (clinic, form) = (world.clinic.organisation(), world.form());
        let first = request_in(&world, case, clinic, 30, form).await;
        assert!(first.is_some());
        assert_eq!(request_in(&world, case, clinic, 30, form).await, first);
        let requests = ledger(&world, case).await.into_iter().filter(|entry| entry.purpose == Purpose::Referral);
        assert_eq!(requests.count(), 1);
    }
}

async fn send(world: &World, case: CaseId) -> Option<ReferralId> {
    let mut ring = ring(world, case).await;
    world.vault.issue_referral(&world.worker, &mut ring, &world.draft(), world.form()).await.unwrap()
}

async fn sees(world: &World, actor: &Actor, referral: ReferralId) -> bool {
    world.vault.referral(actor, referral).await.unwrap().is_some()
}

#[tokio::test]
async fn of_overlapping_requests_the_longest_carries_the_referral_and_only_it_shuts_it() {
    for world in worlds("overlap").await {
        let case = world.open_case("Ban").await;
        let clinic = world.clinic_organisation;
        let short = request(&world, case, clinic, 10).await.unwrap();
        let long = request(&world, case, clinic, 60).await.unwrap();
        let referral = send(&world, case).await.unwrap();
        let ring = ring(&world, case).await;
        let shut = world.vault.withdraw(&world.worker, &ring, short).await.unwrap().unwrap();
        assert_eq!((shut.referrals, shut.recipients), (0, 0), "nobody was told anything under the short one");
        assert!(sees(&world, &world.clinic, referral).await);
        world.clock.advance(TimeDelta::days(59));
        assert!(sees(&world, &world.clinic, referral).await, "it lasts as long as the longer one");
        let ring = self::ring(&world, case).await;
        let shut = world.vault.withdraw(&world.worker, &ring, long).await.unwrap().unwrap();
        assert_eq!((shut.referrals, shut.recipients), (1, 1));
        assert!(!sees(&world, &world.clinic, referral).await);
    }
}

#[tokio::test]
async fn a_yes_after_a_withdrawal_is_a_new_grant_and_revives_nothing() {
    for world in worlds("contradict").await {
        let case = world.open_case("Ban").await;
        let first = world.refer(case).await;
        let taken_back =
            ledger(&world, case).await.into_iter().find(|entry| entry.purpose == Purpose::Referral).unwrap();
        world.vault.withdraw(&world.worker, &ring(&world, case).await, taken_back.id).await.unwrap().unwrap();
        let second = world.refer(case).await;
        assert!(!sees(&world, &world.clinic, first).await && sees(&world, &world.clinic, second).await);
        let old = world.vault.referral(&world.worker, first).await.unwrap().unwrap();
        assert_eq!(old.standing.state, ReferralState::Withdrawn);
    }
}

#[tokio::test]
async fn a_request_that_ended_before_it_began_opens_nothing() {
    for world in worlds("past").await {
        let case = world.open_case("Ban").await;
        request(&world, case, world.clinic_organisation, -1).await.unwrap();
        assert!(send(&world, case).await.is_none());
        assert!(!ledger(&world, case).await.iter().any(|entry| entry.purpose == Purpose::Referral && entry.live));
    }
}

/// The form says it at its field before it comes to that: yesterday, and more than ninety days ahead.
#[tokio::test]
async fn a_request_for_yesterday_or_for_too_long_is_said_at_its_field() {
    let world = on_sqlite("dates").await;
    let today = world.vault.today();
    for (until, problem) in [
        (Some(today - Days::new(1)), Some(Problem::DateInPast)),
        (Some(today), None),
        (Some(today + Days::new(90)), None),
        (Some(today + Days::new(91)), Some(Problem::DateInFuture)),
        (None, Some(Problem::Missing)),
    ] {
        let form = RequestForm {
            own_request: "yes".into(),
            until: until.map(domain::date::display).unwrap_or_default(),
            evidence: evidence(),
        };
        let said = form.check(&world.draft(), "Lò Thị Mai", today).err().and_then(|problems| problems.of("until"));
        assert_eq!(said, problem, "{until:?}");
    }
}

/// No form makes one; should one stand in the database, it opens nothing before its time, and then what it says.
#[tokio::test]
async fn a_grant_that_begins_later_opens_nothing_before() {
    for world in worlds("future").await {
        let case = world.open_case("Ban").await;
        let referral = world.refer(case).await;
        let later = "'2026-12-23T02:00:00+00:00'";
        run_sql(
            &world.url,
            &format!("update wraps set valid_from = {later}; update consents set valid_from = {later}"),
        )
        .await;
        assert!(world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
        assert!(!sees(&world, &world.clinic, referral).await && !sees(&world, &world.worker, referral).await);
        world.clock.advance(TimeDelta::days(30));
        assert!(world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn an_organisation_that_never_was_or_cannot_open_gets_nothing() {
    for world in worlds("nobody").await {
        let case = world.open_case("Ban").await;
        let never = OrganisationId(uuid::Uuid::from_u128(7));
        assert!(request(&world, case, never, 30).await.is_none());
        assert_eq!(ledger(&world, case).await.len(), 2, "no entry was made");
        let partner = domain::organisation::PartnerForm {
            kind: "clinic".into(),
            name: "Phòng khám chưa có ai".into(),
            address: "Bản Mường".into(),
            services: vec!["sti_screening".into()],
        };
        let (partner, form) = (partner.check().unwrap(), world.form());
        let add = async || world.vault.add_partner(&world.administrator, &partner, form).await.unwrap().unwrap();
        assert_eq!(add().await, add().await, "posted twice, it is one");
        let receivers = world.vault.receivers().await.unwrap();
        let empty = receivers.iter().find(|receiver| !receiver.ready).unwrap().id;
        request(&world, case, empty, 30).await.unwrap();
        let mut ring = ring(&world, case).await;
        let draft = domain::referral::Draft { receiver: empty, ..world.draft() };
        assert!(world.vault.issue_referral(&world.worker, &mut ring, &draft, world.form()).await.unwrap().is_none());
    }
}

/// A partner that closed: its last member's account was. A request that names it is written down, as she said it, and opens
/// nothing; what was sent before is read by nobody there, and nothing more is sent.
#[tokio::test]
async fn an_organisation_that_closed_gets_nothing_more() {
    for world in worlds("closed").await {
        let case = world.open_case("Ban").await;
        let sent = world.refer(case).await;
        let clinic = world.clinic_organisation;
        world.vault.close_account(&world.administrator, world.clinic.account()).await.unwrap().unwrap();
        let receivers = world.vault.receivers().await.unwrap();
        assert!(receivers.iter().any(|receiver| receiver.id == clinic && !receiver.ready));
        assert!(!sees(&world, &world.clinic, sent).await && sees(&world, &world.worker, sent).await);
        let renewed = request(&world, case, clinic, 60).await.unwrap();
        assert!(send(&world, case).await.is_none(), "her request is live, and nobody there could open it");
        let shut = world.vault.withdraw(&world.worker, &ring(&world, case).await, renewed).await.unwrap().unwrap();
        assert_eq!((shut.referrals, shut.recipients), (0, 0), "nothing was sent under it");
    }
}

#[test]
fn the_witness_is_not_who_records_however_it_is_written() {
    for (witness, recorder) in
        [("Lò Thị Mai", "Lò Thị Mai"), ("lo thi mai", "Lò Thị Mai"), ("  LÒ  THỊ MAI ", "Lò Thị Mai")]
    {
        let form = domain::consent::EvidenceForm { witness: witness.into(), ..evidence() };
        let mut problems = Problems::none();
        form.check(recorder, &mut problems);
        assert_eq!(problems.of("witness"), Some(Problem::Conflicting), "{witness}");
    }
}

#[tokio::test]
async fn a_clock_ten_years_ahead_shuts_everything_and_set_back_revives_nothing() {
    for world in worlds("ten_years").await {
        let case = world.open_case("Ban").await;
        let referral = world.refer(case).await;
        for jump in [3_653, -3_653, -3_653] {
            world.clock.advance(TimeDelta::days(jump));
            assert!(world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
            assert!(!sees(&world, &world.clinic, referral).await && !sees(&world, &world.worker, referral).await);
        }
        // A node that starts anew with the clock still wrong reads in the audit how late it was.
        let (clock, entropy) = (Arc::new(StandingClock::at(crate::support::start())), Arc::new(SeededEntropy::new(7)));
        let again = Vault::open(&world.url, clock, entropy, PasswordCost::FOR_TESTS).await.unwrap();
        assert!(again.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
        again.close().await;
    }
}

#[tokio::test]
async fn a_clock_ten_years_behind_extends_nothing() {
    for world in worlds("behind").await {
        let before = world.vault.now();
        world.clock.advance(TimeDelta::days(-3_653));
        assert_eq!(world.vault.now(), before, "it is never earlier than it was");
        let case = world.open_case("Ban").await;
        let ends = ledger(&world, case).await.iter().map(|entry| entry.until).max().unwrap();
        assert_eq!(ends, before + chrono::Months::new(12));
        world.clock.advance(TimeDelta::days(3_653 + 366));
        assert!(world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_who_withdraw_at_once_make_one_withdrawal() {
    for world in worlds("at_once").await {
        let world = Arc::new(world);
        for _ in 0..20 {
            let case = world.open_case("Ban").await;
            world.refer(case).await;
            let request =
                ledger(&world, case).await.into_iter().find(|entry| entry.purpose == Purpose::Referral).unwrap().id;
            let withdraw = |by_supervisor: bool| {
                let world = world.clone();
                tokio::spawn(async move {
                    let actor = if by_supervisor { &world.supervisor } else { &world.worker };
                    let ring = world.vault.open_case(actor, case, ALL, Reason::ClientRequest).await.unwrap().unwrap();
                    world.vault.withdraw(actor, &ring, request).await.unwrap().unwrap()
                })
            };
            let (one, other) = tokio::join!(withdraw(false), withdraw(true));
            let (one, other) = (one.unwrap(), other.unwrap());
            assert_eq!(one.referrals + other.referrals, 1);
            assert_eq!(one.recipients + other.recipients, 1);
            assert!(one.stop_by.is_some() != other.stop_by.is_some(), "one date for the receiver, not two");
        }
        let notices = world.vault.expected(&world.clinic, |all| all).await.unwrap().unwrap().notices;
        assert_eq!(notices.len(), 20, "one notice for each");
    }
}

/// Who is told to stop is told once: taking back the request after the support writes no second notice with a later date.
#[tokio::test]
async fn a_receiver_is_told_to_stop_once() {
    for world in worlds("once").await {
        let case = world.open_case("Ban").await;
        world.refer(case).await;
        let entries = ledger(&world, case).await;
        let of = |purpose| entries.iter().find(|entry| entry.purpose == purpose).unwrap().id;
        let first = world
            .vault
            .withdraw(&world.worker, &ring(&world, case).await, of(Purpose::Services))
            .await
            .unwrap()
            .unwrap();
        world.clock.advance(TimeDelta::days(3));
        let second = world
            .vault
            .withdraw(&world.worker, &ring(&world, case).await, of(Purpose::Referral))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((first.recipients, second.recipients), (1, 0));
        assert_eq!(world.vault.expected(&world.clinic, |all| all).await.unwrap().unwrap().notices.len(), 1);
    }
}
