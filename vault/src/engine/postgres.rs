use super::{Database, KEPT_READY};
use crate::error::Result;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgConnection, PgPool};
use std::time::Duration;
use uuid::Uuid;

/// Connections one node may hold.
const CONNECTIONS: u32 = 10;

pub(super) async fn open(url: &str) -> Result<Database> {
    let options: PgConnectOptions = url.parse()?;
    // What one holds is found by its key, whoever asks: one plan is good for all, and making one takes longer than the work.
    // And a page that is fetched by its key costs little more than its neighbour, as on every disk of today.
    let options = options.options([("plan_cache_mode", "force_generic_plan"), ("random_page_cost", "1.1")]);
    let options = options.statement_cache_capacity(KEPT_READY);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options)
        .await?;
    sqlx::migrate!("../migrations/postgres").run(&pool).await?;
    Ok(Database::Postgres(pool))
}

/// Every table that loses rows when a case is erased (`erasure/rows.rs` checks that none is missing), and those whose rows go
/// with a withdrawal or an end elsewhere.
const SWEPT: &str = "vacuum cases, data_keys, wraps, labels, identities, safe_contacts, assignments, consents, counsellings, scales, \
    referrals, referral_events, referral_reports, slips, slip_ends, stop_notices, \
     drafts, submissions, calendar_feeds, contacts, rights_requests, rights_steps, rights_extensions, \
     cards, card_days, card_ends, card_codes, withdrawal_codes, parties, assignment_ends, emergencies, emergency_alerts, emergency_words, emergency_reviews, \
    cover_cases, cover_ends, note_picks, note_reviews, sealed_notes, hiv_consents, hiv_facts, client_edits, \
     intakes, promotions, contacts_taken_over, reminders, need_steps, need_words, risks, snoozes, closures, reopenings, care_plans, care_plan_requests, \
     care_plan_decisions, care_plan_marks, coded_plans, coded_plan_ends, safety_plans, incidents, told_apart, merges, merge_ends, transfers, transfer_keys, transfer_ends, \
     compartments, compartment_entries, progress, shared_results, \
     club_members, club_wraps, club_meetings, club_savings, walk_ins, accompaniments, slip_codes, slip_tries";

/// Gives the space of deleted rows back. Not within a transaction.
pub(super) async fn sweep(pool: &PgPool) -> Result<bool> {
    sqlx::query(SWEPT).execute(pool).await?;
    Ok(true)
}

/// A share of each row's lock: whoever updates the row waits for it, whoever takes a share too does not.
pub(super) async fn hold_cases(connection: &mut PgConnection, cases: &[Uuid]) -> Result<()> {
    super::count_statement();
    sqlx::query("select id from cases where id = any($1) order by id for share")
        .bind(cases)
        .fetch_all(connection)
        .await?;
    Ok(())
}

/// Each row's lock as an update takes it, which does so in whatever order it finds them.
pub(super) async fn lock_teams_of(
    connection: &mut PgConnection,
    organisation: Uuid,
    beside: Option<Uuid>,
) -> Result<()> {
    super::count_statement();
    sqlx::query("select id from teams where organisation_id = $1 or id = $2 order by id for no key update")
        .bind(organisation)
        .bind(beside)
        .fetch_all(connection)
        .await?;
    Ok(())
}

/// The same.
pub(super) async fn lock_cases_of(connection: &mut PgConnection, parties: &[Uuid]) -> Result<()> {
    super::count_statement();
    sqlx::query(
        "select id from cases where id in (select data_keys.case_id from data_keys \
         join wraps on wraps.data_key_id = data_keys.id where wraps.party_id = any($1)) order by id for no key update",
    )
    .bind(parties)
    .fetch_all(connection)
    .await?;
    Ok(())
}
