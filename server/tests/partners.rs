//! The access matrix, for what a legal-aid house and a centre for work are sent and keep for themselves: every address of a
//! referral at its receiver's × everybody × the states of two consents, her request and her yes to a record of theirs.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its count"
)]

use crate::matrix::{PEOPLE, got, newcomers, second_clinic};
use crate::support::livelihood::{paper, training_step};
use crate::support::{World, log_in, on_sqlite};
use crate::web::Web;
use app::routes::{ROUTES, Route};
use chrono::TimeDelta;
use domain::access::{Action, may};
use domain::account::{InvitationForm, NewPasswordForm, Role};
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::erasure::Told;
use domain::id::{CohortId, OrganisationId, ReferralId, SubmissionId};
use domain::organisation::PartnerForm;
use domain::training;
use vault::livelihood::Recorded;
use vault::testing::run_sql;
use vault::{Actor, segment};

/// Another organisation that receives, and who works there.
pub(crate) struct House {
    pub(crate) kind: &'static str,
    pub(crate) name: &'static str,
    pub(crate) service: &'static str,
    pub(crate) role: Role,
    pub(crate) username: &'static str,
    pub(crate) person: &'static str,
}

impl House {
    pub(crate) async fn add(&self, world: &World) -> OrganisationId {
        let (vault, administrator) = (&world.vault, &world.administrator);
        let services = vec![self.service.into()];
        let (kind, name) = (self.kind.into(), self.name.to_owned());
        let partner = PartnerForm { kind, name: name.clone(), address: "Bản Mường".into(), services }.check().unwrap();
        let team =
            vault.add_partner(administrator, &partner, SubmissionId(vault.new_submission())).await.unwrap().unwrap();
        let (role, team) = (self.role.code().into(), team.to_string());
        let (username, person) = (self.username.into(), self.person.into());
        let invitation = InvitationForm { name: person, username, role, team }.check().unwrap();
        let invited = vault.invite(administrator, &invitation).await.unwrap().unwrap().unwrap();
        let password = crate::support::PASSWORD.to_owned();
        let password = NewPasswordForm { password: password.clone(), password_again: password };
        let password = password.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(vault.accept(&invited.token, &password).await.unwrap().unwrap().is_ok());
        vault.receivers().await.unwrap().into_iter().find(|receiver| receiver.name == name).unwrap().id
    }
}

/// What a partner does, who works there, and who works at another such house.
struct Trade {
    kind: &'static str,
    segment: Segment,
    service: &'static str,
    role: Role,
    person: &'static str,
    stranger: &'static str,
}

const TRADES: [Trade; 2] = [
    Trade {
        kind: "legal_aid",
        segment: Segment::Legal,
        service: "legal_advice",
        role: Role::LegalStaff,
        person: "bich",
        stranger: "luatsukhac",
    },
    Trade {
        kind: "livelihood",
        segment: Segment::Livelihood,
        service: "vocational_training",
        role: Role::LivelihoodStaff,
        person: "nghia",
        stranger: "thaykhac",
    },
];

/// Who opens the packet and who the record, written from what the client was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    Nobody,
    Ours,
    Stranger,
}

struct State {
    says: &'static str,
    packet: Who,
    record: Who,
}

const LIVE: &str = "both live";
const FOREIGN: &str = "both live, to another house";
const NO_RECORD: &str = "the request live, and none to a record";
const RECORD_BACK: &str = "the request live, and the record taken back";
const RECORD_EXPIRED: &str = "the request live, and the record's time over";
const REQUEST_BACK: &str = "the request taken back, and the record not";
const REQUEST_EXPIRED: &str = "the request's time over, and the record's not";
const NOT_SUPPORTED: &str = "not to be supported any more";
const NOT_KEPT: &str = "her data not to be kept any more";
const ALL_EXPIRED: &str = "the time of everything over";
const ERASED: &str = "all of it erased";

const STATES: &[State] = &[
    State { says: LIVE, packet: Who::Ours, record: Who::Ours },
    State { says: FOREIGN, packet: Who::Stranger, record: Who::Stranger },
    State { says: NO_RECORD, packet: Who::Ours, record: Who::Nobody },
    State { says: RECORD_BACK, packet: Who::Ours, record: Who::Nobody },
    State { says: RECORD_EXPIRED, packet: Who::Ours, record: Who::Nobody },
    State { says: REQUEST_BACK, packet: Who::Nobody, record: Who::Ours },
    State { says: REQUEST_EXPIRED, packet: Who::Nobody, record: Who::Ours },
    State { says: NOT_SUPPORTED, packet: Who::Nobody, record: Who::Ours },
    State { says: NOT_KEPT, packet: Who::Nobody, record: Who::Nobody },
    State { says: ALL_EXPIRED, packet: Who::Nobody, record: Who::Nobody },
    State { says: ERASED, packet: Who::Nobody, record: Who::Nobody },
];

/// A referral and what stands in the record.
struct Subject {
    referral: ReferralId,
    matter: uuid::Uuid,
}

/// One world for a trade and a state.
struct Scene<'a> {
    world: &'a World,
    trade: &'a Trade,
    state: &'a State,
    receiver: OrganisationId,
    partner: Actor,
    /// What a centre teaches.
    course: Option<CohortId>,
}

impl Trade {
    fn is(&self, who: Who, person: &str) -> bool {
        match who {
            Who::Nobody => false,
            Who::Ours => person == self.person,
            Who::Stranger => person == self.stranger,
        }
    }

    fn expected(&self, route: &Route, person: &str, role: Option<Role>, state: &State) -> &'static str {
        let Some(role) = role.filter(|role| *role != Role::Client) else { return "to log-in" };
        let (packet, record) = (self.is(state.packet, person), self.is(state.record, person));
        let opens = if route.path.ends_with("/article-30") {
            // What concerns HIV is told to a clinic, if she names it.
            false
        } else if route.path.starts_with("/expected/{id}/record") {
            packet || record
        } else if route.action == Action::ReceiveReferral {
            packet
        } else {
            record
        };
        if opens && may(role, route.action) { "let in" } else { "not found" }
    }
}

impl Scene<'_> {
    async fn subject(&self) -> Subject {
        let (world, vault) = (self.world, &self.world.vault);
        // One after the other, as in life.
        world.clock.advance(TimeDelta::seconds(1));
        let case = world.open_case("Hoa Ban").await;
        let referral = world.refer_to(case, self.receiver, self.trade.service).await;
        let mut matter = uuid::Uuid::from_u128(7);
        match self.course {
            _ if self.state.says == NO_RECORD => {}
            None => matter = world.begin_matter(&self.partner, referral, world.vault.today()).await,
            Some(course) => {
                let trainer = log_in(vault, self.partner_name()).await;
                let desk = world.at_a_centre(case, trainer, referral).await;
                world.begin_course(&desk, course).await;
                let today = vault.today();
                let [there, done] = [training::Stage::Attending, training::Stage::Completed]
                    .map(|stage| training_step(stage, today, course));
                for entry in [there, done, paper("Hoa")] {
                    assert_eq!(world.note_entry(&desk, entry).await, Some(Recorded::Now));
                }
            }
        }
        if self.state.says == RECORD_BACK {
            vault.end_compartment(&self.partner, referral, self.trade.segment).await.unwrap().unwrap();
        }
        let segments = [Segment::Label, Segment::Casework];
        let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
        let casework = ring.take::<segment::Casework>().unwrap();
        let back = match self.state.says {
            REQUEST_BACK => Some(Purpose::Referral),
            NOT_SUPPORTED => Some(Purpose::Services),
            NOT_KEPT => Some(Purpose::Processing),
            _ => None,
        };
        if let Some(purpose) = back {
            let consents = vault.consents(&casework).await.unwrap();
            let entry = consents.iter().find(|entry| entry.purpose == purpose).unwrap();
            vault.withdraw(&world.worker, &ring, entry.id).await.unwrap().unwrap();
        }
        if self.state.says == ERASED {
            let request = crate::rights::ask(world, &ring, &casework, "erase").await;
            vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.unwrap().unwrap();
        }
        Subject { referral, matter }
    }

    fn partner_name(&self) -> &'static str {
        if self.state.packet == Who::Stranger { self.trade.stranger } else { self.trade.person }
    }

    /// What time makes of all of them at once.
    async fn bring_about(&self) {
        match self.state.says {
            REQUEST_EXPIRED => self.world.clock.advance(TimeDelta::days(31)),
            ALL_EXPIRED => self.world.clock.advance(TimeDelta::days(366)),
            RECORD_EXPIRED => {
                let shut = "update wraps set valid_until = valid_from where consent_id in \
                     (select id from consents where purpose = 'compartment')";
                assert!(run_sql(&self.world.url, shut).await > 0);
            }
            _ => {}
        }
    }
}

fn address(path: &str, subject: &Subject) -> String {
    path.replace("{id}", &subject.referral.to_string())
        .replace("{matter}", &subject.matter.to_string())
        .replace("{entry}", &subject.matter.to_string())
}

#[tokio::test]
async fn what_partners_are_sent_and_keep_opens_for_them_alone() {
    let routes: Vec<_> = ROUTES.iter().filter(|route| route.path.starts_with("/expected/{id}")).collect();
    let (mut failing, mut cells) = (Vec::new(), 0);
    for trade in &TRADES {
        for state in STATES {
            let world = on_sqlite("partners").await;
            newcomers(&world).await;
            second_clinic(&world).await;
            let house = House {
                kind: trade.kind,
                name: "Một nơi khác",
                service: trade.service,
                role: trade.role,
                username: trade.stranger,
                person: "Người nơi khác",
            };
            let other = house.add(&world).await;
            let partner = if state.packet == Who::Stranger { trade.stranger } else { trade.person };
            let partner = log_in(&world.vault, partner).await;
            let receiver = if state.packet == Who::Stranger { other } else { partner.organisation() };
            let teaches = trade.segment == Segment::Livelihood;
            let course = if teaches { Some(world.cohort(&partner).await) } else { None };
            let scene = Scene { world: &world, trade, state, receiver, partner, course };
            let people: Vec<_> = PEOPLE.iter().copied().chain([(trade.stranger, Some(trade.role))]).collect();
            // One that nobody changes, and one of its own for each post that is let in.
            let still = scene.subject().await;
            let changes = |route: &Route, person, role| {
                route.method == "POST" && trade.expected(route, person, role, state) == "let in"
            };
            let mut subjects = Vec::new();
            for (person, role) in &people {
                for _ in routes.iter().filter(|route| changes(route, person, *role)) {
                    subjects.push(scene.subject().await);
                }
            }
            scene.bring_about().await;
            drop(scene);
            let web = Web::over(world);
            for (person, role) in &people {
                for route in &routes {
                    let own = changes(route, person, *role).then(|| subjects.pop().unwrap());
                    let at = address(route.path, own.as_ref().unwrap_or(&still));
                    // A client has no login, and at a receiver's nothing is asked with her card.
                    let session = if *role == Some(Role::Client) { None } else { web.session(person).await };
                    let answer = web.ask(route.method, &at, session.as_deref(), "").await;
                    let (want, have) =
                        (trade.expected(route, person, *role, state), got(answer.status, &answer.location));
                    cells += 1;
                    if want != have {
                        let (method, path, says) = (route.method, route.path, state.says);
                        failing.push(format!("{method} {path} as {person}, {says}: {have}, not {want}"));
                    }
                }
            }
        }
    }
    println!("{} routes × {} trades × {} states: {cells} cells", routes.len(), TRADES.len(), STATES.len());
    assert!(failing.is_empty(), "{} of {cells} cells\n{}", failing.len(), failing.join("\n"));
}
