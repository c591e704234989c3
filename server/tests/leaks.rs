//! Canaries: values that stand in every field of a case, looked for in every page of everybody, in the log at its most
//! talkative, in the database with its journal, and in every other file the program has open.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its table"
)]

use crate::support::{World, on_sqlite};
use crate::web::Web;
use domain::audit::Reason;
use domain::consent::Segment;
use domain::hiv::{HivFactsForm, Letter, Recipient};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Seek};
use std::sync::{Arc, Mutex};

/// Who may meet which canaries of a case: worker and supervisor all that the pages show; nobody else any. What partners keep
/// has its own ([`crate::kept::CANARIES`]).
const PEOPLE: &[(&str, bool)] = &[
    ("guest", false),
    ("quantri", false),
    ("dung", false),
    ("xuan", false),
    ("sen", false),
    ("bich", false),
    ("nghia", false),
    ("thom", false),
    ("baove", false),
    ("mai", true),
    ("giamsat", true),
];

fn links(body: &str) -> Vec<String> {
    body.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with('/') && !link.starts_with("/assets"))
        .map(ToOwned::to_owned)
        .collect()
}

/// Every page that can be reached by links from the first one, plus every address of a case known to another.
async fn crawl(web: &Web, person: &str, known: &[String]) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let mut waiting: VecDeque<String> =
        ["/", "/my-day", "/cases", "/contacts", "/referrals", "/expected", "/team", "/accounts", "/audit"]
            .map(Into::into)
            .into();
    waiting.extend(known.iter().cloned());
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop_front() {
        if !seen.insert(path.clone()) || seen.len() > 300 {
            continue;
        }
        let session = web.session(person).await;
        let answer = web.ask("GET", &path, session.as_deref(), "").await;
        waiting.extend(links(&answer.body));
        pages.push((path, answer.body));
    }
    pages
}

/// A log that keeps what is written to it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, said: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(said);
        Ok(said.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Everything there is to say, from every crate.
    fn of_everything() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
        subscriber.with_ansi(false).with_writer(move || writer.clone()).init();
        log
    }
}

/// A session, a draft and an answer beside what every case has.
async fn work_on(world: &World, case: domain::id::CaseId, referral: domain::id::ReferralId) {
    let vault = &world.vault;
    world.hold_session(case).await;
    world.ask_scale(case, &crate::support::phq(vault.today(), "001111111")).await;
    world.care_plan(case).await;
    world.safety_plan(case).await;
    world.incident(case).await;
    let draft = "kind=crisis&agreed=CANARY+ban+nh%C3%A1p";
    assert!(vault.keep_draft(&world.worker, vault::DraftOf::Counselling(case), draft).await.unwrap());
    let outcome = domain::referral::OutcomeForm { arrival: "came".into(), ..Default::default() };
    vault.answer_referral(&world.clinic, referral, &outcome.check(vault.today()).unwrap()).await.unwrap().unwrap();
}

/// A day that stands nowhere else.
const LINKED_ON: &str = "17/03/2019";

/// What she lets her worker know, and nobody else.
async fn told_of_hiv(world: &World, case: domain::id::CaseId) {
    let vault = &world.vault;
    crate::support::hiv_consent(world, case, Recipient::Person(world.worker.account()), Letter::Counsels).await;
    let open = vault.open_hiv(&world.worker, case).await.unwrap().unwrap();
    let form = HivFactsForm { status: "lives_with".into(), linked_on: LINKED_ON.into(), ..HivFactsForm::default() };
    let facts = form.check(vault.today()).unwrap();
    vault.record_hiv(&world.worker, &open, &facts, world.form()).await.unwrap().unwrap();
}

/// What stands in every file this process has open, the deleted ones too: database, journal, and whatever else there is.
fn open_files() -> Vec<(String, Vec<u8>)> {
    let Ok(open) = std::fs::read_dir("/proc/self/fd") else { return Vec::new() };
    open.filter_map(|entry| {
        let path = entry.ok()?.path();
        let mut file =
            std::fs::File::open(&path).ok().filter(|file| file.metadata().is_ok_and(|data| data.is_file()))?;
        let mut bytes = Vec::new();
        file.rewind().ok()?;
        file.read_to_end(&mut bytes).ok()?;
        Some((std::fs::read_link(path).ok()?.display().to_string(), bytes))
    })
    .collect()
}

fn found_in<'a>(bytes: &[u8], canaries: &[&'a str]) -> Vec<&'a str> {
    let within = |canary: &str| bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
    canaries.iter().copied().filter(|canary| within(canary)).collect()
}

#[tokio::test]
async fn canaries_stay_where_they_belong() {
    let log = Log::of_everything();
    let world = on_sqlite("leaks").await;
    let case = world.open_case("CANARY Hoa Ban").await;
    let referral = world.refer(case).await;
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take().unwrap();
    let request = crate::rights::ask(&world, &ring, &casework, "copy").await;
    let note = crate::support::sealed_note(&world, &ring, &casework).await;
    told_of_hiv(&world, case).await;
    world.work_on(&world.worker, case, "CANARY lời khi làm việc").await;
    let kept = crate::kept::fill(&world, case, referral).await;
    work_on(&world, case, referral).await;
    let file = world.file().map(std::path::Path::to_owned);
    let web = Web::over(world);
    let mut known = vec![
        format!("/cases/{case}"),
        format!("/cases/{case}/who-looked"),
        format!("/cases/{case}/counselling/new"),
        format!("/cases/{case}/intake"),
        format!("/cases/{case}/needs"),
        format!("/cases/{case}/needs/words"),
        format!("/cases/{case}/risk"),
        format!("/cases/{case}/closure"),
        format!("/cases/{case}/scales"),
        format!("/cases/{case}/scales/new"),
        format!("/cases/{case}/care-plan"),
        format!("/cases/{case}/care-plan/new"),
        format!("/cases/{case}/safety-plan"),
        format!("/cases/{case}/safety-plan/new"),
        format!("/cases/{case}/safety-plan/paper"),
        format!("/cases/{case}/incidents"),
        format!("/cases/{case}/incidents/new"),
        format!("/cases/{case}/referrals/new"),
        format!("/referrals/{referral}"),
        format!("/referrals/{referral}/slip"),
        format!("/expected/{referral}"),
        format!("/cases/{case}/rights/{request}"),
        format!("/rights/{request}"),
        format!("/cases/{case}/name"),
        format!("/cases/{case}/contact"),
        format!("/cases/{case}/article-30"),
        format!("/cases/{case}/article-30/consent"),
        format!("/expected/{referral}/article-30"),
        format!("/cases/{case}/consents"),
        format!("/cases/{case}/consents/evidence"),
        format!("/cases/{case}/sealed-notes"),
        format!("/cases/{case}/sealed-notes/{note}"),
        "/rights".into(),
        "/erasures".into(),
    ];
    known.extend(kept.known.iter().cloned());
    let canaries = [
        "CANARY lời của khách hàng",
        "CANARY Hoa Ban",
        "CANARY Đào Thị Hoà",
        "CANARY 14:00–16:00",
        "CANARY lớp may",
        "0912 345 678",
        "CANARY Tòng Thị An",
        "CANARY đi khám cùng đồng đẳng viên",
        "CANARY ban nháp",
        "CANARY lời khi hỏi thang đo",
        "CANARY tôi muốn học may",
        "CANARY hỏi lớp may",
        "CANARY gọi chị hàng xóm",
        "CANARY đã lưu tin nhắn đe dọa",
        "CANARY chỉ mình tôi",
        "CANARY lời khi làm việc",
        LINKED_ON,
    ];
    let mut leaked = Vec::new();
    println!("{:<10} {:>6} {:>8}", "who", "pages", "found");
    for (person, may) in PEOPLE {
        let pages = crawl(&web, person, &known).await;
        let found: Vec<_> = pages
            .iter()
            .flat_map(|(path, body)| {
                canaries
                    .iter()
                    .filter(|canary| body.contains(**canary))
                    .map(move |canary| format!("{person} {path}: {canary}"))
            })
            .collect();
        println!("{person:<10} {:>6} {:>8}", pages.len(), found.len());
        if *may {
            assert!(!found.is_empty(), "{person} sees her own case")
        } else {
            leaked.extend(found)
        }
        kept.check(person, &pages);
        // What is sealed to one author is on no page of her supervisor either.
        let sealed = pages.iter().any(|(_, body)| body.contains("CANARY chỉ mình tôi"));
        assert_eq!(sealed, *person == "mai", "{person}");
        // What concerns HIV is on the one page of whom she named, and on no other page of hers.
        for (path, body) in &pages {
            // A page that leads nowhere keeps the address it was asked for, to come back to in the other language.
            let leads = body.contains("article-30\"") && !path.ends_with("/article-30");
            let told = body.contains(LINKED_ON) || body.contains("ARV") || leads;
            let of_case = path.split('?').next() == Some(&format!("/cases/{case}"));
            let own = *person == "mai" && (of_case || path.ends_with("/article-30"));
            assert!(!told || own, "{person} {path}");
        }
        // Never in an address; the name on papers only where it is changed, the witness only where the proof is shown.
        assert!(pages.iter().all(|(path, _)| !path.contains("CANARY")));
        let named = |path: &str| *person == "mai" && path == format!("/cases/{case}/name");
        assert!(pages.iter().all(|(path, body)| named(path) == body.contains("CANARY Đào")));
        assert!(pages.iter().all(|(path, body)| path.ends_with("/consents/evidence") || !body.contains("CANARY Tòng")));
    }
    assert!(leaked.is_empty(), "{}", leaked.join("\n"));
    let file = file.unwrap();
    let mut places: BTreeMap<_, _> = open_files().into_iter().collect();
    for suffix in ["", "-wal", "-shm"] {
        let path = format!("{}{suffix}", file.display());
        places.insert(path.clone(), std::fs::read(path).unwrap_or_default());
    }
    let said = log.0.lock().unwrap().clone();
    assert!(said.len() > 10_000, "the log says next to nothing: {} bytes", said.len());
    places.insert("the log".to_owned(), said);
    let partners: Vec<_> = crate::kept::CANARIES.iter().map(|(canary, _)| *canary).collect();
    let codes = [kept.slip.as_str(), kept.walk_in.as_str()];
    let everywhere = [&canaries[..], &partners, &codes, &["CANARY", "0912345678", "912345678"]].concat();
    for (place, bytes) in &places {
        let found = found_in(bytes, &everywhere);
        println!("{:>9} bytes, canaries found: {} of {}: {place}", bytes.len(), found.len(), everywhere.len());
        assert!(found.is_empty(), "{place}: {found:?}");
    }
}

/// What is for the named changes nobody else's page: the supervisor's pages of the case are the same, byte for byte, with and
/// without a sealed note; and with and without a consent about HIV that names the worker.
#[tokio::test]
async fn what_is_for_the_named_changes_nobody_elses_page() {
    let (mut supervisors, mut workers) = (Vec::new(), Vec::new());
    for there_is in ["nothing", "a sealed note", "a consent"] {
        let world = on_sqlite("for_the_named").await;
        let case = world.open_case("Hoa Ban").await;
        world.refer(case).await;
        let segments = [Segment::Label, Segment::Casework];
        // The worker opens the case as often in each world.
        let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        let casework = ring.take().unwrap();
        match there_is {
            "a sealed note" => {
                let note = crate::support::sealed_note(&world, &ring, &casework).await;
                world.vault.open_sealed_note(&world.worker, case, note).await.unwrap().unwrap();
            }
            "a consent" => {
                let until = world.vault.today() + chrono::Days::new(9);
                let named = Recipient::Person(world.worker.account());
                let yes = crate::support::hiv_yes(&world.vault, named, Letter::Written, until);
                let form = world.form();
                world.vault.give_hiv_consent(&world.worker, &ring, &casework, &yes, form).await.unwrap().unwrap();
                world.vault.open_hiv(&world.worker, case).await.unwrap().unwrap();
            }
            _ => {}
        }
        let consents = world.vault.consents(&casework).await.unwrap();
        let web = Web::over(world);
        let session = web.session("giamsat").await;
        let mut paths: Vec<_> =
            ["/my-day", "/cases", "/referrals", "/rights", "/erasures", "/team"].map(String::from).into();
        for page in ["", "/who-looked", "/consents", "/consents/evidence", "/rights", "/article-30", "/sealed-notes"] {
            paths.push(format!("/cases/{case}{page}"));
        }
        paths.extend(consents.iter().map(|entry| format!("/cases/{case}/consents/{}/withdrawal", entry.id)));
        let mut seen = Vec::new();
        for path in &paths {
            seen.push((path.clone(), web.ask("GET", path, session.as_deref(), "").await.without_numbers()));
        }
        supervisors.push(seen);
        let session = web.session("mai").await;
        workers.push(web.ask("GET", &format!("/cases/{case}"), session.as_deref(), "").await.without_numbers());
    }
    for with in &supervisors[1..] {
        for (without, with) in supervisors[0].iter().zip(with) {
            assert_eq!(without, with);
        }
    }
    assert!(workers[0] != workers[1] && workers[0] != workers[2], "she for whom it is sees that there is something");
}
