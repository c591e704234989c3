//! Who sees what, as the consent pages of the documentation say it: in memory, without keys, SQL or ciphers, and sharing no
//! code with `vault`. Where the two differ, one of them is wrong.

mod steps;

use crate::step::Pick;
use chrono::{DateTime, TimeDelta, Utc};
use domain::account::Role;
use domain::consent::{Purpose, Segment};
use domain::referral::{Arrival, ReferralState, Service};
use std::collections::{BTreeMap, BTreeSet};

/// What a case opens to who holds its keys.
pub const OPENED: [Segment; 4] = [Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

/// Somebody with an account. A team and an organisation are the same here: each has one.
#[derive(Clone)]
pub struct Person {
    pub role: Role,
    pub organisation: usize,
    /// Whether a colleague gave them the team's keys, or they made them.
    pub admitted: bool,
}

/// An entry of the ledger: a yes, perhaps in another's place; or (with `ends`) the taking back of one.
pub struct Consent {
    pub case: usize,
    pub purpose: Purpose,
    to: Option<usize>,
    service: Option<Service>,
    alias: bool,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    ends: Option<usize>,
    replaces: Option<usize>,
}

pub struct Case {
    opened_by: usize,
    notes: usize,
    drafts: BTreeSet<usize>,
    /// Sealed notes, by their author.
    sealed: BTreeMap<usize, usize>,
    /// Parts that were taken back and not given again.
    gone: BTreeSet<Segment>,
}

pub struct Referral {
    pub case: usize,
    request: usize,
    to: usize,
    alias: bool,
    state: ReferralState,
    said: Option<Arrival>,
    stop_by: Option<DateTime<Utc>>,
}

/// What one person sees of one case.
#[derive(PartialEq, Eq, Debug, Default)]
pub struct CaseSight {
    pub segments: Vec<Segment>,
    /// Number in the ledger, whether it is live, whether it was taken back.
    pub consents: BTreeSet<(usize, bool, bool)>,
    pub notes: usize,
    pub standings: Vec<ReferralState>,
    pub draft: bool,
    /// Sealed notes of their own that they open.
    pub sealed: usize,
}

/// What one person sees of one referral.
#[derive(PartialEq, Eq, Debug)]
pub struct PacketSight {
    pub state: ReferralState,
    pub alias: bool,
    pub said: Option<Arrival>,
    pub knows_case: bool,
}

/// What one person's lists show: cases, packets, packets to serve with notices to stop, consents that end within 30 days.
#[derive(PartialEq, Eq, Debug)]
pub struct Lists {
    pub cases: Option<BTreeSet<usize>>,
    pub referrals: Option<BTreeSet<usize>>,
    pub expected: Option<(BTreeSet<usize>, usize)>,
    pub ending: usize,
}

pub struct Model {
    /// What the clock on the wall says; it can be set back.
    pub clock: DateTime<Utc>,
    /// The latest time ever seen: this is what counts.
    pub now: DateTime<Utc>,
    pub people: Vec<Person>,
    /// For each organisation, whether somebody there holds the key that packets are sealed to.
    pub ready: Vec<bool>,
    pub cases: Vec<Case>,
    pub ledger: Vec<Consent>,
    pub referrals: Vec<Referral>,
    /// Began and last seen, for who is logged in.
    sessions: Vec<Option<(DateTime<Utc>, DateTime<Utc>)>>,
    /// Cases and referrals of earlier worlds in the same deployment.
    before: (usize, usize),
}

impl Model {
    pub fn new(now: DateTime<Utc>, people: Vec<Person>, ready: Vec<bool>) -> Self {
        let sessions = people.iter().map(|_| None).collect();
        let (cases, ledger, referrals) = (Vec::new(), Vec::new(), Vec::new());
        Self { clock: now, now, people, ready, cases, ledger, referrals, sessions, before: (0, 0) }
    }

    pub fn begin_world(&mut self) {
        self.before = (self.cases.len(), self.referrals.len());
    }

    pub fn cases_here(&self) -> std::ops::Range<usize> {
        self.before.0..self.cases.len()
    }

    pub fn referrals_here(&self) -> std::ops::Range<usize> {
        self.before.1..self.referrals.len()
    }

    pub fn case(&self, pick: Pick) -> Option<usize> {
        pick.of(self.before.0, self.cases.len())
    }

    pub fn referral(&self, pick: Pick) -> Option<usize> {
        pick.of(self.before.1, self.referrals.len())
    }

    /// One of the yeses of this case; or, for the pick of something older, one of another case.
    pub fn consent(&self, case: Option<usize>, pick: Pick) -> Option<usize> {
        let given = |own: bool| {
            let of = |entry: &Consent| entry.ends.is_none() && (Some(entry.case) == case) == own;
            (0..self.ledger.len()).filter(move |index| of(&self.ledger[*index])).collect::<Vec<_>>()
        };
        if pick == Pick::Older {
            given(false).last().copied()
        } else {
            pick.of(0, given(true).len()).map(|nth| given(true)[nth])
        }
    }

    fn taken_back(&self, consent: usize) -> bool {
        self.ledger.iter().any(|entry| entry.ends == Some(consent))
    }

    /// The entry that stands in this one's place, if another does.
    fn in_place_of(&self, consent: usize) -> Option<usize> {
        self.ledger.iter().position(|entry| entry.replaces == Some(consent))
    }

    fn live(&self, consent: usize) -> bool {
        let Consent { from, until, .. } = self.ledger[consent];
        from <= self.now && self.now < until && !self.taken_back(consent) && self.in_place_of(consent).is_none()
    }

    /// The yes to this purpose that the case was opened under, or what stands in its place now.
    fn yes(&self, case: usize, purpose: Purpose) -> usize {
        let of = |entry: &Consent| entry.case == case && entry.purpose == purpose && entry.ends.is_none();
        self.ledger.iter().rposition(of).expect("no case without both")
    }

    /// Supervisors hold what opens every case of their team; it is given to them in person.
    fn holds_lead(&self, who: usize) -> bool {
        self.people[who].role == Role::Supervisor && self.people[who].admitted
    }

    /// What others send to the team is held by everybody who works with clients there.
    fn holds_desk(&self, who: usize) -> bool {
        let works = matches!(self.people[who].role, Role::Supervisor | Role::SocialWorker | Role::ClinicStaff);
        works && self.people[who].admitted
    }

    /// A case opens to who opened it and to her team's supervisors, under the client's yes to have her data kept.
    fn opens_case(&self, who: usize, case: Option<usize>) -> bool {
        case.is_some_and(|case| {
            let granted = self.cases[case].opened_by == who || self.holds_lead(who);
            granted && self.live(self.yes(case, Purpose::Processing))
        })
    }

    /// A packet opens to sender and her supervisors like the case; to the receiver's desk under the client's own request,
    /// unless she took back that request, the support, or the keeping of her data.
    fn opens_packet(&self, who: usize, referral: Option<usize>) -> bool {
        referral.is_some_and(|referral| {
            let Referral { case, request, to, .. } = self.referrals[referral];
            let receives = self.people[who].organisation == to && self.holds_desk(who);
            let stopped =
                [Purpose::Services, Purpose::Processing].iter().any(|yes| self.taken_back(self.yes(case, *yes)));
            self.opens_case(who, Some(case)) || (receives && self.live(request) && !stopped)
        })
    }

    pub fn case_sight(&self, who: usize, case: Option<usize>) -> CaseSight {
        let Some(case) = case.filter(|case| self.opens_case(who, Some(*case))) else { return CaseSight::default() };
        let entries = 0..self.ledger.len();
        let given = entries.filter(|index| self.ledger[*index].case == case && self.ledger[*index].ends.is_none());
        let standings = self.referrals.iter().rev().filter(|referral| referral.case == case);
        CaseSight {
            segments: OPENED.into_iter().filter(|segment| !self.cases[case].gone.contains(segment)).collect(),
            consents: given.map(|index| (index, self.live(index), self.taken_back(index))).collect(),
            notes: self.cases[case].notes,
            standings: standings.map(|referral| referral.state).collect(),
            draft: self.cases[case].drafts.contains(&who),
            sealed: self.cases[case].sealed.get(&who).copied().unwrap_or_default(),
        }
    }

    pub fn packet_sight(&self, who: usize, referral: Option<usize>) -> Option<PacketSight> {
        let Referral { to, alias, state, said, .. } =
            self.referrals[referral.filter(|_| self.opens_packet(who, referral))?];
        Some(PacketSight { state, alias, said, knows_case: self.people[who].organisation != to })
    }

    pub fn lists(&self, who: usize) -> Lists {
        let Person { role, organisation, .. } = self.people[who];
        let casework = matches!(role, Role::Supervisor | Role::SocialWorker);
        let cases: BTreeSet<_> = (0..self.cases.len()).filter(|case| self.opens_case(who, Some(*case))).collect();
        let packets: BTreeSet<_> = (0..self.referrals.len()).filter(|one| self.opens_packet(who, Some(*one))).collect();
        let soon = |entry: usize| self.live(entry) && self.ledger[entry].until < self.now + TimeDelta::days(30);
        let ending =
            (0..self.ledger.len()).filter(|entry| cases.contains(&self.ledger[*entry].case) && soon(*entry)).count();
        let owed = |one: &&Referral| one.to == organisation && one.stop_by.is_some_and(|by| by > self.now);
        let notices = self.referrals.iter().filter(owed).count().min(50);
        Lists {
            cases: casework.then_some(cases),
            referrals: (casework || role == Role::ClinicStaff).then(|| packets.clone()),
            expected: (role == Role::ClinicStaff).then_some((packets, notices)),
            ending: ending.min(20),
        }
    }
}
