//! The words of the closed lists of what volunteers carry, and of what may be talked about with them.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::commodity::{Cause, MoveKind, Thing};

spoken!(Thing, thing {
    Condoms => condoms,
    FemaleCondoms => female_condoms,
    Lubricant => lubricant,
    Needles => needles,
    SelfTests => self_tests,
    Leaflets => leaflets,
});
spoken!(MoveKind, move_kind {
    Received => received,
    HandedOut => handed_out,
    Returned => returned,
    Lost => lost,
    Found => found,
});
spoken!(Cause, move_cause {
    Broken => broken,
    Expired => expired,
    Lost => lost,
    NotWritten => not_written,
    Elsewhere => elsewhere,
    Miscounted => miscounted,
    WrongNumber => wrong_number,
    WrongPerson => wrong_person,
    Twice => twice,
});
