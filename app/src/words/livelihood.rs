//! The words of the closed lists of training, jobs and loans.

use super::choices::{Spoken, spoken};
use super::i18n::Locale;
use super::say;
use domain::job::{Contract, EndReason, Hours, Stage as JobStage, Told as ToldEmployer, WageBand, Where};
use domain::loan::{Programme, Stage as LoanStage, WhyTargeted};
use domain::training::{DropReason, Funder, Level, Presence, Stage as TrainingStage, Trade, Weekday};

spoken!(Trade, trade {
    Sewing => sewing,
    Cooking => cooking,
    Hair => hair,
    Drinks => drinks,
    Farming => farming,
    Tourism => tourism,
    OnlineSales => online_sales,
    Office => office,
    HomeCare => home_care,
    Other => other,
});
spoken!(Level, course_level {
    Short => short,
    Elementary => elementary,
});
spoken!(Funder, funder {
    State => state,
    Project => project,
    Provider => provider,
    Participant => participant,
});
spoken!(Weekday, course_day {
    Monday => mon,
    Tuesday => tue,
    Wednesday => wed,
    Thursday => thu,
    Friday => fri,
    Saturday => sat,
    Sunday => sun,
});
spoken!(TrainingStage, training_stage {
    Need => need,
    Guidance => guidance,
    Enrolled => enrolled,
    Approved => approved,
    Started => started,
    Attending => attending,
    Completed => completed,
    DroppedOut => dropped_out,
    LinkedToJob => linked_to_job,
});
spoken!(DropReason, drop_reason {
    FoundWork => found_work,
    Family => family,
    Health => health,
    Distance => distance,
    Money => money,
    Hours => hours,
    NotHers => not_hers,
    Treatment => treatment,
    Moved => moved,
    NotSaid => not_said,
});
spoken!(Presence, presence {
    Present => present,
    Excused => excused,
    Absent => absent,
});
spoken!(Hours, work_hours {
    Day => day,
    Half => half,
    Evening => evening,
    Weekend => weekend,
});
spoken!(Where, work_where {
    Near => near,
    Home => home,
    Away => away,
});
spoken!(ToldEmployer, told_employer {
    Skills => skills,
    Name => name,
    Phone => phone,
});
spoken!(JobStage, job_stage {
    Registered => registered,
    Introduced => introduced,
    Interview => interview,
    Started => started,
    StillOne => still_1,
    StillThree => still_3,
    StillSix => still_6,
    Ended => ended,
});
spoken!(Contract, contract {
    Indefinite => indefinite,
    FixedTerm => fixed_term,
    Seasonal => seasonal,
    Spoken => spoken,
    OwnAccount => own_account,
});
spoken!(WageBand, wage_band {
    Under3 => under_3,
    From3To5 => from_3_to_5,
    From5To8 => from_5_to_8,
    Over8 => over_8,
    NotSaid => not_said,
});
spoken!(EndReason, job_end {
    Better => better,
    Employer => employer,
    Pay => pay,
    Treatment => treatment,
    Family => family,
    Health => health,
    Distance => distance,
    Training => training,
    NotSaid => not_said,
});
spoken!(Programme, loan_programme {
    Poor => poor,
    NearPoor => near_poor,
    Employment => employment,
    WomenStartUp => women_start_up,
    Decision29 => decision_29,
});
spoken!(WhyTargeted, why_targeted {
    NotEligible => not_eligible,
    NoFunds => no_funds,
    Refused => refused,
    HerChoice => her_choice,
});
spoken!(LoanStage, loan_stage {
    Advice => advice,
    File => file,
    Appraisal => appraisal,
    Disbursed => disbursed,
    Repaying => repaying,
    Settled => settled,
    Overdue => overdue,
    Stopped => stopped,
});
