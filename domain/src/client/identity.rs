//! Who a client is, as far as a service needed it: asked for when it is, kept while she lets it be.

use super::born::{Born, BornForm};
use crate::problem::{Problem, Problems};
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who she is, as far as a service needed it. Everything may be empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Her name as on her papers.
    pub name: Option<Line<120>>,
    /// When she was born, as exactly as it is known.
    #[serde(default)]
    pub born: Option<Born>,
    /// Code of the commune she lives in.
    #[serde(default)]
    pub commune: Option<String>,
}

impl Identity {
    /// The year she was born in.
    #[must_use]
    pub fn born_year(&self) -> Option<i32> {
        self.born.map(Born::year_of)
    }
}

/// What she is called, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct NameForm {
    /// What she wants to be called.
    #[serde(default)]
    pub alias: String,
    /// Name on her papers, if a service needs it.
    #[serde(default)]
    pub name: String,
}

impl NameForm {
    /// What she wants to be called, and who she is as far as she said; problems go to the form it stands in. An alias is no
    /// number that finds her.
    pub fn check(&self, problems: &mut Problems) -> Option<(Line<60>, Identity)> {
        let alias = problems.keep("alias", Line::impersonal_required(&self.alias));
        let name = problems.keep("name", Line::parse(&self.name));
        Some((alias?, Identity { name: name?, ..Identity::default() }))
    }
}

/// What she is called and who she is, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct IdentityForm {
    /// What she is called.
    #[serde(flatten)]
    pub name: NameForm,
    /// When she was born.
    #[serde(flatten)]
    pub born: BornForm,
    /// Code of the commune she lives in.
    #[serde(default)]
    pub commune: String,
}

impl IdentityForm {
    /// As it stands.
    #[must_use]
    pub fn of(alias: &Line<60>, who: Identity) -> Self {
        let name = who.name.map(|name| name.as_str().to_owned()).unwrap_or_default();
        Self {
            name: NameForm { alias: alias.as_str().to_owned(), name },
            born: BornForm::of(who.born),
            commune: who.commune.unwrap_or_default(),
        }
    }

    /// What she is called, and who she is as far as she said. `known_commune` says whether a code is one of the province's.
    pub fn check(
        &self,
        today: NaiveDate,
        known_commune: impl Fn(&str) -> bool,
        problems: &mut Problems,
    ) -> Option<(Line<60>, Identity)> {
        let named = self.name.check(problems);
        let born = self.born.check(today, problems);
        let commune = Some(self.commune.clone()).filter(|code| !code.is_empty());
        if commune.as_deref().is_some_and(|code| !known_commune(code)) {
            problems.add("commune", Problem::NotAChoice);
        }
        let (alias, who) = named?;
        Some((alias, Identity { born: born?, commune, ..who }))
    }
}

#[cfg(test)]
mod tests {
    use super::IdentityForm;
    use crate::date::parse_date;
    use crate::problem::{Problem, Problems};

    #[test]
    fn who_she_is_is_typed_again_as_it_was() {
        let mut form = IdentityForm { commune: "03646".into(), ..IdentityForm::default() };
        form.name.alias = "Hoa Ban".into();
        form.born.born = "05/1990".into();
        let today = parse_date("23/11/2026").ok().flatten().expect("a day");
        let check = |form: &IdentityForm, province| {
            let mut problems = Problems::none();
            let checked = form.check(today, |code| crate::commune::is_of(province, code), &mut problems);
            problems.finish(checked)
        };
        let (alias, who) = check(&form, "14").unwrap_or_else(|problems| panic!("{problems:?}"));
        let again = check(&IdentityForm::of(&alias, who.clone()), "14").ok().map(|(_, again)| again);
        assert!(again.as_ref() == Some(&who) && who.commune.as_deref() == Some("03646"));
        assert_eq!(check(&form, "01").err().and_then(|problems| problems.of("commune")), Some(Problem::NotAChoice));
        form.commune.clear();
        assert_eq!(check(&form, "01").ok().and_then(|(_, who)| who.commune), None, "it may stay unknown");
    }
}
