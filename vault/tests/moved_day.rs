//! A day that was set is moved: one more record beside the old one, shown to the sender and on the client's own page.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, card, holder, worlds};
use chrono::{NaiveDate, TimeDelta};
use domain::audit::Reason;
use domain::card::CardReach;
use domain::consent::{Purpose, Segment};
use domain::id::{CaseId, ReferralId};
use domain::referral::{Answer, DaySet, Followed, Following, Outcome, ReferralState};
use vault::segment;
use vault::testing::run_sql;

const PIN: &str = "402817";

fn on(answer: Answer, day: NaiveDate) -> Outcome {
    Outcome { next_on: Some(day), ..Outcome::of(answer) }
}

async fn says(world: &World, id: ReferralId, outcome: &Outcome) -> Option<ReferralState> {
    world.vault.answer_referral(&world.clinic, id, outcome).await.unwrap()
}

async fn day(world: &World, id: ReferralId) -> (Option<DaySet>, usize) {
    let followed = world.vault.referral(&world.worker, id).await.unwrap().unwrap();
    (followed.day(), followed.history.len())
}

#[tokio::test]
async fn a_moved_day_stands_beside_the_old_one_and_a_second_click_is_none() {
    for world in worlds("moved_day").await {
        let vault = &world.vault;
        let id = world.refer(world.open_case("Hoa Ban").await).await;
        let [first, second, third] = [2, 3, 4].map(|days| vault.today() + TimeDelta::days(days));
        // Nothing to move yet.
        assert_eq!(says(&world, id, &on(Answer::Moved, first)).await, Some(ReferralState::Issued));
        says(&world, id, &on(Answer::Booked, first)).await;
        assert_eq!(day(&world, id).await, (Some(DaySet { on: first, moved_from: None }), 2));
        // Who did not read yet that a day stands sets none over it.
        says(&world, id, &on(Answer::Booked, third)).await;
        says(&world, id, &on(Answer::Moved, first)).await;
        assert_eq!(day(&world, id).await, (Some(DaySet { on: first, moved_from: None }), 2));
        for _ in 0..2 {
            assert_eq!(says(&world, id, &on(Answer::Moved, second)).await, Some(ReferralState::Booked));
            assert_eq!(day(&world, id).await, (Some(DaySet { on: second, moved_from: Some(first) }), 3));
        }
        // The sender, who called the clinic, moves it too.
        let moved = Followed { following: Following::Moved, booked_on: Some(third), met: None, why: None };
        let booked = Followed { following: Following::Booked, ..moved.clone() };
        vault.follow_referral(&world.worker, id, &booked).await.unwrap().unwrap();
        assert_eq!(day(&world, id).await.1, 3);
        vault.follow_referral(&world.worker, id, &moved).await.unwrap().unwrap();
        assert_eq!(day(&world, id).await, (Some(DaySet { on: third, moved_from: Some(second) }), 4));
        // Who and when of each stays, and the clock runs to the new day.
        let followed = vault.referral(&world.worker, id).await.unwrap().unwrap();
        let by: Vec<_> = followed.history.iter().map(|moved| moved.by.as_deref().unwrap_or_default()).collect();
        assert_eq!(by, ["Lò Thị Mai", "Phòng khám Hoa Sen", "Phòng khám Hoa Sen", "Lò Thị Mai"]);
        assert_eq!(followed.due.map(|due| due.on), Some(third));
        says(&world, id, &Outcome::of(Answer::Came)).await;
        assert_eq!(says(&world, id, &on(Answer::Moved, third)).await, Some(ReferralState::Attended));
        assert_eq!(day(&world, id).await.0, None);
        assert!(vault.check_audit().await.is_ok());
    }
}

async fn own_days(world: &World, code: &domain::card::CardCode) -> Vec<(NaiveDate, bool)> {
    let her = holder(world, code, PIN).await;
    let own = world.vault.own_page(&her, 1).await.unwrap();
    let clinic = own.appointments.into_iter().filter(|next| next.place == "Phòng khám Hoa Sen");
    clinic.map(|next| (next.on, next.until)).collect()
}

async fn with_card(world: &World, alias: &str, reach: CardReach) -> (CaseId, ReferralId, domain::card::CardCode) {
    let case = world.open_case(alias).await;
    let code = card(world, case, reach, PIN).await;
    (case, world.refer(case).await, code)
}

#[tokio::test]
async fn her_own_page_shows_the_day_that_stands() {
    for world in worlds("own_day").await {
        let vault = &world.vault;
        let (case, id, code) = with_card(&world, "Hoa Ban", CardReach::Appointments).await;
        let until = own_days(&world, &code).await;
        assert!(until.len() == 1 && until[0].1, "by when, as long as no day was set");
        let [first, second] = [2, 3].map(|days| vault.today() + TimeDelta::days(days));
        says(&world, id, &on(Answer::Booked, first)).await;
        assert_eq!(own_days(&world, &code).await, [(first, false)]);
        says(&world, id, &on(Answer::Moved, second)).await;
        assert_eq!(own_days(&world, &code).await, [(second, false)], "the new one alone");
        // One card for each referral and one row, whatever was moved.
        assert_eq!(run_sql(&world.url, "update card_days set number = number").await, 1);
        says(&world, id, &Outcome::of(Answer::DidNotCome)).await;
        assert!(own_days(&world, &code).await[0].1, "no day any more");
        says(&world, id, &on(Answer::Booked, second)).await;
        // A new card was sealed nothing; the old one's goes with it.
        let new = card(&world, case, CardReach::Appointments, PIN).await;
        assert!(own_days(&world, &new).await[0].1);
        assert_eq!(run_sql(&world.url, "update card_days set number = number").await, 0);
        // It goes with her consent, and not only out of sight.
        let (other, taken, own) = with_card(&world, "Gạo", CardReach::Appointments).await;
        says(&world, taken, &on(Answer::Booked, first)).await;
        assert_eq!(own_days(&world, &own).await, [(first, false)]);
        let segments = [Segment::Label, Segment::Casework];
        let mut ring = vault.open_case(&world.worker, other, &segments, Reason::Support).await.unwrap().unwrap();
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let asked = consents.iter().find(|entry| entry.purpose == Purpose::Referral).unwrap().id;
        vault.withdraw(&world.worker, &ring, asked).await.unwrap().unwrap();
        assert_eq!(run_sql(&world.url, "update card_days set number = number").await, 0);
        // A card that holds nothing is told nothing.
        let (_, plain, nothing) = with_card(&world, "Mây", CardReach::Nothing).await;
        says(&world, plain, &on(Answer::Booked, first)).await;
        assert_eq!(run_sql(&world.url, "update card_days set number = number").await, 0);
        assert!(own_days(&world, &nothing).await[0].1);
    }
}

/// I9: what was sealed to one card for one day opens in no other place.
#[tokio::test]
async fn a_day_in_another_place_does_not_open() {
    for world in worlds("own_day_shuffled").await {
        let day = world.vault.today() + TimeDelta::days(2);
        let (_, first, code) = with_card(&world, "Hoa Ban", CardReach::Appointments).await;
        let (_, second, _) = with_card(&world, "Mây", CardReach::Appointments).await;
        for id in [first, second] {
            says(&world, id, &on(Answer::Booked, day)).await;
        }
        run_sql(&world.url, "create table kept as select party_id, sealed from card_days").await;
        let from = |own: &str| {
            format!(
                "update card_days set sealed = (select sealed from kept where kept.party_id {own} card_days.party_id)"
            )
        };
        assert_eq!(run_sql(&world.url, &from("<>")).await, 2);
        let her = holder(&world, &code, PIN).await;
        assert!(world.vault.own_page(&her, 1).await.is_err());
        assert_eq!(run_sql(&world.url, &from("=")).await, 2);
        assert_eq!(own_days(&world, &code).await, [(day, false)]);
        assert_eq!(run_sql(&world.url, "update card_days set number = number + 1").await, 2);
        assert!(world.vault.own_page(&her, 1).await.is_err());
    }
}
