//! The words of the closed lists of a case that goes to another organisation.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::transfer::{BackReason, Hindrance, Standing};

spoken!(BackReason, transfer_back {
    NoRoom => no_room,
    NotOurWork => not_our_work,
    NotOurArea => not_our_area,
    Known => known,
    TalkFirst => talk_first,
});
spoken!(Hindrance, transfer_hindrance {
    NotServed => not_served,
    OpenReferral => open_referral,
    Merged => merged,
    Emergency => emergency,
    Changed => changed,
});
spoken!(Standing, transfer_standing {
    Waits => waits,
    Taken => taken,
    SentBack => sent_back,
    CalledOff => called_off,
    TakenBack => taken_back,
    Over => over,
});
