//! The deeds: what a step asks of the vault, and what it leaves to be known.

use super::{Held, Teller, alias, never};
use crate::model::OPENED;
use crate::people::{NAMES, evidence, heard};
use crate::step::{Came, Step};
use chrono::Days;
use domain::audit::Reason;
use domain::case::{OpeningForm, Reassignment};
use domain::client::{ClientCode, SafeContactForm};
use domain::consent::{Again, AgainForm, Renewal, Segment};
use domain::counselling::CounsellingForm;
use domain::cover::Cover;
use domain::emergency::{Breaking, Danger};
use domain::erasure::Told;
use domain::id::{AccountId, CaseId, ClubId, ClubMemberId, ConsentId, CoverId, ReferralId, RequestId, TransferId};
use domain::recovery_sheet::Share;
use domain::referral::{Draft, Followed, NeedMet, Outcome, PacketField, Request, Urgency};
use domain::rights::{Asked, Right, Via};
use domain::sealed_note::SealedNoteForm;
use domain::text::Prose;
use vault::account::Closing;
use vault::consent::{Entry, Shut};
use vault::emergency::Broken;
use vault::{DraftOf, Opened, segment};

/// What a step made, whose id the vault alone gives out.
pub(super) enum Made {
    Nothing,
    Case(CaseId),
    Referral(ReferralId),
    Request(RequestId),
    Cover(CoverId),
    Offer(TransferId),
    Papers([Share; 2]),
    Club(ClubId),
    Line(ClubMemberId),
}

impl Teller {
    pub(super) async fn do_it(&self, step: &Step) -> (Came, Made) {
        let vault = &self.deployment.vault;
        let who = step.who().expect("somebody");
        let actor = self.actor(who);
        let refused = (Came::Refused, Made::Nothing);
        let done = |done: bool| (if done { Came::Done } else { Came::Refused }, Made::Nothing);
        let case = step.case().and_then(|pick| self.model.case(pick));
        match *step {
            Step::Open { emergency, .. } => {
                let form = OpeningForm {
                    alias: alias(self.model.cases.len()),
                    name: alias(self.model.cases.len()),
                    channel: "never_first".into(),
                    cover_story: alias(self.model.cases.len()),
                    services: "yes".into(),
                    processing: "yes".into(),
                    emergency: if emergency { "yes" } else { "" }.into(),
                    evidence: evidence(),
                    ..OpeningForm::default()
                };
                let opening = form.check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
                let opened = vault.open_new_case(actor, &opening, self.form()).await.expect("answered");
                opened.map_or(refused, |case| (Came::Done, Made::Case(case)))
            }
            Step::Note { .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let form = CounsellingForm {
                    kind: "risk_reduction".into(),
                    held_on: domain::date::display(vault.today()),
                    agreed: "Hẹn lại".into(),
                    ..CounsellingForm::default()
                };
                let session = form.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
                let noted = vault.record_counselling(actor, &mut ring, &session, self.form()).await;
                done(noted.expect("answered").is_some())
            }
            Step::Draft { .. } => {
                let of = DraftOf::Counselling(self.case_id(case));
                done(vault.keep_draft(actor, of, "a draft").await.expect("answered"))
            }
            Step::Seal { .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let Some(casework) = ring.take::<segment::Casework>() else { return refused };
                let note = SealedNoteForm { words: alias(case.unwrap_or_default()) }.check();
                let note = note.unwrap_or_else(|problems| panic!("{problems:?}"));
                let written = vault.write_sealed_note(actor, &ring, &casework, &note, self.form()).await;
                done(written.expect("answered").is_some())
            }
            Step::Request { to, service, alias, days, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let (receiver, fields) = (self.organisation(to), fields(alias));
                let until = vault.today() + Days::new(days);
                let request = Request { receiver, service, fields, until, evidence: heard() };
                let Some(casework) = ring.take::<segment::Casework>() else { return refused };
                let recorded =
                    vault.record_request(actor, &ring, &casework, &request, self.form()).await.expect("answered");
                done(recorded.is_some())
            }
            Step::Refer { to, service, alias, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let (receiver, urgency, fields) = (self.organisation(to), Urgency::Week, fields(alias));
                let draft = Draft { service, receiver, urgency, needs: Vec::new(), fields };
                let sent = vault.issue_referral(actor, &mut ring, &draft, self.form()).await.expect("answered");
                sent.map_or(refused, |referral| (Came::Done, Made::Referral(referral)))
            }
            Step::Answer { referral, said, .. } => {
                let outcome = Outcome::of(said);
                let id = self.referral_id(self.model.referral(referral));
                let stands = vault.answer_referral(actor, id, &outcome).await.expect("answered");
                (stands.map_or(Came::Refused, Came::Stands), Made::Nothing)
            }
            Step::Complete { referral, .. } => {
                let id = self.referral_id(self.model.referral(referral));
                let asked = Followed::completed(NeedMet::Yes);
                let stands = vault.follow_referral(actor, id, &asked).await.expect("answered");
                (stands.map_or(Came::Refused, Came::Stands), Made::Nothing)
            }
            Step::Withdraw { consent, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let Some(casework) = ring.take::<segment::Casework>() else { return refused };
                let id = self.consent_id(&casework, self.model.consent(case, consent)).await;
                let shut = vault.withdraw(actor, &ring, id).await.expect("answered");
                (shut.map_or(Came::Refused, was_shut), Made::Nothing)
            }
            Step::Renew { consent, days, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let Some(casework) = ring.take::<segment::Casework>() else { return refused };
                let yes = |days| Renewal::Yes { until: vault.today() + Days::new(days), evidence: heard() };
                let answer = days.map_or(Renewal::NotNow, yes);
                let id = self.consent_id(&casework, self.model.consent(case, consent)).await;
                let renewed = vault.renew(actor, &ring, &casework, id, &answer, self.form()).await;
                done(renewed.expect("answered").is_some())
            }
            Step::Resume { .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let Some(casework) = ring.take::<segment::Casework>() else { return refused };
                let yes = Renewal::Yes { until: vault.today() + Days::new(300), evidence: heard() };
                let resumed = vault.resume_services(actor, &ring, &casework, &yes, self.form()).await;
                done(resumed.expect("answered").is_some())
            }
            Step::Narrow { consent, what, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let proofs = ring.take::<segment::Casework>().zip(ring.take::<segment::Label>());
                let Some((casework, label)) = proofs else { return refused };
                let id = self.consent_id(&casework, self.model.consent(case, consent)).await;
                let shut = vault.withdraw_part(actor, &ring, &casework, &label, id, what).await.expect("answered");
                (shut.map_or(Came::Refused, |shut| Came::Narrowed { parts: shut.segments.len() }), Made::Nothing)
            }
            Step::GivePart { part, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let proofs = ring.take::<segment::Casework>().zip(ring.take::<segment::Label>());
                let Some((case, (casework, label))) = case.zip(proofs) else { return refused };
                let contact = SafeContactForm {
                    channel: "never_first".into(),
                    cover_story: alias(case),
                    ..SafeContactForm::default()
                };
                let form = AgainForm { answer: "yes".into(), name: alias(case), contact, evidence: evidence() };
                let Ok(Again::Yes(part, evidence)) = form.check(part, "nobody") else { panic!("all is said") };
                let proofs = (&casework, &label);
                let given = vault.give_part_again(actor, &ring, proofs, &part, &evidence, self.form()).await;
                done(given.expect("answered").is_some())
            }
            Step::AskErasure { .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                let Some(casework) = ring.take::<segment::Casework>() else { return refused };
                let asked = Asked { right: Right::Erase, via: Via::InPerson, received_on: vault.today(), words: None };
                let filed = vault.file_request(actor, &ring, &casework, &asked, self.form()).await.expect("answered");
                filed.map_or(refused, |request| (Came::Done, Made::Request(request)))
            }
            Step::Erase { request, .. } => {
                let id = self.request_id(self.model.request(request));
                done(vault.approve_erasure(actor, id, Told::InPerson).await.expect("answered").is_some())
            }
            Step::Assign { whom, .. } => {
                let given = vault.assign(actor, self.case_id(case), self.accounts[whom]).await;
                done(given.expect("answered").is_some())
            }
            Step::Reassign { whom, .. } => {
                let old = self.carrier(case);
                let (cases, colleagues) = (vec![self.case_id(case)], vec![self.accounts[whom]]);
                let asked = Reassignment { cases, colleagues };
                let given = vault.reassign(actor, old, &asked, self.form()).await.expect("answered");
                done(given.is_some_and(|given| given.given == 1))
            }
            Step::Cover { whom, after, days, .. } => {
                let from = vault.today() + Days::new(after);
                let cases = vec![self.case_id(case)];
                let cover = Cover { cases, colleague: self.accounts[whom], from, until: from + Days::new(days) };
                let given = vault.give_cover(actor, self.carrier(case), &cover, self.form()).await.expect("answered");
                let cover = given.and_then(|given| given.cover);
                cover.map_or(refused, |cover| (Came::Done, Made::Cover(cover)))
            }
            Step::EndCover { .. } => {
                let cover = self.model.cover(case).map_or_else(|| CoverId(never()), |cover| self.covers[cover]);
                done(vault.end_cover(actor, cover).await.expect("answered").is_some())
            }
            Step::Close { whom, .. } => {
                match vault.close_account(actor, self.accounts[whom]).await.expect("answered") {
                    Some(Closing::LastHolder) => (Came::LastHolder, Made::Nothing),
                    closed => done(closed.is_some()),
                }
            }
            Step::Admit { whom, .. } => {
                // The mark that stands on the team's page; who is not there has none.
                let (members, whom) = (vault.members(actor).await.expect("answered"), self.accounts[whom]);
                let mark = members.into_iter().find(|member| member.account == whom).map(|member| member.mark);
                done(vault.admit(actor, whom, &mark.unwrap_or_default()).await.expect("answered").is_some())
            }
            Step::ByCode { what, .. } => {
                let code = case.map_or_else(|| ClientCode::from_random([7; 8]), |case| self.codes[case].clone());
                done(vault.take_back_by_code(actor, &code, what).await.expect("answered").is_some())
            }
            Step::BreakGlass { .. } => {
                let never = || ClientCode::from_random([7; 8]);
                let asked = Breaking {
                    code: case.map_or_else(never, |case| self.codes[case].clone()),
                    danger: Danger::Suicide,
                    segments: OPENED[1..].to_vec(),
                    words: Prose::required("Gọi lúc 22:10").expect("words"),
                };
                let came = match vault.break_glass(actor, &asked, self.form()).await.expect("answered") {
                    Some(Broken::Open(_)) => Came::Done,
                    Some(Broken::Hers(_)) => Came::Hers,
                    Some(Broken::Nothing) | None => Came::Refused,
                };
                (came, Made::Nothing)
            }
            Step::Offer { to, .. } => self.offer(who, case, to).await,
            Step::Take { offer, whom, .. } => done(self.take_over(who, offer, whom).await),
            Step::SendBack { offer, .. } => done(self.send_back(who, offer).await),
            Step::CallOff { .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
                done(vault.call_off(actor, &mut ring).await.expect("answered").is_some())
            }
            Step::Keep { referral, days, .. } => done(self.keep(who, referral, days).await),
            Step::KeepNoMore { referral, .. } => {
                let id = self.referral_id(self.model.referral(referral));
                let shut = vault.end_compartment(actor, id, Segment::Health).await.expect("answered");
                (shut.map_or(Came::Refused, was_shut), Made::Nothing)
            }
            Step::Name { whom, days, .. } => done(self.name_for_hiv(who, case, whom, days).await),
            Step::NameNobody { .. } => {
                let Some(ring) = self.ring(who, self.case_id(case)).await else { return refused };
                done(vault.withdraw_hiv(actor, &ring).await.expect("answered").is_some())
            }
            Step::MakeSheet { .. } => self.make_papers(who).await,
            Step::OpenSheet { sheet, .. } => done(self.come_with_papers(who, self.model.sheet(sheet)).await),
            Step::Club { club, deed, .. } => self.in_club(who, club, deed).await,
            Step::LogOut { .. } => {
                vault.log_out(actor).await.expect("answered");
                done(true)
            }
            Step::Pass { .. } | Step::Sweep => done(true),
        }
    }

    /// Learns the ids of what a step made.
    pub(super) async fn learn(&mut self, step: &Step, came: Came, made: Made) -> Held {
        match made {
            Made::Nothing => {}
            Made::Case(case) => self.learn_case(step, case).await,
            Made::Referral(referral) => self.referrals.push(referral),
            Made::Request(request) => self.requests.push(request),
            Made::Cover(cover) => self.covers.push(cover),
            Made::Offer(offer) => self.offers.push(offer),
            Made::Papers(papers) => self.papers.push(papers),
            Made::Club(club) => self.clubs.push(club),
            Made::Line(line) => self.lines.push(line),
        }
        match *step {
            Step::LogOut { who } => self.leave(who),
            Step::Close { whom, .. } if came == Came::Done => {
                self.shut_out(whom).await?;
                self.leave(whom);
            }
            Step::Admit { by, whom } if !self.model.people[whom].closed => {
                // The keys come with the next request.
                self.again(by).await?;
                self.again(whom).await?;
            }
            Step::OpenSheet { by, .. } => self.again(by).await?,
            Step::Club { by, deed, .. } => self.learn_club(by, deed).await?,
            _ => {}
        }
        Ok(())
    }

    async fn learn_case(&mut self, step: &Step, case: CaseId) {
        self.cases.push(case);
        let mut ring = self.ring(step.who().expect("somebody"), case).await.expect("hers");
        let label = ring.take::<segment::Label>().expect("held");
        self.codes.push(self.deployment.vault.case_head(&label).await.expect("read").label.code);
    }

    /// Who left sees nothing more, not even in the request that was under way.
    async fn shut_out(&mut self, whom: usize) -> Held {
        let Some(visitor) = &self.visitors[whom] else { return Ok(()) };
        let mut opens = 0;
        for case in self.model.cases_here() {
            let ring = self.deployment.vault.open_case(&visitor.actor, self.cases[case], &OPENED, Reason::Support);
            opens += usize::from(ring.await.expect("answered").is_some());
        }
        self.same(|| format!("how many cases open to {}, who left", NAMES[whom]), opens, 0)
    }

    fn leave(&mut self, who: usize) {
        self.ended.extend(self.visitors[who].take().map(|visitor| visitor.token));
    }

    /// The account of who carries a case; of nobody there is when nobody does.
    fn carrier(&self, case: Option<usize>) -> AccountId {
        self.model.carrier(case).map_or_else(|| AccountId(never()), |who| self.accounts[who])
    }

    /// The entry of the opened case's ledger that the model means.
    async fn consent_id(&self, casework: &Opened<segment::Casework>, consent: Option<usize>) -> ConsentId {
        let ledger = self.deployment.vault.consents(casework).await.expect("read");
        let means = |case: usize, entry: &Entry| self.place_of(case, entry) == consent;
        let case = self.cases.iter().position(|case| *case == casework.case());
        let meant = case.zip(consent).and_then(|(case, _)| ledger.iter().find(|entry| means(case, entry)));
        meant.map_or_else(|| ConsentId(never()), |entry| entry.id)
    }
}

fn was_shut(shut: Shut) -> Came {
    Came::Shut { referrals: shut.referrals, told: shut.recipients, case_shut: shut.case_shut }
}

fn fields(alias: bool) -> Vec<PacketField> {
    PacketField::BASE.iter().copied().chain(alias.then_some(PacketField::Alias)).collect()
}
