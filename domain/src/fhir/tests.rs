use super::{
    Booking, Issue, Offered, Organisation, Search, Step, Told, Why, appointment, capability_statement, consent,
    healthcare_service, operation_outcome, organization, read_appointment, read_moved_appointment, read_task,
    service_request, subscription, task, task_bundle,
};
use crate::client::ClientCode;
use crate::directory::ListingForm;
use crate::id::{ListingId, OrganisationId, ReferralId};
use crate::organisation::OrganisationKind;
use crate::referral::{Answer, Outcome, Packet, ReferralState, Said, Service, ServiceDelivered, SpecialNeed, Urgency};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use serde_json::{Value, json};
use uuid::Uuid;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("a time").to_utc()
}

fn told(number: u128) -> Told {
    let issued_at = at("2026-11-23T02:00:00Z") + TimeDelta::minutes(i64::try_from(number).expect("a small number"));
    Told {
        id: ReferralId(Uuid::from_u128(number)),
        steps: vec![Step { state: ReferralState::Issued, at: issued_at, said: None, declined: None }],
        issued_at,
        expected_by: at("2026-11-30T17:00:00Z"),
        sender: OrganisationId(Uuid::from_u128(901)),
        receiver: OrganisationId(Uuid::from_u128(902)),
        packet: Packet {
            code: ClientCode::from_random([1; 8]),
            service: Service::CheckUp,
            urgency: Urgency::Week,
            needs: vec![SpecialNeed::Accompanied, SpecialNeed::Interpreter],
            alias: Some("Hoa Ban".into()),
            phone: Some("0912 345 678".into()),
            cover_story: Some("lớp may".into()),
        },
        asked_from: at("2026-11-23T01:00:00Z"),
        asked_until: at("2026-12-23T17:00:00Z"),
    }
}

/// As a system would send it back: what it read, with another status.
fn sent(told: &Told, status: &str) -> Value {
    let mut sent = task(told);
    sent["status"] = json!(status);
    sent.as_object_mut().expect("a Task").remove("businessStatus");
    sent
}

fn issues(value: &Value, told: &Told) -> Vec<(String, Why)> {
    let issues = read_task(value, told, today()).expect_err("something is wrong");
    issues.into_iter().map(|issue| (issue.at, issue.why)).collect()
}

fn at_place(place: &str, why: Why) -> Vec<(String, Why)> {
    vec![(place.to_owned(), why)]
}

/// What is told, to the letter. The same files are what the independent validator reads (`cargo xtask fhir`).
#[test]
fn every_resource_is_as_its_example() {
    let outcome = Outcome {
        services: vec![ServiceDelivered::Examined, ServiceDelivered::Tested],
        next_on: Some(today()),
        came_on: Some(today()),
        ..Outcome::of(Answer::ServedInPart)
    };
    let booked = Outcome { next_on: Some(today()), ..Outcome::of(Answer::Booked) };
    let moved = told(1).answered(&booked, at("2026-11-23T04:00:00Z")).answered(&outcome, at("2026-11-24T03:00:00Z"));
    let house = Organisation {
        id: moved.receiver,
        kind: OrganisationKind::Clinic,
        name: "Phòng khám Hoa Sen".into(),
        address: "12 đường Lò Văn Giá".into(),
    };
    let listing =
        Offered { id: ListingId(Uuid::from_u128(903)), version: 2, organisation: moved.receiver, listing: listing() };
    let signal = crate::partner_system::Signal {
        id: crate::id::SignalId(Uuid::from_u128(904)),
        address: crate::partner_system::SignalAddress::parse("https://clinic.example/changed").expect("an address"),
        set_at: at("2026-11-24T03:00:00Z"),
        until: at("2027-11-24T03:00:00Z"),
        ended: None,
    };
    let bundle = task_bundle(&Search::default(), vec![moved.clone(), told(2)]);
    let examples = [
        ("task-requested", include_str!("examples/task-requested.json"), task(&told(1))),
        ("task-served", include_str!("examples/task-served.json"), task(&moved)),
        ("service-request", include_str!("examples/service-request.json"), service_request(&moved)),
        ("consent", include_str!("examples/consent.json"), consent(&moved)),
        ("appointment", include_str!("examples/appointment.json"), appointment(&moved).expect("a day was set")),
        ("organization", include_str!("examples/organization.json"), organization(&house)),
        ("healthcare-service", include_str!("examples/healthcare-service.json"), healthcare_service(&listing)),
        ("bundle", include_str!("examples/bundle.json"), bundle),
        ("capability-statement", include_str!("examples/capability-statement.json"), capability_statement(true)),
        ("subscription", include_str!("examples/subscription.json"), subscription(&signal)),
        (
            "operation-outcome",
            include_str!("examples/operation-outcome.json"),
            operation_outcome(&[Issue::at("Task.priorty", Why::Unknown), Issue::of(Why::CannotFollow)]),
        ),
    ];
    for (name, kept, told) in examples {
        let told = serde_json::to_string_pretty(&told).expect("plain data");
        assert_eq!(kept.trim_end(), told, "{name}: if this is meant, it becomes the example");
    }
}

fn listing() -> crate::directory::Listing {
    let form = ListingForm {
        service: "check_up".into(),
        commune: "03646".into(),
        address: "12 đường Lò Văn Giá".into(),
        phone: "0212 385 1234".into(),
        eligibility: "Ai cũng được".into(),
        cost: "free".into(),
        ways: vec!["referral".into()],
        women: "asked".into(),
        ..ListingForm::blank()
    };
    form.check(|code| code == "03646").expect("a listing")
}

#[test]
fn a_status_is_the_answer_that_it_names() {
    let told = told(1);
    for (status, answer) in
        [("accepted", Answer::Accepted), ("in-progress", Answer::Came), ("on-hold", Answer::DidNotCome)]
    {
        assert_eq!(read_task(&sent(&told, status), &told, today()).expect("an answer"), Outcome::of(answer));
    }
    let mut served = sent(&told, "in-progress");
    served["businessStatus"] = super::told::coded(super::BUSINESS_STATUS, "served-in-full");
    assert_eq!(read_task(&served, &told, today()).expect("an answer"), Outcome::of(Answer::Served));
    // Each answer of a receiver can be said, and comes back in the Task it makes.
    for answer in Answer::ALL {
        let mut said = sent(&told, answer.state().task_status());
        said["businessStatus"] = super::told::coded(super::BUSINESS_STATUS, answer.state().business_status());
        match answer {
            Answer::Booked | Answer::Moved => {
                let kind = super::told::coded(super::OUTPUT, "next-on");
                said["output"] = json!([{ "type": kind, "valueDate": "2026-11-25" }]);
            }
            Answer::Declined | Answer::Stopped => {
                said["statusReason"] = super::told::coded(super::STATUS_REASON, "no_supplies");
            }
            _ => {}
        }
        let outcome = read_task(&said, &told, today()).unwrap_or_else(|issues| panic!("{answer:?} {issues:?}"));
        let after = told.clone().answered(&outcome, told.issued_at);
        assert_eq!(task(&after)["status"], said["status"], "{answer:?}");
        assert_eq!(task(&after).get("statusReason"), said.get("statusReason"), "{answer:?}");
        assert_eq!(task(&after).get("output"), said.get("output"), "{answer:?}");
        assert!(after.was_answered(1, &outcome) || after.steps[1].said.is_some(), "{answer:?}");
        assert!(!after.was_answered(2, &outcome) && !after.was_answered(-1, &outcome));
    }
}

#[test]
fn what_is_wrong_is_named_at_its_place() {
    let told = told(1);
    let with = |field: &str, value: Value| {
        let mut task = sent(&told, "accepted");
        task[field] = value;
        issues(&task, &told)
    };
    assert_eq!(with("priorty", json!("urgent")), at_place("Task.priorty", Why::Unknown));
    assert_eq!(with("Nguyễn Thị Hoa, 0912345678", json!(1)), at_place("Task", Why::Unknown), "no name is repeated");
    assert_eq!(with("focus", json!({ "reference": "ServiceRequest/7" })), at_place("Task.focus", Why::NotTheSame));
    assert_eq!(with("resourceType", json!("Patient")), at_place("Task.resourceType", Why::NotTheSame));
    assert_eq!(with("status", json!("failed")), at_place("Task.status", Why::NotYours));
    assert_eq!(with("status", json!("done")), at_place("Task.status", Why::NotACode));
    assert_eq!(with("status", json!(["accepted"])), at_place("Task.status", Why::WrongShape));
    assert_eq!(with("status", json!("rejected")), at_place("Task.statusReason", Why::Missing));
    let ahead = json!({ "start": "2026-11-25T09:00:00+07:00" });
    assert!(with("executionPeriod", ahead).contains(&("Task.executionPeriod.start".into(), Why::DateInFuture)));
    assert_eq!(
        with("statusReason", json!({ "text": "Hoa" })).first().map(|issue| issue.0.clone()),
        Some("Task.statusReason.text".into())
    );
    let business = super::told::coded(super::BUSINESS_STATUS, "served-in-full");
    assert_eq!(with("businessStatus", business), at_place("Task.businessStatus", Why::Conflicting));
    assert_eq!(issues(&json!([]), &told), at_place("Task", Why::WrongShape));
    let missing = issues(&json!({ "resourceType": "Task" }), &told);
    assert_eq!(missing, [("Task.id".into(), Why::Missing), ("Task.status".into(), Why::Missing)]);
    let many: serde_json::Map<_, _> = (0..500).map(|number| (format!("f{number}"), json!(1))).collect();
    assert_eq!(issues(&Value::Object(many), &told).len(), 20);
}

/// A clock that is wrong by hours or years: its times of writing are not taken, and a day that it tells wrongly is named.
#[test]
fn no_time_is_taken_from_the_clock_of_another() {
    let told = told(1);
    let mut late = sent(&told, "in-progress");
    late["lastModified"] = json!("2031-01-01T00:00:00Z");
    late["meta"] = json!({ "versionId": "99", "lastUpdated": "1970-01-01T00:00:00Z" });
    assert_eq!(read_task(&late, &told, today()).expect("an answer"), Outcome::of(Answer::Came));
    late["executionPeriod"] = json!({ "start": "2026-11-24T23:59:00+07:00" });
    assert_eq!(read_task(&late, &told, today()).expect("hours ahead").came_on, Some(today()));
    late["executionPeriod"] = json!({ "start": "2026-11-01" });
    assert_eq!(issues(&late, &told), at_place("Task.executionPeriod.start", Why::DateInPast));
}

#[test]
fn an_appointment_says_a_day_and_is_read_as_it_is_told() {
    let booked = Outcome { next_on: Some(today()), ..Outcome::of(Answer::Booked) };
    let after = told(1).answered(&booked, at("2026-11-23T04:00:00Z"));
    let mut posted = appointment(&after).expect("a day");
    assert!(appointment(&told(1)).is_none());
    let issues = read_appointment(&posted, today()).expect_err("ids are given here");
    assert_eq!(issues.len(), 2, "id and meta");
    for name in ["id", "meta"] {
        posted.as_object_mut().expect("an Appointment").remove(name);
    }
    assert_eq!(read_appointment(&posted, today()), Ok(Booking { referral: told(1).id, on: today() }));
    assert_eq!(
        read_appointment(&posted, today().succ_opt().expect("a day")).expect_err("over")[0].why,
        Why::DateInPast
    );
    // Sent back with another day, it has its id still.
    let mut moved = appointment(&after).expect("a day");
    let tomorrow = today().succ_opt().expect("a day");
    moved["start"] = json!(format!("{tomorrow}T00:00:00+07:00"));
    moved["end"] = json!(format!("{tomorrow}T23:59:59+07:00"));
    assert_eq!(read_moved_appointment(&moved, &after, today()), Ok(Booking { referral: after.id, on: tomorrow }));
    assert_eq!(read_moved_appointment(&moved, &told(2), today()).expect_err("another's")[0].at, "Appointment.id");
    posted["participant"] = json!([{ "actor": { "display": "Hoa" }, "status": "accepted" }]);
    assert_eq!(read_appointment(&posted, today()).expect_err("a name")[0].at, "Appointment.participant");
}

/// A day for somebody who has one is another day; the same day again is what stands.
#[test]
fn a_second_day_is_a_moved_one() {
    let booked = Outcome { next_on: Some(today()), ..Outcome::of(Answer::Booked) };
    let after = told(1).answered(&booked, at("2026-11-23T04:00:00Z"));
    assert_eq!(told(1).meant(&booked), booked);
    let later = Outcome { next_on: today().succ_opt(), ..booked.clone() };
    let moved = after.meant(&later);
    assert_eq!((moved.answer, moved.next_on), (Answer::Moved, later.next_on));
    assert!(after.is_set_for(&booked) && !after.is_set_for(&moved) && !told(1).is_set_for(&booked));
    let again = after.answered(&moved, at("2026-11-23T05:00:00Z"));
    assert_eq!(again.booked_on(), Some((3, today().succ_opt().expect("a day"))));
    assert!(again.is_set_for(&later) && again.was_answered(2, &moved) && again.was_answered(1, &booked));
}

#[test]
fn a_search_goes_on_from_where_it_was() {
    let all: Vec<_> = (1..=5).map(told).collect();
    let read = |parameters: &[(&str, &str)]| Search::read(parameters.iter().copied());
    let ids = |parameters: &[(&str, &str)]| -> Vec<String> {
        let bundle = task_bundle(&read(parameters).expect("a search"), all.clone());
        let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
        entries.iter().map(|entry| entry["resource"]["id"].as_str().expect("an id").to_owned()).collect()
    };
    let expected = |numbers: &[usize]| numbers.iter().map(|number| all[number - 1].id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&[]), expected(&[1, 2, 3, 4, 5]));
    assert_eq!(ids(&[("_count", "2"), ("_offset", "4")]), expected(&[5]));
    assert_eq!(ids(&[("_lastUpdated", "gt2026-11-23T02:03:00Z")]), expected(&[4, 5]));
    assert_eq!(ids(&[("status", "accepted,completed")]), expected(&[]));
    let bundle = task_bundle(&read(&[("_count", "2"), ("status", "requested")]).expect("a search"), all.clone());
    assert_eq!(bundle["link"][1]["url"], "Task?_count=2&_offset=2&status=requested");
    for wrong in [
        ("_count", "0"),
        ("_count", "51"),
        ("status", "x"),
        ("_lastUpdated", "lt2026-01-01T00:00:00Z"),
        ("patient", "Hoa"),
    ] {
        assert_eq!(read(&[wrong]).expect_err("wrong")[0].why, Why::BadParameter, "{wrong:?}");
    }
    assert!(!read(&[("Hoa", "1")]).expect_err("wrong")[0].at.contains("Hoa"));
}

#[test]
fn every_issue_has_a_status_and_words_in_both_languages() {
    for why in Why::ALL {
        assert!((400..600).contains(&why.status()), "{why:?}");
        assert!(!why.words().0.is_empty() && why.words().1 != why.words().0);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let names = prop::sample::select(vec![
            "status",
            "coding",
            "code",
            "system",
            "output",
            "type",
            "start",
            "reference",
            "x",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(names.prop_map(String::from), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever is put in the place of whatever field: nothing breaks off, and what is taken is an answer that a form would
    /// give too.
    #[test]
    fn anything_in_the_place_of_a_field_is_read_or_named(field in 0_usize..17, value in any_json()) {
        let told = told(1);
        let mut sent = sent(&told, "in-progress");
        let names: Vec<_> = sent.as_object().expect("a Task").keys().cloned().chain(["output".into(), "statusReason".into(), "executionPeriod".into()]).collect();
        sent[&names[field % names.len()]] = value.clone();
        match read_task(&sent, &told, today()) {
            Ok(outcome) => assert!(outcome.came_on.is_none_or(|day| day <= today())),
            Err(issues) => assert!(!issues.is_empty()),
        }
        assert!(read_task(&value, &told, today()).is_err() && read_appointment(&value, today()).is_err());
    }
}

#[test]
fn what_the_sender_said_is_no_answer_of_the_receiver() {
    let mut told = told(1);
    let booked = crate::referral::Followed {
        following: crate::referral::Following::Booked,
        booked_on: Some(today()),
        met: None,
        why: None,
    };
    told.steps.push(Step {
        state: ReferralState::Booked,
        at: told.issued_at,
        said: Some(Said::Followed(booked)),
        declined: None,
    });
    assert!(told.outcome().is_none());
    assert_eq!(told.booked_on(), Some((2, today())));
}
