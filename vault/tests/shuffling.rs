//! I9 at the database: sealed values, keys and rows are moved about. A read afterwards finds an error, nothing, or its own.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its table"
)]

mod moves;

use crate::support::asked::{asked, demanded};
use crate::support::{PASSWORD, World, plans, session_form, worlds};
use domain::accompaniment::{Accompaniment, Arrived};
use domain::audit::Reason;
use domain::card::{CardCode, CardReach, Pin};
use domain::client::ClientCode;
use domain::clinic::ClinicEntry;
use domain::consent::{Purpose, Segment, TakenBack};
use domain::hiv::{HivFactsForm, Letter, Recipient};
use domain::id::{CaseId, ReferralId};
use domain::referral::{Heard, OutcomeForm, Report};
use domain::rights::OwnAskedForm;
use domain::sealed_note::SealedNoteForm;
use moves::MOVES;
use std::collections::BTreeMap;
use vault::case::Found;
use vault::testing::run_sql;
use vault::{DraftOf, Token, segment};

const PIN: &str = "402817";
const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

/// Every sealed column, with its table's key. A new one that is not here fails `every_sealed_column_is_shuffled`.
const SEALED: &[(&str, &str, &str)] = &[
    ("labels", "sealed", "case_id"),
    ("identities", "sealed", "case_id"),
    ("safe_contacts", "sealed", "case_id"),
    ("consents", "sealed", "id"),
    ("counsellings", "sealed", "id"),
    ("scales", "sealed", "id"),
    ("intakes", "sealed", "id"),
    ("promotions", "sealed", "id"),
    ("need_steps", "sealed", "id"),
    ("need_words", "sealed", "id"),
    ("risks", "sealed", "id"),
    ("snoozes", "sealed", "id"),
    ("closures", "sealed", "id"),
    ("care_plans", "sealed", "id"),
    ("care_plan_decisions", "sealed", "care_plan_id"),
    ("care_plan_marks", "sealed", "id"),
    ("safety_plans", "sealed", "id"),
    ("incidents", "sealed", "id"),
    ("sealed_notes", "sealed", "id"),
    ("hiv_facts", "sealed", "id"),
    ("referrals", "sealed", "id"),
    ("referral_events", "sealed", "referral_id, number"),
    ("referral_reports", "sealed", "referral_id, number"),
    ("compartments", "sealed", "id"),
    ("compartment_entries", "sealed", "id"),
    ("progress", "sealed", "id"),
    ("shared_results", "sealed", "id"),
    ("contacts", "sealed", "id"),
    ("accompaniments", "sealed", "id"),
    ("reminders", "sealed", "contact_id"),
    ("drafts", "sealed", "account_id, form, case_id"),
    ("wraps", "sealed", "id"),
    ("holdings", "sealed", "account_id, party_id"),
    ("sessions", "sealed_secret", "token_hash"),
    ("accounts", "sealed_secret", "id"),
    ("accounts", "sealed_recovery", "id"),
    ("card_codes", "sealed", "tag"),
    ("card_sessions", "sealed", "token_hash"),
    ("rights_requests", "sealed", "id"),
    ("rights_steps", "sealed", "request_id, number"),
    ("demands", "sealed", "id"),
    ("demand_wraps", "sealed", "demand_id, party_id"),
    ("demand_opinions", "sealed", "demand_id, role"),
    ("demand_closings", "sealed", "demand_id"),
];

/// Sealed columns that no page shows, only a change reads: `what_only_a_change_reads_leads_nowhere_else`.
const READ_BY_CHANGES: &[&str] = &["cards.sealed", "withdrawal_codes.sealed"];

/// Sealed columns that are moved about where they are read: `agenda.rs`, `moved_day.rs`, `club.rs`, `coded_plan.rs`, `emergency.rs`,
/// `note_review.rs`, `recovery_sheet.rs`, `slip.rs`, `transfer.rs`.
const ELSEWHERE: &[&str] = &[
    "calendar_feeds.sealed",
    "card_days.sealed",
    "club_consents.sealed",
    "club_lists.sealed",
    "club_meetings.sealed",
    "club_members.sealed",
    "club_savings.sealed",
    "club_wraps.sealed",
    "coded_plans.sealed",
    "duty_holdings.sealed",
    "emergency_words.sealed",
    "note_reviews.sealed",
    "recovery_sheet_holdings.sealed",
    "slip_codes.sealed",
    "slips.sealed",
    "walk_ins.sealed",
    "transfer_ends.sealed",
    "transfer_keys.sealed",
    "transfers.sealed",
];

/// Who reads: staff by their sessions, clients by number and PIN, and by a session that began before.
struct Readers {
    staff: Vec<(&'static str, Token)>,
    clients: Vec<(CardCode, Token)>,
}

/// What a client sees of herself.
async fn own_page(world: &World, who: &str, token: &Token, seen: &mut BTreeMap<String, String>) {
    let vault = &world.vault;
    let Ok(Some(her)) = vault.card_session(token).await else { return };
    let Ok(page) = vault.own_page(&her, 0).await else { return };
    let consents: Vec<_> = page.consents.iter().map(|entry| entry.id.to_string()).collect();
    seen.insert(format!("{who}: consents"), consents.join(" "));
    for request in page.requests {
        seen.insert(format!("{who}: asked for {}", request.right.code()), request.received_on.to_string());
    }
    if page.holds.contains(&Segment::Label) {
        // What stands on her label; where a referral goes is in the clear.
        let sealed = page.appointments.iter().filter(|next| !next.until);
        let appointments: Vec<_> = sealed.map(|next| format!("{} {}", next.on, next.place)).collect();
        seen.insert(format!("{who}: appointments"), appointments.join(", "));
    }
    let agreed = vault.own_agreed(&her).await.ok().flatten();
    for (nth, agreed) in agreed.unwrap_or_default().into_iter().enumerate() {
        seen.insert(format!("{who}: agreed {nth}"), agreed.words);
    }
}

/// Everything that everybody reads, by where it is shown. What fails is not shown.
async fn everything(world: &World, readers: &Readers, cases: &[CaseId]) -> BTreeMap<String, String> {
    let vault = &world.vault;
    let mut seen = BTreeMap::new();
    for (nth, (code, token)) in readers.clients.iter().enumerate() {
        own_page(world, &format!("client {nth} in her session"), token, &mut seen).await;
        let (tag, pin) = (vault.card_tag(code).await.unwrap(), Pin::parse(PIN).unwrap());
        if let Ok(Some(token)) = vault.open_card(code, tag, Some(&pin)).await {
            own_page(world, &format!("client {nth} by her number"), &token, &mut seen).await;
        }
    }
    for (who, token) in &readers.staff {
        let Ok(Some(actor)) = vault.session(token).await else { continue };
        seen.insert(format!("{who}: session"), actor.name().to_owned());
        let everything = |rows: Vec<_>| Found { total: rows.len(), rows };
        if let Ok(Some(found)) = vault.list_cases(&actor, Reason::Support, everything).await {
            for row in found.rows {
                seen.insert(format!("{who}: list {}", row.case), row.label.alias.as_str().to_owned());
            }
        }
        for case in cases {
            let Ok(Some(mut ring)) = vault.open_case(&actor, *case, ALL, Reason::Support).await else { continue };
            let mut show = |what: &str, text: &str| seen.insert(format!("{who}: {case} {what}"), text.to_owned());
            if let Some(proof) = ring.take::<segment::Label>()
                && let Ok(head) = vault.case_head(&proof).await
            {
                show("label", head.label.alias.as_str());
            }
            if let Some(proof) = ring.take::<segment::Identity>()
                && let Ok(identity) = vault.identity(&proof).await
            {
                show("identity", identity.name.as_ref().map_or("", |name| name.as_str()));
            }
            if let Some(proof) = ring.take::<segment::Contact>()
                && let Ok(card) = vault.safe_contact(&proof).await
            {
                show("contact", card.cover_story.as_ref().map_or("", |story| story.as_str()));
            }
            if let Some(proof) = ring.take::<segment::Casework>() {
                for held in vault.counsellings(&proof, 10).await.unwrap_or_default() {
                    show(&held.id.to_string(), held.session.agreed.as_str());
                }
                for taken in vault.scales(&proof, 0, 10).await.unwrap_or_default() {
                    let note = taken.scale.note.as_ref().map_or("", |note| note.as_str());
                    show(&taken.id.to_string(), &format!("{} {note}", taken.scale.total()));
                }
                for (nth, kept) in vault.promotions(&proof).await.unwrap_or_default().into_iter().enumerate() {
                    show(
                        &format!("before {nth}"),
                        &kept.contacts.iter().map(|one| one.id.to_string()).collect::<String>(),
                    );
                }
                for (what, told) in crate::support::work_told(vault, &proof).await {
                    show(&what, &told);
                }
                for (place, words) in plans::told(vault, &proof).await {
                    show(&place, &words);
                }
                for request in vault.requests_of(&actor, &proof).await.unwrap_or_default() {
                    let Ok(Some(told)) = vault.request_told(&actor, &proof, request.id).await else { continue };
                    if let Some(words) = told.words {
                        show(&format!("request {}", request.id), words.as_str());
                    }
                    for (number, step) in told.steps.into_iter().enumerate() {
                        if let Some(note) = step.note {
                            show(&format!("note {} {number}", request.id), note.as_str());
                        }
                    }
                }
                if let Ok(Some((draft, _))) = vault.draft(&actor, &proof, DraftOf::Counselling(*case)).await {
                    show("draft", &draft);
                }
            }
        }
        for case in cases {
            let Ok(Some(ring)) = vault.open_case(&actor, *case, ALL, Reason::Support).await else { continue };
            for note in vault.own_sealed_notes(&actor, &ring).await.unwrap_or_default() {
                if let Ok(Some((opened, _))) = vault.open_sealed_note(&actor, *case, note.id).await {
                    seen.insert(format!("{who}: {case} sealed note {}", note.id), opened.words.as_str().to_owned());
                }
            }
        }
        for case in cases {
            let Ok(Some(open)) = vault.open_hiv(&actor, *case).await else { continue };
            for known in vault.hiv_facts(&open.proof).await.unwrap_or_default() {
                let told = known.facts.linked_on.map(domain::date::display).unwrap_or_default();
                seen.insert(format!("{who}: {case} hiv"), told);
            }
        }
        for one in vault.referrals(&actor).await.ok().flatten().unwrap_or_default() {
            let said = one.outcome.map(|outcome| format!("{:?}", outcome.answer));
            let heard: Vec<_> = one.reports.iter().map(|reported| reported.report.heard.code()).collect();
            let told = format!("{} {said:?} {heard:?}", one.packet.code.as_str());
            seen.insert(format!("{who}: packet {}", one.standing.id), told);
        }
        for one in vault.referrals(&actor).await.ok().flatten().unwrap_or_default() {
            for told in vault.progress(&actor, one.standing.id).await.ok().flatten().unwrap_or_default() {
                let place = format!("{who}: progress {} {}", one.standing.id, told.told_at);
                seen.insert(place, format!("{:?}", told.progress));
            }
        }
        for one in vault.clinic_desk(&actor).await.ok().flatten().unwrap_or_default() {
            let code = one.head.code.as_str().to_owned();
            for entry in one.entries {
                let ClinicEntry::Test(test) = entry.body else { continue };
                let number = test.lab_number.map(|number| number.as_str().to_owned()).unwrap_or_default();
                seen.insert(format!("{who}: clinic {}", entry.id), format!("{code} {number}"));
            }
        }
        for case in cases {
            let opened = vault.open_case(&actor, *case, &[Segment::SharedResult], Reason::Support).await;
            let Some(proof) = opened.ok().flatten().and_then(|mut ring| ring.take::<segment::SharedResult>()) else {
                continue;
            };
            for told in vault.shared_results(&proof).await.unwrap_or_default() {
                seen.insert(format!("{who}: {case} shared {}", told.test.code()), domain::date::display(told.taken_on));
            }
        }
        for kept in vault.demands(&actor).await.ok().flatten().unwrap_or_default() {
            let mut show =
                |what: &str, text: &str| seen.insert(format!("{who}: demand {} {what}", kept.id), text.to_owned());
            if let Some(demand) = &kept.demand {
                show("asks", demand.asked.as_str());
            }
            for said in &kept.opinions {
                if let Some(why) = &said.why {
                    show(said.role.code(), why.as_str());
                }
            }
            if let Some(closing) = kept.closed.as_ref().and_then(|closed| closed.closing.as_ref()) {
                show("was given", closing.given.as_str());
            }
        }
        for one in vault.contacts(&actor, 10).await.ok().flatten().unwrap_or_default() {
            seen.insert(format!("{who}: contact {}", one.id), one.contact.commune.as_str().to_owned());
        }
        for one in vault.accompaniments(&actor).await.unwrap_or_default() {
            seen.insert(format!("{who}: told {}", one.id), one.accompaniment.code.as_str().to_owned());
        }
        if let Ok(Some(plan)) = vault.micro_plan(&actor).await {
            for (commune, people) in plan.communes {
                seen.insert(format!("{who}: looks in on {commune}"), format!("{people:?}"));
            }
        }
    }
    seen
}

/// Three clients of two workers, with something in every sealed column.
async fn filled(world: &World) -> (Readers, Vec<CaseId>) {
    let vault = &world.vault;
    let mut cases = Vec::new();
    for (worker, alias) in [(&world.worker, "Mây"), (&world.worker, "Nắng"), (&world.colleague, "Suối")] {
        let mut form = crate::support::opening(alias);
        form.name = format!("Tên {alias}");
        form.cover_story = format!("Chuyện {alias}");
        let opening = form.check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
        let case = crate::support::promoted(world, worker, &opening).await;
        let mut form = session_form(vault.today());
        form.agreed = format!("Hẹn {alias}");
        let session = form.check(vault.today()).unwrap();
        let mut ring = vault.open_case(worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        vault.record_counselling(worker, &mut ring, &session, world.form()).await.unwrap().unwrap();
        let points = format!("0{}", cases.len());
        let mut ring = vault.open_case(worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let scale = crate::support::phq(vault.today(), &points);
        vault.record_scale(worker, &mut ring, &scale, None, world.form()).await.unwrap().unwrap();
        world.work_on(worker, case, &format!("Lời {alias}")).await;
        plans::planned(world, worker, (case, alias), cases.len()).await;
        let mut ring = vault.open_case(worker, case, ALL, Reason::Support).await.unwrap().unwrap();
        let note = SealedNoteForm { words: format!("Riêng {alias}") }.check().unwrap();
        let casework = ring.take().unwrap();
        vault.write_sealed_note(worker, &ring, &casework, &note, world.form()).await.unwrap().unwrap();
        let until = vault.today() + chrono::Days::new(90);
        let consent = crate::support::hiv_yes(vault, Recipient::Person(worker.account()), Letter::Written, until);
        vault.give_hiv_consent(worker, &ring, &casework, &consent, world.form()).await.unwrap().unwrap();
        let open = vault.open_hiv(worker, case).await.unwrap().unwrap();
        let linked_on = format!("{:02}/01/2026", cases.len() + 1);
        let facts = HivFactsForm { status: "lives_with".into(), linked_on, ..HivFactsForm::default() };
        let facts = facts.check(vault.today()).unwrap();
        vault.record_hiv(worker, &open, &facts, world.form()).await.unwrap().unwrap();
        assert!(vault.keep_draft(worker, DraftOf::Counselling(case), &format!("Nháp {alias}")).await.unwrap());
        cases.push(case);
    }
    for (case, arrival) in [(cases[0], "did_not_come"), (cases[1], "came"), (cases[0], "came")] {
        let referral = world.refer(case).await;
        let heard = if case == cases[0] { Heard::SaysWent } else { Heard::NotArrived };
        let report = Report { heard, on: vault.today() };
        vault.report_referral(&world.worker, referral, &report, world.form()).await.unwrap().unwrap();
        let outcome = OutcomeForm { arrival: arrival.into(), ..OutcomeForm::default() }.check(vault.today()).unwrap();
        vault.answer_referral(&world.clinic, referral, &outcome).await.unwrap().unwrap();
    }
    for (nth, case) in cases[..2].iter().enumerate() {
        let referral = world.refer(*case).await;
        partners(world, referral, nth).await;
    }
    // Afterwards: what is moved is the first of each table, and nobody here reads what a lawyer keeps for herself.
    world.clock.advance(chrono::TimeDelta::seconds(1));
    for (nth, case) in cases[..2].iter().enumerate() {
        // On another day each, so that one told for the other is noticed.
        let lawyer = crate::support::log_in(vault, "bich").await;
        let referral = world.refer_to(*case, lawyer.organisation(), "legal_advice").await;
        world.begin_matter(&lawyer, referral, vault.today() - chrono::Days::new(nth as u64)).await;
    }
    for commune in ["03646", "03650"] {
        let form = domain::contact::ContactForm {
            commune: commune.into(),
            place: "lodging".into(),
            whom: "anonymous".into(),
            sex: "female".into(),
            age: "25_29".into(),
            condoms: "10".into(),
            follow_up_on: domain::date::display(vault.today()),
            ..Default::default()
        };
        let contact = form.check(vault.today(), |_| true).unwrap();
        vault.log_contact(&world.volunteer, &contact, world.form()).await.unwrap().unwrap();
    }
    for number in 1..3 {
        let code = ClientCode::from_random([number; 8]);
        let told = Accompaniment { code, arrived: Arrived::Yes, on: vault.today() };
        vault.tell_accompaniment(&world.volunteer, &told, world.form()).await.unwrap().unwrap();
    }
    let mut clients = Vec::new();
    for case in &cases[..2] {
        asked(world, *case).await;
        let code = crate::support::card(world, *case, CardReach::Agreed, PIN).await;
        let tag = vault.card_tag(&code).await.unwrap();
        let token = vault.open_card(&code, tag, Some(&Pin::parse(PIN).unwrap())).await.unwrap().unwrap();
        let form = OwnAskedForm { right: "erase".into(), words: format!("Lời của {case}") };
        let her = vault.card_session(&token).await.unwrap().unwrap();
        vault.ask_own(&her, &form.check(vault.today()).unwrap_or_else(|_| panic!("a form"))).await.unwrap().unwrap();
        clients.push((code, token));
    }
    for asks in ["Danh sách quý III", "Số liệu quý IV"] {
        demanded(world, asks).await;
    }
    // Last of all: a closed case takes nothing more.
    for case in &cases[..2] {
        world.close_case(*case, &format!("Đóng {case}")).await;
    }
    let mut staff = Vec::new();
    for who in ["giamsat", "mai", "dung", "xuan", "sen", "quantri", "baove"] {
        staff.push((who, vault.log_in(who, Some(PASSWORD)).await.unwrap().unwrap()));
    }
    (Readers { staff, clients }, cases)
}

/// What the clinic keeps of one client, and tells of her.
async fn partners(world: &World, referral: ReferralId, nth: usize) {
    let (vault, clinic) = (&world.vault, &world.clinic);
    let yes = crate::support::partners::agreed(vault, 80);
    vault.begin_compartment(clinic, referral, Segment::Health, &yes, world.form()).await.unwrap().unwrap();
    let mut ring = vault.open_compartment(clinic, referral, Segment::Health).await.unwrap().unwrap();
    let taken_on = vault.today() - chrono::Days::new(nth as u64);
    let mut test = crate::support::partners::test(taken_on);
    test.lab_number = domain::text::Line::parse(&format!("Số {nth}")).unwrap();
    let (test, proof) = (ClinicEntry::Test(test), ring.take().unwrap());
    let entry = vault.record_at_clinic(clinic, &ring, &proof, &test, world.form()).await.unwrap().unwrap();
    let home = world.worker.organisation();
    vault.share_result(clinic, referral, entry, home, &yes, world.form()).await.unwrap().unwrap();
}

/// As whoever has the database: foreign keys do not hold them up.
async fn meddle(url: &str, text: &str) {
    let (free, begin) = if url.starts_with("postgres") {
        ("set session_replication_role = replica", "begin")
    } else {
        ("pragma foreign_keys = off", "begin immediate")
    };
    run_sql(url, &format!("{free}; {begin}; {text}; commit")).await;
}

async fn put_back(url: &str, table: &str) {
    meddle(url, &format!("delete from {table}; insert into {table} select * from backup_{table}")).await;
}

#[tokio::test]
async fn what_is_moved_does_not_open_elsewhere() {
    move_about("shuffling", |from, into| from <= into, MOVES).await;
}

/// The other half of the moves, for these are the longest story: a second core can tell it.
#[tokio::test]
async fn nor_in_what_stands_before_it() {
    move_about("shuffled_back", |from, into| from > into, &[]).await;
}

/// Moves what is sealed from one column of the list above into another, where `chosen` by their numbers, then rows by `moves`.
async fn move_about(name: &str, chosen: impl Fn(usize, usize) -> bool, moves: &[(&str, &str)]) {
    for (engine, world) in worlds(name).await.into_iter().enumerate() {
        let (readers, cases) = filled(&world).await;
        // Twice: after the first look every wrap has its final form.
        everything(&world, &readers, &cases).await;
        let honest = everything(&world, &readers, &cases).await;
        assert!(honest.len() > 40, "{honest:#?}");
        let mut tables: Vec<_> = SEALED.iter().map(|(table, ..)| *table).chain(["data_keys", "cards"]).collect();
        tables.sort_unstable();
        tables.dedup();
        for table in &tables {
            run_sql(&world.url, &format!("create table backup_{table} as select * from {table}")).await;
        }

        let (mut trials, mut hidden) = (0, 0);
        // From each column into every third, and between two rows of one; on the second engine into every ninth: the
        // place that is sealed in is made one way for all of them, and the text of the statements is the same.
        let numbered = || SEALED.iter().enumerate();
        let pairs = numbered().flat_map(|(n, from)| numbered().map(move |(m, into)| ((n, m), (from, into))));
        let tried = pairs.filter(|((n, m), _)| chosen(*n, *m) && n.abs_diff(*m) % [3, 9][engine] == 0);
        let places = tried.map(|((n, m), pair)| (pair, usize::from(n == m), 0));
        for (((from, sealed, from_key), (into, column, into_key)), nth, mth) in places {
            if (from, sealed, nth) == (into, column, mth) {
                continue;
            }
            let value = format!(
                "select {sealed} from backup_{from} where {sealed} is not null order by {from_key} limit 1 offset {nth}"
            );
            let row = format!(
                "select {into_key} from backup_{into} where {column} is not null order by {into_key} limit 1 offset {mth}"
            );
            meddle(&world.url, &format!("update {into} set {column} = ({value}) where ({into_key}) = ({row})")).await;
            trials += 1;
            hidden +=
                check(&world, &readers, &cases, &honest, &format!("{from}.{sealed} {nth} → {into}.{column} {mth}"))
                    .await;
            if *into == "accounts" {
                for who in ["giamsat", "mai", "dung"] {
                    let token = world.vault.log_in(who, Some(PASSWORD)).await.unwrap_or_default();
                    let Some(token) = token else { continue };
                    let actor = world.vault.session(&token).await.unwrap_or_default();
                    assert!(
                        actor.is_none_or(|actor| honest[&format!("{who}: session")] == actor.name()),
                        "{who} became another"
                    );
                }
            }
            put_back(&world.url, into).await;
        }
        for (table, change) in moves {
            meddle(&world.url, change).await;
            trials += 1;
            hidden += check(&world, &readers, &cases, &honest, change).await;
            put_back(&world.url, table).await;
        }
        assert_eq!(everything(&world, &readers, &cases).await, honest, "all is back in its place");
        println!("{trials} moves, {hidden} values not shown because of them, 0 shown elsewhere");
        assert!(
            trials > 80 && hidden > 5 * trials,
            "{trials} moves hid {hidden} values: they did not reach what is read"
        );
    }
}

/// How many values are not shown any more. Whatever is shown must be what stood there before.
async fn check(
    world: &World,
    readers: &Readers,
    cases: &[CaseId],
    honest: &BTreeMap<String, String>,
    moved: &str,
) -> usize {
    let seen = everything(world, readers, cases).await;
    for (place, text) in &seen {
        // The place a draft or a packet is shown at carries its id: one that is new shows what belongs elsewhere.
        assert_eq!(Some(text), honest.get(place), "{moved}: {place}");
    }
    honest.len() - seen.len()
}

/// What is sealed for a change and shown on no page: whatever stands in its place, the change finds nothing there, and takes
/// away nobody's card and nobody's yes.
#[tokio::test]
async fn what_only_a_change_reads_leads_nowhere_else() {
    for world in worlds("shuffled_changes").await {
        let vault = &world.vault;
        let (_, cases) = filled(&world).await;
        let label = |case| vault.open_case(&world.worker, case, &[Segment::Label], Reason::Support);
        let code = vault.case_head(&label(cases[0]).await.unwrap().unwrap().take().unwrap()).await.unwrap().label.code;
        for table in ["cards", "withdrawal_codes"] {
            run_sql(&world.url, &format!("create table backup_{table} as select * from {table}")).await;
        }
        let mut values: Vec<_> = SEALED
            .iter()
            .map(|(from, sealed, key)| {
                format!("select {sealed} from {from} where {sealed} is not null order by {key} limit 1")
            })
            .collect();
        values.push("select sealed from backup_cards where backup_cards.party_id <> cards.party_id limit 1".into());
        values.push(
            "select sealed from backup_withdrawal_codes as kept where kept.tag <> withdrawal_codes.tag limit 1".into(),
        );
        for value in &values {
            if !value.contains("withdrawal_codes.tag") {
                meddle(&world.url, &format!("update cards set sealed = ({value})")).await;
                let mut ring = label(cases[0]).await.unwrap().unwrap();
                assert!(vault.end_card(&world.worker, &mut ring).await.is_err(), "{value}");
                assert_eq!(run_sql(&world.url, "update card_codes set salt = salt").await, 2, "{value}");
                put_back(&world.url, "cards").await;
            }
            if !value.contains("cards.party_id") {
                meddle(&world.url, &format!("update withdrawal_codes set sealed = ({value})")).await;
                vault.take_back_by_code(&world.colleague, &code, TakenBack::Everything).await.unwrap().unwrap();
                put_back(&world.url, "withdrawal_codes").await;
                for case in &cases[..2] {
                    assert!(label(*case).await.unwrap().is_some(), "{value}");
                }
            }
        }
        let mut ring = label(cases[0]).await.unwrap().unwrap();
        vault.end_card(&world.worker, &mut ring).await.unwrap().unwrap();
        vault.take_back_by_code(&world.colleague, &code, TakenBack::Everything).await.unwrap().unwrap();
        assert!(label(cases[0]).await.unwrap().is_none() && label(cases[1]).await.unwrap().is_some());
    }
}

/// Wraps that a withdrawal deleted, put back from an old copy of the database, open nothing: the ledger shuts the door too.
#[tokio::test]
async fn wraps_put_back_after_a_withdrawal_open_nothing() {
    for world in worlds("put_back").await {
        let vault = &world.vault;
        let case = world.open_case("Ban").await;
        let referral = world.refer(case).await;
        run_sql(&world.url, "create table backup_wraps as select * from wraps").await;
        let mut ring = vault.open_case(&world.worker, case, ALL, Reason::ClientRequest).await.unwrap().unwrap();
        let consents = vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
        let of = |purpose| consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
        vault.withdraw(&world.worker, &ring, of(Purpose::Referral)).await.unwrap().unwrap();
        put_back(&world.url, "wraps").await;
        assert!(vault.referral(&world.clinic, referral).await.unwrap().is_none());
        vault.withdraw(&world.worker, &ring, of(Purpose::Processing)).await.unwrap().unwrap();
        put_back(&world.url, "wraps").await;
        for actor in [&world.worker, &world.supervisor] {
            assert!(vault.open_case(actor, case, ALL, Reason::Support).await.unwrap().is_none());
            assert!(vault.referral(actor, referral).await.unwrap().is_none());
        }
    }
}

/// The list above is complete: every column of the migrations that is called sealed stands in it.
#[test]
fn every_sealed_column_is_shuffled() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/sqlite");
    let mut missing = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let mut table = String::new();
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let word = line.split_whitespace().next().unwrap_or_default();
            if let Some(rest) = line.strip_prefix("create table ") {
                table = rest.split(' ').next().unwrap_or_default().to_owned();
            } else if word.starts_with("sealed")
                && !SEALED.iter().any(|(name, column, _)| (*name, *column) == (&table, word))
                && !READ_BY_CHANGES.iter().chain(ELSEWHERE).any(|one| *one == format!("{table}.{word}"))
            {
                missing.push(format!("{table}.{word}"));
            }
        }
    }
    assert!(missing.is_empty(), "add to SEALED, and to what is read: {missing:?}");
}
