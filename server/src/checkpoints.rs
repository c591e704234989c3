//! The task that signs the audit's checkpoints while the server runs.

use app::Site;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How often it looks whether one is due. The rule itself is `domain::audit::checkpoint::is_due`.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long it waits after one could not be signed.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Begins; ends when the handle is aborted.
pub fn keep_signing(site: Site) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            let pause = match site.vault().sign_due_checkpoint().await {
                Ok(_) => LOOK_EVERY,
                Err(error) => {
                    tracing::error!("no checkpoint of the audit was signed: {error}");
                    TRY_AGAIN_AFTER
                }
            };
            tokio::time::sleep(pause).await;
        }
    })
}

/// Signs what happened since the last checkpoint, when the server is asked to stop: a server that is switched off should
/// leave nothing unsigned.
pub async fn sign_the_rest(site: &Site) {
    if let Err(error) = site.vault().sign_checkpoint().await {
        tracing::error!("no checkpoint of the audit was signed: {error}");
    }
}
