//! Who offers services. The list of kinds is closed: no police, border guard, customs, procuracy or
//! court can be an organisation with users (I12).

use crate::codes::codes;
use crate::problem::{Problem, Problems};
use crate::referral::Service;
use crate::text::Line;
use serde::{Deserialize, Serialize};

codes! {
    /// What kind of organisation it is (HSDS `organization`, closed list).
    OrganisationKind {
        /// A social-work centre or community organisation that holds cases.
        SocialWork = "social_work",
        /// A clinic or health station that receives referrals.
        Clinic = "clinic",
        /// Legal aid, the state's or a lawyer partner's.
        LegalAid = "legal_aid",
        /// Vocational training, job placement, loans.
        Livelihood = "livelihood",
    }
}

impl OrganisationKind {
    /// The kinds an administrator adds. All but a social-work organisation receive referrals, and offer something for it.
    pub const ADDED: &'static [Self] = &[Self::Clinic, Self::LegalAid, Self::Livelihood, Self::SocialWork];

    /// The kinds that receive referrals.
    pub const PARTNERS: &'static [Self] = &[Self::Clinic, Self::LegalAid, Self::Livelihood];
}

/// A partner organisation as typed by the administrator.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PartnerForm {
    /// Code of [`OrganisationKind`], one of [`OrganisationKind::ADDED`].
    #[serde(default)]
    pub kind: String,
    /// Its name as people know it.
    #[serde(default)]
    pub name: String,
    /// Street address and hours, as printed on a slip.
    #[serde(default)]
    pub address: String,
    /// Codes of [`Service`].
    #[serde(default)]
    pub services: Vec<String>,
}

/// A partner organisation, checked.
#[derive(Clone)]
pub struct Partner {
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: Line<120>,
    /// Address and hours.
    pub address: Line<200>,
    /// What it offers: at least one, but for who keeps cases.
    pub services: Vec<Service>,
}

impl PartnerForm {
    /// All problems at once, or the partner.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Partner, Problems> {
        let mut problems = Problems::none();
        let kind = problems.keep("kind", OrganisationKind::from_offered(&self.kind, OrganisationKind::ADDED));
        let name = problems.keep("name", Line::required(&self.name));
        let address = problems.keep("address", Line::required(&self.address));
        let receives = kind.is_none_or(|kind| OrganisationKind::PARTNERS.contains(&kind));
        let services = problems.keep(
            "services",
            Service::from_codes(&self.services)
                .and_then(|chosen| if chosen.is_empty() && receives { Err(Problem::Missing) } else { Ok(chosen) }),
        );
        let partner = (|| Some(Partner { kind: kind?, name: name?, address: address?, services: services? }))();
        problems.finish(partner)
    }
}

#[cfg(test)]
mod tests {
    use super::PartnerForm;
    use crate::problem::Problem;

    #[test]
    fn who_receives_offers_something_and_who_keeps_cases_need_not() {
        let form = |kind: &str| PartnerForm {
            kind: kind.into(),
            name: "Nhóm Ban Mai".into(),
            address: "Mộc Châu".into(),
            services: Vec::new(),
        };
        let problems = form("clinic").check().err().expect("a clinic offers something");
        assert_eq!(problems.of("services"), Some(Problem::Missing));
        assert!(form("social_work").check().is_ok());
        assert!(form("police").check().is_err());
    }
}
