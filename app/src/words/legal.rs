//! The words of the closed lists of legal aid.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::legal::{Disclosure, Ground, LegalStage, MatterType, Outcome, PaperKind, Where};

spoken!(LegalStage, legal_stage {
    Advised => advised,
    Asked => asked,
    Incomplete => incomplete,
    TakenOn => taken_on,
    NotTakenOn => not_taken_on,
    Assigned => assigned,
    UnderWay => under_way,
    Ended => ended,
    Stopped => stopped,
    PassedOn => passed_on,
});
spoken!(Outcome, legal_outcome {
    Success => success,
    Partly => partly,
    No => no,
});
spoken!(MatterType, matter_type {
    IdentityPapers => identity_papers,
    Residence => residence,
    ChildBirth => child_birth,
    Family => family,
    DomesticViolence => domestic_violence,
    Labour => labour,
    Debt => debt,
    AbuseOrTrafficking => abuse_or_trafficking,
    Administrative => administrative,
    Insurance => insurance,
    Other => other,
});
spoken!(PaperKind, paper_kind {
    IdentityCard => identity_card,
    BirthCertificate => birth_certificate,
    Residence => residence,
    HealthInsurance => health_insurance,
    ElectronicIdentity => electronic_identity,
    Other => other,
});
spoken!(Where, paper_place {
    Commune => commune,
    ServiceCentre => service_centre,
    SocialInsurance => social_insurance,
    Online => online,
    Elsewhere => elsewhere,
});
spoken!(Ground, legal_ground {
    Merit => merit,
    PoorHousehold => poor_household,
    Child => child,
    EthnicMinority => ethnic_minority,
    AccusedYoung => accused_young,
    AccusedNearPoor => accused_near_poor,
    MartyrFamily => martyr_family,
    AgentOrange => agent_orange,
    Elderly => elderly,
    Disability => disability,
    VictimYoung => victim_young,
    DomesticViolence => domestic_violence,
    Trafficked => trafficked,
    Hiv => hiv,
});
spoken!(Disclosure, disclosure {
    Hiv => hiv,
    Violence => violence,
    Trafficking => trafficking,
    Accused => accused,
});
