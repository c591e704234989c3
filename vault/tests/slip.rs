//! A slip with code and PIN, for a receiver without an account: what it opens, what ends it, and guessing at it.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, log_in, worlds};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::card::{CardCode, Pin};
use domain::consent::{Purpose, Segment};
use domain::id::ReferralId;
use domain::referral::{Answer, DeclineReason, Followed, Following, NotCompleted, Outcome, ReferralState};
use vault::referral::{GivenSlip, OnSlip, SlipHolder};
use vault::testing::run_sql;
use vault::{counting_statements, segment};

async fn give(world: &World, id: ReferralId) -> (CardCode, Pin) {
    match world.vault.give_slip(&world.worker, id, world.form()).await.unwrap().unwrap() {
        GivenSlip::Now(code, pin) => (code, pin),
        GivenSlip::Before | GivenSlip::Over => panic!("a new form of an open referral"),
    }
}

async fn open(world: &World, code: &CardCode, pin: &Pin) -> Option<SlipHolder> {
    let tag = world.vault.slip_tag(code).await.unwrap();
    world.vault.open_slip(code, tag, Some(pin)).await.unwrap()
}

fn wrong(pin: &Pin) -> Pin {
    Pin::parse(if pin.digits() == "402817" { "402818" } else { "402817" }).unwrap()
}

async fn says(world: &World, holder: &SlipHolder, outcome: &Outcome) -> Option<ReferralState> {
    match world.vault.answer_on_slip(holder, outcome).await.unwrap() {
        OnSlip::Stands(state) => Some(state),
        OnSlip::Ended => None,
    }
}

#[tokio::test]
async fn a_slip_opens_its_packet_and_takes_the_answer_until_the_last_word() {
    for world in worlds("slip").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let (id, other) = (world.refer(case).await, world.refer(case).await);
        let (code, pin) = give(&world, id).await;
        let holder = open(&world, &code, &pin).await.unwrap();
        let packet = vault.packet_of_slip(&holder).await.unwrap().unwrap();
        assert_eq!(packet.standing.id, id, "that packet and no other");
        assert!(packet.case.is_none() && packet.slip.is_none() && packet.packet.alias.is_none());
        assert_eq!(packet.packet.code, world.code(case).await);

        assert_eq!(says(&world, &holder, &Outcome::of(Answer::Accepted)).await, Some(ReferralState::Accepted));
        let holder = open(&world, &code, &pin).await.unwrap();
        assert_eq!(says(&world, &holder, &Outcome::of(Answer::Served)).await, Some(ReferralState::Served));
        // The last word: code and PIN open nothing, and who still holds it open is out.
        assert!(open(&world, &code, &pin).await.is_none());
        assert!(vault.packet_of_slip(&holder).await.unwrap().is_none());
        assert_eq!(says(&world, &holder, &Outcome::of(Answer::Feedback)).await, None);

        let followed = vault.referral(&world.worker, id).await.unwrap().unwrap();
        assert_eq!(followed.history[1].by.as_deref(), Some("Phòng khám Hoa Sen"));
        assert!(followed.slip.is_none());
        assert_eq!(vault.referral(&world.worker, other).await.unwrap().unwrap().standing.state, ReferralState::Issued);
        // It stands on the client's list of who looked, for the organisation it was made out to.
        let ring = vault.open_case(&world.worker, case, &[Segment::Label], Reason::ClientRequest).await.unwrap();
        let looks = vault.who_looked(&world.worker, &ring.unwrap(), 0, 100).await.unwrap().unwrap();
        let on_slip = looks.iter().filter(|look| look.role.is_none());
        assert!(on_slip.clone().count() >= 2);
        assert!(on_slip.into_iter().all(|look| look.organisation.as_deref() == Some("Phòng khám Hoa Sen")));
        assert!(vault.check_audit().await.is_ok());
    }
}

#[tokio::test]
async fn five_wrong_pins_kill_it_and_the_sender_is_told() {
    for world in worlds("slip_guessed").await {
        let vault = &world.vault;
        let id = world.refer(world.open_case("Hoa Ban").await).await;
        let (code, pin) = give(&world, id).await;
        let dead = || async { vault.referral(&world.worker, id).await.unwrap().unwrap().slip.map(|slip| slip.dead) };
        for _ in 0..4 {
            assert!(open(&world, &code, &wrong(&pin)).await.is_none());
        }
        assert!(open(&world, &code, &pin).await.is_some(), "the fifth is right, and the count begins anew");
        for _ in 0..5 {
            assert!(open(&world, &code, &wrong(&pin)).await.is_none());
        }
        assert!(open(&world, &code, &pin).await.is_none(), "dead, also for the right one");
        assert_eq!(dead().await, Some(true));
        // Beyond the limit of the network nothing is handed over, so nothing is counted.
        let (code, pin) = give(&world, id).await;
        let tag = vault.slip_tag(&code).await.unwrap();
        for _ in 0..9 {
            assert!(vault.open_slip(&code, tag, None).await.unwrap().is_none());
        }
        assert_eq!(dead().await, Some(false));
        // Twenty at once are five.
        let guess = wrong(&pin);
        let mut all = tokio::task::JoinSet::new();
        let vault = std::sync::Arc::new(world);
        for _ in 0..20 {
            let (world, code, guess) = (vault.clone(), code.clone(), guess.clone());
            all.spawn(async move { open(&world, &code, &guess).await.is_some() });
        }
        assert!(all.join_all().await.into_iter().all(|opened| !opened));
        assert!(open(&vault, &code, &pin).await.is_none());
        // A code nobody was given opens nothing, whatever the PIN.
        assert!(open(&vault, &CardCode::from_random([9; 16]), &pin).await.is_none());
    }
}

/// A guess that is counted while a right one takes the tries back leaves nothing behind that a later one stumbles over.
#[tokio::test]
async fn a_right_pin_opens_it_whatever_is_guessed_meanwhile() {
    for world in worlds("slip_meanwhile").await {
        let (code, pin) = give(&world, world.refer(world.open_case("Hoa Ban").await).await).await;
        let guess = wrong(&pin);
        for _ in 0..6 {
            let (opened, guessed) = tokio::join!(open(&world, &code, &pin), open(&world, &code, &guess));
            assert!(opened.is_some() && guessed.is_none());
            assert!(open(&world, &code, &pin).await.is_some());
        }
    }
}

/// A code nobody was given, a wrong PIN, a slip that was guessed at too often, one that ended and one whose code is gone: the
/// same statements, so that the time of the answer says nothing of which it was.
#[tokio::test]
async fn what_opens_nothing_costs_the_same_whether_or_not_the_code_lives() {
    for world in worlds("slip_same").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let (dead, dead_pin) = give(&world, world.refer(case).await).await;
        for _ in 0..5 {
            assert!(open(&world, &dead, &wrong(&dead_pin)).await.is_none());
        }
        let id = world.refer(case).await;
        let (gone, gone_pin) = give(&world, id).await;
        let (ended, ended_pin) = give(&world, id).await;
        let cancelled =
            Followed { following: Following::Cancelled, booked_on: None, met: None, why: Some(NotCompleted::Other) };
        vault.follow_referral(&world.worker, id, &cancelled).await.unwrap().unwrap();
        let (live, pin) = give(&world, world.refer(case).await).await;
        let never = (CardCode::from_random([9; 16]), wrong(&pin));
        let mut asked = Vec::new();
        for (code, guess) in [never, (live, wrong(&pin)), (dead, dead_pin), (ended, ended_pin), (gone, gone_pin)] {
            let (opened, statements) = counting_statements(open(&world, &code, &guess)).await;
            assert!(opened.is_none());
            asked.push(statements);
        }
        assert_eq!(asked, [5; 5]);
    }
}

#[tokio::test]
async fn it_dies_with_the_referral_the_request_and_the_next_slip() {
    for world in worlds("slip_ends").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        // A new one ends the one before it; the second post of a form makes none.
        let id = world.refer(case).await;
        let first = give(&world, id).await;
        let second = give(&world, id).await;
        assert!(open(&world, &first.0, &first.1).await.is_none() && open(&world, &second.0, &second.1).await.is_some());
        let form = world.form();
        vault.give_slip(&world.worker, id, form).await.unwrap().unwrap();
        let again = vault.give_slip(&world.worker, id, form).await.unwrap();
        assert!(matches!(again, Some(GivenSlip::Before)));
        for nobody in [&world.clinic, &world.supervisor, &world.colleague] {
            assert!(vault.give_slip(nobody, id, world.form()).await.unwrap().is_none());
        }
        // The sender closes it.
        let (code, pin) = give(&world, id).await;
        let holder = open(&world, &code, &pin).await.unwrap();
        let cancelled =
            Followed { following: Following::Cancelled, booked_on: None, met: None, why: Some(NotCompleted::Other) };
        vault.follow_referral(&world.worker, id, &cancelled).await.unwrap().unwrap();
        assert!(open(&world, &code, &pin).await.is_none());
        assert_eq!(says(&world, &holder, &Outcome::of(Answer::Came)).await, None);
        assert!(matches!(vault.give_slip(&world.worker, id, world.form()).await.unwrap(), Some(GivenSlip::Over)));
        // A no on the slip itself.
        let id = world.refer(case).await;
        let (code, pin) = give(&world, id).await;
        let holder = open(&world, &code, &pin).await.unwrap();
        let declined = Outcome { declined: Some(DeclineReason::NoRoom), ..Outcome::of(Answer::Declined) };
        assert_eq!(says(&world, &holder, &declined).await, Some(ReferralState::Declined));
        assert!(open(&world, &code, &pin).await.is_none());
        // The client takes her request back.
        let id = world.refer(case).await;
        let (code, pin) = give(&world, id).await;
        let holder = open(&world, &code, &pin).await.unwrap();
        let mut ring =
            vault.open_case(&world.worker, case, &[Segment::Casework], Reason::ClientRequest).await.unwrap().unwrap();
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        for request in consents.iter().filter(|entry| entry.purpose == Purpose::Referral && entry.live) {
            vault.withdraw(&world.worker, &ring, request.id).await.unwrap().unwrap();
        }
        assert!(open(&world, &code, &pin).await.is_none());
        assert!(vault.packet_of_slip(&holder).await.unwrap().is_none());
        assert_eq!(says(&world, &holder, &Outcome::of(Answer::Came)).await, None);
        // Time ends her request.
        let id = world.refer(case).await;
        let (code, pin) = give(&world, id).await;
        world.clock.advance(TimeDelta::days(31));
        assert!(open(&world, &code, &pin).await.is_none());
    }
}

/// Issued to a receiver where nobody holds a key: nobody but the sender's side opens it, until a slip is given.
#[tokio::test]
async fn a_receiver_without_an_account_is_reached_by_slip() {
    for world in worlds("slip_only").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        world.refer(case).await;
        let segments = [Segment::Label, Segment::Contact];
        let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        let id = vault.issue_on_slip(&world.worker, &mut ring, &world.draft(), world.form()).await.unwrap().unwrap();
        assert!(vault.referral(&world.clinic, id).await.unwrap().is_none());
        let (code, pin) = give(&world, id).await;
        let holder = open(&world, &code, &pin).await.unwrap();
        assert_eq!(vault.packet_of_slip(&holder).await.unwrap().unwrap().standing.id, id);
        // I14: no slip without a live request either.
        let mut ring =
            vault.open_case(&log_in(vault, "mai").await, case, &segments, Reason::Support).await.unwrap().unwrap();
        let mut wider = world.draft();
        wider.fields.push(domain::referral::PacketField::Phone);
        assert!(vault.issue_on_slip(&world.worker, &mut ring, &wider, world.form()).await.unwrap().is_none());
    }
}

/// Each of the two rows of a table gets what is sealed in the other.
async fn exchange(url: &str, table: &str, key: &str) {
    run_sql(url, &format!("create table backup_{table} as select * from {table}")).await;
    let change = format!(
        "update {table} set sealed = (select other.sealed from backup_{table} as other where other.{key} <> {table}.{key} limit 1)"
    );
    assert_eq!(run_sql(url, &change).await, 2, "{table}");
}

/// I9: what is sealed for one slip does not open in another's place, nor one walk-in in another's.
#[tokio::test]
async fn what_is_moved_does_not_open_elsewhere() {
    for world in worlds("slip_shuffled").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let (one, two) = (world.refer(case).await, world.refer(case).await);
        let (code, pin) = give(&world, one).await;
        give(&world, two).await;
        assert!(open(&world, &code, &pin).await.is_some());
        for (table, key) in [("slip_codes", "tag"), ("slips", "party_id")] {
            exchange(&world.url, table, key).await;
        }
        assert!(open(&world, &code, &pin).await.is_none());
        assert!(vault.referral(&world.worker, one).await.is_err());

        let walk_in = |code| domain::referral::WalkIn {
            code,
            came_on: vault.today(),
            services: vec![domain::referral::ServiceDelivered::Examined],
        };
        for _ in 0..2 {
            let kept = walk_in(world.code(case).await);
            vault.record_walk_in(&world.clinic, &kept, world.form()).await.unwrap().unwrap();
        }
        exchange(&world.url, "walk_ins", "id").await;
        assert!(vault.walk_ins(&world.clinic).await.is_err());
    }
}
