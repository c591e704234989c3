//! Words for whoever may open a case, by somebody who may not read it: sealing needs only public keys.

use crate::Vault;
use crate::case::WrapGrant;
use crate::crypt::{DataKey, Place};
use crate::engine::{Conn, Writing, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId, PartyId, TeamId};
use uuid::Uuid;

/// The epoch of a letter's key. Each letter has a key of its own; the case's own work is never sealed under one, so who is
/// given the case meanwhile and lacks it misses a letter and nothing else.
const LETTER: i64 = 0;

/// Somebody who opens the casework now, under which consent and how long.
#[derive(sqlx::FromRow)]
struct Reader {
    party_id: Uuid,
    public_key: Vec<u8>,
    consent_id: Uuid,
    valid_until: DateTime<Utc>,
    cover_id: Option<Uuid>,
}

impl Vault {
    /// Seals a body for whoever opens the case's work now, each under the consent and to the end that they have it by.
    /// `None` when nobody does. The case is locked.
    pub(crate) async fn seal_letter<T: serde::Serialize>(
        &self,
        writing: &mut Writing,
        case: CaseId,
        (table, row): (&'static str, Uuid),
        body: &T,
    ) -> Result<Option<(Uuid, Vec<u8>)>> {
        let sealed = self.seal_letter_to(writing, case, (table, row), body, |_| true).await?;
        Ok(sealed.map(|(key, sealed, _)| (key, sealed)))
    }

    /// The same, but only for those parties that `wanted` names; gives also which of them read it.
    pub(crate) async fn seal_letter_to<T: serde::Serialize>(
        &self,
        writing: &mut Writing,
        case: CaseId,
        (table, row): (&'static str, Uuid),
        body: &T,
        wanted: impl Fn(Uuid) -> bool,
    ) -> Result<Option<(Uuid, Vec<u8>, Vec<Uuid>)>> {
        let team = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select team_id from cases where id = $1",
            case.0 => fetch_one
        )?;
        self.lock_team(writing, TeamId(team)).await?;
        let now = self.now();
        let mut readers = readers(writing.conn(), case, now).await?;
        readers.retain(|reader| wanted(reader.party_id));
        let parties = readers.iter().map(|reader| reader.party_id).collect();
        if readers.is_empty() {
            return Ok(None);
        }
        let secret = DataKey::random(self.entropy.as_ref());
        let key = self.keep_key(writing, case, Segment::Casework, None, LETTER, &secret).await?;
        for reader in readers {
            let grant = WrapGrant {
                case,
                segment: Segment::Casework,
                key,
                epoch: LETTER,
                consent: ConsentId(reader.consent_id),
                from: now,
                until: reader.valid_until,
            };
            let (party, public) = (PartyId(reader.party_id), &reader.public_key);
            self.wrap_within(writing, party, public, &grant, &secret, reader.cover_id).await?;
        }
        let segment = Some(Segment::Casework);
        let place = Place { table, column: "sealed", row, case: case.0, segment, epoch: LETTER };
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(body).expect("bodies are plain data"));
        Ok(Some((key, secret.seal(place, &plain, self.entropy.as_ref()), parties)))
    }

    /// Whether anybody could read a letter now.
    pub(crate) async fn has_readers(&self, conn: Conn<'_>, case: CaseId) -> Result<bool> {
        Ok(!readers(conn, case, self.now()).await?.is_empty())
    }
}

async fn readers(conn: Conn<'_>, case: CaseId, now: DateTime<Utc>) -> Result<Vec<Reader>> {
    Ok(sql!(
        conn,
        query_as::<Reader>,
        "select distinct held_wraps.party_id, parties.public_key, held_wraps.consent_id, held_wraps.valid_until, held_wraps.cover_id \
         from held_wraps join parties on parties.id = held_wraps.party_id \
         where held_wraps.case_id = $1 and held_wraps.segment = 'casework' and held_wraps.valid_from <= $2 and held_wraps.valid_until > $2",
        case.0, now => fetch_all
    )?)
}
