//! The words of the closed lists of a referral: where it stands, what both sides say of it, why it was not completed.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::referral::{Answer, DeclineReason, Desk, Duty, Following, Heard, NeedMet, NotCompleted, ReferralState};

spoken!(ReferralState, referral_state {
    Issued => issued,
    Accepted => accepted,
    Declined => declined,
    Redirected => redirected,
    Booked => booked,
    Attended => attended,
    NoShow => no_show,
    Served => served,
    ServedInPart => served_in_part,
    Feedback => feedback,
    Completed => completed,
    Expired => expired,
    Stopped => stopped,
    Withdrawn => withdrawn,
    Cancelled => cancelled,
});
spoken!(Answer, arrival {
    Accepted => accepted,
    Booked => booked,
    Moved => moved,
    Came => came,
    Served => served,
    ServedInPart => served_in_part,
    DidNotCome => did_not_come,
    Feedback => feedback,
    Declined => declined,
    SentOn => sent_on,
    Stopped => stopped,
});
spoken!(DeclineReason, decline_reason {
    NoStaff => no_staff,
    NoRoom => no_room,
    NoSupplies => no_supplies,
    NotOffered => not_offered,
    OutOfArea => out_of_area,
    NeedsNotMet => needs_not_met,
    Other => other,
});
spoken!(NotCompleted, not_completed {
    Busy => busy,
    Far => far,
    Afraid => afraid,
    Attitude => attitude,
    Wait => wait,
    NoNeed => no_need,
    Moved => moved,
    NoSupplies => no_supplies,
    NoPapers => no_papers,
    NotReached => not_reached,
    SentElsewhere => sent_elsewhere,
    Other => other,
});
spoken!(NeedMet, need_met {
    Yes => yes,
    Partly => partly,
    No => no,
    NotAsked => not_asked,
});
spoken!(Following, following {
    Booked => booked,
    Moved => moved,
    Completed => completed,
    Stopped => stopped,
    Cancelled => cancelled,
});
spoken!(Heard, heard {
    WillGo => will_go,
    WillNotGo => will_not_go,
    NotReached => not_reached,
    Arrived => arrived,
    NotArrived => not_arrived,
    SaysWent => says_went,
    SaysServed => says_served,
});
spoken!(Duty, duty {
    Answer => answer,
    Book => book,
    SayWhetherCame => say_whether_came,
    CallBack => call_back,
    Decide => decide,
    GiveFeedback => give_feedback,
    AskClient => ask_client,
    FindAnother => find_another,
});
spoken!(Desk, desk {
    Overdue => overdue,
    ToAnswer => to_answer,
    Today => today,
    Expected => expected,
    ToTell => to_tell,
    Answered => answered,
});
