//! Two records of one client, as the pages show them; the charts and the calendar file that say nothing of anybody.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{on_sqlite, phq};
use crate::web::Web;
use axum::http::StatusCode;
use domain::id::CaseId;

#[tokio::test]
async fn side_by_side_carried_on_read_from_there_and_taken_apart() {
    let world = on_sqlite("two_records").await;
    let (first, second) = (world.open_case("Hoa Ban").await, world.open_case("Sương").await);
    let (code, other_code) = (world.code(first).await.to_string(), world.code(second).await.to_string());
    let web = Web::over(world);
    let mai = web.session("mai").await;
    let get = async |path: &str| web.ask("GET", path, mai.as_deref(), "").await;

    let list = get("/duplicates").await.body;
    assert!(list.contains(&code) && list.contains(&other_code) && list.contains("Cùng số cuối điện thoại"), "{list}");
    assert!(!list.contains("345 678") && !list.contains("345678"), "the digits themselves are on no list");
    // Who she is, as it is typed: the commune is chosen from the province's, and another is said to be none beside it.
    let name = async |case: CaseId, alias: &str, commune: &str| {
        let number = web.site().vault().new_submission();
        let body = format!("form={number}&seen=0&alias={alias}&born=5%2F1990&commune={commune}");
        web.ask("POST", &format!("/cases/{case}/name"), mai.as_deref(), &body).await
    };
    let foreign = name(first, "Hoa+Ban", "00004").await;
    assert!(foreign.status == StatusCode::UNPROCESSABLE_ENTITY && foreign.body.contains("id=\"commune-problem\""));
    for (case, alias) in [(first, "Hoa+Ban"), (second, "S%C6%B0%C6%A1ng")] {
        assert_eq!(name(case, alias, "03646").await.status, StatusCode::SEE_OTHER);
    }
    assert!(get("/duplicates").await.body.contains("Cùng xã, phường đang sống"));
    let at = format!("/cases/{first}/duplicates/{second}");
    let page = get(&at).await.body;
    assert!(page.contains("0912 345 678") && page.contains("05/1990") && page.contains("Phường Tô Hiệu"), "{page}");
    for strange in [format!("/cases/{first}/duplicates/{first}"), format!("/cases/{first}/duplicates/x")] {
        assert_eq!(get(&strange).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
    let dung = web.session("dung").await;
    assert_eq!(web.ask("GET", &at, dung.as_deref(), "").await.status, StatusCode::NOT_FOUND);

    let post = async |path: &str, answer: String| {
        let number = web.site().vault().new_submission();
        web.ask("POST", path, mai.as_deref(), &format!("answer={answer}&form={number}")).await
    };
    let nothing = post(&at, String::new()).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("id=\"answer-problem\""));
    let merged = post(&at, second.to_string()).await;
    assert_eq!((merged.status, merged.location.as_str()), (StatusCode::SEE_OTHER, format!("/cases/{second}").as_str()));

    // Its address leads on; the list has one, found by what either says.
    assert_eq!(get(&format!("/cases/{first}")).await.location, format!("/cases/{second}"));
    for query in ["hoa+ban", "suong"] {
        let found = web.ask("POST", "/cases", mai.as_deref(), &format!("q={query}")).await.body;
        assert!(found.contains(&other_code) && !found.contains(&code), "{query}");
    }
    assert!(!get("/duplicates").await.body.contains(&code));
    let page = get(&format!("/cases/{second}")).await.body;
    assert!(page.contains(&format!("/cases/{second}/earlier")));
    let earlier = get(&format!("/cases/{second}/earlier")).await.body;
    assert!(earlier.contains(&code) && earlier.contains("Hoa Ban") && earlier.contains("Tách lại như cũ"), "{earlier}");
    // The other way round there is something in the way: said in words, and what was chosen stays.
    let hindered = post(&at, first.to_string()).await;
    assert_eq!(hindered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(hindered.body.contains("đã được nối vào hồ sơ khác") && hindered.body.contains("checked"));
    // Where one takes back for her, the other is named.
    let consents = get(&format!("/cases/{first}/consents")).await.body;
    let link =
        consents.split("href=\"").find(|link| link.starts_with("/cases/") && link.contains("/withdrawal\"")).unwrap();
    let withdrawal = get(link.split('"').next().unwrap()).await.body;
    assert!(withdrawal.contains("còn hồ sơ khác") && withdrawal.contains(&format!("/cases/{second}/consents")));

    let merge = earlier.split("name=\"merge\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let path = format!("/cases/{second}/earlier");
    for _ in 0..2 {
        let undone = web.ask("POST", &path, mai.as_deref(), &format!("merge={merge}")).await;
        assert_eq!((undone.status, &undone.location), (StatusCode::SEE_OTHER, &path));
    }
    assert_eq!(get(&format!("/cases/{first}")).await.status, StatusCode::OK);
    assert!(get(&path).await.body.contains("Không có hồ sơ đã nối nào"));

    let apart = post(&at, "apart".into()).await;
    assert_eq!(apart.location, "/duplicates");
    let list = get("/duplicates").await.body;
    assert!(list.contains("Đã ghi là hai người khác nhau") && list.contains("Không thấy hồ sơ nào giống nhau"));
}

#[tokio::test]
async fn charts_and_calendar_say_how_many_and_not_who() {
    let world = on_sqlite("charts").await;
    let mut codes = Vec::new();
    for alias in ["Hoa Ban", "Sương"] {
        let case = world.open_case(alias).await;
        world.hold_session(case).await;
        codes.push(world.code(case).await.to_string());
    }
    // Asked today, owed within two days: another day, and no other word.
    let third = world.open_case("Mây").await;
    world.ask_scale(third, &phq(world.vault.today(), "000000001")).await;
    world.open_case("Gạo").await;
    let web = Web::over(world);
    let mai = web.session("mai").await;

    let charts = web.ask("GET", "/cases/charts", mai.as_deref(), "").await.body;
    assert_eq!((charts.matches("class=\"bars\"").count(), charts.matches("<table").count()), (4, 4));
    assert!(charts.contains("4 ca: 0 quá hạn, 0 trong hôm nay, 1 chưa hẹn việc nào."), "{charts}");
    let file = web.ask("GET", "/my-day/calendar.ics", mai.as_deref(), "").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 2);
    assert!(file.body.contains("DTSTART;VALUE=DATE:20261125") && file.body.contains("SUMMARY:Hẹn (2)\r\n"));
    for text in [&charts, &file.body] {
        for said in ["Hoa Ban", "Sương", "Mây", "CANARY", "KH-"].into_iter().chain(codes.iter().map(String::as_str))
        {
            assert!(!text.contains(said), "{said}");
        }
    }
    assert!(!file.body.contains("Theo dõi") && !file.body.contains("Đồng Hành"));
    assert!(web.ask("GET", "/my-day", mai.as_deref(), "").await.body.contains("/my-day/calendar.ics"));
    // Who holds no case has an empty file, and who holds no caseload none.
    let dung = web.ask("GET", "/my-day/calendar.ics", web.session("dung").await.as_deref(), "").await;
    assert!(dung.status == StatusCode::OK && !dung.body.contains("VEVENT"));
    let xuan = web.ask("GET", "/my-day/calendar.ics", web.session("xuan").await.as_deref(), "").await;
    assert_eq!(xuan.status, StatusCode::NOT_FOUND);
}
