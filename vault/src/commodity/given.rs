//! What a contact gave is taken off what its author carries: counted up in the transaction that keeps the contact.

use crate::Vault;
use crate::engine::{Writing, change};
use crate::error::Result;
use domain::commodity::Stock;
use domain::id::AccountId;

impl Vault {
    /// Counts what somebody's contacts gave, in the month they are kept.
    pub(crate) async fn count_given(&self, writing: &mut Writing, by: AccountId, given: &Stock) -> Result<()> {
        let month = self.today().format("%Y-%m").to_string();
        for (thing, pieces) in given.some() {
            change!(
                writing.conn(),
                "insert into commodity_given (account_id, month, thing, pieces) values ($1, $2, $3, $4) \
                 on conflict (account_id, month, thing) do update set pieces = commodity_given.pieces + excluded.pieces",
                by.0,
                month.as_str(),
                thing.code(),
                pieces
            )?;
        }
        if given.some().next().is_some() {
            self.note_given_out(writing, by, given).await?;
        }
        Ok(())
    }
}
