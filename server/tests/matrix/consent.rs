//! The states of a consent in which every route is asked.

/// The state of the client's consent when the route is asked: what she said, and what of it is open to whom. Written from
/// what the client was told, not from the code: a new state is a line here, and what makes it so in `bring_about`.
pub struct Consent {
    pub says: &'static str,
    /// Whether her worker and the supervisor open the case.
    pub case: bool,
    /// Whether they open the packet they sent.
    pub sent: bool,
    /// Which clinic opens the packet, if any.
    pub received_by: &'static str,
    /// Whether `dung` has the case open because she broke the glass.
    pub glass: bool,
    /// Who opens what concerns HIV: whom she named.
    pub hiv: &'static [&'static str],
    /// Which clinic opens the record of its own, under her consent to that, whatever became of the packet.
    pub record: &'static str,
}

const fn consent(says: &'static str, case: bool, sent: bool, received_by: &'static str) -> Consent {
    Consent { says, case, sent, received_by, glass: false, hiv: &["mai"], record: received_by }
}

/// The packet is shut to the clinic, and what it wrote for itself is not.
const fn kept(says: &'static str) -> Consent {
    Consent { record: "sen", ..consent(says, true, true, "") }
}

/// The packet opens, and no record of the clinic's own.
const fn no_record(says: &'static str) -> Consent {
    Consent { record: "", ..consent(says, true, true, "sen") }
}

/// The same, with others named for what concerns HIV.
const fn hiv(says: &'static str, hiv: &'static [&'static str]) -> Consent {
    Consent { hiv, ..consent(says, true, true, "sen") }
}

pub const NEVER: &str = "none was ever given";
pub const DECLINED: &str = "everything was declined";
pub const ERASED: &str = "all of it was erased";

pub const HIV_NONE: &str = "live, and none to the private part";
pub const HIV_BACK: &str = "live, and the private part was taken back";
pub const HIV_EXPIRED: &str = "live, and the private part has expired";
pub const HIV_NO_LETTER: &str = "live, and the private part names no letter";
pub const HIV_TEAM: &str = "live, and the private part is for the team";
pub const HIV_CLINIC: &str = "live, and the private part is for the clinic";

pub const RECORD_NONE: &str = "live, and none to a record of the clinic's own";
pub const RECORD_BACK: &str = "live, and the clinic's own record was taken back";
pub const RECORD_EXPIRED: &str = "live, and the clinic's own record has expired";

pub const STATES: &[Consent] = &[
    consent(NEVER, false, false, ""),
    consent("live", true, true, "sen"),
    consent("live, for another recipient", true, true, "que"),
    kept("the request was declined"),
    kept("the request was taken back"),
    kept("the request has expired"),
    kept("the request begins tomorrow"),
    kept("to another purpose: only to keep the data"),
    consent("to another purpose: only to be supported", false, false, ""),
    consent("to another segment: only to her name", false, true, "sen"),
    consent(DECLINED, false, false, ""),
    consent("everything was taken back", false, false, ""),
    consent("everything has expired", false, false, ""),
    consent("everything begins tomorrow", false, false, ""),
    Consent { glass: true, ..consent("break-glass live", true, true, "sen") },
    consent("break-glass over", true, true, "sen"),
    consent(ERASED, false, false, ""),
    hiv(HIV_NONE, &[]),
    hiv(HIV_BACK, &[]),
    hiv(HIV_EXPIRED, &[]),
    hiv(HIV_NO_LETTER, &[]),
    hiv(HIV_TEAM, &["mai", "giamsat"]),
    hiv(HIV_CLINIC, &["sen"]),
    no_record(RECORD_NONE),
    no_record(RECORD_BACK),
    no_record(RECORD_EXPIRED),
];

impl Consent {
    /// Whether there is anything at the address at all.
    pub fn was_given(&self) -> bool {
        self.says != NEVER
    }

    /// Whether there still is.
    pub fn is_kept(&self) -> bool {
        self.was_given() && self.says != ERASED
    }
}
