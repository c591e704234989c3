use super::{
    Book, ClubForm, ClubStanding, Listing, ListingForm, MeetingForm, Saving, SavingForm, SavingKind, StandingForm,
    list_end,
};
use crate::consent::{EvidenceForm, Giver};
use crate::date::end_of_day;
use crate::id::ClubMemberId;
use crate::problem::Problem;
use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::{any, prop, proptest};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    "2026-11-24T02:00:00Z".parse().expect("a time")
}

fn today() -> NaiveDate {
    crate::date::local_date(now())
}

fn member(number: u128) -> ClubMemberId {
    ClubMemberId(Uuid::from_u128(number))
}

fn club() -> ClubForm {
    ClubForm {
        name: "Câu lạc bộ Hoa Ban".into(),
        kind: "club".into(),
        host: "Hội Liên hiệp Phụ nữ phường".into(),
        commune: "03646".into(),
        frequency: "monthly".into(),
        ..ClubForm::default()
    }
}

#[test]
fn a_club_is_kept_without_anybody_in_it() {
    let kept = club().check(today(), |_| true).expect("a whole form");
    assert_eq!(ClubForm::from((&kept, 3)).check(today(), |_| true).expect("the same"), kept);
    let wrong = ClubForm { rules: "Gọi chị Hoa 0912 345 678".into(), founded_on: "25/11/2026".into(), ..club() };
    let problems = wrong.check(today(), |_| false).expect_err("all wrong");
    assert_eq!(problems.of("rules"), Some(Problem::LooksPersonal));
    assert_eq!(problems.of("founded_on"), Some(Problem::DateInFuture));
    assert_eq!(problems.of("commune"), Some(Problem::NotAChoice));
    let problems = ClubForm::default().check(today(), |_| true).expect_err("nothing was typed");
    for field in ["name", "kind", "host", "commune", "frequency"] {
        assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
    }
    assert_eq!((ClubForm::from((&kept, 3)).number(), club().number()), (3, 0));
    let today_founded = ClubForm { founded_on: "24/11/2026".into(), ..club() };
    assert!(today_founded.check(today(), |_| true).is_ok_and(|club| club.founded_on == Some(today())));
}

#[test]
fn a_club_rests_when_that_is_said() {
    let stands = |code: &str| StandingForm { standing: code.into() }.check();
    assert_eq!(stands("paused"), Ok(ClubStanding::Paused));
    assert_eq!(stands("").expect_err("nothing was said").of("standing"), Some(Problem::Missing));
}

fn listing() -> ListingForm {
    ListingForm {
        answer: "yes".into(),
        alias: "Mận".into(),
        evidence: EvidenceForm::signed(),
        ..ListingForm::blank(now())
    }
}

#[test]
fn who_says_no_leaves_nothing_and_who_says_yes_at_most_a_year() {
    let no = ListingForm { answer: "not_now".into(), alias: "Mận".into(), ..ListingForm::default() };
    assert!(matches!(no.check("Lò Thị Thơm", now()), Ok(Listing::NotNow)));
    let Ok(Listing::Yes(member, until)) = listing().check("Lò Thị Thơm", now()) else { panic!("a whole form") };
    assert_eq!((member.alias.as_str(), until.day), ("Mận", list_end(now())));
    assert_eq!(until.end(), end_of_day(until.day));
    let problem = |form: ListingForm, field| form.check("Lò Thị Thơm", now()).err().and_then(|found| found.of(field));
    assert_eq!(problem(ListingForm { until: "25/11/2027".into(), ..listing() }, "until"), Some(Problem::DateInFuture));
    assert_eq!(problem(ListingForm { until: "24/11/2026".into(), ..listing() }, "until"), Some(Problem::DateInPast));
    assert_eq!(problem(ListingForm { alias: String::new(), ..listing() }, "alias"), Some(Problem::Missing));
    assert_eq!(problem(ListingForm::default(), "answer"), Some(Problem::Missing));
}

#[test]
fn she_is_asked_again_about_what_the_list_says_of_her() {
    let form = ListingForm {
        role: "chair".into(),
        joined_on: "01/02/2025".into(),
        reach: "Nhắn qua chị Mai".into(),
        ..listing()
    };
    let Ok(Listing::Yes(before, _)) = form.check("Lò Thị Thơm", now()) else { panic!("a whole form") };
    let again = ListingForm::again(&before, now());
    assert_eq!((again.answer.as_str(), again.until), ("", crate::date::display(list_end(now()))));
    assert_eq!(again.evidence.given_by, Giver::Herself.code());
    let again =
        ListingForm { answer: "yes".into(), evidence: EvidenceForm::signed(), ..ListingForm::again(&before, now()) };
    let Ok(Listing::Yes(after, _)) = again.check("Lò Thị Thơm", now()) else { panic!("the same form") };
    assert_eq!((after.alias, after.role), (before.alias, before.role));
    assert!(after.reach.is_some());
    assert_eq!((after.joined_on, after.reach), (before.joined_on, before.reach));
    let to_come = ListingForm { joined_on: "25/11/2026".into(), ..listing() };
    let problems = to_come.check("Lò Thị Thơm", now()).err().expect("she has not come yet");
    assert_eq!(problems.of("joined_on"), Some(Problem::DateInFuture));
}

fn meeting() -> MeetingForm {
    MeetingForm {
        on: "24/11/2026".into(),
        state: "held".into(),
        venue: "hall".into(),
        present: vec![member(1).to_string(), member(2).to_string()],
        others: "4".into(),
        new_people: "1".into(),
        cost: "350.000".into(),
        satisfaction: "5".into(),
        next_on: "22/12/2026".into(),
        ..MeetingForm::default()
    }
}

#[test]
fn those_who_are_not_listed_are_heads() {
    let held = meeting().check(today(), |_| true).expect("a whole form");
    assert_eq!((held.heads(), held.cost, held.satisfaction), (6, 350_000, Some(5)));
    let again = MeetingForm::from(&held).check(today(), |_| true).expect("the same");
    assert_eq!((again.present, again.others, again.on), (held.present, held.others, held.on));
}

#[test]
fn what_does_not_fit_is_told_at_its_field() {
    let problem = |form: MeetingForm, field| {
        form.check(today(), |id| id == member(1) || id == member(2)).err().and_then(|found| found.of(field))
    };
    let form = MeetingForm { present: vec![member(3).to_string()], ..meeting() };
    assert_eq!(problem(form, "present"), Some(Problem::NotAChoice));
    assert_eq!(problem(MeetingForm { on: "25/11/2026".into(), ..meeting() }, "on"), Some(Problem::DateInFuture));
    assert_eq!(problem(MeetingForm { state: "planned".into(), ..meeting() }, "state"), Some(Problem::Conflicting));
    let most = Some(Problem::OutOfRange { min: 0, max: 6 });
    assert_eq!(problem(MeetingForm { new_people: "7".into(), ..meeting() }, "new_people"), most);
    let nobody = MeetingForm { present: Vec::new(), others: String::new(), new_people: String::new(), ..meeting() };
    assert_eq!(problem(nobody, "others"), Some(Problem::Missing));
    assert_eq!(
        problem(MeetingForm { next_on: "24/11/2026".into(), ..meeting() }, "next_on"),
        Some(Problem::DateInPast)
    );
    let all_new = MeetingForm { new_people: "6".into(), ..meeting() };
    assert_eq!(problem(all_new, "new_people"), None, "its first meeting");
    let named = MeetingForm { decisions: "Gọi 0912 345 678".into(), ..meeting() };
    assert_eq!(problem(named, "decisions"), Some(Problem::LooksPersonal));
}

#[test]
fn only_what_took_place_has_heads_and_only_what_is_to_come_is_planned() {
    let empty = MeetingForm { present: Vec::new(), others: String::new(), new_people: String::new(), ..meeting() };
    let check = |state: &str, on: &str| {
        MeetingForm { state: state.into(), on: on.into(), ..empty.clone() }.check(today(), |_| true)
    };
    let problem = |state, on, field| check(state, on).err().and_then(|found| found.of(field));
    assert!(check("planned", "24/11/2026").is_ok_and(|meeting| !meeting.was_held()), "this evening");
    assert_eq!(problem("planned", "23/11/2026", "on"), Some(Problem::DateInPast));
    for day in ["23/11/2026", "25/11/2026"] {
        assert!(check("called_off", day).is_ok_and(|meeting| !meeting.was_held()), "{day}");
    }
    let off = MeetingForm { state: "called_off".into(), ..meeting() }.check(today(), |_| true);
    assert_eq!(off.err().and_then(|found| found.of("state")), Some(Problem::Conflicting));
    assert!(meeting().check(today(), |_| true).is_ok_and(|meeting| meeting.was_held()));
}

#[test]
fn a_line_of_the_book_is_read() {
    let form = SavingForm {
        on: "24/11/2026".into(),
        kind: "deposit".into(),
        whose: SavingForm::WHOLE.into(),
        amount: "50.000".into(),
        note: String::new(),
    };
    let line = form.check(today(), |_| false).expect("a whole form");
    assert_eq!((line.amount, line.whose), (50_000, None));
    let form = SavingForm { whose: member(9).to_string(), ..form };
    assert!(form.check(today(), |_| true).is_ok_and(|line| line.whose == Some(member(9))));
    let of_nobody =
        SavingForm { amount: "0".into(), on: "25/11/2026".into(), note: "Gọi 0912 345 678".into(), ..form };
    let problems = of_nobody.check(today(), |_| false).err().expect("wrong");
    assert_eq!(problems.of("whose"), Some(Problem::NotAChoice));
    assert!(matches!(problems.of("amount"), Some(Problem::OutOfRange { min: 1, .. })));
    assert_eq!(problems.of("on"), Some(Problem::DateInFuture));
    assert_eq!(problems.of("note"), Some(Problem::LooksPersonal));
}

#[test]
fn everybody_takes_out_what_is_hers() {
    let line = |kind, whose, amount| Saving { on: today(), kind, whose, amount, note: None };
    let (hers, all) = (Some(member(1)), None);
    let lines =
        [line(SavingKind::Deposit, hers, 7), line(SavingKind::Deposit, all, 20), line(SavingKind::Withdrawal, hers, 2)];
    let book = Book::of(&lines);
    assert_eq!([hers, Some(member(2)), all].map(|whose| book.balance(whose)), [5, 0, 20]);
    assert_eq!((book.whole(), book.each().collect::<Vec<_>>()), (25, vec![(all, 20), (hers, 5)]));
    let concerns =
        [(1, true), (1, false), (2, true), (2, false)].map(|(who, listed)| book.concerns(member(who), listed));
    assert_eq!(concerns, [true, true, true, false], "who is gone and left nothing");
    let takes = |whose, amount| book.takes(&line(SavingKind::Withdrawal, whose, amount));
    assert_eq!((takes(hers, 5), takes(all, 20)), (Ok(()), Ok(())));
    let there = |max| Some(Problem::OutOfRange { min: 0, max });
    assert_eq!(takes(hers, 6).expect_err("it is not there").of("amount"), there(5));
    assert_eq!(takes(Some(member(2)), 1).expect_err("she has nothing in it").of("amount"), there(0));
}

proptest! {
    /// Whatever is tried, nobody's balance falls below zero, and the whole is what all have together.
    #[test]
    fn no_balance_falls_below_zero(tried in prop::collection::vec((0..4_u128, any::<bool>(), 1..100_000_i64), 0..60)) {
        let mut lines: Vec<Saving> = Vec::new();
        for (whose, deposit, amount) in tried {
            let kind = if deposit { SavingKind::Deposit } else { SavingKind::Withdrawal };
            let whose = (whose > 0).then(|| member(whose));
            let line = Saving { on: today(), kind, whose, amount, note: None };
            let book = Book::of(&lines);
            assert_eq!(book.takes(&line).is_ok(), deposit || book.balance(whose) >= amount);
            if book.takes(&line).is_ok() {
                lines.push(line);
            }
            let book = Book::of(&lines);
            assert!(book.each().all(|(_, balance)| balance >= 0) && book.whole() >= 0);
            assert_eq!(book.whole(), book.each().map(|(_, balance)| balance).sum::<i64>());
        }
    }
}
