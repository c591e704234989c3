//! What a client lets be known about HIV. No title, address or link names it; without a live consent that names who asks,
//! there is no page.

pub mod clinic;
pub mod consent;
pub mod facts;
pub mod show;
