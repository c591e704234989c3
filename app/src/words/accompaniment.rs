//! The words of what who accompanies a client tells.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::accompaniment::Arrived;

spoken!(Arrived, accompaniment_arrived { Yes => arrived, No => not_arrived, });
