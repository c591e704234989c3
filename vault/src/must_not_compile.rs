//! I6: code that reads a segment does not compile without that segment's proof. Each block below must fail to compile,
//! with the error that is named, whenever the tests run.
//!
//! So that no block fails only because a name changed, here is the right way, which must compile:
//! ```no_run
//! use domain::{audit::Reason, consent::Segment, id::CaseId};
//! use vault::{Actor, DraftOf, Opened, Result, Vault, segment};
//! async fn read(vault: &Vault, actor: &Actor, case: CaseId) -> Result<()> {
//!     let Some(mut ring) = vault.open_case(actor, case, Segment::ALL, Reason::Support).await? else { return Ok(()) };
//!     let label: Opened<segment::Label> = ring.take().expect("held");
//!     let contact: Opened<segment::Contact> = ring.take().expect("held");
//!     let casework: Opened<segment::Casework> = ring.take().expect("held");
//!     vault.case_head(&label).await?;
//!     vault.safe_contact(&contact).await?;
//!     vault.identity(&ring.take::<segment::Identity>().expect("held")).await?;
//!     vault.counsellings(&casework, 10).await?;
//!     vault.consents(&casework).await?;
//!     vault.standings(&casework).await?;
//!     vault.draft(actor, &casework, DraftOf::Counselling(case)).await?;
//!     vault.own_sealed_notes(actor, &ring).await?;
//!     vault.who_looked(actor, &ring, 0, 10).await?;
//!     Ok(())
//! }
//! ```
//! A session is not read with the label's proof:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Label>) {
//!     let _ = vault.counsellings(proof, 10).await;
//! }
//! ```
//! The safe-contact card is not read with the casework proof:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Casework>) {
//!     let _ = vault.safe_contact(proof).await;
//! }
//! ```
//! Identity is not read with the contact proof:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Contact>) {
//!     let _ = vault.identity(proof).await;
//! }
//! ```
//! What a clinic keeps is not read with the casework proof, nor with a lawyer's:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Casework>) {
//!     let _ = vault.clinic_entries(proof).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Legal>) {
//!     let _ = vault.clinic_entries(proof).await;
//! }
//! ```
//! A sealed note is not read with the casework proof, nor anything else with its own:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::SealedNote>) {
//!     let _ = vault.counsellings(proof, 10).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn write(vault: &vault::Vault, actor: &vault::Actor, ring: &vault::Ring, note: &domain::sealed_note::SealedNote,
//!     proof: &vault::Opened<vault::segment::Label>, form: domain::id::SubmissionId) {
//!     let _ = vault.write_sealed_note(actor, ring, proof, note, form).await;
//! }
//! ```
//! A receiver's proof does not open the ledger of the case, nor where its referrals stand:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Packet>) {
//!     let _ = vault.consents(proof).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Packet>) {
//!     let _ = vault.standings(proof).await;
//! }
//! ```
//! A proof is not made by hand:
//! ```compile_fail,E0451
//! fn make(case: domain::id::CaseId) -> vault::Opened<vault::segment::Identity> {
//!     vault::Opened { case, keys: Vec::new(), segment: std::marker::PhantomData }
//! }
//! ```
//! A proof is not kept by copying it:
//! ```compile_fail,E0308
//! fn copy(proof: &vault::Opened<vault::segment::Casework>) -> vault::Opened<vault::segment::Casework> {
//!     proof.clone()
//! }
//! ```
//! A proof does not reach a log:
//! ```compile_fail,E0277
//! fn print(proof: &vault::Opened<vault::segment::Casework>) -> String {
//!     format!("{proof:?}")
//! }
//! ```
//! No other crate invents a segment:
//! ```compile_fail,E0277
//! enum Mine {}
//! impl vault::segment::Proof for Mine {
//!     const SEGMENT: domain::consent::Segment = domain::consent::Segment::Hiv;
//! }
//! ```
//! How to reach her is not changed with the identity's proof:
//! ```compile_fail,E0308
//! async fn edit(vault: &vault::Vault, actor: &vault::Actor, ring: &vault::Ring, card: &domain::client::SafeContact,
//!     label: &vault::Opened<vault::segment::Label>, identity: &vault::Opened<vault::segment::Identity>,
//!     form: domain::id::SubmissionId) {
//!     let _ = vault.edit_safe_contact(actor, ring, (label, identity), card, 0, form).await;
//! }
//! ```
//! What concerns HIV is read with its own proof, and written by its own door, which names the letter:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Casework>) {
//!     let _ = vault.hiv_facts(proof).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn write(vault: &vault::Vault, actor: &vault::Actor, proof: vault::Opened<vault::segment::Hiv>,
//!     facts: &domain::hiv::HivFacts, form: domain::id::SubmissionId) {
//!     let _ = vault.record_hiv(actor, &proof, facts, form).await;
//! }
//! ```
//! ```compile_fail,E0451
//! fn open(proof: vault::Opened<vault::segment::Hiv>, ring: vault::Ring) -> vault::hiv::OpenHiv {
//!     vault::hiv::OpenHiv { letter: domain::hiv::Letter::Written, proof, ring }
//! }
//! ```
//! There is no proof for the segment of clubs and groups yet, so nothing can read it:
//! ```compile_fail,E0425
//! fn never(_: vault::Opened<vault::segment::Group>) {}
//! ```
//! An actor carries private keys: it is not copied, not printed, not made by hand:
//! ```compile_fail,E0308
//! fn copy(actor: &vault::Actor) -> vault::Actor {
//!     actor.clone()
//! }
//! ```
//! ```compile_fail,E0277
//! fn print(actor: &vault::Actor) -> String {
//!     format!("{actor:?}")
//! }
//! ```
//! ```compile_fail,E0451
//! fn promote(actor: vault::Actor) -> vault::Actor {
//!     vault::Actor { role: domain::account::Role::Supervisor, ..actor }
//! }
//! ```
//! A client with her card is no member of staff, and no member of staff is she:
//! ```compile_fail,E0308
//! async fn open(vault: &vault::Vault, her: &vault::card::CardHolder, case: domain::id::CaseId) {
//!     let _ = vault.open_case(her, case, &[], domain::audit::Reason::Support).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn open(vault: &vault::Vault, actor: &vault::Actor) {
//!     let _ = vault.own_page(actor, 3).await;
//! }
//! ```
//! She carries a private key too, and number and PIN do not reach a log:
//! ```compile_fail,E0308
//! fn copy(her: &vault::card::CardHolder) -> vault::card::CardHolder {
//!     her.clone()
//! }
//! ```
//! ```compile_fail,E0277
//! fn print(pin: &domain::card::Pin) -> String {
//!     format!("{pin:?}")
//! }
//! ```
//! ```compile_fail,E0277
//! fn print(code: &domain::card::CardCode) -> String {
//!     format!("{code:?}")
//! }
//! ```
//! A session's token does not reach a log by accident:
//! ```compile_fail,E0277
//! fn print(token: &vault::Token) -> String {
//!     format!("{token:?}")
//! }
//! ```
//! A name has no `Display`:
//! ```compile_fail,E0277
//! fn print(alias: &domain::text::Line<60>) -> String {
//!     format!("{alias}")
//! }
//! ```
//! Nobody reaches the database around the vault:
//! ```compile_fail,E0616
//! fn reach(vault: &vault::Vault) {
//!     let _ = &vault.database;
//! }
//! ```
//! Each reader wants its own proof, and no other will do:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Casework>) {
//!     let _ = vault.case_head(proof).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Label>) {
//!     let _ = vault.identity(proof).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Label>) {
//!     let _ = vault.consents(proof).await;
//! }
//! ```
//! A receiver's proof reaches neither her number nor what was said:
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Packet>) {
//!     let _ = vault.safe_contact(proof).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, proof: &vault::Opened<vault::segment::Packet>) {
//!     let _ = vault.counsellings(proof, 10).await;
//! }
//! ```
//! A draft holds what she told; it is not read with a case's id alone, nor with the label's proof:
//! ```compile_fail,E0061
//! async fn read(vault: &vault::Vault, actor: &vault::Actor, case: domain::id::CaseId) {
//!     let _ = vault.draft(actor, vault::DraftOf::Counselling(case)).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn read(vault: &vault::Vault, actor: &vault::Actor, proof: &vault::Opened<vault::segment::Label>) {
//!     let _ = vault.draft(actor, proof, vault::DraftOf::Counselling(proof.case())).await;
//! }
//! ```
//! To know a case's id is not to have opened it:
//! ```compile_fail,E0308
//! async fn look(vault: &vault::Vault, actor: &vault::Actor, case: domain::id::CaseId) {
//!     let _ = vault.who_looked(actor, &case, 0, 10).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn shut(vault: &vault::Vault, actor: &vault::Actor, case: domain::id::CaseId, consent: domain::id::ConsentId) {
//!     let _ = vault.withdraw(actor, &case, consent).await;
//! }
//! ```
//! A packet is not previewed without the proof of the safe-contact card it is cut from:
//! ```compile_fail,E0308
//! async fn preview(vault: &vault::Vault, label: &vault::Opened<vault::segment::Label>, draft: &domain::referral::Draft) {
//!     let _ = vault.preview_referral(label, label, draft).await;
//! }
//! ```
//! One proof is not turned into another, and what is no segment has none:
//! ```compile_fail,E0605
//! fn turn(proof: vault::Opened<vault::segment::Label>) -> vault::Opened<vault::segment::Identity> {
//!     proof as vault::Opened<vault::segment::Identity>
//! }
//! ```
//! ```compile_fail,E0277
//! fn take(ring: &mut vault::Ring) {
//!     let _ = ring.take::<domain::consent::Segment>();
//! }
//! ```
//! A proof leaves the process in no form:
//! ```compile_fail,E0277
//! fn save(proof: &vault::Opened<vault::segment::Casework>) -> String {
//!     serde_json::to_string(proof).expect("never")
//! }
//! ```
//! The keys inside a proof, and the ways to use them, are the vault's own:
//! ```compile_fail,E0616
//! fn reach(proof: &vault::Opened<vault::segment::Casework>) {
//!     let _ = &proof.keys;
//! }
//! ```
//! ```compile_fail,E0624
//! fn reach(proof: &vault::Opened<vault::segment::Casework>) {
//!     let _ = proof.keys();
//! }
//! ```
//! A ring is not made, copied or printed:
//! ```compile_fail,E0451
//! fn make(case: domain::id::CaseId) -> vault::Ring {
//!     vault::Ring { case, tag: [0; 16], keys: Vec::new() }
//! }
//! ```
//! ```compile_fail,E0624
//! fn make(case: domain::id::CaseId) -> vault::Ring {
//!     vault::Ring::of_new_keys(case, [0; 16], Vec::new())
//! }
//! ```
//! ```compile_fail,E0308
//! fn copy(ring: &vault::Ring) -> vault::Ring {
//!     ring.clone()
//! }
//! ```
//! ```compile_fail,E0277
//! fn print(ring: &vault::Ring) -> String {
//!     format!("{ring:?}")
//! }
//! ```
//! Nobody takes an actor's keys, keeps one, or becomes one without a session:
//! ```compile_fail,E0616
//! fn reach(actor: &vault::Actor) {
//!     let _ = &actor.keys;
//! }
//! ```
//! ```compile_fail,E0277
//! fn save(actor: &vault::Actor) -> String {
//!     serde_json::to_string(actor).expect("never")
//! }
//! ```
//! ```compile_fail,E0624
//! async fn become_her(vault: &vault::Vault, account: domain::id::AccountId) {
//!     let _ = vault.begin_session(account, &[0; 32]).await;
//! }
//! ```
//! A session's token is not copied, and its bytes leave it only by the one word for it:
//! ```compile_fail,E0308
//! fn copy(token: &vault::Token) -> vault::Token {
//!     token.clone()
//! }
//! ```
//! ```compile_fail,E0277
//! fn save(token: &vault::Token) -> String {
//!     serde_json::to_string(token).expect("never")
//! }
//! ```
//! A row of a list carries the tag it was audited under; it is not invented:
//! ```compile_fail,E0451
//! fn invent(case: domain::id::CaseId, label: domain::case::Label) -> vault::case::Listed {
//!     vault::case::Listed { case, label, covered_until: None, closed_at: None, carried_on_in: None, tag: [0; 16], consent: case.0 }
//! }
//! ```
//! The gate's other side, the audit's pen, the statements and the ciphers are not reached from outside:
//! ```compile_fail,E0624
//! async fn open(vault: &vault::Vault, actor: &vault::Actor, id: domain::id::ReferralId) {
//!     let _ = vault.open_packet(actor, id, domain::audit::Reason::Referral).await;
//! }
//! ```
//! ```compile_fail,E0603
//! fn write(_: vault::audit::Event<'_>) {}
//! ```
//! ```compile_fail,E0603
//! async fn connect() {
//!     let _ = vault::engine::Database::open("sqlite://x").await;
//! }
//! ```
//! ```compile_fail,E0603
//! fn key() -> vault::crypt::Key {
//!     unreachable!()
//! }
//! ```
//! What she told has no `Display` either:
//! ```compile_fail,E0277
//! fn print(told: &domain::text::Prose<100>) -> String {
//!     format!("{told}")
//! }
//! ```
