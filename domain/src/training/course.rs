use crate::codes::codes;
use crate::number::{needed, whole};
use crate::problem::Problems;
use crate::text::Line;
use serde::{Deserialize, Serialize};

codes! {
    /// What is learned or worked at (domain.md 3.10).
    Trade {
        /// Sewing.
        Sewing = "sewing",
        /// Cooking.
        Cooking = "cooking",
        /// Hair and nails.
        Hair = "hair",
        /// Mixing drinks, coffee.
        Drinks = "drinks",
        /// Farming and husbandry.
        Farming = "farming",
        /// Community tourism.
        Tourism = "tourism",
        /// Selling online.
        OnlineSales = "online_sales",
        /// Office software.
        Office = "office",
        /// Care in a household.
        HomeCare = "home_care",
        /// Something else, which the name says.
        Other = "other",
    }
}

codes! {
    /// The level of a course.
    Level {
        /// Under three months.
        Short = "short",
        /// Elementary certificate.
        Elementary = "elementary",
    }
}

codes! {
    /// Who pays for a course.
    Funder {
        /// The State's budget.
        State = "state",
        /// A project or sponsor.
        Project = "project",
        /// The provider itself.
        Provider = "provider",
        /// Whoever takes part.
        Participant = "participant",
    }
}

/// A course that a provider offers. Nobody stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// What it is called.
    pub name: Line<120>,
    /// What is learned.
    pub trade: Trade,
    /// Its level.
    pub level: Level,
    /// Hours in all.
    pub hours: i64,
    /// What a participant pays, in đồng.
    pub cost: i64,
    /// Who pays the rest.
    pub funder: Funder,
    /// Whether one can live there.
    pub boarding: bool,
    /// Whether children are looked after.
    pub childcare: bool,
    /// Places in one cohort.
    pub places: i64,
}

/// A course as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CourseForm {
    /// What it is called.
    #[serde(default)]
    pub name: String,
    /// Code of [`Trade`].
    #[serde(default)]
    pub trade: String,
    /// Code of [`Level`].
    #[serde(default)]
    pub level: String,
    /// Hours in all.
    #[serde(default)]
    pub hours: String,
    /// In đồng; nothing is free of charge.
    #[serde(default)]
    pub cost: String,
    /// Code of [`Funder`].
    #[serde(default)]
    pub funder: String,
    /// `yes` when one can live there.
    #[serde(default)]
    pub boarding: String,
    /// `yes` when children are looked after.
    #[serde(default)]
    pub childcare: String,
    /// Places.
    #[serde(default)]
    pub places: String,
}

impl CourseForm {
    /// All problems at once, or the course.
    ///
    /// # Errors
    /// Each problem beside its field; `LooksPersonal` for a name in which somebody's number stands.
    pub fn check(&self) -> Result<Course, Problems> {
        let mut problems = Problems::none();
        let name = problems.keep("name", Line::impersonal_required(&self.name));
        let trade = problems.keep("trade", Trade::from_code(&self.trade));
        let level = problems.keep("level", Level::from_code(&self.level));
        let hours = problems.keep("hours", needed(&self.hours, 1, 2_000));
        let cost = problems.keep("cost", whole(&self.cost, 0, 100_000_000));
        let funder = problems.keep("funder", Funder::from_code(&self.funder));
        let places = problems.keep("places", needed(&self.places, 1, 500));
        let course = (|| {
            Some(Course {
                name: name?,
                trade: trade?,
                level: level?,
                hours: hours?,
                cost: cost?.unwrap_or_default(),
                funder: funder?,
                boarding: self.boarding == "yes",
                childcare: self.childcare == "yes",
                places: places?,
            })
        })();
        problems.finish(course)
    }
}
