//! Tells a history to the vault and to the model, and holds every answer of one against the other.

use crate::model::{CaseSight, Lists, Model, OPENED, PacketSight};
use crate::people::{Deployment, Engine, NAMES, log_in, people, ready, session, start};
use crate::step::{Came, Step};
use chrono::{Days, TimeDelta};
use domain::audit::Reason;
use domain::case::OpeningForm;
use domain::client::SafeContactForm;
use domain::consent::{Again, AgainForm, EvidenceForm, Purpose};
use domain::counselling::CounsellingForm;
use domain::id::{AccountId, CaseId, ConsentId, OrganisationId, ReferralId, SubmissionId};
use domain::referral::{Draft, Outcome, PacketField, Request, Urgency};
use domain::sealed_note::SealedNoteForm;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Debug;
use uuid::Uuid;
use vault::case::Found;
use vault::referral::Followed;
use vault::{Actor, DraftOf, Ring, Token, segment};

/// What a comparison found to differ.
pub struct Mismatch(pub String);

type Held<T = ()> = Result<T, Mismatch>;

/// Somebody logged in, and whether the session must be asked again before the next deed.
struct Visitor {
    token: Token,
    actor: Actor,
    asked_at: chrono::DateTime<chrono::Utc>,
}

pub struct Teller {
    pub deployment: Deployment,
    pub model: Model,
    pub compared: u64,
    visitors: Vec<Option<Visitor>>,
    ended: Vec<Token>,
    accounts: Vec<AccountId>,
    cases: Vec<CaseId>,
    consents: HashMap<ConsentId, usize>,
    referrals: Vec<ReferralId>,
}

fn never<T: From<Uuid>>() -> T {
    T::from(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0007))
}

/// Each case has an alias of its own, so that one's plaintext shown for another's is noticed.
fn alias(case: usize) -> String {
    format!("Ca {case}")
}

fn evidence() -> EvidenceForm {
    EvidenceForm {
        method: "signature".into(),
        language: "vi".into(),
        witness: "Tòng Thị An".into(),
        told_sensitive: "yes".into(),
        understood: "yes".into(),
        ..EvidenceForm::blank()
    }
}

impl Teller {
    pub async fn begin(engine: Engine, seed: u64) -> Option<Self> {
        let deployment = Deployment::begin(engine, seed).await?;
        let model = Model::new(start(), people(), ready());
        let mut teller = Self {
            deployment,
            visitors: (0..model.people.len()).map(|_| None).collect(),
            model,
            compared: 0,
            ended: Vec::new(),
            accounts: Vec::new(),
            cases: Vec::new(),
            consents: HashMap::new(),
            referrals: Vec::new(),
        };
        for who in 0..teller.model.people.len() {
            teller.arrive(who).await.unwrap_or_else(|Mismatch(said)| panic!("{said}"));
            let account = teller.actor(who).account();
            teller.accounts.push(account);
        }
        Some(teller)
    }

    fn same<T: PartialEq + Debug>(&mut self, what: impl FnOnce() -> String, vault: T, model: T) -> Held {
        self.compared += 1;
        if vault == model {
            Ok(())
        } else {
            Err(Mismatch(format!("{}\n  vault: {vault:?}\n  model: {model:?}", what())))
        }
    }

    fn actor(&self, who: usize) -> &Actor {
        &self.visitors[who].as_ref().expect("arrived").actor
    }

    /// Comes with the session they have, or logs in again when it is over for vault and model alike.
    async fn arrive(&mut self, who: usize) -> Held {
        if let Some(visitor) = self.visitors[who].take() {
            if self.model.now - visitor.asked_at <= TimeDelta::minutes(1) {
                self.visitors[who] = Some(visitor);
                return Ok(());
            }
            let actor = session(&self.deployment.vault, &visitor.token).await;
            let alive = self.model.visit(who);
            self.same(|| format!("whether the session of {} is there", NAMES[who]), actor.is_some(), alive)?;
            if let Some(actor) = actor {
                self.visitors[who] = Some(Visitor { actor, asked_at: self.model.now, ..visitor });
                return Ok(());
            }
            self.ended.push(visitor.token);
        }
        let token = log_in(&self.deployment.vault, who).await;
        self.model.log_in(who);
        let actor = session(&self.deployment.vault, &token).await.expect("just logged in");
        self.visitors[who] = Some(Visitor { token, actor, asked_at: self.model.now });
        Ok(())
    }

    fn case_id(&self, case: Option<usize>) -> CaseId {
        case.map_or_else(|| CaseId(never()), |case| self.cases[case])
    }

    fn referral_id(&self, referral: Option<usize>) -> ReferralId {
        referral.map_or_else(|| ReferralId(never()), |referral| self.referrals[referral])
    }

    fn organisation(&self, to: usize) -> OrganisationId {
        self.deployment.organisations.get(to).copied().unwrap_or_else(|| OrganisationId(never()))
    }

    fn form(&self) -> SubmissionId {
        SubmissionId(self.deployment.vault.new_submission())
    }

    async fn ring(&self, who: usize, case: CaseId) -> Option<Ring> {
        let reason = Reason::Support;
        self.deployment.vault.open_case(self.actor(who), case, &OPENED, reason).await.expect("answered")
    }

    /// Takes one step, and looks at what it touched with the eyes of who took it and of one other.
    pub async fn take(&mut self, step: &Step, number: usize) -> Held {
        let before = self.model.clock;
        self.model.tick(step);
        if let Some(who) = step.who() {
            self.deployment.clock.advance(self.model.clock - before);
            self.arrive(who).await?;
            let came = self.do_it(step).await;
            let must = self.model.take(step);
            self.same(|| "what came of it".to_owned(), came, must)?;
            self.learn(step, came).await?;
        } else {
            self.model.take(step);
            self.deployment.clock.advance(self.model.clock - before);
        }
        let people = self.model.people.len();
        let eyes: BTreeSet<_> = step.who().into_iter().chain([(number * 7 + 5) % people]).collect();
        let case = step.case().map_or_else(|| self.model.cases_here().last(), |pick| self.model.case(pick));
        let referral = self.model.referrals_here().last();
        for who in eyes {
            self.look_at_case(who, case).await?;
            self.look_at_referral(who, referral).await?;
        }
        Ok(())
    }

    /// These people look at everything of this history.
    pub async fn look_around(&mut self, eyes: impl Iterator<Item = usize>) -> Held {
        for who in eyes {
            for case in self.model.cases_here() {
                self.look_at_case(who, Some(case)).await?;
            }
            for referral in self.model.referrals_here() {
                self.look_at_referral(who, Some(referral)).await?;
            }
        }
        Ok(())
    }

    /// Everybody looks at their lists; no ended session has come back.
    pub async fn look_at_lists(&mut self) -> Held {
        for (who, name) in NAMES.iter().enumerate().take(self.model.people.len()) {
            self.arrive(who).await?;
            let (lists, must) = (self.lists(who).await?, self.model.lists(who));
            self.same(|| format!("what the lists of {name} show"), lists, must)?;
        }
        while let Some(token) = self.ended.pop() {
            let revived = session(&self.deployment.vault, &token).await.is_some();
            self.same(|| "an ended session".to_owned(), revived, false)?;
        }
        Ok(())
    }

    async fn do_it(&self, step: &Step) -> Came {
        let vault = &self.deployment.vault;
        let who = step.who().expect("somebody");
        let actor = self.actor(who);
        let done = |done: bool| if done { Came::Done } else { Came::Refused };
        let case = step.case().and_then(|pick| self.model.case(pick));
        match *step {
            Step::Open { .. } => {
                let form = OpeningForm {
                    alias: alias(self.model.cases.len()),
                    name: alias(self.model.cases.len()),
                    channel: "never_first".into(),
                    cover_story: alias(self.model.cases.len()),
                    services: "yes".into(),
                    processing: "yes".into(),
                    evidence: evidence(),
                    ..OpeningForm::default()
                };
                let opening = form.check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
                done(vault.open_new_case(actor, &opening, self.form()).await.expect("answered").is_some())
            }
            Step::Note { .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return Came::Refused };
                let form = CounsellingForm {
                    kind: "risk_reduction".into(),
                    held_on: domain::date::display(vault.today()),
                    agreed: "Hẹn lại".into(),
                    ..CounsellingForm::default()
                };
                let session = form.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
                done(
                    vault
                        .record_counselling(actor, &mut ring, &session, self.form())
                        .await
                        .expect("answered")
                        .is_some(),
                )
            }
            Step::Draft { .. } => {
                let of = DraftOf::Counselling(self.case_id(case));
                done(vault.keep_draft(actor, of, "a draft").await.expect("answered"))
            }
            Step::Seal { .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return Came::Refused };
                let Some(casework) = ring.take::<segment::Casework>() else { return Came::Refused };
                let note = SealedNoteForm { words: alias(case.unwrap_or_default()) }.check();
                let note = note.unwrap_or_else(|problems| panic!("{problems:?}"));
                let written = vault.write_sealed_note(actor, &ring, &casework, &note, self.form()).await;
                done(written.expect("answered").is_some())
            }
            Step::Request { to, service, alias, days, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return Came::Refused };
                let evidence = evidence().check("nobody", &mut domain::problem::Problems::none()).expect("all said");
                let (receiver, fields) = (self.organisation(to), fields(alias));
                let until = vault.today() + Days::new(days);
                let request = Request { receiver, service, fields, until, evidence };
                let Some(casework) = ring.take::<segment::Casework>() else { return Came::Refused };
                done(vault.record_request(actor, &ring, &casework, &request).await.expect("answered").is_some())
            }
            Step::Refer { to, service, alias, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return Came::Refused };
                let (receiver, urgency, fields) = (self.organisation(to), Urgency::Week, fields(alias));
                let draft = Draft { service, receiver, urgency, needs: Vec::new(), fields };
                done(vault.issue_referral(actor, &mut ring, &draft, self.form()).await.expect("answered").is_some())
            }
            Step::Answer { referral, said, .. } => {
                let outcome = Outcome { arrival: said, services: Vec::new(), next_on: None };
                let id = self.referral_id(self.model.referral(referral));
                let stands = vault.answer_referral(actor, id, &outcome).await.expect("answered");
                stands.map_or(Came::Refused, Came::Stands)
            }
            Step::Complete { referral, .. } => {
                let id = self.referral_id(self.model.referral(referral));
                let stands = vault.complete_referral(actor, id).await.expect("answered");
                stands.map_or(Came::Refused, Came::Stands)
            }
            Step::Withdraw { consent, .. } => {
                let Some(ring) = self.ring(who, self.case_id(case)).await else { return Came::Refused };
                let consent = self.model.consent(case, consent);
                let known = self.consents.iter().find(|(_, index)| Some(**index) == consent).map(|(id, _)| *id);
                let id = known.unwrap_or_else(|| ConsentId(never()));
                let shut = vault.withdraw(actor, &ring, id).await.expect("answered");
                shut.map_or(Came::Refused, |shut| Came::Shut {
                    referrals: shut.referrals,
                    told: shut.recipients,
                    case_shut: shut.case_shut,
                })
            }
            Step::TakePart { part, .. } | Step::GivePart { part, .. } => {
                let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return Came::Refused };
                let keys = ring.take::<segment::Casework>().zip(ring.take::<segment::Label>());
                let Some((case, (casework, label))) = case.zip(keys) else { return Came::Refused };
                if matches!(step, Step::TakePart { .. }) {
                    let consent = self.processing(&casework).await;
                    let shut = vault.withdraw_part(actor, &ring, &casework, &label, consent, &[part]).await;
                    return done(shut.expect("answered").is_some());
                }
                let contact = SafeContactForm {
                    channel: "never_first".into(),
                    cover_story: alias(case),
                    ..SafeContactForm::default()
                };
                let form = AgainForm { answer: "yes".into(), name: alias(case), contact, evidence: evidence() };
                let Ok(Again::Yes(part, evidence)) = form.check(part, "nobody") else { panic!("all is said") };
                let keys = (&casework, &label);
                let given = vault.give_part_again(actor, &ring, keys, &part, &evidence, self.form()).await;
                done(given.expect("answered").is_some())
            }
            Step::Admit { whom, .. } => {
                done(vault.admit(actor, self.accounts[whom]).await.expect("answered").is_some())
            }
            Step::LogOut { .. } => {
                vault.log_out(actor).await.expect("answered");
                Came::Done
            }
            Step::Pass { .. } => Came::Done,
        }
    }

    /// Learns the ids of what a step made, which vault alone gives out.
    async fn learn(&mut self, step: &Step, came: Came) -> Held {
        match *step {
            Step::LogOut { who } => {
                let visitor = self.visitors[who].take().expect("arrived");
                self.ended.push(visitor.token);
            }
            Step::Admit { by, whom } => {
                // The keys come with the next request.
                self.again(by).await?;
                self.again(whom).await?;
            }
            Step::Open { by } if came == Came::Done => {
                let found = self.list(by).await?.expect("may list");
                let new = found.into_iter().find(|case| !self.cases.contains(case)).expect("just opened");
                self.cases.push(new);
                let mut ring = self.ring(by, new).await.expect("hers");
                let casework = ring.take::<segment::Casework>().expect("held");
                let entries = self.deployment.vault.consents(&casework).await.expect("read");
                let of = |purpose: Purpose| entries.iter().find(|entry| entry.purpose == purpose).expect("both").id;
                let services = self.model.ledger.len() - 2;
                self.consents.insert(of(Purpose::Services), services);
                self.consents.insert(of(Purpose::Processing), services + 1);
            }
            Step::Request { by, case, .. } | Step::TakePart { by, case, .. } | Step::GivePart { by, case, .. }
                if came == Came::Done =>
            {
                let case = self.case_id(self.model.case(case));
                let mut ring = self.ring(by, case).await.expect("hers");
                let casework = ring.take::<segment::Casework>().expect("held");
                let entries = self.deployment.vault.consents(&casework).await.expect("read");
                let new = entries.iter().find(|entry| !self.consents.contains_key(&entry.id)).expect("just recorded");
                self.consents.insert(new.id, self.model.ledger.len() - 1);
            }
            Step::Refer { by, .. } if came == Came::Done => {
                let sent = self.deployment.vault.referrals(self.actor(by)).await.expect("read").expect("may");
                let new = sent.iter().find(|one| !self.referrals.contains(&one.standing.id)).expect("just sent");
                self.referrals.push(new.standing.id);
            }
            _ => {}
        }
        Ok(())
    }

    /// The live yes to have her data kept.
    async fn processing(&self, casework: &vault::Opened<segment::Casework>) -> ConsentId {
        let entries = self.deployment.vault.consents(casework).await.expect("read");
        let live = entries.into_iter().find(|entry| entry.purpose == Purpose::Processing && entry.live);
        live.expect("the case is open").id
    }

    async fn again(&mut self, who: usize) -> Held {
        if let Some(visitor) = &mut self.visitors[who] {
            visitor.asked_at -= TimeDelta::hours(1);
        }
        self.arrive(who).await
    }

    async fn look_at_case(&mut self, who: usize, case: Option<usize>) -> Held {
        self.arrive(who).await?;
        let (sight, must) = (self.case_sight(who, case).await?, self.model.case_sight(who, case));
        self.same(|| format!("what {} sees of case {case:?}", NAMES[who]), sight, must)
    }

    async fn case_sight(&self, who: usize, case: Option<usize>) -> Held<CaseSight> {
        let vault = &self.deployment.vault;
        let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return Ok(CaseSight::default()) };
        let case = case.ok_or_else(|| Mismatch("a case that never was opens".to_owned()))?;
        let mut sight = CaseSight::default();
        let mut shown = Vec::new();
        for note in vault.own_sealed_notes(self.actor(who), &ring).await.expect("read") {
            let opened = vault.open_sealed_note(self.actor(who), ring.case(), note.id).await.expect("read");
            sight.sealed += usize::from(opened.is_some());
            shown.extend(opened.map(|(note, _)| note.words.as_str().to_owned()));
        }
        if let Some(label) = ring.take::<segment::Label>() {
            sight.segments.push(OPENED[0]);
            shown.push(vault.case_head(&label).await.expect("read").label.alias.as_str().to_owned());
        }
        if let Some(identity) = ring.take::<segment::Identity>() {
            sight.segments.push(OPENED[1]);
            shown.extend(vault.identity(&identity).await.expect("read").name.map(|name| name.as_str().to_owned()));
        }
        if let Some(contact) = ring.take::<segment::Contact>() {
            sight.segments.push(OPENED[2]);
            let card = vault.safe_contact(&contact).await.expect("read");
            shown.extend(card.cover_story.map(|story| story.as_str().to_owned()));
        }
        if let Some(casework) = ring.take::<segment::Casework>() {
            sight.segments.push(OPENED[3]);
            for entry in vault.consents(&casework).await.expect("read") {
                let index = self.consents.get(&entry.id).copied().unwrap_or(usize::MAX);
                sight.consents.insert((index, entry.live, entry.withdrawn_at.is_some()));
            }
            sight.notes = vault.counsellings(&casework, 100).await.expect("read").len();
            let standings = vault.standings(&casework).await.expect("read");
            sight.standings = standings.into_iter().map(|(standing, _)| standing.state).collect();
            let draft = vault.draft(self.actor(who), &casework, DraftOf::Counselling(case_id(&casework))).await;
            sight.draft = draft.expect("read").is_some();
        }
        match shown.iter().find(|shown| **shown != alias(case)) {
            Some(other) => Err(Mismatch(format!("case {case} shows `{other}`"))),
            None => Ok(sight),
        }
    }

    async fn look_at_referral(&mut self, who: usize, referral: Option<usize>) -> Held {
        self.arrive(who).await?;
        let id = self.referral_id(referral);
        let followed = self.deployment.vault.referral(self.actor(who), id).await.expect("answered");
        if let (Some(shown), Some(referral)) = (followed.as_ref().and_then(|one| one.packet.alias.as_ref()), referral)
            && *shown != alias(self.model.referrals[referral].case)
        {
            return Err(Mismatch(format!("referral {referral} shows `{shown}`")));
        }
        let (sight, must) = (followed.map(|followed| packet_sight(&followed)), self.model.packet_sight(who, referral));
        self.same(|| format!("what {} sees of referral {referral:?}", NAMES[who]), sight, must)
    }

    async fn list(&self, who: usize) -> Held<Option<Vec<CaseId>>> {
        let everything = |rows: Vec<_>| Found { total: rows.len(), rows };
        let found = self.deployment.vault.list_cases(self.actor(who), Reason::Support, everything).await;
        let Some(found) = found.expect("answered") else { return Ok(None) };
        for row in &found.rows {
            let case = self.cases.iter().position(|case| *case == row.case).unwrap_or(self.cases.len());
            if row.label.alias.as_str() != alias(case) {
                return Err(Mismatch(format!("the list shows `{}` for case {case}", row.label.alias.as_str())));
            }
        }
        Ok(Some(found.rows.into_iter().map(|row| row.case).collect()))
    }

    async fn lists(&self, who: usize) -> Held<Lists> {
        let (vault, actor) = (&self.deployment.vault, self.actor(who));
        let case = |id: &CaseId| self.cases.iter().position(|case| case == id).unwrap_or(usize::MAX);
        let referral =
            |one: &Followed| self.referrals.iter().position(|id| *id == one.standing.id).unwrap_or(usize::MAX);
        let expected = vault.expected(actor).await.expect("answered");
        let soon = vault.now() + TimeDelta::days(30);
        Ok(Lists {
            cases: self.list(who).await?.map(|cases| cases.iter().map(case).collect()),
            referrals: vault.referrals(actor).await.expect("answered").map(|all| all.iter().map(referral).collect()),
            expected: expected.map(|all| (all.referrals.iter().map(referral).collect(), all.notices.len())),
            ending: vault.ending_consents(actor, soon).await.expect("answered").len(),
        })
    }
}

fn case_id(proof: &vault::Opened<segment::Casework>) -> CaseId {
    proof.case()
}

fn fields(alias: bool) -> Vec<PacketField> {
    PacketField::BASE.iter().copied().chain(alias.then_some(PacketField::Alias)).collect()
}

fn packet_sight(followed: &Followed) -> PacketSight {
    PacketSight {
        state: followed.standing.state,
        alias: followed.packet.alias.is_some(),
        said: followed.outcome.as_ref().map(|outcome| outcome.arrival),
        knows_case: followed.case.is_some(),
    }
}
