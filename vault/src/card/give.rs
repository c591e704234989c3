//! A card is given by who holds the case, and taken away again: two deeds of staff.

use super::{Contents, place_of};
use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::consent::live_yes;
use crate::crypt::{DataKey, PartyKey};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::card::{CardCode, NewCard};
use domain::consent::{Purpose, Segment};
use domain::id::{CaseId, ConsentId, PartyId, SubmissionId};
use uuid::Uuid;

/// What giving a card came to.
pub enum Given {
    /// A new card. This is the only time its number is known.
    Now(CardCode),
    /// This form was posted before: the card was given, and its number is not known any more.
    Before,
}

/// The card a case has.
pub struct Standing {
    /// Since when.
    pub given_at: DateTime<Utc>,
    /// The segments whose keys it holds now.
    pub holds: Vec<Segment>,
}

#[derive(sqlx::FromRow)]
struct Row {
    party_id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    given_at: DateTime<Utc>,
}

async fn live_card(conn: Conn<'_>, case: CaseId) -> Result<Option<Row>> {
    Ok(sql!(
        conn,
        query_as::<Row>,
        "select party_id, data_key_id, sealed, given_at from cards where case_id = $1 \
         and not exists (select 1 from card_ends where card_ends.party_id = cards.party_id)",
        case.0 => fetch_optional
    )?)
}

/// The keys of one segment: id, epoch, the key.
type Keys<'a> = Vec<(Uuid, i64, &'a DataKey)>;

impl Vault {
    /// Gives the client a card: a key pair sealed under a new number and her PIN, and wraps of what she wants to hold
    /// under her live consent to keep her data, never longer than that. The card before it is taken away. `None` when
    /// the actor does not hold the keys any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn give_card(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        card: &NewCard,
        form: SubmissionId,
    ) -> Result<Option<Given>> {
        let Some(label) = ring.take::<segment::Label>() else { return Ok(None) };
        let casework = ring.take::<segment::Casework>();
        if !actor.may(Action::GiveCard) {
            return Ok(None);
        }
        let mut wanted: Vec<(Segment, Keys<'_>)> = Vec::new();
        for segment in card.reach.segments().iter().copied().filter(|segment| may_open(Role::Client, *segment)) {
            let keys = match (segment, &casework) {
                (Segment::Label, _) => label.keys().collect(),
                (Segment::Casework, Some(casework)) => casework.keys().collect(),
                _ => return Ok(None),
            };
            wanted.push((segment, keys));
        }
        let code = CardCode::from_random(self.random());
        let tag = self.card_tag(&code).await?;
        let key = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        let contents = Contents { case: ring.case(), party: key.party, secret: key.secret_bytes() };
        let salt = self.random();
        let opens = self.card_key(&code, Some(&card.pin), salt).await?;
        let sealed = opens.seal(place_of("card_codes", &tag.0), &contents.to_bytes(), self.entropy.as_ref());

        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_holds(writing.conn(), actor, label.newest_key()).await? {
            return Ok(None);
        }
        let now = self.now();
        if crate::submission::claim(&mut writing, actor, form, key.party.0, now).await?.is_some() {
            return Ok(Some(Given::Before));
        }
        // What the card's wraps hang on: that her data are kept.
        let processing = live_yes(writing.conn(), ring.case(), Purpose::Processing, now).await?;
        let Some(processing) = processing else { return Ok(None) };
        self.end_live_card(&mut writing, actor, &label).await?;
        crate::account::new_party(&mut writing, &key, "card", now).await?;
        change!(
            writing.conn(),
            "insert into card_codes (tag, salt, sealed) values ($1, $2, $3)",
            &tag.0[..],
            &salt[..],
            sealed
        )?;
        let (data_key, sealed) = label.seal(self, "cards", "sealed", key.party.0, &tag.0);
        change!(
            writing.conn(),
            "insert into cards (party_id, case_id, data_key_id, sealed, given_by, given_at) values ($1, $2, $3, $4, $5, $6)",
            key.party.0,
            ring.case().0,
            data_key,
            sealed,
            actor.account.0,
            now
        )?;
        let reviews = self.review_keys(writing.conn(), ring.case()).await?;
        for (segment, keys) in &wanted {
            for (id, epoch, secret) in keys.iter().filter(|(id, ..)| !reviews.contains(id)) {
                let grant = WrapGrant {
                    case: ring.case(),
                    segment: *segment,
                    key: *id,
                    epoch: *epoch,
                    consent: ConsentId(processing.id),
                    from: now,
                    until: processing.valid_until,
                };
                self.wrap_to(&mut writing, key.party, &key.public(), &grant, secret).await?;
            }
        }
        let event = Event {
            deed: Deed::CardGiven,
            segments: card.reach.segments(),
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(ConsentId(processing.id)),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(Given::Now(code)))
    }

    /// Takes the card away: its number opens nothing from now on, and who is on her page is out. A case without a card
    /// is left as it is. `None` when the actor does not hold the keys any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn end_card(&self, actor: &Actor, ring: &mut Ring) -> Result<Option<()>> {
        let Some(label) = ring.take::<segment::Label>() else { return Ok(None) };
        if !actor.may(Action::GiveCard) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_holds(writing.conn(), actor, label.newest_key()).await? {
            return Ok(None);
        }
        if self.end_live_card(&mut writing, actor, &label).await? {
            let event = Event {
                reason: Reason::ClientRequest,
                basis: Basis::Consent,
                cases: vec![ring.tag()],
                ..Event::of(Deed::CardEnded)
            };
            self.note(&mut writing, Some(actor), &event).await?;
        }
        writing.commit().await?;
        Ok(Some(()))
    }

    /// The card of a case, if it has one.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn card_of(&self, proof: &Opened<segment::Label>) -> Result<Option<Standing>> {
        let mut reading = self.database.read().await?;
        let Some(card) = live_card(reading.conn(), proof.case()).await? else { return Ok(None) };
        let holds = self.segments_of_card(reading.conn(), PartyId(card.party_id)).await?;
        Ok(Some(Standing { given_at: card.given_at, holds }))
    }

    /// The segments whose keys a card holds now.
    pub(super) async fn segments_of_card(&self, conn: Conn<'_>, card: PartyId) -> Result<Vec<Segment>> {
        let held = sql!(
            conn,
            query_scalar::<String>,
            "select segment from card_wraps where party_id = $1 and valid_from <= $2 and valid_until > $2",
            card.0, self.now() => fetch_all
        )?;
        Segment::from_codes(&held).map_err(|_| Error::Inconsistent("data_keys"))
    }

    /// The number of the card a case has goes: for who opens the case, as nobody else comes from it to the number.
    pub(crate) async fn forget_number(&self, writing: &mut Writing, label: &Opened<segment::Label>) -> Result<u64> {
        match live_card(writing.conn(), label.case()).await? {
            Some(card) => self.forget_card_code(writing, label, &card).await,
            None => Ok(0),
        }
    }

    async fn forget_card_code(&self, writing: &mut Writing, label: &Opened<segment::Label>, card: &Row) -> Result<u64> {
        let tag = label.open("cards", "sealed", card.party_id, card.data_key_id, &card.sealed)?;
        Ok(change!(writing.conn(), "delete from card_codes where tag = $1", &tag[..])?)
    }

    /// Its number goes, its wraps go; that it was, and who ended it, stays.
    async fn end_live_card(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        label: &Opened<segment::Label>,
    ) -> Result<bool> {
        let Some(card) = live_card(writing.conn(), label.case()).await? else { return Ok(false) };
        self.forget_card_code(writing, label, &card).await?;
        change!(writing.conn(), "delete from wraps where party_id = $1", card.party_id)?;
        change!(writing.conn(), "delete from card_days where party_id = $1", card.party_id)?;
        change!(
            writing.conn(),
            "insert into card_ends (party_id, ended_by, ended_at) values ($1, $2, $3)",
            card.party_id,
            actor.account.0,
            self.now()
        )?;
        Ok(true)
    }
}
