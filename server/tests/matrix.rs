//! The access matrix: every route and server function × everybody × the states of a consent. No route without a row.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its table"
)]

mod rights;
#[path = "../../vault/tests/support/mod.rs"]
mod support;
mod web;

use app::routes::{ROUTES, Route, server_functions};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::access::{Action, TABLE, may};
use domain::account::Role;
use domain::audit::Reason;
use domain::card::{CardCode, CardReach};
use domain::consent::{Purpose, Segment};
use std::collections::BTreeMap;
use support::{World, card, worlds};
use vault::segment;
use web::Web;

/// Who asks: a login and its role; nobody at all; a second social worker, to whom nothing was given; and the client
/// herself with her card, who has no login.
const PEOPLE: &[(&str, Option<Role>)] = &[
    ("guest", None),
    ("quantri", Some(Role::Administrator)),
    ("giamsat", Some(Role::Supervisor)),
    ("mai", Some(Role::SocialWorker)),
    ("dung", Some(Role::SocialWorker)),
    ("xuan", Some(Role::PeerVolunteer)),
    ("sen", Some(Role::ClinicStaff)),
    ("baove", Some(Role::DataProtectionOfficer)),
    ("khach", Some(Role::Client)),
];

/// The state of the client's consent when the route is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Consent {
    Never,
    Live,
    ReferralWithdrawn,
    ReferralExpired,
    AllWithdrawn,
    AllExpired,
}

const STATES: &[Consent] = &[
    Consent::Never,
    Consent::Live,
    Consent::ReferralWithdrawn,
    Consent::ReferralExpired,
    Consent::AllWithdrawn,
    Consent::AllExpired,
];

/// Whether somebody holds a key to what the address names, in a state. Written from consent.md, not from the code.
fn holds(person: &str, path: &str, state: Consent) -> bool {
    let case_is_open = matches!(state, Consent::Live | Consent::ReferralWithdrawn | Consent::ReferralExpired);
    if path.starts_with("/cases/") {
        matches!(person, "mai" | "giamsat") && case_is_open
    } else if path.starts_with("/breaches/") {
        // A breach is nobody's data: no consent opens or shuts it.
        person == "baove"
    } else if path.starts_with("/rights/") {
        // A request outlives the key: it must be dealt with when nobody can open the case any more.
        matches!(person, "giamsat" | "baove") && state != Consent::Never
    } else if path.starts_with("/erasures/") || path.starts_with("/demands/") {
        // Neither belongs to a case, so no consent opens or shuts it.
        matches!(person, "giamsat" | "baove") && state != Consent::Never
    } else if path.starts_with("/referrals/") {
        matches!(person, "mai" | "giamsat") && case_is_open
    } else {
        person == "sen" && state == Consent::Live
    }
}

/// What must come back. A look or an empty form that is let in is never a 404; one that is not is nothing but a 404.
fn expected(route: &Route, person: &str, role: Option<Role>, state: Option<Consent>) -> &'static str {
    match role {
        _ if route.path == "/card/end" => "let go",
        // Her pages: with a card of hers, whatever became of her consents; an account is nobody there, and she is nobody
        // elsewhere.
        Some(Role::Client) if route.action.is_hers() => match state {
            // A consent that never was; the rest shows what her card is of.
            Some(Consent::Never) if route.path.contains("{consent}") => "not found",
            // The sessions only while she lets somebody keep them.
            Some(Consent::AllWithdrawn | Consent::AllExpired) if route.path == "/card/agreed" => "not found",
            _ => "let in",
        },
        _ if route.action.is_hers() => "to the card",
        None | Some(Role::Client) if route.action != Action::Enter => "to log-in",
        Some(role) if !may(role, route.action) => "not found",
        // A link nobody gave out, and an account that is not in the team.
        _ if route.path.contains("{token}") || (route.path, route.method) == ("/team", "POST") => "not found",
        // A case nobody named.
        _ if (route.path, route.method) == ("/erasures", "POST") => "not found",
        // An account of another organisation's team.
        _ if route.path.contains("{account}") && person == "sen" => "not found",
        _ => match state {
            Some(state) if !holds(person, route.path, state) => "not found",
            _ => "let in",
        },
    }
}

fn got(status: StatusCode, location: &str) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not found",
        StatusCode::SEE_OTHER if location.starts_with("/login?back=") => "to log-in",
        StatusCode::SEE_OTHER if location == "/card" => "to the card",
        StatusCode::SEE_OTHER if location == "/calendar" => "let go",
        StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::SEE_OTHER => "let in",
        _ => "something else",
    }
}

#[derive(Default)]
struct Subject {
    breach: String,
    case: String,
    consent: String,
    referral: String,
    request: String,
    erasure: String,
    demand: String,
    /// The client's card.
    card: Option<CardCode>,
}

/// Her PIN.
const PIN: &str = "402817";

/// Whose session this person asks with: an account's, or one of the client's card.
async fn cookies(web: &Web, person: &str, card: Option<&CardCode>) -> Option<String> {
    match (person, card) {
        ("khach", Some(code)) => Some(web.with_card(code, PIN).await),
        ("khach", None) => None,
        _ => web.session(person).await,
    }
}

/// A fresh case with a fresh referral in the wanted state.
async fn subject(world: &World, state: Consent) -> Subject {
    let vault = &world.vault;
    let breach = world.breach().await.to_string();
    if state == Consent::Never {
        let never = uuid::Uuid::from_u128(7).to_string();
        let other = world.open_case("Mây").await;
        let card = card(world, other, CardReach::Agreed, PIN).await;
        return Subject {
            breach,
            card: Some(card),
            case: never.clone(),
            consent: never.clone(),
            referral: never.clone(),
            request: never.clone(),
            erasure: never.clone(),
            demand: never,
        };
    }
    let case = world.open_case("Hoa Ban").await;
    let referral = world.refer(case).await;
    let card = card(world, case, CardReach::Agreed, PIN).await;
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let request = rights::ask(world, &ring, &casework, "erase").await;
    let consents = vault.consents(&casework).await.unwrap();
    let of = |purpose| consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
    let taken_back = match state {
        Consent::ReferralWithdrawn => Some(of(Purpose::Referral)),
        Consent::AllWithdrawn => Some(of(Purpose::Processing)),
        _ => None,
    };
    if let Some(consent) = taken_back {
        vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap();
    }
    let (erasure, demand) = rights::kept(world).await;
    Subject {
        breach,
        card: Some(card),
        case: case.to_string(),
        consent: of(Purpose::Services).to_string(),
        referral: referral.to_string(),
        request: request.to_string(),
        erasure,
        demand,
    }
}

/// Whether the address, or the card it is asked with, stands for one case.
fn is_bound(route: &Route) -> bool {
    route.path.contains("{id}") || (route.action.is_hers() && route.path != "/card/end")
}

fn address(path: &str, subject: &Subject) -> String {
    let id = match path.split('/').nth(1) {
        Some("cases") => &subject.case,
        Some("breaches") => &subject.breach,
        Some("rights") => &subject.request,
        Some("erasures") => &subject.erasure,
        Some("demands") => &subject.demand,
        _ => &subject.referral,
    };
    path.replace("{id}", id)
        .replace("{request}", &subject.request)
        .replace("{consent}", &subject.consent)
        .replace("{token}", &"0".repeat(64))
}

#[tokio::test]
async fn the_whole_matrix() {
    for rule in TABLE {
        println!("{rule}");
    }
    let mut failing = Vec::new();
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    for state in STATES {
        let world = worlds("matrix").await.remove(0);
        let mut subjects = Vec::new();
        let bound: Vec<_> = ROUTES.iter().filter(|route| is_bound(route)).collect();
        for _ in 0..bound.len() * PEOPLE.len() {
            subjects.push(subject(&world, *state).await);
        }
        match state {
            Consent::ReferralExpired => world.clock.advance(TimeDelta::days(31)),
            Consent::AllExpired => world.clock.advance(TimeDelta::days(366)),
            _ => {}
        }
        let web = Web::over(world);
        for (person, role) in PEOPLE {
            for route in &bound {
                // Each answer gets a case of its own: a post may change it.
                let subject = subjects.pop().unwrap();
                let session = cookies(&web, person, subject.card.as_ref()).await;
                let answer = web.ask(route.method, &address(route.path, &subject), session.as_deref(), "").await;
                let (want, have) = (expected(route, person, *role, Some(*state)), got(answer.status, &answer.location));
                *cells.entry(want).or_default() += 1;
                if want != have {
                    failing.push(format!(
                        "{} {} as {person}, {state:?}: {have} ({}), not {want}",
                        route.method, route.path, answer.status
                    ));
                }
            }
        }
    }
    let world = worlds("matrix").await.remove(0);
    let mai = world.worker.account().to_string();
    let case = world.open_case("Hoa Ban").await;
    let hers = card(&world, case, CardReach::Agreed, PIN).await;
    let web = Web::over(world);
    for (person, role) in PEOPLE {
        for route in ROUTES.iter().filter(|route| !is_bound(route)) {
            let session = cookies(&web, person, Some(&hers)).await;
            let answer = web
                .ask(
                    route.method,
                    &address(&route.path.replace("{account}", &mai), &Subject::default()),
                    session.as_deref(),
                    "",
                )
                .await;
            let (want, have) = (expected(route, person, *role, None), got(answer.status, &answer.location));
            *cells.entry(want).or_default() += 1;
            // A server function answers in its own form; that it was reached is what counts.
            let reached =
                route.path.starts_with("/islands/") && want == "let in" && answer.status != StatusCode::NOT_FOUND;
            if want != have && !reached {
                failing.push(format!(
                    "{} {} as {person}: {have} ({}), not {want}",
                    route.method, route.path, answer.status
                ));
            }
        }
    }
    println!("\n{} routes × {} people × {} states", ROUTES.len(), PEOPLE.len(), STATES.len());
    println!("cells asserted: {}; {cells:?}", cells.values().sum::<usize>());
    println!("cells failing: {}", failing.len());
    println!("routes without a row: 0 of {} (a route exists only through the table)", ROUTES.len());
    assert!(failing.is_empty(), "{}", failing.join("\n"));
}

#[test]
fn every_server_function_has_a_row() {
    let functions = server_functions();
    assert!(!functions.is_empty());
    for path in functions {
        assert!(ROUTES.iter().any(|route| route.method == "POST" && route.path == path), "{path} has no row");
    }
}

#[test]
fn no_get_is_named_like_a_change() {
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        for verb in ["completion", "logout", "keep"] {
            assert!(!route.path.contains(verb), "{}", route.path);
        }
    }
}

/// I20: every state-changing route × eight shapes of headers that prove nothing, or the contrary.
#[tokio::test]
async fn a_change_without_proof_of_origin_is_refused() {
    let web = Web::over(worlds("origin").await.remove(0));
    let shapes: &[&[(&str, &str)]] = &[
        &[],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost")],
        &[("origin", "http://localhost.evil.example")],
        &[("content-type", "application/json"), ("origin", "https://evil.example")],
    ];
    for route in ROUTES.iter().filter(|route| route.method == "POST") {
        for shape in shapes {
            let session = web.session("mai").await;
            let path = address(route.path, &Subject::default());
            let status = web.ask_with("POST", &path, session.as_deref(), "", shape).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{} {shape:?}", route.path);
        }
    }
    // Nothing was logged out by any of it.
    assert_eq!(web.ask("GET", "/my-day", web.session("mai").await.as_deref(), "").await.status, StatusCode::OK);
}
