//! The words of the closed lists of a plan that is decided on outside the team.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::coded_plan::{Ground, Standing};

spoken!(Ground, coded_ground {
    Away => away,
    Nobody => nobody,
    SheAsks => she_asks,
});
spoken!(Standing, coded_standing {
    Waits => waits,
    Decided => decided,
    CalledBack => called_back,
    Overtaken => overtaken,
    TakenBack => taken_back,
    Over => over,
});
