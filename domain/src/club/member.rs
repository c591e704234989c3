use crate::codes::codes;
use crate::consent::{ConsentAnswer, Evidence, EvidenceForm, last_day};
use crate::date::{display, end_of_day, local_date, past_date};
use crate::problem::Problems;
use crate::text::Line;
use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

codes! {
    /// What somebody does in a club.
    MemberRole {
        /// A member.
        Member = "member",
        /// One of those who carry it.
        Core = "core",
        /// The one who chairs it.
        Chair = "chair",
    }
}

/// Somebody is asked whether she may be listed, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ListingForm {
    /// Code of [`ConsentAnswer`].
    #[serde(default)]
    pub answer: String,
    /// What she is called in the club.
    #[serde(default)]
    pub alias: String,
    /// Code of [`MemberRole`].
    #[serde(default)]
    pub role: String,
    /// Since when she comes.
    #[serde(default)]
    pub joined_on: String,
    /// How the club tells her of the next meeting, as she wishes.
    #[serde(default)]
    pub reach: String,
    /// Last day, included.
    #[serde(default)]
    pub until: String,
    /// How it was given.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// What the list says of a member. Serialised only to be sealed under a key of hers alone.
#[derive(Clone, Serialize, Deserialize)]
pub struct Member {
    /// What she is called in the club.
    pub alias: Line<60>,
    /// What she does in it.
    pub role: MemberRole,
    /// Since when she comes.
    pub joined_on: NaiveDate,
    /// How she is told of the next meeting.
    pub reach: Option<Line<120>>,
}

/// Until when she is listed, and how she said so.
#[derive(Clone)]
pub struct Until {
    /// Last day.
    pub day: NaiveDate,
    /// How it was given.
    pub evidence: Evidence,
}

impl Until {
    /// The moment it is over.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        end_of_day(self.day)
    }
}

/// Her answer.
pub enum Listing {
    /// Yes.
    Yes(Member, Until),
    /// Not this time: nothing of her is kept, and she comes all the same.
    NotNow,
}

/// The last day that a yes given now can name: in twelve months.
#[must_use]
pub fn list_end(now: DateTime<Utc>) -> NaiveDate {
    let today = local_date(now);
    today.checked_add_months(Months::new(12)).unwrap_or(today)
}

impl ListingForm {
    /// As it is handed out: the longest period, nothing answered.
    #[must_use]
    pub fn blank(now: DateTime<Utc>) -> Self {
        Self {
            role: MemberRole::Member.code().into(),
            joined_on: display(local_date(now)),
            until: display(list_end(now)),
            evidence: EvidenceForm::blank(),
            ..Self::default()
        }
    }

    /// As it is handed out to ask a member again.
    #[must_use]
    pub fn again(member: &Member, now: DateTime<Utc>) -> Self {
        Self {
            alias: member.alias.as_str().into(),
            role: member.role.code().into(),
            joined_on: display(member.joined_on),
            reach: member.reach.as_ref().map(|reach| reach.as_str().to_owned()).unwrap_or_default(),
            ..Self::blank(now)
        }
    }

    /// All problems at once, or her answer. A refusal needs no proof, and no alias either.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, recorder: &str, now: DateTime<Utc>) -> Result<Listing, Problems> {
        let mut problems = Problems::none();
        match problems.keep("answer", ConsentAnswer::from_code(&self.answer)) {
            Some(ConsentAnswer::Yes) => {}
            Some(ConsentAnswer::NotNow) => return Ok(Listing::NotNow),
            None => return Err(problems),
        }
        let today = local_date(now);
        let alias = problems.keep("alias", Line::required(&self.alias));
        let role = problems.keep("role", MemberRole::from_code(&self.role));
        let joined_on = problems.keep("joined_on", past_date(&self.joined_on, today));
        let reach = problems.keep("reach", Line::parse(&self.reach));
        let day = problems.keep("until", last_day(&self.until, today, list_end(now)));
        let evidence = self.evidence.check(recorder, &mut problems);
        let listing = (|| {
            let member = Member { alias: alias?, role: role?, joined_on: joined_on?, reach: reach? };
            Some(Listing::Yes(member, Until { day: day?, evidence: evidence? }))
        })();
        problems.finish(listing)
    }
}
