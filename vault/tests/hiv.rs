//! What concerns HIV: no key without a consent that names a letter; then for whom it names, by its own door, and nowhere else.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, hiv_consent, log_in, worlds};
use chrono::{Days, TimeDelta};
use domain::audit::{Basis, Reason};
use domain::case::Reassignment;
use domain::consent::{Purpose, Segment};
use domain::cover::Cover;
use domain::hiv::{HivFactsForm, Letter, Recipient};
use domain::id::{CaseId, ConsentId};
use vault::case::Found;
use vault::testing::run_sql;
use vault::{Actor, Opened, Ring, segment};

async fn desk(world: &World, actor: &Actor, case: CaseId) -> (Ring, Opened<segment::Casework>) {
    let mut ring = world.vault.open_case(actor, case, Segment::ALL, Reason::Support).await.unwrap().unwrap();
    assert!(ring.take::<segment::Hiv>().is_none(), "it never opens with the case");
    let casework = ring.take().unwrap();
    (ring, casework)
}

/// A case whose client let this recipient know.
async fn told(world: &World, recipient: Recipient, letter: Letter) -> CaseId {
    let case = world.open_case("Hoa Ban").await;
    hiv_consent(world, case, recipient, letter).await;
    case
}

async fn record(world: &World, actor: &Actor, case: CaseId) -> bool {
    let form = HivFactsForm { status: "lives_with".into(), suppressed: "yes".into(), ..HivFactsForm::default() };
    let facts = form.check(world.vault.today()).unwrap();
    let Some(open) = world.vault.open_hiv(actor, case).await.unwrap() else { return false };
    world.vault.record_hiv(actor, &open, &facts, world.form()).await.unwrap().is_some()
}

/// How many facts somebody reads; `None` when it does not open.
async fn reads(world: &World, actor: &Actor, case: CaseId) -> Option<usize> {
    let held = world.vault.holds_hiv(actor, case).await.unwrap();
    let open = world.vault.open_hiv(actor, case).await.unwrap();
    assert_eq!(held, open.is_some(), "the way to it is shown to who can go it");
    Some(world.vault.hiv_facts(&open?.proof).await.unwrap().len())
}

async fn live(world: &World, casework: &Opened<segment::Casework>, purpose: Purpose) -> ConsentId {
    let ledger = world.vault.consents(casework).await.unwrap();
    ledger.into_iter().find(|entry| entry.purpose == purpose && entry.live).unwrap().id
}

#[tokio::test]
async fn without_her_yes_there_is_no_key() {
    for world in worlds("hiv_none").await {
        let case = world.open_case("Mây").await;
        for actor in [&world.worker, &world.supervisor, &world.clinic, &world.officer, &world.administrator] {
            assert_eq!(reads(&world, actor, case).await, None);
        }
        let keys = "delete from data_keys where segment = 'hiv'";
        assert_eq!(run_sql(&world.url, keys).await, 0);
    }
}

#[tokio::test]
async fn it_opens_for_whom_the_consent_names_and_for_nobody_else() {
    for world in worlds("hiv_named").await {
        let (worker, colleague) = (world.worker.account(), world.colleague.account());
        // One person: not even her supervisor.
        let case = told(&world, Recipient::Person(worker), Letter::Written).await;
        assert!(record(&world, &world.worker, case).await);
        for other in [&world.supervisor, &world.colleague, &world.clinic, &world.officer, &world.administrator] {
            assert_eq!(reads(&world, other, case).await, None);
        }
        assert_eq!(reads(&world, &world.worker, case).await, Some(1));
        // The colleague, who holds nothing else of the case: and she who recorded it does not.
        let case = told(&world, Recipient::Person(colleague), Letter::Counsels).await;
        assert!(record(&world, &world.colleague, case).await);
        assert_eq!(reads(&world, &world.colleague, case).await, Some(1));
        assert_eq!(reads(&world, &world.worker, case).await, None);
        // The team: its supervisor reads, and writes nothing.
        let case = told(&world, Recipient::Team, Letter::Written).await;
        assert!(record(&world, &world.worker, case).await);
        assert_eq!(reads(&world, &world.supervisor, case).await, Some(1));
        assert!(!record(&world, &world.supervisor, case).await);
        // A clinic's desk.
        let case = told(&world, Recipient::Clinic(world.clinic_organisation), Letter::Treats).await;
        assert!(record(&world, &world.clinic, case).await);
        assert_eq!(reads(&world, &world.clinic, case).await, Some(1));
        for other in [&world.worker, &world.supervisor] {
            assert_eq!(reads(&world, other, case).await, None);
        }
        // Given on by who holds the key, a second one reads the same.
        let case = told(&world, Recipient::Person(worker), Letter::Written).await;
        assert!(record(&world, &world.worker, case).await);
        hiv_consent(&world, case, Recipient::Clinic(world.clinic_organisation), Letter::Treats).await;
        assert_eq!(reads(&world, &world.clinic, case).await, Some(1));
    }
}

/// I15: every look stands on the letter of its consent, and a wrap under a consent without a letter opens nothing.
#[tokio::test]
async fn every_look_names_its_letter() {
    for world in worlds("hiv_letter").await {
        let vault = &world.vault;
        let case = told(&world, Recipient::Person(world.worker.account()), Letter::Counsels).await;
        assert_eq!(vault.open_hiv(&world.worker, case).await.unwrap().unwrap().letter, Letter::Counsels);
        let (ring, casework) = desk(&world, &world.worker, case).await;
        let looks = vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
        let of_hiv: Vec<_> = looks.iter().filter(|look| look.segments.contains(&Segment::Hiv)).collect();
        assert!(of_hiv.len() == 2 && of_hiv.iter().all(|look| look.basis == Basis::HivCounsels), "given and opened");
        // In nobody else's list, ledger or proof.
        let (supervisors, _) = desk(&world, &world.supervisor, case).await;
        let looks = vault.who_looked(&world.supervisor, &supervisors, 0, 100).await.unwrap().unwrap();
        assert!(looks.iter().all(|look| !look.segments.contains(&Segment::Hiv)));
        assert!(vault.consents(&casework).await.unwrap().iter().all(|entry| entry.purpose != Purpose::Hiv));
        assert!(vault.evidence(&casework).await.unwrap().iter().all(|one| one.entry.purpose != Purpose::Hiv));
        let soon = vault.now() + TimeDelta::days(400);
        let ending = vault.ending_consents(&world.worker, soon, Reason::Support).await.unwrap();
        assert!(!ending.is_empty() && ending.iter().all(|(_, entry)| entry.purpose != Purpose::Hiv));

        assert_eq!(run_sql(&world.url, "delete from hiv_consents").await, 1);
        assert_eq!(reads(&world, &world.worker, case).await, None);
    }
}

#[tokio::test]
async fn it_is_not_shown_when_the_look_cannot_be_written_down() {
    for world in worlds("hiv_unaudited").await {
        let case = told(&world, Recipient::Person(world.worker.account()), Letter::Written).await;
        crate::support::break_audit(&world.url).await;
        assert!(world.vault.open_hiv(&world.worker, case).await.is_err());
        crate::support::mend_audit(&world.url).await;
        assert_eq!(reads(&world, &world.worker, case).await, Some(0));
    }
}

#[tokio::test]
async fn taken_back_it_is_gone_and_the_rest_goes_on() {
    for world in worlds("hiv_back").await {
        let vault = &world.vault;
        let case = told(&world, Recipient::Person(world.worker.account()), Letter::Written).await;
        hiv_consent(&world, case, Recipient::Clinic(world.clinic_organisation), Letter::Treats).await;
        assert!(record(&world, &world.worker, case).await);
        // Whoever opens the case may ask it for her, without knowing whether there is any; a second time is the same.
        let (ring, _) = desk(&world, &world.supervisor, case).await;
        for _ in 0..2 {
            vault.withdraw_hiv(&world.supervisor, &ring).await.unwrap().unwrap();
            for actor in [&world.worker, &world.clinic] {
                assert_eq!(reads(&world, actor, case).await, None);
            }
        }
        assert_eq!(run_sql(&world.url, "delete from hiv_facts").await, 0, "nothing that nobody can open stays");
        let noted = "update audit_events set segment = segment where deed = 'consent_withdrawn' and segment = 'hiv'";
        assert_eq!(run_sql(&world.url, noted).await, 2, "each stands among what concerns HIV");
        desk(&world, &world.worker, case).await;

        // Given again it is another key, of the next epoch, and nothing of before is under it.
        hiv_consent(&world, case, Recipient::Person(world.worker.account()), Letter::Written).await;
        assert_eq!(reads(&world, &world.worker, case).await, Some(0));
        let first = "update data_keys set epoch = epoch where segment = 'hiv' and epoch = 1";
        let second = "update data_keys set epoch = epoch where segment = 'hiv' and epoch = 2";
        assert_eq!((run_sql(&world.url, first).await, run_sql(&world.url, second).await), (1, 1));

        // Her card takes it back too.
        let code = crate::support::card(&world, case, domain::card::CardReach::Agreed, "402817").await;
        let tag = vault.card_tag(&code).await.unwrap();
        let pin = domain::card::Pin::parse("402817").unwrap();
        let token = vault.open_card(&code, tag, Some(&pin)).await.unwrap().unwrap();
        let holder = vault.card_session(&token).await.unwrap().unwrap();
        let own = vault.own_page(&holder, 3).await.unwrap();
        let given = own.consents.iter().find(|entry| entry.purpose == Purpose::Hiv && entry.live).unwrap();
        let shut = vault.take_back_own(&holder, given.id).await.unwrap().unwrap();
        assert!(!shut.case_shut && shut.recipients == 0);
        assert_eq!(reads(&world, &world.worker, case).await, None);
    }
}

/// It ends with the consent to keep her data at the latest, and with its own end.
#[tokio::test]
async fn it_never_outlives_the_case() {
    for world in worlds("hiv_ends").await {
        let vault = &world.vault;
        let clinic = Recipient::Clinic(world.clinic_organisation);
        let case = told(&world, clinic, Letter::Treats).await;
        let (ring, casework) = desk(&world, &world.worker, case).await;
        let processing = live(&world, &casework, Purpose::Processing).await;
        vault.withdraw(&world.worker, &ring, processing).await.unwrap().unwrap();
        assert_eq!(reads(&world, &world.clinic, case).await, None);

        let case = told(&world, clinic, Letter::Treats).await;
        world.clock.advance(TimeDelta::days(100));
        let sen = log_in(vault, "sen").await;
        assert_eq!(reads(&world, &sen, case).await, Some(0));
        world.clock.advance(TimeDelta::days(10));
        let sen = log_in(vault, "sen").await;
        assert_eq!(reads(&world, &sen, case).await, None, "its own end");

        // Asked eleven months after the case was opened, it ends with the case.
        world.clock.advance(TimeDelta::days(230));
        let mai = log_in(vault, "mai").await;
        let (ring, casework) = desk(&world, &mai, case).await;
        let until = vault.today() + Days::new(100);
        let consent = crate::support::hiv_yes(vault, clinic, Letter::Treats, until);
        vault.give_hiv_consent(&mai, &ring, &casework, &consent, world.form()).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::days(40));
        let sen = log_in(vault, "sen").await;
        assert_eq!(reads(&world, &sen, case).await, None, "the consent to keep her data is over");
    }
}

/// Who takes the case over, or leads the team, gets it from the client or not at all.
#[tokio::test]
async fn it_is_not_handed_on_with_the_case() {
    for world in worlds("hiv_handed_on").await {
        let vault = &world.vault;
        let case = told(&world, Recipient::Team, Letter::Written).await;
        assert!(record(&world, &world.worker, case).await);
        vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        let supervisor = log_in(vault, "giamsat").await;
        assert_eq!(reads(&world, &supervisor, case).await, Some(1), "new keys of the team open what it was told");
        vault.close_account(&supervisor, world.worker.account()).await.unwrap().unwrap();
        vault.assign(&supervisor, case, world.colleague.account()).await.unwrap().unwrap();
        let colleague = log_in(vault, "dung").await;
        desk(&world, &colleague, case).await;
        assert_eq!(reads(&world, &colleague, case).await, None);
        // In no packet, no list, no search.
        let everything = |rows: Vec<_>| Found { total: rows.len(), rows };
        let listed = vault.list_cases(&colleague, Reason::Support, everything).await.unwrap().unwrap();
        assert_eq!(listed.total, 1, "with one row a case has, whatever keys it has");
    }
}

/// What the team knows is for who works with her; and it is no part of an emergency.
#[tokio::test]
async fn who_gave_the_case_away_knows_no_more_of_what_the_team_knows() {
    for world in worlds("hiv_reassigned").await {
        let vault = &world.vault;
        let case = world.open_case_asking("Hoa Ban", "yes").await;
        hiv_consent(&world, case, Recipient::Team, Letter::Written).await;
        assert!(record(&world, &world.worker, case).await);
        let asked = Reassignment { cases: vec![case], colleagues: vec![world.colleague.account()] };
        let mai = world.worker.account();
        assert_eq!(vault.reassign(&world.supervisor, mai, &asked, world.form()).await.unwrap().unwrap().given, 1);
        assert_eq!(reads(&world, &world.worker, case).await, None);
        assert_eq!(reads(&world, &world.supervisor, case).await, Some(1));

        let case = world.open_case_asking("Mây", "yes").await;
        hiv_consent(&world, case, Recipient::Person(world.colleague.account()), Letter::Counsels).await;
        assert_eq!(reads(&world, &world.colleague, case).await, Some(0));
        let open = vault.open_hiv(&world.colleague, case).await.unwrap().unwrap();
        world.break_glass(case).await;
        assert_eq!(reads(&world, &world.colleague, case).await, None, "not while only the glass opens the case");
        let form = HivFactsForm { status: "lives_with".into(), suppressed: "yes".into(), ..HivFactsForm::default() };
        let facts = form.check(vault.today()).unwrap();
        assert!(vault.record_hiv(&world.colleague, &open, &facts, world.form()).await.unwrap().is_none());
    }
}

/// Recorded by who covers, her yes lasts as she said; who covers reads as long as the cover.
#[tokio::test]
async fn a_cover_does_not_cut_her_yes_short() {
    for world in worlds("hiv_covered").await {
        let (vault, today) = (&world.vault, world.vault.today());
        let case = world.open_case("Hoa Ban").await;
        let cover =
            Cover { cases: vec![case], colleague: world.colleague.account(), from: today, until: today + Days::new(1) };
        let mai = world.worker.account();
        vault.give_cover(&world.supervisor, mai, &cover, world.form()).await.unwrap().unwrap();
        let (ring, casework) = desk(&world, &world.colleague, case).await;
        let consent = crate::support::hiv_yes(vault, Recipient::Team, Letter::Written, today + Days::new(100));
        vault.give_hiv_consent(&world.colleague, &ring, &casework, &consent, world.form()).await.unwrap().unwrap();
        assert_eq!(reads(&world, &world.colleague, case).await, Some(0));
        world.clock.advance(TimeDelta::days(50));
        assert_eq!(reads(&world, &log_in(vault, "dung").await, case).await, None);
        assert_eq!(reads(&world, &log_in(vault, "mai").await, case).await, Some(0));
    }
}

#[tokio::test]
async fn nobody_is_named_who_cannot_hold_a_key() {
    for world in worlds("hiv_nobody").await {
        let vault = &world.vault;
        let case = world.open_case("Sim").await;
        let (ring, casework) = desk(&world, &world.worker, case).await;
        let until = vault.today() + Days::new(10);
        for nobody in [
            Recipient::Person(world.clinic.account()),
            Recipient::Person(world.volunteer.account()),
            Recipient::Person(world.administrator.account()),
            Recipient::Clinic(world.worker.organisation()),
        ] {
            let consent = crate::support::hiv_yes(vault, nobody, Letter::Written, until);
            let given = vault.give_hiv_consent(&world.worker, &ring, &casework, &consent, world.form()).await.unwrap();
            assert!(given.is_none(), "{nobody:?}");
        }
        // A case that is not hers gives her nothing to record on.
        let consent = crate::support::hiv_yes(vault, Recipient::Team, Letter::Written, until);
        let others = vault.give_hiv_consent(&world.colleague, &ring, &casework, &consent, world.form()).await.unwrap();
        assert!(others.is_none());
    }
}
