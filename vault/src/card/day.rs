//! The day that a receiver set for the client, on her own page: sealed to her card when it is set, for her card opens no packet,
//! and who sets the day nothing of her case (decision 0043).

use super::CardHolder;
use crate::Vault;
use crate::crypt::Place;
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::NaiveDate;
use domain::consent::Segment;
use domain::id::{CaseId, ReferralId};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Card {
    id: Uuid,
    public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    referral_id: Uuid,
    number: i64,
    sealed: Vec<u8>,
}

/// The number of the move that set the day is in the place: an earlier day does not open as a later one.
fn place(case: CaseId, referral: Uuid, number: i64) -> Place<'static> {
    Place {
        table: "card_days",
        column: "sealed",
        row: referral,
        case: case.0,
        segment: Some(Segment::Packet),
        epoch: number,
    }
}

impl Vault {
    /// Puts the day of a move in the place of the one before it; with a move that sets none, there is none. Only to a card that
    /// holds her label now: without it, it shows no appointment.
    pub(crate) async fn tell_day_to_card(
        &self,
        writing: &mut Writing,
        case: CaseId,
        referral: ReferralId,
        number: i64,
        day: Option<NaiveDate>,
    ) -> Result<()> {
        change!(writing.conn(), "delete from card_days where referral_id = $1", referral.0)?;
        let Some(day) = day else { return Ok(()) };
        let now = self.now();
        let cards = sql!(
            writing.conn(),
            query_as::<Card>,
            "select distinct parties.id, parties.public_key from card_wraps join parties on parties.id = card_wraps.party_id \
             where card_wraps.case_id = $1 and card_wraps.segment = 'label' and card_wraps.valid_from <= $2 and card_wraps.valid_until > $2",
            case.0, now => fetch_all
        )?;
        for card in cards {
            // A day is always as long as any other.
            let plain = day.to_string();
            let sealed = self.seal_to_party(&card.public_key, place(case, referral.0, number), plain.as_bytes())?;
            change!(
                writing.conn(),
                "insert into card_days (referral_id, number, party_id, sealed) values ($1, $2, $3, $4)",
                referral.0,
                number,
                card.id,
                sealed
            )?;
        }
        Ok(())
    }

    /// The days that were sealed to her card, by the referral and the move that set each.
    pub(super) async fn own_days(&self, holder: &CardHolder) -> Result<HashMap<(ReferralId, i64), NaiveDate>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select referral_id, number, sealed from card_days where party_id = $1",
            holder.key.party.0 => fetch_all
        )?;
        let day = |row: Row| {
            let place = place(holder.case, row.referral_id, row.number);
            let (plain, _) = holder.key.open(place, &row.sealed)?;
            let day = std::str::from_utf8(&plain).ok()?.parse::<NaiveDate>().ok()?;
            Some(((ReferralId(row.referral_id), row.number), day))
        };
        rows.into_iter().map(|row| day(row).ok_or(Error::Inconsistent("card_days"))).collect()
    }
}
