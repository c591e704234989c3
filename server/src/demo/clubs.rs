//! A club that Thơm leads, with three who let it list them, and the team of volunteers whose pledges are signed.

use super::{Maker, typed};
use anyhow::Context;
use chrono::{Days, TimeDelta};
use domain::audit::Reason;
use domain::club::{ClubForm, Listing, ListingForm, MeetingForm, SavingForm};
use domain::consent::{EvidenceForm, Segment};
use domain::date::display;
use domain::id::{AccountId, CaseId, ClubMemberId};
use domain::volunteer_team::{MonthForm, PledgeForm, TeamForm, TrainingForm, months};
use vault::club::OpenedList;
use vault::{Actor, segment};

impl Maker {
    /// Every volunteer signs before she meets anybody.
    pub(super) async fn pledges(&self, supervisor: &Actor) -> anyhow::Result<()> {
        let today = self.vault.today();
        let form = PledgeForm { signed_on: display(today), witness: "Lò Thị Mai".into(), signed: "yes".into() };
        for volunteer in self.vault.volunteers(supervisor).await?.context("a supervisor may")? {
            let pledge = typed(form.check(&volunteer.name, supervisor.name(), today))?;
            self.vault.record_pledge(supervisor, volunteer.account(), &pledge).await?.context("one of her team")?;
        }
        Ok(())
    }

    /// The club, its list, a meeting that was and one to come, and what was put by.
    pub(super) async fn clubs(&self, of_a_client: CaseId) -> anyhow::Result<()> {
        let supervisor = self.log_in("ha.on").await?;
        let today = self.vault.today();
        let form = ClubForm {
            name: "Câu lạc bộ Ban Trắng".into(),
            kind: "club".into(),
            host: "Hội Liên hiệp Phụ nữ phường Tô Hiệu".into(),
            commune: "03646".into(),
            founded_on: "08/03/2026".into(),
            decision: "21/QĐ-UBND".into(),
            frequency: "monthly".into(),
            rules: "Ai cũng được chào đón. Chuyện trong câu lạc bộ ở lại trong câu lạc bộ.".into(),
            funding: "Ngân sách phường và đóng góp của thành viên".into(),
            began_from: String::new(),
        };
        let club = typed(form.check(today, |_| true))?;
        let club = self.vault.keep_club(&supervisor, &club, self.form()).await?.context("a supervisor may")?;
        let leads = self.vault.facilitators(&supervisor).await?;
        let named = |name: &str| leads.iter().find(|(_, lead)| lead == name).context("somebody to lead it");
        let (thom, mai) = (named("Lò Thị Thơm")?.0, named("Lò Thị Mai")?.0);
        self.vault.name_lead(&supervisor, club, thom).await?.context("a supervisor may")?;
        self.volunteer_team(&supervisor).await?;
        self.vault.begin_list(&self.log_in("thom").await?, club).await?.context("she was named")?;
        // With the key in her session.
        let thom = self.log_in("thom").await?;
        let list = self.vault.open_list(&thom, club).await?.context("her own list")?;
        let mut members = Vec::new();
        // The last one will soon be asked again.
        for (alias, days) in [("Mận", 330), ("Đào", 300), ("Mơ", 9)] {
            members.push(self.listed(&thom, &list, alias, days).await?);
        }
        self.tied(&supervisor, (&thom, &list, mai), members[1], of_a_client).await?;
        self.meetings(&thom, &list, &members).await?;
        for (whose, amount) in [(members[0].to_string(), "200.000"), (SavingForm::WHOLE.to_owned(), "150.000")] {
            let form = SavingForm {
                on: display(today),
                kind: "deposit".into(),
                whose,
                amount: amount.into(),
                note: String::new(),
            };
            let line = typed(form.check(today, |_| true))?;
            typed(self.vault.record_saving(&thom, &list, &line, self.form()).await?.context("her own list")?)?;
        }
        Ok(())
    }

    async fn listed(&self, thom: &Actor, list: &OpenedList, alias: &str, days: i64) -> anyhow::Result<ClubMemberId> {
        let now = self.vault.now();
        let form = ListingForm {
            answer: "yes".into(),
            alias: alias.into(),
            reach: "Nhắn qua chị Xuân".into(),
            until: display(domain::date::local_date(now + TimeDelta::days(days))),
            evidence: EvidenceForm {
                method: "signature".into(),
                language: "vi".into(),
                witness: "Vì Thị Xuân".into(),
                told_sensitive: "yes".into(),
                understood: "yes".into(),
                ..EvidenceForm::blank()
            },
            ..ListingForm::blank(now)
        };
        let Listing::Yes(member, until) = typed(form.check(thom.name(), now))? else {
            anyhow::bail!("she says yes");
        };
        self.vault.list_member(thom, list, &member, &until, self.form()).await?.context("her own list")
    }

    /// Mai leads the club too, and one of its members is a client of hers.
    async fn tied(
        &self,
        supervisor: &Actor,
        (thom, list, mai): (&Actor, &OpenedList, AccountId),
        member: ClubMemberId,
        case: CaseId,
    ) -> anyhow::Result<()> {
        self.vault.name_lead(supervisor, list.club(), mai).await?.context("a supervisor may")?;
        let leads = self.vault.club_leads(thom, list.club()).await?;
        let mark = leads.iter().find(|lead| lead.account() == mai).context("she was named")?.mark();
        self.vault.give_list(thom, list, mai, &mark).await?.context("her own list")?;
        let mai = self.log_in("mai").await?;
        let hers = self.vault.open_list(&mai, list.club()).await?.context("she was given it")?;
        let ring = self.vault.open_case(&mai, case, &[Segment::Casework], Reason::Support).await?;
        let casework = ring.context("her own case")?.take::<segment::Casework>().context("her own case")?;
        self.vault.tie_member(&mai, &hers, member, &casework).await?.context("she holds both")
    }

    async fn meetings(&self, thom: &Actor, list: &OpenedList, members: &[ClubMemberId]) -> anyhow::Result<()> {
        let today = self.vault.today();
        let before = today.checked_sub_days(Days::new(2)).context("a day")?;
        let next = today.checked_add_days(Days::new(26)).context("a day")?;
        let held = MeetingForm {
            on: display(before),
            state: "held".into(),
            venue: "hall".into(),
            topics: vec!["mind".into(), "work".into()],
            guest: "Trung tâm Dịch vụ việc làm".into(),
            present: members.iter().map(ToString::to_string).collect(),
            others: "6".into(),
            new_people: "2".into(),
            leaflets: "9".into(),
            referrals: "1".into(),
            decisions: "Tháng sau mời giáo viên dạy nấu ăn.".into(),
            cost: "350.000".into(),
            satisfaction: "5".into(),
            next_on: display(next),
            ..MeetingForm::default()
        };
        let planned = MeetingForm {
            on: display(next),
            state: "planned".into(),
            venue: "hall".into(),
            topics: vec!["work".into()],
            ..MeetingForm::default()
        };
        for form in [held, planned] {
            let meeting = typed(form.check(today, |_| true))?;
            self.vault.record_meeting(thom, list, &meeting, None, self.form()).await?.context("her own list")?;
        }
        Ok(())
    }

    async fn volunteer_team(&self, supervisor: &Actor) -> anyhow::Result<()> {
        let today = self.vault.today();
        let team = TeamForm {
            name: "Đội tình nguyện phường Tô Hiệu".into(),
            commune: "03646".into(),
            decision: "12/QĐ-UBND".into(),
            decided_on: "02/03/2026".into(),
            from_women: "4".into(),
            from_youth: "3".into(),
            from_health: "2".into(),
            ..TeamForm::default()
        };
        let team = typed(team.check(today, |_| true))?;
        let team = self.vault.keep_volunteer_team(supervisor, &team, self.form()).await?.context("a supervisor may")?;
        let training = TrainingForm {
            held_on: display(today),
            topic: "Lắng nghe, không phán xét và giữ bí mật".into(),
            people: "9".into(),
        };
        let training = typed(training.check(today))?;
        self.vault.keep_training(supervisor, team, &training, self.form()).await?.context("her own team")?;
        let [_, month, _] = months(today);
        let month = typed(MonthForm { month, contacts: "40".into(), days: "4".into() }.check(today))?;
        for volunteer in self.vault.volunteers(supervisor).await?.context("a supervisor may")? {
            self.vault.plan_month(supervisor, volunteer.account(), &month).await?.context("one of her team")?;
        }
        Ok(())
    }
}
