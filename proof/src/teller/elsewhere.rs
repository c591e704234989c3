//! What goes to others: a case to another organisation, a record of her own to a clinic, what concerns HIV to whom she names,
//! a team's keys to papers.

use super::deeds::Made;
use super::{Held, Mismatch, Teller, alias, never};
use crate::people::{NAMES, evidence, heard};
use crate::step::{Came, Known, Pick};
use chrono::Days;
use domain::consent::{Renewal, Segment};
use domain::hiv::{HivConsent, Letter, Recipient};
use domain::id::{TeamId, TransferId};
use domain::recovery_sheet::{Opening, Share, SheetMark};
use domain::transfer::{OfferingForm, SendBackForm, Standing};
use vault::recovery_sheet::Made as Sheet;
use vault::segment;
use vault::transfer::{Offered, Taken};

impl Teller {
    fn offer_id(&self, offer: Option<usize>) -> TransferId {
        offer.map_or_else(|| TransferId(never()), |offer| self.offers[offer])
    }

    pub(super) async fn offer(&self, who: usize, case: Option<usize>, to: usize) -> (Came, Made) {
        let (vault, refused) = (&self.deployment.vault, (Came::Refused, Made::Nothing));
        let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return refused };
        let team = self.deployment.teams.get(to).copied().unwrap_or_else(|| TeamId(never()));
        let form = OfferingForm {
            team: team.to_string(),
            why: alias(case.unwrap_or_default()),
            next: "Gặp trong tuần".into(),
            evidence: evidence(),
        };
        let offering = form.check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
        let offered = vault.offer_transfer(self.actor(who), &mut ring, &offering, self.form()).await;
        match offered.expect("answered") {
            Some(Offered::Now(offer)) => (Came::Done, Made::Offer(offer)),
            Some(Offered::Before | Offered::Hindered(_) | Offered::NobodyThere) | None => refused,
        }
    }

    pub(super) async fn take_over(&self, who: usize, offer: Pick, whom: usize) -> bool {
        let (vault, actor) = (&self.deployment.vault, self.actor(who));
        let open = vault.open_offer(actor, self.offer_id(self.model.offer(offer))).await.expect("answered");
        let Some(open) = open else { return false };
        let taken = vault.take_transfer(actor, &open, self.accounts[whom]).await.expect("answered");
        matches!(taken, Some(Taken::Now(_)))
    }

    pub(super) async fn send_back(&self, who: usize, offer: Pick) -> bool {
        let (vault, actor) = (&self.deployment.vault, self.actor(who));
        let open = vault.open_offer(actor, self.offer_id(self.model.offer(offer))).await.expect("answered");
        let Some(open) = open else { return false };
        let back = SendBackForm { reason: "no_room".into(), words: "Hết chỗ".into() }.check();
        let back = back.unwrap_or_else(|problems| panic!("{problems:?}"));
        vault.send_back(actor, open, &back).await.expect("answered").is_some()
    }

    /// Looks at an offer's one page.
    pub(super) async fn look_at_offer(&mut self, who: usize, offer: Option<usize>) -> Held {
        let Some(offer) = offer.filter(|_| !self.model.people[who].closed) else { return Ok(()) };
        self.arrive(who).await?;
        let opened = self.deployment.vault.open_offer(self.actor(who), self.offers[offer]).await.expect("answered");
        let whose = alias(self.model.offers[offer].case);
        if let Some(page) = &opened
            && (page.offer.alias.as_str() != whose || page.offer.why.as_str() != whose)
        {
            return Err(Mismatch(format!("offer {offer} shows `{}`", page.offer.alias.as_str())));
        }
        let must = self.model.opens_offer(who, offer);
        self.same(|| format!("whether {} opens offer {offer}", NAMES[who]), opened.is_some(), must)
    }

    /// Every offer one's team made or was made, and where it stands.
    pub(super) async fn offers(&self, who: usize) -> Option<Vec<(usize, Standing)>> {
        let place = |id: TransferId| self.offers.iter().position(|one| *one == id).unwrap_or(usize::MAX);
        let all = self.deployment.vault.transfers(self.actor(who)).await.expect("answered")?;
        Some(all.into_iter().map(|one| (place(one.id), one.standing)).collect())
    }

    pub(super) async fn keep(&self, who: usize, referral: Pick, days: Option<u64>) -> bool {
        let (vault, actor) = (&self.deployment.vault, self.actor(who));
        let yes = |days| Renewal::Yes { until: vault.today() + Days::new(days), evidence: heard() };
        let answer = days.map_or(Renewal::NotNow, yes);
        let id = self.referral_id(self.model.referral(referral));
        let begun = vault.begin_compartment(actor, id, Segment::Health, &answer, self.form()).await;
        begun.expect("answered").is_some()
    }

    /// Whether the clinic's own record opens; and that it is this client's.
    pub(super) async fn kept(&self, who: usize, referral: Option<usize>) -> Held<bool> {
        let (vault, actor, id) = (&self.deployment.vault, self.actor(who), self.referral_id(referral));
        let opened = vault.open_compartment(actor, id, Segment::Health).await.expect("answered");
        let there = vault.holds_compartment(actor, id, Segment::Health).await.expect("answered");
        let Some(mut ring) = opened else { return Ok(there) };
        let health = ring.take::<segment::Health>().expect("the only one");
        let named = vault.compartment_head(&health).await.expect("read").head.alias;
        let whose = referral.map(|referral| alias(self.model.referrals[referral].case));
        match named.filter(|named| Some(named) != whose.as_ref()) {
            Some(other) => Err(Mismatch(format!("the record of referral {referral:?} shows `{other}`"))),
            None if there => Ok(true),
            None => Err(Mismatch(format!("a record of referral {referral:?} opens that is not there"))),
        }
    }

    /// She names somebody, with the letter that fits.
    pub(super) async fn name_for_hiv(&self, who: usize, case: Option<usize>, whom: Known, days: u64) -> bool {
        let vault = &self.deployment.vault;
        let Some(mut ring) = self.ring(who, self.case_id(case)).await else { return false };
        let Some(casework) = ring.take::<segment::Casework>() else { return false };
        let (recipient, letter) = match whom {
            Known::Person(whom) => (Recipient::Person(self.accounts[whom]), Letter::Counsels),
            Known::Team => (Recipient::Team, Letter::Written),
            Known::Clinic(clinic) => (Recipient::Clinic(self.organisation(clinic)), Letter::Treats),
        };
        let given = HivConsent { recipient, letter, until: vault.today() + Days::new(days), evidence: heard() };
        let given = vault.give_hiv_consent(self.actor(who), &ring, &casework, &given, self.form()).await;
        given.expect("answered").is_some()
    }

    pub(super) async fn look_at_hiv(&mut self, who: usize, case: Option<usize>) -> Held {
        let (vault, id) = (&self.deployment.vault, self.case_id(case));
        let opens = vault.open_hiv(self.actor(who), id).await.expect("answered").is_some();
        let there = vault.holds_hiv(self.actor(who), id).await.expect("answered");
        let must = self.model.opens_hiv(who, case);
        self.same(|| format!("what {} opens about HIV of case {case:?}", NAMES[who]), (opens, there), (must, must))
    }

    /// The third of the papers is lost.
    pub(super) async fn make_papers(&self, who: usize) -> (Came, Made) {
        let made = self.deployment.vault.make_recovery_sheet(self.actor(who), self.form()).await.expect("answered");
        match made {
            Some(Sheet::Now { shares, .. }) => {
                let [one, _, other] = *shares;
                (Came::Done, Made::Papers([one, other]))
            }
            Some(Sheet::Before) | None => (Came::Refused, Made::Nothing),
        }
    }

    pub(super) async fn come_with_papers(&self, who: usize, sheet: Option<usize>) -> bool {
        let forged = |number| Share::new(number, SheetMark::of([7; 4]), [number; 32]);
        let shares = sheet.map_or_else(|| [forged(1), forged(2)], |sheet| self.papers[sheet].clone());
        let opened = self.deployment.vault.open_recovery_sheet(self.actor(who), &Opening { shares }).await;
        opened.expect("answered").is_some_and(|opened| opened.is_ok())
    }
}
