//! The address that a calendar reads: what it answers to whom, and that nothing of it is left lying about.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::on_sqlite;
use crate::web::{Answer, Web};
use axum::http::StatusCode;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use vault::segment;

/// The address on the page that shows it once.
fn address(page: &str) -> String {
    let at = page.find("/calendar/").filter(|at| page[*at..].len() > 78).expect("an address");
    page[at..at + "/calendar/".len() + 64 + ".ics".len()].to_owned()
}

#[tokio::test]
async fn a_calendar_reads_days_and_no_word_of_anybody_until_it_is_shut() {
    let world = on_sqlite("calendar_feed").await;
    let case = world.open_case("Hoa Ban").await;
    let code = world.code(case).await.to_string();
    world.hold_session(case).await;
    let web = Web::over(world);
    let mai = web.session("mai").await;
    let before = web.ask("GET", "/my-day/calendar", mai.as_deref(), "").await;
    assert!(before.status == StatusCode::OK && before.body.contains("Tạo địa chỉ") && !before.body.contains(".ics"));

    let made = web.ask("POST", "/my-day/calendar", mai.as_deref(), "").await;
    assert_eq!(made.headers["cache-control"], "no-store");
    let address = address(&made.body);
    assert!(address.ends_with(".ics"));
    let token = &address["/calendar/".len()..74];
    // Shown once, and at no other page of hers; no link leads on from it with an address of ours.
    let again = web.ask("GET", "/my-day/calendar", mai.as_deref(), "").await;
    assert!(!again.body.contains(token) && again.body.contains("Bạn đang có một địa chỉ"));
    assert_eq!(again.headers["referrer-policy"], "no-referrer");

    // As a calendar asks: without cookie, language or origin.
    let read = async |path: &str| web.ask_with("GET", path, None, "", &[]).await;
    let days = read(&address).await;
    assert_eq!((days.status, days.body.matches("BEGIN:VEVENT").count()), (StatusCode::OK, 1));
    assert_eq!(days.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(days.headers["cache-control"], "no-store");
    assert!(days.headers.get("set-cookie").is_none() && days.headers.get("location").is_none());
    assert!(days.body.contains("SUMMARY:Hẹn\r\n"), "{}", days.body);
    for said in ["Hoa Ban", "CANARY", "KH-", code.as_str(), "Lò Thị Mai", "Đồng Hành", "mai", "localhost", token]
    {
        assert!(!days.body.contains(said), "{said}");
    }
    // Each My day draws anew, and what she takes back is gone before that.
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = web.site().vault().open_case(&actor(&web, "mai").await, case, &segments, Reason::Support).await;
    let ring = ring.as_mut().unwrap().as_mut().unwrap();
    let consents = web.site().vault().consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
    let kept = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
    web.site().vault().withdraw(&actor(&web, "mai").await, ring, kept).await.unwrap().unwrap();
    let empty = read(&address).await;
    assert!(empty.status == StatusCode::OK && !empty.body.contains("VEVENT"), "{}", empty.body);
    assert_eq!(web.ask("GET", "/my-day", mai.as_deref(), "").await.status, StatusCode::OK);
    assert!(!read(&address).await.body.contains("VEVENT"));

    // Unknown, malformed, of another kind and shut: one answer, to the byte.
    assert_eq!(web.ask("POST", "/my-day/calendar/end", mai.as_deref(), "").await.location, "/my-day/calendar");
    let shut = read(&address).await;
    assert_eq!(shut.status, StatusCode::NOT_FOUND);
    let hers = format!("/calendar/{}.ics", mai.as_deref().unwrap());
    let nobodys = format!("/calendar/{}.ics", "5".repeat(64));
    // How long it took is told to who measures, and to nobody outside.
    let said = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("server-timing");
        (answer.status, answer.body.clone(), headers)
    };
    for other in [hers.as_str(), nobodys.as_str(), "/calendar/x.ics", &address[..74], "/calendar/x"] {
        assert_eq!(said(&read(other).await), said(&shut), "{other}");
    }
    // Who goes on asking for nothing is told to wait, and an address that is good is answered meanwhile.
    let made = web.ask("POST", "/my-day/calendar", mai.as_deref(), "").await;
    let good = self::address(&made.body);
    let mut waits = 0;
    for _ in 0..80 {
        waits += usize::from(read(&address).await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(waits >= 10, "{waits}");
    assert_eq!(read(&good).await.status, StatusCode::OK);
    // Nothing is written there, and no post is understood.
    let posted = web.ask("POST", &good, None, "").await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
}

async fn actor(web: &Web, person: &str) -> vault::Actor {
    let token = vault::Token::parse(&web.session(person).await.unwrap()).unwrap();
    web.site().vault().session(&token).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_case_says_at_which_of_the_five_steps_it_is_and_is_found_by_it() {
    let world = on_sqlite("five_steps").await;
    let (first, second) = (world.open_case("Hoa Ban").await, world.open_case("Sương").await);
    world.work_on(&world.worker, second, "xem").await;
    let closed = world.open_case("Gạo").await;
    world.close_case(closed, "xong").await;
    let web = Web::over(world);
    let mai = web.session("mai").await;
    for (case, step) in [
        (first, "Bước 1/5: Tiếp nhận, đánh giá"),
        (second, "Bước 2/5: Xây dựng kế hoạch"),
        (closed, "Bước 5/5: Kết thúc"),
    ] {
        let page = web.ask("GET", &format!("/cases/{case}"), mai.as_deref(), "").await;
        assert!(page.body.contains(step), "{step}");
    }
    for (stage, found, not) in [
        ("intake", "Hoa Ban", ["Sương", "Gạo"]),
        ("plan", "Sương", ["Hoa Ban", "Gạo"]),
        ("closed", "Gạo", ["Hoa Ban", "Sương"]),
    ] {
        let page = web.ask("POST", "/cases", mai.as_deref(), &format!("q=&stage={stage}")).await.body;
        assert!(page.contains(found) && !not.iter().any(|name| page.contains(name)), "{stage}");
    }
    let nothing = web.ask("POST", "/cases", mai.as_deref(), "q=&stage=review").await.body;
    assert!(nothing.contains("Không có ca nào khớp"), "{nothing}");
    let charts = web.ask("GET", "/cases/charts", mai.as_deref(), "").await.body;
    assert!(charts.contains("1. Tiếp nhận, đánh giá") && charts.contains("5. Kết thúc"));
}
