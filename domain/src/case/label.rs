use crate::client::{ClientCode, Identity};
use crate::codes::codes;
use crate::date::Timing;
use crate::risk::RiskLevel;
use crate::text::Line;
use crate::vietnamese::{fold, matches};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What is to be done next.
    Step {
        /// A counselling session.
        Session = "session",
        /// A call or visit to see how she is.
        FollowUp = "follow_up",
        /// The care plan is looked at again.
        PlanReview = "plan_review",
    }
}

/// What is next, and when.
#[derive(Clone, Copy, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub struct NextStep {
    /// What.
    pub step: Step,
    /// On which day (Vietnam).
    pub on: NaiveDate,
}

impl NextStep {
    /// How its day stands to this one.
    #[must_use]
    pub fn timing(self, today: NaiveDate) -> Timing {
        Timing::of(self.on, today)
    }

    /// What is next when this must be done because of what was heard `today`: whatever is agreed for an earlier day stays,
    /// what is overdue or later gives way.
    #[must_use]
    pub fn at_the_latest(self, standing: Option<Self>, today: NaiveDate) -> Self {
        standing.filter(|standing| (today..=self.on).contains(&standing.on)).unwrap_or(self)
    }

    /// What is next after a session for which she was seen on this day, or not at all, and that agreed on `next`. A
    /// follow-up is still owed when she was not seen or its day has not come by then, unless the next session is no later
    /// than it.
    #[must_use]
    pub fn after_session(standing: Option<Self>, next: Option<Self>, seen_on: Option<NaiveDate>) -> Option<Self> {
        let owed = standing
            .filter(|standing| standing.step == Step::FollowUp && seen_on.is_none_or(|seen_on| standing.on > seen_on));
        match (owed, next) {
            (Some(owed), Some(next)) if next.on <= owed.on => Some(next),
            (Some(owed), _) => Some(owed),
            (None, next) => next,
        }
    }
}

/// What lists and search need of a case. Sealed; matched in memory only: an index would tell whoever takes the disk.
#[derive(Clone, Serialize, Deserialize)]
pub struct Label {
    /// Shown everywhere instead of a name.
    pub alias: Line<60>,
    /// The client's code.
    pub code: ClientCode,
    /// The name on her papers, for search and never shown in a list.
    pub name: Option<Line<120>>,
    /// The last digits of her number, for search.
    pub phone_tail: Option<String>,
    /// The year she was born in, to tell two records of one client from two clients; never shown in a list.
    #[serde(default)]
    pub born_year: Option<i32>,
    /// Code of the commune she lives in, for the same; never shown in a list.
    #[serde(default)]
    pub commune: Option<String>,
    /// What is next.
    pub next: Option<NextStep>,
    /// How soon somebody looks in again, as it was judged last.
    #[serde(default)]
    pub risk: Option<RiskLevel>,
    /// When the care plan is looked at again. For itself, so that no session in between makes anybody forget it.
    #[serde(default)]
    pub review_on: Option<NaiveDate>,
    /// The code she told before there was a case, on a paper that she may still carry: found by it, never given out.
    #[serde(default)]
    pub former_code: Option<ClientCode>,
}

/// Longest search that is looked for, in bytes: no name is as long, and each label that one opens is compared with it.
const SEARCH_MAX: usize = 1_000;

impl Label {
    /// What lists and comparisons know of who she is; nothing, once she takes that back.
    pub fn identify(&mut self, who: Option<&Identity>) {
        self.name = who.and_then(|who| who.name.clone());
        self.born_year = who.and_then(Identity::born_year);
        self.commune = who.and_then(|who| who.commune.clone());
    }

    /// What is next after a session for which she was seen on this day, or not at all, and that agreed on `next`: while a
    /// level of risk was judged, a look is owed again no later than its rhythm says.
    pub fn after_session(&mut self, next: Option<NextStep>, seen_on: Option<NaiveDate>, today: NaiveDate) {
        self.next = NextStep::after_session(self.next, next, seen_on);
        if let (Some(level), Some(seen_on)) = (self.risk, seen_on) {
            self.next = Some(level.follow_up(seen_on, today).at_the_latest(self.next, today));
        }
    }

    /// The day by which a step of this kind is owed.
    #[must_use]
    pub fn owed(&self, step: Step) -> Option<NaiveDate> {
        match step {
            Step::PlanReview => self.review_on,
            Step::Session | Step::FollowUp => self.next.filter(|next| next.step == step).map(|next| next.on),
        }
    }

    /// What is to be done first: the next step, or looking at the plan again.
    #[must_use]
    pub fn first_due(&self) -> Option<NextStep> {
        let review = self.review_on.map(|on| NextStep { step: Step::PlanReview, on });
        [self.next, review].into_iter().flatten().min_by_key(|next| next.on)
    }

    /// Whether a search finds this label: exact code, folded alias or name, or at least three last digits of the phone.
    #[must_use]
    pub fn answers(&self, query: &str) -> bool {
        if query.len() > SEARCH_MAX {
            return false;
        }
        let query = query.trim();
        if query.is_empty() {
            return true;
        }
        if let Ok(code) = ClientCode::parse(query)
            && (code == self.code || self.former_code.as_ref() == Some(&code))
        {
            return true;
        }
        let digits: String = query.chars().filter(char::is_ascii_digit).collect();
        let only_digits = query.chars().all(|c| c.is_ascii_digit() || " .-+".contains(c));
        if only_digits {
            return digits.len() >= 3
                && self
                    .phone_tail
                    .as_ref()
                    .is_some_and(|tail| tail.ends_with(&digits) || digits.ends_with(tail.as_str()));
        }
        let needle = fold(query);
        matches(&needle, &fold(self.alias.as_str()))
            || self.name.as_ref().is_some_and(|name| matches(&needle, &fold(name.as_str())))
    }
}

#[cfg(test)]
impl Label {
    /// One that says no more than it must: for the tests of all that is told by one.
    pub(crate) fn bare(alias: &str) -> Self {
        Self {
            alias: Line::required(alias).expect("a short line"),
            code: ClientCode::from_random([7; 8]),
            name: None,
            phone_tail: None,
            born_year: None,
            commune: None,
            next: None,
            risk: None,
            review_on: None,
            former_code: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, NextStep, Step};
    use crate::risk::RiskLevel;
    use crate::text::Line;
    use chrono::NaiveDate;

    fn step(step: Step, day: u32) -> NextStep {
        NextStep { step, on: NaiveDate::from_ymd_opt(2026, 11, day).expect("a day") }
    }

    #[test]
    fn what_must_be_done_by_a_day_takes_the_place_of_what_is_later_or_overdue() {
        let (owed, today) = (step(Step::FollowUp, 25), step(Step::Session, 23).on);
        for (standing, next) in [(22, 25), (23, 23), (24, 24), (25, 25), (26, 25)] {
            assert_eq!(
                owed.at_the_latest(Some(step(Step::Session, standing)), today).on.to_string(),
                format!("2026-11-{next}")
            );
        }
        assert_eq!(owed.at_the_latest(None, today), owed);
    }

    #[test]
    fn a_follow_up_that_is_owed_outlives_a_session() {
        let (owed, session) = (step(Step::FollowUp, 25), |day| Some(step(Step::Session, day)));
        let held = |day| Some(step(Step::Session, day).on);
        let after = |next, day| NextStep::after_session(Some(owed), next, held(day));
        assert_eq!(after(session(30), 23), Some(owed), "the same day");
        assert_eq!(after(None, 24), Some(owed));
        assert_eq!(after(session(25), 23), session(25), "seen again no later");
        assert_eq!(after(session(30), 25), session(30), "done");
        assert_eq!(after(None, 26), None);
        assert_eq!(NextStep::after_session(Some(owed), session(30), None), Some(owed), "she did not come");
        assert_eq!(NextStep::after_session(session(28), None, held(23)), None, "sessions are agreed anew each time");
    }

    fn label() -> Label {
        Label {
            name: Line::parse("Đào Thị Hoà").expect("a short line"),
            phone_tail: Some("345678".into()),
            ..Label::bare("Hoa Ban")
        }
    }

    #[test]
    fn while_there_is_a_level_a_look_is_owed_again_after_every_session() {
        let today = step(Step::Session, 10).on;
        let mut label = Label { risk: Some(RiskLevel::High), ..label() };
        label.after_session(None, Some(today), today);
        assert_eq!(label.next, Some(step(Step::FollowUp, 17)));
        label.after_session(Some(step(Step::Session, 14)), Some(today), today);
        assert_eq!(label.next, Some(step(Step::Session, 14)), "she is seen sooner");
        label.after_session(
            Some(step(Step::Session, 28)),
            Some(step(Step::Session, 14).on),
            step(Step::Session, 14).on,
        );
        assert_eq!(label.next, Some(step(Step::FollowUp, 21)), "the next meeting is too far");
        label.next = Some(step(Step::FollowUp, 12));
        label.after_session(None, None, today);
        assert_eq!(label.next, Some(step(Step::FollowUp, 12)), "she did not come");
    }

    #[test]
    fn what_comes_first_is_due_first() {
        let (session, review) = (step(Step::Session, 25), step(Step::PlanReview, 24));
        assert_eq!(label().first_due(), None);
        let both = Label { next: Some(session), review_on: Some(review.on), ..label() };
        assert_eq!(both.first_due(), Some(review));
        assert_eq!(Label { review_on: Some(step(Step::PlanReview, 25).on), ..both }.first_due(), Some(session));
    }

    #[test]
    fn found_by_code_alias_name_and_tail() {
        let label = label();
        let code = label.code.as_str().to_lowercase().replace('-', " ");
        for query in ["", "hoa ban", "dao thi hoa", "Hòa", "dao", "678", "5678", "0912 345 678", code.as_str()] {
            assert!(label.answers(query), "{query}");
        }
    }

    #[test]
    fn not_found_by_what_is_not_hers() {
        for query in ["lan", "78", "999", "345679", "KH-0000-0000"] {
            assert!(!label().answers(query), "{query}");
        }
    }

    #[test]
    fn what_is_longer_than_any_name_is_not_looked_for() {
        assert!(label().answers(&"hoa ".repeat(250)), "a thousand bytes");
        assert!(!label().answers(&"hoa ".repeat(251)));
    }
}
