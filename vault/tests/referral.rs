//! The loop of a referral, on both engines: who moves it, what time does, what shuts the receiver out, and what is heard
//! beside it.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::other::other;
use crate::support::{World, evidence, join, log_in, opening, worlds};
use chrono::TimeDelta;
use domain::audit::{Deed, Reason};
use domain::consent::{Purpose, Segment};
use domain::date::local_date;
use domain::id::{CaseId, OrganisationId, ReferralId};
use domain::referral::{
    Answer, DeclineReason, Draft, Duty, Followed, Following, Heard, Mover, NeedMet, NotCompleted, Outcome,
    ReferralState, Report, RequestForm, ServiceDelivered, WalkIn,
};
use vault::testing::run_sql;
use vault::who_looked::Look;
use vault::{Actor, Ring, segment};

async fn state(world: &World, id: ReferralId) -> ReferralState {
    world.vault.referral(&world.worker, id).await.unwrap().unwrap().standing.state
}

async fn answers(world: &World, by: &Actor, id: ReferralId, outcome: &Outcome) -> Option<ReferralState> {
    world.vault.answer_referral(by, id, outcome).await.unwrap()
}

async fn clinic_holds(world: &World, id: ReferralId) -> bool {
    world.vault.referral(&log_in(&world.vault, "sen").await, id).await.unwrap().is_some()
}

/// What a desk does not show was not looked at: who looked says so of each.
#[tokio::test]
async fn a_desk_is_noted_as_far_as_it_is_shown() {
    for world in worlds("noted_as_shown").await {
        let (shown, beyond) = (world.open_case("Lan").await, world.open_case("Mai").await);
        let first = world.refer(shown).await;
        world.refer(beyond).await;
        let only_the_first = |all: Vec<vault::referral::Followed>| {
            assert_eq!(all.len(), 2, "both are there to choose from");
            all.into_iter().filter(|one| one.standing.id == first).collect()
        };
        let desk = world.vault.expected(&world.clinic, only_the_first).await.unwrap().unwrap();
        assert_eq!(desk.referrals.len(), 1);
        for (case, looks) in [(shown, 1), (beyond, 0)] {
            let open = world.vault.open_case(&world.worker, case, &[Segment::Label], Reason::Support);
            let ring = open.await.unwrap().unwrap();
            let seen = world.vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
            let listed = |look: &&Look| look.deed == Deed::Listed && look.reason == Reason::Referral;
            assert_eq!(seen.iter().filter(listed).count(), looks);
        }
    }
}

fn ended(following: Following) -> Followed {
    Followed { following, booked_on: None, met: None, why: Some(NotCompleted::Far) }
}

fn heard(world: &World, heard: Heard) -> Report {
    Report { heard, on: world.vault.today() }
}

async fn withdraw_request(world: &World, case: CaseId) {
    let worker = log_in(&world.vault, "mai").await;
    let segments = [Segment::Casework];
    let mut ring = world.vault.open_case(&worker, case, &segments, Reason::ClientRequest).await.unwrap().unwrap();
    let consents = world.vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
    let request = consents.iter().find(|entry| entry.purpose == Purpose::Referral && entry.live).unwrap();
    world.vault.withdraw(&worker, &ring, request.id).await.unwrap().unwrap();
}

#[tokio::test]
async fn the_loop_runs_from_yes_to_what_the_client_says_of_it() {
    for world in worlds("referral_loop").await {
        let vault = &world.vault;
        let id = world.refer(world.open_case("Hoa Ban").await).await;
        let day = vault.today() + TimeDelta::days(2);
        let told = [ServiceDelivered::Examined];
        for outcome in [
            Outcome::of(Answer::Accepted),
            Outcome { next_on: Some(day), ..Outcome::of(Answer::Booked) },
            Outcome::of(Answer::DidNotCome),
            Outcome { services: told.to_vec(), ..Outcome::of(Answer::ServedInPart) },
            Outcome::of(Answer::Feedback),
        ] {
            assert_eq!(answers(&world, &world.clinic, id, &outcome).await, Some(outcome.state()));
            // A second click finds it done, and nobody goes back.
            let number = vault.referral(&world.worker, id).await.unwrap().unwrap().standing.number;
            assert_eq!(answers(&world, &world.clinic, id, &outcome).await, Some(outcome.state()));
            answers(&world, &world.clinic, id, &Outcome::of(Answer::Accepted)).await;
            let followed = vault.referral(&world.worker, id).await.unwrap().unwrap();
            assert_eq!((followed.standing.number, followed.standing.state), (number, outcome.state()));
        }
        // The receiver does not close it, and the supervisor, who reads it, does not either.
        let completed = Followed::completed(NeedMet::Partly);
        for nobody in [&world.clinic, &world.supervisor, &world.colleague, &world.volunteer, &world.administrator] {
            assert!(vault.follow_referral(nobody, id, &completed).await.unwrap().is_none());
        }
        let closed = vault.follow_referral(&world.worker, id, &completed).await.unwrap();
        assert_eq!(closed, Some(ReferralState::Completed));

        let followed = vault.referral(&world.worker, id).await.unwrap().unwrap();
        let states: Vec<_> = followed.history.iter().map(|moved| moved.state.code()).collect();
        assert_eq!(states, ["issued", "accepted", "booked", "no_show", "served_in_part", "feedback", "completed"]);
        let by: Vec<_> = followed.history.iter().map(|moved| moved.by.as_deref().unwrap_or_default()).collect();
        assert_eq!((by[0], by[1], by[6]), ("Lò Thị Mai", "Phòng khám Hoa Sen", "Lò Thị Mai"));
        assert!(followed.due.is_none());
        // To the receiver its own people have names, and the sender is an organisation.
        let received = vault.referral(&world.clinic, id).await.unwrap().unwrap();
        let by: Vec<_> = received.history.iter().map(|moved| moved.by.as_deref().unwrap_or_default()).collect();
        assert_eq!((by[0], by[1]), ("Trung tâm CTXH", "Cầm Thị Ảnh"));
    }
}

/// A no, a sending on, and every end shut the receiver out in the same transaction, and nothing lets it in again.
#[tokio::test]
async fn what_ends_it_shuts_the_receiver_out_at_once() {
    for world in worlds("referral_shut").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let declined = Outcome { declined: Some(DeclineReason::NoStaff), ..Outcome::of(Answer::Declined) };
        let stopped = Outcome { stopped: Some(NotCompleted::NoNeed), ..Outcome::of(Answer::Stopped) };
        for outcome in [declined, stopped, Outcome::of(Answer::SentOn)] {
            let id = world.refer(case).await;
            assert_eq!(answers(&world, &world.clinic, id, &outcome).await, Some(outcome.state()));
            assert!(!clinic_holds(&world, id).await, "{outcome:?}");
            assert_eq!(answers(&world, &world.clinic, id, &Outcome::of(Answer::Came)).await, None);
            assert_eq!(state(&world, id).await, outcome.state());
        }
        for following in [Following::Stopped, Following::Cancelled] {
            let id = world.refer(case).await;
            vault.follow_referral(&world.worker, id, &ended(following)).await.unwrap().unwrap();
            assert!(!clinic_holds(&world, id).await, "{following:?}");
            assert_eq!(answers(&world, &world.clinic, id, &Outcome::of(Answer::Came)).await, None);
        }
        // Why a receiver declines stands in the clear, and nothing else of what was said does.
        let clear = "update referral_events set reason = reason where reason is not null";
        assert_eq!(run_sql(&world.url, clear).await, 1);
        let sealed = "update referral_events set sealed = sealed where sealed is not null";
        assert_eq!(run_sql(&world.url, sealed).await, 5);
        assert!(world.vault.check_audit().await.is_ok());
    }
}

#[tokio::test]
async fn two_who_answer_at_once_and_who_answers_after_a_withdrawal() {
    for world in worlds("referral_race").await {
        let case = world.open_case("Hoa Ban").await;
        let id = world.refer(case).await;
        let nurse = join(&world.vault, &world.administrator, "nga", domain::account::Role::ClinicStaff).await;
        world.admit(&world.clinic, nurse.account()).await.unwrap().unwrap();
        let other = log_in(&world.vault, "nga").await;
        let (came, not) = (Outcome::of(Answer::Came), Outcome::of(Answer::DidNotCome));
        let (one, two) = tokio::join!(answers(&world, &world.clinic, id, &came), answers(&world, &other, id, &not));
        assert!(one.is_some() && two.is_some());
        // One after the other, along the table: never two events of one number, never back.
        let followed = world.vault.referral(&world.worker, id).await.unwrap().unwrap();
        let states: Vec<_> = followed.history.iter().map(|moved| moved.state).collect();
        assert!(states.windows(2).all(|pair| pair[0].may_become().contains(&pair[1])), "{states:?}");
        assert_eq!(followed.standing.state, ReferralState::Attended);

        withdraw_request(&world, case).await;
        assert_eq!(answers(&world, &world.clinic, id, &Outcome::of(Answer::Served)).await, None);
        assert_eq!(state(&world, id).await, ReferralState::Withdrawn);
        let late = Followed::completed(NeedMet::Yes);
        let stands = world.vault.follow_referral(&world.worker, id, &late).await.unwrap();
        assert_eq!(stands, Some(ReferralState::Withdrawn));
    }
}

/// Thirty days, and the day after: closed by time, with the receiver out; a day that was set is waited for while the
/// client's request lives.
#[tokio::test]
async fn time_closes_what_nobody_came_by() {
    for world in worlds("referral_expiry").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let waits = world.refer(case).await;
        let came = world.refer(case).await;
        answers(&world, &world.clinic, came, &Outcome::of(Answer::Came)).await;
        world.clock.advance(TimeDelta::days(30));
        assert_eq!(vault.sweep_expired().await.unwrap().referrals, 0, "the last day is a day");
        world.clock.advance(TimeDelta::days(1));
        let swept = vault.sweep_expired().await.unwrap();
        assert_eq!(swept.referrals, 1);
        let worker = log_in(vault, "mai").await;
        let stands = |id| vault.referral(&worker, id);
        let expired = stands(waits).await.unwrap().unwrap();
        assert_eq!(expired.standing.state, ReferralState::Expired);
        assert!(expired.history.last().unwrap().by.is_none(), "nobody moved it but time");
        assert_eq!(stands(came).await.unwrap().unwrap().standing.state, ReferralState::Attended);
        assert!(!clinic_holds(&world, waits).await);
        // Her own word is still taken down, and moves nothing.
        vault.report_referral(&worker, waits, &heard(&world, Heard::SaysServed), world.form()).await.unwrap().unwrap();
        let again = stands(waits).await.unwrap().unwrap();
        assert_eq!((again.standing.state, again.reports.len()), (ReferralState::Expired, 1));
        assert_eq!(vault.sweep_expired().await.unwrap().referrals, 0);
    }
}

#[tokio::test]
async fn calls_after_a_no_show_are_counted_and_only_the_senders_side_reads_them() {
    for world in worlds("referral_tries").await {
        let vault = &world.vault;
        let id = world.refer(world.open_case("Hoa Ban").await).await;
        let early = heard(&world, Heard::NotReached);
        vault.report_referral(&world.worker, id, &early, world.form()).await.unwrap().unwrap();
        let followed = vault.referral(&world.worker, id).await.unwrap().unwrap();
        assert!(followed.reports.is_empty(), "nobody is called back who was not waited for");
        answers(&world, &world.clinic, id, &Outcome::of(Answer::DidNotCome)).await;
        let mut days = Vec::new();
        for number in 0..3 {
            let due = vault.referral(&world.worker, id).await.unwrap().unwrap().due.unwrap();
            assert_eq!((due.duty, due.whose), (Duty::CallBack, Mover::Sender));
            days.push((due.on - vault.today()).num_days());
            let form = world.form();
            for _ in 0..2 {
                let report = heard(&world, Heard::NotReached);
                vault.report_referral(&world.worker, id, &report, form).await.unwrap().unwrap();
            }
            let read = vault.referral(&world.worker, id).await.unwrap().unwrap();
            assert_eq!(read.reports.len(), number + 1, "the second post of a form");
        }
        assert_eq!(days, [2, 7, 14]);
        let followed = vault.referral(&world.supervisor, id).await.unwrap().unwrap();
        assert_eq!(followed.due.unwrap().duty, Duty::Decide);
        assert_eq!(followed.reports[0].by, "Lò Thị Mai");
        let received = vault.referral(&world.clinic, id).await.unwrap().unwrap();
        assert!(received.reports.is_empty());
        for nobody in [&world.clinic, &world.colleague, &world.supervisor] {
            let report = heard(&world, Heard::WillGo);
            assert!(vault.report_referral(nobody, id, &report, world.form()).await.unwrap().is_none());
        }
        // Late with an answer, the sender is told the day after.
        let late = world.refer(world.open_case("Gạo").await).await;
        let due = vault.referral(&world.worker, late).await.unwrap().unwrap().due.unwrap();
        assert_eq!(due.on, domain::calendar::working_days_after(local_date(vault.now()), 2));
        assert!(!due.concerns_sender(due.on) && due.concerns_sender(due.on + TimeDelta::days(1)));
    }
}

/// A walk-in is read by its own desk and matched with a packet of the same code, once; the others go after thirty days.
#[tokio::test]
async fn a_walk_in_is_matched_by_its_code() {
    for world in worlds("walk_in").await {
        let vault = &world.vault;
        let (case, other) = (world.open_case("Hoa Ban").await, world.open_case("Gạo").await);
        let (code, of_other) = (world.code(case).await, world.code(other).await);
        let services = vec![ServiceDelivered::Examined];
        let walk_in = |code| WalkIn { code, came_on: vault.today(), services: services.clone() };
        assert!(vault.record_walk_in(&world.worker, &walk_in(code.clone()), world.form()).await.unwrap().is_none());
        let form = world.form();
        for _ in 0..2 {
            vault.record_walk_in(&world.clinic, &walk_in(code.clone()), form).await.unwrap().unwrap();
        }
        let stays = vault.record_walk_in(&world.clinic, &walk_in(of_other), world.form()).await.unwrap().unwrap();
        let kept = vault.walk_ins(&world.clinic).await.unwrap();
        assert_eq!(kept.len(), 2, "the second post of a form");
        assert!(vault.walk_ins(&world.worker).await.unwrap().is_empty());
        assert!(vault.walk_ins(&log_in(vault, "bich").await).await.unwrap().is_empty());

        let id = world.refer(case).await;
        let hers = kept.iter().find(|one| one.id != stays).unwrap().id;
        assert_eq!(vault.match_walk_in(&world.clinic, stays, id).await.unwrap(), None, "of another client");
        for _ in 0..2 {
            vault.match_walk_in(&world.clinic, hers, id).await.unwrap();
        }
        let followed = vault.referral(&world.worker, id).await.unwrap().unwrap();
        assert_eq!(followed.standing.state, ReferralState::Attended);
        let outcome = followed.outcome.unwrap();
        assert_eq!((outcome.came_on, outcome.services), (Some(vault.today()), services.clone()));
        assert_eq!(vault.walk_ins(&world.clinic).await.unwrap().len(), 1);
        // What can be told no more, because that she came stands there already, is not lost.
        let second = vault.record_walk_in(&world.clinic, &walk_in(world.code(case).await), world.form()).await;
        let second = second.unwrap().unwrap();
        let stands = vault.match_walk_in(&world.clinic, second, id).await.unwrap();
        assert_eq!(stands, Some(ReferralState::Attended));
        assert_eq!(vault.walk_ins(&world.clinic).await.unwrap().len(), 2);

        world.clock.advance(TimeDelta::days(30));
        vault.sweep_expired().await.unwrap();
        assert!(vault.walk_ins(&log_in(vault, "sen").await).await.unwrap().is_empty());
    }
}

/// A client's own request to be referred there, and her case open to be sent from.
async fn asked_for(world: &World, sender: &Actor, case: CaseId, receiver: OrganisationId) -> (Ring, Draft) {
    let (vault, today) = (&world.vault, world.vault.today());
    let draft = Draft { receiver, ..world.draft() };
    let until = domain::date::display(today + TimeDelta::days(30));
    let request = RequestForm { own_request: "yes".into(), until, evidence: evidence() };
    let request = request.check(&draft, sender.name(), today).unwrap_or_else(|problems| panic!("{problems:?}"));
    let segments = [Segment::Label, Segment::Contact, Segment::Casework];
    let mut ring = vault.open_case(sender, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    vault.record_request(sender, &ring, &casework, &request, world.form()).await.unwrap().unwrap();
    (ring, draft)
}

/// Each holds its own team's keys still and the other's: in one order for both, so that neither waits for the other.
#[tokio::test]
async fn two_organisations_refer_to_each_other_at_once() {
    for world in worlds("both_ways").await {
        let (vault, there) = (&world.vault, other(&world).await);
        let opening = opening("Gạo").check(there.worker.name()).unwrap_or_else(|problems| panic!("{problems:?}"));
        let theirs = vault.open_new_case(&there.worker, &opening, world.form()).await.unwrap().unwrap();
        let ours = world.open_case("Hoa Ban").await;
        let (mut from_us, to_them) = asked_for(&world, &world.worker, ours, there.worker.organisation()).await;
        let (mut from_them, to_us) = asked_for(&world, &there.worker, theirs, world.worker.organisation()).await;
        let (sent, received) = tokio::join!(
            vault.issue_referral(&world.worker, &mut from_us, &to_them, world.form()),
            vault.issue_referral(&there.worker, &mut from_them, &to_us, world.form()),
        );
        assert!(sent.unwrap().is_some() && received.unwrap().is_some());
    }
}
