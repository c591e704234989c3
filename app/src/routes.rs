//! Every address, with the one thing it does. A route that is not here does not exist, and one that is here cannot
//! forget to ask who may (I13): the gate is put before it from this table.

use crate::fault::Fault;
use crate::pages::{
    accompaniment, account, audit, breach, card, case, consent, contact, counselling, hiv, home, my_day, referral,
};
use crate::pages::{
    agenda, brief, care_plan, case_chart, closure, club, coded_plan, commodity, cover, demand, directory, duplicate,
    emergency, erasure, incident, intake, merge, needs, note_review, recovery_sheet, referral_chart, rights, risk,
    safety_plan, scale, sealed_note, supervision, transfer, volunteer_team,
};
use crate::pages::{clinic, compartment, legal, shared_result};
use crate::pages::{job, livelihood, loan, partner_system, training};
use crate::pages::{micro_plan, promotion};
use crate::site::Site;
use crate::visit::{Member, gate};
use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, any, get, post};
use domain::access::Action;
use leptos::prelude::provide_context;

/// One address and method.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address, with `{id}` where a record is named.
    pub path: &'static str,
    /// What it does, for the role table.
    pub action: Action,
    mount: fn() -> MethodRouter<Site>,
}

macro_rules! routes {
    ($($method:ident $path:literal $action:ident $handler:path;)+) => {
        /// The table.
        pub const ROUTES: &[Route] = &[
            $(Route { method: routes!(@name $method), path: $path, action: Action::$action, mount: || $method($handler) },)+
        ];
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
}

routes! {
    get  "/"                                   Enter           home::show;
    get  "/login"                              Enter           account::log_in::show;
    post "/login"                              Enter           account::log_in::submit;
    post "/logout"                             KeepOwn         account::log_in::log_out;
    post "/language"                           Enter           account::language::submit;
    get  "/first-run/{token}"                  Enter           account::first_run::show;
    post "/first-run/{token}"                  Enter           account::first_run::submit;
    get  "/invitation/{token}"                 Enter           account::invitation::show;
    post "/invitation/{token}"                 Enter           account::invitation::submit;
    get  "/recovery"                           Enter           account::recovery::show;
    post "/recovery"                           Enter           account::recovery::submit;
    get  "/readmission/{token}"                Enter           account::readmission::show;
    post "/readmission/{token}"                Enter           account::readmission::submit;
    get  "/account"                            KeepOwn         account::own::show;
    post "/account"                            KeepOwn         account::own::submit;
    get  "/account/password"                   KeepOwn         account::password::show;
    post "/account/password"                   KeepOwn         account::password::submit;
    get  "/account/recovery-code"              KeepOwn         account::password::show_code;
    post "/account/recovery-code"              KeepOwn         account::password::submit_code;
    get  "/accounts/{account}/readmission"     ReadmitMember   account::readmission::ask;
    post "/accounts/{account}/readmission"     ReadmitMember   account::readmission::make;
    get  "/accounts/{account}/closing"         CloseAccount    account::closing::show;
    post "/accounts/{account}/closing"         CloseAccount    account::closing::submit;
    post "/team/keys"                          RotateTeamKeys  account::team::rotate;
    post "/team/lock"                          LockOrganisation account::team::lock;
    get  "/recovery-sheet"                     KeepRecoverySheet recovery_sheet::make::show;
    post "/recovery-sheet"                     KeepRecoverySheet recovery_sheet::make::submit;
    get  "/recovery-sheet/opening"             OpenRecoverySheet recovery_sheet::opening::show;
    post "/recovery-sheet/opening"             OpenRecoverySheet recovery_sheet::opening::submit;
    get  "/assignments"                        AssignCase      case::assignment::show;
    post "/assignments"                        AssignCase      case::assignment::submit;
    get  "/assignments/{account}"              AssignCase      case::reassignment::show;
    post "/assignments/{account}"              AssignCase      case::reassignment::submit;
    get  "/covers"                             GiveCover       cover::list::show;
    post "/covers"                             GiveCover       cover::list::submit;
    get  "/covers/new/{account}"               GiveCover       cover::new::show;
    post "/covers/new/{account}"               GiveCover       cover::new::submit;
    get  "/supervision"                        SeeSupervision  supervision::show::show;
    get  "/accounts"                           ManageAccounts  account::accounts::show;
    post "/accounts"                           ManageAccounts  account::accounts::submit;
    get  "/partners/new"                       ManageAccounts  account::partner::show;
    post "/partners/new"                       ManageAccounts  account::partner::submit;
    get  "/systems"                            KeepSystems     partner_system::show;
    get  "/systems/new"                        KeepSystems     partner_system::new::show;
    post "/systems/new"                        KeepSystems     partner_system::new::submit;
    get  "/systems/{account}/signal"           KeepSystems     partner_system::signal::show;
    post "/systems/{account}/signal"           KeepSystems     partner_system::signal::submit;
    get  "/systems/{account}/end"              KeepSystems     partner_system::end::show;
    post "/systems/{account}/end"              KeepSystems     partner_system::end::submit;
    get  "/team"                               AdmitMember     account::team::show;
    post "/team"                               AdmitMember     account::team::submit;
    get  "/my-day"                             SeeMyDay        my_day::show;
    get  "/my-day/calendar.ics"                SeeCaseload     agenda::download;
    get  "/my-day/calendar"                    SeeCaseload     agenda::address::show;
    post "/my-day/calendar"                    SeeCaseload     agenda::address::submit;
    post "/my-day/calendar/end"                SeeCaseload     agenda::address::end;
    get  "/calendar/{token}"                   Enter           agenda::feed::show;
    get  "/contacts"                           SeeContacts     contact::list::show;
    get  "/contacts/{contact}/case"            OpenCase        promotion::new::show;
    post "/contacts/{contact}/case"            OpenCase        promotion::new::submit;
    get  "/micro-plan"                         SeeMicroPlan    micro_plan::show;
    get  "/contacts/board"                     SeeContactBoard contact::board::show;
    get  "/contacts/new"                       LogContact      contact::new::show;
    post "/contacts/new"                       LogContact      contact::new::submit;
    get  "/accompaniments/new"                 LogContact      accompaniment::new::show;
    post "/accompaniments/new"                 LogContact      accompaniment::new::submit;
    get  "/field/log"                          Enter           contact::field::show;
    get  "/field/worker.js"                    Enter           contact::field::worker;
    get  "/field/notes.webmanifest"            Enter           contact::field::manifest;
    post "/field/contacts"                     Enter           contact::receive::submit;
    get  "/field/phone"                        LogContact      contact::phone::show;
    post "/field/phone"                        LogContact      contact::phone::submit;
    post "/team/phones/{phone}"                ShutPhone       contact::phone::shut;
    get  "/cases"                              SeeCaseload     case::list::show;
    post "/cases"                              SeeCaseload     case::list::search;
    get  "/cases/new"                          OpenCase        case::new::show;
    post "/cases/new"                          OpenCase        case::new::submit;
    get  "/cases/charts"                       SeeCaseload     case_chart::show;
    get  "/cases/{id}"                         SeeCase         merge::leads::show;
    get  "/cases/{id}/earlier"                 SeeCase         merge::earlier::show;
    post "/cases/{id}/earlier"                 CompareCases    merge::earlier::undo;
    get  "/cases/{id}/duplicates/{other}"      CompareCases    duplicate::compare::show;
    post "/cases/{id}/duplicates/{other}"      CompareCases    duplicate::compare::submit;
    get  "/duplicates"                         CompareCases    duplicate::list::show;
    get  "/cases/{id}/name"                    EditClient      case::name::show;
    post "/cases/{id}/name"                    EditClient      case::name::submit;
    get  "/cases/{id}/contact"                 EditClient      case::contact::show;
    post "/cases/{id}/contact"                 EditClient      case::contact::submit;
    get  "/cases/{id}/consents/again/{part}"   RecordConsent   consent::again::show;
    post "/cases/{id}/consents/again/{part}"   RecordConsent   consent::again::submit;
    get  "/cases/{id}/who-looked"              SeeWhoLooked    audit::who_looked::show;
    get  "/cases/{id}/brief"                   SeeCase         brief::show::show;
    get  "/cases/{id}/counselling"             SeeCase         counselling::list::show;
    get  "/cases/{id}/counselling/new"         RecordWork      counselling::new::show;
    post "/cases/{id}/counselling/new"         RecordWork      counselling::new::submit;
    get  "/cases/{id}/counselling/{session}/review" ReviewNotes note_review::new::show;
    post "/cases/{id}/counselling/{session}/review" ReviewNotes note_review::new::submit;
    get  "/cases/{id}/note-reviews"            SeeCase         note_review::show::show;
    get  "/note-reviews"                       ReviewNotes     note_review::list::show;
    post "/note-reviews"                       ReviewNotes     note_review::list::submit;
    get  "/cases/{id}/intake"                  SeeCase         intake::show::show;
    post "/cases/{id}/intake"                  RecordWork      intake::show::submit;
    get  "/cases/{id}/needs"                   SeeCase         needs::show::show;
    post "/cases/{id}/needs"                   RecordWork      needs::show::submit;
    get  "/cases/{id}/needs/words"             RecordWork      needs::words::show;
    post "/cases/{id}/needs/words"             RecordWork      needs::words::submit;
    get  "/cases/{id}/risk"                    SeeCase         risk::show::show;
    post "/cases/{id}/risk"                    RecordWork      risk::show::submit;
    get  "/cases/{id}/risk/snooze"             RecordWork      risk::snooze::show;
    post "/cases/{id}/risk/snooze"             RecordWork      risk::snooze::submit;
    get  "/cases/{id}/closure"                 SeeCase         closure::show::show;
    post "/cases/{id}/closure"                 CloseCase       closure::show::submit;
    get  "/cases/{id}/reopening"               CloseCase       closure::reopening::show;
    post "/cases/{id}/reopening"               CloseCase       closure::reopening::submit;
    get  "/cases/{id}/transfer"                OfferTransfer   transfer::offer::show;
    post "/cases/{id}/transfer"                OfferTransfer   transfer::offer::submit;
    get  "/transfers"                          TakeTransfer    transfer::list::show;
    get  "/transfers/{id}"                     TakeTransfer    transfer::show::show;
    post "/transfers/{id}"                     TakeTransfer    transfer::show::submit;
    get  "/cases/{id}/scales"                  SeeCase         scale::list::show;
    get  "/cases/{id}/scales/new"              RecordWork      scale::new::show;
    post "/cases/{id}/scales/new"              RecordWork      scale::new::submit;
    get  "/cases/{id}/scales/{scale}"          SeeCase         scale::show::show;
    get  "/cases/{id}/scales/{scale}/correction" RecordWork    scale::correction::show;
    post "/cases/{id}/scales/{scale}/correction" RecordWork    scale::correction::submit;
    get  "/cases/{id}/care-plan"               SeeCase         care_plan::show::show;
    get  "/cases/{id}/care-plan/new"           RecordWork      care_plan::change::begin;
    post "/cases/{id}/care-plan/new"           RecordWork      care_plan::change::first;
    post "/cases/{id}/care-plan/marks"         RecordWork      care_plan::mark::submit;
    get  "/cases/{id}/care-plan/{plan}"        SeeCase         care_plan::version::show;
    get  "/cases/{id}/care-plan/{plan}/outside" AskOutside     coded_plan::ask::show;
    post "/cases/{id}/care-plan/{plan}/outside" AskOutside     coded_plan::ask::submit;
    get  "/coded-plans/{id}"                   DecideOutside   coded_plan::show::show;
    post "/coded-plans/{id}"                   DecideOutside   coded_plan::show::submit;
    get  "/cases/{id}/care-plan/{plan}/change" RecordWork      care_plan::change::show;
    post "/cases/{id}/care-plan/{plan}/change" RecordWork      care_plan::change::submit;
    post "/cases/{id}/care-plan/{plan}/submission" RecordWork  care_plan::mark::hand_in;
    post "/cases/{id}/care-plan/{plan}/decision" ApprovePlan   care_plan::decision::submit;
    get  "/cases/{id}/safety-plan"             SeeCase         safety_plan::show::show;
    get  "/cases/{id}/safety-plan/new"         RecordWork      safety_plan::change::show;
    post "/cases/{id}/safety-plan/new"         RecordWork      safety_plan::change::submit;
    get  "/cases/{id}/safety-plan/paper"       SeeCase         safety_plan::paper::show;
    get  "/cases/{id}/incidents"               SeeCase         incident::list::show;
    get  "/cases/{id}/incidents/new"           RecordWork      incident::new::show;
    post "/cases/{id}/incidents/new"           RecordWork      incident::new::submit;
    get  "/cases/{id}/incidents/{incident}/correction" RecordWork incident::correction::show;
    post "/cases/{id}/incidents/{incident}/correction" RecordWork incident::correction::submit;
    get  "/cases/{id}/sealed-notes"            KeepSealedNotes sealed_note::list::show;
    get  "/cases/{id}/sealed-notes/new"        KeepSealedNotes sealed_note::new::show;
    post "/cases/{id}/sealed-notes/new"        KeepSealedNotes sealed_note::new::submit;
    get  "/cases/{id}/sealed-notes/{note}"     KeepSealedNotes sealed_note::show::show;
    get  "/cases/{id}/article-30"              SeeHiv          hiv::show::show;
    post "/cases/{id}/article-30"              RecordHiv       hiv::show::submit;
    get  "/cases/{id}/article-30/consent"      RecordConsent   hiv::consent::show;
    post "/cases/{id}/article-30/consent"      RecordConsent   hiv::consent::submit;
    post "/cases/{id}/article-30/withdrawal"   RecordConsent   hiv::consent::withdraw;
    get  "/cases/{id}/referrals/new"           Refer           referral::new::show;
    post "/cases/{id}/referrals/new"           Refer           referral::new::submit;
    get  "/cases/{id}/consents"                SeeCase         consent::ledger::show;
    get  "/cases/{id}/consents/evidence"       SeeCase         consent::evidence::show;
    get  "/cases/{id}/consents/services"       RecordConsent   consent::resumption::show;
    post "/cases/{id}/consents/services"       RecordConsent   consent::resumption::submit;
    get  "/cases/{id}/consents/{consent}/receipt"     SeeCase        consent::receipt::show;
    get  "/cases/{id}/consents/{consent}/renewal"     RecordConsent  consent::renewal::show;
    post "/cases/{id}/consents/{consent}/renewal"     RecordConsent  consent::renewal::submit;
    get  "/cases/{id}/consents/{consent}/withdrawal"  RecordConsent  consent::withdrawal::show;
    post "/cases/{id}/consents/{consent}/withdrawal"  RecordConsent  consent::withdrawal::submit;
    get  "/clubs"                              SeeClubs        club::list::show;
    get  "/clubs/new"                          KeepClubs       club::new::show;
    post "/clubs/new"                          KeepClubs       club::new::submit;
    get  "/clubs/{club}"                       SeeClubs        club::show::show;
    post "/clubs/{club}"                       KeepClubs       club::show::submit;
    get  "/clubs/{club}/edit"                  KeepClubs       club::edit::show;
    post "/clubs/{club}/edit"                  KeepClubs       club::edit::submit;
    get  "/clubs/{club}/list"                  LeadClub        club::roster::show;
    post "/clubs/{club}/list"                  LeadClub        club::roster::submit;
    get  "/clubs/{club}/members/new"           LeadClub        club::member::show_new;
    post "/clubs/{club}/members/new"           LeadClub        club::member::submit_new;
    get  "/clubs/{club}/members/{member}"      LeadClub        club::member::show;
    post "/clubs/{club}/members/{member}"      LeadClub        club::member::submit;
    get  "/clubs/{club}/members/{member}/case" TieMember       club::tie::show;
    post "/clubs/{club}/members/{member}/case" TieMember       club::tie::submit;
    get  "/cases/{id}/club"                    TieMember       club::tie::of_case;
    get  "/clubs/{club}/meetings/new"          LeadClub        club::meeting::show_new;
    post "/clubs/{club}/meetings/new"          LeadClub        club::meeting::submit_new;
    get  "/clubs/{club}/meetings/{meeting}"    LeadClub        club::meeting::show;
    post "/clubs/{club}/meetings/{meeting}"    LeadClub        club::meeting::submit;
    get  "/clubs/{club}/savings"               LeadClub        club::savings::show;
    post "/clubs/{club}/savings"               LeadClub        club::savings::submit;
    get  "/volunteers"                         KeepVolunteers  volunteer_team::list::show;
    get  "/volunteers/teams/new"               KeepVolunteers  volunteer_team::new::show;
    post "/volunteers/teams/new"               KeepVolunteers  volunteer_team::new::submit;
    get  "/volunteers/teams/{team}"            KeepVolunteers  volunteer_team::team::show;
    post "/volunteers/teams/{team}"            KeepVolunteers  volunteer_team::team::submit;
    get  "/volunteers/{volunteer}"             KeepVolunteers  volunteer_team::volunteer::show;
    post "/volunteers/{volunteer}"             KeepVolunteers  volunteer_team::volunteer::submit;
    get  "/commodities"                        KeepCommodities commodity::list::show;
    get  "/commodities/new"                    KeepCommodities commodity::new::show;
    post "/commodities/new"                    KeepCommodities commodity::new::submit;
    get  "/commodities/counts/{volunteer}"     KeepCommodities commodity::count::show;
    post "/commodities/counts/{volunteer}"     KeepCommodities commodity::count::submit;
    get  "/commodities/lines/{line}"           KeepCommodities commodity::line::show;
    post "/commodities/lines/{line}"           KeepCommodities commodity::line::submit;
    get  "/commodities/shortages"              KeepCommodities commodity::shortages::show;
    get  "/commodities/own"                    SeeOwnCommodities commodity::own::show;
    get  "/progress"                           SeeOwnProgress  volunteer_team::progress::show;
    get  "/withdrawal"                         TakeBackByCode  consent::by_code::show;
    post "/withdrawal"                         TakeBackByCode  consent::by_code::submit;
    get  "/referrals"                          SeeCaseload     referral::list::show;
    get  "/referrals/charts"                   SeeReferralCharts referral_chart::show;
    get  "/directory"                          SeeDirectory    directory::list::show;
    post "/directory"                          SeeDirectory    directory::list::search;
    get  "/directory/new"                      KeepDirectory   directory::change::blank;
    post "/directory/new"                      KeepDirectory   directory::change::add;
    get  "/directory/{listing}"                SeeDirectory    directory::show::show;
    get  "/directory/{listing}/change"         KeepDirectory   directory::change::show;
    post "/directory/{listing}/change"         KeepDirectory   directory::change::submit;
    post "/directory/{listing}/assurance"      KeepDirectory   directory::show::assure;
    post "/directory/{listing}/capacity"       KeepDirectory   directory::show::tell;
    get  "/directory/{listing}/feedback"       Refer           directory::feedback::show;
    post "/directory/{listing}/feedback"       Refer           directory::feedback::submit;
    get  "/services"                           Enter           directory::public::show;
    post "/services"                           Enter           directory::public::search;
    get  "/referrals/{id}"                     SeeCaseload     referral::show::show;
    get  "/referrals/{id}/slip"                Refer           referral::slip::show;
    post "/referrals/{id}"                     Refer           referral::show::follow;
    post "/referrals/{id}/accompaniments"      Refer           accompaniment::settle::submit;
    post "/referrals/{id}/reports"             Refer           referral::show::report;
    get  "/referrals/{id}/code"                Refer           referral::code::show;
    post "/referrals/{id}/code"                Refer           referral::code::submit;
    get  "/slip"                               Enter           referral::on_slip::show;
    post "/slip"                               Enter           referral::on_slip::submit;
    get  "/expected"                           ReceiveReferral referral::expected::show;
    post "/expected"                           ReceiveReferral referral::expected::find;
    get  "/expected/walk-in"                   ReceiveReferral referral::walk_in::show;
    post "/expected/walk-in"                   ReceiveReferral referral::walk_in::submit;
    post "/expected/{id}/walk-in"              ReceiveReferral referral::walk_in::take_over;
    get  "/expected/{id}"                      ReceiveReferral referral::answer::show;
    post "/expected/{id}"                      ReceiveReferral referral::answer::submit;
    get  "/expected/{id}/article-30"           ReceiveReferral hiv::clinic::show;
    post "/expected/{id}/article-30"           ReceiveReferral hiv::clinic::submit;
    get  "/expected/{id}/record"               KeepCompartment compartment::ask::show;
    post "/expected/{id}/record"               KeepCompartment compartment::ask::submit;
    post "/expected/{id}/record/withdrawal"    KeepCompartment compartment::ask::withdraw;
    get  "/clinic"                             KeepClinic      clinic::desk::show;
    get  "/expected/{id}/clinic"               KeepClinic      clinic::show::show;
    get  "/expected/{id}/clinic/visit"         KeepClinic      clinic::visit::show;
    post "/expected/{id}/clinic/visit"         KeepClinic      clinic::visit::submit;
    get  "/expected/{id}/clinic/test"          KeepClinic      clinic::test::show;
    post "/expected/{id}/clinic/test"          KeepClinic      clinic::test::submit;
    get  "/expected/{id}/clinic/results/{entry}" KeepClinic    clinic::share::show;
    post "/expected/{id}/clinic/results/{entry}" KeepClinic    clinic::share::submit;
    get  "/legal"                              KeepLegal       legal::desk::show;
    get  "/expected/{id}/legal"                KeepLegal       legal::show::show;
    get  "/expected/{id}/legal/matter"         KeepLegal       legal::matter::show;
    post "/expected/{id}/legal/matter"         KeepLegal       legal::matter::submit;
    get  "/expected/{id}/legal/matters/{matter}" KeepLegal     legal::stage::show;
    post "/expected/{id}/legal/matters/{matter}" KeepLegal     legal::stage::submit;
    get  "/expected/{id}/legal/paper"          KeepLegal       legal::paper::show;
    post "/expected/{id}/legal/paper"          KeepLegal       legal::paper::submit;
    get  "/eligibility"                        LookUpLegalAid  legal::eligibility::show;
    post "/eligibility"                        LookUpLegalAid  legal::eligibility::submit;
    get  "/cases/{id}/shared-results"          SeeCase         shared_result::show;
    get  "/livelihood"                         KeepLivelihood  livelihood::desk::show;
    get  "/courses"                            KeepOffers      training::courses::show;
    get  "/courses/new"                        KeepOffers      training::new::show;
    post "/courses/new"                        KeepOffers      training::new::submit;
    get  "/courses/{course}"                   KeepOffers      training::course::show;
    post "/courses/{course}"                   KeepOffers      training::course::submit;
    get  "/cohorts/{cohort}"                   KeepLivelihood  training::cohort::show;
    post "/cohorts/{cohort}"                   KeepLivelihood  training::cohort::submit;
    get  "/employers"                          KeepOffers      job::employers::show;
    post "/employers"                          KeepOffers      job::employers::submit;
    get  "/expected/{id}/training"             KeepLivelihood  training::step::show;
    post "/expected/{id}/training"             KeepLivelihood  training::step::submit;
    get  "/expected/{id}/training/certificate" KeepLivelihood  training::certificate::show;
    get  "/expected/{id}/job"                  KeepLivelihood  job::step::show;
    post "/expected/{id}/job"                  KeepLivelihood  job::step::submit;
    get  "/expected/{id}/job/interest"         KeepLivelihood  job::interest::show;
    post "/expected/{id}/job/interest"         KeepLivelihood  job::interest::submit;
    get  "/expected/{id}/job/paper"            KeepLivelihood  job::paper::show;
    post "/expected/{id}/job/paper"            KeepLivelihood  job::paper::submit;
    get  "/expected/{id}/job/copy"             KeepLivelihood  job::copy::show;
    get  "/expected/{id}/loan"                 KeepLivelihood  loan::step::show;
    post "/expected/{id}/loan"                 KeepLivelihood  loan::step::submit;
    get  "/audit"                              SeeAudit        audit::desk::show;
    post "/audit"                              SeeAudit        audit::desk::check;
    get  "/audit/checkpoints"                  SeeAudit        audit::checkpoints::show;
    get  "/audit/checkpoints.txt"              SeeAudit        audit::checkpoints::download;
    get  "/audit/checkpoints/newest"           SeeAudit        audit::checkpoints::newest;
    get  "/audit/search"                       SeeAudit        audit::search::show;
    post "/audit/search"                       SeeAudit        audit::search::search;
    get  "/breaches"                           KeepBreaches    breach::list::show;
    get  "/breaches/new"                       KeepBreaches    breach::new::show;
    post "/breaches/new"                       KeepBreaches    breach::new::submit;
    get  "/breaches/{id}"                      KeepBreaches    breach::show::show;
    post "/breaches/{id}"                      KeepBreaches    breach::show::submit;
    get  "/breaches/{id}/draft"                KeepBreaches    breach::draft::show;
    get  "/cases/{id}/card"                    GiveCard        card::give::show;
    post "/cases/{id}/card"                    GiveCard        card::give::submit;
    post "/cases/{id}/card/end"                GiveCard        card::give::end;
    get  "/card"                               Enter           card::entry::show;
    post "/card"                               Enter           card::entry::submit;
    get  "/card/own"                           SeeOwnPage      card::own::show;
    get  "/card/agreed"                        SeeOwnPage      card::agreed::show;
    get  "/card/looks"                         SeeOwnPage      card::looks::show;
    get  "/card/consents/{consent}/withdrawal" TakeBackOwn     card::withdrawal::show;
    post "/card/consents/{consent}/withdrawal" TakeBackOwn     card::withdrawal::submit;
    get  "/card/rights"                        AskOwn          card::rights::show;
    post "/card/rights"                        AskOwn          card::rights::submit;
    post "/card/end"                           SeeOwnPage      card::leave::end;
    get  "/calendar"                           Enter           card::leave::calendar;
    get  "/cases/{id}/rights"                  RecordRights    rights::of_case::show;
    get  "/cases/{id}/rights/new"              RecordRights    rights::new::show;
    post "/cases/{id}/rights/new"              RecordRights    rights::new::submit;
    get  "/cases/{id}/rights/{request}"        RecordRights    rights::case::show;
    post "/cases/{id}/rights/{request}"        RecordRights    rights::case::submit;
    get  "/rights"                             SeeRights       rights::list::show;
    get  "/rights/{id}"                        DecideErasure   rights::show::show;
    post "/rights/{id}"                        DecideErasure   rights::show::submit;
    get  "/erasures"                           DecideErasure   erasure::list::show;
    post "/erasures"                           ProposeErasure  erasure::list::submit;
    get  "/erasures/{id}"                      DecideErasure   erasure::certificate::show;
    get  "/demands"                            KeepDemands     demand::list::show;
    get  "/demands/new"                        KeepDemands     demand::new::show;
    post "/demands/new"                        KeepDemands     demand::new::submit;
    get  "/demands/{id}"                       KeepDemands     demand::show::show;
    post "/demands/{id}"                       KeepDemands     demand::show::submit;
    get  "/emergency"                          BreakGlass      emergency::ask::show;
    post "/emergency"                          BreakGlass      emergency::ask::submit;
    get  "/cases/{id}/emergency"               BreakGlass      emergency::open::show;
    get  "/cases/{id}/consents/emergency"      RecordConsent   emergency::consent::show;
    post "/cases/{id}/consents/emergency"      RecordConsent   emergency::consent::submit;
    get  "/emergencies"                        ReviewEmergencies emergency::list::show;
    get  "/emergencies/{id}"                   ReviewEmergencies emergency::show::show;
    post "/emergencies/{id}"                   ReviewEmergencies emergency::show::submit;
    post "/islands/keep-draft"                 KeepOwn         server_function;
}

/// A server function of an island: through the same gate, with who is asking in its context.
async fn server_function(member: Member, request: Request) -> impl IntoResponse {
    leptos_axum::handle_server_fns_with_context(move || provide_context(member.clone()), request).await
}

/// The router of all pages.
pub fn router(site: &Site) -> Router {
    ROUTES
        .iter()
        .fold(Router::new(), |router, route| {
            router
                .route(route.path, (route.mount)().route_layer(from_fn_with_state((site.clone(), route.action), gate)))
        })
        .with_state(site.clone())
        .fallback_service(any(nothing_here).layer(from_fn_with_state((site.clone(), Action::Enter), gate)))
}

async fn nothing_here() -> Fault {
    Fault::NotFound
}

/// The addresses of all server functions there are, to be compared with the table.
#[must_use]
pub fn server_functions() -> Vec<String> {
    leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect()
}
