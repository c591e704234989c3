//! Several cases change hands at once; what each of the team carries; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, join, log_in, sealed_note, worlds};
use domain::account::Role;
use domain::audit::Reason;
use domain::case::{NotGiven, Reassignment};
use domain::consent::{Purpose, Segment};
use domain::id::{AccountId, CaseId};
use vault::case::{Found, Given};
use vault::{Actor, DraftOf, Ring, counting_statements, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

async fn ring(world: &World, actor: &Actor, case: CaseId) -> Option<Ring> {
    world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap()
}

async fn reassign(world: &World, from: &Actor, cases: &[CaseId], colleagues: &[AccountId]) -> Option<Given> {
    let mut cases = cases.to_vec();
    cases.sort_unstable();
    let asked = Reassignment { cases, colleagues: colleagues.to_vec() };
    world.vault.reassign(&world.supervisor, from.account(), &asked, world.form()).await.unwrap()
}

#[tokio::test]
async fn they_open_to_who_takes_them_and_to_who_had_them_no_more() {
    for world in worlds("reassign").await {
        let vault = &world.vault;
        let lan = join(vault, &world.administrator, "lan", Role::SocialWorker).await;
        world.admit(&world.supervisor, lan.account()).await.unwrap().unwrap();
        let lan = log_in(vault, "lan").await;
        let mut cases = Vec::new();
        for alias in ["Một", "Hai", "Ba", "Bốn"] {
            cases.push(world.open_case(alias).await);
        }
        cases.sort_unstable();
        let referral = world.refer(cases[0]).await;
        assert!(vault.keep_draft(&world.worker, DraftOf::Counselling(cases[0]), "a draft").await.unwrap());
        let mut open = ring(&world, &world.worker, cases[0]).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let note = sealed_note(&world, &open, &casework).await;

        let takers = [world.colleague.account(), lan.account()];
        let given = reassign(&world, &world.worker, &cases, &takers).await.unwrap();
        assert_eq!((given.given, given.not.len()), (4, 0));
        let mut carried = Vec::new();
        for taker in [&world.colleague, &lan] {
            let hers = vault.carried_cases(&world.supervisor, taker.account()).await.unwrap().unwrap();
            assert_eq!((hers.open.len(), hers.shut.len()), (2, 0), "shared out");
            for case in &hers.open {
                assert!(ring(&world, taker, *case).await.is_some());
            }
            assert_eq!(vault.handed_over(taker).await.unwrap().len(), 2);
            carried.extend(hers.open);
        }
        carried.sort_unstable();
        assert_eq!(carried, cases);
        for case in &cases {
            assert!(ring(&world, &world.worker, *case).await.is_none());
            assert!(ring(&world, &world.supervisor, *case).await.is_some());
        }
        assert!(vault.referral(&world.worker, referral).await.unwrap().is_none(), "nor what was sent");
        assert!(vault.open_sealed_note(&world.worker, cases[0], note).await.unwrap().is_none());
        assert!(vault.list_cases(&world.worker, Reason::Support, all).await.unwrap().unwrap().rows.is_empty());

        // It comes back: so does her own note, and not what she had half written.
        let had = if ring(&world, &lan, cases[0]).await.is_some() { &lan } else { &world.colleague };
        reassign(&world, had, &cases[..1], &[world.worker.account()]).await.unwrap();
        let casework = ring(&world, &world.worker, cases[0]).await.unwrap().take::<segment::Casework>().unwrap();
        let draft = vault.draft(&world.worker, &casework, DraftOf::Counselling(cases[0])).await.unwrap();
        assert!(draft.is_none());
        assert!(vault.open_sealed_note(&world.worker, cases[0], note).await.unwrap().is_some());
        assert!(vault.referral(&world.worker, referral).await.unwrap().is_some());
    }
}

fn all(rows: Vec<vault::case::Listed>) -> Found {
    Found { total: rows.len(), rows }
}

#[tokio::test]
async fn what_cannot_be_given_stays_and_says_why() {
    for world in worlds("reassign_not").await {
        let vault = &world.vault;
        let (good, shut) = (world.open_case("Một").await, world.open_case("Hai").await);
        let mut open = ring(&world, &world.worker, shut).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let ledger = vault.consents(&casework).await.unwrap();
        let processing = ledger.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
        vault.withdraw(&world.worker, &open, processing).await.unwrap().unwrap();
        let never = CaseId(uuid::Uuid::from_u128(7));
        let dung = world.colleague.account();
        let given = reassign(&world, &world.worker, &[good, shut, never], &[dung]).await.unwrap();
        assert_eq!(given.given, 1);
        let of = |case| given.not.iter().find(|(one, _)| *one == case).map(|(_, reason)| *reason);
        assert_eq!((of(shut), of(never)), (Some(NotGiven::NoKey), Some(NotGiven::NotHers)));
        let left = vault.carried_cases(&world.supervisor, world.worker.account()).await.unwrap().unwrap();
        assert_eq!((left.open.len(), left.shut.len()), (0, 1), "still hers on paper, and open to nobody");
        // Who does not carry it gives it to nobody; a worker reassigns nothing; a volunteer takes nothing.
        assert_eq!(reassign(&world, &world.worker, &[good], &[dung]).await.unwrap().given, 0);
        let asked = Reassignment { cases: vec![good], colleagues: vec![world.worker.account()] };
        assert!(vault.reassign(&world.worker, dung, &asked, world.form()).await.unwrap().is_none());
        assert!(reassign(&world, &world.colleague, &[good], &[world.volunteer.account()]).await.is_none());
    }
}

#[tokio::test]
async fn the_load_of_a_team_costs_the_same_however_many_cases_there_are() {
    for world in worlds("load").await {
        let vault = &world.vault;
        let board = async || {
            counting_statements(async {
                let carries = vault.who_carries(&world.supervisor).await.unwrap().unwrap();
                let found = vault.list_cases(&world.supervisor, Reason::Supervision, all).await.unwrap().unwrap();
                assert!(found.rows.iter().all(|row| carries.get(&row.case) == Some(&world.worker.account())));
                found.rows.len()
            })
            .await
        };
        world.open_case("Một").await;
        // A first look makes the wraps cheaper.
        board().await;
        let (one, cost_of_one) = board().await;
        for number in 0..20 {
            world.open_case(&format!("Ca {number}")).await;
        }
        board().await;
        let (many, cost) = board().await;
        assert_eq!((one, many), (1, 21));
        assert_eq!(cost, cost_of_one);
        assert!(vault.who_carries(&world.worker).await.unwrap().is_none());
    }
}
