//! What volunteers carry: a balance is what moved less what contacts gave, however late they arrive; nothing is edited.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, join, worlds};
use domain::account::Role;
use domain::commodity::{
    Cause, CountForm, Ledger, MoveForm, MoveKind, Movement, PiecesForm, STORE, Standing, StockCount, Thing,
};
use domain::contact::ContactForm;
use domain::contact::board::{Board, Entry, begins};
use domain::id::AccountId;
use domain::problem::Problem;
use vault::Actor;

fn movement(kind: &str, who: &str, condoms: u16) -> Movement {
    let pieces = PiecesForm { condoms: condoms.to_string(), ..PiecesForm::default() };
    let form = MoveForm { kind: kind.into(), who: who.into(), pieces, cause: "broken".into() };
    form.check(|_| true).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn count(condoms: u16, cause: &str) -> StockCount {
    let pieces = PiecesForm { condoms: condoms.to_string(), ..PiecesForm::default() };
    CountForm { pieces, cause: cause.into() }.check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn moves(world: &World, kind: &str, who: &str, condoms: u16) -> Option<Problem> {
    let movement = movement(kind, who, condoms);
    let done = world.vault.move_commodities(&world.supervisor, &movement, world.form()).await.unwrap().unwrap();
    done.err().and_then(|problems| problems.of("condoms"))
}

async fn ledger(world: &World) -> Ledger {
    world.vault.team_stock(&world.supervisor).await.unwrap().unwrap().ledger
}

async fn has(world: &World, holder: Option<AccountId>) -> i64 {
    ledger(world).await.stock(holder).of(Thing::Condoms)
}

async fn gives(world: &World, who: &Actor, condoms: u16) {
    let form = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        condoms: condoms.to_string(),
        referral: "yes".into(),
        ..ContactForm::default()
    };
    let contact = form.check(world.vault.today(), |_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
    world.vault.log_contact(who, &contact, world.form()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_balance_is_what_moved_less_what_contacts_gave() {
    for world in worlds("commodity").await {
        let xuan = world.volunteer.account();
        let who = xuan.to_string();
        assert_eq!(moves(&world, "handed_out", &who, 1).await, Some(Problem::OutOfRange { min: 0, max: 0 }));
        assert_eq!(moves(&world, "received", "", 100).await, None);
        assert_eq!(moves(&world, "handed_out", &who, 30).await, None);
        gives(&world, &world.volunteer, 12).await;
        gives(&world, &world.volunteer, 3).await;
        assert_eq!(moves(&world, "returned", &who, 5).await, None);
        assert_eq!(moves(&world, "lost", &who, 2).await, None);
        assert_eq!(moves(&world, "lost", STORE, 1).await, None);
        assert_eq!((has(&world, None).await, has(&world, Some(xuan)).await), (74, 8));
        assert_eq!(moves(&world, "returned", &who, 9).await, Some(Problem::OutOfRange { min: 0, max: 8 }));
        // She sees her own, and no more than that.
        let own = world.vault.own_stock(&world.volunteer).await.unwrap().unwrap();
        assert_eq!(own.stock(&world.volunteer).of(Thing::Condoms), 8);
        assert!(!own.ledger.knows(Some(world.supervisor.account())));
        assert_eq!(own.lines.len(), 3);
        assert!(world.vault.team_stock(&world.volunteer).await.unwrap().is_none());
        assert!(world.vault.team_stock(&world.worker).await.unwrap().is_none());
        let forged = movement("received", "", 5);
        assert!(world.vault.move_commodities(&world.volunteer, &forged, world.form()).await.unwrap().is_none());
        // Nobody of another team's.
        let elsewhere = movement("handed_out", &world.clinic.account().to_string(), 1);
        assert!(world.vault.move_commodities(&world.supervisor, &elsewhere, world.form()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_was_given_is_shown_below_zero_until_somebody_counts_and_says_why() {
    for world in worlds("commodity_below").await {
        let xuan = world.volunteer.account();
        gives(&world, &world.volunteer, 7).await;
        assert_eq!(has(&world, Some(xuan)).await, -7, "the contact happened");
        assert_eq!(ledger(&world).await.standing(Some(xuan), Thing::Condoms), Standing::Below);
        let vault = &world.vault;
        let silent = vault.count_commodities(&world.supervisor, Some(xuan), &count(4, ""), world.form()).await;
        assert_eq!(silent.unwrap().unwrap().unwrap_err().of("cause"), Some(Problem::Missing));
        assert_eq!(has(&world, Some(xuan)).await, -7, "nothing was written");
        let form = world.form();
        for _ in 0..2 {
            let told = count(4, "elsewhere");
            vault.count_commodities(&world.supervisor, Some(xuan), &told, form).await.unwrap().unwrap().unwrap();
        }
        assert_eq!(has(&world, Some(xuan)).await, 4, "written once");
        // What fits needs no reason.
        vault
            .count_commodities(&world.supervisor, Some(xuan), &count(4, ""), world.form())
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        let stock = vault.team_stock(&world.supervisor).await.unwrap().unwrap();
        assert_eq!(stock.lines.len(), 1);
        assert!(!stock.is_due(Some(xuan), vault.today()));
        assert!(stock.is_due(Some(xuan), vault.today() + chrono::Days::new(32)));
        gives(&world, &world.volunteer, 4).await;
        assert_eq!(ledger(&world).await.standing(Some(xuan), Thing::Condoms), Standing::Out);
    }
}

#[tokio::test]
async fn a_wrong_line_is_taken_back_once_by_another() {
    for world in worlds("commodity_undo").await {
        let vault = &world.vault;
        let xuan = world.volunteer.account();
        moves(&world, "received", "", 50).await;
        moves(&world, "handed_out", &xuan.to_string(), 40).await;
        // Both were written in the same moment of the story's clock.
        let lines = vault.team_stock(&world.supervisor).await.unwrap().unwrap().lines;
        let line = lines.iter().find(|line| line.kind == MoveKind::HandedOut).unwrap().id;
        assert!(vault.undo_movement(&world.volunteer, line, Cause::Twice, world.form()).await.unwrap().is_none());
        vault.undo_movement(&world.supervisor, line, Cause::WrongNumber, world.form()).await.unwrap().unwrap();
        assert!(
            vault.undo_movement(&world.supervisor, line, Cause::WrongNumber, world.form()).await.unwrap().is_none()
        );
        assert_eq!((has(&world, None).await, has(&world, Some(xuan)).await), (50, 0));
        let stock = vault.team_stock(&world.supervisor).await.unwrap().unwrap();
        assert_eq!(stock.lines.len(), 3, "all of it is still there");
        let undoing = stock.lines.iter().find(|line| line.undoes).unwrap();
        assert!(undoing.cause == Some(Cause::WrongNumber) && undoing.by == world.supervisor.name());
        assert!(
            vault.undo_movement(&world.supervisor, undoing.id, Cause::Twice, world.form()).await.unwrap().is_none()
        );
        assert!(!vault.stock_line(&world.supervisor, line).await.unwrap().unwrap().stands());
    }
}

/// A post that waited for the lock while its account was closed writes nothing.
#[tokio::test]
async fn who_left_meanwhile_moves_nothing() {
    for world in worlds("commodity_left").await {
        let vault = &world.vault;
        assert_eq!(moves(&world, "received", "", 10).await, None);
        let line = vault.team_stock(&world.supervisor).await.unwrap().unwrap().lines[0].id;
        let leaves = join(vault, &world.administrator, "moi", Role::Supervisor).await;
        vault.close_account(&world.administrator, leaves.account()).await.unwrap().unwrap();
        let came = movement("received", "", 5);
        assert!(vault.move_commodities(&leaves, &came, world.form()).await.unwrap().is_none());
        assert!(vault.count_commodities(&leaves, None, &count(3, "broken"), world.form()).await.unwrap().is_none());
        assert!(vault.undo_movement(&leaves, line, Cause::Broken, world.form()).await.unwrap().is_none());
        assert_eq!(has(&world, None).await, 10);
    }
}

#[tokio::test]
async fn who_coordinates_counts_the_contacts_and_nobody_else() {
    for world in worlds("contact_board").await {
        let vault = &world.vault;
        gives(&world, &world.volunteer, 1).await;
        gives(&world, &world.worker, 2).await;
        let today = vault.today();
        let logged = vault.contacts_since(&world.supervisor, begins(today)).await.unwrap().unwrap();
        let entries = logged.iter().map(|one| Entry { by: one.by, at: one.logged_at, contact: &one.contact });
        let board = Board::of(entries, today);
        assert_eq!((board.all.contacts, board.all.people, board.all.wanted), (2, 0, 2));
        assert_eq!(board.by[&world.volunteer.account()].contacts, 1);
        for other in [&world.volunteer, &world.worker, &world.administrator] {
            assert!(vault.contacts_since(other, begins(today)).await.unwrap().is_none());
        }
    }
}

/// What ran out, from when to when: by hand on its day, by contacts in their week; and what was asked for and not there.
#[tokio::test]
async fn what_ran_out_is_told_from_when_to_when() {
    for world in worlds("commodity_shortage").await {
        let (vault, xuan) = (&world.vault, world.volunteer.account());
        let who = xuan.to_string();
        let start = vault.today();
        // Given before anything was written down for her: nothing ran out.
        gives(&world, &world.volunteer, 2).await;
        assert_eq!(moves(&world, "received", "", 20).await, None);
        assert_eq!(moves(&world, "handed_out", &who, 20).await, None);
        world.clock.advance(chrono::TimeDelta::days(8));
        gives(&world, &world.volunteer, 10).await;
        gives(&world, &world.volunteer, 8).await;
        gives(&world, &world.volunteer, 3).await;
        let seen = vault.shortages(&world.supervisor).await.unwrap().unwrap();
        let lines: Vec<_> = seen.ran_out.iter().map(|one| (one.shortage.holder, one.shortage.by_giving)).collect();
        assert_eq!(lines, [(Some(xuan), true), (None, false)]);
        assert_eq!(seen.ran_out[0].shortage.from, domain::date::week_of(vault.today()));
        assert_eq!((seen.ran_out[1].shortage.from, seen.ran_out[1].shortage.until), (start, None));

        let wanted = movement("handed_out", &who, 15);
        let form = world.form();
        for _ in 0..2 {
            assert_eq!(vault.note_unmet(&world.supervisor, &wanted, form).await.unwrap(), Some(true));
        }
        assert!(vault.note_unmet(&world.worker, &wanted, world.form()).await.unwrap().is_none());
        assert!(vault.shortages(&world.volunteer).await.unwrap().is_none());
        world.clock.advance(chrono::TimeDelta::days(3));
        assert_eq!(moves(&world, "received", "", 40).await, None);
        assert_eq!(vault.note_unmet(&world.supervisor, &wanted, world.form()).await.unwrap(), Some(false));
        assert_eq!(moves(&world, "handed_out", &who, 10).await, None);
        let seen = vault.shortages(&world.supervisor).await.unwrap().unwrap();
        assert!(seen.ran_out.iter().all(|one| one.shortage.until == Some(vault.today())));
        assert_eq!(seen.ran_out[1].shortage.days(vault.today()), 11);
        assert_eq!(seen.unmet.len(), 1);
        assert_eq!((seen.unmet[0].asked, seen.unmet[0].there, seen.unmet[0].thing), (15, 0, Thing::Condoms));
        assert_eq!(seen.unmet[0].name, world.volunteer.name());
    }
}
