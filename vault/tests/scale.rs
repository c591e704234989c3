//! Screening scales: asked, put right, owed, paged; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, phq, session_form, worlds};
use chrono::Days;
use domain::audit::Reason;
use domain::case::{NextStep, Step};
use domain::consent::{Purpose, Segment};
use domain::id::{CaseId, ScaleId};
use domain::scale::{Instrument, Scale};
use std::collections::BTreeSet;
use vault::scale::Recorded;
use vault::{Actor, DraftOf, Opened, Ring, counting_statements, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

async fn ring(world: &World, actor: &Actor, case: CaseId) -> Ring {
    world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().unwrap()
}

async fn casework(world: &World, actor: &Actor, case: CaseId) -> Opened<segment::Casework> {
    ring(world, actor, case).await.take().unwrap()
}

async fn correct(world: &World, case: CaseId, scale: &Scale, old: ScaleId) -> Option<Recorded> {
    let mut ring = ring(world, &world.worker, case).await;
    world.vault.record_scale(&world.worker, &mut ring, scale, Some(old), world.form()).await.unwrap()
}

async fn standing(world: &World, case: CaseId) -> BTreeSet<ScaleId> {
    let proof = casework(world, &world.worker, case).await;
    world.vault.scales(&proof, 0, 100).await.unwrap().into_iter().map(|taken| taken.id).collect()
}

#[tokio::test]
async fn what_was_asked_is_read_by_who_holds_the_key_and_by_nobody_else() {
    for world in worlds("scale").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let scale = phq(vault.today(), "012301200");
        let form = world.form();
        let mut made = Vec::new();
        for _ in 0..2 {
            let mut ring = ring(&world, &world.worker, case).await;
            made.push(vault.record_scale(&world.worker, &mut ring, &scale, None, form).await.unwrap().unwrap());
        }
        assert_eq!(made[0], made[1], "a second click");
        let Recorded::Now(id) = made[0] else { panic!("nothing was put right") };
        for actor in [&world.worker, &world.supervisor] {
            let proof = casework(&world, actor, case).await;
            let taken = vault.scales(&proof, 0, 10).await.unwrap();
            assert_eq!(taken.len(), 1);
            assert_eq!((taken[0].id, taken[0].scale.total()), (id, 9));
            assert_eq!(taken[0].scale.answers(), scale.answers());
            assert_eq!(vault.scale(&proof, id).await.unwrap().unwrap().recorded_by, "Lò Thị Mai");
        }
        // The supervisor reads and does not do the work; the colleague has no key.
        let mut hers = ring(&world, &world.supervisor, case).await;
        let by_her = vault.record_scale(&world.supervisor, &mut hers, &scale, None, world.form()).await.unwrap();
        assert!(by_her.is_none());
        assert!(vault.open_case(&world.colleague, case, ALL, Reason::Support).await.unwrap().is_none());
        // The proof of one case reads and puts right nothing of another.
        let other = world.open_case("Mây").await;
        let proof = casework(&world, &world.worker, other).await;
        assert!(vault.scale(&proof, id).await.unwrap().is_none());
        assert!(vault.scales(&proof, 0, 10).await.unwrap().is_empty());
        assert!(correct(&world, other, &scale, id).await.is_none());

        // Services taken back: nothing is added. Data taken back: nothing is read.
        let proof = casework(&world, &world.worker, case).await;
        let consents = vault.consents(&proof).await.unwrap();
        let of = |purpose| consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
        let mut open = ring(&world, &world.worker, case).await;
        vault.withdraw(&world.worker, &open, of(Purpose::Services)).await.unwrap().unwrap();
        assert!(vault.record_scale(&world.worker, &mut open, &scale, None, world.form()).await.unwrap().is_none());
        assert!(correct(&world, case, &scale, id).await.is_none());
        let open = ring(&world, &world.worker, case).await;
        vault.withdraw(&world.worker, &open, of(Purpose::Processing)).await.unwrap().unwrap();
        assert!(vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_correction_stands_in_the_place_of_what_is_kept() {
    for world in worlds("scale_correction").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let first = world.ask_scale(case, &phq(vault.today(), "11")).await;
        let other = world.ask_scale(case, &phq(vault.today(), "00")).await;
        let Some(Recorded::Now(second)) = correct(&world, case, &phq(vault.today(), "01"), first).await else {
            panic!("there was something to put right")
        };
        assert_eq!(standing(&world, case).await, BTreeSet::from([second, other]));
        let proof = casework(&world, &world.worker, case).await;
        let old = vault.scale(&proof, first).await.unwrap().unwrap();
        assert_eq!((old.scale.total(), old.replaces, old.replaced_by), (2, None, Some(second)));
        let new = vault.scale(&proof, second).await.unwrap().unwrap();
        assert_eq!((new.scale.total(), new.replaces, new.replaced_by), (1, Some(first), None));

        // Who had the old one open is told of the new one, and nothing is written; then she chooses.
        let late = correct(&world, case, &phq(vault.today(), "02"), first).await;
        assert_eq!(late, Some(Recorded::Meanwhile(second)));
        assert_eq!(standing(&world, case).await, BTreeSet::from([second, other]));
        let Some(Recorded::Now(third)) = correct(&world, case, &phq(vault.today(), "02"), second).await else {
            panic!("the newest can be put right")
        };
        assert_eq!(standing(&world, case).await, BTreeSet::from([third, other]));
    }
}

/// Two at the same moment: one of them is told.
#[tokio::test]
async fn of_two_corrections_at_once_one_stands() {
    for world in worlds("scale_race").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let first = world.ask_scale(case, &phq(vault.today(), "11")).await;
        let (mine, theirs) = (phq(vault.today(), "01"), phq(vault.today(), "02"));
        let (one, two) = tokio::join!(correct(&world, case, &mine, first), correct(&world, case, &theirs, first));
        let told = [one.unwrap(), two.unwrap()];
        let now: Vec<_> = told.iter().filter(|told| matches!(told, Recorded::Now(_))).collect();
        assert_eq!(now.len(), 1, "{told:?}");
        assert_eq!(standing(&world, case).await.len(), 1);
    }
}

#[tokio::test]
async fn a_yes_to_the_last_item_is_owed_within_two_days_and_no_session_of_that_day_hides_it() {
    for world in worlds("scale_owed").await {
        let vault = &world.vault;
        let today = vault.today();
        let case = world.open_case("Hoa Ban").await;
        let next = async || {
            let mut ring = ring(&world, &world.worker, case).await;
            vault.case_head(&ring.take::<segment::Label>().unwrap()).await.unwrap().label.next
        };
        world.ask_scale(case, &phq(today, "11")).await;
        assert_eq!(next().await, None, "nothing to do because of that");
        world.ask_scale(case, &phq(today, "000000001")).await;
        let owed = NextStep { step: Step::FollowUp, on: today + Days::new(2) };
        assert_eq!(next().await, Some(owed));

        let session = async |next_on: u64| {
            let mut form = session_form(vault.today());
            form.next_on = domain::date::display(vault.today() + Days::new(next_on));
            let mut ring = ring(&world, &world.worker, case).await;
            let session = form.check(vault.today()).unwrap();
            vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
        };
        session(7).await;
        assert_eq!(next().await, Some(owed), "the session it was heard in");
        session(1).await;
        assert_eq!(next().await.map(|next| next.on), Some(today + Days::new(1)), "seen again even sooner");
        // What is agreed for an earlier day is not put off by a second yes.
        world.ask_scale(case, &phq(today, "000000002")).await;
        assert_eq!(next().await.map(|next| next.on), Some(today + Days::new(1)));
    }
}

#[tokio::test]
async fn a_draft_of_each_scale_is_kept_for_itself() {
    for world in worlds("scale_draft").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let (mood, worry) = (DraftOf::Scale(case, Instrument::Phq), DraftOf::Scale(case, Instrument::Gad));
        assert!(vault.keep_draft(&world.worker, mood, "q1=1").await.unwrap());
        assert!(vault.keep_draft(&world.worker, worry, "q1=2").await.unwrap());
        vault.drop_draft(&world.worker, worry).await.unwrap();
        let proof = casework(&world, &world.worker, case).await;
        assert_eq!(vault.draft(&world.worker, &proof, mood).await.unwrap().unwrap().0, "q1=1");
        assert!(vault.draft(&world.worker, &proof, worry).await.unwrap().is_none());
        for of in [DraftOf::Counselling(case), mood, worry, DraftOf::Scale(case, Instrument::AuditC)] {
            assert_eq!(DraftOf::named(of.form(), case).map(DraftOf::form), Some(of.form()));
        }
        assert!(DraftOf::named("scale", case).is_none());
    }
}

#[tokio::test]
async fn a_page_of_sixty_costs_what_a_page_of_ten_costs() {
    for world in worlds("scale_pages").await {
        let vault = &world.vault;
        let (few, many) = (world.open_case("Ít").await, world.open_case("Nhiều").await);
        for _ in 0..10 {
            world.ask_scale(few, &phq(vault.today(), "11")).await;
        }
        for _ in 0..60 {
            world.ask_scale(many, &phq(vault.today(), "11")).await;
        }
        let (few, many) = (casework(&world, &world.worker, few).await, casework(&world, &world.worker, many).await);
        let (ten, cost_of_ten) = counting_statements(vault.scales(&few, 0, 10)).await;
        let (first, cost) = counting_statements(vault.scales(&many, 0, 10)).await;
        assert_eq!((ten.unwrap().len(), first.as_ref().unwrap().len()), (10, 10));
        assert_eq!((cost, cost_of_ten), (1, 1));
        let second = vault.scales(&many, 10, 10).await.unwrap();
        let newest = |page: &[vault::scale::Taken]| page.iter().map(|taken| taken.id).collect::<Vec<_>>();
        let (first, second) = (newest(&first.unwrap()), newest(&second));
        assert!(first.windows(2).all(|two| two[0] > two[1]), "newest first");
        assert!(first.last().unwrap() > second.first().unwrap());
        assert!(vault.scales(&many, 60, 10).await.unwrap().is_empty());
    }
}
