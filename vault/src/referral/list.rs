use super::issue::packet_place;
use crate::Vault;
use crate::access::{HeldWrap, Opened, segment};
use crate::actor::Actor;
use crate::audit::{Event, case_tag};
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{CaseId, ReferralId};
use domain::referral::{Outcome, Packet, ReferralState};
use std::collections::HashSet;
use uuid::Uuid;

/// Where a referral stands, without its content.
pub struct Standing {
    /// Its id.
    pub id: ReferralId,
    /// The newest state.
    pub state: ReferralState,
    /// Number of the newest event, to notice that another was faster.
    pub number: i64,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// By when she was expected.
    pub expected_by: DateTime<Utc>,
    /// When the state last changed.
    pub moved_at: DateTime<Utc>,
}

/// A referral with its packet opened, as sender and receiver see it.
pub struct Followed {
    /// Where it stands.
    pub standing: Standing,
    /// The case; the receiver is given none.
    pub case: Option<CaseId>,
    /// The other side's name: the receiver's to the sender, the sender's to the receiver.
    pub other: String,
    /// The receiver's address and hours.
    pub receiver_address: String,
    /// The receiver's name.
    pub receiver: String,
    /// What was told.
    pub packet: Packet,
    /// What came of it.
    pub outcome: Option<Outcome>,
}

/// Referrals to serve, and what must be stopped.
pub struct Expected {
    /// Packets the organisation can open.
    pub referrals: Vec<Followed>,
    /// What the organisation must stop using.
    pub notices: Vec<Notice>,
}

/// A duty to stop, without saying whose data.
#[derive(sqlx::FromRow)]
pub struct Notice {
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// The last moment.
    pub stop_by: DateTime<Utc>,
    /// When the referral it speaks of had been sent.
    pub issued_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    #[sqlx(flatten)]
    pub(super) wrap: HeldWrap,
    pub(super) referral_id: Uuid,
    pub(super) packet_sealed: Vec<u8>,
    sender: String,
    receiver: String,
    receiver_address: String,
    pub(super) receiver_id: Uuid,
    issued_at: DateTime<Utc>,
    expected_by: DateTime<Utc>,
    pub(super) number: i64,
    state: String,
    outcome_sealed: Option<Vec<u8>>,
    outcome_number: Option<i64>,
    moved_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    id: Uuid,
    receiver: String,
    number: i64,
    state: String,
    issued_at: DateTime<Utc>,
    expected_by: DateTime<Utc>,
    moved_at: DateTime<Utc>,
}

impl Row {
    fn followed(&self, actor: &Actor, vault: &Vault, cheaper: &mut Vec<crate::access::Resealed>) -> Result<Followed> {
        let (_, key) = self.wrap.open(actor, vault, cheaper)?;
        let case = self.wrap.case_id;
        let packet = key
            .open(packet_place(case, "referrals", self.referral_id), &self.packet_sealed)
            .ok_or(Error::Inconsistent("referrals"))?;
        let outcome = match (&self.outcome_sealed, self.outcome_number) {
            (Some(sealed), Some(number)) => {
                let place = super::outcome::place(case, self.referral_id, number);
                Some(key.open(place, sealed).ok_or(Error::Inconsistent("referral_events"))?)
            }
            _ => None,
        };
        let is_receiver = actor.organisation.0 == self.receiver_id;
        Ok(Followed {
            standing: Standing {
                id: ReferralId(self.referral_id),
                state: ReferralState::from_code(&self.state).map_err(|_| Error::Inconsistent("referral_events"))?,
                number: self.number,
                issued_at: self.issued_at,
                expected_by: self.expected_by,
                moved_at: self.moved_at,
            },
            case: (!is_receiver).then_some(CaseId(case)),
            other: if is_receiver { self.sender.clone() } else { self.receiver.clone() },
            receiver: self.receiver.clone(),
            receiver_address: self.receiver_address.clone(),
            packet: serde_json::from_slice(&packet).map_err(|_| Error::Inconsistent("referrals"))?,
            outcome: outcome
                .map(|plain| serde_json::from_slice(&plain))
                .transpose()
                .map_err(|_| Error::Inconsistent("referral_events"))?,
        })
    }
}

impl Vault {
    /// Every referral whose packet the actor holds a live wrap for: sent by her, by her team, or to her organisation.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn referrals(&self, actor: &Actor) -> Result<Option<Vec<Followed>>> {
        if !may_open(actor.role, Segment::Packet) {
            return Ok(None);
        }
        self.packets(actor, None).await.map(Some)
    }

    /// One referral.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn referral(&self, actor: &Actor, id: ReferralId) -> Result<Option<Followed>> {
        if !may_open(actor.role, Segment::Packet) {
            return Ok(None);
        }
        Ok(self.packets(actor, Some(id)).await?.pop())
    }

    /// What a receiver has to do: packets, and notices to stop.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn expected(&self, actor: &Actor) -> Result<Option<Expected>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(None);
        }
        let referrals = self.packets(actor, None).await?;
        let mut reading = self.database.read().await?;
        let notices = sql!(
            reading.conn(),
            query_as::<Notice>,
            "select stop_notices.written_at, stop_notices.stop_by, referrals.issued_at from stop_notices \
             join referrals on referrals.id = stop_notices.referral_id \
             where stop_notices.recipient_id = $1 and stop_notices.stop_by > $2 \
             union all select written_at, stop_by, issued_at from erasure_notices where recipient_id = $1 and stop_by > $2 \
             order by 1 desc limit 50",
            actor.organisation.0, self.now() => fetch_all
        )?;
        Ok(Some(Expected { referrals, notices }))
    }

    async fn packets(&self, actor: &Actor, only: Option<ReferralId>) -> Result<Vec<Followed>> {
        let now = self.now();
        let mut writing = self.database.write().await?;
        let mut rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select wrap_id, party_id, held_wraps.sealed, held_wraps.consent_id, purpose, held_wraps.data_key_id, held_wraps.case_id, segment, epoch, \
             commitment, audit_key, referrals.id as referral_id, referrals.sealed as packet_sealed, senders.name as sender, \
             receivers.name as receiver, receivers.address as receiver_address, receivers.id as receiver_id, referrals.issued_at, \
             referrals.expected_by, newest.number, newest.state, newest.moved_at, answers.sealed as outcome_sealed, answers.number as outcome_number \
             from held_wraps join referrals on referrals.id = held_wraps.referral_id \
             join organisations as senders on senders.id = referrals.sender_id \
             join organisations as receivers on receivers.id = referrals.receiver_id \
             join referral_events as newest on newest.referral_id = referrals.id \
             and newest.number = (select max(number) from referral_events as later where later.referral_id = referrals.id) \
             left join referral_events as answers on answers.referral_id = referrals.id \
             and answers.number = (select max(number) from referral_events as said where said.referral_id = referrals.id and said.sealed is not null) \
             where account_id = $1 and valid_from <= $2 and valid_until > $2 and (referrals.id = $3 or $3 is null) \
             order by referrals.issued_at desc, referrals.id desc",
            actor.account.0, now, only.map(|id| id.0) => fetch_all
        )?;
        let mut seen = HashSet::with_capacity(rows.len());
        rows.retain(|row| seen.insert(row.referral_id));
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let receives = actor.may(Action::ReceiveReferral);
        let event = Event {
            deed: if only.is_some() { Deed::PacketOpened } else { Deed::Listed },
            segments: &[Segment::Packet],
            reason: match actor.role {
                _ if receives => Reason::Referral,
                Role::Supervisor => Reason::Supervision,
                _ => Reason::Support,
            },
            basis: if receives { Basis::WrittenRequest } else { Basis::Consent },
            consent: None,
            cases: rows.iter().map(|row| case_tag(&row.wrap.audit_key)).collect::<HashSet<_>>().into_iter().collect(),
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        let mut cheaper = Vec::new();
        let followed = rows.iter().map(|row| row.followed(actor, self, &mut cheaper)).collect();
        self.keep_cheaper(cheaper).await?;
        followed
    }

    /// Where the referrals of a case stand, for its timeline, newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn standings(&self, proof: &Opened<segment::Casework>) -> Result<Vec<(Standing, String)>> {
        self.standings_of(proof.case()).await
    }

    /// The same for the client herself: nothing of it is sealed.
    pub(crate) async fn standings_of(&self, case: CaseId) -> Result<Vec<(Standing, String)>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<StandingRow>,
            "select referrals.id, organisations.name as receiver, referral_events.number, referral_events.state, referrals.issued_at, \
             referrals.expected_by, referral_events.moved_at from referrals \
             join organisations on organisations.id = referrals.receiver_id \
             join referral_events on referral_events.referral_id = referrals.id \
             and referral_events.number = (select max(number) from referral_events as later where later.referral_id = referrals.id) \
             where referrals.case_id = $1 order by referrals.issued_at desc limit 50",
            case.0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let state = ReferralState::from_code(&row.state).map_err(|_| Error::Inconsistent("referral_events"))?;
                let standing = Standing {
                    id: ReferralId(row.id),
                    state,
                    number: row.number,
                    issued_at: row.issued_at,
                    expected_by: row.expected_by,
                    moved_at: row.moved_at,
                };
                Ok((standing, row.receiver))
            })
            .collect()
    }
}
