//! The client herself: her identity and her safe-contact card, each behind its own proof.

mod edit;

pub use edit::{LastEdit, Saved};
pub(crate) use edit::{What, next_number};

use crate::Vault;
use crate::access::{Opened, segment};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use domain::client::{Identity, SafeContact};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

impl Vault {
    /// How to reach her.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn safe_contact(&self, proof: &Opened<segment::Contact>) -> Result<SafeContact> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select data_key_id, sealed from safe_contacts where case_id = $1",
            proof.case().0 => fetch_optional
        )?;
        let row = row.ok_or(Error::Inconsistent("safe_contacts"))?;
        proof.read("safe_contacts", proof.case().0, row.data_key_id, &row.sealed)
    }

    /// Who she is, as far as she said.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn identity(&self, proof: &Opened<segment::Identity>) -> Result<Identity> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select data_key_id, sealed from identities where case_id = $1",
            proof.case().0 => fetch_optional
        )?;
        let row = row.ok_or(Error::Inconsistent("identities"))?;
        proof.read("identities", proof.case().0, row.data_key_id, &row.sealed)
    }

    pub(crate) async fn put_safe_contact(
        &self,
        writing: &mut Writing,
        proof: &Opened<segment::Contact>,
        card: &SafeContact,
    ) -> Result<()> {
        let (key, sealed) = proof.write(self, "safe_contacts", proof.case().0, card);
        change!(
            writing.conn(),
            "insert into safe_contacts (case_id, data_key_id, sealed) values ($1, $2, $3)",
            proof.case().0,
            key,
            sealed
        )?;
        Ok(())
    }

    pub(crate) async fn put_identity(
        &self,
        writing: &mut Writing,
        proof: &Opened<segment::Identity>,
        identity: &Identity,
    ) -> Result<()> {
        let (key, sealed) = proof.write(self, "identities", proof.case().0, identity);
        change!(
            writing.conn(),
            "insert into identities (case_id, data_key_id, sealed) values ($1, $2, $3)",
            proof.case().0,
            key,
            sealed
        )?;
        Ok(())
    }
}
