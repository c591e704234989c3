//! What a step changes, and what must come of it.

use super::{Asked, Case, Consent, Cover, Model, OPENED, Person, Referral, Said};
use crate::people::ORGANISATIONS;
use crate::step::{Came, Pick, Step, Time};
use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use domain::account::Role;
use domain::consent::{Purpose, Segment};
use domain::date::local_date;
use domain::referral::{Answer, Mover, ReferralState, last_day};
use domain::transfer::Outcome;
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
        // A second that nobody asked in is no time that was seen.
        if matches!(step, Step::Pass { .. }) {
            return;
        }
        // Before an answer of the client the clock is put right, so that no two of them are of one moment.
        let answers = matches!(
            step,
            Step::Request { .. }
                | Step::Renew { .. }
                | Step::Narrow { .. }
                | Step::GivePart { .. }
                | Step::Resume { .. }
                | Step::Offer { .. }
                | Step::Take { .. }
                | Step::Keep { .. }
                | Step::Name { .. }
        );
        let from = if answers { self.now } else { self.clock };
        self.set_clock(from + TimeDelta::seconds(1));
    }

    /// The case, if it opens to this person.
    pub(super) fn opened(&self, who: usize, pick: Pick) -> Option<usize> {
        self.case(pick).filter(|case| self.opens_case(who, Some(*case)))
    }

    /// The same, or through the glass: then what happened can be written down, and what she takes back.
    pub(super) fn reached(&self, who: usize, pick: Pick) -> Option<usize> {
        self.case(pick).filter(|case| self.reaches_case(who, Some(*case)))
    }

    /// A day so many from today, at its end.
    pub(super) fn end_in(&self, days: u64) -> DateTime<Utc> {
        end_of((self.now + TimeDelta::hours(7)).date_naive() + Days::new(days))
    }

    /// Puts a new yes in the place of one that is live.
    pub(super) fn replace(&mut self, old: usize, until: DateTime<Utc>) {
        let new = self.ledger.len();
        self.ledger.push(Consent { from: self.now, until, ends: Some(old), ..self.ledger[old].clone() });
        self.referrals.iter_mut().filter(|one| one.request == old).for_each(|one| one.request = new);
        self.kept.iter_mut().filter(|one| one.consent == old).for_each(|one| one.consent = new);
    }

    /// Takes a step; says what must come of it.
    pub fn take(&mut self, step: &Step) -> Came {
        let now = self.now;
        let a_year = now + Months::new(12);
        let role = self.people[step.who().unwrap_or_default()].role;
        let may = |allowed: bool| if allowed { Came::Done } else { Came::Refused };
        let is_worker = role == Role::SocialWorker;
        match *step {
            Step::Open { by, emergency } => {
                if is_worker {
                    let case = self.cases.len();
                    self.cases.push(Case {
                        organisation: self.people[by].organisation,
                        holders: BTreeSet::from([by]),
                        carried_by: Some(by),
                        segments: OPENED.to_vec(),
                        given: BTreeMap::new(),
                        broken: false,
                        notes: 0,
                        drafts: BTreeSet::new(),
                        sealed: BTreeMap::new(),
                        erased: false,
                    });
                    let to = Some(self.people[by].organisation);
                    let asked = emergency.then_some(Purpose::Emergency);
                    for purpose in [Purpose::Services, Purpose::Processing].into_iter().chain(asked) {
                        let entry = Consent {
                            case,
                            purpose,
                            said: Said::Yes,
                            to,
                            service: None,
                            alias: false,
                            from: now,
                            until: a_year,
                            ends: None,
                        };
                        self.ledger.push(entry);
                    }
                }
                may(is_worker)
            }
            Step::Note { by, case } => {
                let case = self.reached(by, case).filter(|_| is_worker);
                // Who takes back the support is not worked on any more.
                let case = case.filter(|case| self.agrees(*case, Purpose::Services));
                case.inspect(|case| self.cases[*case].notes += 1);
                may(case.is_some())
            }
            Step::Draft { by, case } => {
                let case = self.reached(by, case).filter(|_| is_worker);
                case.inspect(|case| _ = self.cases[*case].drafts.insert(by));
                may(case.is_some())
            }
            Step::Seal { by, case } => {
                // A note lives as long as the case opens to its author: not through the glass.
                let case = self.opened(by, case).filter(|_| is_worker);
                let case = case.filter(|case| self.agrees(*case, Purpose::Services));
                case.inspect(|case| *self.cases[*case].sealed.entry(by).or_default() += 1);
                may(case.is_some())
            }
            Step::Request { by, case, to, service, alias, days } => {
                let case = self.opened(by, case).filter(|_| to < ORGANISATIONS.len());
                let until = self.end_in(days);
                let (purpose, said, service, to) = (Purpose::Referral, Said::Yes, Some(service), Some(to));
                let Some(case) = case else { return Came::Refused };
                self.ledger.push(Consent { case, purpose, said, to, service, alias, from: now, until, ends: None });
                Came::Done
            }
            Step::Refer { by, case, to, service, alias } => {
                let case = self.opened(by, case).filter(|_| is_worker);
                let case = case.filter(|case| self.agrees(*case, Purpose::Services));
                let fits = |entry: &Consent| {
                    Some(entry.case) == case
                        && entry.to == Some(to)
                        && entry.service == Some(service)
                        && (entry.alias || !alias)
                };
                let requests = (0..self.ledger.len()).filter(|index| fits(&self.ledger[*index]) && self.live(*index));
                // Of several requests the one that lasts longest carries it; of two such the newer.
                let request = requests.max_by_key(|index| (self.ledger[*index].until, self.ledger[*index].from));
                let both = case.zip(request).filter(|_| self.receives(to));
                let Some((case, request)) = both else { return Came::Refused };
                let state = ReferralState::Issued;
                let (said, shut, stop_by) = (None, false, None);
                self.referrals.push(Referral {
                    case,
                    from: self.cases[case].organisation,
                    request,
                    to,
                    alias,
                    state,
                    said,
                    shut,
                    issued_at: now,
                    service,
                    stop_by,
                });
                Came::Done
            }
            Step::Answer { by, referral, said } => {
                let referral = self
                    .referral(referral)
                    .filter(|one| role == Role::ClinicStaff && self.opens_packet(by, Some(*one)));
                let Some(referral) = referral else { return Came::Refused };
                self.move_to(referral, said.state(), Mover::Receiver, Some(said));
                Came::Stands(self.referrals[referral].state)
            }
            Step::Complete { by, referral } => {
                // Of a referral that came with a case all is said: who keeps the case now reads it.
                let sent = |one: &usize| self.referrals[*one].from == self.people[by].organisation;
                let referral = self.referral(referral).filter(sent);
                let referral = referral.filter(|one| is_worker && self.opens_packet(by, Some(*one)));
                let Some(referral) = referral else { return Came::Refused };
                self.move_to(referral, ReferralState::Completed, Mover::Sender, None);
                Came::Stands(self.referrals[referral].state)
            }
            Step::Withdraw { by, case, consent } => {
                let case = self.reached(by, case);
                let consent = self.consent(case, consent).filter(|consent| Some(self.ledger[*consent].case) == case);
                let Some((case, consent)) = case.zip(consent) else { return Came::Refused };
                self.withdraw(case, consent)
            }
            Step::ByCode { by, case, what } => {
                // Everybody who works where cases are kept; what came of it is told to nobody.
                if role == Role::ClinicStaff {
                    return Came::Refused;
                }
                let here = |case: &usize| self.cases[*case].organisation == self.people[by].organisation;
                if let Some(case) = self.case(case).filter(here).filter(|case| !self.cases[*case].erased) {
                    let stands = |index: &usize| {
                        let Consent { said, case: of, purpose, until, .. } = self.ledger[*index];
                        let live = said == Said::Yes && until > now && self.ending(*index).is_none();
                        of == case && live && what.covers(purpose)
                    };
                    let standing: Vec<_> = (0..self.ledger.len()).filter(stands).collect();
                    for consent in standing {
                        self.withdraw(case, consent);
                    }
                }
                Came::Done
            }
            Step::Renew { by, case, consent, days } => {
                let case = self.opened(by, case);
                let consent = self.consent(case, consent).filter(|one| Some(self.ledger[*one].case) == case);
                // What a partner keeps is asked there; an offer that nobody answered is made anew.
                let asked_at_home =
                    |one: &usize| !matches!(self.ledger[*one].purpose, Purpose::Transfer | Purpose::Compartment);
                let consent = consent.filter(|one| self.live(*one)).filter(asked_at_home);
                let Some(consent) = consent else { return Came::Refused };
                match days {
                    Some(days) => self.replace(consent, self.end_in(days)),
                    // A no to an emergency does not wait for the end of the yes.
                    None if self.ledger[consent].purpose == Purpose::Emergency => {
                        let case = self.ledger[consent].case;
                        self.withdraw(case, consent);
                    }
                    None => {
                        let old = self.ledger[consent].clone();
                        self.ledger.push(Consent { said: Said::NotNow, from: now, until: now, ends: None, ..old });
                    }
                }
                Came::Done
            }
            Step::Resume { by, case } => {
                let case = self.opened(by, case).filter(|case| !self.agrees(*case, Purpose::Services));
                let Some(case) = case else { return Came::Refused };
                let first = |entry: &&Consent| entry.case == case && entry.purpose == Purpose::Services;
                let first = self.ledger.iter().find(first).expect("no case without it").clone();
                let until = self.end_in(300);
                self.ledger.push(Consent { said: Said::Yes, from: now, until, ends: None, ..first });
                Came::Done
            }
            Step::Narrow { by, case, consent, what } => {
                let case = self.opened(by, case);
                let consent = self.consent(case, consent).filter(|one| Some(self.ledger[*one].case) == case);
                let to_keep = |one: &usize| self.live(*one) && self.ledger[*one].purpose == Purpose::Processing;
                let Some((case, consent)) = case.zip(consent.filter(to_keep)) else { return Came::Refused };
                self.narrow(case, consent, what)
            }
            Step::GivePart { by, case, part } => {
                let case = self.opened(by, case).filter(|case| !self.cases[*case].segments.contains(&part));
                let stands = case.and_then(|case| self.standing(case, Purpose::Processing));
                let Some((case, kept)) = case.zip(stands) else { return Came::Refused };
                self.cases[case].segments.push(part);
                self.cases[case].segments.sort_unstable();
                *self.cases[case].given.entry(part).or_default() += 1;
                self.replace(kept, self.ledger[kept].until);
                Came::Done
            }
            Step::AskErasure { by, case } => {
                let Some(case) = self.opened(by, case) else { return Came::Refused };
                self.asked.push(Asked { case, by });
                Came::Done
            }
            Step::Erase { by, request } => {
                let decides = role == Role::DataProtectionOfficer || self.holds_lead(by);
                // Two people decide: who wrote it down does not approve it.
                let request = self
                    .request(request)
                    .filter(|one| decides && self.knows_request(by, *one) && self.asked[*one].by != by);
                let Some(case) = request.map(|one| self.asked[one].case) else { return Came::Refused };
                self.erase(case);
                Came::Done
            }
            Step::Assign { by, case, whom } => {
                let colleague = self.carries_with(by, whom);
                let here = |case: &usize| self.cases[*case].organisation == self.people[by].organisation;
                let case = self.case(case).filter(here).filter(|_| role == Role::Supervisor && colleague);
                if let Some(carries) = case.and_then(|case| self.cases[case].carried_by) {
                    return may(carries == whom);
                }
                let case = case.filter(|case| self.holds_lead(by) && self.opens_case(by, Some(*case)));
                let Some(case) = case else { return Came::Refused };
                self.give(case, whom);
                Came::Done
            }
            Step::Reassign { by, case, whom } => {
                let Some((case, old)) = self.to_take(by, case, whom) else { return Came::Refused };
                self.forget_as_team(case, old);
                // Her sealed notes stay hers, for when the case comes back.
                self.cases[case].holders.remove(&old);
                self.cases[case].drafts.remove(&old);
                self.give(case, whom);
                Came::Done
            }
            Step::Cover { by, case, whom, after, days } => {
                let Some((case, _)) = self.to_take(by, case, whom) else { return Came::Refused };
                let (until, begins) = (self.end_in(after + days), self.end_in(after) - TimeDelta::days(1));
                let from = begins.max(now);
                let stands = |purpose| self.agrees(case, purpose);
                let lasts = self.standing(case, Purpose::Processing).is_some_and(|yes| self.ledger[yes].until > from);
                if self.cover(Some(case)).is_some() || !stands(Purpose::Services) || !lasts {
                    return Came::Refused;
                }
                // What is left of her earlier ones gives way.
                let earlier = |cover: &&mut Cover| cover.case == case && cover.whom == whom;
                self.covers.iter_mut().filter(earlier).for_each(|cover| cover.ended = true);
                self.covers.push(Cover { case, whom, from, until, ended: false });
                Came::Done
            }
            Step::EndCover { by, case } => {
                let here = |case: &usize| self.cases[*case].organisation == self.people[by].organisation;
                let cover = self.cover(self.case(case).filter(here)).filter(|_| role == Role::Supervisor);
                if let Some(cover) = cover {
                    self.covers[cover].ended = true;
                    self.drop_drafts_of_covers(self.covers[cover].case);
                }
                may(cover.is_some())
            }
            Step::Close { by, whom } => self.close(by, whom),
            Step::Admit { by, whom } => {
                let (host, guest) = (&self.people[by], &self.people[whom]);
                let may_admit =
                    matches!(role, Role::Supervisor | Role::ClinicStaff) && host.organisation == guest.organisation;
                // Who waits admits nobody, and nobody gives a key they do not hold.
                let lacks = !self.holds_desk(by) || (guest.role == Role::Supervisor && !self.holds_lead(by));
                let admits = may_admit && !lacks && !guest.closed;
                self.people[whom].admitted |= admits;
                may(admits)
            }
            Step::BreakGlass { by, case } if is_worker => {
                let case = self.case(case);
                self.break_glass(by, case)
            }
            Step::BreakGlass { .. } => Came::Refused,
            Step::Offer { by, case, to } => may(is_worker && self.make_offer(by, case, to)),
            Step::Take { by, offer, whom } => {
                let offer = self.offer(offer).filter(|offer| self.opens_offer(by, *offer));
                may(offer.is_some_and(|offer| self.take_over(by, offer, whom)))
            }
            Step::SendBack { by, offer } => {
                let offer = self.offer(offer).filter(|offer| self.opens_offer(by, *offer));
                offer.inspect(|offer| self.offers[*offer].outcome = Some(Outcome::SentBack));
                may(offer.is_some())
            }
            Step::CallOff { by, case } => {
                let case = self.reached(by, case).filter(|_| is_worker);
                let offer = case.and_then(|case| self.waiting(case));
                offer.inspect(|offer| self.offers[*offer].outcome = Some(Outcome::CalledOff));
                may(offer.is_some())
            }
            Step::Keep { by, referral, days } => {
                let referral = self.referral(referral).filter(|_| role == Role::ClinicStaff);
                may(referral.is_some_and(|referral| self.keep(by, referral, days)))
            }
            Step::KeepNoMore { by, referral } => {
                let kept = self.referral(referral).and_then(|referral| self.kept_of(by, referral));
                let Some(consent) = kept.map(|kept| self.kept[kept].consent) else { return Came::Refused };
                self.withdraw(self.ledger[consent].case, consent)
            }
            Step::Name { by, case, whom, days } => {
                let case = self.opened(by, case);
                may(case.is_some_and(|case| self.name_for_hiv(by, case, whom, days)))
            }
            Step::NameNobody { by, case } => {
                let case = self.reached(by, case);
                case.inspect(|case| self.name_nobody(*case));
                may(case.is_some())
            }
            Step::MakeSheet { by } => may(self.make_sheet(by)),
            Step::OpenSheet { by, sheet } => may(self.open_sheet(by, self.sheet(sheet))),
            Step::Sweep => {
                self.sweep();
                Came::Done
            }
            Step::LogOut { who } => {
                self.sessions[who] = None;
                Came::Done
            }
            Step::Pass { time } => {
                let covers =
                    self.covers.iter().filter(|cover| !cover.ended).flat_map(|cover| [cover.from, cover.until]);
                let ends = self.ledger.iter().map(|entry| entry.until).chain(covers);
                let youngest = ends.filter(|end| *end > now).min();
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

    /// Whether this is a colleague beside them who can carry a case.
    pub(super) fn carries_with(&self, beside: usize, whom: usize) -> bool {
        let Person { role, organisation, .. } = self.people[whom];
        organisation == self.people[beside].organisation && role == Role::SocialWorker && self.holds_desk(whom)
    }

    /// A case, and who carries it, that a supervisor can give to another colleague.
    fn to_take(&self, by: usize, case: Pick, whom: usize) -> Option<(usize, usize)> {
        let colleague = self.carries_with(by, whom);
        let case = self.case(case).filter(|_| self.people[by].role == Role::Supervisor && colleague)?;
        let old = self.cases[case].carried_by.filter(|old| *old != whom)?;
        (self.holds_lead(by) && self.opens_case(by, Some(case))).then_some((case, old))
    }

    /// Somebody carries the case from now on: nobody does it in another's place any more.
    fn give(&mut self, case: usize, whom: usize) {
        self.cases[case].holders.insert(whom);
        self.cases[case].carried_by = Some(whom);
        self.covers.iter_mut().filter(|cover| cover.case == case).for_each(|cover| cover.ended = true);
        self.drop_drafts_of_covers(case);
    }

    /// What somebody drafted who covered a case goes with her keys, unless they are hers in another way.
    fn drop_drafts_of_covers(&mut self, case: usize) {
        let covered: BTreeSet<usize> =
            self.covers.iter().filter(|cover| cover.case == case).map(|cover| cover.whom).collect();
        for whom in covered {
            if !self.holds_after(whom, case, self.now) {
                self.cases[case].drafts.remove(&whom);
            }
        }
    }

    /// Along the table or not at all; what shuts the receiver out does so for good.
    fn move_to(&mut self, referral: usize, to: ReferralState, mover: Mover, said: Option<Answer>) {
        let one = &mut self.referrals[referral];
        // No history names a day, so that none is another than the one that stands.
        let fits = said.is_none_or(|said| said.fits(one.state) && said != Answer::Moved);
        if one.state.may_be_moved(to, mover) && fits {
            one.state = to;
            one.said = said.or(one.said);
            one.shut |= to.shuts_receiver_out();
        }
    }

    /// A minute after the case opens to her no more, what she drafted about it is gone.
    fn sweep(&mut self) {
        let moment = self.now - TimeDelta::minutes(1);
        // Referrals that nobody came by: past their last day, or past the client's request.
        for referral in 0..self.referrals.len() {
            let Referral { request, service, issued_at, state, .. } = self.referrals[referral];
            let waited_for = state == ReferralState::Booked;
            let late = local_date(moment) > last_day(service, local_date(issued_at));
            if self.ledger[request].until <= moment || (late && !waited_for) {
                self.move_to(referral, ReferralState::Expired, Mover::Clock, None);
            }
        }
        self.sweep_kept(moment);
        for case in 0..self.cases.len() {
            let drafts = std::mem::take(&mut self.cases[case].drafts);
            let kept = drafts.into_iter().filter(|who| self.holds_after(*who, case, moment)).collect();
            self.cases[case].drafts = kept;
        }
    }

    pub(super) fn withdraw(&mut self, case: usize, consent: usize) -> Came {
        // What stands in the place of what she agreed to is taken back with it.
        let mut consent = consent;
        while let Some(newer) = self.ending(consent).filter(|newer| self.ledger[*newer].said == Said::Yes) {
            consent = newer;
        }
        if self.ledger[consent].said != Said::Yes {
            return Came::Refused;
        }
        let purpose = self.ledger[consent].purpose;
        let case_shut = purpose == Purpose::Processing;
        if self.ending(consent).is_some() {
            return Came::Shut { referrals: 0, told: 0, case_shut };
        }
        let old = self.ledger[consent].clone();
        self.ledger.push(Consent {
            said: Said::TakenBack,
            from: self.now,
            until: self.now,
            ends: Some(consent),
            ..old
        });
        let stop = self.end_in(20);
        let mut referrals = 0;
        let under = |one: &Referral| {
            let told = match purpose {
                Purpose::Services | Purpose::Processing => true,
                Purpose::Referral => one.request == consent,
                Purpose::Emergency
                | Purpose::Hiv
                | Purpose::Transfer
                | Purpose::CodedPlan
                | Purpose::Compartment
                | Purpose::SharedResult => false,
            };
            told && one.case == case
        };
        let mut stopped = BTreeSet::new();
        let referrals_told = self.referrals.iter_mut().enumerate().filter(|(_, one)| under(one));
        for (index, one) in referrals_told.filter(|(_, one)| one.stop_by.is_none()) {
            one.stop_by = Some(stop);
            stopped.insert(index);
            if one.state.is_open() {
                one.state = ReferralState::Withdrawn;
                referrals += 1;
            }
        }
        let told = stopped.len() + self.stop_keeping(case, purpose, consent, &stopped, stop);
        self.shut_offers(case, purpose, consent);
        if purpose == Purpose::Services {
            // Nobody works in another's place on who is not supported any more.
            self.covers.iter_mut().filter(|cover| cover.case == case).for_each(|cover| cover.ended = true);
            self.drop_drafts_of_covers(case);
        }
        if case_shut {
            self.forget_hiv(|wrap| wrap.case == case);
            self.cases[case].drafts.clear();
        }
        Came::Shut { referrals, told, case_shut }
    }

    fn narrow(&mut self, case: usize, consent: usize, what: &[Segment]) -> Came {
        let gone = |segment: &Segment| Segment::SEVERABLE.contains(segment) && what.contains(segment);
        let held = self.cases[case].segments.len();
        self.cases[case].segments.retain(|segment| !gone(segment));
        let parts = held - self.cases[case].segments.len();
        if parts == 0 {
            return Came::Refused;
        }
        for glass in self.glasses.iter_mut().filter(|glass| glass.case == case) {
            glass.segments.retain(|segment| !gone(segment));
        }
        self.replace(consent, self.ledger[consent].until);
        Came::Narrowed { parts }
    }

    /// Nothing of the case is left, and whoever was told of it has to stop.
    fn erase(&mut self, case: usize) {
        let stop = self.end_in(20);
        self.cases[case].erased = true;
        self.covers.iter_mut().filter(|cover| cover.case == case).for_each(|cover| cover.ended = true);
        self.cases[case].carried_by = None;
        for (index, one) in self.referrals.iter_mut().enumerate().filter(|(_, one)| one.case == case) {
            let kept = self.stops.iter().filter(|stop| stop.referral == index).map(|stop| stop.by);
            one.stop_by = Some(one.stop_by.into_iter().chain(kept).min().unwrap_or(stop));
        }
        self.stops.retain(|stop| self.referrals[stop.referral].case != case);
    }

    fn close(&mut self, by: usize, whom: usize) -> Came {
        let leaves = self.people[whom].clone();
        let of_her_team = self.holds_lead(by)
            && leaves.organisation == self.people[by].organisation
            && !matches!(leaves.role, Role::Administrator | Role::DataProtectionOfficer);
        if by == whom || leaves.closed || !(self.people[by].role == Role::Administrator || of_her_team) {
            return Came::Refused;
        }
        let leads_there = |who: &usize| self.holds_lead(*who) && self.people[*who].organisation == leaves.organisation;
        if self.holds_lead(whom) && (0..self.people.len()).filter(leads_there).count() == 1 {
            return Came::LastHolder;
        }
        self.people[whom].closed = true;
        self.sessions[whom] = None;
        self.glasses.retain(|glass| glass.by != whom);
        self.forget_hiv(|wrap| wrap.is_of(whom));
        self.covers.iter_mut().filter(|cover| cover.whom == whom).for_each(|cover| cover.ended = true);
        for case in &mut self.cases {
            case.holders.remove(&whom);
            case.drafts.remove(&whom);
            case.sealed.remove(&whom);
            case.carried_by = case.carried_by.filter(|carries| *carries != whom);
        }
        Came::Done
    }
}
