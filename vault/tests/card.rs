//! A client's card and her own page, told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{World, card, on_sqlite, worlds};
use chrono::TimeDelta;
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::card::{CardCode, CardForm, CardReach, Pin};
use domain::consent::{Purpose, Segment};
use domain::id::{CaseId, ConsentId};
use vault::card::{CardHolder, Given};
use vault::{Token, counting_statements, segment};

const PIN: &str = "402817";
const ALL: &[Segment] = &[Segment::Label, Segment::Contact, Segment::Casework];

fn pin(digits: &str) -> Pin {
    Pin::parse(digits).unwrap()
}

async fn open(world: &World, code: &CardCode, digits: &str) -> Option<Token> {
    let tag = world.vault.card_tag(code).await.unwrap();
    world.vault.open_card(code, tag, Some(&pin(digits))).await.unwrap()
}

/// Opens her page with a card that is right.
async fn holder(world: &World, code: &CardCode) -> CardHolder {
    crate::support::holder(world, code, PIN).await
}

async fn end_card(world: &World, case: CaseId) {
    let vault = &world.vault;
    let mut ring =
        vault.open_case(&world.worker, case, &[Segment::Label], Reason::ClientRequest).await.unwrap().unwrap();
    vault.end_card(&world.worker, &mut ring).await.unwrap().unwrap();
}

fn consent_of(consents: &[vault::consent::Entry], purpose: Purpose) -> ConsentId {
    consents.iter().find(|entry| entry.purpose == purpose).unwrap().id
}

#[tokio::test]
async fn she_sees_what_is_hers_and_nothing_of_another() {
    for world in worlds("card").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        world.hold_session(case).await;
        world.ask_scale(case, &crate::support::phq(vault.today(), "11")).await;
        world.refer(case).await;
        let other = world.open_case("Mây").await;
        let others = card(&world, other, CardReach::Agreed, PIN).await;

        let code = card(&world, case, CardReach::Appointments, PIN).await;
        let her = holder(&world, &code).await;
        let own = vault.own_page(&her, 10).await.unwrap();
        assert_eq!(own.consents.len(), 3);
        assert_eq!((own.kept.sessions, own.kept.scales, own.kept.referrals, own.kept.consents), (1, 1, 1, 3));
        assert_eq!(own.holds, [Segment::Label]);
        // Her next session, and the clinic that expects her: a day and a place.
        let places: Vec<_> = own.appointments.iter().map(|next| (next.until, next.place.as_str())).collect();
        assert_eq!(places.len(), 2);
        assert!(places.contains(&(false, "Trung tâm CTXH")) && places.contains(&(true, "Phòng khám Hoa Sen")));
        assert!(own.looks.iter().any(|look| look.role == Some(Role::SocialWorker) && look.deed == Deed::CardGiven));
        // She chose not to hold the sessions.
        assert!(vault.own_agreed(&her).await.unwrap().is_none());

        // Another's consent is not hers to see or to take back.
        let another = holder(&world, &others).await;
        let theirs = vault.own_page(&another, 1).await.unwrap();
        assert_eq!(theirs.kept.sessions, 0);
        let theirs = theirs.consents[0].id;
        assert!(vault.own_consent(&her, theirs).await.unwrap().is_none());
        assert!(vault.take_back_own(&her, theirs).await.unwrap().is_none());
        assert!(vault.own_agreed(&another).await.unwrap().is_some_and(|agreed| agreed.is_empty()));

        // Her own looks are on the list, under her own right, and without a name.
        let looks = vault.own_looks(&her, 0, 100).await.unwrap();
        let hers = looks.iter().find(|look| look.deed == Deed::OwnPageOpened).unwrap();
        assert_eq!((hers.role, hers.basis), (Some(Role::Client), Basis::SelfAccess));
        assert!(hers.organisation.is_none());
        assert_eq!(looks[0].deed, Deed::WhoLookedRead, "reading the list is a look too");
        assert!(own.looks.iter().all(|look| look.role != Some(Role::Client)));
        // Staff read the same list.
        let ring = vault.open_case(&world.worker, case, &[Segment::Label], Reason::Support).await.unwrap().unwrap();
        let staff = vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
        assert!(staff.iter().any(|look| look.role == Some(Role::Client)));
        vault.check_audit().await.unwrap();
    }
}

#[tokio::test]
async fn a_card_that_holds_the_sessions_reads_what_was_agreed() {
    for world in worlds("card_agreed").await {
        let case = world.open_case("Sao").await;
        world.hold_session(case).await;
        let code = card(&world, case, CardReach::Agreed, PIN).await;
        for _ in 0..2 {
            // The second time with the cheaper wrap.
            let her = holder(&world, &code).await;
            let agreed = world.vault.own_agreed(&her).await.unwrap().unwrap();
            assert_eq!(agreed[0].words, "CANARY đi khám cùng đồng đẳng viên");
        }
        let bare = world.open_case("Gió").await;
        let code = card(&world, bare, CardReach::Nothing, PIN).await;
        let own = world.vault.own_page(&holder(&world, &code).await, 1).await.unwrap();
        assert!(own.holds.is_empty() && own.appointments.is_empty() && own.consents.len() == 2);
    }
}

#[tokio::test]
async fn her_withdrawal_is_the_same_deed_and_leaves_her_the_ledger() {
    for world in worlds("card_withdrawal").await {
        let vault = &world.vault;
        let case = world.open_case("Nắng").await;
        world.hold_session(case).await;
        let referral = world.refer(case).await;
        let code = card(&world, case, CardReach::Agreed, PIN).await;
        let her = holder(&world, &code).await;
        let consents = vault.own_page(&her, 1).await.unwrap().consents;

        let shut = vault.take_back_own(&her, consent_of(&consents, Purpose::Referral)).await.unwrap().unwrap();
        assert_eq!((shut.referrals, shut.case_shut), (1, false));
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none());
        let expected = vault.expected(&world.clinic, |all| all).await.unwrap().unwrap();
        assert!(expected.referrals.is_empty() && expected.notices.len() == 1);

        let shut = vault.take_back_own(&her, consent_of(&consents, Purpose::Processing)).await.unwrap().unwrap();
        assert!(shut.case_shut);
        for actor in [&world.worker, &world.supervisor] {
            assert!(vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().is_none());
        }
        // Her own wraps are gone as well; her consents and who looked are not sealed, and stay hers to see.
        let own = vault.own_page(&her, 20).await.unwrap();
        assert!(own.holds.is_empty() && own.appointments.is_empty());
        assert!(vault.own_agreed(&her).await.unwrap().is_none());
        assert_eq!(own.consents.iter().filter(|entry| entry.live).count(), 1, "services");
        let looks = vault.own_looks(&her, 0, 100).await.unwrap();
        let hers = looks.iter().find(|look| look.deed == Deed::ConsentWithdrawn).unwrap();
        assert_eq!(hers.role, Some(Role::Client));
        // And so they are with the card in a new session, a year later.
        world.clock.advance(TimeDelta::days(400));
        let own = vault.own_page(&holder(&world, &code).await, 1).await.unwrap();
        assert!(own.consents.iter().all(|entry| !entry.live) && own.consents.len() == 3);
        // A second time changes nothing.
        let her = holder(&world, &code).await;
        let again = vault.take_back_own(&her, consent_of(&consents, Purpose::Processing)).await.unwrap().unwrap();
        assert_eq!((again.referrals, again.stop_by), (0, None));
        vault.check_audit().await.unwrap();
    }
}

#[tokio::test]
async fn a_card_lasts_no_longer_than_the_consent_it_hangs_on() {
    for world in worlds("card_expiry").await {
        let vault = &world.vault;
        let case = world.open_case("Trời").await;
        world.hold_session(case).await;
        let code = card(&world, case, CardReach::Agreed, PIN).await;
        world.clock.advance(TimeDelta::days(366));
        let her = holder(&world, &code).await;
        assert!(vault.own_page(&her, 1).await.unwrap().holds.is_empty());
        assert!(vault.own_agreed(&her).await.unwrap().is_none());
        world.clock.advance(TimeDelta::days(-300));
        let her = holder(&world, &code).await;
        assert!(vault.own_agreed(&her).await.unwrap().is_none(), "a clock set back revives nothing");
    }
}

#[tokio::test]
async fn a_new_card_kills_the_old_one_and_a_card_can_be_taken_away() {
    for world in worlds("card_ends").await {
        let vault = &world.vault;
        let case = world.open_case("Lan").await;
        let first = card(&world, case, CardReach::Appointments, PIN).await;
        let her = holder(&world, &first).await;
        let token = open(&world, &first, PIN).await.unwrap();
        let second = card(&world, case, CardReach::Nothing, PIN).await;
        assert!(open(&world, &first, PIN).await.is_none());
        // Who was on her page with the first card is out, also in the middle of a change.
        assert!(vault.card_session(&token).await.unwrap().is_none());
        let consents = vault.own_page(&holder(&world, &second).await, 1).await.unwrap().consents;
        assert!(vault.take_back_own(&her, consents[0].id).await.unwrap().is_none());
        end_card(&world, case).await;
        end_card(&world, case).await;
        assert!(open(&world, &second, PIN).await.is_none());
        let mut ring = vault.open_case(&world.worker, case, &[Segment::Label], Reason::Support).await.unwrap().unwrap();
        let label = ring.take::<segment::Label>().unwrap();
        assert!(vault.card_of(&label).await.unwrap().is_none());
        // Nothing of either is left that a number could be tried on.
        let ended = vault.who_looked(&world.worker, &ring, 0, 100).await.unwrap().unwrap();
        assert_eq!(ended.iter().filter(|look| look.deed == Deed::CardEnded).count(), 1, "taken away once");
    }
}

#[tokio::test]
async fn only_who_holds_the_case_gives_a_card_and_only_once_for_a_form() {
    for world in worlds("card_given").await {
        let vault = &world.vault;
        let case = world.open_case("Khuê").await;
        let new = CardForm { reach: "appointments".into(), pin: PIN.into(), pin_again: PIN.into() };
        let new = new.check().unwrap();
        let form = world.form();
        let mut given = Vec::new();
        for _ in 0..2 {
            let mut ring =
                vault.open_case(&world.worker, case, &[Segment::Label], Reason::Support).await.unwrap().unwrap();
            given.push(vault.give_card(&world.worker, &mut ring, &new, form).await.unwrap().unwrap());
        }
        assert!(matches!(given[..], [Given::Now(_), Given::Before]));
        // A proof taken before the case was shut gives no card after.
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let mut late = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let consents = vault.consents(&ring.take().unwrap()).await.unwrap();
        vault.withdraw(&world.worker, &ring, consent_of(&consents, Purpose::Processing)).await.unwrap().unwrap();
        assert!(vault.give_card(&world.worker, &mut late, &new, world.form()).await.unwrap().is_none());
    }
}

/// Unknown number, wrong PIN, dead card, a guess beyond the limit: the same `None` after the same questions.
#[tokio::test]
async fn every_wrong_try_is_the_same_and_leaves_no_trace() {
    for world in worlds("card_tries").await {
        let vault = &world.vault;
        let case = world.open_case("Ảnh").await;
        let dead = card(&world, case, CardReach::Appointments, PIN).await;
        let code = card(&world, case, CardReach::Appointments, PIN).await;
        let unknown = CardCode::from_random([9; 16]);
        let before = vault.check_audit().await.unwrap();
        let mut asked = Vec::new();
        for (code, guess) in [(&unknown, Some(PIN)), (&code, Some("918273")), (&dead, Some(PIN)), (&code, None)] {
            let guess = guess.map(pin);
            let (answer, statements) = counting_statements(async {
                let tag = vault.card_tag(code).await.unwrap();
                vault.open_card(code, tag, guess.as_ref()).await.unwrap()
            })
            .await;
            assert!(answer.is_none());
            asked.push(statements);
        }
        assert_eq!(asked, [2; 4]);
        // A thousand tries at one number: each asks the same two questions and writes nothing; the right PIN opens after.
        let tag = vault.card_tag(&code).await.unwrap();
        let (opened, statements) = counting_statements(async {
            let mut opened = 0;
            for guess in 0..1_000 {
                let guess = pin(&format!("{guess:06}"));
                opened += u32::from(vault.open_card(&code, tag, Some(&guess)).await.unwrap().is_some());
            }
            opened
        })
        .await;
        assert_eq!((opened, statements), (0, 2_000));
        assert_eq!(vault.check_audit().await.unwrap(), before);
        assert!(open(&world, &code, PIN).await.is_some(), "never shut out");
    }
}

#[tokio::test]
async fn her_session_is_short_and_ends() {
    for world in worlds("card_session").await {
        let vault = &world.vault;
        let case = world.open_case("Cúc").await;
        let code = card(&world, case, CardReach::Appointments, PIN).await;
        let token = open(&world, &code, PIN).await.unwrap();
        for _ in 0..6 {
            world.clock.advance(TimeDelta::minutes(9));
            assert!(vault.card_session(&token).await.unwrap().is_some(), "still there");
        }
        world.clock.advance(TimeDelta::minutes(9));
        assert!(vault.card_session(&token).await.unwrap().is_none(), "an hour at longest");
        let token = open(&world, &code, PIN).await.unwrap();
        world.clock.advance(TimeDelta::minutes(10));
        assert!(vault.card_session(&token).await.unwrap().is_none(), "ten minutes idle");
        let token = open(&world, &code, PIN).await.unwrap();
        let her = vault.card_session(&token).await.unwrap().unwrap();
        vault.end_card_session(&her).await.unwrap();
        assert!(vault.card_session(&token).await.unwrap().is_none());
        let token = open(&world, &code, PIN).await.unwrap();
        vault.lock_all().await.unwrap();
        assert!(vault.card_session(&token).await.unwrap().is_none(), "locked with everybody else's");
        // Hers is no session of staff, and the other way round.
        let token = open(&world, &code, PIN).await.unwrap();
        assert!(vault.session(&token).await.unwrap().is_none());
        let staff = vault.log_in("mai", Some(crate::support::PASSWORD)).await.unwrap().unwrap();
        assert!(vault.card_session(&staff).await.unwrap().is_none());
    }
}

/// What the database file tells who has it: neither number nor PIN, nor which tag belongs to the case.
#[tokio::test]
async fn at_rest_no_number_and_no_way_from_tag_to_case() {
    let world = on_sqlite("card_at_rest").await;
    let case = world.open_case("Ban").await;
    let code = card(&world, case, CardReach::Agreed, PIN).await;
    let _open = open(&world, &code, PIN).await.unwrap();
    let pool = sqlx::SqlitePool::connect(&world.url).await.unwrap();
    let rows: Vec<(Vec<u8>, Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select tag, salt, sealed from card_codes").fetch_all(&pool).await.unwrap();
    let sessions: Vec<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select token_hash, sealed from card_sessions").fetch_all(&pool).await.unwrap();
    let (party, sealed): (Vec<u8>, Vec<u8>) =
        sqlx::query_as("select party_id, sealed from cards").fetch_one(&pool).await.unwrap();
    pool.close().await;
    let contains = |hay: &[u8], needle: &[u8]| hay.windows(needle.len()).any(|window| window == needle);
    let hers = [rows[0].0.clone(), rows[0].1.clone(), rows[0].2.clone(), sessions[0].0.clone(), sessions[0].1.clone()];
    for column in &hers {
        assert!(!contains(column, case.0.as_bytes()) && !contains(column, &party));
    }
    assert!(!contains(&sealed, &rows[0].0));
    let file = world.file().unwrap();
    let mut bytes = std::fs::read(file).unwrap();
    bytes.extend(std::fs::read(format!("{}-wal", file.display())).unwrap_or_default());
    for secret in [code.digits(), &code.grouped(), PIN] {
        assert!(!contains(&bytes, secret.as_bytes()), "a number or PIN is in the file");
    }
}
