use crate::id::ConsentId;

/// The number on a receipt: six hexadecimal digits of the random part of the entry's id. Enough to find the entry on the
/// case's own ledger; the rest of the id stays unknown, so that a receipt in somebody's hand leads to no event of the
/// audit after the case was erased (decision 0014).
#[must_use]
pub fn receipt_number(consent: ConsentId) -> String {
    let id = consent.0.simple().to_string();
    let random = &id[id.len() - 6..];
    [&random[..3], &random[3..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::receipt_number;
    use crate::id::ConsentId;

    #[test]
    fn two_groups_of_the_random_part() {
        let id = ConsentId(uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_1234_5678_9abc));
        assert_eq!(receipt_number(id), "789-abc");
    }
}
