use super::{Before, Promotion, PromotionForm, is_of_one_run, may_be_promoted};
use crate::client::ClientCode;
use crate::contact::{Contact, ContactForm};
use crate::id::ContactId;
use crate::needs::{NeedDomain, NeedStage};
use crate::problem::Problem;
use chrono::{Days, NaiveDate};
use uuid::Uuid;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day") + Days::new(number)
}

fn code(number: u8) -> ClientCode {
    ClientCode::from_random([number; 8])
}

fn contact(change: impl FnOnce(&mut ContactForm)) -> Contact {
    let mut form = ContactForm {
        commune: "03646".into(),
        place: "street".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        ..ContactForm::default()
    };
    change(&mut form);
    form.check(day(0), |_| true).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn known(number: u8) -> Contact {
    contact(|form| (form.whom, form.code) = ("known".into(), code(number).as_str().to_owned()))
}

fn before(number: u128, on: u64, contact: Contact) -> Before {
    Before { id: ContactId(Uuid::from_u128(number)), contact, logged_by: "Vì Thị Xuân".into(), logged_on: day(on) }
}

#[test]
fn a_run_is_of_one_code_and_somebody_without_one_stands_alone() {
    let somebody = contact(|_| ());
    assert!(is_of_one_run(&known(1), &known(1)));
    assert!(!is_of_one_run(&known(1), &known(2)) && !is_of_one_run(&known(1), &somebody));
    assert!(!is_of_one_run(&somebody, &somebody), "alike is not the same");
    let group = contact(|form| (form.whom, form.people) = ("group".into(), "4".into()));
    assert!(may_be_promoted(&somebody) && may_be_promoted(&known(1)) && !may_be_promoted(&group));
}

#[test]
fn what_was_heard_is_filled_in_and_nothing_else() {
    let heard = contact(|form| {
        form.needs = vec!["law".into(), "mind".into()];
        form.follow_up_on = "05/11/2026".into();
        form.age = "u18".into();
    });
    let again = contact(|form| form.needs = vec!["mind".into()]);
    let offered = Promotion::offered(vec![before(1, 0, heard), before(2, 3, again)]);
    assert_eq!(offered.contacts.iter().map(Before::on).collect::<Vec<_>>(), [day(3), day(0)], "the last first");
    assert_eq!(offered.needs, [NeedDomain::Mind, NeedDomain::Law]);
    let form = offered.opening();
    assert_eq!((form.intake.under_18.as_str(), form.services.as_str(), form.alias.as_str()), ("yes", "", ""));
    assert!(form.check("Lò Thị Mai").is_err(), "no yes, no case");

    let steps: Vec<_> = offered.steps(day(10)).map(|step| (step.domain, step.stage, step.on)).collect();
    let said = NeedStage::Expressed;
    assert_eq!(steps, [(NeedDomain::Mind, said, day(0)), (NeedDomain::Law, said, day(0))]);
    assert_eq!(offered.next(day(4)).map(|next| next.on), Some(day(4)));
    assert_eq!(offered.next(day(5)), None, "its day is over");
}

#[test]
fn what_is_taken_along_was_offered() {
    let offered = Promotion::offered(vec![before(1, 0, known(1)), before(2, 1, known(1))]);
    assert_eq!(offered.code(), Some(code(1)));
    let all = offered.form().check(&offered).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(all.contacts.len(), 2);
    let one = PromotionForm { before: vec![Uuid::from_u128(1).to_string()], needs: vec!["work".into()] };
    let one = one.check(&offered).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!((one.contacts.len(), &one.needs[..]), (1, &[NeedDomain::Work][..]));
    let problem = |form: PromotionForm, field| form.check(&offered).err().and_then(|problems| problems.of(field));
    assert_eq!(problem(PromotionForm::default(), "before"), Some(Problem::Missing));
    let other = PromotionForm { before: vec![Uuid::from_u128(9).to_string()], ..PromotionForm::default() };
    assert_eq!(problem(other, "before"), Some(Problem::NotAChoice));
    let twice = PromotionForm { before: vec![Uuid::from_u128(1).to_string(); 2], ..PromotionForm::default() };
    assert_eq!(problem(twice, "before"), Some(Problem::NotAChoice));
    let need = PromotionForm { needs: vec!["roof".into()], ..offered.form() };
    assert_eq!(problem(need, "needs"), Some(Problem::NotAChoice));
}
