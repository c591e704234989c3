use crate::Vault;
use crate::actor::Actor;
use crate::agenda::forget_pictures;
use crate::audit::case_tag;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::Deed;
use domain::id::{AccountId, CaseId, CoverId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Covered {
    id: Uuid,
    audit_key: Vec<u8>,
}

impl Vault {
    /// Ends a cover of one's team before its last day: a record for each case, and every key that was sealed for it gone at
    /// once. `None` when there is nothing left to end.
    ///
    /// # Errors
    /// When the database is not available: it goes on.
    pub async fn end_cover(&self, actor: &Actor, cover: CoverId) -> Result<Option<()>> {
        if !actor.may(Action::GiveCover) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let now = self.now();
        let cases = sql!(
            writing.conn(),
            query_as::<Covered>,
            "select cases.id, cases.audit_key from cover_cases join covers on covers.id = cover_cases.cover_id \
             join cases on cases.id = cover_cases.case_id where covers.id = $1 and covers.team_id = $2 and covers.until_at > $3 \
             and not exists (select 1 from cover_ends where cover_ends.cover_id = covers.id and cover_ends.case_id = cases.id) \
             order by cases.id",
            cover.0, actor.team.0, now => fetch_all
        )?;
        if cases.is_empty() {
            return Ok(None);
        }
        for case in &cases {
            self.lock_case(writing.conn(), CaseId(case.id)).await?;
        }
        change!(
            writing.conn(),
            "insert into cover_ends (cover_id, case_id, ended_by, ended_at) select cover_id, case_id, $1, $2 from cover_cases \
             where cover_id = $3 on conflict (cover_id, case_id) do nothing",
            actor.account.0,
            now,
            cover.0
        )?;
        for case in &cases {
            forget_pictures(&mut writing, CaseId(case.id)).await?;
        }
        change!(writing.conn(), "delete from wraps where cover_id = $1", cover.0)?;
        for case in &cases {
            self.drop_drafts_of_covers(&mut writing, CaseId(case.id)).await?;
        }
        let tags = cases.iter().map(|case| case_tag(&case.audit_key)).collect();
        self.note_handed(&mut writing, actor, Deed::CoverEnded, &[], tags).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Where a client is supported no more nobody works on her case in another's place: every cover of it ends, its keys
    /// go, and what was begun with them. Where she took it back herself no account ended the cover, so its record stands to
    /// its last day, and opens nothing. The case is locked.
    pub(crate) async fn stop_covers_of(&self, writing: &mut Writing, case: CaseId, by: Option<Uuid>) -> Result<()> {
        match by {
            Some(account) => self.end_covers_of(writing, case, AccountId(account)).await?,
            None => forget_keys_of_covers(writing, case).await?,
        }
        self.drop_drafts_of_covers(writing, case).await
    }

    /// Who carries a case from now on needs nobody in her place: every cover of it ends. The case is locked.
    pub(crate) async fn end_covers_of(&self, writing: &mut Writing, case: CaseId, by: AccountId) -> Result<()> {
        change!(
            writing.conn(),
            "insert into cover_ends (cover_id, case_id, ended_by, ended_at) select cover_cases.cover_id, cover_cases.case_id, $1, $2 \
             from cover_cases join covers on covers.id = cover_cases.cover_id where cover_cases.case_id = $3 and covers.until_at > $2 \
             on conflict (cover_id, case_id) do nothing",
            by.0,
            self.now(),
            case.0
        )?;
        forget_keys_of_covers(writing, case).await
    }

    /// What somebody who covered had half written goes with her keys: unless the case is hers by now, or still open to her.
    pub(crate) async fn drop_drafts_of_covers(&self, writing: &mut Writing, case: CaseId) -> Result<()> {
        change!(
            writing.conn(),
            "delete from drafts where case_id = $1 and account_id in (select covers.colleague_id from covers \
             join cover_cases on cover_cases.cover_id = covers.id where cover_cases.case_id = $1) \
             and not exists (select 1 from held_wraps where held_wraps.account_id = drafts.account_id \
             and held_wraps.case_id = drafts.case_id and held_wraps.segment = 'casework' \
             and held_wraps.valid_from <= $2 and held_wraps.valid_until > $2)",
            case.0,
            self.now()
        )?;
        Ok(())
    }

    /// Ends what somebody covers whose key pair is taken away; her wraps are gone with it.
    pub(crate) async fn end_covers_by(&self, writing: &mut Writing, colleague: AccountId, by: AccountId) -> Result<()> {
        change!(
            writing.conn(),
            "insert into cover_ends (cover_id, case_id, ended_by, ended_at) select cover_cases.cover_id, cover_cases.case_id, $1, $2 \
             from cover_cases join covers on covers.id = cover_cases.cover_id where covers.colleague_id = $3 and covers.until_at > $2 \
             on conflict (cover_id, case_id) do nothing",
            by.0,
            self.now(),
            colleague.0
        )?;
        Ok(())
    }
}

/// Every key that was sealed for a cover of the case.
async fn forget_keys_of_covers(writing: &mut Writing, case: CaseId) -> Result<()> {
    forget_pictures(writing, case).await?;
    change!(
        writing.conn(),
        "delete from wraps where cover_id is not null and data_key_id in (select id from data_keys where case_id = $1)",
        case.0
    )?;
    Ok(())
}
