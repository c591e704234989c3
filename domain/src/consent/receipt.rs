use crate::id::ConsentId;

/// The number on a receipt, in four groups: the random part of the entry's id. It finds the entry on the case's own
/// ledger, and says nothing to anybody else.
#[must_use]
pub fn receipt_number(consent: ConsentId) -> String {
    let id = consent.0.simple().to_string();
    let random = &id[id.len() - 12..];
    [&random[..3], &random[3..6], &random[6..9], &random[9..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::receipt_number;
    use crate::id::ConsentId;

    #[test]
    fn four_groups_of_the_random_part() {
        let id = ConsentId(uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_1234_5678_9abc));
        assert_eq!(receipt_number(id), "123-456-789-abc");
    }
}
