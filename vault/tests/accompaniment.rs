//! Who went with a client tells whether they arrived: kept once, read by the desk, written to her referral by who carries the
//! case, and never taken for the receiver's word.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::contact::{enrol, kept, now, send};
use crate::support::{World, log_in, worlds};
use chrono::TimeDelta;
use domain::accompaniment::{Accompaniment, AccompanimentForm, Arrived, SavedAccompaniment};
use domain::client::ClientCode;
use domain::contact::Refused;
use domain::id::{ContactId, ReferralId};
use domain::referral::{Answer, Heard, Outcome, ReferralState, Report, ServiceDelivered};
use seal::{PartyKey, Place};
use uuid::Uuid;
use vault::contact::Receipt;
use vault::contact::phone::Enrolled;
use vault::testing::{SeededEntropy, run_sql};

/// As the island seals it.
fn seal(phone: &Enrolled, id: u128, saved_at: i64, code: &str, arrived: &str) -> (ContactId, Vec<u8>) {
    let id = ContactId(Uuid::from_u128(id));
    let accompaniment = AccompanimentForm { slip_code: code.into(), arrived: arrived.into() };
    let saved = SavedAccompaniment { account: phone.account, phone: phone.phone, saved_at, accompaniment };
    let (body, entropy) = (serde_json::to_vec(&saved).unwrap(), SeededEntropy::new(id.0.as_u128() as u64));
    (id, PartyKey::seal_to(&phone.seal_to.0, Place::on_a_phone(id), &body, &entropy).unwrap())
}

async fn told(world: &World, code: ClientCode, arrived: Arrived) -> Uuid {
    let told = Accompaniment { code, arrived, on: world.vault.today() };
    world.vault.tell_accompaniment(&world.volunteer, &told, world.form()).await.unwrap().unwrap()
}

async fn state(world: &World, id: ReferralId) -> ReferralState {
    world.vault.referral(&world.worker, id).await.unwrap().unwrap().standing.state
}

#[tokio::test]
async fn what_a_phone_tells_fifty_times_is_told_once_and_stays_written() {
    for world in worlds("accompaniment_once").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let (referral, code) = (world.refer(case).await, world.code(case).await);
        let phone = enrol(&world, &world.volunteer).await;
        let one = seal(&phone, 1, now(&world), code.as_str(), "arrived");
        for _ in 0..25 {
            assert_eq!(send(&world, &phone.token, &[&one, &one]).await.unwrap(), [Receipt::Kept; 2]);
        }
        let waiting = vault.accompaniments(&world.worker).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].accompaniment.arrived, waiting[0].by.as_str()), (Arrived::Yes, world.volunteer.name()));
        assert_eq!(kept(&world).await, (0, 0), "it is no contact");

        let before = run_sql(&world.url, "update facts set quantity = quantity where kind = 'referral_state'").await;
        vault.settle_accompaniment(&world.worker, waiting[0].id, referral).await.unwrap().unwrap();
        // The second click, and the phone that did not hear of it.
        vault.settle_accompaniment(&world.worker, waiting[0].id, referral).await.unwrap().unwrap();
        assert_eq!(send(&world, &phone.token, &[&one]).await.unwrap(), [Receipt::Kept]);
        assert!(vault.accompaniments(&world.worker).await.unwrap().is_empty());

        let followed = vault.referral(&world.worker, referral).await.unwrap().unwrap();
        assert_eq!(followed.reports.len(), 1);
        let heard = followed.told().unwrap();
        assert_eq!((heard.report.heard, heard.report.on), (Heard::Arrived, vault.today()));
        assert_eq!(heard.told_by.as_deref(), Some(world.volunteer.name()));
        assert_eq!(heard.by, world.worker.name());
        // It moved nothing, counts as nothing the receiver did, and is not shown to it.
        assert_eq!(followed.standing.state, ReferralState::Issued);
        let after = run_sql(&world.url, "update facts set quantity = quantity where kind = 'referral_state'").await;
        assert_eq!(before, after);
        let heard = "update facts set quantity = quantity where kind = 'referral_heard' and detail = 'arrived' and quantity = 1";
        assert_eq!(run_sql(&world.url, heard).await, 1);
        let at_clinic = vault.referral(&log_in(vault, "sen").await, referral).await.unwrap().unwrap();
        assert!(at_clinic.reports.is_empty() && at_clinic.told().is_none());
        // No row says who went with whom.
        let pair = "update referral_reports set number = number where reported_by in (select id from accounts where username = 'xuan')";
        assert_eq!(run_sql(&world.url, pair).await, 0);
    }
}

/// Who tells it reads nothing; who coordinates reads it and writes nothing; it goes to her own referral and to no other.
#[tokio::test]
async fn it_is_written_by_who_carries_the_case_of_that_code() {
    for world in worlds("accompaniment_who").await {
        let vault = &world.vault;
        let (hers, others) = (world.open_case("Hoa Ban").await, world.open_case("Mận").await);
        let (referral, other) = (world.refer(hers).await, world.refer(others).await);
        let id = told(&world, world.code(hers).await, Arrived::No).await;
        let unknown = told(&world, ClientCode::from_random([7; 8]), Arrived::Yes).await;
        for nobody in [&world.volunteer, &world.clinic, &world.administrator, &world.officer] {
            assert!(vault.accompaniments(nobody).await.unwrap().is_empty(), "{:?}", nobody.role());
        }
        assert_eq!(vault.accompaniments(&world.supervisor).await.unwrap().len(), 2);
        for nobody in [&world.supervisor, &world.volunteer, &world.clinic, &world.colleague] {
            assert!(vault.settle_accompaniment(nobody, id, referral).await.unwrap().is_none(), "{:?}", nobody.role());
        }
        assert!(vault.settle_accompaniment(&world.worker, id, other).await.unwrap().is_none(), "of another client");
        assert!(vault.settle_accompaniment(&world.worker, unknown, referral).await.unwrap().is_none());
        let told = Accompaniment { code: world.code(hers).await, arrived: Arrived::Yes, on: vault.today() };
        assert!(vault.tell_accompaniment(&world.clinic, &told, world.form()).await.unwrap().is_none());
        assert_eq!(vault.accompaniments(&world.worker).await.unwrap().len(), 2);
        vault.settle_accompaniment(&world.worker, id, referral).await.unwrap().unwrap();
        let followed = vault.referral(&world.worker, referral).await.unwrap().unwrap();
        assert_eq!(followed.told().unwrap().report.heard, Heard::NotArrived);
        assert_eq!(followed.standing.state, ReferralState::Issued, "the clinic says whether she came");
    }
}

#[tokio::test]
async fn what_is_wrong_is_refused_by_its_reason() {
    for world in worlds("accompaniment_refused").await {
        let phone = enrol(&world, &world.volunteer).await;
        let other = enrol(&world, &world.supervisor).await;
        let at = now(&world);
        let code = ClientCode::from_random([1; 8]);
        let good = seal(&phone, 1, at, code.as_str(), "arrived");
        let no_code = seal(&phone, 2, at, "0912 345 678", "arrived");
        let no_choice = seal(&phone, 3, at, code.as_str(), "came");
        let in_her_name = seal(&other, 4, at, code.as_str(), "arrived");
        let moved = (ContactId(Uuid::from_u128(5)), good.1.clone());
        let refused = |why| Receipt::Refused(why);
        assert_eq!(
            send(&world, &phone.token, &[&no_code, &no_choice, &in_her_name, &moved, &good]).await.unwrap(),
            [
                refused(Refused::NotValid),
                refused(Refused::NotValid),
                refused(Refused::NotOfThisPhone),
                refused(Refused::DoesNotOpen),
                Receipt::Kept
            ]
        );
        let taken = seal(&other, 1, at, code.as_str(), "not_arrived");
        assert_eq!(send(&world, &other.token, &[&taken]).await.unwrap(), [refused(Refused::Taken)]);
        let waiting = world.vault.accompaniments(&world.supervisor).await.unwrap();
        assert!(waiting.len() == 1 && waiting[0].accompaniment.arrived == Arrived::Yes);
    }
}

/// After a no-show it is written and moves nothing; once the receiver says that she came, nobody's word stands beside it.
#[tokio::test]
async fn where_the_receiver_says_she_came_nothing_is_written() {
    for world in worlds("accompaniment_late").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let referral = world.refer(case).await;
        let id = told(&world, world.code(case).await, Arrived::Yes).await;
        vault.answer_referral(&world.clinic, referral, &Outcome::of(Answer::DidNotCome)).await.unwrap().unwrap();
        vault.settle_accompaniment(&world.worker, id, referral).await.unwrap().unwrap();
        assert_eq!(state(&world, referral).await, ReferralState::NoShow);
        let followed = vault.referral(&world.worker, referral).await.unwrap().unwrap();
        assert_eq!((followed.reports.len(), followed.told().is_some()), (1, true));
        // By its length nobody learns that another told it, or who.
        let other = world.refer(world.open_case("Mây").await).await;
        let heard = Report { heard: Heard::Arrived, on: vault.today() };
        vault.report_referral(&world.worker, other, &heard, world.form()).await.unwrap().unwrap();
        let shortest = "update referral_reports set number = number where length(sealed) = (select min(length(sealed)) from referral_reports)";
        assert_eq!(run_sql(&world.url, shortest).await, 2);

        let late = told(&world, world.code(case).await, Arrived::No).await;
        let served = Outcome { services: vec![ServiceDelivered::Examined], ..Outcome::of(Answer::ServedInPart) };
        vault.answer_referral(&world.clinic, referral, &served).await.unwrap().unwrap();
        vault.settle_accompaniment(&world.worker, late, referral).await.unwrap().unwrap();
        assert_eq!(state(&world, referral).await, ReferralState::ServedInPart);
        let followed = vault.referral(&world.worker, referral).await.unwrap().unwrap();
        assert_eq!((followed.reports.len(), followed.told().is_none()), (1, true));
    }
}

/// With her case, after thirty days, and with the desk's old key: nothing of it is left behind, and it does not come back.
#[tokio::test]
async fn it_goes_with_her_case_or_after_thirty_days_and_does_not_come_back() {
    for world in worlds("accompaniment_gone").await {
        let vault = &world.vault;
        let phone = enrol(&world, &world.volunteer).await;
        let case = world.open_case("Hoa Ban").await;
        let hers = seal(&phone, 1, now(&world), world.code(case).await.as_str(), "arrived");
        let another = seal(&phone, 2, now(&world), ClientCode::from_random([1; 8]).as_str(), "arrived");
        assert_eq!(send(&world, &phone.token, &[&hers, &another]).await.unwrap(), [Receipt::Kept; 2]);
        crate::contact::erase(&world, case).await;
        vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        let waiting = vault.accompaniments(&log_in(vault, "giamsat").await).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.id.as_u128()).collect::<Vec<_>>(), [2]);

        world.clock.advance(TimeDelta::days(30));
        vault.sweep_expired().await.unwrap();
        assert_eq!(run_sql(&world.url, "update accompaniments set id = id").await, 0);
        assert_eq!(send(&world, &phone.token, &[&hers, &another]).await.unwrap(), [Receipt::Kept; 2]);
        assert_eq!(run_sql(&world.url, "update accompaniments set id = id").await, 0);
    }
}
