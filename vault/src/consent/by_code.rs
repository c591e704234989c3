//! A client tells any colleague her code and takes her yes back. Who writes it down holds no key of the case and learns
//! nothing of it, not even that there is one (decision 0018).

use crate::Vault;
use crate::actor::{Actor, By};
use crate::agenda::forget_pictures;
use crate::audit::{Event, case_tag};
use crate::crypt::{Key, Place, withdrawal_code};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use crate::turn::in_turn;
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::client::ClientCode;
use domain::consent::{Purpose, TakenBack};
use domain::id::{CaseId, ConsentId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Live {
    id: Uuid,
    purpose: String,
}

fn place(tag: &[u8; 16]) -> Place<'static> {
    Place::outside_cases("withdrawal_codes", "sealed", Uuid::from_bytes(*tag))
}

impl Vault {
    /// Keeps by which code a case is found: under a slow tag of the code, sealed under a key that only the code makes.
    pub(crate) async fn keep_withdrawal_code(
        &self,
        writing: &mut Writing,
        (tag, key): &([u8; 16], Key),
        case: CaseId,
    ) -> Result<()> {
        let sealed = key.seal(place(tag), case.0.as_bytes(), self.entropy.as_ref());
        change!(writing.conn(), "insert into withdrawal_codes (tag, sealed) values ($1, $2)", &tag[..], sealed)?;
        Ok(())
    }

    /// The same for the code that was told before there was a case: it stands on a paper that she may still carry. Whoever has
    /// that code by right, or had it before, keeps it while anything of hers stands.
    pub(crate) async fn keep_former_code(
        &self,
        writing: &mut Writing,
        (tag, key): &([u8; 16], Key),
        case: CaseId,
    ) -> Result<()> {
        if let Some(other) = self.led_to(writing, tag, key).await?
            && !self.standing_consents(writing, other).await?.is_empty()
        {
            return Ok(());
        }
        let sealed = key.seal(place(tag), case.0.as_bytes(), self.entropy.as_ref());
        change!(
            writing.conn(),
            "insert into withdrawal_codes (tag, sealed) values ($1, $2) on conflict (tag) do update set sealed = $2",
            &tag[..],
            sealed
        )?;
        Ok(())
    }

    /// The case that a code leads to.
    async fn led_to(&self, writing: &mut Writing, tag: &[u8; 16], key: &Key) -> Result<Option<CaseId>> {
        let sealed = sql!(
            writing.conn(),
            query_scalar::<Vec<u8>>,
            "select sealed from withdrawal_codes where tag = $1",
            &tag[..] => fetch_optional
        )?;
        Ok(sealed.and_then(|sealed| Uuid::from_slice(&key.open(place(tag), &sealed)?).ok()).map(CaseId))
    }

    /// What a code led to goes, at an erasure, by who still opens the label it stands in; not where it leads to another's case.
    pub(crate) async fn forget_withdrawal_code(
        &self,
        writing: &mut Writing,
        (tag, key): &([u8; 16], Key),
        case: CaseId,
    ) -> Result<u64> {
        if self.led_to(writing, tag, key).await? != Some(case) {
            return Ok(0);
        }
        Ok(change!(writing.conn(), "delete from withdrawal_codes where tag = $1", &tag[..])?)
    }

    /// Derives on a thread of its own, behind nobody's guesses: neither at the log-in nor at cards and slips.
    pub(crate) async fn withdrawal_code(&self, code: &ClientCode) -> Result<([u8; 16], Key)> {
        let (code, cost) = (code.clone(), self.cost);
        in_turn(&self.code_hashing, move || withdrawal_code(&code, cost)).await
    }

    /// Takes back, for the client who is there with her code, what of this still stands. The answer is the same for a code
    /// nobody has, a case of another organisation, and a case where nothing of it stands; so are the questions to the
    /// database. `None` only when the actor's role may not.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn take_back_by_code(&self, actor: &Actor, code: &ClientCode, what: TakenBack) -> Result<Option<()>> {
        if !actor.may(Action::TakeBackByCode) {
            return Ok(None);
        }
        let (tag, key) = self.withdrawal_code(code).await?;
        let mut writing = self.database.write().await?;
        let case = self.led_to(&mut writing, &tag, &key).await?.unwrap_or(CaseId(Uuid::nil()));
        self.lock_case(writing.conn(), case).await?;
        let audit_key = sql!(
            writing.conn(),
            query_scalar::<Vec<u8>>,
            "select cases.audit_key from cases join teams on teams.id = cases.team_id \
             where cases.id = $1 and teams.organisation_id = $2",
            case.0, actor.organisation.0 => fetch_optional
        )?;
        let mut live = self.standing_consents(&mut writing, case).await?;
        let tag = audit_key.as_deref().map(case_tag);
        let event = Event {
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            cases: tag.into_iter().collect(),
            ..Event::of(Deed::WithdrawalByCode)
        };
        // Before the audit is held, as with every other withdrawal: two at once would wait for each other.
        forget_pictures(&mut writing, tag.map_or(CaseId(Uuid::nil()), |_| case)).await?;
        self.note(&mut writing, Some(actor), &event).await?;
        live.retain(|(purpose, _)| what.covers(*purpose));
        if let Some(tag) = tag {
            for (_, consent) in live {
                self.take_back_within(&mut writing, By::Staff(actor), case, tag, consent).await?;
            }
        }
        writing.commit().await?;
        // Whether or not anything was deleted.
        self.database.sweep_when_possible().await;
        Ok(Some(()))
    }

    /// What she said yes to and neither took back nor let end; that anything is kept at all comes first, so that whoever must
    /// stop for that is told once and not for each thing they hold.
    async fn standing_consents(&self, writing: &mut Writing, case: CaseId) -> Result<Vec<(Purpose, ConsentId)>> {
        let rows = sql!(
            writing.conn(),
            query_as::<Live>,
            "select id, purpose from consents where case_id = $1 and decision = 'given' and valid_until > $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id) order by id desc",
            case.0, self.now() => fetch_all
        )?;
        let live = |row: Live| {
            let purpose = Purpose::from_code(&row.purpose).map_err(|_| Error::Inconsistent("consents"))?;
            Ok((purpose, ConsentId(row.id)))
        };
        let mut live = rows.into_iter().map(live).collect::<Result<Vec<_>>>()?;
        live.sort_by_key(|(purpose, _)| *purpose != Purpose::Processing);
        Ok(live)
    }
}

#[cfg(test)]
mod tests {
    use crate::support::worlds;
    use domain::consent::TakenBack;
    use std::sync::Arc;
    use std::time::Duration;

    /// Whoever floods cards and slips with guesses keeps no client from taking her yes back, and nobody from opening a case.
    #[tokio::test]
    async fn who_takes_back_waits_for_no_guess_at_a_card() {
        for world in worlds("take_back_turn").await {
            let code = world.code(world.open_case("Hoa Ban").await).await;
            let _guesses = Arc::clone(&world.vault.card_hashing).acquire_owned().await.expect("nobody guesses yet");
            let back = world.vault.take_back_by_code(&world.worker, &code, TakenBack::Everything);
            let back = tokio::time::timeout(Duration::from_secs(20), back).await.expect("it waits for nobody");
            assert!(back.expect("written").is_some());
            let opened = tokio::time::timeout(Duration::from_secs(20), world.open_case("Ban Mai")).await;
            assert!(opened.is_ok(), "nor does who opens a case");
        }
    }
}
