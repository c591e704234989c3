use super::label::open_label;
use crate::Vault;
use crate::access::HeldWrap;
use crate::actor::Actor;
use crate::audit::{Event, case_tag};
use crate::engine::sql;
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::audit::{Basis, Deed, Reason};
use domain::case::Label;
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId};
use std::collections::HashSet;
use uuid::Uuid;

/// A case in a list.
pub struct Listed {
    /// Its id, for the link.
    pub case: CaseId,
    /// What the list shows.
    pub label: Label,
    /// Until when the actor covers it for a colleague who is away; nothing for a case that is open to her anyway.
    pub covered_until: Option<DateTime<Utc>>,
    /// When it was closed, if it is.
    pub closed_at: Option<DateTime<Utc>>,
    /// The case that carries it on, where that one is open and its label opens to the caller too.
    pub carried_on_in: Option<CaseId>,
    tag: [u8; 16],
    consent: Uuid,
}

/// What a list or search found.
pub struct Found {
    /// The rows of this page.
    pub rows: Vec<Listed>,
    /// How many there are over all pages.
    pub total: usize,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    wrap: HeldWrap,
    label_sealed: Vec<u8>,
    valid_until: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    carrying_id: Option<Uuid>,
}

impl Vault {
    /// The cases whose label the actor may open (one opened by breaking the glass is not among them), chosen and ordered by `choose`, which sees all of them in memory and
    /// gives back one page with the total. Only what is given back is audited, and it is audited before it is given.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn list_cases(
        &self,
        actor: &Actor,
        reason: Reason,
        choose: impl FnOnce(Vec<Listed>) -> Found,
    ) -> Result<Option<Found>> {
        if !actor.may(Action::SeeCaseload) || !may_open(actor.role, Segment::Label) {
            return Ok(None);
        }
        let mut rows = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_as::<Row>,
                "with held as materialized (select * from held_wraps \
                 where account_id = $1 and valid_from <= $2 and valid_until > $2 and segment = 'label' and purpose <> 'emergency') \
                 select wrap_id, party_id, held.sealed, consent_id, purpose, held.data_key_id, held.case_id, segment, epoch, \
                 commitment, audit_key, cover_id, valid_until, labels.sealed as label_sealed, closed_cases.closed_at, merges_standing.carrying_id \
                 from held join labels on labels.case_id = held.case_id and labels.data_key_id = held.data_key_id \
                 left join closed_cases on closed_cases.case_id = held.case_id \
                 left join merges_standing on merges_standing.carried_id = held.case_id",
                actor.account.0, self.now() => fetch_all
            )?
        };
        let mut cheaper = Vec::new();
        let mut seen = HashSet::with_capacity(rows.len());
        let mut all = Vec::with_capacity(rows.len());
        rows.sort_by_key(|row| row.wrap.cover_id.is_some());
        for row in rows {
            // A supervisor with an own case holds two wraps of it.
            if !seen.insert(row.wrap.case_id) {
                continue;
            }
            let (segment, key) = row.wrap.open(actor, self, &mut cheaper)?;
            let label = open_label(row.wrap.case_id, segment, row.wrap.epoch, &key, &row.label_sealed)?;
            let tag = case_tag(&row.wrap.audit_key);
            all.push(Listed {
                case: CaseId(row.wrap.case_id),
                label,
                covered_until: row.wrap.cover_id.map(|_| row.valid_until),
                closed_at: row.closed_at,
                carried_on_in: row.carrying_id.map(CaseId),
                tag,
                consent: row.wrap.consent_id,
            });
        }
        // A case that is closed hides no other.
        let open: HashSet<_> = all.iter().filter(|row| row.closed_at.is_none()).map(|row| row.case).collect();
        for listed in &mut all {
            listed.carried_on_in = listed.carried_on_in.filter(|carrying| open.contains(carrying));
        }
        self.keep_cheaper(cheaper).await?;
        let found = choose(all);
        if !found.rows.is_empty() {
            let event = Event {
                deed: Deed::Listed,
                segments: &[Segment::Label],
                reason,
                basis: Basis::Consent,
                consent: if let [one] = found.rows.as_slice() { Some(ConsentId(one.consent)) } else { None },
                cases: found.rows.iter().map(|row| row.tag).collect(),
            };
            let mut writing = self.database.write().await?;
            self.note(&mut writing, Some(actor), &event).await?;
            writing.commit().await?;
        }
        Ok(Some(found))
    }
}
