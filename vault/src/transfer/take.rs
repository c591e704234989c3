use super::{OpenOffer, Which, rows};
use crate::Vault;
use crate::access::{Opened, Ring, committed_key, segment};
use crate::actor::Actor;
use crate::agenda::forget_pictures;
use crate::audit::Event;
use crate::case::{Carrier, WrapGrant};
use crate::codes::split;
use crate::consent::NewConsent;
use crate::crypt::{DataKey, PartyKey};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Evidence, Purpose, Segment, default_end};
use domain::id::{AccountId, CaseId, ConsentId, PartyId, TeamId};
use domain::transfer::{Hindrance, Outcome, Standing};
use uuid::Uuid;

/// What came of taking a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is the team's now.
    Now(CaseId),
    /// The other side must bring something to an end first. Nothing was written.
    Hindered(Hindrance),
    /// Whoever was named cannot carry a case here.
    NobodyThere,
}

/// A key of the case as it lies beside the offer.
#[derive(sqlx::FromRow)]
struct Laid {
    data_key_id: Uuid,
    sealed: Vec<u8>,
    segment: String,
    epoch: i64,
    commitment: Vec<u8>,
    held: bool,
}

/// A key of the case that goes over.
pub(super) struct Going {
    segment: Segment,
    id: Uuid,
    epoch: i64,
    key: DataKey,
}

/// A yes that stands, of those that end with the case's leaving.
#[derive(sqlx::FromRow)]
struct StandingYes {
    id: Uuid,
    purpose: String,
    segments: String,
}

#[derive(sqlx::FromRow)]
struct Sealed {
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Card {
    party_id: Uuid,
    public_key: Vec<u8>,
    segment: String,
}

impl Vault {
    /// Takes a case that was offered to the actor's team, for a colleague to carry: in one transaction its keys go to the
    /// team's lead and to her under the client's yes to this organisation, everything the old one held is gone, and what is
    /// written from now on is sealed under new keys. `None` when the offer does not wait any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn take_transfer(&self, actor: &Actor, open: &OpenOffer, colleague: AccountId) -> Result<Option<Taken>> {
        if !actor.may(Action::TakeTransfer) {
            return Ok(None);
        }
        let (case, now) = (open.packet.case(), self.now());
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        let row = rows(writing.conn(), Which::One(open.transfer.id), now).await?.into_iter().next();
        let Some(row) = row.filter(|row| row.to_team_id == actor.team.0) else { return Ok(None) };
        if row.standing(now)? != Standing::Waits {
            return Ok(None);
        }
        let (ours, theirs) = (actor.team, TeamId(row.from_team_id));
        let first = self.lock_team(&mut writing, ours.min(theirs)).await?;
        let second = self.lock_team(&mut writing, ours.max(theirs)).await?;
        let lead = if ours < theirs { first.lead() } else { second.lead() };
        let lead = lead.and_then(|party| actor.key_of(party));
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        let Some(carrier) = self.carrier(writing.conn(), actor, colleague).await? else {
            return Ok(Some(Taken::NobodyThere));
        };
        if let Some(hindrance) = self.hindrance(&mut writing, case).await? {
            return Ok(Some(Taken::Hindered(hindrance)));
        }
        let Some(mut going) = self.laid(&mut writing, open, row.id).await? else {
            return Ok(Some(Taken::Hindered(Hindrance::Changed)));
        };
        let consents = standing_consents(&mut writing, case, theirs, now).await?;
        let processing = consents.iter().find(|one| one.purpose == Purpose::Processing.code());
        let Some(processing) = processing else { return Ok(Some(Taken::Hindered(Hindrance::Changed))) };
        let kept = Segment::from_codes(&split(&processing.segments)).map_err(|_| Error::Inconsistent("consents"))?;

        // New data after a transfer is sealed under what the old side never held.
        let parts: Vec<_> = Segment::OF_A_NEW_CASE
            .iter()
            .copied()
            .filter(|part| kept.contains(part) && going.iter().any(|one| one.segment == *part))
            .collect();
        let mut fresh = Vec::new();
        for segment in parts {
            let epoch = self.next_epoch(&mut writing, case, segment).await?;
            let key = DataKey::random(self.entropy.as_ref());
            let id = self.keep_key(&mut writing, case, segment, None, epoch, &key).await?;
            fresh.push(Going { segment, id, epoch, key });
        }
        self.end_covers_of(&mut writing, case, actor.account).await?;
        self.overtake_requests(&mut writing, actor, (case, None), now).await?;
        self.forget_old_side(&mut writing, case, theirs, open).await?;

        let opened = going.iter().chain(&fresh);
        let keys = opened.map(|one| (one.segment, one.id, one.epoch, DataKey::from_bytes(*one.key.bytes()))).collect();
        let mut ring = Ring::of_opened_keys(case, open.tag, keys);
        let casework = ring.take::<segment::Casework>().ok_or(Error::Inconsistent("data_keys"))?;
        let label = ring.take::<segment::Label>().ok_or(Error::Inconsistent("data_keys"))?;
        let agreed = ConsentId(row.consent_id);
        let (processing, until) = self.agree(&mut writing, actor, &casework, (agreed, &consents), &kept, now).await?;

        self.wrap_to_cards(&mut writing, case, &fresh, (processing, now, until)).await?;
        going.append(&mut fresh);
        let lead = lead.ok_or(Error::Inconsistent("teams"))?;
        self.wrap_all(&mut writing, lead, case, &carrier, &going, (processing, now, until)).await?;
        self.relabel(&mut writing, &label, |_| ()).await?;

        change!(writing.conn(), "update cases set team_id = $1 where id = $2", ours.0, case.0)?;
        change!(
            writing.conn(),
            "insert into assignment_ends (assignment_id, ended_by, ended_at) select id, $1, $2 from assignments \
             where case_id = $3 on conflict (assignment_id) do nothing",
            actor.account.0,
            now,
            case.0
        )?;
        self.assign_to(&mut writing, actor, case, colleague).await?;
        change!(
            writing.conn(),
            "insert into transfer_ends (transfer_id, outcome, ended_by, ended_at) values ($1, $2, $3, $4)",
            row.id,
            Outcome::Taken.code(),
            actor.account.0,
            now
        )?;
        let mut segments: Vec<_> = going.iter().map(|one| one.segment).collect();
        segments.sort_unstable();
        segments.dedup();
        let event = Event {
            deed: Deed::CaseTransferred,
            segments: &segments,
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(processing),
            cases: vec![open.tag],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count_one(&mut writing, "case_transferred", None).await?;
        writing.commit().await?;
        self.database.sweep_when_possible().await;
        Ok(Some(Taken::Now(case)))
    }

    /// The keys beside the offer that somebody of the old side still holds. `None` when the old side holds one of the case's
    /// work that does not lie there: a part was given again since, or a client was referred and answered.
    async fn laid(&self, writing: &mut Writing, open: &OpenOffer, transfer: Uuid) -> Result<Option<Vec<Going>>> {
        let case = open.packet.case();
        let rows = sql!(
            writing.conn(),
            query_as::<Laid>,
            "select transfer_keys.data_key_id, transfer_keys.sealed, data_keys.segment, data_keys.epoch, data_keys.commitment, \
             exists (select 1 from wraps where wraps.data_key_id = data_keys.id) as held \
             from transfer_keys join data_keys on data_keys.id = transfer_keys.data_key_id \
             where transfer_keys.transfer_id = $1 order by data_keys.id",
            transfer => fetch_all
        )?;
        let later = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select data_keys.id from data_keys where data_keys.case_id = $1 and data_keys.epoch > 0 \
             and data_keys.segment in ('label', 'identity', 'contact', 'casework') \
             and exists (select 1 from wraps where wraps.data_key_id = data_keys.id) \
             and not exists (select 1 from transfer_keys where transfer_keys.transfer_id = $2 \
             and transfer_keys.data_key_id = data_keys.id) \
             union all select data_keys.id from data_keys where data_keys.case_id = $1 and data_keys.segment = 'packet' and exists (select 1 from wraps join consents on consents.id = wraps.consent_id \
             where wraps.data_key_id = data_keys.id and consents.purpose = 'processing') \
             and not exists (select 1 from transfer_keys where transfer_keys.transfer_id = $2 \
             and transfer_keys.data_key_id = data_keys.id) limit 1",
            case.0, transfer => fetch_optional
        )?;
        if later.is_some() {
            return Ok(None);
        }
        let packet_key = open.packet.newest_key();
        let mut going = Vec::with_capacity(rows.len());
        for row in rows.into_iter().filter(|row| row.held) {
            let plain = open.packet.open("transfer_keys", "sealed", row.data_key_id, packet_key, &row.sealed)?;
            let bytes: [u8; 32] = plain.as_slice().try_into().map_err(|_| Error::Inconsistent("transfer_keys"))?;
            let key = committed_key(bytes, &row.commitment).ok_or(Error::Inconsistent("transfer_keys"))?;
            let segment = Segment::from_code(&row.segment).map_err(|_| Error::Inconsistent("data_keys"))?;
            going.push(Going { segment, id: row.data_key_id, epoch: row.epoch, key });
        }
        Ok(Some(going))
    }

    /// Everything the old organisation held of the case, and what only its people could open.
    async fn forget_old_side(
        &self,
        writing: &mut Writing,
        case: CaseId,
        theirs: TeamId,
        open: &OpenOffer,
    ) -> Result<()> {
        forget_pictures(writing, case).await?;
        change!(
            writing.conn(),
            "delete from wraps where data_key_id in (select id from data_keys where case_id = $1) and party_id in ( \
             select accounts.party_id from accounts join teams on teams.id = accounts.team_id where teams.organisation_id = \
             (select organisation_id from teams where id = $2) \
             union select lead_party_id from teams where lead_party_id is not null and organisation_id = \
             (select organisation_id from teams where id = $2) \
             union select desk_party_id from teams where desk_party_id is not null and organisation_id = \
             (select organisation_id from teams where id = $2) \
             union select duty_party_id from teams where duty_party_id is not null and organisation_id = \
             (select organisation_id from teams where id = $2))",
            case.0,
            theirs.0
        )?;
        change!(writing.conn(), "delete from wraps where data_key_id = $1", open.packet.newest_key())?;
        change!(
            writing.conn(),
            "delete from transfer_keys where transfer_id in (select id from transfers where case_id = $1)",
            case.0
        )?;
        change!(writing.conn(), "delete from drafts where case_id = $1", case.0)?;
        // A note for nobody but its author is nobody's now; so is whatever she let only them know.
        change!(writing.conn(), "delete from sealed_notes where case_id = $1", case.0)?;
        self.drop_unopened(writing, case).await
    }

    /// Her yes to this organisation, entry by entry in the place of those to the old one, with the evidence of the day it was
    /// given on; what has no place here ends as moved. Her card's keys go on under the new entry.
    async fn agree(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        casework: &Opened<segment::Casework>,
        (agreed, standing): (ConsentId, &[StandingYes]),
        kept: &[Segment],
        now: DateTime<Utc>,
    ) -> Result<(ConsentId, DateTime<Utc>)> {
        let row = sql!(
            writing.conn(),
            query_as::<Sealed>,
            "select data_key_id, sealed from consents where id = $1",
            agreed.0 => fetch_one
        )?;
        let evidence: Evidence = casework.read("consents", agreed.0, row.data_key_id, &row.sealed)?;
        let (mut replaced, mut processing) = (Vec::new(), None);
        for purpose in [Purpose::Services, Purpose::Processing] {
            let old = standing.iter().find(|one| one.purpose == purpose.code()).map(|one| ConsentId(one.id));
            let consent = NewConsent {
                purpose,
                grantee: actor.organisation,
                segments: kept,
                actions: "read,write",
                service: None,
                fields: &[],
                until: default_end(purpose, now),
                evidence: &evidence,
                text_version: evidence.text.code(),
                ends: old,
            };
            let id = self.record_given(writing, actor, casework, &consent, now).await?;
            replaced.extend(old);
            if purpose == Purpose::Processing {
                processing = Some((id, consent.until));
                if let Some(old) = old {
                    crate::consent::move_wraps(writing, old, id, consent.until).await?;
                }
            }
        }
        let ended = standing.iter().map(|one| ConsentId(one.id)).filter(|id| !replaced.contains(id));
        for old in ended.chain([agreed]) {
            change!(
                writing.conn(),
                "insert into consents (id, case_id, decision, purpose, grantee_id, service, segments, actions, fields, valid_from, \
                 valid_until, ends, recorded_by, recorded_at) \
                 select $1, case_id, 'moved', purpose, grantee_id, service, segments, actions, fields, $2, $2, id, $3, $2 \
                 from consents where id = $4",
                self.new_id(),
                now,
                actor.account.0,
                old.0
            )?;
        }
        processing.ok_or(Error::Inconsistent("consents"))
    }

    /// The new keys to the client's card, as far as it reaches; the old ones moved with her yes.
    async fn wrap_to_cards(
        &self,
        writing: &mut Writing,
        case: CaseId,
        fresh: &[Going],
        (consent, from, until): (ConsentId, DateTime<Utc>, DateTime<Utc>),
    ) -> Result<()> {
        let cards = sql!(
            writing.conn(),
            query_as::<Card>,
            "select distinct parties.id as party_id, parties.public_key, data_keys.segment from wraps \
             join parties on parties.id = wraps.party_id join data_keys on data_keys.id = wraps.data_key_id \
             where data_keys.case_id = $1 and parties.kind = 'card'",
            case.0 => fetch_all
        )?;
        for card in &cards {
            for one in fresh.iter().filter(|one| one.segment.code() == card.segment) {
                let grant = one.grant(case, consent, from, until);
                self.wrap_to(writing, PartyId(card.party_id), &card.public_key, &grant, &one.key).await?;
            }
        }
        Ok(())
    }

    /// Each key to the team's lead, and to who carries the case as far as her role opens it.
    async fn wrap_all(
        &self,
        writing: &mut Writing,
        lead: &PartyKey,
        case: CaseId,
        carrier: &Carrier,
        keys: &[Going],
        (consent, from, until): (ConsentId, DateTime<Utc>, DateTime<Utc>),
    ) -> Result<()> {
        for one in keys {
            let grant = one.grant(case, consent, from, until);
            self.wrap_to(writing, lead.party, &lead.public(), &grant, &one.key).await?;
            if may_open(carrier.role, one.segment) {
                self.wrap_to(writing, carrier.party, &carrier.public_key, &grant, &one.key).await?;
            }
        }
        Ok(())
    }
}

impl Going {
    fn grant(&self, case: CaseId, consent: ConsentId, from: DateTime<Utc>, until: DateTime<Utc>) -> WrapGrant {
        WrapGrant { case, segment: self.segment, key: self.id, epoch: self.epoch, consent, from, until }
    }
}

/// What she said yes to towards the old organisation and neither took back nor let end: what lasts longest first.
async fn standing_consents(
    writing: &mut Writing,
    case: CaseId,
    theirs: TeamId,
    now: DateTime<Utc>,
) -> Result<Vec<StandingYes>> {
    Ok(sql!(
        writing.conn(),
        query_as::<StandingYes>,
        "select id, purpose, segments from consents where case_id = $1 and decision = 'given' \
         and purpose in ('services', 'processing', 'emergency', 'hiv', 'shared_result') \
         and grantee_id = (select organisation_id from teams where id = $2) and valid_from <= $3 and valid_until > $3 \
         and not exists (select 1 from consents as ending where ending.ends = consents.id) order by valid_until desc, id",
        case.0, theirs.0, now => fetch_all
    )?)
}
