//! The contacts of the last weeks, opened to be counted for who coordinates the volunteers.

use super::{Logged, Row};
use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::Result;
use chrono::{NaiveDate, NaiveTime};
use domain::access::Action;
use domain::date::at_local;

impl Vault {
    /// Every contact of one's team that was kept since a day; audited before they are opened. What took place since then was
    /// kept since then too.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn contacts_since(&self, actor: &Actor, day: NaiveDate) -> Result<Option<Vec<Logged>>> {
        if !actor.may(Action::SeeContactBoard) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select contacts.id, contacts.party_id, contacts.sealed, contacts.logged_by, accounts.name, contacts.logged_at, \
             (select count(*) from contacts_taken_over where contacts_taken_over.contact_id = contacts.id) as taken_over \
             from contacts join holdings on holdings.party_id = contacts.party_id and holdings.account_id = $1 \
             join accounts on accounts.id = contacts.logged_by \
             where contacts.team_id = $2 and contacts.logged_at >= $3 order by contacts.logged_at desc, contacts.id desc",
            actor.account.0, actor.team.0, at_local(day, NaiveTime::MIN) => fetch_all
        )?;
        self.open_contacts(writing, actor, rows).await.map(Some)
    }
}
