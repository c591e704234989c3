//! A club's list: who opens it, what a yes to be listed carries, what is left when it ends.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::clubs::{club_form, listing, meeting};
use crate::support::{World, join, log_in, worlds};
use chrono::TimeDelta;
use domain::account::{NewPasswordForm, Role};
use domain::club::{ClubStanding, MeetingForm, Saving, SavingKind};
use domain::id::{AccountId, ClubMemberId};
use domain::problem::Problem;
use vault::Actor;
use vault::club::{KeyGiven, ListEnd, OpenedList, Recorded, Standing, Version};
use vault::testing::run_sql;

async fn aliases(world: &World, actor: &Actor, list: &OpenedList) -> Vec<String> {
    let listed = world.vault.listed(actor, list).await.unwrap();
    listed.into_iter().map(|one| one.member.alias.as_str().to_owned()).collect()
}

async fn second(world: &World) -> Actor {
    join(&world.vault, &world.administrator, "lien", Role::Facilitator).await
}

#[tokio::test]
async fn a_list_opens_for_who_leads_the_club_and_for_nobody_else() {
    for world in worlds("club_opens").await {
        let vault = &world.vault;
        let other = second(&world).await;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        world.member(&thom, &list, "Mận").await;
        assert_eq!(aliases(&world, &thom, &list).await, ["Mận"]);
        let everybody_else = [
            &world.supervisor,
            &world.administrator,
            &world.worker,
            &world.colleague,
            &world.volunteer,
            &world.clinic,
            &world.officer,
            &other,
        ];
        for actor in everybody_else {
            assert!(vault.open_list(actor, club).await.unwrap().is_none(), "{:?}", actor.role());
            assert_eq!(vault.list_standing(actor, club).await.unwrap(), Standing::NotHers, "{:?}", actor.role());
            assert!(vault.begin_list(actor, club).await.unwrap().is_none(), "{:?}", actor.role());
            // Nor with the proof of somebody else's look.
            assert!(vault.listed(actor, &list).await.unwrap().is_empty(), "{:?}", actor.role());
            let (member, until) = listing(&world, "Lạ");
            let listed = vault.list_member(actor, &list, &member, &until, world.form()).await.unwrap();
            assert!(listed.is_none(), "{:?}", actor.role());
        }
        // Nor with the supervisor's name in the register: she is no facilitator.
        assert!(vault.name_lead(&world.supervisor, club, world.supervisor.account()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_key_is_given_on_by_who_holds_it() {
    for world in worlds("club_given").await {
        let vault = &world.vault;
        let lien = second(&world).await;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        world.member(&thom, &list, "Mận").await;
        // Somebody who was not named is given nothing.
        assert!(vault.give_list(&thom, &list, lien.account(), &lien.key_mark()).await.unwrap().is_none());
        vault.name_lead(&world.administrator, club, lien.account()).await.unwrap().unwrap();
        assert_eq!(vault.list_standing(&lien, club).await.unwrap(), Standing::Waits);
        assert!(vault.begin_list(&lien, club).await.unwrap().is_none(), "somebody holds the key");
        vault.give_list(&thom, &list, lien.account(), &lien.key_mark()).await.unwrap().unwrap();
        let lien = log_in(vault, "lien").await;
        let hers = vault.open_list(&lien, club).await.unwrap().unwrap();
        assert_eq!(aliases(&world, &lien, &hers).await, ["Mận"]);
        // The one who gave it on leaves: the list stays with the other.
        vault.end_lead(&world.supervisor, club, thom.account()).await.unwrap().unwrap();
        let thom = log_in(vault, "thom").await;
        assert!(vault.open_list(&thom, club).await.unwrap().is_none());
        assert!(vault.listed(&thom, &list).await.unwrap().is_empty(), "with an old look neither");
        assert_eq!(aliases(&world, &lien, &hers).await, ["Mận"]);
    }
}

/// Her last request began before she came back with another key pair, and is read to its end afterwards: it makes no key that
/// the new pair does not open, with which she could not log in any more. Nor does who left name anybody.
#[tokio::test]
async fn who_came_back_or_left_meanwhile_begins_no_list_and_names_nobody() {
    for world in worlds("club_meanwhile").await {
        let vault = &world.vault;
        let club = world.named_club().await;
        let mai = world.worker.account();
        let hai = join(vault, &world.administrator, "hai", Role::Supervisor).await.account();
        world.admit(&world.supervisor, hai).await.unwrap().unwrap();
        let leaving = log_in(vault, "hai").await;
        vault.close_account(&world.administrator, hai).await.unwrap().unwrap();
        assert!(vault.name_lead(&leaving, club, mai).await.unwrap().is_none());
        vault.name_lead(&world.supervisor, club, mai).await.unwrap().unwrap();

        let link = vault.readmit(&world.supervisor, mai).await.unwrap().unwrap();
        let word = "mot mat khau khac";
        let password = NewPasswordForm { password: word.into(), password_again: word.into() }.check().unwrap();
        vault.accept_readmission(&link, &password).await.unwrap().unwrap();
        assert!(vault.begin_list(&world.worker, club).await.unwrap().is_none());
        world.admit(&world.supervisor, mai).await.unwrap().unwrap();
        let token = vault.log_in("mai", Some(word)).await.unwrap().unwrap();
        let mai = vault.session(&token).await.unwrap().expect("each of her keys opens");
        vault.begin_list(&mai, club).await.unwrap().unwrap();
    }
}

/// The key of a list is none of her team's: she goes on waiting for those, and is seen to wait.
#[tokio::test]
async fn who_waits_for_the_teams_keys_waits_also_with_the_key_of_a_list() {
    for world in worlds("club_waits").await {
        let vault = &world.vault;
        let waits = async |account: AccountId| {
            let members = vault.members(&world.supervisor).await.unwrap();
            members.iter().find(|member| member.account == account).unwrap().waits
        };
        let club = world.named_club().await;
        let vien = join(vault, &world.administrator, "vien", Role::SocialWorker).await;
        vault.name_lead(&world.supervisor, club, vien.account()).await.unwrap().unwrap();
        vault.begin_list(&vien, club).await.unwrap().unwrap();
        let vien = log_in(vault, "vien").await;
        assert!(vault.open_list(&vien, club).await.unwrap().is_some());
        assert!(vien.awaits_admission() && waits(vien.account()).await);
        world.admit(&world.supervisor, vien.account()).await.unwrap().unwrap();
        assert!(!log_in(vault, "vien").await.awaits_admission() && !waits(vien.account()).await);
    }
}

/// Whoever writes the database puts another public key in the place of hers after two people compared the marks, and before the
/// button is pressed: it is given nothing, and who pressed is told.
#[tokio::test]
async fn a_list_is_given_to_the_key_whose_mark_was_compared() {
    for world in worlds("club_compared").await {
        let vault = &world.vault;
        let lien = second(&world).await;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        for named in [lien.account(), world.worker.account()] {
            vault.name_lead(&world.administrator, club, named).await.unwrap().unwrap();
        }
        let swap = "update parties set public_key = (select theirs.public_key from parties as theirs join accounts \
                    on accounts.party_id = theirs.id where accounts.username = 'dung') \
                    where id = (select party_id from accounts where username = 'lien')";
        for (waiting, swapped) in [(&world.worker, false), (&lien, true)] {
            let leads = vault.club_leads(&thom, club).await.unwrap();
            let shown = leads.iter().find(|lead| lead.account() == waiting.account()).unwrap().mark();
            assert_eq!(shown, waiting.key_mark());
            if swapped {
                assert_eq!(run_sql(&world.url, swap).await, 1);
            }
            let given = vault.give_list(&thom, &list, waiting.account(), &shown).await.unwrap().unwrap();
            let standing = vault.list_standing(waiting, club).await.unwrap();
            let (told, stands) =
                if swapped { (KeyGiven::OtherKey, Standing::Waits) } else { (KeyGiven::Now, Standing::Open) };
            assert_eq!((given, standing), (told, stands));
        }
    }
}

/// Whichever comes first: who leaves in the moment a key is given to her holds none.
#[tokio::test]
async fn who_leaves_while_a_list_is_given_to_her_holds_no_key() {
    for world in worlds("club_leaves").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        for name in ["lien", "hai", "van"] {
            let named = join(vault, &world.administrator, name, Role::Facilitator).await;
            let (named, mark) = (named.account(), named.key_mark());
            vault.name_lead(&world.administrator, club, named).await.unwrap().unwrap();
            let (given, closed) = tokio::join!(
                vault.give_list(&thom, &list, named, &mark),
                vault.close_account(&world.administrator, named)
            );
            given.unwrap();
            assert!(closed.unwrap().is_some());
            let hers =
                format!("delete from holdings where account_id = (select id from accounts where username = '{name}')");
            assert_eq!(run_sql(&world.url, &hers).await, 0);
            assert!(vault.open_list(&thom, club).await.unwrap().is_some());
        }
    }
}

#[tokio::test]
async fn where_nobody_holds_the_key_a_list_begins_empty() {
    for world in worlds("club_afresh").await {
        let vault = &world.vault;
        let lien = second(&world).await;
        let (club, thom) = world.club().await;
        let old = vault.open_list(&thom, club).await.unwrap().unwrap();
        let member = world.member(&thom, &old, "Mận").await;
        world.meet(&thom, &old, &[member]).await;
        vault.end_lead(&world.supervisor, club, thom.account()).await.unwrap().unwrap();
        vault.name_lead(&world.supervisor, club, lien.account()).await.unwrap().unwrap();
        assert_eq!(vault.list_standing(&lien, club).await.unwrap(), Standing::Lost);
        vault.begin_list(&lien, club).await.unwrap().unwrap();
        let lien = log_in(vault, "lien").await;
        let new = vault.open_list(&lien, club).await.unwrap().unwrap();
        assert!(aliases(&world, &lien, &new).await.is_empty());
        assert!(vault.meetings(&new).await.unwrap().is_empty());
        // Named once more, she opens nothing of the old either.
        vault.name_lead(&world.supervisor, club, thom.account()).await.unwrap().unwrap();
        let thom = log_in(vault, "thom").await;
        assert_eq!(vault.list_standing(&thom, club).await.unwrap(), Standing::Waits);
        assert!(vault.listed(&thom, &old).await.unwrap().is_empty());
        assert!(vault.meetings(&old).await.unwrap().is_empty(), "nothing of the old stays");
    }
}

#[tokio::test]
async fn a_yes_that_is_taken_back_takes_the_line_with_it() {
    for world in worlds("club_withdrawn").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let leaves = world.member(&thom, &list, "Mận").await;
        let stays = world.member(&thom, &list, "Đào").await;
        let met = world.meet(&thom, &list, &[leaves, stays]).await;
        vault.unlist(&thom, &list, leaves, ListEnd::Withdrawn).await.unwrap().unwrap();
        assert_eq!(aliases(&world, &thom, &list).await, ["Đào"]);
        assert!(vault.listed_member(&thom, &list, leaves).await.unwrap().is_none());
        assert!(vault.unlist(&thom, &list, leaves, ListEnd::Withdrawn).await.unwrap().is_none(), "once");
        let (member, until) = listing(&world, "Mận");
        let again = vault.list_again(&thom, &list, leaves, &member, &until, world.form()).await.unwrap();
        assert!(again.is_none(), "what was taken back is not renewed");
        // The meeting still counts a head.
        let met = vault.meeting(&list, met).await.unwrap().unwrap();
        assert_eq!(met.meeting.heads(), 6);
        // Nothing of hers is in the database: neither line nor key; the entry says how it ended, and of nobody.
        for table in ["club_members", "club_wraps"] {
            let column = if table == "club_members" { "id" } else { "member_id" };
            let hers = format!(
                "delete from {table} where {column} not in (select member_id from club_consents where id not in \
                                (select consent_id from club_consent_ends))"
            );
            assert_eq!(run_sql(&world.url, &hers).await, 0, "{table}");
        }
    }
}

#[tokio::test]
async fn a_yes_ends_on_its_day_and_is_given_again() {
    for world in worlds("club_expires").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let member = world.member(&thom, &list, "Mận").await;
        world.clock.advance(TimeDelta::days(300));
        let thom = log_in(vault, "thom").await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let (says, until) = listing(&world, "Mơ");
        vault.list_again(&thom, &list, member, &says, &until, world.form()).await.unwrap().unwrap();
        world.clock.advance(TimeDelta::days(300));
        let thom = log_in(vault, "thom").await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        assert_eq!(aliases(&world, &thom, &list).await, ["Mơ"], "the second yes stands");
        world.clock.advance(TimeDelta::days(70));
        let thom = log_in(vault, "thom").await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        assert!(aliases(&world, &thom, &list).await.is_empty(), "and ends");
        assert!(vault.sweep_expired().await.unwrap().wraps > 0);
        assert_eq!(run_sql(&world.url, "delete from club_members").await, 0, "the line went with its key");
    }
}

#[tokio::test]
async fn the_register_is_the_same_whoever_comes() {
    for world in worlds("club_register").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let shown = |kept: vault::club::Kept| {
            format!("{:?} {:?} {} {}", kept.club, kept.standing, kept.number, kept.recorded_at)
        };
        let before = shown(vault.club(&world.supervisor, club).await.unwrap().unwrap());
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let member = world.member(&thom, &list, "Mận").await;
        world.meet(&thom, &list, &[member]).await;
        assert_eq!(shown(vault.club(&world.supervisor, club).await.unwrap().unwrap()), before);
        assert_eq!(vault.clubs(&world.supervisor).await.unwrap().unwrap().len(), 1);
        assert!(vault.clubs(&world.volunteer).await.unwrap().is_none(), "nobody but who keeps or may lead");
        assert!(vault.clubs(&world.clinic).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn two_who_change_the_register_do_not_overwrite_each_other() {
    for world in worlds("club_versions").await {
        let vault = &world.vault;
        let club = world.named_club().await;
        let changed = domain::club::ClubForm { host: "Trạm y tế phường".into(), ..club_form() };
        let changed = changed.check(vault.today(), |_| true).unwrap();
        assert_eq!(vault.change_club(&world.administrator, club, &changed, 1).await.unwrap(), Some(Version::Now));
        assert_eq!(vault.change_club(&world.supervisor, club, &changed, 1).await.unwrap(), Some(Version::Meanwhile));
        let kept = vault.club(&world.supervisor, club).await.unwrap().unwrap();
        assert_eq!((kept.number, kept.club), (2, changed.clone()));
        world.clock.advance(TimeDelta::seconds(1));
        vault.change_standing(&world.supervisor, club, ClubStanding::Paused).await.unwrap().unwrap();
        assert_eq!(vault.club(&world.supervisor, club).await.unwrap().unwrap().standing, ClubStanding::Paused);
        assert!(vault.change_club(&world.worker, club, &changed, 2).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_meeting_is_planned_then_told_and_counted_once() {
    for world in worlds("club_meetings").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let planned = MeetingForm {
            on: domain::date::display(vault.today()),
            state: "planned".into(),
            venue: "hall".into(),
            ..MeetingForm::default()
        };
        let planned = planned.check(vault.today(), |_| false).unwrap();
        let form = world.form();
        let Some(Recorded::Now(first)) = vault.record_meeting(&thom, &list, &planned, None, form).await.unwrap() else {
            panic!("written")
        };
        let replay = vault.record_meeting(&thom, &list, &planned, None, form).await.unwrap();
        assert_eq!(replay, Some(Recorded::Now(first)));
        let told = meeting(&world, &[]);
        let Some(Recorded::Now(second)) =
            vault.record_meeting(&thom, &list, &told, Some(first), world.form()).await.unwrap()
        else {
            panic!("written")
        };
        let other = vault.record_meeting(&thom, &list, &told, Some(first), world.form()).await.unwrap();
        assert_eq!(other, Some(Recorded::Meanwhile(second)));
        vault.record_meeting(&thom, &list, &told, Some(second), world.form()).await.unwrap().unwrap();
        assert_eq!(vault.meetings(&list).await.unwrap().len(), 1);
        let counted = "update facts set quantity = quantity where kind = 'club_heads' and quantity = 4";
        assert_eq!(run_sql(&world.url, counted).await, 1, "counted when it was held, and once");
    }
}

#[tokio::test]
async fn nothing_is_taken_out_that_is_not_there() {
    for world in worlds("club_savings").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let member = world.member(&thom, &list, "Mận").await;
        let line =
            |kind, whose: Option<ClubMemberId>, amount| Saving { on: vault.today(), kind, whose, amount, note: None };
        let deposit = line(SavingKind::Deposit, Some(member), 50_000);
        assert!(vault.record_saving(&thom, &list, &deposit, world.form()).await.unwrap().unwrap().is_ok());
        // Not from what is somebody else's, and not more than she has.
        for (whose, amount, there) in [(None, 1, 0), (Some(member), 50_001, 50_000)] {
            let out = line(SavingKind::Withdrawal, whose, amount);
            let problems = vault.record_saving(&thom, &list, &out, world.form()).await.unwrap().unwrap().unwrap_err();
            assert_eq!(problems.of("amount"), Some(Problem::OutOfRange { min: 0, max: there }));
        }
        // Who left the list is still owed what she put in.
        vault.unlist(&thom, &list, member, ListEnd::Left).await.unwrap().unwrap();
        let out = line(SavingKind::Withdrawal, Some(member), 50_000);
        assert!(vault.record_saving(&thom, &list, &out, world.form()).await.unwrap().unwrap().is_ok());
        assert_eq!(vault.savings(&list).await.unwrap().len(), 2);
        assert!(vault.record_saving(&world.supervisor, &list, &deposit, world.form()).await.unwrap().is_none());
    }
}

/// Whatever is moved to another row of its table opens nothing: an error, and not what stood there.
#[tokio::test]
async fn what_is_moved_about_does_not_open() {
    for table in ["club_lists", "club_members", "club_wraps", "club_consents", "club_meetings", "club_savings"] {
        for world in worlds("club_moved").await {
            let vault = &world.vault;
            let (club, thom) = world.club().await;
            world.club().await;
            let thom = if table == "club_lists" { log_in(vault, "thom").await } else { thom };
            let list = vault.open_list(&thom, club).await.unwrap().unwrap();
            for alias in ["Mận", "Đào"] {
                let member = world.member(&thom, &list, alias).await;
                world.meet(&thom, &list, &[member]).await;
                let kind = SavingKind::Deposit;
                let line = Saving { on: vault.today(), kind, whose: Some(member), amount: 10_000, note: None };
                vault.record_saving(&thom, &list, &line, world.form()).await.unwrap().unwrap().unwrap();
            }
            let key = match table {
                "club_lists" => "party_id",
                "club_wraps" => "member_id",
                _ => "id",
            };
            let change = format!(
                "update {table} set sealed = (select other.sealed from {table} as other where other.{key} <> {table}.{key} limit 1)"
            );
            assert_eq!(run_sql(&world.url, &change).await, 2, "{table}");
            match table {
                "club_lists" => assert!(vault.open_list(&thom, club).await.is_err()),
                "club_meetings" => assert!(vault.meetings(&list).await.is_err()),
                "club_savings" => assert!(vault.savings(&list).await.is_err()),
                _ => assert!(vault.listed(&thom, &list).await.is_err(), "{table}"),
            }
        }
    }
}

/// A social worker who leads a club ties the line of a client of hers to the case; who holds one key of the two finds nothing.
#[tokio::test]
async fn a_line_leads_to_a_case_only_for_who_holds_both_keys() {
    for world in worlds("club_tie").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let plum = world.member(&thom, &list, "Mận").await;
        let other = world.member(&thom, &list, "Mơ").await;
        let (case, another) = (world.open_case("Hoa Ban").await, world.open_case("Sương").await);
        vault.name_lead(&world.supervisor, club, world.worker.account()).await.unwrap().unwrap();
        vault.give_list(&thom, &list, world.worker.account(), &world.worker.key_mark()).await.unwrap().unwrap();
        let mai = log_in(vault, "mai").await;
        let hers = vault.open_list(&mai, club).await.unwrap().unwrap();
        let casework = world.ring(case).await.take::<vault::segment::Casework>().unwrap();
        // With the list alone, or the case alone, nothing is tied.
        assert!(vault.tie_member(&thom, &list, plum, &casework).await.unwrap().is_none());
        assert!(vault.tie_member(&world.supervisor, &list, plum, &casework).await.unwrap().is_none());
        vault.tie_member(&mai, &hers, plum, &casework).await.unwrap().unwrap();

        let line = |actor: Actor, member| async move {
            let list = vault.open_list(&actor, club).await.unwrap().unwrap();
            let listed = vault.listed_member(&actor, &list, member).await.unwrap().unwrap();
            vault.case_of_member(&actor, &listed).await.unwrap()
        };
        assert_eq!(line(log_in(vault, "mai").await, plum).await, Some(case));
        assert_eq!(line(log_in(vault, "mai").await, other).await, None);
        assert_eq!(line(log_in(vault, "thom").await, plum).await, None, "she leads the club and holds no case");
        let tied = vault.members_of_case(&mai, &casework).await.unwrap();
        assert_eq!(tied.iter().map(|one| one.listed.id).collect::<Vec<_>>(), [plum]);
        let elsewhere = world.ring(another).await.take::<vault::segment::Casework>().unwrap();
        assert!(vault.members_of_case(&mai, &elsewhere).await.unwrap().is_empty());
        assert!(
            vault.members_of_case(&world.supervisor, &casework).await.unwrap().is_empty(),
            "she holds the case alone"
        );

        // Asked again whether she may be listed, it is still tied; who cannot see it unties nothing.
        let (says, until) = listing(&world, "Mận");
        vault.list_again(&thom, &list, plum, &says, &until, world.form()).await.unwrap().unwrap();
        assert_eq!(line(log_in(vault, "mai").await, plum).await, Some(case));
        assert!(vault.untie_member(&thom, &list, plum).await.unwrap().is_none());
        vault.untie_member(&mai, &hers, plum).await.unwrap().unwrap();
        assert_eq!(line(log_in(vault, "mai").await, plum).await, None);
        assert!(vault.untie_member(&mai, &hers, plum).await.unwrap().is_none());

        // Her yes to being supported is over: the key is gone, and so is the way.
        vault.tie_member(&mai, &hers, plum, &casework).await.unwrap().unwrap();
        assert!(run_sql(&world.url, "delete from wraps").await > 0);
        assert_eq!(line(log_in(vault, "mai").await, plum).await, None);
        assert!(vault.tie_member(&mai, &hers, plum, &casework).await.unwrap().is_none());
    }
}

/// By its length a line does not tell whether it is tied.
#[tokio::test]
async fn a_tied_line_is_as_long_as_another() {
    for world in worlds("club_tie_length").await {
        let vault = &world.vault;
        let (club, thom) = world.club().await;
        let list = vault.open_list(&thom, club).await.unwrap().unwrap();
        let member = world.member(&thom, &list, "Mận").await;
        vault.name_lead(&world.supervisor, club, world.worker.account()).await.unwrap().unwrap();
        vault.give_list(&thom, &list, world.worker.account(), &world.worker.key_mark()).await.unwrap().unwrap();
        let mai = log_in(vault, "mai").await;
        world.member(&thom, &list, "Mận").await;
        let hers = vault.open_list(&mai, club).await.unwrap().unwrap();
        let casework = world.ring(world.open_case("Hoa Ban").await).await.take::<vault::segment::Casework>().unwrap();
        vault.tie_member(&mai, &hers, member, &casework).await.unwrap().unwrap();
        let same =
            "update club_members set id = id where length(sealed) = (select min(length(sealed)) from club_members)";
        assert_eq!(run_sql(&world.url, same).await, 2);
    }
}
