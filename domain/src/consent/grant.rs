use crate::codes::codes;
use crate::date::local_date;
use crate::text::Line;
use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The version of the consent texts in use; kept with every grant so that the words read out can be shown again.
pub const TEXT_VERSION: &str = TextVersion::Plain.code();

codes! {
    /// The versions of the words that may be read out today.
    #[derive(Default)]
    TextVersion {
        /// The ordinary words.
        #[default]
        Plain = "2026-11",
        /// The same, with what a client must know where a team's keys can be brought back with two papers of three.
        WithSheet = "2026-11-sheet",
        /// The ordinary ones, but for a partner's own record: it says what is told back of it.
        ToldBack = "2026-11-told",
    }
}

impl TextVersion {
    /// What is to be read out, where a team has a recovery sheet and where it has none.
    #[must_use]
    pub const fn to_read(sheet: bool) -> Self {
        if sheet { Self::WithSheet } else { Self::Plain }
    }
}

codes! {
    /// What a consent is for: exactly one purpose each (Law 91/2025 Art. 9.4, Decree 356/2025 Art. 6).
    Purpose {
        /// To be supported by the organisation.
        Services = "services",
        /// To have one's data kept and processed for that support.
        Processing = "processing",
        /// The client's own written request that one recipient be told (Law 91/2025 Art. 26.2).
        Referral = "referral",
        /// That a colleague may open the case when life or health is in danger and her own worker cannot be reached.
        Emergency = "emergency",
        /// To have what concerns HIV known by those she names (HIV law Art. 30).
        Hiv = "hiv",
        /// That a partner keeps what it writes about her, for itself alone.
        Compartment = "compartment",
        /// That one result of a clinic be told to the team that keeps her case.
        SharedResult = "shared_result",
        /// That another organisation takes her case over: what it is told before, and what it is given when it does.
        Transfer = "transfer",
        /// That a supervisor of another organisation decides on one version of her care plan, coded.
        CodedPlan = "coded_plan",
    }
}

codes! {
    /// What the client said. A refusal is recorded as carefully as a yes, and blocks nothing else.
    Decision {
        /// Yes.
        Given = "given",
        /// Not this time.
        Declined = "declined",
        /// A yes taken back.
        Withdrawn = "withdrawn",
        /// A yes that ended because another organisation took the case over, as she wished.
        Moved = "moved",
    }
}

codes! {
    /// How the yes can be proved (Decree 356/2025 Art. 6.2; FHIR `Consent.verification`).
    EvidenceMethod {
        /// Signed on paper.
        Signature = "signature",
        /// Thumbprint on paper.
        Thumbprint = "thumbprint",
        /// Said in a recorded call.
        RecordedCall = "recorded_call",
        /// Confirmed on this screen by the client herself.
        OnScreen = "on_screen",
    }
}

codes! {
    /// The language the text was read out in.
    ReadOutLanguage {
        /// Vietnamese.
        Vietnamese = "vi",
        /// Thái.
        Thai = "tai",
        /// Mông.
        Hmong = "hmn",
        /// Mường.
        Muong = "mtq",
        /// Another, with an interpreter.
        Other = "other",
    }
}

codes! {
    /// Who said yes (FHIR `Consent.grantor`).
    Giver {
        /// The client.
        Herself = "self",
        /// Somebody who may speak for her.
        Representative = "representative",
    }
}

codes! {
    /// Why somebody else may speak for the client. An adult speaks for herself unless a court said otherwise.
    Ground {
        /// She is not yet 18: a parent or guardian, with the child's own assent (Law 91/2025 Art. 24).
        Under18 = "under_18",
        /// A court named a guardian.
        Court = "court",
    }
}

/// Who said yes in the client's place. For somebody under 18 the child agreed too.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Their name.
    pub name: Line<120>,
    /// Why they may.
    pub ground: Ground,
}

/// How a consent was given: explained, understood, and said (Decree 356/2025 Art. 6). The names are kept sealed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Evidence {
    /// The proof kept.
    pub method: EvidenceMethod,
    /// The language it was read in.
    pub language: ReadOutLanguage,
    /// Who else was there; never the person who records it.
    pub witness: Line<120>,
    /// Who interpreted.
    pub interpreter: Option<Line<120>>,
    /// Who spoke for the client; `None` when she did herself.
    pub representative: Option<Representative>,
    /// The words that were read out; entries of before this was kept here had the ordinary ones.
    #[serde(default)]
    pub text: TextVersion,
}

/// When a consent ends if nothing else is said, and at the latest: services and what a partner keeps for itself 12 months,
/// release to others 90 days, what concerns HIV 6 months; an offer to another organisation waits for 30 days, a coded
/// plan for 14.
#[must_use]
pub fn default_end(purpose: Purpose, from: DateTime<Utc>) -> DateTime<Utc> {
    match purpose {
        Purpose::Services | Purpose::Processing | Purpose::Emergency | Purpose::Compartment => {
            from.checked_add_months(Months::new(12)).unwrap_or(from)
        }
        Purpose::Referral | Purpose::SharedResult => from + TimeDelta::days(90),
        Purpose::Transfer => from + TimeDelta::days(30),
        Purpose::CodedPlan => from + TimeDelta::days(14),
        Purpose::Hiv => from.checked_add_months(Months::new(6)).unwrap_or(from),
    }
}

impl Purpose {
    /// Whether the organisation that keeps the case asks for it again before it ends. What a partner keeps, or tells, is
    /// between the client and that partner: the others can only write down that she takes it back. What nobody elsewhere
    /// answered is asked anew, and so is what concerns HIV, with its letter.
    #[must_use]
    pub const fn is_renewed(self) -> bool {
        matches!(self, Self::Services | Self::Processing | Self::Referral | Self::Emergency)
    }
}

/// A consent that ends within this time is asked for again.
pub const RENEW_WITHIN: TimeDelta = TimeDelta::days(14);

/// Whether one that goes until then ends within this time.
#[must_use]
pub fn ends_soon(until: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    until - now < RENEW_WITHIN
}

/// How many days are left of one that goes until then; none once it is over.
#[must_use]
pub fn days_left(until: DateTime<Utc>, today: NaiveDate) -> i64 {
    (local_date(until) - today).num_days().max(0)
}

/// Whether a grant is live: given, begun, not over, not withdrawn. Both ends: begins at `from`, is over at `until`.
#[must_use]
pub fn is_live(
    decision: Decision,
    withdrawn: bool,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    decision == Decision::Given && !withdrawn && from <= now && now < until
}

codes! {
    /// What became of an entry of the ledger (FHIR `Consent.status` in brackets).
    Standing {
        /// Opens what it names (active).
        Live = "live",
        /// Begins later (draft).
        NotYet = "not_yet",
        /// Its time is over (inactive).
        Over = "over",
        /// Taken back (inactive).
        Withdrawn = "withdrawn",
        /// Another entry stands in its place: renewed, or less of it (inactive).
        Replaced = "replaced",
        /// Her case went to another organisation (inactive).
        Moved = "moved",
        /// Not this time (not-done).
        Declined = "declined",
    }
}

/// What became of an entry, given the entry that `ends` it, if any.
#[must_use]
pub fn standing(
    decision: Decision,
    ended_by: Option<Decision>,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Standing {
    match (decision, ended_by) {
        (Decision::Given, None) if is_live(decision, false, from, until, now) => Standing::Live,
        (Decision::Given, None) if now < from => Standing::NotYet,
        (Decision::Given, None) => Standing::Over,
        (Decision::Given, Some(Decision::Given)) => Standing::Replaced,
        (Decision::Given, Some(Decision::Moved)) | (Decision::Moved, _) => Standing::Moved,
        (Decision::Given, Some(_)) | (Decision::Withdrawn, _) => Standing::Withdrawn,
        (Decision::Declined, _) => Standing::Declined,
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Purpose, RENEW_WITHIN, Standing, TextVersion};
    use super::{days_left, default_end, ends_soon, is_live, standing};
    use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
    use proptest::prelude::{any, proptest};

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("a small number of seconds")
    }

    #[test]
    fn the_last_moment_is_already_over() {
        assert!(is_live(Decision::Given, false, at(10), at(20), at(10)));
        assert!(!is_live(Decision::Given, false, at(10), at(20), at(20)));
        assert!(!is_live(Decision::Given, false, at(10), at(20), at(9)));
        assert!(is_live(Decision::Given, false, at(10), at(20), at(19)));
        for decision in Decision::ALL {
            assert_eq!(is_live(*decision, false, at(10), at(20), at(15)), *decision == Decision::Given, "{decision:?}");
            assert!(!is_live(*decision, true, at(10), at(20), at(15)), "{decision:?} taken back");
        }
    }

    /// From the last of August: months end with their own last day.
    #[test]
    fn every_purpose_has_its_longest_time() {
        let time = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let from = time("2026-08-31T02:00:00Z");
        for purpose in Purpose::ALL {
            let until = match purpose {
                Purpose::Services | Purpose::Processing | Purpose::Emergency | Purpose::Compartment => {
                    time("2027-08-31T02:00:00Z")
                }
                Purpose::Hiv => time("2027-02-28T02:00:00Z"),
                Purpose::Referral | Purpose::SharedResult => time("2026-11-29T02:00:00Z"),
                Purpose::Transfer => time("2026-09-30T02:00:00Z"),
                Purpose::CodedPlan => time("2026-09-14T02:00:00Z"),
            };
            assert_eq!(default_end(*purpose, from), until, "{purpose:?}");
        }
    }

    #[test]
    fn two_weeks_before_its_end_it_is_asked_for_again() {
        let (until, second) = (at(0) + RENEW_WITHIN, TimeDelta::seconds(1));
        assert!(!ends_soon(until, at(0)), "fourteen days are left");
        assert!(ends_soon(until, at(0) + second) && ends_soon(until, until + second));
    }

    #[test]
    fn days_are_left_until_the_day_it_ends() {
        let (until, day) = (at(20 * 86_400), |day| NaiveDate::from_ymd_opt(1970, 1, day).expect("a day"));
        assert_eq!([7, 20, 21, 22].map(|today| days_left(until, day(today))), [14, 1, 0, 0]);
    }

    #[test]
    fn only_what_is_asked_for_at_home_and_stands_by_itself_is_asked_again() {
        let again: Vec<_> = Purpose::ALL.iter().filter(|purpose| purpose.is_renewed()).collect();
        assert_eq!(again, [&Purpose::Services, &Purpose::Processing, &Purpose::Referral, &Purpose::Emergency]);
    }

    #[test]
    fn where_there_is_a_sheet_its_words_are_read() {
        assert_eq!([false, true].map(TextVersion::to_read), [TextVersion::Plain, TextVersion::WithSheet]);
    }

    #[test]
    fn an_entry_stands_by_what_she_said_what_ended_it_and_the_time() {
        let stands = |decision, ended_by, now| standing(decision, ended_by, at(10), at(20), at(now));
        assert_eq!(
            [9, 10, 19, 20].map(|now| stands(Decision::Given, None, now)),
            [Standing::NotYet, Standing::Live, Standing::Live, Standing::Over]
        );
        // What lasts no time was never to come.
        assert_eq!(standing(Decision::Given, None, at(10), at(10), at(10)), Standing::Over);
        for now in [9, 15, 20] {
            let ended = |by| stands(Decision::Given, Some(by), now);
            assert_eq!(ended(Decision::Given), Standing::Replaced, "{now}");
            assert_eq!(ended(Decision::Moved), Standing::Moved, "{now}");
            assert_eq!(ended(Decision::Withdrawn), Standing::Withdrawn, "{now}");
            assert_eq!(stands(Decision::Moved, None, now), Standing::Moved, "{now}");
            assert_eq!(stands(Decision::Withdrawn, None, now), Standing::Withdrawn, "{now}");
            assert_eq!(stands(Decision::Declined, None, now), Standing::Declined, "{now}");
        }
    }

    proptest! {
        /// I3: refusing, withdrawing or letting time pass the end never opens anything.
        #[test]
        fn nothing_that_closes_ever_opens(from in 0i64..100, length in 0i64..100, now in 0i64..300, later in 0i64..100, withdrawn in any::<bool>()) {
            let until = from + length;
            let live = is_live(Decision::Given, withdrawn, at(from), at(until), at(now));
            assert!(live || !is_live(Decision::Given, true, at(from), at(until), at(now)));
            assert!(!is_live(Decision::Declined, withdrawn, at(from), at(until), at(now)));
            assert!(!is_live(Decision::Given, withdrawn, at(from), at(until), at(until) + TimeDelta::seconds(later)));
        }

        /// An entry stands as live exactly when it opens something.
        #[test]
        fn only_what_opens_stands_as_live(from in 0i64..100, length in 0i64..100, now in 0i64..300) {
            for decision in Decision::ALL {
                for ended_by in [None, Some(Decision::Given), Some(Decision::Withdrawn), Some(Decision::Moved)] {
                    let stands = standing(*decision, ended_by, at(from), at(from + length), at(now));
                    let opens = is_live(*decision, ended_by.is_some(), at(from), at(from + length), at(now));
                    assert_eq!(stands == Standing::Live, opens, "{decision:?} {ended_by:?}");
                }
            }
        }
    }
}
