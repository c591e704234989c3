//! Keeping one contact, however it came: sealed to the desk, noted, counted.

use super::place;
use crate::Vault;
use crate::actor::By;
use crate::audit::Event;
use crate::crypt::filled_up;
use crate::desk::Desk;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use crate::fact::Fact;
use crate::micro_plan::Planner;
use chrono::{DateTime, Utc};
use domain::audit::{Basis, Deed, Reason};
use domain::commodity::{Stock, Thing};
use domain::contact::{Contact, Met};
use domain::id::{AccountId, ContactId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Bytes: by its length a contact would be found again in the case that took it over.
const PADDED_TO: usize = 512;

/// A contact that comes in.
pub(crate) struct Arrival<'a> {
    pub(crate) id: ContactId,
    pub(crate) by: By<'a>,
    pub(crate) account: AccountId,
    pub(crate) at: DateTime<Utc>,
}

/// What is counted of one fact: kind, commune, age band, detail.
type What = (&'static str, String, &'static str, &'static str);

/// The facts of several contacts of one author, each counted up once, and what she gave.
#[derive(Default)]
pub(super) struct Counted {
    facts: BTreeMap<What, i64>,
    given: Stock,
}

impl Counted {
    pub(super) fn of(contact: &Contact) -> Self {
        let mut counted = Self::default();
        counted.add(contact);
        counted
    }

    pub(super) fn add(&mut self, contact: &Contact) {
        let age_band = if let Met::Anonymous { age, .. } = contact.met { age.code() } else { "" };
        for thing in Thing::ALL {
            self.given = self.given.with(*thing, thing.of(&contact.given));
        }
        let given = contact.given.all().map(|(what, quantity)| (given_kind(what), "", i64::from(quantity)));
        let other = [
            ("contact", contact.place.code(), 1),
            ("referral_offered", "", i64::from(contact.referral_offered)),
            ("referral_wanted", "", i64::from(contact.wants_referral)),
        ];
        for (kind, detail, quantity) in other.into_iter().chain(given).filter(|(.., quantity)| *quantity > 0) {
            *self.facts.entry((kind, contact.commune.clone(), age_band, detail)).or_default() += quantity;
        }
    }
}

fn given_kind(what: &str) -> &'static str {
    match what {
        "condoms" => "given_condoms",
        "female_condoms" => "given_female_condoms",
        "lubricant" => "given_lubricant",
        "needles" => "given_needles",
        "self_tests" => "given_self_tests",
        _ => "given_leaflets",
    }
}

impl Vault {
    /// Whether a contact of this number was kept and erased since.
    pub(crate) async fn is_gone(&self, writing: &mut Writing, contact: Uuid) -> Result<bool> {
        let gone = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select count(*) from contacts_gone where id = $1",
            contact => fetch_one
        )?;
        Ok(gone > 0)
    }

    /// Seals and stores a contact with its audit event, and what its volunteer is reminded of by it. `false` when there is one of this number already, or was before it was
    /// erased: nothing was written.
    pub(super) async fn keep_contact(
        &self,
        writing: &mut Writing,
        (desk, planner): (&Desk, Option<&Planner>),
        arrival: &Arrival<'_>,
        contact: &Contact,
    ) -> Result<bool> {
        let id = arrival.id.0;
        if self.is_gone(writing, id).await? {
            return Ok(false);
        }
        let body = filled_up(serde_json::to_vec(contact).expect("a contact is plain data"), PADDED_TO);
        let sealed = desk.seal(self, place(id), &body)?;
        let kept = change!(
            writing.conn(),
            "insert into contacts (id, team_id, party_id, sealed, logged_by, logged_at) \
             select $1, accounts.team_id, $2, $3, accounts.id, $4 from accounts where accounts.id = $5 on conflict (id) do nothing",
            id,
            desk.party(),
            sealed,
            arrival.at,
            arrival.account.0
        )?;
        if kept == 0 {
            return Ok(false);
        }
        if let Some(planner) = planner {
            self.remind(writing, planner, (arrival.id, arrival.at), contact).await?;
        }
        let event = Event { reason: Reason::Support, basis: Basis::Anonymous, ..Event::of(Deed::ContactKept) };
        self.note_by(writing, arrival.by, &event).await?;
        Ok(true)
    }

    /// Counts facts up, and takes what was given off what its giver carries.
    pub(super) async fn count_all(&self, writing: &mut Writing, by: AccountId, counted: &Counted) -> Result<()> {
        self.count_given(writing, by, &counted.given).await?;
        for (&(kind, ref commune, age_band, detail), &quantity) in &counted.facts {
            let fact = Fact { kind, commune: Some(commune), age_band: Some(age_band), detail: Some(detail), quantity };
            self.count(writing, &fact).await?;
        }
        Ok(())
    }
}
