//! Canaries: values that stand in every field of a case, looked for in every page of everybody and in the database file.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its table"
)]

mod rights;
#[path = "../../vault/tests/support/mod.rs"]
mod support;
mod web;

use domain::audit::Reason;
use domain::consent::Segment;
use std::collections::{BTreeSet, VecDeque};
use support::worlds;
use web::Web;

/// Who may meet which canaries: worker and supervisor all that the pages show; nobody else any.
const PEOPLE: &[(&str, bool)] = &[
    ("guest", false),
    ("quantri", false),
    ("dung", false),
    ("xuan", false),
    ("sen", false),
    ("baove", false),
    ("mai", true),
    ("giamsat", true),
];

fn links(body: &str) -> Vec<String> {
    body.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with('/') && !link.starts_with("/assets"))
        .map(ToOwned::to_owned)
        .collect()
}

/// Every page that can be reached by links from the first one, plus every address of a case known to another.
async fn crawl(web: &Web, person: &str, known: &[String]) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let mut waiting: VecDeque<String> =
        ["/", "/my-day", "/cases", "/contacts", "/referrals", "/expected", "/team", "/accounts", "/audit"]
            .map(Into::into)
            .into();
    waiting.extend(known.iter().cloned());
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop_front() {
        if !seen.insert(path.clone()) || seen.len() > 300 {
            continue;
        }
        let session = web.session(person).await;
        let answer = web.ask("GET", &path, session.as_deref(), "").await;
        waiting.extend(links(&answer.body));
        pages.push((path, answer.body));
    }
    pages
}

#[tokio::test]
async fn canaries_stay_where_they_belong() {
    let world = worlds("leaks").await.remove(0);
    let case = world.open_case("CANARY Hoa Ban").await;
    let referral = world.refer(case).await;
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take().unwrap();
    let request = rights::ask(&world, &ring, &casework, "copy").await;
    let file = world.file().map(std::path::Path::to_owned);
    let web = Web::over(world);
    let known = vec![
        format!("/cases/{case}"),
        format!("/cases/{case}/who-looked"),
        format!("/cases/{case}/counselling/new"),
        format!("/cases/{case}/referrals/new"),
        format!("/referrals/{referral}"),
        format!("/referrals/{referral}/slip"),
        format!("/expected/{referral}"),
        format!("/cases/{case}/rights/{request}"),
        format!("/rights/{request}"),
        "/rights".into(),
        "/erasures".into(),
    ];
    let canaries = [
        "CANARY lời của khách hàng",
        "CANARY Hoa Ban",
        "CANARY Đào Thị Hoà",
        "CANARY 14:00–16:00",
        "CANARY lớp may",
        "0912 345 678",
        "CANARY Tòng Thị An",
    ];
    let mut leaked = Vec::new();
    println!("{:<10} {:>6} {:>8}", "who", "pages", "found");
    for (person, may) in PEOPLE {
        let pages = crawl(&web, person, &known).await;
        let found: Vec<_> = pages
            .iter()
            .flat_map(|(path, body)| {
                canaries
                    .iter()
                    .filter(|canary| body.contains(**canary))
                    .map(move |canary| format!("{person} {path}: {canary}"))
            })
            .collect();
        println!("{person:<10} {:>6} {:>8}", pages.len(), found.len());
        if *may {
            assert!(!found.is_empty(), "{person} sees her own case")
        } else {
            leaked.extend(found)
        }
        // Never in an address, and the name on papers and the witness on no page at all yet.
        assert!(pages.iter().all(|(path, _)| !path.contains("CANARY")));
        assert!(pages.iter().all(|(_, body)| !body.contains("CANARY Đào") && !body.contains("CANARY Tòng")));
    }
    assert!(leaked.is_empty(), "{}", leaked.join("\n"));
    let file = file.unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.extend(std::fs::read(format!("{}-wal", file.display())).unwrap_or_default());
    let in_file =
        canaries.iter().filter(|canary| bytes.windows(canary.len()).any(|window| window == canary.as_bytes())).count();
    println!("database file: {} bytes, canaries found: {in_file} of {}", bytes.len(), canaries.len());
    assert_eq!(in_file, 0);
}

/// I5: the colleague's pages are the same, byte for byte but for nonces and form numbers, with and without a case she may not see.
#[tokio::test]
async fn a_hidden_case_changes_nothing() {
    let mut pages = Vec::new();
    for hidden in [false, true] {
        let world = worlds("hidden").await.remove(0);
        if hidden {
            let case = world.open_case("Hoa Ban").await;
            world.refer(case).await;
        }
        let web = Web::over(world);
        let session = web.session("dung").await;
        let mut seen = String::new();
        for path in ["/my-day", "/cases", "/referrals", "/contacts", "/cases/00000000-0000-0000-0000-000000000007"] {
            seen += &without_nonce(&web.ask("GET", path, session.as_deref(), "").await.body);
        }
        seen += &without_nonce(&web.ask("POST", "/cases", session.as_deref(), "q=hoa+ban").await.body);
        pages.push(seen);
    }
    assert_eq!(pages[0], pages[1]);
}

fn without_nonce(body: &str) -> String {
    let mut parts = body.split("nonce=\"");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        clean += part.split_once('"').map_or("", |(_, rest)| rest);
    }
    clean
}
