//! The words of the closed lists of partners' systems.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::partner_system::Lasting;

spoken!(Lasting, system_lasting { Quarter => quarter, Half => half, Year => year, });
