//! What every page stands on.

use crate::network::network_of;
use crate::pages::card::CardTries;
use domain::id::AccountId;
use domain::partner_system::SignalHosts;
use governor::clock::DefaultClock;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use vault::card::CardTag;
use vault::{Token, Vault};

/// Names of the built assets, with their hashes.
#[derive(Clone, Copy)]
pub struct Assets {
    /// The stylesheet.
    pub style: &'static str,
    /// The small page script.
    pub script: Option<&'static str>,
    /// The icon.
    pub icon: &'static str,
    /// The icon of pages that say nothing of us.
    pub plain_icon: &'static str,
    /// The script of what waits on a phone.
    pub outbox: &'static str,
    /// The script that reads a code with the camera.
    pub scan: &'static str,
    /// The script that answers on a phone without a signal.
    pub worker: &'static str,
    /// The islands' output name without ending, when they were built.
    pub islands: Option<&'static str>,
    /// The same of the page that logs contacts.
    pub field_islands: Option<&'static str>,
}

/// One running deployment, as the pages see it.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// The parts of a [`Site`].
pub struct Inner {
    pub(crate) vault: Vault,
    pub(crate) assets: Assets,
    /// Two-digit code of the province (data/administrative-units.csv).
    pub(crate) province: String,
    /// Shows that the data are made up.
    pub(crate) demo: bool,
    /// What the first run asks for, printed where the server was started.
    pub(crate) first_run: Token,
    /// Hosts of partners that are told of changes.
    pub(crate) signal_hosts: SignalHosts,
    /// Tries at clients' cards.
    card_tries: CardTries,
    /// Guesses at one username (cut to what a username can be) from one network. Nobody elsewhere can use up a worker's tries,
    /// so nobody can lock her out.
    names: DefaultKeyedRateLimiter<(String, IpAddr)>,
    /// Guesses from one network.
    networks: DefaultKeyedRateLimiter<IpAddr>,
    /// Clients' codes that one colleague typed.
    codes: DefaultKeyedRateLimiter<AccountId>,
    /// Tokens from one network that opened nothing.
    tokens: DefaultKeyedRateLimiter<IpAddr>,
}

/// Twenty at once, then one in three minutes: twenty guesses an hour at one username.
const AT_ONE_NAME: (NonZeroU32, Duration) = (NonZeroU32::new(20).expect("twenty"), Duration::from_secs(180));
/// Two hundred at once, then one in two seconds: an office behind one address logs in in the morning.
const FROM_ONE_NETWORK: (NonZeroU32, Duration) = (NonZeroU32::new(200).expect("two hundred"), Duration::from_secs(2));
/// Ten codes at once, then one in ten minutes: nobody meets more clients who take something back.
const CODES_OF_ONE: (NonZeroU32, Duration) = (NonZeroU32::new(10).expect("ten"), Duration::from_secs(600));
/// Sixty at once, then one in ten seconds: a system that was shut and goes on asking costs nothing.
const TOKENS: (NonZeroU32, Duration) = (NonZeroU32::new(60).expect("sixty"), Duration::from_secs(10));
/// Above this many entries those that are full again are forgotten.
const ENTRIES: usize = 10_000;

fn limiter<K: Hash + Eq + Clone>((burst, refill): (NonZeroU32, Duration)) -> DefaultKeyedRateLimiter<K> {
    RateLimiter::keyed(Quota::with_period(refill).expect("more than nothing").allow_burst(burst))
}

/// Makes room among many.
fn forget_full<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>) {
    if limiter.len() > ENTRIES {
        limiter.retain_recent();
    }
}

impl Site {
    /// A site over a vault.
    #[must_use]
    pub fn new(vault: Vault, assets: Assets, province: String, demo: bool, first_run: Token) -> Self {
        Self::telling(vault, assets, province, demo, first_run, SignalHosts::default())
    }

    /// The same, where the operator named hosts of partners that are told of changes.
    #[must_use]
    pub fn telling(
        vault: Vault,
        assets: Assets,
        province: String,
        demo: bool,
        first_run: Token,
        signal_hosts: SignalHosts,
    ) -> Self {
        let (names, networks) = (limiter(AT_ONE_NAME), limiter(FROM_ONE_NETWORK));
        let (card_tries, codes) = (CardTries::none(&DefaultClock::default()), limiter(CODES_OF_ONE));
        let tokens = limiter(TOKENS);
        Self(Arc::new(Inner {
            vault,
            assets,
            province,
            demo,
            first_run,
            signal_hosts,
            card_tries,
            names,
            networks,
            codes,
            tokens,
        }))
    }

    /// Whether one more guess from this network is looked at: asked before any work is done for it. That it is not says nothing
    /// of a name.
    #[must_use]
    pub fn may_guess_from(&self, from: IpAddr) -> bool {
        forget_full(&self.networks);
        self.networks.check_key(&network_of(from)).is_ok()
    }

    /// Whether one more guess at this username from this network is let through.
    #[must_use]
    pub fn may_guess_at(&self, username: &str, from: IpAddr) -> bool {
        forget_full(&self.names);
        let name: String = username.trim().to_lowercase().chars().take(40).collect();
        self.names.check_key(&(name, network_of(from))).is_ok()
    }

    /// Both, for who guesses at something of her own from inside.
    pub(crate) fn may_guess(&self, username: &str, from: IpAddr) -> bool {
        self.may_guess_from(from) && self.may_guess_at(username, from)
    }

    /// Whether one more client's code by this colleague is let through.
    pub(crate) fn may_try_code(&self, account: AccountId) -> bool {
        self.codes.check_key(&account).is_ok()
    }

    /// Whether one more token that opens nothing, of a system or of a calendar, is answered to this network. Apart from the guesses at passwords: a system
    /// that goes wrong shuts nobody beside it out.
    #[must_use]
    pub fn may_try_token(&self, from: IpAddr) -> bool {
        forget_full(&self.tokens);
        self.tokens.check_key(&network_of(from)).is_ok()
    }

    /// Whether one more try at any client's card from this network is let through.
    #[must_use]
    pub fn may_try_cards(&self, network: IpAddr) -> bool {
        self.card_tries.take_from(network)
    }

    /// Whether one more try at a client's card is let through.
    #[must_use]
    pub fn may_try_card(&self, card: CardTag, network: IpAddr) -> bool {
        self.card_tries.take(card, network)
    }

    /// Hosts of partners that are told of changes: none, where the operator named none.
    #[must_use]
    pub fn signal_hosts(&self) -> &SignalHosts {
        &self.0.signal_hosts
    }

    /// The data.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }
}

impl std::ops::Deref for Site {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
