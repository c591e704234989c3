//! Slow work on a thread of its own, so many at once. A turn is the work's and not of who asked for it: whoever asks and goes away
//! at once, again and again, would otherwise have as many at once as she likes, each with its tens of megabytes.

use crate::error::{Error, Result};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Does the work when it is its turn.
///
/// # Errors
/// When the program is stopping.
pub(crate) async fn in_turn<T: Send + 'static>(
    turns: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let turn = Arc::clone(turns).acquire_owned().await.map_err(|_| Error::Unavailable)?;
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Unavailable)
}

#[cfg(test)]
mod tests {
    use super::in_turn;
    use std::sync::{Arc, mpsc};
    use tokio::sync::{Semaphore, oneshot};

    #[tokio::test]
    async fn a_turn_lasts_as_long_as_the_work_though_who_asked_is_gone() {
        let turns = Arc::new(Semaphore::new(1));
        let (begins, begun) = oneshot::channel();
        let (go_on, waits) = mpsc::channel();
        let work = move || {
            begins.send(()).expect("somebody listens");
            waits.recv().expect("somebody says so");
        };
        let asks = Arc::clone(&turns);
        let asking = tokio::spawn(async move { in_turn(&asks, work).await });
        begun.await.expect("it began");
        asking.abort();
        assert!(asking.await.is_err(), "who asked is gone");
        assert_eq!(turns.available_permits(), 0, "the work goes on");
        go_on.send(()).expect("it waits");
        in_turn(&turns, || ()).await.expect("the next has its turn");
    }
}
