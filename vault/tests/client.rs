//! Who she is and how to reach her: changed by two people without loss, taken back, and given again under a new key.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, evidence, log_in, worlds};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::client::{Born, NameForm, SafeContact, SafeContactForm};
use domain::consent::{Again, AgainForm, Part, Purpose, Segment, Standing};
use domain::id::{CaseId, ConsentId};
use domain::problem::Problems;
use vault::case::Found;
use vault::client::Saved;
use vault::testing::run_sql;
use vault::{Actor, Opened, Ring, segment};

struct Desk {
    ring: Ring,
    label: Opened<segment::Label>,
    casework: Opened<segment::Casework>,
    identity: Option<Opened<segment::Identity>>,
    contact: Option<Opened<segment::Contact>>,
}

async fn desk(world: &World, actor: &Actor, case: CaseId) -> Desk {
    let mut ring = world.vault.open_case(actor, case, Segment::ALL, Reason::Support).await.unwrap().unwrap();
    let (label, casework) = (ring.take().unwrap(), ring.take().unwrap());
    Desk { label, casework, identity: ring.take(), contact: ring.take(), ring }
}

fn card(story: &str) -> SafeContact {
    let form = SafeContactForm {
        channel: "message".into(),
        phone: "0398 765 432".into(),
        cover_story: story.into(),
        ..SafeContactForm::default()
    };
    form.check(&mut Problems::none()).unwrap()
}

fn again(part: Segment) -> Part {
    let contact = SafeContactForm::of(&card("hỏi lớp nấu ăn"));
    let form = AgainForm { answer: "yes".into(), name: "Đào Thị Mới".into(), contact, evidence: evidence() };
    match form.check(part, "nobody").unwrap_or_else(|problems| panic!("{problems:?}")) {
        Again::Yes(part, _) => part,
        Again::NotNow => panic!("a yes"),
    }
}

async fn processing(world: &World, desk: &Desk) -> ConsentId {
    let ledger = world.vault.consents(&desk.casework).await.unwrap();
    ledger.into_iter().find(|entry| entry.purpose == Purpose::Processing && entry.live).unwrap().id
}

async fn take_back(world: &World, actor: &Actor, case: CaseId, part: Segment) {
    let desk = desk(world, actor, case).await;
    let consent = processing(world, &desk).await;
    let parts = [part];
    world.vault.withdraw_part(actor, &desk.ring, &desk.casework, &desk.label, consent, &parts).await.unwrap().unwrap();
}

async fn give(world: &World, actor: &Actor, case: CaseId, part: Segment) -> bool {
    let desk = desk(world, actor, case).await;
    let evidence = evidence().check("nobody", &mut Problems::none()).unwrap();
    let (part, keys) = (again(part), (&desk.casework, &desk.label));
    world.vault.give_part_again(actor, &desk.ring, keys, &part, &evidence, world.form()).await.unwrap().is_some()
}

async fn found(world: &World, actor: &Actor, query: &'static str) -> usize {
    let choose = move |rows: Vec<vault::case::Listed>| {
        let rows: Vec<_> = rows.into_iter().filter(|row| row.label.answers(query)).collect();
        Found { total: rows.len(), rows }
    };
    world.vault.list_cases(actor, Reason::Support, choose).await.unwrap().unwrap().total
}

#[tokio::test]
async fn of_two_who_change_the_same_nobody_overwrites_unseen() {
    for world in worlds("two_edit").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let desk = desk(&world, &world.worker, case).await;
        let contact = desk.contact.as_ref().unwrap();
        let keys = (&desk.label, contact);
        let save = async |story: &str, seen, form| {
            vault.edit_safe_contact(&world.worker, &desk.ring, keys, &card(story), seen, form).await.unwrap().unwrap()
        };
        assert!(vault.last_contact_edit(contact).await.unwrap().is_none());
        let form = world.form();
        assert_eq!(save("một", 0, form).await, Saved::Done);
        assert_eq!(save("một", 0, form).await, Saved::Done, "a second click is no second change");
        // The other began from what stood there before.
        assert_eq!(save("hai", 0, world.form()).await, Saved::Meanwhile);
        let story = |card: SafeContact| card.cover_story.unwrap().as_str().to_owned();
        assert_eq!(story(vault.safe_contact(contact).await.unwrap()), "một");
        let last = vault.last_contact_edit(contact).await.unwrap().unwrap();
        assert_eq!((last.number, last.edited_by.as_str()), (1, "Lò Thị Mai"));
        // She saw both and chose.
        assert_eq!(save("hai", last.number, world.form()).await, Saved::Done);
        assert_eq!(story(vault.safe_contact(contact).await.unwrap()), "hai");
        assert_eq!(save("ba", 99, world.form()).await, Saved::Meanwhile, "a number nobody has");
        assert_eq!(
            (found(&world, &world.worker, "765432").await, found(&world, &world.worker, "345678").await),
            (1, 0)
        );

        let mut name =
            NameForm { alias: "Hoa Mơ".into(), name: "Đào Thị Mơ".into() }.check(&mut Problems::none()).unwrap();
        name.1.born = Born::parse("5/1990").unwrap().map(|(born, _)| born);
        name.1.commune = Some("03646".into());
        let keys = (&desk.label, desk.identity.as_ref());
        for (seen, must) in [(0, Saved::Done), (0, Saved::Meanwhile), (1, Saved::Done)] {
            let saved = vault.edit_name(&world.worker, &desk.ring, keys, &name, seen, world.form()).await.unwrap();
            assert_eq!(saved.unwrap(), must);
        }
        assert_eq!(
            (found(&world, &world.supervisor, "dao thi mo").await, found(&world, &world.worker, "hoa ban").await),
            (1, 0)
        );
        let kept = vault.identity(desk.identity.as_ref().unwrap()).await.unwrap();
        assert_eq!(kept.born.map(Born::display).as_deref(), Some("05/1990"), "as much as is known");
        let others = vault.edit_name(&world.supervisor, &desk.ring, keys, &name, 2, world.form()).await.unwrap();
        assert!(others.is_none(), "who does not carry cases changes none");

        // What two records are compared by goes with what it was taken from.
        let compared = || async {
            let rows = |rows: Vec<vault::case::Listed>| Found { total: 0, rows };
            let listed = vault.list_cases(&world.worker, Reason::Support, rows).await.unwrap().unwrap();
            listed.rows.into_iter().map(|row| (row.label.born_year, row.label.commune)).collect::<Vec<_>>()
        };
        assert_eq!(compared().await, [(Some(1990), Some("03646".to_owned()))]);
        take_back(&world, &world.worker, case, Segment::Identity).await;
        assert_eq!(compared().await, [(None, None)]);
    }
}

#[tokio::test]
async fn what_was_taken_back_is_given_again_under_a_new_key() {
    for world in worlds("given_again").await {
        let vault = &world.vault;
        let case = world.open_case("Lan").await;
        for part in [Segment::Contact, Segment::Identity] {
            assert!(!give(&world, &world.worker, case, part).await, "what is kept is not given twice");
        }
        let before = {
            let desk = desk(&world, &world.worker, case).await;
            processing(&world, &desk).await
        };
        run_sql(&world.url, "create table backup_wraps as select * from wraps").await;
        run_sql(&world.url, "create table backup_safe_contacts as select * from safe_contacts").await;
        take_back(&world, &world.worker, case, Segment::Contact).await;
        assert!(desk(&world, &world.supervisor, case).await.contact.is_none());
        assert_eq!(found(&world, &world.worker, "345678").await, 0);

        assert!(give(&world, &world.worker, case, Segment::Contact).await);
        assert!(!give(&world, &world.worker, case, Segment::Contact).await);
        // Whoever holds the case holds it again, in the list too, and reads what was said now.
        for actor in [&world.worker, &world.supervisor] {
            let desk = desk(&world, actor, case).await;
            let card = vault.safe_contact(desk.contact.as_ref().unwrap()).await.unwrap();
            assert_eq!(card.cover_story.unwrap().as_str(), "hỏi lớp nấu ăn");
            assert_eq!(found(&world, actor, "765432").await, 1);
        }
        let now = desk(&world, &world.worker, case).await;
        let last = vault.last_contact_edit(now.contact.as_ref().unwrap()).await.unwrap().unwrap();
        assert_eq!(last.number, 1);
        // A wider entry in the narrower one's place, to the same end, with evidence of its own.
        let ledger = vault.consents(&now.casework).await.unwrap();
        let of_processing: Vec<_> = ledger.iter().filter(|entry| entry.purpose == Purpose::Processing).collect();
        let of = |standing| of_processing.iter().filter(move |entry| entry.standing == standing);
        assert_eq!((of(Standing::Live).count(), of(Standing::Replaced).count()), (1, 2));
        assert!(of(Standing::Live).all(|entry| entry.segments == Segment::OF_A_NEW_CASE));
        assert!(of_processing.iter().all(|entry| entry.until == of_processing[0].until));
        // The key is of the next epoch, and the old one, put back with all that hung on it, opens nothing.
        for epoch in [1, 2] {
            let text = format!("update data_keys set epoch = epoch where segment = 'contact' and epoch = {epoch}");
            assert_eq!(run_sql(&world.url, &text).await, 1);
        }
        let put_back = "insert into wraps select * from backup_wraps where id not in (select id from wraps)";
        assert!(run_sql(&world.url, put_back).await > 0);
        run_sql(&world.url, "update safe_contacts set sealed = (select sealed from backup_safe_contacts)").await;
        let desk = desk(&world, &world.worker, case).await;
        assert!(vault.safe_contact(desk.contact.as_ref().unwrap()).await.is_err(), "a ciphertext of another epoch");
        assert!(vault.withdraw(&world.worker, &desk.ring, before).await.unwrap().unwrap().case_shut, "her no counts");
        assert!(vault.open_case(&world.worker, case, Segment::ALL, Reason::Support).await.unwrap().is_none());
    }
}

/// Both parts, twice over: each time a further epoch; the case opens as any other, and ends with its consent.
#[tokio::test]
async fn back_and_forth_as_often_as_she_likes() {
    for world in worlds("back_and_forth").await {
        let case = world.open_case("Sim").await;
        for _ in 0..2 {
            for part in [Segment::Identity, Segment::Contact] {
                take_back(&world, &world.supervisor, case, part).await;
                assert!(give(&world, &world.worker, case, part).await);
            }
        }
        let third = "update data_keys set epoch = epoch where segment in ('contact', 'identity') and epoch = 3";
        assert_eq!(run_sql(&world.url, third).await, 2);
        assert_eq!(found(&world, &world.worker, "dao thi moi").await, 1);
        // A referral carries her number again.
        let referral = world.refer(case).await;
        assert!(world.vault.referral(&world.clinic, referral).await.unwrap().is_some());
        world.clock.advance(TimeDelta::days(366));
        let worker = log_in(&world.vault, "mai").await;
        assert_eq!(found(&world, &worker, "").await, 0, "the end is the first one's");
    }
}

/// Who takes over a case holds what is there now.
#[tokio::test]
async fn who_takes_over_holds_what_was_given_again() {
    for world in worlds("again_handed_on").await {
        let vault = &world.vault;
        let case = world.open_case("Mơ").await;
        take_back(&world, &world.worker, case, Segment::Contact).await;
        assert!(give(&world, &world.worker, case, Segment::Contact).await);
        vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        let supervisor = log_in(vault, "giamsat").await;
        vault.close_account(&supervisor, world.worker.account()).await.unwrap().unwrap();
        vault.assign(&supervisor, case, world.colleague.account()).await.unwrap().unwrap();
        let colleague = log_in(vault, "dung").await;
        let desk = desk(&world, &colleague, case).await;
        assert!(vault.safe_contact(desk.contact.as_ref().unwrap()).await.is_ok());
    }
}
