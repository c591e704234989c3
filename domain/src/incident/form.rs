use super::{CHILD_DAYS, Incident, IncidentKind, IncidentPlace, Relation, Told, Wish};
use crate::date::{display, needed_date, parse_date};
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// An incident as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct IncidentForm {
    /// Code of [`IncidentKind`].
    #[serde(default)]
    pub kind: String,
    /// The day.
    #[serde(default)]
    pub happened_on: String,
    /// Code of [`IncidentPlace`].
    #[serde(default)]
    pub place: String,
    /// Code of [`Relation`]; may stay empty.
    #[serde(default)]
    pub relation: String,
    /// `yes` when she was under eighteen.
    #[serde(default)]
    pub under_18: String,
    /// `yes` when she is hurt.
    #[serde(default)]
    pub hurt: String,
    /// `yes` when a doctor should see it within 72 hours.
    #[serde(default)]
    pub within_72_hours: String,
    /// Codes of [`Wish`].
    #[serde(default)]
    pub wishes: Vec<String>,
    /// What was done.
    #[serde(default)]
    pub done: String,
    /// Codes of [`Told`].
    #[serde(default)]
    pub told: Vec<String>,
    /// When somebody speaks with her again; may stay empty unless the law or her body asks for it.
    #[serde(default)]
    pub follow_up_on: String,
}

impl IncidentForm {
    /// As it was written down, to be put right.
    #[must_use]
    pub fn of(incident: &Incident) -> Self {
        let yes = |holds: bool| if holds { "yes".to_owned() } else { String::new() };
        Self {
            kind: incident.kind.code().into(),
            happened_on: display(incident.happened_on),
            place: incident.place.code().into(),
            relation: incident.relation.map(|relation| relation.code().to_owned()).unwrap_or_default(),
            under_18: yes(incident.under_18),
            hurt: yes(incident.hurt),
            within_72_hours: yes(incident.within_72_hours),
            wishes: incident.wishes.iter().map(|wish| wish.code().to_owned()).collect(),
            done: incident.done.as_str().to_owned(),
            told: incident.told.iter().map(|told| told.code().to_owned()).collect(),
            follow_up_on: incident.follow_up_on.map(display).unwrap_or_default(),
        }
    }

    /// All problems at once, or the incident. `today` is the day in Vietnam. An authority is told only when she wants it
    /// reported, or when the law asks for it because she is a child; who is hurt or a child is spoken with again, a child
    /// by tomorrow as long as nobody who protects children was told.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Incident, Problems> {
        let mut problems = Problems::none();
        let kind = problems.keep("kind", IncidentKind::from_code(&self.kind));
        let happened_on = problems.keep("happened_on", needed_date(&self.happened_on));
        if happened_on.is_some_and(|day| day > today) {
            problems.add("happened_on", Problem::DateInFuture);
        }
        let place = problems.keep("place", IncidentPlace::from_code(&self.place));
        let relation = if self.relation.is_empty() { Ok(None) } else { Relation::from_code(&self.relation).map(Some) };
        let relation = problems.keep("relation", relation);
        let (under_18, hurt) = (self.under_18 == "yes", self.hurt == "yes");
        let within_72_hours = self.within_72_hours == "yes";
        let wishes = problems.keep("wishes", Wish::from_codes(&self.wishes)).unwrap_or_default();
        if wishes.is_empty() {
            problems.add("wishes", Problem::Missing);
        }
        if wishes.contains(&Wish::OnlyNoted) && wishes.len() > 1 {
            problems.add("wishes", Problem::Conflicting);
        }
        let told = problems.keep("told", Told::from_codes(&self.told)).unwrap_or_default();
        if told.contains(&Told::Authority) && !under_18 && !wishes.contains(&Wish::Report) {
            problems.add("told", Problem::Conflicting);
        }
        let done = problems.keep("done", Prose::required(&self.done));
        let follow_up_on = problems.keep("follow_up_on", parse_date(&self.follow_up_on));
        match follow_up_on {
            Some(None) if under_18 || hurt || within_72_hours => problems.add("follow_up_on", Problem::Missing),
            Some(Some(day)) if day < today => problems.add("follow_up_on", Problem::DateInPast),
            _ => {}
        }
        let incident = (|| {
            Some(Incident {
                kind: kind?,
                happened_on: happened_on?,
                place: place?,
                relation: relation?,
                under_18,
                hurt,
                within_72_hours,
                wishes,
                done: done?,
                told,
                follow_up_on: follow_up_on?,
            })
        })();
        let late = |incident: &Incident| {
            incident.owes_child_protection()
                && incident.follow_up_on.is_some_and(|day| day > today + Days::new(CHILD_DAYS))
        };
        if incident.as_ref().is_some_and(late) {
            problems.add("follow_up_on", Problem::DateInFuture);
        }
        problems.finish(incident)
    }
}
