use super::{
    Cause, CountForm, Ledger, MoveForm, MoveKind, Moved, PiecesForm, Standing, Stock, Thing, UndoForm, is_due,
};
use crate::contact::Given;
use crate::id::AccountId;
use crate::problem::Problem;
use chrono::NaiveDate;
use proptest::prelude::{any, prop, proptest};
use uuid::Uuid;

const XUAN: AccountId = AccountId(Uuid::from_u128(1));

fn moved(kind: MoveKind, person: Option<AccountId>, pieces: i64) -> Moved {
    Moved { kind, person, thing: Thing::Condoms, pieces }
}

#[test]
fn a_thing_is_what_a_contact_counts() {
    let names: Vec<_> = Given::default().all().iter().map(|(name, _)| *name).collect();
    assert!(Thing::ALL.iter().map(|thing| thing.code()).eq(names));
}

#[test]
fn pieces_go_from_the_store_to_who_carries_them_and_to_who_is_met() {
    let lines = [
        moved(MoveKind::Received, None, 100),
        moved(MoveKind::HandedOut, Some(XUAN), 60),
        moved(MoveKind::Returned, Some(XUAN), 10),
        moved(MoveKind::Lost, Some(XUAN), 5),
        moved(MoveKind::Lost, None, 1),
    ];
    let ledger = Ledger::of(lines, [(XUAN, Thing::Condoms, 45)]);
    assert_eq!(ledger.stock(None).of(Thing::Condoms), 49);
    assert_eq!(ledger.stock(Some(XUAN)).of(Thing::Condoms), 0);
    assert_eq!(ledger.standing(Some(XUAN), Thing::Condoms), Standing::Out);
    assert_eq!(ledger.standing(Some(XUAN), Thing::Needles), Standing::Never);
    let late = Ledger::of(lines, [(XUAN, Thing::Condoms, 50)]);
    assert_eq!(late.standing(Some(XUAN), Thing::Condoms), Standing::Below, "what happened is shown");
    let taken_back = Ledger::of(lines.into_iter().chain([moved(MoveKind::HandedOut, Some(XUAN), -60)]), []);
    assert_eq!(taken_back.stock(None).of(Thing::Condoms), 109);
}

proptest! {
    /// Handing out and taking back changes where things are, never how many there are.
    #[test]
    fn nothing_comes_from_nowhere(moves in prop::collection::vec((any::<bool>(), 0_i64..500), 0..20)) {
        let lines = moves.iter().map(|(back, pieces)| {
            moved(if *back { MoveKind::Returned } else { MoveKind::HandedOut }, Some(XUAN), *pieces)
        });
        let ledger = Ledger::of(lines, []);
        assert_eq!(ledger.stock(None).of(Thing::Condoms) + ledger.stock(Some(XUAN)).of(Thing::Condoms), 0);
    }
}

fn form(kind: &str, who: &str, condoms: &str) -> MoveForm {
    let pieces = PiecesForm { condoms: condoms.into(), ..PiecesForm::default() };
    MoveForm { kind: kind.into(), who: who.into(), pieces, cause: String::new() }
}

#[test]
fn a_movement_says_how_for_whom_and_how_many() {
    let xuan = XUAN.to_string();
    let movement = form("handed_out", &xuan, "1.200").check(|who| who == XUAN).expect("whole");
    assert_eq!((movement.person, movement.pieces.of(Thing::Condoms)), (Some(XUAN), 1200));
    assert_eq!(form("received", &xuan, "5").check(|_| true).expect("whole").person, None, "it comes into the store");
    for (kind, who, field, problem) in [
        ("", "", "kind", Problem::Missing),
        ("found", "store", "kind", Problem::NotAChoice),
        ("handed_out", "", "who", Problem::Missing),
        ("handed_out", "store", "who", Problem::NotAChoice),
        ("returned", "somebody", "who", Problem::NotAChoice),
        ("lost", "store", "cause", Problem::Missing),
    ] {
        let problems = form(kind, who, "5").check(|_| false).expect_err("wrong");
        assert_eq!(problems.of(field), Some(problem), "{kind} {who}");
    }
    for (condoms, problem) in [
        ("", Problem::Missing),
        ("0", Problem::Missing),
        ("-1", Problem::NotANumber),
        ("50001", Problem::OutOfRange { min: 0, max: 50_000 }),
    ] {
        let problems = form("received", "", condoms).check(|_| false).expect_err("wrong");
        assert_eq!(problems.of("condoms"), Some(problem), "{condoms}");
    }
    let empty = MoveForm::default().check(|_| true).expect_err("all of it at once");
    assert_eq!((empty.of("kind"), empty.of("condoms")), (Some(Problem::Missing), Some(Problem::Missing)));
    let undoing = MoveForm { cause: "twice".into(), ..form("lost", "store", "5") };
    assert_eq!(undoing.check(|_| true).expect_err("of another list").of("cause"), Some(Problem::NotAChoice));
}

#[test]
fn nobody_hands_out_what_is_not_there() {
    let (five, none) = (Stock::default().with(Thing::Condoms, 5), Stock::default());
    let xuan = XUAN.to_string();
    let of = |kind: &str, pieces: &str| form(kind, &xuan, pieces).check(|_| true).expect("whole");
    assert!(of("handed_out", "5").lacks(&five, &none).is_none());
    let six = of("handed_out", "6").lacks(&five, &none).expect("one too many");
    assert_eq!(six.of("condoms"), Some(Problem::OutOfRange { min: 0, max: 5 }));
    assert!(of("returned", "5").lacks(&none, &five).is_none());
    assert!(of("returned", "5").lacks(&five, &none).is_some());
    assert!(of("received", "5").lacks(&none, &none).is_none());
    let lost = MoveForm { cause: "broken".into(), ..form("lost", "store", "6") };
    assert!(lost.check(|_| true).expect("whole").lacks(&five, &five).is_some());
    let below = Stock::default().with(Thing::Condoms, -3);
    let problems = of("returned", "1").lacks(&five, &below).expect("she has none");
    assert_eq!(problems.of("condoms"), Some(Problem::OutOfRange { min: 0, max: 0 }));
}

#[test]
fn a_count_says_what_differs_and_only_of_what_was_counted() {
    let pieces = PiecesForm { condoms: "8".into(), lubricant: "0".into(), ..PiecesForm::default() };
    let count = CountForm { pieces, cause: "elsewhere".into() }.check().expect("whole");
    let written = Stock::new([10, 4, -2, 0, 0, 0]);
    assert!(count.differs(&written).eq([(Thing::Condoms, -2), (Thing::Lubricant, 2)]));
    assert_eq!(count.cause, Some(Cause::Elsewhere));
    assert_eq!(CountForm::default().check().expect_err("nothing").of("condoms"), Some(Problem::Missing));
    let wrong = CountForm { cause: "twice".into(), ..CountForm::default() };
    assert_eq!(wrong.check().expect_err("of another list").of("cause"), Some(Problem::NotAChoice));
    assert_eq!(UndoForm { cause: "twice".into() }.check(), Ok(Cause::Twice));
    assert!(UndoForm { cause: "broken".into() }.check().is_err());
}

#[test]
fn it_is_counted_once_in_a_month() {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    assert!(!is_due(day(10, 31), day(12, 1)));
    assert!(is_due(day(10, 30), day(12, 1)));
}
