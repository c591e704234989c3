//! One case carried on in another, and both back exactly as they were; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, phq, worlds};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment, TakenBack};
use domain::erasure::Told;
use domain::id::{CaseId, MergeId, SubmissionId};
use domain::merge::{Hindrance, UNDO_WITHIN, gather};
use domain::rights::AskedForm;
use sqlx::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};
use vault::case::Found;
use vault::merge::{Merged, Undone};
use vault::testing::run_sql;
use vault::{Actor, Opened, Ring, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

async fn label(world: &World, actor: &Actor, case: CaseId) -> (Ring, Opened<segment::Label>) {
    let mut ring = world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().unwrap();
    let label = ring.take().unwrap();
    (ring, label)
}

async fn merge_as(world: &World, actor: &Actor, of: CaseId, into: CaseId, form: SubmissionId) -> Option<Merged> {
    let ((ring, of), (into_ring, into)) = (label(world, actor, of).await, label(world, actor, into).await);
    world.vault.merge_cases(actor, (&ring, &of), (&into_ring, &into), Reason::Support, form).await.unwrap()
}

async fn merge(world: &World, of: CaseId, into: CaseId) -> MergeId {
    match merge_as(world, &world.worker, of, into, world.form()).await {
        Some(Merged::Now(id)) => id,
        other => panic!("{other:?}"),
    }
}

async fn undo(world: &World, actor: &Actor, id: MergeId, of: CaseId, into: CaseId) -> Option<Undone> {
    let ((ring, of), (into_ring, into)) = (label(world, actor, of).await, label(world, actor, into).await);
    world.vault.undo_merge(actor, id, (&ring, &of), (&into_ring, &into), Reason::Support).await.unwrap()
}

/// The cases of a list, each with those it carries on.
async fn list(world: &World, actor: &Actor) -> BTreeMap<CaseId, BTreeSet<CaseId>> {
    let mut seen = BTreeMap::new();
    let choose = |all: Vec<vault::case::Listed>| {
        for (head, earlier) in gather(all, |row| row.case, |row| row.carried_on_in) {
            seen.insert(head.case, earlier.into_iter().map(|row| row.case).collect());
        }
        Found { rows: Vec::new(), total: 0 }
    };
    world.vault.list_cases(actor, Reason::Support, choose).await.unwrap().unwrap();
    seen
}

async fn take_back(world: &World, case: CaseId) {
    let (mut ring, _) = label(world, &world.worker, case).await;
    let consents = world.vault.consents(&ring.take().unwrap()).await.unwrap();
    let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap().id;
    world.vault.withdraw(&world.worker, &ring, processing).await.unwrap().unwrap();
}

/// A case with a session, a scale, a note for oneself and a referral.
async fn filled(world: &World, alias: &str) -> CaseId {
    let vault = &world.vault;
    let case = world.open_case(alias).await;
    world.hold_session(case).await;
    world.ask_scale(case, &phq(vault.today(), "11")).await;
    let (mut ring, _) = label(world, &world.worker, case).await;
    let casework = ring.take().unwrap();
    crate::support::sealed_note(world, &ring, &casework).await;
    world.refer(case).await;
    case
}

/// Every row of every table, by table; what a look leaves behind (audit, last seen, numbers of forms) and the record of the
/// merge itself apart.
async fn rows(world: &World) -> BTreeMap<String, BTreeSet<String>> {
    const APART: &[&str] =
        &["audit_events", "audit_cases", "audit_head", "sessions", "submissions", "facts", "merges", "merge_ends"];
    let mut all = BTreeMap::new();
    if world.file().is_none() {
        let mut server = sqlx::PgConnection::connect(&world.url).await.unwrap();
        let tables = sqlx::query(
            "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
        );
        for table in tables.fetch_all(&mut server).await.unwrap() {
            let table: String = table.get(0);
            let text = sqlx::AssertSqlSafe(format!("select t::text from {table} as t"));
            let rows = sqlx::query(text).fetch_all(&mut server).await.unwrap();
            all.insert(table, rows.iter().map(|row| row.get::<String, _>(0)).collect());
        }
    } else {
        let mut file = sqlx::SqliteConnection::connect(&world.url).await.unwrap();
        for table in
            sqlx::query("select name from sqlite_master where type = 'table'").fetch_all(&mut file).await.unwrap()
        {
            let table: String = table.get(0);
            let columns = sqlx::AssertSqlSafe(format!("select name from pragma_table_info('{table}')"));
            let columns = sqlx::query(columns).fetch_all(&mut file).await.unwrap();
            let quoted: Vec<_> = columns.iter().map(|name| format!("quote({})", name.get::<String, _>(0))).collect();
            let text = sqlx::AssertSqlSafe(format!("select {} from {table}", quoted.join(" || '|' || ")));
            let rows = sqlx::query(text).fetch_all(&mut file).await.unwrap();
            all.insert(table, rows.iter().map(|row| row.get::<String, _>(0)).collect());
        }
    }
    all.retain(|table, _| !APART.contains(&table.as_str()));
    all
}

#[tokio::test]
async fn undone_within_thirty_days_every_row_of_both_is_what_it_was() {
    for world in worlds("merge_undo").await {
        let (earlier, later) = (filled(&world, "Hoa Ban").await, filled(&world, "Sương").await);
        // Looked at before, by both: from then on a look changes no wrap.
        for actor in [&world.worker, &world.supervisor] {
            for case in [earlier, later] {
                label(&world, actor, case).await;
            }
            list(&world, actor).await;
        }
        let before = rows(&world).await;
        assert!(
            before["counsellings"].len() == 2 && before["wraps"].len() > 8 && before.len() > 30,
            "{}",
            before.len()
        );

        let merge = merge(&world, earlier, later).await;
        assert_eq!(list(&world, &world.worker).await, BTreeMap::from([(later, BTreeSet::from([earlier]))]));
        assert_eq!(rows(&world).await, before, "nothing of either is touched by it");
        world.clock.advance(UNDO_WITHIN - TimeDelta::seconds(1));
        let worker = crate::support::log_in(&world.vault, "mai").await;
        for _ in 0..2 {
            assert_eq!(undo(&world, &worker, merge, earlier, later).await, Some(Undone::Now), "a second click too");
        }
        assert_eq!(rows(&world).await, before);
        assert_eq!(
            list(&world, &world.worker).await,
            BTreeMap::from([(earlier, BTreeSet::new()), (later, BTreeSet::new())])
        );
        assert!(world.vault.earlier_records(&world.worker, later).await.unwrap().is_empty());
        assert_eq!(world.vault.carried_on_in(&world.worker, earlier).await.unwrap(), None);
        // And once more, the other way round.
        assert!(matches!(merge_as(&world, &worker, later, earlier, world.form()).await, Some(Merged::Now(_))));
    }
}

#[tokio::test]
async fn the_earlier_record_is_read_with_its_own_keys_by_who_holds_both() {
    for world in worlds("merge_read").await {
        let vault = &world.vault;
        let (earlier, later) = (filled(&world, "Hoa Ban").await, filled(&world, "Sương").await);
        let form = world.form();
        let first = merge_as(&world, &world.worker, earlier, later, form).await;
        assert_eq!(merge_as(&world, &world.worker, earlier, later, form).await, first, "a second post");
        for actor in [&world.worker, &world.supervisor] {
            let records = vault.earlier_records(actor, later).await.unwrap();
            assert_eq!(records.iter().map(|one| one.case).collect::<Vec<_>>(), [earlier]);
            assert_eq!(records[0].merged_by, "Lò Thị Mai");
            assert_eq!(vault.carried_on_in(actor, earlier).await.unwrap(), Some(later));
            assert_eq!(vault.records_beside(actor, earlier).await.unwrap(), [later]);
            assert_eq!(vault.records_beside(actor, later).await.unwrap(), [earlier]);
            let mut ring = vault.open_case(actor, earlier, ALL, Reason::Support).await.unwrap().unwrap();
            assert_eq!(vault.counsellings(&ring.take().unwrap(), 10).await.unwrap().len(), 1);
        }
        // Neither proof reads a row of the other case.
        let mut ring = vault.open_case(&world.worker, later, ALL, Reason::Support).await.unwrap().unwrap();
        assert_eq!(vault.counsellings(&ring.take().unwrap(), 10).await.unwrap().len(), 1);
        assert!(vault.earlier_records(&world.colleague, later).await.unwrap().is_empty());
        assert_eq!(vault.carried_on_in(&world.colleague, earlier).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_yes_taken_back_in_one_goes_on_in_no_other() {
    for world in worlds("merge_withdrawal").await {
        let vault = &world.vault;
        let (earlier, later) = (filled(&world, "Hoa Ban").await, filled(&world, "Sương").await);
        let merge_id = merge(&world, earlier, later).await;
        let (of, into) = (label(&world, &world.worker, earlier).await, label(&world, &world.worker, later).await);
        take_back(&world, earlier).await;
        for actor in [&world.worker, &world.supervisor] {
            assert!(vault.open_case(actor, earlier, ALL, Reason::Support).await.unwrap().is_none());
            assert!(vault.earlier_records(actor, later).await.unwrap().is_empty(), "as if it had never been");
            assert_eq!(list(&world, actor).await, BTreeMap::from([(later, BTreeSet::new())]));
        }
        // Proofs from before open no change any more.
        let (of, into) = ((&of.0, &of.1), (&into.0, &into.1));
        let undone = vault.undo_merge(&world.worker, merge_id, of, into, Reason::Support).await.unwrap();
        assert_eq!(undone, None);

        // The other way: the one that goes on is shut, and the earlier one stands for itself in its list again.
        let (earlier, later) = (filled(&world, "Mây").await, filled(&world, "Gạo").await);
        merge(&world, earlier, later).await;
        take_back(&world, later).await;
        assert!(list(&world, &world.worker).await.contains_key(&earlier));
        assert_eq!(vault.carried_on_in(&world.worker, earlier).await.unwrap(), None, "its address is its own again");
        assert!(vault.open_case(&world.worker, earlier, ALL, Reason::Support).await.unwrap().is_some());
    }
}

/// Whoever must know that something was taken back is told that another record of hers stands on its own.
#[tokio::test]
async fn taken_back_by_code_the_other_record_is_named_to_who_opens_it() {
    for world in worlds("merge_by_code").await {
        let vault = &world.vault;
        let (earlier, later) = (filled(&world, "Hoa Ban").await, filled(&world, "Sương").await);
        merge(&world, earlier, later).await;
        let code = world.code(earlier).await;
        vault.take_back_by_code(&world.colleague, &code, TakenBack::Everything).await.unwrap().unwrap();
        for actor in [&world.worker, &world.supervisor] {
            let news = vault.withdrawals_to_know(actor, Reason::Support).await.unwrap();
            assert!(!news.is_empty());
            assert!(news.iter().all(|one| one.case.is_none() && one.beside == [later]));
            assert!(
                vault.open_case(actor, later, ALL, Reason::Support).await.unwrap().is_some(),
                "her yes there stands"
            );
        }
    }
}

#[tokio::test]
async fn there_are_no_chains_no_strangers_and_no_day_too_many() {
    for world in worlds("merge_rules").await {
        let vault = &world.vault;
        let (one, two, three) =
            (world.open_case("Một").await, world.open_case("Hai").await, world.open_case("Ba").await);
        let first = merge(&world, one, two).await;
        let hindered = |answer| Some(Merged::Hindered(answer));
        for (of, into, answer) in [
            (two, three, Hindrance::Carries),
            (one, three, Hindrance::Carried),
            (three, one, Hindrance::Carried),
            (two, one, Hindrance::Carried),
            (one, two, Hindrance::Carried),
        ] {
            let form = world.form();
            assert_eq!(merge_as(&world, &world.worker, of, into, form).await, hindered(answer));
            assert_eq!(
                merge_as(&world, &world.worker, of, into, form).await,
                hindered(answer),
                "the form is not used up"
            );
        }
        merge(&world, three, two).await;
        assert_eq!(list(&world, &world.worker).await, BTreeMap::from([(two, BTreeSet::from([one, three]))]));
        // The wrong two, and the same one twice.
        assert_eq!(undo(&world, &world.supervisor, first, three, two).await, None);
        assert_eq!(merge_as(&world, &world.worker, one, one, world.form()).await, None);
        // What broke the glass opened is there to be read.
        let (sharp, own) = (world.open_case_asking("Bốn", "yes").await, world.open_case_asking("Năm", "yes").await);
        world.break_glass(sharp).await;
        world.break_glass(own).await;
        assert_eq!(merge_as(&world, &world.colleague, sharp, own, world.form()).await, None);

        world.clock.advance(UNDO_WITHIN);
        let supervisor = crate::support::log_in(vault, "giamsat").await;
        assert_eq!(undo(&world, &supervisor, first, one, two).await, Some(Undone::TooLate));
        assert_eq!(vault.earlier_records(&supervisor, two).await.unwrap().len(), 2);
    }
}

/// Two at once: one of them carries, and nobody is carried in a circle.
#[tokio::test]
async fn of_two_merges_at_once_one_stands() {
    for world in worlds("merge_race").await {
        let (one, two) = (world.open_case("Một").await, world.open_case("Hai").await);
        let (there, back) = tokio::join!(
            merge_as(&world, &world.worker, one, two, world.form()),
            merge_as(&world, &world.supervisor, two, one, world.form())
        );
        let made = [there, back].into_iter().flatten().filter(|answer| matches!(answer, Merged::Now(_))).count();
        assert_eq!(made, 1);
        assert_eq!(list(&world, &world.worker).await.len(), 1);
    }
}

#[tokio::test]
async fn an_erased_case_leaves_the_other_whole_and_no_record_of_the_two() {
    for world in worlds("merge_erasure").await {
        let vault = &world.vault;
        let (earlier, later) = (filled(&world, "Hoa Ban").await, filled(&world, "Sương").await);
        merge(&world, earlier, later).await;
        let (of, into) = (label(&world, &world.worker, earlier).await, label(&world, &world.worker, later).await);
        let told = vault.tell_apart(&world.worker, (&of.0, &of.1), (&into.0, &into.1), Reason::Support, world.form());
        told.await.unwrap().unwrap();
        let asked = AskedForm {
            right: "erase".into(),
            via: "paper".into(),
            received_on: domain::date::display(vault.today()),
            words: "CANARY".into(),
        };
        let asked = asked.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        let (mut ring, _) = label(&world, &world.worker, later).await;
        let casework = ring.take().unwrap();
        let request = vault.file_request(&world.worker, &ring, &casework, &asked, world.form()).await.unwrap().unwrap();
        vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.unwrap().unwrap();
        for table in ["merges", "merge_ends", "told_apart"] {
            assert_eq!(run_sql(&world.url, &format!("delete from {table}")).await, 0, "{table}");
        }
        assert_eq!(list(&world, &world.worker).await, BTreeMap::from([(earlier, BTreeSet::new())]));
        assert!(vault.open_case(&world.worker, earlier, ALL, Reason::Support).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn an_open_case_is_never_behind_a_closed_one() {
    for world in worlds("merge_closed").await {
        let vault = &world.vault;
        let (open, closed) = (world.open_case("Hoa Ban").await, world.open_case("Sương").await);
        world.close_case(closed, "").await;
        let into_closed = merge_as(&world, &world.worker, open, closed, world.form()).await;
        assert_eq!(into_closed, Some(Merged::Hindered(Hindrance::Closed)));
        merge(&world, closed, open).await;
        assert_eq!(list(&world, &world.worker).await, BTreeMap::from([(open, BTreeSet::from([closed]))]));

        // The one that carries it on is closed later: the earlier one stands for itself, and is no new pair with it.
        let (earlier, later) = (world.open_case("Mây").await, world.open_case("Gạo").await);
        merge(&world, earlier, later).await;
        world.close_case(later, "").await;
        let seen = list(&world, &world.worker).await;
        assert!(seen.contains_key(&earlier) && seen.contains_key(&later));
        assert_eq!(vault.carried_on_in(&world.worker, earlier).await.unwrap(), None, "its address is its own again");
        let found = vault.duplicates(&world.worker, Reason::Support, 0, 100).await.unwrap().unwrap();
        let both = (earlier.min(later), earlier.max(later));
        assert!(!found.pairs.iter().any(|pair| (pair.one, pair.other) == both));
        vault.reopen_case(&world.worker, &mut world.ring(later).await).await.unwrap().unwrap();
        assert!(!list(&world, &world.worker).await.contains_key(&earlier));
        assert_eq!(vault.carried_on_in(&world.worker, earlier).await.unwrap(), Some(later));
    }
}

#[tokio::test]
async fn a_case_is_kept_as_long_as_the_one_that_carries_it_on() {
    for world in worlds("merge_kept").await {
        let vault = &world.vault;
        let (earlier, later) = (world.open_case("Hoa Ban").await, world.open_case("Sương").await);
        merge(&world, earlier, later).await;
        world.close_case(earlier, "").await;
        let kept = async || vault.kept_without_consent(&world.officer).await.unwrap().unwrap();
        assert!(kept().await.is_empty(), "it is a part of a record that is open");
        world.clock.advance(TimeDelta::days(40));
        world.close_case(later, "").await;
        let closed_at = vault.now();
        let both: BTreeSet<_> = kept().await.into_iter().map(|kept| (kept.case, kept.ended_at)).collect();
        assert_eq!(both, BTreeSet::from([(earlier, closed_at), (later, closed_at)]));
    }
}
