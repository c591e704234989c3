use super::SlipStanding;
use super::issue::packet_place;
use super::report::Body;
use super::standing::{Standing, state};
use crate::Vault;
use crate::access::HeldWrap;
use crate::actor::Actor;
use crate::audit::{Event, case_tag};
use crate::crypt::{DataKey, PartyKey};
use crate::engine::{Conn, Writing, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::audit::{Basis, Deed};
use domain::consent::Segment;
use domain::date::local_date;
use domain::id::{CaseId, OrganisationId, ReferralId};
use domain::referral::{
    Course, DaySet, DeclineReason, Due, Mover, Outcome, Packet, ReferralState, Report, Said, Urgency,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

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
    /// The receiver.
    pub receiver_id: OrganisationId,
    /// What was told.
    pub packet: Packet,
    /// What came of it, as the receiver said last.
    pub outcome: Option<Outcome>,
    /// Every state, the first one first.
    pub history: Vec<Moved>,
    /// What the sender's side heard beside the states; the receiver is given nothing of it.
    pub reports: Vec<Reported>,
    /// What has to be done next, by whom and by when.
    pub due: Option<Due>,
    /// The slip that was given for it, if it did not end; the receiver is given nothing of it.
    pub slip: Option<SlipStanding>,
}

impl Followed {
    /// The day she is expected on, when one was set, and the one it was moved from.
    #[must_use]
    pub fn day(&self) -> Option<DaySet> {
        DaySet::of(self.history.iter().map(|moved| (moved.state, moved.said.as_ref())))
    }

    /// What who went with her told last, as long as she is expected.
    #[must_use]
    pub fn told(&self) -> Option<&Reported> {
        let told = self.reports.iter().rev().find(|one| one.told_by.is_some());
        told.filter(|one| one.report.heard.fits(self.standing.state))
    }
}

/// One change of state.
pub struct Moved {
    /// What it became.
    pub state: ReferralState,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: a colleague by name, the other side by its organisation; nobody for the client herself and for time.
    pub by: Option<String>,
    /// What was said with it.
    pub said: Option<Said>,
    /// Why the receiver declined.
    pub declined: Option<DeclineReason>,
}

/// Something that was heard.
pub struct Reported {
    /// What, and on which day.
    pub report: Report,
    /// Who wrote it down.
    pub by: String,
    /// Who told it, where that is not who wrote it down: who went with her.
    pub told_by: Option<String>,
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
    moved_at: DateTime<Utc>,
    slip_id: Option<Uuid>,
    slip_sealed: Option<Vec<u8>>,
    slip_given_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    referral_id: Uuid,
    number: i64,
    state: String,
    sealed: Option<Vec<u8>>,
    reason: Option<String>,
    moved_at: DateTime<Utc>,
    name: Option<String>,
    organisation_id: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct ReportRow {
    referral_id: Uuid,
    number: i64,
    sealed: Vec<u8>,
    name: String,
}

/// What belongs to the packets of one list, by their ids.
#[derive(Default)]
struct Beside {
    events: HashMap<Uuid, Vec<EventRow>>,
    reports: HashMap<Uuid, Vec<ReportRow>>,
}

impl Beside {
    fn new(events: Vec<EventRow>, reports: Vec<ReportRow>) -> Self {
        let mut beside = Self::default();
        for event in events {
            beside.events.entry(event.referral_id).or_default().push(event);
        }
        for report in reports {
            beside.reports.entry(report.referral_id).or_default().push(report);
        }
        beside
    }
}

/// That these are looked at, as sender or as receiver.
fn look<'a>(actor: &Actor, deed: Deed, rows: impl IntoIterator<Item = &'a Row>) -> Event<'static> {
    let receives = actor.may(Action::ReceiveReferral);
    Event {
        deed,
        segments: &[Segment::Packet],
        reason: actor.reason_for_packets(),
        basis: if receives { Basis::WrittenRequest } else { Basis::Consent },
        consent: None,
        cases: rows.into_iter().map(|row| case_tag(&row.wrap.audit_key)).collect::<HashSet<_>>().into_iter().collect(),
    }
}

/// What happened to one.
async fn events_of(conn: Conn<'_>, referral: ReferralId) -> Result<Vec<EventRow>> {
    Ok(sql!(
        conn,
        query_as::<EventRow>,
        "select referral_events.referral_id, referral_events.number, referral_events.state, referral_events.sealed, \
         referral_events.reason, referral_events.moved_at, accounts.name, teams.organisation_id from referral_events \
         left join accounts on accounts.id = referral_events.moved_by left join teams on teams.id = accounts.team_id \
         where referral_events.referral_id = $1 order by referral_events.number",
        referral.0 => fetch_all
    )?)
}

/// What was heard of one.
async fn reports_of(conn: Conn<'_>, referral: ReferralId) -> Result<Vec<ReportRow>> {
    Ok(sql!(
        conn,
        query_as::<ReportRow>,
        "select referral_reports.referral_id, referral_reports.number, referral_reports.sealed, accounts.name \
         from referral_reports join accounts on accounts.id = referral_reports.reported_by \
         where referral_reports.referral_id = $1 order by referral_reports.number",
        referral.0 => fetch_all
    )?)
}

impl EventRow {
    fn moved(&self, key: &DataKey, case: Uuid, own: Uuid, other: &str) -> Result<Moved> {
        let said = self.sealed.as_ref().map(|sealed| {
            let place = super::outcome::place(case, self.referral_id, self.number);
            let plain = key.open(place, sealed).ok_or(Error::Inconsistent("referral_events"))?;
            serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent("referral_events"))
        });
        let state = state(&self.state)?;
        let by = match (&self.name, self.organisation_id) {
            (Some(name), Some(organisation)) if organisation == own => Some(name.clone()),
            (Some(_), _) => Some(other.to_owned()),
            // On a slip: whoever had it, at the receiver.
            _ if state.moved_by().contains(&Mover::Receiver) => Some(other.to_owned()),
            _ => None,
        };
        let declined = self.reason.as_deref().map(DeclineReason::from_code).transpose();
        Ok(Moved {
            state,
            at: self.moved_at,
            by,
            said: said.transpose()?,
            declined: declined.map_err(|_| Error::Inconsistent("referral_events"))?,
        })
    }
}

impl ReportRow {
    fn reported(&self, key: &DataKey, case: Uuid) -> Result<Reported> {
        let place = super::report::place(case, self.referral_id, self.number);
        let plain = key.open(place, &self.sealed).ok_or(Error::Inconsistent("referral_reports"))?;
        let body: Body = serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent("referral_reports"))?;
        Ok(Reported { report: body.report, by: self.name.clone(), told_by: body.told_by })
    }
}

/// The next duty, from what happened so far.
fn due(urgency: Urgency, history: &[Moved], reports: &[Reported]) -> Option<Due> {
    let states: Vec<_> = history.iter().map(|moved| (moved.state, local_date(moved.at))).collect();
    let booked_on = history.iter().rev().find_map(|moved| moved.said.as_ref().and_then(Said::booked_on));
    // Calls count from the last no-show on.
    let since =
        history.iter().rev().find(|moved| moved.state == ReferralState::NoShow).map(|moved| local_date(moved.at));
    let tries: Vec<_> = reports
        .iter()
        .map(|reported| reported.report)
        .filter(|report| report.heard.is_a_try() && since.is_some_and(|since| report.on >= since))
        .map(|report| report.on)
        .collect();
    Course { urgency, states: &states, booked_on, tries: &tries }.due()
}

impl Row {
    fn followed(
        &self,
        actor: &Actor,
        vault: &Vault,
        beside: &Beside,
        cheaper: &mut Vec<crate::access::Resealed>,
    ) -> Result<Followed> {
        let (_, key) = self.wrap.open(actor, vault, cheaper)?;
        self.followed_with(&key, actor.organisation.0, beside)
    }

    fn slip(&self, key: &DataKey) -> Result<Option<SlipStanding>> {
        match (self.slip_id, &self.slip_sealed, self.slip_given_at) {
            (Some(party), Some(sealed), Some(given_at)) => {
                let tag = super::slip::tag_of(party, sealed, self.wrap.case_id, key)?;
                Ok(Some(SlipStanding { given_at, dead: false, tag }))
            }
            _ => Ok(None),
        }
    }

    fn followed_with(&self, key: &DataKey, own: Uuid, beside: &Beside) -> Result<Followed> {
        let case = self.wrap.case_id;
        let packet = key
            .open(packet_place(case, "referrals", self.referral_id), &self.packet_sealed)
            .ok_or(Error::Inconsistent("referrals"))?;
        let packet: Packet = serde_json::from_slice(&packet).map_err(|_| Error::Inconsistent("referrals"))?;
        let is_receiver = own == self.receiver_id;
        let other = if is_receiver { self.sender.clone() } else { self.receiver.clone() };
        let events = beside.events.get(&self.referral_id).map_or(&[][..], Vec::as_slice);
        let history: Vec<_> = events.iter().map(|event| event.moved(key, case, own, &other)).collect::<Result<_>>()?;
        let reports = beside.reports.get(&self.referral_id).map_or(&[][..], Vec::as_slice);
        let reports: Vec<_> = reports.iter().map(|row| row.reported(key, case)).collect::<Result<_>>()?;
        let outcome = history.iter().rev().find_map(|moved| match &moved.said {
            Some(Said::Outcome(outcome)) => Some(outcome.clone()),
            _ => None,
        });
        let due = due(packet.urgency, &history, &reports);
        Ok(Followed {
            standing: Standing {
                id: ReferralId(self.referral_id),
                state: state(&self.state)?,
                number: self.number,
                issued_at: self.issued_at,
                expected_by: self.expected_by,
                moved_at: self.moved_at,
            },
            case: (!is_receiver).then_some(CaseId(case)),
            other,
            receiver: self.receiver.clone(),
            receiver_id: OrganisationId(self.receiver_id),
            receiver_address: self.receiver_address.clone(),
            packet,
            outcome,
            history,
            reports: if is_receiver { Vec::new() } else { reports },
            due,
            slip: if is_receiver { None } else { self.slip(key)? },
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
        self.packets(actor, |all| all).await.map(Some)
    }

    /// One referral.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn referral(&self, actor: &Actor, id: ReferralId) -> Result<Option<Followed>> {
        if !may_open(actor.role, Segment::Packet) {
            return Ok(None);
        }
        self.one_packet(actor, id).await
    }

    /// What a receiver has to do: packets, chosen and ordered by `choose`, which sees all of them in memory, and notices to
    /// stop. Only what is given back is audited, and it is audited before it is given.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn expected(
        &self,
        actor: &Actor,
        choose: impl FnOnce(Vec<Followed>) -> Vec<Followed>,
    ) -> Result<Option<Expected>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(None);
        }
        let referrals = self.packets(actor, choose).await?;
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

    /// The look is durable before a key is opened.
    async fn one_packet(&self, actor: &Actor, id: ReferralId) -> Result<Option<Followed>> {
        let now = self.now();
        let mut writing = self.database.write().await?;
        let row = sql!(
            writing.conn(),
            query_as::<Row>,
            "select wrap_id, party_id, held_wraps.sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, \
             packets.referral_id, packet_sealed, issued_at, expected_by, sender, receiver_id, receiver, receiver_address, \
             number, state, moved_at, slip_id, slip_sealed, slip_given_at \
             from held_wraps join packets on packets.referral_id = held_wraps.referral_id \
             where account_id = $1 and valid_from <= $2 and valid_until > $2 and held_wraps.referral_id = $3 limit 1",
            actor.account.0, now, id.0 => fetch_optional
        )?;
        let Some(row) = row else { return Ok(None) };
        let beside = Beside::new(events_of(writing.conn(), id).await?, reports_of(writing.conn(), id).await?);
        self.note(&mut writing, Some(actor), &look(actor, Deed::PacketOpened, [&row])).await?;
        writing.commit().await?;
        let mut cheaper = Vec::new();
        let followed = row.followed(actor, self, &beside, &mut cheaper);
        self.keep_cheaper(cheaper).await?;
        let mut followed = followed?;
        if let Some(slip) = &mut followed.slip {
            self.see_whether_dead(slip).await?;
        }
        Ok(Some(followed))
    }

    /// What is chosen of all that the actor holds: opened in memory, noted, and then given. In one transaction: a look that is
    /// noted after a withdrawal did not happen.
    async fn packets(
        &self,
        actor: &Actor,
        choose: impl FnOnce(Vec<Followed>) -> Vec<Followed>,
    ) -> Result<Vec<Followed>> {
        let now = self.now();
        let mut writing = self.database.write().await?;
        // Hers first, then what belongs to them: the other way round it would cost more with everything that others sent.
        let mut rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "with held as materialized (select * from held_wraps \
             where account_id = $1 and valid_from <= $2 and valid_until > $2 and referral_id is not null) \
             select wrap_id, party_id, held.sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, \
             packets.referral_id, packet_sealed, issued_at, expected_by, sender, receiver_id, receiver, receiver_address, \
             number, state, moved_at, slip_id, slip_sealed, slip_given_at \
             from held join packets on packets.referral_id = held.referral_id order by issued_at desc, packets.referral_id desc",
            actor.account.0, now => fetch_all
        )?;
        let mut seen = HashSet::with_capacity(rows.len());
        rows.retain(|row| seen.insert(row.referral_id));
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let beside = self.beside_all(&mut writing, actor, now).await?;
        let mut cheaper = Vec::new();
        let all: Result<Vec<_>> = rows.iter().map(|row| row.followed(actor, self, &beside, &mut cheaper)).collect();
        let mut chosen = choose(all?);
        if chosen.is_empty() {
            return Ok(chosen);
        }
        let shown: HashSet<_> = chosen.iter().map(|one| one.standing.id.0).collect();
        let shown = rows.iter().filter(|row| shown.contains(&row.referral_id));
        self.note(&mut writing, Some(actor), &look(actor, Deed::Listed, shown)).await?;
        writing.commit().await?;
        self.keep_cheaper(cheaper).await?;
        for slip in chosen.iter_mut().filter_map(|one| one.slip.as_mut()) {
            self.see_whether_dead(slip).await?;
        }
        Ok(chosen)
    }

    /// The events and reports of all packets that the actor holds, still sealed.
    async fn beside_all(&self, writing: &mut Writing, actor: &Actor, now: DateTime<Utc>) -> Result<Beside> {
        let events = sql!(
            writing.conn(),
            query_as::<EventRow>,
            "with held as materialized (select distinct referral_id from held_wraps \
             where account_id = $1 and valid_from <= $2 and valid_until > $2 and referral_id is not null) \
             select referral_events.referral_id, referral_events.number, referral_events.state, referral_events.sealed, \
             referral_events.reason, referral_events.moved_at, accounts.name, teams.organisation_id \
             from held join referral_events on referral_events.referral_id = held.referral_id \
             left join accounts on accounts.id = referral_events.moved_by left join teams on teams.id = accounts.team_id \
             order by referral_events.referral_id, referral_events.number",
            actor.account.0, now => fetch_all
        )?;
        let reports = sql!(
            writing.conn(),
            query_as::<ReportRow>,
            "with held as materialized (select distinct referral_id from held_wraps \
             where account_id = $1 and valid_from <= $2 and valid_until > $2 and referral_id is not null) \
             select referral_reports.referral_id, referral_reports.number, referral_reports.sealed, accounts.name \
             from held join referral_reports on referral_reports.referral_id = held.referral_id \
             join accounts on accounts.id = referral_reports.reported_by \
             order by referral_reports.referral_id, referral_reports.number",
            actor.account.0, now => fetch_all
        )?;
        Ok(Beside::new(events, reports))
    }

    /// The packet of a slip, with what happened to it: the look is already durable.
    pub(super) async fn packet_on_slip(
        &self,
        holder: &PartyKey,
        referral: ReferralId,
        receiver: OrganisationId,
    ) -> Result<Option<Followed>> {
        let now = self.now();
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select wrap_id, party_id, slip_wraps.sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, \
             packets.referral_id, packet_sealed, issued_at, expected_by, sender, receiver_id, receiver, receiver_address, \
             number, state, moved_at, slip_id, slip_sealed, slip_given_at \
             from slip_wraps join packets on packets.referral_id = slip_wraps.referral_id \
             where party_id = $1 and packets.referral_id = $2 and valid_from <= $3 and valid_until > $3",
            holder.party.0, referral.0, now => fetch_optional
        )?;
        let Some(row) = row else { return Ok(None) };
        let beside = Beside::new(events_of(reading.conn(), referral).await?, Vec::new());
        drop(reading);
        let mut cheaper = Vec::new();
        let (_, key) = row.wrap.open_with(holder, self, &mut cheaper)?;
        self.keep_cheaper(cheaper).await?;
        row.followed_with(&key, receiver.0, &beside).map(Some)
    }
}
