//! What clients ask about their data, and others about clients, as it is written down.

use super::World;
use domain::audit::Reason;
use domain::consent::Segment;
use domain::demand::{ClosingForm, DemandForm, OpinionForm};
use domain::id::CaseId;
use domain::rights::{AskedForm, Move, RightState};
use vault::segment;

/// A request that a colleague wrote down, with a note.
pub async fn asked(world: &World, case: CaseId) {
    let vault = &world.vault;
    let mut ring = vault
        .open_case(&world.worker, case, &[Segment::Casework], Reason::Support)
        .await
        .expect("answered")
        .expect("may");
    let casework = ring.take::<segment::Casework>().expect("held");
    let form = AskedForm {
        right: "copy".into(),
        via: "paper".into(),
        received_on: domain::date::display(vault.today()),
        words: format!("Giấy của {case}"),
    };
    let asked = form.check(vault.today()).unwrap_or_else(|_| panic!("a form"));
    let request = vault
        .file_request(&world.worker, &ring, &casework, &asked, world.form())
        .await
        .expect("answered")
        .expect("may");
    let note = domain::text::Prose::parse(&format!("Ghi chú {case}")).expect("a form");
    let answered = Move::Become { state: RightState::Answered, refusal: None, note };
    vault.move_request(&world.worker, Some(&casework), request, &answered).await.expect("answered").expect("may");
}

/// A demand that two people answered.
pub async fn demanded(world: &World, asks: &str) {
    let vault = &world.vault;
    let form = DemandForm {
        body: "other_state".into(),
        asker: "Một cơ quan".into(),
        ground: "none_stated".into(),
        asked: asks.into(),
        received_on: domain::date::display(vault.today()),
        ..DemandForm::default()
    };
    let demand = form.check(vault.today()).unwrap_or_else(|_| panic!("a form"));
    let id = vault.keep_demand(&world.supervisor, &demand, world.form()).await.expect("answered").expect("may");
    for decider in [&world.supervisor, &world.officer] {
        let why = format!("{asks}: {}", decider.name());
        let opinion = OpinionForm { answer: "give_nothing".into(), why }.check().expect("a form");
        vault.give_opinion(decider, id, &opinion).await.expect("answered").expect("may");
    }
    let told = "nobody_concerned".into();
    let closing = ClosingForm { given: format!("{asks}: không"), told, ..ClosingForm::default() };
    let closing = closing.check(vault.today()).unwrap_or_else(|_| panic!("a form"));
    vault.close_demand(&world.officer, id, &closing).await.expect("answered").expect("may");
}
