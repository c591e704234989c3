//! A backup put back on a clean folder is equal; what was shut after it is shut. Told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::restore::ShutAgain;
use super::{Closed, Fault, Restorable, Standing, content};
use crate::contact::phone::{Enrolled, Enrolment};
use crate::contact::{Receipt, Received};
use crate::crypt::{BackupKey, CheckpointKey, Kind, open_file};
use crate::engine::rows::Row;
use crate::support::{self, PASSWORD, World, log_in, vault_at, worlds};
use crate::testing::{SeededEntropy, TempDatabase};
use crate::{Vault, segment};
use chrono::{Days, TimeDelta};
use domain::account::NewPasswordForm;
use domain::audit::Reason;
use domain::card::{CardReach, Pin};
use domain::case::Reassignment;
use domain::consent::{Purpose, Segment};
use domain::contact::{ContactForm, SavedContact};
use domain::cover::Cover;
use domain::erasure::Told;
use domain::hiv::{Letter, Recipient};
use domain::id::{CaseId, ContactId};
use domain::rights::AskedForm;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use uuid::Uuid;

const PIN: &str = "402817";

struct Keys {
    key: BackupKey,
    signer: CheckpointKey,
}

fn keys() -> Keys {
    let entropy = SeededEntropy::new(77);
    Keys { key: BackupKey::generate(&entropy), signer: CheckpointKey::generate(&entropy) }
}

/// The deployments of a story, each of which signs.
async fn signing(name: &str) -> Vec<World> {
    let mut signing = Vec::new();
    for mut world in worlds(name).await {
        world.vault = world.vault.signing(keys().signer, &[]);
        signing.push(world);
    }
    signing
}

async fn backed_up(vault: &Vault) -> Vec<u8> {
    vault.back_up(&keys().key.public(), Vec::new()).await.unwrap().1
}

async fn listed(vault: &Vault) -> Vec<u8> {
    let standing = vault.standing().await.unwrap();
    vault.seal_standing(&standing, &keys().key.public(), Vec::new()).unwrap()
}

fn restorable(file: &[u8]) -> Restorable {
    Restorable::open(file, &keys().key, &[keys().signer.public()]).unwrap()
}

fn standing(file: &[u8]) -> Standing {
    Standing::open(file, &keys().key, &[keys().signer.public()]).unwrap()
}

/// Empty databases to put it into: SQLite always, PostgreSQL when the run has one.
async fn clean(name: &str) -> Vec<(Vault, TempDatabase)> {
    let mut clean = Vec::new();
    for store in TempDatabase::of_each(name).await {
        clean.push((vault_at(&store.url()).await, store));
    }
    clean
}

/// Every row of every table of a backup, in one order.
fn rows(file: &[u8]) -> BTreeMap<String, Vec<Row>> {
    let restorable = restorable(file);
    let tables = restorable.tables.into_iter().map(|mut table| {
        table.rows.sort_unstable();
        (table.name, table.rows)
    });
    tables.collect()
}

/// Something in nearly every table.
async fn filled(world: &World) -> CaseId {
    let vault = &world.vault;
    let case = world.open_case_asking("CANARY Hoa Ban", "yes").await;
    world.refer(case).await;
    world.break_glass(case).await;
    world.breach().await;
    world.ask_scale(case, &support::phq(vault.today(), "001111111")).await;
    support::hiv_consent(world, case, Recipient::Person(world.worker.account()), Letter::Counsels).await;
    support::card(world, case, CardReach::Agreed, PIN).await;
    let all = [Segment::Label, Segment::Contact, Segment::Casework];
    let mut ring = vault.open_case(&world.worker, case, &all, Reason::Support).await.unwrap().unwrap();
    let session = support::session_form(vault.today()).check(vault.today()).unwrap();
    vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
    let mut ring = vault.open_case(&world.worker, case, &all, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    support::sealed_note(world, &ring, &casework).await;
    case
}

async fn opens(vault: &Vault, username: &str, case: CaseId) -> bool {
    let actor = log_in(vault, username).await;
    let all = [Segment::Label, Segment::Casework];
    vault.open_case(&actor, case, &all, Reason::Support).await.unwrap().is_some()
}

async fn withdraw(world: &World, case: CaseId, purpose: Purpose) {
    let all = [Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &all, Reason::ClientRequest).await.unwrap().unwrap();
    let consents = world.vault.consents(&ring.take().unwrap()).await.unwrap();
    let consent = consents.iter().find(|entry| entry.purpose == purpose && entry.live).unwrap().id;
    world.vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap();
}

async fn erase(world: &World, case: CaseId) {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let form = AskedForm {
        right: "erase".into(),
        via: "paper".into(),
        received_on: domain::date::display(world.vault.today()),
        words: "CANARY".into(),
    };
    let asked = form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let request =
        world.vault.file_request(&world.worker, &ring, &casework, &asked, world.form()).await.unwrap().unwrap();
    world.vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_backup_put_back_on_a_clean_folder_is_equal_and_says_nothing() {
    for world in signing("backup_equal").await {
        let case = filled(&world).await;
        world.vault.sign_checkpoint().await.unwrap();
        let (backup, list) = (backed_up(&world.vault).await, listed(&world.vault).await);
        let before = rows(&backup);
        assert!(before.values().filter(|rows| !rows.is_empty()).count() > 25, "a story that fills few tables");
        // Not even who has the key reads what a client told: it is sealed under her keys still.
        for (file, kind) in [(&backup, Kind::Backup), (&list, Kind::Standing)] {
            let plain = open_file(file, kind, &keys().key, &[keys().signer.public()]).unwrap();
            assert!(!plain.windows(6).any(|window| window == b"CANARY"), "{kind:?}");
            assert!(!file.windows(7).any(|window| window == b"giamsat"), "{kind:?} tells a username");
        }
        for (vault, _file) in clean("backup_clean").await {
            let vault = vault.signing(keys().signer, &[]);
            let shut = vault.restore(&restorable(&backup), Some(&standing(&list)), 0).await.unwrap();
            assert_eq!(shut, ShutAgain::default(), "nothing was shut meanwhile");
            let after = rows(&backed_up(&vault).await);
            for (table, rows) in &before {
                match table.as_str() {
                    // Everybody logs in again; the putting back is the newest event.
                    "sessions" | "card_sessions" => assert!(after[table].is_empty()),
                    "audit_head" => assert!(&after[table] != rows),
                    "audit_events" => {
                        assert_eq!(after[table].len(), rows.len() + 1);
                        assert!(rows.iter().all(|row| after[table].contains(row)));
                    }
                    _ => assert!(&after[table] == rows, "{table}"),
                }
            }
            assert!(opens(&vault, "mai", case).await && opens(&vault, "giamsat", case).await);
            vault.check_audit().await.unwrap();
            assert!(matches!(
                vault.restore(&restorable(&backup), Some(&standing(&list)), 0).await,
                Err(Fault::NotEmpty)
            ));
            vault.close().await;
        }
    }
}

#[tokio::test]
async fn what_was_shut_after_the_backup_is_shut_after_the_restore() {
    for world in signing("backup_shut").await {
        let vault = &world.vault;
        let (whole, withdrawn) = (world.open_case("Mận").await, filled(&world).await);
        let (unserved, erased) = (world.open_case("Đào").await, world.open_case("Lê").await);
        world.refer(unserved).await;
        let given = support::card(&world, whole, CardReach::Agreed, PIN).await;
        let backup = backed_up(vault).await;
        world.clock.advance(TimeDelta::hours(1));

        withdraw(&world, withdrawn, Purpose::Processing).await;
        withdraw(&world, unserved, Purpose::Services).await;
        erase(&world, erased).await;
        let ring = vault.open_case(&world.worker, whole, &[Segment::Label, Segment::Casework], Reason::ClientRequest);
        vault.end_card(&world.worker, &mut ring.await.unwrap().unwrap()).await.unwrap().unwrap();
        vault.close_account(&world.supervisor, world.colleague.account()).await.unwrap().unwrap();
        let password =
            NewPasswordForm { password: "mat khau moi hon".into(), password_again: "mat khau moi hon".into() };
        let password = password.check().unwrap();
        vault.change_password(&world.volunteer, Some(PASSWORD), &password).await.unwrap().unwrap();
        let list = listed(vault).await;
        let certificates = vault.certificates(&world.supervisor).await.unwrap().unwrap().len();

        for (vault, _file) in clean("backup_again").await {
            let shut = vault.restore(&restorable(&backup), Some(&standing(&list)), 0).await.unwrap();
            assert_eq!((shut.cases, shut.consents), (1, 2), "{shut:?}");
            assert!(opens(&vault, "mai", whole).await && opens(&vault, "giamsat", whole).await);
            for case in [withdrawn, erased] {
                assert!(!opens(&vault, "mai", case).await && !opens(&vault, "giamsat", case).await);
            }
            let supervisor = log_in(&vault, "giamsat").await;
            assert_eq!(vault.certificates(&supervisor).await.unwrap().unwrap().len(), certificates);
            // Served no more: the clinic opens no packet, and nothing is sent.
            let clinic = log_in(&vault, "sen").await;
            assert!(vault.expected(&clinic, |all| all).await.unwrap().unwrap().referrals.is_empty());
            // Whose account was closed, whose password was changed, and the card that was taken away.
            for gone in ["dung", "xuan"] {
                assert!(vault.log_in(gone, Some(PASSWORD)).await.unwrap().is_none(), "{gone}");
            }
            assert!(vault.log_in("baove", Some(PASSWORD)).await.unwrap().is_some());
            let pin = Pin::parse(PIN).unwrap();
            let tag = vault.card_tag(&given).await.unwrap();
            assert!(vault.open_card(&given, tag, Some(&pin)).await.unwrap().is_none());
            vault.check_audit().await.unwrap();
            vault.close().await;
        }
    }
}

#[tokio::test]
async fn what_changed_hands_or_was_closed_after_the_backup_stays_so() {
    for world in signing("backup_handed").await {
        let vault = &world.vault;
        let (case, covered, closed) =
            (world.open_case("Mận").await, world.open_case("Đào").await, world.open_case("Lê").await);
        let (mai, dung, today) = (world.worker.account(), world.colleague.account(), vault.today());
        let cover = Cover { cases: vec![covered], colleague: dung, from: today, until: today + Days::new(5) };
        let cover = vault.give_cover(&world.supervisor, mai, &cover, world.form()).await.unwrap().unwrap();
        let backup = backed_up(vault).await;
        world.clock.advance(TimeDelta::hours(1));

        let asked = Reassignment { cases: vec![case], colleagues: vec![dung] };
        let given = vault.reassign(&world.supervisor, mai, &asked, world.form()).await.unwrap().unwrap();
        assert_eq!(given.given, 1);
        vault.end_cover(&world.supervisor, cover.cover.unwrap()).await.unwrap().unwrap();
        world.close_case(closed, "CANARY").await;
        let list = listed(vault).await;

        for (vault, _file) in clean("backup_handed_on").await {
            vault.restore(&restorable(&backup), Some(&standing(&list)), 0).await.unwrap();
            assert!(!opens(&vault, "mai", case).await && opens(&vault, "giamsat", case).await);
            assert!(!opens(&vault, "dung", covered).await && opens(&vault, "mai", covered).await);
            let supervisor = log_in(&vault, "giamsat").await;
            assert_eq!(vault.cases_with_nobody(&supervisor).await.unwrap().unwrap(), [case], "to be given again");
            let covers = vault.covers(&supervisor).await.unwrap().unwrap();
            assert_eq!(covers[0].standing, domain::cover::Standing::Ended);
            let worker = log_in(&vault, "mai").await;
            let mut ring =
                vault.open_case(&worker, closed, &[Segment::Casework], Reason::Support).await.unwrap().unwrap();
            assert!(vault.closed(&ring.take().unwrap()).await.unwrap().is_some(), "closed, with its reason");
            vault.check_audit().await.unwrap();
            vault.close().await;
        }
    }
}

#[tokio::test]
async fn a_part_that_was_taken_back_stays_away() {
    for world in signing("backup_part").await {
        let vault = &world.vault;
        let case = world.open_case("Mận").await;
        let backup = backed_up(vault).await;
        let all = [Segment::Label, Segment::Casework];
        let mut ring = vault.open_case(&world.worker, case, &all, Reason::ClientRequest).await.unwrap().unwrap();
        let label = ring.take::<segment::Label>().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        let consents = vault.consents(&casework).await.unwrap();
        let consent = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
        let part = [Segment::Identity];
        vault.withdraw_part(&world.worker, &ring, &casework, &label, consent, &part).await.unwrap().unwrap();
        let list = listed(vault).await;
        for (vault, _file) in clean("backup_parted").await {
            let shut = vault.restore(&restorable(&backup), Some(&standing(&list)), 0).await.unwrap();
            assert_eq!((shut.cases, shut.consents), (0, 0), "the rest goes on: {shut:?}");
            let worker = log_in(&vault, "mai").await;
            let asked = [Segment::Label, Segment::Identity];
            let mut ring = vault.open_case(&worker, case, &asked, Reason::Support).await.unwrap().unwrap();
            assert!(ring.take::<segment::Identity>().is_none());
            let head = vault.case_head(&ring.take().unwrap()).await.unwrap();
            assert!(head.label.name.is_none(), "her name is not in the label either");
            vault.close().await;
        }
    }
}

#[tokio::test]
async fn without_a_list_or_with_an_old_one_nothing_opens() {
    for world in signing("backup_unproven").await {
        let case = filled(&world).await;
        world.vault.enrol_phone(&world.volunteer, world.form()).await.unwrap().unwrap();
        let old = listed(&world.vault).await;
        assert!(opens(&world.vault, "mai", case).await);
        let backup = backed_up(&world.vault).await;
        let list = listed(&world.vault).await;
        for (vault, _file) in clean("backup_unlisted").await {
            let old = vault.restore(&restorable(&backup), Some(&standing(&old)), 0).await;
            assert!(matches!(old, Err(Fault::OldList { .. })), "older than the backup");
            let known = standing(&list).about.events + 1;
            let old = vault.restore(&restorable(&backup), Some(&standing(&list)), known).await;
            assert!(matches!(old, Err(Fault::OldList { .. })), "older than what somebody else knows");
            let mut other = restorable(&backup);
            other.about.schema -= 1;
            let other = vault.restore(&other, Some(&standing(&list)), 0).await;
            assert!(matches!(other, Err(Fault::OtherSchema { .. })));
            // The database is still empty.
            assert!(!vault.is_set_up().await.unwrap());
            vault.restore(&restorable(&backup), None, 0).await.unwrap();
            for username in ["mai", "giamsat"] {
                assert!(!opens(&vault, username, case).await, "{username}");
            }
            let supervisor = log_in(&vault, "giamsat").await;
            assert!(vault.phones(&supervisor).await.unwrap().unwrap().is_empty(), "one may have been lost since");
            vault.check_audit().await.unwrap();
            vault.close().await;
        }
    }
}

#[tokio::test]
async fn replaced_keys_do_not_come_back_and_a_backup_after_them_does() {
    for world in signing("backup_rotated").await {
        let vault = &world.vault;
        let case = world.open_case("Mận").await;
        let backup = backed_up(vault).await;
        let then = vault.now();
        world.clock.advance(TimeDelta::minutes(1));
        assert!(!vault.keys_replaced_since(then).await.unwrap());
        vault.rotate_team_keys(&log_in(vault, "giamsat").await, world.form()).await.unwrap().unwrap();
        assert!(vault.keys_replaced_since(then).await.unwrap());
        let (later, list) = (backed_up(vault).await, listed(vault).await);
        for (vault, _file) in clean("backup_later").await {
            let older = vault.restore(&restorable(&backup), Some(&standing(&list)), 0).await;
            assert!(matches!(older, Err(Fault::KeysReplaced)));
            vault.restore(&restorable(&later), Some(&standing(&list)), 0).await.unwrap();
            assert!(opens(&vault, "giamsat", case).await);
            vault.close().await;
        }
    }
}

#[tokio::test]
async fn a_file_that_was_touched_is_refused_with_its_reason() {
    let world = signing("backup_touched").await.remove(0);
    let backup = backed_up(&world.vault).await;
    let list = listed(&world.vault).await;
    let trusted = [keys().signer.public()];
    let reason = |file: &[u8], trusted: &[_]| match Restorable::open(file, &keys().key, trusted) {
        Err(Fault::Backup(closed)) => Some(closed),
        _ => None,
    };
    let mut flipped = backup.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 4;
    assert_eq!(reason(&flipped, &trusted), Some(Closed::Changed));
    assert_eq!(reason(&backup[..middle], &trusted), Some(Closed::CutOff));
    assert_eq!(reason(&backup, &[]), Some(Closed::NotSigned));
    assert_eq!(reason(&list, &trusted), Some(Closed::OtherKey), "a list is no backup");
    assert_eq!(reason(b"SQLite format 3", &trusted), Some(Closed::NotOurs));
    let other = BackupKey::generate(&SeededEntropy::new(5));
    assert!(matches!(Restorable::open(&backup, &other, &trusted), Err(Fault::Backup(Closed::OtherKey))));
    assert!(matches!(Standing::open(&backup, &keys().key, &trusted), Err(Fault::Standing(Closed::OtherKey))));
    assert!(content::read(&[0, 0, 0, 2, b'{', b'}', 3]).is_none() && content::read(b"").is_none());
    world.vault.close().await;
}

/// A contact as a phone seals it.
fn on_a_phone(vault: &Vault, phone: &Enrolled, id: u128) -> (ContactId, Vec<u8>) {
    let id = ContactId(Uuid::from_u128(id));
    let form = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        follow_up_on: domain::date::display(vault.today() + Days::new(3)),
        ..ContactForm::default()
    };
    let saved =
        SavedContact { account: phone.account, phone: phone.phone, saved_at: vault.now().timestamp_millis(), form };
    let body = serde_json::to_vec(&saved).unwrap();
    let place = crate::crypt::Place::on_a_phone(id);
    let sealed = crate::crypt::PartyKey::seal_to(&phone.seal_to.0, place, &body, &SeededEntropy::new(9)).unwrap();
    (id, sealed)
}

async fn sent(vault: &Vault, phone: &Enrolled, items: &[&(ContactId, Vec<u8>)]) -> Vec<Receipt> {
    let batch: Vec<_> = items.iter().map(|(id, sealed)| (*id, &sealed[..])).collect();
    match vault.receive_contacts(&phone.token, &batch, |_| true).await.unwrap().unwrap() {
        Received::Answered { receipts, .. } => receipts.into_iter().map(|(_, receipt)| receipt).collect(),
        Received::Shut | Received::Unknown => panic!("a phone that is known"),
    }
}

/// The server is put back to yesterday: what the phone still holds is kept once, what it was told was kept since is lost with
/// the disk, what was taken over goes with the case that is not there any more, and what was erased does not come back.
#[tokio::test]
async fn a_phone_goes_on_when_yesterdays_backup_is_put_back() {
    for world in signing("backup_phone").await {
        let vault = &world.vault;
        let enrolled = vault.enrol_phone(&world.volunteer, world.form()).await.unwrap().unwrap();
        let Enrolment::Now(phone) = enrolled else { panic!("a form of its own") };
        let [before, since, waits] = [1, 2, 3].map(|id| on_a_phone(vault, &phone, id));
        let case = {
            let opening = support::opening("Hoa Ban").check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
            support::promoted(&world, &world.worker, &opening).await
        };
        assert_eq!(sent(vault, &phone, &[&before]).await, [Receipt::Kept]);
        let backup = backed_up(vault).await;
        world.clock.advance(TimeDelta::hours(20));
        assert_eq!(sent(vault, &phone, &[&since]).await, [Receipt::Kept]);
        erase(&world, case).await;
        let list = listed(vault).await;
        for (vault, _file) in clean("backup_phone_again").await {
            let vault = vault.signing(keys().signer, &[]).receiving(vec![support::intake_key()]);
            vault.restore(&restorable(&backup), Some(&standing(&list)), 0).await.unwrap();
            // Twice: the first answer may have been lost.
            for _ in 0..2 {
                assert_eq!(sent(&vault, &phone, &[&before, &waits]).await, [Receipt::Kept; 2]);
            }
            let desk = vault.contacts(&log_in(&vault, "giamsat").await, 10).await.unwrap().unwrap();
            let mut ids: Vec<_> = desk.iter().map(|logged| logged.id.0.as_u128()).collect();
            ids.sort_unstable();
            assert_eq!(
                ids,
                [1, 3],
                "not the one that was erased; and the one of since is told to be lost in decision 0037"
            );
            assert!(desk.iter().all(|logged| !logged.taken_over));
            let plan = vault.micro_plan(&log_in(&vault, "xuan").await).await.unwrap().unwrap();
            assert_eq!(plan.people(), 2);
            vault.close().await;
        }
    }
}

/// Tables from which something is deleted that a restore shuts in another way: every row goes, or what no key opens goes, or
/// it opens nothing.
const OTHERWISE: &[&str] = &[
    "calendar_feeds",
    "card_days",
    "card_sessions",
    // Nobody holds the key of what is deleted with them.
    "club_meetings",
    "club_members",
    "club_savings",
    "compartment_entries",
    "compartments",
    "drafts",
    "emergency_tries",
    "hiv_facts",
    "identities",
    "invitations",
    "parties",
    "readmissions",
    "safe_contacts",
    "sealed_notes",
    "sessions",
    "slip_codes",
    "slip_tries",
    "shared_results",
    // Neither opens anything: what is owed to an address that ended is sent to nobody.
    "signals_due",
    "signals_sent",
    "submissions",
    "walk_ins",
    // By the numbers in contacts_gone.
    "accompaniments",
    "transfer_keys",
];

/// Every table a statement deletes from, but for erasure, which goes by the case, and for restoring itself with what runs it.
fn deleted_from(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let apart = ["backup", "engine", "erasure/rows.rs", "audit/tamper.rs"].iter().any(|end| path.ends_with(end));
        if path.is_dir() && !apart {
            deleted_from(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !apart {
            let text = std::fs::read_to_string(&path).unwrap();
            for rest in text.split("\"delete from ").skip(1) {
                found.insert(rest.split([' ', '"']).next().unwrap().to_owned());
            }
        }
    }
}

#[test]
fn whatever_shuts_by_deleting_is_on_the_list() {
    let mut found = BTreeSet::new();
    deleted_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 15 && found.contains("wraps"), "{found:?}");
    for table in found {
        let listed = super::standing::LISTED.iter().any(|(listed, _)| *listed == table);
        assert!(listed || OTHERWISE.contains(&table.as_str()), "a restore would bring rows of {table} back");
    }
}
