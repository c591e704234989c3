//! The words of the closed lists of clubs.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::club::{ClubKind, ClubStanding, Frequency, MeetingState, MemberRole, SavingKind, VenueType};

spoken!(ClubKind, club_kind { Club => club, SelfHelp => self_help, Peers => peers, });
spoken!(ClubStanding, club_standing { Running => running, Paused => paused, Ended => ended, });
spoken!(Frequency, club_frequency {
    Weekly => weekly,
    Fortnightly => fortnightly,
    Monthly => monthly,
    Quarterly => quarterly,
    AsNeeded => as_needed,
});
spoken!(MemberRole, club_role { Member => member, Core => core, Chair => chair, });
spoken!(MeetingState, club_meeting_state { Planned => planned, Held => held, CalledOff => called_off, });
spoken!(VenueType, club_venue {
    Hall => hall,
    Health => health,
    Office => office,
    Home => home,
    Outdoors => outdoors,
    Online => online,
});
spoken!(SavingKind, club_saving { Deposit => deposit, Withdrawal => withdrawal, });
