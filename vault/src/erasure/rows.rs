//! Every row that leads to a case. A table that is added and leads to one must be added here: the test below reads the
//! migrations and fails until it is.

use crate::engine::{Writing, change};
use crate::error::Result;
use domain::erasure::Erased;
use domain::id::CaseId;
use std::collections::BTreeMap;

/// How many rows of each kind went.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<Erased, i64>);

impl Counts {
    pub(super) fn add(&mut self, what: Erased, rows: u64) {
        *self.0.entry(what).or_default() += i64::try_from(rows).unwrap_or(i64::MAX);
    }

    pub(super) fn all(self) -> impl Iterator<Item = (Erased, i64)> {
        self.0.into_iter().filter(|(_, quantity)| *quantity > 0)
    }
}

/// Deletes everything of a case, what refers to a row before the row it refers to.
pub(crate) async fn erase(writing: &mut Writing, case: CaseId) -> Result<Counts> {
    let mut counts = Counts::default();
    let id = case.0;
    let gone = change!(writing.conn(), "delete from drafts where case_id = $1", id)?;
    counts.add(Erased::Drafts, gone);
    // The number of a form leads to what it made.
    let gone = change!(
        writing.conn(),
        "delete from submissions where made = $1 or made in (select id from counsellings where case_id = $1) \
         or made in (select id from referrals where case_id = $1) or made in (select id from consents where case_id = $1) \
         or made in (select id from rights_requests where case_id = $1) or made in (select party_id from cards where case_id = $1) \
         or made in (select id from emergencies where case_id = $1) \
         or made in (select id from scales where case_id = $1) or made in (select id from intakes where case_id = $1) \
         or made in (select id from need_steps where case_id = $1) or made in (select id from need_words where case_id = $1) \
         or made in (select id from risks where case_id = $1) or made in (select id from snoozes where case_id = $1) \
         or made in (select id from closures where case_id = $1) \
         or made in (select id from care_plans where case_id = $1) or made in (select id from care_plan_marks where case_id = $1) \
         or made in (select id from safety_plans where case_id = $1) or made in (select id from incidents where case_id = $1) \
         or made in (select id from merges where carried_id = $1 or carrying_id = $1) \
         or made in (select id from transfers where case_id = $1) or made in (select id from coded_plans where case_id = $1) \
         or made in (select party_id from slips where referral_id in (select id from referrals where case_id = $1)) \
         or made in (select id from sealed_notes where case_id = $1) or made in (select id from hiv_facts where case_id = $1) \
         or made in (select id from compartment_entries where case_id = $1) \
         or made in (select id from shared_results where case_id = $1)",
        id
    )?;
    counts.add(Erased::Drafts, gone);
    // Counted with what staff wrote for themselves: a certificate does not say that there were sealed ones.
    let gone = change!(writing.conn(), "delete from sealed_notes where case_id = $1", id)?;
    counts.add(Erased::Drafts, gone);
    let gone = change!(
        writing.conn(),
        "delete from rights_extensions where request_id in (select id from rights_requests where case_id = $1)",
        id
    )?;
    counts.add(Erased::Requests, gone);
    let gone = change!(
        writing.conn(),
        "delete from rights_steps where request_id in (select id from rights_requests where case_id = $1)",
        id
    )?;
    counts.add(Erased::Requests, gone);
    let gone = change!(writing.conn(), "delete from rights_requests where case_id = $1", id)?;
    counts.add(Erased::Requests, gone);
    // What partners wrote and told back goes with what they were sent; a certificate does not say that there was any.
    let gone = change!(writing.conn(), "delete from shared_results where case_id = $1", id)?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(writing.conn(), "delete from compartment_entries where case_id = $1", id)?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(writing.conn(), "delete from compartments where case_id = $1", id)?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(
        writing.conn(),
        "delete from card_days where referral_id in (select id from referrals where case_id = $1)",
        id
    )?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(
        writing.conn(),
        "delete from progress where referral_id in (select id from referrals where case_id = $1)",
        id
    )?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(
        writing.conn(),
        "delete from stop_notices where referral_id in (select id from referrals where case_id = $1) \
         or consent_id in (select id from consents where case_id = $1)",
        id
    )?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(
        writing.conn(),
        "delete from referral_reports where referral_id in (select id from referrals where case_id = $1)",
        id
    )?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(
        writing.conn(),
        "delete from slip_ends where party_id in (select party_id from slips \
         join referrals on referrals.id = slips.referral_id where referrals.case_id = $1)",
        id
    )?;
    counts.add(Erased::Keys, gone);
    // What is left in slip_codes leads nowhere now, as with the numbers of cards.
    let gone = change!(
        writing.conn(),
        "delete from slips where referral_id in (select id from referrals where case_id = $1)",
        id
    )?;
    counts.add(Erased::Keys, gone);
    let gone = change!(
        writing.conn(),
        "delete from referral_events where referral_id in (select id from referrals where case_id = $1)",
        id
    )?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(
        writing.conn(),
        "delete from wraps where data_key_id in (select id from data_keys where case_id = $1) \
         or consent_id in (select id from consents where case_id = $1)",
        id
    )?;
    counts.add(Erased::Keys, gone);
    // Counted with the keys: a certificate does not say that there was something about HIV.
    let gone = change!(writing.conn(), "delete from hiv_facts where case_id = $1", id)?;
    counts.add(Erased::Keys, gone);
    let gone = change!(
        writing.conn(),
        "delete from hiv_consents where consent_id in (select id from consents where case_id = $1)",
        id
    )?;
    counts.add(Erased::Keys, gone);
    let gone = change!(writing.conn(), "delete from consents where case_id = $1 and purpose = 'hiv'", id)?;
    counts.add(Erased::Keys, gone);
    // What is left in card_codes and withdrawal_codes, when nobody could open the label that leads there, leads nowhere now.
    let gone = change!(
        writing.conn(),
        "delete from card_ends where party_id in (select party_id from cards where case_id = $1)",
        id
    )?;
    counts.add(Erased::Keys, gone);
    let gone = change!(writing.conn(), "delete from cards where case_id = $1", id)?;
    counts.add(Erased::Keys, gone);
    let gone = change!(
        writing.conn(),
        "delete from parties where kind = 'card' and not exists (select 1 from cards where cards.party_id = parties.id)"
    )?;
    counts.add(Erased::Keys, gone);
    let gone = change!(
        writing.conn(),
        "delete from parties where kind = 'slip' and not exists (select 1 from slips where slips.party_id = parties.id)"
    )?;
    counts.add(Erased::Keys, gone);
    let gone = change!(
        writing.conn(),
        "delete from emergency_alerts where emergency_id in (select id from emergencies where case_id = $1)",
        id
    )?;
    counts.add(Erased::Emergencies, gone);
    let gone = change!(
        writing.conn(),
        "delete from emergency_words where emergency_id in (select id from emergencies where case_id = $1)",
        id
    )?;
    counts.add(Erased::Emergencies, gone);
    let gone = change!(
        writing.conn(),
        "delete from emergency_reviews where emergency_id in (select id from emergencies where case_id = $1)",
        id
    )?;
    counts.add(Erased::Emergencies, gone);
    let gone = change!(writing.conn(), "delete from emergencies where case_id = $1", id)?;
    counts.add(Erased::Emergencies, gone);
    let gone = change!(writing.conn(), "delete from referrals where case_id = $1", id)?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(writing.conn(), "delete from note_reviews where case_id = $1", id)?;
    counts.add(Erased::Counsellings, gone);
    let gone = change!(writing.conn(), "delete from note_picks where case_id = $1", id)?;
    counts.add(Erased::Counsellings, gone);
    let gone = change!(writing.conn(), "delete from counsellings where case_id = $1", id)?;
    counts.add(Erased::Counsellings, gone);
    // A correction and what it replaces go in one statement, as they refer to each other.
    let gone = change!(writing.conn(), "delete from scales where case_id = $1", id)?;
    counts.add(Erased::Scales, gone);
    let gone = change!(writing.conn(), "delete from reopenings where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(writing.conn(), "delete from closures where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(writing.conn(), "delete from snoozes where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(writing.conn(), "delete from risks where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(writing.conn(), "delete from need_words where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(writing.conn(), "delete from need_steps where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(writing.conn(), "delete from promotions where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(writing.conn(), "delete from intakes where case_id = $1", id)?;
    counts.add(Erased::Work, gone);
    let gone = change!(
        writing.conn(),
        "delete from coded_plan_ends where coded_plan_id in (select id from coded_plans where case_id = $1)",
        id
    )?;
    counts.add(Erased::Plans, gone);
    let gone = change!(writing.conn(), "delete from coded_plans where case_id = $1", id)?;
    counts.add(Erased::Plans, gone);
    let gone = change!(
        writing.conn(),
        "delete from care_plan_decisions where care_plan_id in (select id from care_plans where case_id = $1)",
        id
    )?;
    counts.add(Erased::Plans, gone);
    let gone = change!(
        writing.conn(),
        "delete from care_plan_requests where care_plan_id in (select id from care_plans where case_id = $1)",
        id
    )?;
    counts.add(Erased::Plans, gone);
    let gone = change!(writing.conn(), "delete from care_plan_marks where case_id = $1", id)?;
    counts.add(Erased::Plans, gone);
    let gone = change!(writing.conn(), "delete from care_plans where case_id = $1", id)?;
    counts.add(Erased::Plans, gone);
    let gone = change!(writing.conn(), "delete from safety_plans where case_id = $1", id)?;
    counts.add(Erased::Plans, gone);
    // Counted with the sessions: a certificate does not say that something was done to her.
    let gone = change!(writing.conn(), "delete from incidents where case_id = $1", id)?;
    counts.add(Erased::Counsellings, gone);
    let gone = change!(
        writing.conn(),
        "delete from transfer_keys where transfer_id in (select id from transfers where case_id = $1)",
        id
    )?;
    counts.add(Erased::Keys, gone);
    let gone = change!(
        writing.conn(),
        "delete from transfer_ends where transfer_id in (select id from transfers where case_id = $1)",
        id
    )?;
    counts.add(Erased::Referrals, gone);
    let gone = change!(writing.conn(), "delete from transfers where case_id = $1", id)?;
    counts.add(Erased::Referrals, gone);
    // Whoever is left of two that were compared, or made one, stands for herself.
    let gone = change!(writing.conn(), "delete from told_apart where one_id = $1 or other_id = $1", id)?;
    counts.add(Erased::Personal, gone);
    let gone = change!(
        writing.conn(),
        "delete from merge_ends where merge_id in (select id from merges where carried_id = $1 or carrying_id = $1)",
        id
    )?;
    counts.add(Erased::Personal, gone);
    let gone = change!(writing.conn(), "delete from merges where carried_id = $1 or carrying_id = $1", id)?;
    counts.add(Erased::Personal, gone);
    let gone = change!(writing.conn(), "delete from labels where case_id = $1", id)?;
    counts.add(Erased::Personal, gone);
    let gone = change!(writing.conn(), "delete from identities where case_id = $1", id)?;
    counts.add(Erased::Personal, gone);
    let gone = change!(writing.conn(), "delete from safe_contacts where case_id = $1", id)?;
    counts.add(Erased::Personal, gone);
    let gone = change!(writing.conn(), "delete from client_edits where case_id = $1", id)?;
    counts.add(Erased::Personal, gone);
    // A withdrawal and what it ends go in one statement, as they refer to each other.
    let gone = change!(writing.conn(), "delete from consents where case_id = $1", id)?;
    counts.add(Erased::Consents, gone);
    let gone = change!(writing.conn(), "delete from cover_ends where case_id = $1", id)?;
    counts.add(Erased::Assignments, gone);
    let gone = change!(writing.conn(), "delete from cover_cases where case_id = $1", id)?;
    counts.add(Erased::Assignments, gone);
    let gone = change!(writing.conn(), "delete from data_keys where case_id = $1", id)?;
    counts.add(Erased::Keys, gone);
    let gone = change!(
        writing.conn(),
        "delete from assignment_ends where assignment_id in (select id from assignments where case_id = $1)",
        id
    )?;
    counts.add(Erased::Assignments, gone);
    let gone = change!(writing.conn(), "delete from assignments where case_id = $1", id)?;
    counts.add(Erased::Assignments, gone);
    // With the row goes the audit key: from now on nobody can say which events were hers (decision 0008).
    let gone = change!(writing.conn(), "delete from cases where id = $1", id)?;
    counts.add(Erased::Case, gone);
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// Every table whose rows lead to a case, by its references or by a column of that name.
    fn leading_to_a_case() -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/postgres");
        let mut files: Vec<_> =
            std::fs::read_dir(folder).expect("the migrations").map(|file| file.expect("readable").path()).collect();
        files.sort();
        let mut refers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in files {
            let mut table = String::new();
            for line in std::fs::read_to_string(&file).expect("readable").lines() {
                if let Some(rest) = line.strip_prefix("create table ").or_else(|| line.strip_prefix("alter table ")) {
                    table = rest.split([' ', '(']).next().unwrap_or_default().to_owned();
                    refers.entry(table.clone()).or_default();
                }
                if let Some((_, rest)) = line.split_once(" references ") {
                    let other = rest.split([' ', '(']).next().unwrap_or_default().to_owned();
                    refers.entry(table.clone()).or_default().push(other);
                }
                if line.trim_start().starts_with("case_id ") {
                    refers.entry(table.clone()).or_default().push("cases".to_owned());
                }
            }
        }
        let mut found = BTreeSet::from(["cases".to_owned()]);
        loop {
            let more: Vec<_> = refers
                .iter()
                .filter(|(table, others)| !found.contains(*table) && others.iter().any(|other| found.contains(other)))
                .map(|(table, _)| table.clone())
                .collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }

    #[test]
    fn every_table_that_leads_to_a_case_is_erased_from() {
        let tables = leading_to_a_case();
        assert!(tables.len() >= 15 && tables.contains("referral_events"), "{tables:?}");
        let (rows, sweep) = (include_str!("rows.rs"), include_str!("../engine/postgres.rs"));
        for table in tables {
            assert!(rows.contains(&format!("\"delete from {table} where")), "{table} keeps rows of an erased case");
            assert!(sweep.contains(&format!(" {table}")), "the space of {table} is not swept");
        }
    }
}
