//! Two papers of three bring a team's keys back; one does not, and neither do two of different sheets.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, join, log_in, worlds};
use domain::account::Role;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::id::CaseId;
use domain::problem::Problem;
use domain::recovery_sheet::{End, Opening, Share, SheetMark};
use vault::recovery_sheet::Made;
use vault::testing::run_sql;
use vault::{Actor, segment};

async fn make(world: &World, actor: &Actor) -> Box<[Share; 3]> {
    match world.vault.make_recovery_sheet(actor, world.form()).await.unwrap().expect("she holds the keys") {
        Made::Now { shares, .. } => shares,
        Made::Before => panic!("a form of its own"),
    }
}

fn opening(one: &Share, other: &Share) -> Opening {
    Opening { shares: [one.clone(), other.clone()] }
}

async fn opens(world: &World, actor: &Actor, case: CaseId) -> bool {
    world.vault.open_case(actor, case, &[Segment::Casework], Reason::Supervision).await.unwrap().is_some()
}

/// What is wrong, at both papers.
async fn refused(world: &World, actor: &Actor, opening: &Opening) -> Option<Problem> {
    let problems = world.vault.open_recovery_sheet(actor, opening).await.unwrap().expect("she may try").err()?;
    assert_eq!(problems.of("share_1"), problems.of("share_2"));
    problems.of("share_1")
}

#[tokio::test]
async fn any_two_papers_bring_the_keys_back_and_what_was_taken_back_stays_shut() {
    for world in worlds("any_two").await {
        let (kept, gone) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        for (number, (one, other)) in [(0, 1), (0, 2), (2, 1)].into_iter().enumerate() {
            let shares = make(&world, &world.supervisor).await;
            let later = world.open_case("Nắng").await;
            let username = format!("moi{number}");
            let new = join(&world.vault, &world.administrator, &username, Role::Supervisor).await;
            assert!(new.awaits_admission() && !opens(&world, &new, kept).await);
            let opened = world.vault.open_recovery_sheet(&new, &opening(&shares[one], &shares[other])).await.unwrap();
            assert!(opened.expect("she may").is_ok());
            if number == 1 {
                withdraw(&world, gone).await;
            }
            let new = log_in(&world.vault, &username).await;
            assert!(!new.awaits_admission());
            assert!(opens(&world, &new, kept).await && opens(&world, &new, later).await);
            assert_eq!(opens(&world, &new, gone).await, number == 0, "the client's yes decides, not the paper");
            // Used up: the same papers bring back nothing more, and there is nothing sealed to them.
            let next = join(&world.vault, &world.administrator, &format!("sau{number}"), Role::Supervisor).await;
            assert_eq!(refused(&world, &next, &opening(&shares[0], &shares[1])).await, Some(Problem::OldSheet));
            assert_eq!(run_sql(&world.url, "update recovery_sheet_holdings set given_at = given_at").await, 0);
            let seen = world.vault.recovery_sheets(&world.officer).await.unwrap().expect("she watches").remove(0);
            assert!(matches!(seen.ended, Some((End::Used, name, _)) if name == "Tòng Văn Viên"));
        }
    }
}

async fn withdraw(world: &World, case: CaseId) {
    let (vault, segments) = (&world.vault, [Segment::Casework]);
    let mut ring = vault.open_case(&world.worker, case, &segments, Reason::ClientRequest).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let consents = vault.consents(&casework).await.unwrap();
    let processing = consents.iter().find(|entry| entry.purpose == Purpose::Processing).unwrap();
    vault.withdraw(&world.worker, &ring, processing.id).await.unwrap().unwrap();
}

#[tokio::test]
async fn the_papers_stay_good_when_the_team_gets_new_keys() {
    for world in worlds("sheet_rotation").await {
        let case = world.open_case("Hoa Ban").await;
        let shares = make(&world, &world.supervisor).await;
        world.vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().expect("she holds them");
        assert_eq!(run_sql(&world.url, "update recovery_sheet_holdings set given_at = given_at").await, 2);
        let new = join(&world.vault, &world.administrator, "moi", Role::Supervisor).await;
        assert_eq!(refused(&world, &new, &opening(&shares[1], &shares[2])).await, None);
        let new = log_in(&world.vault, "moi").await;
        assert!(opens(&world, &new, case).await);
    }
}

#[tokio::test]
async fn wrong_papers_are_told_apart_change_nothing_and_stand_in_the_audit() {
    for world in worlds("wrong_papers").await {
        let new = join(&world.vault, &world.administrator, "moi", Role::Supervisor).await;
        let old = make(&world, &world.supervisor).await;
        assert_eq!(refused(&world, &new, &opening(&foreign(1), &foreign(2))).await, Some(Problem::ForeignSheet));
        let shares = make(&world, &world.supervisor).await;
        assert_eq!(refused(&world, &new, &opening(&old[0], &old[1])).await, Some(Problem::OldSheet));
        // Papers of the older sheet that somebody marked as the newer one's: they make some key, but not this one.
        let forged = |share: &Share| Share::new(share.number(), shares[0].mark(), *share.secret());
        let mixed = opening(&shares[0], &forged(&old[1]));
        assert_eq!(refused(&world, &new, &mixed).await, Some(Problem::SharesDoNotOpen));
        let twice = opening(&shares[0], &shares[0]);
        assert_eq!(refused(&world, &new, &twice).await, Some(Problem::SharesDoNotOpen));
        let renumbered = opening(&shares[0], &Share::new(2, shares[0].mark(), *shares[0].secret()));
        assert_eq!(refused(&world, &new, &renumbered).await, Some(Problem::SharesDoNotOpen));
        let tries = "update audit_events set seq = seq where deed = 'refused' and role = 'supervisor'";
        assert_eq!(run_sql(&world.url, tries).await, 5);
        assert!(log_in(&world.vault, "moi").await.awaits_admission());
        assert_eq!(refused(&world, &new, &opening(&shares[2], &shares[0])).await, None);
        // Given up: the words to clients do not name it any more, and it opens nothing.
        let again = make(&world, &world.supervisor).await;
        world.vault.shut_recovery_sheet(&world.supervisor).await.unwrap().unwrap();
        let next = join(&world.vault, &world.administrator, "sau", Role::Supervisor).await;
        assert_eq!(refused(&world, &next, &opening(&again[0], &again[1])).await, Some(Problem::OldSheet));
    }
}

fn foreign(number: u8) -> Share {
    Share::new(number, SheetMark::of([7; 4]), [number; 32])
}

#[tokio::test]
async fn who_may_and_who_may_not() {
    for world in worlds("sheet_people").await {
        let vault = &world.vault;
        let new = join(vault, &world.administrator, "moi", Role::Supervisor).await;
        for actor in [&new, &world.administrator, &world.worker, &world.volunteer, &world.clinic, &world.officer] {
            assert!(vault.make_recovery_sheet(actor, world.form()).await.unwrap().is_none(), "{:?}", actor.role());
            assert!(vault.shut_recovery_sheet(actor).await.unwrap().is_none(), "{:?}", actor.role());
        }
        let form = world.form();
        let Some(Made::Now { shares, mark }) = vault.make_recovery_sheet(&world.supervisor, form).await.unwrap() else {
            panic!("she holds the keys")
        };
        assert!(matches!(vault.make_recovery_sheet(&world.supervisor, form).await.unwrap(), Some(Made::Before)));
        let papers = opening(&shares[0], &shares[1]);
        // A worker who waits would get the lead; who holds the keys has nothing to bring back.
        let waiting = join(vault, &world.administrator, "cho", Role::SocialWorker).await;
        for actor in [&waiting, &world.supervisor, &world.administrator, &world.clinic, &world.officer] {
            assert!(vault.open_recovery_sheet(actor, &papers).await.unwrap().is_none(), "{:?}", actor.role());
        }
        let sheets = vault.recovery_sheets(&world.supervisor).await.unwrap().unwrap();
        assert!(sheets.len() == 1 && sheets[0].mark == mark && sheets[0].ended.is_none());
        assert!(vault.recovery_sheets(&world.worker).await.unwrap().is_none());
        assert!(vault.recovery_sheets(&world.administrator).await.unwrap().is_none());
    }
}

/// The door of the cases asks `holdings` and `wraps`; a sheet stands in neither, and no share stands anywhere.
#[tokio::test]
async fn the_ordinary_door_never_opens_through_a_sheet_and_no_share_is_kept() {
    for world in worlds("sheet_door").await {
        world.open_case("Hoa Ban").await;
        let shares = make(&world, &world.supervisor).await;
        world.open_case("Mây").await;
        world.vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        let sheets = "select id from parties where kind = 'sheet'";
        for (table, column) in [("holdings", "given_at"), ("wraps", "valid_until"), ("demand_wraps", "sealed")] {
            let change = format!("update {table} set {column} = {column} where party_id in ({sheets})");
            assert_eq!(run_sql(&world.url, &change).await, 0, "{table}");
        }
        let Some(file) = world.file().map(std::path::Path::to_owned) else { continue };
        let mut kept = std::fs::read(&file).unwrap();
        kept.extend(std::fs::read(format!("{}-wal", file.display())).unwrap_or_default());
        for share in shares.iter() {
            let printed = share.printed();
            for trace in [&share.secret()[..], printed.as_bytes(), printed.replace(' ', "").as_bytes()] {
                assert!(!kept.windows(trace.len()).any(|window| window == trace), "a share is in the file");
            }
        }
    }
}
