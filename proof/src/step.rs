//! The steps a history is made of, and how they read as sentences.

mod said;

use crate::people::{ASSOCIATION, NAMES, ORGANISATIONS};
use domain::consent::{Purpose, Segment, TakenBack};
use domain::referral::{Answer, ReferralState, Service};
use proptest::prelude::{Just, Strategy, prop, prop_oneof};

/// Which case, referral, consent, offer or sheet a step means.
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
            | Self::OpenSheet { by, .. } => Some(*by),
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

fn pick() -> impl Strategy<Value = Pick> {
    prop_oneof![8 => (0..3_usize).prop_map(Pick::Nth), 1 => Just(Pick::Older), 1 => Just(Pick::Forged)]
}

/// Mostly who could, sometimes anybody.
fn person(usual: &'static [usize]) -> impl Strategy<Value = usize> {
    prop_oneof![4 => prop::sample::select(usual), 1 => 0..NAMES.len()]
}

fn service() -> impl Strategy<Value = Service> {
    prop_oneof![3 => Just(Service::StiScreening), 1 => Just(Service::CheckUp)]
}

fn part() -> impl Strategy<Value = Segment> {
    prop::sample::select(Segment::SEVERABLE)
}

fn receiver() -> impl Strategy<Value = usize> {
    // One beyond the table is an organisation that does not exist.
    prop_oneof![5 => Just(1_usize), 1 => 0..=ORGANISATIONS.len()]
}

fn known() -> impl Strategy<Value = Known> {
    prop_oneof![
        3 => person(&[2, 3]).prop_map(Known::Person),
        2 => Just(Known::Team),
        2 => receiver().prop_map(Known::Clinic),
    ]
}

/// Who is asked to take a case.
fn association() -> impl Strategy<Value = usize> {
    prop_oneof![6 => Just(ASSOCIATION), 1 => 0..=ORGANISATIONS.len()]
}

fn cover() -> impl Strategy<Value = Step> {
    const COLLEAGUES: &[usize] = &[3, 3, 2];
    let days = || prop::sample::select(&[0_u64, 0, 1, 30][..]);
    (person(&[0]), pick(), person(COLLEAGUES), days(), days()).prop_map(|(by, case, whom, after, days)| Step::Cover {
        by,
        case,
        whom,
        after,
        days,
    })
}

fn time() -> impl Strategy<Value = Time> {
    prop_oneof![
        3 => prop::sample::select(&[1_i64, 2, 14, 15, 16, 239, 240][..]).prop_map(Time::Minutes),
        3 => prop::sample::select(&[1_i64, 19, 20, 31, 90, 336, 365, 366][..]).prop_map(Time::Days),
        2 => Just(Time::JustBeforeAnEnd),
        3 => Just(Time::AtAnEnd),
        1 => prop::sample::select(&[3_653_i64, -3_653, -1, -366][..]).prop_map(Time::Days),
    ]
}

/// Who answers for the clinic.
const CLINIC: &[usize] = &[5];
/// Who leads where cases are offered to.
const ASKED: &[usize] = &[11];

/// Any one step.
pub fn any_step() -> impl Strategy<Value = Step> {
    const WORKERS: &[usize] = &[2, 3, 12];
    const LEADS: &[usize] = &[0, 0, 11];
    const OPENERS: &[usize] = &[2, 2, 2, 3, 12, 0];
    const DECIDES: &[usize] = &[0, 10];
    const PARTS: &[&[Segment]] = &[
        &[Segment::Identity],
        &[Segment::Contact],
        &[Segment::Identity, Segment::Contact],
        // Without these there is no case: they cannot go alone.
        &[Segment::Label, Segment::Casework],
    ];
    const TAKEN_BACK: &[TakenBack] = &[
        TakenBack::Everything,
        TakenBack::For(Purpose::Services),
        TakenBack::For(Purpose::Processing),
        TakenBack::For(Purpose::Referral),
    ];
    let said = prop::sample::select(Answer::ALL);
    let alias = prop::bool::ANY;
    prop_oneof![
        2 => (person(WORKERS), prop::bool::ANY).prop_map(|(by, emergency)| Step::Open { by, emergency }),
        2 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::Note { by, case }),
        1 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::Draft { by, case }),
        1 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::Seal { by, case }),
        5 => (person(OPENERS), pick(), receiver(), service(), alias, prop::sample::select(&[0_u64, 1, 30, 90][..]))
            .prop_map(|(by, case, to, service, alias, days)| Step::Request { by, case, to, service, alias, days }),
        5 => (person(OPENERS), pick(), receiver(), service(), alias)
            .prop_map(|(by, case, to, service, alias)| Step::Refer { by, case, to, service, alias }),
        3 => (person(CLINIC), pick(), said).prop_map(|(by, referral, said)| Step::Answer { by, referral, said }),
        1 => (person(OPENERS), pick()).prop_map(|(by, referral)| Step::Complete { by, referral }),
        5 => (person(OPENERS), pick(), pick()).prop_map(|(by, case, consent)| Step::Withdraw { by, case, consent }),
        3 => (person(OPENERS), pick(), pick(), prop::sample::select(&[None, Some(0_u64), Some(30), Some(364)][..]))
            .prop_map(|(by, case, consent, days)| Step::Renew { by, case, consent, days }),
        1 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::Resume { by, case }),
        3 => (person(OPENERS), pick(), pick(), prop::sample::select(PARTS))
            .prop_map(|(by, case, consent, what)| Step::Narrow { by, case, consent, what }),
        3 => (person(OPENERS), pick(), part()).prop_map(|(by, case, part)| Step::GivePart { by, case, part }),
        2 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::AskErasure { by, case }),
        3 => (person(DECIDES), pick()).prop_map(|(by, request)| Step::Erase { by, request }),
        2 => (person(LEADS), pick(), person(WORKERS)).prop_map(|(by, case, whom)| Step::Assign { by, case, whom }),
        2 => (person(&[0]), pick(), person(WORKERS)).prop_map(|(by, case, whom)| Step::Reassign { by, case, whom }),
        1 => (person(&[0, 1]), person(&[3, 9])).prop_map(|(by, whom)| Step::Close { by, whom }),
        6 => cover(),
        2 => (person(&[0]), pick()).prop_map(|(by, case)| Step::EndCover { by, case }),
        2 => (0..NAMES.len(), pick(), prop::sample::select(TAKEN_BACK))
            .prop_map(|(by, case, what)| Step::ByCode { by, case, what }),
        1 => (person(&[0, 5]), 0..NAMES.len()).prop_map(|(by, whom)| Step::Admit { by, whom }),
        5 => (person(&[2, 3, 9]), pick()).prop_map(|(by, case)| Step::BreakGlass { by, case }),
        2 => (person(WORKERS), pick(), association()).prop_map(|(by, case, to)| Step::Offer { by, case, to }),
        3 => (person(ASKED), pick(), person(&[12])).prop_map(|(by, offer, whom)| Step::Take { by, offer, whom }),
        1 => (person(ASKED), pick()).prop_map(|(by, offer)| Step::SendBack { by, offer }),
        1 => (person(WORKERS), pick()).prop_map(|(by, case)| Step::CallOff { by, case }),
        3 => (person(CLINIC), pick(), prop::sample::select(&[None, Some(0_u64), Some(30), Some(364)][..]))
            .prop_map(|(by, referral, days)| Step::Keep { by, referral, days }),
        1 => (person(CLINIC), pick()).prop_map(|(by, referral)| Step::KeepNoMore { by, referral }),
        4 => (person(OPENERS), pick(), known(), prop::sample::select(&[1_u64, 30, 150][..]))
            .prop_map(|(by, case, whom, days)| Step::Name { by, case, whom, days }),
        1 => (person(OPENERS), pick()).prop_map(|(by, case)| Step::NameNobody { by, case }),
        1 => person(LEADS).prop_map(|by| Step::MakeSheet { by }),
        1 => (person(&[6]), pick()).prop_map(|(by, sheet)| Step::OpenSheet { by, sheet }),
        1 => (0..NAMES.len()).prop_map(|who| Step::LogOut { who }),
        1 => Just(Step::Sweep),
        4 => time().prop_map(|time| Step::Pass { time }),
    ]
}

/// What becomes of an offer at the beginning of a history.
#[derive(Clone, Copy, Debug)]
enum Goes {
    Waits,
    Taken,
    SentBack,
    CalledOff,
}

/// A case; in every other history also what has to fit together before a clinic can answer: left to chance, a referral
/// comes of one try in a hundred, and an answer of none. In some it is offered to another organisation, in most of these taken.
fn beginning() -> impl Strategy<Value = Vec<Step>> {
    const TO: usize = 1;
    let by = prop::sample::select(&[2_usize, 2, 3, 9][..]);
    let said = prop::option::of(prop::sample::select(Answer::ALL));
    let keeps = prop::option::of(prop::sample::select(&[0_u64, 30, 364][..]));
    let goes = prop::sample::select(
        &[
            None,
            None,
            None,
            None,
            Some(Goes::Waits),
            Some(Goes::Taken),
            Some(Goes::Taken),
            Some(Goes::SentBack),
            Some(Goes::CalledOff),
        ][..],
    );
    (by, prop::bool::ANY, prop::bool::ANY, prop::bool::ANY, service(), said, keeps, goes).prop_map(
        |(by, emergency, refers, alias, service, said, keeps, goes)| {
            let case = Pick::Nth(0);
            let mut steps = vec![Step::Open { by, emergency }];
            if refers {
                steps.push(Step::Request { by, case, to: TO, service, alias, days: 30 });
                steps.push(Step::Refer { by, case, to: TO, service, alias });
                steps.extend(keeps.map(|days| Step::Keep { by: CLINIC[0], referral: case, days: Some(days) }));
                steps.extend(said.map(|said| Step::Answer { by: CLINIC[0], referral: case, said }));
            }
            if let Some(goes) = goes {
                steps.push(Step::Offer { by, case, to: ASSOCIATION });
                steps.extend(match goes {
                    Goes::Waits => None,
                    Goes::Taken => Some(Step::Take { by: ASKED[0], offer: case, whom: 12 }),
                    Goes::SentBack => Some(Step::SendBack { by: ASKED[0], offer: case }),
                    Goes::CalledOff => Some(Step::CallOff { by, case }),
                });
            }
            steps
        },
    )
}

/// A short history that begins with a case.
pub fn any_history() -> impl Strategy<Value = Vec<Step>> {
    (beginning(), prop::collection::vec(any_step(), 2..11)).prop_map(|(first, rest)| [first, rest].concat())
}
