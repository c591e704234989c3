use super::Sought;
use crate::commune;
use crate::problem::{Problem, Problems};
use crate::referral::Service;
use crate::vietnamese::{fold, matches};
use serde::{Deserialize, Serialize};

/// Longest words that are looked for, in characters: each listing is compared with them.
const WORDS_MAX: usize = 200;

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
    /// What is looked for; everything for nothing. A code that is not offered, and words that are too long, are a problem at
    /// their field, and the rest is looked for all the same.
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
        let too_long = self.q.chars().count() > WORDS_MAX;
        if too_long {
            problems.add("q", Problem::TooLong { max: WORDS_MAX });
        }
        let words = if too_long { String::new() } else { fold(self.q.trim()) };
        (Search { words, services }, problems)
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

    #[test]
    fn too_many_words_are_told_and_not_looked_for() {
        let form = SearchForm { q: "tram ".repeat(41), ..SearchForm::default() };
        let (search, problems) = form.read();
        assert_eq!(problems.of("q"), Some(Problem::TooLong { max: 200 }));
        assert!(search.finds(Service::Loan, || "Chiềng Cơi".into()), "as if nothing were typed");
        let (search, problems) = SearchForm { q: "tram ".repeat(40), ..SearchForm::default() }.read();
        assert_eq!(problems.of("q"), None);
        assert!(!search.finds(Service::Loan, || "Chiềng Cơi".into()), "two hundred are looked for");
    }
}
