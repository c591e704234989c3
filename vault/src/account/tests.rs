//! What only this crate can try: old private keys, and a log-in that began before.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::seals::{SealedBy, StoredSeal};
use crate::access::HeldWrap;
use crate::crypt::PartyKey;
use crate::engine::sql;
use crate::support::{self, PASSWORD, World, worlds};
use domain::consent::Segment;
use domain::contact::ContactForm;
use domain::id::{AccountId, PartyId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Sealed {
    id: Uuid,
    sealed: Vec<u8>,
    case_id: Uuid,
    segment: String,
    epoch: i64,
}

/// How many sealed rows of the whole database a private key opens, whoever they are said to be for.
async fn opened_by(world: &World, key: &PartyKey) -> usize {
    let mut reading = world.vault.database.read().await.unwrap();
    let wraps = sql!(
        reading.conn(),
        query_as::<Sealed>,
        "select wraps.id, wraps.sealed, data_keys.case_id, data_keys.segment, data_keys.epoch \
         from wraps join data_keys on data_keys.id = wraps.data_key_id" => fetch_all
    );
    let contacts = sql!(
        reading.conn(),
        query_as::<Sealed>,
        "select id, sealed, id as case_id, 'label' as segment, cast(1 as bigint) as epoch from contacts" => fetch_all
    );
    let holdings = sql!(
        reading.conn(),
        query_as::<Sealed>,
        "select party_id as id, sealed, account_id as case_id, 'label' as segment, cast(1 as bigint) as epoch from holdings where sealed is not null"
            => fetch_all
    );
    let of_wraps = wraps.unwrap().into_iter().filter(|row| {
        let segment = Segment::from_code(&row.segment).unwrap();
        key.open(HeldWrap::place(row.id, row.case_id, segment, row.epoch), &row.sealed).is_some()
    });
    let of_contacts =
        contacts.unwrap().into_iter().filter(|row| key.open(crate::contact::place(row.id), &row.sealed).is_some());
    let of_holdings = holdings.unwrap().into_iter().filter(|row| {
        let place = super::session::holding_place(AccountId(row.case_id), PartyId(row.id));
        key.open(place, &row.sealed).is_some()
    });
    of_wraps.count() + of_contacts.count() + of_holdings.count()
}

fn copy(key: &PartyKey) -> PartyKey {
    PartyKey::from_secret(key.party, &key.secret_bytes())
}

/// How many cells of the whole database name a party.
async fn named(url: &str, party: PartyId) -> i64 {
    let pool = sqlx::SqlitePool::connect(url).await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select tables.name, columns.name from sqlite_master as tables, pragma_table_info(tables.name) as columns \
         where tables.type = 'table'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(columns.len() > 100, "only {} columns found", columns.len());
    let mut found = 0;
    for (table, column) in columns {
        let sql = sqlx::AssertSqlSafe(format!("select count(*) from \"{table}\" where \"{column}\" = $1"));
        found += sqlx::query_scalar::<_, i64>(sql).bind(party.0).fetch_one(&pool).await.unwrap();
    }
    pool.close().await;
    found
}

async fn a_day_of_work(world: &World) {
    let case = world.open_case("Hoa Ban").await;
    world.refer(case).await;
    let contact = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        condoms: "10".into(),
        ..ContactForm::default()
    };
    let contact = contact.check(world.vault.today(), |_| true).unwrap();
    world.vault.log_contact(&world.volunteer, &contact, world.form()).await.unwrap().unwrap();
}

#[tokio::test]
async fn an_old_team_key_opens_nothing_in_the_database() {
    for world in worlds("old_team_key").await {
        a_day_of_work(&world).await;
        let old: Vec<_> = world.supervisor.keys.iter().skip(1).map(copy).collect();
        assert_eq!(old.len(), 2, "lead and desk");
        for key in &old {
            assert!(opened_by(&world, key).await > 0, "what the old key opened before");
        }
        world.vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().unwrap();
        for key in &old {
            assert_eq!(opened_by(&world, key).await, 0);
            if world.file().is_some() {
                assert_eq!(named(&world.url, key.party).await, 0, "a column still names the old party");
            }
        }
        let supervisor = support::log_in(&world.vault, "giamsat").await;
        for key in &supervisor.keys[1..] {
            assert!(opened_by(&world, key).await > 0, "the new one opens it");
        }
    }
}

#[tokio::test]
async fn the_key_of_who_left_or_came_back_opens_nothing_in_the_database() {
    for world in worlds("old_own_key").await {
        a_day_of_work(&world).await;
        let (left, lost) = (copy(world.worker.own_key()), copy(world.colleague.own_key()));
        assert!(opened_by(&world, &left).await > 0 && opened_by(&world, &lost).await > 0);
        world.vault.close_account(&world.supervisor, world.worker.account()).await.unwrap().unwrap();
        let link = world.vault.readmit(&world.supervisor, world.colleague.account()).await.unwrap().unwrap();
        let password = domain::account::NewPasswordForm { password: PASSWORD.into(), password_again: PASSWORD.into() };
        let password = password.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        world.vault.accept_readmission(&link, &password).await.unwrap().unwrap();
        world.admit(&world.supervisor, world.colleague.account()).await.unwrap().unwrap();
        assert_eq!(opened_by(&world, &left).await, 0);
        assert_eq!(opened_by(&world, &lost).await, 0);
    }
}

/// I22: the slow part of a log-in happens outside the transaction; what changed meanwhile wins.
#[tokio::test]
async fn a_log_in_that_began_before_begins_no_session_after() {
    for world in worlds("late_log_in").await {
        let opened = async |account: AccountId| {
            let mut reading = world.vault.database.read().await.unwrap();
            let stored = sql!(
                reading.conn(),
                query_as::<StoredSeal>,
                "select id, password_salt as salt, sealed_secret as sealed from accounts where id = $1",
                account.0 => fetch_optional
            );
            drop(reading);
            world.vault.try_seal(stored.unwrap(), SealedBy::Password, Some(PASSWORD)).await.unwrap().unwrap()
        };
        let leaving = opened(world.worker.account()).await;
        let changing = opened(world.colleague.account()).await;
        world.vault.close_account(&world.supervisor, world.worker.account()).await.unwrap().unwrap();
        let new = domain::account::NewPasswordForm { password: "x".repeat(12), password_again: "x".repeat(12) };
        let new = new.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        world.vault.change_password(&world.colleague, Some(PASSWORD), &new).await.unwrap().unwrap();
        assert!(world.vault.begin_session(&leaving).await.unwrap().is_none());
        assert!(world.vault.begin_session(&changing).await.unwrap().is_none());
    }
}

#[test]
fn the_mark_of_a_key_is_short_and_its_own() {
    let entropy = crate::testing::SeededEntropy::new(5);
    let marks: Vec<_> =
        (0..2).map(|_| crate::crypt::key_mark(&PartyKey::generate(PartyId(Uuid::nil()), &entropy).public())).collect();
    assert!(marks[0] != marks[1] && marks[0].len() == 24, "{}", marks[0]);
}
