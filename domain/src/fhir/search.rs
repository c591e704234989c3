//! The search for Tasks: by status and by when they last moved, in pages.

use super::task::task;
use super::told::Told;
use super::why::{Issue, Why};
use crate::referral::ReferralState;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// Most Tasks on one page.
pub const PAGE_MAX: usize = 50;

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    statuses: Vec<&'static str>,
    /// The earliest `lastUpdated`, and whether it is included.
    since: Option<(DateTime<Utc>, bool)>,
    count: Option<usize>,
    offset: usize,
}

impl Search {
    /// Reads the parameters. One that is not known is not passed over: an answer to another question than was asked is
    /// worse than none.
    ///
    /// # Errors
    /// One issue for each that is wrong.
    pub fn read<'a>(parameters: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Issue>> {
        let mut search = Self::default();
        let mut issues = Vec::new();
        for (name, value) in parameters {
            let taken = match name {
                "status" => search.read_statuses(value),
                "_lastUpdated" => search.read_since(value),
                "_count" => {
                    value.parse().ok().filter(|count| (1..=PAGE_MAX).contains(count)).map(|n| search.count = Some(n))
                }
                "_offset" => value.parse().ok().map(|offset| search.offset = offset),
                _ => None,
            };
            if taken.is_none() {
                let known = ["status", "_lastUpdated", "_count", "_offset"].contains(&name);
                issues.push(Issue::at(if known { format!("http.{name}") } else { "http".into() }, Why::BadParameter));
            }
        }
        issues.truncate(4);
        if issues.is_empty() { Ok(search) } else { Err(issues) }
    }

    fn read_statuses(&mut self, value: &str) -> Option<()> {
        for asked in value.split(',') {
            self.statuses.push(ReferralState::ALL.iter().map(|state| state.task_status()).find(|one| *one == asked)?);
        }
        Some(())
    }

    /// `ge` and `gt` with a moment of ours: what a system has read already is not read again, whatever its own clock says.
    fn read_since(&mut self, value: &str) -> Option<()> {
        let (included, moment) = match value.split_at_checked(2)? {
            ("ge", moment) => (true, moment),
            ("gt", moment) => (false, moment),
            _ => return None,
        };
        self.since = Some((DateTime::parse_from_rfc3339(moment).ok()?.to_utc(), included));
        Some(())
    }

    fn finds(&self, told: &Told) -> bool {
        // To the millisecond, as it is told.
        let updated = told.updated().timestamp_millis();
        let since = self.since.is_none_or(|(since, included)| {
            let since = since.timestamp_millis();
            if included { updated >= since } else { updated > since }
        });
        since && (self.statuses.is_empty() || self.statuses.contains(&told.state().task_status()))
    }

    fn link(&self, offset: usize) -> String {
        let mut link = format!("Task?_count={}&_offset={offset}", self.page());
        if !self.statuses.is_empty() {
            link.push_str(&format!("&status={}", self.statuses.join(",")));
        }
        if let Some((since, included)) = self.since {
            let prefix = if included { "ge" } else { "gt" };
            link.push_str(&format!("&_lastUpdated={prefix}{}", super::told::instant(since)));
        }
        link
    }

    fn page(&self) -> usize {
        self.count.unwrap_or(PAGE_MAX)
    }
}

/// The Bundle of what was found, the one that moved longest ago first, so that a system can go on from where it was.
#[must_use]
pub fn task_bundle(search: &Search, mut all: Vec<Told>) -> Value {
    all.retain(|told| search.finds(told));
    all.sort_by_key(|told| (told.updated(), told.id));
    let entries = all.iter().skip(search.offset).take(search.page()).map(|told| {
        json!({ "fullUrl": format!("urn:uuid:{}", told.id), "resource": task(told), "search": { "mode": "match" } })
    });
    let entries: Vec<_> = entries.collect();
    let next = search.offset.saturating_add(entries.len());
    let mut links = vec![json!({ "relation": "self", "url": search.link(search.offset) })];
    if next < all.len() && !entries.is_empty() {
        links.push(json!({ "relation": "next", "url": search.link(next) }));
    }
    let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset", "total": all.len(), "link": links });
    if !entries.is_empty() {
        bundle["entry"] = json!(entries);
    }
    bundle
}
