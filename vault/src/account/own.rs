//! What a person does with her own account: a new password, a new recovery code, her sessions.

use super::seals::{OpenedSeal, SealedBy, StoredSeal};
use super::session::{IDLE, LONGEST};
use crate::Vault;
use crate::actor::Actor;
use crate::agenda::end_feed;
use crate::audit::Event;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::account::{NewPassword, RecoveryCode};
use domain::audit::Deed;

/// One live session of one's own.
pub struct Live {
    /// Names it in a form; says nothing about the token.
    pub name: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it was last seen, to the minute.
    pub seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub this: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    token_hash: Vec<u8>,
    began_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
}

/// A session's name is the beginning of its token's hash, which is of no use without the token.
fn name(token_hash: &[u8]) -> String {
    token_hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl Vault {
    /// Seals one's key under a new password and ends one's other sessions. `None` when the current one is wrong, or when
    /// no password is handed over because there were too many tries.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn change_password(&self, actor: &Actor, current: Option<&str>, new: &NewPassword) -> Result<Option<()>> {
        let Some(opened) = self.try_own_password(actor, current).await? else { return Ok(None) };
        let seal = self.seal_by_password(actor.account, &opened.secret, new.as_str()).await?;
        let mut writing = self.database.write().await?;
        let changed = change!(
            writing.conn(),
            "update accounts set password_salt = $1, sealed_secret = $2 where id = $3 and sealed_secret = $4",
            &seal.salt[..],
            seal.sealed,
            actor.account.0,
            opened.sealed
        )?;
        if changed != 1 {
            return Ok(None);
        }
        change!(
            writing.conn(),
            "delete from sessions where account_id = $1 and token_hash <> $2",
            actor.account.0,
            &actor.session[..]
        )?;
        // Who knew the old one may know the address too.
        end_feed(&mut writing, actor.account).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::PasswordChanged)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Makes a new recovery code, shown once; the old one is dead. `None` as for a new password.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn new_recovery_code(&self, actor: &Actor, current: Option<&str>) -> Result<Option<RecoveryCode>> {
        let Some(opened) = self.try_own_password(actor, current).await? else { return Ok(None) };
        let (seal, code) = self.seal_by_code(actor.account, &opened.secret).await?;
        let mut writing = self.database.write().await?;
        let changed = change!(
            writing.conn(),
            "update accounts set recovery_salt = $1, sealed_recovery = $2 where id = $3 and sealed_secret = $4",
            &seal.salt[..],
            seal.sealed,
            actor.account.0,
            opened.sealed
        )?;
        if changed != 1 {
            return Ok(None);
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::RecoveryCodeMade)).await?;
        writing.commit().await?;
        Ok(Some(code))
    }

    async fn try_own_password(&self, actor: &Actor, current: Option<&str>) -> Result<Option<OpenedSeal>> {
        let stored = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_as::<StoredSeal>,
                "select id, password_salt as salt, sealed_secret as sealed from accounts where id = $1",
                actor.account.0 => fetch_optional
            )?
        };
        self.try_seal(stored, SealedBy::Password, current).await
    }

    /// One's own live sessions, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<Live>> {
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select token_hash, began_at, seen_at from sessions where account_id = $1 and seen_at > $2 and began_at > $3 \
             order by began_at desc",
            actor.account.0, now - IDLE, now - LONGEST => fetch_all
        )?;
        Ok(rows
            .into_iter()
            .map(|row| Live {
                name: name(&row.token_hash),
                this: row.token_hash == actor.session,
                began_at: row.began_at,
                seen_at: row.seen_at,
            })
            .collect())
    }

    /// Ends one of one's own sessions by its name, and the address of one's calendar, which it may have made; how many
    /// sessions ended. A second click ends none.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn end_session(&self, actor: &Actor, named: &str) -> Result<u64> {
        let writing = self.database.write().await?;
        self.end_own(writing, actor, |hash| name(hash) == named).await
    }

    /// Ends all of one's own sessions but the one that asks, and the address of one's calendar; how many sessions ended.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn end_other_sessions(&self, actor: &Actor) -> Result<u64> {
        let writing = self.database.write().await?;
        self.end_own(writing, actor, |hash| hash != actor.session).await
    }

    async fn end_own(&self, mut writing: Writing, actor: &Actor, which: impl Fn(&[u8]) -> bool) -> Result<u64> {
        let rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select token_hash, began_at, seen_at from sessions where account_id = $1",
            actor.account.0 => fetch_all
        )?;
        let mut ended = 0;
        for row in rows.into_iter().filter(|row| which(&row.token_hash)) {
            ended += change!(writing.conn(), "delete from sessions where token_hash = $1", row.token_hash)?;
        }
        if ended > 0 {
            self.note(&mut writing, Some(actor), &Event::of(Deed::SessionsEnded)).await?;
        }
        if end_feed(&mut writing, actor.account).await? {
            self.note(&mut writing, Some(actor), &Event::of(Deed::CalendarShut)).await?;
        }
        writing.commit().await?;
        Ok(ended)
    }
}
