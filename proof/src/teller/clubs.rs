//! Clubs: what is done about one, and what somebody sees of its list.

use super::deeds::Made;
use super::{Held, Mismatch, Teller, never};
use crate::model::{Door, ListSight};
use crate::people::{NAMES, evidence};
use crate::step::{Came, InClub, Pick};
use chrono::Days;
use domain::club::{ClubForm, Listing, ListingForm, Member, Until};
use domain::date::display;
use domain::id::{ClubId, ClubMemberId};
use std::collections::BTreeSet;
use vault::club::{Lead, ListEnd, Standing};

/// Each line has an alias of its own, so that one shown for another is noticed.
fn alias(line: usize) -> String {
    format!("Dòng {line}")
}

impl Teller {
    fn club_id(&self, club: Option<usize>) -> ClubId {
        club.map_or_else(|| ClubId(never()), |club| self.clubs[club])
    }

    fn line_id(&self, line: Option<usize>) -> ClubMemberId {
        line.map_or_else(|| ClubMemberId(never()), |line| self.lines[line])
    }

    /// What somebody says who lets herself be listed.
    fn listing(&self, line: usize, days: u64) -> (Member, Until) {
        let now = self.deployment.vault.now();
        let until = display(self.deployment.vault.today() + Days::new(days));
        let form = ListingForm {
            answer: "yes".into(),
            alias: alias(line),
            until,
            evidence: evidence(),
            ..ListingForm::blank(now)
        };
        match form.check("nobody", now) {
            Ok(Listing::Yes(member, until)) => (member, until),
            Ok(Listing::NotNow) => panic!("she said yes"),
            Err(problems) => panic!("{problems:?}"),
        }
    }

    pub(super) async fn in_club(&self, who: usize, club: Pick, deed: InClub) -> (Came, Made) {
        let (vault, actor, refused) = (&self.deployment.vault, self.actor(who), (Came::Refused, Made::Nothing));
        let done = |done: bool| (if done { Came::Done } else { Came::Refused }, Made::Nothing);
        let club = self.model.club(club);
        let id = self.club_id(club);
        match deed {
            InClub::Found => {
                let form = ClubForm {
                    name: "Câu lạc bộ".into(),
                    kind: "club".into(),
                    host: "Hội Phụ nữ phường".into(),
                    commune: "03646".into(),
                    frequency: "monthly".into(),
                    ..ClubForm::default()
                };
                let kept = form.check(vault.today(), |_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
                let founded = vault.keep_club(actor, &kept, self.form()).await.expect("answered");
                founded.map_or(refused, |club| (Came::Done, Made::Club(club)))
            }
            InClub::Name { whom } => {
                done(vault.name_lead(actor, id, self.accounts[whom]).await.expect("answered").is_some())
            }
            InClub::NameNoMore { whom } => {
                done(vault.end_lead(actor, id, self.accounts[whom]).await.expect("answered").is_some())
            }
            InClub::Begin => done(vault.begin_list(actor, id).await.expect("answered").is_some()),
            InClub::Give { whom } => {
                let Some(list) = vault.open_list(actor, id).await.expect("answered") else { return refused };
                let (leads, whom) = (vault.club_leads(actor, id).await.expect("answered"), self.accounts[whom]);
                let mark = leads.iter().find(|lead| lead.account() == whom).map(Lead::mark);
                done(vault.give_list(actor, &list, whom, &mark.unwrap_or_default()).await.expect("answered").is_some())
            }
            InClub::List { days } => {
                let Some(list) = vault.open_list(actor, id).await.expect("answered") else { return refused };
                let (member, until) = self.listing(self.lines.len(), days);
                let listed = vault.list_member(actor, &list, &member, &until, self.form()).await.expect("answered");
                listed.map_or(refused, |line| (Came::Done, Made::Line(line)))
            }
            InClub::ListAgain { line, days } => {
                let Some(list) = vault.open_list(actor, id).await.expect("answered") else { return refused };
                let line = self.model.line(club, line);
                let (member, until) = self.listing(line.unwrap_or(usize::MAX), days);
                let id = self.line_id(line);
                let again = vault.list_again(actor, &list, id, &member, &until, self.form()).await;
                done(again.expect("answered").is_some())
            }
            InClub::Unlist { line, leaves } => {
                let Some(list) = vault.open_list(actor, id).await.expect("answered") else { return refused };
                let how = if leaves { ListEnd::Left } else { ListEnd::Withdrawn };
                let line = self.line_id(self.model.line(club, line));
                done(vault.unlist(actor, &list, line, how).await.expect("answered").is_some())
            }
        }
    }

    /// A key that was made or given comes with the next request.
    pub(super) async fn learn_club(&mut self, by: usize, deed: InClub) -> Held {
        match deed {
            InClub::Begin => self.again(by).await,
            InClub::Give { whom } if !self.model.people[whom].closed => self.again(whom).await,
            _ => Ok(()),
        }
    }

    /// Looks at how somebody stands to a club's list, and at who stands on it.
    pub(super) async fn look_at_list(&mut self, who: usize, club: Option<usize>) -> Held {
        let Some(club) = club.filter(|_| !self.model.people[who].closed) else { return Ok(()) };
        self.arrive(who).await?;
        let (sight, must) = (self.list_sight(who, club).await?, self.model.list_sight(who, club));
        self.same(|| format!("what {} sees of the list of club {club}", NAMES[who]), sight, must)
    }

    async fn list_sight(&self, who: usize, club: usize) -> Held<ListSight> {
        let (vault, actor, id) = (&self.deployment.vault, self.actor(who), self.clubs[club]);
        let door = match vault.list_standing(actor, id).await.expect("answered") {
            Standing::NotHers => Door::NotHers,
            Standing::Open => Door::Open,
            Standing::Waits => Door::Waits,
            Standing::NotBegun => Door::NotBegun,
            Standing::Lost => Door::Lost,
        };
        let Some(list) = vault.open_list(actor, id).await.expect("answered") else {
            return Ok(ListSight { door, lines: None });
        };
        let mut lines = BTreeSet::new();
        for one in vault.listed(actor, &list).await.expect("read") {
            let line = self.lines.iter().position(|id| *id == one.id).unwrap_or(usize::MAX);
            if one.member.alias.as_str() != alias(line) {
                return Err(Mismatch(format!("line {line} shows `{}`", one.member.alias.as_str())));
            }
            lines.insert((line, one.until));
        }
        Ok(ListSight { door, lines: Some(lines) })
    }

    /// The register as somebody reads it, and the clubs she leads.
    pub(super) async fn clubs(&self, who: usize) -> (Option<BTreeSet<usize>>, BTreeSet<usize>) {
        let (vault, actor) = (&self.deployment.vault, self.actor(who));
        let place = |id: ClubId| self.clubs.iter().position(|one| *one == id).unwrap_or(usize::MAX);
        let kept = vault.clubs(actor).await.expect("answered");
        let led = vault.clubs_led(actor).await.expect("answered");
        let kept = kept.map(|all| all.iter().map(|club| place(club.id)).collect());
        (kept, led.iter().map(|club| place(club.club())).collect())
    }
}
