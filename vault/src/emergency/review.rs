use crate::Vault;
use crate::actor::Actor;
use crate::audit::case_tag;
use crate::engine::{change, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::{CaseTag, Deed};
use domain::emergency::Review;
use domain::id::EmergencyId;

impl Vault {
    /// Signs a broken glass off, once, by somebody other than who broke it. A second time finds it done and changes
    /// nothing. `None` when it is none of theirs.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn review_emergency(&self, actor: &Actor, id: EmergencyId, review: &Review) -> Result<Option<()>> {
        if !actor.may(Action::ReviewEmergencies) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let audit_key = sql!(
            writing.conn(),
            query_scalar::<Vec<u8>>,
            "select cases.audit_key from emergencies join cases on cases.id = emergencies.case_id join teams on teams.id = cases.team_id \
             where emergencies.id = $1 and teams.organisation_id = $2 and emergencies.broken_by <> $3",
            id.0, actor.organisation.0, actor.account.0 => fetch_optional
        )?;
        let Some(audit_key) = audit_key else { return Ok(None) };
        let signed = change!(
            writing.conn(),
            "insert into emergency_reviews (emergency_id, finding, told, reviewed_by, reviewed_at) values ($1, $2, $3, $4, $5) \
             on conflict (emergency_id) do nothing",
            id.0,
            review.finding.code(),
            review.told.code(),
            actor.account.0,
            self.now()
        )?;
        if signed == 1 {
            self.seal_finding(&mut writing, actor, id.0, &review.words).await?;
            self.note_emergency(&mut writing, actor, Deed::GlassReviewed, CaseTag(case_tag(&audit_key))).await?;
            writing.commit().await?;
        }
        Ok(Some(()))
    }
}
