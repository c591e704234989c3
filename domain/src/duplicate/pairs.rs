use super::{Likeness, Traits};
use crate::case::Label;
use std::collections::{BTreeSet, HashMap};

/// Two cases that may be of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair<Id> {
    /// The one with the smaller id.
    pub one: Id,
    /// The other.
    pub other: Id,
    /// Why.
    pub likeness: Likeness,
}

/// The likely pairs among these cases, the likeliest first. Never a case with itself, never a pair twice.
#[must_use]
pub fn likely<Id: Copy + Ord>(cases: &[(Id, &Label)]) -> Vec<Pair<Id>> {
    let traits: Vec<_> = cases.iter().map(|(id, label)| (*id, Traits::of(label))).collect();
    let mut meeting: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, (_, traits)) in traits.iter().enumerate() {
        for key in traits.keys() {
            meeting.entry(key).or_default().push(at);
        }
    }
    let mut met = BTreeSet::new();
    for together in meeting.values() {
        for (nth, one) in together.iter().enumerate() {
            met.extend(together[nth + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let mut pairs: Vec<_> = met
        .into_iter()
        .filter(|(one, other)| traits[*one].0 != traits[*other].0)
        .map(|(one, other)| {
            let ((one, first), (other, second)) = (&traits[one], &traits[other]);
            Pair { one: *one.min(other), other: *one.max(other), likeness: first.compare(second) }
        })
        .filter(|pair| pair.likeness.is_likely())
        .collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.likeness.score()), pair.one, pair.other));
    pairs.dedup_by_key(|pair| (pair.one, pair.other));
    pairs
}

impl Traits<'_> {
    /// Two labels with anything in common share one of these: a name meets an alias too.
    fn keys(&self) -> BTreeSet<String> {
        let names = self.name.iter().chain(&self.alias).flat_map(super::name::Name::keys);
        let codes = self.codes().map(|code| format!("code {code}"));
        names.chain(self.tail.map(|tail| format!("tail {tail}"))).chain(codes).collect()
    }
}
