//! The words of every closed list of `domain`.

use super::i18n::Locale;
use super::say;
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::breach::{BreachKind, Consequence, DataCategory, Measure};
use domain::card::CardReach;
use domain::case::{NotGiven, Step};
use domain::case_chart::When;
use domain::client::Channel;
use domain::consent::{ConsentAnswer, EvidenceMethod, Giver, Ground, Purpose, ReadOutLanguage, Segment, Standing};
use domain::contact::{PlaceType, Sex, Whom};
use domain::counselling::{Attendance, CounsellingKind, Issue, ServiceGiven, Setting};
use domain::demand::{Answer, Body, ClientTold, StatedGround};
use domain::duplicate::Sign;
use domain::emergency::{Danger, Finding};
use domain::erasure::{Erased, Ground as ErasureGround, Told};
use domain::hiv::{HivStatus, Letter, Suppressed};
use domain::merge::Hindrance;
use domain::note_review::Finding as NoteFinding;
use domain::organisation::OrganisationKind;
use domain::recovery_sheet::End as SheetEnd;
use domain::referral::{PacketField, Service, ServiceDelivered, SpecialNeed, Urgency};
use domain::rights::{ExtensionReason, Refusal, Right, RightState, Via};
use domain::scale::{Band, Instrument};
use domain::supervision::Age;

/// A choice that can be said aloud.
pub trait Spoken: Copy + Sized + PartialEq + 'static {
    /// Every choice, in the order they are offered.
    fn all() -> &'static [Self];
    /// Its code, as posted.
    fn posted(self) -> &'static str;
    /// Its words.
    fn said(self, l: Locale) -> &'static str;
}

macro_rules! spoken {
    ($type:ident, $group:ident { $($choice:ident => $key:ident,)+ }) => {
        impl Spoken for $type {
            fn all() -> &'static [Self] { Self::ALL }
            fn posted(self) -> &'static str { self.code() }
            fn said(self, l: Locale) -> &'static str {
                match self { $(Self::$choice => say!(l, choice.$group.$key),)+ }
            }
        }
    };
}

pub(super) use spoken;

spoken!(Role, role {
    Administrator => administrator,
    Supervisor => supervisor,
    SocialWorker => social_worker,
    PeerVolunteer => peer_volunteer,
    ClinicStaff => clinic_staff,
    LegalStaff => legal_staff,
    LivelihoodStaff => livelihood_staff,
    Facilitator => facilitator,
    DataProtectionOfficer => data_protection_officer,
    System => system,
    Client => client,
});
spoken!(OrganisationKind, organisation_kind {
    SocialWork => social_work,
    Clinic => clinic,
    LegalAid => legal_aid,
    Livelihood => livelihood,
});
spoken!(SheetEnd, sheet_end {
    Used => used,
    Replaced => replaced,
    Shut => shut,
});
spoken!(Segment, segment {
    Label => label,
    Identity => identity,
    Contact => contact,
    Casework => casework,
    Health => health,
    Hiv => hiv,
    Legal => legal,
    Livelihood => livelihood,
    Group => group,
    Packet => packet,
    SealedNote => sealed_note,
    SharedResult => shared_result,
});
spoken!(Purpose, purpose {
    Services => services,
    Processing => processing,
    Referral => referral,
    Emergency => emergency,
    Hiv => hiv,
    Compartment => compartment,
    SharedResult => shared_result,
    Transfer => transfer,
    CodedPlan => coded_plan,
});
spoken!(EvidenceMethod, method {
    Signature => signature,
    Thumbprint => thumbprint,
    RecordedCall => recorded_call,
    OnScreen => on_screen,
});
spoken!(ReadOutLanguage, language {
    Vietnamese => vietnamese,
    Thai => thai,
    Hmong => hmong,
    Muong => muong,
    Other => other,
});
spoken!(ConsentAnswer, answer {
    Yes => yes,
    NotNow => not_now,
});
spoken!(Giver, giver {
    Herself => herself,
    Representative => representative,
});
spoken!(Ground, ground {
    Under18 => under_18,
    Court => court,
});
spoken!(Standing, standing {
    Live => live,
    NotYet => not_yet,
    Over => over,
    Withdrawn => withdrawn,
    Replaced => replaced,
    Moved => moved,
    Declined => declined,
});
spoken!(Channel, channel {
    Call => call,
    Message => message,
    NeverFirst => never_first,
});
spoken!(Step, step {
    Session => session,
    FollowUp => follow_up,
    PlanReview => plan_review,
});
spoken!(NotGiven, not_given {
    NoKey => no_key,
    NotServed => not_served,
    NotHers => not_hers,
    Covered => covered,
});
spoken!(NoteFinding, note_finding {
    Good => good,
    Complete => complete,
    Talk => talk,
});
spoken!(Age, overdue_age {
    Days => days,
    Week => week,
    Fortnight => fortnight,
    Month => month,
});
spoken!(CounsellingKind, counselling_kind {
    RiskReduction => risk_reduction,
    Psychological => psychological,
    Crisis => crisis,
    AroundATest => around_a_test,
    Legal => legal,
    Work => work,
    Family => family,
});
spoken!(Setting, setting {
    Individual => individual,
    Couple => couple,
    Family => family,
    Group => group,
});
spoken!(Attendance, attendance {
    Came => came,
    DidNotCome => did_not_come,
    CalledOff => called_off,
});
spoken!(Issue, issue {
    Health => health,
    Mind => mind,
    Safety => safety,
    LawAndPapers => law_and_papers,
    Livelihood => livelihood,
    Housing => housing,
    Family => family,
    Substances => substances,
});
spoken!(ServiceGiven, service_given {
    Information => information,
    EmotionalSupport => emotional_support,
    Accompaniment => accompaniment,
    Commodities => commodities,
    HelpWithPapers => help_with_papers,
    UrgentHelp => urgent_help,
});
spoken!(Instrument, instrument {
    Phq => phq,
    Gad => gad,
    AuditC => audit_c,
});
spoken!(Band, band {
    Minimal => minimal,
    Mild => mild,
    Moderate => moderate,
    ModeratelySevere => moderately_severe,
    Severe => severe,
    Below => below,
    Reached => reached,
});
spoken!(Service, service {
    StiScreening => sti_screening,
    CheckUp => check_up,
    ReproductiveHealth => reproductive_health,
    MentalHealth => mental_health,
    TestingAndPrevention => testing_and_prevention,
    LegalAdvice => legal_advice,
    Papers => papers,
    VocationalTraining => vocational_training,
    JobPlacement => job_placement,
    Loan => loan,
});
spoken!(Urgency, urgency {
    Today => today,
    Week => week,
    Month => month,
});
spoken!(SpecialNeed, special_need {
    Accompanied => accompanied,
    WomanProvider => woman_provider,
    Interpreter => interpreter,
    WithChild => with_child,
    StepFree => step_free,
    Afternoon => afternoon,
});
spoken!(PacketField, packet_field {
    Code => code,
    Service => service,
    Urgency => urgency,
    Needs => needs,
    Alias => alias,
    Phone => phone,
});
spoken!(ServiceDelivered, service_delivered {
    Examined => examined,
    Advised => advised,
    Tested => tested,
    Treated => treated,
    Booked => booked,
});
spoken!(PlaceType, place {
    Street => street,
    Venue => venue,
    Lodging => lodging,
    Home => home,
    Online => online,
    Office => office,
});
spoken!(Whom, whom {
    Anonymous => anonymous,
    Known => known,
    Group => group,
});
spoken!(Sex, sex {
    Female => female,
    Male => male,
    Other => other,
});
spoken!(Deed, deed {
    Listed => listed,
    Opened => opened,
    PacketOpened => packet_opened,
    Recorded => recorded,
    PlanSubmitted => plan_submitted,
    PlanDecided => plan_decided,
    CaseOpened => case_opened,
    CaseClosed => case_closed,
    CaseReopened => case_reopened,
    ConsentRecorded => consent_recorded,
    ConsentWithdrawn => consent_withdrawn,
    WithdrawalByCode => withdrawal_by_code,
    ReferralMoved => referral_moved,
    SlipGiven => slip_given,
    ContactKept => contact_kept,
    AccompanimentTold => accompaniment_told,
    ContactsTakenOver => contacts_taken_over,
    PhoneEnrolled => phone_enrolled,
    PartnerAdded => partner_added,
    PhoneShut => phone_shut,
    WhoLookedRead => who_looked_read,
    AuditRead => audit_read,
    AuditChecked => audit_checked,
    OfferRecorded => offer_recorded,
    BreachRecorded => breach_recorded,
    Refused => refused,
    LoggedIn => logged_in,
    MemberAdmitted => member_admitted,
    SetUp => set_up,
    CardGiven => card_given,
    CardEnded => card_ended,
    OwnPageOpened => own_page_opened,
    RightAsked => right_asked,
    RightMoved => right_moved,
    CaseErased => case_erased,
    ExpiredSwept => expired_swept,
    DemandKept => demand_kept,
    DemandRead => demand_read,
    AccountRecovered => account_recovered,
    PasswordChanged => password_changed,
    RecoveryCodeMade => recovery_code_made,
    SessionsEnded => sessions_ended,
    ReadmissionMade => readmission_made,
    ReadmissionAccepted => readmission_accepted,
    AccountClosed => account_closed,
    CaseAssigned => case_assigned,
    CoverGiven => cover_given,
    CoverEnded => cover_ended,
    NotesDrawn => notes_drawn,
    CasesToldApart => cases_told_apart,
    CasesMerged => cases_merged,
    MergeUndone => merge_undone,
    ListingChanged => listing_changed,
    TeamKeysRotated => team_keys_rotated,
    GlassBroken => glass_broken,
    GlassReviewed => glass_reviewed,
    GlassRead => glass_read,
    RecoverySheetMade => recovery_sheet_made,
    RecoverySheetShut => recovery_sheet_shut,
    RecoverySheetOpened => recovery_sheet_opened,
    ClubKept => club_kept,
    ClubListBegun => club_list_begun,
    ClubKeyGiven => club_key_given,
    VolunteersKept => volunteers_kept,
    CommoditiesMoved => commodities_moved,
    BackupRestored => backup_restored,
    TransferOffered => transfer_offered,
    TransferEnded => transfer_ended,
    CaseTransferred => case_transferred,
    PlanSentOutside => plan_sent_outside,
    PlanCalledBack => plan_called_back,
    SystemMade => system_made,
    SystemShut => system_shut,
    CalendarMade => calendar_made,
    CalendarShut => calendar_shut,
    SignalSet => signal_set,
    SignalEnded => signal_ended,
});
spoken!(Sign, sign {
    SameCode => same_code,
    SamePhoneTail => same_phone_tail,
    SameName => same_name,
    LettersSwapped => letters_swapped,
    NamesAlike => names_alike,
    NameIsAlias => name_is_alias,
    SameAlias => same_alias,
    AliasesAlike => aliases_alike,
    SameYear => same_year,
    SameCommune => same_commune,
    NamesDiffer => names_differ,
    PhonesDiffer => phones_differ,
    YearsDiffer => years_differ,
});
spoken!(Hindrance, hindrance {
    Carried => carried,
    Carries => carries,
    Closed => closed,
});
spoken!(When, when {
    LongOverdue => long_overdue,
    Overdue => overdue,
    Today => today,
    ThisWeek => this_week,
    Later => later,
    Nothing => nothing,
});
spoken!(Reason, reason {
    Support => support,
    Cover => cover,
    Supervision => supervision,
    Referral => referral,
    ClientRequest => client_request,
    Oversight => oversight,
    Emergency => emergency,
    Operations => operations,
});
spoken!(Basis, basis {
    Consent => consent,
    WrittenRequest => written_request,
    Emergency => emergency,
    Anonymous => anonymous,
    None => nothing,
    SelfAccess => self_access,
    Right => right,
    HivWritten => hiv_written,
    HivCounsels => hiv_counsels,
    HivTreats => hiv_treats,
});
spoken!(CardReach, card_reach {
    Nothing => nothing,
    Appointments => appointments,
    Agreed => agreed,
});
spoken!(BreachKind, breach_kind {
    Seen => seen,
    WrongReceiver => wrong_receiver,
    LostOrTaken => lost_or_taken,
    AccountMisused => account_misused,
    ServerEntered => server_entered,
    ChangedOrLost => changed_or_lost,
    Published => published,
    WrongPurpose => wrong_purpose,
    RightDenied => right_denied,
});
spoken!(DataCategory, data_category {
    Identity => identity,
    Contact => contact,
    PrivateLife => private_life,
    Health => health,
    Legal => legal,
    Livelihood => livelihood,
    BeingServed => being_served,
    Staff => staff,
});
spoken!(Consequence, consequence {
    Disclosure => disclosure,
    Dignity => dignity,
    Safety => safety,
    Extortion => extortion,
    Livelihood => livelihood,
    NoneKnown => none_known,
});
spoken!(Measure, measure {
    SessionsEnded => sessions_ended,
    AccountClosed => account_closed,
    KeysChanged => keys_changed,
    DeletionAsked => deletion_asked,
    PersonsTold => persons_told,
    HelpOffered => help_offered,
    TracesKept => traces_kept,
    AuditChecked => audit_checked,
    WorkChanged => work_changed,
});
spoken!(Right, right {
    See => see,
    Copy => copy,
    Correct => correct,
    Erase => erase,
    Restrict => restrict,
    Object => object,
});
spoken!(Via, via {
    InPerson => in_person,
    Paper => paper,
    OwnPage => own_page,
    RetentionEnd => retention_end,
});
spoken!(RightState, right_state {
    Received => received,
    Answered => answered,
    InProgress => in_progress,
    Done => done,
    Refused => refused,
});
spoken!(Refusal, refusal {
    NotCertainWho => not_certain_who,
    LawKeeps => law_keeps,
    TellsOfAnother => tells_of_another,
    TakenBack => taken_back,
    CaseIsShut => case_is_shut,
});
spoken!(ExtensionReason, extension {
    Complex => complex,
    OthersMustAct => others_must_act,
    OnPaper => on_paper,
});
spoken!(ErasureGround, erasure_ground {
    ClientRequest => client_request,
    RetentionEnd => retention_end,
});
spoken!(Told, told {
    InPerson => in_person,
    SafeContact => safe_contact,
    OwnPage => own_page,
    NotReachable => not_reachable,
});
spoken!(Erased, erased {
    Personal => personal,
    Counsellings => counsellings,
    Scales => scales,
    Work => work,
    Plans => plans,
    Referrals => referrals,
    Consents => consents,
    Requests => requests,
    Drafts => drafts,
    Contacts => contacts,
    Emergencies => emergencies,
    Assignments => assignments,
    Keys => keys,
    Case => case,
});
spoken!(Body, body {
    Police => police,
    Procuracy => procuracy,
    Court => court,
    Inspectorate => inspectorate,
    Committee => committee,
    OtherState => other_state,
    NotState => not_state,
});
spoken!(StatedGround, stated_ground {
    UrgentLife => urgent_life,
    Security => security,
    StateDuty => state_duty,
    MedicalRecords => medical_records,
    Order => order,
    NoneStated => none_stated,
});
spoken!(Answer, demand_answer {
    GiveSmallest => give_smallest,
    GiveNothing => give_nothing,
});
spoken!(ClientTold, client_told {
    Told => told,
    Forbidden => forbidden,
    NobodyConcerned => nobody_concerned,
});
spoken!(Danger, danger {
    Suicide => suicide,
    Violence => violence,
    Medical => medical,
    Child => child,
    Missing => missing,
});
spoken!(Finding, finding {
    Justified => justified,
    NotJustified => not_justified,
});
spoken!(Letter, letter {
    Written => written,
    Counsels => counsels,
    Treats => treats,
});
spoken!(HivStatus, hiv_status {
    LivesWith => lives_with,
    Negative => negative,
    NotKnown => not_known,
});
spoken!(Suppressed, suppressed {
    Yes => yes,
    No => no,
    NotKnown => not_known,
});
