//! The audit chain: written, and durable, before anything is shown.

use crate::Vault;
use crate::actor::{Actor, By};
use crate::codes::joined;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::ConsentId;
use uuid::Uuid;

mod check;
mod checkpoint;
mod desk;
mod due;
mod search;
#[cfg(test)]
mod tamper;

pub use check::Checked;
pub use desk::{PastCheck, State};
pub use due::{Due, Ending, Owed};
pub use search::{FoundEvents, Noted, Person};

/// How a case appears in the audit: not by its id, but by a tag that its own audit key makes.
pub(crate) type CaseTag = [u8; 16];

/// The tag of a case; gone for good when the audit key is erased.
pub(crate) fn case_tag(audit_key: &[u8]) -> CaseTag {
    let digest = blake3::derive_key("dong-hanh 2026 audit case tag", audit_key);
    *digest.first_chunk().expect("16 of 32 bytes")
}

/// How a consent appears in the audit: by a mark that its id makes and that gives no id back. When the entry is erased,
/// the mark leads nowhere (decision 0014).
fn consent_mark(consent: ConsentId) -> Uuid {
    let digest = blake3::derive_key("dong-hanh 2026 audit consent mark", consent.0.as_bytes());
    Uuid::from_bytes(*digest.first_chunk().expect("16 of 32 bytes"))
}

/// One line of the chain, before it has its number.
#[derive(Clone)]
pub(crate) struct Event<'a> {
    pub(crate) deed: Deed,
    pub(crate) segments: &'a [Segment],
    pub(crate) reason: Reason,
    pub(crate) basis: Basis,
    pub(crate) consent: Option<ConsentId>,
    pub(crate) cases: Vec<CaseTag>,
}

impl Event<'_> {
    /// A deed that touches no client's data.
    pub(crate) const fn of(deed: Deed) -> Event<'static> {
        Event { deed, segments: &[], reason: Reason::Operations, basis: Basis::None, consent: None, cases: Vec::new() }
    }
}

#[derive(sqlx::FromRow)]
struct Head {
    seq: i64,
    hash: Vec<u8>,
    at: DateTime<Utc>,
}

impl Vault {
    /// Makes the head of a new chain, or reads where an old one stands.
    pub(crate) async fn begin_audit(&self) -> Result<()> {
        let mut writing = self.database.write().await?;
        let now = self.now();
        change!(
            writing.conn(),
            "insert into audit_head (only_one, seq, hash, at) values (1, 0, $1, $2) on conflict (only_one) do nothing",
            &[0_u8; 32][..],
            now
        )?;
        let head = sql!(writing.conn(), query_as::<Head>, "select seq, hash, at from audit_head where only_one = 1" => fetch_one)?;
        writing.commit().await?;
        self.not_before(head.at);
        Ok(())
    }

    /// [`Self::note_by`] somebody with an account, or nobody.
    pub(crate) async fn note(&self, writing: &mut Writing, actor: Option<&Actor>, event: &Event<'_>) -> Result<()> {
        self.note_by(writing, actor.map_or(By::Nobody, By::Staff), event).await
    }

    /// Adds one event in the change's own transaction. Locks the head, so events have one order.
    pub(crate) async fn note_by(&self, writing: &mut Writing, by: By<'_>, event: &Event<'_>) -> Result<()> {
        let head = sql!(
            writing.conn(),
            query_as::<Head>,
            "update audit_head set seq = seq + 1 where only_one = 1 returning seq, hash, at" => fetch_one
        )?;
        let at = self.now().max(head.at);
        let (account, organisation, role) = (by.account(), by.organisation(), by.role().map(Role::code));
        let segments = (!event.segments.is_empty()).then(|| joined(event.segments));
        let tags = event.cases.concat();
        let fields = Fields {
            seq: head.seq,
            at,
            account,
            organisation,
            role,
            deed: event.deed.code(),
            segments: segments.as_deref(),
            reason: event.reason.code(),
            basis: event.basis.code(),
            consent: event.consent.map(consent_mark),
            tags: &tags,
            previous: &head.hash,
        };
        let hash = hash_of(&fields);
        insert(writing.conn(), &fields, &hash).await?;
        if !event.cases.is_empty() {
            find_by_cases(writing.conn(), head.seq).await?;
        }
        change!(writing.conn(), "update audit_head set hash = $1, at = $2 where only_one = 1", &hash[..], at)?;
        self.not_before(at);
        Ok(())
    }
}

/// How many events the chain has.
pub(crate) async fn events_so_far(conn: Conn<'_>) -> Result<i64> {
    Ok(sql!(conn, query_scalar::<i64>, "select seq from audit_head where only_one = 1" => fetch_one)?)
}

/// What an event's hash covers: everything, the one before it included.
struct Fields<'a> {
    seq: i64,
    at: DateTime<Utc>,
    account: Option<Uuid>,
    organisation: Option<Uuid>,
    role: Option<&'a str>,
    deed: &'a str,
    segments: Option<&'a str>,
    reason: &'a str,
    basis: &'a str,
    consent: Option<Uuid>,
    tags: &'a [u8],
    previous: &'a [u8],
}

fn hash_of(fields: &Fields<'_>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("dong-hanh 2026 audit event");
    let seq = fields.seq.to_be_bytes();
    let at = fields.at.timestamp_micros().to_be_bytes();
    let parts: [Option<&[u8]>; 12] = [
        Some(&seq),
        Some(&at),
        fields.account.as_ref().map(|id| &id.as_bytes()[..]),
        fields.organisation.as_ref().map(|id| &id.as_bytes()[..]),
        fields.role.map(str::as_bytes),
        Some(fields.deed.as_bytes()),
        fields.segments.map(str::as_bytes),
        Some(fields.reason.as_bytes()),
        Some(fields.basis.as_bytes()),
        fields.consent.as_ref().map(|id| &id.as_bytes()[..]),
        Some(fields.tags),
        Some(fields.previous),
    ];
    for part in parts {
        // An absent field and an empty one must not look the same.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(&length.to_be_bytes()).update(part.unwrap_or_default());
    }
    *hasher.finalize().as_bytes()
}

/// Makes an event found by each of its cases, in one statement for all of them: its tags are cut into pieces of 16 bytes
/// by the database.
async fn find_by_cases(conn: Conn<'_>, seq: i64) -> Result<()> {
    change!(
        conn,
        "insert into audit_cases (case_tag, seq) with recursive places (place) as (select 1 union all select place + 16 from places \
         where place + 16 <= (select length(case_tags) from audit_events where seq = $1)) \
         select substr(case_tags, place, 16), seq from audit_events cross join places where seq = $1 on conflict do nothing",
        seq
    )?;
    Ok(())
}

async fn insert(conn: Conn<'_>, fields: &Fields<'_>, hash: &[u8; 32]) -> Result<()> {
    change!(
        conn,
        "insert into audit_events \
         (seq, at, account_id, role, organisation_id, deed, segment, reason, basis, consent_id, case_tags, previous, hash) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        fields.seq,
        fields.at,
        fields.account,
        fields.role,
        fields.organisation,
        fields.deed,
        fields.segments,
        fields.reason,
        fields.basis,
        fields.consent,
        fields.tags,
        fields.previous,
        &hash[..]
    )?;
    Ok(())
}
