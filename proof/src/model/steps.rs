//! What a step changes, and what must come of it.

use super::{Case, Consent, Model, OPENED, Referral, Said};
use crate::people::ORGANISATIONS;
use crate::step::{Came, Pick, Step};
use chrono::Months;
use domain::account::Role;
use domain::consent::Purpose;
use domain::referral::{Answer, Mover, ReferralState};
use domain::transfer::Outcome;
use std::collections::{BTreeMap, BTreeSet};

impl Model {
    /// The case, if it opens to this person.
    pub(super) fn opened(&self, who: usize, pick: Pick) -> Option<usize> {
        self.case(pick).filter(|case| self.opens_case(who, Some(*case)))
    }

    /// The same, or through the glass: then what happened can be written down, and what she takes back.
    pub(super) fn reached(&self, who: usize, pick: Pick) -> Option<usize> {
        self.case(pick).filter(|case| self.reaches_case(who, Some(*case)))
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
            Step::Withdraw { by, case, consent } => self.take_back(by, case, consent),
            Step::ByCode { by, case, what } => self.by_code(by, case, what),
            Step::Renew { by, case, consent, days } => self.renew(by, case, consent, days),
            Step::Resume { by, case } => self.resume(by, case),
            Step::Narrow { by, case, consent, what } => self.take_part_back(by, case, consent, what),
            Step::GivePart { by, case, part } => self.give_part(by, case, part),
            Step::AskErasure { by, case } => self.ask_erasure(by, case),
            Step::Erase { by, request } => self.approve_erasure(by, request),
            Step::Assign { by, case, whom } => self.assign(by, case, whom),
            Step::Reassign { by, case, whom } => self.reassign(by, case, whom),
            Step::Cover { by, case, whom, after, days } => self.give_cover(by, case, whom, (after, days)),
            Step::EndCover { by, case } => self.end_cover(by, case),
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
                self.pass(time);
                Came::Done
            }
            Step::Club { by, club, deed } => self.in_club(by, club, deed),
        }
    }

    /// Along the table or not at all; what shuts the receiver out does so for good.
    pub(super) fn move_to(&mut self, referral: usize, to: ReferralState, mover: Mover, said: Option<Answer>) {
        let one = &mut self.referrals[referral];
        // No history names a day, so that none is another than the one that stands.
        let fits = said.is_none_or(|said| said.fits(one.state) && said != Answer::Moved);
        if one.state.may_be_moved(to, mover) && fits {
            one.state = to;
            one.said = said.or(one.said);
            one.shut |= to.shuts_receiver_out();
        }
    }
}
