use super::{Feedback, FeedbackForm, FeedbackReason, Opinion};

#[test]
fn feedback_is_one_to_five_with_a_reason() {
    let said = |points: &str| FeedbackForm { points: points.into(), reason: "kind".into() }.check();
    assert!((1..=5).all(|points| said(&points.to_string()).is_ok()));
    assert!(["0", "6", "", "a"].iter().all(|points| said(points).is_err()));
}

const fn said(points: u8, reason: FeedbackReason, count: usize) -> (Feedback, usize) {
    (Feedback { points, reason }, count)
}

#[test]
fn four_say_nothing_and_five_say_their_mean() {
    assert_eq!(Opinion::of([]), None);
    assert_eq!(Opinion::of([said(5, FeedbackReason::Kind, 4)]), None);
    let five = Opinion::of([said(5, FeedbackReason::Kind, 2), said(4, FeedbackReason::Kind, 3)]);
    assert_eq!(five, Some(Opinion { tenths: 44, reasons: vec![FeedbackReason::Kind] }));
    let rounded = Opinion::of([said(3, FeedbackReason::Quick, 4), said(4, FeedbackReason::Kind, 2)]);
    assert_eq!(rounded.map(|opinion| opinion.tenths), Some(33), "twenty points of six");
}

#[test]
fn a_reason_of_few_is_not_told() {
    let opinion = Opinion::of([said(2, FeedbackReason::LongWait, 5), said(1, FeedbackReason::Attitude, 4)]);
    assert_eq!(opinion.map(|opinion| opinion.reasons), Some(vec![FeedbackReason::LongWait]));
}
