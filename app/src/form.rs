//! A posted form: what was typed, which button, and the number the form was handed out with.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use domain::id::SubmissionId;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use vault::Vault;

/// A form body. A body that cannot be read becomes an empty form, whose problems say what is missing. A form with nothing to
/// type into is a `Posted<()>`.
pub struct Posted<T> {
    /// What was typed.
    pub typed: T,
    /// The value of the button that was pressed.
    pub intent: String,
    /// The number of the form.
    pub form: Option<SubmissionId>,
    /// The body as it came, to be kept as a draft.
    pub body: String,
}

#[derive(Default, Deserialize)]
struct Envelope {
    #[serde(default)]
    intent: String,
    #[serde(default)]
    form: String,
}

impl<T: DeserializeOwned + Default> Posted<T> {
    /// Reads a body; also a draft that was kept.
    pub fn read(body: &str) -> Self {
        let envelope: Envelope = serde_html_form::from_str(body).unwrap_or_default();
        Self {
            typed: serde_html_form::from_str(body).unwrap_or_default(),
            intent: envelope.intent,
            form: envelope.form.parse().ok(),
            body: body.to_owned(),
        }
    }
}

impl<T> Posted<T> {
    /// The number it was handed out with; a new one for a form that came without.
    pub fn number(&self, vault: &Vault) -> SubmissionId {
        self.form.unwrap_or_else(|| SubmissionId(vault.new_submission()))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for Posted<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        use axum::response::IntoResponse;
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Self::read(&String::from_utf8_lossy(&bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::Posted;
    use domain::care_plan::CarePlanForm;
    use domain::case::OpeningForm;
    use domain::contact::ContactForm;
    use domain::counselling::CounsellingForm;
    use domain::incident::IncidentForm;
    use domain::referral::ReferralForm;
    use domain::safety_plan::SafetyPlanForm;
    use proptest::prelude::{ProptestConfig, any, prop_oneof, proptest};
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    #[test]
    fn repeated_and_flattened_fields_arrive() {
        let contact = Posted::<ContactForm>::read("topics=safety&topics=mind&condoms=3&intent=save&unknown=1");
        assert_eq!(contact.typed.topics, ["safety", "mind"]);
        assert_eq!((contact.typed.condoms.as_str(), contact.intent.as_str()), ("3", "save"));
        let single = Posted::<ContactForm>::read("topics=safety");
        assert_eq!(single.typed.topics, ["safety"]);
        let opening = Posted::<OpeningForm>::read("alias=Hoa+Ban&method=signature&witness=An%20B");
        assert_eq!(opening.typed.alias, "Hoa Ban");
        assert_eq!(
            (opening.typed.evidence.method.as_str(), opening.typed.evidence.witness.as_str()),
            ("signature", "An B")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        /// Any body is a form, if an empty one; and what was read is the same when it is posted again, as a draft is.
        #[test]
        fn a_body_of_anything(body in prop_oneof![any::<String>(), "([a-z_]{1,9}=[%+a-zA-Z0-9]{0,9}&?){0,9}"]) {
            fn same<T: DeserializeOwned + Serialize + Default>(body: &str) {
                let read = serde_html_form::to_string(&Posted::<T>::read(body).typed).expect("plain fields");
                let again = serde_html_form::to_string(&Posted::<T>::read(&read).typed).expect("plain fields");
                assert_eq!(read, again);
            }
            same::<ContactForm>(&body);
            same::<OpeningForm>(&body);
            same::<CounsellingForm>(&body);
            same::<ReferralForm>(&body);
            same::<CarePlanForm>(&body);
            same::<SafetyPlanForm>(&body);
            same::<IncidentForm>(&body);
        }
    }

    #[test]
    fn what_cannot_be_read_is_empty() {
        assert!(Posted::<ContactForm>::read("condoms=1&condoms=2").typed.condoms.is_empty());
    }
}
