//! I1 at the screen: while the audit takes no event, no page shows a client's data, and none pretends there is nothing.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its table"
)]

use crate::support::worlds;
use crate::web::Web;
use app::routes::ROUTES;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use vault::segment;

#[tokio::test]
async fn no_page_shows_what_was_not_written_down() {
    for world in worlds("unaudited_pages").await {
        let (vault, url) = (&world.vault, world.url.clone());
        let case = world.open_case("CANARY Hoa Ban").await;
        let referral = world.refer(case).await;
        let segments = [Segment::Label, Segment::Casework];
        let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let code = vault.case_head(&ring.take::<segment::Label>().unwrap()).await.unwrap().label.code;
        let canaries = ["CANARY", "Hoa Ban", code.as_str()];
        let consent = consents.iter().find(|entry| entry.purpose == Purpose::Services).unwrap().id;
        let web = Web::over(world);
        let mut asked = Vec::new();
        for person in ["mai", "giamsat", "sen", "dung", "xuan", "quantri"] {
            for route in ROUTES.iter().filter(|route| route.method == "GET" && !route.path.contains("{token}")) {
                let id = if route.path.starts_with("/cases/") { case.to_string() } else { referral.to_string() };
                let path = route.path.replace("{id}", &id).replace("{consent}", &consent.to_string());
                asked.push((person, "GET", path, ""));
            }
        }
        asked.extend([
            ("mai", "POST", "/cases".to_owned(), "q=hoa"),
            ("sen", "POST", "/expected".to_owned(), "code=KH"),
        ]);
        let mut shows = Vec::new();
        for (person, method, path, body) in &asked {
            let answer = web.ask(method, path, web.session(person).await.as_deref(), body).await;
            shows.push(canaries.iter().any(|canary| answer.body.contains(canary)));
        }
        let showing = shows.iter().filter(|shows| **shows).count();
        assert!(showing >= 15, "only {showing} pages show anything");

        crate::support::break_audit(&url).await;
        for ((person, method, path, body), showed) in asked.iter().zip(shows) {
            let answer = web.ask(method, path, web.session(person).await.as_deref(), body).await;
            let found = canaries.iter().find(|canary| answer.body.contains(**canary));
            // What was typed into the search comes back as typed, and nothing else.
            assert!(found.is_none(), "{path} shows {person} {found:?}");
            assert!(!showed || answer.status.is_server_error(), "{method} {path} as {person}: {}", answer.status);
        }
        println!("{} pages asked, {showing} showed a client's data, 0 while the audit took no event", asked.len());
    }
}
