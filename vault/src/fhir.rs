//! What a partner's own system is told of the referrals its desk opens, and what it says back. The same doors as a person's at
//! that desk: the packet's key, the audit before the look, the table of states behind the lock.

use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::fhir::{Offered, Organisation, Step, Told};
use domain::id::{ListingId, OrganisationId, ReferralId};
use domain::organisation::OrganisationKind;
use std::collections::HashMap;
use uuid::Uuid;

/// Between whom a referral is, and how long the client's request for it lives.
#[derive(sqlx::FromRow)]
struct Asked {
    id: Uuid,
    sender_id: Uuid,
    receiver_id: Uuid,
    valid_from: DateTime<Utc>,
    valid_until: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct OrganisationRow {
    id: Uuid,
    kind: String,
    name: String,
    address: String,
}

#[derive(sqlx::FromRow)]
struct ListingRow {
    id: Uuid,
    organisation_id: Uuid,
    number: i64,
    told: String,
}

impl Vault {
    /// Every referral to the actor's organisation whose packet opens, or the one that is named. `None` when the role receives
    /// nothing.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn told(&self, actor: &Actor, only: Option<ReferralId>) -> Result<Option<Vec<Told>>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(None);
        }
        let followed = match only {
            None => self.referrals(actor).await?.unwrap_or_default(),
            Some(id) => self.referral(actor, id).await?.into_iter().collect(),
        };
        let asked = self.asked(actor, only).await?;
        let told = followed.into_iter().filter_map(|one| {
            // Gone between the two statements: then it is not there.
            let asked = asked.get(&one.standing.id.0)?;
            let steps = one.history.into_iter().map(|moved| Step {
                state: moved.state,
                at: moved.at,
                said: moved.said,
                declined: moved.declined,
            });
            Some(Told {
                id: one.standing.id,
                steps: steps.collect(),
                issued_at: one.standing.issued_at,
                expected_by: one.standing.expected_by,
                sender: OrganisationId(asked.sender_id),
                receiver: OrganisationId(asked.receiver_id),
                packet: one.packet,
                asked_from: asked.valid_from,
                asked_until: asked.valid_until,
            })
        });
        Ok(Some(told.collect()))
    }

    async fn asked(&self, actor: &Actor, only: Option<ReferralId>) -> Result<HashMap<Uuid, Asked>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Asked>,
            "select distinct referrals.id, referrals.sender_id, referrals.receiver_id, consents.valid_from, consents.valid_until \
             from held_wraps join referrals on referrals.id = held_wraps.referral_id \
             join consents on consents.id = referrals.consent_id \
             where account_id = $1 and referrals.receiver_id = $2 and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 \
             and (referrals.id = $4 or $4 is null)",
            actor.account.0, actor.organisation.0, self.now(), only.map(|id| id.0) => fetch_all
        )?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    /// An organisation, as the directory names it; for anybody who receives or sends referrals.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<Organisation>> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<OrganisationRow>,
            "select id, kind, name, address from organisations where id = $1",
            id.0 => fetch_optional
        )?;
        row.map(|row| {
            let kind = OrganisationKind::from_code(&row.kind).map_err(|_| Error::Inconsistent("organisations"))?;
            Ok(Organisation { id: OrganisationId(row.id), kind, name: row.name, address: row.address })
        })
        .transpose()
    }

    /// A service that stands in the directory, if it did not end.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn offered(&self, id: ListingId) -> Result<Option<Offered>> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<ListingRow>,
            "select id, organisation_id, number, told from listings_now where id = $1 and status <> 'ended'",
            id.0 => fetch_optional
        )?;
        row.map(|row| {
            Ok(Offered {
                id: ListingId(row.id),
                version: row.number,
                organisation: OrganisationId(row.organisation_id),
                listing: serde_json::from_str(&row.told).map_err(|_| Error::Inconsistent("listings"))?,
            })
        })
        .transpose()
    }
}
