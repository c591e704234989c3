//! Bytes that are the same for the same seed.

use domain::time::Entropy;
use std::sync::atomic::{AtomicU64, Ordering};

pub struct SeededEntropy {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededEntropy {
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut hasher = blake3::Hasher::new_derive_key("dong-hanh 2026 bytes of a test");
        hasher.update(&self.seed.to_be_bytes()).update(&drawn.to_be_bytes());
        hasher.finalize_xof().fill(bytes);
    }
}
