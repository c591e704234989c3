use super::ClubStanding;
use crate::codes::codes;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use crate::text::{Line, Prose};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What kind of group it is.
    ClubKind {
        /// A club with rules of its own.
        Club = "club",
        /// People who help each other.
        SelfHelp = "self_help",
        /// Peers who meet.
        Peers = "peers",
    }
}

codes! {
    /// How often it meets.
    Frequency {
        /// Every week.
        Weekly = "weekly",
        /// Every two weeks.
        Fortnightly = "fortnightly",
        /// Every month.
        Monthly = "monthly",
        /// Every three months.
        Quarterly = "quarterly",
        /// When it is needed.
        AsNeeded = "as_needed",
    }
}

/// What is kept of a club, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ClubForm {
    /// A name that says nothing about who comes.
    #[serde(default)]
    pub name: String,
    /// Code of [`ClubKind`].
    #[serde(default)]
    pub kind: String,
    /// The organisation that gives it a room.
    #[serde(default)]
    pub host: String,
    /// Commune code.
    #[serde(default)]
    pub commune: String,
    /// The day of the decision that founded it.
    #[serde(default)]
    pub founded_on: String,
    /// Its number.
    #[serde(default)]
    pub decision: String,
    /// Code of [`Frequency`].
    #[serde(default)]
    pub frequency: String,
    /// Its rules.
    #[serde(default)]
    pub rules: String,
    /// Where its money comes from.
    #[serde(default)]
    pub funding: String,
    /// The number of the version it was begun from; empty for a new club.
    #[serde(default)]
    pub began_from: String,
}

/// What is kept of a club, checked. Of the administrative zone: it stands in the clear and names no member.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Club {
    /// Its neutral name.
    pub name: Line<120>,
    /// Its kind.
    pub kind: ClubKind,
    /// Who gives it a room.
    pub host: Line<200>,
    /// Commune code, looked up by the caller.
    pub commune: String,
    /// When it was founded.
    pub founded_on: Option<NaiveDate>,
    /// By which decision.
    pub decision: Option<Line<120>>,
    /// How often it meets.
    pub frequency: Frequency,
    /// Its rules.
    pub rules: Option<Prose<4000>>,
    /// Where its money comes from.
    pub funding: Option<Line<200>>,
}

impl ClubForm {
    /// All problems at once, or the club. `today` is the day in Vietnam; `known_commune` says whether a commune code exists
    /// in the province.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate, known_commune: impl Fn(&str) -> bool) -> Result<Club, Problems> {
        let mut problems = Problems::none();
        let name = problems.keep("name", Line::impersonal_required(&self.name));
        let kind = problems.keep("kind", ClubKind::from_code(&self.kind));
        let host = problems.keep("host", Line::impersonal_required(&self.host));
        match self.commune.as_str() {
            "" => problems.add("commune", Problem::Missing),
            code if !known_commune(code) => problems.add("commune", Problem::NotAChoice),
            _ => {}
        }
        let founded_on = problems.keep("founded_on", parse_date(&self.founded_on));
        if founded_on.flatten().is_some_and(|day| day > today) {
            problems.add("founded_on", Problem::DateInFuture);
        }
        let decision = problems.keep("decision", Line::parse(&self.decision));
        let frequency = problems.keep("frequency", Frequency::from_code(&self.frequency));
        let rules = problems.keep("rules", Prose::impersonal(&self.rules));
        let funding = problems.keep("funding", Line::impersonal(&self.funding));
        let club = (|| {
            Some(Club {
                name: name?,
                kind: kind?,
                host: host?,
                commune: self.commune.clone(),
                founded_on: founded_on?,
                decision: decision?,
                frequency: frequency?,
                rules: rules?,
                funding: funding?,
            })
        })();
        problems.finish(club)
    }

    /// The number of the version the form was begun from.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.began_from.parse().unwrap_or_default()
    }
}

impl From<(&Club, i64)> for ClubForm {
    fn from((club, number): (&Club, i64)) -> Self {
        Self {
            name: club.name.as_str().into(),
            kind: club.kind.code().into(),
            host: club.host.as_str().into(),
            commune: club.commune.clone(),
            founded_on: club.founded_on.map(crate::date::display).unwrap_or_default(),
            decision: club.decision.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default(),
            frequency: club.frequency.code().into(),
            rules: club.rules.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default(),
            funding: club.funding.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default(),
            began_from: number.to_string(),
        }
    }
}

/// Whether it meets from now on, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct StandingForm {
    /// Code of [`ClubStanding`].
    #[serde(default)]
    pub standing: String,
}

impl StandingForm {
    /// The problem, or how it stands from now on.
    ///
    /// # Errors
    /// Beside `standing`.
    pub fn check(&self) -> Result<ClubStanding, Problems> {
        ClubStanding::from_code(&self.standing).map_err(|problem| Problems::at("standing", problem))
    }
}
