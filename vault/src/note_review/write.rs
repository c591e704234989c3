use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::{CaseTag, Event, case_tag};
use crate::engine::{change, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{CounsellingId, SubmissionId};
use domain::note_review::{LOOKS_BACK, NoteReview, sample};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Candidate {
    id: Uuid,
    case_id: Uuid,
    audit_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Writer {
    account_id: Uuid,
    party_id: Uuid,
}

impl Vault {
    /// Draws a sample of the session notes of one's team of the last month: of those one holds the key of, whose writer still
    /// carries the case and can be answered, whose case is open, and that were not drawn before. Gives how many; a second
    /// post of the same form draws nothing.
    ///
    /// # Errors
    /// When the database is not available: nothing was drawn.
    pub async fn draw_notes(&self, actor: &Actor, form: SubmissionId) -> Result<Option<usize>> {
        if !actor.may(Action::ReviewNotes) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        // Two who draw at once draw one after the other: no note twice.
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let (now, id) = (self.now(), self.new_id());
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(0));
        }
        let candidates = sql!(
            writing.conn(),
            query_as::<Candidate>,
            "select counsellings.id, counsellings.case_id, cases.audit_key from counsellings join cases on cases.id = counsellings.case_id \
             join assignments on assignments.case_id = cases.id and assignments.account_id = counsellings.recorded_by \
             where cases.team_id = $1 and counsellings.recorded_at > $2 \
             and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id) \
             and not exists (select 1 from note_picks where note_picks.counselling_id = counsellings.id) \
             and not exists (select 1 from closed_cases where closed_cases.case_id = cases.id) \
             and exists (select 1 from held_wraps where held_wraps.account_id = $3 and held_wraps.data_key_id = counsellings.data_key_id \
             and held_wraps.purpose <> 'emergency' and held_wraps.valid_from <= $4 and held_wraps.valid_until > $4) \
             order by counsellings.id",
            actor.team.0, now - LOOKS_BACK, actor.account.0, now => fetch_all
        )?;
        let drawn = sample(candidates.into_iter().map(|one| (u64::from_le_bytes(self.random()), one)).collect());
        if drawn.is_empty() {
            return Ok(Some(0));
        }
        change!(
            writing.conn(),
            "insert into note_samples (id, team_id, drawn_by, drawn_at) values ($1, $2, $3, $4)",
            id,
            actor.team.0,
            actor.account.0,
            now
        )?;
        for one in &drawn {
            change!(
                writing.conn(),
                "insert into note_picks (counselling_id, sample_id, case_id) values ($1, $2, $3)",
                one.id,
                id,
                one.case_id
            )?;
        }
        let mut cases: Vec<CaseTag> = drawn.iter().map(|one| case_tag(&one.audit_key)).collect();
        cases.sort_unstable();
        cases.dedup();
        self.note_handed(&mut writing, actor, Deed::NotesDrawn, &[], cases).await?;
        writing.commit().await?;
        Ok(Some(drawn.len()))
    }

    /// Tells who wrote a note of the case what one thinks of it: sealed to her and to the team's lead, and to nobody else who
    /// opens the case. `None` when the key is not held, when the case is closed, when there is no such note of it, when
    /// something was said of the note before, or when she opens the case no more and could not read it.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn review_note(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        note: CounsellingId,
        review: &NoteReview,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        if !actor.may(Action::ReviewNotes) || casework.case() != ring.case() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let (now, case) = (self.now(), ring.case());
        self.lock_case(writing.conn(), case).await?;
        if !self.still_holds(writing.conn(), actor, casework.newest_key()).await?
            || self.is_closed(writing.conn(), case).await?
        {
            return Ok(None);
        }
        if crate::submission::claim(&mut writing, actor, form, note.0, now).await?.is_some() {
            return Ok(Some(()));
        }
        let writer = sql!(
            writing.conn(),
            query_as::<Writer>,
            "select accounts.id as account_id, accounts.party_id from counsellings join accounts on accounts.id = counsellings.recorded_by \
             where counsellings.id = $1 and counsellings.case_id = $2 \
             and not exists (select 1 from note_reviews where note_reviews.counselling_id = counsellings.id)",
            note.0, case.0 => fetch_optional
        )?;
        let Some(writer) = writer else { return Ok(None) };
        let lead = sql!(
            writing.conn(),
            query_scalar::<Option<Uuid>>,
            "select lead_party_id from teams where id = $1",
            actor.team.0 => fetch_one
        )?;
        let to = [Some(writer.party_id), lead];
        let place = ("note_reviews", note.0);
        let sealed = self.seal_letter_to(&mut writing, case, place, review, |party| to.contains(&Some(party))).await?;
        let Some((key, sealed, readers)) = sealed else { return Ok(None) };
        if !readers.contains(&writer.party_id) {
            return Ok(None);
        }
        change!(
            writing.conn(),
            "insert into note_reviews (counselling_id, case_id, worker_id, data_key_id, sealed, reviewed_by, reviewed_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            note.0,
            case.0,
            writer.account_id,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        let event = Event {
            deed: Deed::Recorded,
            segments: &[Segment::Casework],
            reason: Reason::Supervision,
            basis: Basis::Consent,
            consent: None,
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(()))
    }
}
