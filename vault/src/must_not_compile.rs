//! I6: code that reads a segment does not compile without that segment's proof. Each block below must fail to compile,
//! with the error that is named, whenever the tests run.
//!
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
//! There is no proof for the segment of HIV yet, so nothing can read it:
//! ```compile_fail,E0425
//! fn never(_: vault::Opened<vault::segment::Hiv>) {}
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
