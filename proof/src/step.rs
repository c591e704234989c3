//! The steps a history is made of, and how they read as sentences.

mod club;
mod histories;
mod said;

pub use club::InClub;
use domain::consent::{Segment, TakenBack};
use domain::referral::{Answer, ReferralState, Service};
pub use histories::any_history;

/// Which case, referral, consent, offer, sheet, club or line of its list a step means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    /// The nth of this history, counted around.
    Nth(usize),
    /// The last one that belongs to an earlier history, or to another case.
    Older,
    /// An id that was never given out.
    Forged,
}

impl Pick {
    /// The index it means, among `first..end`.
    pub fn of(self, first: usize, end: usize) -> Option<usize> {
        match self {
            Self::Nth(nth) if end > first => Some(first + nth % (end - first)),
            Self::Older => first.checked_sub(1),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Time {
    Minutes(i64),
    /// Negative: the clock is set back.
    Days(i64),
    /// One microsecond before the next consent ends, or the next cover begins or ends.
    JustBeforeAnEnd,
    /// The very moment it ends.
    AtAnEnd,
}

/// Whom a client lets know what concerns HIV.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    Person(usize),
    /// Who writes it down, who carries the case, and who leads there.
    Team,
    Clinic(usize),
}

/// One thing somebody does, or tries to. People and organisations are numbers of the tables in [`crate::people`].
#[derive(Clone, Debug)]
pub enum Step {
    /// Opens a case; whether the client says yes to an emergency, or is not asked.
    Open {
        by: usize,
        emergency: bool,
    },
    Note {
        by: usize,
        case: Pick,
    },
    Draft {
        by: usize,
        case: Pick,
    },
    Seal {
        by: usize,
        case: Pick,
    },
    Request {
        by: usize,
        case: Pick,
        to: usize,
        service: Service,
        alias: bool,
        days: u64,
    },
    Refer {
        by: usize,
        case: Pick,
        to: usize,
        service: Service,
        alias: bool,
    },
    Answer {
        by: usize,
        referral: Pick,
        said: Answer,
    },
    Complete {
        by: usize,
        referral: Pick,
    },
    Withdraw {
        by: usize,
        case: Pick,
        consent: Pick,
    },
    /// The client gives her code to somebody.
    ByCode {
        by: usize,
        case: Pick,
        what: TakenBack,
    },
    /// What has ended is deleted.
    Sweep,
    /// For so many days more; without them she says "not this time".
    Renew {
        by: usize,
        case: Pick,
        consent: Pick,
        days: Option<u64>,
    },
    Resume {
        by: usize,
        case: Pick,
    },
    Narrow {
        by: usize,
        case: Pick,
        consent: Pick,
        what: &'static [Segment],
    },
    /// A part that was taken back is given again.
    GivePart {
        by: usize,
        case: Pick,
        part: Segment,
    },
    AskErasure {
        by: usize,
        case: Pick,
    },
    Erase {
        by: usize,
        request: Pick,
    },
    Assign {
        by: usize,
        case: Pick,
        whom: usize,
    },
    /// Taken from who carries it.
    Reassign {
        by: usize,
        case: Pick,
        whom: usize,
    },
    /// While who carries it is away: from the day after so many, for so many more.
    Cover {
        by: usize,
        case: Pick,
        whom: usize,
        after: u64,
        days: u64,
    },
    EndCover {
        by: usize,
        case: Pick,
    },
    Close {
        by: usize,
        whom: usize,
    },
    Admit {
        by: usize,
        whom: usize,
    },
    BreakGlass {
        by: usize,
        case: Pick,
    },
    /// With her yes the case is offered to another organisation.
    Offer {
        by: usize,
        case: Pick,
        to: usize,
    },
    /// It is taken for a colleague to carry.
    Take {
        by: usize,
        offer: Pick,
        whom: usize,
    },
    SendBack {
        by: usize,
        offer: Pick,
    },
    CallOff {
        by: usize,
        case: Pick,
    },
    /// What the client says to a clinic about a record of its own, for so many days; without them "not this time".
    Keep {
        by: usize,
        referral: Pick,
        days: Option<u64>,
    },
    /// She tells the clinic that she takes it back.
    KeepNoMore {
        by: usize,
        referral: Pick,
    },
    /// She lets somebody know what concerns HIV.
    Name {
        by: usize,
        case: Pick,
        whom: Known,
        days: u64,
    },
    /// Nobody any more.
    NameNobody {
        by: usize,
        case: Pick,
    },
    /// Three papers that bring the team's keys back.
    MakeSheet {
        by: usize,
    },
    /// Somebody without keys comes with two of them.
    OpenSheet {
        by: usize,
        sheet: Pick,
    },
    /// Something about a club or its list.
    Club {
        by: usize,
        club: Pick,
        deed: InClub,
    },
    LogOut {
        who: usize,
    },
    Pass {
        time: Time,
    },
}

/// What comes of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    Refused,
    Done,
    /// She can open it anyway.
    Hers,
    Stands(ReferralState),
    Shut {
        referrals: usize,
        told: usize,
        case_shut: bool,
    },
    Narrowed {
        parts: usize,
    },
    LastHolder,
}

impl Step {
    /// Who takes it; nobody makes time pass.
    pub const fn who(&self) -> Option<usize> {
        match self {
            Self::Open { by, .. }
            | Self::Note { by, .. }
            | Self::Draft { by, .. }
            | Self::Seal { by, .. }
            | Self::Request { by, .. }
            | Self::Refer { by, .. }
            | Self::Answer { by, .. }
            | Self::Complete { by, .. }
            | Self::Withdraw { by, .. }
            | Self::ByCode { by, .. }
            | Self::Renew { by, .. }
            | Self::Resume { by, .. }
            | Self::Narrow { by, .. }
            | Self::GivePart { by, .. }
            | Self::AskErasure { by, .. }
            | Self::Erase { by, .. }
            | Self::Assign { by, .. }
            | Self::Reassign { by, .. }
            | Self::Cover { by, .. }
            | Self::EndCover { by, .. }
            | Self::Close { by, .. }
            | Self::Admit { by, .. }
            | Self::BreakGlass { by, .. }
            | Self::Offer { by, .. }
            | Self::Take { by, .. }
            | Self::SendBack { by, .. }
            | Self::CallOff { by, .. }
            | Self::Keep { by, .. }
            | Self::KeepNoMore { by, .. }
            | Self::Name { by, .. }
            | Self::NameNobody { by, .. }
            | Self::MakeSheet { by }
            | Self::OpenSheet { by, .. }
            | Self::Club { by, .. } => Some(*by),
            Self::LogOut { who } => Some(*who),
            Self::Pass { .. } | Self::Sweep => None,
        }
    }

    /// What is done, in one word.
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Note { .. } => "note",
            Self::Draft { .. } => "draft",
            Self::Seal { .. } => "seal",
            Self::Request { .. } => "request",
            Self::Refer { .. } => "refer",
            Self::Answer { .. } => "answer",
            Self::Complete { .. } => "complete",
            Self::Withdraw { .. } => "withdraw",
            Self::ByCode { .. } => "by code",
            Self::Renew { .. } => "renew",
            Self::Resume { .. } => "resume",
            Self::Narrow { .. } => "narrow",
            Self::GivePart { .. } => "give a part again",
            Self::AskErasure { .. } => "ask erasure",
            Self::Erase { .. } => "erase",
            Self::Assign { .. } => "assign",
            Self::Reassign { .. } => "reassign",
            Self::Cover { .. } => "cover",
            Self::EndCover { .. } => "end a cover",
            Self::Close { .. } => "close",
            Self::Admit { .. } => "admit",
            Self::BreakGlass { .. } => "break glass",
            Self::Offer { .. } => "offer",
            Self::Take { .. } => "take over",
            Self::SendBack { .. } => "send back",
            Self::CallOff { .. } => "call off",
            Self::Keep { .. } => "keep at the clinic",
            Self::KeepNoMore { .. } => "keep no more",
            Self::Name { .. } => "name for hiv",
            Self::NameNobody { .. } => "name nobody",
            Self::MakeSheet { .. } => "make papers",
            Self::OpenSheet { .. } => "come with papers",
            Self::Club { deed, .. } => deed.verb(),
            Self::Sweep => "sweep",
            Self::LogOut { .. } => "log out",
            Self::Pass { .. } => "pass",
        }
    }

    pub const fn case(&self) -> Option<Pick> {
        match self {
            Self::Note { case, .. }
            | Self::Draft { case, .. }
            | Self::Seal { case, .. }
            | Self::Request { case, .. }
            | Self::Refer { case, .. }
            | Self::Withdraw { case, .. }
            | Self::ByCode { case, .. }
            | Self::Renew { case, .. }
            | Self::Resume { case, .. }
            | Self::Narrow { case, .. }
            | Self::GivePart { case, .. }
            | Self::AskErasure { case, .. }
            | Self::Assign { case, .. }
            | Self::Reassign { case, .. }
            | Self::Cover { case, .. }
            | Self::EndCover { case, .. }
            | Self::BreakGlass { case, .. }
            | Self::Offer { case, .. }
            | Self::CallOff { case, .. }
            | Self::Name { case, .. }
            | Self::NameNobody { case, .. } => Some(*case),
            _ => None,
        }
    }
}
