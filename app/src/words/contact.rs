//! The words of the closed lists of contacts.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::contact::{AgeBand, Asked, Refused, Topic};

spoken!(AgeBand, age {
    Under18 => under_18,
    From18 => at_18,
    From20 => at_20,
    From25 => at_25,
    From30 => at_30,
    From40 => at_40,
    From50 => at_50,
    Before18 => before_18,
    Before25 => before_25,
    Before35 => before_35,
});
spoken!(Asked, asked {
    NotAsked => not_asked,
    No => no,
    Yes => yes,
});
spoken!(Refused, contact_refused {
    DoesNotOpen => does_not_open,
    NotOfThisPhone => not_of_this_phone,
    NotValid => not_valid,
    Taken => taken,
    NotAllowed => not_allowed,
    NoDesk => no_desk,
});
spoken!(Topic, topic {
    SexualHealth => sexual_health,
    Testing => testing,
    Prevention => prevention,
    Safety => safety,
    Mind => mind,
    LawAndPapers => law_and_papers,
    Work => work,
    Clubs => clubs,
    Contraception => contraception,
    Tricks => tricks,
    Substances => substances,
});
