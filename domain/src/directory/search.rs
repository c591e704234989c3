use super::Sought;
use crate::commune;
use crate::problem::{Problem, Problems};
use crate::referral::Service;
use crate::vietnamese::{fold, matches};
use serde::{Deserialize, Serialize};

/// What is looked for in the directory, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchForm {
    /// Words of its name, service or place.
    pub q: String,
    /// Code of [`Sought`].
    pub sought: String,
    /// Code of a commune.
    pub commune: String,
}

/// What is looked for.
pub struct Search {
    /// Words, folded; none for everything.
    words: String,
    /// One of these services; nothing for any.
    services: Option<Vec<Service>>,
}

impl SearchForm {
    /// What is looked for; everything for nothing. A code that is not offered is a problem at its field, and the rest is looked
    /// for all the same.
    #[must_use]
    pub fn read(&self) -> (Search, Problems) {
        let mut problems = Problems::none();
        let services = match Sought::from_code(&self.sought) {
            Ok(sought) => Some(sought.services()),
            Err(Problem::Missing) => None,
            Err(problem) => problems.keep("sought", Err(problem)),
        };
        if !self.commune.is_empty() && commune::find(&self.commune).is_none() {
            problems.add("commune", Problem::NotAChoice);
        }
        (Search { words: fold(self.q.trim()), services }, problems)
    }
}

impl Search {
    /// Whether it finds a listing of this service; `said` is all that is said of it where it is shown.
    #[must_use]
    pub fn finds(&self, service: Service, said: impl FnOnce() -> String) -> bool {
        self.services.as_ref().is_none_or(|services| services.contains(&service))
            && (self.words.is_empty() || matches(&self.words, &fold(&said())))
    }
}

#[cfg(test)]
mod tests {
    use super::SearchForm;
    use crate::problem::Problem;
    use crate::referral::Service;

    fn finds(q: &str, sought: &str, service: Service) -> bool {
        let form = SearchForm { q: q.into(), sought: sought.into(), commune: String::new() };
        let (search, problems) = form.read();
        assert!(problems.is_empty());
        search.finds(service, || "Trạm y tế Chiềng Cơi".into())
    }

    #[test]
    fn nothing_finds_everything() {
        assert!(Service::ALL.iter().all(|service| finds(" ", "", *service)));
    }

    #[test]
    fn words_and_service_must_both_fit() {
        assert!(finds("tram y te", "service.check_up", Service::CheckUp));
        assert!(finds("chieng", "need.general_health", Service::CheckUp));
        assert!(!finds("chieng", "service.papers", Service::CheckUp));
        assert!(!finds("benh vien", "service.check_up", Service::CheckUp));
    }

    #[test]
    fn what_is_not_offered_is_told_and_the_rest_is_looked_for() {
        let form = SearchForm { q: "chieng".into(), sought: "gift".into(), commune: "99999".into() };
        let (search, problems) = form.read();
        assert_eq!(problems.of("sought"), Some(Problem::NotAChoice));
        assert_eq!(problems.of("commune"), Some(Problem::NotAChoice));
        assert!(search.finds(Service::Loan, || "Chiềng Cơi".into()));
    }
}
