//! What the system of a partner is answered: every address × every token × what became of the consent, and whatever it posts.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{log_in, on_sqlite};
use crate::web::{Answer, Web};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::fhir::Why;
use domain::id::{CaseId, ReferralId};
use domain::partner_system::SystemForm;
use server::fhir::{ADDRESSES, Address, BASE, OPENAPI};
use vault::partner_system::MadeSystem;
use vault::{Vault, segment};

const JSON: &str = "application/fhir+json";

pub(crate) async fn token(vault: &Vault, login: &str) -> String {
    let by = log_in(vault, login).await;
    let system = SystemForm { name: "Phần mềm".into(), lasting: "quarter".into() }.check().unwrap();
    let form = domain::id::SubmissionId(vault.new_submission());
    match vault.make_system(&by, &system, form).await.unwrap().unwrap() {
        MadeSystem::Now(token) => token.expose(),
        MadeSystem::Before => panic!("a new form"),
    }
}

/// A system of the clinic.
pub(crate) async fn system(vault: &Vault) -> vault::Actor {
    let token = vault::Token::parse(&token(vault, "sen").await).unwrap();
    vault.system(&token).await.unwrap().unwrap()
}

pub(crate) async fn ask(
    web: &Web,
    (method, path): (&str, &str),
    token: &str,
    body: &str,
    more: &[(&str, &str)],
) -> Answer {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("authorization", bearer.as_str())];
    if !more.iter().any(|(name, _)| *name == "content-type") {
        headers.push(("content-type", JSON));
    }
    headers.extend_from_slice(more);
    let answer = web.ask_with(method, &format!("{BASE}{path}"), None, body, &headers).await;
    if !answer.status.is_success() {
        let said = json(&answer);
        assert_eq!(said.get("resourceType").and_then(|kind| kind.as_str()), Some("OperationOutcome"), "{path}");
        let words = said.pointer("/issue/0/diagnostics").and_then(|words| words.as_str()).unwrap_or_default();
        assert!(words.contains(" / "), "in both languages: {words}");
    }
    if !path.starts_with("/openapi") {
        assert_eq!(answer.headers["content-type"], JSON, "{method} {path}");
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
    answer
}

pub(crate) fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{} {}", answer.status, answer.body))
}

fn place(answer: &Answer) -> String {
    let said = json(answer);
    said.pointer("/issue/0/expression/0").and_then(|place| place.as_str()).unwrap_or_default().to_owned()
}

async fn take_back(vault: &Vault, case: CaseId) {
    let worker = log_in(vault, "mai").await;
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = vault.open_case(&worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let consents = vault.consents(&casework).await.unwrap();
    let consent = consents.iter().find(|entry| entry.purpose == Purpose::Referral).unwrap().id;
    vault.withdraw(&worker, &ring, consent).await.unwrap().unwrap();
}

/// The Task as it stands, with another status, and its version.
async fn task(web: &Web, token: &str, id: ReferralId, status: &str) -> (serde_json::Value, String) {
    let answer = ask(web, ("GET", &format!("/Task/{id}")), token, "", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let mut task = json(&answer);
    task["status"] = status.into();
    task.as_object_mut().unwrap().remove("businessStatus");
    (task, answer.headers["etag"].to_str().unwrap().to_owned())
}

async fn put(web: &Web, token: &str, id: ReferralId, task: &serde_json::Value, version: &str) -> Answer {
    ask(web, ("PUT", &format!("/Task/{id}")), token, &task.to_string(), &[("if-match", version)]).await
}

/// I5, I10, I13: what each token finds at each address. Written from what the client was told.
#[tokio::test]
async fn every_address_for_every_token_in_every_state() {
    let mut cells = 0;
    for state in ["live", "booked", "taken back", "expired"] {
        let world = on_sqlite("fhir_matrix").await;
        let case = world.open_case("CANARY Hoa Ban").await;
        let id = world.refer(case).await;
        let listing = crate::support::listing(&world).await;
        let house = world.clinic_organisation;
        let (own, shut, over) = (token(&world.vault, "sen").await, token(&world.vault, "sen").await, "0".repeat(64));
        let other = token(&world.vault, "bich").await;
        let clinic = log_in(&world.vault, "sen").await;
        // The newest of one moment is the one with the greater id: shut by what the token opens, not by its place.
        let shut_system = world.vault.system(&vault::Token::parse(&shut).unwrap()).await.unwrap().unwrap();
        world.vault.shut_system(&clinic, shut_system.account()).await.unwrap().unwrap();
        if state == "booked" {
            let booked = domain::referral::Outcome {
                next_on: Some(world.vault.today()),
                ..domain::referral::Outcome::of(domain::referral::Answer::Booked)
            };
            world.vault.answer_referral(&clinic, id, &booked).await.unwrap().unwrap();
        }
        if state == "taken back" {
            take_back(&world.vault, case).await;
        }
        if state == "expired" {
            world.clock.advance(TimeDelta::days(31));
        }
        let web = Web::over(world);
        for address in ADDRESSES {
            for (whose, token) in
                [("nobody", ""), ("unknown", over.as_str()), ("shut", &shut), ("other", &other), ("own", &own)]
            {
                let named = if address.path.starts_with("/Organization") {
                    house.to_string()
                } else if address.path.starts_with("/HealthcareService") {
                    listing.to_string()
                } else {
                    id.to_string()
                };
                let path = address.path.replace("{id}", &named);
                let answer = ask(&web, (address.method, &path), token, "{}", &[]).await;
                assert_eq!(
                    answer.status,
                    expected(address, whose, state),
                    "{} {path} by {whose}, {state}",
                    address.method
                );
                let tells = answer.body.contains(&id.to_string());
                assert!(!tells || (whose == "own" && matches!(state, "live" | "booked")), "{path} by {whose}, {state}");
                assert!(!answer.body.contains("CANARY"), "{path}: no packet of this story carries the alias");
                cells += 1;
            }
        }
    }
    assert_eq!(cells, 4 * 5 * ADDRESSES.len());
}

fn expected(address: &Address, whose: &str, state: &str) -> StatusCode {
    let opens = whose == "own" && matches!(state, "live" | "booked");
    match (address.method, address.path) {
        _ if address.open => StatusCode::OK,
        _ if !matches!(whose, "own" | "other") => StatusCode::UNAUTHORIZED,
        ("GET", "/Task" | "/Organization/{id}" | "/HealthcareService/{id}") => StatusCode::OK,
        // What is wrong with an empty body is told to anybody with a token, as it says nothing of anybody.
        ("POST", _) => StatusCode::UNPROCESSABLE_ENTITY,
        // There is no day yet that could be moved.
        ("PUT", "/Appointment/{id}") if state != "booked" => StatusCode::NOT_FOUND,
        ("PUT", _) if opens => StatusCode::UNPROCESSABLE_ENTITY,
        ("GET", "/Appointment/{id}") if opens && state == "booked" => StatusCode::OK,
        ("GET", path) if opens && !["/Appointment/{id}", "/Subscription/{id}"].contains(&path) => StatusCode::OK,
        _ => StatusCode::NOT_FOUND,
    }
}

#[tokio::test]
async fn replays_and_posts_out_of_order_are_harmless() {
    let world = on_sqlite("fhir_replays").await;
    let id = world.refer(world.open_case("Hoa Ban").await).await;
    let own = token(&world.vault, "sen").await;
    let web = Web::over(world);
    let (accepted, first) = task(&web, &own, id, "accepted").await;
    assert_eq!(first, "W/\"1\"");
    let done = put(&web, &own, id, &accepted, &first).await;
    assert_eq!((done.status, done.headers["etag"].to_str().unwrap()), (StatusCode::OK, "W/\"2\""));
    for _ in 0..3 {
        let again = put(&web, &own, id, &accepted, &first).await;
        assert_eq!((again.status, &again.body), (StatusCode::OK, &done.body), "the same once more");
    }
    // What comes later by an older version, and what cannot follow, change nothing.
    let (came, second) = task(&web, &own, id, "in-progress").await;
    assert_eq!(put(&web, &own, id, &came, &first).await.status, StatusCode::PRECONDITION_FAILED);
    let (completed, _) = task(&web, &own, id, "completed").await;
    assert_eq!(put(&web, &own, id, &completed, &second).await.status, StatusCode::CONFLICT);
    assert_eq!(
        ask(&web, ("PUT", &format!("/Task/{id}")), &own, &came.to_string(), &[]).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(put(&web, &own, id, &came, &second).await.status, StatusCode::OK);
    // The first one, delivered late: it was done, and stays done.
    let late = put(&web, &own, id, &accepted, &first).await;
    assert_eq!((late.status, late.headers["etag"].to_str().unwrap()), (StatusCode::OK, "W/\"3\""));
    let (no, third) = task(&web, &own, id, "rejected").await;
    assert_eq!(put(&web, &own, id, &no, &third).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    let mut feedback = task(&web, &own, id, "completed").await.0;
    feedback["output"] = output("service-delivered", "tested");
    let fed = put(&web, &own, id, &feedback, &third).await;
    assert_eq!(fed.status, StatusCode::OK);
    assert!(fed.body.contains("feedback-returned") && fed.body.contains("tested"));

    // The sender reads each step once.
    let vault = web.site().vault();
    let followed = vault.referral(&log_in(vault, "mai").await, id).await.unwrap().unwrap();
    let states: Vec<_> = followed.history.iter().map(|moved| moved.state.code()).collect();
    assert_eq!(states, ["issued", "accepted", "attended", "feedback"]);
    assert!(vault.check_audit().await.is_ok());
}

fn output(kind: &str, code: &str) -> serde_json::Value {
    let coded = |system: &str, code: &str| format!(r#"{{"coding":[{{"system":"{system}","code":"{code}"}}]}}"#);
    let (kind, value) = (coded(domain::fhir::OUTPUT, kind), coded(domain::fhir::DELIVERED, code));
    serde_json::from_str(&format!(r#"[{{"type":{kind},"valueCodeableConcept":{value}}}]"#)).unwrap()
}

#[tokio::test]
async fn a_no_shuts_the_task_and_an_answer_after_a_withdrawal_finds_nothing() {
    let world = on_sqlite("fhir_shut").await;
    let case = world.open_case("Hoa Ban").await;
    let (refused, withdrawn) = (world.refer(case).await, world.refer(world.open_case("Mây").await).await);
    let own = token(&world.vault, "sen").await;
    let web = Web::over(world);
    let (mut no, version) = task(&web, &own, refused, "rejected").await;
    no["statusReason"] = serde_json::from_str(&format!(
        r#"{{"coding":[{{"system":"{}","code":"no_staff"}}]}}"#,
        domain::fhir::STATUS_REASON
    ))
    .unwrap();
    let answer = put(&web, &own, refused, &no, &version).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("no_staff") && answer.body.contains("\"rejected\""));
    assert_eq!(put(&web, &own, refused, &no, &version).await.status, StatusCode::NOT_FOUND, "it is shut");
    let (came, version) = task(&web, &own, withdrawn, "in-progress").await;
    let vault = web.site().vault();
    let case = vault.referral(&log_in(vault, "mai").await, withdrawn).await.unwrap().unwrap().case.unwrap();
    take_back(vault, case).await;
    assert_eq!(put(&web, &own, withdrawn, &came, &version).await.status, StatusCode::NOT_FOUND);
    let all = ask(&web, ("GET", "/Task"), &own, "", &[]).await;
    assert_eq!(json(&all)["total"], 0);
}

#[tokio::test]
async fn bad_input_is_named_and_nothing_is_stored() {
    let world = on_sqlite("fhir_bad").await;
    let id = world.refer(world.open_case("Hoa Ban").await).await;
    let own = token(&world.vault, "sen").await;
    let web = Web::over(world);
    let (good, version) = task(&web, &own, id, "accepted").await;
    let path = format!("/Task/{id}");
    for (field, value, at) in [
        ("priorty", "\"urgent\"", "Task.priorty"),
        ("focus", r#"{"reference":"ServiceRequest/1"}"#, "Task.focus"),
        ("status", "\"done\"", "Task.status"),
        ("output", "{}", "Task.output"),
        ("text", r#"{"status":"generated","div":"CANARY"}"#, "Task.text"),
        ("contained", "[]", "Task.contained"),
    ] {
        let mut wrong = good.clone();
        wrong[field] = serde_json::from_str(value).unwrap();
        let answer = put(&web, &own, id, &wrong, &version).await;
        assert_eq!((answer.status, place(&answer).as_str()), (StatusCode::UNPROCESSABLE_ENTITY, at), "{field}");
        assert!(!answer.body.contains("CANARY"));
    }
    let whole = good.to_string();
    let huge = format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, vec![whole.as_str(); 200].join(","));
    let other = [("content-type", "application/fhir+json; fhirVersion=5.0")];
    for (method, at, body, more, status) in [
        ("PUT", path.as_str(), huge.as_str(), &[][..], Why::TooLarge),
        ("POST", "/Appointment", huge.as_str(), &[], Why::TooLarge),
        ("POST", "", huge.as_str(), &[], Why::NotFound),
        ("POST", "/Task", whole.as_str(), &[], Why::NotAllowed),
        ("DELETE", path.as_str(), "", &[], Why::NotAllowed),
        ("PUT", path.as_str(), "{", &[], Why::NotJson),
        ("PUT", path.as_str(), whole.as_str(), &other, Why::NotAcceptable),
        ("PUT", path.as_str(), whole.as_str(), &[("content-type", "text/xml")], Why::WrongType),
        ("GET", path.as_str(), "", &[("accept", "application/fhir+xml")], Why::NotAcceptable),
        ("GET", "/Task?patient=Hoa", "", &[], Why::BadParameter),
        ("GET", "/Task?_count=1000", "", &[], Why::BadParameter),
        ("GET", "/Task/7", "", &[], Why::NotFound),
        ("GET", "/Patient/7", "", &[], Why::NotFound),
    ] {
        let answer = ask(&web, (method, at), &own, body, more).await;
        assert_eq!(answer.status.as_u16(), status.status(), "{method} {at} {status:?}");
    }
    let now = ask(&web, ("GET", &path), &own, "", &[]).await;
    assert_eq!(now.headers["etag"], version, "nothing was stored");
    assert!(now.body.contains("\"requested\""));
}

#[tokio::test]
async fn a_day_is_set_once_by_appointment() {
    let world = on_sqlite("fhir_day").await;
    let (id, today) = (world.refer(world.open_case("Hoa Ban").await).await, world.vault.today());
    let (own, other) = (token(&world.vault, "sen").await, token(&world.vault, "bich").await);
    let web = Web::over(world);
    let day = |day: chrono::NaiveDate| {
        format!(
            r#"{{"resourceType":"Appointment","status":"booked","start":"{day}T09:00:00+07:00","end":"{day}T10:00:00+07:00",
            "basedOn":[{{"reference":"ServiceRequest/{id}"}}],"participant":[{{"actor":{{"type":"Patient",
            "identifier":{{"system":"{}","value":"{id}"}}}},"status":"accepted"}}]}}"#,
            domain::fhir::REFERRAL
        )
    };
    let tomorrow = today + TimeDelta::days(1);
    assert_eq!(ask(&web, ("POST", "/Appointment"), &other, &day(tomorrow), &[]).await.status, StatusCode::NOT_FOUND);
    let set = ask(&web, ("POST", "/Appointment"), &own, &day(tomorrow), &[]).await;
    assert_eq!((set.status, set.location.as_str()), (StatusCode::CREATED, format!("{BASE}/Appointment/{id}").as_str()));
    let again = ask(&web, ("POST", "/Appointment"), &own, &day(tomorrow), &[]).await;
    assert_eq!((again.status, &again.body), (StatusCode::OK, &set.body));
    let moved = ask(&web, ("POST", "/Appointment"), &own, &day(tomorrow + TimeDelta::days(1)), &[]).await;
    assert_eq!(moved.status, StatusCode::CONFLICT);
    let past = ask(&web, ("POST", "/Appointment"), &own, &day(today - TimeDelta::days(1)), &[]).await;
    assert_eq!((past.status, place(&past).as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "Appointment.start"));
    let path = format!("/Appointment/{id}");
    let read = ask(&web, ("GET", &path), &own, "", &[]).await;
    assert_eq!(read.body, set.body);

    // Where it stands it is moved, by the version that was read.
    let move_to = async |appointment: &serde_json::Value, version: &str| {
        ask(&web, ("PUT", &path), &own, &appointment.to_string(), &[("if-match", version)]).await
    };
    let later = tomorrow + TimeDelta::days(1);
    let mut sent = json(&read);
    sent["start"] = format!("{later}T08:00:00+07:00").into();
    sent["end"] = format!("{later}T09:00:00+07:00").into();
    let version = read.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(ask(&web, ("PUT", &path), &own, &sent.to_string(), &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(move_to(&sent, "W/\"1\"").await.status, StatusCode::PRECONDITION_FAILED);
    let moved = move_to(&sent, &version).await;
    assert_eq!(moved.status, StatusCode::OK);
    assert!(json(&moved)["start"].as_str().unwrap().starts_with(&tomorrow.to_string()), "midnight here, in UTC");
    assert_eq!(moved.headers["etag"], "W/\"3\"");
    assert_eq!(move_to(&sent, &version).await.body, moved.body, "the same once more");
    let old = move_to(&json(&read), &version).await;
    assert_eq!(old.status, StatusCode::PRECONDITION_FAILED, "who read the day before");
    // By the Task, too: another day for who has one is another day.
    let (mut by_task, version) = task(&web, &own, id, "accepted").await;
    by_task["businessStatus"] = serde_json::from_str(&format!(
        r#"{{"coding":[{{"system":"{}","code":"appointment-set"}}]}}"#,
        domain::fhir::BUSINESS_STATUS
    ))
    .unwrap();
    let third = later + TimeDelta::days(1);
    by_task["output"][0]["valueDate"] = third.to_string().into();
    assert_eq!(put(&web, &own, id, &by_task, &version).await.status, StatusCode::OK);
    assert_eq!(put(&web, &own, id, &by_task, &version).await.status, StatusCode::OK);
    let vault = web.site().vault();
    let followed = vault.referral(&log_in(vault, "mai").await, id).await.unwrap().unwrap();
    let days: Vec<_> = followed.history.iter().filter_map(|moved| moved.said.as_ref()?.booked_on()).collect();
    assert_eq!(days, [tomorrow, later, third]);
    // Once she came there is nothing to move.
    let (came, version) = task(&web, &own, id, "in-progress").await;
    let mut came = came;
    came.as_object_mut().unwrap().remove("output");
    assert_eq!(put(&web, &own, id, &came, &version).await.status, StatusCode::OK);
    assert_eq!(move_to(&sent, "W/\"4\"").await.status, StatusCode::CONFLICT);
}

/// Finding 8: a desk and its system, or two posts of one system, say two different things of one state in the same moment. One
/// of them is told that it was not taken, and what the other said stands.
#[tokio::test]
async fn of_two_answers_in_one_moment_one_is_told_that_it_was_not_taken() {
    let world = on_sqlite("fhir_race").await;
    let mut ids = Vec::new();
    for alias in ["Hoa Ban", "Mây", "Sương", "Gạo", "Mận", "Lúa"] {
        ids.push(world.refer(world.open_case(alias).await).await);
    }
    let (own, second) = (token(&world.vault, "sen").await, token(&world.vault, "sen").await);
    let web = Web::over(world);
    let business = |code: &str| -> serde_json::Value {
        serde_json::from_str(&format!(
            r#"{{"coding":[{{"system":"{}","code":"{code}"}}]}}"#,
            domain::fhir::BUSINESS_STATUS
        ))
        .unwrap()
    };
    for id in ids {
        let (mut one, version) = task(&web, &own, id, "in-progress").await;
        one["businessStatus"] = business("served-in-full");
        let mut other = one.clone();
        one["output"] = output("service-delivered", "tested");
        other["output"] = output("service-delivered", "advised");
        // Both read, then both write.
        let (first, last) = tokio::join!(put(&web, &own, id, &one, &version), put(&web, &second, id, &other, &version));
        let mut statuses = [first.status, last.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::PRECONDITION_FAILED]);
        let (won, said) = if first.status == StatusCode::OK { (first, "tested") } else { (last, "advised") };
        assert!(won.body.contains(said));
        let stands = ask(&web, ("GET", &format!("/Task/{id}")), &own, "", &[]).await;
        assert_eq!(stands.body, won.body, "what was taken is what stands");
    }
}

/// Nothing of the pages opens with a token, and nothing here with a session; who is left behind is told so; who goes on
/// asking with what opens nothing waits.
#[tokio::test]
async fn a_token_is_no_session_and_a_session_no_token() {
    let world = on_sqlite("fhir_token").await;
    world.refer(world.open_case("Hoa Ban").await).await;
    let own = token(&world.vault, "sen").await;
    let web = Web::over(world);
    let sen = web.session("sen").await.unwrap();
    let bearer = format!("Bearer {own}");
    let page = web.ask_with("GET", "/expected", None, "", &[("authorization", &bearer)]).await;
    assert!(page.location.starts_with("/login"));
    assert!(web.ask("GET", "/expected", Some(&own), "").await.location.starts_with("/login"));
    assert_eq!(web.ask("GET", "/fhir/R4/Task", Some(&sen), "").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&web, ("GET", "/Task"), &sen, "", &[]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&web, ("GET", "/Task"), &own, "", &[]).await.status, StatusCode::OK);

    let vault = web.site().vault();
    let clinic = log_in(vault, "sen").await;
    let form = domain::id::SubmissionId(vault.new_submission());
    vault.rotate_team_keys(&clinic, form).await.unwrap().unwrap();
    assert_eq!(ask(&web, ("GET", "/Task"), &own, "", &[]).await.status, StatusCode::FORBIDDEN);
    let anew = token(vault, "sen").await;
    let mut last = StatusCode::OK;
    for _ in 0..70 {
        last = ask(&web, ("GET", "/Task"), &"7".repeat(64), "", &[]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(&web, ("GET", "/Task"), &anew, "", &[]).await.status, StatusCode::OK, "who has one goes on");
}

/// The description says what is there: every address and method, every code, and nothing else.
#[test]
fn the_description_is_of_what_is_answered() {
    let described: serde_json::Value = serde_json::from_str(OPENAPI).unwrap();
    let mut found: Vec<(String, String)> = Vec::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        for (method, told) in methods.as_object().unwrap() {
            found.push((method.to_uppercase(), path.clone()));
            let address =
                ADDRESSES.iter().find(|address| address.path == path && address.method == method.to_uppercase());
            assert_eq!(told.get("security").is_some(), address.unwrap().open, "{method} {path}");
            let refused = |why: Why| told["responses"].get(why.status().to_string()).is_some();
            assert!(address.unwrap().open || refused(Why::NoToken), "{method} {path}");
        }
    }
    let mut mounted: Vec<_> =
        ADDRESSES.iter().map(|address| (address.method.to_owned(), address.path.to_owned())).collect();
    found.sort();
    mounted.sort();
    assert_eq!(found, mounted);
    let codes = |pointer: &str| -> Vec<String> {
        let list = described.pointer(pointer).and_then(|list| list.as_array()).cloned().unwrap_or_default();
        list.iter().filter_map(|code| code.as_str().map(ToOwned::to_owned)).collect()
    };
    let of = |name: &str| {
        codes(&format!("/components/schemas/TaskUpdate/properties/{name}/properties/coding/items/properties/code/enum"))
    };
    let states: Vec<_> = domain::referral::ReferralState::ALL.iter().map(|state| state.business_status()).collect();
    assert_eq!(of("businessStatus"), states);
    let why = of("statusReason");
    assert!(domain::referral::DeclineReason::ALL.iter().all(|reason| why.contains(&reason.code().to_owned())));
    assert!(domain::referral::NotCompleted::ALL.iter().all(|reason| why.contains(&reason.code().to_owned())));
    let done = codes(
        "/components/schemas/TaskUpdate/properties/output/items/properties/valueCodeableConcept/properties/coding/items/properties/code/enum",
    );
    assert_eq!(done, domain::referral::ServiceDelivered::ALL.iter().map(|done| done.code()).collect::<Vec<_>>());
    // Every kind of resource that is said to be spoken is there.
    for resource in domain::fhir::RESOURCES {
        assert!(ADDRESSES.iter().any(|address| address.path.starts_with(&format!("/{}", resource.name))));
    }
}
