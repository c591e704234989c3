//! Amounts of money.

/// So many đồng, in groups of three.
pub fn dong(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut shown = String::from(if amount < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown.push_str(" đ");
    shown
}

#[cfg(test)]
mod tests {
    use super::dong;

    #[test]
    fn amounts_are_written_in_groups() {
        assert_eq!(dong(0), "0 đ");
        assert_eq!(dong(500), "500 đ");
        assert_eq!(dong(20_000_000), "20.000.000 đ");
        assert_eq!(dong(-350_000), "-350.000 đ");
    }
}
