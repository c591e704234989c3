//! Random histories: who usually does what, and how often.

use super::club::{a_club, any_in_club};
use super::{Known, Pick, Step, Time};
use crate::people::{ASSOCIATION, NAMES, ORGANISATIONS};
use domain::consent::{Purpose, Segment, TakenBack};
use domain::referral::{Answer, Service};
use proptest::prelude::{Just, Strategy, prop, prop_oneof};

pub(super) fn pick() -> impl Strategy<Value = Pick> {
    prop_oneof![8 => (0..3_usize).prop_map(Pick::Nth), 1 => Just(Pick::Older), 1 => Just(Pick::Forged)]
}

/// Mostly who could, sometimes anybody.
pub(super) fn person(usual: &'static [usize]) -> impl Strategy<Value = usize> {
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
fn any_step() -> impl Strategy<Value = Step> {
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
        1 => (person(&[0, 1]), person(&[3, 9, 13])).prop_map(|(by, whom)| Step::Close { by, whom }),
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
        12 => any_in_club(),
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
/// comes of one try in a hundred, and an answer of none. In more than half it is offered to another
/// organisation; four of five such offers are answered or called off.
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

/// A short history that begins with a case; one in four with a club, too.
pub fn any_history() -> impl Strategy<Value = Vec<Step>> {
    let club = prop_oneof![3 => Just(Vec::new()), 1 => a_club()];
    let rest = prop::collection::vec(any_step(), 2..11);
    (beginning(), club, rest).prop_map(|(first, club, rest)| [first, club, rest].concat())
}
