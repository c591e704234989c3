//! What a volunteer is reminded of: the least of each contact of hers that answers whom to look in on, sealed to her own key
//! pair when the contact comes in. A phone never holds it; the contact itself stays sealed to the desk.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{Place, filled_up};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may};
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::contact::Contact;
use domain::date::local_date;
use domain::id::{AccountId, ContactId};
use domain::micro_plan::{KEPT, MicroPlan, Noted, Reminder};
use uuid::Uuid;

/// Most reminders that a plan is made of, the newest: eleven contacts of every day there is.
const READ: i64 = 2_000;
/// What is sealed is filled up with blanks to this: its length tells nothing.
const PADDED_TO: usize = 256;

/// Who is reminded: whose plan it is, with the key it is sealed to.
#[derive(sqlx::FromRow)]
pub(crate) struct Planner {
    id: Uuid,
    public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    contact_id: Uuid,
    sealed: Vec<u8>,
    taken_over: i64,
}

fn place(contact: Uuid) -> Place<'static> {
    Place::outside_cases("reminders", "sealed", contact)
}

impl Vault {
    /// Whom the actor looks in on this month, of her own contacts; audited before it is opened. `None` when her role has no
    /// such plan.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn micro_plan(&self, actor: &Actor) -> Result<Option<MicroPlan>> {
        if !actor.may(Action::SeeMicroPlan) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select reminders.contact_id, reminders.sealed, \
             (select count(*) from contacts_taken_over where contacts_taken_over.contact_id = reminders.contact_id) as taken_over \
             from reminders join contacts on contacts.id = reminders.contact_id \
             where reminders.party_id = $1 and contacts.logged_by = $2 and contacts.logged_at > $3 \
             order by contacts.logged_at desc, contacts.id desc limit $4",
            actor.own_key().party.0, actor.account.0, self.now() - KEPT, READ => fetch_all
        )?;
        let today = self.today();
        if rows.is_empty() {
            return Ok(Some(MicroPlan::of(&[], today)));
        }
        let event = Event { reason: Reason::Support, basis: Basis::Anonymous, ..Event::of(Deed::Listed) };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        let noted: Result<Vec<_>> = rows
            .into_iter()
            .map(|row| {
                let (plain, _) =
                    actor.own_key().open(place(row.contact_id), &row.sealed).ok_or(Error::Inconsistent("reminders"))?;
                let reminder = serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent("reminders"))?;
                Ok(Noted { reminder, taken_over: row.taken_over > 0 })
            })
            .collect();
        Ok(Some(MicroPlan::of(&noted?, today)))
    }

    /// Whose plan it is, if somebody of this role has one.
    pub(crate) async fn planner(
        &self,
        writing: &mut Writing,
        account: AccountId,
        role: Role,
    ) -> Result<Option<Planner>> {
        if !may(role, Action::SeeMicroPlan) {
            return Ok(None);
        }
        Ok(sql!(
            writing.conn(),
            query_as::<Planner>,
            "select parties.id, parties.public_key from accounts join parties on parties.id = accounts.party_id where accounts.id = $1",
            account.0 => fetch_optional
        )?)
    }

    /// Seals what she is reminded of by a contact that was kept now, if by anything.
    pub(crate) async fn remind(
        &self,
        writing: &mut Writing,
        planner: &Planner,
        (id, now): (ContactId, DateTime<Utc>),
        contact: &Contact,
    ) -> Result<()> {
        let Some(reminder) = Reminder::of(contact, local_date(now)) else { return Ok(()) };
        let body = filled_up(serde_json::to_vec(&reminder).expect("a reminder is plain data"), PADDED_TO);
        let sealed = self.seal_to_party(&planner.public_key, place(id.0), &body)?;
        change!(
            writing.conn(),
            "insert into reminders (contact_id, party_id, sealed) values ($1, $2, $3)",
            id.0,
            planner.id,
            sealed
        )?;
        Ok(())
    }

    /// Deletes the reminders of contacts that came in too long ago.
    pub(crate) async fn sweep_reminders(&self, writing: &mut Writing) -> Result<u64> {
        Ok(change!(
            writing.conn(),
            "delete from reminders where contact_id in (select id from contacts where logged_at <= $1)",
            self.now() - KEPT
        )?)
    }
}
