use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::Deed;
use domain::id::SubmissionId;
use domain::needs::NeedWords;
use uuid::Uuid;

/// What is written of her strengths and in her own words, with who wrote it.
pub struct Kept {
    /// Its number within the case, from one.
    pub number: i64,
    /// What.
    pub words: NeedWords,
    /// Who.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// What came of writing them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsSaved {
    /// They stand; the same for a second post of the same form.
    Now,
    /// Somebody else wrote since what was seen. Nothing was written.
    Meanwhile,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

impl Vault {
    /// The newest words. Earlier ones stay in the database; a page shows what holds.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn need_words(&self, proof: &Opened<segment::Casework>) -> Result<Option<Kept>> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select need_words.id, need_words.number, need_words.data_key_id, need_words.sealed, accounts.name, need_words.recorded_at \
             from need_words join accounts on accounts.id = need_words.recorded_by \
             where need_words.case_id = $1 order by need_words.number desc limit 1",
            proof.case().0 => fetch_optional
        )?;
        let open = |row: Row| {
            let words = proof.read("need_words", row.id, row.data_key_id, &row.sealed)?;
            Ok(Kept { number: row.number, words, recorded_by: row.name, recorded_at: row.recorded_at })
        };
        row.map(open).transpose()
    }

    /// Writes new words beside the earlier ones, if nobody did since those numbered `seen` (zero for none). `None` when the
    /// key is not held any more, or the client is not supported.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn write_need_words(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        words: &NeedWords,
        seen: i64,
        form: SubmissionId,
    ) -> Result<Option<WordsSaved>> {
        let Some(mut work) = self.begin_served_work(actor, ring).await? else { return Ok(None) };
        let case = ring.case();
        let id = self.new_id();
        if crate::submission::claim(&mut work.writing, actor, form, id, work.now).await?.is_some() {
            return Ok(Some(WordsSaved::Now));
        }
        let newest = sql!(
            work.writing.conn(),
            query_scalar::<i64>,
            "select coalesce(max(number), 0) from need_words where case_id = $1",
            case.0 => fetch_one
        )?;
        if newest != seen {
            return Ok(Some(WordsSaved::Meanwhile));
        }
        let (key, sealed) = work.casework.write(self, "need_words", id, words);
        change!(
            work.writing.conn(),
            "insert into need_words (id, case_id, number, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            case.0,
            seen + 1,
            key,
            sealed,
            actor.account.0,
            work.now
        )?;
        self.end_work(work, actor, ring, Deed::Recorded).await?;
        Ok(Some(WordsSaved::Now))
    }
}
