//! Pairs that may be of one client: among what one may open and nothing else; and told apart for good.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, opening, worlds};
use domain::audit::Reason;
use domain::case::OpeningForm;
use domain::consent::{Purpose, Segment};
use domain::duplicate::Sign;
use domain::id::{CaseId, SubmissionId};
use vault::duplicate::Duplicates;
use vault::{Actor, Opened, Ring, counting_statements, segment};

async fn open(world: &World, actor: &Actor, alias: &str, name: &str, phone: &str) -> CaseId {
    let form = OpeningForm { name: name.into(), phone: phone.into(), ..opening(alias) };
    let opening = form.check(actor.name()).unwrap_or_else(|problems| panic!("{problems:?}"));
    world.vault.open_new_case(actor, &opening, world.form()).await.unwrap().unwrap()
}

async fn label(world: &World, actor: &Actor, case: CaseId) -> (Ring, Opened<segment::Label>) {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(actor, case, &segments, Reason::Support).await.unwrap().unwrap();
    let label = ring.take().unwrap();
    (ring, label)
}

async fn seen(world: &World, actor: &Actor) -> Duplicates {
    world.vault.duplicates(actor, Reason::Support, 0, 30).await.unwrap().unwrap()
}

async fn pairs(world: &World, actor: &Actor) -> Vec<(CaseId, CaseId)> {
    seen(world, actor).await.pairs.iter().map(|pair| (pair.one, pair.other)).collect()
}

/// As pairs are given: the smaller id first.
fn pair(one: CaseId, other: CaseId) -> (CaseId, CaseId) {
    (one.min(other), one.max(other))
}

async fn apart(world: &World, actor: &Actor, one: CaseId, other: CaseId, form: SubmissionId) -> Option<()> {
    let ((ring, one), (other_ring, other)) = (label(world, actor, one).await, label(world, actor, other).await);
    world.vault.tell_apart(actor, (&ring, &one), (&other_ring, &other), Reason::Support, form).await.unwrap()
}

#[tokio::test]
async fn only_what_both_open_to_one_is_compared() {
    for world in worlds("duplicate").await {
        let one = open(&world, &world.worker, "Hoa Ban", "Lò Thị Hoà", "0912 345 678").await;
        let other = open(&world, &world.worker, "Sương", "lo thi hoa", "0987 345 678").await;
        let of_colleague = open(&world, &world.colleague, "Hoa Ban", "Lò Thị Hòa", "0912 345 678").await;
        open(&world, &world.worker, "Mây", "Vàng Thị Dung", "0355 111 222").await;

        let hers = seen(&world, &world.worker).await;
        assert_eq!((hers.pairs.len(), hers.total), (1, 1));
        assert_eq!((hers.pairs[0].one, hers.pairs[0].other), pair(one, other));
        assert_eq!(hers.pairs[0].likeness.signs, [Sign::SamePhoneTail, Sign::SameName]);
        assert_eq!(hers.labels[&one].alias.as_str(), "Hoa Ban");
        assert_eq!(hers.labels.len(), 2, "nothing of a case that is in no pair");
        assert!(pairs(&world, &world.colleague).await.is_empty(), "hers alone looks like nobody");
        // The supervisor leads both; each of the three looks like each other.
        let all = pairs(&world, &world.supervisor).await;
        assert_eq!(all.len(), 3);
        assert!(all.contains(&pair(one, of_colleague)) && all.contains(&pair(other, of_colleague)));
        for nobody in [&world.volunteer, &world.clinic, &world.administrator, &world.officer] {
            assert!(world.vault.duplicates(nobody, Reason::Support, 0, 30).await.unwrap().is_none());
        }
        // One page at a time, and the total over all.
        let page = world.vault.duplicates(&world.supervisor, Reason::Supervision, 2, 2).await.unwrap().unwrap();
        assert_eq!((page.pairs.len(), page.total), (1, 3));

        // Taken back: there is nothing left to compare with, and nothing says that there was.
        let mut ring = label(&world, &world.worker, other).await.0;
        let consents = world.vault.consents(&ring.take().unwrap()).await.unwrap();
        let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
        world.vault.withdraw(&world.worker, &ring, processing).await.unwrap().unwrap();
        assert!(pairs(&world, &world.worker).await.is_empty());
    }
}

#[tokio::test]
async fn told_apart_it_is_shown_no_more_and_who_said_so_is_known() {
    for world in worlds("duplicate_apart").await {
        let one = open(&world, &world.worker, "Hoa Ban", "Lò Thị Hoà", "0912 345 678").await;
        let other = open(&world, &world.worker, "Sương", "", "0912 345 678").await;
        let form = world.form();
        for _ in 0..2 {
            apart(&world, &world.worker, other, one, form).await.unwrap();
        }
        apart(&world, &world.supervisor, one, other, world.form()).await.unwrap();
        for actor in [&world.worker, &world.supervisor] {
            let seen = seen(&world, actor).await;
            assert!(seen.pairs.is_empty());
            assert_eq!(seen.apart.len(), 1);
            assert_eq!((seen.apart[0].one, seen.apart[0].other), pair(one, other));
            assert_eq!(seen.apart[0].by, "Lò Thị Mai", "who said it first");
        }
        let (mine, theirs) = (label(&world, &world.worker, one).await.1, label(&world, &world.worker, other).await.1);
        assert!(world.vault.were_told_apart(&theirs, &mine).await.unwrap().is_some());
        // A third that looks like both is a pair with each.
        open(&world, &world.worker, "Gạo", "", "0912 345 678").await;
        assert_eq!(pairs(&world, &world.worker).await.len(), 2);
        // The same case twice is no pair.
        let again = label(&world, &world.worker, one).await;
        let both = ((&again.0, &again.1), (&again.0, &mine));
        let told = world.vault.tell_apart(&world.worker, both.0, both.1, Reason::Support, world.form()).await.unwrap();
        assert!(told.is_none());
    }
}

#[tokio::test]
async fn a_hundred_cases_are_compared_in_as_many_statements_as_two() {
    for world in worlds("duplicate_many").await {
        let cost = async || {
            seen(&world, &world.worker).await;
            counting_statements(world.vault.duplicates(&world.worker, Reason::Support, 0, 30)).await.1
        };
        for phone in ["0912 000 111", "0913 000 111"] {
            open(&world, &world.worker, "Hoa Ban", "", phone).await;
        }
        let of_two = cost().await;
        for nth in 0..98 {
            open(&world, &world.worker, &format!("Tên {nth}"), "", &format!("0912 001 {nth:03}")).await;
        }
        assert_eq!(cost().await, of_two);
        assert_eq!(pairs(&world, &world.worker).await.len(), 1);
    }
}
