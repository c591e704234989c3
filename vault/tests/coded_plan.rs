//! A plan that is decided on outside the team: who opens what before, between and after; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::other::{ask, asked, empty, offered, other};
use crate::support::plans::{plan, plan_ring};
use crate::support::{World, evidence, log_in, worlds};
use domain::audit::{Deed, Reason};
use domain::care_plan::{Decision, DecisionForm};
use domain::coded_plan::{CodedPlanForm, Standing};
use domain::consent::{Purpose, RenewalForm, Segment};
use domain::id::{CarePlanId, CaseId, CodedPlanId};
use domain::transfer::Hindrance;
use vault::care_plan::{Decided, Recorded};
use vault::coded_plan::{Asked, OpenCoded};
use vault::testing::run_sql;
use vault::transfer::Taken;
use vault::{Actor, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

async fn opened(world: &World, actor: &Actor, id: CodedPlanId) -> Option<OpenCoded> {
    world.vault.open_coded_plan(actor, id).await.unwrap()
}

async fn decide(world: &World, actor: &Actor, open: OpenCoded, form: (&str, &str)) -> Option<Decided> {
    let form = DecisionForm { decision: form.0.into(), words: form.1.into() };
    let (decision, words) = form.check().unwrap();
    world.vault.decide_outside(actor, open, (decision, &words)).await.unwrap()
}

/// Where the newest request about a version stands, and what was said, as the worker reads it.
async fn stands(world: &World, case: CaseId, plan: CarePlanId) -> (Standing, Option<String>) {
    let casework = plan_ring(world, &world.worker, case).await.take::<segment::Casework>().unwrap();
    let (request, told) = world.vault.coded_plan_of(&world.worker, &casework, plan).await.unwrap().unwrap();
    let words = told.and_then(|(_, words)| words?.words);
    (request.standing, words.map(|words| words.as_str().to_owned()))
}

async fn rewrite(world: &World, case: CaseId, goals: &[&str], from: CarePlanId) -> CarePlanId {
    let mut ring = plan_ring(world, &world.worker, case).await;
    let (casework, label) = (ring.take().unwrap(), ring.take().unwrap());
    let before = world.vault.care_plans(&casework).await.unwrap();
    let next = plan(world.vault.today(), goals, Some(&before[0].plan));
    let what = (&next, Some(from), true);
    let made = world.vault.record_care_plan(&world.worker, &ring, (&casework, &label), what, world.form()).await;
    match made.unwrap().unwrap() {
        Recorded::Now(id) => id,
        Recorded::Meanwhile(_) => panic!("nobody else writes"),
    }
}

#[tokio::test]
async fn she_decides_on_what_she_sees_and_never_learns_whose_it_is() {
    for world in worlds("coded_plan").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let plan = world.care_plan(case).await;
        let id = asked(&world, other.team, (case, plan)).await;
        assert_eq!(ask(&world, other.team, (case, plan), "").await, Asked::Before);
        assert_eq!(stands(&world, case, plan).await, (Standing::Waits, None));
        // The team's own supervisor is asked as well, as before.
        assert_eq!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().len(), 1);

        let waiting = vault.coded_plans_to_decide(&other.lead).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].id, waiting[0].from.as_str()), (1, id, "Trung tâm CTXH"));
        for nobody in [&world.worker, &world.supervisor, &other.worker, &world.officer, &world.clinic] {
            assert!(vault.coded_plans_to_decide(nobody).await.unwrap().is_empty());
            assert!(opened(&world, nobody, id).await.is_none());
        }
        let open = opened(&world, &other.lead, id).await.unwrap();
        assert_eq!(open.coded.after.goals[0].words.as_str(), "CANARY tôi muốn học may");
        assert_eq!(open.coded.question.as_ref().unwrap().as_str(), "CANARY bước đầu có kịp không?");
        assert!(vault.open_case(&other.lead, case, ALL, Reason::Support).await.unwrap().is_none());
        assert!(
            vault
                .list_cases(&other.lead, Reason::Support, |rows| vault::case::Found { total: rows.len(), rows })
                .await
                .unwrap()
                .unwrap()
                .rows
                .is_empty()
        );

        let stale = opened(&world, &other.lead, id).await.unwrap();
        let said = ("sent_back", "CANARY bước hai chưa rõ ai làm");
        assert_eq!(decide(&world, &other.lead, open, said).await, Some(Decided::Now));
        assert_eq!(decide(&world, &other.lead, stale, ("approved", "")).await, None, "once");
        assert!(opened(&world, &other.lead, id).await.is_none(), "shut with the decision");
        assert!(vault.coded_plans_to_decide(&other.lead).await.unwrap().is_empty());

        // It stands on the plan with who and when, and the words are read at home.
        let casework = plan_ring(&world, &world.worker, case).await.take::<segment::Casework>().unwrap();
        let versions = vault.care_plans(&casework).await.unwrap();
        let verdict = versions[0].decided.as_ref().unwrap();
        assert_eq!((verdict.decision, verdict.by.as_str()), (Decision::SentBack, "Lò Thị Hoa"));
        assert!(verdict.words.is_none(), "not under a key of the case");
        let told = (Standing::Decided, Some("CANARY bước hai chưa rõ ai làm".to_owned()));
        assert_eq!(stands(&world, case, plan).await, told);
        assert_eq!(vault.care_plans_sent_back(&world.worker).await.unwrap().len(), 1);
        assert!(vault.care_plans_to_decide(&world.supervisor).await.unwrap().is_empty());
        // As long as the case, whatever became of her yes to the other side.
        world.clock.advance(chrono::TimeDelta::days(15));
        vault.sweep_expired().await.unwrap();
        let worker = log_in(vault, "mai").await;
        let casework = plan_ring(&world, &worker, case).await.take::<segment::Casework>().unwrap();
        let (_, words) = vault.coded_plan_of(&worker, &casework, plan).await.unwrap().unwrap();
        assert!(words.unwrap().1.is_some());

        for deed in [Deed::PlanSentOutside, Deed::PlanDecided] {
            let once = format!("update audit_events set deed = deed where deed = '{}'", deed.code());
            assert_eq!(run_sql(&world.url, &once).await, 1, "{deed:?}");
        }
        // The client reads who opened it.
        let ring = vault.open_case(&worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let looks = vault.who_looked(&worker, &ring, 0, 50).await.unwrap().unwrap();
        assert!(looks.iter().any(|look| look.organisation.as_deref() == Some("Nhóm Ban Mai")));
    }
}

#[tokio::test]
async fn called_back_overtaken_taken_back_or_over_it_opens_no_more() {
    for world in worlds("coded_plan_ends").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let plan = world.care_plan(case).await;

        let id = asked(&world, other.team, (case, plan)).await;
        let stale = opened(&world, &other.lead, id).await.unwrap();
        let mut ring = plan_ring(&world, &world.worker, case).await;
        vault.call_plan_back(&world.worker, &mut ring, plan).await.unwrap().unwrap();
        assert!(opened(&world, &other.lead, id).await.is_none());
        assert_eq!(decide(&world, &other.lead, stale, ("approved", "")).await, None);
        assert_eq!(stands(&world, case, plan).await.0, Standing::CalledBack);

        // She takes back what allows exactly this; then what everything stands on.
        for purpose in [Purpose::CodedPlan, Purpose::Services] {
            let id = asked(&world, other.team, (case, plan)).await;
            let stale = opened(&world, &other.lead, id).await.unwrap();
            let mut ring = plan_ring(&world, &world.worker, case).await;
            let casework = ring.take::<segment::Casework>().unwrap();
            let ledger = vault.consents(&casework).await.unwrap();
            let hers = ledger.iter().find(|entry| entry.live && entry.purpose == purpose).unwrap().id;
            let shut = vault.withdraw(&world.worker, &ring, hers).await.unwrap().unwrap();
            assert!(!shut.case_shut && shut.recipients == 0);
            assert!(opened(&world, &other.lead, id).await.is_none(), "{purpose:?}");
            assert_eq!(decide(&world, &other.lead, stale, ("approved", "")).await, None, "{purpose:?}");
            assert_eq!(stands(&world, case, plan).await.0, Standing::TakenBack);
        }

        // The team's own supervisor is faster; another version stands; the case is closed.
        let second = world.open_case("Sương").await;
        let first = world.care_plan(second).await;
        let id = asked(&world, other.team, (second, first)).await;
        let next = rewrite(&world, second, &["Tôi muốn mở quán"], first).await;
        assert!(opened(&world, &other.lead, id).await.is_none());
        assert_eq!(stands(&world, second, first).await.0, Standing::Overtaken);
        assert_eq!(ask(&world, other.team, (second, first), "").await, Asked::NotWaiting);
        let id = asked(&world, other.team, (second, next)).await;
        let mut ring = plan_ring(&world, &world.supervisor, second).await;
        let casework = ring.take::<segment::Casework>().unwrap();
        let (decision, words) = DecisionForm { decision: "approved".into(), words: String::new() }.check().unwrap();
        let what = (next, decision, &words);
        vault.decide_care_plan(&world.supervisor, &ring, &casework, what, world.form()).await.unwrap().unwrap();
        assert!(opened(&world, &other.lead, id).await.is_none());
        let third = world.open_case("Gạo").await;
        let plan = world.care_plan(third).await;
        let id = asked(&world, other.team, (third, plan)).await;
        world.close_case(third, "xong").await;
        assert!(opened(&world, &other.lead, id).await.is_none());
        assert_eq!(stands(&world, third, plan).await.0, Standing::Overtaken);

        let fourth = world.open_case("Mận").await;
        let plan = world.care_plan(fourth).await;
        let id = asked(&world, other.team, (fourth, plan)).await;
        world.clock.advance(chrono::TimeDelta::days(14));
        let lead = log_in(vault, "hoa").await;
        assert!(opened(&world, &lead, id).await.is_none(), "after fourteen days");
        assert!(vault.coded_plans_to_decide(&lead).await.unwrap().is_empty());
    }
}

/// Where the lead that was asked holds no key at that moment, a request waits for nobody; a key that comes later finds nothing.
#[tokio::test]
async fn a_request_that_waits_for_nobody_is_shut_with_the_case_all_the_same() {
    for world in worlds("coded_plan_nobody").await {
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let plan = world.care_plan(case).await;
        let id = asked(&world, other.team, (case, plan)).await;
        let hers = "party_id in (select lead_party_id from teams) \
                    and account_id in (select id from accounts where username = 'hoa')";
        let away =
            format!("create table put_away as select * from holdings where {hers}; delete from holdings where {hers}");
        run_sql(&world.url, &away).await;
        assert!(opened(&world, &other.lead, id).await.is_none());
        world.close_case(case, "xong").await;
        run_sql(&world.url, "insert into holdings select * from put_away; drop table put_away").await;
        assert!(opened(&world, &log_in(&world.vault, "hoa").await, id).await.is_none());
        let left = "delete from wraps where consent_id in (select consent_id from coded_plans)";
        assert_eq!(run_sql(&world.url, left).await, 0);
    }
}

#[tokio::test]
async fn what_tells_whose_it_is_is_not_sent() {
    for world in worlds("coded_plan_telling").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let first = world.care_plan(case).await;
        let told = rewrite(&world, case, &["Hoa Ban muốn học may"], first).await;
        assert_eq!(ask(&world, other.team, (case, told), "").await, Asked::Tells);
        assert!(vault.coded_plans_to_decide(&other.lead).await.unwrap().is_empty());
        // Approved at home as it is; the next version is compared with it, and its telling words are left out.
        let mut ring = plan_ring(&world, &world.supervisor, case).await;
        let casework = ring.take::<segment::Casework>().unwrap();
        let (decision, words) = DecisionForm { decision: "approved".into(), words: String::new() }.check().unwrap();
        let what = (told, decision, &words);
        vault.decide_care_plan(&world.supervisor, &ring, &casework, what, world.form()).await.unwrap().unwrap();
        let next = rewrite(&world, case, &["Tôi muốn học may"], told).await;
        let id = asked(&world, other.team, (case, next)).await;
        let open = opened(&world, &other.lead, id).await.unwrap();
        assert_eq!(open.coded.before.as_ref().unwrap().goals[0].words.as_str(), "[…]");

        let nobody = empty(&world).await;
        assert_eq!(ask(&world, nobody, (case, next), "").await, Asked::Before);
        let mut ring = plan_ring(&world, &world.worker, case).await;
        vault.call_plan_back(&world.worker, &mut ring, next).await.unwrap().unwrap();
        assert_eq!(ask(&world, nobody, (case, next), "").await, Asked::NobodyThere);
    }
}

/// I9: a packet opens in its own place or not at all.
#[tokio::test]
async fn a_value_in_another_place_opens_nothing() {
    for world in worlds("coded_plan_moved").await {
        let other = other(&world).await;
        let mut ids = Vec::new();
        for alias in ["Hoa Ban", "Mây"] {
            let case = world.open_case(alias).await;
            ids.push(asked(&world, other.team, (case, world.care_plan(case).await)).await);
        }
        run_sql(&world.url, "create table kept as select * from coded_plans").await;
        let swap = "update coded_plans set sealed = (select sealed from kept where kept.id <> coded_plans.id)";
        assert_eq!(run_sql(&world.url, swap).await, 2);
        for id in ids {
            assert!(world.vault.open_coded_plan(&other.lead, id).await.is_err());
        }
    }
}

/// Asked again on one purpose, she says yes until a day that is sooner.
async fn sooner(world: &World, case: CaseId, purpose: Purpose, days: u64) {
    let mut ring = plan_ring(world, &world.worker, case).await;
    let casework = ring.take::<segment::Casework>().unwrap();
    let ledger = world.vault.consents(&casework).await.unwrap();
    let old = ledger.iter().find(|entry| entry.live && entry.purpose == purpose).unwrap().id;
    let until = domain::date::display(world.vault.today() + chrono::Days::new(days));
    let form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
    let yes = form.check(purpose, "Lò Thị Mai", world.vault.now()).unwrap_or_else(|problems| panic!("{problems:?}"));
    world.vault.renew(&world.worker, &ring, &casework, old, &yes, world.form()).await.unwrap().unwrap();
}

#[tokio::test]
async fn it_is_out_no_longer_than_what_it_stands_on_whatever_was_said_later() {
    for world in worlds("coded_plan_sooner").await {
        let other = other(&world).await;
        let mut out = Vec::new();
        for (alias, purpose) in
            [("Hoa Ban", Some(Purpose::Services)), ("Mây", Some(Purpose::Processing)), ("Gạo", None)]
        {
            let case = world.open_case(alias).await;
            let id = asked(&world, other.team, (case, world.care_plan(case).await)).await;
            if let Some(purpose) = purpose {
                sooner(&world, case, purpose, 2).await;
            }
            out.push(id);
        }
        for id in &out {
            assert!(opened(&world, &other.lead, *id).await.is_some());
        }
        world.clock.advance(chrono::TimeDelta::days(4));
        let lead = log_in(&world.vault, "hoa").await;
        for (id, still) in out.iter().zip([false, false, true]) {
            assert_eq!(opened(&world, &lead, *id).await.is_some(), still);
        }
        assert_eq!(world.vault.coded_plans_to_decide(&lead).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn between_offer_and_taking_it_keeps_the_case_until_it_was_offered_anew() {
    for world in worlds("coded_plan_offer").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let plan = world.care_plan(case).await;
        let transfer = offered(&world, other.team, case).await;
        let id = asked(&world, other.team, (case, plan)).await;
        let open = opened(&world, &other.lead, id).await.unwrap();
        let said = ("sent_back", "CANARY bước hai chưa rõ ai làm");
        assert_eq!(decide(&world, &other.lead, open, said).await, Some(Decided::Now));
        // What was answered opens with a key that does not lie beside the offer: taken now, it would open for nobody.
        let page = vault.open_offer(&other.lead, transfer).await.unwrap().unwrap();
        let taken = vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap();
        assert_eq!(taken, Some(Taken::Hindered(Hindrance::Changed)));
        assert_eq!(stands(&world, case, plan).await.1.as_deref(), Some("CANARY bước hai chưa rõ ai làm"));
        vault.call_off(&world.worker, &mut plan_ring(&world, &world.worker, case).await).await.unwrap().unwrap();
        let transfer = offered(&world, other.team, case).await;
        let page = vault.open_offer(&other.lead, transfer).await.unwrap().unwrap();
        let taken = vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap();
        assert_eq!(taken, Some(Taken::Now(case)));
        let casework = plan_ring(&world, &other.worker, case).await.take::<segment::Casework>().unwrap();
        let (_, told) = vault.coded_plan_of(&other.worker, &casework, plan).await.unwrap().unwrap();
        assert!(told.unwrap().1.is_some(), "read where the case went");
    }
}

#[tokio::test]
async fn who_kept_the_case_before_or_had_a_hand_in_it_is_not_outside() {
    for world in worlds("coded_plan_before").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let plan = world.care_plan(case).await;
        let id = asked(&world, other.team, (case, plan)).await;
        // She wrote it or handed it in, before she led there.
        let as_if = |who: &str| {
            format!("update care_plan_requests set submitted_by = (select id from accounts where username = '{who}')")
        };
        run_sql(&world.url, &as_if("hoa")).await;
        let open = opened(&world, &other.lead, id).await.unwrap();
        assert_eq!(decide(&world, &other.lead, open, ("approved", "")).await, None);
        assert_eq!(stands(&world, case, plan).await.0, Standing::Waits);
        run_sql(&world.url, &as_if("mai")).await;
        vault.call_plan_back(&world.worker, &mut plan_ring(&world, &world.worker, case).await, plan).await.unwrap();

        let transfer = offered(&world, other.team, case).await;
        let page = vault.open_offer(&other.lead, transfer).await.unwrap().unwrap();
        vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap().unwrap();
        let mut ring = plan_ring(&world, &other.worker, case).await;
        let label = vault.case_head(&ring.take().unwrap()).await.unwrap().label;
        let casework = ring.take::<segment::Casework>().unwrap();
        assert!(vault.outsiders(&other.worker, &casework).await.unwrap().is_empty());
        let before = vault.takers(&other.worker).await.unwrap()[0].team.to_string();
        let form = CodedPlanForm { team: before, why: "away".into(), question: String::new(), evidence: evidence() };
        let asking = form.check(other.worker.name(), &label).unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut ring = plan_ring(&world, &other.worker, case).await;
        let asked = vault.ask_outside(&other.worker, &mut ring, (plan, &asking), world.form()).await.unwrap();
        assert_eq!(asked, Some(Asked::KeptBefore));
        // Of another case she is outside like anybody.
        let second = world.open_case("Mây").await;
        let casework = plan_ring(&world, &world.worker, second).await.take::<segment::Casework>().unwrap();
        assert_eq!(vault.outsiders(&world.worker, &casework).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_she_took_back_is_not_what_nobody_answered_however_long_ago() {
    for world in worlds("coded_plan_back").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let mut all = Vec::new();
        for (alias, back) in [("Hoa Ban", Some(Purpose::CodedPlan)), ("Mây", Some(Purpose::Services)), ("Gạo", None)]
        {
            let case = world.open_case(alias).await;
            let plan = world.care_plan(case).await;
            asked(&world, other.team, (case, plan)).await;
            if let Some(purpose) = back {
                let mut ring = plan_ring(&world, &world.worker, case).await;
                let casework = ring.take::<segment::Casework>().unwrap();
                let ledger = vault.consents(&casework).await.unwrap();
                let hers = ledger.iter().find(|entry| entry.live && entry.purpose == purpose).unwrap().id;
                vault.withdraw(&world.worker, &ring, hers).await.unwrap().unwrap();
            }
            all.push((case, plan, back.map_or(Standing::Over, |_| Standing::TakenBack)));
        }
        world.clock.advance(chrono::TimeDelta::days(15));
        let worker = log_in(vault, "mai").await;
        for (case, plan, standing) in all {
            let casework = plan_ring(&world, &worker, case).await.take::<segment::Casework>().unwrap();
            let (request, _) = vault.coded_plan_of(&worker, &casework, plan).await.unwrap().unwrap();
            assert_eq!(request.standing, standing);
        }
    }
}

#[tokio::test]
async fn who_looks_at_a_plan_is_not_refused_what_she_did_not_ask_for() {
    for world in worlds("coded_plan_refused").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case_asking("Hoa Ban", "yes").await;
        let plan = world.care_plan(case).await;
        asked(&world, other.team, (case, plan)).await;
        world.break_glass(case).await;
        let mut ring = plan_ring(&world, &world.colleague, case).await;
        let casework = ring.take::<segment::Casework>().unwrap();
        let refusals = format!("update audit_events set deed = deed where deed = '{}'", Deed::Refused.code());
        let before = run_sql(&world.url, &refusals).await;
        let (request, told) = vault.coded_plan_of(&world.colleague, &casework, plan).await.unwrap().unwrap();
        assert!(request.standing == Standing::Waits && told.is_none());
        assert_eq!(run_sql(&world.url, &refusals).await, before);
    }
}
