//! I1: what cannot be written down beforehand is not shown, and not done. Every reading and changing function of the vault,
//! on both engines, while the audit takes no event.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, opening, session_form, worlds};
use chrono::TimeDelta;
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::referral::{Followed, NeedMet, OutcomeForm};
use vault::case::Found;
use vault::{Actor, Result, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

/// What somebody was shown by one function: the number of records, or nothing for a refusal.
async fn shown(
    world: &World,
    actor: &Actor,
    case: domain::id::CaseId,
    referral: domain::id::ReferralId,
) -> Vec<(&'static str, Result<usize>)> {
    let vault = &world.vault;
    let everything = |rows: Vec<_>| Found { total: rows.len(), rows };
    vec![
        ("open_case", vault.open_case(actor, case, ALL, Reason::Support).await.map(|ring| usize::from(ring.is_some()))),
        (
            "list_cases",
            vault
                .list_cases(actor, Reason::Support, everything)
                .await
                .map(|found| found.map_or(0, |found| found.rows.len())),
        ),
        ("referral", vault.referral(actor, referral).await.map(|one| usize::from(one.is_some()))),
        ("referrals", vault.referrals(actor).await.map(|all| all.map_or(0, |all| all.len()))),
        ("expected", vault.expected(actor, |all| all).await.map(|all| all.map_or(0, |all| all.referrals.len()))),
        ("contacts", vault.contacts(actor, 10).await.map(|all| all.map_or(0, |all| all.len()))),
        ("contacts_since", vault.contacts_since(actor, vault.today()).await.map(|all| all.map_or(0, |all| all.len()))),
        (
            "ending_consents",
            vault
                .ending_consents(actor, vault.now() + TimeDelta::days(400), Reason::Support)
                .await
                .map(|all| all.len()),
        ),
        ("withdrawals_to_know", vault.withdrawals_to_know(actor, Reason::Support).await.map(|all| all.len())),
    ]
}

#[tokio::test]
async fn nothing_is_shown_that_was_not_written_down_before() {
    for world in worlds("unaudited").await {
        let case = world.open_case("CANARY Hoa Ban").await;
        let referral = world.refer(case).await;
        let form = domain::contact::ContactForm {
            commune: "03646".into(),
            place: "lodging".into(),
            whom: "anonymous".into(),
            sex: "female".into(),
            age: "25_29".into(),
            condoms: "10".into(),
            ..Default::default()
        };
        let contact = form.check(world.vault.today(), |_| true).unwrap();
        world.vault.log_contact(&world.volunteer, &contact, world.form()).await.unwrap().unwrap();
        let taken_back = world.open_case("CANARY Mây").await;
        let mut ring =
            world.vault.open_case(&world.supervisor, taken_back, ALL, Reason::Support).await.unwrap().unwrap();
        let consents = world.vault.consents(&ring.take().unwrap()).await.unwrap();
        let services = consents.iter().find(|entry| entry.purpose == Purpose::Services).unwrap();
        world.vault.withdraw(&world.supervisor, &ring, services.id).await.unwrap().unwrap();
        let before = world.vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();

        let people =
            [&world.worker, &world.supervisor, &world.clinic, &world.colleague, &world.volunteer, &world.administrator];
        let (mut refused, mut usual) = (0, Vec::new());
        for actor in people {
            for (what, seen) in shown(&world, actor, case, referral).await {
                usual.push(seen.unwrap_or_else(|error| panic!("{what}: {error}")));
            }
        }
        crate::support::break_audit(&world.url).await;
        let mut usual_again = usual.iter();
        for actor in people {
            for (what, seen) in shown(&world, actor, case, referral).await {
                let showed = *usual_again.next().unwrap() > 0;
                refused += u32::from(seen.is_err());
                assert_eq!(seen.as_ref().copied().unwrap_or_default(), 0, "{what} shows {} something", actor.name());
                assert!(
                    seen.is_err() || !showed,
                    "{what} tells {} there is nothing, instead of refusing",
                    actor.name()
                );
            }
        }
        assert!(refused >= 12, "only {refused} functions had anything to refuse");
        assert!(world.vault.who_looked(&world.worker, &before, 0, 10).await.is_err());

        crate::support::mend_audit(&world.url).await;
        for (what, seen) in shown(&world, &world.worker, case, referral).await {
            let not_hers = matches!(what, "expected" | "contacts_since");
            assert_eq!(seen.unwrap() > 0, !not_hers, "{what} shows everything again");
        }
    }
}

#[tokio::test]
async fn nothing_is_done_that_was_not_written_down() {
    for world in worlds("undone").await {
        let vault = &world.vault;
        let case = world.open_case("CANARY Mây").await;
        let referral = world.refer(case).await;
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let mut second = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        let consents = vault.consents(&casework).await.unwrap();
        let request = consents.iter().find(|entry| entry.purpose == Purpose::Referral).unwrap().id;
        let session = session_form(vault.today()).check(vault.today()).unwrap();
        let outcome = OutcomeForm { arrival: "came".into(), ..OutcomeForm::default() }.check(vault.today()).unwrap();

        crate::support::break_audit(&world.url).await;
        assert!(vault.open_new_case(&world.worker, &opening("Sao").check("y").unwrap(), world.form()).await.is_err());
        assert!(vault.record_counselling(&world.worker, &mut second, &session, world.form()).await.is_err());
        assert!(vault.issue_referral(&world.worker, &mut ring, &world.draft(), world.form()).await.is_err());
        assert!(vault.withdraw(&world.worker, &ring, request).await.is_err());
        assert!(vault.answer_referral(&world.clinic, referral, &outcome).await.is_err());
        assert!(vault.follow_referral(&world.worker, referral, &Followed::completed(NeedMet::Yes)).await.is_err());
        assert!(vault.log_in("mai", Some(crate::support::PASSWORD)).await.is_err());

        crate::support::mend_audit(&world.url).await;
        assert_eq!(vault.counsellings(&casework, 10).await.unwrap().len(), 0);
        assert_eq!(vault.consents(&casework).await.unwrap().iter().filter(|entry| entry.live).count(), 3);
        assert_eq!(vault.standings(&casework).await.unwrap().len(), 1);
        let stands = vault.referral(&world.clinic, referral).await.unwrap().unwrap();
        assert_eq!(stands.standing.number, 1, "nobody answered");
        let everything = |rows: Vec<_>| Found { total: rows.len(), rows };
        let found = vault.list_cases(&world.worker, Reason::Support, everything).await.unwrap().unwrap();
        assert_eq!(found.total, 1, "no second case");
    }
}
