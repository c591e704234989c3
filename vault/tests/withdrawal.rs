//! A client tells any colleague her code and takes her yes back: at once, and without telling that colleague anything.
//! On both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, card, holder, worlds};
use chrono::TimeDelta;
use domain::account::Role;
use domain::audit::{Deed, Reason};
use domain::card::CardReach;
use domain::client::ClientCode;
use domain::consent::{Purpose, Segment, Standing, TakenBack};
use domain::id::CaseId;
use vault::consent::News;
use vault::{Actor, counting_statements, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];
const PIN: &str = "402817";

async fn code(world: &World, case: CaseId) -> ClientCode {
    let ring = world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap();
    let label = ring.unwrap().take::<segment::Label>().unwrap();
    world.vault.case_head(&label).await.unwrap().label.code
}

async fn opens(world: &World, actor: &Actor, case: CaseId) -> bool {
    world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().is_some()
}

async fn news(world: &World, actor: &Actor) -> Vec<News> {
    world.vault.withdrawals_to_know(actor, Reason::Support).await.unwrap()
}

async fn take_back(world: &World, actor: &Actor, code: &ClientCode, what: TakenBack) -> Option<()> {
    world.vault.take_back_by_code(actor, code, what).await.unwrap()
}

#[tokio::test]
async fn with_anybody_of_the_house_in_part_and_in_whole_and_who_must_know_is_told() {
    for world in worlds("by_code").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let referral = world.refer(case).await;
        let untouched = world.open_case("Mây").await;
        let number = card(&world, case, CardReach::Nothing, PIN).await;
        let code = code(&world, case).await;
        assert!(news(&world, &world.worker).await.is_empty());

        // What was sent on: by a colleague who has no key of the case.
        assert!(!opens(&world, &world.colleague, case).await);
        take_back(&world, &world.colleague, &code, TakenBack::For(Purpose::Referral)).await.unwrap();
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none());
        assert_eq!(vault.expected(&world.clinic, |all| all).await.unwrap().unwrap().notices.len(), 1);
        assert!(opens(&world, &world.worker, case).await, "the rest goes on");
        for actor in [&world.worker, &world.supervisor] {
            let told = news(&world, actor).await;
            assert_eq!((told.len(), told[0].case, told[0].purpose), (1, Some(case), Purpose::Referral));
            assert_eq!(told[0].by.as_deref(), Some("Quàng Văn Dũng"));
            assert_eq!(told[0].recipients, ["Phòng khám Hoa Sen"]);
            assert_eq!(domain::date::display(domain::date::local_date(told[0].stop_by.unwrap())), "14/12/2026");
        }
        for stranger in [&world.colleague, &world.volunteer, &world.officer, &world.administrator] {
            assert!(news(&world, stranger).await.is_empty());
        }

        // Everything: by a volunteer. Nobody opens it any more, and who must know is told by a mark.
        take_back(&world, &world.volunteer, &code, TakenBack::Everything).await.unwrap();
        for actor in [&world.worker, &world.supervisor, &world.colleague, &world.volunteer] {
            assert!(!opens(&world, actor, case).await);
        }
        let told = news(&world, &world.worker).await;
        assert_eq!(told.len(), 3, "the request, the support, the keeping");
        assert!(told.iter().all(|one| one.case.is_none() && one.mark == told[0].mark));
        assert!(opens(&world, &world.worker, untouched).await, "another's case is untouched");

        // On her own page she sees that it is done, and who wrote it down.
        let own = vault.own_page(&holder(&world, &number, PIN).await, 20).await.unwrap();
        assert!(own.consents.iter().all(|entry| entry.standing == Standing::Withdrawn));
        let by = own.looks.iter().filter(|look| look.deed == Deed::ConsentWithdrawn).map(|look| look.role);
        assert_eq!(
            by.collect::<Vec<_>>(),
            [Some(Role::PeerVolunteer), Some(Role::PeerVolunteer), Some(Role::SocialWorker)]
        );
        world.clock.advance(TimeDelta::days(15));
        assert!(news(&world, &world.worker).await.is_empty(), "told for fourteen days");
        vault.check_audit().await.unwrap();
    }
}

/// A code nobody has, one whose case is shut already, one of which this is not live: the same answer, the same questions
/// (but for the row by which an event is found by its case), an event each, and nothing else changes.
#[tokio::test]
async fn the_answer_says_nothing_and_what_was_shut_stays_as_it_was() {
    for world in worlds("by_code_alike").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let code = code(&world, case).await;
        let unknown = ClientCode::from_random([9; 8]);
        let (answer, of_unknown) =
            counting_statements(take_back(&world, &world.colleague, &unknown, TakenBack::Everything)).await;
        assert!(answer.is_some());
        let sent_on = TakenBack::For(Purpose::Referral);
        let (answer, of_nothing_live) = counting_statements(take_back(&world, &world.colleague, &code, sent_on)).await;
        assert!(answer.is_some());
        assert_eq!(of_unknown + 1, of_nothing_live);
        assert!(opens(&world, &world.worker, case).await && news(&world, &world.worker).await.is_empty());
        take_back(&world, &world.officer, &code, TakenBack::Everything).await.unwrap();
        let before = news(&world, &world.worker).await.len();
        let (_, of_shut) =
            counting_statements(take_back(&world, &world.administrator, &code, TakenBack::Everything)).await;
        assert_eq!(of_shut, of_nothing_live);
        assert_eq!(news(&world, &world.worker).await.len(), before, "a second time changes nothing");
        // Another organisation keeps no case here; its role may not at all.
        assert!(take_back(&world, &world.clinic, &code, TakenBack::Everything).await.is_none());
        vault.check_audit().await.unwrap();
    }
}

/// The row leads to its case only with its own code: moved to another's tag, it opens nothing and shuts nothing.
#[tokio::test]
async fn a_row_under_another_tag_shuts_nothing() {
    for world in worlds("by_code_moved").await {
        let (one, other) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let code = code(&world, one).await;
        let swap = "create table kept as select * from withdrawal_codes; update withdrawal_codes set sealed = \
                    (select sealed from kept where kept.tag <> withdrawal_codes.tag limit 1)";
        vault::testing::run_sql(&world.url, swap).await;
        take_back(&world, &world.colleague, &code, TakenBack::Everything).await.unwrap();
        assert!(opens(&world, &world.worker, one).await && opens(&world, &world.worker, other).await);
    }
}

/// Nothing is taken back that is not written down.
#[tokio::test]
async fn without_an_audit_nothing_is_taken_back() {
    for world in worlds("by_code_unaudited").await {
        let case = world.open_case("Hoa Ban").await;
        let code = code(&world, case).await;
        crate::support::break_audit(&world.url).await;
        assert!(world.vault.take_back_by_code(&world.colleague, &code, TakenBack::Everything).await.is_err());
        crate::support::mend_audit(&world.url).await;
        assert!(opens(&world, &world.worker, case).await);
    }
}
