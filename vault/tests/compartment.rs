//! A partner's own compartment: opens for that partner's desk under the client's own yes, and for nobody else.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::contact::erase;
use crate::support::{World, evidence, join, log_in, worlds};
use chrono::{Days, TimeDelta};
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::card::CardReach;
use domain::consent::{Purpose, Renewal, RenewalForm, Segment, Standing, TakenBack};
use domain::id::{CaseId, ConsentId, ReferralId};
use domain::progress::{Progress, Stage};
use vault::compartment::Begun;
use vault::testing::run_sql;
use vault::{Actor, segment};

fn yes(world: &World, days: u64) -> Renewal {
    let until = domain::date::display(world.vault.today() + Days::new(days));
    let form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
    form.check(Purpose::Compartment, "Cầm Thị Ảnh", world.vault.now()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn begin(world: &World, actor: &Actor, referral: ReferralId, segment: Segment, said: &Renewal) -> Option<Begun> {
    world.vault.begin_compartment(actor, referral, segment, said, world.form()).await.unwrap()
}

/// Whether it opens, by both doors that lead there.
async fn opens(world: &World, actor: &Actor, referral: ReferralId, segment: Segment) -> bool {
    let held = world.vault.holds_compartment(actor, referral, segment).await.unwrap();
    let ring = world.vault.open_compartment(actor, referral, segment).await.unwrap();
    assert_eq!(held, ring.is_some(), "the way to it is shown to who can go it");
    let listed = world.vault.compartments(actor, segment).await.unwrap();
    assert_eq!(held, listed.is_some_and(|desk| !desk.is_empty()));
    ring.is_some_and(|mut ring| ring.take::<segment::Health>().is_some())
}

/// A case with a compartment at the clinic, by its referral.
async fn kept(world: &World, alias: &str) -> (CaseId, ReferralId) {
    let case = world.open_case(alias).await;
    let referral = world.refer(case).await;
    assert_eq!(begin(world, &world.clinic, referral, Segment::Health, &yes(world, 300)).await, Some(Begun::Open));
    (case, referral)
}

async fn entry(world: &World, case: CaseId, purpose: Purpose) -> (ConsentId, Standing) {
    let mut ring =
        world.vault.open_case(&world.worker, case, &[Segment::Casework], Reason::Support).await.unwrap().unwrap();
    let ledger = world.vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
    let entry = ledger.into_iter().find(|entry| entry.purpose == purpose).unwrap();
    (entry.id, entry.standing)
}

async fn withdraw(world: &World, case: CaseId, purpose: Purpose) -> vault::consent::Shut {
    let (consent, _) = entry(world, case, purpose).await;
    let ring = world.ring(case).await;
    world.vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap()
}

#[tokio::test]
async fn it_opens_for_the_desk_she_said_yes_to_and_for_nobody_else() {
    for world in worlds("compartment_who").await {
        let (case, referral) = kept(&world, "Hoa Ban").await;
        assert!(opens(&world, &world.clinic, referral, Segment::Health).await);
        let second = join(&world.vault, &world.administrator, "hai", Role::ClinicStaff).await;
        assert!(!opens(&world, &second, referral, Segment::Health).await, "who has no key of the desk");
        let (lawyer, trainer) = (log_in(&world.vault, "bich").await, log_in(&world.vault, "nghia").await);
        let others = [
            &world.worker,
            &world.colleague,
            &world.supervisor,
            &world.administrator,
            &world.officer,
            &world.volunteer,
            &lawyer,
            &trainer,
        ];
        for other in others {
            for segment in Segment::COMPARTMENTS {
                assert!(!opens(&world, other, referral, *segment).await);
                assert_eq!(begin(&world, other, referral, *segment, &yes(&world, 300)).await, None);
            }
        }
        for segment in [Segment::Legal, Segment::Livelihood] {
            assert_eq!(begin(&world, &world.clinic, referral, segment, &yes(&world, 300)).await, None);
        }
        // The sender's keys open the case and never this.
        let mut ring =
            world.vault.open_case(&world.worker, case, Segment::ALL, Reason::Support).await.unwrap().unwrap();
        assert!(ring.take::<segment::Health>().is_none());
        let wraps = "delete from wraps where data_key_id in (select id from data_keys where segment = 'health')";
        assert_eq!(run_sql(&world.url, wraps).await, 1, "one wrap, the desk's");
    }
}

#[tokio::test]
async fn a_no_is_noted_and_keeps_nothing() {
    for world in worlds("compartment_no").await {
        let case = world.open_case("Mây").await;
        let referral = world.refer(case).await;
        let said = begin(&world, &world.clinic, referral, Segment::Health, &Renewal::NotNow).await;
        assert_eq!(said, Some(Begun::NotNow));
        assert!(!opens(&world, &world.clinic, referral, Segment::Health).await);
        assert_eq!(entry(&world, case, Purpose::Compartment).await.1, Standing::Declined);
        assert!(
            world.vault.referral(&world.clinic, referral).await.unwrap().is_some(),
            "the packet is answered as before"
        );
        assert_eq!(run_sql(&world.url, "delete from compartments").await, 0);
    }
}

#[tokio::test]
async fn it_outlives_the_packet_and_ends_with_its_own_consent() {
    for world in worlds("compartment_packet").await {
        let (case, referral) = kept(&world, "Hoa Ban").await;
        // The packet's request is taken back: what the clinic wrote stays its own.
        withdraw(&world, case, Purpose::Referral).await;
        assert!(world.vault.referral(&world.clinic, referral).await.unwrap().is_none());
        assert!(opens(&world, &world.clinic, referral, Segment::Health).await);
        let mut ring = world.vault.open_compartment(&world.clinic, referral, Segment::Health).await.unwrap().unwrap();
        let standing = world.vault.compartment_head(&ring.take::<segment::Health>().unwrap()).await.unwrap();
        assert_eq!(standing.head.code, world.code(case).await);
        assert!(standing.head.alias.is_none(), "she had not let it be told");
        // By the sender's worker, who cannot open it.
        let shut = withdraw(&world, case, Purpose::Compartment).await;
        assert_eq!(shut.recipients, 1);
        assert!(!opens(&world, &world.clinic, referral, Segment::Health).await);
        assert_eq!(run_sql(&world.url, "delete from compartments").await, 0, "what nobody opens is gone");
        let notices = world.vault.expected(&world.clinic, |all| all).await.unwrap().unwrap().notices;
        assert_eq!(notices.len(), 2, "one for the packet, one for the compartment");
        // Without a packet there is nothing to begin again by.
        assert_eq!(begin(&world, &world.clinic, referral, Segment::Health, &yes(&world, 30)).await, None);
    }
}

#[tokio::test]
async fn taking_it_back_first_leaves_the_packet_and_its_own_end() {
    for world in worlds("compartment_first").await {
        let (case, referral) = kept(&world, "Hoa Ban").await;
        assert!(world.vault.end_compartment(&world.worker, referral, Segment::Health).await.unwrap().is_none());
        let shut = world.vault.end_compartment(&world.clinic, referral, Segment::Health).await.unwrap().unwrap();
        assert!(shut.recipients == 1 && shut.referrals == 0 && !shut.case_shut);
        assert!(!opens(&world, &world.clinic, referral, Segment::Health).await);
        assert!(world.vault.referral(&world.clinic, referral).await.unwrap().is_some());
        // The stop that was owed for it does not hide the packet from its own withdrawal.
        assert_eq!(withdraw(&world, case, Purpose::Referral).await.referrals, 1);
        assert!(world.vault.referral(&world.clinic, referral).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn it_ends_by_code_with_the_case_and_by_time() {
    for world in worlds("compartment_ends").await {
        let (case, referral) = kept(&world, "Hoa Ban").await;
        let code = world.code(case).await;
        world
            .vault
            .take_back_by_code(&world.volunteer, &code, TakenBack::For(Purpose::Compartment))
            .await
            .unwrap()
            .unwrap();
        assert!(!opens(&world, &world.clinic, referral, Segment::Health).await);
        assert!(world.vault.referral(&world.clinic, referral).await.unwrap().is_some());
        // By herself, with her card.
        let (case, referral) = kept(&world, "Suối").await;
        let code = crate::support::card(&world, case, CardReach::Nothing, "402817").await;
        let her = crate::support::holder(&world, &code, "402817").await;
        let (consent, _) = entry(&world, case, Purpose::Compartment).await;
        let shut = world.vault.take_back_own(&her, consent).await.unwrap().unwrap();
        assert!(shut.recipients == 1 && !opens(&world, &world.clinic, referral, Segment::Health).await);
        let (case, referral) = kept(&world, "Mây").await;
        let shut = withdraw(&world, case, Purpose::Processing).await;
        assert!(shut.case_shut && shut.recipients == 1, "one place, told once");
        assert!(shut.stop_by.is_some());
        // Who was told to stop using what was sent is told again to stop keeping, and nobody a third time.
        let (case, _) = kept(&world, "Én").await;
        assert_eq!(withdraw(&world, case, Purpose::Referral).await.recipients, 1);
        assert_eq!(withdraw(&world, case, Purpose::Processing).await.recipients, 1);
        let shut = withdraw(&world, world.open_case("Sao").await, Purpose::Processing).await;
        assert!(shut.recipients == 0 && shut.stop_by.is_none());
        assert!(!opens(&world, &world.clinic, referral, Segment::Health).await);
        // So it is when everything goes by her code, one yes after the other.
        let told = async || world.vault.expected(&world.clinic, |all| all).await.unwrap().unwrap().notices.len();
        let (case, referral) = kept(&world, "Hạ").await;
        let (code, before) = (world.code(case).await, told().await);
        world.vault.take_back_by_code(&world.volunteer, &code, TakenBack::Everything).await.unwrap().unwrap();
        assert_eq!(told().await, before + 1);
        assert!(!opens(&world, &world.clinic, referral, Segment::Health).await);
        let (_, referral) = kept(&world, "Ân").await;
        world.clock.advance(TimeDelta::days(299));
        let clinic = log_in(&world.vault, "sen").await;
        assert!(opens(&world, &clinic, referral, Segment::Health).await);
        world.clock.advance(TimeDelta::days(2));
        assert!(!opens(&world, &clinic, referral, Segment::Health).await);
    }
}

#[tokio::test]
async fn asked_again_the_same_record_goes_on() {
    for world in worlds("compartment_again").await {
        let (case, referral) = kept(&world, "Hoa Ban").await;
        let (first, _) = entry(&world, case, Purpose::Compartment).await;
        world.clock.advance(TimeDelta::days(100));
        let clinic = log_in(&world.vault, "sen").await;
        assert_eq!(begin(&world, &clinic, referral, Segment::Health, &yes(&world, 300)).await, Some(Begun::Open));
        assert_eq!(begin(&world, &clinic, referral, Segment::Health, &Renewal::NotNow).await, Some(Begun::NotNow));
        world.clock.advance(TimeDelta::days(250));
        let clinic = log_in(&world.vault, "sen").await;
        assert!(opens(&world, &clinic, referral, Segment::Health).await, "a no to more time takes none away");
        assert_eq!(run_sql(&world.url, "delete from compartment_entries").await, 0);
        // The first entry was replaced; taken back by its old number, what stands in its place is.
        let ring = world.ring(case).await;
        let worker = log_in(&world.vault, "mai").await;
        world.vault.withdraw(&worker, &ring, first).await.unwrap().unwrap();
        assert!(!opens(&world, &clinic, referral, Segment::Health).await);
    }
}

#[tokio::test]
async fn it_survives_new_keys_of_the_desk_and_no_erasure() {
    for world in worlds("compartment_keys").await {
        let (case, referral) = kept(&world, "Hoa Ban").await;
        world.vault.rotate_team_keys(&world.clinic, world.form()).await.unwrap().unwrap();
        let clinic = log_in(&world.vault, "sen").await;
        assert!(opens(&world, &clinic, referral, Segment::Health).await);
        erase(&world, case).await;
        assert!(!opens(&world, &clinic, referral, Segment::Health).await);
        for table in ["compartments", "compartment_entries", "progress"] {
            assert_eq!(run_sql(&world.url, &format!("delete from {table}")).await, 0);
        }
    }
}

#[tokio::test]
async fn the_sender_neither_renews_nor_proves_it_and_reads_no_look_at_it() {
    for world in worlds("compartment_sender").await {
        let (case, referral) = kept(&world, "Hoa Ban").await;
        assert!(opens(&world, &world.clinic, referral, Segment::Health).await);
        let (consent, _) = entry(&world, case, Purpose::Compartment).await;
        let mut ring =
            world.vault.open_case(&world.worker, case, &[Segment::Casework], Reason::Support).await.unwrap().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        let again = world.vault.renew(&world.worker, &ring, &casework, consent, &yes(&world, 20), world.form()).await;
        assert!(again.unwrap().is_none());
        let proofs = world.vault.evidence(&casework).await.unwrap();
        let proof = proofs.into_iter().find(|one| one.entry.purpose == Purpose::Compartment).unwrap();
        assert!(proof.evidence.is_none());
        let looks = world.vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
        assert!(looks.iter().all(|look| !look.segments.contains(&Segment::Health)));
    }
}

#[tokio::test]
async fn what_is_told_back_is_read_by_who_follows_the_referral_as_long_as_the_packet() {
    for world in worlds("progress").await {
        let case = world.open_case("Hoa Ban").await;
        let (referral, _) = world.legal_matter(case).await;
        let lawyer = log_in(&world.vault, "bich").await;
        let told = Progress { stage: Stage::LegalAdvised, on: world.vault.today(), next: None, next_on: None };
        for reader in [&lawyer, &world.worker, &world.supervisor] {
            let read = world.vault.progress(reader, referral).await.unwrap().unwrap();
            assert!(read.len() == 1 && read[0].progress == told);
        }
        for other in [&world.colleague, &world.clinic, &world.administrator, &world.officer] {
            assert!(world.vault.progress(other, referral).await.unwrap().is_none());
        }
        // Each look stands on what opened it: that she is supported, or what she asked for in writing.
        let ring = world.vault.open_case(&world.worker, case, &[Segment::Casework], Reason::Support).await;
        let looks = world.vault.who_looked(&world.worker, &ring.unwrap().unwrap(), 0, 100).await.unwrap().unwrap();
        let stands = |deed, role, ground| {
            let mut of = looks.iter().filter(|look| (look.deed, look.role) == (deed, Some(role))).peekable();
            of.peek().is_some() && of.all(|look| (look.reason, look.basis) == ground)
        };
        assert!(stands(Deed::Opened, Role::SocialWorker, (Reason::Support, Basis::Consent)));
        assert!(stands(Deed::PacketOpened, Role::LegalStaff, (Reason::Referral, Basis::WrittenRequest)));
        withdraw(&world, case, Purpose::Referral).await;
        assert!(world.vault.progress(&lawyer, referral).await.unwrap().is_none());
    }
}
