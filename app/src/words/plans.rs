//! The words of the closed lists of plans and incidents.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::care_plan::{Change, Decision, Doer, StepState};
use domain::incident::{IncidentKind, IncidentPlace, Relation, Told as IncidentTold, Wish};
use domain::safety_plan::SafetyPart;

spoken!(Change, plan_change {
    Added => added,
    Changed => changed,
    Kept => kept,
    Removed => removed,
});
spoken!(Decision, plan_decision {
    Approved => approved,
    SentBack => sent_back,
});
spoken!(Doer, doer {
    Client => client,
    Worker => worker,
    Partner => partner,
});
spoken!(StepState, step_state {
    Open => open,
    Done => done,
    LeftOut => left_out,
});
spoken!(IncidentKind, incident_kind {
    Physical => physical,
    Sexual => sexual,
    Emotional => emotional,
    Economic => economic,
    Trafficking => trafficking,
    Misconduct => misconduct,
    Discrimination => discrimination,
    DataBreach => data_breach,
});
spoken!(IncidentPlace, incident_place {
    Home => home,
    Work => work,
    Outside => outside,
    Service => service,
    Online => online,
    NotSaid => not_said,
});
spoken!(Relation, relation {
    Partner => partner,
    Family => family,
    Known => known,
    Employer => employer,
    Official => official,
    Stranger => stranger,
});
spoken!(IncidentTold, incident_told {
    Supervisor => supervisor,
    Health => health,
    Shelter => shelter,
    LegalAid => legal_aid,
    ChildProtection => child_protection,
    Authority => authority,
    Trusted => trusted,
});
spoken!(Wish, wish {
    Medical => medical,
    Shelter => shelter,
    Legal => legal,
    Report => report,
    OnlyNoted => only_noted,
});
spoken!(SafetyPart, safety_part {
    Worry => worry,
    Signs => signs,
    Helps => helps,
    People => people,
    Places => places,
    Numbers => numbers,
    Surroundings => surroundings,
    Ready => ready,
    Children => children,
    Afterwards => afterwards,
});
