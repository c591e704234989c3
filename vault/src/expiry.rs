//! What has ended is deleted. No query sees it any more; this takes it out of the database, so that a copy of it with a
//! holder's password opens no more than the holder does.

use crate::Vault;
use crate::account::session;
use crate::audit::Event;
use crate::card;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use crate::referral::Waiting;
use chrono::{DateTime, TimeDelta, Utc};
use domain::audit::Deed;
use domain::id::CaseId;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How long after its end something is deleted: a look that began before the end is over by then.
const AFTER: TimeDelta = TimeDelta::minutes(1);
/// Cases whose wraps are deleted in one transaction: nobody waits long for it.
const CASES_AT_ONCE: i64 = 100;

/// How much was deleted. Never whose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Swept {
    /// Wraps past their end, of cases, packets, cards and lists of clubs; what systems past theirs held; what calendars were shown; walk-ins that nothing
    /// was matched with; and what volunteers were reminded of half a year ago.
    pub wraps: i64,
    /// Drafts about cases that do not open any more for who wrote them.
    pub drafts: i64,
    /// Sessions of staff and of clients that were over.
    pub sessions: i64,
    /// Referrals that nobody came by in the time there was.
    pub referrals: i64,
}

impl Swept {
    const fn is_nothing(self) -> bool {
        self.wraps == 0 && self.drafts == 0 && self.sessions == 0 && self.referrals == 0
    }
}

fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

impl Vault {
    /// Deletes what ended a minute ago or longer, with an event and a count; nothing is written when nothing ended. By the
    /// vault's own time, which never goes back: what is live by it is never touched.
    ///
    /// # Errors
    /// When the database is not available: then nothing was deleted.
    pub async fn sweep_expired(&self) -> Result<Swept> {
        let mut all = Swept::default();
        loop {
            let mut writing = self.database.write().await?;
            let now = self.now();
            let ended = now - AFTER;
            let cases = self.cases_with_ended(&mut writing, ended).await?;
            let over = self.referrals_over(&mut writing, ended).await?;
            // Each case is held still first, in the order of their ids, as everybody does who changes several.
            let held: BTreeSet<_> = cases.iter().copied().chain(over.iter().map(Waiting::case)).collect();
            for case in held {
                self.lock_case(writing.conn(), case).await?;
            }
            let wraps = self.sweep_wraps(&mut writing, &cases, ended).await?;
            let walk_ins = count(self.sweep_walk_ins(&mut writing).await?);
            let told = count(self.sweep_accompaniments(&mut writing).await?);
            let reminders = count(self.sweep_reminders(&mut writing).await?);
            let systems = count(self.sweep_systems(&mut writing, ended).await?);
            let calendars = count(self.sweep_feeds(&mut writing, ended).await?);
            let signals = count(self.sweep_signals(&mut writing, ended).await?);
            let members = count(self.sweep_members(&mut writing, ended).await?);
            let drafts = sweep_drafts(&mut writing, ended, now).await?;
            let sessions = sweep_sessions(&mut writing, ended).await?;
            // Last, for each is noted: the audit is held from then on, and whoever works on a case waits for it with the case held.
            let expired = self.expire_referrals(&mut writing, over).await?;
            let swept = Swept {
                wraps: wraps + walk_ins + told + reminders + systems + calendars + signals + members,
                drafts,
                sessions,
                referrals: count(expired as u64),
            };
            if swept.is_nothing() {
                break;
            }
            change!(
                writing.conn(),
                "insert into expiry_sweeps (id, swept_at, wraps, drafts, sessions, referrals) values ($1, $2, $3, $4, $5, $6)",
                self.new_id(),
                self.now(),
                swept.wraps,
                swept.drafts,
                swept.sessions,
                swept.referrals
            )?;
            self.note(&mut writing, None, &Event::of(Deed::ExpiredSwept)).await?;
            writing.commit().await?;
            all.wraps += swept.wraps;
            all.drafts += swept.drafts;
            all.sessions += swept.sessions;
            all.referrals += swept.referrals;
            if count(cases.len() as u64) < CASES_AT_ONCE && swept.referrals < CASES_AT_ONCE {
                break;
            }
        }
        if all.wraps > 0 || all.drafts > 0 {
            // The file, too; when somebody is reading, at the next time.
            self.database.sweep().await?;
        }
        // So is what an erasure left behind, where somebody was reading then, or who approved it went away before its end.
        self.sweep().await?;
        Ok(all)
    }

    /// The next cases of which a wrap has ended.
    async fn cases_with_ended(&self, writing: &mut Writing, ended: DateTime<Utc>) -> Result<Vec<CaseId>> {
        let cases = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select distinct data_keys.case_id from wraps join data_keys on data_keys.id = wraps.data_key_id \
             where wraps.valid_until <= $1 order by data_keys.case_id limit $2",
            ended, CASES_AT_ONCE => fetch_all
        )?;
        Ok(cases.into_iter().map(CaseId).collect())
    }

    /// With the last wrap of a key goes what lay under it. The cases are locked.
    async fn sweep_wraps(&self, writing: &mut Writing, cases: &[CaseId], ended: DateTime<Utc>) -> Result<i64> {
        let mut wraps = 0;
        for case in cases {
            wraps += count(change!(
                writing.conn(),
                "delete from wraps where valid_until <= $1 and data_key_id in (select id from data_keys where case_id = $2)",
                ended,
                case.0
            )?);
            self.drop_unopened(writing, *case).await?;
        }
        Ok(wraps)
    }
}

/// A withdrawal, and the end of a cover by hand, delete drafts themselves; this is for the cases whose time ran out. A draft
/// stays with the key it was written beside: not with a note of one's own, nor with a cover that is to come.
async fn sweep_drafts(writing: &mut Writing, ended: DateTime<Utc>, now: DateTime<Utc>) -> Result<i64> {
    Ok(count(change!(
        writing.conn(),
        "delete from drafts where not exists (select 1 from held_wraps where held_wraps.account_id = drafts.account_id \
         and held_wraps.case_id = drafts.case_id and held_wraps.segment = 'casework' \
         and held_wraps.valid_from <= $2 and held_wraps.valid_until > $1)",
        ended,
        now
    )?))
}

async fn sweep_sessions(writing: &mut Writing, ended: DateTime<Utc>) -> Result<i64> {
    let staff = change!(
        writing.conn(),
        "delete from sessions where seen_at <= $1 or began_at <= $2",
        ended - session::IDLE,
        ended - session::LONGEST
    )?;
    let clients = change!(
        writing.conn(),
        "delete from card_sessions where seen_at <= $1 or began_at <= $2",
        ended - card::IDLE,
        ended - card::LONGEST
    )?;
    Ok(count(staff + clients))
}
