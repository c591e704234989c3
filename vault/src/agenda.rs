//! The address of one's own calendar: in the session her days are sealed to a key that only the address holds, and a calendar
//! reads there what was sealed last. No account, no session and no case is opened by it (decision 0045).

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{PartyKey, Place, Token, filled_up};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::agenda::{FEED_LASTS, shown_until};
use domain::audit::Deed;
use domain::id::{AccountId, CaseId, PartyId, SubmissionId};
use std::collections::HashMap;
use uuid::Uuid;

/// That a calendar asked is written at most this often.
const ASKED_EVERY: TimeDelta = TimeDelta::hours(1);
/// A picture is filled up to a multiple of so many bytes: about forty days. Its length tells little of how many there are.
const PICTURE: usize = 8192;

/// What came of asking for an address.
pub enum MadeFeed {
    /// The token. This is the only time it is known.
    Now(Token),
    /// An earlier post of this form made one: it is not known any more.
    Before,
}

/// The address of one's own calendar, as its owner sees it.
pub struct KnownFeed {
    /// Its number: stands in what is drawn, and leads to nobody.
    pub id: Uuid,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Until when it is good.
    pub until: DateTime<Utc>,
    /// When a calendar last asked there, to the hour.
    pub asked_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    made_at: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    asked_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Picture {
    id: Uuid,
    asked_at: Option<DateTime<Utc>>,
    sealed: Option<Vec<u8>>,
    shown_until: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    case_id: Uuid,
    until: DateTime<Utc>,
}

fn place(feed: Uuid) -> Place<'static> {
    Place::outside_cases("calendar_feeds", "sealed", feed)
}

impl Vault {
    /// Makes an address for one's own calendar; an earlier one is gone with it. `None` when the actor has no caseload.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn make_feed(&self, actor: &Actor, form: SubmissionId) -> Result<Option<MadeFeed>> {
        if !actor.may(Action::SeeCaseload) {
            return Ok(None);
        }
        let (id, token) = (self.new_id(), Token::new(self.entropy.as_ref()));
        let mut writing = self.database.write().await?;
        let now = self.now();
        // The session that asks is held until this is written: whoever ends it meanwhile waits, and then ends this too.
        let asks = change!(
            writing.conn(),
            "update sessions set seen_at = seen_at where account_id = $1 and token_hash = $2",
            actor.account.0,
            &actor.session[..]
        )?;
        if asks == 0 || !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(MadeFeed::Before));
        }
        end_feed(&mut writing, actor.account).await?;
        change!(
            writing.conn(),
            "insert into calendar_feeds (id, account_id, token_hash, public_key, made_at, valid_until) values ($1, $2, $3, $4, $5, $6)",
            id,
            actor.account.0,
            &token.hash()[..],
            &token.feed_key(PartyId(id)).public()[..],
            now,
            now + FEED_LASTS
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::CalendarMade)).await?;
        writing.commit().await?;
        Ok(Some(MadeFeed::Now(token)))
    }

    /// The address that one's own calendar has now.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn feed(&self, actor: &Actor) -> Result<Option<KnownFeed>> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, made_at, valid_until, asked_at from calendar_feeds where account_id = $1 and valid_until > $2",
            actor.account.0, self.now() => fetch_optional
        )?;
        let known =
            |row: Row| KnownFeed { id: row.id, made_at: row.made_at, until: row.valid_until, asked_at: row.asked_at };
        Ok(row.map(known))
    }

    /// Shuts the address of one's own calendar, with what is shown there. A second time changes nothing.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn shut_feed(&self, actor: &Actor) -> Result<()> {
        let mut writing = self.database.write().await?;
        if end_feed(&mut writing, actor.account).await? {
            self.note(&mut writing, Some(actor), &Event::of(Deed::CalendarShut)).await?;
        }
        writing.commit().await
    }

    /// Seals to the address what is shown there from now on. `from` are the cases it was drawn from: each must still be open
    /// to the actor, and going on. Otherwise nothing is shown until her next day.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn draw_feed(&self, actor: &Actor, feed: Uuid, from: &[CaseId], picture: &str) -> Result<()> {
        let body = serde_json::to_vec(picture).map_err(|_| Error::Inconsistent("calendar_feeds"))?;
        let mut writing = self.database.write().await?;
        // The cases first and then the address, as everybody does who shuts one: what shuts a case forgets the picture behind
        // this, or was here before and is seen below.
        writing.hold_cases(&from.iter().map(|case| case.0).collect::<Vec<_>>()).await?;
        let now = self.now();
        let public = sql!(
            writing.conn(),
            query_scalar::<Vec<u8>>,
            "update calendar_feeds set sealed = null, shown_until = null where id = $1 and account_id = $2 and valid_until > $3 \
             returning public_key",
            feed, actor.account.0, now => fetch_optional
        )?;
        let Some(public) = public else { return Ok(()) };
        let open: HashMap<_, _> = sql!(
            writing.conn(),
            query_as::<OpenRow>,
            "select case_id, max(valid_until) as until from held_wraps where account_id = $1 and segment = 'label' \
             and purpose <> 'emergency' and valid_from <= $2 and valid_until > $2 \
             and not exists (select 1 from closed_cases where closed_cases.case_id = held_wraps.case_id) group by case_id",
            actor.account.0, now => fetch_all
        )?
        .into_iter()
        .map(|row| (CaseId(row.case_id), row.until))
        .collect();
        let ends: Option<Vec<_>> = from.iter().map(|case| open.get(case).copied()).collect();
        if let Some(ends) = ends {
            let public: &[u8; 32] = public.as_slice().try_into().map_err(|_| Error::Inconsistent("calendar_feeds"))?;
            let sealed = PartyKey::seal_to(public, place(feed), &filled_up(body, PICTURE), self.entropy.as_ref())
                .ok_or(Error::Inconsistent("calendar_feeds"))?;
            change!(
                writing.conn(),
                "update calendar_feeds set sealed = $1, shown_until = $2 where id = $3",
                sealed,
                shown_until(now, ends),
                feed
            )?;
        }
        writing.commit().await
    }

    /// What is shown at the address of this token: the picture drawn last, or nothing where there is none or its time is over.
    /// `None` for a token that is unknown, over or shut, which are not told apart.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn feed_at(&self, token: &Token) -> Result<Option<Option<String>>> {
        let now = self.now();
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Picture>,
            "select id, asked_at, sealed, shown_until from calendar_feeds where token_hash = $1 and valid_until > $2",
            &token.hash()[..], now => fetch_optional
        )?;
        drop(reading);
        let Some(row) = row else { return Ok(None) };
        if row.asked_at.is_none_or(|asked| now - asked >= ASKED_EVERY) {
            let mut writing = self.database.write().await?;
            change!(writing.conn(), "update calendar_feeds set asked_at = $1 where id = $2", now, row.id)?;
            writing.commit().await?;
        }
        let Some(sealed) = row.sealed.filter(|_| row.shown_until.is_some_and(|until| until > now)) else {
            return Ok(Some(None));
        };
        let broken = Error::Inconsistent("calendar_feeds");
        let Some((plain, _)) = token.feed_key(PartyId(row.id)).open(place(row.id), &sealed) else { return Err(broken) };
        serde_json::from_slice(&plain).map(Some).map(Some).map_err(|_| broken)
    }

    /// Takes addresses out whose time is over, and pictures whose time is. Nobody is shown either any more.
    pub(crate) async fn sweep_feeds(&self, writing: &mut Writing, ended: DateTime<Utc>) -> Result<u64> {
        let feeds = change!(writing.conn(), "delete from calendar_feeds where valid_until <= $1", ended)?;
        let pictures = change!(
            writing.conn(),
            "update calendar_feeds set sealed = null, shown_until = null where shown_until <= $1",
            ended
        )?;
        Ok(feeds + pictures)
    }
}

/// Ends the address of somebody's calendar, with its picture; whether there was one.
pub(crate) async fn end_feed(writing: &mut Writing, account: AccountId) -> Result<bool> {
    Ok(change!(writing.conn(), "delete from calendar_feeds where account_id = $1", account.0)? > 0)
}

/// Forgets the pictures of everybody who holds the label of a case: what was drawn from it goes when it is shut to somebody, or
/// ends. In the change that shuts it, and before its wraps are gone; who holds it still draws anew with her next day.
pub(crate) async fn forget_pictures(writing: &mut Writing, case: CaseId) -> Result<()> {
    change!(
        writing.conn(),
        "update calendar_feeds set sealed = null, shown_until = null where account_id in (select holdings.account_id from holdings \
         join wraps on wraps.party_id = holdings.party_id join data_keys on data_keys.id = wraps.data_key_id \
         where data_keys.case_id = $1 and data_keys.segment = 'label')",
        case.0
    )?;
    Ok(())
}
