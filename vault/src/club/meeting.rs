//! Meetings of a club, under the key of its list. They name members by number; whose line is gone is a head.

use super::list::{OpenedList, event};
use crate::Vault;
use crate::actor::Actor;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use crate::fact::Fact;
use chrono::{DateTime, Utc};
use domain::audit::Deed;
use domain::club::Meeting;
use domain::id::{ClubId, MeetingId, SubmissionId};
use uuid::Uuid;

/// Most meetings that are shown.
const SHOWN: i64 = 400;

/// A meeting, with who wrote it down.
pub struct Met {
    /// Its id.
    pub id: MeetingId,
    /// What was written down.
    pub meeting: Meeting,
    /// By whom.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// What came of writing a meeting down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It is written down; the same for a second post of the same form.
    Now(MeetingId),
    /// Somebody else changed the same one meanwhile: nothing was written.
    Meanwhile(MeetingId),
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
    replaced_by: Option<Uuid>,
}

impl Row {
    fn open(self, list: &OpenedList) -> Result<Met> {
        Ok(Met {
            id: MeetingId(self.id),
            meeting: list.read("club_meetings", self.id, &self.sealed)?,
            recorded_by: self.name,
            recorded_at: self.recorded_at,
        })
    }
}

impl Vault {
    /// The meetings of a club, the latest day first; of one that was changed, what stands.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn meetings(&self, list: &OpenedList) -> Result<Vec<Met>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select club_meetings.id, club_meetings.sealed, accounts.name, club_meetings.recorded_at, later.id as replaced_by \
             from club_meetings join accounts on accounts.id = club_meetings.recorded_by \
             left join club_meetings as later on later.replaces = club_meetings.id \
             where club_meetings.list_id = $1 and later.id is null order by club_meetings.recorded_at desc, club_meetings.id desc limit $2",
            list.list().0, SHOWN => fetch_all
        )?;
        let mut met = rows.into_iter().map(|row| row.open(list)).collect::<Result<Vec<_>>>()?;
        met.sort_by_key(|met| std::cmp::Reverse(met.meeting.on));
        Ok(met)
    }

    /// One meeting, also one that another stands in the place of. `None` for any other id.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn meeting(&self, list: &OpenedList, id: MeetingId) -> Result<Option<Met>> {
        let mut reading = self.database.read().await?;
        let row = one(reading.conn(), list, id).await?;
        row.map(|row| row.open(list)).transpose()
    }

    /// Writes a meeting down, or one in the place of another. What took place is counted, once. `None` when the key is not
    /// held any more, or there is nothing to change.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_meeting(
        &self,
        actor: &Actor,
        list: &OpenedList,
        meeting: &Meeting,
        replaces: Option<MeetingId>,
        form: SubmissionId,
    ) -> Result<Option<Recorded>> {
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.still_leads(&mut writing, actor, list).await? {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Recorded::Now(MeetingId(earlier))));
        }
        let mut counted = false;
        if let Some(old) = replaces {
            let Some(old) = one(writing.conn(), list, old).await? else { return Ok(None) };
            if let Some(later) = old.replaced_by {
                return Ok(Some(Recorded::Meanwhile(MeetingId(later))));
            }
            counted = old.open(list)?.meeting.was_held();
        }
        change!(
            writing.conn(),
            "insert into club_meetings (id, list_id, sealed, replaces, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            list.list().0,
            list.write(self, "club_meetings", id, meeting),
            replaces.map(|old| old.0),
            actor.account.0,
            now
        )?;
        if meeting.was_held() && !counted {
            self.count_meeting(&mut writing, list.club(), meeting).await?;
        }
        self.note(&mut writing, Some(actor), &event(Deed::Recorded)).await?;
        writing.commit().await?;
        Ok(Some(Recorded::Now(MeetingId(id))))
    }

    /// What crosses to the reports: how many meetings, heads, things given, and what was talked about. No club, no member.
    async fn count_meeting(&self, writing: &mut Writing, club: ClubId, meeting: &Meeting) -> Result<()> {
        let commune = sql!(
            writing.conn(),
            query_scalar::<String>,
            "select commune from clubs_kept where id = $1",
            club.0 => fetch_one
        )?;
        let mut counted = vec![
            ("club_meeting", None, 1),
            ("club_heads", None, meeting.heads()),
            ("club_new_people", None, i64::from(meeting.new_people)),
            ("club_referrals", None, i64::from(meeting.referrals)),
            ("given_condoms", None, i64::from(meeting.condoms)),
            ("given_lubricant", None, i64::from(meeting.lubricant)),
            ("given_leaflets", None, i64::from(meeting.leaflets)),
        ];
        counted.extend(meeting.topics.iter().map(|topic| ("club_topic", Some(topic.code()), 1)));
        for (kind, detail, quantity) in counted.into_iter().filter(|(.., quantity)| *quantity > 0) {
            self.count(writing, &Fact { kind, commune: Some(&commune), age_band: None, detail, quantity }).await?;
        }
        Ok(())
    }
}

async fn one(conn: crate::engine::Conn<'_>, list: &OpenedList, id: MeetingId) -> Result<Option<Row>> {
    Ok(sql!(
        conn,
        query_as::<Row>,
        "select club_meetings.id, club_meetings.sealed, accounts.name, club_meetings.recorded_at, later.id as replaced_by \
         from club_meetings join accounts on accounts.id = club_meetings.recorded_by \
         left join club_meetings as later on later.replaces = club_meetings.id \
         where club_meetings.list_id = $1 and club_meetings.id = $2",
        list.list().0, id.0 => fetch_optional
    )?)
}
