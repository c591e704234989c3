//! Incidents: written down once, followed up, known to the supervisor who holds the key; on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::plans::{incident, plan_ring};
use crate::support::worlds;
use chrono::{Days, TimeDelta};
use domain::case::Step;
use domain::consent::Purpose;
use domain::date::display;
use domain::incident::IncidentForm;
use vault::incident::Corrected;
use vault::segment;
use vault::testing::run_sql;

#[tokio::test]
async fn what_was_done_to_her_is_kept_followed_up_and_counted_by_kind_only() {
    for world in worlds("incident").await {
        let vault = &world.vault;
        let today = vault.today();
        let case = world.open_case("Hoa Ban").await;
        let form = IncidentForm {
            kind: "physical".into(),
            happened_on: display(today),
            place: "home".into(),
            relation: "partner".into(),
            under_18: "yes".into(),
            hurt: "yes".into(),
            wishes: vec!["medical".into(), "shelter".into()],
            done: "CANARY cùng đến trạm y tế".into(),
            told: vec!["health".into()],
            follow_up_on: display(today + Days::new(1)),
            ..IncidentForm::default()
        };
        let incident = form.check(today).unwrap();
        let once = world.form();
        let mut made = Vec::new();
        for _ in 0..2 {
            let mut ring = plan_ring(&world, &world.worker, case).await;
            made.push(vault.record_incident(&world.worker, &mut ring, &incident, once).await.unwrap().unwrap());
        }
        assert_eq!(made[0], made[1], "a second click");
        for reader in [&world.worker, &world.supervisor] {
            let mut ring = plan_ring(&world, reader, case).await;
            let casework = ring.take::<segment::Casework>().unwrap();
            let noted = vault.incidents(&casework).await.unwrap();
            assert_eq!((noted.len(), vault.count_incidents(&casework).await.unwrap()), (1, 1));
            assert!(noted[0].incident.owes_child_protection() && noted[0].recorded_by == "Lò Thị Mai");
            let next = vault.case_head(&ring.take().unwrap()).await.unwrap().label.next.unwrap();
            assert_eq!((next.step, next.on), (Step::FollowUp, today + Days::new(1)));
        }
        let mut hers = plan_ring(&world, &world.supervisor, case).await;
        let by_her = vault.record_incident(&world.supervisor, &mut hers, &incident, world.form()).await.unwrap();
        assert!(by_her.is_none(), "she reads and does not do the work");
        let lately = async |actor| vault.incidents_lately(actor, vault.now() - TimeDelta::days(14)).await.unwrap();
        assert_eq!(lately(&world.supervisor).await.iter().map(|one| one.case).collect::<Vec<_>>(), [case]);
        for nobody in [&world.worker, &world.colleague, &world.officer, &world.administrator, &world.clinic] {
            assert!(lately(nobody).await.is_empty());
        }
        let counted = "update facts set quantity = quantity where kind = 'incident' and detail = 'physical' \
             and quantity = 1 and commune = '' and age_band = ''";
        assert_eq!(run_sql(&world.url, counted).await, 1);

        // Another case knows nothing of it.
        let other = world.open_case("Mây").await;
        let casework = plan_ring(&world, &world.worker, other).await.take::<segment::Casework>().unwrap();
        assert!(vault.incidents(&casework).await.unwrap().is_empty());

        let mut ring = plan_ring(&world, &world.worker, case).await;
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let of = |purpose| consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
        let mut open = plan_ring(&world, &world.worker, case).await;
        vault.withdraw(&world.worker, &ring, of(Purpose::Services)).await.unwrap().unwrap();
        let late = vault.record_incident(&world.worker, &mut open, &incident, world.form()).await.unwrap();
        assert!(late.is_none(), "nothing is added any more");
        vault.withdraw(&world.worker, &ring, of(Purpose::Processing)).await.unwrap().unwrap();
        assert!(lately(&world.supervisor).await.is_empty(), "who cannot open it is told nothing of it");
        world.clock.advance(TimeDelta::days(15));
        assert!(lately(&world.supervisor).await.is_empty());
    }
}

#[tokio::test]
async fn one_is_put_right_once_and_the_earlier_one_stays_to_be_read() {
    for world in worlds("incident_right").await {
        let (vault, today) = (&world.vault, world.vault.today());
        let (case, other) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let first = world.incident(case).await;
        let correct = async |case, old, words: &str| {
            let right = incident(today, words);
            let mut ring = plan_ring(&world, &world.worker, case).await;
            vault.correct_incident(&world.worker, &mut ring, (old, &right), world.form()).await.unwrap()
        };
        assert_eq!(correct(other, first, "của ca khác").await, None, "it is of another case");
        let Some(Corrected::Now(second)) = correct(case, first, "đã sửa").await else { panic!("it stood") };
        assert_eq!(
            correct(case, first, "muộn hơn").await,
            Some(Corrected::Meanwhile(second)),
            "nothing is overwritten"
        );
        let mut ring = plan_ring(&world, &world.supervisor, case).await;
        let casework = ring.take::<segment::Casework>().unwrap();
        let noted = vault.incidents(&casework).await.unwrap();
        assert_eq!((noted.len(), vault.count_incidents(&casework).await.unwrap()), (2, 1));
        let stands = noted.iter().find(|one| one.replaced_by.is_none()).unwrap();
        assert_eq!((stands.id, stands.incident.done.as_str()), (second, "đã sửa"));
        let earlier = noted.iter().find(|one| one.replaced_by == Some(second)).unwrap();
        assert_eq!(earlier.incident.done.as_str(), "CANARY đã lưu tin nhắn đe dọa");
        let lately = vault.incidents_lately(&world.supervisor, vault.now() - TimeDelta::days(14)).await.unwrap();
        assert_eq!(lately.len(), 1, "told once");
        let counted = "update facts set quantity = quantity where kind = 'incident' and quantity = 1";
        assert_eq!(run_sql(&world.url, counted).await, 1, "counted once");
    }
}
