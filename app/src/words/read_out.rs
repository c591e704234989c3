use super::i18n::Locale;
use super::say;
use domain::consent::Purpose;

/// The words that were read out for a purpose in a version, to this organisation. A version that was used once stays
/// here for good, so that what somebody agreed to can be shown again. `None` for a version that never was.
pub fn read_out(l: Locale, version: &str, purpose: Purpose, organisation: &str) -> Option<String> {
    let organisation = organisation.to_owned();
    match (version, purpose) {
        ("2026-11", Purpose::Services) => {
            Some(say!(l, read_out_2026_11.services, organisation = organisation).to_string())
        }
        ("2026-11", Purpose::Processing) => {
            Some(say!(l, read_out_2026_11.processing, organisation = organisation).to_string())
        }
        ("2026-11", Purpose::Referral) => {
            Some(say!(l, read_out_2026_11.referral, organisation = organisation).to_string())
        }
        ("2026-11", Purpose::Emergency) => {
            Some(say!(l, read_out_2026_11.emergency, organisation = organisation).to_string())
        }
        ("2026-11", Purpose::Hiv) => Some(say!(l, read_out_2026_11.hiv, organisation = organisation).to_string()),
        ("2026-11", Purpose::Transfer) => {
            Some(say!(l, read_out_2026_11.transfer, organisation = organisation).to_string())
        }
        ("2026-11", Purpose::CodedPlan) => {
            Some(say!(l, read_out_2026_11.coded_plan, organisation = organisation).to_string())
        }
        ("2026-11", Purpose::Compartment) => {
            Some(say!(l, read_out_2026_11.compartment, organisation = organisation).to_string())
        }
        ("2026-11", Purpose::SharedResult) => {
            Some(say!(l, read_out_2026_11.shared_result, organisation = organisation).to_string())
        }
        // The same words; what is kept of her, and who can come to it, is said where she agrees to that.
        ("2026-11-sheet", Purpose::Processing) => {
            Some(say!(l, read_out_2026_11_sheet.processing, organisation = organisation).to_string())
        }
        // How far it is, the day and the next step are told to who referred her: the older words did not say so.
        ("2026-11-told", Purpose::Compartment) => {
            Some(say!(l, read_out_2026_11_told.compartment, organisation = organisation).to_string())
        }
        ("2026-11-sheet" | "2026-11-told", purpose) => read_out(l, "2026-11", purpose, &organisation),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read_out;
    use crate::words::Locale;
    use domain::consent::{Purpose, TextVersion};

    #[test]
    fn what_is_asked_today_has_words_in_both_languages() {
        for purpose in Purpose::ALL {
            for l in [Locale::vi, Locale::en] {
                for version in TextVersion::ALL {
                    let words =
                        read_out(l, version.code(), *purpose, "Hoa Sen").expect("what is asked today has words");
                    assert!(words.contains("Hoa Sen"));
                    let told = (*version, *purpose) == (TextVersion::WithSheet, Purpose::Processing);
                    assert_eq!(
                        words.contains("ba tờ") || words.contains("three papers"),
                        told,
                        "{version:?} {purpose:?}"
                    );
                    let told = (*version, *purpose) == (TextVersion::ToldBack, Purpose::Compartment);
                    assert_eq!(
                        words.contains("việc tiếp theo") || words.contains("next step"),
                        told,
                        "{version:?} {purpose:?}"
                    );
                }
            }
        }
        assert!(read_out(Locale::vi, "1999-01", Purpose::Services, "x").is_none());
    }
}
