use crate::client::Phone;
use crate::codes::codes;
use crate::problem::{Problem, Problems};
use crate::text::{Line, Prose, looks_personal};
use crate::vietnamese::fold;
use serde::{Deserialize, Serialize};

codes! {
    /// What an employer is told of her.
    Told {
        /// What she can do, did before and would like: nobody is introduced without it.
        Skills = "skills",
        /// Her name, as she wants it said.
        Name = "name",
        /// Her number.
        Phone = "phone",
    }
}

/// What she says of herself to an employer. A later one stands in its place. Name and number are there only when she said
/// that an employer may have them: what may not be told is not kept here.
#[derive(Clone, Serialize, Deserialize)]
pub struct Cv {
    /// Her name, if an employer may know it.
    pub name: Option<Line<80>>,
    /// Her number, if an employer may call her.
    pub phone: Option<Phone>,
    /// What she can do.
    pub skills: Prose<800>,
    /// What she did before, as far as she wants it told.
    pub work: Option<Prose<800>>,
    /// What she would like.
    pub wishes: Option<Prose<400>>,
}

impl Cv {
    /// What she lets an employer know.
    #[must_use]
    pub fn tells(&self) -> Vec<Told> {
        let name = self.name.as_ref().map(|_| Told::Name);
        let phone = self.phone.as_ref().map(|_| Told::Phone);
        [Some(Told::Skills), name, phone].into_iter().flatten().collect()
    }

    /// The copy one employer gets: no more than was agreed for it.
    #[must_use]
    pub fn only(&self, told: &[Told]) -> Self {
        Self {
            name: self.name.clone().filter(|_| told.contains(&Told::Name)),
            phone: self.phone.clone().filter(|_| told.contains(&Told::Phone)),
            ..self.clone()
        }
    }
}

/// What she says of herself, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CvForm {
    /// `yes` when an employer may know her name.
    #[serde(default)]
    pub tell_name: String,
    /// Her name as she wants it said.
    #[serde(default)]
    pub name: String,
    /// `yes` when an employer may call her.
    #[serde(default)]
    pub tell_phone: String,
    /// Her number.
    #[serde(default)]
    pub phone: String,
    /// What she can do.
    #[serde(default)]
    pub skills: String,
    /// What she did before.
    #[serde(default)]
    pub work: String,
    /// What she would like.
    #[serde(default)]
    pub wishes: String,
}

impl CvForm {
    /// The form filled with what was said before.
    #[must_use]
    pub fn of(cv: &Cv) -> Self {
        let yes = |there: bool| if there { "yes".into() } else { String::new() };
        Self {
            tell_name: yes(cv.name.is_some()),
            name: cv.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
            tell_phone: yes(cv.phone.is_some()),
            phone: cv.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
            skills: cv.skills.as_str().to_owned(),
            work: cv.work.as_ref().map(|work| work.as_str().to_owned()).unwrap_or_default(),
            wishes: cv.wishes.as_ref().map(|wishes| wishes.as_str().to_owned()).unwrap_or_default(),
        }
    }

    /// All problems at once, or what she says. `not_named` are the names that must not stand on the paper: of this product,
    /// and of whoever sent her.
    ///
    /// # Errors
    /// Each problem beside its field: a name or number that she lets nobody know is `Conflicting`, nothing of either where it
    /// was allowed is `Missing`; `LooksPersonal` for a number within the words, which would be told whatever she said;
    /// `NamesTheService` where the words say who helped her.
    pub fn check(&self, not_named: &[&str]) -> Result<Cv, Problems> {
        let mut problems = Problems::none();
        let name = problems.keep("name", Line::parse(&self.name));
        let name = problems.keep("name", told(&self.tell_name, name.flatten()));
        let phone = if self.phone.trim().is_empty() { Ok(None) } else { Phone::parse(&self.phone).map(Some) };
        let phone = problems.keep("phone", phone);
        let phone = problems.keep("phone", told(&self.tell_phone, phone.flatten()));
        let skills = problems.keep("skills", Prose::required(&self.skills));
        let work = problems.keep("work", Prose::parse(&self.work));
        let wishes = problems.keep("wishes", Prose::parse(&self.wishes));
        let not_named: Vec<_> = not_named.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect();
        for (field, words) in
            [("name", &self.name), ("skills", &self.skills), ("work", &self.work), ("wishes", &self.wishes)]
        {
            if looks_personal(words) {
                problems.add(field, Problem::LooksPersonal);
            }
            let folded = fold(words);
            if not_named.iter().any(|name| folded.contains(name.as_str())) {
                problems.add(field, Problem::NamesTheService);
            }
        }
        let cv = (|| Some(Cv { name: name?, phone: phone?, skills: skills?, work: work?, wishes: wishes? }))();
        problems.finish(cv)
    }
}

/// What is there only with her yes.
fn told<T>(tell: &str, value: Option<T>) -> Result<Option<T>, Problem> {
    match (tell == "yes", value) {
        (true, None) => Err(Problem::Missing),
        (false, Some(_)) => Err(Problem::Conflicting),
        (_, value) => Ok(value),
    }
}
