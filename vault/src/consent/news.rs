//! What was taken back without somebody who must know: the client did it herself, or a colleague wrote it down.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::{CaseTag, Event, case_tag};
use crate::engine::sql;
use crate::error::{Error, Result};
use crate::rights::{Reach, mark};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Purpose;
use domain::id::{CaseId, ConsentId};
use uuid::Uuid;

/// How long it is told.
const TOLD_FOR: TimeDelta = TimeDelta::days(14);

/// A consent that was taken back, for who carries the case or leads its team.
pub struct News {
    /// The case, while it still opens for them.
    pub case: Option<CaseId>,
    /// Other records of the same client that still open for them: a yes there stands on its own, and she may have meant it too.
    pub beside: Vec<CaseId>,
    /// How the case appears in the audit: what names it when it is shut.
    pub mark: String,
    /// For what the consent was.
    pub purpose: Purpose,
    /// When it was taken back.
    pub at: DateTime<Utc>,
    /// Which colleague wrote it down; nobody when the client did it herself.
    pub by: Option<String>,
    /// Who was told something and must stop using it.
    pub recipients: Vec<String>,
    /// The first moment at which they must have stopped.
    pub stop_by: Option<DateTime<Utc>>,
    of: CaseId,
    consent: ConsentId,
    tag: CaseTag,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    audit_key: Vec<u8>,
    purpose: String,
    recorded_at: DateTime<Utc>,
    by_name: Option<String>,
    recipient: Option<String>,
    stop_by: Option<DateTime<Utc>>,
    held: i64,
}

impl Vault {
    /// What others took back of the cases one carries, and for a supervisor of the team's, within fourteen days; newest
    /// first, audited before it is given.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down: then nothing is shown.
    pub async fn withdrawals_to_know(&self, actor: &Actor, reason: Reason) -> Result<Vec<News>> {
        if !actor.may(Action::SeeMyDay) {
            return Ok(Vec::new());
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select taken_back.id, taken_back.case_id, cases.audit_key, taken_back.purpose, taken_back.recorded_at, \
             accounts.name as by_name, organisations.name as recipient, stop_notices.stop_by, \
             (select count(*) from held_wraps where account_id = $1 and held_wraps.case_id = cases.id and segment = 'label' and purpose <> 'emergency' \
             and valid_from <= $2 and valid_until > $2) as held \
             from consents as taken_back join cases on cases.id = taken_back.case_id \
             left join accounts on accounts.id = taken_back.recorded_by \
             left join stop_notices on stop_notices.consent_id = taken_back.ends \
             left join organisations on organisations.id = stop_notices.recipient_id \
             where taken_back.case_id in (select case_id from assignments where account_id = $1 and not exists \
             (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id) \
             union select id from cases as led where led.team_id = $3) \
             and taken_back.decision = 'withdrawn' and taken_back.purpose <> 'hiv' and taken_back.recorded_at > $4 \
             and (taken_back.recorded_by is null or taken_back.recorded_by <> $1) \
             order by taken_back.recorded_at desc, taken_back.id desc limit 100",
            actor.account.0, now, Reach::of(actor).team, now - TOLD_FOR => fetch_all
        )?;
        let mut news: Vec<News> = Vec::new();
        for row in rows {
            if news.last().is_none_or(|last| last.consent.0 != row.id) {
                let tag = case_tag(&row.audit_key);
                news.push(News {
                    beside: Vec::new(),
                    case: (row.held > 0).then_some(CaseId(row.case_id)),
                    mark: mark(&tag),
                    purpose: Purpose::from_code(&row.purpose).map_err(|_| Error::Inconsistent("consents"))?,
                    at: row.recorded_at,
                    by: row.by_name,
                    recipients: Vec::new(),
                    stop_by: row.stop_by,
                    of: CaseId(row.case_id),
                    consent: ConsentId(row.id),
                    tag,
                });
            }
            if let Some(last) = news.last_mut() {
                last.recipients.extend(row.recipient);
            }
        }
        if news.is_empty() {
            return Ok(news);
        }
        let mut tags: Vec<_> = news.iter().map(|one| one.tag).collect();
        tags.sort_unstable();
        tags.dedup();
        let event = Event { reason, basis: Basis::Right, cases: tags, ..Event::of(Deed::Listed) };
        drop(reading);
        let beside = self.beside(actor).await?;
        for one in &mut news {
            one.beside = beside.iter().filter(|(of, _)| *of == one.of).map(|(_, beside)| *beside).collect();
        }
        let mut writing = self.database.write().await?;
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(news)
    }
}
