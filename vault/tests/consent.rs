//! The ledger: asked again, declined, taken back in part, given again; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, evidence, session_form, worlds};
use chrono::{Days, TimeDelta};
use domain::audit::{Deed, Reason};
use domain::consent::{Purpose, Renewal, RenewalForm, Segment, Standing};
use domain::id::{CaseId, ConsentId};
use vault::case::{Found, Listed};
use vault::consent::Entry;
use vault::{Actor, Opened, Ring, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

/// A case as its worker has it open.
struct Desk {
    ring: Ring,
    casework: Opened<segment::Casework>,
}

impl Desk {
    async fn open(world: &World, actor: &Actor, case: CaseId) -> Self {
        let mut ring = world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().unwrap();
        let casework = ring.take().unwrap();
        Self { ring, casework }
    }

    async fn ledger(&self, world: &World) -> Vec<Entry> {
        world.vault.consents(&self.casework).await.unwrap()
    }

    async fn live(&self, world: &World, purpose: Purpose) -> ConsentId {
        self.ledger(world).await.into_iter().find(|entry| entry.purpose == purpose && entry.live).unwrap().id
    }
}

fn yes(world: &World, days: u64) -> Renewal {
    let until = domain::date::display(world.vault.today() + Days::new(days));
    let form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
    form.check(Purpose::Processing, "Lò Thị Mai", world.vault.now()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn caseload(world: &World, actor: &Actor, query: &'static str) -> Vec<CaseId> {
    let choose = move |rows: Vec<Listed>| {
        let rows: Vec<_> = rows.into_iter().filter(|row| row.label.answers(query)).collect();
        Found { total: rows.len(), rows }
    };
    let found = world.vault.list_cases(actor, Reason::Support, choose).await.unwrap().unwrap();
    found.rows.into_iter().map(|row| row.case).collect()
}

#[tokio::test]
async fn asked_again_in_time_everything_goes_on() {
    for world in worlds("renewal").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let referral = world.refer(case).await;
        world.clock.advance(TimeDelta::days(360));
        let worker = crate::support::log_in(vault, "mai").await;
        let desk = Desk::open(&world, &worker, case).await;
        let old = desk.live(&world, Purpose::Processing).await;
        let form = world.form();
        for _ in 0..2 {
            let answer = yes(&world, 200);
            assert!(vault.renew(&worker, &desk.ring, &desk.casework, old, &answer, form).await.unwrap().is_some());
        }
        let ledger = desk.ledger(&world).await;
        let processing: Vec<_> = ledger.iter().filter(|entry| entry.purpose == Purpose::Processing).collect();
        assert_eq!(processing.len(), 2, "a second click makes no second entry");
        assert_eq!((processing[0].standing, processing[1].standing), (Standing::Live, Standing::Replaced));

        // Past the first end: who had a key has it still, the packet she sent included; the receiver's own request is over.
        world.clock.advance(TimeDelta::days(100));
        let (worker, supervisor) =
            (crate::support::log_in(vault, "mai").await, crate::support::log_in(vault, "giamsat").await);
        for actor in [&worker, &supervisor] {
            assert_eq!(caseload(&world, actor, "").await, [case]);
            assert!(vault.referral(actor, referral).await.unwrap().is_some());
        }
        let clinic = crate::support::log_in(vault, "sen").await;
        assert!(vault.referral(&clinic, referral).await.unwrap().is_none());

        // What replaced the first can be taken back like any other.
        let desk = Desk::open(&world, &worker, case).await;
        let new = desk.live(&world, Purpose::Processing).await;
        assert!(vault.withdraw(&worker, &desk.ring, new).await.unwrap().unwrap().case_shut);
        assert!(caseload(&world, &supervisor, "").await.is_empty());
        let late = vault.renew(&worker, &desk.ring, &desk.casework, new, &yes(&world, 10), world.form()).await.unwrap();
        assert!(late.is_none(), "what was taken back is not renewed");
    }
}

/// She had the page of the old entry open while it was renewed: her no counts.
#[tokio::test]
async fn what_was_renewed_meanwhile_is_taken_back_all_the_same() {
    for world in worlds("renewed_meanwhile").await {
        let vault = &world.vault;
        let case = world.open_case("Suối").await;
        let desk = Desk::open(&world, &world.worker, case).await;
        let old = desk.live(&world, Purpose::Processing).await;
        for _ in 0..2 {
            let live = desk.live(&world, Purpose::Processing).await;
            let answer = yes(&world, 100);
            vault.renew(&world.worker, &desk.ring, &desk.casework, live, &answer, world.form()).await.unwrap().unwrap();
        }
        assert!(vault.withdraw(&world.worker, &desk.ring, old).await.unwrap().unwrap().case_shut);
        assert!(caseload(&world, &world.worker, "").await.is_empty());
        assert!(vault.open_case(&world.supervisor, case, ALL, Reason::Support).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_longer_request_keeps_the_packet_open() {
    for world in worlds("longer_request").await {
        let vault = &world.vault;
        let case = world.open_case("Mây").await;
        let referral = world.refer(case).await;
        let desk = Desk::open(&world, &world.worker, case).await;
        let request = desk.live(&world, Purpose::Referral).await;
        let answer = yes(&world, 60);
        let noted = async || {
            let looks = vault.who_looked(&world.worker, &desk.ring, 0, 50).await.unwrap().unwrap();
            looks.iter().filter(|look| look.deed == Deed::ConsentRecorded).count()
        };
        let before = noted().await;
        vault.renew(&world.worker, &desk.ring, &desk.casework, request, &answer, world.form()).await.unwrap().unwrap();
        assert_eq!(noted().await, before + 1);
        world.clock.advance(TimeDelta::days(45));
        let clinic = crate::support::log_in(vault, "sen").await;
        assert!(vault.referral(&clinic, referral).await.unwrap().is_some());
        // Taking back the new one revokes the referral that was sent under the old one.
        let worker = crate::support::log_in(vault, "mai").await;
        let desk = Desk::open(&world, &worker, case).await;
        let request = desk.live(&world, Purpose::Referral).await;
        let entry = desk.ledger(&world).await.into_iter().find(|entry| entry.id == request).unwrap();
        let would = vault.would_shut(&desk.casework, &entry).await.unwrap();
        assert_eq!((would.revoked.len(), would.told.len(), would.people), (1, 1, 1));
        let ledger = desk.ledger(&world).await;
        let support = ledger.iter().find(|entry| entry.purpose == Purpose::Services).unwrap();
        let would = vault.would_shut(&desk.casework, support).await.unwrap();
        assert_eq!(would.told, ["Phòng khám Hoa Sen"], "not the house itself");
        assert_eq!(vault.withdraw(&worker, &desk.ring, request).await.unwrap().unwrap().referrals, 1);
        assert!(vault.referral(&clinic, referral).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn not_this_time_is_noted_and_ends_nothing() {
    for world in worlds("declined").await {
        let vault = &world.vault;
        let case = world.open_case("Nắng").await;
        let desk = Desk::open(&world, &world.worker, case).await;
        let services = desk.live(&world, Purpose::Services).await;
        let form = world.form();
        for _ in 0..2 {
            let answered =
                vault.renew(&world.worker, &desk.ring, &desk.casework, services, &Renewal::NotNow, form).await;
            assert!(answered.unwrap().is_some());
        }
        let ledger = desk.ledger(&world).await;
        assert_eq!(ledger.iter().filter(|entry| entry.standing == Standing::Declined).count(), 1);
        assert_eq!(desk.live(&world, Purpose::Services).await, services);
    }
}

#[tokio::test]
async fn a_part_taken_back_is_gone_and_the_rest_goes_on() {
    for world in worlds("part").await {
        let vault = &world.vault;
        let case = world.open_case("Lan").await;
        assert_eq!(caseload(&world, &world.worker, "dao thi hoa").await, [case]);
        let mut desk = Desk::open(&world, &world.worker, case).await;
        let label = desk.ring.take::<segment::Label>().unwrap();
        let old = desk.live(&world, Purpose::Processing).await;
        let part = [Segment::Identity];
        let shut = vault.withdraw_part(&world.worker, &desk.ring, &desk.casework, &label, old, &part).await.unwrap();
        assert_eq!(shut.unwrap().segments, part);
        // A second click finds nothing that names it.
        let again = vault.withdraw_part(&world.worker, &desk.ring, &desk.casework, &label, old, &part).await.unwrap();
        assert!(again.is_none());

        for actor in [&world.worker, &world.supervisor] {
            let mut ring = vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().unwrap();
            assert!(ring.take::<segment::Identity>().is_none() && ring.take::<segment::Contact>().is_some());
            assert!(caseload(&world, actor, "dao thi hoa").await.is_empty(), "the name left the label too");
            assert_eq!(caseload(&world, actor, "lan").await, [case]);
        }
        // The same witness stands behind what is left of it.
        let desk = Desk::open(&world, &world.worker, case).await;
        let proven = vault.evidence(&desk.casework).await.unwrap();
        let narrower = proven.iter().find(|proven| proven.entry.purpose == Purpose::Processing && proven.entry.live);
        let narrower = narrower.unwrap();
        assert_eq!(narrower.entry.segments, [Segment::Label, Segment::Contact, Segment::Casework]);
        assert_eq!(narrower.evidence.as_ref().unwrap().witness.as_str(), "CANARY Tòng Thị An");

        // Without her number too, she can still be referred; the packet cannot carry what is gone.
        let mut desk = Desk::open(&world, &world.worker, case).await;
        let label = desk.ring.take::<segment::Label>().unwrap();
        let (id, part) = (narrower.entry.id, [Segment::Contact]);
        vault.withdraw_part(&world.worker, &desk.ring, &desk.casework, &label, id, &part).await.unwrap().unwrap();
        assert!(caseload(&world, &world.worker, "678").await.is_empty(), "the last digits left the label too");
        let referral = world.refer(case).await;
        assert!(vault.referral(&world.clinic, referral).await.unwrap().unwrap().packet.phone.is_none());
    }
}

#[tokio::test]
async fn who_stopped_can_be_supported_again() {
    for world in worlds("again").await {
        let vault = &world.vault;
        let case = world.open_case("Sim").await;
        let desk = Desk::open(&world, &world.worker, case).await;
        let answer = yes(&world, 100);
        let early = vault.resume_services(&world.worker, &desk.ring, &desk.casework, &answer, world.form()).await;
        assert!(early.unwrap().is_none(), "a yes that stands is renewed, not given twice");
        let services = desk.live(&world, Purpose::Services).await;
        vault.withdraw(&world.worker, &desk.ring, services).await.unwrap().unwrap();
        let session = session_form(vault.today()).check(vault.today()).unwrap();
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().is_none());
        vault.resume_services(&world.worker, &desk.ring, &desk.casework, &answer, world.form()).await.unwrap().unwrap();
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().is_some());
    }
}
