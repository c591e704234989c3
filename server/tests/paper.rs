//! The paper that a client carries: what to bring, what it costs, whom to call; nothing that says what for.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, listing_form, on_sqlite};
use crate::web::Web;
use domain::directory::ListingForm;

async fn paper(listing: Option<ListingForm>) -> String {
    let world: World = on_sqlite("paper").await;
    let id = world.refer(world.open_case("Hoa Ban").await).await;
    if let Some(listing) = listing {
        let listing = listing.check(|_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        let added = world.vault.add_listing(&world.clinic, world.clinic_organisation, &listing, world.form()).await;
        added.unwrap().unwrap();
    }
    let web = Web::over(world);
    let mai = web.session("mai").await;
    let page = web.ask("GET", &format!("/referrals/{id}/slip"), mai.as_deref(), "").await.body;
    let begins = page.find("<article class=\"slip\"").unwrap();
    page[begins..].split("</article>").next().unwrap().to_owned()
}

#[tokio::test]
async fn what_the_directory_says_stands_on_the_paper_and_the_rest_is_for_the_hand() {
    let form = ListingForm { service: "sti_screening".into(), ..listing_form() };
    let own =
        ListingForm {
            documents: "Căn cước công dân".into(), cost_words: "Không thu thêm".into(), ..form.clone()
        };
    let paper_of = paper(Some(own)).await;
    for line in ["0212 385 2222", "Mang theo: Căn cước công dân", "Miễn phí. Không thu thêm"] {
        assert!(paper_of.contains(line), "{line}: {paper_of}");
    }
    // Words that tell what for are left out, whoever wrote them.
    let telling =
        ListingForm {
            documents: "Kết quả xét nghiệm HIV".into(), cost_words: "Chương trình STI trả".into(), ..form
        };
    let telling = paper(Some(telling)).await;
    assert!(telling.contains("thẻ BHYT") && telling.contains("0212 385 2222"));
    // Another service of the house says nothing of this one.
    for other in [paper(None).await, paper(Some(listing_form())).await] {
        assert!(other.contains("thẻ BHYT") && other.contains("☐\u{a0}tự\u{a0}trả") && !other.contains("0212"));
        for paper in [&paper_of, &telling, &other] {
            for word in ["HIV", "STI", "xét nghiệm", "Chương trình", "Đồng Hành", "lây truyền"] {
                assert!(!paper.contains(word), "{word}");
            }
        }
    }
}
