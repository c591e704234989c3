//! What the ordinary run tries: as many as `TEST_WORLDS` says, or a few (decision 0021).
//! `cargo xtask prove` and `cargo xtask races` try more.
#![expect(clippy::print_stdout, reason = "a test that counts says how far it came")]

use proof::people::Engine;
use proof::prove::{Tally, prove, table};
use proof::races::{log_out_and_save, withdraw_and_read};

#[expect(clippy::disallowed_methods, reason = "how many is for the run to say, like which engines there are")]
fn worlds() -> u32 {
    std::env::var("TEST_WORLDS").map_or(200, |worlds| worlds.parse().expect("TEST_WORLDS is a number"))
}

/// Histories on this engine. One on PostgreSQL costs three times as much (decision 0021): there it is a fifth as many.
fn histories(engine: Engine) -> usize {
    let worlds = if engine == Engine::Sqlite { worlds() } else { worlds().div_ceil(5) };
    worlds as usize
}

/// Races of each kind on each engine.
fn races() -> u32 {
    worlds().div_ceil(10)
}

/// I4: what the vault shows is what the model says, on both engines.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vault_and_model_tell_the_same_story() {
    let tell = |engine| prove(engine, histories(engine), 1);
    let (sqlite, postgres) = tokio::join!(tell(Engine::Sqlite), tell(Engine::Postgres));
    let told = [(Engine::Sqlite, sqlite), (Engine::Postgres, postgres)];
    let stories: Vec<_> =
        told.iter().filter_map(|(_, tally)| tally.as_ref()).flat_map(|tally: &Tally| &tally.mismatches).collect();
    println!("{}", table(&told));
    stories.iter().for_each(|story| println!("{story}\n"));
    assert!(stories.is_empty(), "{} stories differ", stories.len());
}

/// I10.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_read_that_begins_after_a_withdrawal_succeeds() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(count) = withdraw_and_read(engine, races()).await else { continue };
        println!("{engine:?}, withdraw / read: {count:?}");
        assert_eq!((count.races, count.late), (races(), 0), "{engine:?}: {count:?}");
        // Where nobody ever read while it was being shut, nothing was raced.
        assert!(count.during > 0 || races() < 100, "{engine:?}: {count:?}");
    }
}

/// I22.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_in_flight_revives_an_ended_session() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(count) = log_out_and_save(engine, races()).await else { continue };
        println!("{engine:?}, log out / save: {count:?}");
        assert_eq!((count.races, count.late), (races(), 0), "{engine:?}: {count:?}");
    }
}
