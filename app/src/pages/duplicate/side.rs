//! One of two records that are compared: opened with its own keys, in as far as they are held.

use crate::fault::Fault;
use crate::pages::case::card::card_of;
use crate::pages::case::list::reason;
use crate::pages::case::next_words;
use crate::pages::consent::parts::words;
use crate::pages::counselling::list::kind;
use crate::parts::commune;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::client::{Born, Identity, Phone, SafeContact};
use domain::consent::Segment;
use domain::date::{display, local_date};
use domain::id::CaseId;
use vault::case::CaseHead;
use vault::consent::Entry;
use vault::counselling::Held;
use vault::{Opened, Ring, segment};

/// Sessions shown of each.
const SESSIONS: u32 = 3;

/// One record.
pub struct Side {
    pub case: CaseId,
    pub ring: Ring,
    pub label: Opened<segment::Label>,
    pub head: CaseHead,
    who: Identity,
    card: Option<SafeContact>,
    sessions: Vec<Held>,
    consents: Vec<Entry>,
}

impl Side {
    /// What is open only because the glass was broken is there to be read in that emergency, and not to be compared.
    pub async fn open(member: &Member, case: CaseId) -> Result<Self, Fault> {
        let vault = &member.site.vault;
        let segments = [Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];
        let opened = vault.open_case(member.actor(), case, &segments, reason(member)).await?;
        let mut ring = opened.filter(|ring| !ring.in_an_emergency()).ok_or(Fault::NotFound)?;
        let label = ring.take::<segment::Label>().ok_or(Fault::NotFound)?;
        let head = vault.case_head(&label).await?;
        let who = match ring.take::<segment::Identity>() {
            Some(identity) => vault.identity(&identity).await?,
            None => Identity::default(),
        };
        let card = card_of(vault, ring.take()).await?;
        let (mut sessions, mut consents) = (Vec::new(), Vec::new());
        if let Some(casework) = ring.take::<segment::Casework>() {
            sessions = vault.counsellings(&casework, SESSIONS).await?;
            consents = vault.consents(&casework).await?;
        }
        Ok(Self { case, ring, label, head, who, card, sessions, consents })
    }

    pub fn code(&self) -> String {
        self.head.label.code.as_str().to_owned()
    }

    /// What the table says of it, row by row; each row may be several lines.
    pub fn rows(&self, l: Locale, today: NaiveDate) -> Vec<(&'static str, Vec<String>)> {
        let one = |text: Option<String>| text.into_iter().collect::<Vec<_>>();
        let sessions =
            self.sessions.iter().map(|held| format!("{} · {}", display(held.session.held_on), kind(l, &held.session)));
        vec![
            (say!(l, duplicate.alias), vec![self.head.label.alias.as_str().to_owned()]),
            (say!(l, duplicate.code), vec![self.code()]),
            (say!(l, duplicate.name), one(self.who.name.as_ref().map(|name| name.as_str().to_owned()))),
            (say!(l, client.born), one(self.who.born.map(Born::display))),
            (say!(l, client.commune), one(self.who.commune.as_deref().map(|code| commune::name(code).to_owned()))),
            (
                say!(l, duplicate.phone),
                one(self.card.as_ref().and_then(|card| card.phone.as_ref()).map(Phone::display)),
            ),
            (say!(l, duplicate.channel), one(self.card.as_ref().map(|card| card.channel.said(l).to_owned()))),
            (say!(l, duplicate.opened), vec![display(local_date(self.head.opened_at))]),
            (say!(l, duplicate.next), one(self.head.label.next.map(|next| next_words(l, next, today)))),
            (say!(l, duplicate.sessions), sessions.collect()),
            (
                say!(l, duplicate.consents),
                self.consents.iter().filter(|entry| entry.live).map(|entry| words(l, entry)).collect(),
            ),
        ]
    }
}
