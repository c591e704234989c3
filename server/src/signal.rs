//! Posts to partners' systems that something changed: the only requests this program makes of others, and only to hosts that its
//! operator named. No body, no header of ours, no cookie; nothing of what comes back is read but its status (decision 0043).

use app::Site;
use domain::partner_system::{SignalAddress, SignalHosts};
use std::time::Duration;
use tokio::task::JoinHandle;
use ureq::Agent;
use vault::Vault;

/// How often it looks. The wait of each change is random already.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Longest one post may take, with everything: looking up the host, shaking hands, waiting for the status.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest headers that are taken of an answer, in bytes.
const HEADERS_MAX: usize = 8 * 1024;

/// Who posts: over a line that is safe, or, in tests, to a listener of one's own.
fn agent(https_only: bool) -> Agent {
    Agent::config_builder()
        .https_only(https_only)
        // A redirect would lead to a host that nobody named. It is an answer like any other that is none.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        // No proxy that the environment happens to name.
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .max_response_header_size(HEADERS_MAX)
        .max_idle_connections(0)
        // Nothing that says who asks.
        .user_agent("")
        .accept("")
        .accept_encoding("")
        .build()
        .new_agent()
}

/// The status that came back; none when nothing did.
async fn post(agent: Agent, address: SignalAddress) -> Option<u16> {
    posted(agent, address.as_str().to_owned()).await
}

async fn posted(agent: Agent, address: String) -> Option<u16> {
    let answered = tokio::task::spawn_blocking(move || agent.post(&address).send_empty());
    // Why it did not come is not looked at: it may name the host, and the log says nothing of partners.
    Some(answered.await.ok()?.ok()?.status().as_u16())
}

/// Sends what is due, one after the other; gives how many were sent.
///
/// # Errors
/// When the database is not available: what was not yet sent waits.
pub async fn tell<F, Told>(vault: &Vault, named: &SignalHosts, post: F) -> vault::Result<usize>
where
    F: Fn(SignalAddress) -> Told,
    Told: Future<Output = Option<u16>>,
{
    let due = vault.due_signals(named).await?;
    for one in &due {
        let answered = post(one.address.clone()).await;
        vault.signal_answered(one, answered).await?;
    }
    Ok(due.len())
}

/// Begins, at once; ends when the handle is aborted. Where no host is named, what was set before is ended and nothing sent.
pub fn keep_telling(site: Site) -> JoinHandle<()> {
    let agent = agent(true);
    tokio::spawn(async move {
        loop {
            let told = tell(site.vault(), site.signal_hosts(), |address| post(agent.clone(), address)).await;
            if let Err(error) = told {
                tracing::error!("systems of partners were not told: {error}");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{agent, posted};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// What a listener of our own is sent, and the status it is understood to have answered.
    async fn sent(answer: &'static str) -> (String, Option<u16>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/changed", listener.local_addr().expect("an address"));
        let asked = tokio::spawn(posted(agent(false), address));
        let (mut stream, _) = listener.accept().await.expect("somebody asks");
        let mut heard = Vec::new();
        while !heard.ends_with(b"\r\n\r\n") {
            let mut some = [0; 256];
            let read = stream.read(&mut some).await.expect("it speaks");
            assert!(read > 0, "it broke off");
            heard.extend_from_slice(&some[..read]);
        }
        stream.write_all(answer.as_bytes()).await.expect("it listens");
        drop(stream);
        let status = asked.await.expect("no panic");
        let nobody_else = tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await;
        assert!(nobody_else.is_err(), "one request, and no more");
        (String::from_utf8(heard).expect("a request"), status)
    }

    #[tokio::test]
    async fn a_post_has_no_body_and_says_nothing_of_us() {
        let (heard, status) = sent("HTTP/1.1 204 No Content\r\n\r\n").await;
        assert_eq!(status, Some(204));
        let mut lines: Vec<_> = heard.trim_end().lines().map(str::to_lowercase).collect();
        assert_eq!(lines.remove(0), "post /changed http/1.1");
        lines.retain(|line| !line.starts_with("host: 127.0.0.1:"));
        assert_eq!(lines, ["content-length: 0"]);
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed_and_what_is_no_answer_is_none() {
        let moved = "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(sent(moved).await.1, Some(307));
        assert_eq!(sent("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n").await.1, Some(500));
        assert_eq!(sent("nonsense\r\n\r\n").await.1, None);
    }

    #[tokio::test]
    async fn only_https_is_asked() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        assert_eq!(posted(agent(true), address).await, None);
        let nobody = tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await;
        assert!(nobody.is_err(), "nobody came by");
    }
}
