//! The contacts of the last weeks, opened to be counted for who coordinates the volunteers.

use super::Logged;
use crate::Vault;
use crate::actor::Actor;
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
        self.contacts_of_desk(actor, at_local(day, NaiveTime::MIN), i64::MAX).await.map(Some)
    }
}
