//! Many random histories, each told to the vault and to the model; the first one that differs is made as short as it can be.

use crate::people::{Engine, FirstDay};
use crate::step::{Step, any_history};
use crate::teller::{Mismatch, Teller, Told};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Histories told one after the other in one deployment: what an earlier one left behind must not show in a later one.
const fn together(engine: Engine) -> usize {
    match engine {
        Engine::Sqlite => 25,
        // A new database there costs as much as several histories: copied, connected to, every statement planned anew.
        Engine::Postgres => 50,
    }
}
/// Deployments at once on one engine.
const LANES: usize = 3;
/// The seed of all random bytes of a deployment.
const BYTES: u64 = 1;
/// After this many histories everybody looks at the last one, and at their lists.
const EVERYBODY_EVERY: usize = 10;
/// Tries at making a story shorter.
const TRIES: usize = 400;

type History = Vec<Step>;

/// What was told on one engine.
#[derive(Default)]
pub struct Tally {
    pub worlds: u64,
    pub told: Told,
    /// The stories that differ, each as short as it could be made.
    pub mismatches: Vec<Story>,
}

/// A history that vault and model see differently.
pub struct Story {
    engine: Engine,
    /// Those told before it in the same deployment, without which it does not differ.
    earlier: Vec<History>,
    told: History,
    says: String,
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "On {:?}:", self.engine)?;
        for earlier in &self.earlier {
            earlier.iter().try_for_each(|step| writeln!(f, "  {step}"))?;
            writeln!(f, "  In another story:")?;
        }
        self.told.iter().try_for_each(|step| writeln!(f, "  {step}"))?;
        write!(f, "Then differs {}", self.says)
    }
}

struct Failure {
    world: usize,
    says: String,
}

/// Tells histories in one fresh deployment.
async fn tell(first: &Arc<FirstDay>, histories: Arc<Vec<History>>) -> Result<Told, Failure> {
    let at = Arc::new(AtomicUsize::new(0));
    let told = tokio::spawn(tell_all(first.clone(), histories, at.clone())).await;
    let says = match told {
        Ok(Ok(told)) => return Ok(told),
        Ok(Err(Mismatch(says))) => says,
        // The vault broke off: that is no answer either.
        Err(error) => error.to_string(),
    };
    Err(Failure { world: at.load(Ordering::SeqCst), says })
}

async fn tell_all(first: Arc<FirstDay>, histories: Arc<Vec<History>>, at: Arc<AtomicUsize>) -> Result<Told, Mismatch> {
    let mut teller = Teller::begin(&first, BYTES).await;
    let mut outcome = Ok(());
    for (world, history) in histories.iter().enumerate() {
        at.store(world, Ordering::SeqCst);
        outcome = tell_one(&mut teller, history, world, world + 1 == histories.len()).await;
        if outcome.is_err() {
            break;
        }
    }
    teller.deployment.end().await;
    outcome.map(|()| teller.told)
}

/// Tells one history. At its end two people look at all of it; at the end of every tenth everybody does, and at their lists.
async fn tell_one(teller: &mut Teller, history: &History, world: usize, last: bool) -> Result<(), Mismatch> {
    teller.model.begin_world();
    for (number, step) in history.iter().enumerate() {
        teller.take(step, number + world).await?;
    }
    let people = teller.model.people.len();
    if !last && !(world + 1).is_multiple_of(EVERYBODY_EVERY) {
        return teller.look_around([world % people, (world * 3 + 5) % people].into_iter()).await;
    }
    teller.look_around(0..people).await?;
    teller.look_at_lists().await
}

/// Tells `worlds` random histories on one engine, in several lanes, for one waits for its database while another thinks;
/// the same seed tells the same ones. Each stops at its first that differs. `None` when there is no such engine in this run.
pub async fn prove(engine: Engine, worlds: usize, seed: u64) -> Option<Tally> {
    let first = Arc::new(FirstDay::on(engine).await?);
    let seed = seed.wrapping_mul(LANES as u64);
    let lane = |lane: usize| {
        let first = first.clone();
        let share = worlds / LANES + usize::from(lane < worlds % LANES);
        // A runtime of its own: no thread has to be woken for another's work.
        tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(prove_lane(engine, &first, share, seed.wrapping_add(lane as u64)))
        })
    };
    let lanes: Vec<_> = (0..LANES).map(lane).collect();
    let mut all = Tally::default();
    for lane in lanes {
        let Tally { worlds, told, mismatches } = lane.await.expect("what breaks off is a mismatch");
        all.worlds += worlds;
        all.told.add(&told);
        all.mismatches.extend(mismatches);
    }
    Some(all)
}

async fn prove_lane(engine: Engine, first: &Arc<FirstDay>, worlds: usize, seed: u64) -> Tally {
    let mut runner = runner(seed);
    let mut tally = Tally::default();
    while tally.worlds < worlds as u64 && tally.mismatches.is_empty() {
        let together = together(engine).min(worlds - tally.worlds as usize);
        let new_tree = |_| any_history().new_tree(&mut runner).expect("histories are always made");
        let mut trees: Vec<_> = (0..together).map(new_tree).collect();
        let histories = Arc::new(trees.iter().map(ValueTree::current).collect::<Vec<_>>());
        match tell(first, histories.clone()).await {
            Ok(told) => {
                tally.worlds += together as u64;
                tally.told.add(&told);
            }
            Err(failure) => {
                let tree = trees.swap_remove(failure.world);
                tally.mismatches.push(shortest(engine, first, &histories, failure, tree).await);
            }
        }
    }
    tally
}

fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// Makes the failing history shorter while it still differs; alone if it differs alone.
async fn shortest(
    engine: Engine,
    first: &Arc<FirstDay>,
    histories: &[History],
    failure: Failure,
    mut tree: impl ValueTree<Value = History>,
) -> Story {
    let fails = async |told: Vec<History>| tell(first, Arc::new(told)).await.err().map(|failure| failure.says);
    let mut before = histories[..failure.world].to_vec();
    let mut says = failure.says;
    if let Some(alone) = fails(vec![tree.current()]).await {
        (before, says) = (Vec::new(), alone);
    }
    // From the back: the nearest ones matter most.
    for index in (0..before.len()).rev() {
        let mut fewer = before.clone();
        fewer.remove(index);
        if let Some(still) = fails([&fewer[..], &[tree.current()]].concat()).await {
            (before, says) = (fewer, still);
        }
    }
    let mut told = tree.current();
    let mut goes_on = tree.simplify();
    for _ in 0..TRIES {
        if !goes_on {
            break;
        }
        goes_on = match fails([&before[..], &[tree.current()]].concat()).await {
            Some(still) => {
                (told, says) = (tree.current(), still);
                tree.simplify()
            }
            None => tree.complicate(),
        };
    }
    Story { engine, earlier: before, told, says }
}

/// One line for each engine; then what the steps came to, on all of them.
pub fn table(told: &[(Engine, Option<Tally>)]) -> String {
    let mut table =
        format!("{:<10} {:>9} {:>9} {:>12} {:>11}\n", "engine", "worlds", "steps", "comparisons", "mismatches");
    for (engine, tally) in told {
        let engine = format!("{engine:?}");
        table += &match tally {
            Some(Tally { worlds, told: Told { steps, compared, .. }, mismatches }) => {
                format!("{engine:<10} {worlds:>9} {steps:>9} {compared:>12} {:>11}\n", mismatches.len())
            }
            None => format!("{engine:<10} not in this run: TEST_POSTGRES_URL names no server\n"),
        };
    }
    let mut all = Told::default();
    told.iter().filter_map(|(_, tally)| tally.as_ref()).for_each(|tally| all.add(&tally.told));
    let came = all.came.iter().map(|(verb, (done, refused))| format!("{verb} {done}/{}", done + refused));
    table + "done of tried: " + &came.collect::<Vec<_>>().join(", ") + "\n"
}
