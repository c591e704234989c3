//! The directory: who writes in it, what stands there, what is counted; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{listing, listing_form, worlds};
use chrono::TimeDelta;
use domain::date::local_date;
use domain::directory::{Capacity, Feedback, FeedbackReason, Freshness, ListingForm, Takes};
use domain::id::OrganisationId;
use domain::referral::{ReferralState, Service};
use domain::referral_chart::{Milestone, Record};
use vault::directory::Changed;

fn checked(form: &ListingForm) -> domain::directory::Listing {
    form.check(|_| true).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[tokio::test]
async fn each_house_writes_its_own_and_the_administrator_any() {
    for world in worlds("directory_keep").await {
        let vault = &world.vault;
        let id = listing(&world).await;
        let form = checked(&listing_form());
        let other =
            vault.receivers().await.unwrap().into_iter().find(|receiver| receiver.id != world.clinic_organisation);
        let other = other.unwrap().id;
        // Not in the name of another house; a worker and a supervisor write in nobody's.
        assert!(vault.add_listing(&world.clinic, other, &form, world.form()).await.unwrap().is_none());
        for actor in [&world.worker, &world.supervisor, &world.volunteer] {
            let organisation = world.clinic_organisation;
            assert!(vault.add_listing(actor, organisation, &form, world.form()).await.unwrap().is_none());
            assert!(vault.assure_listing(actor, id).await.unwrap().is_none());
            assert!(vault.change_listing(actor, id, &form, 1).await.unwrap().is_none());
            let capacity = Capacity { takes: Takes::No, weeks: 0 };
            assert!(vault.tell_capacity(actor, id, capacity).await.unwrap().is_none());
            assert_eq!(vault.listing(actor, id).await.unwrap().unwrap().number, 1, "everybody reads it");
        }
        assert!(
            vault.add_listing(&world.administrator, OrganisationId(id.0), &form, world.form()).await.unwrap().is_none()
        );
        let once = world.form();
        let first = vault.add_listing(&world.administrator, other, &form, once).await.unwrap().unwrap();
        let again = vault.add_listing(&world.administrator, other, &form, once).await.unwrap().unwrap();
        assert_eq!(first, again, "a second click");
        assert_eq!(vault.listings(&world.worker).await.unwrap().unwrap().len(), 2);
        // What a house lists it can be asked for.
        let receivers = vault.receivers().await.unwrap();
        assert!(receivers.iter().find(|receiver| receiver.id == other).unwrap().services.contains(&Service::CheckUp));
    }
}

#[tokio::test]
async fn two_who_change_the_same_do_not_write_over_each_other() {
    for world in worlds("directory_two").await {
        let vault = &world.vault;
        let id = listing(&world).await;
        let paused = checked(&ListingForm { status: "paused".into(), ..listing_form() });
        assert_eq!(vault.public_listings().await.unwrap().len(), 1);
        assert_eq!(vault.change_listing(&world.clinic, id, &paused, 1).await.unwrap(), Some(Changed::Now));
        let late = checked(&listing_form());
        assert_eq!(vault.change_listing(&world.administrator, id, &late, 1).await.unwrap(), Some(Changed::Meanwhile));
        assert_eq!(vault.change_listing(&world.administrator, id, &late, 7).await.unwrap(), Some(Changed::Meanwhile));
        assert!(vault.public_listings().await.unwrap().is_empty(), "what is paused is not public");
        assert_eq!(vault.listing(&world.worker, id).await.unwrap().unwrap().number, 2);
    }
}

#[tokio::test]
async fn what_nobody_confirms_grows_old_and_capacity_is_what_was_said_last() {
    for world in worlds("directory_age").await {
        let vault = &world.vault;
        let id = listing(&world).await;
        let entry = vault.listing(&world.worker, id).await.unwrap().unwrap();
        assert_eq!(entry.freshness(vault.today()), Freshness::Fresh);
        let later = local_date(vault.now() + TimeDelta::days(200));
        assert_eq!(entry.freshness(later), Freshness::Old);
        for (takes, weeks) in [(Takes::No, 0), (Takes::Waiting, 3)] {
            vault.tell_capacity(&world.clinic, id, Capacity { takes, weeks }).await.unwrap().unwrap();
        }
        world.clock.advance(TimeDelta::minutes(3));
        vault.assure_listing(&world.clinic, id).await.unwrap().unwrap();
        let entry = vault.listing(&world.worker, id).await.unwrap().unwrap();
        assert_eq!(entry.capacity.unwrap().capacity, Capacity { takes: Takes::Waiting, weeks: 3 });
        assert_eq!(entry.assured.unwrap().at, vault.now());
    }
}

#[tokio::test]
async fn what_clients_say_is_counted_once_and_names_nobody() {
    for world in worlds("directory_feedback").await {
        let vault = &world.vault;
        let id = listing(&world).await;
        let said = Feedback { points: 4, reason: FeedbackReason::Kind };
        let form = world.form();
        for _ in 0..2 {
            vault.count_feedback(&world.worker, id, said, form).await.unwrap().unwrap();
        }
        vault.count_feedback(&world.worker, id, said, world.form()).await.unwrap().unwrap();
        assert!(vault.count_feedback(&world.clinic, id, said, world.form()).await.unwrap().is_none(), "not of oneself");
        let told = vault.feedback_on(&world.clinic, id, "2026-05", "2026-12").await.unwrap().unwrap();
        assert_eq!(told.iter().map(|said| (said.points, said.quantity)).collect::<Vec<_>>(), [(4, 2)]);
        assert!(vault.feedback_on(&world.clinic, id, "2026-05", "2026-11").await.unwrap().unwrap().is_empty());
    }
}

/// I5: what is counted in full is what one holds a key of; what others sent is not there before its month is over.
#[tokio::test]
async fn referrals_are_counted_by_who_can_open_them() {
    for world in worlds("directory_courses").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        world.refer(case).await;
        for actor in [&world.worker, &world.supervisor] {
            let courses = vault.referral_courses(actor).await.unwrap().unwrap();
            assert_eq!((courses.own.len(), courses.others.len()), (1, 0));
            assert_eq!(courses.own[0].state, ReferralState::Issued);
            assert!(courses.own[0].reached(Milestone::Issued) && !courses.own[0].reached(Milestone::Accepted));
            let record = Record::of(&courses.own, world.clinic_organisation, courses.own[0].service);
            assert_eq!((record.sent, record.declined), (1, 0));
        }
        assert!(vault.referral_courses(&world.colleague).await.unwrap().unwrap().own.is_empty());
        assert!(vault.referral_courses(&world.clinic).await.unwrap().is_none());
        // One's own house is never among the others, or one could take the one from the other.
        world.clock.advance(TimeDelta::days(40));
        assert!(vault.referral_courses(&world.colleague).await.unwrap().unwrap().others.is_empty());
    }
}
