//! A club with its list, for stories.

use super::{World, log_in};
use domain::club::{ClubForm, Listing, ListingForm, Meeting, MeetingForm, Member, Until};
use domain::commodity::{MoveForm, PiecesForm};
use domain::consent::EvidenceForm;
use domain::id::{AccountId, ClubId, ClubMemberId, MeetingId, MovementId, VolunteerTeamId};
use domain::volunteer_team::TeamForm;
use vault::Actor;
use vault::club::{OpenedList, Recorded};

/// A team of volunteers, as it is typed.
pub fn team_form() -> TeamForm {
    TeamForm {
        name: "Đội tình nguyện phường".into(),
        commune: "03646".into(),
        decision: "12/QĐ-UBND".into(),
        decided_on: "02/03/2026".into(),
        from_women: "4".into(),
        ..TeamForm::default()
    }
}

/// What is kept of one.
pub fn club_form() -> ClubForm {
    ClubForm {
        name: "Câu lạc bộ Hoa Ban".into(),
        kind: "club".into(),
        host: "Hội Liên hiệp Phụ nữ phường".into(),
        commune: "03646".into(),
        frequency: "monthly".into(),
        ..ClubForm::default()
    }
}

/// Somebody who says yes to being listed under this name.
pub fn listing(world: &World, alias: &str) -> (Member, Until) {
    let form = ListingForm {
        answer: "yes".into(),
        alias: alias.into(),
        reach: "nhắn qua chị Xuân".into(),
        evidence: EvidenceForm {
            method: "signature".into(),
            language: "vi".into(),
            witness: "Vì Thị Xuân".into(),
            told_sensitive: "yes".into(),
            understood: "yes".into(),
            ..EvidenceForm::blank()
        },
        ..ListingForm::blank(world.vault.now())
    };
    match form.check("Lò Thị Thơm", world.vault.now()) {
        Ok(Listing::Yes(member, until)) => (member, until),
        Ok(Listing::NotNow) => panic!("she said yes"),
        Err(problems) => panic!("{problems:?}"),
    }
}

/// A meeting of today with these members and four others.
pub fn meeting(world: &World, present: &[ClubMemberId]) -> Meeting {
    let form = MeetingForm {
        on: domain::date::display(world.vault.today()),
        state: "held".into(),
        venue: "hall".into(),
        topics: vec!["mind".into(), "work".into()],
        present: present.iter().map(ToString::to_string).collect(),
        others: "4".into(),
        decisions: "Tháng sau học nấu ăn.".into(),
        ..MeetingForm::default()
    };
    form.check(world.vault.today(), |_| true).unwrap_or_else(|problems| panic!("{problems:?}"))
}

impl World {
    /// The account of somebody of the organisation who can lead clubs.
    pub async fn facilitator(&self, name: &str) -> AccountId {
        let all = self.vault.facilitators(&self.supervisor).await.expect("read");
        all.into_iter().find(|(_, other)| other == name).expect("invited").0
    }

    /// A club that `thom` was named to lead, before she began its list.
    pub async fn named_club(&self) -> ClubId {
        let club = club_form().check(self.vault.today(), |_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        let id = self.vault.keep_club(&self.supervisor, &club, self.form()).await.expect("written").expect("may");
        let thom = self.facilitator("Lò Thị Thơm").await;
        self.vault.name_lead(&self.supervisor, id, thom).await.expect("written").expect("fits");
        id
    }

    /// A club whose list `thom` began, and she with its key.
    pub async fn club(&self) -> (ClubId, Actor) {
        let id = self.named_club().await;
        let thom = log_in(&self.vault, "thom").await;
        self.vault.begin_list(&thom, id).await.expect("written").expect("hers");
        (id, log_in(&self.vault, "thom").await)
    }

    /// Somebody on its list.
    pub async fn member(&self, actor: &Actor, list: &OpenedList, alias: &str) -> ClubMemberId {
        let (member, until) = listing(self, alias);
        self.vault.list_member(actor, list, &member, &until, self.form()).await.expect("written").expect("hers")
    }

    /// A meeting of it.
    pub async fn meet(&self, actor: &Actor, list: &OpenedList, present: &[ClubMemberId]) -> MeetingId {
        let meeting = meeting(self, present);
        let met = self.vault.record_meeting(actor, list, &meeting, None, self.form()).await.expect("written");
        match met.expect("hers") {
            Recorded::Now(id) => id,
            Recorded::Meanwhile(_) => panic!("nobody else wrote"),
        }
    }

    /// Something came into the team's store.
    pub async fn received(&self) -> MovementId {
        let pieces = PiecesForm { condoms: "100".into(), ..PiecesForm::default() };
        let form = MoveForm { kind: "received".into(), pieces, ..MoveForm::default() };
        let movement = form.check(|_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        let moved = self.vault.move_commodities(&self.supervisor, &movement, self.form()).await;
        moved.expect("written").expect("may").unwrap_or_else(|problems| panic!("{problems:?}"));
        self.vault.team_stock(&self.supervisor).await.expect("read").expect("may").lines[0].id
    }

    /// A team of volunteers.
    pub async fn volunteer_team(&self) -> VolunteerTeamId {
        let team = team_form().check(self.vault.today(), |_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        self.vault.keep_volunteer_team(&self.supervisor, &team, self.form()).await.expect("written").expect("may")
    }
}
