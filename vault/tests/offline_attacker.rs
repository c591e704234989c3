//! I8: somebody has the database with its journal, the program and its settings, and nobody's password. They search every byte,
//! and try to tell whose number is in it from whose is not.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its table"
)]

use crate::support::{World, worlds};
use domain::audit::Reason;
use domain::client::{ClientCode, Phone};
use domain::consent::Segment;
use sqlx::{Connection, Row};
use std::collections::HashSet;
use vault::segment;

/// Clients in the database, and as many numbers of people who are not.
const PEOPLE: usize = 40;

/// What the product's own derivations are called: the attacker reads them in the binary.
const PURPOSES: &[&str] = &[
    "dong-hanh 2026 data key commitment",
    "dong-hanh 2026 audit case tag",
    "dong-hanh 2026 token hash",
    "dong-hanh/session/1",
    "dong-hanh/wrap/1",
    "dong-hanh/party/own/1",
    "dong-hanh/place/1",
    "dong-hanh/issued-code/1",
];

/// Every byte an attacker has: file and journal, or a dump of every table with bytes as bytes.
async fn bytes_of(world: &World) -> Vec<u8> {
    if let Some(file) = world.file() {
        let read = |suffix: &str| std::fs::read(format!("{}{suffix}", file.display())).unwrap_or_default();
        return [read(""), read("-wal"), read("-shm")].concat();
    }
    let mut server = sqlx::PgConnection::connect(&world.url).await.unwrap();
    let tables = sqlx::query("select table_name::text from information_schema.tables where table_schema = 'public'");
    let mut bytes = Vec::new();
    for table in tables.fetch_all(&mut server).await.unwrap() {
        let text = format!("select t::text from {} as t", table.get::<String, _>(0));
        for row in sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(&mut server).await.unwrap() {
            let row: String = row.get(0);
            bytes.extend_from_slice(row.as_bytes());
            // PostgreSQL writes bytes as hexadecimal digits.
            for part in row.split("\\x").skip(1) {
                let digits: String = part.chars().take_while(char::is_ascii_hexdigit).collect();
                bytes.extend(
                    digits
                        .as_bytes()
                        .chunks_exact(2)
                        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()),
                );
            }
        }
    }
    bytes
}

/// Everything that was taken, with every run of six bytes looked up at once: the attacker has time, the test has not.
struct Loot {
    bytes: Vec<u8>,
    runs: HashSet<[u8; 6]>,
}

impl Loot {
    fn of(bytes: Vec<u8>) -> Self {
        let runs = bytes.windows(6).map(|run| run.try_into().unwrap()).collect();
        Self { bytes, runs }
    }

    fn contains(&self, needle: &[u8]) -> bool {
        needle.first_chunk().is_none_or(|start| self.runs.contains(start))
            && self.bytes.windows(needle.len()).any(|window| window == needle)
    }
}

/// How one value may be written down.
fn writings(text: &str) -> Vec<Vec<u8>> {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let utf16 = |of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(of).collect::<Vec<_>>();
    let reversed: String = text.chars().rev().collect();
    vec![
        text.as_bytes().to_vec(),
        text.to_lowercase().into_bytes(),
        domain::vietnamese::fold(text).into_bytes(),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        reversed.into_bytes(),
    ]
}

/// What one value may have been turned into without a secret: every published hash at hand under every name of ours.
fn digests(text: &str) -> Vec<Vec<u8>> {
    use sha2::{Digest, Sha256};
    let mut all = vec![blake3::hash(text.as_bytes()).as_bytes().to_vec(), Sha256::digest(text.as_bytes()).to_vec()];
    for purpose in PURPOSES {
        all.push(blake3::derive_key(purpose, text.as_bytes()).to_vec());
        all.push(Sha256::digest(format!("{purpose}{text}").as_bytes()).to_vec());
        let mut expanded = vec![0; 32];
        hkdf::Hkdf::<Sha256>::new(Some(b"dong-hanh"), text.as_bytes())
            .expand(purpose.as_bytes(), &mut expanded)
            .unwrap();
        all.push(expanded);
    }
    // The first eight bytes are enough to know one by.
    all.iter().map(|digest| digest[..8].to_vec()).collect()
}

/// How many signs of this number are in the bytes.
fn signs(loot: &Loot, phone: &Phone) -> usize {
    let spaced = phone.display();
    let plain: String = spaced.chars().filter(char::is_ascii_digit).collect();
    let forms = [
        spaced.clone(),
        plain.clone(),
        plain[1..].to_owned(),
        format!("+84{}", &plain[1..]),
        format!("84{}", &plain[1..]),
    ];
    let written = forms.iter().flat_map(|form| writings(form)).filter(|writing| loot.contains(writing)).count();
    let tail = loot.contains(&plain.as_bytes()[4..]);
    written
        + usize::from(tail)
        + forms.iter().flat_map(|form| digests(form)).filter(|digest| loot.contains(digest)).count()
}

/// How often a member has more signs than somebody who is none: 0.5 is a coin.
fn better_than_a_coin(members: &[usize], others: &[usize]) -> f64 {
    let wins: f64 = members
        .iter()
        .flat_map(|member| others.iter().map(move |other| member.cmp(other)))
        .map(|order| match order {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
        .sum();
    wins / (members.len() * others.len()) as f64
}

fn number(nth: usize) -> String {
    // Far apart and without a pattern, as numbers are.
    let digits = 10_000_000 + (nth * 7_654_321 + 1_234_567) % 80_000_000;
    format!("09{digits}")
}

#[tokio::test]
async fn nothing_is_read_and_nobody_is_recognised_without_a_password() {
    for world in worlds("offline").await {
        let vault = &world.vault;
        let mut codes: Vec<ClientCode> = Vec::new();
        for nth in 0..PEOPLE {
            let mut form = crate::support::opening(&format!("CANARY Bí danh {nth}"));
            form.phone = number(nth);
            let opening = form.check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
            let case = vault.open_new_case(&world.worker, &opening, world.form()).await.unwrap().unwrap();
            if nth % 10 == 0 {
                world.refer(case).await;
            }
            let mut ring =
                vault.open_case(&world.worker, case, &[Segment::Label], Reason::Support).await.unwrap().unwrap();
            codes.push(vault.case_head(&ring.take::<segment::Label>().unwrap()).await.unwrap().label.code);
        }
        let bytes = bytes_of(&world).await;
        let loot = Loot::of(bytes.clone());
        assert!(bytes.len() > 200_000, "only {} bytes", bytes.len());
        assert!(loot.contains("Trung tâm CTXH".as_bytes()), "what is in the clear is found, so the search works");

        let planted: Vec<String> = (0..PEOPLE)
            .flat_map(|nth| [format!("CANARY Bí danh {nth}"), number(nth)])
            .chain(
                ["CANARY Đào Thị Hoà", "CANARY 14:00–16:00", "CANARY lớp may", "CANARY Tòng Thị An", "CANARY"]
                    .map(Into::into),
            )
            .chain(codes.iter().map(|code| code.as_str().to_owned()))
            .collect();
        let found = planted.iter().filter(|text| writings(text).iter().any(|writing| loot.contains(writing))).count();

        let phones: Vec<_> = (0..2 * PEOPLE).map(|nth| Phone::parse(&number(nth)).unwrap()).collect();
        let all: Vec<_> = phones.iter().map(|phone| signs(&loot, phone)).collect();
        let chance = better_than_a_coin(&all[..PEOPLE], &all[PEOPLE..]);
        let engine = if world.file().is_some() { "SQLite" } else { "PostgreSQL" };
        println!(
            "{engine}: {} bytes; values found: {found} of {}; phone here or not: right {:.0} of 100 times",
            bytes.len(),
            planted.len(),
            chance * 100.0
        );
        assert_eq!(found, 0);
        assert!((chance - 0.5).abs() <= 0.05, "{chance}");

        // The same attacker told of a table with a plain hash of each number would know at once: the test can fail.
        let indexed: Vec<u8> = phones[..PEOPLE]
            .iter()
            .flat_map(|phone| blake3::hash(phone.display().as_bytes()).as_bytes().to_vec())
            .collect();
        let told = Loot::of([bytes, indexed].concat());
        let all: Vec<_> = phones.iter().map(|phone| signs(&told, phone)).collect();
        assert!(better_than_a_coin(&all[..PEOPLE], &all[PEOPLE..]) > 0.95);
    }
}
