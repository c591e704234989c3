use super::{ReassignmentForm, share_out};
use crate::id::{AccountId, CaseId};
use crate::problem::Problem;
use uuid::Uuid;

const fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

#[test]
fn they_go_to_who_carries_the_fewest() {
    let cases: Vec<_> = (1..=6).map(|number| CaseId(Uuid::from_u128(number))).collect();
    let shared = share_out(&cases, &[(account(1), 4), (account(2), 1), (account(3), 4)]);
    let got = |who| shared.iter().filter(|(_, to)| *to == account(who)).count();
    assert_eq!((got(1), got(2), got(3)), (1, 4, 1));
    assert_eq!(shared.len(), 6, "all of them");
    assert!(share_out(&cases, &[]).is_empty());
}

#[test]
fn nobody_gets_what_she_has() {
    let id = |number| Uuid::from_u128(number).to_string();
    let form = |colleagues: Vec<String>| ReassignmentForm { cases: vec![id(7)], colleagues, ..Default::default() };
    let problem = |form: ReassignmentForm| form.check(account(1)).err().and_then(|found| found.of("colleagues"));
    assert_eq!(problem(form(vec![id(2), id(1)])), Some(Problem::Conflicting));
    assert_eq!(problem(form(Vec::new())), Some(Problem::Missing));
    assert!(form(vec![id(2), id(3)]).check(account(1)).is_ok());
    let nothing = ReassignmentForm::default().check(account(1)).err().expect("nothing was chosen");
    assert_eq!(nothing.of("cases"), Some(Problem::Missing));
}
