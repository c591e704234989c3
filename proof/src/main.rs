//! `cargo xtask prove` and `cargo xtask races`: more of what the ordinary run tries a little.
#![expect(clippy::print_stdout, reason = "a command speaks to the person who typed it")]

use clap::Parser;
use proof::people::Engine;
use proof::prove::{prove, table};
use proof::races::{Count, log_out_and_save, withdraw_and_read};
use std::time::Instant;

#[derive(Parser)]
enum Command {
    /// Random histories, told to the vault and to a model of it, on both engines
    Prove {
        /// Histories on each engine
        #[arg(long, default_value_t = 10_000)]
        worlds: usize,
        /// The same number tells the same histories
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Reads against withdrawals, and requests against log-outs, on both engines
    Races {
        /// Races of each kind on each engine
        #[arg(long, default_value_t = 10_000)]
        rounds: u32,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let begun = Instant::now();
    let bad = match Command::parse() {
        Command::Prove { worlds, seed } => {
            let tell = |engine| prove(engine, worlds, seed);
            let (sqlite, postgres) = tokio::join!(tell(Engine::Sqlite), tell(Engine::Postgres));
            let told = [(Engine::Sqlite, sqlite), (Engine::Postgres, postgres)];
            print!("{}", table(&told));
            let mismatches: Vec<_> =
                told.iter().filter_map(|(_, tally)| tally.as_ref()).flat_map(|tally| &tally.mismatches).collect();
            mismatches.iter().for_each(|story| println!("\n{story}"));
            mismatches.len()
        }
        Command::Races { rounds } => {
            println!("{:<10} {:<16} {:>8} {:>8} {:>8} {:>6}", "engine", "race", "races", "during", "after", "late");
            let mut late = 0;
            for engine in [Engine::Sqlite, Engine::Postgres] {
                late += line(engine, "withdraw / read", withdraw_and_read(engine, rounds).await);
                late += line(engine, "log out / save", log_out_and_save(engine, rounds).await);
            }
            late as usize
        }
    };
    println!("{:.0} s", begun.elapsed().as_secs_f32());
    anyhow::ensure!(bad == 0, "{bad} times it did not hold");
    Ok(())
}

fn line(engine: Engine, race: &str, count: Option<Count>) -> u32 {
    let Some(Count { races, during, after, late }) = count else {
        println!("{:<10} {race:<16} not in this run: TEST_POSTGRES_URL names no server", format!("{engine:?}"));
        return 0;
    };
    println!("{:<10} {race:<16} {races:>8} {during:>8} {after:>8} {late:>6}", format!("{engine:?}"));
    late
}
