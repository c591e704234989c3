//! What the tests of the pages need of rights, erasures and demands.

use crate::support::World;
use domain::audit::Reason;
use domain::consent::Segment;
use domain::demand::DemandForm;
use domain::erasure::Told;
use domain::id::RequestId;
use domain::rights::AskedForm;
use vault::{Opened, Ring, segment};

/// A request of the client, written down by the worker.
pub async fn ask(world: &World, ring: &Ring, casework: &Opened<segment::Casework>, right: &str) -> RequestId {
    let form = AskedForm {
        right: right.into(),
        via: "paper".into(),
        received_on: domain::date::display(world.vault.today()),
        words: "CANARY lời của khách hàng".into(),
    };
    let asked = form.check(world.vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    world.vault.file_request(&world.worker, ring, casework, &asked, world.form()).await.expect("written").expect("may")
}

/// The certificate of an erased case, and a demand; the same ones when they are there already.
pub async fn kept(world: &World) -> (String, String) {
    let vault = &world.vault;
    let certificates = vault.certificates(&world.supervisor).await.expect("read").expect("may");
    let demands = vault.demands(&world.supervisor).await.expect("read").expect("may");
    if let (Some(certificate), Some(demand)) = (certificates.first(), demands.first()) {
        return (certificate.id.to_string(), demand.id.to_string());
    }
    let case = world.open_case("Sương").await;
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = vault.open_case(&world.worker, case, &segments, Reason::Support).await.expect("open").expect("hers");
    let casework = ring.take::<segment::Casework>().expect("held");
    let request = ask(world, &ring, &casework, "erase").await;
    let erasure = vault.approve_erasure(&world.supervisor, request, Told::InPerson).await.expect("written");
    let form = DemandForm {
        body: "other_state".into(),
        asker: "CANARY một cơ quan".into(),
        ground: "none_stated".into(),
        asked: "CANARY số liệu".into(),
        received_on: domain::date::display(vault.today()),
        ..DemandForm::default()
    };
    let demand = form.check(vault.today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let demand = vault.keep_demand(&world.supervisor, &demand, world.form()).await.expect("written");
    (erasure.expect("two decided").to_string(), demand.expect("may").to_string())
}
