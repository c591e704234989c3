//! Safety plans: written together, written again, and of two at once one is told; on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::plans::{plan_ring, safety};
use crate::support::{World, worlds};
use domain::consent::{Purpose, Segment};
use domain::id::{CaseId, SafetyPlanId};
use vault::safety_plan::{Kept, Recorded};
use vault::testing::run_sql;
use vault::{Actor, segment};

async fn write(world: &World, actor: &Actor, case: CaseId, what: (&str, Option<SafetyPlanId>)) -> Option<Recorded> {
    let plan = safety(world.vault.today(), what.0);
    let mut ring = plan_ring(world, actor, case).await;
    let casework = ring.take::<segment::Casework>().unwrap();
    world.vault.record_safety_plan(actor, &ring, &casework, (&plan, what.1), world.form()).await.unwrap()
}

async fn read(world: &World, actor: &Actor, case: CaseId) -> Vec<Kept> {
    let casework = plan_ring(world, actor, case).await.take::<segment::Casework>().unwrap();
    world.vault.safety_plans(&casework).await.unwrap()
}

#[tokio::test]
async fn every_version_is_kept_and_nothing_is_written_over_unseen() {
    for world in worlds("safety_plan").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let first = world.safety_plan(case).await;
        assert_eq!(write(&world, &world.worker, case, ("Khác", None)).await, Some(Recorded::Meanwhile(first)));
        let (one, two) = tokio::join!(
            write(&world, &world.worker, case, ("Một", Some(first))),
            write(&world, &world.worker, case, ("Hai", Some(first)))
        );
        let told = [one.unwrap(), two.unwrap()];
        assert_eq!(told.iter().filter(|told| matches!(told, Recorded::Now(_))).count(), 1, "{told:?}");
        assert_eq!(write(&world, &world.supervisor, case, ("Ba", Some(first))).await, None, "she does not do the work");
        for reader in [&world.worker, &world.supervisor] {
            let plans = read(&world, reader, case).await;
            assert_eq!((plans.len(), plans[1].id, plans[1].replaced_by), (2, first, Some(plans[0].id)));
            let old: Vec<_> = plans[1].plan.parts().map(|(_, words)| words.to_owned()).collect();
            assert_eq!(old, ["CANARY gọi chị hàng xóm"]);
        }
        let counted = "update facts set quantity = quantity where kind = 'safety_plan' and quantity = 1";
        assert_eq!(run_sql(&world.url, counted).await, 1, "versions are no second plan");
        let other = world.open_case("Mây").await;
        assert_eq!(write(&world, &world.worker, other, ("x", Some(first))).await, None);

        let mut ring = plan_ring(&world, &world.worker, case).await;
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
        vault.withdraw(&world.worker, &ring, processing).await.unwrap().unwrap();
        let reason = domain::audit::Reason::Support;
        assert!(vault.open_case(&world.worker, case, &[Segment::Casework], reason).await.unwrap().is_none());
    }
}
