use crate::Vault;
use crate::actor::Actor;
use crate::audit::{Event, case_tag};
use crate::codes::split;
use crate::crypt::Place;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::{Basis, CaseTag, Deed, Reason};
use domain::consent::Segment;
use domain::emergency::{Danger, Finding, OFFICERS};
use domain::erasure::Told;
use domain::id::{CaseId, EmergencyId};
use domain::text::Prose;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A time the glass was broken, as those see it who are told.
pub struct Alert {
    /// Its id.
    pub id: EmergencyId,
    /// How the case appears in the audit.
    pub tag: CaseTag,
    /// The case, for the supervisor of its team.
    pub case: Option<CaseId>,
    /// The team.
    pub team: String,
    /// Who broke it.
    pub broken_by: String,
    /// When.
    pub broken_at: DateTime<Utc>,
    /// When it is over.
    pub over_at: DateTime<Utc>,
    /// What danger there was.
    pub danger: Danger,
    /// What was opened.
    pub segments: Vec<Segment>,
    /// The last day to sign it off.
    pub review_by: NaiveDate,
    /// Who was told at once.
    pub alerted: Vec<String>,
    /// What was said, for whom it was sealed to, when one of them is opened.
    pub words: Option<Prose<2000>>,
    /// How it was signed off.
    pub review: Option<Reviewed>,
}

/// How it was signed off.
pub struct Reviewed {
    /// What was found.
    pub finding: Finding,
    /// How the client learned of it.
    pub told: Told,
    /// Why, for whom it was sealed to.
    pub words: Option<Prose<2000>>,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Somebody who is told.
#[derive(sqlx::FromRow)]
pub(super) struct Officer {
    id: Uuid,
    role: String,
    team_id: Uuid,
    party_id: Uuid,
    public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    audit_key: Vec<u8>,
    team_id: Uuid,
    team: String,
    danger: String,
    segments: String,
    broken_by: String,
    broken_at: DateTime<Utc>,
    over_at: DateTime<Utc>,
    review_by: NaiveDate,
    finding: Option<String>,
    told: Option<String>,
    reviewed_by: Option<String>,
    reviewed_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Words {
    about: String,
    sealed: Vec<u8>,
}

fn place(emergency: Uuid, party: Uuid, about: &str) -> Place<'_> {
    Place { table: "emergency_words", column: about, row: emergency, case: party, segment: None, epoch: 0 }
}

impl Row {
    fn alert(self, actor: &Actor) -> Result<Alert> {
        let broken = |_| Error::Inconsistent("emergencies");
        let review = match (self.finding, self.told, self.reviewed_by, self.reviewed_at) {
            (Some(finding), Some(told), Some(by), Some(at)) => Some(Reviewed {
                finding: Finding::from_code(&finding).map_err(broken)?,
                told: Told::from_code(&told).map_err(broken)?,
                words: None,
                by,
                at,
            }),
            _ => None,
        };
        let leads = actor.role.holds_lead() && actor.team.0 == self.team_id;
        Ok(Alert {
            id: EmergencyId(self.id),
            tag: CaseTag(case_tag(&self.audit_key)),
            case: leads.then_some(CaseId(self.case_id)),
            team: self.team,
            broken_by: self.broken_by,
            broken_at: self.broken_at,
            over_at: self.over_at,
            danger: Danger::from_code(&self.danger).map_err(broken)?,
            segments: Segment::from_codes(&split(&self.segments)).map_err(broken)?,
            review_by: self.review_by,
            alerted: Vec::new(),
            words: None,
            review,
        })
    }
}

impl Vault {
    /// Those of an organisation who can be told: data-protection officers and supervisors who were admitted.
    async fn officers(&self, conn: Conn<'_>, actor: &Actor) -> Result<Vec<Officer>> {
        let [officer, supervisor] = OFFICERS;
        Ok(sql!(
            conn,
            query_as::<Officer>,
            "select open_accounts.id, open_accounts.role, open_accounts.team_id, open_accounts.party_id, parties.public_key \
             from open_accounts join teams on teams.id = open_accounts.team_id join parties on parties.id = open_accounts.party_id \
             where teams.organisation_id = $1 and open_accounts.id <> $2 and ((open_accounts.role = $3 \
             and exists (select 1 from admissions where admissions.account_id = open_accounts.id)) or (open_accounts.role = $4 \
             and exists (select 1 from holdings where holdings.account_id = open_accounts.id and holdings.party_id = teams.lead_party_id))) \
             order by open_accounts.id",
            actor.organisation.0, actor.account.0, officer.code(), supervisor.code() => fetch_all
        )?)
    }

    /// Who is told when the actor breaks the glass: every data-protection officer, and the supervisors of her team, or of
    /// the organisation where the team has none. `None` when one of the two is missing: then it cannot be broken.
    async fn told_by(&self, conn: Conn<'_>, actor: &Actor) -> Result<Option<Vec<Officer>>> {
        let (watching, leading): (Vec<_>, Vec<_>) = self
            .officers(conn, actor)
            .await?
            .into_iter()
            .partition(|one| one.role == Role::DataProtectionOfficer.code());
        let (near, far): (Vec<_>, Vec<_>) = leading.into_iter().partition(|one| one.team_id == actor.team.0);
        let leading = if near.is_empty() { far } else { near };
        let both = !watching.is_empty() && !leading.is_empty();
        Ok(both.then(|| watching.into_iter().chain(leading).collect()))
    }

    /// Whether the glass could be broken by the actor at all: she was given the duty's key, and there are two to be told.
    /// Says nothing of any case.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn is_ready_for_emergency(&self, actor: &Actor) -> Result<bool> {
        let mut reading = self.database.read().await?;
        Ok(self.told_by(reading.conn(), actor).await?.is_some()
            && self.duty_key(reading.conn(), actor).await?.is_some())
    }

    /// Tells those who must know, with the words sealed to each. `false` when there is nobody to tell.
    pub(super) async fn alert(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        emergency: Uuid,
        words: &Prose<2000>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let Some(told) = self.told_by(writing.conn(), actor).await? else { return Ok(false) };
        for officer in &told {
            change!(
                writing.conn(),
                "insert into emergency_alerts (emergency_id, account_id, alerted_at) values ($1, $2, $3)",
                emergency,
                officer.id,
                now
            )?;
        }
        self.seal_words(writing, emergency, "danger", words, &told).await?;
        Ok(true)
    }

    /// Seals words to everybody of the organisation who may read them now.
    pub(super) async fn seal_finding(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        emergency: Uuid,
        words: &Prose<2000>,
    ) -> Result<()> {
        let mut readers = self.officers(writing.conn(), actor).await?;
        readers.push(Officer {
            id: actor.account.0,
            role: actor.role.code().to_owned(),
            team_id: actor.team.0,
            party_id: actor.own_key().party.0,
            public_key: actor.own_key().public().to_vec(),
        });
        self.seal_words(writing, emergency, "finding", words, &readers).await
    }

    async fn seal_words(
        &self,
        writing: &mut Writing,
        emergency: Uuid,
        about: &'static str,
        words: &Prose<2000>,
        readers: &[Officer],
    ) -> Result<()> {
        let plain = Zeroizing::new(serde_json::to_vec(words).expect("words are plain data"));
        for reader in readers {
            let place = place(emergency, reader.party_id, about);
            let sealed = self.seal_to_party(&reader.public_key, place, &plain)?;
            change!(
                writing.conn(),
                "insert into emergency_words (emergency_id, party_id, about, sealed) values ($1, $2, $3, $4)",
                emergency,
                reader.party_id,
                about,
                sealed
            )?;
        }
        Ok(())
    }

    async fn alert_rows(&self, conn: Conn<'_>, actor: &Actor, only: Option<Uuid>) -> Result<Vec<Row>> {
        Ok(sql!(
            conn,
            query_as::<Row>,
            "select emergencies.id, emergencies.case_id, cases.audit_key, teams.id as team_id, teams.name as team, emergencies.danger, \
             emergencies.segments, accounts.name as broken_by, emergencies.broken_at, emergencies.over_at, emergencies.review_by, \
             emergency_reviews.finding, emergency_reviews.told, reviewers.name as reviewed_by, emergency_reviews.reviewed_at \
             from emergencies join cases on cases.id = emergencies.case_id join teams on teams.id = cases.team_id \
             join accounts on accounts.id = emergencies.broken_by \
             left join emergency_reviews on emergency_reviews.emergency_id = emergencies.id \
             left join accounts as reviewers on reviewers.id = emergency_reviews.reviewed_by \
             where teams.organisation_id = $1 and emergencies.broken_by <> $2 and (emergencies.id = $3 or $3 is null) \
             order by emergency_reviews.reviewed_at is not null, emergencies.broken_at desc, emergencies.id desc limit 200",
            actor.organisation.0, actor.account.0, only => fetch_all
        )?)
    }

    /// The times the glass was broken in one's organisation: those not signed off first. No words, no client's data.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn emergencies(&self, actor: &Actor) -> Result<Option<Vec<Alert>>> {
        if !actor.may(Action::ReviewEmergencies) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = self.alert_rows(reading.conn(), actor, None).await?;
        rows.into_iter().map(|row| row.alert(actor)).collect::<Result<Vec<_>>>().map(Some)
    }

    /// One of them, with its words; that they were read is written down first. `None` when it is none of theirs.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn emergency(&self, actor: &Actor, id: EmergencyId) -> Result<Option<Alert>> {
        if !actor.may(Action::ReviewEmergencies) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let Some(row) = self.alert_rows(writing.conn(), actor, Some(id.0)).await?.pop() else { return Ok(None) };
        let mut alert = row.alert(actor)?;
        alert.alerted = sql!(
            writing.conn(),
            query_scalar::<String>,
            "select accounts.name from emergency_alerts join accounts on accounts.id = emergency_alerts.account_id \
             where emergency_alerts.emergency_id = $1 order by accounts.name",
            id.0 => fetch_all
        )?;
        let party = actor.own_key().party;
        let words = sql!(
            writing.conn(),
            query_as::<Words>,
            "select about, sealed from emergency_words where emergency_id = $1 and party_id = $2",
            id.0, party.0 => fetch_all
        )?;
        self.note_emergency(&mut writing, actor, Deed::GlassRead, alert.tag).await?;
        writing.commit().await?;
        for Words { about, sealed } in words {
            let said = read(actor, place(id.0, party.0, &about), &sealed)?;
            match (about.as_str(), &mut alert.review) {
                ("danger", _) => alert.words = Some(said),
                ("finding", Some(review)) => review.words = Some(said),
                _ => return Err(Error::Inconsistent("emergency_words")),
            }
        }
        Ok(Some(alert))
    }

    pub(super) async fn note_emergency(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        deed: Deed,
        tag: CaseTag,
    ) -> Result<()> {
        let event = Event {
            deed,
            segments: &[],
            reason: Reason::Oversight,
            basis: Basis::Emergency,
            consent: None,
            cases: vec![tag.0],
        };
        self.note(writing, Some(actor), &event).await
    }
}

fn read(actor: &Actor, place: Place<'_>, sealed: &[u8]) -> Result<Prose<2000>> {
    let (plain, _) = actor.own_key().open(place, sealed).ok_or(Error::Inconsistent("emergency_words"))?;
    serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent("emergency_words"))
}
