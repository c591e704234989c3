//! What a listing must say, and what it must not.

use super::{CapacityForm, ListingForm, Sought, Takes};
use crate::needs::NeedDomain;
use crate::problem::Problem;
use crate::referral::Service;

fn form() -> ListingForm {
    ListingForm {
        service: "check_up".into(),
        commune: "03646".into(),
        address: "12 đường Lò Văn Giá".into(),
        cost: "free".into(),
        ways: vec!["walk_in".into()],
        women: "asked".into(),
        ..ListingForm::blank()
    }
}

fn known(code: &str) -> bool {
    code == "03646"
}

#[test]
fn what_is_changed_begins_from_what_stands() {
    let listing = form().check(known).expect("a listing");
    let again = ListingForm::of(&listing, 3);
    assert_eq!(again.number, "3");
    let listing = again.check(known).expect("the same listing");
    assert_eq!((listing.hours.written(0).as_str(), listing.hours.written(6).as_str()), ("7:30–11:30, 13:30–17:00", ""));
}

#[test]
fn every_problem_stands_at_its_field() {
    let problems = ListingForm::default().check(known).expect_err("nothing was typed");
    for field in ["service", "commune", "address", "cost", "ways", "women", "status"] {
        assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
    }
    let wrong = ListingForm { commune: "99999".into(), phone: "12".into(), sun: "8".into(), ..form() };
    let problems = wrong.check(known).expect_err("three are wrong");
    assert_eq!(problems.of("commune"), Some(Problem::NotAChoice));
    assert_eq!(problems.of("phone"), Some(Problem::BadPhone));
    assert_eq!(problems.of("sun"), Some(Problem::NotATime));
}

#[test]
fn a_number_of_somebody_is_in_no_public_text() {
    let set: [fn(&mut ListingForm); 4] = [
        |form| form.address = "hỏi cô Hoa 0912345678".into(),
        |form| form.eligibility = "gọi 0912345678".into(),
        |form| form.cost_words = "gọi 0912345678".into(),
        |form| form.documents = "gọi 0912345678".into(),
    ];
    for set in set {
        let mut form = form();
        set(&mut form);
        let problems = form.check(known).expect_err("a number");
        assert!(problems.iter().all(|(_, problem)| problem == Problem::LooksPersonal));
    }
}

#[test]
fn a_wait_has_weeks_and_nothing_else_has() {
    let said = |takes: &str, weeks: &str| CapacityForm { takes: takes.into(), weeks: weeks.into() }.check();
    assert_eq!(said("waiting", "3").map(|capacity| capacity.weeks), Ok(3));
    assert_eq!(said("no", "3").map(|capacity| (capacity.takes, capacity.weeks)), Ok((Takes::No, 0)));
    for (weeks, problem) in [
        ("", Problem::Missing),
        ("0", Problem::OutOfRange { min: 1, max: 26 }),
        ("999", Problem::OutOfRange { min: 1, max: 26 }),
        ("-1", Problem::NotANumber),
    ] {
        assert_eq!(said("waiting", weeks).expect_err("no weeks").of("weeks"), Some(problem));
    }
}

#[test]
fn one_calls_where_a_call_is_a_way_in_and_there_is_a_number() {
    let line = |phone: &str, way: &str| {
        let listing = ListingForm { phone: phone.into(), ways: vec![way.into()], ..form() }.check(known);
        listing.expect("a listing").line().is_some()
    };
    assert!(line("0212 385 0123", "call"));
    assert!(!line("0212 385 0123", "walk_in") && !line("", "call"));
}

#[test]
fn every_need_has_services_and_every_service_is_reached_from_one() {
    for need in NeedDomain::ALL {
        let sought = Sought::Need(*need);
        assert!(!sought.services().is_empty(), "{need:?}");
        assert_eq!(Sought::from_code(&sought.code()), Ok(sought));
    }
    for service in Service::ALL {
        assert!(NeedDomain::ALL.iter().any(|need| Sought::Need(*need).services().contains(service)), "{service:?}");
        assert_eq!(Sought::from_code(&Sought::Service(*service).code()), Ok(Sought::Service(*service)));
    }
    assert_eq!(Sought::from_code(""), Err(Problem::Missing));
    for wrong in ["need.", "need", "service.none", "papers"] {
        assert_eq!(Sought::from_code(wrong), Err(Problem::NotAChoice), "{wrong}");
    }
}
