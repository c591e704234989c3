//! How often somebody may try a card. Counted in memory, by network and by the slow tag of the number, never by the
//! number itself; what was used up comes back with time, so nobody is shut out for good.

use crate::network::network_of;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::hash::Hash;
use std::net::IpAddr;
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

type Limiter<K, C> = RateLimiter<K, DefaultKeyedStateStore<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// The tries of the last hours. The clock is one that cannot be set: tries come back though the wall's stands still.
pub struct CardTries<C: Clock = DefaultClock> {
    networks: Limiter<IpAddr, C>,
    cards_by_network: Limiter<(CardTag, IpAddr), C>,
    cards: Limiter<CardTag, C>,
}

fn limiter<K: Hash + Eq + Clone, C: Clock + Clone>((burst, refill): (u32, Duration), clock: &C) -> Limiter<K, C> {
    let burst = NonZeroU32::new(burst).expect("a constant above nought");
    let quota = Quota::with_period(refill).expect("more than nothing").allow_burst(burst);
    RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone())
}

/// Takes one try, if there is one left.
fn take<K: Hash + Eq + Clone, C: Clock>(limiter: &Limiter<K, C>, key: &K) -> bool {
    if limiter.len() > ENTRIES {
        limiter.retain_recent();
    }
    limiter.check_key(key).is_ok()
}

impl<C: Clock + Clone> CardTries<C> {
    /// Nothing tried yet, by this clock.
    pub fn none(clock: &C) -> Self {
        Self {
            networks: limiter(FROM_ONE_NETWORK, clock),
            cards_by_network: limiter(ONE_CARD_FROM_ONE_NETWORK, clock),
            cards: limiter(ONE_CARD, clock),
        }
    }

    /// Whether one more try of any card from this network is let through: asked before any work is done for it. That it
    /// is not says nothing of a card.
    pub fn take_from(&self, address: IpAddr) -> bool {
        take(&self.networks, &network_of(address))
    }

    /// Whether one more try at this card is let through. The narrower limit is asked first, so that one network cannot
    /// use up what is left for all.
    pub fn take(&self, card: CardTag, address: IpAddr) -> bool {
        take(&self.cards_by_network, &(card, network_of(address))) && take(&self.cards, &card)
    }
}

#[cfg(test)]
mod tests {
    use super::CardTries;
    use governor::clock::FakeRelativeClock;
    use std::net::IpAddr;
    use std::time::Duration;

    const OFFICE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));

    /// Ten thousand from one network: two hundred are looked at. Half an hour later there is room for as many again.
    #[test]
    fn ten_thousand_from_one_network_are_two_hundred_and_come_back_with_time() {
        let clock = FakeRelativeClock::default();
        let tries = CardTries::none(&clock);
        let let_through = || (0..10_000).filter(|_| tries.take_from(OFFICE)).count();
        assert_eq!((let_through(), let_through()), (200, 0));
        assert!(tries.take_from(IpAddr::from([10, 0, 0, 2])), "another network is free");
        clock.advance(Duration::from_secs(2));
        assert_eq!(let_through(), 1);
        clock.advance(Duration::from_secs(1800));
        assert_eq!(let_through(), 200, "never more than at first");
    }
}
