//! What the ordinary run tries; `cargo xtask prove` and `cargo xtask races` try more.

use proof::people::Engine;
use proof::prove::{Tally, prove, table};
use proof::races::{log_out_and_save, withdraw_and_read};

const WORLDS: usize = 200;
const RACES: u32 = 200;

/// I4: what the vault shows is what the model says, on both engines.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vault_and_model_tell_the_same_story() {
    let tell = |engine| prove(engine, WORLDS, 1);
    let (sqlite, postgres) = tokio::join!(tell(Engine::Sqlite), tell(Engine::Postgres));
    let told = [(Engine::Sqlite, sqlite), (Engine::Postgres, postgres)];
    let stories: Vec<_> =
        told.iter().filter_map(|(_, tally)| tally.as_ref()).flat_map(|tally: &Tally| &tally.mismatches).collect();
    assert!(stories.is_empty(), "{}\n{}", table(&told), stories[0]);
}

/// I10.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_read_that_begins_after_a_withdrawal_succeeds() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(count) = withdraw_and_read(engine, RACES).await else { continue };
        assert_eq!((count.races, count.late), (RACES, 0), "{engine:?}: {count:?}");
    }
}

/// I22.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_in_flight_revives_an_ended_session() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(count) = log_out_and_save(engine, RACES).await else { continue };
        assert_eq!((count.races, count.late), (RACES, 0), "{engine:?}: {count:?}");
    }
}
