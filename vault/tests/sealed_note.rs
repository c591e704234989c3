//! Notes that only their author opens: not the team's lead, not who takes the case over; as long as the consent, and as her
//! key pair.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{PASSWORD, World, evidence, log_in, sealed_note, worlds};
use chrono::{Days, TimeDelta};
use domain::account::NewPasswordForm;
use domain::audit::Reason;
use domain::consent::{Purpose, Renewal, RenewalForm, Segment};
use domain::id::{CaseId, ConsentId, SealedNoteId};
use vault::{Actor, Opened, Ring, segment};

const ALL: &[Segment] = Segment::ALL;

async fn desk(world: &World, actor: &Actor, case: CaseId) -> (Ring, Opened<segment::Casework>) {
    let mut ring = world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take().unwrap();
    (ring, casework)
}

async fn noted(world: &World, alias: &str) -> (CaseId, SealedNoteId) {
    let case = world.open_case(alias).await;
    let (ring, casework) = desk(world, &world.worker, case).await;
    (case, sealed_note(world, &ring, &casework).await)
}

async fn live(world: &World, casework: &Opened<segment::Casework>, purpose: Purpose) -> ConsentId {
    let ledger = world.vault.consents(casework).await.unwrap();
    ledger.into_iter().find(|entry| entry.purpose == purpose && entry.live).unwrap().id
}

async fn opens(world: &World, actor: &Actor, case: CaseId, note: SealedNoteId) -> bool {
    world.vault.open_sealed_note(actor, case, note).await.unwrap().is_some()
}

#[tokio::test]
async fn only_its_author_opens_it() {
    for world in worlds("sealed_note").await {
        let vault = &world.vault;
        let (case, note) = noted(&world, "Mây").await;
        let (read, _) = vault.open_sealed_note(&world.worker, case, note).await.unwrap().unwrap();
        assert_eq!(read.words.as_str(), "CANARY chỉ mình tôi");
        for other in [&world.supervisor, &world.colleague, &world.clinic, &world.administrator, &world.officer] {
            assert!(!opens(&world, other, case, note).await);
        }
        // The supervisor, who opens the case, counts none; and the case itself never brings the note's key with it.
        let mut ring = vault.open_case(&world.supervisor, case, ALL, Reason::Supervision).await.unwrap().unwrap();
        assert!(ring.take::<segment::SealedNote>().is_none());
        assert!(vault.own_sealed_notes(&world.supervisor, &ring).await.unwrap().is_empty());
        let (mut ring, _) = desk(&world, &world.worker, case).await;
        assert!(ring.take::<segment::SealedNote>().is_none());
        assert_eq!(vault.own_sealed_notes(&world.worker, &ring).await.unwrap().len(), 1);
        // By another case of her own it does not open.
        let other = world.open_case("Nắng").await;
        assert!(!opens(&world, &world.worker, other, note).await);
        // New team keys change nothing of it.
        vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        let (worker, supervisor) = (log_in(vault, "mai").await, log_in(vault, "giamsat").await);
        assert!(opens(&world, &worker, case, note).await && !opens(&world, &supervisor, case, note).await);
    }
}

#[tokio::test]
async fn a_second_post_writes_no_second_note() {
    for world in worlds("sealed_twice").await {
        let case = world.open_case("Mây").await;
        let (ring, casework) = desk(&world, &world.worker, case).await;
        let note = domain::sealed_note::SealedNoteForm { words: "một lần".into() }.check().unwrap();
        let form = world.form();
        for _ in 0..2 {
            let written = world.vault.write_sealed_note(&world.worker, &ring, &casework, &note, form).await.unwrap();
            assert!(written.is_some());
        }
        assert_eq!(world.vault.own_sealed_notes(&world.worker, &ring).await.unwrap().len(), 1);
        let supervisors = world.vault.write_sealed_note(&world.supervisor, &ring, &casework, &note, world.form()).await;
        assert!(supervisors.unwrap().is_none(), "who leads a team keeps none on its cases");
    }
}

#[tokio::test]
async fn it_lives_as_long_as_the_consent_to_keep_her_data() {
    for world in worlds("sealed_consent").await {
        let vault = &world.vault;
        let (case, note) = noted(&world, "Suối").await;
        // Renewed, it goes on past the first end.
        world.clock.advance(TimeDelta::days(360));
        let worker = log_in(vault, "mai").await;
        let (ring, casework) = desk(&world, &worker, case).await;
        let until = domain::date::display(vault.today() + Days::new(100));
        let answer = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
        let answer: Renewal = answer.check(Purpose::Processing, "x", vault.now()).unwrap();
        let processing = live(&world, &casework, Purpose::Processing).await;
        vault.renew(&worker, &ring, &casework, processing, &answer, world.form()).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::days(50));
        let worker = log_in(vault, "mai").await;
        assert!(opens(&world, &worker, case, note).await);
        world.clock.advance(TimeDelta::days(60));
        let worker = log_in(vault, "mai").await;
        assert!(!opens(&world, &worker, case, note).await, "it ran out with the consent");

        let (case, note) = {
            let opening = crate::support::opening("Mưa").check("x").unwrap_or_else(|problems| panic!("{problems:?}"));
            let case = vault.open_new_case(&worker, &opening, world.form()).await.unwrap().unwrap();
            let (ring, casework) = desk(&world, &worker, case).await;
            let note = domain::sealed_note::SealedNoteForm { words: "lần nữa".into() }.check().unwrap();
            (case, vault.write_sealed_note(&worker, &ring, &casework, &note, world.form()).await.unwrap().unwrap())
        };
        let (ring, casework) = desk(&world, &worker, case).await;
        let services = live(&world, &casework, Purpose::Services).await;
        vault.withdraw(&worker, &ring, services).await.unwrap().unwrap();
        let late = domain::sealed_note::SealedNoteForm { words: "muộn".into() }.check().unwrap();
        let written = vault.write_sealed_note(&worker, &ring, &casework, &late, world.form()).await.unwrap();
        assert!(written.is_none(), "nothing is added after she stopped");
        assert!(opens(&world, &worker, case, note).await);
        let processing = live(&world, &casework, Purpose::Processing).await;
        vault.withdraw(&worker, &ring, processing).await.unwrap().unwrap();
        assert!(!opens(&world, &worker, case, note).await);
    }
}

#[tokio::test]
async fn it_is_lost_with_its_authors_key_pair() {
    for world in worlds("sealed_lost").await {
        let vault = &world.vault;
        let (case, note) = noted(&world, "Lan").await;
        let account = world.worker.account();
        let token = vault.readmit(&world.supervisor, account).await.unwrap().unwrap();
        let password = NewPasswordForm { password: PASSWORD.into(), password_again: PASSWORD.into() };
        let password = password.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        vault.accept_readmission(&token, &password).await.unwrap().unwrap();
        world.admit(&world.supervisor, account).await.unwrap().unwrap();
        let worker = log_in(vault, "mai").await;
        let (ring, _) = desk(&world, &worker, case).await;
        assert!(vault.own_sealed_notes(&worker, &ring).await.unwrap().is_empty());
        assert!(!opens(&world, &worker, case, note).await);
    }
}

/// Who takes a case over gets its keys from the team's lead, and nothing of what its last worker wrote for herself.
#[tokio::test]
async fn it_is_not_handed_on_with_the_case() {
    for world in worlds("sealed_handed_on").await {
        let vault = &world.vault;
        let (case, note) = noted(&world, "Đào").await;
        vault.close_account(&world.supervisor, world.worker.account()).await.unwrap().unwrap();
        vault.assign(&world.supervisor, case, world.colleague.account()).await.unwrap().unwrap();
        let colleague = log_in(vault, "dung").await;
        let (ring, _) = desk(&world, &colleague, case).await;
        assert!(vault.own_sealed_notes(&colleague, &ring).await.unwrap().is_empty());
        assert!(!opens(&world, &colleague, case, note).await && !opens(&world, &world.supervisor, case, note).await);
    }
}

#[tokio::test]
async fn it_is_not_shown_when_the_look_cannot_be_written_down() {
    for world in worlds("sealed_unaudited").await {
        let (case, note) = noted(&world, "Sim").await;
        crate::support::break_audit(&world.url).await;
        assert!(world.vault.open_sealed_note(&world.worker, case, note).await.is_err());
        crate::support::mend_audit(&world.url).await;
        assert!(opens(&world, &world.worker, case, note).await);
    }
}

/// The list of who looked says nothing of it to others; its author and the client see every look.
#[tokio::test]
async fn who_looked_at_it_is_for_her_own_list_and_the_clients() {
    for world in worlds("sealed_looks").await {
        let (case, note) = noted(&world, "Ban").await;
        assert!(opens(&world, &world.worker, case, note).await);
        let mut sealed = Vec::new();
        for actor in [&world.worker, &world.supervisor] {
            let (ring, _) = desk(&world, actor, case).await;
            let looks = world.vault.who_looked(actor, &ring, 0, 100).await.unwrap().unwrap();
            sealed.push(looks.iter().filter(|look| look.segments.contains(&Segment::SealedNote)).count());
        }
        assert_eq!(sealed, [2, 0], "written and opened; and nothing");
        let code = crate::support::card(&world, case, domain::card::CardReach::Agreed, "402817").await;
        let pin = domain::card::Pin::parse("402817").unwrap();
        let tag = world.vault.card_tag(&code).await.unwrap();
        let token = world.vault.open_card(&code, tag, Some(&pin)).await.unwrap().unwrap();
        let holder = world.vault.card_session(&token).await.unwrap().unwrap();
        let looks = world.vault.own_looks(&holder, 0, 100).await.unwrap();
        assert_eq!(looks.iter().filter(|look| look.segments.contains(&Segment::SealedNote)).count(), 2);
        assert_eq!(world.vault.own_page(&holder, 3).await.unwrap().kept.drafts, 1);
    }
}
