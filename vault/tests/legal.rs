//! Legal aid's record is legal aid's; the social side is told stage, day and next step, as long as the packet lives.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::partners::counted;
use crate::support::{World, log_in, worlds};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::id::{CaseId, ReferralId};
use domain::legal::{LegalEntry, LegalStage, PaperForm, StageForm};
use domain::progress::{NextForm, NextStep, Stage};
use vault::case::What;
use vault::{Actor, Opened, Ring, segment};

async fn open(world: &World, lawyer: &Actor, referral: ReferralId) -> Option<(Ring, Opened<segment::Legal>)> {
    let mut ring = world.vault.open_compartment(lawyer, referral, Segment::Legal).await.unwrap()?;
    let proof = ring.take().unwrap();
    Some((ring, proof))
}

async fn write(world: &World, lawyer: &Actor, referral: ReferralId, entry: LegalEntry) {
    // One after the other, as in life.
    world.clock.advance(TimeDelta::seconds(1));
    let (ring, proof) = open(world, lawyer, referral).await.unwrap();
    world.vault.record_legal(lawyer, referral, &ring, &proof, &entry, world.form()).await.unwrap().unwrap();
}

/// A case with a matter at the lawyer's.
async fn begun(world: &World) -> (CaseId, ReferralId, Actor) {
    let lawyer = log_in(&world.vault, "bich").await;
    let case = world.open_case("Hoa Ban").await;
    let (referral, _) = world.legal_matter(case).await;
    (case, referral, lawyer)
}

async fn stage(world: &World, lawyer: &Actor, referral: ReferralId, stage: &str) {
    let (_, proof) = open(world, lawyer, referral).await.unwrap();
    let board = world.vault.legal_board(&proof).await.unwrap();
    let today = world.vault.today();
    let form = StageForm {
        stage: stage.into(),
        on: domain::date::display(today),
        words: "CANARY đã viết đơn".into(),
        next: NextForm { next: "bring_papers".into(), next_on: domain::date::display(today) },
        ..StageForm::default()
    };
    let told = form.check(&board.matters[0], today).unwrap_or_else(|problems| panic!("{problems:?}"));
    write(world, lawyer, referral, LegalEntry::Stage(told)).await;
}

#[tokio::test]
async fn the_social_side_is_told_stage_day_and_next_step() {
    for world in worlds("legal_told").await {
        let (case, referral, lawyer) = begun(&world).await;
        stage(&world, &lawyer, referral, "asked").await;
        for reader in [&world.worker, &world.supervisor, &lawyer] {
            let told = world.vault.progress(reader, referral).await.unwrap().unwrap();
            let stages: Vec<_> = told.iter().map(|told| told.progress.stage).collect();
            assert_eq!(stages, [Stage::LegalAsked, Stage::LegalAdvised]);
            assert_eq!(told[0].progress.next, Some(NextStep::BringPapers));
        }
        let mut ring =
            world.vault.open_case(&world.worker, case, &[Segment::Casework], Reason::Support).await.unwrap().unwrap();
        let line = world.vault.line(&ring.take().unwrap(), 0, 20).await.unwrap();
        let told = line.happened.iter().filter(|one| matches!(&one.what, What::ToldBack { id, .. } if *id == referral));
        assert_eq!(told.count(), 2, "the timeline leads to it");
        for other in [&world.colleague, &world.clinic, &world.administrator] {
            assert!(world.vault.progress(other, referral).await.unwrap().is_none());
        }
        for other in [&world.worker, &world.supervisor, &world.clinic, &world.administrator, &world.officer] {
            assert!(open(&world, other, referral).await.is_none());
            assert!(world.vault.legal_desk(other).await.unwrap().is_none());
        }
        assert_eq!(world.vault.legal_desk(&lawyer).await.unwrap().unwrap().len(), 1);
        assert!(counted(&world.url, "legal_matter", "labour", 1).await);
        assert!(counted(&world.url, "legal_stage", "asked", 1).await);
    }
}

#[tokio::test]
async fn papers_are_followed_and_told_to_nobody() {
    for world in worlds("legal_papers").await {
        let (_, referral, lawyer) = begun(&world).await;
        let today = world.vault.today();
        let form =
            PaperForm { kind: "identity_card".into(), missing: "giấy khai sinh".into(), ..PaperForm::default() };
        let paper = form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"));
        write(&world, &lawyer, referral, LegalEntry::Paper(paper)).await;
        let (_, proof) = open(&world, &lawyer, referral).await.unwrap();
        let (id, paper) = world.vault.legal_board(&proof).await.unwrap().papers.remove(0);
        let form = PaperForm {
            handed_in_on: domain::date::display(today),
            handed_in_at: "commune".into(),
            received_on: domain::date::display(today),
            ..paper.form(id)
        };
        let later = form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"));
        write(&world, &lawyer, referral, LegalEntry::Paper(later)).await;
        let board = world.vault.legal_board(&proof).await.unwrap();
        assert!(board.papers.len() == 1 && board.papers[0].1.received_on == Some(today));
        assert_eq!(
            world.vault.progress(&world.worker, referral).await.unwrap().unwrap().len(),
            1,
            "the matter's alone"
        );
        assert!(counted(&world.url, "legal_paper", "identity_card", 1).await);
    }
}

#[tokio::test]
async fn after_the_packet_the_desk_goes_on_and_tells_nothing_back() {
    for world in worlds("legal_packet").await {
        let (case, referral, lawyer) = begun(&world).await;
        let mut ring =
            world.vault.open_case(&world.worker, case, &[Segment::Casework], Reason::Support).await.unwrap().unwrap();
        let ledger = world.vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let of = |purpose| ledger.iter().find(|entry| entry.purpose == purpose).unwrap().id;
        world.vault.withdraw(&world.worker, &ring, of(Purpose::Referral)).await.unwrap().unwrap();
        stage(&world, &lawyer, referral, "asked").await;
        let (_, proof) = open(&world, &lawyer, referral).await.unwrap();
        assert_eq!(world.vault.legal_board(&proof).await.unwrap().matters[0].stage(), LegalStage::Asked);
        let told = world.vault.progress(&world.worker, referral).await.unwrap().unwrap();
        assert_eq!(told.len(), 1, "what was told before stays with who follows the referral");
        world.vault.withdraw(&world.worker, &ring, of(Purpose::Compartment)).await.unwrap().unwrap();
        assert!(open(&world, &lawyer, referral).await.is_none());
    }
}
