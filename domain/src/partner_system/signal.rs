//! Telling a partner's system that something changed: to which address, how often, and until when (decision 0043). What is told
//! has no content, so nothing here knows of a referral.

use crate::codes::codes;
use crate::id::SignalId;
use crate::problem::{Problem, Problems};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Longest address in characters.
const ADDRESS_MAX: usize = 200;
/// Longest name of a host (RFC 1035).
const HOST_MAX: usize = 253;
/// Longest part of one between two dots.
const LABEL_MAX: usize = 63;
/// Tries in a row that came to nothing, after which no more is told.
pub const FAILURES_MAX: i64 = 10;
/// Longest pause between two tries.
const PAUSE_MAX: TimeDelta = TimeDelta::hours(6);
/// A change is told no sooner than after this many seconds, and after at most as many more as the second number says.
const DELAY: (i64, i64) = (5, 26);

/// A host that the operator of this server named: those are told, and no other. A port other than 443 is part of the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalHost(String);

impl FromStr for SignalHost {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        host(text.trim()).map(Self).ok_or("a host is a name without https:// and without a path: clinic.example")
    }
}

/// Every host that was named.
#[derive(Debug, Clone, Default)]
pub struct SignalHosts(Vec<SignalHost>);

impl SignalHosts {
    /// These and no other.
    #[must_use]
    pub const fn of(hosts: Vec<SignalHost>) -> Self {
        Self(hosts)
    }

    /// Whether none was named: then nobody is told anything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the address is on one of them.
    #[must_use]
    pub fn names(&self, address: &SignalAddress) -> bool {
        self.0.iter().any(|named| named.0 == address.host())
    }

    /// Each, for who is to choose among them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|named| named.0.as_str())
    }
}

/// Name and port in lower case; 443 is left out.
fn host(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let (name, port) = text.split_once(':').map_or((text.as_str(), None), |(name, port)| (name, Some(port)));
    let is_label = |label: &str| {
        (1..=LABEL_MAX).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if name.len() > HOST_MAX || !name.split('.').all(is_label) {
        return None;
    }
    match port {
        None | Some("443") => Some(name.to_owned()),
        Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0') => {
            port.parse::<u16>().ok().map(|port| format!("{name}:{port}"))
        }
        Some(_) => None,
    }
}

/// Where a system is told: `https`, a host, a plain path. No user, no query, no fragment and nothing that is escaped, so that it
/// says nothing of anybody and every program reads it alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalAddress(String);

impl SignalAddress {
    /// Reads what was typed or posted.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        if text.len() > ADDRESS_MAX {
            return Err(Problem::TooLong { max: ADDRESS_MAX });
        }
        let rest = text.strip_prefix("https://").ok_or(Problem::NotAnAddress)?;
        let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        let host = host(authority).filter(|_| path.bytes().all(is_plain)).ok_or(Problem::NotAnAddress)?;
        Ok(Self(format!("https://{host}{path}")))
    }

    /// As it is asked and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host, with the port if that is another than 443.
    fn host(&self) -> &str {
        let rest = self.0.strip_prefix("https://").unwrap_or(&self.0);
        rest.split('/').next().unwrap_or(rest)
    }
}

/// An address as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SignalForm {
    /// The address.
    #[serde(default)]
    pub address: String,
}

impl SignalForm {
    /// The address, if it is one and on a host that was named.
    ///
    /// # Errors
    /// The problem beside its field.
    pub fn check(&self, hosts: &SignalHosts) -> Result<SignalAddress, Problems> {
        let address = SignalAddress::parse(&self.address).map_err(|problem| Problems::at("address", problem))?;
        if hosts.names(&address) { Ok(address) } else { Err(Problems::at("address", Problem::HostNotNamed)) }
    }
}

codes! {
    /// Why nothing is told to an address any more.
    SignalEnd {
        /// The system or its organisation wants it no more.
        TakenBack = "taken_back",
        /// Another address stands in its place.
        Replaced = "replaced",
        /// The system was shut.
        Shut = "shut",
        /// The system's time is over.
        Over = "over",
        /// The team's keys were replaced, and the system was left behind.
        NewKeys = "new_keys",
        /// It did not take what it was told, too often in a row.
        Failed = "failed",
        /// The operator does not name its host any more.
        NotNamed = "not_named",
    }
}

/// An address that was set, and whether it still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Its id.
    pub id: SignalId,
    /// Where.
    pub address: SignalAddress,
    /// Since when.
    pub set_at: DateTime<Utc>,
    /// Until when at the longest: as long as the system's token is good.
    pub until: DateTime<Utc>,
    /// Why it ended, and when.
    pub ended: Option<(SignalEnd, DateTime<Utc>)>,
}

/// How long after one try the next may be made: a minute, doubled by each that came to nothing, at most six hours.
#[must_use]
pub fn pause_after(failures: i64) -> TimeDelta {
    let doubled = 1_i64 << failures.clamp(0, FAILURES_MAX);
    TimeDelta::minutes(doubled).min(PAUSE_MAX)
}

/// How long a change waits until it is told, by a random number: so that the moment tells less of which it was.
#[must_use]
pub fn delay_by(random: u8) -> TimeDelta {
    TimeDelta::seconds(DELAY.0 + i64::from(random) % DELAY.1)
}

/// Whether an answer says that it was taken. A redirect is none.
#[must_use]
pub const fn was_taken(status: Option<u16>) -> bool {
    matches!(status, Some(200..=299))
}

#[cfg(test)]
mod tests {
    use super::{FAILURES_MAX, SignalAddress, SignalForm, SignalHost, SignalHosts, delay_by, pause_after, was_taken};
    use crate::problem::Problem;
    use chrono::TimeDelta;
    use proptest::prelude::{any, proptest};

    fn named(hosts: &[&str]) -> SignalHosts {
        SignalHosts::of(hosts.iter().map(|host| host.parse().expect("a host")).collect())
    }

    #[test]
    fn an_address_is_https_a_host_and_a_plain_path() {
        for (typed, read) in [
            ("https://clinic.example/hook", "https://clinic.example/hook"),
            (" https://Clinic.Example:443/a/b-c.d ", "https://clinic.example/a/b-c.d"),
            ("https://clinic.example", "https://clinic.example/"),
            ("https://clinic.example:8443/", "https://clinic.example:8443/"),
        ] {
            assert_eq!(SignalAddress::parse(typed).expect(typed).as_str(), read);
        }
        for wrong in [
            "http://clinic.example/",
            "ftp://clinic.example/",
            "clinic.example/hook",
            "https://user:word@clinic.example/",
            "https://clinic.example@other.example/",
            "https://clinic.example/?code=KH",
            "https://clinic.example/#x",
            "https://clinic.example/%2e%2e/",
            "https://clinic.example\\@other.example/",
            "https://clinic.example:0443/",
            "https://clinic.example:99999/",
            "https://clinic.example:/",
            "https:///hook",
            "https://-clinic.example/",
            "https://clinic..example/",
            "https://phòng-khám.example/",
            "https://[::1]/",
            "https://clinic.example/a b",
            "https://clinic.example/\r\nHost: x",
        ] {
            assert_eq!(SignalAddress::parse(wrong), Err(Problem::NotAnAddress), "{wrong}");
        }
        assert_eq!(SignalAddress::parse(" "), Err(Problem::Missing));
        let long = format!("https://clinic.example/{}", "a".repeat(200));
        assert_eq!(SignalAddress::parse(&long), Err(Problem::TooLong { max: 200 }));
    }

    #[test]
    fn only_a_host_that_was_named_is_told_with_its_port() {
        let hosts = named(&["clinic.example", "legal.example:8443"]);
        let problem = |address: &str| {
            let checked = SignalForm { address: address.into() }.check(&hosts);
            checked.err().and_then(|problems| problems.of("address"))
        };
        assert_eq!(problem("https://clinic.example/hook"), None);
        assert_eq!(problem("https://legal.example:8443/hook"), None);
        for other in [
            "https://clinic.example:8443/",
            "https://legal.example/",
            "https://a.clinic.example/",
            "https://clinic.example.other.example/",
            "https://other.example/clinic.example",
        ] {
            assert_eq!(problem(other), Some(Problem::HostNotNamed), "{other}");
        }
        assert!(named(&[]).is_empty() && !hosts.is_empty());
        assert!("https://clinic.example".parse::<SignalHost>().is_err() && "a/b".parse::<SignalHost>().is_err());
    }

    #[test]
    fn pauses_grow_and_there_are_not_many() {
        assert_eq!(pause_after(0), TimeDelta::minutes(1));
        assert_eq!(pause_after(3), TimeDelta::minutes(8));
        let pauses: Vec<_> = (0..=FAILURES_MAX).map(pause_after).collect();
        assert!(pauses.is_sorted() && pauses.last() == Some(&TimeDelta::hours(6)));
        let all: TimeDelta = (1..FAILURES_MAX).map(pause_after).sum();
        assert!(all > TimeDelta::hours(12) && all < TimeDelta::hours(24), "a night without power is waited for: {all}");
    }

    #[test]
    fn a_redirect_is_no_answer() {
        assert!(was_taken(Some(200)) && was_taken(Some(204)));
        for other in [None, Some(199), Some(301), Some(302), Some(307), Some(401), Some(404), Some(500)] {
            assert!(!was_taken(other), "{other:?}");
        }
    }

    proptest! {
        /// Whatever a stranger posts: what is taken is read again as the same, and leads to the host that was compared.
        #[test]
        fn what_is_taken_is_read_alike_again(text in "(https://)?[a-zA-Z0-9.:/@?#%\\\\-]{0,40}", random in any::<u8>()) {
            if let Ok(address) = SignalAddress::parse(&text) {
                assert_eq!(SignalAddress::parse(address.as_str()), Ok(address.clone()));
                assert!(address.as_str().starts_with(&format!("https://{}/", address.host())));
                assert!(!address.host().contains('@'));
            }
            let delay = delay_by(random);
            assert!(delay >= TimeDelta::seconds(5) && delay <= TimeDelta::seconds(30));
        }
    }
}
