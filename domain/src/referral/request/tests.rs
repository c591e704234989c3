use super::{REQUEST_DAYS_MAX, RequestForm};
use crate::consent::{EvidenceForm, Giver, Purpose, default_end};
use crate::date::local_date;
use crate::id::OrganisationId;
use crate::problem::Problem;
use crate::referral::{Draft, PacketField, Service, Urgency};
use chrono::{DateTime, Days, NaiveDate, Utc};
use uuid::Uuid;

const CLINIC: OrganisationId = OrganisationId(Uuid::from_u128(7));

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn draft() -> Draft {
    Draft {
        service: Service::CheckUp,
        receiver: CLINIC,
        urgency: Urgency::Week,
        needs: vec![],
        fields: PacketField::BASE.to_vec(),
    }
}

#[test]
fn a_request_without_a_last_day_has_the_usual_one() {
    let until = |typed: &str| RequestForm { until: typed.into(), ..RequestForm::blank() }.with_an_end(today()).until;
    assert_eq!(until(""), "23/12/2026");
    assert_eq!(until("x"), "x", "what was typed stays");
}

#[test]
fn her_request_is_her_own_and_has_an_end() {
    let draft = draft();
    let signed = RequestForm { own_request: "yes".into(), evidence: EvidenceForm::signed(), ..RequestForm::blank() };
    let problem = |until: &str, own_request: &str| {
        let form = RequestForm { until: until.into(), own_request: own_request.into(), ..signed.clone() };
        let problems = form.check(&draft, "Lò Thị Mai", today()).err()?;
        problems.of("until").or(problems.of("own_request"))
    };
    assert_eq!(problem("22/11/2026", "yes"), Some(Problem::DateInPast));
    assert_eq!(problem("23/11/2026", "yes"), None, "today is a day too");
    assert_eq!(problem("21/02/2027", "yes"), None, "ninety days");
    assert_eq!(problem("22/02/2027", "yes"), Some(Problem::DateInFuture));
    for said in ["", "no"] {
        assert_eq!(problem("23/11/2026", said), Some(Problem::Missing), "{said}");
    }
    let form = RequestForm { until: "23/11/2026".into(), ..signed };
    let Ok(request) = form.check(&draft, "Lò Thị Mai", today()) else { panic!("all is there") };
    assert_eq!((request.receiver, request.service, request.until), (CLINIC, Service::CheckUp, today()));
    assert_eq!(request.fields, PacketField::BASE);
    assert_eq!(RequestForm::blank().evidence.given_by, Giver::Herself.code());
}

/// The same length as any yes for a referral.
#[test]
fn a_request_lives_as_long_as_a_yes_to_a_referral() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().expect("a time");
    let latest = today().checked_add_days(Days::new(REQUEST_DAYS_MAX));
    assert_eq!(Some(local_date(default_end(Purpose::Referral, now))), latest);
}
