//! A case goes to another organisation: who opens it before, between and after, on both sides; told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::other::{Other, empty, offer, offered, other};
use crate::support::{World, card, hiv_consent, holder, log_in, sealed_note, session_form, worlds};
use domain::audit::Reason;
use domain::card::CardReach;
use domain::consent::{Purpose, Segment, Standing as Stands};
use domain::hiv::{Letter, Recipient};
use domain::id::CaseId;
use domain::referral::{Answer, Outcome};
use domain::transfer::{Hindrance, SendBackForm, Standing};
use vault::case::{Found, What};
use vault::testing::run_sql;
use vault::transfer::{Offered, Taken};
use vault::{Actor, DraftOf, Ring, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];
const PIN: &str = "402817";

async fn ring(world: &World, actor: &Actor, case: CaseId) -> Option<Ring> {
    world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap()
}

/// Who opens the case now, of both sides.
async fn opens(world: &World, other: &Other, case: CaseId) -> [bool; 5] {
    let mut opens = [false; 5];
    let people = [&world.worker, &world.supervisor, &world.colleague, &other.lead, &other.worker];
    for (opened, actor) in opens.iter_mut().zip(people) {
        *opened = ring(world, actor, case).await.is_some();
    }
    opens
}

const OLD_SIDE: [bool; 5] = [true, true, false, false, false];
const NEW_SIDE: [bool; 5] = [false, false, false, true, true];

async fn listed(world: &World, actor: &Actor) -> usize {
    let everything = |rows: Vec<_>| Found { total: rows.len(), rows };
    world.vault.list_cases(actor, Reason::Support, everything).await.unwrap().unwrap().total
}

async fn standing(world: &World, actor: &Actor) -> Standing {
    world.vault.transfers(actor).await.unwrap().unwrap()[0].standing
}

#[tokio::test]
async fn until_it_is_taken_the_old_side_carries_it_and_then_it_is_the_other_way_round() {
    for world in worlds("transfer").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case_asking("Hoa Ban", "yes").await;
        world.hold_session(case).await;
        let hers = card(&world, case, CardReach::Agreed, PIN).await;
        hiv_consent(&world, case, Recipient::Person(world.worker.account()), Letter::Counsels).await;
        let mut open = ring(&world, &world.worker, case).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let note = sealed_note(&world, &open, &casework).await;
        assert!(vault.keep_draft(&world.worker, DraftOf::Counselling(case), "CANARY nháp").await.unwrap());
        assert_eq!(opens(&world, &other, case).await, OLD_SIDE);

        let id = offered(&world, other.team, case).await;
        assert_eq!(opens(&world, &other, case).await, OLD_SIDE, "an offer opens nothing of the case");
        assert_eq!(offer(&world, other.team, case).await, Offered::Before);
        assert!(vault.open_offer(&world.supervisor, id).await.unwrap().is_none(), "for who is asked");
        assert!(vault.open_offer(&other.worker, id).await.unwrap().is_none(), "for who leads there");
        assert_eq!(listed(&world, &other.lead).await, 0);
        let page = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        assert_eq!(page.offer.alias.as_str(), "Hoa Ban");
        assert_eq!(page.offer.why.as_str(), "CANARY chuyển chỗ ở");
        let nobody = vault.take_transfer(&other.lead, &page, world.worker.account()).await.unwrap().unwrap();
        assert_eq!(nobody, Taken::NobodyThere);
        assert_eq!(opens(&world, &other, case).await, OLD_SIDE);
        world.clock.advance(chrono::TimeDelta::seconds(1));
        let page = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        let taken = vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap();
        assert_eq!(taken, Some(Taken::Now(case)));

        assert_eq!(opens(&world, &other, case).await, NEW_SIDE);
        assert_eq!((listed(&world, &world.worker).await, listed(&world, &world.supervisor).await), (0, 0));
        assert_eq!((listed(&world, &other.worker).await, listed(&world, &other.lead).await), (1, 1));
        assert!(vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap().is_none(), "once");
        assert!(vault.open_offer(&other.lead, id).await.unwrap().is_none());
        for side in [&world.supervisor, &other.lead] {
            assert_eq!(standing(&world, side).await, Standing::Taken);
        }
        // What was for the named stays behind, and nobody breaks the glass of what they do not keep.
        assert!(vault.open_sealed_note(&world.worker, case, note).await.unwrap().is_none());
        let there = ring(&world, &other.worker, case).await.unwrap();
        assert!(vault.own_sealed_notes(&other.worker, &there).await.unwrap().is_empty());
        for actor in [&world.worker, &other.worker, &other.lead] {
            assert!(!vault.holds_hiv(actor, case).await.unwrap());
        }
        // What she said so far is read there; the line says where it came from; her yes is to them.
        let mut there = ring(&world, &other.worker, case).await.unwrap();
        let casework = there.take::<segment::Casework>().unwrap();
        assert_eq!(vault.counsellings(&casework, 10).await.unwrap().len(), 1);
        let line = vault.line(&casework, 0, 20).await.unwrap();
        assert!(matches!(&line.happened[0].what, What::Transferred { from } if from == "Trung tâm CTXH"));
        assert!(vault.draft(&other.worker, &casework, DraftOf::Counselling(case)).await.unwrap().is_none());
        let contact = there.take::<segment::Contact>().unwrap();
        assert!(vault.safe_contact(&contact).await.unwrap().cover_story.is_some());
        let ledger = vault.evidence(&casework).await.unwrap();
        for proven in &ledger {
            let (purpose, ours) = (proven.entry.purpose, proven.entry.grantee == other.lead.organisation());
            let live = ours && matches!(purpose, Purpose::Services | Purpose::Processing);
            assert_eq!(proven.entry.live, live, "{purpose:?} {ours}");
            let stands = match (purpose, ours) {
                (Purpose::Services | Purpose::Processing, true) => Stands::Live,
                (Purpose::Services | Purpose::Processing, false) => Stands::Replaced,
                _ => Stands::Moved,
            };
            assert_eq!(proven.entry.standing, stands, "{purpose:?}");
            assert!(proven.evidence.is_some());
        }
        // The work goes on, under keys that the old side never held; her card reads on.
        let mut there = vault.open_case(&other.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let session = session_form(vault.today()).check(vault.today()).unwrap();
        vault.record_counselling(&other.worker, &mut there, &session, world.form()).await.unwrap().unwrap();
        let client = holder(&world, &hers, PIN).await;
        assert_eq!(vault.own_agreed(&client).await.unwrap().unwrap().len(), 2);
        // She takes it back there like anywhere.
        let mut there = ring(&world, &other.worker, case).await.unwrap();
        let casework = there.take::<segment::Casework>().unwrap();
        let ledger = vault.consents(&casework).await.unwrap();
        let kept = ledger.iter().find(|entry| entry.live && entry.purpose == Purpose::Processing).unwrap().id;
        assert!(vault.withdraw(&other.worker, &there, kept).await.unwrap().unwrap().case_shut);
        assert_eq!(opens(&world, &other, case).await, [false; 5]);
    }
}

#[tokio::test]
async fn sent_back_called_off_or_taken_back_the_other_side_never_had_it() {
    for world in worlds("transfer_back").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let id = offered(&world, other.team, case).await;
        let page = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        let back = SendBackForm { reason: "no_room".into(), words: "CANARY hết chỗ".into() }.check();
        let back = back.unwrap_or_else(|problems| panic!("{problems:?}"));
        vault.send_back(&other.lead, page, &back).await.unwrap().unwrap();
        assert!(vault.open_offer(&other.lead, id).await.unwrap().is_none());
        let casework = ring(&world, &world.worker, case).await.unwrap().take::<segment::Casework>().unwrap();
        let (transfer, words) = vault.transfer_of(&world.worker, &casework).await.unwrap().unwrap();
        assert_eq!(transfer.standing, Standing::SentBack);
        assert_eq!(words.unwrap().as_str(), "CANARY hết chỗ");

        let id = offered(&world, other.team, case).await;
        let stale = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        let mut open = ring(&world, &world.worker, case).await.unwrap();
        vault.call_off(&world.worker, &mut open).await.unwrap().unwrap();
        assert_eq!(vault.take_transfer(&other.lead, &stale, other.worker.account()).await.unwrap(), None);
        assert_eq!(standing(&world, &other.lead).await, Standing::CalledOff);

        let id = offered(&world, other.team, case).await;
        let stale = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        let mut open = ring(&world, &world.worker, case).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let ledger = vault.consents(&casework).await.unwrap();
        let hers = ledger.iter().find(|entry| entry.live && entry.purpose == Purpose::Transfer).unwrap().id;
        let shut = vault.withdraw(&world.worker, &open, hers).await.unwrap().unwrap();
        assert!(!shut.case_shut && shut.recipients == 0);
        assert!(vault.open_offer(&other.lead, id).await.unwrap().is_none());
        assert_eq!(vault.take_transfer(&other.lead, &stale, other.worker.account()).await.unwrap(), None);
        assert_eq!(standing(&world, &other.lead).await, Standing::TakenBack);
        assert_eq!(opens(&world, &other, case).await, OLD_SIDE);

        let id = offered(&world, other.team, case).await;
        world.clock.advance(chrono::TimeDelta::days(31));
        let lead = log_in(vault, "hoa").await;
        assert!(vault.open_offer(&lead, id).await.unwrap().is_none());
        let all = vault.transfers(&lead).await.unwrap().unwrap();
        let stood: Vec<_> = all.iter().map(|one| one.standing).collect();
        assert_eq!(stood, [Standing::Over, Standing::TakenBack, Standing::CalledOff, Standing::SentBack]);
        vault.sweep_expired().await.unwrap();
        assert_eq!(run_sql(&world.url, "delete from transfer_keys").await, 0, "nothing lies beside what is over");
    }
}

/// Who is asked holds the offer's key, and gives nobody a case that her team did not take.
#[tokio::test]
async fn a_case_with_nobody_is_not_assigned_by_who_was_only_asked() {
    for world in worlds("transfer_assigned").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let _waits = offered(&world, other.team, case).await;
        vault.close_account(&world.supervisor, world.worker.account()).await.unwrap().unwrap();
        assert!(vault.assign(&other.lead, case, other.worker.account()).await.unwrap().is_none());
        vault.assign(&world.supervisor, case, world.colleague.account()).await.unwrap().expect("still with nobody");
        assert_eq!(opens(&world, &other, case).await, [false, true, true, false, false]);
    }
}

#[tokio::test]
async fn what_is_owed_to_somebody_is_brought_to_an_end_first() {
    for world in worlds("transfer_hindered").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let (case, closed) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        world.close_case(closed, "xong").await;
        assert_eq!(offer(&world, other.team, closed).await, Offered::Hindered(Hindrance::NotServed));
        let id = offered(&world, other.team, case).await;
        // Referred after it was offered: the other side is told that it must wait.
        world.refer(case).await;
        let page = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        let taken = vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap();
        assert_eq!(taken, Some(Taken::Hindered(Hindrance::OpenReferral)));
        assert_eq!(opens(&world, &other, case).await, OLD_SIDE);
        let again = world.open_case("Sương").await;
        world.refer(again).await;
        assert_eq!(offer(&world, other.team, again).await, Offered::Hindered(Hindrance::OpenReferral));
        // Where nobody leads, nobody is asked.
        let nobody = empty(&world).await;
        let third = world.open_case("Gạo").await;
        assert_eq!(offer(&world, nobody, third).await, Offered::NobodyThere);
        let takers = vault.takers(&world.worker).await.unwrap();
        assert_eq!(takers.iter().map(|taker| taker.team).collect::<Vec<_>>(), [other.team]);
        assert!(vault.transfers(&world.worker).await.unwrap().is_none(), "for who leads a team");
    }
}

/// A referral's key that was made after the offer does not lie beside it: the case goes when it was offered anew.
#[tokio::test]
async fn who_was_referred_and_answered_since_is_offered_anew() {
    for world in worlds("transfer_since").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let case = world.open_case("Hoa Ban").await;
        let id = offered(&world, other.team, case).await;
        let referral = world.refer(case).await;
        let said = Outcome::of(Answer::Stopped);
        vault.answer_referral(&world.clinic, referral, &said).await.unwrap().unwrap();
        let page = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        let taken = vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap();
        assert_eq!(taken, Some(Taken::Hindered(Hindrance::Changed)));
        assert_eq!(opens(&world, &other, case).await, OLD_SIDE);
        let mut open = ring(&world, &world.worker, case).await.unwrap();
        vault.call_off(&world.worker, &mut open).await.unwrap().unwrap();
        let id = offered(&world, other.team, case).await;
        let page = vault.open_offer(&other.lead, id).await.unwrap().unwrap();
        let taken = vault.take_transfer(&other.lead, &page, other.worker.account()).await.unwrap();
        assert_eq!(taken, Some(Taken::Now(case)));
        assert!(vault.referral(&other.worker, referral).await.unwrap().is_some(), "it is read there");
        assert!(vault.referral(&world.worker, referral).await.unwrap().is_none());
    }
}

/// I9: what lies beside an offer opens in its own place or not at all.
#[tokio::test]
async fn a_value_in_another_place_opens_nothing() {
    for world in worlds("transfer_moved").await {
        let vault = &world.vault;
        let other = other(&world).await;
        let (one, two) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let offers = [offered(&world, other.team, one).await, offered(&world, other.team, two).await];
        for table in ["transfers", "transfer_keys"] {
            run_sql(&world.url, &format!("create table kept_{table} as select * from {table}")).await;
        }
        let pages = [
            vault.open_offer(&other.lead, offers[0]).await.unwrap().unwrap(),
            vault.open_offer(&other.lead, offers[1]).await.unwrap().unwrap(),
        ];
        let swap =
            "update transfers set sealed = (select sealed from kept_transfers as kept where kept.id <> transfers.id)";
        assert_eq!(run_sql(&world.url, swap).await, 2);
        for id in offers {
            assert!(vault.open_offer(&other.lead, id).await.is_err());
        }
        for beside in ["kept.data_key_id <> transfer_keys.data_key_id", "kept.transfer_id <> transfer_keys.transfer_id"]
        {
            let swap = format!(
                "update transfer_keys set sealed = (select sealed from kept_transfer_keys as kept where {beside} limit 1)"
            );
            assert!(run_sql(&world.url, &swap).await > 0);
            for page in &pages {
                assert!(vault.take_transfer(&other.lead, page, other.worker.account()).await.is_err());
            }
        }
        for case in [one, two] {
            assert_eq!(opens(&world, &other, case).await, OLD_SIDE, "nothing was changed");
        }
    }
}
