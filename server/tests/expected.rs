//! A desk with more than a page of one part: what is not shown at once is one step away.

use crate::support::{World, on_sqlite};
use crate::web::Web;

#[tokio::test]
async fn of_a_long_part_the_oldest_forty_are_shown_and_the_rest_when_asked_for() {
    let world: World = on_sqlite("long_desk").await;
    for number in 0..41 {
        world.refer(world.open_case(&format!("Hoa {number}")).await).await;
    }
    let web = Web::over(world);
    let sen = web.session("sen").await;
    let rows = async |path: &str| {
        let page = web.ask("GET", path, sen.as_deref(), "").await.body;
        (page.matches("class=\"row-link").count(), page.contains("href=\"/expected?part=to_answer\""))
    };
    assert_eq!(rows("/expected").await, (40, true));
    assert_eq!(rows("/expected?part=to_answer").await, (41, false));
    assert_eq!(rows("/expected?part=overdue").await, (0, false), "another part alone");
    assert_eq!(rows("/expected?part=nothing").await, (40, true), "no part of a desk");
}
