//! Leave cover: given for days, ended by itself, by the client or by hand; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, card, evidence, holder, log_in, sealed_note, session_form, worlds};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::audit::Reason;
use domain::case::NotGiven;
use domain::consent::{EvidenceForm, Purpose, Renewal, Segment};
use domain::cover::{Cover, Standing};
use domain::date::end_of_day;
use domain::id::{CaseId, CoverId};
use domain::problem::Problems;
use domain::rights::OwnAskedForm;
use domain::sealed_note::SealedNoteForm;
use vault::case::Found;
use vault::cover::GivenCover;
use vault::testing::run_sql;
use vault::{Actor, DraftOf, Ring, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];
const PIN: &str = "402817";

async fn give(world: &World, cases: &[CaseId], from: NaiveDate, until: NaiveDate) -> GivenCover {
    let mut cases = cases.to_vec();
    cases.sort_unstable();
    let cover = Cover { cases, colleague: world.colleague.account(), from, until };
    let mai = world.worker.account();
    world.vault.give_cover(&world.supervisor, mai, &cover, world.form()).await.unwrap().unwrap()
}

async fn covered(world: &World, case: CaseId, days: u64) -> CoverId {
    let today = world.vault.today();
    give(world, &[case], today, today + Days::new(days)).await.cover.unwrap()
}

async fn ring(world: &World, actor: &Actor, case: CaseId) -> Option<Ring> {
    world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap()
}

async fn marked_until(world: &World) -> Vec<Option<DateTime<Utc>>> {
    let everything = |rows: Vec<_>| Found { total: rows.len(), rows };
    let found = world.vault.list_cases(&world.colleague, Reason::Support, everything).await.unwrap().unwrap();
    found.rows.into_iter().map(|row| row.covered_until).collect()
}

async fn consent(world: &World, case: CaseId, purpose: Purpose) -> domain::id::ConsentId {
    let casework = ring(world, &world.worker, case).await.unwrap().take::<segment::Casework>().unwrap();
    let ledger = world.vault.consents(&casework).await.unwrap();
    ledger.into_iter().find(|entry| entry.purpose == purpose && entry.live).unwrap().id
}

async fn renew(world: &World, case: CaseId, until: NaiveDate) {
    let mut open = ring(world, &world.worker, case).await.unwrap();
    let casework = open.take::<segment::Casework>().unwrap();
    let evidence = EvidenceForm::check(&evidence(), "nobody", &mut Problems::none()).unwrap();
    let yes = Renewal::Yes { until, evidence };
    let old = consent(world, case, Purpose::Processing).await;
    world.vault.renew(&world.worker, &open, &casework, old, &yes, world.form()).await.unwrap().unwrap();
}

#[tokio::test]
async fn it_opens_for_its_days_and_shuts_by_itself() {
    for world in worlds("cover").await {
        let vault = &world.vault;
        let (case, other) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let today = vault.today();
        assert!(ring(&world, &world.colleague, case).await.is_none());
        let given = give(&world, &[case], today + Days::new(1), today + Days::new(3)).await;
        assert!(given.cover.is_some() && given.not.is_empty());
        let standing = async || vault.covers(&world.supervisor).await.unwrap().unwrap()[0].standing;
        assert_eq!(standing().await, Standing::ToCome);
        assert!(ring(&world, &world.colleague, case).await.is_none(), "not before its first day");

        world.clock.advance(TimeDelta::days(1));
        let dung = log_in(vault, "dung").await;
        let mut open = ring(&world, &dung, case).await.unwrap();
        assert!(ring(&world, &dung, other).await.is_none(), "only what was covered");
        assert_eq!(standing().await, Standing::Runs);
        assert_eq!(marked_until(&world).await, [Some(end_of_day(today + Days::new(3)))]);
        assert_eq!(vault.handed_over(&dung).await.unwrap().len(), 1);
        // She does the work, and the record says why she looked.
        let session =
            session_form(vault.today()).check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.record_counselling(&dung, &mut open, &session, world.form()).await.unwrap().is_some());
        let looks = vault.who_looked(&world.supervisor, &open, 0, 20).await.unwrap().unwrap();
        assert_eq!(looks.iter().filter(|look| look.reason == Reason::Cover).count(), 2, "a look and a record");
        let mai = log_in(vault, "mai").await;
        assert!(ring(&world, &mai, case).await.is_some(), "hers all the same");

        world.clock.advance(TimeDelta::days(3));
        let dung = log_in(vault, "dung").await;
        assert!(ring(&world, &dung, case).await.is_none());
        assert!(marked_until(&world).await.is_empty());
        assert_eq!(standing().await, Standing::Over);
        vault.sweep_expired().await.unwrap();
        assert!(ring(&world, &log_in(vault, "mai").await, case).await.is_some());
        // And again later: nothing of the first is in the way.
        covered(&world, case, 0).await;
        assert!(ring(&world, &dung, case).await.is_some());
    }
}

#[tokio::test]
async fn it_ends_by_hand_at_once_with_all_that_was_made_meanwhile() {
    for world in worlds("cover_end").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let hers = card(&world, case, domain::card::CardReach::Agreed, PIN).await;
        let cover = covered(&world, case, 10).await;
        // A letter, a packet and a part that is given again reach her while it lasts.
        let asked = OwnAskedForm { right: "copy".into(), words: "CANARY cho tôi bản sao".into() };
        let asked = asked.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        let client = holder(&world, &hers, PIN).await;
        vault.ask_own(&client, &asked).await.unwrap().unwrap();
        let referral = world.refer(case).await;
        assert!(vault.referral(&world.colleague, referral).await.unwrap().is_some());
        let mut open = ring(&world, &world.colleague, case).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let request = vault.requests_of(&world.colleague, &casework).await.unwrap().remove(0).id;
        assert!(vault.request_told(&world.colleague, &casework, request).await.unwrap().unwrap().words.is_some());
        let words = SealedNoteForm { words: "CANARY chỉ mình tôi".into() }.check().unwrap();
        let note = vault.write_sealed_note(&world.colleague, &open, &casework, &words, world.form());
        let note = note.await.unwrap().unwrap();
        assert!(vault.open_sealed_note(&world.colleague, case, note).await.unwrap().is_some());

        assert!(vault.keep_draft(&world.colleague, DraftOf::Counselling(case), "CANARY nháp").await.unwrap());

        // Who covers does not end it; the supervisor does, once.
        assert!(vault.end_cover(&world.colleague, cover).await.unwrap().is_none());
        vault.end_cover(&world.supervisor, cover).await.unwrap().unwrap();
        assert!(vault.end_cover(&world.supervisor, cover).await.unwrap().is_none());
        assert!(ring(&world, &world.colleague, case).await.is_none());
        assert!(vault.referral(&world.colleague, referral).await.unwrap().is_none());
        assert!(vault.open_sealed_note(&world.colleague, case, note).await.unwrap().is_none());
        assert!(vault.referral(&world.worker, referral).await.unwrap().is_some(), "the worker's own");
        let kept = vault.covers(&world.supervisor).await.unwrap().unwrap().remove(0);
        assert_eq!((kept.standing, kept.cases), (Standing::Ended, 1));
        assert_eq!(kept.ended.unwrap().0, "Hà Thị Ơn");
        // Her own note opens again with the case, and what she had half written is gone.
        covered(&world, case, 1).await;
        let casework = ring(&world, &world.colleague, case).await.unwrap().take::<segment::Casework>().unwrap();
        let draft = vault.draft(&world.colleague, &casework, DraftOf::Counselling(case)).await.unwrap();
        assert!(draft.is_none());
        assert!(vault.open_sealed_note(&world.colleague, case, note).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn it_never_lasts_longer_than_the_clients_yes_nor_than_its_own_last_day() {
    for world in worlds("cover_consent").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let today = vault.today();
        renew(&world, case, today + Days::new(2)).await;
        covered(&world, case, 10).await;
        assert_eq!(marked_until(&world).await, [Some(end_of_day(today + Days::new(2)))]);
        // She says yes for longer: now the cover's own last day counts. And for less again.
        renew(&world, case, today + Days::new(300)).await;
        assert_eq!(marked_until(&world).await, [Some(end_of_day(today + Days::new(10)))]);
        renew(&world, case, today + Days::new(5)).await;
        assert_eq!(marked_until(&world).await, [Some(end_of_day(today + Days::new(5)))]);
        // She takes it back: shut to everybody.
        let open = ring(&world, &world.colleague, case).await.unwrap();
        let processing = consent(&world, case, Purpose::Processing).await;
        vault.withdraw(&world.colleague, &open, processing).await.unwrap().unwrap();
        assert!(ring(&world, &world.colleague, case).await.is_none());
        assert!(ring(&world, &world.worker, case).await.is_none());
    }
}

#[tokio::test]
async fn what_cannot_be_covered_is_told_with_its_reason() {
    for world in worlds("cover_not").await {
        let vault = &world.vault;
        let today = vault.today();
        let mut cases = Vec::new();
        for alias in ["Một", "Hai", "Ba", "Bốn"] {
            cases.push(world.open_case(alias).await);
        }
        let [good, stopped, shut, twice] = cases[..] else { panic!("four") };
        for (case, purpose) in [(stopped, Purpose::Services), (shut, Purpose::Processing)] {
            let given = consent(&world, case, purpose).await;
            let open = ring(&world, &world.worker, case).await.unwrap();
            vault.withdraw(&world.worker, &open, given).await.unwrap().unwrap();
        }
        covered(&world, twice, 1).await;
        let never = CaseId(uuid::Uuid::from_u128(7));
        let given = give(&world, &[good, stopped, shut, twice, never], today, today).await;
        let of = |case| given.not.iter().find(|(one, _)| *one == case).map(|(_, reason)| *reason);
        assert_eq!(of(good), None);
        assert_eq!(of(stopped), Some(NotGiven::NotServed));
        assert_eq!(of(shut), Some(NotGiven::NoKey));
        assert_eq!(of(twice), Some(NotGiven::Covered));
        assert_eq!(of(never), Some(NotGiven::NotHers));
        assert!(ring(&world, &world.colleague, good).await.is_some());
        assert!(ring(&world, &world.colleague, stopped).await.is_none());
        // When nothing can be given nothing is kept, and nobody else may give.
        assert!(give(&world, &[stopped], today, today).await.cover.is_none());
        assert_eq!(vault.covers(&world.supervisor).await.unwrap().unwrap().len(), 2);
        let cover = Cover { cases: vec![good], colleague: world.colleague.account(), from: today, until: today };
        let mai = world.worker.account();
        assert!(vault.give_cover(&world.worker, mai, &cover, world.form()).await.unwrap().is_none());
        assert!(vault.covers(&world.worker).await.unwrap().is_none());
        // A volunteer carries nothing; nobody covers herself.
        let to = |colleague| Cover { cases: vec![good], colleague, from: today, until: today };
        for colleague in [world.volunteer.account(), mai] {
            let given = vault.give_cover(&world.supervisor, mai, &to(colleague), world.form()).await.unwrap();
            assert!(given.is_none());
        }
    }
}

#[tokio::test]
async fn two_posts_of_one_form_make_one_cover() {
    for world in worlds("cover_once").await {
        let case = world.open_case("Hoa Ban").await;
        let (today, form) = (world.vault.today(), world.form());
        let cover = Cover { cases: vec![case], colleague: world.colleague.account(), from: today, until: today };
        let mai = world.worker.account();
        let mut made = Vec::new();
        for _ in 0..2 {
            let given = world.vault.give_cover(&world.supervisor, mai, &cover, form).await.unwrap().unwrap();
            made.push(given.cover.unwrap());
        }
        assert_eq!(made[0], made[1]);
        assert_eq!(world.vault.covers(&world.supervisor).await.unwrap().unwrap().len(), 1);
        // A note of the worker's own is for nobody who covers her.
        let mut open = ring(&world, &world.worker, case).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let note = sealed_note(&world, &open, &casework).await;
        assert!(world.vault.open_sealed_note(&world.colleague, case, note).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn it_ends_with_the_support_of_the_client() {
    for world in worlds("cover_support").await {
        let vault = &world.vault;
        let today = vault.today();
        let standing = async || vault.covers(&world.supervisor).await.unwrap().unwrap()[0].standing;
        // Closed.
        let closed = world.open_case("Hoa Ban").await;
        covered(&world, closed, 10).await;
        assert!(ring(&world, &world.colleague, closed).await.is_some());
        world.close_case(closed, "").await;
        assert!(ring(&world, &world.colleague, closed).await.is_none());
        assert!(ring(&world, &world.worker, closed).await.is_some(), "who carries it reads it");
        assert_eq!(standing().await, Standing::Ended);
        assert_eq!(give(&world, &[closed], today, today).await.not, [(closed, NotGiven::NotServed)]);

        // Stopped, with what was begun under the cover and not what the worker began.
        let stopped = world.open_case("Mây").await;
        covered(&world, stopped, 20).await;
        for actor in [&world.worker, &world.colleague] {
            assert!(vault.keep_draft(actor, DraftOf::Counselling(stopped), "agreed=CANARY").await.unwrap());
        }
        let services = consent(&world, stopped, Purpose::Services).await;
        let open = ring(&world, &world.worker, stopped).await.unwrap();
        vault.withdraw(&world.worker, &open, services).await.unwrap().unwrap();
        assert!(ring(&world, &world.colleague, stopped).await.is_none());
        assert!(ring(&world, &world.worker, stopped).await.is_some());
        assert_eq!(standing().await, Standing::Ended);
        assert_eq!(run_sql(&world.url, "update drafts set form = form").await, 1);

        // Stopped by herself: no account ended it, and it opens nothing.
        let alone = world.open_case("Gạo").await;
        let hers = card(&world, alone, domain::card::CardReach::Agreed, PIN).await;
        covered(&world, alone, 30).await;
        assert!(ring(&world, &world.colleague, alone).await.is_some());
        let services = consent(&world, alone, Purpose::Services).await;
        let client = holder(&world, &hers, PIN).await;
        vault.take_back_own(&client, services).await.unwrap().unwrap();
        assert!(ring(&world, &world.colleague, alone).await.is_none());
        assert_eq!(run_sql(&world.url, "update wraps set cover_id = cover_id where cover_id is not null").await, 0);
    }
}
