//! Nobody who enforces the law works here, and nothing hands a client's record out on another ground than her own (I12). The lists
//! are written out once more: whoever adds to one of them changes this too, and reads why it is closed.

use super::Action;
use crate::account::Role;
use crate::audit::Basis;
use crate::organisation::OrganisationKind;

#[test]
fn no_kind_of_organisation_role_or_ground_enforces() {
    let kinds: Vec<_> = OrganisationKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(kinds, ["social_work", "clinic", "legal_aid", "livelihood"]);
    let roles: Vec<_> = Role::ALL.iter().map(|role| role.code()).collect();
    let staff = ["administrator", "supervisor", "social_worker", "peer_volunteer", "clinic_staff", "legal_staff"];
    let others = ["livelihood_staff", "facilitator", "data_protection_officer", "system", "client"];
    assert_eq!(roles, [&staff[..], &others].concat());
    let grounds: Vec<_> = Basis::ALL.iter().map(|basis| basis.code()).collect();
    let hers = ["consent", "written_request", "emergency", "anonymous", "none", "self_access", "right"];
    assert_eq!(grounds, [&hers[..], &["hiv_30_3_d", "hiv_30_2_c", "hiv_30_2_dd"]].concat());
}

#[test]
fn nothing_that_is_done_hands_records_out() {
    for action in Action::ALL {
        let code = action.code();
        for out in ["export", "download", "dump", "extract", "disclose", "police", "court"] {
            assert!(!code.contains(out), "{code}");
        }
    }
}
