//! Number and PIN, and the short session they begin. Unknown number, wrong PIN, dead card and a guess beyond the limit
//! are one answer after the same work.

use super::{Contents, place_of};
use crate::Vault;
use crate::audit::{CaseTag, case_tag};
use crate::crypt::{Key, PartyKey, Token, card_key, card_tag, slip_tag};
use crate::engine::{Conn, change, sql};
use crate::error::Result;
use crate::turn::in_turn;
use chrono::{DateTime, TimeDelta, Utc};
use domain::card::{CardCode, Pin};
use domain::id::{CaseId, PartyId};
use uuid::Uuid;

/// A session ends after this long without a request.
pub(crate) const IDLE: TimeDelta = TimeDelta::minutes(10);
/// A session ends after this long whatever happens.
pub(crate) const LONGEST: TimeDelta = TimeDelta::hours(1);
/// `seen_at` is written at most this often.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(30);

/// How a number is found at rest, and counted by who limits guesses. Says nothing of the number without much work.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardTag(pub(crate) [u8; 16]);

/// A client on her own page. Made only by number and PIN; carries a private key, so it is neither `Clone` nor `Debug`.
pub struct CardHolder {
    pub(super) case: CaseId,
    pub(super) case_tag: CaseTag,
    pub(super) key: PartyKey,
    session: [u8; 32],
}

#[derive(sqlx::FromRow)]
struct CodeRow {
    salt: Vec<u8>,
    sealed: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    sealed: Vec<u8>,
    seen_at: DateTime<Utc>,
}

fn session_place(hash: &[u8; 32]) -> crate::crypt::Place<'static> {
    place_of("card_sessions", hash.first_chunk().expect("16 of 32 bytes"))
}

impl Vault {
    /// Works on a thread of its own, one at a time and not in the queue of the log-in: who floods her page with guesses keeps no
    /// worker from her work.
    async fn derive_in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        in_turn(&self.card_hashing, work).await
    }

    /// Where a number would be found. The same work for every number, given out or not.
    ///
    /// # Errors
    /// When the program is stopping.
    pub async fn card_tag(&self, code: &CardCode) -> Result<CardTag> {
        let (code, cost) = (code.clone(), self.cost);
        self.derive_in_turn(move || CardTag(card_tag(&code, cost))).await
    }

    /// Where the code of a slip would be found: in the same queue, after the same work.
    ///
    /// # Errors
    /// When the program is stopping.
    pub async fn slip_tag(&self, code: &CardCode) -> Result<CardTag> {
        let (code, cost) = (code.clone(), self.cost);
        self.derive_in_turn(move || CardTag(slip_tag(&code, cost))).await
    }

    /// The key that number and PIN open together, in the same queue.
    pub(crate) async fn card_key(&self, code: &CardCode, pin: Option<&Pin>, salt: [u8; 16]) -> Result<Key> {
        let (code, pin, cost) = (code.clone(), pin.cloned(), self.cost);
        self.derive_in_turn(move || card_key(&code, pin.as_ref(), &salt, cost)).await
    }

    /// Opens a card and begins a session. One `None`, after the same work and the same questions to the database, for a
    /// number nobody has, a wrong PIN, a card that was taken away, and a guess beyond the limit, for which no PIN is
    /// handed over. Nothing is counted or written for it, so nothing can be locked by it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn open_card(&self, code: &CardCode, tag: CardTag, pin: Option<&Pin>) -> Result<Option<Token>> {
        let row = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_as::<CodeRow>,
                "select salt, sealed from card_codes where tag = $1",
                &tag.0[..] => fetch_optional
            )?
        };
        let salt = row.as_ref().and_then(|row| row.salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
        let key = self.card_key(code, pin, salt).await?;
        let contents = row
            .filter(|_| pin.is_some())
            .and_then(|row| key.open(place_of("card_codes", &tag.0), &row.sealed))
            .and_then(|plain| Contents::from_bytes(&plain));
        let (party, case) =
            contents.as_ref().map_or((PartyId(Uuid::nil()), CaseId(Uuid::nil())), |c| (c.party, c.case));
        let mut reading = self.database.read().await?;
        let live = self.audit_key_of_card(reading.conn(), party, case).await?;
        drop(reading);
        match (contents, live) {
            (Some(contents), Some(_)) => self.begin_card_session(&contents).await.map(Some),
            _ => Ok(None),
        }
    }

    /// What makes her case's tag, if the card was not taken away: asked at every request and inside every change of hers.
    pub(super) async fn audit_key_of_card(
        &self,
        conn: Conn<'_>,
        party: PartyId,
        case: CaseId,
    ) -> Result<Option<Vec<u8>>> {
        Ok(sql!(
            conn,
            query_scalar::<Vec<u8>>,
            "select cases.audit_key from cards join cases on cases.id = cards.case_id where cards.party_id = $1 and cards.case_id = $2 \
             and not exists (select 1 from card_ends where card_ends.party_id = cards.party_id)",
            party.0, case.0 => fetch_optional
        )?)
    }

    async fn begin_card_session(&self, contents: &Contents) -> Result<Token> {
        let token = Token::new(self.entropy.as_ref());
        let hash = token.hash();
        let sealed = token.key().seal(session_place(&hash), &contents.to_bytes(), self.entropy.as_ref());
        let mut writing = self.database.write().await?;
        let now = self.now();
        change!(writing.conn(), "delete from card_sessions where seen_at <= $1", now - IDLE)?;
        change!(
            writing.conn(),
            "insert into card_sessions (token_hash, sealed, began_at, seen_at) values ($1, $2, $3, $3)",
            &hash[..],
            sealed,
            now
        )?;
        writing.commit().await?;
        Ok(token)
    }

    /// Whose page a token opens; `None` for one that is unknown, idle too long, ended, or whose card was taken away.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn card_session(&self, token: &Token) -> Result<Option<CardHolder>> {
        let (now, hash) = (self.now(), token.hash());
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<SessionRow>,
            "select sealed, seen_at from card_sessions where token_hash = $1 and seen_at > $2 and began_at > $3",
            &hash[..], now - IDLE, now - LONGEST => fetch_optional
        )?;
        let Some(row) = row else { return Ok(None) };
        let contents = token.key().open(session_place(&hash), &row.sealed);
        let Some(contents) = contents.and_then(|plain| Contents::from_bytes(&plain)) else { return Ok(None) };
        let live = self.audit_key_of_card(reading.conn(), contents.party, contents.case).await?;
        drop(reading);
        let Some(audit_key) = live else { return Ok(None) };
        if now - row.seen_at > SEEN_EVERY {
            // An update of a row that must exist: a session that was ended meanwhile stays ended (I22).
            let mut writing = self.database.write().await?;
            change!(writing.conn(), "update card_sessions set seen_at = $1 where token_hash = $2", now, &hash[..])?;
            writing.commit().await?;
        }
        Ok(Some(CardHolder {
            case: contents.case,
            case_tag: case_tag(&audit_key),
            key: PartyKey::from_secret(contents.party, &contents.secret),
            session: hash,
        }))
    }

    /// Ends her session.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn end_card_session(&self, holder: &CardHolder) -> Result<()> {
        let mut writing = self.database.write().await?;
        change!(writing.conn(), "delete from card_sessions where token_hash = $1", &holder.session[..])?;
        writing.commit().await
    }
}
