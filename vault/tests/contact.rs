//! Contacts that phones saved without a signal: each is kept exactly once, whatever the link, the phone and the server do;
//! and what a phone keeps opens with nothing that a phone has.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, intake_key, join, on_sqlite, worlds};
use chrono::TimeDelta;
use domain::account::NewPasswordForm;
use domain::audit::PublicKey;
use domain::contact::{ContactForm, Met, Refused, SavedContact};
use domain::erasure::Told;
use domain::id::{CaseId, ContactId, SubmissionId};
use domain::rights::AskedForm;
use seal::{PartyKey, Place};
use std::collections::BTreeMap;
use uuid::Uuid;
use vault::contact::phone::{Enrolled, Enrolment};
use vault::contact::{Receipt, Received};
use vault::testing::SeededEntropy;
use vault::{Actor, IntakeKey, Token, segment};

pub fn form(condoms: u16) -> ContactForm {
    ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        condoms: condoms.to_string(),
        note: "CANARY không gọi".into(),
        ..ContactForm::default()
    }
}

pub async fn enrol(world: &World, actor: &Actor) -> Enrolled {
    match world.vault.enrol_phone(actor, world.form()).await.unwrap().unwrap() {
        Enrolment::Now(enrolled) => enrolled,
        Enrolment::Before => panic!("a form of its own"),
    }
}

/// As the island seals it.
pub fn seal(phone: &Enrolled, key: &PublicKey, id: u128, at: i64, form: ContactForm) -> (ContactId, Vec<u8>) {
    let id = ContactId(Uuid::from_u128(id));
    let saved = SavedContact { account: phone.account, phone: phone.phone, saved_at: at, form };
    let body = serde_json::to_vec(&saved).unwrap();
    (id, PartyKey::seal_to(&key.0, Place::on_a_phone(id), &body, &SeededEntropy::new(id.0.as_u128() as u64)).unwrap())
}

pub fn now(world: &World) -> i64 {
    world.vault.now().timestamp_millis()
}

pub async fn send(world: &World, token: &Token, batch: &[&(ContactId, Vec<u8>)]) -> Option<Vec<Receipt>> {
    let batch: Vec<_> = batch.iter().map(|(id, sealed)| (*id, &sealed[..])).collect();
    match world.vault.receive_contacts(token, &batch, |_| true).await.unwrap().unwrap() {
        Received::Shut | Received::Unknown => None,
        Received::Answered { receipts, .. } => {
            assert!(receipts.iter().map(|(id, _)| *id).eq(batch.iter().map(|(id, _)| *id)), "a receipt for each");
            Some(receipts.into_iter().map(|(_, receipt)| receipt).collect())
        }
    }
}

/// The contacts on the desk, and the condoms that the facts count.
pub async fn kept(world: &World) -> (usize, u16) {
    let read = world.vault.contacts(&world.supervisor, 1000).await.unwrap().unwrap();
    (read.len(), read.iter().map(|logged| logged.contact.given.condoms).sum())
}

#[tokio::test]
async fn a_saved_contact_arrives_at_the_desk_once_in_its_own_name() {
    for world in worlds("contact_once").await {
        let phone = enrol(&world, &world.volunteer).await;
        let saved_at = now(&world) - TimeDelta::days(3).num_milliseconds();
        let one = seal(&phone, &phone.seal_to, 1, saved_at, form(7));
        // Fifty times, in one batch and in many.
        let twice = send(&world, &phone.token, &[&one, &one]).await.unwrap();
        assert_eq!(twice, [Receipt::Kept, Receipt::Kept]);
        for _ in 0..48 {
            assert_eq!(send(&world, &phone.token, &[&one]).await.unwrap(), [Receipt::Kept]);
        }
        let read = world.vault.contacts(&world.supervisor, 10).await.unwrap().unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].logged_by, world.volunteer.name());
        assert!(matches!(read[0].contact.met, Met::Anonymous { .. }));
        assert_eq!(read[0].contact.met_on, Some(world.vault.today() - TimeDelta::days(3)));
        let facts = "update facts set quantity = quantity where kind = 'given_condoms' and quantity = 7";
        assert_eq!(vault::testing::run_sql(&world.url, facts).await, 1, "counted once");
        // Who saved it reads nothing back, and neither does her phone.
        assert!(world.vault.contacts(&world.volunteer, 10).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_is_wrong_is_refused_by_its_reason_and_the_rest_of_the_batch_is_kept() {
    for world in worlds("contact_refused").await {
        let phone = enrol(&world, &world.volunteer).await;
        let other = enrol(&world, &world.supervisor).await;
        let key = phone.seal_to;
        let good = seal(&phone, &key, 1, now(&world), form(1));
        let foreign = IntakeKey::generate(&SeededEntropy::new(9)).public();
        let foreign = seal(&phone, &foreign, 2, now(&world), form(1));
        let in_her_name = seal(&other, &key, 3, now(&world), form(1));
        let another_phone = enrol(&world, &world.volunteer).await;
        world.vault.shut_phone(&world.supervisor, another_phone.phone).await.unwrap().unwrap();
        let another_phone = seal(&another_phone, &key, 4, now(&world), form(1));
        let wrong = seal(&phone, &key, 5, now(&world), ContactForm { place: "roof".into(), ..form(1) });
        let moved = (ContactId(Uuid::from_u128(6)), good.1.clone());
        let cut = (ContactId(Uuid::from_u128(7)), good.1[..40].to_vec());
        let batch = [&foreign, &in_her_name, &another_phone, &wrong, &moved, &cut, &good];
        let refused = Receipt::Refused;
        assert_eq!(
            send(&world, &phone.token, &batch).await.unwrap(),
            [
                refused(Refused::DoesNotOpen),
                refused(Refused::NotOfThisPhone),
                refused(Refused::NotOfThisPhone),
                refused(Refused::NotValid),
                refused(Refused::DoesNotOpen),
                refused(Refused::DoesNotOpen),
                Receipt::Kept
            ]
        );
        // The number of another's contact.
        let taken = seal(&other, &key, 1, now(&world), form(9));
        assert_eq!(send(&world, &other.token, &[&taken]).await.unwrap(), [refused(Refused::Taken)]);
        assert_eq!(kept(&world).await, (1, 1));
    }
}

/// A follow-up that was to come when it was written, a clock that is wrong by years, a key that was renewed meanwhile.
#[tokio::test]
async fn what_waited_long_is_judged_by_the_day_it_was_written() {
    for mut world in worlds("contact_waited").await {
        let phone = enrol(&world, &world.volunteer).await;
        let on = domain::date::display(world.vault.today() + TimeDelta::days(2));
        let waiting = seal(&phone, &phone.seal_to, 1, now(&world), ContactForm { follow_up_on: on, ..form(1) });
        let years = TimeDelta::days(4000).num_milliseconds();
        let slow = seal(&phone, &phone.seal_to, 2, now(&world) - years, form(1));
        let fast = seal(&phone, &phone.seal_to, 3, now(&world) + years, form(1));
        world.clock.advance(TimeDelta::days(40));
        let newer = IntakeKey::generate(&SeededEntropy::new(45));
        world.vault = world.vault.receiving(vec![newer, intake_key()]);
        let receipts = send(&world, &phone.token, &[&waiting, &slow, &fast]).await.unwrap();
        assert_eq!(receipts, [Receipt::Kept; 3]);
        let today = world.vault.today();
        let days: BTreeMap<_, _> = world
            .vault
            .contacts(&world.supervisor, 10)
            .await
            .unwrap()
            .unwrap()
            .into_iter()
            .map(|logged| (logged.id.0.as_u128(), logged.contact.met_on.unwrap()))
            .collect();
        assert_eq!(days, BTreeMap::from([(1, today - TimeDelta::days(40)), (2, today), (3, today)]));
    }
}

/// Logging out changes nothing, closing an account stops it, and a phone that is shut is told to forget.
#[tokio::test]
async fn who_saved_it_counts_and_not_who_is_logged_in() {
    for world in worlds("contact_who").await {
        let phone = enrol(&world, &world.volunteer).await;
        let contact = |id| seal(&phone, &phone.seal_to, id, now(&world), form(1));
        world.vault.lock_all().await.unwrap();
        assert_eq!(send(&world, &phone.token, &[&contact(1)]).await.unwrap(), [Receipt::Kept]);
        assert!(send(&world, &Token::new(&SeededEntropy::new(3)), &[&contact(2)]).await.is_none(), "nobody's phone");

        // Whoever leads the team shuts it; nobody else does, and twice is once.
        assert!(world.vault.shut_phone(&world.worker, phone.phone).await.unwrap().is_none());
        assert_eq!(world.vault.phones(&world.supervisor).await.unwrap().unwrap().len(), 1);
        for _ in 0..2 {
            world.vault.shut_phone(&world.supervisor, phone.phone).await.unwrap().unwrap();
        }
        assert!(world.vault.phones(&world.supervisor).await.unwrap().unwrap().is_empty());
        assert!(send(&world, &phone.token, &[&contact(3)]).await.is_none());

        let again = enrol(&world, &world.volunteer).await;
        let text = "insert into account_closures (account_id, closed_by, closed_at) select id, id, created_at from accounts where username = 'xuan'";
        assert_eq!(vault::testing::run_sql(&world.url, text).await, 1);
        let late = seal(&again, &again.seal_to, 4, now(&world), form(1));
        let refused = [Receipt::Refused(Refused::NotAllowed)];
        assert_eq!(send(&world, &again.token, &[&late]).await.unwrap(), refused);
        assert_eq!(kept(&world).await.0, 1);
    }
}

/// As after a restore from before it was enrolled: told to forget, the phone would lose what nobody has.
#[tokio::test]
async fn a_phone_that_nobody_knows_keeps_what_waits_and_sends_it_when_it_is_enrolled_anew() {
    for world in worlds("contact_unknown").await {
        let first = enrol(&world, &world.volunteer).await;
        let waits = seal(&first, &first.seal_to, 1, now(&world), form(1));
        assert_eq!(vault::testing::run_sql(&world.url, "delete from phones").await, 1);
        let batch = [(waits.0, &waits.1[..])];
        let came = world.vault.receive_contacts(&first.token, &batch, |_| true).await.unwrap().unwrap();
        assert!(matches!(came, Received::Unknown));

        let second = enrol(&world, &world.volunteer).await;
        assert_eq!(send(&world, &second.token, &[&waits]).await.unwrap(), [Receipt::Kept]);
        let third = enrol(&world, &world.volunteer).await;
        let of_second = seal(&second, &second.seal_to, 2, now(&world), form(1));
        assert_eq!(send(&world, &third.token, &[&of_second]).await.unwrap(), [Receipt::Kept]);
        // One that was shut is told so, and nothing that it sealed comes in by another.
        world.vault.shut_phone(&world.supervisor, second.phone).await.unwrap().unwrap();
        let late = seal(&second, &second.seal_to, 3, now(&world), form(1));
        let came = world.vault.receive_contacts(&second.token, &[], |_| true).await.unwrap().unwrap();
        assert!(matches!(came, Received::Shut));
        let refused = [Receipt::Refused(Refused::NotOfThisPhone)];
        assert_eq!(send(&world, &third.token, &[&late]).await.unwrap(), refused);
        assert_eq!(kept(&world).await.0, 2);
    }
}

#[tokio::test]
async fn the_phone_of_who_left_or_lost_her_keys_is_told_to_forget() {
    for world in worlds("contact_left").await {
        let (left, lost) = (enrol(&world, &world.volunteer).await, enrol(&world, &world.worker).await);
        let one = seal(&left, &left.seal_to, 1, now(&world), form(1));
        assert_eq!(send(&world, &left.token, &[&one]).await.unwrap(), [Receipt::Kept]);
        world.vault.close_account(&world.supervisor, world.volunteer.account()).await.unwrap().unwrap();
        assert!(send(&world, &left.token, &[&one]).await.is_none());

        assert!(send(&world, &lost.token, &[]).await.is_some());
        let link = world.vault.readmit(&world.supervisor, world.worker.account()).await.unwrap().unwrap();
        assert!(send(&world, &lost.token, &[]).await.is_some(), "a link that nobody used shuts nothing");
        let password =
            NewPasswordForm { password: "mat khau moi hon".into(), password_again: "mat khau moi hon".into() };
        world.vault.accept_readmission(&link, &password.check().unwrap()).await.unwrap().unwrap();
        assert!(send(&world, &lost.token, &[]).await.is_none());
    }
}

/// Erased as the client asked, with a second person's approval.
pub async fn erase(world: &World, case: CaseId) {
    let mut ring = world.ring(case).await;
    let casework = ring.take::<segment::Casework>().unwrap();
    let form = AskedForm {
        right: "erase".into(),
        via: "paper".into(),
        received_on: domain::date::display(world.vault.today()),
        words: "xóa hết".into(),
    };
    let asked = form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let request = world.vault.file_request(&world.worker, &ring, &casework, &asked, world.form()).await;
    world.vault.approve_erasure(&world.supervisor, request.unwrap().unwrap(), Told::InPerson).await.unwrap().unwrap();
}

/// The answer was lost in the valley; meanwhile the client was erased, and the phone sends again.
#[tokio::test]
async fn what_was_erased_does_not_come_back_from_a_phone() {
    for world in worlds("contact_erased").await {
        let case = world.open_case("Hoa Ban").await;
        let code = world.code(case).await.as_str().to_owned();
        let phone = enrol(&world, &world.volunteer).await;
        let known = ContactForm { whom: "known".into(), code, sex: String::new(), age: String::new(), ..form(7) };
        let one = seal(&phone, &phone.seal_to, 1, now(&world), known);
        assert_eq!(send(&world, &phone.token, &[&one]).await.unwrap(), [Receipt::Kept]);
        assert_eq!(kept(&world).await, (1, 7));
        erase(&world, case).await;
        assert_eq!(kept(&world).await, (0, 0));

        assert_eq!(send(&world, &phone.token, &[&one]).await.unwrap(), [Receipt::Kept], "the phone forgets it");
        assert_eq!(kept(&world).await, (0, 0), "and it stays away");
        let facts = "update facts set quantity = quantity where kind = 'given_condoms' and quantity = 7";
        assert_eq!(vault::testing::run_sql(&world.url, facts).await, 1, "counted once");
    }
}

/// A second press enrols one phone; whoever does not log contacts enrols none.
#[tokio::test]
async fn a_phone_is_enrolled_once_by_who_logs_contacts() {
    for world in worlds("contact_enrol").await {
        let form: SubmissionId = world.form();
        assert!(matches!(world.vault.enrol_phone(&world.volunteer, form).await.unwrap(), Some(Enrolment::Now(_))));
        assert!(matches!(world.vault.enrol_phone(&world.volunteer, form).await.unwrap(), Some(Enrolment::Before)));
        assert!(world.vault.enrol_phone(&world.clinic, world.form()).await.unwrap().is_none());
        let newcomer = join(&world.vault, &world.administrator, "moi", domain::account::Role::PeerVolunteer).await;
        let early = world.vault.enrol_phone(&newcomer, world.form()).await.unwrap();
        assert!(early.is_none(), "nobody logs a contact before her pledge");
        assert_eq!(world.vault.phones(&world.supervisor).await.unwrap().unwrap().len(), 1);
    }
}

/// I24: all that stands on a phone is the public key, what was sealed to it, and a hash of the PIN. None of them opens it, in
/// either role a key can have; what arrived opens with the desk alone, and no more with the intake key.
#[tokio::test]
async fn what_a_phone_keeps_opens_with_nothing_it_has() {
    let world = on_sqlite("contact_thief").await;
    let phone = enrol(&world, &world.volunteer).await;
    let (id, sealed) = seal(&phone, &phone.seal_to, 1, now(&world), form(7));
    let pin_hash = [0x5a; 32];
    let token: [u8; 32] = domain::audit::hex::read(&phone.token.expose()).unwrap();
    for secret in [phone.seal_to.0, pin_hash, token] {
        let thief = PartyKey::from_secret(domain::id::PartyId(Uuid::nil()), &secret);
        assert!(thief.open(Place::on_a_phone(id), &sealed).is_none());
        assert!(seal::Key::from_bytes(secret).open(Place::on_a_phone(id), &sealed).is_none());
    }
    let told = String::from_utf8_lossy(&sealed);
    assert!(!told.contains("CANARY") && !told.contains("lodging") && !told.contains(&phone.account.to_string()));
    send(&world, &phone.token, &[&(id, sealed)]).await.unwrap();
    assert_eq!(kept(&world).await, (1, 7));
}
