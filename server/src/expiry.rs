//! The task that deletes what has ended while the server runs.

use app::Site;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How often it looks. Nothing that has ended opens meanwhile; it only stands in the file until then.
const LOOK_EVERY: Duration = Duration::from_secs(600);

/// Begins, at once; ends when the handle is aborted.
pub fn keep_sweeping(site: Site) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = site.vault().sweep_expired().await {
                tracing::error!("what has ended was not deleted: {error}");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    })
}
