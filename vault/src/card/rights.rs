//! What she asks about her own data, on her own page: for a copy, a correction, the erasure. Also after she took everything
//! back: the clocks of the law run for her, whether or not anybody can open her case any more.

use super::CardHolder;
use crate::Vault;
use crate::actor::By;
use crate::engine::{Conn, sql};
use crate::error::{Error, Result};
use crate::rights::right_asked;
use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::Deed;
use domain::id::CaseId;
use domain::rights::{Asked as Request, Refusal, Right, RightState, Standing, due};
use uuid::Uuid;

/// A request of hers, as her page shows it: no word of what was said.
pub struct OwnRequest {
    /// What is asked for.
    pub right: Right,
    /// The day it came in.
    pub received_on: NaiveDate,
    /// Where it stands and by when it is due.
    pub standing: Standing,
    /// When it came to stand there.
    pub moved_at: DateTime<Utc>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// Her requests, and whether words to them would be read.
pub struct OwnRequests {
    /// Newest first.
    pub requests: Vec<OwnRequest>,
    /// Whether anybody opens her case now, so that words can be sealed to them.
    pub readers: bool,
}

/// What came of asking.
pub enum Asked {
    /// It is filed; whether her words could be kept, if there were any.
    Now {
        /// False when nobody could have read them.
        words_kept: bool,
    },
    /// One of this kind is open: nothing was added to it.
    Before,
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    received_on: NaiveDate,
    state: String,
    refusal: Option<String>,
    moved_at: DateTime<Utc>,
    extended: i64,
    told: i64,
}

impl Row {
    fn request(self) -> Result<OwnRequest> {
        let broken = |_| Error::Inconsistent("rights_requests");
        let right = Right::from_code(&self.kind).map_err(broken)?;
        Ok(OwnRequest {
            right,
            received_on: self.received_on,
            standing: Standing {
                state: RightState::from_code(&self.state).map_err(broken)?,
                due: due(right, self.received_on, self.told > 0, self.extended > 0),
            },
            moved_at: self.moved_at,
            refusal: self.refusal.as_deref().map(Refusal::from_code).transpose().map_err(broken)?,
        })
    }
}

impl Vault {
    pub(super) async fn requests_of_hers(&self, conn: Conn<'_>, case: CaseId) -> Result<Vec<OwnRequest>> {
        let rows = sql!(
            conn,
            query_as::<Row>,
            "select rights_requests.kind, rights_requests.received_on, newest.state, newest.refusal, newest.moved_at, \
             (select count(*) from rights_extensions where rights_extensions.request_id = rights_requests.id) as extended, \
             (select count(*) from referrals where referrals.case_id = rights_requests.case_id \
             and referrals.issued_at <= rights_requests.recorded_at) as told \
             from rights_requests join rights_steps as newest on newest.request_id = rights_requests.id \
             and newest.number = (select max(number) from rights_steps as later where later.request_id = rights_requests.id) \
             where rights_requests.case_id = $1 order by rights_requests.recorded_at desc, rights_requests.id desc limit 50",
            case.0 => fetch_all
        )?;
        rows.into_iter().map(Row::request).collect()
    }

    /// What she asked so far, before she asks for more.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down: then nothing is shown.
    pub async fn own_requests(&self, holder: &CardHolder) -> Result<OwnRequests> {
        self.open_own(holder, &[], Deed::OwnPageOpened).await?;
        let mut reading = self.database.read().await?;
        let requests = self.requests_of_hers(reading.conn(), holder.case).await?;
        Ok(OwnRequests { requests, readers: self.has_readers(reading.conn(), holder.case).await? })
    }

    /// She asks. Her words are sealed to whoever opens her case now, and to nobody when nobody does: the request is filed
    /// all the same. A second click finds the one that is open. `None` when her card was taken away or her case erased.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn ask_own(&self, holder: &CardHolder, asked: &Request) -> Result<Option<Asked>> {
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), holder.case).await?;
        if self.audit_key_of_card(writing.conn(), holder.key.party, holder.case).await?.is_none() {
            return Ok(None);
        }
        if self.open_request(&mut writing, holder.case, asked.right).await?.is_some() {
            return Ok(Some(Asked::Before));
        }
        let (id, now): (Uuid, _) = (self.new_id(), self.now());
        let sealed = match &asked.words {
            Some(words) => self.seal_letter(&mut writing, holder.case, ("rights_requests", id), words).await?,
            None => None,
        };
        let words_kept = asked.words.is_none() || sealed.is_some();
        self.put_request(&mut writing, By::Client, holder.case, id, asked, sealed, now).await?;
        self.note_by(&mut writing, By::Client, &right_asked(holder.case_tag)).await?;
        writing.commit().await?;
        Ok(Some(Asked::Now { words_kept }))
    }
}
