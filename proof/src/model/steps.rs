//! What a step changes, and what must come of it.

use super::{Case, Consent, Model, Referral};
use crate::step::{Came, Step, Time};
use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use domain::account::Role;
use domain::consent::Purpose;
use domain::referral::{Arrival, ReferralState};
use std::collections::{BTreeMap, BTreeSet};

/// The first moment after a day in Vietnam.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    (day + Days::new(1)).and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(7)
}

impl Model {
    /// Whether this person's session is still there. A session ends after 15 minutes without a request, and after 10 hours.
    pub fn visit(&mut self, who: usize) -> bool {
        let now = self.now;
        let Some((began, seen)) = self.sessions[who] else { return false };
        let alive = now - seen < TimeDelta::minutes(15) && now - began < TimeDelta::hours(10);
        if alive && now - seen > TimeDelta::minutes(1) {
            self.sessions[who] = Some((began, now));
        }
        alive
    }

    pub fn log_in(&mut self, who: usize) {
        self.sessions[who] = Some((self.now, self.now));
    }

    fn set_clock(&mut self, to: DateTime<Utc>) {
        self.clock = to;
        self.now = self.now.max(to);
    }

    /// A moment passes between any two steps.
    pub fn tick(&mut self, step: &Step) {
        // Before a request the clock is put right, so that no two of them are of one moment.
        let from = if matches!(step, Step::Request { .. }) { self.now } else { self.clock };
        self.set_clock(from + TimeDelta::seconds(1));
    }

    /// Takes a step; says what must come of it.
    pub fn take(&mut self, step: &Step) -> Came {
        let now = self.now;
        let a_year = now + Months::new(12);
        let role = self.people[step.who().unwrap_or_default()].role;
        let may = |allowed: bool| if allowed { Came::Done } else { Came::Refused };
        let is_worker = role == Role::SocialWorker;
        match *step {
            Step::Open { by } => {
                if is_worker {
                    let case = self.cases.len();
                    self.cases.push(Case {
                        opened_by: by,
                        notes: 0,
                        drafts: BTreeSet::new(),
                        sealed: BTreeMap::new(),
                        gone: BTreeSet::new(),
                    });
                    let to = Some(self.people[by].organisation);
                    for purpose in [Purpose::Services, Purpose::Processing] {
                        let entry = Consent {
                            case,
                            purpose,
                            to,
                            service: None,
                            alias: false,
                            from: now,
                            until: a_year,
                            ends: None,
                            replaces: None,
                        };
                        self.ledger.push(entry);
                    }
                }
                may(is_worker)
            }
            Step::Note { by, case } => {
                let case = self.case(case).filter(|case| is_worker && self.opens_case(by, Some(*case)));
                // Who takes back the support is not worked on any more.
                let case = case.filter(|case| self.live(self.yes(*case, Purpose::Services)));
                case.inspect(|case| self.cases[*case].notes += 1);
                may(case.is_some())
            }
            Step::Draft { by, case } => {
                let case = self.case(case).filter(|case| is_worker && self.opens_case(by, Some(*case)));
                case.inspect(|case| _ = self.cases[*case].drafts.insert(by));
                may(case.is_some())
            }
            Step::Seal { by, case } => {
                let case = self.case(case).filter(|case| is_worker && self.opens_case(by, Some(*case)));
                let case = case.filter(|case| self.live(self.yes(*case, Purpose::Services)));
                case.inspect(|case| *self.cases[*case].sealed.entry(by).or_default() += 1);
                may(case.is_some())
            }
            Step::Request { by, case, to, service, alias, days } => {
                let case = self.case(case).filter(|case| self.opens_case(by, Some(*case)) && to < self.ready.len());
                let until = end_of((now + TimeDelta::hours(7)).date_naive() + Days::new(days));
                let (purpose, service, to) = (Purpose::Referral, Some(service), Some(to));
                case.inspect(|case| {
                    let (ends, replaces) = (None, None);
                    self.ledger.push(Consent {
                        case: *case,
                        purpose,
                        to,
                        service,
                        alias,
                        from: now,
                        until,
                        ends,
                        replaces,
                    })
                });
                may(case.is_some())
            }
            Step::Refer { by, case, to, service, alias } => {
                let case = self.case(case).filter(|case| is_worker && self.opens_case(by, Some(*case)));
                let case = case.filter(|case| self.live(self.yes(*case, Purpose::Services)));
                let fits = |entry: &Consent| {
                    Some(entry.case) == case
                        && entry.to == Some(to)
                        && entry.service == Some(service)
                        && (entry.alias || !alias)
                };
                let requests = (0..self.ledger.len()).filter(|index| fits(&self.ledger[*index]) && self.live(*index));
                // Of several requests the one that lasts longest carries it; of two such the newer.
                let request = requests.max_by_key(|index| (self.ledger[*index].until, self.ledger[*index].from));
                let ready = self.ready.get(to).copied().unwrap_or_default();
                let Some((case, request)) = case.zip(request).filter(|_| ready) else { return Came::Refused };
                let state = ReferralState::Issued;
                self.referrals.push(Referral { case, request, to, alias, state, said: None, stop_by: None });
                Came::Done
            }
            Step::Answer { by, referral, said } => {
                let referral = self
                    .referral(referral)
                    .filter(|one| role == Role::ClinicStaff && self.opens_packet(by, Some(*one)));
                let Some(referral) = referral else { return Came::Refused };
                let to = match said {
                    Arrival::Came => ReferralState::Attended,
                    Arrival::DidNotCome => ReferralState::NoShow,
                    Arrival::SentOn => ReferralState::Redirected,
                };
                let state = self.referrals[referral].state;
                if state == ReferralState::Issued || (state == ReferralState::NoShow && to != state) {
                    self.referrals[referral].state = to;
                    self.referrals[referral].said = Some(said);
                }
                Came::Stands(self.referrals[referral].state)
            }
            Step::Complete { by, referral } => {
                let referral = self.referral(referral).filter(|one| is_worker && self.opens_packet(by, Some(*one)));
                let Some(one) = referral.map(|one| &mut self.referrals[one]) else { return Came::Refused };
                if !matches!(one.state, ReferralState::Issued | ReferralState::Withdrawn) {
                    one.state = ReferralState::Completed;
                }
                Came::Stands(one.state)
            }
            Step::Withdraw { by, case, consent } => {
                let case = self.case(case).filter(|case| self.opens_case(by, Some(*case)));
                let consent = self.consent(case, consent).filter(|consent| Some(self.ledger[*consent].case) == case);
                let Some((case, consent)) = case.zip(consent) else { return Came::Refused };
                self.withdraw(case, consent)
            }
            Step::TakePart { by, case, part } => {
                let case = self.case(case).filter(|case| self.opens_case(by, Some(*case)));
                let case = case.filter(|case| self.cases[*case].gone.insert(part));
                case.inspect(|case| self.stand_in_place(*case));
                may(case.is_some())
            }
            Step::GivePart { by, case, part } => {
                let case = self.case(case).filter(|case| self.opens_case(by, Some(*case)));
                let case = case.filter(|case| self.cases[*case].gone.remove(&part));
                case.inspect(|case| self.stand_in_place(*case));
                may(case.is_some())
            }
            Step::Admit { by, whom } => {
                let (host, guest) = (&self.people[by], &self.people[whom]);
                let may_admit =
                    matches!(role, Role::Supervisor | Role::ClinicStaff) && host.organisation == guest.organisation;
                // Nobody gives a key they do not hold.
                let lacks = (guest.role == Role::Supervisor && !self.holds_lead(by))
                    || (matches!(guest.role, Role::Supervisor | Role::SocialWorker | Role::ClinicStaff)
                        && !self.holds_desk(by));
                let admits = may_admit && !lacks;
                self.people[whom].admitted |= admits;
                may(admits)
            }
            Step::LogOut { who } => {
                self.sessions[who] = None;
                Came::Done
            }
            Step::Pass { time } => {
                let youngest = self.ledger.iter().filter(|entry| entry.until > now).map(|entry| entry.until).min();
                self.set_clock(match time {
                    Time::Minutes(minutes) => self.clock + TimeDelta::minutes(minutes),
                    Time::Days(days) => self.clock + TimeDelta::days(days),
                    Time::JustBeforeAnEnd => youngest.map_or(now, |end| end - TimeDelta::microseconds(1)),
                    Time::AtAnEnd => youngest.unwrap_or(now),
                });
                Came::Done
            }
        }
    }

    /// A narrower or wider yes to have her data kept, to the same end.
    fn stand_in_place(&mut self, case: usize) {
        let old = self.yes(case, Purpose::Processing);
        let Consent { purpose, to, service, alias, until, .. } = self.ledger[old];
        let (from, ends, replaces) = (self.now, None, Some(old));
        self.ledger.push(Consent { case, purpose, to, service, alias, from, until, ends, replaces });
    }

    fn withdraw(&mut self, case: usize, consent: usize) -> Came {
        // What stands in its place meanwhile is what she takes back.
        let mut consent = consent;
        while let Some(newer) = self.in_place_of(consent) {
            consent = newer;
        }
        let purpose = self.ledger[consent].purpose;
        let case_shut = purpose == Purpose::Processing;
        if self.taken_back(consent) {
            return Came::Shut { referrals: 0, told: 0, case_shut };
        }
        let Consent { to, service, alias, .. } = self.ledger[consent];
        self.ledger.push(Consent {
            case,
            purpose,
            to,
            service,
            alias,
            from: self.now,
            until: self.now,
            ends: Some(consent),
            replaces: None,
        });
        let (mut referrals, mut told) = (0, 0);
        let under = |one: &&mut Referral| one.case == case && (purpose != Purpose::Referral || one.request == consent);
        for one in self.referrals.iter_mut().filter(under).filter(|one| one.stop_by.is_none()) {
            one.stop_by = Some(self.now + TimeDelta::days(20));
            told += 1;
            if one.state != ReferralState::Completed {
                one.state = ReferralState::Withdrawn;
                referrals += 1;
            }
        }
        if case_shut {
            self.cases[case].drafts.clear();
        }
        Came::Shut { referrals, told, case_shut }
    }
}
