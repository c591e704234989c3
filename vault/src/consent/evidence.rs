use super::Entry;
use crate::Vault;
use crate::access::{Opened, segment};
use crate::engine::sql;
use crate::error::Result;
use domain::consent::Evidence;
use domain::id::ConsentId;
use std::collections::HashMap;
use uuid::Uuid;

/// An entry of the ledger with its proof: who witnessed, interpreted, spoke for her.
pub struct Proven {
    /// The entry.
    pub entry: Entry,
    /// The proof; a refusal has none.
    pub evidence: Option<Evidence>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

impl Vault {
    /// The whole ledger of a case with its proofs (Decree 356/2025 Art. 6.2: the controller can show them). The proof of what
    /// was given to a partner for itself is with that partner.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn evidence(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Proven>> {
        let entries = self.consents(proof).await?;
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed from consents where case_id = $1 and sealed is not null \
             and purpose not in ('compartment', 'shared_result')",
            proof.case().0 => fetch_all
        )?;
        let mut proofs = HashMap::with_capacity(rows.len());
        for row in rows {
            let evidence: Evidence = proof.read("consents", row.id, row.data_key_id, &row.sealed)?;
            proofs.insert(ConsentId(row.id), evidence);
        }
        Ok(entries.into_iter().map(|entry| Proven { evidence: proofs.remove(&entry.id), entry }).collect())
    }
}
