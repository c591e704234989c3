//! The life of an account as a browser sees it: recovery, a new password, leaving, the panic lock.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{PASSWORD, on_sqlite};
use crate::web::{Answer, Web};
use axum::http::StatusCode;
use std::net::IpAddr;

const NEW: &str = "mot+mat+khau+khac";

async fn web() -> Web {
    Web::over(on_sqlite("account_pages").await)
}

/// The code that a page prints.
fn printed(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let (_, rest) = answer.body.split_once("class=\"code printed\">").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

async fn new_code(web: &Web, person: &str) -> String {
    let session = web.session(person).await;
    let body = format!("current={}", PASSWORD.replace(' ', "+"));
    printed(&web.ask("POST", "/account/recovery-code", session.as_deref(), &body).await)
}

async fn recover(web: &Web, name: &str, code: &str) -> Answer {
    let body = format!("username={name}&code={code}&password={NEW}&password_again={NEW}");
    web.ask("POST", "/recovery", None, &body).await
}

#[tokio::test]
async fn unknown_name_and_wrong_code_answer_alike() {
    let web = web().await;
    let (right, other) = (new_code(&web, "mai").await, new_code(&web, "dung").await);
    let wrong = recover(&web, "mai", &other).await;
    let unknown = recover(&web, "moi", &other).await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(wrong.plain_without("mai"), unknown.plain_without("moi"));
    assert!(wrong.body.contains(&format!("value=\"{other}\"")), "what was typed is kept");

    // The right one, as people copy it; then neither it nor the old session is good any more.
    let session = web.session("mai").await;
    let next = printed(&recover(&web, "MAI", &right.to_lowercase().replace('-', "+")).await);
    assert_ne!(next, right);
    assert_eq!(recover(&web, "mai", &right).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(web.ask("GET", "/my-day", session.as_deref(), "").await.location.starts_with("/login"));
    let logged_in = web.ask("POST", "/login", None, &format!("username=mai&password={NEW}")).await;
    assert_eq!((logged_in.status, logged_in.location.as_str()), (StatusCode::SEE_OTHER, "/"));
}

#[tokio::test]
async fn guesses_at_a_code_and_at_a_password_are_counted_together() {
    let web = web().await;
    let code = new_code(&web, "dung").await;
    for _ in 0..20 {
        web.ask("POST", "/login", None, "username=dung&password=sai+mat+khau").await;
    }
    assert_eq!(recover(&web, "dung", &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no try is left");
}

/// Who has one home's 2⁶⁴ addresses of IPv6 guesses no more than who has one.
#[tokio::test]
async fn another_address_of_the_same_network_gives_no_other_guess() {
    let web = web().await;
    let site = web.site();
    let address = |network: u16, host: u16| IpAddr::from([0x2001, 0xdb8, 0, network, 0, 0, 0, host]);
    let guesses = |network: u16| (0..150).filter(|host| site.may_guess_at("mai", address(network, *host))).count();
    assert_eq!((guesses(1), guesses(2)), (20, 20), "twenty from each network");
    let tokens = |network: u16| (0..150).filter(|host| site.may_try_token(address(network, *host))).count();
    assert_eq!((tokens(1), tokens(2)), (60, 60), "sixty from each network");
}

/// A flood of guesses from one network is told the same without any work for it: it keeps nobody elsewhere waiting.
#[tokio::test]
async fn a_network_beyond_its_limit_costs_nothing_and_learns_nothing() {
    let web = web().await;
    let code = new_code(&web, "mai").await;
    let guess = async || web.ask("POST", "/login", None, "username=mai&password=sai+mat+khau").await;
    let wrong = guess().await;
    let (mut asked, mut free) = (0, 0);
    for _ in 0..400 {
        let answer = guess().await;
        assert_eq!((answer.status, answer.plain_without("mai")), (wrong.status, wrong.plain_without("mai")));
        let nothing_asked = answer.headers["server-timing"].to_str().unwrap().contains("desc=\"0\"");
        if nothing_asked { free += 1 } else { asked += 1 }
    }
    assert!((190..300).contains(&asked), "{asked} were looked at, {free} cost nothing");
    assert_eq!(recover(&web, "mai", &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "from the same allowance");
    assert!(web.site().may_guess_from(IpAddr::from([10, 0, 0, 1])), "another network is free");
}

#[tokio::test]
async fn a_wrong_current_password_changes_nothing() {
    let web = web().await;
    let session = web.session("mai").await;
    let body = format!("current=sai+mat+khau&password={NEW}&password_again={NEW}");
    let answer = web.ask("POST", "/account/password", session.as_deref(), &body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Mật khẩu hiện tại chưa đúng"));
    for (path, field) in
        [("/account/password", "current"), ("/account/recovery-code", "current"), ("/recovery", "code")]
    {
        let answer = web.ask("POST", path, session.as_deref(), "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.body.contains(&format!("id=\"{field}-problem\"")), "{path}");
    }
    assert!(web.site().vault().log_in("mai", Some(PASSWORD)).await.unwrap().is_some());
}

#[tokio::test]
async fn who_leaves_is_gone_and_her_case_is_given_on() {
    let world = on_sqlite("leaving").await;
    let case = world.open_case("Hoa Ban").await;
    let (mai, dung) = (world.worker.account(), world.colleague.account());
    let web = Web::over(world);
    let session = web.session("giamsat").await;
    let closing = format!("/accounts/{mai}/closing");
    let unsure = web.ask("POST", &closing, session.as_deref(), "").await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(web.site().vault().log_in("mai", Some(PASSWORD)).await.unwrap().is_some());
    let closed = web.ask("POST", &closing, session.as_deref(), "confirmed=yes").await;
    assert!(closed.body.contains("Lò Thị Mai không đăng nhập được nữa"), "{}", closed.body);
    assert_eq!(web.ask("POST", &closing, session.as_deref(), "confirmed=yes").await.status, StatusCode::NOT_FOUND);

    // From now on the log-in page says of her what it says of nobody.
    let right = web.ask("POST", "/login", None, &format!("username=mai&password={}", PASSWORD.replace(' ', "+"))).await;
    let unknown = web.ask("POST", "/login", None, "username=moi&password=sai+mat+khau").await;
    assert_eq!(right.plain_without("mai"), unknown.plain_without("moi"));

    let asked = web.ask("GET", "/assignments", session.as_deref(), "").await;
    assert!(asked.body.contains("Hoa Ban") && asked.body.contains("Quàng Văn Dũng"));
    let nothing = web.ask("POST", "/assignments", session.as_deref(), &format!("cases={case}")).await;
    assert!(nothing.body.contains("id=\"colleague-problem\""));
    let given = format!("cases={case}&colleague={dung}");
    assert_eq!(web.ask("POST", "/assignments", session.as_deref(), &given).await.location, "/assignments");
    let opened = web.ask("GET", &format!("/cases/{case}"), web.session("dung").await.as_deref(), "").await;
    assert_eq!(opened.status, StatusCode::OK);
}

#[tokio::test]
async fn the_last_holder_of_the_lead_is_not_closed() {
    let world = on_sqlite("last_holder").await;
    let closing = format!("/accounts/{}/closing", world.supervisor.account());
    let web = Web::over(world);
    let answer = web.ask("POST", &closing, web.session("quantri").await.as_deref(), "confirmed=yes").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("người cuối cùng giữ khóa"));
}

#[tokio::test]
async fn the_panic_lock_sends_everybody_to_the_log_in() {
    let web = web().await;
    let mai = web.session("mai").await;
    let locked = web.ask("POST", "/team/lock", web.session("giamsat").await.as_deref(), "").await;
    assert_eq!((locked.status, locked.location.as_str()), (StatusCode::SEE_OTHER, "/login"));
    assert!(web.ask("GET", "/my-day", mai.as_deref(), "").await.location.starts_with("/login"));
}
