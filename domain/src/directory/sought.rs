use crate::needs::NeedDomain;
use crate::problem::Problem;
use crate::referral::Service;

/// What is looked for: what helps with a need, or one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Whatever helps with it.
    Need(NeedDomain),
    /// This.
    Service(Service),
}

const NEED: &str = "need.";
const SERVICE: &str = "service.";

impl Sought {
    /// As posted: `need.mind`, `service.papers`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Need(need) => format!("{NEED}{}", need.code()),
            Self::Service(service) => format!("{SERVICE}{}", service.code()),
        }
    }

    /// What was posted.
    ///
    /// # Errors
    /// `Missing` for nothing, `NotAChoice` for what is not offered.
    pub fn from_code(code: &str) -> Result<Self, Problem> {
        if code.is_empty() {
            return Err(Problem::Missing);
        }
        match (code.strip_prefix(NEED), code.strip_prefix(SERVICE)) {
            (Some(need), _) => NeedDomain::from_code(need).map(Self::Need),
            (_, Some(service)) => Service::from_code(service).map(Self::Service),
            _ => Err(Problem::NotAChoice),
        }
        .map_err(|_| Problem::NotAChoice)
    }

    /// The services that help, the nearest to the need first.
    #[must_use]
    pub fn services(self) -> Vec<Service> {
        use Service::{
            CheckUp, JobPlacement, LegalAdvice, Loan, MentalHealth, Papers, ReproductiveHealth, StiScreening,
            TestingAndPrevention, VocationalTraining,
        };
        match self {
            Self::Service(service) => vec![service],
            Self::Need(need) => match need {
                NeedDomain::SexualHealth => vec![StiScreening, TestingAndPrevention, ReproductiveHealth],
                NeedDomain::Mind => vec![MentalHealth],
                NeedDomain::Safety => vec![LegalAdvice, CheckUp, MentalHealth],
                NeedDomain::Law => vec![LegalAdvice, Papers],
                NeedDomain::GeneralHealth => vec![CheckUp, ReproductiveHealth],
                NeedDomain::Housing => vec![Papers, JobPlacement, Loan],
                NeedDomain::Work => vec![JobPlacement, VocationalTraining, Loan],
                NeedDomain::Family => vec![LegalAdvice, ReproductiveHealth, MentalHealth, Papers],
            },
        }
    }
}
