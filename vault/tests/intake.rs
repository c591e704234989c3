//! What cannot wait: asked when a case is opened and afterwards, due today; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, opening, worlds};
use domain::audit::Reason;
use domain::case::{NextStep, OpeningForm, Step};
use domain::consent::Segment;
use domain::id::CaseId;
use domain::intake::{IntakeForm, UrgentAnswer, UrgentQuestion};
use vault::segment;

const WORK: &[Segment] = &[Segment::Label, Segment::Casework];

async fn next(world: &World, case: CaseId) -> Option<NextStep> {
    let label = world.ring(case).await.take::<segment::Label>().unwrap();
    world.vault.case_head(&label).await.unwrap().label.next
}

#[tokio::test]
async fn a_yes_at_the_door_is_the_first_step_of_today() {
    for world in worlds("intake").await {
        let vault = &world.vault;
        let open = async |intake: IntakeForm| {
            let form = OpeningForm { intake, ..opening("Hoa Ban") };
            let opening = form.check(world.worker.name()).unwrap();
            vault.open_new_case(&world.worker, &opening, world.form()).await.unwrap().unwrap()
        };
        let exposed = open(IntakeForm { exposure: "yes".into(), danger: "no".into(), ..IntakeForm::default() }).await;
        let today = NextStep { step: Step::FollowUp, on: vault.today() };
        assert_eq!(next(&world, exposed).await, Some(today));
        for actor in [&world.worker, &world.supervisor] {
            let mut ring = vault.open_case(actor, exposed, WORK, Reason::Support).await.unwrap().unwrap();
            let asked = vault.intakes(&ring.take().unwrap(), 10).await.unwrap();
            assert_eq!(asked.len(), 1);
            assert_eq!(asked[0].intake.urgent().collect::<Vec<_>>(), [UrgentQuestion::Exposure]);
            assert_eq!(asked[0].intake.answer(UrgentQuestion::SelfHarm), UrgentAnswer::NotAsked);
            assert_eq!(asked[0].recorded_by, "Lò Thị Mai");
        }
        assert!(vault.open_case(&world.colleague, exposed, WORK, Reason::Support).await.unwrap().is_none());

        // Nothing was asked: the case opens, and nothing is kept of it.
        let quiet = open(IntakeForm::default()).await;
        assert_eq!(next(&world, quiet).await, None);
        assert!(vault.intakes(&world.ring(quiet).await.take().unwrap(), 10).await.unwrap().is_empty());

        // Asked later: one record for two clicks, and the earlier one stays.
        let later = IntakeForm { self_harm: "yes".into(), ..IntakeForm::default() }.check().unwrap();
        let form = world.form();
        let mut made = Vec::new();
        for _ in 0..2 {
            let mut ring = world.ring(quiet).await;
            made.push(vault.record_intake(&world.worker, &mut ring, &later, form).await.unwrap().unwrap());
        }
        assert_eq!(made[0], made[1]);
        assert_eq!(next(&world, quiet).await, Some(today));
        let mut hers = vault.open_case(&world.supervisor, quiet, WORK, Reason::Supervision).await.unwrap().unwrap();
        assert!(vault.record_intake(&world.supervisor, &mut hers, &later, world.form()).await.unwrap().is_none());
        assert_eq!(vault.intakes(&world.ring(quiet).await.take().unwrap(), 10).await.unwrap().len(), 1);
    }
}
