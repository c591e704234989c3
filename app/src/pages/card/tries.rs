//! How often somebody may try a card. Counted in memory, by network and by the slow tag of the number, never by the
//! number itself; what was used up comes back with time, so nobody is shut out for good.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;
use vault::card::CardTag;

/// From one network, any numbers: two hundred at once, then one in two seconds. A telephone company has many behind one.
const FROM_ONE_NETWORK: (u32, Duration) = (200, Duration::from_secs(2));
/// One number from one network: ten at once, then one in ten minutes.
const ONE_CARD_FROM_ONE_NETWORK: (u32, Duration) = (10, Duration::from_secs(600));
/// One number from everywhere: thirty at once, then one in ten minutes. Who found a card and has many networks tries 150
/// of a million PINs a day.
const ONE_CARD: (u32, Duration) = (30, Duration::from_secs(600));
/// Above this many entries those that are full again are forgotten.
const ENTRIES: usize = 10_000;

/// The tries of the last hours.
pub struct CardTries {
    networks: DefaultKeyedRateLimiter<IpAddr>,
    cards_by_network: DefaultKeyedRateLimiter<(CardTag, IpAddr)>,
    cards: DefaultKeyedRateLimiter<CardTag>,
}

fn limiter<K: Hash + Eq + Clone>((burst, refill): (u32, Duration)) -> DefaultKeyedRateLimiter<K> {
    let burst = NonZeroU32::new(burst).expect("a constant above nought");
    RateLimiter::keyed(Quota::with_period(refill).expect("more than nothing").allow_burst(burst))
}

/// A home or office has 2⁶⁴ addresses of IPv6, and they are one network.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// Takes one try, if there is one left.
fn take<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> bool {
    if limiter.len() > ENTRIES {
        limiter.retain_recent();
    }
    limiter.check_key(key).is_ok()
}

impl CardTries {
    /// Nothing tried yet.
    pub fn none() -> Self {
        Self {
            networks: limiter(FROM_ONE_NETWORK),
            cards_by_network: limiter(ONE_CARD_FROM_ONE_NETWORK),
            cards: limiter(ONE_CARD),
        }
    }

    /// Whether one more try at this card is let through. The narrowest limit is asked last, so that one network cannot
    /// use up what is left for all.
    pub fn take(&self, card: CardTag, address: IpAddr) -> bool {
        let from = network(address);
        take(&self.networks, &from) && take(&self.cards_by_network, &(card, from)) && take(&self.cards, &card)
    }
}
