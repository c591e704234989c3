//! Outreach contacts: sealed to the team's desk the moment they arrive; who logged one cannot read it back.

mod board;
pub(crate) mod keep;
pub mod phone;
mod receive;

pub use receive::{Receipt, Received};

use crate::Vault;
use crate::actor::{Actor, By};
use crate::audit::Event;
use crate::crypt::Place;
use crate::desk::open_at_desk;
use crate::engine::sql;
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::contact::Contact;
use domain::id::{AccountId, ContactId, SubmissionId};
use keep::{Arrival, Counted};
use uuid::Uuid;

/// A contact as the team's desk reads it.
pub struct Logged {
    /// Its id.
    pub id: ContactId,
    /// What was logged.
    pub contact: Contact,
    /// Who logged it.
    pub by: AccountId,
    /// By name.
    pub logged_by: String,
    /// When.
    pub logged_at: DateTime<Utc>,
    /// Whether it was taken over into a case. Into which, only the case says.
    pub taken_over: bool,
}

/// What a volunteer sees of her own log: counts, nothing to read back.
pub struct Tally {
    /// Contacts logged since this time.
    pub since: i64,
    /// When the last one was kept.
    pub last_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    party_id: Uuid,
    sealed: Vec<u8>,
    logged_by: Uuid,
    name: String,
    logged_at: DateTime<Utc>,
    taken_over: i64,
}

pub(crate) fn place(contact: Uuid) -> Place<'static> {
    Place::outside_cases("contacts", "sealed", contact)
}

impl Vault {
    /// Keeps a contact, with its fact. `None` when the role may not, or the team has no desk yet.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn log_contact(&self, actor: &Actor, contact: &Contact, form: SubmissionId) -> Result<Option<ContactId>> {
        if !actor.may(Action::LogContact) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        let now = self.now();
        let Some(desk) = self.own_desk(&mut writing, actor).await? else { return Ok(None) };
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(ContactId(earlier)));
        }
        let arrival = Arrival { id: ContactId(id), by: By::Staff(actor), account: actor.account, at: now };
        let planner = self.planner(&mut writing, actor.account, actor.role).await?;
        self.keep_contact(&mut writing, (&desk, planner.as_ref()), &arrival, contact).await?;
        self.count_all(&mut writing, actor.account, &Counted::of(contact)).await?;
        writing.commit().await?;
        Ok(Some(ContactId(id)))
    }

    /// How many contacts the actor logged since a time.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn own_tally(&self, actor: &Actor, since: DateTime<Utc>) -> Result<Tally> {
        let mut reading = self.database.read().await?;
        let counted = sql!(
            reading.conn(),
            query_scalar::<i64>,
            "select count(*) from contacts where logged_by = $1 and logged_at >= $2",
            actor.account.0, since => fetch_one
        )?;
        let last_at = sql!(
            reading.conn(),
            query_scalar::<DateTime<Utc>>,
            "select logged_at from contacts where logged_by = $1 order by logged_at desc limit 1",
            actor.account.0 => fetch_optional
        )?;
        Ok(Tally { since: counted, last_at })
    }

    /// The newest contacts of one's team, at most `limit`; audited before they are opened.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn contacts(&self, actor: &Actor, limit: u32) -> Result<Option<Vec<Logged>>> {
        if !actor.may(Action::SeeContacts) {
            return Ok(None);
        }
        self.contacts_of_desk(actor, DateTime::UNIX_EPOCH, i64::from(limit)).await.map(Some)
    }

    /// The newest contacts of one's desk since then, opened once it is on disk that they are.
    async fn contacts_of_desk(&self, actor: &Actor, since: DateTime<Utc>, limit: i64) -> Result<Vec<Logged>> {
        let mut writing = self.database.write().await?;
        let rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select contacts.id, contacts.party_id, contacts.sealed, contacts.logged_by, accounts.name, contacts.logged_at, \
             (select count(*) from contacts_taken_over where contacts_taken_over.contact_id = contacts.id) as taken_over \
             from contacts join holdings on holdings.party_id = contacts.party_id and holdings.account_id = $1 \
             join accounts on accounts.id = contacts.logged_by where contacts.team_id = $2 and contacts.logged_at >= $3 \
             order by contacts.logged_at desc, contacts.id desc limit $4",
            actor.account.0, actor.team.0, since, limit => fetch_all
        )?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.note(
            &mut writing,
            Some(actor),
            &Event { reason: Reason::Support, basis: Basis::Anonymous, ..Event::of(Deed::Listed) },
        )
        .await?;
        writing.commit().await?;
        rows.into_iter()
            .map(|row| {
                let contact = open_at_desk(actor, row.party_id, place(row.id), &row.sealed)?;
                let by = AccountId(row.logged_by);
                Ok(Logged {
                    id: ContactId(row.id),
                    contact,
                    by,
                    logged_by: row.name,
                    logged_at: row.logged_at,
                    taken_over: row.taken_over > 0,
                })
            })
            .collect()
    }
}
