//! I5 for clubs: whoever does not lead one sees the same bytes, whether somebody is on its list or nobody.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::on_sqlite;
use crate::web::Web;
use app::routes::ROUTES;

/// What everybody but `thom` is answered at every address of clubs, and on My day. The two worlds are made by the same seed,
/// so that ids are the same too.
async fn seen(listed: bool) -> Vec<(String, String)> {
    let world = on_sqlite("club_seen").await;
    let (club, thom) = world.club().await;
    let mut member = uuid::Uuid::from_u128(7).to_string();
    let mut meeting = member.clone();
    if listed {
        let list = world.vault.open_list(&thom, club).await.unwrap().unwrap();
        let plum = world.member(&thom, &list, "Mận").await;
        meeting = world.meet(&thom, &list, &[plum]).await.to_string();
        member = plum.to_string();
    }
    let web = Web::over(world);
    let mut seen = Vec::new();
    for person in ["giamsat", "quantri", "mai", "xuan", "sen", "baove"] {
        let session = web.session(person).await;
        let gets = ROUTES.iter().filter(|route| route.method == "GET");
        for route in gets.filter(|route| route.path.starts_with("/clubs") || route.path == "/my-day") {
            let path = route.path.replace("{club}", &club.to_string()).replace("{member}", &member);
            let path = path.replace("{meeting}", &meeting);
            let answer = web.ask("GET", &path, session.as_deref(), "").await;
            // The address that was asked for stands on the page; whether there is anything at it must not.
            let body = answer.without_numbers().replace(&member, "").replace(&meeting, "");
            assert!(!body.contains("Mận"), "{person} at {}", route.path);
            let path = format!("{person} {}", route.path);
            seen.push((path, format!("{} {body}", answer.status)));
        }
    }
    seen
}

#[tokio::test]
async fn a_list_changes_no_page_of_anybody_else() {
    let (empty, full) = (seen(false).await, seen(true).await);
    assert!(empty.len() > 40);
    for ((path, empty), (other, full)) in empty.iter().zip(&full) {
        assert_eq!(path, other);
        assert!(empty == full, "{path} is another page");
    }
}

/// The button posts the mark that stood beside it; where it is not the mark of now, the page says so and nothing was given.
#[tokio::test]
async fn the_key_of_a_list_goes_to_the_mark_beside_its_button() {
    let world = on_sqlite("club_mark").await;
    let (club, thom) = world.club().await;
    let (account, mark) = (world.worker.account(), world.worker.key_mark());
    world.vault.name_lead(&world.supervisor, club, account).await.unwrap().unwrap();
    let web = Web::over(world);
    let session = web.session("thom").await;
    let path = format!("/clubs/{club}/list");
    let field = format!("name=\"mark\" value=\"{mark}\"");
    let asked = web.ask("GET", &path, session.as_deref(), "").await;
    assert!(asked.body.contains(&field), "the mark goes with the button");
    for (posted, status) in [(thom.key_mark(), 422), (String::new(), 422), (mark, 303)] {
        let fields = format!("intent=give&account={account}&mark={posted}");
        let answer = web.ask("POST", &path, session.as_deref(), &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{posted}");
        assert_eq!(answer.body.contains("role=\"alert\"") && answer.body.contains(&field), status == 422, "{posted}");
    }
}
