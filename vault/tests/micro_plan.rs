//! Whom a volunteer looks in on: of her own contacts, opened with her own key, and forgotten in time.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::contact::{enrol, now, seal, send};
use crate::support::{World, join, log_in, opening, worlds};
use chrono::{Days, TimeDelta};
use domain::account::Role;
use domain::client::ClientCode;
use domain::contact::ContactForm;
use domain::id::ContactId;
use domain::micro_plan::{Due, MicroPlan};
use vault::Actor;
use vault::contact::Receipt;
use vault::promotion::Promoted;
use vault::testing::run_sql;

fn known(number: u8, follow_up_on: String) -> ContactForm {
    ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "known".into(),
        code: ClientCode::from_random([number; 8]).as_str().into(),
        note: "CANARY không gọi".into(),
        follow_up_on,
        ..ContactForm::default()
    }
}

async fn log(world: &World, actor: &Actor, form: ContactForm) -> ContactId {
    let contact = form.check(world.vault.today(), |_| true).unwrap();
    world.vault.log_contact(actor, &contact, world.form()).await.unwrap().unwrap()
}

async fn plan(world: &World, username: &str) -> MicroPlan {
    let actor = log_in(&world.vault, username).await;
    world.vault.micro_plan(&actor).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_plan_is_of_her_own_contacts_however_they_came() {
    for world in worlds("plan_own").await {
        let vault = &world.vault;
        assert_eq!(plan(&world, "xuan").await, MicroPlan::default());
        let on = vault.today() + Days::new(4);
        log(&world, &world.volunteer, known(1, domain::date::display(on))).await;
        let phone = enrol(&world, &world.volunteer).await;
        let wishes = ContactForm { referral: "yes".into(), commune: "03650".into(), ..known(2, String::new()) };
        let sent = seal(&phone, &phone.seal_to, 1, now(&world), wishes);
        for _ in 0..2 {
            assert_eq!(send(&world, &phone.token, &[&sent]).await.unwrap(), [Receipt::Kept]);
        }
        let hers = plan(&world, "xuan").await;
        let due: Vec<_> = hers.communes.iter().map(|(at, people)| (at.as_str(), people[0].due.clone())).collect();
        assert_eq!(due, [("03646", vec![Due::FollowUp(on)]), ("03650", vec![Due::Slip])]);

        // A colleague of hers has her own; who reads the desk has none, and nothing is kept for her.
        let other = join(vault, &world.administrator, "moi", Role::PeerVolunteer).await;
        assert_eq!(vault.micro_plan(&other).await.unwrap(), Some(MicroPlan::default()));
        log(&world, &world.worker, known(3, domain::date::display(on))).await;
        assert!(vault.micro_plan(&world.worker).await.unwrap().is_none());
        assert!(vault.micro_plan(&world.supervisor).await.unwrap().is_none());
        assert_eq!(run_sql(&world.url, "update reminders set sealed = sealed").await, 2);
        // All of one length: a code or none is not to be seen.
        let lengths =
            "update reminders set sealed = sealed where length(sealed) <> (select max(length(sealed)) from reminders)";
        assert_eq!(run_sql(&world.url, lengths).await, 0);
    }
}

#[tokio::test]
async fn who_was_taken_over_is_not_in_it_and_nothing_says_why() {
    for world in worlds("plan_taken").await {
        let on = domain::date::display(world.vault.today() + Days::new(4));
        let contact = log(&world, &world.volunteer, known(1, on)).await;
        assert_eq!(plan(&world, "xuan").await.people(), 1);
        let offered = world.vault.promotable(&world.worker, contact).await.unwrap().unwrap();
        let yes = opening("Hoa Ban").check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
        let made = world.vault.promote(&world.worker, &yes, &offered, world.form()).await.unwrap().unwrap();
        assert!(matches!(made, Promoted::Now(_)));
        assert_eq!(plan(&world, "xuan").await, MicroPlan::default(), "as if she had never been met");
    }
}

#[tokio::test]
async fn reminders_are_forgotten_after_half_a_year_and_with_her_account() {
    for world in worlds("plan_forgotten").await {
        log(&world, &world.volunteer, known(1, String::new())).await;
        world.clock.advance(TimeDelta::days(179));
        log(&world, &world.volunteer, known(2, String::new())).await;
        assert_eq!(plan(&world, "xuan").await.people(), 1, "not seen for long");
        world.clock.advance(TimeDelta::days(1));
        assert_eq!(plan(&world, "xuan").await.people(), 0);
        assert_eq!(world.vault.sweep_expired().await.unwrap().wraps, 1);
        assert_eq!(run_sql(&world.url, "update reminders set sealed = sealed").await, 1);
        let (supervisor, volunteer) = (log_in(&world.vault, "giamsat").await, world.volunteer.account());
        world.vault.close_account(&supervisor, volunteer).await.unwrap().unwrap();
        assert_eq!(run_sql(&world.url, "update reminders set sealed = sealed").await, 0);
    }
}
