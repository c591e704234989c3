//! What partners keep and clubs list, with a canary in every field: for the leaks in `leaks.rs`.

use crate::support::livelihood::{Desk, job_step, paper, training_step};
use crate::support::partners::agreed;
use crate::support::{World, log_in};
use domain::client::ClientCode;
use domain::consent::Segment;
use domain::id::{CaseId, ReferralId};
use domain::legal::{LegalEntry, PaperForm};
use domain::livelihood::Entry;
use domain::referral::{ServiceDelivered, WalkIn};
use domain::text::{Line, Prose};
use domain::{job, training};
use vault::referral::GivenSlip;
use vault::segment;

/// Each canary, and who alone may meet it.
pub const CANARIES: &[(&str, &[&str])] = &[
    // A clinic's record.
    ("CANARY A-12", &["sen"]),
    // A lawyer's.
    ("CANARY nợ lương", &["bich"]),
    ("CANARY giấy khai sinh", &["bich"]),
    // What she says of herself at the centre, and what she is called in a course.
    ("CANARY tên cho chủ thuê", &["nghia"]),
    ("CANARY nghề cũ", &["nghia"]),
    ("CANARY việc mong muốn", &["nghia"]),
    ("CANARY Hoa ở lớp", &["nghia"]),
    // A club's list, how a member is reached, and what was decided.
    ("CANARY Mận", &["thom"]),
    ("nhắn qua chị Xuân", &["thom"]),
    ("Tháng sau học nấu ăn", &["thom"]),
];

/// Where to look beside what links lead to.
pub struct Kept {
    pub known: Vec<String>,
    /// What stands on a slip that was given away: on no page again.
    pub slip: String,
    /// The code of somebody who came without a slip: at the desk where she came, and nowhere else.
    pub walk_in: String,
}

/// Fills every partner's pages, of one client who was referred to all of them.
pub async fn fill(world: &World, case: CaseId, referral: ReferralId) -> Kept {
    let entry = at_the_clinic(world, referral).await;
    let (legal, matter) = world.legal_matter(case).await;
    a_paper(world, legal).await;
    let work = for_work(world, case).await;
    let slip = world.vault.give_slip(&world.worker, legal, world.form()).await.expect("written");
    let Some(GivenSlip::Now(slip, _)) = slip else { panic!("the first one") };
    let mut known = in_a_club(world).await;
    let at = |referral: ReferralId, pages: &[&str]| -> Vec<String> {
        pages.iter().map(|page| format!("/expected/{referral}/{page}")).collect()
    };
    known.extend(at(referral, &["record", "clinic", "clinic/visit", "clinic/test"]));
    known.push(format!("/expected/{referral}/clinic/results/{entry}"));
    known.extend(at(legal, &["record", "legal", "legal/matter", "legal/paper"]));
    known.push(format!("/expected/{legal}/legal/matters/{matter}"));
    known.extend(at(work, &["record", "training", "training/certificate", "job", "job/interest", "job/paper"]));
    known.extend(at(work, &["job/copy", "loan"]));
    known.extend([legal, work].map(|referral| format!("/expected/{referral}")));
    known.extend([legal, work].map(|referral| format!("/referrals/{referral}")));
    known.push(format!("/cases/{case}/shared-results"));
    known.extend(["/legal", "/livelihood", "/courses", "/employers", "/expected/walk-in", "/clubs"].map(Into::into));
    known.extend(["/volunteers", "/progress", "/directory"].map(Into::into));
    let walk_in = ClientCode::from_random([9; 8]).as_str().to_owned();
    Kept { known, slip: slip.grouped(), walk_in }
}

async fn at_the_clinic(world: &World, referral: ReferralId) -> uuid::Uuid {
    let vault = &world.vault;
    let entry = world.keep_record(&world.clinic, referral).await;
    let home = world.worker.organisation();
    let shared = vault.share_result(&world.clinic, referral, entry, home, &agreed(vault, 30), world.form()).await;
    shared.expect("written").expect("may");
    let code = ClientCode::from_random([9; 8]);
    let walk_in = WalkIn { code, came_on: vault.today(), services: vec![ServiceDelivered::Advised] };
    vault.record_walk_in(&world.clinic, &walk_in, world.form()).await.expect("written").expect("may");
    entry
}

async fn a_paper(world: &World, referral: ReferralId) {
    let lawyer = log_in(&world.vault, "bich").await;
    let missing = "CANARY giấy khai sinh".to_owned();
    let form = PaperForm { kind: "identity_card".into(), missing, ..PaperForm::default() };
    let paper = LegalEntry::Paper(form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}")));
    let opened = world.vault.open_compartment(&lawyer, referral, Segment::Legal).await;
    let mut ring = opened.expect("open").expect("theirs");
    let proof = ring.take::<segment::Legal>().expect("held");
    let kept = world.vault.record_legal(&lawyer, referral, &ring, &proof, &paper, world.form()).await;
    kept.expect("written").expect("may");
}

async fn for_work(world: &World, case: CaseId) -> ReferralId {
    let trainer = log_in(&world.vault, "nghia").await;
    let referral = world.refer_to(case, trainer.organisation(), "vocational_training").await;
    let desk: Desk = world.at_a_centre(case, trainer, referral).await;
    let (cohort, employer) = (world.cohort(&desk.trainer).await, world.employer(&desk.trainer).await);
    let today = world.vault.today();
    let Entry::Training(enrolled) = training_step(training::Stage::Enrolled, today, cohort) else {
        panic!("a step of training")
    };
    let called = Some(Line::required("CANARY Hoa ở lớp").expect("a name"));
    let Entry::Cv(said) = paper("CANARY tên cho chủ thuê") else { panic!("what she says of herself") };
    let said = job::Cv {
        work: Some(Prose::required("CANARY nghề cũ").expect("words")),
        wishes: Some(Prose::required("CANARY việc mong muốn").expect("words")),
        ..said
    };
    let introduced = job_step(job::Stage::Introduced, today, employer, &[job::Told::Skills, job::Told::Name]);
    for entry in [Entry::Training(training::Step { called, ..enrolled }), Entry::Cv(said), introduced] {
        world.note_entry(&desk, entry).await.expect("written");
    }
    referral
}

async fn in_a_club(world: &World) -> Vec<String> {
    let (club, thom) = world.club().await;
    let list = world.vault.open_list(&thom, club).await.expect("open").expect("hers");
    let member = world.member(&thom, &list, "CANARY Mận").await;
    let meeting = world.meet(&thom, &list, &[member]).await;
    let team = world.volunteer_team().await;
    let pages = ["", "/edit", "/list", "/members/new", "/meetings/new", "/savings"];
    let mut known: Vec<_> = pages.iter().map(|page| format!("/clubs/{club}{page}")).collect();
    known.push(format!("/clubs/{club}/members/{member}"));
    known.push(format!("/clubs/{club}/meetings/{meeting}"));
    known.push(format!("/volunteers/teams/{team}"));
    known
}

impl Kept {
    /// Nobody met what is for others; and who may meet something does.
    pub fn check(&self, person: &str, pages: &[(String, String)]) {
        for (canary, may) in CANARIES.iter().chain([&(self.walk_in.as_str(), &["sen"][..])]) {
            let met: Vec<_> = pages.iter().filter(|(_, body)| body.contains(canary)).map(|(path, _)| path).collect();
            assert_eq!(!met.is_empty(), may.contains(&person), "{person}: {canary} on {met:?}");
            assert!(pages.iter().all(|(path, _)| !path.contains(canary)), "{canary} in an address");
        }
        assert!(pages.iter().all(|(_, body)| !body.contains(&self.slip)), "{person} sees what stands on a slip");
    }
}
