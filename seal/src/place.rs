//! Where a ciphertext belongs.

use domain::consent::Segment;
use domain::id::ContactId;
use uuid::Uuid;

/// Where a ciphertext belongs. It is authenticated with it, so that one moved to another row,
/// column, case, segment or epoch does not open (I9).
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'a str,
    /// The row's id.
    pub row: Uuid,
    /// The case, or nil.
    pub case: Uuid,
    /// The segment, if it belongs to one.
    pub segment: Option<Segment>,
    /// The epoch of the data key, or 0.
    pub epoch: i64,
}

impl Place<'_> {
    /// Something that belongs to no case: a session, a draft, a contact.
    #[must_use]
    pub const fn outside_cases<'a>(table: &'static str, column: &'a str, row: Uuid) -> Place<'a> {
        Place { table, column, row, case: Uuid::nil(), segment: None, epoch: 0 }
    }

    /// A contact that waits on a phone: bound to its own number.
    #[must_use]
    pub const fn on_a_phone(contact: ContactId) -> Place<'static> {
        Place::outside_cases("contacts", "on_a_phone", contact.0)
    }

    /// Length-prefixed, so that no two places have the same bytes.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = b"dong-hanh/place/1".to_vec();
        let segment = self.segment.map_or("", Segment::code);
        let parts: [&[u8]; 6] = [
            self.table.as_bytes(),
            self.column.as_bytes(),
            self.row.as_bytes(),
            self.case.as_bytes(),
            segment.as_bytes(),
            &self.epoch.to_be_bytes(),
        ];
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }
}
