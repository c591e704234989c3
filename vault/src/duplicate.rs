//! Pairs of cases that may be of one client, found in memory among the labels one may open; and that two were told apart.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::{Found, Listed};
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::case::Label;
use domain::consent::Segment;
use domain::duplicate::{Pair, likely};
use domain::id::{CaseId, SubmissionId};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// One page of pairs, with the labels of the cases in them.
pub struct Duplicates {
    /// The pairs of this page, the likeliest first.
    pub pairs: Vec<Pair<CaseId>>,
    /// How many there are over all pages.
    pub total: usize,
    /// Those that somebody told apart, the last first: to look again when that was a slip.
    pub apart: Vec<ToldApart>,
    /// What the cases in all of these are called.
    pub labels: HashMap<CaseId, Label>,
}

/// Two cases that were said to be of two people.
#[derive(Clone)]
pub struct ToldApart {
    /// The one with the smaller id.
    pub one: CaseId,
    /// The other.
    pub other: CaseId,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Of those told apart, the last that the page shows.
const APART_SHOWN: usize = 20;

#[derive(sqlx::FromRow)]
struct Row {
    one_id: Uuid,
    other_id: Uuid,
    name: String,
    told_at: DateTime<Utc>,
}

impl Vault {
    /// The likely pairs among the cases whose labels the actor may open. What is carried on in another, and what was told
    /// apart, is no pair. Digits and names are compared in memory; nothing of it is kept.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn duplicates(
        &self,
        actor: &Actor,
        reason: Reason,
        skip: usize,
        limit: usize,
    ) -> Result<Option<Duplicates>> {
        if !actor.may(Action::CompareCases) {
            return Ok(None);
        }
        let mut apart = self.told_apart(actor).await?;
        // Also where the one that carries the other on is closed, and each stands for itself in lists.
        let carried: HashSet<_> = self.beside(actor).await?.into_iter().collect();
        let (mut pairs, mut total) = (Vec::new(), 0);
        let choose = |all: Vec<Listed>| {
            let known: HashSet<_> = apart.iter().map(|told| (told.one, told.other)).collect();
            let labels: Vec<_> =
                all.iter().filter(|row| row.carried_on_in.is_none()).map(|row| (row.case, &row.label)).collect();
            pairs = likely(&labels);
            pairs.retain(|pair| ![&known, &carried].iter().any(|of| of.contains(&(pair.one, pair.other))));
            total = pairs.len();
            pairs = std::mem::take(&mut pairs).into_iter().skip(skip).take(limit).collect();
            let there: HashSet<_> = labels.iter().map(|(case, _)| *case).collect();
            apart.retain(|told| there.contains(&told.one) && there.contains(&told.other));
            apart.truncate(APART_SHOWN);
            let named: HashSet<_> = pairs
                .iter()
                .flat_map(|pair| [pair.one, pair.other])
                .chain(apart.iter().flat_map(|told| [told.one, told.other]))
                .collect();
            let rows: Vec<_> = all.into_iter().filter(|row| named.contains(&row.case)).collect();
            Found { total: rows.len(), rows }
        };
        let Some(found) = self.list_cases(actor, reason, choose).await? else { return Ok(None) };
        let labels = found.rows.into_iter().map(|row| (row.case, row.label)).collect();
        Ok(Some(Duplicates { pairs, total, apart, labels }))
    }

    /// Who told these two apart, if somebody did. Both must be open to whoever asks.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn were_told_apart(
        &self,
        one: &Opened<segment::Label>,
        other: &Opened<segment::Label>,
    ) -> Result<Option<ToldApart>> {
        let (one, other) = ordered(one.case(), other.case());
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select told_apart.one_id, told_apart.other_id, accounts.name, told_apart.told_at from told_apart \
             join accounts on accounts.id = told_apart.told_by where told_apart.one_id = $1 and told_apart.other_id = $2",
            one.0, other.0 => fetch_optional
        )?;
        Ok(row.map(told))
    }

    /// Writes down that two cases are of two people. `None` when the key of either is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn tell_apart(
        &self,
        actor: &Actor,
        (ring, one): (&Ring, &Opened<segment::Label>),
        (other_ring, other): (&Ring, &Opened<segment::Label>),
        reason: Reason,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        if !actor.may(Action::CompareCases) || one.case() == other.case() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.hold_both(&mut writing, actor, one, other).await? {
            return Ok(None);
        }
        let now = self.now();
        if crate::submission::claim(&mut writing, actor, form, one.case().0, now).await?.is_some() {
            return Ok(Some(()));
        }
        let (first, second) = ordered(one.case(), other.case());
        let written = change!(
            writing.conn(),
            "insert into told_apart (one_id, other_id, told_by, told_at) values ($1, $2, $3, $4) \
             on conflict (one_id, other_id) do nothing",
            first.0,
            second.0,
            actor.account.0,
            now
        )?;
        if written > 0 {
            let cases = vec![ring.tag(), other_ring.tag()];
            let event = ring.event(Deed::CasesToldApart, &[Segment::Label], reason);
            self.note(&mut writing, Some(actor), &Event { cases, ..event }).await?;
        }
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Those told apart of which the actor may open a label, the last first.
    async fn told_apart(&self, actor: &Actor) -> Result<Vec<ToldApart>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select told_apart.one_id, told_apart.other_id, accounts.name, told_apart.told_at from told_apart \
             join accounts on accounts.id = told_apart.told_by \
             where exists (select 1 from held_wraps where held_wraps.account_id = $1 and held_wraps.case_id = told_apart.one_id \
             and held_wraps.segment = 'label' and held_wraps.valid_from <= $2 and held_wraps.valid_until > $2 \
             and held_wraps.purpose <> 'emergency') order by told_apart.told_at desc, told_apart.one_id, told_apart.other_id",
            actor.account.0, self.now() => fetch_all
        )?;
        Ok(rows.into_iter().map(told).collect())
    }
}

fn told(row: Row) -> ToldApart {
    ToldApart { one: CaseId(row.one_id), other: CaseId(row.other_id), by: row.name, at: row.told_at }
}

fn ordered(one: CaseId, other: CaseId) -> (CaseId, CaseId) {
    (one.min(other), one.max(other))
}
