//! The address of one's own calendar: what is drawn, who opens it, and what makes it go; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::other::{offered, other};
use crate::support::{PASSWORD, World, evidence, log_in, worlds};
use chrono::{Days, TimeDelta};
use domain::account::NewPasswordForm;
use domain::audit::{Deed, Reason};
use domain::case::Reassignment;
use domain::consent::{Purpose, Renewal, RenewalForm, Segment};
use domain::cover::Cover;
use domain::id::CaseId;
use vault::agenda::MadeFeed;
use vault::case::{Found, Listed};
use vault::testing::run_sql;
use vault::transfer::Taken;
use vault::{Actor, Ring, Token, segment};

const PICTURE: &str = "CANARY BEGIN:VCALENDAR";

async fn make(world: &World, actor: &Actor) -> Token {
    match world.vault.make_feed(actor, world.form()).await.unwrap().unwrap() {
        MadeFeed::Now(token) => token,
        MadeFeed::Before => panic!("a new form"),
    }
}

/// What My day does: all that the actor's list holds is drawn.
async fn draw(world: &World, actor: &Actor) {
    let everything = |rows: Vec<Listed>| Found { total: rows.len(), rows };
    let rows = world.vault.list_cases(actor, Reason::Support, everything).await.unwrap().unwrap().rows;
    let going_on = rows.iter().filter(|row| row.closed_at.is_none());
    draw_from(world, actor, &going_on.map(|row| row.case).collect::<Vec<_>>()).await;
}

async fn draw_from(world: &World, actor: &Actor, cases: &[CaseId]) {
    let feed = world.vault.feed(actor).await.unwrap().unwrap();
    world.vault.draw_feed(actor, feed.id, cases, PICTURE).await.unwrap();
}

async fn shown(world: &World, token: &Token) -> Option<Option<String>> {
    world.vault.feed_at(token).await.unwrap()
}

fn picture() -> Option<Option<String>> {
    Some(Some(PICTURE.to_owned()))
}

/// Nothing to see, and the address is good.
const EMPTY: Option<Option<String>> = Some(None);

async fn open(world: &World, case: CaseId) -> Ring {
    let segments = [Segment::Label, Segment::Casework];
    world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap()
}

async fn take_back(world: &World, case: CaseId, purpose: Purpose) {
    let mut ring = open(world, case).await;
    let consents = world.vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
    let consent = consents.iter().find(|entry| entry.purpose == purpose && entry.live).unwrap().id;
    world.vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap();
}

#[tokio::test]
async fn the_address_alone_opens_what_was_drawn_last() {
    for world in worlds("feed").await {
        let vault = &world.vault;
        world.open_case("Hoa Ban").await;
        assert!(vault.feed(&world.worker).await.unwrap().is_none());
        let token = make(&world, &world.worker).await;
        assert_eq!(shown(&world, &token).await, EMPTY, "nothing was drawn");
        draw(&world, &world.worker).await;
        assert_eq!(shown(&world, &token).await, picture());
        // Nobody's, and another's, is not there; and it is no session, no system and no invitation.
        let nobodys = Token::parse(&"5".repeat(64)).unwrap();
        assert_eq!(shown(&world, &nobodys).await, None);
        assert!(vault.session(&token).await.unwrap().is_none() && vault.system(&token).await.unwrap().is_none());
        let hers = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();
        assert_eq!(shown(&world, &hers).await, None);
        // Only she draws there.
        let feed = vault.feed(&world.worker).await.unwrap().unwrap();
        vault.draw_feed(&world.colleague, feed.id, &[], "of somebody else").await.unwrap();
        assert_eq!(shown(&world, &token).await, picture());
        // She sees that it was asked, to the hour.
        let asked = vault.feed(&world.worker).await.unwrap().unwrap().asked_at.unwrap();
        world.clock.advance(TimeDelta::minutes(59));
        shown(&world, &token).await.unwrap();
        let worker = log_in(vault, "mai").await;
        assert_eq!(vault.feed(&worker).await.unwrap().unwrap().asked_at, Some(asked));
        world.clock.advance(TimeDelta::minutes(1));
        shown(&world, &token).await.unwrap();
        let worker = log_in(vault, "mai").await;
        assert!(vault.feed(&worker).await.unwrap().unwrap().asked_at > Some(asked));
        // A second click makes none; a second one takes the place of the first; shut, there is none.
        let form = world.form();
        let Some(MadeFeed::Now(second)) = vault.make_feed(&worker, form).await.unwrap() else { panic!("made") };
        assert!(matches!(vault.make_feed(&worker, form).await.unwrap(), Some(MadeFeed::Before)));
        assert_eq!((shown(&world, &token).await, shown(&world, &second).await), (None, EMPTY));
        vault.shut_feed(&worker).await.unwrap();
        vault.shut_feed(&worker).await.unwrap();
        assert_eq!(shown(&world, &second).await, None);
        for (deed, times) in [(Deed::CalendarMade, 2), (Deed::CalendarShut, 1)] {
            let counted = format!("update audit_events set deed = deed where deed = '{}'", deed.code());
            assert_eq!(run_sql(&world.url, &counted).await, times, "{deed:?}");
        }
        for actor in [&world.volunteer, &world.clinic, &world.administrator] {
            assert!(vault.make_feed(actor, world.form()).await.unwrap().is_none(), "without a caseload");
        }
        assert!(vault.check_audit().await.is_ok());
    }
}

#[tokio::test]
async fn whatever_shuts_a_case_forgets_what_was_drawn_from_it() {
    for world in worlds("feed_shut").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let tokens = [make(&world, &world.worker).await, make(&world, &world.supervisor).await];
        let apart = make(&world, &world.colleague).await;
        draw(&world, &world.colleague).await;
        let both = [&world.worker, &world.supervisor];
        for what in ["processing", "services", "referral", "closed", "given on", "sooner"] {
            let case = world.open_case("Hoa Ban").await;
            if what == "referral" {
                world.refer(case).await;
            }
            let offer = if what == "given on" { Some(offered(&world, other.team, case).await) } else { None };
            for (actor, token) in both.iter().zip(&tokens) {
                draw(&world, actor).await;
                assert_eq!(shown(&world, token).await, picture(), "{what}");
            }
            match (what, offer) {
                ("closed", _) => world.close_case(case, "xong").await,
                ("sooner", _) => {
                    let mut ring = open(&world, case).await;
                    let casework = ring.take::<segment::Casework>().unwrap();
                    let old = vault.consents(&casework).await.unwrap();
                    let old = old.iter().find(|one| one.purpose == Purpose::Processing).unwrap().id;
                    let until = domain::date::display(vault.today() + Days::new(1));
                    let form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
                    let yes: Renewal = form.check(Purpose::Processing, "Lò Thị Mai", vault.now()).unwrap();
                    vault.renew(&world.worker, &ring, &casework, old, &yes, world.form()).await.unwrap().unwrap();
                }
                (_, Some(id)) => {
                    let page = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
                    let taken = vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap();
                    assert_eq!(taken, Some(Taken::Now(case)));
                }
                (purpose, _) => take_back(&world, case, Purpose::from_code(purpose).unwrap()).await,
            }
            for token in &tokens {
                assert_eq!(shown(&world, token).await, EMPTY, "{what}");
            }
            assert_eq!(shown(&world, &apart).await, picture(), "{what}: who holds nothing of it");
            // A page that was read before draws nothing of it any more.
            if !matches!(what, "services" | "referral" | "sooner") {
                draw_from(&world, &world.worker, &[case]).await;
                assert_eq!(shown(&world, &tokens[0]).await, EMPTY, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_colleague_loses_is_forgotten_too() {
    for world in worlds("feed_colleague").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let (token, hers) = (make(&world, &world.colleague).await, make(&world, &world.worker).await);
        let today = vault.today();
        let cover = Cover { cases: vec![case], colleague: world.colleague.account(), from: today, until: today };
        let given = vault.give_cover(&world.supervisor, world.worker.account(), &cover, world.form()).await;
        let cover = given.unwrap().unwrap().cover.unwrap();
        draw(&world, &world.colleague).await;
        assert_eq!(shown(&world, &token).await, picture());
        vault.end_cover(&world.supervisor, cover).await.unwrap().unwrap();
        assert_eq!(shown(&world, &token).await, EMPTY);
        draw(&world, &world.worker).await;
        let asked = Reassignment { cases: vec![case], colleagues: vec![world.colleague.account()] };
        let given = vault.reassign(&world.supervisor, world.worker.account(), &asked, world.form()).await;
        assert_eq!(given.unwrap().unwrap().given, 1);
        assert_eq!(shown(&world, &hers).await, EMPTY);
        draw_from(&world, &world.worker, &[case]).await;
        assert_eq!(shown(&world, &hers).await, EMPTY, "it is not hers any more");
        draw(&world, &world.worker).await;
        assert_eq!(shown(&world, &hers).await, picture(), "without it");
    }
}

#[tokio::test]
async fn time_takes_the_picture_and_then_the_address() {
    for world in worlds("feed_time").await {
        let vault = &world.vault;
        let token = make(&world, &world.worker).await;
        // No longer than the case it was drawn from is open: a consent of three days, without any sweep.
        let case = world.open_case("Hoa Ban").await;
        let sooner = "update wraps set valid_until = '2026-11-26T02:00:00+00:00'";
        run_sql(&world.url, sooner).await;
        draw_from(&world, &world.worker, &[case]).await;
        world.clock.advance(TimeDelta::days(3) - TimeDelta::seconds(1));
        assert_eq!(shown(&world, &token).await, picture());
        world.clock.advance(TimeDelta::seconds(1));
        assert_eq!(shown(&world, &token).await, EMPTY);
        // Fourteen days after her last day, whatever is open.
        let worker = log_in(vault, "mai").await;
        draw(&world, &worker).await;
        world.clock.advance(TimeDelta::days(14) - TimeDelta::seconds(1));
        assert_eq!(shown(&world, &token).await, picture());
        world.clock.advance(TimeDelta::seconds(1));
        assert_eq!(shown(&world, &token).await, EMPTY);
        world.clock.advance(TimeDelta::minutes(1));
        let kept = "update calendar_feeds set asked_at = asked_at where sealed is not null";
        assert_eq!(run_sql(&world.url, kept).await, 1);
        vault.sweep_expired().await.unwrap();
        assert_eq!(run_sql(&world.url, kept).await, 0, "nor does it lie there");
        world.clock.advance(TimeDelta::days(90 - 17));
        assert_eq!(shown(&world, &token).await, None, "after ninety days");
        let worker = log_in(vault, "mai").await;
        assert!(vault.feed(&worker).await.unwrap().is_none());
        vault.sweep_expired().await.unwrap();
        assert_eq!(run_sql(&world.url, "delete from calendar_feeds").await, 0);
    }
}

#[tokio::test]
async fn it_ends_with_the_sessions_and_with_the_account() {
    for world in worlds("feed_ends").await {
        let vault = &world.vault;
        let new = || {
            let form = NewPasswordForm { password: PASSWORD.into(), password_again: PASSWORD.into() };
            form.check().unwrap_or_else(|problems| panic!("{problems:?}"))
        };
        for end in ["another", "everywhere", "password", "recovery", "organisation", "everybody", "closed"] {
            let worker = log_in(vault, "mai").await;
            let token = make(&world, &worker).await;
            assert_eq!(shown(&world, &token).await, EMPTY);
            match end {
                "another" => {
                    log_in(vault, "mai").await;
                    let sessions = vault.sessions(&worker).await.unwrap();
                    let other = sessions.into_iter().find(|live| !live.this).unwrap();
                    assert_eq!(vault.end_session(&worker, &other.name).await.unwrap(), 1);
                }
                "everywhere" => {
                    vault.end_other_sessions(&worker).await.unwrap();
                }
                "password" => vault.change_password(&worker, Some(PASSWORD), &new()).await.unwrap().unwrap(),
                "recovery" => {
                    let code = vault.new_recovery_code(&worker, Some(PASSWORD)).await.unwrap().unwrap();
                    assert_eq!(shown(&world, &token).await, EMPTY, "a new paper is no reason");
                    vault.recover("mai", Some(&code), &new()).await.unwrap().unwrap();
                }
                "organisation" => {
                    vault.lock_organisation(&world.supervisor).await.unwrap().unwrap();
                }
                "everybody" => {
                    vault.lock_all().await.unwrap();
                }
                _ => {
                    vault.close_account(&world.administrator, worker.account()).await.unwrap().unwrap();
                }
            }
            assert_eq!(shown(&world, &token).await, None, "{end}");
            // A request that was on its way when its session ended makes none anew.
            let made = vault.make_feed(&worker, world.form()).await.unwrap().is_some();
            assert_eq!(made, ["another", "everywhere", "password"].contains(&end), "{end}");
        }
        // Logging out of this one does not end it.
        let colleague = log_in(vault, "dung").await;
        let token = make(&world, &colleague).await;
        vault.log_out(&colleague).await.unwrap();
        assert_eq!(shown(&world, &token).await, EMPTY);
    }
}

/// I8, I9: the database alone opens no picture, and one picture does not open in another's place.
#[tokio::test]
async fn the_database_tells_no_day() {
    for world in worlds("feed_at_rest").await {
        let tokens = [make(&world, &world.worker).await, make(&world, &world.supervisor).await];
        for actor in [&world.worker, &world.supervisor] {
            draw(&world, actor).await;
        }
        if let Some(file) = world.file() {
            let wal = std::fs::read(format!("{}-wal", file.display())).unwrap_or_default();
            let bytes = [std::fs::read(file).unwrap(), wal].concat();
            for said in [PICTURE.to_owned(), tokens[0].expose(), tokens[1].expose()] {
                assert!(!bytes.windows(said.len()).any(|window| window == said.as_bytes()));
            }
        }
        run_sql(&world.url, "create table kept as select * from calendar_feeds").await;
        let swap = "update calendar_feeds set sealed = (select sealed from kept where kept.id <> calendar_feeds.id)";
        assert_eq!(run_sql(&world.url, swap).await, 2);
        for token in &tokens {
            assert!(world.vault.feed_at(token).await.is_err());
        }
    }
}
