//! The pages of a recovery sheet: papers are shown once, what is typed never again, and clients are told.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{join, on_sqlite};
use crate::web::Web;
use axum::http::StatusCode;
use domain::account::Role;

/// The three papers on a page, as they are printed.
fn papers(body: &str) -> Vec<String> {
    let text = |article: &str| {
        let groups = article.split("<p class=\"code groups\">").nth(1).unwrap().split("</p>").next().unwrap();
        let parts = groups.split("<span>").skip(1).map(|part| part[..5].to_owned());
        parts.collect::<Vec<_>>().join(" ")
    };
    body.split("<article class=\"paper\">").skip(1).map(text).collect()
}

fn body(one: &str, other: &str) -> String {
    format!("share_1={}&share_2={}", one.replace(' ', "+"), other.replace(' ', "+"))
}

#[tokio::test]
async fn papers_are_shown_once_and_what_is_typed_never_again() {
    let world = on_sqlite("papers").await;
    join(&world.vault, &world.administrator, "moi", Role::Supervisor).await;
    let web = Web::over(world);
    let (supervisor, new) = (web.session("giamsat").await, web.session("moi").await);
    let form = format!("intent=make&form={}", web.site().vault().new_submission());
    let made = web.ask("POST", "/recovery-sheet", supervisor.as_deref(), &form).await.body;
    let papers = papers(&made);
    assert_eq!(papers.len(), 3);
    for again in [
        web.ask("POST", "/recovery-sheet", supervisor.as_deref(), &form).await,
        web.ask("GET", "/recovery-sheet", supervisor.as_deref(), "").await,
    ] {
        assert_eq!(again.status, StatusCode::OK);
        assert!(papers.iter().all(|paper| !again.body.contains(&paper[12..17])), "shown a second time");
    }
    // Nothing on a paper says whose it is or what it is for.
    let first = made.split("<article class=\"paper\">").nth(1).unwrap().split("</article>").next().unwrap();
    for word in ["Đồng Hành", "Trung tâm", "Tổ 1", "Ơn", "khách", "HIV"] {
        assert!(!first.contains(word), "{word} stands on a paper");
    }

    let opening = "/recovery-sheet/opening";
    assert_eq!(web.ask("GET", opening, supervisor.as_deref(), "").await.status, StatusCode::NOT_FOUND);
    let changed = format!("3{}", &papers[1][1..]);
    for (typed, says) in [
        (body("", ""), "id=\"share_1-problem\""),
        (body(&papers[0], &papers[0]), "id=\"share_2-problem\" class=\"problem\">Đây là cùng một tờ"),
        (body(&papers[0], &changed), "id=\"share_2-problem\" class=\"problem\">Chưa đúng như trên tờ giấy"),
    ] {
        let answer = web.ask("POST", opening, new.as_deref(), &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(says) && answer.body.contains("hãy nhập lại cả hai"), "{}", answer.body);
        assert!(!answer.body.contains(&papers[0][12..17]), "a share came back");
    }
    let opened = web.ask("POST", opening, new.as_deref(), &body(&papers[2], &papers[0].to_lowercase())).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    assert_eq!(web.ask("GET", opening, new.as_deref(), "").await.status, StatusCode::NOT_FOUND, "she has the keys");
    let officer = web.session("baove").await;
    let desk = web.ask("GET", "/audit", officer.as_deref(), "").await.body;
    assert!(desk.contains("Tòng Văn Viên đã dùng hai tờ dự phòng"), "the officer is told");
}

#[tokio::test]
async fn tries_are_slowed_and_the_papers_stay_good() {
    let world = on_sqlite("paper_tries").await;
    join(&world.vault, &world.administrator, "moi", Role::Supervisor).await;
    let web = Web::over(world);
    let (supervisor, new) = (web.session("giamsat").await, web.session("moi").await);
    let made = web.ask("POST", "/recovery-sheet", supervisor.as_deref(), "intent=make").await.body;
    let old = papers(&made);
    let made = web.ask("POST", "/recovery-sheet", supervisor.as_deref(), "intent=make").await.body;
    let mut last = StatusCode::OK;
    for _ in 0..21 {
        last = web.ask("POST", "/recovery-sheet/opening", new.as_deref(), &body(&old[0], &old[1])).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let right = papers(&made);
    let answer = web.ask("POST", "/recovery-sheet/opening", new.as_deref(), &body(&right[0], &right[1])).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "a right guess does not pass either");
}

#[tokio::test]
async fn clients_are_told_where_there_is_a_sheet_and_what_was_read_is_kept() {
    const TOLD: &str = "chia vào ba tờ giấy";
    let web = Web::over(on_sqlite("told").await);
    let (supervisor, mai) = (web.session("giamsat").await, web.session("mai").await);
    let before = web.ask("GET", "/cases/new", mai.as_deref(), "").await.body;
    assert!(!before.contains(TOLD) && before.contains("name=\"text\" value=\"2026-11\""));
    web.ask("POST", "/recovery-sheet", supervisor.as_deref(), "intent=make").await;
    let with = web.ask("GET", "/cases/new", mai.as_deref(), "").await.body;
    assert!(with.contains(TOLD) && with.contains("name=\"text\" value=\"2026-11-sheet\""));
    // A form that was handed out before: what stood on it was read out, and that is what is kept.
    for (text, told) in [("2026-11", false), ("2026-11-sheet", true)] {
        let form = format!(
            "alias=Hoa&channel=never_first&services=yes&processing=yes&method=signature&language=vi&witness=An&given_by=self\
             &told_sensitive=yes&understood=yes&text={text}&form={}",
            web.site().vault().new_submission()
        );
        let opened = web.ask("POST", "/cases/new", mai.as_deref(), &form).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        let evidence = web.ask("GET", &format!("{}/consents/evidence", opened.location), mai.as_deref(), "").await.body;
        assert_eq!(evidence.contains(TOLD), told, "{text}");
    }
    web.ask("POST", "/recovery-sheet", supervisor.as_deref(), "intent=shut").await;
    assert!(!web.ask("GET", "/cases/new", mai.as_deref(), "").await.body.contains(TOLD));
}
