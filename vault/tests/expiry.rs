//! What has ended is deleted and what is live is not, whatever the ends are; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{PASSWORD, World, card, holder, worlds};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use domain::audit::Reason;
use domain::card::CardReach;
use domain::client::ClientCode;
use domain::consent::Segment;
use domain::id::{CaseId, ReferralId};
use domain::referral::{ServiceDelivered, WalkIn};
use vault::expiry::Swept;
use vault::testing::run_sql;
use vault::{DraftOf, Token};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];
const PIN: &str = "402817";

fn literal(at: DateTime<Utc>) -> String {
    format!("'{}'", at.to_rfc3339_opts(SecondsFormat::AutoSi, false))
}

async fn rows(world: &World, table: &str, which: &str) -> u64 {
    run_sql(&world.url, &format!("update {table} set sealed = sealed where {which}")).await
}

/// What everybody opens of these.
async fn opened(world: &World, cases: &[(CaseId, ReferralId)]) -> Vec<bool> {
    let vault = &world.vault;
    let mut opened = Vec::new();
    for (case, referral) in cases {
        for actor in [&world.worker, &world.supervisor, &world.colleague] {
            for segment in ALL {
                let ring = vault.open_case(actor, *case, &[*segment], Reason::Support).await.unwrap();
                opened.push(ring.is_some());
            }
        }
        for actor in [&world.worker, &world.clinic] {
            opened.push(vault.referral(actor, *referral).await.unwrap().is_some());
        }
    }
    opened
}

/// Ends each wrap at one of these moments, or leaves its end, at random.
async fn end_at_random(world: &World, moments: &[DateTime<Utc>]) {
    let postgres = world.url.starts_with("postgres");
    let dice = if postgres { "floor(random() * 10)::int" } else { "abs(random()) % 10" };
    let cast = if postgres { "::timestamptz" } else { "" };
    let ends: String =
        moments.iter().enumerate().map(|(side, at)| format!(" when {side} then {}{cast}", literal(*at))).collect();
    run_sql(&world.url, &format!("update wraps set valid_until = case {dice}{ends} else valid_until end")).await;
}

#[tokio::test]
async fn nothing_live_is_deleted_and_nothing_that_ended_stays() {
    for world in worlds("expiry").await {
        for round in 0..12 {
            let mut cases = Vec::new();
            for _ in 0..3 {
                let case = world.open_case("Hoa Ban").await;
                cases.push((case, world.refer(case).await));
                card(&world, case, CardReach::Agreed, PIN).await;
            }
            let now = world.vault.now();
            let minute = now - TimeDelta::minutes(1);
            let moments = [
                now - TimeDelta::days(40),
                minute - TimeDelta::microseconds(1),
                minute,
                minute + TimeDelta::microseconds(1),
                now,
                now + TimeDelta::microseconds(1),
            ];
            end_at_random(&world, &moments).await;
            let before = opened(&world, &cases).await;
            assert!(before.contains(&true) && before.contains(&false), "{before:?}");
            let ended = rows(&world, "wraps", &format!("valid_until <= {}", literal(minute))).await;
            let live = rows(&world, "wraps", &format!("valid_until > {}", literal(minute))).await;
            let swept = world.vault.sweep_expired().await.unwrap();
            assert_eq!((swept.wraps, swept.drafts), (i64::try_from(ended).unwrap(), 0), "round {round}");
            assert_eq!(rows(&world, "wraps", "true").await, live, "round {round}");
            assert_eq!(opened(&world, &cases).await, before, "round {round}: it opens what it did");
        }
        world.vault.check_audit().await.unwrap();
    }
}

/// A year later all of it is over: wraps, drafts, sessions of staff and of the client. Once deleted, nothing more is.
#[tokio::test]
async fn wraps_drafts_and_sessions_go_when_they_are_over() {
    for world in worlds("expiry_year").await {
        let vault = &world.vault;
        let case = world.open_case("Mây").await;
        world.refer(case).await;
        let code = card(&world, case, CardReach::Agreed, PIN).await;
        let live = async |token: &Token| vault.session(token).await.unwrap().is_some();
        assert!(vault.keep_draft(&world.worker, DraftOf::Counselling(case), "CANARY nháp").await.unwrap());
        world.clock.advance(TimeDelta::hours(11));
        let token = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();
        let her = holder(&world, &code, PIN).await;
        let swept = vault.sweep_expired().await.unwrap();
        assert_eq!((swept.wraps, swept.drafts), (0, 0));
        assert!(swept.sessions >= 6, "those of the morning: {swept:?}");
        assert!(live(&token).await, "hers goes on");
        assert!(vault.own_agreed(&her).await.unwrap().is_some());
        assert_eq!(vault.sweep_expired().await.unwrap(), Swept::default());

        let events = vault.check_audit().await.unwrap();
        world.clock.advance(TimeDelta::days(366));
        let swept = vault.sweep_expired().await.unwrap();
        assert!(swept.wraps >= 8 && swept.drafts == 1 && swept.sessions == 2, "{swept:?}");
        assert_eq!((rows(&world, "wraps", "true").await, rows(&world, "drafts", "true").await), (0, 0));
        assert_eq!(vault.check_audit().await.unwrap(), events + 2, "one event for all of it, and one of the referral");
        assert_eq!(swept.referrals, 1);
        // Her ledger and who looked are hers all the same.
        let own = vault.own_page(&holder(&world, &code, PIN).await, 20).await.unwrap();
        assert!(own.holds.is_empty() && own.consents.len() == 3);
        // A clock set back finds nothing to revive.
        world.clock.advance(TimeDelta::days(-366));
        assert!(vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
    }
}

/// A day on which nothing else ends is enough.
#[tokio::test]
async fn a_walk_in_goes_after_thirty_days() {
    for world in worlds("expiry_walk_in").await {
        let code = ClientCode::from_random([1; 8]);
        let walk_in = WalkIn { code, came_on: world.vault.today(), services: vec![ServiceDelivered::Examined] };
        world.vault.record_walk_in(&world.clinic, &walk_in, world.form()).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::days(29));
        world.vault.sweep_expired().await.unwrap();
        assert_eq!(rows(&world, "walk_ins", "true").await, 1);
        world.clock.advance(TimeDelta::days(1));
        let swept = world.vault.sweep_expired().await.unwrap();
        assert_eq!(swept, Swept { wraps: 1, ..Swept::default() });
        assert_eq!(rows(&world, "walk_ins", "true").await, 0);
        assert_eq!(world.vault.sweep_expired().await.unwrap(), Swept::default());
    }
}

/// What is not written down is not done.
#[tokio::test]
async fn without_an_audit_nothing_is_deleted() {
    for world in worlds("expiry_unaudited").await {
        world.open_case("Suối").await;
        world.clock.advance(TimeDelta::days(366));
        let before = rows(&world, "wraps", "true").await;
        crate::support::break_audit(&world.url).await;
        assert!(world.vault.sweep_expired().await.is_err());
        assert_eq!(rows(&world, "wraps", "true").await, before);
        crate::support::mend_audit(&world.url).await;
        assert!(world.vault.sweep_expired().await.unwrap().wraps > 0);
    }
}
