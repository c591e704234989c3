//! The words of the closed lists of partners' systems.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::partner_system::{Lasting, SignalEnd};

spoken!(Lasting, system_lasting { Quarter => quarter, Half => half, Year => year, });

spoken!(SignalEnd, signal_end {
    TakenBack => taken_back,
    Replaced => replaced,
    Shut => shut,
    Over => over,
    NewKeys => new_keys,
    Failed => failed,
    NotNamed => not_named,
});
