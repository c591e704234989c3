use super::{RecoveryCode, RecoveryForm};
use crate::problem::Problem;
use proptest::prelude::{any, proptest};

proptest! {
    /// What was printed is read back, however it is copied.
    #[test]
    fn a_code_is_read_as_it_was_printed(bytes in any::<[u8; 32]>(), spaced in any::<bool>()) {
        let code = RecoveryCode::from_random(bytes);
        let copied = code.as_str().to_lowercase().replace('0', "o").replace('1', "l");
        let copied = copied.replace('-', if spaced { " – " } else { "" });
        assert_eq!(RecoveryCode::parse(&copied).map(|read| read.0), Ok(code.0));
    }

    #[test]
    fn anything_typed_has_an_answer(text in any::<String>()) {
        let _problem = RecoveryCode::parse(&text).err();
    }
}

#[test]
fn what_is_no_code_is_said() {
    let problem = |text: &str| RecoveryCode::parse(text).err();
    assert_eq!(problem(" - "), Some(Problem::Missing));
    assert_eq!(problem("7K3M"), Some(Problem::TooShort { min: 32 }));
    assert_eq!(problem(&"7".repeat(33)), Some(Problem::TooLong { max: 32 }));
    assert_eq!(problem("Đ".repeat(32).as_str()), Some(Problem::NotText));
}

#[test]
fn every_problem_stands_at_its_field() {
    let problems = RecoveryForm::default().check().err().expect("nothing was typed");
    let fields: Vec<_> = problems.iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["username", "code", "password"]);
}
