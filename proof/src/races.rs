//! Two things at once: nothing that begins after a door was shut may still get through it (I10, I22).

use crate::people::{Deployment, Engine, FirstDay, evidence, heard, log_in, session};
use chrono::{Days, TimeDelta};
use domain::audit::Reason;
use domain::case::OpeningForm;
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId, ReferralId, SubmissionId};
use domain::referral::{Draft, PacketField, Request, Service, Urgency};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use vault::{Actor, Vault, segment};

/// What a number of races came to.
#[derive(Default, Debug)]
pub struct Count {
    pub races: u32,
    /// Looks that were under way while the door was being shut.
    pub during: u32,
    /// Looks that began after it was shut.
    pub after: u32,
    /// Looks that began after it was shut and still saw something. Must be none.
    pub late: u32,
}

const MAI: usize = 2;
const SEN: usize = 5;

fn form(vault: &Vault) -> SubmissionId {
    SubmissionId(vault.new_submission())
}

async fn open_case(vault: &Vault, worker: &Actor) -> CaseId {
    let opening = OpeningForm {
        alias: "Suối".into(),
        channel: "never_first".into(),
        services: "yes".into(),
        processing: "yes".into(),
        evidence: evidence(),
        ..OpeningForm::default()
    };
    let opening = opening.check("nobody").unwrap_or_else(|problems| panic!("{problems:?}"));
    vault.open_new_case(worker, &opening, form(vault)).await.expect("written").expect("may")
}

/// A referral to the clinic under a request of its own.
async fn refer(at: &Deployment, worker: &Actor, case: CaseId) -> (ConsentId, ReferralId) {
    let vault = &at.vault;
    let (service, receiver, fields) = (Service::StiScreening, at.organisations[1], PacketField::BASE.to_vec());
    let segments = [Segment::Label, Segment::Contact, Segment::Casework];
    let mut ring = vault.open_case(worker, case, &segments, Reason::Support).await.expect("read").expect("hers");
    let until = vault.today() + Days::new(30);
    let request = Request { receiver, service, fields: fields.clone(), until, evidence: heard() };
    let casework = ring.take::<segment::Casework>().expect("held");
    let consent =
        vault.record_request(worker, &ring, &casework, &request, form(vault)).await.expect("written").expect("may");
    let draft = Draft { service, receiver, urgency: Urgency::Week, needs: Vec::new(), fields };
    let referral = vault.issue_referral(worker, &mut ring, &draft, form(vault)).await.expect("written").expect("sent");
    (consent, referral)
}

/// I10: a clinic reads a packet while the client takes her request back.
pub async fn withdraw_and_read(engine: Engine, races: u32) -> Option<Count> {
    let first = FirstDay::on(engine).await?;
    let at = Arc::new(first.begin(1).await);
    let worker = session(&at.vault, &log_in(&at.vault, MAI).await).await.expect("logged in");
    let clinic = Arc::new(session(&at.vault, &log_in(&at.vault, SEN).await).await.expect("logged in"));
    let case = open_case(&at.vault, &worker).await;
    let mut count = Count::default();
    for _ in 0..races {
        let (consent, referral) = refer(&at, &worker, case).await;
        let ring = at.vault.open_case(&worker, case, &[Segment::Label], Reason::ClientRequest).await;
        let ring = ring.expect("read").expect("hers");
        let shut = Arc::new(AtomicBool::new(false));
        let reader = {
            let (at, clinic, shut) = (at.clone(), clinic.clone(), shut.clone());
            tokio::spawn(async move {
                let mut seen = Count::default();
                while seen.after == 0 {
                    let began_after = shut.load(Ordering::SeqCst);
                    let read = at.vault.referral(&clinic, referral).await.expect("answered").is_some();
                    if began_after {
                        seen.after += 1;
                        seen.late += u32::from(read);
                    } else {
                        seen.during += 1;
                    }
                }
                seen
            })
        };
        at.vault.withdraw(&worker, &ring, consent).await.expect("written").expect("may");
        shut.store(true, Ordering::SeqCst);
        let seen = reader.await.expect("no reader broke off");
        count.races += 1;
        count.during += seen.during;
        count.after += seen.after;
        count.late += seen.late;
    }
    drop(clinic);
    end(first, at).await;
    Some(count)
}

/// I22: a request writes when its session was last seen, while the session is ended.
pub async fn log_out_and_save(engine: Engine, races: u32) -> Option<Count> {
    let first = FirstDay::on(engine).await?;
    let at = Arc::new(first.begin(2).await);
    let mut count = Count::default();
    for _ in 0..races {
        let token = Arc::new(log_in(&at.vault, MAI).await);
        let actor = session(&at.vault, &token).await.expect("logged in");
        // From now on every request has a last-seen time to write.
        at.clock.advance(TimeDelta::seconds(61));
        let requests: Vec<_> = (0..2)
            .map(|_| {
                let (at, token) = (at.clone(), token.clone());
                tokio::spawn(async move { session(&at.vault, &token).await.is_some() })
            })
            .collect();
        at.vault.log_out(&actor).await.expect("written");
        count.after += 1;
        count.late += u32::from(session(&at.vault, &token).await.is_some());
        for request in requests {
            count.during += u32::from(request.await.expect("no request broke off"));
        }
        // What was in flight has written now, and must have revived nothing.
        count.after += 1;
        count.late += u32::from(session(&at.vault, &token).await.is_some());
        count.races += 1;
    }
    end(first, at).await;
    Some(count)
}

async fn end(first: FirstDay, at: Arc<Deployment>) {
    if let Some(deployment) = Arc::into_inner(at) {
        deployment.end().await;
    }
    drop(first);
}
