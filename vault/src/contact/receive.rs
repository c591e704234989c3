//! What phones saved without a signal: opened with the intake key at receipt, checked with the rules of the form, sealed to
//! the team's desk and counted in one transaction, answered with a receipt for each. A number is kept once, however often
//! it comes.

use super::keep::{Arrival, Counted};
use crate::Vault;
use crate::actor::By;
use crate::crypt::{IntakeKey, Token};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may};
use domain::accompaniment::{Accompaniment, SavedAccompaniment};
use domain::account::Role;
use domain::audit::PublicKey;
use domain::contact::{Contact, Refused, SavedContact, day_of};
use domain::id::{AccountId, ContactId, OrganisationId, PhoneId, TeamId};
use serde::Deserialize;
use uuid::Uuid;

/// What a phone seals: one of these.
#[derive(Deserialize)]
#[serde(untagged)]
enum Saved {
    Contact(Box<SavedContact>),
    Accompaniment(SavedAccompaniment),
}

/// What passes today's rules.
enum Judged {
    Contact(Box<Contact>),
    Accompaniment(Accompaniment),
}

/// What became of one contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Receipt {
    /// It is kept, now or since an earlier time it came. The phone may forget it.
    Kept,
    /// It was not taken. The phone keeps it until somebody settles it.
    Refused(Refused),
}

/// What became of a batch.
pub enum Received {
    /// The phone was shut: it forgets everything.
    Shut,
    /// No phone of this secret is known, as after a restore from before it was enrolled: what waits on it stays there, and is
    /// sent when she enrols it anew.
    Unknown,
    /// A receipt for each, in the order they came, and the key to seal to from now on.
    Answered {
        /// Each contact's.
        receipts: Vec<(ContactId, Receipt)>,
        /// The key.
        seal_to: PublicKey,
    },
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    team_id: Uuid,
    organisation_id: Uuid,
    role: String,
    closed: i64,
    shut: i64,
}

/// The phone that speaks, and whose it is.
struct Phone {
    id: PhoneId,
    account: AccountId,
    team: TeamId,
    organisation: OrganisationId,
    role: Role,
    /// Whether she may log contacts.
    may: bool,
    /// Whether it was shut.
    shut: bool,
}

impl Row {
    fn phone(&self) -> Result<Phone> {
        let role = Role::from_code(&self.role).map_err(|_| Error::Inconsistent("accounts"))?;
        Ok(Phone {
            id: PhoneId(self.id),
            account: AccountId(self.account_id),
            team: TeamId(self.team_id),
            organisation: OrganisationId(self.organisation_id),
            role,
            may: self.closed == 0 && may(role, Action::LogContact),
            shut: self.shut > 0,
        })
    }
}

impl Vault {
    /// Opens contacts that phones sealed with these keys, today's first.
    #[must_use]
    pub fn receiving(mut self, keys: Vec<IntakeKey>) -> Self {
        self.intake = keys;
        self
    }

    /// What phones seal to; `None` where this program does not receive from phones.
    #[must_use]
    pub fn intake_key(&self) -> Option<PublicKey> {
        self.intake.first().map(IntakeKey::public)
    }

    /// Keeps what a phone saved. All of it in one transaction: what is answered is on disk. `None` where this program has no
    /// intake key.
    ///
    /// # Errors
    /// When the database is not available: nothing was written, and the phone asks again.
    pub async fn receive_contacts(
        &self,
        token: &Token,
        batch: &[(ContactId, &[u8])],
        known_commune: impl Fn(&str) -> bool,
    ) -> Result<Option<Received>> {
        let Some(seal_to) = self.intake_key() else { return Ok(None) };
        // A stranger does not hold up who writes.
        let mut reading = self.database.read().await?;
        let asks = self.phone_of(reading.conn(), token).await?;
        let team = match asks {
            None => return Ok(Some(Received::Unknown)),
            Some(phone) if phone.shut => return Ok(Some(Received::Shut)),
            Some(phone) => phone.team,
        };
        drop(reading);
        let mut writing = self.database.write().await?;
        // Whoever shuts the phone or closes its owner's account waits, or was here before and is seen below.
        self.lock_team(&mut writing, team).await?;
        let now = self.now();
        let Some(phone) = self.phone_of(writing.conn(), token).await? else { return Ok(Some(Received::Unknown)) };
        if phone.shut {
            return Ok(Some(Received::Shut));
        }
        let desk = self.desk_of(&mut writing, phone.team).await?;
        let planner = self.planner(&mut writing, phone.account, phone.role).await?;
        let (mut receipts, mut counted) = (Vec::with_capacity(batch.len()), Counted::default());
        for (id, sealed) in batch {
            let saved = self.open_saved(&mut writing, &phone, *id, sealed).await?;
            let judged = saved.and_then(|saved| judge(&phone, saved, now, &known_commune));
            let judged = judged.and_then(|saved| desk.as_ref().map(|desk| (saved, desk)).ok_or(Refused::NoDesk));
            let by = By::Phone { account: phone.account, organisation: phone.organisation, role: phone.role };
            let arrival = Arrival { id: *id, by, account: phone.account, at: now };
            let kept = match judged {
                Err(refused) => Err(refused),
                Ok((Judged::Contact(contact), desk)) => {
                    let desk = (desk, planner.as_ref());
                    let kept = self.keep_contact(&mut writing, desk, &arrival, &contact).await?;
                    if kept {
                        counted.add(&contact);
                    }
                    Ok(kept)
                }
                Ok((Judged::Accompaniment(told), desk)) => {
                    Ok(self.keep_accompaniment(&mut writing, desk, &arrival, &told).await?)
                }
            };
            let receipt = match kept {
                Err(refused) => Receipt::Refused(refused),
                Ok(true) => Receipt::Kept,
                Ok(false) => self.is_hers(&mut writing, *id, phone.account).await?,
            };
            receipts.push((*id, receipt));
        }
        self.count_all(&mut writing, phone.account, &counted).await?;
        change!(
            writing.conn(),
            "insert into phone_syncs (phone_id, last_at) values ($1, $2) on conflict (phone_id) do update set last_at = excluded.last_at",
            phone.id.0,
            now
        )?;
        writing.commit().await?;
        Ok(Some(Received::Answered { receipts, seal_to }))
    }

    async fn phone_of(&self, conn: Conn<'_>, token: &Token) -> Result<Option<Phone>> {
        let row = sql!(
            conn,
            query_as::<Row>,
            "select phones.id, phones.account_id, accounts.team_id, teams.organisation_id, accounts.role, \
             (select count(*) from account_closures where account_closures.account_id = accounts.id) as closed, \
             (select count(*) from phone_ends where phone_ends.phone_id = phones.id) as shut \
             from phones join accounts on accounts.id = phones.account_id join teams on teams.id = accounts.team_id \
             where phones.token_hash = $1",
            &token.hash()[..] => fetch_optional
        )?;
        row.as_ref().map(Row::phone).transpose()
    }

    /// Opens what is sealed, when it is hers and of this phone.
    async fn open_saved(
        &self,
        writing: &mut Writing,
        phone: &Phone,
        id: ContactId,
        sealed: &[u8],
    ) -> Result<std::result::Result<Saved, Refused>> {
        let Some(plain) = self.intake.iter().find_map(|key| key.open(id, sealed)) else {
            return Ok(Err(Refused::DoesNotOpen));
        };
        // What opens and does not read is of a version that is not known here.
        let Ok(saved) = serde_json::from_slice::<Saved>(&plain) else { return Ok(Err(Refused::NotValid)) };
        let (account, sealed_as) = match &saved {
            Saved::Contact(saved) => (saved.account, saved.phone),
            Saved::Accompaniment(saved) => (saved.account, saved.phone),
        };
        if account != phone.account || !self.is_of(writing, phone, sealed_as).await? {
            return Ok(Err(Refused::NotOfThisPhone));
        }
        Ok(Ok(saved))
    }

    /// Whether what was sealed as this phone may come from the one that speaks: it is the same, enrolled anew since. Not one that
    /// was shut, nor another's.
    async fn is_of(&self, writing: &mut Writing, phone: &Phone, sealed_as: PhoneId) -> Result<bool> {
        if sealed_as == phone.id {
            return Ok(true);
        }
        let others = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select count(*) from phones where id = $1 and (account_id <> $2 \
             or exists (select 1 from phone_ends where phone_ends.phone_id = phones.id))",
            sealed_as.0, phone.account.0 => fetch_one
        )?;
        Ok(others == 0)
    }

    /// The same number came before: it is kept, if it is hers. One that was erased since was kept too, and stays away.
    async fn is_hers(&self, writing: &mut Writing, id: ContactId, account: AccountId) -> Result<Receipt> {
        let hers = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select count(*) from contacts where id = $1 and logged_by = $2",
            id.0, account.0 => fetch_one
        )?;
        let came = hers == 1 || self.told_this(writing, id, account).await? || self.is_gone(writing, id.0).await?;
        Ok(if came { Receipt::Kept } else { Receipt::Refused(Refused::Taken) })
    }
}

/// Whether what a phone of hers saved passes today's rules.
fn judge(
    phone: &Phone,
    saved: Saved,
    now: DateTime<Utc>,
    known_commune: impl Fn(&str) -> bool,
) -> std::result::Result<Judged, Refused> {
    if !phone.may {
        return Err(Refused::NotAllowed);
    }
    let saved = match saved {
        Saved::Contact(saved) => saved,
        Saved::Accompaniment(saved) => {
            let told = saved.accompaniment.check(saved.day(now));
            return told.map(Judged::Accompaniment).map_err(|_| Refused::NotValid);
        }
    };
    let day = saved.day(now);
    // As the phone checked it: a follow-up that was to come when she wrote it may be past by now.
    let contact = saved.form.check(day_of(saved.saved_at), known_commune);
    let contact = contact.map_err(|_| Refused::NotValid)?;
    Ok(Judged::Contact(Box::new(Contact { met_on: Some(day), ..contact })))
}
