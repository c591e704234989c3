//! I5: two worlds, alike but for a case that somebody may not see. Every list, count, search and page of theirs is the same,
//! byte for byte, but for nonces and the numbers of forms.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::matrix::second_clinic;
use crate::support::{World, on_sqlite};
use crate::web::Web;
use app::routes::ROUTES;
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::id::OrganisationId;
use vault::segment;

/// The case that is in one world only, and how far it went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// A colleague's, with a request about her data, referred to the second clinic.
    SentToQue,
    /// The same, referred to the first clinic.
    SentToSen,
    /// A colleague's, and nothing came of it.
    Opened,
    /// One's own, until she took back that it be kept.
    TakenBack,
}

/// Who must not notice which. An officer is told how many there are, and of every request: for her it is a case without one.
const PAIRS: &[(&str, Hidden)] = &[
    ("guest", Hidden::SentToQue),
    ("dung", Hidden::SentToQue),
    ("xuan", Hidden::SentToQue),
    ("sen", Hidden::SentToQue),
    ("quantri", Hidden::SentToQue),
    ("que", Hidden::SentToSen),
    ("baove", Hidden::Opened),
    ("mai", Hidden::TakenBack),
    ("giamsat", Hidden::TakenBack),
];

/// What one would look for and where, who knew it all.
struct Known {
    code: String,
    addresses: Vec<String>,
}

/// The hidden case, after everything that both worlds have.
async fn hide(world: &mut World, what: Hidden, que: OrganisationId) -> Known {
    let case = world.open_case("Hoa Ban").await;
    let segments = [Segment::Label, Segment::Casework];
    let ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap();
    let mut ring = ring.unwrap();
    let label = ring.take::<segment::Label>().unwrap();
    let code = world.vault.case_head(&label).await.unwrap().label.code.as_str().to_owned();
    let casework = ring.take::<segment::Casework>().unwrap();
    let mut addresses = vec![format!("/cases/{case}"), format!("/cases/{case}/consents")];
    if matches!(what, Hidden::SentToQue | Hidden::SentToSen) {
        if what == Hidden::SentToQue {
            world.clinic_organisation = que;
        }
        let referral = world.refer(case).await;
        let request = crate::rights::ask(world, &ring, &casework, "copy").await;
        addresses.extend([
            format!("/referrals/{referral}"),
            format!("/expected/{referral}"),
            format!("/cases/{case}/rights/{request}"),
        ]);
        addresses.extend((what == Hidden::SentToQue).then(|| format!("/cases/{case}/who-looked")));
    }
    if what == Hidden::TakenBack {
        let consents = world.vault.consents(&casework).await.unwrap();
        let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
        world.vault.withdraw(&world.worker, &ring, processing).await.unwrap().unwrap();
    }
    Known { code, addresses }
}

/// Everything this person can ask for, in a world with the case or without it.
async fn everything(person: &str, what: Hidden, known: Option<&Known>) -> (Vec<(String, String)>, Option<Known>) {
    let mut world = on_sqlite("hidden").await;
    let que = second_clinic(&world).await;
    // What everybody has anyway, so that no list is empty.
    let open = world.open_case("Mây").await;
    world.refer(open).await;
    let hidden = match known {
        None => Some(hide(&mut world, what, que).await),
        Some(_) => None,
    };
    if what == Hidden::TakenBack {
        // Who worked with her, and who leads, are told for fourteen days that somebody took something back.
        world.clock.advance(TimeDelta::days(15));
    }
    let Some(Known { code, addresses }) = known.or(hidden.as_ref()) else { unreachable!("one of them") };
    let web = Web::over(world);
    let session = web.session(person).await;
    let lists = ROUTES.iter().filter(|route| route.method == "GET" && !route.path.contains('{'));
    let mut pages = Vec::new();
    for path in lists.map(|route| route.path).chain(addresses.iter().map(String::as_str)) {
        let answer = web.ask("GET", path, session.as_deref(), "").await;
        let mut body = answer.without_numbers();
        if person == "baove" && (path.starts_with("/audit") || path == "/breaches/new") {
            // How many events and cases there are, and where the chain stands, is what she is there to know.
            body.retain(|c| !c.is_ascii_hexdigit());
        }
        pages.push((format!("{} {path}", answer.status), body));
    }
    for (path, body) in
        [("/cases", "q=hoa+ban".to_owned()), ("/cases", format!("q={code}")), ("/expected", format!("code={code}"))]
    {
        let answer = web.ask("POST", path, session.as_deref(), &body).await;
        pages.push((format!("{} {path} {body}", answer.status), answer.without_numbers()));
    }
    (pages, hidden)
}

#[tokio::test]
async fn a_hidden_case_changes_nothing() {
    let mut differ = Vec::new();
    for (person, what) in PAIRS {
        let (with, known) = everything(person, *what, None).await;
        let (without, _) = everything(person, *what, known.as_ref()).await;
        assert_eq!(with.len(), without.len());
        for ((asked, with), (_, without)) in with.iter().zip(&without).filter(|(with, without)| with != without) {
            let at = with.bytes().zip(without.bytes()).take_while(|(one, other)| one == other).count();
            let near = |text: &str| {
                String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(60)..(at + 60).min(text.len())]).into_owned()
            };
            differ.push(format!("{person}, {asked}:\n  with    …{}…\n  without …{}…", near(with), near(without)));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
