//! Break-glass, each sentence of decision 0016 told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, card, danger, evidence, join, log_in, session_form, worlds};
use chrono::{Days, TimeDelta};
use domain::account::Role;
use domain::audit::{Deed, Reason};
use domain::card::{CardReach, Pin};
use domain::client::ClientCode;
use domain::consent::{Purpose, Renewal, RenewalForm, Segment};
use domain::emergency::{Danger, Finding, Review, ReviewForm};
use domain::id::{CaseId, ConsentId, EmergencyId, SubmissionId};
use vault::case::What;
use vault::emergency::{Alert, Broken};
use vault::testing::run_sql;
use vault::{Actor, Opened, Ring, counting_statements, segment};

const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];
const WORDS: &str = "CANARY gọi lúc 22:10, nói lời từ biệt";

async fn case(world: &World, alias: &str, emergency: &str) -> (CaseId, ClientCode) {
    let case = world.open_case_asking(alias, emergency).await;
    (case, world.code(case).await)
}

async fn ring(world: &World, actor: &Actor, case: CaseId) -> Option<Ring> {
    world.vault.open_case(actor, case, ALL, Reason::Support).await.unwrap()
}

async fn break_it(world: &World, actor: &Actor, code: &ClientCode) -> Broken {
    let asked = danger(code, &["identity", "contact", "casework"]);
    world.vault.break_glass(actor, &asked, world.form()).await.unwrap().unwrap()
}

async fn alerts(world: &World, actor: &Actor) -> Vec<Alert> {
    world.vault.emergencies(actor).await.unwrap().unwrap()
}

fn review(finding: &str) -> Review {
    let form =
        ReviewForm { finding: finding.into(), told: "in_person".into(), words: "CANARY đã hỏi lại".into() };
    form.check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn yes(world: &World, days: u64) -> Renewal {
    let until = domain::date::display(world.vault.today() + Days::new(days));
    let form = RenewalForm { answer: "yes".into(), until, evidence: evidence() };
    form.check(Purpose::Emergency, "Lò Thị Mai", world.vault.now()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// `mai` writes down what her client answers when she is asked about an emergency.
async fn answer(world: &World, case: CaseId, answer: &Renewal, form: SubmissionId) -> Option<()> {
    let worker = log_in(&world.vault, "mai").await;
    let mut ring = ring(world, &worker, case).await.unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    world.vault.answer_on_emergency(&worker, &ring, &casework, answer, form).await.unwrap()
}

async fn standing(world: &World, casework: &Opened<segment::Casework>, purpose: Purpose) -> Option<ConsentId> {
    let entries = world.vault.consents(casework).await.unwrap();
    entries.into_iter().find(|entry| entry.purpose == purpose && entry.live).map(|entry| entry.id)
}

/// `mai` takes one purpose back for her client.
async fn take_back(world: &World, case: CaseId, purpose: Purpose) {
    let mut ring = ring(world, &log_in(&world.vault, "mai").await, case).await.unwrap();
    let casework = ring.take::<segment::Casework>().unwrap();
    let consent = standing(world, &casework, purpose).await.unwrap();
    world.vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap();
}

#[tokio::test]
async fn under_her_yes_a_colleague_opens_one_case_and_two_are_told_at_once() {
    for world in worlds("glass").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        let (other, _) = case(&world, "Mây", "yes").await;
        assert!(ring(&world, &world.colleague, hers).await.is_none(), "nothing opens before");
        assert!(alerts(&world, &world.officer).await.is_empty());

        assert_eq!(break_it(&world, &world.colleague, &code).await, Broken::Open(hers));
        let mut opened = ring(&world, &world.colleague, hers).await.unwrap();
        assert!(opened.in_an_emergency());
        assert_eq!(
            vault.open_until(&world.colleague, &opened).await.unwrap().unwrap(),
            vault.now() + TimeDelta::hours(4)
        );
        let contact = opened.take::<segment::Contact>().unwrap();
        assert!(vault.safe_contact(&contact).await.unwrap().phone.is_some());
        assert!(ring(&world, &world.colleague, other).await.is_none(), "one case, not the next");
        for stranger in [&world.volunteer, &world.clinic, &world.administrator, &world.officer] {
            assert!(ring(&world, stranger, hers).await.is_none());
        }

        // The alert and the task are there with it; both officers read why.
        for told in [&world.officer, &world.supervisor] {
            let listed = alerts(&world, told).await;
            assert_eq!(listed.len(), 1);
            assert!(listed[0].review.is_none());
            let alert = vault.emergency(told, listed[0].id).await.unwrap().unwrap();
            assert_eq!((alert.broken_by.as_str(), alert.danger), (world.colleague.name(), Danger::Suicide));
            assert_eq!(alert.segments, ALL);
            assert_eq!(alert.words.unwrap().as_str(), WORDS);
            assert_eq!(alert.alerted.len(), 2);
            assert_eq!(alert.case.is_some(), told.role() == Role::Supervisor, "the officer opens no case");
        }
        let due = vault.due(&world.officer).await.unwrap().unwrap().reviews;
        assert_eq!((due.open, due.overdue), (1, 0));

        // The client sees it among who looked, as what it was.
        let mut hers = ring(&world, &world.worker, hers).await.unwrap();
        let looks = vault.who_looked(&world.worker, &hers, 0, 50).await.unwrap().unwrap();
        let broken = looks.iter().find(|look| look.deed == Deed::GlassBroken).unwrap();
        assert_eq!((broken.reason, broken.segments.as_slice()), (Reason::Emergency, ALL));
        assert!(looks.iter().any(|look| look.deed == Deed::Opened && look.reason == Reason::Emergency));
        assert!(!hers.in_an_emergency());
        let casework = hers.take::<segment::Casework>().unwrap();
        let line = vault.line(&casework, 0, 10).await.unwrap().happened;
        let told: Vec<_> = line.iter().filter(|one| matches!(one.what, What::Emergency(Danger::Suicide))).collect();
        assert_eq!((told.len(), told[0].by.as_str()), (1, world.colleague.name()), "her worker tells her");
    }
}

#[tokio::test]
async fn only_what_was_named_opens() {
    for world in worlds("named").await {
        let (hers, code) = case(&world, "Lan", "yes").await;
        let asked = danger(&code, &["contact"]);
        let broken = world.vault.break_glass(&world.colleague, &asked, world.form()).await.unwrap().unwrap();
        assert_eq!(broken, Broken::Open(hers));
        let mut opened = ring(&world, &world.colleague, hers).await.unwrap();
        assert!(opened.take::<segment::Label>().is_some() && opened.take::<segment::Contact>().is_some());
        assert!(opened.take::<segment::Casework>().is_none() && opened.take::<segment::Identity>().is_none());
    }
}

/// Refused, never asked, withdrawn, refused when asked again, over, a code that never was, another's caseload: one answer.
#[tokio::test]
async fn without_her_yes_nothing_opens_and_every_no_is_the_same() {
    for world in worlds("refused").await {
        let vault = &world.vault;
        let never = ClientCode::from_random([9; 8]);
        let (refused, refused_code) = case(&world, "Sương", "not_now").await;
        let (unasked, unasked_code) = case(&world, "Nắng", "").await;
        let (taken, taken_code) = case(&world, "Gió", "yes").await;
        take_back(&world, taken, Purpose::Emergency).await;
        let (again, again_code) = case(&world, "Suối", "yes").await;
        let mut open = ring(&world, &world.worker, again).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let consent = standing(&world, &casework, Purpose::Emergency).await.unwrap();
        let no = vault.renew(&world.worker, &open, &casework, consent, &Renewal::NotNow, world.form()).await.unwrap();
        assert!(no.is_some());
        assert!(standing(&world, &casework, Purpose::Emergency).await.is_none(), "a no does not wait for the end");
        let cases = [refused, unasked, taken, again];
        for code in [&never, &refused_code, &unasked_code, &taken_code, &again_code] {
            assert_eq!(break_it(&world, &world.colleague, code).await, Broken::Nothing);
        }
        for case in cases {
            assert!(ring(&world, &world.colleague, case).await.is_none());
        }
        assert!(alerts(&world, &world.officer).await.is_empty(), "nothing opened, nobody is alarmed");
        // Her yes to keep her data is over, or taken back: nothing is left to open.
        let (kept, kept_code) = case(&world, "Núi", "yes").await;
        take_back(&world, kept, Purpose::Processing).await;
        assert_eq!(break_it(&world, &world.colleague, &kept_code).await, Broken::Nothing);
    }
}

#[tokio::test]
async fn asked_later_she_may_say_yes_and_what_ended_opens_nothing() {
    for world in worlds("asked_later").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa", "not_now").await;
        let form = world.form();
        for _ in 0..2 {
            answer(&world, hers, &yes(&world, 30), form).await.unwrap();
        }
        // While a yes stands a second one is not given; the ledger renews it.
        assert!(answer(&world, hers, &yes(&world, 300), world.form()).await.is_none());
        world.clock.advance(TimeDelta::days(31));
        let colleague = log_in(vault, "dung").await;
        assert_eq!(break_it(&world, &colleague, &code).await, Broken::Nothing, "it is over");
        answer(&world, hers, &yes(&world, 364), world.form()).await.unwrap();
        assert_eq!(break_it(&world, &colleague, &code).await, Broken::Open(hers));
        // A no while it is open shuts it at once.
        answer(&world, hers, &Renewal::NotNow, world.form()).await.unwrap();
        assert!(ring(&world, &colleague, hers).await.is_none());
        assert_eq!(break_it(&world, &colleague, &code).await, Broken::Nothing);
    }
}

/// The yes for an emergency outlasts the yes to keep her data: the shorter one counts.
#[tokio::test]
async fn it_never_outlasts_her_yes_to_keep_her_data() {
    for world in worlds("kept").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Bản", "").await;
        world.clock.advance(TimeDelta::days(364));
        answer(&world, hers, &yes(&world, 300), world.form()).await.unwrap();
        world.clock.advance(TimeDelta::hours(23));
        let colleague = log_in(vault, "dung").await;
        assert_eq!(break_it(&world, &colleague, &code).await, Broken::Open(hers));
        world.clock.advance(TimeDelta::hours(2));
        assert!(ring(&world, &log_in(vault, "dung").await, hers).await.is_none());
        assert_eq!(break_it(&world, &log_in(vault, "dung").await, &code).await, Broken::Nothing);
    }
}

#[tokio::test]
async fn after_four_hours_nothing_of_it_opens_whatever_the_clock_does() {
    for world in worlds("four_hours").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        break_it(&world, &world.colleague, &code).await;
        // Renewing her yes for longer gives who broke the glass no longer.
        let mut open = ring(&world, &world.worker, hers).await.unwrap();
        let casework = open.take::<segment::Casework>().unwrap();
        let consent = standing(&world, &casework, Purpose::Emergency).await.unwrap();
        vault.renew(&world.worker, &open, &casework, consent, &yes(&world, 300), world.form()).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::hours(4) - TimeDelta::microseconds(1));
        let colleague = log_in(vault, "dung").await;
        assert!(ring(&world, &colleague, hers).await.is_some(), "the last moment");
        world.clock.advance(TimeDelta::microseconds(1));
        assert!(ring(&world, &colleague, hers).await.is_none());
        for years in [10, -10, -20] {
            world.clock.advance(TimeDelta::days(365 * years));
            let colleague = log_in(vault, "dung").await;
            assert!(ring(&world, &colleague, hers).await.is_none(), "{years} years");
        }
        assert_eq!(break_it(&world, &log_in(vault, "dung").await, &code).await, Broken::Nothing, "her yes is over too");
    }
}

#[tokio::test]
async fn taken_back_while_it_is_open_it_shuts_at_once() {
    for world in worlds("shut").await {
        let vault = &world.vault;
        for purpose in [Purpose::Emergency, Purpose::Processing] {
            let (hers, code) = case(&world, "Hoa Ban", "yes").await;
            assert_eq!(break_it(&world, &world.colleague, &code).await, Broken::Open(hers));
            let mut opened = ring(&world, &world.colleague, hers).await.unwrap();
            take_back(&world, hers, purpose).await;
            assert!(ring(&world, &world.colleague, hers).await.is_none());
            let session = session_form(vault.today()).check(vault.today()).unwrap();
            let late = vault.record_counselling(&world.colleague, &mut opened, &session, world.form()).await.unwrap();
            assert!(late.is_none(), "what was opened before writes nothing now");
            assert!(
                vault.own_emergencies(&world.colleague).await.unwrap().unwrap().iter().all(|own| own.case.is_none())
            );
        }
        assert_eq!(alerts(&world, &world.officer).await.len(), 2, "the alert stays");
    }
}

/// The client does it herself with her card, and finds there who opened it.
#[tokio::test]
async fn she_sees_it_on_her_own_page_and_takes_it_back_there() {
    for world in worlds("own_page").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        let number = card(&world, hers, CardReach::Agreed, "402817").await;
        break_it(&world, &world.colleague, &code).await;
        let (tag, pin) = (vault.card_tag(&number).await.unwrap(), Pin::parse("402817").unwrap());
        let token = vault.open_card(&number, tag, Some(&pin)).await.unwrap().expect("her card");
        let holder = vault.card_session(&token).await.unwrap().unwrap();
        let looks = vault.own_looks(&holder, 0, 50).await.unwrap();
        assert!(looks.iter().any(|look| look.deed == Deed::GlassBroken && look.reason == Reason::Emergency));
        let own = vault.own_page(&holder, 5).await.unwrap();
        let consent = own.consents.iter().find(|entry| entry.purpose == Purpose::Emergency && entry.live).unwrap().id;
        vault.take_back_own(&holder, consent).await.unwrap().unwrap();
        assert!(ring(&world, &world.colleague, hers).await.is_none());
    }
}

#[tokio::test]
async fn only_reading_and_writing_down_what_happened() {
    for world in worlds("reading").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        let request = world.refer(hers).await;
        break_it(&world, &world.colleague, &code).await;
        let mut opened = ring(&world, &world.colleague, hers).await.unwrap();
        let session = session_form(vault.today()).check(vault.today()).unwrap();
        let held = vault.record_counselling(&world.colleague, &mut opened, &session, world.form()).await.unwrap();
        assert!(held.is_some());
        // What is written down stands as what it was, by her worker's own beside it.
        let mut worker = ring(&world, &world.worker, hers).await.unwrap();
        vault.record_counselling(&world.worker, &mut worker, &session, world.form()).await.unwrap().unwrap();
        let looks = vault.who_looked(&world.worker, &worker, 0, 50).await.unwrap().unwrap();
        let of = |reason| looks.iter().filter(|look| (look.deed, look.reason) == (Deed::Recorded, reason)).count();
        assert_eq!((of(Reason::Emergency), of(Reason::Support)), (1, 1));
        // Nothing that would outlast the four hours: no referral, no consent, no card, and not in her list of cases.
        let mut opened = ring(&world, &world.colleague, hers).await.unwrap();
        let sent = vault.issue_referral(&world.colleague, &mut opened, &world.draft(), world.form()).await.unwrap();
        assert!(sent.is_none());
        let mut opened = ring(&world, &world.colleague, hers).await.unwrap();
        let casework = opened.take::<segment::Casework>().unwrap();
        let (yes, form) = (yes(&world, 9), world.form());
        let answered = vault.answer_on_emergency(&world.colleague, &opened, &casework, &yes, form).await;
        assert!(answered.unwrap().is_none());
        let everything = |rows: Vec<_>| vault::case::Found { total: rows.len(), rows };
        let found = vault.list_cases(&world.colleague, Reason::Support, everything).await.unwrap().unwrap();
        assert_eq!(found.total, 0);
        assert!(vault.referral(&world.colleague, request).await.unwrap().is_none(), "packets are no part of it");
    }
}

#[tokio::test]
async fn who_can_open_it_anyway_is_told_so_kindly() {
    for world in worlds("hers").await {
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        assert_eq!(break_it(&world, &world.worker, &code).await, Broken::Hers(hers));
        assert!(alerts(&world, &world.officer).await.is_empty());
        for role in [&world.supervisor, &world.administrator, &world.volunteer, &world.clinic, &world.officer] {
            let asked = danger(&code, &["contact"]);
            assert!(world.vault.break_glass(role, &asked, world.form()).await.unwrap().is_none(), "{:?}", role.role());
        }
    }
}

#[tokio::test]
async fn a_second_post_is_the_same_time_and_two_people_are_two() {
    for world in worlds("twice").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        let third = join(vault, &world.administrator, "vien", Role::SocialWorker).await;
        world.admit(&world.supervisor, third.account()).await.unwrap().unwrap();
        let third = log_in(vault, "vien").await;
        let (form, asked) = (world.form(), danger(&code, &["contact", "casework"]));
        let (first, second, other) = tokio::join!(
            vault.break_glass(&world.colleague, &asked, form),
            vault.break_glass(&world.colleague, &asked, form),
            break_it(&world, &third, &code),
        );
        for broken in [first.unwrap().unwrap(), second.unwrap().unwrap(), other] {
            assert_eq!(broken, Broken::Open(hers));
        }
        assert_eq!(alerts(&world, &world.officer).await.len(), 2, "one each");
        // Later she needs it again: another time, another alert, and four hours from then.
        world.clock.advance(TimeDelta::hours(5));
        let colleague = log_in(vault, "dung").await;
        assert!(ring(&world, &colleague, hers).await.is_none());
        assert_eq!(break_it(&world, &colleague, &code).await, Broken::Open(hers));
        assert!(ring(&world, &colleague, hers).await.is_some());
        assert_eq!(alerts(&world, &log_in(vault, "baove").await).await.len(), 3);
    }
}

/// With the number of a form that opened one case nobody tries out in whose cases a code stands: it is a try like any other, and
/// nothing is told.
#[tokio::test]
async fn a_number_that_was_used_tells_of_no_other_case() {
    for world in worlds("used_number").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        let (other, other_code) = case(&world, "Mây", "yes").await;
        let form = world.form();
        let opened = vault.break_glass(&world.colleague, &danger(&code, &["contact"]), form).await.unwrap().unwrap();
        assert_eq!(opened, Broken::Open(hers));
        let asked = danger(&other_code, &["contact"]);
        for _ in 0..10 {
            assert_eq!(vault.break_glass(&world.colleague, &asked, form).await.unwrap().unwrap(), Broken::Nothing);
        }
        assert_eq!(break_it(&world, &world.colleague, &other_code).await, Broken::Nothing, "each took a try");
        assert!(ring(&world, &world.colleague, other).await.is_none());
        assert_eq!(alerts(&world, &world.officer).await.len(), 1);
        world.clock.advance(TimeDelta::minutes(61));
        assert_eq!(break_it(&world, &log_in(vault, "dung").await, &other_code).await, Broken::Open(other));
    }
}

#[tokio::test]
async fn another_signs_it_off_within_three_working_days() {
    for world in worlds("review").await {
        let vault = &world.vault;
        let (_, code) = case(&world, "Hoa Ban", "yes").await;
        break_it(&world, &world.colleague, &code).await;
        let id = alerts(&world, &world.officer).await[0].id;
        // Monday: by Thursday. On Friday it is late, and can still be signed off.
        assert_eq!(alerts(&world, &world.officer).await[0].review_by.to_string(), "2026-11-26");
        world.clock.advance(TimeDelta::days(4));
        let (officer, supervisor) = (log_in(vault, "baove").await, log_in(vault, "giamsat").await);
        let due = vault.due(&officer).await.unwrap().unwrap().reviews;
        assert_eq!((due.open, due.overdue), (1, 1));
        for nobody in [&world.colleague, &world.worker, &world.administrator, &world.volunteer, &world.clinic] {
            assert!(vault.review_emergency(nobody, id, &review("justified")).await.unwrap().is_none());
            assert!(vault.emergency(nobody, id).await.unwrap().is_none());
            assert!(vault.emergencies(nobody).await.unwrap().is_none());
        }
        // Somebody invited as a supervisor whom nobody admitted is told nothing and signs nothing.
        let waiting = join(vault, &log_in(vault, "quantri").await, "khoa", Role::Supervisor).await;
        assert!(vault.emergencies(&waiting).await.unwrap().is_none());
        assert!(vault.review_emergency(&waiting, id, &review("justified")).await.unwrap().is_none());
        vault.review_emergency(&supervisor, id, &review("not_justified")).await.unwrap().unwrap();
        // The first word counts.
        vault.review_emergency(&officer, id, &review("justified")).await.unwrap().unwrap();
        for reader in [&officer, &supervisor] {
            let reviewed = vault.emergency(reader, id).await.unwrap().unwrap().review.unwrap();
            assert_eq!((reviewed.finding, reviewed.by.as_str()), (Finding::NotJustified, supervisor.name()));
            assert_eq!(reviewed.words.unwrap().as_str(), "CANARY đã hỏi lại");
        }
        let due = vault.due(&officer).await.unwrap().unwrap().reviews;
        assert_eq!((due.open, due.overdue), (0, 0));
        let own = vault.own_emergencies(&log_in(vault, "dung").await).await.unwrap().unwrap();
        assert_eq!(own[0].finding, Some(Finding::NotJustified), "who broke it learns what was found");
        let never = EmergencyId(uuid::Uuid::from_u128(7));
        assert!(vault.review_emergency(&officer, never, &review("justified")).await.unwrap().is_none());
        assert!(vault.emergency(&officer, never).await.unwrap().is_none());
    }
}

/// Who left signs nothing off with a request that was under way.
#[tokio::test]
async fn who_left_meanwhile_signs_nothing_off() {
    for world in worlds("left_review").await {
        let vault = &world.vault;
        let (_, code) = case(&world, "Hoa Ban", "yes").await;
        break_it(&world, &world.colleague, &code).await;
        let id = alerts(&world, &world.officer).await[0].id;
        vault.close_account(&world.administrator, world.officer.account()).await.unwrap().unwrap();
        assert!(vault.review_emergency(&world.officer, id, &review("justified")).await.unwrap().is_none());
        assert!(alerts(&world, &world.supervisor).await[0].review.is_none());
    }
}

/// I16: without somebody to be told it cannot be broken at all.
#[tokio::test]
async fn where_nobody_can_be_told_it_stays_shut() {
    for world in worlds("nobody").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        assert!(vault.is_ready_for_emergency(&world.colleague).await.unwrap());
        vault.close_account(&world.administrator, world.officer.account()).await.unwrap().unwrap();
        assert!(!vault.is_ready_for_emergency(&world.colleague).await.unwrap());
        assert_eq!(break_it(&world, &world.colleague, &code).await, Broken::Nothing);
        assert!(ring(&world, &world.colleague, hers).await.is_none());
    }
}

#[tokio::test]
async fn too_many_tries_are_answered_no() {
    for world in worlds("tries").await {
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        for number in 0..10 {
            let never = ClientCode::from_random([100 + number; 8]);
            assert_eq!(break_it(&world, &world.colleague, &never).await, Broken::Nothing);
        }
        assert_eq!(break_it(&world, &world.colleague, &code).await, Broken::Nothing);
        world.clock.advance(TimeDelta::minutes(61));
        assert_eq!(break_it(&world, &log_in(&world.vault, "dung").await, &code).await, Broken::Open(hers));
    }
}

/// A try is written down before it is looked at: of twenty at once ten look, and the others do not. What opens takes none.
#[tokio::test]
async fn twenty_tries_at_once_are_ten() {
    for world in worlds("tries_at_once").await {
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        for _ in 0..11 {
            assert_eq!(break_it(&world, &world.colleague, &code).await, Broken::Open(hers));
        }
        let world = std::sync::Arc::new(world);
        let mut all = tokio::task::JoinSet::new();
        for number in 0..20 {
            let world = world.clone();
            all.spawn(async move {
                let never = ClientCode::from_random([100 + number; 8]);
                counting_statements(break_it(&world, &world.colleague, &never)).await
            });
        }
        let told = all.join_all().await;
        assert!(told.iter().all(|(broken, _)| *broken == Broken::Nothing));
        let (after, unlooked) = counting_statements(break_it(&world, &world.colleague, &code)).await;
        assert_eq!(after, Broken::Nothing);
        assert_eq!(told.iter().filter(|(_, statements)| *statements > unlooked).count(), 10);
    }
}

/// I1: what cannot be written down does not open.
#[tokio::test]
async fn what_cannot_be_written_down_does_not_open() {
    for world in worlds("unwritten").await {
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        crate::support::break_audit(&world.url).await;
        let asked = danger(&code, &["contact"]);
        assert!(world.vault.break_glass(&world.colleague, &asked, world.form()).await.is_err());
        crate::support::mend_audit(&world.url).await;
        assert!(ring(&world, &world.colleague, hers).await.is_none());
        assert!(alerts(&world, &world.officer).await.is_empty());
    }
}

/// The duty's key goes where the team's keys go: to who is admitted, to new keys, and away with who leaves.
#[tokio::test]
async fn the_duty_lives_like_the_teams_keys() {
    for world in worlds("duty").await {
        let vault = &world.vault;
        let late = join(vault, &world.administrator, "vien", Role::SocialWorker).await;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        assert_eq!(break_it(&world, &late, &code).await, Broken::Nothing, "not admitted yet");
        world.admit(&world.supervisor, late.account()).await.unwrap().unwrap();
        let late = log_in(vault, "vien").await;
        vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        let supervisor = log_in(vault, "giamsat").await;
        assert_eq!(break_it(&world, &log_in(vault, "vien").await, &code).await, Broken::Open(hers));
        assert!(ring(&world, &late, hers).await.is_some());
        vault.close_account(&supervisor, late.account()).await.unwrap().unwrap();
        assert!(ring(&world, &late, hers).await.is_none(), "who leaves keeps nothing");
        assert_eq!(break_it(&world, &late, &code).await, Broken::Nothing);
        assert_eq!(alerts(&world, &log_in(vault, "baove").await).await.len(), 1, "what she did stays to be signed off");
        assert_eq!(break_it(&world, &log_in(vault, "dung").await, &code).await, Broken::Open(hers));
    }
}

/// I9: a key or words moved to another's row open nothing.
#[tokio::test]
async fn what_is_moved_to_another_does_not_open() {
    for world in worlds("moved").await {
        let vault = &world.vault;
        let (hers, code) = case(&world, "Hoa Ban", "yes").await;
        let id = world.break_glass(hers).await;
        // Everybody is given the supervisor's.
        let swap = |table: &str, key: &str, hers: &str| {
            format!(
                "update {table} set sealed = (select sealed from {table} as other where other.{key} = \
                 (select {hers} from accounts where username = 'giamsat') limit 1)"
            )
        };
        assert!(run_sql(&world.url, &swap("emergency_words", "party_id", "party_id")).await > 1);
        assert!(vault.emergency(&world.officer, id).await.is_err());
        world.clock.advance(TimeDelta::hours(5));
        assert!(run_sql(&world.url, &swap("duty_holdings", "account_id", "id")).await > 1);
        let colleague = log_in(vault, "dung").await;
        assert!(vault.break_glass(&colleague, &danger(&code, &["contact"]), world.form()).await.is_err());
        assert!(ring(&world, &colleague, hers).await.is_none());
    }
}

/// A part was taken back while her answer was on its way: the duty is given no key of it.
#[tokio::test]
async fn what_was_taken_back_meanwhile_is_not_given_to_the_duty() {
    for world in worlds("emergency_meanwhile").await {
        let vault = &world.vault;
        let (hers, _) = case(&world, "Hoa Ban", "not_now").await;
        let mut before = ring(&world, &world.worker, hers).await.unwrap();
        let casework = before.take::<segment::Casework>().unwrap();
        let mut since = ring(&world, &world.worker, hers).await.unwrap();
        let label = since.take::<segment::Label>().unwrap();
        let work = since.take::<segment::Casework>().unwrap();
        let kept = standing(&world, &work, Purpose::Processing).await.unwrap();
        let part = [Segment::Contact];
        vault.withdraw_part(&world.worker, &since, &work, &label, kept, &part).await.unwrap().unwrap();
        let said = yes(&world, 30);
        vault.answer_on_emergency(&world.worker, &before, &casework, &said, world.form()).await.unwrap().unwrap();
        let wraps_of = |segment: &str| {
            format!(
                "update wraps set sealed = sealed where data_key_id in (select id from data_keys where segment = '{segment}')"
            )
        };
        assert_eq!(run_sql(&world.url, &wraps_of("contact")).await, 0);
        assert_eq!(run_sql(&world.url, &wraps_of("identity")).await, 3, "who carries her case, its lead and the duty");
    }
}
