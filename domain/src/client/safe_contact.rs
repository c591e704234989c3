use super::Phone;
use crate::codes::codes;
use crate::text::Line;
use serde::{Deserialize, Serialize};

codes! {
    /// How the client may be reached.
    Channel {
        /// A call.
        Call = "call",
        /// A text message with neutral words.
        Message = "message",
        /// Only when she comes or calls herself.
        NeverFirst = "never_first",
    }
}

/// The safe-contact card: shown wherever one could call.
#[derive(Clone, Serialize, Deserialize)]
pub struct SafeContact {
    /// How she may be reached.
    pub channel: Channel,
    /// Her number, if she gives one.
    pub phone: Option<Phone>,
    /// When, in her words: "14:00–16:00".
    pub hours: Option<Line<80>>,
    /// What to say if another answers: "ask about the sewing class".
    pub cover_story: Option<Line<160>>,
}

/// Who she is, as far as a service needed it. Everything may be empty.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// Her name as on her papers.
    pub name: Option<Line<120>>,
}
