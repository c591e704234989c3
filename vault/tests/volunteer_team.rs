//! Volunteers: no contact is logged before the pledge, and each sees her own numbers only.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{join, log_in, worlds};
use domain::access::Action;
use domain::account::Role;
use domain::contact::ContactForm;
use domain::volunteer_team::{Month, PledgeForm, TrainingForm, months};

#[tokio::test]
async fn no_contact_before_the_pledge() {
    for world in worlds("pledge").await {
        let vault = &world.vault;
        let ngan = join(vault, &world.administrator, "ngan", Role::PeerVolunteer).await;
        assert!(!ngan.may(Action::LogContact) && ngan.may(Action::SeeMyDay) && !ngan.has_pledged());
        let contact = ContactForm {
            commune: "03646".into(),
            place: "lodging".into(),
            whom: "anonymous".into(),
            sex: "female".into(),
            age: "25_29".into(),
            ..ContactForm::default()
        };
        let contact = contact.check(vault.today(), |_| true).unwrap();
        assert!(vault.log_contact(&ngan, &contact, world.form()).await.unwrap().is_none());
        let today = vault.today();
        let pledge =
            PledgeForm {
                signed_on: domain::date::display(today), witness: "Lò Thị Mai".into(), signed: "yes".into()
            };
        let pledge = pledge.check(ngan.name(), world.supervisor.name(), today).unwrap();
        assert!(vault.record_pledge(&world.administrator, ngan.account(), &pledge).await.unwrap().is_none());
        assert!(vault.record_pledge(&world.supervisor, world.worker.account(), &pledge).await.unwrap().is_none());
        vault.record_pledge(&world.supervisor, ngan.account(), &pledge).await.unwrap().unwrap();
        assert!(vault.record_pledge(&world.supervisor, ngan.account(), &pledge).await.unwrap().is_none(), "once");
        let ngan = log_in(vault, "ngan").await;
        assert!(vault.log_contact(&ngan, &contact, world.form()).await.unwrap().is_some());
        let [_, month, _] = months(today);
        let planned = Month { month, contacts: 40, days: 4 };
        vault.plan_month(&world.supervisor, ngan.account(), &planned).await.unwrap().unwrap();
        let (hers, others) =
            (vault.own_progress(&ngan).await.unwrap(), vault.own_progress(&world.volunteer).await.unwrap());
        let (hers, others) = (hers.unwrap(), others.unwrap());
        assert_eq!((hers.this_month, others.this_month), (1, 0));
        assert_eq!(hers.planned.unwrap().contacts, 40);
        assert!(vault.own_progress(&world.supervisor).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_team_is_numbers_and_its_trainings() {
    for world in worlds("volunteer_team").await {
        let vault = &world.vault;
        let id = world.volunteer_team().await;
        let training =
            TrainingForm { held_on: "20/11/2026".into(), topic: "Bảo mật thông tin".into(), people: "4".into() };
        let training = training.check(vault.today()).unwrap();
        vault.keep_training(&world.supervisor, id, &training, world.form()).await.unwrap().unwrap();
        let kept = vault.volunteer_teams(&world.supervisor).await.unwrap().unwrap();
        assert_eq!((kept[0].team.people(), &kept[0].trainings[..]), (4, &[training][..]));
        assert!(vault.volunteer_teams(&world.worker).await.unwrap().is_none());
    }
}
