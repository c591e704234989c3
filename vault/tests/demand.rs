//! The register of demands: two decide, one no is a no, and nothing of it can be read without their keys.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, worlds};
use domain::demand::{Answer, ClosingForm, DemandForm, OpinionForm};
use vault::Actor;
use vault::testing::run_sql;

fn demand(world: &World) -> domain::demand::Demand {
    let form = DemandForm {
        body: "police".into(),
        asker: "CANARY một cơ quan, hai cán bộ".into(),
        paper: "CANARY 123/CV".into(),
        ground: "security".into(),
        asked: "CANARY danh sách trong quý III".into(),
        received_on: domain::date::display(world.vault.today()),
        answer_by: String::new(),
    };
    form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn opinion(answer: &str) -> domain::demand::Opinion {
    OpinionForm { answer: answer.into(), why: "CANARY chưa có căn cứ".into() }.check().unwrap()
}

#[tokio::test]
async fn two_decide_and_nobody_else_reads() {
    for world in worlds("demand").await {
        let vault = &world.vault;
        let form = world.form();
        let id = vault.keep_demand(&world.supervisor, &demand(&world), form).await.unwrap().unwrap();
        assert_eq!(vault.keep_demand(&world.supervisor, &demand(&world), form).await.unwrap(), Some(id), "once");
        for other in [&world.worker, &world.colleague, &world.clinic, &world.volunteer, &world.administrator] {
            assert!(vault.demands(other).await.unwrap().is_none());
            assert!(vault.give_opinion(other, id, &opinion("give_nothing")).await.unwrap().is_none());
        }
        let closing = ClosingForm {
            given: "CANARY không cung cấp".into(),
            told: "nobody_concerned".into(),
            ..ClosingForm::default()
        };
        let closing = closing.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));

        // One alone decides nothing, however often.
        for answer in ["give_smallest", "give_nothing"] {
            vault.give_opinion(&world.supervisor, id, &opinion(answer)).await.unwrap().unwrap();
        }
        let kept = vault.demand(&world.officer, id).await.unwrap().unwrap();
        assert!(kept.opinions.len() == 1 && kept.outcome.is_none());
        assert!(vault.close_demand(&world.supervisor, id, &closing).await.unwrap().is_none());

        vault.give_opinion(&world.officer, id, &opinion("give_nothing")).await.unwrap().unwrap();
        let kept = vault.demand(&world.officer, id).await.unwrap().unwrap();
        assert_eq!(kept.outcome, Some(Answer::GiveNothing), "one no is a no");
        assert_eq!(kept.demand.unwrap().asked.as_str(), "CANARY danh sách trong quý III");
        for _ in 0..2 {
            vault.close_demand(&world.officer, id, &closing).await.unwrap().unwrap();
        }
        let all = vault.demands(&world.supervisor).await.unwrap().unwrap();
        let closed = all[0].closed.as_ref().unwrap();
        assert_eq!(closed.closing.as_ref().unwrap().given.as_str(), "CANARY không cung cấp");
        if let Some(file) = world.file() {
            let mut bytes = std::fs::read(file).unwrap();
            bytes.extend(std::fs::read(format!("{}-wal", file.display())).unwrap_or_default());
            assert!(!bytes.windows(6).any(|window| window == b"CANARY"), "sealed at rest");
        }
        vault.check_audit().await.unwrap();
    }
}

/// Somebody who joins later sees that there are demands, and reads them when a colleague gives the key.
#[tokio::test]
async fn who_comes_later_is_given_the_key() {
    for world in worlds("demand_later").await {
        let vault = &world.vault;
        let id = vault.keep_demand(&world.officer, &demand(&world), world.form()).await.unwrap().unwrap();
        let later: Actor =
            crate::support::join(vault, &world.administrator, "vien", domain::account::Role::DataProtectionOfficer)
                .await;
        // Not admitted: she is nobody here, and nothing is sealed to her.
        assert!(vault.demands(&later).await.unwrap().is_none());
        assert!(vault.demand(&world.supervisor, id).await.unwrap().unwrap().without_key.is_empty());
        assert_eq!(vault.share_demand(&world.supervisor, id).await.unwrap(), Some(0));
        world.admit(&world.supervisor, later.account()).await.unwrap().unwrap();
        let later = crate::support::log_in(vault, "vien").await;
        let kept = vault.demand(&later, id).await.unwrap().unwrap();
        assert!(kept.demand.is_none() && kept.decide_by > kept.received_on);
        assert!(vault.give_opinion(&later, id, &opinion("give_nothing")).await.unwrap().is_none());
        assert!(vault.share_demand(&later, id).await.unwrap().is_none());
        assert_eq!(vault.demand(&world.supervisor, id).await.unwrap().unwrap().without_key.len(), 1);
        assert_eq!(vault.share_demand(&world.supervisor, id).await.unwrap(), Some(1));
        assert!(vault.demand(&later, id).await.unwrap().unwrap().demand.is_some());
    }
}

/// What she had under way when her account was closed keeps no demand and shares none; and nothing is sealed to who leaves in the
/// same moment, whichever comes first.
#[tokio::test]
async fn who_leaves_meanwhile_is_given_no_key_of_a_demand() {
    for world in worlds("demand_leaves").await {
        let vault = &world.vault;
        let id = vault.keep_demand(&world.officer, &demand(&world), world.form()).await.unwrap().unwrap();
        for (number, name) in ["vien", "van", "yen"].into_iter().enumerate() {
            let role = domain::account::Role::DataProtectionOfficer;
            let account = crate::support::join(vault, &world.administrator, name, role).await.account();
            world.admit(&world.supervisor, account).await.unwrap().unwrap();
            let leaves = crate::support::log_in(vault, name).await;
            let asked = demand(&world);
            let (shared, kept, closed) = tokio::join!(
                vault.share_demand(&world.supervisor, id),
                vault.keep_demand(&world.supervisor, &asked, world.form()),
                vault.close_account(&world.administrator, account),
            );
            assert!(shared.unwrap().is_some() && kept.unwrap().is_some() && closed.unwrap().is_some());
            let hers = format!(
                "delete from demand_wraps where party_id = (select party_id from accounts where username = '{name}')"
            );
            assert_eq!(run_sql(&world.url, &hers).await, 0);
            assert!(vault.keep_demand(&leaves, &asked, world.form()).await.unwrap().is_none());
            assert!(vault.share_demand(&leaves, id).await.unwrap().is_none());
            assert_eq!(vault.demands(&world.officer).await.unwrap().unwrap().len(), number + 2);
        }
    }
}
