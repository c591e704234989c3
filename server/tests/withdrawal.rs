//! Taking back by code over the web: one page for every code, slowed by who types, nothing typed lost.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::on_sqlite;
use crate::web::Web;
use axum::http::StatusCode;
use domain::client::ClientCode;

/// I5: known or not, live or not, with the case or without it in the database: the same bytes. And ten tries at once.
#[tokio::test]
async fn one_answer_for_every_code_and_ten_tries_at_once() {
    let world = on_sqlite("withdrawal_web").await;
    let (case, other) = (world.open_case("CANARY Hoa Ban").await, world.open_case("CANARY Mây").await);
    let (code, kept) = (world.code(case).await, world.code(other).await);
    let web = Web::over(world);
    let dung = web.session("dung").await.unwrap();
    let unknown = ClientCode::from_random([9; 8]);
    let mut seen = Vec::new();
    for (code, what) in [
        (&unknown, "everything"),
        (&code, "referral"),
        (&code, "everything"),
        (&code, "everything"),
        (&unknown, "processing"),
    ] {
        let body = format!("code={code}&what={what}&present=yes");
        let answer = web.ask("POST", "/withdrawal", Some(&dung), &body).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.body.contains(code.as_str()));
        seen.push(answer.plain());
    }
    assert!(seen.iter().all(|page| *page == seen[0]));
    let mai = web.session("mai").await;
    assert_eq!(web.ask("GET", &format!("/cases/{case}"), mai.as_deref(), "").await.status, StatusCode::NOT_FOUND);
    let day = web.ask("GET", "/my-day", mai.as_deref(), "").await.body;
    assert!(day.contains("Vừa được rút lại") && day.contains("Quàng Văn Dũng") && !day.contains("CANARY Hoa Ban"));
    let day = web.ask("GET", "/my-day", Some(&dung), "").await.body;
    assert!(!day.contains("Vừa được rút lại"));

    // The eleventh try of one account is not done, says so, and keeps what was typed; a colleague's is.
    for _ in 5..10 {
        web.ask("POST", "/withdrawal", Some(&dung), &format!("code={unknown}&what=everything&present=yes")).await;
    }
    let body = format!("code={kept}&what=everything&present=yes");
    let refused = web.ask("POST", "/withdrawal", Some(&dung), &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Chưa rút lại được") && refused.body.contains(kept.as_str()));
    let open = format!("/cases/{other}");
    assert_eq!(web.ask("GET", &open, mai.as_deref(), "").await.status, StatusCode::OK);
    let xuan = web.session("xuan").await;
    assert_eq!(web.ask("POST", "/withdrawal", xuan.as_deref(), &body).await.status, StatusCode::OK);
    assert_eq!(web.ask("GET", &open, mai.as_deref(), "").await.status, StatusCode::NOT_FOUND);
}

/// A slip of the pen is said at its field; nothing is taken back without the client there.
#[tokio::test]
async fn what_is_missing_is_said_at_its_field() {
    let world = on_sqlite("withdrawal_fields").await;
    let case = world.open_case("Hoa Ban").await;
    let code = world.code(case).await;
    let web = Web::over(world);
    let dung = web.session("dung").await;
    for (body, field) in [
        (format!("code={code}&what=everything"), "present"),
        (format!("code={code}&present=yes"), "what"),
        (format!("code={code}&what=</script>&present=yes"), "what"),
        ("code=KH-0000-000U&what=everything&present=yes".to_owned(), "code"),
    ] {
        let answer = web.ask("POST", "/withdrawal", dung.as_deref(), &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let problem = format!("href=\"#{field}\"");
        assert!(answer.body.contains(&problem) && answer.body.contains("value=\"KH-"), "{body}");
    }
    let mai = web.session("mai").await;
    assert_eq!(web.ask("GET", &format!("/cases/{case}"), mai.as_deref(), "").await.status, StatusCode::OK);
}
