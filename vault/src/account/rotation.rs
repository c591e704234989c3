//! A team's keys are replaced by new ones, so that who left and kept an old one holds nothing.

use super::member::new_party;
use super::session::holding_place;
use crate::Vault;
use crate::access::HeldWrap;
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::crypt::{DataKey, PartyKey};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::Deed;
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId, PartyId, SubmissionId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct WrapRow {
    id: Uuid,
    sealed: Vec<u8>,
    consent_id: Uuid,
    valid_from: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    data_key_id: Uuid,
    case_id: Uuid,
    segment: String,
    epoch: i64,
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    sealed: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct HolderRow {
    account_id: Uuid,
    public_key: Vec<u8>,
}

impl Vault {
    /// Makes new keys for the actor's team, seals to them all that was sealed to the old ones, gives them to who holds the
    /// old ones, and deletes those: in one transaction. Ends stay as they were; nothing opens longer than before. `None`
    /// when the actor does not hold all of the team's keys. A second post of the same form makes no second keys.
    ///
    /// # Errors
    /// When the database is not available: the old keys stand.
    pub async fn rotate_team_keys(&self, actor: &Actor, form: SubmissionId) -> Result<Option<()>> {
        if !actor.may(Action::RotateTeamKeys) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let held: Vec<_> = actor.keys.iter().skip(1).map(|key| key.party.0).collect();
        writing.lock_cases_of(&held).await?;
        let parties = self.lock_team(&mut writing, actor.team).await?;
        // A session that ended holds its keys as long as its last request lasts.
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        // Asked before her keys: of two posts at once the second one comes with the old keys.
        let made = self.new_id();
        if crate::submission::claim(&mut writing, actor, form, made, self.now()).await?.is_some() {
            return Ok(Some(()));
        }
        let old: Vec<_> = parties.both().map(|party| actor.key_of(party)).collect();
        if old.is_empty() || old.iter().any(Option::is_none) {
            return Ok(None);
        }
        for old in old.into_iter().flatten() {
            let lead = parties.lead() == Some(old.party);
            let new = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
            new_party(&mut writing, &new, if lead { "lead" } else { "desk" }, self.now()).await?;
            self.rewrap(&mut writing, old, &new).await?;
            self.reseal_contacts(&mut writing, old, &new).await?;
            self.reseal_walk_ins(&mut writing, old, &new).await?;
            self.reseal_accompaniments(&mut writing, old, &new).await?;
            self.hand_over(&mut writing, actor, old.party, &new).await?;
            self.hand_over_on_sheet(&mut writing, actor.team, old.party, &new).await?;
            if lead {
                change!(
                    writing.conn(),
                    "update teams set lead_party_id = $1 where id = $2",
                    new.party.0,
                    actor.team.0
                )?;
            } else {
                change!(
                    writing.conn(),
                    "update teams set desk_party_id = $1 where id = $2",
                    new.party.0,
                    actor.team.0
                )?;
            }
            // Nothing may refer to it any more; a row that still does keeps the whole change from being made.
            change!(writing.conn(), "delete from parties where id = $1", old.party.0)?;
        }
        if !self.rotate_duty(&mut writing, actor, &parties).await? {
            return Ok(None);
        }
        self.end_signals_of_team(&mut writing, actor.team, actor).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::TeamKeysRotated)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// New wraps, not changed ones: a look that began with the old key and makes its wrap cheaper finds none to change.
    pub(crate) async fn rewrap(&self, writing: &mut Writing, old: &PartyKey, new: &PartyKey) -> Result<()> {
        let rows = sql!(
            writing.conn(),
            query_as::<WrapRow>,
            "select wraps.id, wraps.sealed, wraps.consent_id, wraps.valid_from, wraps.valid_until, wraps.data_key_id, \
             data_keys.case_id, data_keys.segment, data_keys.epoch \
             from wraps join data_keys on data_keys.id = wraps.data_key_id where wraps.party_id = $1",
            old.party.0 => fetch_all
        )?;
        for row in rows {
            let segment = Segment::from_code(&row.segment).map_err(|_| Error::Inconsistent("data_keys"))?;
            let place = HeldWrap::place(row.id, row.case_id, segment, row.epoch);
            let (bytes, _) = old.open_key(place, &row.sealed).ok_or(Error::Inconsistent("wraps"))?;
            let grant = WrapGrant {
                case: CaseId(row.case_id),
                segment,
                key: row.data_key_id,
                epoch: row.epoch,
                consent: ConsentId(row.consent_id),
                from: row.valid_from,
                until: row.valid_until,
            };
            self.wrap_to(writing, new.party, &new.public(), &grant, &DataKey::from_bytes(bytes)).await?;
        }
        change!(writing.conn(), "delete from wraps where party_id = $1", old.party.0)?;
        Ok(())
    }

    async fn reseal_contacts(&self, writing: &mut Writing, old: &PartyKey, new: &PartyKey) -> Result<()> {
        let rows = sql!(
            writing.conn(),
            query_as::<ContactRow>,
            "select id, sealed from contacts where party_id = $1",
            old.party.0 => fetch_all
        )?;
        for row in rows {
            let place = crate::contact::place(row.id);
            let sealed = self.reseal(place, &row.sealed, old, new)?;
            change!(
                writing.conn(),
                "update contacts set party_id = $1, sealed = $2 where id = $3",
                new.party.0,
                sealed,
                row.id
            )?;
        }
        Ok(())
    }

    /// Gives the new key to everybody who holds the old one, and takes that away. Not to a system: whoever set it up may be who
    /// left, and knows its token.
    async fn hand_over(&self, writing: &mut Writing, actor: &Actor, old: PartyId, new: &PartyKey) -> Result<()> {
        let holders = sql!(
            writing.conn(),
            query_as::<HolderRow>,
            "select held_by_people.account_id, parties.public_key from held_by_people join accounts on accounts.id = held_by_people.account_id \
             join parties on parties.id = accounts.party_id where held_by_people.party_id = $1",
            old.0 => fetch_all
        )?;
        for holder in holders {
            self.give_key(writing, actor, holder.account_id, &holder.public_key, new).await?;
        }
        change!(writing.conn(), "delete from holdings where party_id = $1", old.0)?;
        Ok(())
    }

    /// Seals a team's key to somebody.
    pub(crate) async fn give_key(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        account: Uuid,
        public: &[u8],
        key: &PartyKey,
    ) -> Result<()> {
        let account = domain::id::AccountId(account);
        let sealed = self.seal_to_party(public, holding_place(account, key.party), &key.secret_bytes()[..])?;
        super::hold(self, writing, account, key.party, Some(sealed), actor.account).await
    }
}
