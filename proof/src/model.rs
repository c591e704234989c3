//! Who sees what, as the consent pages of the documentation say it: in memory, without keys, SQL or ciphers, and sharing no
//! code with `vault`. Where the two differ, one of them is wrong.

mod carrying;
mod club;
mod ending;
mod glass;
mod hiv;
mod kept;
mod ledger;
mod sheet;
mod steps;
mod time;
mod transfer;

use crate::step::Pick;
use chrono::{DateTime, TimeDelta, Utc};
use club::{Club, Line};
pub use club::{Door, ListSight};
use domain::account::Role;
use domain::consent::{Purpose, Segment};
use domain::referral::{Answer, ReferralState, Service};
use domain::transfer::Standing;
use hiv::ForHiv;
use kept::{Kept, Stop};
use sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};
pub use transfer::Offer;

/// What a case opens to who holds its keys.
pub const OPENED: [Segment; 4] = [Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

/// Somebody with an account. A team and an organisation are the same here: each has one.
#[derive(Clone)]
pub struct Person {
    pub role: Role,
    pub organisation: usize,
    /// Whether a colleague gave them the team's keys, or they made them.
    pub admitted: bool,
    /// Whether they left.
    pub closed: bool,
}

/// What a client said, in one entry of the ledger.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Yes,
    NotNow,
    TakenBack,
    /// No word of hers: a yes that ended because the case went to another organisation.
    Moved,
}

/// An entry of the ledger: a yes, perhaps in the place of another; a "not this time"; or the end of one.
#[derive(Clone)]
pub struct Consent {
    pub case: usize,
    pub purpose: Purpose,
    said: Said,
    to: Option<usize>,
    service: Option<Service>,
    alias: bool,
    pub from: DateTime<Utc>,
    until: DateTime<Utc>,
    ends: Option<usize>,
}

impl Consent {
    /// Whether it stands in the ledger as something she was asked. Whom she lets know about HIV stands in none.
    pub fn was_said(&self) -> bool {
        matches!(self.said, Said::Yes | Said::NotNow) && self.purpose != Purpose::Hiv
    }
}

pub struct Case {
    /// Who keeps it.
    organisation: usize,
    /// Who was given its keys, beside the supervisors.
    holders: BTreeSet<usize>,
    carried_by: Option<usize>,
    /// The compartments the client has not taken back.
    segments: Vec<Segment>,
    /// How often each was given again: then it has another key.
    given: BTreeMap<Segment, usize>,
    /// Whether the glass was ever broken. Nobody signs that off in these histories.
    broken: bool,
    notes: usize,
    drafts: BTreeSet<usize>,
    /// Sealed notes, by their author.
    sealed: BTreeMap<usize, usize>,
    erased: bool,
}

/// A request to erase a case.
pub struct Asked {
    case: usize,
    by: usize,
}

/// Somebody broke the glass, under a consent and until a moment.
pub struct Glass {
    by: usize,
    case: usize,
    until: DateTime<Utc>,
    /// What she opened, less what was taken back since: a part that is given again has another key.
    segments: Vec<Segment>,
}

/// Somebody does the work of a case for who is away, from a moment to a moment.
pub struct Cover {
    case: usize,
    whom: usize,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    ended: bool,
}

pub struct Referral {
    pub case: usize,
    /// Who kept the case when it was sent.
    from: usize,
    request: usize,
    to: usize,
    alias: bool,
    state: ReferralState,
    said: Option<Answer>,
    shut: bool,
    issued_at: DateTime<Utc>,
    service: Service,
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
    pub said: Option<Answer>,
    pub knows_case: bool,
}

/// What one person's lists show: cases, those that nobody carries, packets, packets to serve with notices to stop, consents
/// that end within 30 days, requests to erase, offers, a clinic's own records, clubs.
#[derive(PartialEq, Eq, Debug)]
pub struct Lists {
    pub cases: Option<BTreeSet<usize>>,
    pub with_nobody: Option<BTreeSet<usize>>,
    pub referrals: Option<BTreeSet<usize>>,
    pub expected: Option<(BTreeSet<usize>, usize)>,
    pub ending: usize,
    pub asked: Option<BTreeSet<usize>>,
    /// The offers of and to one's team, the newest first.
    pub offers: Option<Vec<(usize, Standing)>>,
    /// The referrals by which a clinic comes to its own records.
    pub kept: Option<BTreeSet<usize>>,
    /// The register of clubs, and those one leads.
    pub clubs: Option<BTreeSet<usize>>,
    pub led: BTreeSet<usize>,
}

/// How many there are of each.
#[derive(Default)]
struct Before {
    cases: usize,
    referrals: usize,
    requests: usize,
    offers: usize,
    clubs: usize,
}

pub struct Model {
    /// What the clock on the wall says; it can be set back.
    pub clock: DateTime<Utc>,
    /// The latest time ever seen: this is what counts.
    pub now: DateTime<Utc>,
    pub people: Vec<Person>,
    pub cases: Vec<Case>,
    pub ledger: Vec<Consent>,
    pub referrals: Vec<Referral>,
    glasses: Vec<Glass>,
    pub covers: Vec<Cover>,
    /// Who tried to break it in vain, and when.
    tries: Vec<(usize, DateTime<Utc>)>,
    pub asked: Vec<Asked>,
    pub offers: Vec<Offer>,
    kept: Vec<Kept>,
    stops: Vec<Stop>,
    clubs: Vec<Club>,
    lines: Vec<Line>,
    for_hiv: Vec<ForHiv>,
    sheets: Vec<Sheet>,
    /// Began and last seen, for who is logged in.
    sessions: Vec<Option<(DateTime<Utc>, DateTime<Utc>)>>,
    /// Of earlier worlds in the same deployment.
    before: Before,
}

impl Model {
    pub fn new(now: DateTime<Utc>, people: Vec<Person>) -> Self {
        let sessions = people.iter().map(|_| None).collect();
        Self {
            clock: now,
            now,
            people,
            cases: Vec::new(),
            ledger: Vec::new(),
            referrals: Vec::new(),
            glasses: Vec::new(),
            covers: Vec::new(),
            tries: Vec::new(),
            asked: Vec::new(),
            offers: Vec::new(),
            kept: Vec::new(),
            stops: Vec::new(),
            clubs: Vec::new(),
            lines: Vec::new(),
            for_hiv: Vec::new(),
            sheets: Vec::new(),
            sessions,
            before: Before::default(),
        }
    }

    pub fn begin_world(&mut self) {
        self.before = Before {
            cases: self.cases.len(),
            referrals: self.referrals.len(),
            requests: self.asked.len(),
            offers: self.offers.len(),
            clubs: self.clubs.len(),
        };
    }

    pub fn cases_here(&self) -> std::ops::Range<usize> {
        self.before.cases..self.cases.len()
    }

    pub fn referrals_here(&self) -> std::ops::Range<usize> {
        self.before.referrals..self.referrals.len()
    }

    pub fn offers_here(&self) -> std::ops::Range<usize> {
        self.before.offers..self.offers.len()
    }

    pub fn case(&self, pick: Pick) -> Option<usize> {
        pick.of(self.before.cases, self.cases.len())
    }

    pub fn referral(&self, pick: Pick) -> Option<usize> {
        pick.of(self.before.referrals, self.referrals.len())
    }

    pub fn request(&self, pick: Pick) -> Option<usize> {
        pick.of(self.before.requests, self.asked.len())
    }

    pub fn offer(&self, pick: Pick) -> Option<usize> {
        pick.of(self.before.offers, self.offers.len())
    }

    /// Of any history: a team has one sheet at a time.
    pub fn sheet(&self, pick: Pick) -> Option<usize> {
        pick.of(0, self.sheets.len())
    }

    /// One of the answers of this case; or, for the pick of something older, one of another case.
    pub fn consent(&self, case: Option<usize>, pick: Pick) -> Option<usize> {
        let given = |own: bool| {
            let of = |entry: &Consent| entry.was_said() && (Some(entry.case) == case) == own;
            (0..self.ledger.len()).filter(move |index| of(&self.ledger[*index])).collect::<Vec<_>>()
        };
        if pick == Pick::Older {
            given(false).last().copied()
        } else {
            pick.of(0, given(true).len()).map(|nth| given(true)[nth])
        }
    }

    /// The entry that ends this one: its taking back, the yes in its place, or the case's going.
    fn ending(&self, consent: usize) -> Option<usize> {
        self.ledger.iter().position(|entry| entry.ends == Some(consent))
    }

    fn taken_back(&self, consent: usize) -> bool {
        self.ending(consent).is_some_and(|ending| self.ledger[ending].said == Said::TakenBack)
    }

    fn live(&self, consent: usize) -> bool {
        let Consent { said, from, until, .. } = self.ledger[consent];
        said == Said::Yes && from <= self.now && self.now < until && self.ending(consent).is_none()
    }

    /// Whether the client says yes to this now.
    fn agrees(&self, case: usize, purpose: Purpose) -> bool {
        let to_this = |entry: &Consent| entry.case == case && entry.purpose == purpose;
        (0..self.ledger.len()).any(|index| to_this(&self.ledger[index]) && self.live(index))
    }

    /// Supervisors hold what opens every case of their team; it is given to them in person.
    fn holds_lead(&self, who: usize) -> bool {
        let Person { role, admitted, closed, .. } = self.people[who];
        role == Role::Supervisor && admitted && !closed
    }

    /// Whether this person holds the keys of the team that keeps the case.
    fn leads(&self, who: usize, case: usize) -> bool {
        self.holds_lead(who) && self.people[who].organisation == self.cases[case].organisation
    }

    /// What others send to the team is held by everybody who works with clients there.
    fn holds_desk(&self, who: usize) -> bool {
        let Person { role, admitted, closed, .. } = self.people[who];
        matches!(role, Role::Supervisor | Role::SocialWorker | Role::ClinicStaff) && admitted && !closed
    }

    /// An organisation can receive while somebody there holds the key that packets are sealed to.
    fn receives(&self, organisation: usize) -> bool {
        (0..self.people.len()).any(|who| self.people[who].organisation == organisation && self.holds_desk(who))
    }

    /// A case opens to who was given its keys, to who covers her while that lasts, and to the team's supervisors, under the
    /// client's yes to have her data kept, until it is erased.
    fn opens_case(&self, who: usize, case: Option<usize>) -> bool {
        case.is_some_and(|case| {
            let covers = self.covers.iter().any(|cover| cover.case == case && cover.whom == who && self.runs(cover));
            let granted = self.cases[case].holders.contains(&who) || covers || self.leads(who, case);
            granted && !self.cases[case].erased && self.agrees(case, Purpose::Processing)
        })
    }

    fn runs(&self, cover: &Cover) -> bool {
        !cover.ended && cover.from <= self.now && self.now < cover.until
    }

    /// The cover of a case that runs or is to come: there is never a second one.
    pub fn cover(&self, case: Option<usize>) -> Option<usize> {
        let stands = |cover: &Cover| Some(cover.case) == case && !cover.ended && self.now < cover.until;
        self.covers.iter().position(stands)
    }

    /// Who carries a case.
    pub fn carrier(&self, case: Option<usize>) -> Option<usize> {
        case.and_then(|case| self.cases[case].carried_by)
    }

    /// Whether somebody who has the work of a case has it after a moment: then what she drafted about it is kept.
    fn holds_after(&self, who: usize, case: usize, moment: DateTime<Utc>) -> bool {
        let Some(kept) = self.standing(case, Purpose::Processing).map(|yes| self.ledger[yes].until) else {
            return false;
        };
        let own = self.cases[case].holders.contains(&who) || self.leads(who, case);
        let begun = |cover: &Cover| cover.from <= self.now && moment < cover.until;
        let covers = |cover: &Cover| cover.case == case && cover.whom == who && !cover.ended && begun(cover);
        let work = |glass: &Glass| glass.segments.contains(&Segment::Casework) && moment < glass.until;
        let broke = |glass: &Glass| glass.case == case && glass.by == who && work(glass);
        let emergency = self.standing(case, Purpose::Emergency).is_some();
        (moment < kept && (own || self.covers.iter().any(covers))) || (emergency && self.glasses.iter().any(broke))
    }

    /// The yes that stands for this, whatever the hour.
    fn standing(&self, case: usize, purpose: Purpose) -> Option<usize> {
        let stands = |index: &usize| {
            let Consent { said, case: of, purpose: to, .. } = self.ledger[*index];
            said == Said::Yes && of == case && to == purpose && self.ending(*index).is_none()
        };
        (0..self.ledger.len()).find(stands).filter(|_| !self.cases[case].erased)
    }

    /// Whoever broke the glass reaches the case for its time, while both yeses that it stands on do.
    fn reaches_case(&self, who: usize, case: Option<usize>) -> bool {
        self.opens_case(who, case) || self.glasses.iter().any(|glass| self.reaches_through(glass, who, case))
    }

    fn reaches_through(&self, glass: &Glass, who: usize, case: Option<usize>) -> bool {
        let stands = |purpose| self.standing(glass.case, purpose);
        let lasts = |yes: usize| self.ledger[yes].until >= glass.until;
        glass.by == who
            && Some(glass.case) == case
            && self.now < glass.until
            && stands(Purpose::Emergency).is_some_and(lasts)
            && stands(Purpose::Processing).is_some()
    }

    /// The compartments of a case that open to this person: all there are, or those that the glass was broken for.
    fn opened_segments(&self, who: usize, case: usize) -> Vec<Segment> {
        if self.opens_case(who, Some(case)) {
            return self.cases[case].segments.clone();
        }
        let through: Vec<_> =
            self.glasses.iter().filter(|glass| self.reaches_through(glass, who, Some(case))).collect();
        let opens = |segment: &Segment| through.iter().any(|glass| glass.segments.contains(segment));
        OPENED.into_iter().filter(opens).collect()
    }

    /// A packet opens to sender and her supervisors like the case; to the receiver's desk under the client's own request,
    /// unless it was told to stop: she took back that request, the support, or the keeping of her data, or it was erased.
    fn opens_packet(&self, who: usize, referral: Option<usize>) -> bool {
        referral.is_some_and(|referral| {
            let Referral { case, request, to, stop_by, shut, .. } = self.referrals[referral];
            let receives = self.people[who].organisation == to && self.holds_desk(who);
            self.opens_case(who, Some(case)) || (receives && self.live(request) && stop_by.is_none() && !shut)
        })
    }

    /// A request about a case is known to who opens it, to the team's supervisors and to the organisation's officer.
    fn knows_request(&self, who: usize, request: usize) -> bool {
        let Asked { case, .. } = self.asked[request];
        let Person { role, organisation, .. } = self.people[who];
        let officer = role == Role::DataProtectionOfficer && organisation == self.cases[case].organisation;
        let watches = officer || self.leads(who, case);
        !self.cases[case].erased && (watches || self.opens_case(who, Some(case)))
    }

    pub fn case_sight(&self, who: usize, case: Option<usize>) -> CaseSight {
        let Some(case) = case.filter(|case| self.reaches_case(who, Some(*case))) else { return CaseSight::default() };
        let entries = 0..self.ledger.len();
        let given = entries.filter(|index| self.ledger[*index].case == case && self.ledger[*index].was_said());
        let standings = self.referrals.iter().rev().filter(|referral| referral.case == case);
        CaseSight {
            segments: self.opened_segments(who, case),
            consents: given.map(|index| (index, self.live(index), self.taken_back(index))).collect(),
            notes: self.cases[case].notes,
            standings: standings.map(|referral| referral.state).collect(),
            draft: self.cases[case].drafts.contains(&who),
            // Only their own, and not through the glass.
            sealed: self.cases[case]
                .sealed
                .get(&who)
                .copied()
                .filter(|_| self.opens_case(who, Some(case)))
                .unwrap_or_default(),
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
        // What a partner keeps it asks for itself; an offer is made anew.
        let renewed = |entry: usize| {
            !matches!(self.ledger[entry].purpose, Purpose::Transfer | Purpose::Compartment | Purpose::Hiv)
        };
        let over = |entry: usize| self.ledger[entry].until < self.now + TimeDelta::days(30);
        let soon = |entry: usize| renewed(entry) && self.live(entry) && over(entry);
        let ending =
            (0..self.ledger.len()).filter(|entry| cases.contains(&self.ledger[*entry].case) && soon(*entry)).count();
        let owed = |one: &&Referral| one.to == organisation && one.stop_by.is_some_and(|by| by > self.now);
        let kept = self.stops.iter().filter(|stop| stop.to == organisation && stop.by > self.now).count();
        let notices = (self.referrals.iter().filter(owed).count() + kept).min(50);
        let with_nobody = cases.iter().copied().filter(|case| self.cases[*case].carried_by.is_none()).collect();
        let asked = (0..self.asked.len()).filter(|request| self.knows_request(who, *request)).collect();
        Lists {
            cases: casework.then_some(cases),
            with_nobody: (role == Role::Supervisor).then_some(with_nobody),
            asked: (casework || role == Role::DataProtectionOfficer).then_some(asked),
            referrals: (casework || role == Role::ClinicStaff).then(|| packets.clone()),
            expected: (role == Role::ClinicStaff).then_some((packets, notices)),
            ending: ending.min(20),
            offers: (role == Role::Supervisor).then(|| self.offers_of(organisation)),
            kept: (role == Role::ClinicStaff).then(|| self.kept_at_desk(who)),
            clubs: self.clubs_of(who),
            led: self.clubs_led(who),
        }
    }
}
