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
mod tests;
