use super::HEADS_MAX;
use crate::codes::codes;
use crate::contact::{GIVEN_MAX, Topic};
use crate::date::{display, needed_date, parse_date};
use crate::id::ClubMemberId;
use crate::number::{counted, few, whole};
use crate::problem::{Problem, Problems};
use crate::text::{Line, Prose};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// Whether it took place.
    MeetingState {
        /// It is to come.
        Planned = "planned",
        /// It took place.
        Held = "held",
        /// It did not.
        CalledOff = "called_off",
    }
}

codes! {
    /// The type of place; never an address.
    VenueType {
        /// A hall of the commune or village.
        Hall = "hall",
        /// A health facility.
        Health = "health",
        /// Our office.
        Office = "office",
        /// Somebody's home.
        Home = "home",
        /// Outdoors.
        Outdoors = "outdoors",
        /// Online.
        Online = "online",
    }
}

/// Most that one meeting may have cost, in đồng.
const COST_MAX: i64 = 1_000_000_000;

/// A meeting as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct MeetingForm {
    /// Its day.
    #[serde(default)]
    pub on: String,
    /// Code of [`MeetingState`].
    #[serde(default)]
    pub state: String,
    /// Code of [`VenueType`].
    #[serde(default)]
    pub venue: String,
    /// Codes of [`Topic`].
    #[serde(default)]
    pub topics: Vec<String>,
    /// A guest organisation.
    #[serde(default)]
    pub guest: String,
    /// Ids of the members who were there.
    #[serde(default)]
    pub present: Vec<String>,
    /// How many others were there: heads, of whom nothing is kept.
    #[serde(default)]
    pub others: String,
    /// How many came for the first time.
    #[serde(default)]
    pub new_people: String,
    /// Condoms given.
    #[serde(default)]
    pub condoms: String,
    /// Lubricant given.
    #[serde(default)]
    pub lubricant: String,
    /// Leaflets given.
    #[serde(default)]
    pub leaflets: String,
    /// Referrals that came of it.
    #[serde(default)]
    pub referrals: String,
    /// What was decided.
    #[serde(default)]
    pub decisions: String,
    /// What it cost, in đồng.
    #[serde(default)]
    pub cost: String,
    /// How content they were, 1 to 5.
    #[serde(default)]
    pub satisfaction: String,
    /// The day of the next one.
    #[serde(default)]
    pub next_on: String,
}

/// A meeting, checked. Serialised only to be sealed under the club's key; it names members by number only.
#[derive(Clone, Serialize, Deserialize)]
pub struct Meeting {
    /// Its day.
    pub on: NaiveDate,
    /// Whether it took place.
    pub state: MeetingState,
    /// Where.
    pub venue: VenueType,
    /// What about.
    pub topics: Vec<Topic>,
    /// Who came as a guest.
    pub guest: Option<Line<120>>,
    /// The members who were there.
    pub present: Vec<ClubMemberId>,
    /// How many others.
    pub others: u16,
    /// How many of all came for the first time.
    pub new_people: u16,
    /// Condoms given.
    pub condoms: u16,
    /// Lubricant given.
    pub lubricant: u16,
    /// Leaflets given.
    pub leaflets: u16,
    /// Referrals that came of it.
    pub referrals: u16,
    /// What was decided.
    pub decisions: Option<Prose<4000>>,
    /// What it cost, in đồng.
    pub cost: i64,
    /// How content they were, 1 to 5.
    pub satisfaction: Option<u8>,
    /// The day of the next one.
    pub next_on: Option<NaiveDate>,
}

impl Meeting {
    /// How many were there.
    #[must_use]
    pub fn heads(&self) -> i64 {
        i64::try_from(self.present.len()).unwrap_or(i64::MAX).saturating_add(i64::from(self.others))
    }

    /// Whether it took place.
    #[must_use]
    pub fn was_held(&self) -> bool {
        self.state == MeetingState::Held
    }
}

impl MeetingForm {
    /// All problems at once, or the meeting. `today` is the day in Vietnam; `listed` says whether somebody is on the list
    /// of this club.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate, listed: impl Fn(ClubMemberId) -> bool) -> Result<Meeting, Problems> {
        let mut problems = Problems::none();
        let on = problems.keep("on", needed_date(&self.on));
        let state = problems.keep("state", MeetingState::from_code(&self.state));
        let venue = problems.keep("venue", VenueType::from_code(&self.venue));
        let topics = problems.keep("topics", Topic::from_codes(&self.topics));
        let guest = problems.keep("guest", Line::impersonal(&self.guest));
        let present = problems.keep("present", crate::id::read_each::<ClubMemberId>(&self.present));
        if present.iter().flatten().any(|member| !listed(*member)) {
            problems.add("present", Problem::NotAChoice);
        }
        let others = problems.keep("others", few(&self.others, 0, HEADS_MAX));
        let new_people = problems.keep("new_people", few(&self.new_people, 0, HEADS_MAX));
        let condoms = problems.keep("condoms", few(&self.condoms, 0, GIVEN_MAX));
        let lubricant = problems.keep("lubricant", few(&self.lubricant, 0, GIVEN_MAX));
        let leaflets = problems.keep("leaflets", few(&self.leaflets, 0, GIVEN_MAX));
        let referrals = problems.keep("referrals", few(&self.referrals, 0, HEADS_MAX));
        let decisions = problems.keep("decisions", Prose::impersonal(&self.decisions));
        let cost = problems.keep("cost", counted(&self.cost, 0, COST_MAX));
        let satisfaction = problems.keep("satisfaction", satisfaction(&self.satisfaction));
        let next_on = problems.keep("next_on", parse_date(&self.next_on));
        if let Some((next, on)) = next_on.flatten().zip(on)
            && next <= on
        {
            problems.add("next_on", Problem::DateInPast);
        }
        let meeting = (|| {
            Some(Meeting {
                on: on?,
                state: state?,
                venue: venue?,
                topics: topics?,
                guest: guest?,
                present: present?,
                others: others?,
                new_people: new_people?,
                condoms: condoms?,
                lubricant: lubricant?,
                leaflets: leaflets?,
                referrals: referrals?,
                decisions: decisions?,
                cost: cost?,
                satisfaction: satisfaction?,
                next_on: next_on?,
            })
        })();
        if let Some(meeting) = &meeting {
            fits(meeting, today, &mut problems);
        }
        problems.finish(meeting)
    }
}

/// What took place has a past day and heads; what is to come has neither.
fn fits(meeting: &Meeting, today: NaiveDate, problems: &mut Problems) {
    match meeting.state {
        MeetingState::Held => {
            if meeting.on > today {
                problems.add("on", Problem::DateInFuture);
            }
            if meeting.heads() == 0 {
                problems.add("others", Problem::Missing);
            }
        }
        MeetingState::Planned => {
            if meeting.on < today {
                problems.add("on", Problem::DateInPast);
            }
            if meeting.heads() > 0 {
                problems.add("state", Problem::Conflicting);
            }
        }
        MeetingState::CalledOff => {
            if meeting.heads() > 0 {
                problems.add("state", Problem::Conflicting);
            }
        }
    }
    if i64::from(meeting.new_people) > meeting.heads() {
        problems.add("new_people", Problem::OutOfRange { min: 0, max: meeting.heads() });
    }
}

fn satisfaction(text: &str) -> Result<Option<u8>, Problem> {
    Ok(whole(text, 1, 5)?.and_then(|points| u8::try_from(points).ok()))
}

impl From<&Meeting> for MeetingForm {
    fn from(meeting: &Meeting) -> Self {
        let shown = |number: i64| if number == 0 { String::new() } else { number.to_string() };
        Self {
            on: display(meeting.on),
            state: meeting.state.code().into(),
            venue: meeting.venue.code().into(),
            topics: meeting.topics.iter().map(|topic| topic.code().to_owned()).collect(),
            guest: meeting.guest.as_ref().map(|guest| guest.as_str().to_owned()).unwrap_or_default(),
            present: meeting.present.iter().map(ToString::to_string).collect(),
            others: shown(meeting.others.into()),
            new_people: shown(meeting.new_people.into()),
            condoms: shown(meeting.condoms.into()),
            lubricant: shown(meeting.lubricant.into()),
            leaflets: shown(meeting.leaflets.into()),
            referrals: shown(meeting.referrals.into()),
            decisions: meeting.decisions.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default(),
            cost: shown(meeting.cost),
            satisfaction: meeting.satisfaction.map(|points| points.to_string()).unwrap_or_default(),
            next_on: meeting.next_on.map(display).unwrap_or_default(),
        }
    }
}
