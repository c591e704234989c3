//! The life of accounts and of their keys, told on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::clubs::{club_form, team_form};
use crate::support::livelihood::course_form;
use crate::support::{PASSWORD, World, join, listing, listing_form, log_in, worlds};
use chrono::TimeDelta;
use domain::access::Action;
use domain::account::{NewPassword, NewPasswordForm, Role};
use domain::audit::{Deed, Reason};
use domain::consent::{Purpose, Segment};
use domain::id::{AccountId, CaseId, SubmissionId};
use domain::job::EmployerForm;
use domain::referral::{ServiceDelivered, WalkIn};
use domain::volunteer_team::{Month, PledgeForm, months};
use vault::account::Closing;
use vault::case::{Found, Listed};
use vault::{Actor, segment};

const NEW: &str = "mot mat khau khac";
const ALL: &[Segment] = &[Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];

fn new_password() -> NewPassword {
    let form = NewPasswordForm { password: NEW.into(), password_again: NEW.into() };
    form.check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn log_in_anew(world: &World, username: &str) -> Actor {
    let token = world.vault.log_in(username, Some(NEW)).await.unwrap().expect("the new password");
    world.vault.session(&token).await.unwrap().expect("a live session")
}

async fn caseload(world: &World, actor: &Actor) -> Vec<CaseId> {
    let everything = |rows: Vec<Listed>| Found { total: rows.len(), rows };
    let found = world.vault.list_cases(actor, Reason::Support, everything).await.unwrap();
    let mut cases: Vec<_> = found.map(|found| found.rows.into_iter().map(|row| row.case).collect()).unwrap_or_default();
    cases.sort_unstable();
    cases
}

async fn withdraw(world: &World, case: CaseId, purpose: Purpose) {
    let mut ring = world.vault.open_case(&world.worker, case, ALL, Reason::ClientRequest).await.unwrap().unwrap();
    let consents = world.vault.consents(&ring.take::<segment::Casework>().unwrap()).await.unwrap();
    let consent = consents.iter().find(|entry| entry.purpose == purpose).unwrap().id;
    world.vault.withdraw(&world.worker, &ring, consent).await.unwrap().unwrap();
}

#[tokio::test]
async fn the_printed_code_opens_the_account_once() {
    for world in worlds("recovery").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let code = vault.new_recovery_code(&world.worker, Some(PASSWORD)).await.unwrap().unwrap();
        let token = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();

        // An unknown name, a wrong code, and no try left: one answer, and nothing changes.
        let other = vault.new_recovery_code(&world.colleague, Some(PASSWORD)).await.unwrap().unwrap();
        for (name, code) in [("moi", Some(&code)), ("mai", Some(&other)), ("mai", None), ("", Some(&code))] {
            assert!(vault.recover(name, code, &new_password()).await.unwrap().is_none());
        }
        assert!(vault.session(&token).await.unwrap().is_some());

        let next = vault.recover(" Mai ", Some(&code), &new_password()).await.unwrap().expect("the right code");
        assert!(vault.session(&token).await.unwrap().is_none(), "every session is over");
        assert!(vault.log_in("mai", Some(PASSWORD)).await.unwrap().is_none(), "the old password is dead");
        assert!(vault.recover("mai", Some(&code), &new_password()).await.unwrap().is_none(), "so is the old code");
        // It is the same key: what she could open she opens.
        let worker = log_in_anew(&world, "mai").await;
        assert_eq!(caseload(&world, &worker).await, [case]);
        assert!(vault.recover("mai", Some(&next), &new_password()).await.unwrap().is_some());
        assert!(vault.check_audit().await.is_ok());
    }
}

/// What no name can be is a name that nobody has, on both engines.
#[tokio::test]
async fn a_name_that_no_database_takes_is_an_unknown_one() {
    for world in worlds("strange_names").await {
        let code = world.vault.new_recovery_code(&world.worker, Some(PASSWORD)).await.unwrap().unwrap();
        for name in ["mai\0", "\0", "m\0ai"] {
            assert!(world.vault.log_in(name, Some(PASSWORD)).await.unwrap().is_none());
            assert!(world.vault.recover(name, Some(&code), &new_password()).await.unwrap().is_none());
        }
    }
}

#[tokio::test]
async fn of_two_recoveries_at_once_one_is_done() {
    for world in worlds("recovery_race").await {
        let vault = &world.vault;
        let code = vault.new_recovery_code(&world.worker, Some(PASSWORD)).await.unwrap().unwrap();
        let password = new_password();
        let (one, two) =
            tokio::join!(vault.recover("mai", Some(&code), &password), vault.recover("mai", Some(&code), &password));
        assert_eq!(u32::from(one.unwrap().is_some()) + u32::from(two.unwrap().is_some()), 1);
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    for world in worlds("password").await {
        let vault = &world.vault;
        let other = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();
        for wrong in [Some("khong phai mat khau"), None] {
            assert!(vault.change_password(&world.worker, wrong, &new_password()).await.unwrap().is_none());
            assert!(vault.new_recovery_code(&world.worker, wrong).await.unwrap().is_none());
        }
        assert_eq!(vault.sessions(&world.worker).await.unwrap().len(), 2);
        vault.change_password(&world.worker, Some(PASSWORD), &new_password()).await.unwrap().unwrap();
        assert!(vault.session(&other).await.unwrap().is_none());
        let live = vault.sessions(&world.worker).await.unwrap();
        assert!(live.len() == 1 && live[0].this);
        assert!(vault.log_in("mai", Some(PASSWORD)).await.unwrap().is_none());
        log_in_anew(&world, "mai").await;
    }
}

#[tokio::test]
async fn one_ends_single_sessions_and_all_others_of_ones_own() {
    for world in worlds("sessions").await {
        let vault = &world.vault;
        let other = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::minutes(2));
        let third = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();
        let asking = vault.session(&third).await.unwrap().unwrap();
        let live = vault.sessions(&asking).await.unwrap();
        assert_eq!(live.iter().map(|live| live.this).collect::<Vec<_>>(), [true, false, false]);

        let of_other = vault.sessions(&vault.session(&other).await.unwrap().unwrap()).await.unwrap();
        let name = &of_other.iter().find(|live| live.this).unwrap().name;
        assert_eq!(vault.end_session(&world.colleague, name).await.unwrap(), 0, "another's name ends nothing");
        assert_eq!(vault.end_session(&asking, name).await.unwrap(), 1);
        assert_eq!(vault.end_session(&asking, name).await.unwrap(), 0, "a second click");
        assert!(vault.session(&other).await.unwrap().is_none());
        assert_eq!(vault.end_other_sessions(&asking).await.unwrap(), 1);
        assert!(vault.session(&third).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn who_lost_both_comes_back_with_new_keys_and_her_cases() {
    for world in worlds("readmission").await {
        let vault = &world.vault;
        let mai = world.worker.account();
        let (kept, gone) = (world.open_case("Hoa Ban").await, world.open_case("Mây").await);
        let referral = world.refer(kept).await;
        withdraw(&world, gone, Purpose::Processing).await;

        for nobody in [&world.administrator, &world.colleague, &world.volunteer, &world.clinic, &world.worker] {
            assert!(vault.readmit(nobody, mai).await.unwrap().is_none());
        }
        let void = vault.readmit(&world.supervisor, mai).await.unwrap().unwrap();
        let link = vault.readmit(&world.supervisor, mai).await.unwrap().unwrap();
        assert!(vault.readmission(&void).await.unwrap().is_none(), "the newer link is the only one");
        assert!(vault.accept_readmission(&link, &new_password()).await.unwrap().is_some());
        assert!(vault.accept_readmission(&link, &new_password()).await.unwrap().is_none(), "used once");
        assert!(vault.log_in("mai", Some(PASSWORD)).await.unwrap().is_none());

        // A new key pair opens nothing, whatever anybody but a holder does.
        let worker = log_in_anew(&world, "mai").await;
        assert!(worker.awaits_admission() && caseload(&world, &worker).await.is_empty());
        assert!(world.admit(&world.administrator, mai).await.unwrap().is_none());
        assert!(world.admit(&world.colleague, mai).await.unwrap().is_none());
        assert!(vault.open_case(&worker, kept, ALL, Reason::Support).await.unwrap().is_none());
        assert!(vault.referral(&worker, referral).await.unwrap().is_none());

        // One click: the team's keys and her cases, but not what was taken back meanwhile.
        for _second_click in 0..2 {
            world.admit(&world.supervisor, mai).await.unwrap().unwrap();
        }
        let worker = log_in_anew(&world, "mai").await;
        assert!(!worker.awaits_admission());
        assert_eq!(caseload(&world, &worker).await, [kept]);
        assert!(vault.referral(&worker, referral).await.unwrap().is_some());
        let mut ring = vault.open_case(&worker, kept, ALL, Reason::Support).await.unwrap().unwrap();
        assert!(ring.take::<segment::Identity>().is_some());
        let looks = vault.who_looked(&worker, &ring, 0, 100).await.unwrap().unwrap();
        assert!(looks.iter().any(|look| look.deed == Deed::CaseAssigned && look.segments.contains(&Segment::Casework)));

        // Never longer than it was given for.
        world.clock.advance(TimeDelta::days(366));
        let worker = log_in_anew(&world, "mai").await;
        assert!(caseload(&world, &worker).await.is_empty());
    }
}

#[tokio::test]
async fn a_readmission_is_good_for_seven_days_and_never_for_the_last_key() {
    for world in worlds("readmission_ends").await {
        let vault = &world.vault;
        let link = vault.readmit(&world.supervisor, world.worker.account()).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::days(7));
        assert!(vault.readmission(&link).await.unwrap().is_none());
        // Nobody in the team could give the supervisor her keys back: so nobody makes her a link.
        let supervisor = world.supervisor.account();
        assert!(vault.readmit(&world.colleague, supervisor).await.unwrap().is_none());
        assert!(vault.readmit(&world.administrator, supervisor).await.unwrap().is_none());
        assert!(vault.readmit(&log_in(vault, "giamsat").await, supervisor).await.unwrap().is_none());
    }
}

async fn close(world: &World, by: &Actor, account: AccountId) -> Option<Closing> {
    world.vault.close_account(by, account).await.unwrap()
}

#[tokio::test]
async fn who_leaves_opens_nothing_and_her_cases_go_to_a_colleague() {
    for world in worlds("closing").await {
        let vault = &world.vault;
        let (mai, dung) = (world.worker.account(), world.colleague.account());
        let case = world.open_case("Hoa Ban").await;
        let referral = world.refer(case).await;
        let code = vault.new_recovery_code(&world.worker, Some(PASSWORD)).await.unwrap().unwrap();
        let token = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();
        assert_eq!(vault.cases_with_nobody(&world.supervisor).await.unwrap().unwrap(), []);
        assert!(vault.assign(&world.supervisor, case, dung).await.unwrap().is_none(), "somebody carries it");

        for nobody in [&world.colleague, &world.volunteer, &world.clinic, &world.worker] {
            assert!(close(&world, nobody, mai).await.is_none());
        }
        let closing = close(&world, &world.supervisor, mai).await.unwrap();
        assert!(matches!(closing, Closing::Closed { cases: 1 }));
        assert!(close(&world, &world.supervisor, mai).await.is_none(), "a second click finds nobody");

        assert!(vault.session(&token).await.unwrap().is_none());
        assert!(vault.log_in("mai", Some(PASSWORD)).await.unwrap().is_none());
        assert!(vault.recover("mai", Some(&code), &new_password()).await.unwrap().is_none());
        assert!(vault.readmit(&world.supervisor, mai).await.unwrap().is_none());
        assert!(world.admit(&world.supervisor, mai).await.unwrap().is_none());
        // A page she had open a moment ago reads nothing more.
        assert!(vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().is_none());
        assert!(caseload(&world, &world.worker).await.is_empty());

        // Her case stayed with the lead; the supervisor gives it on.
        assert_eq!(caseload(&world, &world.supervisor).await, [case]);
        assert_eq!(vault.cases_with_nobody(&world.supervisor).await.unwrap().unwrap(), [case]);
        assert!(vault.cases_with_nobody(&world.colleague).await.unwrap().is_none());
        assert!(vault.assign(&world.administrator, case, dung).await.unwrap().is_none());
        for stranger in [mai, world.volunteer.account(), world.clinic.account(), world.supervisor.account()] {
            assert!(vault.assign(&world.supervisor, case, stranger).await.unwrap().is_none());
        }
        for _second_click in 0..2 {
            vault.assign(&world.supervisor, case, dung).await.unwrap().unwrap();
        }
        assert_eq!(vault.cases_with_nobody(&world.supervisor).await.unwrap().unwrap(), []);
        assert_eq!(caseload(&world, &world.colleague).await, [case]);
        assert!(vault.open_case(&world.colleague, case, ALL, Reason::Support).await.unwrap().is_some());
        assert!(vault.referral(&world.colleague, referral).await.unwrap().is_some());
        world.clock.advance(TimeDelta::days(366));
        assert!(caseload(&world, &log_in(vault, "dung").await).await.is_empty(), "to the same end");
    }
}

/// Whoever writes the database puts another public key in the place of hers after two people compared the marks, and before the
/// button is pressed: it is given nothing.
#[tokio::test]
async fn keys_are_given_to_the_key_whose_mark_was_compared() {
    for world in worlds("compared").await {
        let vault = &world.vault;
        let swap = "update parties set public_key = (select theirs.public_key from parties as theirs join accounts \
                    on accounts.party_id = theirs.id where accounts.username = 'dung') \
                    where id = (select party_id from accounts where username = 'sau')";
        for (name, swapped) in [("hai", false), ("sau", true)] {
            let waiting = join(vault, &world.administrator, name, Role::SocialWorker).await;
            let account = waiting.account();
            let members = vault.members(&world.supervisor).await.unwrap();
            let shown = members.into_iter().find(|member| member.account == account).unwrap().mark;
            assert_eq!(shown, waiting.key_mark());
            if swapped {
                assert_eq!(vault::testing::run_sql(&world.url, swap).await, 1);
            }
            vault.admit(&world.supervisor, account, &shown).await.unwrap().unwrap();
            assert_eq!(log_in(vault, name).await.awaits_admission(), swapped);
        }
    }
}

/// Her last request began before, and is read to its end afterwards: it gives nobody a key, and makes no phone that is hers.
#[tokio::test]
async fn who_left_meanwhile_gives_no_keys_and_enrols_no_phone() {
    for world in worlds("left_meanwhile").await {
        let vault = &world.vault;
        let second = join(vault, &world.administrator, "hai", Role::Supervisor).await.account();
        world.admit(&world.supervisor, second).await.unwrap().unwrap();
        let leaving = log_in(vault, "hai").await;
        let waiting = join(vault, &world.administrator, "moi", Role::SocialWorker).await.account();
        close(&world, &world.administrator, second).await.unwrap();
        assert!(world.admit(&leaving, waiting).await.unwrap().is_none());
        assert!(log_in(vault, "moi").await.awaits_admission());

        close(&world, &world.supervisor, world.worker.account()).await.unwrap();
        let link = vault.readmit(&world.supervisor, world.colleague.account()).await.unwrap().unwrap();
        vault.accept_readmission(&link, &new_password()).await.unwrap().unwrap();
        for gone in [&world.worker, &world.colleague] {
            assert!(vault.enrol_phone(gone, world.form()).await.unwrap().is_none());
        }
    }
}

/// What she had under way when her account was closed admits nobody and closes nobody's.
#[tokio::test]
async fn who_left_meanwhile_lets_nobody_in_and_sends_nobody_away() {
    for world in worlds("sent_away").await {
        let (vault, mai) = (&world.vault, world.worker.account());
        let moi = join(vault, &world.administrator, "moi", Role::Supervisor).await.account();
        world.admit(&world.supervisor, moi).await.unwrap().unwrap();
        let leaves = log_in(vault, "moi").await;
        assert!(world.admit(&leaves, mai).await.unwrap().is_some());
        close(&world, &world.supervisor, moi).await.unwrap();
        assert!(world.admit(&leaves, mai).await.unwrap().is_none());
        assert!(close(&world, &leaves, mai).await.is_none());
        assert!(vault.log_in("mai", Some(PASSWORD)).await.unwrap().is_some());
    }
}

/// Nor does it write anything down for which no key is asked: in a register, in the directory, of volunteers, of notes to look at.
#[tokio::test]
async fn who_left_meanwhile_writes_nothing_down() {
    for world in worlds("left_registers").await {
        let (vault, today) = (&world.vault, world.vault.today());
        world.hold_session(world.open_case("Hoa Ban").await).await;
        let (listed, ngan) =
            (listing(&world).await, join(vault, &world.administrator, "ngan", Role::PeerVolunteer).await);
        let phone = crate::contact::enrol(&world, &world.volunteer).await.phone;
        let hai = join(vault, &world.administrator, "hai", Role::Supervisor).await.account();
        world.admit(&world.supervisor, hai).await.unwrap().unwrap();
        let leads = log_in(vault, "hai").await;
        let nurse = join(vault, &world.administrator, "nga", Role::ClinicStaff).await;
        let trainer = join(vault, &world.administrator, "bay", Role::LivelihoodStaff).await;
        for gone in [&leads, &nurse, &trainer] {
            assert!(matches!(close(&world, &world.administrator, gone.account()).await, Some(Closing::Closed { .. })));
        }

        let club = club_form().check(today, |_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.keep_club(&leads, &club, world.form()).await.unwrap().is_none());
        let team = team_form().check(today, |_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.keep_volunteer_team(&leads, &team, world.form()).await.unwrap().is_none());
        let signed_on = domain::date::display(today);
        let pledge = PledgeForm { signed_on, witness: "Lò Thị Mai".into(), signed: "yes".into() };
        let pledge = pledge.check(ngan.name(), leads.name(), today).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.record_pledge(&leads, ngan.account(), &pledge).await.unwrap().is_none());
        let [_, month, _] = months(today);
        let month = Month { month, contacts: 40, days: 4 };
        assert!(vault.plan_month(&leads, ngan.account(), &month).await.unwrap().is_none());
        assert_eq!(vault.draw_notes(&leads, world.form()).await.unwrap(), None);
        assert!(vault.shut_phone(&leads, phone).await.unwrap().is_none());

        let form = listing_form().check(|_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.add_listing(&nurse, world.clinic_organisation, &form, world.form()).await.unwrap().is_none());
        assert!(vault.assure_listing(&nurse, listed).await.unwrap().is_none());

        let course = course_form().check().unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.record_course(&trainer, &course, world.form()).await.unwrap().is_none());
        let employer = EmployerForm { name: "Xưởng may Mộc".into(), trade: "sewing".into(), place: String::new() };
        let employer = employer.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.record_employer(&trainer, &employer, world.form()).await.unwrap().is_none());

        // Who is here writes the same down.
        assert!(vault.record_pledge(&world.supervisor, ngan.account(), &pledge).await.unwrap().is_some());
        assert_eq!(vault.draw_notes(&world.supervisor, world.form()).await.unwrap(), Some(1));
        assert!(vault.shut_phone(&world.supervisor, phone).await.unwrap().is_some());
        assert!(
            vault.add_listing(&world.clinic, world.clinic_organisation, &form, world.form()).await.unwrap().is_some()
        );
        let trainer = log_in(vault, "nghia").await;
        assert!(vault.record_course(&trainer, &course, world.form()).await.unwrap().is_some());
    }
}

/// Nor does it make keys for the team she left; and of two posts of one form at once, one makes them and both find it done.
#[tokio::test]
async fn who_left_meanwhile_makes_no_keys_and_two_at_once_make_them_once() {
    for world in worlds("rotation_at_once").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let moi = join(vault, &world.administrator, "moi", Role::Supervisor).await.account();
        world.admit(&world.supervisor, moi).await.unwrap().unwrap();
        let leaves = log_in(vault, "moi").await;
        close(&world, &world.supervisor, moi).await.unwrap();
        assert!(vault.rotate_team_keys(&leaves, world.form()).await.unwrap().is_none());
        assert!(vault.open_case(&world.supervisor, case, ALL, Reason::Supervision).await.unwrap().is_some());

        let form: SubmissionId = world.form();
        let (one, two) = tokio::join!(
            vault.rotate_team_keys(&world.supervisor, form),
            vault.rotate_team_keys(&world.supervisor, form),
        );
        assert!(one.unwrap().is_some() && two.unwrap().is_some());
        assert!(vault.rotate_team_keys(&world.supervisor, world.form()).await.unwrap().is_none(), "with old keys");
        assert_eq!(caseload(&world, &log_in(vault, "giamsat").await).await, [case]);
    }
}

#[tokio::test]
async fn a_case_taken_back_is_given_to_nobody() {
    for world in worlds("closing_withdrawn").await {
        let vault = &world.vault;
        let case = world.open_case("Mây").await;
        withdraw(&world, case, Purpose::Processing).await;
        close(&world, &world.supervisor, world.worker.account()).await.unwrap();
        assert_eq!(vault.cases_with_nobody(&world.supervisor).await.unwrap().unwrap(), []);
        assert!(vault.assign(&world.supervisor, case, world.colleague.account()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_administrator_closes_but_never_the_last_who_holds_the_lead() {
    for world in worlds("closing_last").await {
        let vault = &world.vault;
        let supervisor = world.supervisor.account();
        assert!(close(&world, &world.supervisor, supervisor).await.is_none(), "nobody closes her own");
        assert!(close(&world, &world.supervisor, world.clinic.account()).await.is_none(), "nor another team's");
        let last = close(&world, &world.administrator, supervisor).await.unwrap();
        assert!(matches!(last, Closing::LastHolder));
        assert!(log_in(vault, "giamsat").await.may(Action::AssignCase));

        // A clinic whose last member left receives nothing until it is added anew.
        let case = world.open_case("Hoa Ban").await;
        assert!(vault.receivers().await.unwrap().iter().all(|receiver| receiver.ready));
        close(&world, &world.administrator, world.clinic.account()).await.unwrap();
        let clinics = vault.receivers().await.unwrap();
        assert!(clinics.iter().all(|one| one.ready != (one.id == world.clinic_organisation)));
        let names: Vec<_> = vault.everybody(&world.administrator).await.unwrap().unwrap();
        assert!(names.iter().all(|colleague| colleague.username != "sen") && names.len() == 9);
        let _still_hers = vault.open_case(&world.worker, case, ALL, Reason::Support).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn after_a_rotation_everybody_who_stays_works_on() {
    for world in worlds("rotation").await {
        let vault = &world.vault;
        let case = world.open_case("Hoa Ban").await;
        let referral = world.refer(case).await;
        assert!(!vault.rotation_is_due(&world.supervisor).await.unwrap());
        world.clock.advance(TimeDelta::minutes(1));
        close(&world, &world.supervisor, world.colleague.account()).await.unwrap();
        assert!(vault.rotation_is_due(&world.supervisor).await.unwrap());

        for nobody in [&world.administrator, &world.worker, &world.volunteer] {
            assert!(vault.rotate_team_keys(nobody, world.form()).await.unwrap().is_none());
        }
        world.clock.advance(TimeDelta::minutes(1));
        let form: SubmissionId = world.form();
        vault.rotate_team_keys(&world.supervisor, form).await.unwrap().unwrap();
        let supervisor = log_in(vault, "giamsat").await;
        vault.rotate_team_keys(&supervisor, form).await.unwrap().expect("a second post finds it done");
        assert!(!vault.rotation_is_due(&supervisor).await.unwrap());

        let supervisor = log_in(vault, "giamsat").await;
        let worker = log_in(vault, "mai").await;
        assert_eq!(caseload(&world, &supervisor).await, [case]);
        assert!(vault.open_case(&supervisor, case, ALL, Reason::Supervision).await.unwrap().is_some());
        assert!(vault.referral(&supervisor, referral).await.unwrap().is_some());
        assert_eq!(caseload(&world, &worker).await, [case]);
        assert!(vault.contacts(&worker, 10).await.unwrap().is_some());
        assert!(vault.members(&supervisor).await.unwrap().iter().all(|member| !member.waits));

        // What is sealed from now on is sealed to the new keys; a withdrawal still shuts it.
        let next = world.open_case("Mây").await;
        assert!(caseload(&world, &supervisor).await.contains(&next));
        withdraw(&world, case, Purpose::Processing).await;
        assert!(vault.open_case(&supervisor, case, ALL, Reason::Supervision).await.unwrap().is_none());

        // A clinic changes its desk's key by itself; what it was sent stays open to it.
        let sent = world.refer(next).await;
        vault.rotate_team_keys(&world.clinic, world.form()).await.unwrap().unwrap();
        let clinic = log_in(vault, "sen").await;
        assert!(vault.referral(&clinic, sent).await.unwrap().is_some());
        world.clock.advance(TimeDelta::days(31));
        assert!(vault.referral(&log_in(vault, "sen").await, sent).await.unwrap().is_none(), "to the same end");
    }
}

/// Somebody came without a slip and is not matched yet: the desk's new key opens that, and the old one does not stay for it.
#[tokio::test]
async fn a_desk_with_a_walk_in_replaces_its_keys() {
    for world in worlds("rotation_walk_in").await {
        let vault = &world.vault;
        let code = world.code(world.open_case("Hoa Ban").await).await;
        let services = vec![ServiceDelivered::Examined];
        let walk_in = WalkIn { code: code.clone(), came_on: vault.today(), services };
        vault.record_walk_in(&world.clinic, &walk_in, world.form()).await.unwrap().unwrap();
        vault.rotate_team_keys(&world.clinic, world.form()).await.unwrap().unwrap();
        let kept = vault.walk_ins(&log_in(vault, "sen").await).await.unwrap();
        assert!(kept.len() == 1 && kept[0].walk_in.code == code);
    }
}

#[tokio::test]
async fn a_supervisor_ends_every_session_of_her_organisation() {
    for world in worlds("lock").await {
        let vault = &world.vault;
        let mai = vault.log_in("mai", Some(PASSWORD)).await.unwrap().unwrap();
        let sen = vault.log_in("sen", Some(PASSWORD)).await.unwrap().unwrap();
        for nobody in [&world.administrator, &world.worker, &world.clinic] {
            assert!(vault.lock_organisation(nobody).await.unwrap().is_none());
        }
        assert!(vault.lock_organisation(&world.supervisor).await.unwrap().unwrap() >= 5);
        assert!(vault.session(&mai).await.unwrap().is_none());
        assert!(vault.session(&sen).await.unwrap().is_some(), "a partner's people go on");
        log_in(vault, "mai").await;
    }
}

/// Whoever makes invitations could accept one for an officer herself: until a supervisor who knows her admits her, the
/// account does nothing in that role, and nobody else can admit it.
#[tokio::test]
async fn an_officer_acts_only_after_a_supervisor_knew_her() {
    for world in worlds("officer_admission").await {
        let vault = &world.vault;
        let officer = join(vault, &world.administrator, "vien", Role::DataProtectionOfficer).await;
        assert!(officer.awaits_admission());
        for action in Action::ALL.iter().filter(|action| !matches!(action, Action::Enter | Action::KeepOwn)) {
            assert!(!officer.may(*action), "{action:?}");
        }
        assert!(vault.audit_state(&officer).await.unwrap().is_none());
        assert!(vault.breaches(&officer).await.unwrap().is_none());
        let waiting = join(vault, &world.administrator, "moi", Role::Supervisor).await;
        for actor in [&officer, &waiting, &world.administrator, &world.worker, &world.clinic, &world.officer] {
            assert!(world.admit(actor, officer.account()).await.unwrap().is_none(), "{:?}", actor.role());
        }
        let waits = |members: Vec<vault::account::Member>| {
            members.into_iter().find(|member| member.account == officer.account()).unwrap().waits
        };
        assert!(waits(vault.members(&world.supervisor).await.unwrap()));
        world.admit(&world.supervisor, officer.account()).await.unwrap().unwrap();
        assert!(!waits(vault.members(&world.supervisor).await.unwrap()));
        let officer = log_in(vault, "vien").await;
        assert!(!officer.awaits_admission() && officer.may(Action::SeeAudit));
        assert!(vault.audit_state(&officer).await.unwrap().is_some());
    }
}
