//! Task: where a referral stands, and what its receiver makes of it.

use super::reading::Reading;
use super::told::{Told, coded, instant, meta, organisation, request, subject};
use super::why::{Issue, Why};
use super::{BUSINESS_STATUS, DELIVERED, OUTPUT, STATUS_REASON};
use crate::date::{display, local_date, parse_date};
use crate::problem::Problem;
use crate::referral::{Answer, Outcome, OutcomeForm, ReferralState, Urgency};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// What an output says: that something was done.
const DONE: &str = "service-delivered";
/// What an output says: the day that was set, or the next one.
const NEXT_ON: &str = "next-on";
/// What is ours: sent back as it was read, or not at all.
const OURS: &[&str] = &[
    "resourceType",
    "id",
    "basedOn",
    "intent",
    "priority",
    "code",
    "focus",
    "for",
    "authoredOn",
    "requester",
    "owner",
    "restriction",
];
/// Everything that is taken. `meta` and `lastModified` are times of ours and never taken from a clock of another: they are
/// let be sent back, and not read.
const KNOWN: &[&str] = &[
    "resourceType",
    "id",
    "meta",
    "basedOn",
    "status",
    "statusReason",
    "businessStatus",
    "intent",
    "priority",
    "code",
    "focus",
    "for",
    "executionPeriod",
    "authoredOn",
    "lastModified",
    "requester",
    "owner",
    "restriction",
    "output",
];

/// How soon, in FHIR's words.
pub(super) const fn priority(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Today => "asap",
        Urgency::Week => "urgent",
        Urgency::Month => "routine",
    }
}

fn output(name: &str, value: (&str, Value)) -> Value {
    let mut output = json!({ "type": coded(OUTPUT, name) });
    output[value.0] = value.1;
    output
}

/// The Task of a referral.
#[must_use]
pub fn task(told: &Told) -> Value {
    let state = told.state();
    let mut task = json!({
        "resourceType": "Task",
        "id": told.id.to_string(),
        "meta": meta(told.version(), told.updated()),
        "basedOn": [request(told.id)],
        "status": state.task_status(),
        "businessStatus": coded(BUSINESS_STATUS, state.business_status()),
        "intent": "order",
        "priority": priority(told.packet.urgency),
        "code": coded("http://hl7.org/fhir/CodeSystem/task-code", "fulfill"),
        "focus": request(told.id),
        "for": subject(told.id),
        "authoredOn": instant(told.issued_at),
        "lastModified": instant(told.updated()),
        "requester": organisation(told.sender),
        "owner": organisation(told.receiver),
        "restriction": { "period": { "end": instant(told.expected_by) } },
    });
    let why = told.declined().map(|why| why.code()).or_else(|| told.stopped().map(|why| why.code()));
    if let Some(why) = why {
        task["statusReason"] = coded(STATUS_REASON, why);
    }
    let Some(outcome) = told.outcome() else { return task };
    if let Some(came_on) = outcome.came_on {
        task["executionPeriod"] = json!({ "start": came_on.to_string() });
    }
    let done = outcome.services.iter();
    let mut outputs: Vec<_> =
        done.map(|done| output(DONE, ("valueCodeableConcept", coded(DELIVERED, done.code())))).collect();
    outputs.extend(outcome.next_on.map(|day| output(NEXT_ON, ("valueDate", json!(day.to_string())))));
    if !outputs.is_empty() {
        task["output"] = json!(outputs);
    }
    task
}

/// The answer that status and business status name together; without a business status, the plainest of the status.
fn answer(status: &str, business: Option<&str>) -> Result<Answer, Why> {
    let all = ReferralState::ALL.iter();
    if !all.clone().any(|state| state.task_status() == status) {
        return Err(Why::NotACode);
    }
    let plainest = match status {
        "accepted" => Some(Answer::Accepted),
        "rejected" => Some(Answer::Declined),
        "in-progress" => Some(Answer::Came),
        "on-hold" => Some(Answer::DidNotCome),
        "completed" => Some(Answer::Feedback),
        "cancelled" => Some(Answer::Stopped),
        _ => None,
    };
    let Some(business) = business else { return plainest.ok_or(Why::NotYours) };
    if !all.clone().any(|state| state.business_status() == business) {
        return Err(Why::NotACode);
    }
    let named = Answer::ALL.iter().copied().find(|answer| answer.state().business_status() == business);
    match named {
        None => Err(Why::NotYours),
        Some(answer) if answer.state().task_status() != status => Err(Why::Conflicting),
        Some(answer) => Ok(answer),
    }
}

/// Reads what a system makes of its Task: the whole resource as it read it, with status, reasons and outputs of its own.
/// `today` is the day in Vietnam.
///
/// # Errors
/// Every issue at its place; nothing is taken of a Task with one.
pub fn read_task(value: &Value, told: &Told, today: NaiveDate) -> Result<Outcome, Vec<Issue>> {
    let mut reading = Reading::default();
    let Some(sent) = reading.object(value, "Task", KNOWN) else { return reading.finish(None) };
    for name in ["resourceType", "id"] {
        reading.text(sent, "Task", name);
    }
    reading.as_it_stands(sent, "Task", &task(told), OURS);
    let status = reading.text(sent, "Task", "status");
    let business =
        sent.get("businessStatus").map(|concept| reading.code(concept, "Task.businessStatus", BUSINESS_STATUS));
    let why = sent.get("statusReason").map(|concept| reading.code(concept, "Task.statusReason", STATUS_REASON));
    let came_on = came_on(&mut reading, sent, told, today);
    let (services, next_on) = outputs(&mut reading, sent);
    let (Some(status), false) = (status, business == Some(None)) else { return reading.finish(None) };
    let answer = match answer(status, business.flatten()) {
        Ok(answer) => answer,
        Err(why) => {
            let at = if why == Why::Conflicting { "Task.businessStatus" } else { "Task.status" };
            reading.add(at, why);
            return reading.finish(None);
        }
    };
    let why = why.flatten();
    if why.is_some() && !matches!(answer, Answer::Declined | Answer::Stopped) {
        reading.add("Task.statusReason", Why::Conflicting);
    }
    let reason = |of| if answer == of { why.unwrap_or_default().to_owned() } else { String::new() };
    // The rules are those of the form that a person fills in.
    let form = OutcomeForm {
        arrival: answer.code().to_owned(),
        services,
        next_on: next_on.map(display).unwrap_or_default(),
        declined: reason(Answer::Declined),
        stopped: reason(Answer::Stopped),
    };
    let outcome = match form.check(today) {
        Ok(outcome) => outcome,
        Err(problems) => {
            for (field, at) in [
                ("arrival", "Task.status"),
                ("services", "Task.output"),
                ("next_on", "Task.output"),
                ("declined", "Task.statusReason"),
                ("stopped", "Task.statusReason"),
            ] {
                if let Some(problem) = problems.of(field) {
                    reading.add(at, of_a_problem(problem));
                }
            }
            return reading.finish(None);
        }
    };
    if came_on.is_some() && !matches!(answer, Answer::Came | Answer::Served | Answer::ServedInPart | Answer::Feedback) {
        reading.add("Task.executionPeriod", Why::Conflicting);
    }
    reading.finish(Some(Outcome { came_on, ..outcome }))
}

const fn of_a_problem(problem: Problem) -> Why {
    match problem {
        Problem::Missing => Why::Missing,
        Problem::NotADate => Why::NotADate,
        Problem::DateInFuture => Why::DateInFuture,
        Problem::DateInPast => Why::DateInPast,
        Problem::NotAChoice => Why::NotACode,
        _ => Why::Conflicting,
    }
}

/// A date of FHIR: a whole day, or a moment of which only its day in Vietnam is kept.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    match chrono::DateTime::parse_from_rfc3339(text) {
        Ok(moment) => Some(local_date(moment.to_utc())),
        Err(_) if text.len() == 10 => parse_date(text).ok().flatten(),
        Err(_) => None,
    }
}

/// The day she came. A clock that is ahead by hours tells the same day; one that is ahead by more is told so.
fn came_on(reading: &mut Reading, sent: &Map<String, Value>, told: &Told, today: NaiveDate) -> Option<NaiveDate> {
    let at = "Task.executionPeriod";
    let period = reading.object(sent.get("executionPeriod")?, at, &["start"])?;
    let start = reading.text(period, at, "start")?;
    let at = "Task.executionPeriod.start";
    match day(start) {
        None => reading.add(at, Why::NotADate),
        Some(day) if day > today => reading.add(at, Why::DateInFuture),
        Some(day) if day < local_date(told.issued_at) => reading.add(at, Why::DateInPast),
        Some(day) => return Some(day),
    }
    None
}

/// What was done, and the next day.
fn outputs(reading: &mut Reading, sent: &Map<String, Value>) -> (Vec<String>, Option<NaiveDate>) {
    let (mut services, mut next_on) = (Vec::new(), None);
    for (number, value) in reading.list(sent, "Task", "output").iter().enumerate() {
        let at = format!("Task.output[{number}]");
        let Some(output) = reading.object(value, &at, &["type", "valueCodeableConcept", "valueDate"]) else { continue };
        let Some(kind) = output.get("type") else {
            reading.add(format!("{at}.type"), Why::Missing);
            continue;
        };
        let kind = reading.code(kind, &format!("{at}.type"), OUTPUT);
        match (kind, output.get("valueCodeableConcept"), output.get("valueDate")) {
            (Some(DONE), Some(concept), None) => {
                let at = format!("{at}.valueCodeableConcept");
                if let Some(code) = reading.code(concept, &at, DELIVERED) {
                    if crate::referral::ServiceDelivered::from_code(code).is_err() {
                        reading.add(format!("{at}.coding[0].code"), Why::NotACode);
                    } else {
                        services.push(code.to_owned());
                    }
                }
            }
            (Some(NEXT_ON), None, Some(date)) => match date.as_str().filter(|text| text.len() == 10).and_then(day) {
                Some(_) if next_on.is_some() => reading.add(at, Why::Conflicting),
                Some(day) => next_on = Some(day),
                None => reading.add(format!("{at}.valueDate"), Why::NotADate),
            },
            (Some(DONE | NEXT_ON), ..) => reading.add(at, Why::WrongShape),
            (Some(_), ..) => reading.add(format!("{at}.type.coding[0].code"), Why::NotACode),
            (None, ..) => {}
        }
    }
    (services, next_on)
}
