//! What waits on a phone, and everything that may befall it on the way: each contact is kept exactly once in the end.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and prints its figures"
)]

use crate::contact::{enrol, form, kept, now, seal, send};
use crate::support::worlds;
use domain::contact::{BATCH_MAX, Refused, frame, read_batch};
use domain::id::ContactId;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use seal::{PartyKey, Place};
use std::collections::BTreeSet;
use std::future::Future;
use std::task::Poll;
use std::time::Instant;
use uuid::Uuid;
use vault::contact::phone::Enrolled;
use vault::contact::{Receipt, Received};
use vault::testing::SeededEntropy;

/// A contact as it waits: its number, and sealed.
type Item = (ContactId, Vec<u8>);

/// What of a batch arrives when the link breaks after so many bytes.
fn cut(batch: &[&Item], at: usize) -> Vec<u8> {
    let mut bytes: Vec<_> = batch.iter().flat_map(|(id, sealed)| frame(*id, sealed).unwrap()).collect();
    bytes.truncate(at);
    bytes
}

/// Cut at every byte: refused whole, or taken up to a whole contact; sent again it is complete.
#[tokio::test]
async fn a_batch_cut_at_any_byte_is_refused_or_taken_up_to_a_whole_contact() {
    for world in worlds("outbox_cut").await {
        let phone = enrol(&world, &world.volunteer).await;
        let all: Vec<_> = (1..=3).map(|id| seal(&phone, &phone.seal_to, id, now(&world), form(1))).collect();
        let batch: Vec<_> = all.iter().collect();
        let whole = cut(&batch, usize::MAX);
        let mut taken = 0;
        for at in 0..whole.len() {
            let Some(arrived) = read_batch(&whole[..at]) else { continue };
            let answer = world.vault.receive_contacts(&phone.token, &arrived, |_| true).await.unwrap().unwrap();
            let Received::Answered { receipts, .. } = answer else { panic!("a phone that is known") };
            assert!(receipts.iter().all(|(_, receipt)| *receipt == Receipt::Kept));
            assert_eq!(kept(&world).await.0, arrived.len(), "no more and no less than what came whole");
            taken += 1;
        }
        assert_eq!(taken, 3, "nothing, one, and two contacts");
        assert_eq!(send(&world, &phone.token, &batch).await.unwrap(), [Receipt::Kept; 3]);
        assert_eq!(kept(&world).await, (3, 3));
    }
}

/// Sealed by a phone of another version.
fn seal_text(phone: &Enrolled, id: u128, text: &str) -> Item {
    let id = ContactId(Uuid::from_u128(id));
    let text = text.replace("ACCOUNT", &phone.account.to_string()).replace("PHONE", &phone.phone.to_string());
    let sealed = PartyKey::seal_to(
        &phone.seal_to.0,
        Place::on_a_phone(id),
        text.as_bytes(),
        &SeededEntropy::new(id.0.as_u128() as u64),
    );
    (id, sealed.unwrap())
}

/// A page that a phone kept for weeks seals what its day knew: what is missing since is not asked, what is new to the server is
/// passed over, and a choice that is no longer offered is refused and stays on the phone, to be settled by somebody.
#[tokio::test]
async fn a_contact_of_another_version_is_kept_as_far_as_it_is_understood() {
    for world in worlds("outbox_version").await {
        let phone = enrol(&world, &world.volunteer).await;
        let at = now(&world);
        let of = |id, form: &str| {
            let text = format!(r#"{{"account":"ACCOUNT","phone":"PHONE","saved_at":{at},"form":{{{form}}}}}"#);
            seal_text(&phone, id, &text)
        };
        let least = r#""commune":"03646","place":"lodging","whom":"anonymous","sex":"female""#;
        let older = of(1, &format!(r#"{least},"age":"25_29","condoms":"2""#));
        let newer = of(2, &format!(r#"{least},"age":"25_29","condoms":"3","weather":"rain","tags":["x"]"#));
        let retired = of(3, &format!(r#"{least},"age":"25_34""#));
        let other_kind = of(4, &format!(r#"{least},"age":"25_29","condoms":2"#));
        let no_form = seal_text(&phone, 5, r#"{"account":"ACCOUNT"}"#);
        let batch = [&older, &newer, &retired, &other_kind, &no_form];
        let refused = Receipt::Refused(Refused::NotValid);
        let receipts = send(&world, &phone.token, &batch).await.unwrap();
        assert_eq!(receipts, [Receipt::Kept, Receipt::Kept, refused, refused, refused]);
        assert_eq!(kept(&world).await, (2, 5));
    }
}

/// A clock at the ends of time is a clock that is wrong: the day it came counts.
#[tokio::test]
async fn a_clock_at_the_ends_of_time_is_not_believed() {
    for world in worlds("outbox_clock").await {
        let phone = enrol(&world, &world.volunteer).await;
        let times = [i64::MIN, -1, 0, i64::MAX];
        let all: Vec<_> = (1..).zip(times).map(|(id, at)| seal(&phone, &phone.seal_to, id, at, form(1))).collect();
        let receipts = send(&world, &phone.token, &all.iter().collect::<Vec<_>>()).await.unwrap();
        assert_eq!(receipts, [Receipt::Kept; 4]);
        let read = world.vault.contacts(&world.supervisor, 10).await.unwrap().unwrap();
        assert!(read.iter().all(|logged| logged.contact.met_on == Some(world.vault.today())));
    }
}

/// What may befall a phone, its link and the server.
#[derive(Clone, Debug)]
enum Step {
    /// A contact is saved: it is on the phone's disk before it says so.
    Save,
    /// The phone is switched off in the middle of saving: it never said that it was saved, and it is not there.
    SaveBreaksOff,
    /// Some of what waits is sent, in this order; the answer comes back, or is lost, or is cut short.
    Send { order: Vec<prop::sample::Index>, heard: usize },
    /// The link breaks while it is sent, somewhere.
    Cut { order: Vec<prop::sample::Index>, at: prop::sample::Index },
    /// The server stops in the middle of receiving, after it had to wait so many times.
    Stop { order: Vec<prop::sample::Index>, waits: usize },
    /// The phone is put back to what it was a while ago: everything it had sent waits again.
    GoBack,
}

fn step() -> impl Strategy<Value = Step> {
    let order = || prop::collection::vec(any::<prop::sample::Index>(), 0..6);
    // How often receiving waits is the engine's: some of these are few for the quick one, some many for the other.
    let waits = || prop_oneof![2 => 0..4_usize, 1 => 0..60_usize];
    prop_oneof![
        4 => Just(Step::Save),
        1 => Just(Step::SaveBreaksOff),
        4 => (order(), 0..7_usize).prop_map(|(order, heard)| Step::Send { order, heard }),
        2 => (order(), any::<prop::sample::Index>()).prop_map(|(order, at)| Step::Cut { order, at }),
        2 => (order(), waits()).prop_map(|(order, waits)| Step::Stop { order, waits }),
        1 => Just(Step::GoBack),
    ]
}

/// The outbox of a phone, as `style/outbox.js` keeps it: one is forgotten only when the server has answered for it.
#[derive(Default)]
struct Outbox {
    waiting: Vec<Item>,
    /// Everything that was ever saved.
    ever: Vec<Item>,
}

impl Outbox {
    fn save(&mut self, item: Item) {
        self.ever.push(item.clone());
        self.waiting.push(item);
    }

    fn batch(&self, order: &[prop::sample::Index]) -> Vec<&Item> {
        if self.waiting.is_empty() { Vec::new() } else { order.iter().map(|index| index.get(&self.waiting)).collect() }
    }

    fn hear(&mut self, told: &BTreeSet<ContactId>) {
        self.waiting.retain(|(id, _)| !told.contains(id));
    }
}

/// Goes on until it had to wait so many times, and is gone then.
async fn stopped<F: Future>(work: F, waits: usize) -> Option<F::Output> {
    let (mut work, mut left) = (std::pin::pin!(work), waits);
    std::future::poll_fn(|context| match left.checked_sub(1) {
        None => Poll::Ready(None),
        Some(less) => {
            left = less;
            work.as_mut().poll(context).map(Some)
        }
    })
    .await
}

/// Any order of saving, sending, breaking off and sending again keeps each contact exactly once, and counts it once.
#[test]
fn any_history_keeps_each_contact_once() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let all = runtime.block_on(async {
        let mut all = Vec::new();
        for world in worlds("outbox_history").await {
            let phone = enrol(&world, &world.volunteer).await;
            all.push((world, phone));
        }
        all
    });
    let made = std::cell::Cell::new(0_u128);
    let (broke_off, went_through) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    proptest!(ProptestConfig::with_cases(40), |(steps in prop::collection::vec(step(), 1..25))| {
        for (world, phone) in &all {
            runtime.block_on(async {
                let before = kept(world).await;
                let mut outbox = Outbox::default();
                let next = || {
                    made.set(made.get() + 1);
                    seal(phone, &phone.seal_to, made.get(), now(world), form(3))
                };
                for step in &steps {
                    match step {
                        Step::Save => outbox.save(next()),
                        Step::SaveBreaksOff => drop(next()),
                        Step::Send { order, heard } => {
                            let batch = outbox.batch(order);
                            let receipts = send(world, &phone.token, &batch).await.unwrap();
                            assert!(receipts.iter().all(|receipt| *receipt == Receipt::Kept));
                            let told = batch.iter().take(*heard).map(|(id, _)| *id).collect();
                            outbox.hear(&told);
                        }
                        Step::Cut { order, at } => {
                            let batch = outbox.batch(order);
                            let whole = cut(&batch, usize::MAX);
                            let arrived = &whole[..at.index(whole.len() + 1)];
                            if let Some(arrived) = read_batch(arrived) {
                                world.vault.receive_contacts(&phone.token, &arrived, |_| true).await.unwrap().unwrap();
                            }
                        }
                        Step::Stop { order, waits } => {
                            let batch: Vec<_> =
                                outbox.batch(order).into_iter().map(|(id, sealed)| (*id, &sealed[..])).collect();
                            let receiving = world.vault.receive_contacts(&phone.token, &batch, |_| true);
                            // All of it was written, or nothing; the phone heard of neither.
                            let ended = stopped(receiving, *waits).await;
                            let counted = if ended.is_some() { &went_through } else { &broke_off };
                            counted.set(counted.get() + 1);
                        }
                        Step::GoBack => outbox.waiting.clone_from(&outbox.ever),
                    }
                }
                for rest in outbox.waiting.chunks(BATCH_MAX) {
                    send(world, &phone.token, &rest.iter().collect::<Vec<_>>()).await.unwrap();
                }
                let after = kept(world).await;
                assert_eq!(after.0 - before.0, outbox.ever.len(), "each once");
                assert_eq!(usize::from(after.1 - before.1), 3 * outbox.ever.len());
            });
        }
    });
    println!("receiving broke off {} times, and went through {} times", broke_off.get(), went_through.get());
    assert!(broke_off.get() > 5 && went_through.get() > 5, "stopped at many places");
    runtime.block_on(async {
        for (world, _) in &all {
            let (contacts, condoms) = kept(world).await;
            assert_eq!(usize::from(condoms), 3 * contacts);
            let text =
                format!("update facts set quantity = quantity where kind = 'given_condoms' and quantity = {condoms}");
            assert_eq!(
                vault::testing::run_sql(&world.url, &text).await,
                u64::from(contacts > 0),
                "the facts say the same"
            );
        }
    });
    drop(all);
}

/// How long it takes until three thousand that waited are kept: each opened, checked, sealed anew, noted and counted.
#[tokio::test]
#[ignore = "measures, and takes its time in a debug build"]
async fn three_thousand_that_waited() {
    for world in worlds("outbox_many").await {
        let phone = enrol(&world, &world.volunteer).await;
        let all: Vec<_> = (1..=3_000).map(|id| seal(&phone, &phone.seal_to, id, now(&world), form(1))).collect();
        let (begun, mut slowest) = (Instant::now(), 0);
        for batch in all.chunks(BATCH_MAX) {
            let one = Instant::now();
            let receipts = send(&world, &phone.token, &batch.iter().collect::<Vec<_>>()).await.unwrap();
            assert!(receipts.iter().all(|receipt| *receipt == Receipt::Kept));
            slowest = slowest.max(one.elapsed().as_millis());
        }
        println!("3000 contacts in {} ms; the slowest batch of {BATCH_MAX}: {slowest} ms", begun.elapsed().as_millis());
        let begun = Instant::now();
        for batch in all.chunks(BATCH_MAX) {
            send(&world, &phone.token, &batch.iter().collect::<Vec<_>>()).await.unwrap();
        }
        println!("the same again, as after a lost answer: {} ms", begun.elapsed().as_millis());
        assert_eq!(world.vault.contacts(&world.supervisor, u32::MAX).await.unwrap().unwrap().len(), 3_000);
    }
}
