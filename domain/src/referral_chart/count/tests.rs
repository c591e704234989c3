use super::{Took, days_by_service, median, not_completed, told_by_service, whole, why_declined};
use crate::referral::{DeclineReason, ReferralState, Service};
use crate::referral_chart::Course;
use crate::referral_chart::tests::course;

fn served(days: u64) -> Course {
    course(&[(ReferralState::Issued, 0), (ReferralState::Served, days)])
}

#[test]
fn the_middle() {
    assert_eq!(median(vec![9, 1, 4]), Some(4));
    assert_eq!(median(vec![1, 4]), Some(4));
    assert_eq!(median(vec![]), None);
}

#[test]
fn days_are_told_in_full_of_ones_own_and_of_five_at_least_of_others() {
    let all: Vec<_> = [1, 2, 3, 7, 9].map(served).to_vec();
    let took = |days, count| Took { service: Service::CheckUp, days, count };
    assert_eq!(days_by_service(&all[..1], true), [took(1, 1)]);
    assert!(days_by_service(&all[..4], false).is_empty(), "four of others");
    assert_eq!(days_by_service(&all, false), [took(3, 5)]);
    assert!(days_by_service(&[course(&[(ReferralState::Issued, 0)])], true).is_empty(), "nobody was served yet");
}

#[test]
fn what_ended_otherwise_is_counted_by_its_state_and_what_goes_on_is_not() {
    let missed = course(&[(ReferralState::Issued, 0), (ReferralState::NoShow, 1)]);
    let counted = not_completed(&[served(1), missed]);
    assert!(counted.contains(&(ReferralState::NoShow, 1)) && counted.contains(&(ReferralState::Declined, 0)));
    for state in [ReferralState::Completed, ReferralState::Issued, ReferralState::Attended] {
        assert!(counted.iter().all(|(other, _)| *other != state), "{state:?}");
    }
}

#[test]
fn reasons_are_counted_where_there_is_one() {
    assert_eq!(why_declined(&[served(1)]), None);
    let declined = Course { declined: Some(DeclineReason::NoRoom), ..served(1) };
    let counted = why_declined(&[declined.clone(), declined]).expect("two were declined");
    assert_eq!(counted.len(), DeclineReason::ALL.len());
    assert!(counted.contains(&(DeclineReason::NoRoom, 2)));
}

#[test]
fn the_whole_and_what_is_told_of_others() {
    assert_eq!(whole(&[]), [0; 5]);
    let all: Vec<_> = [1; 5].map(served).to_vec();
    assert_eq!(whole(&all), [5, 5, 5, 5, 0]);
    assert!(told_by_service(&all[..4]).is_empty(), "four would be found");
    assert_eq!(told_by_service(&all), [(Service::CheckUp, [Some(5), Some(5), Some(5), Some(5), Some(0)])]);
}
