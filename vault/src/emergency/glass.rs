use crate::Vault;
use crate::access::HeldWrap;
use crate::actor::Actor;
use crate::audit::{CaseTag, Event, case_tag};
use crate::case::{Found, WrapGrant};
use crate::codes::joined;
use crate::crypt::PartyKey;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Action, may_open};
use domain::audit::{Basis, Deed, Reason};
use domain::client::ClientCode;
use domain::consent::Segment;
use domain::emergency::{Breaking, Danger, TRIES, TRIES_WITHIN, over_at, review_by};
use domain::id::{CaseId, ConsentId, SubmissionId};
use uuid::Uuid;

/// What came of asking.
#[derive(Debug, PartialEq, Eq)]
pub enum Broken {
    /// The case is open, for this time.
    Open(CaseId),
    /// She can open it anyway: no glass needs breaking.
    Hers(CaseId),
    /// Nothing opens. A code that never was, a case of another team, a client who refused, was never asked or took it
    /// back, nobody who could be told, too many tries: all are this one answer.
    Nothing,
}

/// A wrap of the duty, with the ends of both consents it stands on.
#[derive(sqlx::FromRow)]
struct DutyWrap {
    #[sqlx(flatten)]
    wrap: HeldWrap,
    valid_until: DateTime<Utc>,
    kept_until: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct LabelRow {
    #[sqlx(flatten)]
    wrap: HeldWrap,
    label_sealed: Vec<u8>,
}

impl Vault {
    /// Opens a case of the actor's own team for four hours, under the consent the client gave for this: the record with
    /// its words, wraps for the actor, an alert to the data-protection officer and to a second officer, the task to sign
    /// it off, and the audit event, in one transaction. Only then does anything open to her. A second post of the form
    /// finds what the first one did. `None` for a role that may not.
    ///
    /// # Errors
    /// When the database is not available, or the audit cannot be written: nothing opens.
    pub async fn break_glass(&self, actor: &Actor, asked: &Breaking, form: SubmissionId) -> Result<Option<Broken>> {
        if !actor.may(Action::BreakGlass) {
            return Ok(None);
        }
        let hers = self
            .list_cases(actor, Reason::Emergency, |all| {
                let rows: Vec<_> = all.into_iter().filter(|row| row.label.code == asked.code).collect();
                Found { total: rows.len(), rows }
            })
            .await?;
        if let Some(case) = hers.and_then(|found| found.rows.into_iter().next()) {
            return Ok(Some(Broken::Hers(case.case)));
        }
        let (tried_at, looks) = self.count_the_try(actor).await?;
        let case = if looks { self.find_by_code(actor, &asked.code).await? } else { None };
        let broken = match case {
            Some(case) => self.break_glass_of(actor, case, asked, form, tried_at).await?,
            None => None,
        };
        match broken {
            Some(case) => Ok(Some(Broken::Open(case))),
            None => self.note_the_try(actor).await.map(Some),
        }
    }

    /// The case with this code among those the duty opens. All their labels are opened in memory, whichever it is: the
    /// work says nothing of whether there is one.
    async fn find_by_code(&self, actor: &Actor, code: &ClientCode) -> Result<Option<CaseId>> {
        let (duty, rows) = {
            let mut reading = self.database.read().await?;
            let Some(duty) = self.duty_key(reading.conn(), actor).await? else { return Ok(None) };
            let rows = sql!(
                reading.conn(),
                query_as::<LabelRow>,
                "select wrap_id, party_id, duty_wraps.sealed, consent_id, purpose, duty_wraps.data_key_id, duty_wraps.case_id, segment, \
                 epoch, commitment, audit_key, labels.sealed as label_sealed \
                 from duty_wraps join labels on labels.case_id = duty_wraps.case_id and labels.data_key_id = duty_wraps.data_key_id \
                 where account_id = $1 and party_id = $2 and valid_from <= $3 and valid_until > $3 and kept_from <= $3 and kept_until > $3",
                actor.account.0, duty.party.0, self.now() => fetch_all
            )?;
            (duty, rows)
        };
        let mut cheaper = Vec::new();
        let mut found = None;
        for row in rows {
            let (segment, key) = row.wrap.open_with(&duty, self, &mut cheaper)?;
            let label = crate::case::open_label(row.wrap.case_id, segment, row.wrap.epoch, &key, &row.label_sealed)?;
            if label.code == *code {
                found = Some(CaseId(row.wrap.case_id));
            }
        }
        self.keep_cheaper(cheaper).await?;
        Ok(found)
    }

    async fn break_glass_of(
        &self,
        actor: &Actor,
        case: CaseId,
        asked: &Breaking,
        form: SubmissionId,
        tried_at: DateTime<Utc>,
    ) -> Result<Option<CaseId>> {
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        let Some(duty) = self.duty_key(writing.conn(), actor).await? else { return Ok(None) };
        let held = self.duty_wraps_of(writing.conn(), actor, &duty, case, asked, now).await?;
        let segment_of = |held: &DutyWrap| Segment::from_code(&held.wrap.segment);
        let opened: Vec<_> = [Segment::Label]
            .iter()
            .chain(&asked.segments)
            .copied()
            .filter(|segment| held.iter().any(|held| segment_of(held) == Ok(*segment)))
            .collect();
        let Some(first) = held.first().filter(|_| opened.len() > 1 && opened[0] == Segment::Label) else {
            return Ok(None);
        };
        // What opens takes no try.
        change!(
            writing.conn(),
            "delete from emergency_tries where account_id = $1 and at = $2",
            actor.account.0,
            tried_at
        )?;
        let id = self.new_id();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            // The number of a form that opened another case says nothing of this one, and gives no try back.
            let before = sql!(
                writing.conn(),
                query_scalar::<Uuid>,
                "select case_id from emergencies where id = $1",
                earlier => fetch_optional
            )?;
            if before != Some(case.0) {
                return Ok(None);
            }
            writing.commit().await?;
            return Ok(Some(case));
        }
        let ends = held.iter().map(|held| held.valid_until.min(held.kept_until)).min().unwrap_or(now);
        let until = over_at(now, ends);
        let (tag, consent) = (case_tag(&first.wrap.audit_key), ConsentId(first.wrap.consent_id));
        self.keep_emergency(&mut writing, actor, (id, case), asked.danger, &opened, (now, until)).await?;
        if !self.alert(&mut writing, actor, id, &asked.words, now).await? {
            return Ok(None);
        }
        self.wrap_to_who_asked(&mut writing, actor, case, &duty, &held, (now, until)).await?;
        self.note_broken(&mut writing, actor, &opened, consent, tag).await?;
        writing.commit().await?;
        Ok(Some(case))
    }

    async fn duty_wraps_of(
        &self,
        conn: Conn<'_>,
        actor: &Actor,
        duty: &PartyKey,
        case: CaseId,
        asked: &Breaking,
        now: DateTime<Utc>,
    ) -> Result<Vec<DutyWrap>> {
        let mut held = sql!(
            conn,
            query_as::<DutyWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, \
             valid_until, kept_until from duty_wraps where account_id = $1 and party_id = $2 and case_id = $3 \
             and valid_from <= $4 and valid_until > $4 and kept_from <= $4 and kept_until > $4",
            actor.account.0, duty.party.0, case.0, now => fetch_all
        )?;
        held.retain(|held| {
            Segment::from_code(&held.wrap.segment).is_ok_and(|segment| {
                let named = segment == Segment::Label || asked.segments.contains(&segment);
                named && may_open(actor.role, segment)
            })
        });
        held.sort_by_key(|held| held.wrap.data_key_id);
        held.dedup_by_key(|held| held.wrap.data_key_id);
        Ok(held)
    }

    async fn keep_emergency(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        (id, case): (Uuid, CaseId),
        danger: Danger,
        opened: &[Segment],
        (now, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<()> {
        change!(
            writing.conn(),
            "insert into emergencies (id, case_id, danger, segments, broken_by, broken_at, over_at, review_by) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            case.0,
            danger.code(),
            joined(opened),
            actor.account.0,
            now,
            until,
            review_by(now)
        )?;
        Ok(())
    }

    /// The wraps of an earlier time give way to those of this one.
    async fn wrap_to_who_asked(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        duty: &PartyKey,
        held: &[DutyWrap],
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<()> {
        for DutyWrap { wrap, .. } in held {
            let (segment, secret) = wrap.open_with(duty, self, &mut Vec::new())?;
            let (key, epoch, consent) = (wrap.data_key_id, wrap.epoch, ConsentId(wrap.consent_id));
            change!(
                writing.conn(),
                "delete from wraps where data_key_id = $1 and party_id = $2 and consent_id = $3",
                key,
                actor.own_key().party.0,
                consent.0
            )?;
            let grant = WrapGrant { case, segment, key, epoch, consent, from, until };
            self.wrap_to_self(writing, actor, &grant, &secret).await?;
        }
        Ok(())
    }

    async fn note_broken(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        opened: &[Segment],
        consent: ConsentId,
        tag: CaseTag,
    ) -> Result<()> {
        let event = Event {
            deed: Deed::GlassBroken,
            segments: opened,
            reason: Reason::Emergency,
            basis: Basis::Emergency,
            consent: Some(consent),
            cases: vec![tag],
        };
        self.note(writing, Some(actor), &event).await?;
        self.count_one(writing, "glass_broken", None).await
    }

    /// Writes a try down before it is looked at, so that twenty at once are ten: its moment, which no other try of hers has,
    /// and whether it may look.
    async fn count_the_try(&self, actor: &Actor) -> Result<(DateTime<Utc>, bool)> {
        let mut writing = self.database.write().await?;
        // Two at once: one is counted, then the other.
        change!(writing.conn(), "update accounts set name = name where id = $1", actor.account.0)?;
        let now = self.now();
        change!(
            writing.conn(),
            "delete from emergency_tries where account_id = $1 and at <= $2",
            actor.account.0,
            now - TRIES_WITHIN
        )?;
        let (tries, last) = sql!(
            writing.conn(),
            query_as::<(i64, Option<DateTime<Utc>>)>,
            "select count(*), max(at) from emergency_tries where account_id = $1",
            actor.account.0 => fetch_one
        )?;
        let at = last.map_or(now, |last| now.max(last + TimeDelta::microseconds(1)));
        change!(writing.conn(), "insert into emergency_tries (account_id, at) values ($1, $2)", actor.account.0, at)?;
        writing.commit().await?;
        Ok((at, tries < TRIES))
    }

    /// Nothing opened: the audit says so.
    async fn note_the_try(&self, actor: &Actor) -> Result<Broken> {
        let mut writing = self.database.write().await?;
        self.note(&mut writing, Some(actor), &Event { reason: Reason::Emergency, ..Event::of(Deed::Refused) }).await?;
        writing.commit().await?;
        Ok(Broken::Nothing)
    }
}
