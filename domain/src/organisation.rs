//! Who offers services. The list of kinds is closed: no police, border guard, customs, procuracy or
//! court can be an organisation with users (product.md, "Two zones").

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
    /// The kinds that receive referrals.
    pub const PARTNERS: &'static [Self] = &[Self::Clinic, Self::LegalAid, Self::Livelihood];
}

/// A partner organisation as typed by the administrator.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PartnerForm {
    /// Code of [`OrganisationKind`], one of [`OrganisationKind::PARTNERS`].
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
    /// What it offers; at least one.
    pub services: Vec<Service>,
}

impl PartnerForm {
    /// All problems at once, or the partner.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Partner, Problems> {
        let mut problems = Problems::none();
        let kind = problems.keep(
            "kind",
            OrganisationKind::from_code(&self.kind).and_then(|kind| {
                if OrganisationKind::PARTNERS.contains(&kind) { Ok(kind) } else { Err(Problem::NotAChoice) }
            }),
        );
        let name = problems.keep("name", Line::required(&self.name));
        let address = problems.keep("address", Line::required(&self.address));
        let services = problems.keep(
            "services",
            Service::from_codes(&self.services)
                .and_then(|chosen| if chosen.is_empty() { Err(Problem::Missing) } else { Ok(chosen) }),
        );
        let partner = (|| Some(Partner { kind: kind?, name: name?, address: address?, services: services? }))();
        problems.finish(partner)
    }
}
