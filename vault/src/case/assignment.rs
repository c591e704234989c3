//! Who carries a case. Its keys come from the team's lead, under the consents that are live and to their ends.

use super::WrapGrant;
use crate::Vault;
use crate::access::HeldWrap;
use crate::actor::Actor;
use crate::audit::{CaseTag, Event, case_tag};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{AccountId, CaseId, ConsentId, PartyId};
use uuid::Uuid;

/// Somebody a case's keys are sealed to.
pub(crate) struct Carrier {
    pub(crate) role: Role,
    pub(crate) party: PartyId,
    pub(crate) public_key: Vec<u8>,
}

/// From when until when a cover gives somebody a case.
pub(crate) struct Term {
    pub(crate) cover: Uuid,
    pub(crate) from: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
}

/// What was sealed of one case, to be noted.
pub(crate) struct Handed {
    pub(crate) tag: CaseTag,
    pub(crate) consent: ConsentId,
    pub(crate) segments: Vec<Segment>,
}

#[derive(sqlx::FromRow)]
struct CarrierRow {
    role: String,
    party_id: Uuid,
    public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct LeadWrap {
    #[sqlx(flatten)]
    wrap: HeldWrap,
    valid_from: DateTime<Utc>,
    valid_until: DateTime<Utc>,
}

impl Vault {
    /// The cases of one's team that nobody carries and whose label one may open. Ids only: what they are called is for
    /// [`Vault::list_cases`] to show, and to audit.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn cases_with_nobody(&self, actor: &Actor) -> Result<Option<Vec<CaseId>>> {
        if !actor.may(Action::AssignCase) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let ids = sql!(
            reading.conn(),
            query_scalar::<Uuid>,
            "select distinct held_wraps.case_id from held_wraps join cases on cases.id = held_wraps.case_id \
             where held_wraps.account_id = $1 and cases.team_id = $2 and held_wraps.segment = 'label' \
             and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 \
             and not exists (select 1 from assignments where assignments.case_id = cases.id \
             and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id))",
            actor.account.0, actor.team.0, self.now() => fetch_all
        )?;
        Ok(Some(ids.into_iter().map(CaseId).collect()))
    }

    /// Gives a case of the team's that nobody carries to a colleague: a record, and the keys of what her role opens. `None`
    /// when it is another team's or somebody else carries it, when the actor does not hold it through the team's lead, or
    /// when the colleague is not of the team or still waits for its keys. A second click finds it done.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn assign(&self, actor: &Actor, case: CaseId, colleague: AccountId) -> Result<Option<()>> {
        if !actor.may(Action::AssignCase) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        self.lock_team(&mut writing, actor.team).await?;
        // Who is asked to take a case holds a key of it, and it is not hers to give before she took it.
        let own = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from cases where id = $1 and team_id = $2",
            case.0, actor.team.0 => fetch_optional
        )?;
        let Some(carrier) = self.carrier(writing.conn(), actor, colleague).await?.filter(|_| own.is_some()) else {
            return Ok(None);
        };
        let carriers = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select account_id from assignments where case_id = $1 and not exists \
             (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id)",
            case.0 => fetch_all
        )?;
        if let Some(carries) = carriers.first() {
            return Ok((*carries == colleague.0).then_some(()));
        }
        self.end_covers_of(&mut writing, case, actor.account).await?;
        if !self.share_case(&mut writing, actor, case, &carrier).await? {
            return Ok(None);
        }
        self.drop_drafts_of_covers(&mut writing, case).await?;
        self.assign_to(&mut writing, actor, case, colleague).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// The record of who carries a case from now on.
    pub(crate) async fn assign_to(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        colleague: AccountId,
    ) -> Result<()> {
        change!(
            writing.conn(),
            "insert into assignments (id, case_id, account_id, given_by, given_at) values ($1, $2, $3, $4, $5)",
            self.new_id(),
            case.0,
            colleague.0,
            actor.account.0,
            self.now()
        )?;
        Ok(())
    }

    /// Somebody of the actor's team who can carry a case and holds the team's keys.
    pub(crate) async fn carrier(&self, conn: Conn<'_>, actor: &Actor, account: AccountId) -> Result<Option<Carrier>> {
        let row = sql!(
            conn,
            query_as::<CarrierRow>,
            "select accounts.role, accounts.party_id, parties.public_key \
             from accounts join parties on parties.id = accounts.party_id join teams on teams.id = accounts.team_id \
             join holdings on holdings.account_id = accounts.id and holdings.party_id = teams.desk_party_id \
             where accounts.id = $1 and accounts.team_id = $2",
            account.0, actor.team.0 => fetch_optional
        )?;
        let Some(row) = row else { return Ok(None) };
        let role = Role::from_code(&row.role).map_err(|_| Error::Inconsistent("accounts"))?;
        let carrier = Carrier { role, party: PartyId(row.party_id), public_key: row.public_key };
        Ok(carrier.role.carries_cases().then_some(carrier))
    }

    /// The cases somebody carries, held still for this transaction.
    pub(crate) async fn carried_by(&self, writing: &mut Writing, account: AccountId) -> Result<Vec<CaseId>> {
        let ids = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select distinct case_id from assignments where account_id = $1 and not exists \
             (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id) order by case_id",
            account.0 => fetch_all
        )?;
        let cases: Vec<_> = ids.into_iter().map(CaseId).collect();
        for case in &cases {
            self.lock_case(writing.conn(), *case).await?;
        }
        Ok(cases)
    }

    /// Seals to the carrier what the team's lead opens of a case and her role may: each key under the same consent, from
    /// and until the same moments. `false` when the lead opens nothing of it any more, or the actor does not hold the lead.
    pub(crate) async fn share_case(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        carrier: &Carrier,
    ) -> Result<bool> {
        let Some(handed) = self.hand_on(writing, actor, case, carrier, None).await? else { return Ok(false) };
        let event = Event {
            deed: Deed::CaseAssigned,
            segments: &handed.segments,
            reason: Reason::Supervision,
            basis: Basis::Consent,
            consent: Some(handed.consent),
            cases: vec![handed.tag],
        };
        self.note(writing, Some(actor), &event).await?;
        Ok(true)
    }

    /// The sealing itself, which whoever calls it notes; within a cover's term if there is one. What was said of a
    /// colleague's notes is hers and stays with her. `None` when nothing of the case is there to be given for that time.
    pub(crate) async fn hand_on(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        carrier: &Carrier,
        term: Option<&Term>,
    ) -> Result<Option<Handed>> {
        let rows = sql!(
            writing.conn(),
            query_as::<LeadWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, \
             valid_from, valid_until from held_wraps where account_id = $1 and case_id = $2 and valid_from <= $3 and valid_until > $3 \
             and party_id = (select lead_party_id from teams where id = $4) \
             and not exists (select 1 from note_reviews join accounts on accounts.id = note_reviews.worker_id \
             where note_reviews.data_key_id = held_wraps.data_key_id and accounts.party_id <> $5)",
            actor.account.0, case.0, self.now(), actor.team.0, carrier.party.0 => fetch_all
        )?;
        let mut shared: Vec<Segment> = Vec::new();
        let mut about = None;
        for LeadWrap { wrap, valid_from, valid_until } in rows {
            let (segment, key) = wrap.open(actor, self, &mut Vec::new())?;
            if !may_open(carrier.role, segment) || segment.is_for_the_named() {
                continue;
            }
            let consent = ConsentId(wrap.consent_id);
            let from = term.map_or(valid_from, |term| term.from.max(valid_from));
            let until = term.map_or(valid_until, |term| term.until.min(valid_until));
            if until <= from {
                continue;
            }
            let grant = WrapGrant { case, segment, key: wrap.data_key_id, epoch: wrap.epoch, consent, from, until };
            let cover = term.map(|term| term.cover);
            self.wrap_within(writing, carrier.party, &carrier.public_key, &grant, &key, cover).await?;
            about.get_or_insert((case_tag(&wrap.audit_key), consent));
            if !shared.contains(&segment) {
                shared.push(segment);
            }
        }
        Ok(about.map(|(tag, consent)| Handed { tag, consent, segments: shared }))
    }
}
