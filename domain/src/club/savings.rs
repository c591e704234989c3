use crate::codes::codes;
use crate::date::past_date;
use crate::id::ClubMemberId;
use crate::number::counted;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

codes! {
    /// Which way the money went.
    SavingKind {
        /// Put in.
        Deposit = "deposit",
        /// Taken out.
        Withdrawal = "withdrawal",
    }
}

/// Most that may be put in or taken out at once, in đồng.
const AMOUNT_MAX: i64 = 100_000_000;

/// What stands for the whole club in the form, where a member's number would.
const WHOLE: &str = "club";

/// One line of the savings book, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SavingForm {
    /// The day.
    #[serde(default)]
    pub on: String,
    /// Code of [`SavingKind`].
    #[serde(default)]
    pub kind: String,
    /// Id of a member, or `club` for what belongs to all.
    #[serde(default)]
    pub whose: String,
    /// In đồng.
    #[serde(default)]
    pub amount: String,
    /// What for.
    #[serde(default)]
    pub note: String,
}

/// One line of the savings book. Serialised only to be sealed under the club's key.
#[derive(Clone, Serialize, Deserialize)]
pub struct Saving {
    /// The day.
    pub on: NaiveDate,
    /// Which way.
    pub kind: SavingKind,
    /// Whose it is; nobody's alone for what belongs to all.
    pub whose: Option<ClubMemberId>,
    /// In đồng, never below one.
    pub amount: i64,
    /// What for.
    pub note: Option<Line<120>>,
}

impl SavingForm {
    /// The value of `whose` for what belongs to all.
    pub const WHOLE: &'static str = WHOLE;

    /// All problems at once, or the line. `today` is the day in Vietnam; `has` says whether a member is on the list or has
    /// something in the book.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate, has: impl Fn(ClubMemberId) -> bool) -> Result<Saving, Problems> {
        let mut problems = Problems::none();
        let on = problems.keep("on", past_date(&self.on, today));
        let kind = problems.keep("kind", SavingKind::from_code(&self.kind));
        let whose = match self.whose.as_str() {
            WHOLE => Some(None),
            text => problems.keep("whose", crate::id::read::<ClubMemberId>(text)).map(Some),
        };
        if whose.flatten().is_some_and(|member| !has(member)) {
            problems.add("whose", Problem::NotAChoice);
        }
        let amount = problems.keep("amount", counted(&self.amount, 1, AMOUNT_MAX));
        let note = problems.keep("note", Line::impersonal(&self.note));
        let saving = (|| Some(Saving { on: on?, kind: kind?, whose: whose?, amount: amount?, note: note? }))();
        problems.finish(saving)
    }
}

/// What the lines add up to.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Book(BTreeMap<Option<ClubMemberId>, i64>);

impl Book {
    /// The book of these lines.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a Saving>) -> Self {
        let mut book = Self::default();
        for line in lines {
            let balance = book.0.entry(line.whose).or_default();
            *balance = match line.kind {
                SavingKind::Deposit => balance.saturating_add(line.amount),
                SavingKind::Withdrawal => balance.saturating_sub(line.amount),
            };
        }
        book
    }

    /// What is there of a member's, or of what belongs to all.
    #[must_use]
    pub fn balance(&self, whose: Option<ClubMemberId>) -> i64 {
        self.0.get(&whose).copied().unwrap_or_default()
    }

    /// Everything together.
    #[must_use]
    pub fn whole(&self) -> i64 {
        self.0.values().sum()
    }

    /// Whose there is something of, with how much.
    pub fn each(&self) -> impl Iterator<Item = (Option<ClubMemberId>, i64)> + '_ {
        self.0.iter().map(|(whose, balance)| (*whose, *balance))
    }

    /// Whether a line can be about this member: whoever is on the list, and who is gone and left something.
    #[must_use]
    pub fn concerns(&self, member: ClubMemberId, is_listed: bool) -> bool {
        is_listed || self.balance(Some(member)) > 0
    }

    /// Whether the line can be added: nothing is taken out that is not there.
    ///
    /// # Errors
    /// At `amount`, with what is there.
    pub fn takes(&self, line: &Saving) -> Result<(), Problems> {
        let there = self.balance(line.whose);
        match line.kind {
            SavingKind::Withdrawal if line.amount > there => {
                Err(Problems::at("amount", Problem::OutOfRange { min: 0, max: there }))
            }
            _ => Ok(()),
        }
    }
}
