use proptest::prelude::*;

use super::*;

#[test]
fn numbers_of_people_are_seen() {
    for text in "gọi 0912345678 nhé|0912 345 678|0912.345.678|09.12.34.56.78|\
        (0212) 385 2222|+84 912 345 678|+84 (0) 912-345-678|84912345678|\
        091234567|phòng 5 0912345678|０９１２３４５６７８|09\u{200b}12345678|01681234567|\
        12.05.2026 0912 345 678 13.05.2026|CCCD 014185001234|014 185 001 234|\
        0141 8500 1234|014.185.001.234|CMND 123456789|123 456 789|\
        312456789 cấp 2010"
        .split('|')
    {
        assert!(looks_personal(text), "{text}");
    }
}

#[test]
fn figures_dates_and_amounts_are_not() {
    for text in "|Tổ 3, bản Hụm|01/05/2026 - 03/05/2026|03.05.2026 - 05.06.2026|\
        2026-05-03 2026-06-05|8.30 03.05.2026|120.000.000 đ|1.250.000.000 đồng|\
        84.000.000.000|5.012.345.678|12 45 7 130 22 8|Kế hoạch 123/KH-UBND|KH-7K3M-92PX|\
        113, 115, 18001567|1234567890123456"
        .split('|')
    {
        assert!(!looks_personal(text), "{text}");
    }
}

proptest! {
    #[test]
    fn a_phone_is_seen_in_any_sentence(
        before in "[a-zđ ,:]{0,20}", phone in "(0|\\+84)[35789][0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{2}[1-9]", after in "[a-zđ ,:]{0,20}",
    ) {
        let sentence = format!("{before}{phone}{after}");
        prop_assert!(looks_personal(&sentence));
    }

    #[test]
    fn no_text_breaks_it(text in any::<String>(), figures in "[0-9 .()-]{0,200}") {
        let _ = (looks_personal(&text), looks_personal(&figures));
    }
}
