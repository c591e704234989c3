//! The words of the closed lists of a clinic.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::clinic::{Method, PartnersTold, Syndrome, TestCode, TestResult, Vaccine};

spoken!(TestCode, test_code {
    SyphilisRapid => syphilis_rapid,
    SyphilisRpr => syphilis_rpr,
    Gonorrhoea => gonorrhoea,
    Chlamydia => chlamydia,
    Trichomonas => trichomonas,
    HepatitisB => hepatitis_b,
    HepatitisC => hepatitis_c,
    Hpv => hpv,
    Cervical => cervical,
    Pregnancy => pregnancy,
});
spoken!(Method, test_method {
    Rapid => rapid,
    Laboratory => laboratory,
    Naat => naat,
    Microscopy => microscopy,
    Visual => visual,
});
spoken!(TestResult, test_result {
    Negative => negative,
    Positive => positive,
    Indeterminate => indeterminate,
    Invalid => invalid,
    NotDone => not_done,
});
spoken!(Syndrome, syndrome {
    UrethralDischarge => urethral_discharge,
    VaginalDischarge => vaginal_discharge,
    AbdominalPain => abdominal_pain,
    GenitalUlcer => genital_ulcer,
    AnorectalDischarge => anorectal_discharge,
});
spoken!(PartnersTold, partners_told {
    Herself => herself,
    Clinic => clinic,
    Later => later,
    Declined => declined,
    NotNeeded => not_needed,
});
spoken!(Vaccine, vaccine {
    HepatitisB => hepatitis_b,
    Hpv => hpv,
    Tetanus => tetanus,
});
