//! Tells a history to the vault and to the model, and holds every answer of one against the other.

mod clubs;
mod deeds;
mod elsewhere;

use crate::model::{CaseSight, Lists, Model, OPENED, PacketSight};
use crate::people::{Deployment, FirstDay, NAMES, log_in, people, session, start, try_log_in};
use crate::step::{Came, Step};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::client::ClientCode;
use domain::consent::Segment;
use domain::id::{
    AccountId, CaseId, ClubId, ClubMemberId, CoverId, OrganisationId, ReferralId, RequestId, SubmissionId, TransferId,
};
use domain::recovery_sheet::Share;
use std::collections::BTreeMap;
use std::fmt::Debug;
use uuid::Uuid;
use vault::case::Found;
use vault::consent::Entry;
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

/// How much was told: steps, comparisons, and for each verb how often it came to something, and how often it was refused.
#[derive(Default)]
pub struct Told {
    pub steps: u64,
    pub compared: u64,
    pub came: BTreeMap<&'static str, (u64, u64)>,
}

impl Told {
    fn did(&mut self, step: &Step, came: Came) {
        let (done, refused) = self.came.entry(step.verb()).or_default();
        *if came == Came::Refused { refused } else { done } += 1;
    }

    pub fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.compared += other.compared;
        for (verb, (done, refused)) in &other.came {
            let came = self.came.entry(verb).or_default();
            *came = (came.0 + done, came.1 + refused);
        }
    }
}

pub struct Teller {
    pub deployment: Deployment,
    pub model: Model,
    pub told: Told,
    visitors: Vec<Option<Visitor>>,
    ended: Vec<Token>,
    accounts: Vec<AccountId>,
    cases: Vec<CaseId>,
    codes: Vec<ClientCode>,
    referrals: Vec<ReferralId>,
    requests: Vec<RequestId>,
    covers: Vec<CoverId>,
    offers: Vec<TransferId>,
    /// Two papers of each sheet.
    papers: Vec<[Share; 2]>,
    clubs: Vec<ClubId>,
    /// Of all lists.
    lines: Vec<ClubMemberId>,
}

fn never<T: From<Uuid>>() -> T {
    T::from(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0007))
}

/// Each case has an alias of its own, so that one's plaintext shown for another's is noticed.
fn alias(case: usize) -> String {
    format!("Ca {case}")
}

impl Teller {
    pub async fn begin(first: &FirstDay, seed: u64) -> Self {
        let deployment = first.begin(seed).await;
        let model = Model::new(start(), people());
        let mut teller = Self {
            deployment,
            visitors: (0..model.people.len()).map(|_| None).collect(),
            model,
            told: Told::default(),
            ended: Vec::new(),
            accounts: Vec::new(),
            cases: Vec::new(),
            codes: Vec::new(),
            referrals: Vec::new(),
            requests: Vec::new(),
            covers: Vec::new(),
            offers: Vec::new(),
            papers: Vec::new(),
            clubs: Vec::new(),
            lines: Vec::new(),
        };
        for who in 0..teller.model.people.len() {
            teller.arrive(who).await.unwrap_or_else(|Mismatch(said)| panic!("{said}"));
            let account = teller.actor(who).account();
            teller.accounts.push(account);
        }
        teller
    }

    fn same<T: PartialEq + Debug>(&mut self, what: impl FnOnce() -> String, vault: T, model: T) -> Held {
        self.told.compared += 1;
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
        assert!(!self.model.people[who].closed, "who left does not come");
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

    fn request_id(&self, request: Option<usize>) -> RequestId {
        request.map_or_else(|| RequestId(never()), |request| self.requests[request])
    }

    fn form(&self) -> SubmissionId {
        SubmissionId(self.deployment.vault.new_submission())
    }

    async fn ring(&self, who: usize, case: CaseId) -> Option<Ring> {
        let reason = Reason::Support;
        self.deployment.vault.open_case(self.actor(who), case, &OPENED, reason).await.expect("answered")
    }

    /// Takes one step, and looks at what it touched: in turn with the eyes of who took it and of somebody else.
    pub async fn take(&mut self, step: &Step, number: usize) -> Held {
        let before = self.model.clock;
        self.told.steps += 1;
        self.model.tick(step);
        if let Some(who) = step.who() {
            self.deployment.clock.advance(self.model.clock - before);
            self.see_the_time()?;
            if self.model.people[who].closed {
                let comes = try_log_in(&self.deployment.vault, who).await.is_some();
                return self.same(|| format!("whether {}, who left, can log in", NAMES[who]), comes, false);
            }
            self.arrive(who).await?;
            let (came, made) = self.do_it(step).await;
            let must = self.model.take(step);
            self.same(|| format!("what came of this: {step}"), came, must)?;
            self.told.did(step, came);
            self.learn(step, came, made).await?;
        } else {
            self.model.take(step);
            self.deployment.clock.advance(self.model.clock - before);
            self.see_the_time()?;
            if matches!(step, Step::Sweep) {
                self.deployment.vault.sweep_expired().await.expect("deleted");
            }
        }
        let people = self.model.people.len();
        let eyes = step.who().filter(|_| number.is_multiple_of(2)).unwrap_or((number * 7 + 5) % people);
        let case = step.case().map_or_else(|| self.model.cases_here().last(), |pick| self.model.case(pick));
        self.look_at_case(eyes, case).await?;
        self.look_at_referral(eyes, self.model.referrals_here().last()).await?;
        self.look_at_offer(eyes, self.model.offers_here().last()).await?;
        self.look_at_list(eyes, self.model.clubs_here().last()).await
    }

    /// A time that the program never saw is none it could hold against a clock set back.
    fn see_the_time(&mut self) -> Held {
        let (seen, must) = (self.deployment.vault.now(), self.model.now);
        self.same(|| "what time it is".to_owned(), seen, must)
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
            for offer in self.model.offers_here() {
                self.look_at_offer(who, Some(offer)).await?;
            }
            for club in self.model.clubs_here() {
                self.look_at_list(who, Some(club)).await?;
            }
        }
        Ok(())
    }

    /// Everybody looks at their lists; no ended session has come back.
    pub async fn look_at_lists(&mut self) -> Held {
        for (who, name) in NAMES.iter().enumerate().take(self.model.people.len()) {
            if self.model.people[who].closed {
                continue;
            }
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

    async fn again(&mut self, who: usize) -> Held {
        if let Some(visitor) = &mut self.visitors[who] {
            visitor.asked_at -= TimeDelta::hours(1);
        }
        self.arrive(who).await
    }

    async fn look_at_case(&mut self, who: usize, case: Option<usize>) -> Held {
        if self.model.people[who].closed {
            return Ok(());
        }
        self.arrive(who).await?;
        let (sight, must) = (self.case_sight(who, case).await?, self.model.case_sight(who, case));
        self.same(|| format!("what {} sees of case {case:?}", NAMES[who]), sight, must)?;
        self.look_at_hiv(who, case).await
    }

    /// Which entry of the model's ledger this is: no two of one case and purpose are of one moment.
    fn place_of(&self, case: usize, entry: &Entry) -> Option<usize> {
        self.model.ledger.iter().position(|one| {
            one.was_said() && one.case == case && one.purpose == entry.purpose && one.from == entry.from
        })
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
                let index = self.place_of(case, &entry).unwrap_or(usize::MAX);
                sight.consents.insert((index, entry.live, entry.withdrawn_at.is_some()));
            }
            sight.notes = vault.counsellings(&casework, 100).await.expect("read").len();
            let standings = vault.standings(&casework).await.expect("read");
            sight.standings = standings.into_iter().map(|(standing, _)| standing.state).collect();
            let draft = vault.draft(self.actor(who), &casework, DraftOf::Counselling(casework.case())).await;
            sight.draft = draft.expect("read").is_some();
        }
        match shown.iter().find(|shown| **shown != alias(case)) {
            Some(other) => Err(Mismatch(format!("case {case} shows `{other}`"))),
            None => Ok(sight),
        }
    }

    async fn look_at_referral(&mut self, who: usize, referral: Option<usize>) -> Held {
        if self.model.people[who].closed {
            return Ok(());
        }
        self.arrive(who).await?;
        let id = self.referral_id(referral);
        let followed = self.deployment.vault.referral(self.actor(who), id).await.expect("answered");
        if let (Some(shown), Some(referral)) = (followed.as_ref().and_then(|one| one.packet.alias.as_ref()), referral)
            && *shown != alias(self.model.referrals[referral].case)
        {
            return Err(Mismatch(format!("referral {referral} shows `{shown}`")));
        }
        let (sight, must) = (followed.map(|followed| packet_sight(&followed)), self.model.packet_sight(who, referral));
        self.same(|| format!("what {} sees of referral {referral:?}", NAMES[who]), sight, must)?;
        let (opens, must) = (self.kept(who, referral).await?, self.model.opens_kept(who, referral));
        self.same(|| format!("whether {} opens a record of referral {referral:?}", NAMES[who]), opens, must)
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
        let expected = vault.expected(actor, |all| all).await.expect("answered");
        let soon = vault.now() + TimeDelta::days(30);
        let (clubs, led) = self.clubs(who).await;
        Ok(Lists {
            cases: self.list(who).await?.map(|cases| cases.iter().map(case).collect()),
            referrals: vault.referrals(actor).await.expect("answered").map(|all| all.iter().map(referral).collect()),
            expected: expected.map(|all| (all.referrals.iter().map(referral).collect(), all.notices.len())),
            with_nobody: vault
                .cases_with_nobody(actor)
                .await
                .expect("answered")
                .map(|cases| cases.iter().map(case).collect()),
            asked: vault.requests(actor).await.expect("answered").map(|all| {
                let place = |one: &vault::rights::Request| self.requests.iter().position(|id| *id == one.id);
                all.iter().map(|one| place(one).unwrap_or(usize::MAX)).collect()
            }),
            offers: self.offers(who).await,
            clubs,
            led,
            kept: vault.compartments(actor, Segment::Health).await.expect("answered").map(|all| {
                let place = |id: ReferralId| self.referrals.iter().position(|one| *one == id).unwrap_or(usize::MAX);
                all.iter().map(|one| place(one.referral)).collect()
            }),
            ending: vault.ending_consents(actor, soon, Reason::Support).await.expect("answered").len(),
        })
    }
}

fn packet_sight(followed: &Followed) -> PacketSight {
    PacketSight {
        state: followed.standing.state,
        alias: followed.packet.alias.is_some(),
        said: followed.outcome.as_ref().map(|outcome| outcome.answer),
        knows_case: followed.case.is_some(),
    }
}
