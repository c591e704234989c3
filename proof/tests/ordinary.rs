//! What the ordinary run tries: as many as `TEST_WORLDS` says, which `cargo xtask test` sets to ten thousand; alone, a few.
//! `cargo xtask prove` and `cargo xtask races` try more.
#![expect(clippy::print_stdout, reason = "a test that counts says how far it came")]

use proof::people::Engine;
use proof::prove::{Tally, prove, table};
use proof::races::{log_out_and_save, withdraw_and_read};

/// Histories on this engine. One on PostgreSQL costs three times as much: each step is parsed, planned and carried over a
/// connection. There it is a fifth as many.
#[expect(clippy::disallowed_methods, reason = "how many is for the run to say, like which engines there are")]
fn worlds(engine: Engine) -> u32 {
    let worlds = std::env::var("TEST_WORLDS").map_or(200, |worlds| worlds.parse().expect("TEST_WORLDS is a number"));
    if engine == Engine::Sqlite { worlds } else { worlds.div_ceil(5) }
}

/// Races of each kind on this engine: a tenth as many, for each is as long as a history.
fn races(engine: Engine) -> u32 {
    worlds(engine).div_ceil(10).max(200)
}

/// I4: what the vault shows is what the model says, on both engines.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vault_and_model_tell_the_same_story() {
    let tell = |engine| prove(engine, worlds(engine) as usize, 1);
    let (sqlite, postgres) = tokio::join!(tell(Engine::Sqlite), tell(Engine::Postgres));
    let told = [(Engine::Sqlite, sqlite), (Engine::Postgres, postgres)];
    let stories: Vec<_> =
        told.iter().filter_map(|(_, tally)| tally.as_ref()).flat_map(|tally: &Tally| &tally.mismatches).collect();
    println!("{}", table(&told));
    assert!(stories.is_empty(), "{}\n{}", table(&told), stories[0]);
}

/// I10.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_read_that_begins_after_a_withdrawal_succeeds() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(count) = withdraw_and_read(engine, races(engine)).await else { continue };
        println!("{engine:?}, withdraw / read: {count:?}");
        assert_eq!((count.races, count.late), (races(engine), 0), "{engine:?}: {count:?}");
    }
}

/// I22.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_in_flight_revives_an_ended_session() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(count) = log_out_and_save(engine, races(engine)).await else { continue };
        println!("{engine:?}, log out / save: {count:?}");
        assert_eq!((count.races, count.late), (races(engine), 0), "{engine:?}: {count:?}");
    }
}
