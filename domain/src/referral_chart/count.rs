use super::suppress::{shown_alone, suppressed};
use super::{Course, Funnel, STEPS, Shown, funnels};
use crate::referral::{DeclineReason, ReferralState, Service};

/// The funnel of all of them.
#[must_use]
pub fn whole(courses: &[Course]) -> Funnel {
    funnels(courses, |_| ()).pop().map(|((), funnel)| funnel).unwrap_or_default()
}

/// How long it took until somebody was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Took {
    /// With what.
    pub service: Service,
    /// The middle of the days.
    pub days: i64,
    /// Of how many.
    pub count: usize,
}

/// The middle of some numbers of days, the later of two middles; `None` of none.
fn median(mut days: Vec<i64>) -> Option<i64> {
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}

/// The days it took, by service, those with most referrals first; where somebody was served. Those of others, not shown `in_full`,
/// only where it is the middle of enough.
#[must_use]
pub fn days_by_service(courses: &[Course], in_full: bool) -> Vec<Took> {
    let of = |service: Service| courses.iter().filter(move |course| course.service == service);
    funnels(courses, |course| course.service)
        .into_iter()
        .filter_map(|(service, _)| {
            let took: Vec<_> = of(service).filter_map(Course::days_to_service).collect();
            let count = took.len();
            let told = in_full || shown_alone(count).is_some();
            Some(Took { service, days: median(took).filter(|_| told)?, count })
        })
        .collect()
}

/// How many stand in each state in which one can be that was not completed: ended another way, or waiting for who did not come.
#[must_use]
pub fn not_completed(courses: &[Course]) -> Vec<(ReferralState, usize)> {
    let stand = |state: ReferralState| courses.iter().filter(|course| course.state == state).count();
    let ended = |state: &ReferralState| {
        let over = !state.is_open() || state.shuts_receiver_out() || *state == ReferralState::NoShow;
        over && *state != ReferralState::Completed
    };
    ReferralState::ALL.iter().copied().filter(ended).map(|state| (state, stand(state))).collect()
}

/// How many were declined for each reason; `None` where nobody gave one.
#[must_use]
pub fn why_declined(courses: &[Course]) -> Option<Vec<(DeclineReason, usize)>> {
    let why = |reason: DeclineReason| courses.iter().filter(|course| course.declined == Some(reason)).count();
    let any = courses.iter().any(|course| course.declined.is_some());
    any.then(|| DeclineReason::ALL.iter().map(|reason| (*reason, why(*reason))).collect())
}

/// How far those of others came, by service, with what must not be seen left out; a row without a single number would only say
/// that there are some.
#[must_use]
pub fn told_by_service(courses: &[Course]) -> Vec<(Service, [Shown; STEPS])> {
    let all = funnels(courses, |course| course.service);
    let shown = suppressed(&all.iter().map(|(_, funnel)| *funnel).collect::<Vec<_>>());
    let told = all.into_iter().map(|(service, _)| service).zip(shown);
    told.filter(|(_, cells)| cells.iter().any(Option::is_some)).collect()
}

#[cfg(test)]
mod tests {
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
}
