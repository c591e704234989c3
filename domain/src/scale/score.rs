use super::Instrument;
use crate::codes::codes;
use crate::contact::Sex;

codes! {
    /// A form that is scored for itself.
    Version {
        /// The first two of the PHQ, 0–6.
        Phq2 = "phq_2",
        /// All nine, 0–27.
        Phq9 = "phq_9",
        /// The first two of the GAD, 0–6.
        Gad2 = "gad_2",
        /// All seven, 0–21.
        Gad7 = "gad_7",
        /// The three of AUDIT-C, 0–12.
        AuditC = "audit_c",
    }
}

codes! {
    /// How much, in the words of those who made the scales.
    Band {
        /// None to minimal.
        Minimal = "minimal",
        /// Mild.
        Mild = "mild",
        /// Moderate.
        Moderate = "moderate",
        /// Moderately severe.
        ModeratelySevere = "moderately_severe",
        /// Severe.
        Severe = "severe",
        /// Of a short form: below its cut-off.
        Below = "below",
        /// Of a short form: at its cut-off or above.
        Reached = "reached",
    }
}

/// From how many points on each band counts, lowest first.
type Bands = &'static [(u8, Band)];

/// Kroenke, Spitzer, Williams 2001.
const PHQ_9: Bands =
    &[(0, Band::Minimal), (5, Band::Mild), (10, Band::Moderate), (15, Band::ModeratelySevere), (20, Band::Severe)];
/// Spitzer et al. 2006.
const GAD_7: Bands = &[(0, Band::Minimal), (5, Band::Mild), (10, Band::Moderate), (15, Band::Severe)];
/// Kroenke et al. 2003 (PHQ-2) and 2007 (GAD-2); AUDIT-C of women (Bradley et al. 2003).
const AT_THREE: Bands = &[(0, Band::Below), (3, Band::Reached)];
/// AUDIT-C of men (Bush et al. 1998).
const AT_FOUR: Bands = &[(0, Band::Below), (4, Band::Reached)];

impl Version {
    pub(super) const fn of(instrument: Instrument, whole: bool) -> Self {
        match (instrument, whole) {
            (Instrument::Phq, false) => Self::Phq2,
            (Instrument::Phq, true) => Self::Phq9,
            (Instrument::Gad, false) => Self::Gad2,
            (Instrument::Gad, true) => Self::Gad7,
            (Instrument::AuditC, _) => Self::AuditC,
        }
    }

    /// Its name, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phq2 => "PHQ-2",
            Self::Phq9 => "PHQ-9",
            Self::Gad2 => "GAD-2",
            Self::Gad7 => "GAD-7",
            Self::AuditC => "AUDIT-C",
        }
    }

    /// How many items it has.
    #[must_use]
    pub const fn items(self) -> usize {
        match self {
            Self::Phq2 | Self::Gad2 => 2,
            Self::Phq9 => 9,
            Self::Gad7 => 7,
            Self::AuditC => 3,
        }
    }

    /// Most points there are.
    #[must_use]
    pub const fn most(self) -> u8 {
        match self {
            Self::Phq2 | Self::Gad2 => 6,
            Self::Phq9 => 27,
            Self::Gad7 => 21,
            Self::AuditC => 12,
        }
    }

    /// From how many points on each band counts. Of AUDIT-C the lower cut-off counts where the sex was not said: one
    /// conversation too many does no harm.
    #[must_use]
    pub const fn bands(self, sex: Option<Sex>) -> Bands {
        match (self, sex) {
            (Self::Phq9, _) => PHQ_9,
            (Self::Gad7, _) => GAD_7,
            (Self::AuditC, Some(Sex::Male)) => AT_FOUR,
            (Self::Phq2 | Self::Gad2 | Self::AuditC, _) => AT_THREE,
        }
    }

    /// The band of a total.
    #[must_use]
    pub fn band(self, total: u8, sex: Option<Sex>) -> Band {
        let mut bands = self.bands(sex).iter().rev();
        bands.find(|(from, _)| total >= *from).map_or(Band::Minimal, |(_, band)| *band)
    }

    /// From how many points on something is done: a conversation about it, a referral if she wants one.
    #[must_use]
    pub const fn cut_off(self, sex: Option<Sex>) -> u8 {
        match (self, sex) {
            (Self::Phq9 | Self::Gad7, _) => 10,
            (Self::AuditC, Some(Sex::Male)) => 4,
            (Self::Phq2 | Self::Gad2 | Self::AuditC, _) => 3,
        }
    }
}
