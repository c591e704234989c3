//! What clients ask about their own data: due by the law, seen by who may, erased by two. Told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, card, holder, log_in, worlds};
use chrono::TimeDelta;
use domain::account::Role;
use domain::audit::{Deed, Reason};
use domain::card::CardReach;
use domain::consent::{Purpose, Segment};
use domain::erasure::Told;
use domain::id::{CaseId, RequestId};
use domain::rights::{AskedForm, MoveForm, OwnAskedForm, Right, RightState, Urgency, Via};
use vault::card::Asked;
use vault::rights::Request;
use vault::{Actor, Opened, Ring, segment};

const PIN: &str = "402817";

async fn open(world: &World, actor: &Actor, case: CaseId) -> (Ring, Opened<segment::Casework>) {
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(actor, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take().unwrap();
    (ring, casework)
}

fn asked(world: &World, right: &str) -> domain::rights::Asked {
    let form = AskedForm {
        right: right.into(),
        via: "in_person".into(),
        received_on: domain::date::display(world.vault.today()),
        words: "CANARY cho em xin lại".into(),
    };
    form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn ask(world: &World, case: CaseId, right: &str) -> RequestId {
    let (ring, casework) = open(world, &world.worker, case).await;
    world
        .vault
        .file_request(&world.worker, &ring, &casework, &asked(world, right), world.form())
        .await
        .unwrap()
        .unwrap()
}

fn step(request: &Request, step: &str) -> domain::rights::Move {
    let form = MoveForm {
        step: step.into(),
        refusal: "law_keeps".into(),
        extension: "complex".into(),
        note: "CANARY đã gọi lại".into(),
    };
    form.check(request.standing.state, request.right, request.extended)
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn seen(world: &World, actor: &Actor) -> Vec<Request> {
    world.vault.requests(actor).await.unwrap().unwrap_or_default()
}

#[tokio::test]
async fn a_request_goes_from_received_to_done_and_who_may_see_what() {
    for world in worlds("rights").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let (ring, casework) = open(&world, &world.worker, case).await;
        let form = world.form();
        let asked = asked(&world, "copy");
        let first = vault.file_request(&world.worker, &ring, &casework, &asked, form).await.unwrap().unwrap();
        let again = vault.file_request(&world.worker, &ring, &casework, &asked, form).await.unwrap();
        assert_eq!(again, Some(first), "a second post");

        // The worker and her supervisor see whose it is; the officer sees that there is one, and no case.
        for actor in [&world.worker, &world.supervisor] {
            let found = seen(&world, actor).await;
            assert_eq!((found.len(), found[0].case), (1, Some(case)));
        }
        let officer = seen(&world, &world.officer).await;
        assert!(officer.len() == 1 && officer[0].case.is_none() && officer[0].right == Right::Copy);
        assert!(seen(&world, &world.colleague).await.is_empty());
        for other in [&world.volunteer, &world.clinic, &world.administrator] {
            assert!(vault.requests(other).await.unwrap().is_none());
        }
        let told = vault.request(&world.officer, first).await.unwrap().unwrap();
        assert!(told.words.is_none() && told.steps.len() == 1 && told.request.case.is_none());
        assert!(vault.request(&world.worker, first).await.unwrap().is_none(), "she opens it on the case");

        // Its days: Monday 23 November 2026; nobody outside was told.
        let standing = officer[0].standing;
        assert_eq!(domain::date::display(standing.due.reply), "25/11/2026");
        assert_eq!(domain::date::display(standing.due.done), "03/12/2026");
        assert_eq!(standing.urgency(vault.today() + TimeDelta::days(3)), Urgency::Overdue);

        // Answered, with a note; more time once; done. A stale click changes nothing.
        let request = seen(&world, &world.worker).await.remove(0);
        let answer = step(&request, "answered");
        let moved = vault.move_request(&world.worker, Some(&casework), first, &answer).await.unwrap();
        assert_eq!(moved, Some(RightState::Answered));
        assert_eq!(vault.move_request(&world.worker, Some(&casework), first, &answer).await.unwrap(), moved);
        let request = seen(&world, &world.worker).await.remove(0);
        let more = step(&request, "extend");
        for _ in 0..2 {
            vault.move_request(&world.worker, Some(&casework), first, &more).await.unwrap().unwrap();
        }
        let request = seen(&world, &world.worker).await.remove(0);
        assert!(request.extended);
        assert_eq!(domain::date::display(request.standing.due.done), "13/12/2026");
        let done = step(&request, "done");
        assert!(vault.move_request(&world.colleague, Some(&casework), first, &done).await.unwrap().is_none());
        assert_eq!(vault.move_request(&world.officer, None, first, &done).await.unwrap(), Some(RightState::Done));
        let told = vault.request_told(&world.worker, &casework, first).await.unwrap().unwrap();
        assert_eq!(told.words.unwrap().as_str(), "CANARY cho em xin lại");
        assert_eq!(told.steps.len(), 3);
        assert_eq!(told.steps[1].note.as_ref().unwrap().as_str(), "CANARY đã gọi lại");
        assert!(told.steps[2].note.is_none(), "who has no key writes no note");

        let looks = vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
        for deed in [Deed::RightAsked, Deed::RightMoved] {
            assert!(looks.iter().any(|look| look.deed == deed), "{deed:?}");
        }
        vault.check_audit().await.unwrap();
    }
}

#[tokio::test]
async fn others_who_were_told_get_the_longer_time() {
    for world in worlds("rights_others").await {
        let case = world.open_case("Mây").await;
        ask(&world, case, "restrict").await;
        world.clock.advance(TimeDelta::minutes(1));
        world.refer(case).await;
        ask(&world, case, "object").await;
        let found = seen(&world, &world.supervisor).await;
        let days = |right| {
            let request = found.iter().find(|request| request.right == right).unwrap();
            (request.standing.due.done - request.received_on).num_days()
        };
        assert_eq!((days(Right::Restrict), days(Right::Object)), (15, 20), "who was told later does not lengthen it");
    }
}

#[tokio::test]
async fn a_shut_case_still_has_its_requests() {
    for world in worlds("rights_shut").await {
        let vault = &world.vault;
        let case = world.open_case("Sao").await;
        let request = ask(&world, case, "erase").await;
        let (ring, casework) = open(&world, &world.worker, case).await;
        let consents = vault.consents(&casework).await.unwrap();
        let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap();
        vault.withdraw(&world.worker, &ring, processing.id).await.unwrap().unwrap();
        assert!(seen(&world, &world.worker).await.is_empty(), "her key is gone");
        let found = seen(&world, &world.supervisor).await;
        assert!(found.len() == 1 && found[0].case.is_none());
        let told = vault.request(&world.supervisor, request).await.unwrap().unwrap();
        let answer = step(&told.request, "answered");
        // The proof from before the withdrawal moves nothing.
        assert!(vault.move_request(&world.worker, Some(&casework), request, &answer).await.unwrap().is_none());
        let moved = vault.move_request(&world.supervisor, None, request, &answer).await.unwrap();
        assert_eq!(moved, Some(RightState::Answered));
    }
}

fn own(world: &World, right: &str, words: &str) -> domain::rights::Asked {
    let form = OwnAskedForm { right: right.into(), words: words.into() };
    form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Her card opens nothing of her case; what she writes is read by who works on it, and by nobody else.
#[tokio::test]
async fn she_asks_on_her_own_page_and_who_works_on_it_reads_her_words() {
    for world in worlds("rights_own").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let code = card(&world, case, CardReach::Nothing, PIN).await;
        let her = holder(&world, &code, PIN).await;
        let copy = own(&world, "copy", "CANARY em muốn có một bản");
        assert!(matches!(vault.ask_own(&her, &copy).await.unwrap(), Some(Asked::Now { words_kept: true })));
        assert!(matches!(vault.ask_own(&her, &copy).await.unwrap(), Some(Asked::Before)), "a second click");
        let request = seen(&world, &world.officer).await.remove(0);
        assert_eq!((request.right, request.via, request.case), (Right::Copy, Via::OwnPage, None));
        assert_eq!(domain::date::display(request.standing.due.reply), "25/11/2026", "the same clock as for anybody");
        assert!(seen(&world, &world.colleague).await.is_empty());
        assert!(vault.request(&world.officer, request.id).await.unwrap().unwrap().words.is_none());

        // The team's keys may change meanwhile; what is written about the case afterwards is not under her letter's key.
        vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        let supervisor = log_in(vault, "giamsat").await;
        for actor in [&world.worker, &supervisor] {
            let (_, casework) = open(&world, actor, case).await;
            let told = vault.request_told(actor, &casework, request.id).await.unwrap().unwrap();
            assert_eq!(told.words.unwrap().as_str(), "CANARY em muốn có một bản");
            assert!(told.steps[0].by.is_none(), "she did it herself");
        }
        let code = card(&world, case, CardReach::Agreed, PIN).await;
        let late = holder(&world, &code, PIN).await;
        world.clock.advance(TimeDelta::minutes(1));
        let correct = own(&world, "correct", "CANARY số mới");
        vault.ask_own(&late, &correct).await.unwrap().unwrap();
        let session = crate::support::session_form(vault.today()).check(vault.today()).unwrap();
        let segments = [Segment::Label, Segment::Casework];
        let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        vault.record_counselling(&world.worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
        assert_eq!(vault.own_agreed(&late).await.unwrap().unwrap().len(), 1);

        // Where they stand is on her page; the card that was replaced asks nothing any more.
        let answered = step(&request, "answered");
        let (ring, casework) = open(&world, &world.worker, case).await;
        vault.move_request(&world.worker, Some(&casework), request.id, &answered).await.unwrap().unwrap();
        let page = vault.own_page(&late, 1).await.unwrap();
        let states: Vec<_> = page.requests.iter().map(|one| (one.right, one.standing.state)).collect();
        assert_eq!(states, [(Right::Correct, RightState::Received), (Right::Copy, RightState::Answered)]);
        assert!(vault.ask_own(&her, &own(&world, "erase", "")).await.unwrap().is_none());
        let looks = vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
        let asked: Vec<_> = looks.iter().filter(|look| look.deed == Deed::RightAsked).map(|look| look.role).collect();
        assert_eq!(asked, [Some(Role::Client); 2]);
        vault.check_audit().await.unwrap();
    }
}

/// Nobody opens her case any more, so nobody could read her words: the request is filed without them, and her case erased.
#[tokio::test]
async fn after_she_took_everything_back_she_can_still_ask_for_the_erasure() {
    for world in worlds("rights_after").await {
        let vault = &world.vault;
        let case = world.open_case("Mây").await;
        let code = card(&world, case, CardReach::Agreed, PIN).await;
        let her = holder(&world, &code, PIN).await;
        for entry in vault.own_page(&her, 1).await.unwrap().consents {
            vault.take_back_own(&her, entry.id).await.unwrap().unwrap();
        }
        assert!(!vault.own_requests(&her).await.unwrap().readers);
        let erase = own(&world, "erase", "CANARY xóa hết giúp em");
        assert!(matches!(vault.ask_own(&her, &erase).await.unwrap(), Some(Asked::Now { words_kept: false })));
        let request = seen(&world, &world.supervisor).await.remove(0);
        assert!(request.case.is_none() && request.right == Right::Erase);
        let answered = step(&request, "answered");
        vault.move_request(&world.officer, None, request.id, &answered).await.unwrap().unwrap();
        vault.approve_erasure(&world.supervisor, request.id, Told::OwnPage).await.unwrap().unwrap();
        assert!(vault.ask_own(&her, &erase).await.unwrap().is_none(), "it is gone, and her card with it");
    }
}
