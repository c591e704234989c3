//! Who may do what: the role half of "role and key". The key half is one join in `vault`.

mod action;
#[cfg(test)]
mod enforcement;
mod table;

pub use action::Action;
pub use table::{
    Rule, TABLE, keeps_directory_of, may, may_before_admission, may_before_keys, may_before_pledge, may_open,
};
