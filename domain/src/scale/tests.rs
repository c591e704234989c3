//! Every total of every version, and what is needed before anything is scored.

use super::{Band, FIELDS, FOLLOW_UP_DAYS, Instrument, Scale, ScaleForm, Version};
use crate::case::Step;
use crate::contact::Sex;
use crate::problem::Problem;
use chrono::{Days, NaiveDate};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day")
}

/// A form with these answers; a point leaves one out.
fn form(instrument: Instrument, answers: &str) -> ScaleForm {
    let mut answers = answers.chars().map(|answer| if answer == '.' { String::new() } else { answer.into() });
    let mut next = || answers.next().unwrap_or_default();
    ScaleForm {
        scale: instrument.code().into(),
        q1: next(),
        q2: next(),
        q3: next(),
        q4: next(),
        q5: next(),
        q6: next(),
        q7: next(),
        q8: next(),
        q9: next(),
        taken_on: "25/11/2026".into(),
        ..ScaleForm::default()
    }
}

fn scale(form: &ScaleForm) -> Scale {
    form.check(today()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn missing(form: &ScaleForm) -> Vec<&'static str> {
    let problems = form.check(today()).err().expect("something is missing");
    problems.iter().inspect(|(_, problem)| assert_eq!(*problem, Problem::Missing)).map(|(field, _)| field).collect()
}

/// Answers that make a total, as many points as fit on each item from the last one on.
fn answers(instrument: Instrument, items: usize, total: u8) -> String {
    let most = instrument.most_of_an_item();
    let mut left = total;
    let mut answers: Vec<_> = (0..items)
        .map(|_| {
            let points = left.min(most);
            left -= points;
            char::from(b'0' + points)
        })
        .collect();
    answers.reverse();
    answers.into_iter().collect()
}

/// The bands as they stand in the publications, written out.
fn expected(version: Version, total: u8, sex: Option<Sex>) -> Band {
    match (version, total) {
        (Version::Phq9 | Version::Gad7, 0..=4) => Band::Minimal,
        (Version::Phq9 | Version::Gad7, 5..=9) => Band::Mild,
        (Version::Phq9 | Version::Gad7, 10..=14) => Band::Moderate,
        (Version::Phq9, 15..=19) => Band::ModeratelySevere,
        (Version::Phq9 | Version::Gad7, _) => Band::Severe,
        (Version::AuditC, 3) if sex == Some(Sex::Male) => Band::Below,
        (_, 0..=2) => Band::Below,
        _ => Band::Reached,
    }
}

#[test]
fn every_total_has_its_band() {
    let mut totals = 0;
    for version in Version::ALL {
        for sex in [None, Some(Sex::Female), Some(Sex::Male), Some(Sex::Other)] {
            for total in 0..=version.most() {
                let band = expected(*version, total, sex);
                assert_eq!(version.band(total, sex), band, "{} {total} {sex:?}", version.name());
                let acts = matches!(band, Band::Moderate | Band::ModeratelySevere | Band::Severe | Band::Reached);
                assert_eq!(total >= version.cut_off(sex), acts, "{} {total} {sex:?}", version.name());
                totals += 1;
            }
        }
    }
    assert_eq!(totals, 4 * (7 + 28 + 7 + 22 + 13));
}

#[test]
fn every_total_of_the_whole_is_reached_by_answers() {
    for (instrument, version) in [(Instrument::Phq, Version::Phq9), (Instrument::Gad, Version::Gad7)] {
        for total in 0..=version.most() {
            let whole =
                ScaleForm { whole: "yes".into(), ..form(instrument, &answers(instrument, version.items(), total)) };
            let scale = scale(&whole);
            assert_eq!((scale.version(), scale.total()), (version, total));
        }
    }
}

#[test]
fn every_total_of_audit_c_counts_by_sex() {
    for total in 1..=12 {
        for (sex, cut_off) in [("female", 3), ("male", 4), ("other", 3), ("", 3)] {
            let points = answers(Instrument::AuditC, 3, total);
            // The first item must not be "never": the largest part of the points goes there.
            let points: String = points.chars().rev().collect();
            let scale = scale(&ScaleForm { sex: sex.into(), ..form(Instrument::AuditC, &points) });
            assert_eq!((scale.total(), scale.reaches_cut_off()), (total, total >= cut_off), "{sex} {total}");
        }
    }
}

#[test]
fn who_never_drinks_is_asked_no_more() {
    for answers in ["0", "042"] {
        assert_eq!(
            scale(&form(Instrument::AuditC, answers)).total(),
            0,
            "what was hidden by a change of mind does not count"
        );
    }
    assert_eq!(missing(&form(Instrument::AuditC, "1")), ["q2", "q3"]);
    let phq = ScaleForm { sex: "male".into(), ..form(Instrument::Phq, "00") };
    assert_eq!(scale(&phq).sex, None, "not kept where it is not needed");
}

#[test]
fn two_answers_are_enough_below_three_and_the_rest_is_asked_from_three_on() {
    for instrument in [Instrument::Phq, Instrument::Gad] {
        for first in 0..=3_u8 {
            for second in 0..=3_u8 {
                let short = form(instrument, &format!("{first}{second}"));
                if first + second < 3 {
                    let scale = scale(&short);
                    assert_eq!((scale.total(), scale.answers().len()), (first + second, 2));
                    assert_eq!(scale.band(), Band::Below);
                } else {
                    assert_eq!(missing(&short), FIELDS[2..instrument.items()], "{first}{second}");
                }
            }
        }
    }
}

#[test]
fn an_incomplete_scale_is_not_scored() {
    assert_eq!(missing(&form(Instrument::Phq, "")), ["q1", "q2"]);
    assert_eq!(missing(&form(Instrument::Phq, ".0")), ["q1"]);
    assert_eq!(missing(&form(Instrument::Phq, "33333.33")), ["q6", "q9"]);
    assert_eq!(missing(&form(Instrument::Gad, "3333.33")), ["q5"]);
    // One of the rest was answered before the first two were changed: it does not get lost in silence.
    assert_eq!(missing(&form(Instrument::Phq, "00......2")), FIELDS[2..8]);
    let wanted = ScaleForm { whole: "yes".into(), ..form(Instrument::Gad, "00") };
    assert_eq!(missing(&wanted), FIELDS[2..7]);
}

#[test]
fn who_does_not_want_to_go_on_is_scored_by_what_she_answered() {
    let stopped = |answers| ScaleForm { stopped: "yes".into(), ..form(Instrument::Phq, answers) };
    let scale = scale(&stopped("21......1"));
    assert_eq!((scale.version(), scale.total(), scale.band()), (Version::Phq2, 3, Band::Reached));
    assert!(scale.speaks_of_self_harm(), "what she said is heard all the same");
    assert_eq!(missing(&stopped("2")), ["q2"]);
}

#[test]
fn any_yes_to_the_last_item_is_followed_up_whatever_the_total() {
    for points in 0..=3_u8 {
        let scale = scale(&form(Instrument::Phq, &format!("00000000{points}")));
        assert_eq!(scale.speaks_of_self_harm(), points > 0);
        let due = scale.follow_up(today());
        assert_eq!(due.is_some(), points > 0);
        assert!(due.is_none_or(|due| due.step == Step::FollowUp && due.on == today() + Days::new(FOLLOW_UP_DAYS)));
    }
    let worry = ScaleForm { q9: "3".into(), ..form(Instrument::Gad, "3333333") };
    assert!(!scale(&worry).speaks_of_self_harm(), "it has no such item");
}

#[test]
fn what_was_never_offered_is_refused_beside_its_item() {
    for wrong in ["4", "9", "-1", "+1", "1 ", "٣", "１", "zero"] {
        let wrong = ScaleForm { q2: wrong.into(), ..form(Instrument::Phq, "0") };
        let problems = wrong.check(today()).err().expect("never offered");
        assert_eq!(problems.of("q2"), Some(Problem::NotAChoice));
    }
    assert!(form(Instrument::AuditC, "444").check(today()).is_ok());
    let strange = ScaleForm { scale: "phq9".into(), sex: "x".into(), ..ScaleForm::default() };
    let problems = strange.check(today()).err().expect("all of it is wrong");
    for (field, problem) in
        [("scale", Problem::NotAChoice), ("sex", Problem::NotAChoice), ("taken_on", Problem::Missing)]
    {
        assert_eq!(problems.of(field), Some(problem), "{field}");
    }
    let tomorrow = ScaleForm { taken_on: "26/11/2026".into(), ..form(Instrument::Phq, "00") };
    assert_eq!(tomorrow.check(today()).err().expect("not yet").of("taken_on"), Some(Problem::DateInFuture));
}

#[test]
fn what_was_recorded_comes_back_into_the_form() {
    for (instrument, answers, stopped) in [
        (Instrument::Phq, "01", ""),
        (Instrument::Phq, "012301230", ""),
        (Instrument::Phq, "21......1", "yes"),
        (Instrument::Gad, "3011223", ""),
        (Instrument::AuditC, "412", ""),
    ] {
        let (stopped, note) = (stopped.into(), "Chị kể\nvề đêm qua".into());
        let first = scale(&ScaleForm { stopped, note, ..form(instrument, answers) });
        let again = scale(&ScaleForm::of(&first));
        assert_eq!(again.answers(), first.answers(), "{answers}");
        assert_eq!((again.taken_on, again.version()), (first.taken_on, first.version()));
        assert_eq!(again.note, first.note);
    }
}
