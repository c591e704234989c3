//! Sessions of a case as one series; who sat together, who came; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, phq, session_form, worlds};
use chrono::Days;
use domain::audit::Reason;
use domain::case::Step;
use domain::consent::Segment;
use domain::counselling::{Attendance, Counselling, CounsellingForm, Setting};
use domain::id::CaseId;
use vault::testing::run_sql;
use vault::{Opened, Ring, counting_statements, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

async fn ring(world: &World, case: CaseId) -> Ring {
    world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap()
}

async fn casework(world: &World, case: CaseId) -> Opened<segment::Casework> {
    ring(world, case).await.take().unwrap()
}

async fn record(world: &World, case: CaseId, form: &CounsellingForm) {
    let session = form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut ring = ring(world, case).await;
    world.vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_group_keeps_its_number_and_who_did_not_come_is_still_owed() {
    for world in worlds("settings").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let form = session_form(vault.today());
        record(&world, case, &CounsellingForm { setting: "group".into(), people: "7".into(), ..form.clone() }).await;
        world.ask_scale(case, &phq(vault.today(), "000000001")).await;
        world.clock.advance(chrono::TimeDelta::hours(49));
        let worker = crate::support::log_in(vault, "mai").await;
        let missed = CounsellingForm {
            attendance: "did_not_come".into(),
            services: Vec::new(),
            held_on: domain::date::display(vault.today()),
            next_on: domain::date::display(vault.today() + Days::new(5)),
            ..form
        };
        let session = missed.check(vault.today()).unwrap();
        let mut open = vault.open_case(&worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        vault.record_counselling(&worker, &mut open, &session, world.form()).await.unwrap().unwrap();
        let mut open = vault.open_case(&worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let next = vault.case_head(&open.take::<segment::Label>().unwrap()).await.unwrap().label.next.unwrap();
        assert_eq!(next.step, Step::FollowUp, "she was not seen");
        let series = vault.counselling_series(&open.take().unwrap(), 0, 10).await.unwrap();
        let told: Vec<_> = series.iter().map(|held| (held.session.setting, held.session.people)).collect();
        assert_eq!(told, [(Setting::Individual, None), (Setting::Group, Some(7))]);
        assert_eq!(series[0].session.attendance, Attendance::DidNotCome);
        let (url, counted) =
            (&world.url, "update facts set quantity = quantity where kind = 'counselling' and quantity = 1");
        assert_eq!(run_sql(url, counted).await, 1, "a session that did not take place is not counted");
    }
}

/// Nine thousand nine hundred older rows that nobody can read lie under one hundred real ones: a page that touched more
/// than its own rows would fail on them.
#[tokio::test]
async fn ten_thousand_sessions_open_like_ten() {
    for world in worlds("series").await {
        let vault = &world.vault;
        let (few, many) = (world.open_case("Ít").await, world.open_case("Nhiều").await);
        let form = session_form(vault.today());
        for _ in 0..10 {
            record(&world, few, &form).await;
        }
        for _ in 0..100 {
            record(&world, many, &form).await;
        }
        let (id, from) = if world.url.starts_with("postgres") {
            ("gen_random_uuid()", "generate_series(1, 9900)")
        } else {
            (
                "randomblob(16)",
                "(with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 9900) select n from numbers)",
            )
        };
        let copies = format!(
            "insert into counsellings (id, case_id, data_key_id, sealed, recorded_by, recorded_at) select {id}, first.case_id, \
             first.data_key_id, first.sealed, first.recorded_by, '2020-01-01T00:00:00+00:00' from (select counsellings.* from \
             counsellings join (select case_id from counsellings group by case_id \
             having count(*) = 100) as most on most.case_id = counsellings.case_id limit 1) as first cross join {from} as copies"
        );
        assert_eq!(run_sql(&world.url, &copies).await, 9900);
        let (few, many) = (casework(&world, few).await, casework(&world, many).await);
        let (ten, cost_of_ten) = counting_statements(vault.counselling_series(&few, 0, 10)).await;
        assert_eq!((ten.unwrap().len(), cost_of_ten), (10, 1));
        for skip in [0, 50, 90] {
            let (page, cost) = counting_statements(vault.counselling_series(&many, skip, 10)).await;
            assert_eq!((page.unwrap().len(), cost), (10, 1), "from {skip} on");
        }
        assert!(vault.counselling_series(&many, 5000, 10).await.is_err(), "the rows below are really there");
    }
}

/// What was sealed before it was asked who sat together was one client who came.
#[test]
fn a_session_of_before_is_read_as_it_was_meant() {
    let older = r#"{"kind":"crisis","held_on":"2026-11-23","issues":[],"agreed":"x","services":[],"next":null}"#;
    let session: Counselling = serde_json::from_str(older).unwrap();
    assert_eq!((session.setting, session.people, session.attendance), (Setting::Individual, None, Attendance::Came));
}
