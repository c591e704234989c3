//! Fuzz targets for what strangers can type, scan or send: nothing breaks off, and what is read is written back the same.
//! Random texts, and good ones with a few characters changed, for those come furthest into a parser.

use crate::audit::{CaseTag, Checkpoint, PublicKey};
use crate::card::{CardCode, Pin};
use crate::case::OpeningForm;
use crate::client::{ClientCode, Phone, StandInCode};
use crate::closure::ClosureForm;
use crate::consent::{EvidenceForm, Purpose, RenewalForm, WithdrawalForm};
use crate::contact::ContactForm;
use crate::counselling::CounsellingForm;
use crate::date::{display, parse_date};
use crate::id::SubmissionId;
use crate::intake::IntakeForm;
use crate::needs::{Board, NeedForm};
use crate::referral::{OutcomeForm, ReferralForm};
use crate::rights::AskedForm;
use crate::risk::{RiskForm, SnoozeForm};
use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};

const CASES: u32 = 2_000;

fn now() -> DateTime<Utc> {
    "2026-11-24T02:00:00Z".parse().expect("a time")
}

/// Any text, text of the kind that is wanted, and a good one with characters changed, put in or left out.
fn texts(alphabet: &'static str, good: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), any::<char>(), 0..3_u8);
    let changed = (good, prop::collection::vec(change, 0..4)).prop_map(|(good, changes)| {
        let mut text: Vec<char> = good.chars().collect();
        for (at, new, how) in changes {
            let place = at.index(text.len() + 1);
            match how {
                0 => text.insert(place, new),
                1 if place < text.len() => text[place] = new,
                _ if place < text.len() => _ = text.remove(place),
                _ => text.push(new),
            }
        }
        text.into_iter().collect()
    });
    prop_oneof![1 => any::<String>(), 1 => alphabet, 3 => changed]
}

fn card() -> impl Strategy<Value = String> {
    any::<[u8; 16]>().prop_map(|bytes| CardCode::from_random(bytes).grouped())
}

fn client() -> impl Strategy<Value = String> {
    any::<[u8; 8]>().prop_map(|bytes| ClientCode::from_random(bytes).to_string())
}

fn stand_in() -> impl Strategy<Value = String> {
    any::<[u8; 8]>().prop_map(|bytes| StandInCode::from_random(bytes).to_string())
}

fn checkpoint() -> impl Strategy<Value = String> {
    (any::<[u8; 32]>(), any::<i32>(), any::<i32>()).prop_map(|(hash, number, events)| {
        let hex = crate::audit::hex::write(&hash);
        format!("CHECKPOINT-1 {number} {events} {hex} 2026-11-24T02:00:00.000000Z {hex}{hex}")
    })
}

/// Any text in one of the fields of a form, the rest as it is handed out.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::sample::select(&["yes", "signature", "vi", "call", "sti_screening", "24/11/2026", "erase", "paper"][..])
            .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn card_code(text in texts("[0-9 .-]{0,24}", card())) {
        if let Ok(code) = CardCode::parse(&text) {
            assert_eq!(CardCode::parse(&code.grouped()).map(|again| again.digits().to_owned()), Ok(code.digits().to_owned()));
        }
    }

    #[test]
    fn pin(text in texts("[0-9 ]{0,9}", "[0-9]{6}")) {
        // Whoever may choose it can type it again.
        assert!(Pin::choose(&text).is_err() || Pin::parse(&text).is_ok());
    }

    #[test]
    fn client_code(text in texts("[KkHh0-9A-Za-z -]{0,16}", client())) {
        if let Ok(code) = ClientCode::parse(&text) {
            assert_eq!(ClientCode::parse(code.as_str()), Ok(code.clone()));
            // A client's code is never taken for a stand-in's.
            assert!(StandInCode::parse(&text).is_err());
        }
    }

    #[test]
    fn stand_in_code(text in texts("[YyKk0-9A-Za-z -]{0,16}", stand_in())) {
        if let Ok(code) = StandInCode::parse(&text) {
            assert_eq!(StandInCode::parse(code.as_str()), Ok(code.clone()));
            assert!(ClientCode::parse(&text).is_err());
        }
    }

    #[test]
    fn phone(text in texts("[0-9+(). -]{0,20}", "0[35789][0-9]{8}")) {
        if let Ok(phone) = Phone::parse(&text) {
            assert!(Phone::parse(phone.as_str()).is_ok_and(|again| again == phone));
            assert!(Phone::parse(&phone.display()).is_ok_and(|again| again == phone));
        }
    }

    #[test]
    fn date(text in texts("[0-9/. -]{0,12}", "[0-3][0-9]/[01][0-9]/20[0-9]{2}")) {
        if let Ok(Some(day)) = parse_date(&text) {
            assert_eq!(parse_date(&display(day)), Ok(Some(day)));
        }
    }

    #[test]
    fn checkpoint_line(text in texts("[0-9A-F -]{0,64}", checkpoint())) {
        if let Ok(read) = text.parse::<Checkpoint>() {
            // What is finer than a microsecond is not printed, and so not signed.
            let printed = read.to_string();
            assert!(printed.parse::<Checkpoint>().is_ok_and(|again| again.to_string() == printed));
        }
        let _lines = Checkpoint::read_all(&text);
    }

    /// The officer's key of checkpoints, and the tag of a case.
    #[test]
    fn hexadecimal(text in texts("[0-9a-fA-F ]{30,66}", "[0-9A-F]{32}|[0-9A-F]{64}")) {
        assert!(text.parse::<PublicKey>().map_or(true, |key| key.to_string().eq_ignore_ascii_case(text.trim())));
        if let Ok(tag) = CaseTag::parse(&text) {
            assert!(CaseTag::parse(&tag.to_string()).is_ok_and(|again| again.0 == tag.0));
        }
    }

    /// The number of a form, and the ids of addresses.
    #[test]
    fn form_number(text in texts("[0-9a-f-]{30,40}", Just("0190b6d2-0000-7000-8000-000000000007".to_owned()))) {
        if let Ok(number) = text.parse::<SubmissionId>() {
            assert_eq!(number.to_string().parse(), Ok(number));
        }
    }

    /// Every form takes any words in any of its fields: a checked value, or problems, and nothing else.
    #[test]
    fn forms(words in prop::collection::vec(typed(), 8)) {
        let word = |at: usize| words[at].clone();
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let evidence = EvidenceForm {
            method: word(0),
            language: word(1),
            witness: word(2),
            told_sensitive: word(3),
            understood: word(4),
            ..EvidenceForm::blank()
        };
        let opening = OpeningForm {
            alias: word(5),
            name: word(6),
            phone: word(7),
            channel: word(0),
            hours: word(1),
            cover_story: word(2),
            services: word(3),
            processing: word(4),
            emergency: word(5),
            intake: IntakeForm { danger: word(0), exposure: word(1), under_18: word(2), self_harm: word(3) },
            evidence: evidence.clone(),
        };
        let _answered = opening.check(&word(2));
        let need = NeedForm { domains: words.clone(), stage: word(0), on: word(1), urgency: word(2), wish: word(3) };
        let _answered = need.check(&Board::default(), today);
        let _answered = RiskForm { level: word(0), reason: word(1) }.check();
        let _answered = SnoozeForm { days: word(0), reason: word(1) }.check(None, today);
        let closure = ClosureForm { reason: word(0), checks: words.clone(), ended_on: word(1), tries: word(2), last_heard_on: word(3), words: word(4) };
        let _answered = closure.check(today);
        let renewal = RenewalForm { answer: word(5), until: word(6), evidence };
        let _answered = renewal.check(Purpose::Processing, &word(2), now());
        let _answered = WithdrawalForm { extent: word(0), segments: words.clone() }.check();
        let contact = ContactForm { place: word(0), whom: word(1), code: word(2), people: word(3), topics: words.clone(), ..ContactForm::default() };
        let _answered = contact.check(today, |_| true);
        let session = CounsellingForm { kind: word(0), held_on: word(1), issues: words.clone(), agreed: word(2), services: words.clone(), next_on: word(3), people: word(4), ..CounsellingForm::default() };
        let _answered = session.check(today);
        let referral = ReferralForm { service: word(0), receiver: word(1), urgency: word(2), needs: words.clone(), fields: words.clone() };
        let _answered = referral.check();
        let outcome = OutcomeForm { arrival: word(0), services: words.clone(), next_on: word(1), declined: word(2), stopped: word(3) };
        let _answered = outcome.check(today);
        let _answered = AskedForm { right: word(0), via: word(1), received_on: word(2), words: word(3) }.check(today);
    }
}
