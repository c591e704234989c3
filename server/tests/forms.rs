//! Bad input: 422, the same page, everything typed kept, each problem at its field, nothing executed.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::on_sqlite;
use crate::web::Web;
use axum::http::StatusCode;
use domain::audit::Reason;
use domain::card::CardReach;
use domain::consent::Segment;
use domain::hiv::{Letter, Recipient};

const HOSTILE: &str = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Every form with all its text fields: who posts it, where, and the fields.
const FORMS: &[(&str, &str, &[&str])] = &[
    ("guest", "/login", &["username"]),
    ("guest", "/recovery", &["username", "code"]),
    ("mai", "/cases/new", &["q", "alias", "phone", "hours", "cover_story", "name", "witness"]),
    ("mai", "/contacts/{contact}/case", &["q", "alias", "phone", "hours", "cover_story", "name", "witness"]),
    ("mai", "/cases/{case}/counselling/new", &["agreed", "held_on", "next_on", "people"]),
    ("mai", "/cases/{case}/needs", &["on", "wish"]),
    ("mai", "/cases/{case}/risk", &["reason"]),
    ("mai", "/cases/{case}/risk/snooze", &["days", "reason"]),
    ("mai", "/cases/{case}/closure", &["tries", "last_heard_on", "ended_on", "words"]),
    ("mai", "/cases/{case}/scales/new", &["taken_on", "note"]),
    ("mai", "/cases/{case}/scales/{scale}/correction", &["taken_on", "note"]),
    ("mai", "/cases/{case}/care-plan/new", &["g1_words", "g1_measure", "g1_s1_what", "g1_s1_by", "agreed_on"]),
    (
        "mai",
        "/cases/{case}/care-plan/{plan}/change",
        &["g1_words", "g1_measure", "g1_s1_what", "g1_s1_by", "agreed_on"],
    ),
    ("giamsat", "/cases/{case}/care-plan/{plan}/decision", &["words"]),
    ("mai", "/cases/{case}/care-plan/{plan}/outside", &["question", "witness", "interpreter"]),
    ("hoa", "/coded-plans/{coded}", &["words"]),
    ("mai", "/cases/{case}/safety-plan/new", &["worry", "signs", "helps", "people", "places", "numbers", "made_on"]),
    ("mai", "/cases/{case}/incidents/new", &["happened_on", "done", "follow_up_on"]),
    ("mai", "/cases/{case}/article-30", &["linked_on", "next_on"]),
    ("mai", "/cases/{case}/article-30/consent", &["until", "witness", "interpreter"]),
    ("mai", "/cases/{case}/name", &["alias", "name", "born"]),
    ("mai", "/cases/{case}/transfer", &["why", "next", "witness", "interpreter"]),
    ("hoa", "/transfers/{transfer}", &["words"]),
    ("mai", "/cases/{case}/incidents/{incident}/correction", &["happened_on", "done", "follow_up_on"]),
    ("mai", "/cases/{case}/contact", &["phone", "hours", "cover_story"]),
    ("mai", "/cases/{case}/consents/again/contact", &["phone", "hours", "cover_story", "witness", "interpreter"]),
    ("mai", "/cases/{case}/consents/again/identity", &["name", "witness", "interpreter"]),
    ("xuan", "/accompaniments/new", &["slip_code"]),
    (
        "xuan",
        "/contacts/new",
        &[
            "code",
            "people",
            "condoms",
            "female_condoms",
            "lubricant",
            "needles",
            "self_tests",
            "leaflets",
            "follow_up_on",
            "note",
        ],
    ),
    ("nghia", "/courses/new", &["name", "hours", "places", "cost"]),
    ("nghia", "/courses/{course}", &["from", "until"]),
    ("nghia", "/cohorts/{cohort}", &["day"]),
    ("nghia", "/employers", &["name", "place"]),
    ("nghia", "/expected/{centre}/training", &["on"]),
    ("nghia", "/expected/{centre}/job", &["on"]),
    ("nghia", "/expected/{centre}/job/paper", &["skills", "work", "wishes", "name", "phone"]),
    ("nghia", "/expected/{centre}/loan", &["on"]),
    ("giamsat", "/cases/{case}/counselling/{session}/review", &["words"]),
    ("giamsat", "/assignments/{mai}", &["q"]),
    ("giamsat", "/covers/new/{mai}", &["from", "until"]),
    ("quantri", "/accounts", &["name", "username"]),
    ("quantri", "/partners/new", &["name", "address"]),
    ("sen", "/systems/new", &["name"]),
    ("sen", "/systems/{system}/signal", &["address"]),
    ("mai", "/cases/{case}/rights/new", &["received_on", "words"]),
    ("mai", "/cases/{case}/rights/{request}", &["note"]),
    ("giamsat", "/demands/new", &["asker", "paper", "asked", "received_on", "answer_by"]),
    ("baove", "/demands/{demand}", &["why"]),
    ("quantri", "/directory/new", &["address", "phone", "mon", "sun", "eligibility", "cost_words", "documents"]),
    (
        "sen",
        "/directory/{listing}/change",
        &["address", "phone", "mon", "sun", "eligibility", "cost_words", "documents"],
    ),
    ("sen", "/directory/{listing}/capacity", &[]),
    ("mai", "/directory/{listing}/feedback", &[]),
    ("sen", "/expected", &["code"]),
    ("guest", "/card", &["code"]),
    ("dung", "/withdrawal", &["code"]),
    ("khach", "/card/rights", &["words"]),
    ("sen", "/expected/{referral}", &["next_on"]),
    ("sen", "/expected/walk-in", &["code", "came_on"]),
    ("mai", "/referrals/{referral}", &["booked_on"]),
    ("mai", "/referrals/{referral}/reports", &["heard_on"]),
    ("guest", "/slip", &["code"]),
    ("sen", "/expected/{referral}/clinic/visit", &["seen_on", "treatment", "next_on"]),
    ("sen", "/expected/{referral}/clinic/test", &["taken_on", "lab_number"]),
    ("bich", "/expected/{legal}/legal/matter", &["on", "words"]),
    ("bich", "/expected/{legal}/legal/matters/{matter}", &["on", "next_on", "words"]),
    ("bich", "/expected/{legal}/legal/paper", &["missing", "handed_in_on", "collect_on", "received_on"]),
    ("baove", "/audit/search", &["tag", "from", "until"]),
    ("baove", "/breaches/new", &["noticed_on", "noticed_at", "persons"]),
    ("baove", "/breaches/{breach}", &["persons"]),
    ("dung", "/emergency", &["code", "words"]),
    ("baove", "/emergencies/{emergency}", &["words"]),
    ("mai", "/cases/{case}/consents/emergency", &["until", "witness"]),
    ("giamsat", "/clubs/new", &["name", "host", "decision", "founded_on", "rules", "funding"]),
    ("giamsat", "/clubs/{club}/edit", &["name", "host", "decision", "founded_on", "rules", "funding"]),
    ("thom", "/clubs/{club}/members/new", &["alias", "reach", "joined_on", "until", "witness", "interpreter"]),
    ("mai", "/clubs/{club}/members/{member}/case", &["code"]),
    ("thom", "/clubs/{club}/members/{member}", &["alias", "reach", "joined_on", "until", "witness"]),
    (
        "thom",
        "/clubs/{club}/meetings/new",
        &["on", "guest", "others", "new_people", "leaflets", "referrals", "decisions", "cost", "next_on"],
    ),
    ("thom", "/clubs/{club}/meetings/{meeting}", &["on", "guest", "decisions", "cost", "next_on"]),
    ("thom", "/clubs/{club}/savings", &["on", "amount", "note"]),
    ("giamsat", "/volunteers/teams/new", &["name", "decision", "decided_on", "from_women"]),
    ("giamsat", "/volunteers/teams/{team}", &["held_on", "topic", "people"]),
    ("giamsat", "/volunteers/{volunteer}", &["contacts", "days"]),
    ("giamsat", "/commodities/new", &["condoms", "female_condoms", "lubricant", "needles", "self_tests", "leaflets"]),
    (
        "giamsat",
        "/commodities/counts/{volunteer}",
        &["condoms", "female_condoms", "lubricant", "needles", "self_tests", "leaflets"],
    ),
];

#[tokio::test]
async fn hostile_text_comes_back_as_text() {
    let world = on_sqlite("hostile").await;
    let case = world.open_case("Hoa Ban").await;
    let referral = world.refer(case).await;
    world.keep_record(&world.clinic, referral).await;
    let (legal, matter) = world.legal_matter(case).await;
    let mai = Recipient::Person(world.worker.account());
    crate::support::hiv_consent(&world, case, mai, Letter::Counsels).await;
    let segments = [Segment::Label, Segment::Casework];
    let mut ring = world.vault.open_case(&world.worker, case, &segments, Reason::Support).await.unwrap().unwrap();
    let casework = ring.take().unwrap();
    let request = crate::rights::ask(&world, &ring, &casework, "copy").await;
    let (_, demand) = crate::rights::kept(&world).await;
    let breach = world.breach().await;
    let scale = world.ask_scale(case, &crate::support::phq(world.vault.today(), "11")).await;
    let plan = world.care_plan(case).await;
    let code = crate::support::card(&world, case, CardReach::Nothing, "402817").await;
    let emergency = world.break_glass(world.open_case_asking("Sương", "yes").await).await;
    let listing = crate::support::listing(&world).await.to_string();
    let worker = world.worker.account().to_string();
    let session_id = world.hold_session(case).await;
    let (club, thom) = world.club().await;
    let list = world.vault.open_list(&thom, club).await.unwrap().unwrap();
    let member = world.member(&thom, &list, "Mận").await;
    let meeting = world.meet(&thom, &list, &[member]).await;
    world.vault.name_lead(&world.supervisor, club, world.worker.account()).await.unwrap().unwrap();
    world.vault.give_list(&thom, &list, world.worker.account(), &world.worker.key_mark()).await.unwrap().unwrap();
    let (team, volunteer) = (world.volunteer_team().await, world.volunteer.account());
    let centre = world.in_a_course("Ban Mai").await;
    let course = world.vault.courses(&centre.desk.trainer).await.unwrap().unwrap()[0].id;
    let there = crate::support::other::other(&world).await;
    let transfer = crate::support::other::offered(&world, there.team, world.open_case("Gạo").await).await;
    let asked = world.open_case("Mận").await;
    let coded = crate::support::other::asked(&world, there.team, (asked, world.care_plan(asked).await)).await;
    let incident = world.incident(case).await;
    let contact = crate::support::met(&world).await.to_string();
    let system = crate::fhir::system(&world.vault).await.account().to_string();
    let web = Web::over(world);
    for (person, path, fields) in FORMS {
        let path = path.replace("{system}", &system);
        let path = path.replace("{contact}", &contact);
        let path = path.replace("{club}", &club.to_string()).replace("{member}", &member.to_string());
        let path = path.replace("{meeting}", &meeting.to_string()).replace("{team}", &team.to_string());
        let path = path.replace("{volunteer}", &volunteer.to_string());
        let path = path.replace("{centre}", &centre.desk.referral.to_string());
        let path = path.replace("{course}", &course.to_string()).replace("{cohort}", &centre.cohort.to_string());
        let path = path.replace("{case}", &case.to_string()).replace("{referral}", &referral.to_string());
        let path = path.replace("{legal}", &legal.to_string()).replace("{matter}", &matter.to_string());
        let path = path.replace("{request}", &request.to_string()).replace("{demand}", &demand);
        let path = path.replace("{breach}", &breach.to_string()).replace("{scale}", &scale.to_string());
        let path = path.replace("{emergency}", &emergency.to_string()).replace("{mai}", &worker);
        let path = path.replace("{coded}", &coded.to_string());
        let path = path.replace("{transfer}", &transfer.to_string()).replace("{incident}", &incident.to_string());
        let path = path.replace("{session}", &session_id.to_string()).replace("{plan}", &plan.to_string());
        let path = path.replace("{listing}", &listing);
        let body: Vec<_> = fields.iter().map(|field| format!("{field}={}", encoded(HOSTILE))).collect();
        let session =
            if *person == "khach" { Some(web.with_card(&code, "402817").await) } else { web.session(person).await };
        let answer = web.ask("POST", &path, session.as_deref(), &body.join("&")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(
            !answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"),
            "{path} lets markup through"
        );
        let kept = answer.body.matches("alert(1)&lt;/script&gt;").count();
        assert!(kept >= fields.len(), "{path} kept {kept} of {} fields", fields.len());
        assert!(answer.body.contains("role=\"alert\""), "{path} says nothing");
    }
}

/// What was answered comes back with what is missing beside its item, and the safety steps are there before anything is
/// saved. A second post of the same form makes no second record.
#[tokio::test]
async fn an_incomplete_scale_comes_back_and_a_complete_one_is_kept_once() {
    let world = on_sqlite("scale_form").await;
    let case = world.open_case("Hoa Ban").await;
    let web = Web::over(world);
    let session = web.session("mai").await;
    let (new, list) = (format!("/cases/{case}/scales/new"), format!("/cases/{case}/scales"));
    let number = web.site().vault().new_submission();
    let some = format!("scale=phq&q1=2&q2=1&q3=0&q9=1&taken_on=23/11/2026&form={number}&note=Ho\u{61}\u{300}%E2%80%8B");
    let answer = web.ask("POST", &new, session.as_deref(), &some).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for item in ["q4", "q5", "q6", "q7", "q8"] {
        assert!(answer.body.contains(&format!("id=\"{item}-problem\"")), "{item}");
    }
    assert!(!answer.body.contains("q3-problem") && !answer.body.contains("q9-problem"));
    assert_eq!(answer.body.matches("checked").count(), 4, "every answer is still there");
    assert!(answer.body.contains("Không để khách hàng một mình"));
    let whole = format!("{some}&q4=0&q5=0&q6=0&q7=0&q8=0");
    let first = web.ask("POST", &new, session.as_deref(), &whole).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(web.ask("POST", &new, session.as_deref(), &whole).await.location, first.location, "the second click");
    let page = web.ask("GET", &first.location, session.as_deref(), "").await.body;
    assert!(page.contains("PHQ-9: 4 trên 27 điểm") && page.contains("Không để khách hàng một mình"), "{page}");
    assert!(page.contains(">Hoà<"), "composed, without what nobody sees");
    let page = web.ask("GET", &list, session.as_deref(), "").await.body;
    assert_eq!(page.matches("<circle").count(), 1);
    // In no list of cases and on no page but hers.
    for path in ["/cases", "/my-day"] {
        let page = web.ask("GET", path, session.as_deref(), "").await.body;
        assert!(!page.contains("PHQ") && !page.contains("tự làm hại"), "{path}");
    }
    assert_eq!(web.ask("GET", &format!("{new}?scale=gad"), session.as_deref(), "").await.status, StatusCode::OK);
    assert_eq!(web.ask("GET", &format!("{new}?scale=x"), session.as_deref(), "").await.status, StatusCode::NOT_FOUND);
}

/// Who writes a plan second sees what the first wrote, and nothing typed is lost; the supervisor reads what is different;
/// the page she takes with her says nothing of anybody.
#[tokio::test]
async fn a_plan_of_two_is_chosen_approved_and_her_own_page_says_nothing_of_us() {
    let world = on_sqlite("plan_forms").await;
    let case = world.open_case("Hoa Ban").await;
    let plan = world.care_plan(case).await;
    world.safety_plan(case).await;
    let web = Web::over(world);
    let (mai, giamsat) = (web.session("mai").await, web.session("giamsat").await);
    let at = format!("/cases/{case}/care-plan/{plan}/change");
    let body = |words: &str, intent: &str| {
        let number = web.site().vault().new_submission();
        let goal = "g1_number=1&g1_need=mind&g1_s1_number=2&g1_s1_what=Ng%E1%BB%A7+s%E1%BB%9Bm&g1_s1_doer=client";
        format!("{goal}&g1_words={}&agreed_on=23/11/2026&intent={intent}&form={number}", encoded(words))
    };
    let more = web.ask("POST", &at, mai.as_deref(), &body("Ngủ ngon", "more")).await;
    assert_eq!(more.status, StatusCode::OK);
    assert!(more.body.contains("Ngủ ngon") && more.body.contains("name=\"g2_words\""));
    let first = web.ask("POST", &at, mai.as_deref(), &body("Ngủ ngon", "submit")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = web.ask("POST", &at, mai.as_deref(), &body("Bản của tôi", "save")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("Ngủ ngon") && second.body.contains("Bản của tôi"), "both are there to choose from");
    let day = web.ask("GET", "/my-day", giamsat.as_deref(), "").await.body;
    let link = day.split("href=\"").find(|rest| rest.starts_with("/cases/") && rest.contains("/care-plan/")).unwrap();
    let link = link.split('"').next().unwrap().to_owned();
    let page = web.ask("GET", &link, giamsat.as_deref(), "").await.body;
    assert!(page.contains("Ngủ ngon") && page.contains("Ghi quyết định"), "{page}");
    let number = web.site().vault().new_submission();
    let form = format!("decision=sent_back&words=&form={number}");
    let answer = web.ask("POST", &format!("{link}/decision"), giamsat.as_deref(), &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "who sends back says why");
    let form = format!("decision=approved&form={number}");
    let answer = web.ask("POST", &format!("{link}/decision"), giamsat.as_deref(), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let late = web.ask("POST", &format!("{link}/decision"), giamsat.as_deref(), "decision=approved").await;
    assert_eq!(late.status, StatusCode::NOT_FOUND, "a form that was never handed out");

    let paper = web.ask("GET", &format!("/cases/{case}/safety-plan/paper"), mai.as_deref(), "").await.body;
    assert!(paper.contains("<title>Ghi chú của tôi</title>") && paper.contains("CANARY gọi chị hàng xóm"));
    for word in ["Đồng Hành", "Trung tâm", "Hoa Ban", "class=\"code\"", "Lò Thị Mai", " HIV", " STI", "0912 345"]
    {
        assert!(!paper.contains(word), "{word}");
    }
}

#[tokio::test]
async fn who_corrects_second_sees_what_the_first_did_and_chooses() {
    let world = on_sqlite("scale_twice").await;
    let case = world.open_case("Hoa Ban").await;
    let scale = world.ask_scale(case, &crate::support::phq(world.vault.today(), "11")).await;
    let web = Web::over(world);
    let session = web.session("mai").await;
    let at = format!("/cases/{case}/scales/{scale}/correction");
    let body = |q2: u8, note: &str| {
        let number = web.site().vault().new_submission();
        format!("scale=phq&q1=0&q2={q2}&taken_on=23/11/2026&form={number}&note={note}")
    };
    let first = web.ask("POST", &at, session.as_deref(), &body(1, "cua+nguoi+truoc")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let mine = body(2, "cua+nguoi+sau");
    let second = web.ask("POST", &at, session.as_deref(), &mine).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("cua nguoi truoc") && second.body.contains("cua nguoi sau"), "both are there");
    let chosen = format!("{}/correction", first.location);
    assert!(second.body.contains(&format!("action=\"{chosen}\"")), "what she saves now stands in the place of theirs");
    let third = web.ask("POST", &chosen, session.as_deref(), &mine).await;
    assert_eq!(third.status, StatusCode::SEE_OTHER);
    // All three are kept, and each leads to the next.
    let page = web.ask("GET", &format!("/cases/{case}/scales/{scale}"), session.as_deref(), "").await.body;
    assert!(page.contains(&first.location) && !page.contains("/correction"), "{page}");
    let page = web.ask("GET", &format!("/cases/{case}/scales"), session.as_deref(), "").await.body;
    assert!(page.contains(&third.location) && !page.contains(&first.location));
    assert_eq!(web.ask("GET", &at, session.as_deref(), "").await.location, first.location);
}

/// A search before a case is opened keeps what was typed, finds closed cases too, and opens nothing; a yes that cannot wait
/// leads to what to do at once.
#[tokio::test]
async fn a_case_is_looked_for_before_it_is_opened() {
    let world = on_sqlite("search_first").await;
    let case = world.open_case("Hoa Ban").await;
    world.close_case(case, "").await;
    let web = Web::over(world);
    let session = web.session("mai").await;
    let body = "intent=search&q=hoa+ban&alias=Hoa+Ban&danger=yes&exposure=no";
    let answer = web.ask("POST", "/cases/new", session.as_deref(), body).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains(&format!("/cases/{case}")) && answer.body.contains("Đã đóng"), "{}", answer.body);
    assert!(answer.body.contains("name=\"alias\" type=\"text\" value=\"Hoa Ban\""), "{}", answer.body);
    assert_eq!(answer.body.matches("checked").count(), 4, "two answers are as they were, two not asked");
    let none = web.ask("POST", "/cases/new", web.session("dung").await.as_deref(), body).await;
    assert!(!none.body.contains(&format!("/cases/{case}")) && none.body.contains("Không có ca nào khớp"));
    let number = web.site().vault().new_submission();
    let open = format!(
        "alias=May&channel=never_first&services=yes&processing=yes&method=signature&language=vi&witness=An+B\
         &told_sensitive=yes&understood=yes&danger=yes&given_by=self&form={number}"
    );
    let opened = web.ask("POST", "/cases/new", session.as_deref(), &open).await;
    assert!(opened.status == StatusCode::SEE_OTHER && opened.location.ends_with("/intake"), "{}", opened.body);
    let page = web.ask("GET", &opened.location, session.as_deref(), "").await.body;
    assert!(page.contains("Đưa khách hàng đến chỗ an toàn trước"));
    let list = web.ask("GET", "/cases", session.as_deref(), "").await.body;
    assert!(!list.contains("Hoa Ban") && list.contains("May"));
    let all = web.ask("POST", "/cases", session.as_deref(), "closed=yes").await.body;
    assert!(all.contains("Hoa Ban"));
    // Read-only: nothing on its page leads to a change of the work.
    let page = web.ask("GET", &format!("/cases/{case}"), session.as_deref(), "").await.body;
    for change in ["/counselling/new", "/referrals/new", "/name", "/contact\""] {
        assert!(!page.contains(&format!("/cases/{case}{change}")), "{change}");
    }
}

#[tokio::test]
async fn a_search_for_markup_is_text() {
    let web = Web::over(on_sqlite("search").await);
    let session = web.session("mai").await;
    let answer = web.ask("POST", "/cases", session.as_deref(), &format!("q={}", encoded(HOSTILE))).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.body.contains("<script>alert") && answer.body.contains("alert(1)&lt;/script&gt;"));
}

#[tokio::test]
async fn problems_are_said_at_their_field_in_both_languages() {
    let web = Web::over(on_sqlite("languages").await);
    let session = web.session("mai").await.unwrap();
    let long = "a".repeat(61);
    let answer = web.ask("POST", "/cases/new", Some(&session), &format!("alias={long}&phone=0161")).await;
    assert!(answer.body.contains("id=\"alias-problem\" class=\"problem\">Dài quá: tối đa 60 ký tự"), "{}", answer.body);
    assert!(answer.body.contains(&format!("value=\"{long}\"")));
    let english = format!("{session}; __Host-language=en");
    let answer = web.ask("POST", "/cases/new", Some(&english), &format!("alias={long}")).await;
    assert!(
        answer.body.contains("id=\"alias-problem\" class=\"problem\">Too long: at most 60 characters"),
        "{}",
        answer.body
    );
}

/// A partner that closed since the page was opened: said beside the receiver, in both languages, and nothing is recorded.
#[tokio::test]
async fn a_receiver_that_closed_is_said_at_its_field() {
    let world = on_sqlite("closed_receiver").await;
    let case = world.open_case("Hoa Ban").await;
    let clinic = world.clinic_organisation;
    world.vault.close_account(&world.administrator, world.clinic.account()).await.unwrap().unwrap();
    let web = Web::over(world);
    let session = web.session("mai").await.unwrap();
    let path = format!("/cases/{case}/referrals/new");
    for intent in ["preview", "request", "send"] {
        let body = format!(
            "service=sti_screening&receiver={clinic}&urgency=week&needs=accompanied&intent={intent}&own_request=yes\
             &seen=sti_screening+{clinic}+week+accompanied&form={}",
            web.site().vault().new_submission()
        );
        for (session, summary) in
            [(session.clone(), "Cần xem lại"), (format!("{session}; __Host-language=en"), "Please look again")]
        {
            let answer = web.ask("POST", &path, Some(&session), &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{intent}");
            assert!(answer.body.contains("id=\"receiver-problem\"") && answer.body.contains(summary), "{intent}");
            assert!(answer.body.contains("value=\"week\" checked"), "what was chosen stays");
        }
    }
    let ledger = web.ask("GET", &format!("/cases/{case}/consents"), Some(&session), "").await.body;
    assert!(!ledger.contains("Hoa Sen"), "nothing was recorded");
}

#[tokio::test]
async fn decomposed_and_invisible_characters_are_cleaned() {
    let web = Web::over(on_sqlite("unicode").await);
    let session = web.session("mai").await;
    let alias = "Ho\u{61}\u{300}\u{200b} \u{202e}Ban";
    let fields = [
        ("alias", alias),
        ("channel", "never_first"),
        ("services", "yes"),
        ("processing", "yes"),
        ("method", "signature"),
        ("language", "vi"),
        ("witness", "Mè Thị Lả"),
        ("given_by", "self"),
        ("told_sensitive", "yes"),
        ("understood", "yes"),
    ];
    let number = web.site().vault().new_submission();
    let body: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let body = format!("{}&form={number}", body.join("&"));
    let first = web.ask("POST", "/cases/new", session.as_deref(), &body).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    // The same post again leads to the same case.
    assert_eq!(web.ask("POST", "/cases/new", session.as_deref(), &body).await.location, first.location);
    let page = web.ask("GET", &first.location, session.as_deref(), "").await.body;
    assert!(page.contains("Hoà Ban"), "composed, without what nobody sees");
    assert_eq!(web.ask("GET", "/cases", session.as_deref(), "").await.body.matches("row-link").count(), 1);
}

#[tokio::test]
async fn a_body_too_large_is_cut_off() {
    let web = Web::over(on_sqlite("large").await);
    let session = web.session("mai").await;
    let answer = web.ask("POST", "/cases/new", session.as_deref(), &"a".repeat(2_200_000)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn unknown_name_and_wrong_password_answer_alike() {
    let web = Web::over(on_sqlite("alike").await);
    let wrong = web.ask("POST", "/login", None, "username=mai&password=sai+mat+khau").await;
    let unknown = web.ask("POST", "/login", None, "username=moi&password=sai+mat+khau").await;
    assert_eq!(wrong.status, unknown.status);
    assert_eq!(wrong.plain_without("mai"), unknown.plain_without("moi"));
}

/// I5: a code that never was, one whose client refused, one who was never asked: the same bytes, but for the code typed.
#[tokio::test]
async fn every_no_to_an_emergency_is_the_same_page() {
    let world = on_sqlite("same_no").await;
    let mut codes = vec!["KH-0000-0000".to_owned()];
    for answer in ["not_now", ""] {
        let case = world.open_case_asking("Sương", answer).await;
        codes.push(world.code(case).await.to_string());
    }
    let web = Web::over(world);
    let mut answers = Vec::new();
    for code in codes {
        let body = format!(
            "code={code}&danger=suicide&segments=contact&words=Nguy&form={}",
            web.site().vault().new_submission()
        );
        let answer = web.ask("POST", "/emergency", web.session("dung").await.as_deref(), &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answers.push(answer.without_numbers().replace(&format!("value=\"{code}\""), ""));
    }
    assert!(answers[0].contains("Mã này không mở được"));
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn a_database_that_is_away_is_a_plain_page() {
    let web = Web::over(on_sqlite("away").await);
    let session = web.session("mai").await;
    web.site().vault().close().await;
    for (method, path) in [("GET", "/my-day"), ("POST", "/cases/new"), ("GET", "/cases")] {
        let answer = web.ask(method, path, session.as_deref(), "alias=Hoa").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.body.contains("Tạm thời chưa dùng được"), "{path}: {}", answer.body);
        assert!(!answer.body.contains("sqlite") && !answer.body.contains("Hoa"), "{path}");
    }
}
