//! Her own pages over the web: apart from everybody else's, neutral, kept by nobody, slowed but never shut.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{card, on_sqlite};
use crate::web::{Answer, Web};
use axum::http::StatusCode;
use domain::card::{CardCode, CardReach};

const PIN: &str = "402817";

/// Her own pages; `/card/agreed` only when her card holds the sessions.
const HERS: &[&str] = &["/card/own", "/card/looks", "/card/agreed", "/card/rights"];

async fn type_in(web: &Web, code: &CardCode, pin: &str) -> Answer {
    web.ask("POST", "/card", None, &format!("code={}&pin={pin}", code.digits())).await
}

#[tokio::test]
async fn from_the_workers_page_to_her_own_and_out() {
    let world = on_sqlite("card_web").await;
    let case = world.open_case("Hoa Ban").await;
    let web = Web::over(world);
    let mai = web.session("mai").await;
    let number = web.site().vault().new_submission();
    let body = format!("reach=appointments&pin={PIN}&pin_again={PIN}&form={number}");
    let given = web.ask("POST", &format!("/cases/{case}/card"), mai.as_deref(), &body).await;
    assert_eq!(given.status, StatusCode::OK);
    let digits = given.body.split("<p class=\"code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let code = CardCode::parse(&digits).ok().unwrap();
    // On paper nothing but the number; a second click does not show it again; no address has it.
    let paper = given.body.split("<article class=\"slip card\">").nth(1).unwrap().split("</article>").next().unwrap();
    assert_eq!(paper.replace(&digits, "").replace("<!>", ""), "<section><p class=\"code\"></p></section>");
    let again = web.ask("POST", &format!("/cases/{case}/card"), mai.as_deref(), &body).await;
    assert!(again.status == StatusCode::OK && !again.body.contains(&digits));
    let page = web.ask("GET", &format!("/cases/{case}/card"), mai.as_deref(), "").await;
    assert!(page.body.contains("Đang có thẻ") && !page.body.contains(&digits));

    let entered = type_in(&web, &code, PIN).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, "/card/own"));
    let cookie = entered.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-card=", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part}");
    }
    assert!(!cookie.contains("Expires") && !cookie.contains("Max-Age"));
    let her = format!("; {}", cookie.split(';').next().unwrap());
    let own = web.ask("GET", "/card/own", Some(&her), "").await;
    assert_eq!(own.status, StatusCode::OK);
    assert_eq!(own.headers["cache-control"], "no-store");
    assert!(own.body.contains("<title>Thẻ</title>") && own.body.contains("data-leave=\"/calendar\""));
    assert!(!own.body.contains("Đồng Hành") && !own.body.contains("Hoa Ban"));

    let out = web.ask("POST", "/card/end", Some(&her), "").await;
    assert_eq!((out.status, out.location.as_str()), (StatusCode::SEE_OTHER, "/calendar"));
    // Not its storage: it may be the phone of a volunteer, on which contacts wait for a signal.
    assert_eq!(out.headers["clear-site-data"], "\"cache\"");
    assert_eq!(web.ask("GET", "/card/own", Some(&her), "").await.location, "/card");
    assert_eq!(web.ask("POST", "/card/end", Some(&her), "").await.location, "/calendar", "out is out");
    let calendar = web.ask("GET", "/calendar", Some(&her), "").await.body;
    assert!(calendar.contains("Tháng 11/2026") && !calendar.contains("Đồng Hành") && !calendar.contains("/card"));
    // Taken away by the worker.
    assert_eq!(type_in(&web, &code, PIN).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        web.ask("POST", &format!("/cases/{case}/card/end"), mai.as_deref(), "").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(type_in(&web, &code, PIN).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// One browser may hold both sessions, and neither opens anything of the other.
#[tokio::test]
async fn a_session_of_staff_and_a_card_lend_each_other_nothing() {
    let world = on_sqlite("card_apart").await;
    let case = world.open_case("Hoa Ban").await;
    let code = card(&world, case, CardReach::Agreed, PIN).await;
    let web = Web::over(world);
    let mai = web.session("mai").await.unwrap();
    let her = web.with_card(&code, PIN).await;
    let token = her.trim_start_matches("; __Host-card=");
    for path in HERS {
        assert_eq!(web.ask("GET", path, Some(&mai), "").await.location, "/card", "{path}");
        assert_eq!(web.ask("GET", path, Some(&format!("; __Host-card={mai}")), "").await.location, "/card", "{path}");
    }
    for path in ["/my-day", "/cases", &format!("/cases/{case}"), &format!("/cases/{case}/who-looked")] {
        let to = format!("/login?back={path}");
        assert_eq!(web.ask("GET", path, Some(&her), "").await.location, to, "{path}");
        assert_eq!(web.ask("GET", path, Some(token), "").await.location, to, "{path}");
    }
    // With both: her page shows nothing of the worker's, and the audit names the client, not the worker.
    let both = format!("{mai}{her}");
    let own = web.ask("GET", "/card/own", Some(&both), "").await.body;
    assert!(!own.contains("Lò Thị Mai") && !own.contains("/my-day"));
    let looks = web.ask("GET", "/card/looks", Some(&both), "").await.body;
    assert!(looks.contains("Khách hàng tự xem"));
    // Ending hers leaves the worker's.
    web.ask("POST", "/card/end", Some(&both), "").await;
    assert_eq!(web.ask("GET", "/my-day", Some(&both), "").await.status, StatusCode::OK);
}

/// I5 and T8: her pages are the same, byte for byte but for nonces, with and without another's case; and of all that
/// stands in two files only what she chose to hold is on them.
#[tokio::test]
async fn nothing_of_another_and_nothing_she_did_not_choose() {
    let mut seen = Vec::new();
    for hidden in [false, true] {
        let world = on_sqlite("card_hidden").await;
        let case = world.open_case("CANARY Hoa Ban").await;
        world.hold_session(case).await;
        world.refer(case).await;
        let code = card(&world, case, CardReach::Appointments, PIN).await;
        if hidden {
            let other = world.open_case("CANARY Mây").await;
            world.hold_session(other).await;
            world.refer(other).await;
            card(&world, other, CardReach::Agreed, "730264").await;
        }
        let web = Web::over(world);
        let her = web.with_card(&code, PIN).await;
        let mut pages = String::new();
        for path in
            ["/card", "/card/own", "/card/looks", "/card/looks?page=1", "/card/agreed", "/card/rights", "/card/nothing"]
        {
            pages += &web.ask("GET", path, Some(&her), "").await.plain();
        }
        for canary in ["CANARY", "0912", "KH-", "STI", "HIV", "Đồng Hành", "Khám sàng lọc", "Lò Thị Mai"] {
            assert!(!pages.contains(canary), "{canary}");
        }
        seen.push(pages);
    }
    assert_eq!(seen[0], seen[1]);
}

/// Ten thousand tries at one number over the web, the right PIN among them: one answer for all. A network beyond its own
/// limit is answered before any work; from elsewhere, while there is a try left for the number, the right PIN opens.
#[tokio::test]
async fn ten_thousand_tries_are_one_answer() {
    let world = on_sqlite("card_tries_web").await;
    let case = world.open_case("Hoa Ban").await;
    let dead = card(&world, case, CardReach::Appointments, PIN).await;
    let code = card(&world, case, CardReach::Appointments, PIN).await;
    let events = world.vault.check_audit().await.unwrap();
    let web = Web::over(world);
    let without = |answer: &Answer, code: &CardCode| answer.plain().replace(code.digits(), "");
    let wrong = type_in(&web, &code, "918273").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = CardCode::from_random([9; 16]);
    for (other, pin) in [(&unknown, PIN), (&dead, PIN)] {
        assert_eq!(without(&type_in(&web, other, pin).await, other), without(&wrong, &code));
    }
    let same = without(&wrong, &code);
    let (mut asked, mut free) = (1, 0);
    for number in 1..10_000 {
        // The first nine beside the one above are still looked at; from then on the right PIN opens no more.
        let pin = if number < 10 { "918273" } else { PIN };
        let answer = type_in(&web, &code, pin).await;
        assert!(answer.status == wrong.status && without(&answer, &code) == same, "try {number}");
        let nothing_asked = answer.headers["server-timing"].to_str().unwrap().contains("desc=\"0\"");
        if nothing_asked { free += 1 } else { asked += 1 }
    }
    // Two of the two hundred went to the other numbers; a try that waits long brings one back.
    assert!((198..300).contains(&asked), "{asked} were looked at, {free} cost nothing");
    let vault = web.site().vault();
    let tag = vault.card_tag(&code).await.unwrap();
    let networks = |last: u8| std::net::IpAddr::from([10, 0, 0, last]);
    let let_through = (0..10_000).filter(|_| web.site().may_try_card(tag, networks(1))).count();
    assert_eq!(let_through, 10, "one network");
    let let_through = (0..10_000_u32).filter(|n| web.site().may_try_card(tag, networks((n % 250) as u8))).count();
    assert_eq!(let_through, 10, "thirty at one number from everywhere: ten from each of two networks before");
    assert_eq!(vault.check_audit().await.unwrap(), events, "nothing was written");
    let other = vault.card_tag(&unknown).await.unwrap();
    assert!(web.site().may_try_card(other, networks(251)), "another card is free");
}
