//! The access matrix: every route and server function × everybody × the states of a consent. No route without a row.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its table"
)]

mod consent;

use crate::partners::House;
use crate::support::{World, card, join, on_sqlite};
use crate::web::Web;
use app::routes::{ROUTES, Route};
use axum::http::StatusCode;
use chrono::TimeDelta;
use consent::{
    Consent, DECLINED, ERASED, HIV_BACK, HIV_CLINIC, HIV_EXPIRED, HIV_NO_LETTER, HIV_NONE, HIV_TEAM, RECORD_BACK,
    RECORD_EXPIRED, RECORD_NONE, STATES,
};
use domain::access::{Action, TABLE, may, may_before_admission, may_before_keys};
use domain::account::Role;
use domain::audit::Reason;
use domain::card::{CardCode, CardReach};
use domain::consent::{Purpose, Segment};
use domain::erasure::Told;
use domain::hiv::{Letter, Recipient};
use domain::id::OrganisationId;
use std::collections::BTreeMap;
use tokio::task::JoinSet;
use vault::segment;
use vault::testing::run_sql;

/// Who asks: a login and its role; nobody at all; a second social worker, to whom nothing was given; and the client
/// herself with her card, who has no login.
pub(crate) const PEOPLE: &[(&str, Option<Role>)] = &[
    ("guest", None),
    ("quantri", Some(Role::Administrator)),
    ("giamsat", Some(Role::Supervisor)),
    ("mai", Some(Role::SocialWorker)),
    ("dung", Some(Role::SocialWorker)),
    ("xuan", Some(Role::PeerVolunteer)),
    ("sen", Some(Role::ClinicStaff)),
    ("que", Some(Role::ClinicStaff)),
    ("bich", Some(Role::LegalStaff)),
    ("nghia", Some(Role::LivelihoodStaff)),
    ("thom", Some(Role::Facilitator)),
    ("baove", Some(Role::DataProtectionOfficer)),
    // Invited and accepted, by whoever had the link; no supervisor has known her.
    ("chuagap", Some(Role::DataProtectionOfficer)),
    // A supervisor to whom nobody has given the team's keys yet.
    ("choke", Some(Role::Supervisor)),
    ("khach", Some(Role::Client)),
];

/// Whether somebody holds a key to what the address names, in a state.
fn holds(person: &str, path: &str, state: &Consent) -> bool {
    let of_the_team = matches!(person, "mai" | "giamsat");
    if path.ends_with("/article-30") {
        let there = if path.starts_with("/cases/") { of_the_team && state.case } else { person == state.received_by };
        there && state.hiv.contains(&person)
    } else if path.starts_with("/expected/{id}/record") {
        // Asked while the packet opens; asked again, and ended, while the record does.
        person == state.received_by || person == state.record
    } else if path.starts_with("/expected/{id}/clinic") {
        person == state.record
    } else if path.ends_with("/{note}") {
        // Its author, and nobody through the glass.
        person == "mai" && state.case
    } else if ["/rights/{request}", "/{other}", "/article-30/consent"].iter().any(|end| path.contains(end)) {
        // What she asks for is nothing that an emergency needs; nor is it there to be compared with another case, nor to
        // ask what it never opens.
        of_the_team && state.case
    } else if path.starts_with("/cases/") {
        (of_the_team && state.case) || (person == "dung" && state.glass)
    } else if path.starts_with("/breaches/") {
        // A breach is nobody's data: no consent opens or shuts it.
        person == "baove"
    } else if path.starts_with("/rights/") {
        // A request outlives the key: it must be dealt with when nobody can open the case any more. It goes with the case.
        matches!(person, "giamsat" | "baove") && state.is_kept()
    } else if path.starts_with("/emergencies/") {
        // It is of a case of its own, and to be signed off whatever became of that one's consents.
        matches!(person, "giamsat" | "baove") && state.was_given()
    } else if path.starts_with("/erasures/") || path.starts_with("/demands/") {
        // Neither belongs to a case, so no consent opens or shuts it.
        matches!(person, "giamsat" | "baove") && state.was_given()
    } else if path.starts_with("/transfers/") || path.starts_with("/coded-plans/") {
        // An offer, and a coded plan, is for who leads the other organisation's team; none of these does.
        false
    } else if path.starts_with("/referrals/") {
        of_the_team && state.sent
    } else {
        person == state.received_by
    }
}

/// What must come back. A look or an empty form that is let in is never a 404; one that is not is nothing but a 404.
fn expected(route: &Route, person: &str, role: Option<Role>, state: Option<&Consent>) -> &'static str {
    match role {
        _ if route.path == "/card/end" => "let go",
        // It is a phone's secret that counts here, and nobody's session.
        _ if route.path == "/field/contacts" => "no phone",
        // A phone of nobody.
        Some(role) if route.path.contains("{phone}") && may(role, route.action) => "not found",
        // Her pages: with a card of hers, whatever became of her consents; an account is nobody there, and she is nobody
        // elsewhere.
        Some(Role::Client) if route.action.is_hers() => match state {
            // Her card went with the rest.
            Some(state) if state.says == ERASED => "to the card",
            // A consent that never was; the rest shows what her card is of.
            Some(state) if !state.was_given() && route.path.contains("{consent}") => "not found",
            // What was never given is not taken back.
            Some(state) if state.says == DECLINED && (route.method, route.action) == ("POST", Action::TakeBackOwn) => {
                "not found"
            }
            // The sessions only while she lets somebody keep them; where there is no case, her card is of another.
            Some(state) if state.was_given() && !state.case && route.path == "/card/agreed" => "not found",
            _ => "let in",
        },
        _ if route.action.is_hers() => "to the card",
        None | Some(Role::Client) if route.action != Action::Enter => "to log-in",
        Some(role) if !may(role, route.action) => "not found",
        Some(role) if person == "chuagap" && !may_before_admission(role, route.action) => "not found",
        // A link nobody gave out, and an account that is not in the team.
        _ if route.path.contains("{token}") || (route.path, route.method) == ("/team", "POST") => "not found",
        Some(role) if person == "choke" && !may_before_keys(role, route.action) => "not found",
        // Who waits for the keys gives none, and ends nobody's account.
        _ if person == "choke" && (route.path.starts_with("/accounts/{account}/") || route.path == "/team/keys") => {
            "not found"
        }
        // A list that is there is not begun again, and opens for nobody who was not named to lead the club.
        Some(Role::SocialWorker) if route.path.contains("{club}") && route.action != Action::SeeClubs => "not found",
        _ if (route.path, route.method) == ("/clubs/{club}/list", "POST") => "not found",
        // Who holds the team's keys has nothing to bring back.
        _ if route.path == "/recovery-sheet/opening" && person != "choke" => "not found",
        // A case nobody named.
        _ if (route.path, route.method) == ("/erasures", "POST") => "not found",
        // In an emergency a case is read; what changes it is answered no once it is asked for in full, and this asks nothing.
        _ if person == "dung" && state.is_some_and(|state| state.glass) && route.path == "/cases/{id}/card/end" => {
            "not found"
        }
        // A listing of another organisation's.
        _ if route.action == Action::KeepDirectory
            && route.path.contains("{listing}")
            && matches!(person, "que" | "bich" | "nghia") =>
        {
            "not found"
        }
        // A course and a cohort that nobody wrote down.
        _ if route.path.contains("{course}") || route.path.contains("{cohort}") => "not found",
        // An account of another organisation's team.
        _ if route.path.contains("{account}") && matches!(person, "sen" | "que" | "bich" | "nghia") => "not found",
        _ => match state {
            Some(state) if !holds(person, route.path, state) => "not found",
            _ => "let in",
        },
    }
}

pub(crate) fn got(status: StatusCode, location: &str) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not found",
        StatusCode::UNAUTHORIZED => "no phone",
        StatusCode::SEE_OTHER if location.starts_with("/login?back=") => "to log-in",
        StatusCode::SEE_OTHER if location == "/card" => "to the card",
        StatusCode::SEE_OTHER if location == "/calendar" => "let go",
        // A conflict is told to who may write: somebody wrote meanwhile.
        StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::SEE_OTHER | StatusCode::CONFLICT => "let in",
        _ => "something else",
    }
}

#[derive(Default)]
struct Subject {
    breach: String,
    case: String,
    /// Another case of the same worker.
    other: String,
    consent: String,
    referral: String,
    /// A test in the clinic's own record.
    entry: String,
    note: String,
    request: String,
    scale: String,
    session: String,
    incident: String,
    plan: String,
    erasure: String,
    demand: String,
    emergency: String,
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

/// Who came by an invitation and waits for a supervisor.
pub(crate) async fn newcomers(world: &World) {
    for (username, role) in [("chuagap", Role::DataProtectionOfficer), ("choke", Role::Supervisor)] {
        join(&world.vault, &world.administrator, username, role).await;
    }
}

/// A second clinic, whose nurse is logged in as `que`.
pub(crate) async fn second_clinic(world: &World) -> OrganisationId {
    let house = House {
        kind: "clinic",
        name: "Trạm Y tế Bản Mường",
        service: "sti_screening",
        role: Role::ClinicStaff,
        username: "que",
        person: "Lường Thị Quế",
    };
    house.add(world).await
}

/// A fresh case with a fresh referral, and what she takes back of it in this state. For one address alone nothing is made that
/// no part of it names.
async fn subject(world: &World, state: &Consent, alone: Option<&str>) -> Subject {
    let vault = &world.vault;
    let breach = world.breach().await.to_string();
    let never = uuid::Uuid::from_u128(7).to_string();
    let wants = |part: &str| alone.is_none_or(|path| path.contains(part));
    if !state.was_given() {
        let other = world.open_case("Mây").await;
        let card = card(world, other, CardReach::Agreed, PIN).await;
        return Subject {
            breach,
            card: Some(card),
            case: never.clone(),
            other: never.clone(),
            consent: never.clone(),
            referral: never.clone(),
            entry: never.clone(),
            note: never.clone(),
            request: never.clone(),
            scale: never.clone(),
            session: never.clone(),
            incident: never.clone(),
            plan: never.clone(),
            erasure: never.clone(),
            demand: never.clone(),
            emergency: never,
        };
    }
    let case = world.open_case_asking("Hoa Ban", "yes").await;
    if state.says.starts_with("break-glass") {
        world.clock.advance(TimeDelta::milliseconds(1));
        world.break_glass(case).await;
    }
    // The list of those to review shows the newest, and the whole matrix makes more than it shows.
    world.clock.advance(TimeDelta::milliseconds(1));
    // Of another case, so that this one is open to nobody by it.
    let emergency = if wants("/emergencies/") {
        world.break_glass(world.open_case_asking("Sương", "yes").await).await.to_string()
    } else {
        never.clone()
    };
    let other = if wants("{other}") { world.open_case("Gạo").await.to_string() } else { never.clone() };
    let referral = world.refer(case).await;
    let clinic = if state.received_by == "que" {
        crate::support::log_in(vault, "que").await
    } else {
        crate::support::log_in(vault, "sen").await
    };
    let entry = match state.says {
        RECORD_NONE => uuid::Uuid::from_u128(7),
        _ => world.keep_record(&clinic, referral).await,
    };
    let entry = entry.to_string();
    if state.says == RECORD_BACK {
        vault.end_compartment(&clinic, referral, Segment::Health).await.unwrap().unwrap();
    }
    let card = card(world, case, CardReach::Agreed, PIN).await;
    let session = world.hold_session(case).await;
    let scale = world.ask_scale(case, &crate::support::phq(vault.today(), "11")).await;
    let plan = if wants("/care-plan") { world.care_plan(case).await.to_string() } else { never.clone() };
    let incident = if wants("{incident}") { world.incident(case).await.to_string() } else { never };
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let request = crate::rights::ask(world, &ring, &casework, "erase").await;
    let note = crate::support::sealed_note(world, &ring, &casework).await;
    let named = match state.says {
        HIV_NONE => None,
        HIV_TEAM => Some((Recipient::Team, Letter::Written)),
        HIV_CLINIC => Some((Recipient::Clinic(world.clinic_organisation), Letter::Treats)),
        _ => Some((Recipient::Person(world.worker.account()), Letter::Counsels)),
    };
    if let Some((recipient, letter)) = named {
        crate::support::hiv_consent(world, case, recipient, letter).await;
    }
    if state.says == HIV_BACK {
        vault.withdraw_hiv(&world.worker, &ring).await.unwrap().unwrap();
    }
    let consents = vault.consents(&casework).await.unwrap();
    let of = |purpose| consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
    let taken_back: &[Purpose] = match state.says {
        "the request was taken back" => &[Purpose::Referral],
        "to another purpose: only to keep the data" => &[Purpose::Services],
        "to another purpose: only to be supported" => &[Purpose::Processing],
        "everything was taken back" => &[Purpose::Referral, Purpose::Services, Purpose::Processing],
        _ => &[],
    };
    for purpose in taken_back {
        vault.withdraw(&world.worker, &ring, of(*purpose)).await.unwrap().unwrap();
    }
    if state.says == ERASED {
        vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.unwrap().unwrap();
    }
    let (erasure, demand) = crate::rights::kept(world).await;
    Subject {
        breach,
        card: Some(card).filter(|_| state.is_kept()),
        case: case.to_string(),
        other,
        consent: of(Purpose::Services).to_string(),
        referral: referral.to_string(),
        entry,
        note: note.to_string(),
        request: request.to_string(),
        scale: scale.to_string(),
        session: session.to_string(),
        incident,
        plan,
        erasure,
        demand,
        emergency,
    }
}

/// What time, or whoever wrote the database, makes of all of them at once.
async fn bring_about(world: &World, state: &Consent) {
    const TOMORROW: &str = "'2026-11-24T02:00:00+00:00'";
    let change = match state.says {
        "the request has expired" => return world.clock.advance(TimeDelta::days(31)),
        "break-glass over" => return world.clock.advance(TimeDelta::hours(4)),
        HIV_EXPIRED => {
            "update wraps set valid_until = valid_from where data_key_id in (select id from data_keys where segment = 'hiv')"
                .to_owned()
        }
        RECORD_EXPIRED => {
            "update wraps set valid_until = valid_from where data_key_id in (select id from data_keys where segment = 'health')"
                .to_owned()
        }
        HIV_NO_LETTER => "delete from hiv_consents".to_owned(),
        "everything has expired" => return world.clock.advance(TimeDelta::days(366)),
        "the request was declined" => "update consents set decision = 'declined' where purpose = 'referral'".to_owned(),
        DECLINED => "update consents set decision = 'declined'".to_owned(),
        "the request begins tomorrow" => format!(
            "update wraps set valid_from = {TOMORROW} where consent_id in (select id from consents where purpose = 'referral')"
        ),
        "everything begins tomorrow" => format!("update wraps set valid_from = {TOMORROW}"),
        "to another segment: only to her name" => "delete from wraps where data_key_id in \
             (select id from data_keys where segment in ('label', 'contact', 'casework'))"
            .to_owned(),
        _ => return,
    };
    assert!(run_sql(&world.url, &change).await > 0, "{}", state.says);
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
        Some("emergencies") => &subject.emergency,
        _ => &subject.referral,
    };
    path.replace("{id}", id)
        .replace("{other}", &subject.other)
        .replace("{note}", &subject.note)
        .replace("{entry}", &subject.entry)
        .replace("{matter}", &subject.entry)
        .replace("{part}", "contact")
        .replace("{request}", &subject.request)
        .replace("{consent}", &subject.consent)
        .replace("{scale}", &subject.scale)
        .replace("{session}", &subject.session)
        .replace("{plan}", &subject.plan)
        .replace("{phone}", "01939ed0-0000-7000-8000-000000000000")
        .replace("{incident}", &subject.incident)
        .replace("{token}", &"0".repeat(64))
}

/// A club whose list `thom` holds, with somebody on it, a team of volunteers, a contact, and a line of what they carry: of no
/// case, so that no consent of a client
/// opens or shuts them.
struct Club {
    club: String,
    member: String,
    meeting: String,
    team: String,
    volunteer: String,
    /// One that no case has taken over.
    contact: String,
    line: String,
}

impl Club {
    fn address(&self, path: &str) -> String {
        path.replace("{club}", &self.club)
            .replace("{member}", &self.member)
            .replace("{meeting}", &self.meeting)
            .replace("{team}", &self.team)
            .replace("{volunteer}", &self.volunteer)
            .replace("{contact}", &self.contact)
            .replace("{line}", &self.line)
    }
}

async fn club(world: &World) -> Club {
    let (club, thom) = world.club().await;
    let list = world.vault.open_list(&thom, club).await.unwrap().unwrap();
    let member = world.member(&thom, &list, "Mận").await;
    let meeting = world.meet(&thom, &list, &[member]).await.to_string();
    let team = world.volunteer_team().await.to_string();
    let volunteer = world.volunteer.account().to_string();
    let contact = crate::support::met(world).await.to_string();
    let line = world.received().await.to_string();
    Club { contact, club: club.to_string(), member: member.to_string(), meeting, team, volunteer, line }
}

/// What was asked: how often with which answer wanted, and where another came.
#[derive(Default)]
struct Cells {
    asked: BTreeMap<&'static str, usize>,
    failing: Vec<String>,
}

impl Cells {
    fn add(&mut self, more: Self) {
        more.asked.into_iter().for_each(|(want, times)| *self.asked.entry(want).or_default() += times);
        self.failing.extend(more.failing);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_matrix() {
    for rule in TABLE {
        println!("{rule}");
    }
    let mut cells = bound_to_nobody().await;
    // Each state has a world of its own: one is asked on each core.
    let mut left = STATES.iter();
    let mut asking = JoinSet::new();
    asking.spawn(in_state(left.next().unwrap()));
    asking.spawn(in_state(left.next().unwrap()));
    while let Some(asked) = asking.join_next().await {
        cells.add(asked.unwrap());
        left.next().map(|state| asking.spawn(in_state(state)));
    }
    let Cells { asked, failing } = cells;
    let asserted: usize = asked.values().sum();
    println!("\n{} routes × {} people × {} states", ROUTES.len(), PEOPLE.len(), STATES.len());
    println!("cells asserted: {asserted}; {asked:?}\ncells failing: {}", failing.len());
    println!("routes without a row: 0 of {} (a route exists only through the table)", ROUTES.len());
    assert!(failing.is_empty() && asserted >= 6_000, "{}", failing.join("\n"));
}

/// Every route that names something of a client, by everybody, in one state of her consent.
async fn in_state(state: &'static Consent) -> Cells {
    let mut cells = Cells::default();
    let mut world = on_sqlite("matrix").await;
    newcomers(&world).await;
    let other = second_clinic(&world).await;
    if state.says == "live, for another recipient" {
        world.clinic_organisation = other;
    }
    let bound: Vec<_> = ROUTES.iter().filter(|route| is_bound(route)).collect();
    // One that nobody changes, for every answer but those of a post that is let in: these get a case of their own.
    let still = subject(&world, state, None).await;
    let changes =
        |route: &Route, person, role| route.method == "POST" && expected(route, person, role, Some(state)) == "let in";
    let mut subjects = Vec::new();
    for (person, role) in PEOPLE {
        for route in bound.iter().filter(|route| changes(route, person, *role)) {
            subjects.push(subject(&world, state, Some(route.path)).await);
        }
    }
    bring_about(&world, state).await;
    let web = Web::over(world);
    let mut subjects = subjects.into_iter();
    for (person, role) in PEOPLE {
        for route in &bound {
            let own = changes(route, person, *role).then(|| subjects.next().unwrap());
            let subject = own.as_ref().unwrap_or(&still);
            let session = cookies(&web, person, subject.card.as_ref()).await;
            let answer = web.ask(route.method, &address(route.path, subject), session.as_deref(), "").await;
            let (want, have) = (expected(route, person, *role, Some(state)), got(answer.status, &answer.location));
            *cells.asked.entry(want).or_default() += 1;
            if want != have {
                cells.failing.push(format!(
                    "{} {} as {person}, consent {}: {have} ({}), not {want}",
                    route.method, route.path, state.says, answer.status
                ));
            }
        }
    }
    cells
}

/// Every other route, by everybody.
async fn bound_to_nobody() -> Cells {
    let mut cells = Cells::default();
    let world = on_sqlite("matrix").await;
    second_clinic(&world).await;
    newcomers(&world).await;
    let mai = world.worker.account().to_string();
    let case = world.open_case("Hoa Ban").await;
    let hers = card(&world, case, CardReach::Agreed, PIN).await;
    let club = club(&world).await;
    let listing = crate::support::listing(&world).await.to_string();
    let web = Web::over(world);
    for (person, role) in PEOPLE {
        for route in ROUTES.iter().filter(|route| !is_bound(route)) {
            let session = cookies(&web, person, Some(&hers)).await;
            let named = route.path.replace("{account}", &mai).replace("{listing}", &listing);
            let path = club.address(&address(&named, &Subject::default()));
            let answer = web.ask(route.method, &path, session.as_deref(), "").await;
            let (want, have) = (expected(route, person, *role, None), got(answer.status, &answer.location));
            *cells.asked.entry(want).or_default() += 1;
            // A server function answers in its own form; that it was reached is what counts.
            let reached =
                route.path.starts_with("/islands/") && want == "let in" && answer.status != StatusCode::NOT_FOUND;
            if want != have && !reached {
                cells.failing.push(format!(
                    "{} {} as {person}: {have} ({}), not {want}",
                    route.method, route.path, answer.status
                ));
            }
        }
    }
    cells
}
