use super::Database;
use crate::error::Result;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use std::time::Duration;

/// Connections one node may hold.
const CONNECTIONS: u32 = 10;

pub(super) async fn open(url: &str) -> Result<Database> {
    let pool =
        PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(10)).connect(url).await?;
    sqlx::migrate!("../migrations/postgres").run(&pool).await?;
    Ok(Database::Postgres(pool))
}

/// Every table that loses rows when a case is erased (`erasure/rows.rs` checks that none is missing).
const SWEPT: &str = "vacuum cases, data_keys, wraps, labels, identities, safe_contacts, assignments, consents, counsellings, scales, \
    referrals, referral_events, stop_notices, drafts, submissions, contacts, rights_requests, rights_steps, rights_extensions, \
    cards, card_ends, card_codes, withdrawal_codes, parties, assignment_ends, emergencies, emergency_alerts, emergency_words, emergency_reviews, \
    cover_cases, cover_ends, note_picks, note_reviews, sealed_notes, hiv_consents, hiv_facts, client_edits, \
     intakes, need_steps, need_words, risks, snoozes, closures, reopenings, care_plans, care_plan_requests, \
     care_plan_decisions, care_plan_marks, safety_plans, incidents, told_apart, merges, merge_ends, \
     compartments, compartment_entries, progress, shared_results";

/// Gives the space of deleted rows back. Not within a transaction.
pub(super) async fn sweep(pool: &PgPool) -> Result<bool> {
    sqlx::query(SWEPT).execute(pool).await?;
    Ok(true)
}
