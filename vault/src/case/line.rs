//! What happened in a case, the last first, a page at a time. One statement, and no more is opened than is shown, whatever
//! lies behind it: each kind gives its newest keys by its own index, and only those of the page are joined with their rows.

use crate::Vault;
use crate::access::{Opened, segment};
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::closure::Closure;
use domain::counselling::Counselling;
use domain::emergency::Danger;
use domain::id::ReferralId;
use domain::needs::NeedStep;
use domain::promotion::Promotion;
use domain::referral::ReferralState;
use domain::risk::{Assessment, Snooze};
use uuid::Uuid;

/// One thing that happened.
pub struct Happened {
    /// What.
    pub what: What,
    /// Who wrote it down, or did it.
    pub by: String,
    /// When that was.
    pub at: DateTime<Utc>,
}

/// What kinds of things happen.
pub enum What {
    /// A counselling session.
    Session(Box<Counselling>),
    /// A referral to somebody, as it stands.
    Referral {
        /// Which.
        id: ReferralId,
        /// How it stands.
        state: ReferralState,
        /// To whom.
        receiver: String,
    },
    /// A receiver told how a referral goes on; what it told, whoever opens the referral reads.
    ToldBack {
        /// Which referral.
        id: ReferralId,
        /// Who told it.
        receiver: String,
    },
    /// The glass was broken.
    Emergency(Danger),
    /// A step of a need.
    Need(Box<NeedStep>),
    /// How soon somebody looks in again was judged.
    Risk(Box<Assessment>),
    /// A look was put off.
    PutOff(Box<Snooze>),
    /// It was closed.
    Closed(Box<Closure>),
    /// It began again.
    Reopened,
    /// What was logged before there was a case.
    Before(Box<Promotion>),
    /// It came here from another organisation.
    Transferred {
        /// From which.
        from: String,
    },
}

/// One page of it.
pub struct Line {
    /// The last first.
    pub happened: Vec<Happened>,
    /// Whether earlier ones follow.
    pub more: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    id: Uuid,
    at: DateTime<Utc>,
    who: String,
    data_key_id: Option<Uuid>,
    sealed: Option<Vec<u8>>,
    word: Option<String>,
    receiver: Option<String>,
    referral_id: Option<Uuid>,
}

impl Row {
    fn open(self, proof: &Opened<segment::Casework>) -> Result<Happened> {
        let what = match self.kind.as_str() {
            "session" => What::Session(Box::new(self.read("counsellings", proof)?)),
            "referral" => What::Referral {
                id: ReferralId(self.id),
                state: ReferralState::from_code(self.word()?).map_err(|_| Error::Inconsistent("referral_events"))?,
                receiver: self.receiver.clone().unwrap_or_default(),
            },
            "progress" => What::ToldBack {
                id: ReferralId(self.referral_id.ok_or(Error::Inconsistent("progress"))?),
                receiver: self.receiver.clone().unwrap_or_default(),
            },
            "emergency" => {
                What::Emergency(Danger::from_code(self.word()?).map_err(|_| Error::Inconsistent("emergencies"))?)
            }
            "need" => What::Need(Box::new(self.read("need_steps", proof)?)),
            "risk" => What::Risk(Box::new(self.read("risks", proof)?)),
            "put_off" => What::PutOff(Box::new(self.read("snoozes", proof)?)),
            "closed" => What::Closed(Box::new(self.read("closures", proof)?)),
            "reopened" => What::Reopened,
            "before" => What::Before(Box::new(self.read("promotions", proof)?)),
            "transferred" => What::Transferred { from: self.receiver.clone().unwrap_or_default() },
            _ => return Err(Error::Inconsistent("line")),
        };
        Ok(Happened { what, by: self.who, at: self.at })
    }

    fn read<T: serde::de::DeserializeOwned>(
        &self,
        table: &'static str,
        proof: &Opened<segment::Casework>,
    ) -> Result<T> {
        let key = self.data_key_id.ok_or(Error::Inconsistent(table))?;
        proof.read(table, self.id, key, self.sealed.as_deref().ok_or(Error::Inconsistent(table))?)
    }

    fn word(&self) -> Result<&str> {
        self.word.as_deref().ok_or(Error::Inconsistent("line"))
    }
}

impl Vault {
    /// One page of what happened, the last first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn line(&self, proof: &Opened<segment::Casework>, skip: u32, limit: u32) -> Result<Line> {
        let mut reading = self.database.read().await?;
        // One more than is shown says whether others follow.
        let (reach, most) = (i64::from(skip) + i64::from(limit) + 1, i64::from(limit) + 1);
        let mut rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select page.kind, page.id, page.at, accounts.name as who, \
             coalesce(counsellings.data_key_id, need_steps.data_key_id, risks.data_key_id, snoozes.data_key_id, closures.data_key_id, promotions.data_key_id) as data_key_id, \
             coalesce(counsellings.sealed, need_steps.sealed, risks.sealed, snoozes.sealed, closures.sealed, promotions.sealed) as sealed, \
             coalesce(referral_events.state, emergencies.danger) as word, coalesce(organisations.name, giving.name) as receiver, \
             progress.referral_id from ( \
             select kind, id, at, by_account from ( \
             select * from (select 'session' as kind, id, recorded_at as at, recorded_by as by_account \
             from counsellings where case_id = $1 order by recorded_at desc, id desc limit $2) as sessions \
             union all select * from (select 'referral' as kind, id, issued_at as at, issued_by as by_account \
             from referrals where case_id = $1 order by issued_at desc, id desc limit $2) as sent \
             union all select * from (select 'progress' as kind, progress.id as id, told_at as at, told_by as by_account \
             from progress join referrals as told_of on told_of.id = progress.referral_id where told_of.case_id = $1 \
             order by told_at desc, progress.id desc limit $2) as told_back \
             union all select * from (select 'emergency' as kind, id, broken_at as at, broken_by as by_account \
             from emergencies where case_id = $1 order by broken_at desc, id desc limit $2) as broken \
             union all select * from (select 'need' as kind, id, recorded_at as at, recorded_by as by_account \
             from need_steps where case_id = $1 order by recorded_at desc, id desc limit $2) as newest_need_steps \
             union all select * from (select 'risk' as kind, id, recorded_at as at, recorded_by as by_account \
             from risks where case_id = $1 order by recorded_at desc, id desc limit $2) as newest_risks \
             union all select * from (select 'put_off' as kind, id, recorded_at as at, recorded_by as by_account \
             from snoozes where case_id = $1 order by recorded_at desc, id desc limit $2) as newest_snoozes \
             union all select * from (select 'closed' as kind, id, closed_at as at, closed_by as by_account \
             from closures where case_id = $1 order by closed_at desc, id desc limit $2) as newest_closures \
             union all select * from (select 'reopened' as kind, id, reopened_at as at, reopened_by as by_account \
             from reopenings where case_id = $1 order by reopened_at desc, id desc limit $2) as newest_reopenings \
             union all select * from (select 'before' as kind, id, recorded_at as at, recorded_by as by_account \
             from promotions where case_id = $1 order by recorded_at desc, id desc limit $2) as newest_promotions \
             union all select * from (select 'transferred' as kind, transfers.id, transfer_ends.ended_at as at, transfer_ends.ended_by as by_account \
             from transfer_ends join transfers on transfers.id = transfer_ends.transfer_id where transfers.case_id = $1 \
             and transfer_ends.outcome = 'taken' order by transfer_ends.ended_at desc, transfers.id desc limit $2) as newest_transfers \
             ) as reached order by at desc, id desc limit $3 offset $4) as page \
             join accounts on accounts.id = page.by_account \
             left join counsellings on counsellings.id = page.id \
             left join progress on progress.id = page.id \
             left join referrals on referrals.id = coalesce(progress.referral_id, page.id) \
             left join organisations on organisations.id = referrals.receiver_id \
             left join referral_events on referral_events.referral_id = page.id and referral_events.number = \
             (select max(number) from referral_events as later where later.referral_id = page.id) \
             left join emergencies on emergencies.id = page.id \
             left join need_steps on need_steps.id = page.id \
             left join risks on risks.id = page.id \
             left join snoozes on snoozes.id = page.id \
             left join closures on closures.id = page.id \
             left join promotions on promotions.id = page.id \
             left join transfers on transfers.id = page.id \
             left join teams as gave on gave.id = transfers.from_team_id \
             left join organisations as giving on giving.id = gave.organisation_id \
             order by page.at desc, page.id desc",
            proof.case().0, reach, most, i64::from(skip) => fetch_all
        )?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let happened = rows.into_iter().map(|row| row.open(proof)).collect::<Result<_>>()?;
        Ok(Line { happened, more })
    }
}
