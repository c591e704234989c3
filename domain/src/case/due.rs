use super::{Label, NextStep};
use chrono::NaiveDate;

impl Label {
    /// What is due in a case: what is to be done first, once its day has come.
    #[must_use]
    pub fn due(&self, today: NaiveDate) -> Option<NextStep> {
        self.first_due().filter(|next| next.on <= today)
    }
}

/// The cases in which something is due, each with what: the earliest day first; of one day the most pressing level of risk, and
/// after all that are judged those that are not.
#[must_use]
pub fn due_first<K: Copy>(cases: &[(K, Label)], today: NaiveDate) -> Vec<(NextStep, K, &Label)> {
    let due = cases.iter().filter_map(|(case, label)| label.due(today).map(|next| (next, *case, label)));
    let mut due: Vec<_> = due.collect();
    due.sort_by_key(|(next, _, label)| (next.on, label.risk.is_none(), label.risk));
    due
}

#[cfg(test)]
mod tests {
    use super::due_first;
    use crate::case::{Label, NextStep, Step};
    use crate::risk::RiskLevel;
    use chrono::NaiveDate;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn label(on: u32, risk: Option<RiskLevel>) -> Label {
        Label { next: Some(NextStep { step: Step::Session, on: day(on) }), risk, ..Label::bare("Hoa Ban") }
    }

    #[test]
    fn what_is_to_come_is_not_due() {
        assert_eq!(label(23, None).due(day(23)).map(|next| next.on), Some(day(23)));
        assert_eq!(label(24, None).due(day(23)), None);
        assert_eq!(Label { next: None, ..label(1, None) }.due(day(23)), None);
    }

    #[test]
    fn the_earliest_first_then_the_most_pressing_and_who_is_not_judged_last() {
        let cases = [
            ('a', label(23, None)),
            ('b', label(23, Some(RiskLevel::Low))),
            ('c', label(23, Some(RiskLevel::Urgent))),
            ('d', label(22, None)),
            ('e', label(24, Some(RiskLevel::Urgent))),
        ];
        let order: String = due_first(&cases, day(23)).into_iter().map(|(_, case, _)| case).collect();
        assert_eq!(order, "dcba");
    }
}
