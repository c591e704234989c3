//! Phones on which somebody logs contacts without a signal: given a secret once, shut by whoever leads the team. A phone's
//! secret lets it add contacts in its owner's name, and read nothing.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::Token;
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, PublicKey};
use domain::id::{AccountId, PhoneId, SubmissionId};
use uuid::Uuid;

/// What a phone is given, once.
pub struct Enrolled {
    /// Its id.
    pub phone: PhoneId,
    /// Whose it is.
    pub account: AccountId,
    /// What it shows with each batch.
    pub token: Token,
    /// What it seals to.
    pub seal_to: PublicKey,
}

/// What came of asking for a phone.
pub enum Enrolment {
    /// It is enrolled.
    Now(Enrolled),
    /// An earlier post of this form enrolled it.
    Before,
}

/// A phone as its team sees it.
pub struct Known {
    /// Its id.
    pub id: PhoneId,
    /// Who uses it.
    pub name: String,
    /// Since when.
    pub enrolled_at: DateTime<Utc>,
    /// When it last sent something.
    pub last_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    enrolled_at: DateTime<Utc>,
    last_at: Option<DateTime<Utc>>,
}

impl Vault {
    /// Enrols the phone in her hand. `None` when her role does not log contacts, her account was closed or has another key pair
    /// by now, or this program has no intake key.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn enrol_phone(&self, actor: &Actor, form: SubmissionId) -> Result<Option<Enrolment>> {
        let Some(seal_to) = self.intake_key().filter(|_| actor.may(Action::LogContact)) else { return Ok(None) };
        let (id, token) = (self.new_id(), Token::new(self.entropy.as_ref()));
        let mut writing = self.database.write().await?;
        let now = self.now();
        // Whoever closes her account, or lets her in again, shuts the phones that are there: none comes after that.
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(Enrolment::Before));
        }
        change!(
            writing.conn(),
            "insert into phones (id, account_id, token_hash, enrolled_at) values ($1, $2, $3, $4)",
            id,
            actor.account.0,
            &token.hash()[..],
            now
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::PhoneEnrolled)).await?;
        writing.commit().await?;
        Ok(Some(Enrolment::Now(Enrolled { phone: PhoneId(id), account: actor.account, token, seal_to })))
    }

    /// The phones of one's team that are not shut, for whoever leads it; newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn phones(&self, actor: &Actor) -> Result<Option<Vec<Known>>> {
        if !actor.may(Action::ShutPhone) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select phones.id, accounts.name, phones.enrolled_at, phone_syncs.last_at from phones \
             join accounts on accounts.id = phones.account_id left join phone_syncs on phone_syncs.phone_id = phones.id \
             where accounts.team_id = $1 and not exists (select 1 from phone_ends where phone_ends.phone_id = phones.id) \
             order by phones.enrolled_at desc, phones.id",
            actor.team.0 => fetch_all
        )?;
        let known = |row: Row| Known {
            id: PhoneId(row.id),
            name: row.name,
            enrolled_at: row.enrolled_at,
            last_at: row.last_at,
        };
        Ok(Some(rows.into_iter().map(known).collect()))
    }

    /// Shuts a phone that is lost or given back: it sends nothing any more, and forgets everything when it next asks. `None`
    /// when it is not of one's team, or one does not lead it.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn shut_phone(&self, actor: &Actor, phone: PhoneId) -> Result<Option<()>> {
        if !actor.may(Action::ShutPhone) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        let theirs = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select count(*) from phones join accounts on accounts.id = phones.account_id where phones.id = $1 and accounts.team_id = $2",
            phone.0, actor.team.0 => fetch_one
        )?;
        if theirs == 0 {
            return Ok(None);
        }
        let ended = change!(
            writing.conn(),
            "insert into phone_ends (phone_id, ended_by, ended_at) values ($1, $2, $3) on conflict (phone_id) do nothing",
            phone.0,
            actor.account.0,
            now
        )?;
        if ended == 1 {
            self.note(&mut writing, Some(actor), &Event::of(Deed::PhoneShut)).await?;
        }
        writing.commit().await?;
        Ok(Some(()))
    }
}
