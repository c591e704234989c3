//! What clients ask about their own data: written down on the case, listed by the day it is due.

pub mod case;
pub mod list;
pub mod new;
pub mod of_case;
pub mod parts;
pub mod show;
