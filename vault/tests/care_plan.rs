//! Care plans: written, submitted, decided on, written again, marked; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::plans::{plan, plan_ring};
use crate::support::{World, worlds};
use chrono::{Days, TimeDelta};
use domain::audit::{Deed, Reason};
use domain::care_plan::{Change, Decision, DecisionForm, Plan, StepMark, StepState, differences, state_of};
use domain::case::Step;
use domain::consent::{Purpose, Segment};
use domain::id::{CarePlanId, CaseId};
use vault::care_plan::{Decided, Recorded, Version};
use vault::testing::run_sql;
use vault::{Actor, segment};

async fn versions(world: &World, actor: &Actor, case: CaseId) -> Vec<Version> {
    let casework = plan_ring(world, actor, case).await.take::<segment::Casework>().unwrap();
    world.vault.care_plans(&casework).await.unwrap()
}

async fn write(world: &World, case: CaseId, goals: &[&str], from: Option<CarePlanId>) -> Option<Recorded> {
    let before = versions(world, &world.worker, case).await;
    let before = before.iter().find(|version| Some(version.id) == from).map(|version| &version.plan);
    let next = plan(world.vault.today(), goals, before);
    record(world, case, (&next, from, true)).await
}

async fn record(world: &World, case: CaseId, what: (&Plan, Option<CarePlanId>, bool)) -> Option<Recorded> {
    let mut ring = plan_ring(world, &world.worker, case).await;
    let (casework, label) = (ring.take().unwrap(), ring.take().unwrap());
    world.vault.record_care_plan(&world.worker, &ring, (&casework, &label), what, world.form()).await.unwrap()
}

async fn decide(world: &World, actor: &Actor, case: CaseId, plan: CarePlanId, form: (&str, &str)) -> Option<Decided> {
    let form = DecisionForm { decision: form.0.into(), words: form.1.into() };
    let (decision, words) = form.check().unwrap();
    let mut ring = plan_ring(world, actor, case).await;
    let casework = ring.take::<segment::Casework>().unwrap();
    let what = (plan, decision, &words);
    world.vault.decide_care_plan(actor, &ring, &casework, what, world.form()).await.unwrap()
}

#[tokio::test]
async fn a_plan_is_written_approved_and_due_for_review() {
    for world in worlds("care_plan").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let first = plan(vault.today(), &["CANARY tôi muốn học may"], None);
        let form = world.form();
        let mut made = Vec::new();
        for _ in 0..2 {
            let mut ring = plan_ring(&world, &world.worker, case).await;
            let keys = (&ring.take().unwrap(), &ring.take().unwrap());
            let what = (&first, None, false);
            made.push(vault.record_care_plan(&world.worker, &ring, keys, what, form).await.unwrap().unwrap());
        }
        assert_eq!(made[0], made[1], "a second click");
        let Recorded::Now(id) = made[0] else { panic!("nobody else wrote one") };
        // Not submitted: nobody waits for it, and nobody decides on it.
        assert!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().is_empty());
        assert_eq!(decide(&world, &world.supervisor, case, id, ("approved", "")).await, None);
        let submission = world.form();
        for _ in 0..2 {
            let mut ring = plan_ring(&world, &world.worker, case).await;
            let casework = ring.take::<segment::Casework>().unwrap();
            vault.submit_care_plan(&world.worker, &ring, &casework, id, submission).await.unwrap().unwrap();
        }
        let waiting = vault.care_plans_to_decide(&world.supervisor).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].case, waiting[0].id, waiting[0].by.as_str()), (case, id, "Lò Thị Mai"));
        for nobody in [&world.worker, &world.colleague, &world.officer, &world.administrator, &world.clinic] {
            assert!(vault.care_plans_to_decide(nobody).await.unwrap().is_empty());
        }
        // Who writes does not approve; who has no key sees nothing of it.
        assert_eq!(decide(&world, &world.worker, case, id, ("approved", "")).await, None);
        let open = vault.open_case(&world.colleague, case, &[Segment::Casework], Reason::Support).await.unwrap();
        assert!(open.is_none());

        let approved = decide(&world, &world.supervisor, case, id, ("approved", "CANARY làm tốt lắm")).await;
        assert_eq!(approved, Some(Decided::Now));
        assert_eq!(decide(&world, &world.supervisor, case, id, ("sent_back", "x")).await, Some(Decided::Meanwhile));
        assert!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().is_empty());
        let seen = versions(&world, &world.worker, case).await;
        assert!(seen[0].is_approved() && !seen[0].waits() && seen[0].plan == first);
        let verdict = seen[0].decided.as_ref().unwrap();
        let words = verdict.words.as_ref().unwrap().words.as_ref().map(|words| words.as_str());
        assert_eq!((verdict.by.as_str(), words), ("Hà Thị Ơn", Some("CANARY làm tốt lắm")));

        // In ninety days it is the next thing to do, whatever session lies between.
        let mut ring = plan_ring(&world, &world.worker, case).await;
        let session = crate::support::session_form(vault.today()).check(vault.today()).unwrap();
        vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
        let label = plan_ring(&world, &world.worker, case).await.take::<segment::Label>().unwrap();
        let label = vault.case_head(&label).await.unwrap().label;
        assert_eq!(label.first_due().map(|next| next.step), Some(Step::Session));
        assert_eq!(label.review_on, Some(vault.today() + Days::new(90)));

        for deed in [Deed::PlanSubmitted, Deed::PlanDecided] {
            let once = format!("update audit_events set deed = deed where deed = '{}'", deed.code());
            assert_eq!(run_sql(&world.url, &once).await, 1, "{deed:?}");
        }
        let counted = "update facts set quantity = quantity where quantity = 1 and \
             (kind = 'care_plan' or (kind = 'plan_decision' and detail = 'approved'))";
        assert_eq!(run_sql(&world.url, counted).await, 2);
    }
}

#[tokio::test]
async fn of_two_who_write_from_the_same_version_the_second_is_told() {
    for world in worlds("care_plan_two").await {
        let case = world.open_case("Hoa Ban").await;
        // Both at once, the first one: a case has one first version.
        let (one, two) = tokio::join!(write(&world, case, &["Một"], None), write(&world, case, &["Hai"], None));
        let told = [one.unwrap(), two.unwrap()];
        let now: Vec<_> = told.iter().filter(|told| matches!(told, Recorded::Now(_))).collect();
        let Recorded::Now(first) = now[0] else { panic!("one of them stands") };
        assert_eq!(now.len(), 1, "{told:?}");
        assert!(told.contains(&Recorded::Meanwhile(*first)));

        let Some(Recorded::Now(theirs)) = write(&world, case, &["Một", "Thêm"], Some(*first)).await else {
            panic!("it stood")
        };
        // Begun from the old one: told of theirs, and nothing is written. Then she chooses hers.
        assert_eq!(write(&world, case, &["Của tôi"], Some(*first)).await, Some(Recorded::Meanwhile(theirs)));
        assert_eq!(versions(&world, &world.worker, case).await.len(), 2);
        let Some(Recorded::Now(mine)) = write(&world, case, &["Của tôi"], Some(theirs)).await else {
            panic!("the one that stands can be replaced")
        };
        let all = versions(&world, &world.worker, case).await;
        let chain: Vec<_> = all.iter().map(|version| (version.id, version.replaced_by)).collect();
        assert_eq!(chain, [(mine, None), (theirs, Some(mine)), (*first, Some(theirs))]);
        // Of all that were submitted only the one that stands waits, and a late decision on another is told so.
        let waiting = world.vault.care_plans_to_decide(&world.supervisor).await.unwrap();
        assert_eq!(waiting.iter().map(|waiting| waiting.id).collect::<Vec<_>>(), [mine]);
        assert_eq!(decide(&world, &world.supervisor, case, theirs, ("approved", "")).await, Some(Decided::Meanwhile));
        // Of another case there is nothing to replace.
        let other = world.open_case("Mây").await;
        assert_eq!(write(&world, other, &["Một"], Some(mine)).await, None);
    }
}

#[tokio::test]
async fn what_came_back_is_written_again_and_the_difference_is_to_what_was_approved() {
    for world in worlds("care_plan_back").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let first = world.care_plan(case).await;
        decide(&world, &world.supervisor, case, first, ("approved", "")).await.unwrap();
        let before = versions(&world, &world.worker, case).await.remove(0);
        let mut form = domain::care_plan::CarePlanForm::of(&before.plan);
        form.put("g1_s1_what", "Hỏi hai lớp may");
        let next = form.check(vault.today(), Some(&before.plan)).unwrap();
        let Some(Recorded::Now(second)) = record(&world, case, (&next, Some(first), true)).await else {
            panic!("nobody else wrote one")
        };
        let sent = decide(&world, &world.supervisor, case, second, ("sent_back", "CANARY hỏi thêm ở xã")).await;
        assert_eq!(sent, Some(Decided::Now));
        let back = vault.care_plans_sent_back(&world.worker).await.unwrap();
        assert_eq!((back.len(), back[0].id, back[0].by.as_str()), (1, second, "Hà Thị Ơn"));
        assert!(vault.care_plans_sent_back(&world.colleague).await.unwrap().is_empty());
        let Some(Recorded::Now(_)) = write(&world, case, &["CANARY tôi muốn học may", "Mới"], Some(second)).await
        else {
            panic!("it stood")
        };
        assert!(vault.care_plans_sent_back(&world.worker).await.unwrap().is_empty(), "it is on its way again");
        // What was sent back was never approved: the supervisor compares with what was.
        let all = versions(&world, &world.supervisor, case).await;
        let approved = all.iter().find(|version| version.is_approved()).unwrap();
        assert_eq!(approved.id, first);
        let told = differences(Some(&approved.plan), &all[1].plan);
        assert_eq!(told.iter().map(|goal| goal.change()).collect::<Vec<_>>(), [Change::Changed]);
        assert_eq!(told[0].steps.iter().map(|step| step.change()).collect::<Vec<_>>(), [Change::Changed, Change::Kept]);
        assert!(all[1].decided.as_ref().is_some_and(|verdict| verdict.decision == Decision::SentBack));
    }
}

#[tokio::test]
async fn a_step_is_marked_on_the_version_that_stands_and_the_mark_outlives_it() {
    for world in worlds("care_plan_marks").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let id = world.care_plan(case).await;
        let standing = versions(&world, &world.worker, case).await.remove(0);
        let step = standing.plan.goals[0].steps[0].number;
        let mark = async |actor: &Actor, plan, state| {
            let mut ring = plan_ring(&world, actor, case).await;
            let casework = ring.take::<segment::Casework>().unwrap();
            let what = (plan, StepMark { step, state });
            vault.mark_step(actor, &ring, &casework, what, world.form()).await.unwrap()
        };
        mark(&world.worker, id, StepState::Done).await.unwrap();
        world.clock.advance(TimeDelta::minutes(1));
        assert!(mark(&world.supervisor, id, StepState::Open).await.is_none(), "she does not do the work");
        let mut form = domain::care_plan::CarePlanForm::of(&standing.plan);
        form.put("g1_measure", "Có việc");
        let next = form.check(vault.today(), Some(&standing.plan)).unwrap();
        record(&world, case, (&next, Some(id), false)).await.unwrap();
        assert!(mark(&world.worker, id, StepState::Open).await.is_none(), "another version stands");
        let casework = plan_ring(&world, &world.worker, case).await.take::<segment::Casework>().unwrap();
        let marks: Vec<_> = vault.care_plan_marks(&casework).await.unwrap().iter().map(|one| one.mark).collect();
        assert_eq!((marks.len(), state_of(&marks, step)), (1, StepState::Done));
        assert_eq!(next.goals[0].steps[0].number, step);
    }
}

#[tokio::test]
async fn a_withdrawal_ends_the_work_and_then_the_reading() {
    for world in worlds("care_plan_withdrawn").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let id = world.care_plan(case).await;
        let mut ring = plan_ring(&world, &world.worker, case).await;
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let of = |purpose| consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
        vault.withdraw(&world.worker, &ring, of(Purpose::Services)).await.unwrap().unwrap();
        assert_eq!(write(&world, case, &["Một"], Some(id)).await, None);
        assert_eq!(decide(&world, &world.supervisor, case, id, ("approved", "")).await, None);
        assert!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().is_empty());
        let mut hers = plan_ring(&world, &world.supervisor, case).await;
        let casework = hers.take::<segment::Casework>().unwrap();
        vault.withdraw(&world.worker, &ring, of(Purpose::Processing)).await.unwrap().unwrap();
        assert!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().is_empty());
        let words = domain::care_plan::DecisionWords::default();
        let what = (id, Decision::Approved, &words);
        let late = vault.decide_care_plan(&world.supervisor, &hers, &casework, what, world.form()).await.unwrap();
        assert_eq!(late, None, "the key is gone though the page was open");
    }
}

#[tokio::test]
async fn nothing_is_decided_in_a_closed_case_and_nothing_is_due_in_it() {
    for world in worlds("care_plan_closed").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let id = world.care_plan(case).await;
        world.close_case(case, "").await;
        assert!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().is_empty());
        assert_eq!(decide(&world, &world.supervisor, case, id, ("approved", "")).await, None);
        let label = world.ring(case).await.take::<segment::Label>().unwrap();
        assert_eq!(vault.case_head(&label).await.unwrap().label.first_due(), None, "no plan is looked at again");
        vault.reopen_case(&world.worker, &mut world.ring(case).await).await.unwrap().unwrap();
        assert_eq!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().len(), 1);
        let sent_back = decide(&world, &world.supervisor, case, id, ("sent_back", "CANARY")).await;
        assert_eq!(sent_back, Some(Decided::Now));
        assert_eq!(vault.care_plans_sent_back(&world.worker).await.unwrap().len(), 1);
        world.close_case(case, "").await;
        assert!(vault.care_plans_sent_back(&world.worker).await.unwrap().is_empty());
    }
}
