use crate::codes::codes;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

codes! {
    /// A paper (domain.md 3.9). No image of one is ever kept.
    PaperKind {
        /// The identity card.
        IdentityCard = "identity_card",
        /// A birth certificate.
        BirthCertificate = "birth_certificate",
        /// Confirmation of residence.
        Residence = "residence",
        /// Health insurance.
        HealthInsurance = "health_insurance",
        /// The electronic identity.
        ElectronicIdentity = "electronic_identity",
        /// Another.
        Other = "other",
    }
}

codes! {
    /// Where it was handed in.
    Where {
        /// At the commune's office.
        Commune = "commune",
        /// At the administrative service centre.
        ServiceCentre = "service_centre",
        /// At the social insurance.
        SocialInsurance = "social_insurance",
        /// Online.
        Online = "online",
        /// Elsewhere.
        Elsewhere = "elsewhere",
    }
}

/// A paper as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PaperForm {
    /// The entry it stands in the place of; empty for a new one.
    #[serde(default)]
    pub replaces: String,
    /// Code of [`PaperKind`].
    #[serde(default)]
    pub kind: String,
    /// What is missing; may stay empty.
    #[serde(default)]
    pub missing: String,
    /// When it was handed in.
    #[serde(default)]
    pub handed_in_on: String,
    /// Code of [`Where`].
    #[serde(default)]
    pub handed_in_at: String,
    /// When it is to be collected.
    #[serde(default)]
    pub collect_on: String,
    /// When it was received.
    #[serde(default)]
    pub received_on: String,
}

/// A paper as it stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The entry it stands in the place of.
    pub replaces: Option<Uuid>,
    /// Which.
    pub kind: PaperKind,
    /// What is missing.
    pub missing: Option<Line<200>>,
    /// When it was handed in.
    pub handed_in_on: Option<NaiveDate>,
    /// Where.
    pub handed_in_at: Option<Where>,
    /// When it is to be collected.
    pub collect_on: Option<NaiveDate>,
    /// When it was received.
    pub received_on: Option<NaiveDate>,
}

impl Paper {
    /// The form of it, to be put right: the same paper, which this one replaces.
    #[must_use]
    pub fn form(&self, id: Uuid) -> PaperForm {
        let day = |day: Option<NaiveDate>| day.map(crate::date::display).unwrap_or_default();
        PaperForm {
            replaces: id.to_string(),
            kind: self.kind.code().into(),
            missing: self.missing.as_ref().map(|line| line.as_str().to_owned()).unwrap_or_default(),
            handed_in_on: day(self.handed_in_on),
            handed_in_at: self.handed_in_at.map(|place| place.code().to_owned()).unwrap_or_default(),
            collect_on: day(self.collect_on),
            received_on: day(self.received_on),
        }
    }

    /// Days since it could be collected and was not.
    #[must_use]
    pub fn late(&self, today: NaiveDate) -> Option<i64> {
        let waits = self.collect_on.filter(|_| self.received_on.is_none())?;
        Some((today - waits).num_days()).filter(|days| *days > 0)
    }
}

impl PaperForm {
    /// All problems at once, or the paper.
    ///
    /// # Errors
    /// Each problem beside its field: days in their order, and a place for what was handed in.
    pub fn check(&self, today: NaiveDate) -> Result<Paper, Problems> {
        let mut problems = Problems::none();
        let replaces = match self.replaces.as_str() {
            "" => Some(None),
            id => problems.keep("replaces", id.parse().map_err(|_| Problem::NotAChoice)).map(Some),
        };
        let kind = problems.keep("kind", PaperKind::from_code(&self.kind));
        let missing = problems.keep("missing", Line::<200>::parse(&self.missing));
        let handed_in_on = problems.keep("handed_in_on", parse_date(&self.handed_in_on));
        let collect_on = problems.keep("collect_on", parse_date(&self.collect_on));
        let received_on = problems.keep("received_on", parse_date(&self.received_on));
        for (field, day) in [("handed_in_on", handed_in_on), ("received_on", received_on)] {
            if day.flatten().is_some_and(|day| day > today) {
                problems.add(field, Problem::DateInFuture);
            }
        }
        for (field, day) in [("collect_on", collect_on), ("received_on", received_on)] {
            match (day.flatten(), handed_in_on.flatten()) {
                (Some(_), None) => problems.add("handed_in_on", Problem::Missing),
                (Some(day), Some(handed_in)) if day < handed_in => problems.add(field, Problem::DateInPast),
                _ => {}
            }
        }
        let handed_in_at = match self.handed_in_at.as_str() {
            "" if handed_in_on.flatten().is_some() => problems.keep("handed_in_at", Err(Problem::Missing)),
            "" => Some(None),
            code => problems.keep("handed_in_at", Where::from_code(code)).map(Some),
        };
        problems.finish((|| {
            Some(Paper {
                replaces: replaces?,
                kind: kind?,
                missing: missing?,
                handed_in_on: handed_in_on?,
                handed_in_at: handed_in_at?,
                collect_on: collect_on?,
                received_on: received_on?,
            })
        })())
    }
}
