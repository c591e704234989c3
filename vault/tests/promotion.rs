//! From a contact to a client: what was logged before goes along into her case, and nobody without its key learns which.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::contact::{enrol, kept, now, seal, send};
use crate::support::{World, opening, worlds};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::case::{Label, Opening};
use domain::client::ClientCode;
use domain::consent::{Purpose, Segment, TakenBack};
use domain::contact::ContactForm;
use domain::erasure::Told;
use domain::id::{CaseId, ContactId};
use domain::needs::{NeedDomain, NeedStage};
use domain::promotion::Promotion;
use domain::rights::AskedForm;
use vault::case::{Found, What};
use vault::contact::Receipt;
use vault::promotion::Promoted;
use vault::testing::run_sql;
use vault::{Actor, Opened, segment};

fn code() -> ClientCode {
    ClientCode::from_random([7; 8])
}

/// Somebody who tells this code, or none.
fn form(code: Option<&ClientCode>) -> ContactForm {
    let form = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        needs: vec!["mind".into()],
        ..ContactForm::default()
    };
    match code {
        Some(code) => {
            let known = ContactForm { whom: "known".into(), sex: String::new(), age: String::new(), ..form };
            ContactForm { code: code.as_str().into(), ..known }
        }
        None => form,
    }
}

async fn log(world: &World, form: ContactForm) -> ContactId {
    let contact = form.check(world.vault.today(), |_| true).unwrap();
    world.vault.log_contact(&world.volunteer, &contact, world.form()).await.unwrap().unwrap()
}

fn yes(alias: &str) -> Opening {
    opening(alias).check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn offered(world: &World, actor: &Actor, contact: ContactId) -> Option<Promotion> {
    world.vault.promotable(actor, contact).await.unwrap()
}

async fn promote(world: &World, offered: &Promotion) -> Promoted {
    world.vault.promote(&world.worker, &yes("Hoa Ban"), offered, world.form()).await.unwrap().unwrap()
}

async fn promoted(world: &World, contact: ContactId) -> CaseId {
    match promote(world, &offered(world, &world.worker, contact).await.unwrap()).await {
        Promoted::Now(case) => case,
        Promoted::Meanwhile => panic!("nobody else takes it"),
    }
}

async fn opened(world: &World, case: CaseId) -> (Label, Opened<segment::Casework>) {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let label = ring.take::<segment::Label>().unwrap();
    (world.vault.case_head(&label).await.unwrap().label, ring.take().unwrap())
}

/// Of each contact on the desk, whether it was taken over.
async fn taken_over(world: &World, actor: &Actor) -> Vec<(ContactId, bool)> {
    let mut all: Vec<_> = world
        .vault
        .contacts(actor, 100)
        .await
        .unwrap()
        .unwrap()
        .into_iter()
        .map(|logged| (logged.id, logged.taken_over))
        .collect();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn a_run_of_one_code_becomes_a_case_that_shows_what_was_before() {
    for world in worlds("promotion_run").await {
        let vault = &world.vault;
        let agreed = domain::date::display(vault.today() + TimeDelta::days(3));
        let first = log(&world, ContactForm { follow_up_on: agreed, ..form(Some(&code())) }).await;
        world.clock.advance(TimeDelta::days(1));
        let second = log(&world, ContactForm { needs: vec!["law".into()], ..form(Some(&code())) }).await;
        let other = log(&world, form(None)).await;

        let run = offered(&world, &world.worker, first).await.unwrap();
        assert_eq!(
            run.contacts.iter().map(|before| before.id).collect::<Vec<_>>(),
            [second, first],
            "and not the other"
        );
        assert_eq!(run.needs, [NeedDomain::Mind, NeedDomain::Law]);
        let number = world.form();
        let made = vault.promote(&world.worker, &yes("Hoa Ban"), &run, number).await.unwrap().unwrap();
        let Promoted::Now(case) = made else { panic!("nobody else takes it") };
        // Pressed twice.
        assert_eq!(vault.promote(&world.worker, &yes("Hoa Ban"), &run, number).await.unwrap(), Some(made));
        assert_eq!(vault.opened_by(&world.worker, number).await.unwrap(), Some(case));
        assert_eq!(vault.opened_by(&world.colleague, number).await.unwrap(), None);

        let (label, casework) = opened(&world, case).await;
        assert!(label.code != code() && label.former_code == Some(code()));
        assert_eq!(label.next.unwrap().on, vault.today() + TimeDelta::days(2), "what was agreed on in the street");
        let query = code().as_str().to_lowercase();
        let finds = |all: Vec<vault::case::Listed>| {
            let rows: Vec<_> = all.into_iter().filter(|row| row.label.answers(&query)).collect();
            Found { total: rows.len(), rows }
        };
        let found = vault.list_cases(&world.worker, Reason::Support, finds).await.unwrap().unwrap();
        assert_eq!(found.rows[0].case, case, "found by the code she told before");
        let (_, board) = vault.needs(&casework).await.unwrap();
        assert_eq!(board.need(NeedDomain::Law).stands(), Some(NeedStage::Expressed));

        let line = vault.line(&casework, 0, 20).await.unwrap();
        let before = line.happened.iter().find_map(|one| match &one.what {
            What::Before(promotion) => Some(promotion),
            _ => None,
        });
        assert_eq!(before.unwrap().contacts.len(), 2);
        assert!(before.unwrap().contacts.iter().all(|one| one.logged_by == world.volunteer.name()));

        let mut wanted = [(first, true), (second, true), (other, false)];
        wanted.sort_unstable();
        assert_eq!(taken_over(&world, &world.worker).await, wanted);
        assert!(offered(&world, &world.worker, first).await.is_none(), "once");
        assert_eq!(offered(&world, &world.worker, other).await.unwrap().contacts.len(), 1);
        // Two at a time who are alike are two people until somebody says otherwise.
        let alike = log(&world, form(None)).await;
        assert_eq!(offered(&world, &world.worker, alike).await.unwrap().contacts.len(), 1);
    }
}

/// The row of a contact and what says that it was taken over lead to no case; without the key, nothing does.
#[tokio::test]
async fn without_the_key_nobody_learns_which_case_it_became() {
    for world in worlds("promotion_key").await {
        let vault = &world.vault;
        let contact = log(&world, form(None)).await;
        world.clock.advance(TimeDelta::hours(5));
        let case = promoted(&world, contact).await;
        // A colleague at the same desk reads that it was taken over, and opens no case of it.
        assert_eq!(taken_over(&world, &world.colleague).await, [(contact, true)]);
        assert!(
            vault.open_case(&world.colleague, case, &[Segment::Casework], Reason::Support).await.unwrap().is_none()
        );
        // Nothing in the clear lies beside both: neither an id nor a time.
        let joined = "update contacts set id = id where exists (select 1 from promotions where promotions.id = contacts.id \
                      or promotions.case_id = contacts.id or promotions.recorded_at = contacts.logged_at)";
        assert_eq!(run_sql(&world.url, joined).await, 0);
        assert_eq!(run_sql(&world.url, "update contacts_taken_over set contact_id = contact_id").await, 1);

        let (_, casework) = opened(&world, case).await;
        assert_eq!(vault.promotions(&casework).await.unwrap().len(), 1);
        let segments = [Segment::Casework];
        let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        let consents = vault.consents(&ring.take().unwrap()).await.unwrap();
        let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
        vault.withdraw(&world.worker, &ring, processing).await.unwrap().unwrap();
        assert!(vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().is_none());
        assert_eq!(taken_over(&world, &world.worker).await, [(contact, true)], "and stays taken over");
    }
}

#[tokio::test]
async fn only_who_opens_cases_takes_contacts_over_and_no_group() {
    for world in worlds("promotion_who").await {
        let contact = log(&world, form(None)).await;
        let run = offered(&world, &world.worker, contact).await.unwrap();
        for actor in [&world.volunteer, &world.supervisor, &world.clinic, &world.administrator, &world.officer] {
            assert!(offered(&world, actor, contact).await.is_none());
            let made = world.vault.promote(actor, &yes("Mây"), &run, world.form()).await.unwrap();
            assert_eq!(made, None);
        }
        let there = crate::support::other::other(&world).await;
        assert!(offered(&world, &there.worker, contact).await.is_none());
        let made = world.vault.promote(&there.worker, &yes("Mây"), &run, world.form()).await.unwrap();
        assert_eq!(made, Some(Promoted::Meanwhile), "another team's contact is not there for her");
        let group = ContactForm { whom: "group".into(), people: "4".into(), ..form(None) };
        let group = log(&world, group).await;
        assert!(offered(&world, &world.worker, group).await.is_none());
        assert_eq!(run_sql(&world.url, "update cases set id = id").await, 0, "no case came of it");
    }
}

/// Two who press at once: one case takes the contact over, and nothing of the other is left.
#[tokio::test]
async fn of_two_at_once_one_takes_it_over() {
    for world in worlds("promotion_race").await {
        let contact = log(&world, form(None)).await;
        let (hers, his) = (
            offered(&world, &world.worker, contact).await.unwrap(),
            offered(&world, &world.colleague, contact).await.unwrap(),
        );
        let (one, other) = (yes("Hoa Ban"), yes("Hoa Ban"));
        let (first, second) = tokio::join!(
            world.vault.promote(&world.worker, &one, &hers, world.form()),
            world.vault.promote(&world.colleague, &other, &his, world.form()),
        );
        let both = [first.unwrap().unwrap(), second.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|made| **made == Promoted::Meanwhile).count(), 1, "{both:?}");
        assert_eq!(run_sql(&world.url, "update cases set id = id").await, 1);
        assert_eq!(run_sql(&world.url, "update promotions set id = id").await, 1);
    }
}

/// Erased with her case: every contact that it took over and every one under its own code; none comes back from a phone. The
/// code that was told before may be another's: what was not taken over under it stays.
#[tokio::test]
async fn what_was_taken_over_is_erased_with_the_case() {
    for world in worlds("promotion_erased").await {
        let vault = &world.vault;
        let phone = enrol(&world, &world.volunteer).await;
        let sent = seal(&phone, &phone.seal_to, 1, now(&world), form(Some(&code())));
        assert_eq!(send(&world, &phone.token, &[&sent]).await.unwrap(), [Receipt::Kept]);
        let case = promoted(&world, sent.0).await;
        // She is met again, with the paper of her case; and somebody tells the code that she told before.
        log(&world, form(Some(&world.code(case).await))).await;
        let told = log(&world, form(Some(&code()))).await;
        let stays = log(&world, form(None)).await;

        let mut ring = world.ring(case).await;
        let casework = ring.take::<segment::Casework>().unwrap();
        let asked = AskedForm {
            right: "erase".into(),
            via: "paper".into(),
            received_on: domain::date::display(vault.today()),
            words: "xóa hết".into(),
        };
        let asked = asked.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        let request = vault.file_request(&world.worker, &ring, &casework, &asked, world.form()).await;
        vault.approve_erasure(&world.supervisor, request.unwrap().unwrap(), Told::InPerson).await.unwrap().unwrap();

        let mut wanted = [(told, false), (stays, false)];
        wanted.sort_unstable();
        assert_eq!(taken_over(&world, &world.supervisor).await, wanted);
        for table in ["promotions", "contacts_taken_over", "withdrawal_codes"] {
            assert_eq!(run_sql(&world.url, &format!("delete from {table}")).await, 0, "{table}");
        }
        assert_eq!(run_sql(&world.url, "delete from reminders").await, 1, "of who told that code");
        assert_eq!(send(&world, &phone.token, &[&sent]).await.unwrap(), [Receipt::Kept], "the phone forgets it");
        assert_eq!(kept(&world).await.0, 2, "and it stays away");
    }
}

/// I10 for who carries the older paper: the code that was told before there was a case takes back too, and takes nothing from
/// another who has that code by right.
#[tokio::test]
async fn the_code_on_an_older_paper_takes_back_too() {
    for world in worlds("promotion_withdrawn").await {
        let vault = &world.vault;
        let opens = async |case| {
            let opened = vault.open_case(&world.worker, case, &[Segment::Casework], Reason::Support).await.unwrap();
            opened.is_some()
        };
        let take_back = async |code: &ClientCode| {
            let taken = vault.take_back_by_code(&world.colleague, code, TakenBack::Everything).await.unwrap();
            taken.unwrap();
        };
        let first = promoted(&world, log(&world, form(Some(&code()))).await).await;
        let hidden = world.open_case("Mây").await;
        let hers = world.code(hidden).await;
        let alike = promoted(&world, log(&world, form(Some(&hers))).await).await;
        take_back(&hers).await;
        assert!(!opens(hidden).await && opens(alike).await && opens(first).await, "a code by right is hers alone");
        take_back(&code()).await;
        assert!(!opens(first).await && opens(alike).await);
        // She comes again with the same paper: of what it led to nothing stands, so it leads to what she says yes to now.
        let second = promoted(&world, log(&world, form(Some(&code()))).await).await;
        assert!(opens(second).await);
        take_back(&code()).await;
        assert!(!opens(second).await && opens(alike).await);
        // One row for each code: those of four cases, and the one that was told.
        assert_eq!(run_sql(&world.url, "update withdrawal_codes set tag = tag").await, 5);
    }
}

/// By their lengths, which stand in the clear, nobody finds the contact that a case took over.
#[tokio::test]
async fn what_is_sealed_of_a_contact_and_of_a_promotion_tells_nothing_by_its_length() {
    for world in worlds("promotion_length").await {
        let long =
            ContactForm { note: "rất lâu ".repeat(3), needs: vec!["mind".into(), "law".into()], ..form(None) };
        let (one, other) = (log(&world, form(Some(&code()))).await, log(&world, long).await);
        for table in ["contacts", "promotions"] {
            if table == "promotions" {
                promoted(&world, one).await;
                promoted(&world, other).await;
            }
            let all = format!("update {table} set id = id");
            assert_eq!(run_sql(&world.url, &all).await, 2);
            let others = format!("{all} where length(sealed) <> (select max(length(sealed)) from {table})");
            assert_eq!(run_sql(&world.url, &others).await, 0, "{table}");
        }
    }
}

/// I5: a code that is a colleague's client's is taken like one that is nobody's. Whoever knows a code learns nothing by it.
#[tokio::test]
async fn a_code_of_a_case_one_may_not_see_tells_nothing() {
    for world in worlds("promotion_code").await {
        let hidden = world.open_case("Mây").await;
        let hers = world.code(hidden).await;
        for told in [hers, code()] {
            let contact = log(&world, form(Some(&told))).await;
            let run = offered(&world, &world.colleague, contact).await.unwrap();
            let made = world.vault.promote(&world.colleague, &yes("Hoa Ban"), &run, world.form()).await.unwrap();
            let Some(Promoted::Now(case)) = made else { panic!("as with any code") };
            let segments = [Segment::Label];
            let ring = world.vault.open_case(&world.colleague, case, &segments, Reason::Support).await.unwrap();
            let label = world.vault.case_head(&ring.unwrap().take().unwrap()).await.unwrap().label;
            assert!(label.code != told && label.former_code == Some(told));
        }
        assert_eq!(opened(&world, hidden).await.0.former_code, None);
    }
}
