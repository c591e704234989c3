//! What is typed when pieces move, are counted, or a line is taken back.

use super::{Cause, MoveKind, Stock, THINGS, Thing};
use crate::id::AccountId;
use crate::number::whole;
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

/// Most pieces of one kind in one line.
pub const PIECES_MAX: i64 = 50_000;
/// What stands for the store where a person may stand too.
pub const STORE: &str = "store";

/// Pieces of each kind, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PiecesForm {
    /// Condoms.
    pub condoms: String,
    /// Condoms for women.
    pub female_condoms: String,
    /// Lubricant.
    pub lubricant: String,
    /// Needles and syringes.
    pub needles: String,
    /// Self-test kits.
    pub self_tests: String,
    /// Leaflets.
    pub leaflets: String,
}

impl PiecesForm {
    /// What was typed of one kind.
    #[must_use]
    pub fn of(&self, thing: Thing) -> &str {
        match thing {
            Thing::Condoms => &self.condoms,
            Thing::FemaleCondoms => &self.female_condoms,
            Thing::Lubricant => &self.lubricant,
            Thing::Needles => &self.needles,
            Thing::SelfTests => &self.self_tests,
            Thing::Leaflets => &self.leaflets,
        }
    }

    fn check(&self, problems: &mut Problems) -> [Option<i64>; THINGS] {
        let mut typed = [None; THINGS];
        for thing in Thing::ALL {
            let pieces = problems.keep(thing.code(), whole(self.of(*thing), 0, PIECES_MAX));
            typed[*thing as usize] = pieces.flatten();
        }
        typed
    }
}

/// A movement, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    /// Code of [`MoveKind`].
    pub kind: String,
    /// An account, or [`STORE`].
    pub who: String,
    /// How many of each.
    #[serde(flatten)]
    pub pieces: PiecesForm,
    /// Code of [`Cause`], where something is lost.
    pub cause: String,
}

/// A movement, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Movement {
    /// How.
    pub kind: MoveKind,
    /// For whom; `None` for the store alone.
    pub person: Option<AccountId>,
    /// How many of each; of one kind at least.
    pub pieces: Stock,
    /// Why, where something is lost.
    pub cause: Option<Cause>,
}

impl MoveForm {
    fn person(&self, kind: MoveKind, known: impl Fn(AccountId) -> bool) -> Result<Option<AccountId>, Problem> {
        match (kind, self.who.as_str()) {
            // What comes from outside comes into the store, whoever was chosen.
            (MoveKind::Received, _) => Ok(None),
            (_, "") => Err(Problem::Missing),
            (kind, STORE) if !kind.needs_person() => Ok(None),
            (_, who) => {
                let account = who.parse().ok().filter(|account| known(*account));
                account.map(Some).ok_or(Problem::NotAChoice)
            }
        }
    }

    /// All problems at once, or the movement. `known` says who of the team carries things.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, known: impl Fn(AccountId) -> bool) -> Result<Movement, Problems> {
        let mut problems = Problems::none();
        let kind = problems.keep("kind", MoveKind::from_offered(&self.kind, MoveKind::OFFERED));
        let person = kind.and_then(|kind| problems.keep("who", self.person(kind, known)));
        let typed = self.pieces.check(&mut problems);
        let wrong = Thing::ALL.iter().any(|thing| problems.of(thing.code()).is_some());
        if !wrong && typed.iter().all(|pieces| pieces.unwrap_or_default() == 0) {
            problems.add(Thing::Condoms.code(), Problem::Missing);
        }
        let why = match kind {
            Some(MoveKind::Lost) => {
                problems.keep("cause", Cause::from_offered(&self.cause, Cause::OF_A_LOSS)).map(Some)
            }
            _ => Some(None),
        };
        let pieces = Stock::new(typed.map(Option::unwrap_or_default));
        problems.finish((|| Some(Movement { kind: kind?, person: person?, pieces, cause: why? }))())
    }
}

impl Movement {
    /// Where it takes from somebody, or from the store, more than is there: each kind with what there is. What contacts gave
    /// may bring a balance below zero, for it happened; what is written down by hand may not.
    #[must_use]
    pub fn lacks(&self, store: &Stock, hers: &Stock) -> Option<Problems> {
        let (from_store, from_her) = self.kind.adds(self.person.is_some());
        let mut problems = Problems::none();
        for (thing, pieces) in self.pieces.some() {
            let there = match (from_store < 0, from_her < 0) {
                (true, _) => store.of(thing),
                (_, true) => hers.of(thing),
                _ => continue,
            };
            if pieces > there {
                problems.add(thing.code(), too_many(there));
            }
        }
        (!problems.is_empty()).then_some(problems)
    }
}

/// More than there is.
#[must_use]
pub const fn too_many(there: i64) -> Problem {
    Problem::OutOfRange { min: 0, max: if there > 0 { there } else { 0 } }
}

/// What was counted by hand, as typed; what is left empty was not counted.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CountForm {
    /// How many of each there are.
    #[serde(flatten)]
    pub pieces: PiecesForm,
    /// Code of [`Cause`], where that is another number than was written down.
    pub cause: String,
}

/// A count, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StockCount {
    counted: [Option<i64>; THINGS],
    /// Why it is another number.
    pub cause: Option<Cause>,
}

impl CountForm {
    /// All problems at once, or the count.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<StockCount, Problems> {
        let mut problems = Problems::none();
        let counted = self.pieces.check(&mut problems);
        if problems.is_empty() && counted.iter().all(Option::is_none) {
            problems.add(Thing::Condoms.code(), Problem::Missing);
        }
        let cause = match self.cause.as_str() {
            "" => Some(None),
            code => problems.keep("cause", Cause::from_offered(code, Cause::OF_A_COUNT)).map(Some),
        };
        problems.finish((|| Some(StockCount { counted, cause: cause? }))())
    }
}

impl StockCount {
    /// What it is more than was written down, or less, of each kind that differs.
    pub fn differs(&self, from: &Stock) -> impl Iterator<Item = (Thing, i64)> {
        let each = from.all().zip(self.counted);
        let each: Vec<_> = each
            .filter_map(|((thing, written), counted)| Some((thing, counted? - written)))
            .filter(|(_, more)| *more != 0)
            .collect();
        each.into_iter()
    }
}

/// Why a line is taken back, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UndoForm {
    /// Code of [`Cause`].
    pub cause: String,
}

impl UndoForm {
    /// The problem, or why.
    ///
    /// # Errors
    /// The problem beside its field.
    pub fn check(&self) -> Result<Cause, Problems> {
        Cause::from_offered(&self.cause, Cause::OF_AN_UNDOING).map_err(|problem| Problems::at("cause", problem))
    }
}
