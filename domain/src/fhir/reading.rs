use super::why::{Issue, Why};
use serde_json::{Map, Value};

/// Issues told at once: who sends a huge wrong thing is not sent a huge answer.
const ISSUES_MAX: usize = 20;
/// Longest name of a field that is repeated to who sent it.
const NAME_MAX: usize = 40;

/// Walks what a stranger sent and gathers every issue at its place.
#[derive(Default)]
pub(super) struct Reading {
    issues: Vec<Issue>,
}

impl Reading {
    pub(super) fn add(&mut self, at: impl Into<String>, why: Why) {
        if self.issues.len() < ISSUES_MAX {
            self.issues.push(Issue::at(at, why));
        }
    }

    /// The value, unless something is wrong.
    pub(super) fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Issue>> {
        match value {
            Some(value) if self.issues.is_empty() => Ok(value),
            _ if self.issues.is_empty() => Err(vec![Issue::of(Why::WrongShape)]),
            _ => Err(self.issues),
        }
    }

    /// An object with no other fields than these.
    pub(super) fn object<'a>(&mut self, value: &'a Value, at: &str, known: &[&str]) -> Option<&'a Map<String, Value>> {
        let Some(object) = value.as_object() else {
            self.add(at, Why::WrongShape);
            return None;
        };
        for name in object.keys().filter(|name| !known.contains(&name.as_str())) {
            // What no field of FHIR can be called could be a value of somebody, and is not repeated.
            let is_a_name =
                name.len() <= NAME_MAX && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            self.add(if is_a_name { format!("{at}.{name}") } else { at.to_owned() }, Why::Unknown);
        }
        Some(object)
    }

    /// A text that must be there.
    pub(super) fn text<'a>(&mut self, object: &'a Map<String, Value>, at: &str, name: &str) -> Option<&'a str> {
        match object.get(name) {
            None => self.add(format!("{at}.{name}"), Why::Missing),
            Some(Value::String(text)) => return Some(text),
            Some(_) => self.add(format!("{at}.{name}"), Why::WrongShape),
        }
        None
    }

    /// A list, or nothing when it is not there.
    pub(super) fn list<'a>(&mut self, object: &'a Map<String, Value>, at: &str, name: &str) -> &'a [Value] {
        match object.get(name) {
            None => &[],
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.add(format!("{at}.{name}"), Why::WrongShape);
                &[]
            }
        }
    }

    /// The one code of a CodeableConcept, of this list. No display and no text: words are not taken.
    pub(super) fn code<'a>(&mut self, concept: &'a Value, at: &str, system: &str) -> Option<&'a str> {
        let object = self.object(concept, at, &["coding"])?;
        let list = self.list(object, at, "coding");
        let [coding] = list else {
            self.add(format!("{at}.coding"), if list.is_empty() { Why::Missing } else { Why::Conflicting });
            return None;
        };
        let at = format!("{at}.coding[0]");
        let coding = self.object(coding, &at, &["system", "code"])?;
        let told = self.text(coding, &at, "system")?;
        if told != system {
            self.add(format!("{at}.system"), Why::NotACode);
            return None;
        }
        self.text(coding, &at, "code")
    }

    /// Fields that may be sent back as they were read and not otherwise.
    pub(super) fn as_it_stands(&mut self, object: &Map<String, Value>, at: &str, ours: &Value, names: &[&str]) {
        for name in names {
            if object.get(*name).is_some_and(|sent| Some(sent) != ours.get(*name)) {
                self.add(format!("{at}.{name}"), Why::NotTheSame);
            }
        }
    }
}
