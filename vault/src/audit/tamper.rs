//! Tamper trials (I17): on copies of an honest audit everything a thief of the database could do to it is done, at
//! random places, and every time the check must say so. `cargo xtask tamper` prints the table.
#![expect(clippy::print_stdout, reason = "evidence is printed")]

use super::check::Row;
use super::{Event, hash_of, insert};
use crate::actor::Actor;
use crate::crypt::{CheckpointKey, PartyKey};
use crate::engine::{Database, change, sql};
use crate::testing::{SeededEntropy, StandingClock, TempDatabase, TempFile};
use crate::{PasswordCost, Vault};
use chrono::{DateTime, TimeDelta, Utc};
use domain::account::Role;
use domain::audit::{Basis, Checkpoint, Deed, PublicKey, Reason};
use domain::consent::Segment;
use domain::id::{AccountId, ConsentId, OrganisationId, PartyId, TeamId};
use domain::time::Entropy;
use std::sync::Arc;
use uuid::Uuid;

const EVENTS: usize = 200;

/// Numbers that look random and are the same in every run.
struct Random(SeededEntropy);

impl Random {
    fn below(&self, end: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        (u64::from_be_bytes(bytes) % end as u64) as usize
    }

    fn one<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn uuid(&self) -> Uuid {
        Uuid::from_u128((self.below(usize::MAX) as u128) << 64 | self.below(usize::MAX) as u128)
    }
}

/// The tables of an audit, in memory, as whoever can write the database would hold them.
#[derive(Clone)]
struct Audit {
    rows: Vec<Row>,
    cases: Vec<(i64, Vec<u8>)>,
    head: (i64, Vec<u8>, DateTime<Utc>),
    checkpoints: Vec<Checkpoint>,
}

impl Audit {
    /// Computes every number and hash anew, as an honest chain of these events would have them.
    fn restamp(&mut self) {
        let mut previous = vec![0; 32];
        self.cases.clear();
        for (index, row) in self.rows.iter_mut().enumerate() {
            row.seq = index as i64 + 1;
            row.previous = previous;
            row.hash = hash_of(&row.fields()).to_vec();
            previous = row.hash.clone();
            self.cases.extend(row.tags().into_iter().map(|tag| (row.seq, tag)));
        }
        let last = self.rows.last().expect("an audit has events");
        self.head = (last.seq, last.hash.clone(), last.at);
    }

    /// Numbers the rows from 1 and lets their cases follow, and leaves every hash as it is.
    fn renumber(&mut self) {
        self.cases.clear();
        for (index, row) in self.rows.iter_mut().enumerate() {
            row.seq = index as i64 + 1;
            self.cases.extend(row.tags().into_iter().map(|tag| (row.seq, tag)));
        }
    }

    async fn load(database: &Database) -> Self {
        let mut reading = database.read().await.expect("a connection");
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select seq, at, account_id, role, organisation_id, deed, segment, reason, basis, consent_id, case_tags, previous, hash \
             from audit_events order by seq" => fetch_all
        )
        .expect("events");
        let cases =
            sql!(reading.conn(), query_as::<(i64, Vec<u8>)>, "select seq, case_tag from audit_cases" => fetch_all)
                .expect("cases");
        let head = sql!(reading.conn(), query_as::<(i64, Vec<u8>, DateTime<Utc>)>, "select seq, hash, at from audit_head" => fetch_one)
            .expect("a head");
        Self { rows, cases, head, checkpoints: Vec::new() }
    }

    async fn store(&self, database: &Database) {
        let mut writing = database.write().await.expect("a transaction");
        change!(writing.conn(), "delete from audit_cases").expect("emptied");
        change!(writing.conn(), "delete from audit_events").expect("emptied");
        change!(writing.conn(), "delete from audit_checkpoints").expect("emptied");
        for row in &self.rows {
            let hash = row.hash.as_slice().try_into().expect("32 bytes");
            insert(writing.conn(), &row.fields(), &hash).await.expect("an event");
        }
        for (seq, tag) in &self.cases {
            change!(writing.conn(), "insert into audit_cases (case_tag, seq) values ($1, $2)", tag, seq)
                .expect("a case");
        }
        let (seq, hash, at) = &self.head;
        change!(writing.conn(), "update audit_head set seq = $1, hash = $2, at = $3", seq, hash, at).expect("a head");
        for Checkpoint { says, signature } in &self.checkpoints {
            change!(
                writing.conn(),
                "insert into audit_checkpoints (number, events, hash, at, signature) values ($1, $2, $3, $4, $5)",
                says.number,
                says.events,
                &says.hash[..],
                says.at,
                &signature[..]
            )
            .expect("a checkpoint");
        }
        writing.commit().await.expect("written");
    }
}

/// An honest audit, closed so that it can be copied, with the checkpoints that somebody else keeps.
struct Honest {
    store: TempDatabase,
    audit: Audit,
    exported: Vec<Checkpoint>,
    trusted: PublicKey,
}

async fn vault_at(url: &str, clock: Arc<StandingClock>) -> Vault {
    Vault::open(url, clock, Arc::new(SeededEntropy::new(3)), PasswordCost::FOR_TESTS).await.expect("a database")
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_400_000, 0).expect("a time")
}

fn person(random: &Random, role: Role) -> Actor {
    Actor {
        account: AccountId(random.uuid()),
        organisation: OrganisationId(random.uuid()),
        team: TeamId(random.uuid()),
        role,
        admitted: true,
        pledged: true,
        username: "thu".into(),
        name: "Người Thử".into(),
        organisation_name: "Tổ".into(),
        session: [0; 32],
        keys: vec![PartyKey::generate(PartyId(random.uuid()), &random.0)],
        holds_team_keys: false,
    }
}

impl Honest {
    async fn make(store: TempDatabase) -> Self {
        let random = Random(SeededEntropy::new(1));
        let key = CheckpointKey::generate(&random.0);
        let trusted = key.public();
        let clock = Arc::new(StandingClock::at(start()));
        let vault = vault_at(&store.url(), clock.clone()).await.signing(key, &[]);
        let people: Vec<_> = Role::ALL.iter().map(|role| person(&random, *role)).collect();
        let cases: Vec<[u8; 16]> = (0..20).map(|_| *random.uuid().as_bytes()).collect();
        for _ in 0..EVENTS {
            clock.advance(TimeDelta::seconds(random.below(120) as i64));
            let segments: Vec<Segment> = Segment::ALL.iter().copied().filter(|_| random.below(4) == 0).collect();
            let event = Event {
                deed: *random.one(Deed::ALL),
                segments: &segments,
                reason: *random.one(Reason::ALL),
                basis: *random.one(Basis::ALL),
                consent: (random.below(2) == 0).then(|| ConsentId(random.uuid())),
                cases: cases.iter().copied().filter(|_| random.below(10) == 0).collect(),
            };
            let mut writing = vault.database.write().await.expect("a transaction");
            let actor = (random.below(10) > 0).then(|| random.one(&people));
            vault.note(&mut writing, actor, &event).await.expect("noted");
            writing.commit().await.expect("written");
            vault.sign_due_checkpoint().await.expect("signed");
        }
        let exported = vault.checkpoints().await.expect("checkpoints");
        let audit = Audit { checkpoints: exported.clone(), ..Audit::load(&vault.database).await };
        vault.close().await;
        Self { store, audit, exported, trusted }
    }
}

/// Changes one field of an event to something else.
fn edit(row: &mut Row, random: &Random) {
    let other = |now: &str, all: &[&str]| -> String {
        all.iter().find(|code| **code != now).map(|code| (*code).to_owned()).expect("two at least")
    };
    match random.below(8) {
        0 => row.role = Some(other(row.role.as_deref().unwrap_or_default(), &["supervisor", "social_worker"])),
        1 => row.account_id = Some(random.uuid()),
        2 => row.at += TimeDelta::microseconds(1 + random.below(1_000_000) as i64),
        3 => row.deed = other(&row.deed, &["opened", "listed"]),
        4 => row.reason = other(&row.reason, &["support", "operations"]),
        5 => row.basis = other(&row.basis, &["consent", "none"]),
        6 => row.segment = row.segment.is_none().then(|| "label".to_owned()),
        _ => row.consent_id = row.consent_id.is_none().then(|| random.uuid()),
    }
}

/// Hides or changes something before the last exported checkpoint.
fn rewrite(audit: &mut Audit, random: &Random, before: usize) {
    let place = random.below(before - 1);
    match random.below(4) {
        0 => edit(&mut audit.rows[place], random),
        1 => drop(audit.rows.remove(place)),
        2 => audit.rows.insert(place, audit.rows[random.below(before)].clone()),
        _ => audit.rows.swap(place, place + 1),
    }
}

type Attack = fn(&mut Audit, &Random, &CheckpointKey, usize);

/// What is done, and how; the last number is how many events the last exported checkpoint covers.
const ATTACKS: &[(&str, Attack)] = &[
    ("edit an event", |audit, random, _, _| {
        let place = random.below(audit.rows.len());
        edit(&mut audit.rows[place], random);
    }),
    ("edit, and its own hash", |audit, random, _, _| {
        let place = random.below(audit.rows.len());
        edit(&mut audit.rows[place], random);
        audit.rows[place].hash = hash_of(&audit.rows[place].fields()).to_vec();
    }),
    ("delete an event", |audit, random, _, _| {
        let gone = audit.rows.remove(random.below(audit.rows.len())).seq;
        audit.cases.retain(|(seq, _)| *seq != gone);
    }),
    ("delete, and close the gap", |audit, random, _, _| {
        audit.rows.remove(random.below(audit.rows.len()));
        audit.renumber();
        audit.head.0 -= 1;
    }),
    ("insert an event", |audit, random, _, _| {
        let copy = random.one(&audit.rows).clone();
        audit.rows.insert(random.below(audit.rows.len()), copy);
        audit.renumber();
        audit.head.0 += 1;
    }),
    ("insert after the end", |audit, random, _, _| {
        let mut extra = random.one(&audit.rows).clone();
        (extra.seq, extra.previous, extra.at) = (audit.head.0 + 1, audit.head.1.clone(), audit.head.2);
        extra.hash = hash_of(&extra.fields()).to_vec();
        audit.cases.extend(extra.tags().into_iter().map(|tag| (extra.seq, tag)));
        audit.rows.push(extra);
    }),
    ("reorder two events", |audit, random, _, _| {
        let place = random.below(audit.rows.len() - 1);
        let other = place + 1 + random.below(audit.rows.len() - place - 1);
        audit.rows.swap(place, other);
        audit.renumber();
    }),
    ("restamp all", |audit, random, _, before| {
        rewrite(audit, random, before);
        audit.restamp();
    }),
    ("restamp, no checkpoints left", |audit, random, _, before| {
        rewrite(audit, random, before);
        audit.restamp();
        audit.checkpoints.clear();
    }),
    ("restamp, sign with another key", |audit, random, thief, before| {
        rewrite(audit, random, before);
        audit.restamp();
        let rows = &audit.rows;
        for checkpoint in &mut audit.checkpoints {
            checkpoint.says.events = checkpoint.says.events.min(rows.len() as i64);
            let event = &rows[checkpoint.says.events as usize - 1];
            checkpoint.says.hash = event.hash.as_slice().try_into().expect("32 bytes");
            checkpoint.signature = thief.sign(&checkpoint.says.to_string());
        }
    }),
    ("truncate", |audit, random, _, before| {
        audit.rows.truncate(1 + random.below(before - 1));
        audit.restamp();
        let left = audit.head.0;
        audit.checkpoints.retain(|checkpoint| checkpoint.says.events <= left);
    }),
    ("swap two checkpoints", |audit, random, _, _| {
        let place = random.below(audit.checkpoints.len() - 1);
        let other = place + 1 + random.below(audit.checkpoints.len() - place - 1);
        audit.checkpoints.swap(place, other);
        let number = audit.checkpoints[place].says.number;
        audit.checkpoints[place].says.number = std::mem::replace(&mut audit.checkpoints[other].says.number, number);
    }),
    ("remove a checkpoint", |audit, random, _, _| {
        audit.checkpoints.remove(random.below(audit.checkpoints.len()));
    }),
    ("forge a checkpoint", |audit, random, thief, _| {
        let place = random.below(audit.checkpoints.len());
        audit.checkpoints[place].signature = thief.sign(&audit.checkpoints[place].says.to_string());
    }),
    ("hide an event from its case", |audit, random, _, _| {
        audit.cases.remove(random.below(audit.cases.len()));
    }),
];

/// Every attack so often; prints what was seen. Gives how many trials there were and how many went unseen.
async fn trials(honest: &Honest, engine: &str, of_each: usize) -> (usize, usize) {
    let thief = CheckpointKey::generate(&SeededEntropy::new(66));
    let before = honest.exported.last().expect("checkpoints").says.events as usize;
    let (mut trials, mut unseen) = (0, 0);
    println!("\n{engine}: {} events, {} exported checkpoints", honest.audit.rows.len(), honest.exported.len());
    println!("{:<32} {:>7} {:>9} {:>22}", "", "trials", "detected", "without the exported");
    for (number, (name, attack)) in ATTACKS.iter().enumerate() {
        let (mut detected, mut alone) = (0, 0);
        for round in 0..of_each {
            let random = Random(SeededEntropy::new((number * 1000 + round) as u64));
            let mut audit = honest.audit.clone();
            attack(&mut audit, &random, &thief, before);
            let copy = honest.store.copy("tamper_copy").await;
            let vault =
                vault_at(&copy.url(), Arc::new(StandingClock::at(start()))).await.trusting(vec![honest.trusted]);
            audit.store(&vault.database).await;
            let found = vault.check_audit_with(&honest.exported).await.expect("checked").broken;
            detected += usize::from(found.is_some());
            alone += usize::from(vault.check_audit().await.is_err());
            vault.close().await;
        }
        println!("{name:<32} {of_each:>7} {detected:>9} {alone:>22}");
        (trials, unseen) = (trials + of_each, unseen + of_each - detected);
    }
    println!("{:<32} {trials:>7} {:>9}", "all", trials - unseen);
    (trials, unseen)
}

/// An untouched copy, written back row by row, holds: the check cries only when there is a reason.
async fn untouched_holds(honest: &Honest) {
    let copy = honest.store.copy("tamper_copy").await;
    let vault = vault_at(&copy.url(), Arc::new(StandingClock::at(start()))).await.trusting(vec![honest.trusted]);
    honest.audit.store(&vault.database).await;
    let checked = vault.check_audit_with(&honest.exported).await.expect("checked");
    assert_eq!((checked.events, checked.checkpoints), (EVENTS as i64, honest.exported.len() as i64));
    assert_eq!(checked.broken, None);
    vault.close().await;
}

#[tokio::test]
async fn every_tampering_is_detected_on_sqlite() {
    let honest = Honest::make(TempDatabase::File(TempFile::new("tamper"))).await;
    untouched_holds(&honest).await;
    let (trials, unseen) = trials(&honest, "SQLite", 14).await;
    assert!(trials >= 200 && unseen == 0, "{unseen} of {trials} not detected");
}

#[tokio::test]
async fn every_tampering_is_detected_on_postgres() {
    let Some(store) = TempDatabase::on_server("tamper").await else { return };
    let honest = Honest::make(store).await;
    untouched_holds(&honest).await;
    let (trials, unseen) = trials(&honest, "PostgreSQL", 2).await;
    assert!(trials > 0 && unseen == 0, "{unseen} of {trials} not detected");
}
